//! `giaoban totals`: the totals of a round as a table.

use crate::cli::Global;
use crate::config::Config;
use crate::instance;
use crate::output::say;
use app::text;
use app::totals::By;
use clap::{Args, ValueEnum};
use domain::number::format_number;
use std::process::ExitCode;

/// What the command takes.
#[derive(Debug, Args)]
pub(crate) struct Totals {
    /// Mã kỳ / Code of the round
    #[arg(long)]
    pub(crate) round: String,
    /// Theo tỉnh hay theo đơn vị / By province or by unit
    #[arg(long, value_enum, default_value_t = ByWhat::Province)]
    pub(crate) by: ByWhat,
    /// Dạng CSV / As CSV, one line per unit and indicator
    #[arg(long)]
    pub(crate) csv: bool,
}

/// What the lines are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ByWhat {
    /// Tỉnh / Provinces
    Province,
    /// Đơn vị / Units
    Unit,
}

/// Prints the totals.
///
/// # Errors
/// With advice.
pub(crate) async fn run(
    global: &Global,
    config: &Config,
    args: &Totals,
) -> anyhow::Result<ExitCode> {
    let app = instance::open(global, config).await?;
    let ctx = instance::ctx(global, &app).await?;
    let round = app::round::get_by_code(&ctx, &args.round).await?;
    let by = match args.by {
        ByWhat::Province => By::Province,
        ByWhat::Unit => By::Unit,
    };
    let view = app::totals::totals(&ctx, round.id, by).await?;
    let shown =
        |value: Option<i64>, scale: u8| value.map(|v| format_number(v, scale)).unwrap_or_default();
    if !args.csv {
        say!("{}", view.coverage.sentence_vi());
        for line in &view.indicators {
            let value = shown(line.total.value, line.def.scale);
            say!(
                "{:<10} {value:>18} {:<12} {}/{}  {}",
                line.def.code,
                line.def.measure,
                line.with_value,
                line.expected,
                line.def.name
            );
            if !line.missing.is_empty() {
                let names = [("units", line.missing.join(", "))];
                say!(
                    "{}",
                    text::t_with(global.locale(), "cli.totals.missing", &names)
                );
            }
            if !line.estimated.is_empty() {
                let names = [("units", line.estimated.join(", "))];
                say!(
                    "{}",
                    text::t_with(global.locale(), "cli.totals.estimated", &names)
                );
            }
        }
        return Ok(ExitCode::SUCCESS);
    }
    let mut out = csv::Writer::from_writer(std::io::stdout());
    out.write_record([
        "unit",
        "indicator",
        "name",
        "measure",
        "value",
        "with_value",
        "expected",
        "missing",
        "estimated",
    ])?;
    for line in &view.indicators {
        let (with, of) = (line.with_value.to_string(), line.expected.to_string());
        out.write_record([
            "",
            &line.def.code,
            &line.def.name,
            &line.def.measure,
            &shown(line.total.value, line.def.scale),
            &with,
            &of,
            &line.missing.join("; "),
            &line.estimated.join("; "),
        ])?;
    }
    for row in &view.rows {
        for (line, total) in view.indicators.iter().zip(&row.totals) {
            let value = shown(total.value, line.def.scale);
            out.write_record([
                row.name.as_str(),
                &line.def.code,
                &line.def.name,
                &line.def.measure,
                &value,
                "",
                "",
                "",
                "",
            ])?;
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
