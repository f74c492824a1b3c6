//! Totals of one quarter and of all, re-casting, a report until it shows.

use crate::{Fallible, memory, open, tell, tell_count};
use app::Ctx;
use app::totals::{By, UnitRow, Units, kept_bytes, territories, totals};
use domain::id::RoundId;
use std::path::Path;
use std::time::Instant;
use store::round::Round;

/// Repetitions of what is warm; the median is told.
const TIMES: usize = 15;

pub(crate) async fn run(db: &str, out: &Path) -> Fallible<()> {
    let start = Instant::now();
    let ctx = open(db).await?;
    let mut rounds = store::round::list(&ctx.read()).await?;
    rounds.reverse();
    // The newest quarter that is over.
    let last = rounds
        .iter()
        .rev()
        .nth(1)
        .or(rounds.last())
        .ok_or("no round")?;
    let first = territories(&ctx, last.id, Units::OfThePeriod).await?;
    tell(ms(start), "cold: database to first total of one quarter");
    tell_count(memory("VmHWM:"), "MB peak after the first total");
    tell_count(first.len(), "territories with the area");
    let start = Instant::now();
    for round in &rounds {
        territories(&ctx, round.id, Units::OfThePeriod).await?;
    }
    tell(ms(start), "the other quarters, cold");
    tell_count(memory("VmRSS:"), "MB with all quarters in memory");
    tell_count(memory("VmHWM:"), "MB peak with all quarters in memory");
    tell_count(kept_bytes(&ctx.app) / 1_000_000, "MB of tables");
    warm(&ctx, last, &rounds).await?;
    write(&ctx, &rounds, out).await
}

async fn warm(ctx: &Ctx, last: &Round, rounds: &[Round]) -> Fallible<()> {
    let mut times = Vec::new();
    for _ in 0..TIMES {
        let start = Instant::now();
        territories(ctx, last.id, Units::OfThePeriod).await?;
        times.push(ms(start));
    }
    tell(
        median(&mut times),
        "warm: totals of one quarter by province with coverage",
    );
    times.clear();
    for _ in 0..TIMES {
        let start = Instant::now();
        totals(ctx, last.id, By::Province).await?;
        times.push(ms(start));
    }
    tell(
        median(&mut times),
        "warm: the page of totals: names of missing units, two periods beside",
    );
    for (units, what) in [
        (Units::OfThePeriod, "warm: all quarters by province"),
        (
            Units::OfToday,
            "re-cast of all quarters by province to today",
        ),
    ] {
        times.clear();
        for _ in 0..TIMES {
            let start = Instant::now();
            for round in rounds {
                territories(ctx, round.id, units).await?;
            }
            times.push(ms(start));
        }
        tell(median(&mut times), what);
    }
    let ids: Vec<RoundId> = rounds.iter().map(|r| r.id).collect();
    let (mut same, mut of) = (0, 0);
    for id in ids {
        let was = territories(ctx, id, Units::OfThePeriod).await?;
        let is = territories(ctx, id, Units::OfToday).await?;
        let view = totals(ctx, id, By::Province).await?;
        for (n, line) in view.indicators.iter().enumerate() {
            use domain::indicator::Aggregation::{Ratio, Sum};
            if matches!(line.def.over_units, Sum | Ratio) {
                of += 1;
                same += usize::from(was[0].totals[n] == is[0].totals[n]);
            }
        }
    }
    tell_count(
        format!("{same}/{of}"),
        "grand totals equal as it was and re-cast",
    );
    Ok(())
}

/// The totals by round, province and indicator, for comparing with others.
async fn write(ctx: &Ctx, rounds: &[Round], out: &Path) -> Fallible<()> {
    let mut csv = csv::Writer::from_path(out)?;
    let head = [
        "round",
        "unit",
        "indicator",
        "value",
        "num",
        "den",
        "with_value",
        "estimated",
    ];
    csv.write_record(head)?;
    let mut sent: u64 = 0;
    for round in rounds {
        let rows = territories(ctx, round.id, Units::OfThePeriod).await?;
        let view = totals(ctx, round.id, By::Province).await?;
        let tree = ctx.tree_at(round.period.to).await?;
        sent += view
            .indicators
            .iter()
            .map(|i| i.with_value as u64)
            .sum::<u64>();
        for UnitRow { unit, totals, .. } in rows {
            let code = tree.get(unit).map_or("", |u| u.code.as_str());
            for (line, total) in view.indicators.iter().zip(totals) {
                let shown = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
                csv.write_record([
                    &round.code,
                    code,
                    &line.def.code,
                    &shown(total.value),
                    &shown(total.num),
                    &shown(total.den),
                    &total.units_with_value.to_string(),
                    &total.estimated.to_string(),
                ])?;
            }
        }
    }
    csv.flush()?;
    tell_count(sent, "values that count");
    Ok(())
}

fn ms(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1e3
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
