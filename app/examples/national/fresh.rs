//! How soon a report is in the totals: communes sign one by one, and after each
//! the totals of their province and of the country must have it.

use crate::{Fallible, minute, open, tell, tell_count};
use app::report::{SaveDraft, Saved, SignReport, save_draft, submit};
use app::totals::{By, Units, territories, totals};
use app::{Ctx, account};
use domain::report::ReportState;
use domain::unit::{Tier, UnitKind};
use std::sync::Arc;
use std::time::Instant;

/// Communes that sign.
const TIMES: usize = 15;

pub(crate) async fn run(db: &str) -> Fallible<()> {
    let ctx = open(db).await?;
    let rounds = store::round::list(&ctx.read()).await?;
    let round = rounds.first().ok_or("no round")?;
    let regime = store::regime::find_version(&ctx.read(), round.regime_version)
        .await?
        .ok_or("no regime")?;
    let tree = ctx.tree_at(round.period.to).await?;
    let owed = store::obligation::list_of_round(&ctx.read(), round.id).await?;
    let waiting = owed.iter().filter(|o| o.state == ReportState::Open);
    let communes: Vec<_> = waiting
        .filter_map(|o| Some((o.id, tree.get(o.unit)?)))
        .filter(|(_, unit)| unit.kind == UnitKind::Commune)
        .take(TIMES)
        .collect();
    if communes.is_empty() {
        return Err("every commune has signed".into());
    }
    // As a server does at its start: else the first commune that others became waits
    // for what they were charged with in the periods that its checks look back at.
    app::totals::warm(&ctx.app).await?;
    let mut before = territories(&ctx, round.id, Units::OfThePeriod).await?;
    totals(&ctx, round.id, By::Province).await?;
    let (mut signed, mut shown, mut page) = (Vec::new(), Vec::new(), Vec::new());
    for (id, unit) in &communes {
        let login = format!("tt.{}", unit.code.to_lowercase());
        let actor = account::actor_of_login(&ctx.app, &login).await?;
        let head = Ctx::new(Arc::clone(&ctx.app), actor, ctx.locale);
        let input = SaveDraft {
            obligation: *id,
            version: 0,
            typed: minute::typed(&regime.body),
        };
        let Saved::Kept(kept) = save_draft(&head, input).await? else {
            return Err("somebody else writes".into());
        };
        let start = Instant::now();
        let version = kept.version;
        submit(
            &head,
            SignReport {
                obligation: *id,
                version,
            },
        )
        .await?;
        signed.push(ms(start));
        let after = territories(&ctx, round.id, Units::OfThePeriod).await?;
        shown.push(ms(start));
        totals(&ctx, round.id, By::Province).await?;
        page.push(ms(start));
        let is_province = |u: &&domain::unit::UnitVersion| {
            u.tier == Tier::Province && u.kind == UnitKind::PartyCommittee
        };
        let mut ways = tree.units().iter().filter(is_province);
        let province = ways.find(|u| tree.is_within(unit.unit, u.unit));
        for row in [Some(round.area), province.map(|p| p.unit)]
            .into_iter()
            .flatten()
        {
            let of = |rows: &[app::totals::UnitRow]| -> u32 {
                let row = rows.iter().find(|r| r.unit == row);
                row.map_or(0, |r| r.totals.iter().map(|t| t.units_with_value).sum())
            };
            if of(&after) <= of(&before) {
                return Err(format!("{} is not in the totals", unit.name).into());
            }
        }
        before = after;
    }
    // The longest of a run is explained by where it stands in it.
    tell_count(
        one_by_one(&shown),
        "ms, signed until in every total, in order",
    );
    tell_count(one_by_one(&signed), "ms, of that signing, in order");
    tell(median(&mut signed), "of that: signing");
    tell(
        median(&mut shown),
        "a report signed until it is in every total, median",
    );
    tell(
        shown.iter().copied().fold(0.0, f64::max),
        "a report signed until it is in every total, longest",
    );
    tell(
        median(&mut page),
        "the same until the page of totals is made, median",
    );
    tell_count(communes.len(), "communes that signed");
    Ok(())
}

fn ms(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1e3
}

fn one_by_one(times: &[f64]) -> String {
    let whole: Vec<String> = times.iter().map(|t| format!("{t:.0}")).collect();
    whole.join(" ")
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
