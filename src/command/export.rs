//! `giaoban export`: what the imports take again.

use crate::cli::Global;
use crate::config::Config;
use crate::instance;
use clap::{Args, Subcommand};
use std::io::Write;
use std::process::ExitCode;

/// What can be exported.
#[derive(Debug, Subcommand)]
pub(crate) enum Export {
    /// Số liệu đã gửi / Values sent
    #[command(after_help = "Ví dụ / Example:\n  giaoban export values --csv > so-lieu.csv")]
    Values(Values),
}

/// Which values.
#[derive(Debug, Args)]
pub(crate) struct Values {
    /// Mã kỳ / Code of one round [all]
    #[arg(long)]
    pub(crate) round: Option<String>,
    /// Dạng CSV, là dạng duy nhất / As CSV, the only form
    #[arg(long)]
    pub(crate) csv: bool,
}

/// Writes the file to the output.
///
/// # Errors
/// With advice.
pub(crate) async fn run(
    global: &Global,
    config: &Config,
    args: &Export,
) -> anyhow::Result<ExitCode> {
    let Export::Values(values) = args;
    let app = instance::open(global, config).await?;
    let ctx = instance::ctx(global, &app).await?;
    let bytes = app::export::values(&ctx, values.round.as_deref()).await?;
    crate::output::Bytes.write_all(&bytes)?;
    Ok(ExitCode::SUCCESS)
}
