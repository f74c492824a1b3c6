//! `giaoban import`: units, people, values, plans from CSV or XLSX.

use crate::cli::Global;
use crate::config::Config;
use crate::failure::Failure;
use crate::instance;
use crate::output::say;
use app::import::Outcome;
use app::text;
use clap::{Args, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// What can be imported.
#[derive(Debug, Subcommand)]
pub(crate) enum Import {
    /// Đơn vị / Units: code, name, short_name, symbol, kind, tier, parent, place, from, fields
    #[command(after_help = "Ví dụ / Example:\n  giaoban import units don-vi.csv --dry-run")]
    Units(File),
    /// Người / People: login, name, email, unit, role, area, title, from
    #[command(after_help = "Ví dụ / Example:\n  giaoban import people nguoi.xlsx")]
    People(File),
    /// Số liệu vào bản thảo / Values into drafts: round, unit, indicator, value, num, den, nature, note
    #[command(after_help = "Ví dụ / Example:\n  giaoban import values so-lieu.csv --as baocao")]
    Values(File),
    /// Kế hoạch, chỉ tiêu năm / Plans of a year: unit, indicator, year, value, note
    #[command(
        after_help = "Ví dụ / Example:\n  giaoban import plans ke-hoach-2026.csv --as dieuphoi"
    )]
    Plans(File),
}

/// A file to import.
#[derive(Debug, Args)]
pub(crate) struct File {
    /// Tệp .csv hoặc .xlsx / File
    pub(crate) file: PathBuf,
    /// Chỉ xem trước / Only say what would be done
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// Imports all or nothing; exit code 1 when the file has defects.
///
/// # Errors
/// With advice.
pub(crate) async fn run(
    global: &Global,
    config: &Config,
    args: &Import,
) -> anyhow::Result<ExitCode> {
    let locale = global.locale();
    let (Import::Units(file) | Import::People(file) | Import::Values(file) | Import::Plans(file)) =
        args;
    let bytes = std::fs::read(&file.file).map_err(|e| {
        Failure::error(
            format!("{}: {e}", file.file.display()),
            text::t(locale, "cli.import.hint"),
        )
    })?;
    let app = instance::open(global, config).await?;
    let ctx = instance::ctx(global, &app).await?;
    let outcome = match args {
        Import::Units(_) => app::import::units(&ctx, &bytes, file.dry_run).await?,
        Import::People(_) => app::import::people(&ctx, &bytes, file.dry_run).await?,
        Import::Values(_) => app::import::values(&ctx, &bytes, file.dry_run).await?,
        Import::Plans(_) => app::import::plans(&ctx, &bytes, file.dry_run).await?,
    };
    tell(global, &outcome);
    if outcome.errors.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    let values = [("count", outcome.errors.len().to_string())];
    Err(Failure::error(
        text::t_with(locale, "cli.import.defects", &values),
        text::t(locale, "cli.hint.invalid"),
    ))
}

fn tell(global: &Global, outcome: &Outcome) {
    let locale = global.locale();
    for error in &outcome.errors {
        let words = text::t(locale, &format!("import.{}", error.code));
        let values = [
            ("row", error.row.to_string()),
            ("column", error.column.clone()),
            ("what", words.into_owned()),
            ("value", error.value.clone()),
        ];
        say!("{}", text::t_with(locale, "cli.import.row", &values));
    }
    let values = [
        ("rows", outcome.rows.to_string()),
        ("new", outcome.new.to_string()),
        ("known", outcome.known.to_string()),
    ];
    let key = if outcome.is_written {
        "cli.import.written"
    } else {
        "cli.import.preview"
    };
    say!("{}", text::t_with(locale, key, &values));
}
