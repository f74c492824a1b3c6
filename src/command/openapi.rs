//! `giaoban openapi`: the description of the API for programs that read it.

use std::process::ExitCode;

/// Prints the document; needs no instance.
///
/// # Errors
/// Never.
pub(crate) fn run() -> anyhow::Result<ExitCode> {
    crate::output::say!("{}", web::openapi().trim_end());
    Ok(ExitCode::SUCCESS)
}
