//! Every value sent, one per line, in the form that the import of values takes.

use crate::report::of_office;
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::indicator::IndicatorDef;
use domain::number::bounded;
use std::collections::HashMap;

/// The values of the last sent version of each report that the actor may read,
/// as CSV in UTF-8; of one round or of all, the oldest first.
///
/// # Errors
/// [`AppError::Forbidden`] without the right to read reports,
/// [`AppError::NotFound`] for an unknown round.
pub async fn values(ctx: &Ctx, round: Option<&str>) -> Result<Vec<u8>, AppError> {
    ctx.require_any(Right::ReadReport)?;
    let read = ctx.read();
    let today = ctx.tree().await?;
    let mut rounds = match round {
        Some(code) => vec![
            store::round::find_by_code(&read, code)
                .await?
                .ok_or(AppError::NotFound)?,
        ],
        None => store::round::list(&read).await?,
    };
    rounds.reverse();
    let mut out = csv::Writer::from_writer(Vec::new());
    let head = [
        "round",
        "unit",
        "indicator",
        "value",
        "num",
        "den",
        "measure",
        "period",
        "nature",
        "note",
    ];
    out.write_record(head).map_err(AppError::internal)?;
    for round in rounds {
        let tree = ctx.tree_at(round.period.to).await?;
        let regime = crate::regime::version(ctx, round.regime_version).await?;
        let defs: HashMap<&str, &IndicatorDef> = regime
            .body
            .indicators
            .iter()
            .map(|d| (d.code.as_str(), d))
            .collect();
        let period = round.period.code();
        // One query per page of reports, whatever the size of the country.
        let mut after = None;
        loop {
            let page = store::report::list_last_of_round(&read, round.id, after, 200).await?;
            let Some(last) = page.last() else { break };
            after = Some(last.0);
            for (_, unit, body) in &page {
                // A unit that ended or began within the period is named by its last
                // or present version.
                let unit = tree.known(*unit).or_else(|| today.known(*unit));
                let unit = unit.ok_or(AppError::NotFound)?;
                let of_office = of_office(&today, unit.unit, &round);
                if !ctx.actor.has_over(Right::ReadReport, unit.unit, &tree)
                    && !ctx.actor.has_over(Right::ReadReport, of_office, &today)
                {
                    continue;
                }
                for (code, cell) in &body.values {
                    let def = defs.get(code.as_str());
                    let scale = def.map_or(0, |d| d.scale);
                    let measure = def.map_or("", |d| d.measure.as_str());
                    let whole = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
                    let value = cell.value.map(|v| bounded(cell.bound, plain(v, scale)));
                    let value = value.unwrap_or_default();
                    let (num, den) = (whole(cell.num), whole(cell.den));
                    let note = cell.note.as_deref().unwrap_or_default();
                    let line = [
                        &round.code,
                        &unit.code,
                        code,
                        &value,
                        &num,
                        &den,
                        measure,
                        &period,
                        cell.nature.code(),
                        note,
                    ];
                    out.write_record(line).map_err(AppError::internal)?;
                }
            }
        }
    }
    out.into_inner().map_err(AppError::internal)
}

/// A number with a decimal comma and no grouping: it reads one way only,
/// because decimals that could be taken for thousands are never three alone.
fn plain(value: i64, scale: u8) -> String {
    if scale == 0 {
        return value.to_string();
    }
    let factor = 10_u64.pow(u32::from(scale));
    let (whole, part) = (value.unsigned_abs() / factor, value.unsigned_abs() % factor);
    let sign = if value < 0 { "-" } else { "" };
    let digits = format!("{part:0width$}", width = usize::from(scale));
    // "1,234" reads two ways, "1,2340" does not.
    let digits = digits.trim_end_matches('0');
    match digits.len() {
        0 => format!("{sign}{whole}"),
        3 => format!("{sign}{whole},{digits}0"),
        _ => format!("{sign}{whole},{digits}"),
    }
}

#[cfg(test)]
mod tests {
    use super::plain;
    use domain::number::read_number;

    #[test]
    fn what_is_written_reads_one_way_only() {
        for (value, scale) in [
            (0, 0),
            (1234, 0),
            (-5, 0),
            (123_456, 2),
            (-1, 2),
            (100, 2),
            (1_234_567, 4),
            (12_000, 4),
        ] {
            let text = plain(value, scale);
            assert_eq!(
                read_number(&text, scale).ok().and_then(|r| r.exact()),
                Some(value),
                "{text}"
            );
        }
    }
}
