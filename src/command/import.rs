//! `giaoban import`: units, people, values, plans from CSV or XLSX. Documents are
//! in `import_documents`.

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
    /// Đơn vị / Units: code, name, short_name, symbol, kind, tier, parent, place, from, fields, dvhc, dinh_danh
    #[command(after_help = "Ví dụ / Example:\n  giaoban import units don-vi.csv --dry-run")]
    Units(File),
    /// Người / People: login, name, email, unit, role, area, title, from
    #[command(after_help = "Ví dụ / Example:\n  giaoban import people nguoi.xlsx")]
    People(File),
    /// Số liệu vào bản thảo / Values into drafts: round, unit, indicator, value, num, den, measure, period, nature, note
    #[command(after_help = "Ví dụ / Example:\n  giaoban import values so-lieu.csv --as baocao")]
    Values(File),
    /// Kế hoạch, chỉ tiêu năm / Plans of a year: unit, indicator, year, value, note
    #[command(
        after_help = "Ví dụ / Example:\n  giaoban import plans ke-hoach-2026.csv --as dieuphoi"
    )]
    Plans(File),
    /// Cả thư mục văn bản cũ vào hàng chờ / A folder of old pages and papers into the queue
    #[command(
        after_help = "Ví dụ / Example:\n  giaoban import documents trang-cu --dry-run --as dieuphoi"
    )]
    Documents(super::import_documents::Documents),
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

/// Kinds of tables.
enum Kind {
    Units,
    People,
    Values,
    Plans,
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
    let (kind, file) = match args {
        Import::Units(file) => (Kind::Units, file),
        Import::People(file) => (Kind::People, file),
        Import::Values(file) => (Kind::Values, file),
        Import::Plans(file) => (Kind::Plans, file),
        Import::Documents(folder) => {
            return super::import_documents::run(global, config, folder).await;
        }
    };
    let bytes = std::fs::read(&file.file).map_err(|e| {
        Failure::error(
            format!("{}: {e}", file.file.display()),
            text::t(locale, "cli.import.hint"),
        )
    })?;
    let app = instance::open(global, config).await?;
    let ctx = instance::ctx(global, &app).await?;
    let outcome = match kind {
        Kind::Units => app::import::units(&ctx, &bytes, file.dry_run).await?,
        Kind::People => app::import::people(&ctx, &bytes, file.dry_run).await?,
        Kind::Values => app::import::values(&ctx, &bytes, file.dry_run).await?,
        Kind::Plans => app::import::plans(&ctx, &bytes, file.dry_run).await?,
    };
    tell(global, &outcome, file.dry_run);
    if outcome.errors.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    let values = [("count", outcome.errors.len().to_string())];
    Err(Failure::error(
        text::t_with(locale, "cli.import.defects", &values),
        text::t(locale, "cli.hint.invalid"),
    ))
}

fn tell(global: &Global, outcome: &Outcome, is_dry: bool) {
    let locale = global.locale();
    for note in outcome.errors.iter().chain(&outcome.remarks) {
        let values = [
            ("row", note.row.to_string()),
            ("column", note.column_words(locale)),
            ("what", note.words(locale)),
            ("value", note.value.clone()),
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
    } else if is_dry || !outcome.errors.is_empty() {
        "cli.import.preview"
    } else {
        // Nothing was held back: everything is in the instance already.
        "cli.import.nothing_new"
    };
    say!("{}", text::t_with(locale, key, &values));
}
