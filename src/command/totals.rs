//! `giaoban totals`: the totals of a round as a table.

use crate::cli::Global;
use crate::config::Config;
use crate::instance;
use crate::output::say;
use app::text;
use app::totals::{By, Comparability, Compared, Units};
use clap::{Args, ValueEnum};
use domain::indicator::Total;
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
    /// Quy đổi theo đơn vị hiện nay / In the units of today
    #[arg(long)]
    pub(crate) recast: bool,
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
    let units = if args.recast {
        Units::OfToday
    } else {
        Units::OfThePeriod
    };
    let view = app::totals::totals_in(&ctx, round.id, by, units).await?;
    let incomparable = text::t(global.locale(), "consolidation.incomparable");
    let told = |figure: Compared, scale: u8| match figure.state {
        Comparability::No => incomparable.to_string(),
        _ => figure.written(scale).unwrap_or_default(),
    };
    let total = |total: &Total, scale: u8, state: Comparability| match state {
        Comparability::No => incomparable.to_string(),
        _ => total.written(scale).unwrap_or_default(),
    };
    if !args.csv {
        say!("{}", view.coverage.sentence_vi());
        for line in &view.indicators {
            let value = total(&line.total, line.def.scale, line.state);
            say!(
                "{:<10} {value:>18} {:<12} {}/{}  {}",
                line.def.code,
                line.def.measure,
                line.answered,
                line.expected,
                line.def.name
            );
            if !line.missing.is_empty() {
                let names = [("units", line.missing_names().join(", "))];
                say!(
                    "{}",
                    text::t_with(global.locale(), "cli.totals.missing", &names)
                );
            }
            if !line.estimated.is_empty() {
                let names = [("units", line.estimated_names().join(", "))];
                say!(
                    "{}",
                    text::t_with(global.locale(), "cli.totals.estimated", &names)
                );
            }
            if !line.thresholds.is_empty() {
                let names = [("units", line.threshold_names().join(", "))];
                say!(
                    "{}",
                    text::t_with(global.locale(), "cli.totals.thresholds", &names)
                );
            }
        }
        for change in &view.changes {
            say!("{} ← {}", change.name, change.predecessors.join(", "));
        }
        return Ok(ExitCode::SUCCESS);
    }
    let mut out = csv::Writer::from_writer(crate::output::Bytes);
    out.write_record([
        "unit",
        "indicator",
        "name",
        "measure",
        "value",
        "with_value",
        "expected",
        "last_year",
        "predecessors",
        "missing",
        "estimated",
        "unit_code",
    ])?;
    for line in &view.indicators {
        let (with, of) = (line.with_value.to_string(), line.expected.to_string());
        out.write_record([
            "",
            &line.def.code,
            &line.def.name,
            &line.def.measure,
            &total(&line.total, line.def.scale, line.state),
            &with,
            &of,
            &told(line.last_year_figure(), line.def.scale),
            "",
            &line.missing_names().join("; "),
            &line.estimated_names().join("; "),
            "",
        ])?;
    }
    let tree = ctx.tree().await?;
    let coverage = app::totals::coverage_by_row(&ctx, &view).await?;
    for (row, coverage) in view.rows.iter().zip(&coverage) {
        let predecessors = row.predecessors.join(", ");
        // Short names are shared by units of several provinces.
        let unit_code = tree.known(row.unit).map_or("", |u| u.code.as_str());
        for ((n, line), given) in view.indicators.iter().enumerate().zip(coverage) {
            let value = total(&row.totals[n], line.def.scale, row.states[n]);
            let last_year = row.last_year.get(n).copied().unwrap_or_default();
            let last_year = told(last_year, line.def.scale);
            out.write_record([
                row.name.as_str(),
                &line.def.code,
                &line.def.name,
                &line.def.measure,
                &value,
                &given.with_value.to_string(),
                &given.expected.to_string(),
                &last_year,
                &predecessors,
                &given.missing.join("; "),
                &given.estimated.join("; "),
                unit_code,
            ])?;
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
