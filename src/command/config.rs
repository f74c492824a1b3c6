//! `giaoban config`: what is in force, or the reference page.

use crate::config::{Config, reference};
use crate::output::say;
use clap::Args;
use std::io::Write;
use std::process::ExitCode;

/// What the command takes.
#[derive(Debug, Args)]
pub(crate) struct ConfigCommand {
    /// In trang tham chiếu / Print the reference page in Markdown
    #[arg(long)]
    pub(crate) reference: bool,
}

/// Prints; passwords show as stars.
///
/// # Errors
/// When the output cannot be written.
pub(crate) fn run(config: &Config, args: &ConfigCommand) -> anyhow::Result<ExitCode> {
    if args.reference {
        crate::output::Bytes.write_all(reference().as_bytes())?;
    } else {
        say!("{config:#?}");
    }
    Ok(ExitCode::SUCCESS)
}
