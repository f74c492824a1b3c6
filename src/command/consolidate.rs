//! `giaoban consolidate`: the consolidated report of a round as a file.

use crate::cli::Global;
use crate::config::Config;
use crate::failure::Failure;
use crate::instance;
use crate::output::say;
use app::consolidation::{Format, Purpose};
use app::text;
use clap::{Args, ValueEnum};
use domain::numbering::IssuerKind;
use std::path::PathBuf;
use std::process::ExitCode;

/// What the command takes.
#[derive(Debug, Args)]
pub(crate) struct Consolidate {
    /// Mã kỳ / Code of the round
    pub(crate) round: String,
    /// Thể thức Đảng hay Nhà nước / Form of the Party or of the State
    #[arg(long, value_enum, default_value_t = Form::Party)]
    pub(crate) form: Form,
    /// Tệp .docx, .pdf, .xlsx hoặc .json / File to write
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
}

/// Whose form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// Đảng / Party
    Party,
    /// Nhà nước / State
    State,
}

/// Writes the last snapshot, or the live draft before there is one.
///
/// # Errors
/// With advice.
pub(crate) async fn run(
    global: &Global,
    config: &Config,
    args: &Consolidate,
) -> anyhow::Result<ExitCode> {
    let locale = global.locale();
    let ending = args
        .out
        .extension()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase();
    let format = Format::from_extension(&ending).ok_or_else(|| {
        let values = [("file", args.out.display().to_string())];
        Failure::usage(
            text::t_with(locale, "cli.consolidate.ending", &values),
            text::t(locale, "cli.consolidate.ending.hint"),
        )
    })?;
    let form = match args.form {
        Form::Party => IssuerKind::Party,
        Form::State => IssuerKind::State,
    };
    let app = instance::open(global, config).await?;
    let ctx = instance::ctx(global, &app).await?;
    let round = app::round::get_by_code(&ctx, &args.round).await?;
    let file = app::consolidation::file(&ctx, round.id, Purpose::Last, form, format).await?;
    std::fs::write(&args.out, &file.bytes)?;
    say!("{} · {} KiB", args.out.display(), file.bytes.len() / 1024);
    Ok(ExitCode::SUCCESS)
}
