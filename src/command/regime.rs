//! `giaoban regime`: reporting regimes.

use crate::cli::Global;
use crate::config::Config;
use crate::failure::Failure;
use crate::instance;
use crate::output::say;
use app::regime::RegimeFile;
use app::{Ctx, text};
use clap::Subcommand;
use domain::calendar::{Severity, WorkCalendar};
use domain::id::UnitId;
use jiff::civil::Date;
use std::path::Path;
use std::process::ExitCode;

/// What can be done with regimes.
#[derive(Debug, Subcommand)]
pub(crate) enum RegimeCommand {
    /// Danh sách chế độ báo cáo / List
    #[command(after_help = "Ví dụ / Example:\n  giaoban regime list")]
    List,
    /// Xem bản mới nhất dưới dạng tệp / Show the newest version as a file
    #[command(after_help = "Ví dụ / Example:\n  giaoban regime show khoa-giao > khoa-giao.toml")]
    Show {
        /// Mã chế độ / Code of the regime
        code: String,
    },
    /// Kiểm tra một tệp, không ghi gì / Check a file, write nothing
    #[command(after_help = "Ví dụ / Example:\n  giaoban regime check khoa-giao.toml")]
    Check {
        /// Tệp / File
        file: std::path::PathBuf,
    },
    /// Ban hành một tệp thành bản mới / Publish a file as the next version
    #[command(after_help = "Ví dụ / Example:\n  giaoban regime publish khoa-giao.toml")]
    Publish {
        /// Tệp / File
        file: std::path::PathBuf,
    },
    /// Lập chế độ giao ban khoa giáo có sẵn / Make the standard regime of the khoa giáo review
    #[command(
        after_help = "Ví dụ / Example:\n  giaoban regime standard --office BTGDV --from 2026-01-01"
    )]
    Standard {
        /// Mã cơ quan điều phối / Code of the coordinating office
        #[arg(long, value_name = "CODE")]
        office: String,
        /// Áp dụng từ ngày / First day
        #[arg(long, value_name = "YYYY-MM-DD")]
        from: Date,
    },
}

/// Does it, as the operator or the person named with `--as`.
///
/// # Errors
/// With advice.
pub(crate) async fn run(
    global: &Global,
    config: &Config,
    args: &RegimeCommand,
) -> anyhow::Result<ExitCode> {
    let locale = global.locale();
    if let RegimeCommand::Check { file } = args {
        return check(global, file);
    }
    let app = instance::open(global, config).await?;
    let ctx = instance::ctx(global, &app).await?;
    match args {
        RegimeCommand::List => {
            for regime in app::regime::openable(&ctx).await? {
                say!("{}  {}", regime.code, regime.name);
            }
        }
        RegimeCommand::Show { code } => {
            let view = app::regime::view(&ctx, code).await?;
            let Some((version, _)) = view.versions.into_iter().next() else {
                let values = [("code", code.clone())];
                return Err(Failure::error(
                    text::t_with(locale, "cli.regime.no_version", &values),
                    text::t(locale, "cli.regime.no_version_hint"),
                ));
            };
            let tree = ctx.tree().await?;
            let office = tree.get(view.regime.owner);
            let file = RegimeFile {
                code: view.regime.code,
                name: view.regime.name,
                office: office.map_or_else(String::new, |u| u.code.clone()),
                valid_from: version.valid_from,
                body: version.body,
            };
            say!("{}", file.write()?);
        }
        RegimeCommand::Check { .. } => {}
        RegimeCommand::Publish { file } => {
            let read = read(global, file)?;
            let code = read.code.clone();
            let number = app::regime::publish_file(&ctx, read).await?;
            let values = [("code", code), ("number", number.to_string())];
            say!("{}", text::t_with(locale, "cli.regime.published", &values));
        }
        RegimeCommand::Standard { office, from } => {
            let unit = ctx
                .tree()
                .await?
                .by_code(office)
                .map(|u| u.unit)
                .ok_or_else(|| {
                    let values = [("code", office.clone())];
                    Failure::error(
                        text::t_with(locale, "cli.regime.no_office", &values),
                        text::t(locale, "cli.regime.no_office_hint"),
                    )
                })?;
            app::regime::create_standard(&ctx, unit, *from).await?;
            say!("{}", next_step(&ctx, unit, *from).await?);
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// What was made, and the command that previews its first round: of the quarter that
/// runs, by somebody who may open it.
async fn next_step(ctx: &Ctx, office: UnitId, from: Date) -> anyhow::Result<String> {
    let day = from.max(ctx.today());
    let quarter = (day.month() + 2) / 3;
    let mut values = vec![
        ("code", app::regime::STANDARD_CODE.to_owned()),
        ("period", format!("lich-Q{quarter}-{}", day.year())),
    ];
    Ok(match app::round::opener(ctx, office).await? {
        Some(login) => {
            values.push(("login", login));
            text::t_with(ctx.locale, "cli.regime.done", &values)
        }
        None => text::t_with(ctx.locale, "cli.regime.done_alone", &values),
    })
}

/// Reads a file; what is wrong with it is said with line and column.
fn read(global: &Global, path: &Path) -> anyhow::Result<RegimeFile> {
    let locale = global.locale();
    let text = std::fs::read_to_string(path)?;
    RegimeFile::read(&text).map_err(|words| {
        let values = [("words", words)];
        Failure::error(
            text::t_with(locale, "cli.regime.file", &values),
            text::t(locale, "cli.regime.file_hint"),
        )
    })
}

/// Says every defect of a file with its code; exit code 1 when one hinders.
fn check(global: &Global, path: &Path) -> anyhow::Result<ExitCode> {
    let locale = global.locale();
    let defects = read(global, path)?.defects(&WorkCalendar::built_in());
    for d in &defects {
        let mark = match d.severity {
            Severity::Error => '!',
            Severity::Warning => '?',
        };
        let about = [("about", d.about.clone())];
        let words = text::t_with(locale, &format!("error.{}", d.code), &about);
        let field = text::t(locale, &format!("regime.field.{}", d.field));
        say!("{mark} {} {field}: {words}", d.code);
    }
    if defects.iter().any(|d| d.severity == Severity::Error) {
        return Ok(ExitCode::FAILURE);
    }
    say!("{}", text::t(locale, "regime.publish.sound"));
    Ok(ExitCode::SUCCESS)
}
