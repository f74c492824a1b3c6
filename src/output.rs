//! Printing that ends quietly when nobody reads any more (`giaoban … | head`).

use std::io::{ErrorKind, Result, Write};

/// Prints a line.
macro_rules! say {
    ($($arg:tt)*) => {
        $crate::output::line(format_args!($($arg)*))
    };
}
pub(crate) use say;

/// Prints a line; a closed output ends the program as if all had been said, one
/// that takes nothing (a full disk) as an error: a password may be lost with it.
pub(crate) fn line(words: std::fmt::Arguments<'_>) {
    if let Err(e) = writeln!(Bytes, "{words}") {
        let _ = writeln!(std::io::stderr(), "error: {e}");
        std::process::exit(1);
    }
}

/// Prints a line of a work that goes on whether or not anybody reads of it.
pub(crate) fn told(words: std::fmt::Arguments<'_>) {
    let _ = writeln!(std::io::stdout(), "{words}");
}

/// The output for what comes in bytes; ends in the same way.
pub(crate) struct Bytes;

impl Write for Bytes {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        or_end(std::io::stdout().write(bytes))
    }

    fn flush(&mut self) -> Result<()> {
        or_end(std::io::stdout().flush())
    }
}

fn or_end<T>(result: Result<T>) -> Result<T> {
    if result
        .as_ref()
        .is_err_and(|e| e.kind() == ErrorKind::BrokenPipe)
    {
        std::process::exit(0);
    }
    result
}
