//! `giaoban regime`: reporting regimes.

use crate::cli::Global;
use crate::config::Config;
use crate::failure::Failure;
use crate::instance;
use crate::output::say;
use app::text;
use clap::Subcommand;
use jiff::civil::Date;
use std::process::ExitCode;

/// What can be done with regimes.
#[derive(Debug, Subcommand)]
pub(crate) enum RegimeCommand {
    /// Danh sách chế độ báo cáo / List
    #[command(after_help = "Ví dụ / Example:\n  giaoban regime list")]
    List,
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
    let app = instance::open(global, config).await?;
    let ctx = instance::ctx(global, &app).await?;
    match args {
        RegimeCommand::List => {
            for regime in app::regime::list(&instance::system(global, &app)).await? {
                say!("{}  {}", regime.code, regime.name);
            }
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
            let values = [("code", app::regime::STANDARD_CODE.to_owned())];
            say!("{}", text::t_with(locale, "cli.regime.done", &values));
        }
    }
    Ok(ExitCode::SUCCESS)
}
