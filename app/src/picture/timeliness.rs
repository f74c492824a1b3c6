//! The heat table unit × period of timeliness: the rounds of one regime up to
//! this one, and the units that this one asks. What units did that have
//! become one of these since stays theirs and stands below it; a unit that
//! came from another area brings what it did there.

use super::draw::drawn_timeliness;
use super::elsewhere::{Owed, elsewhere};
use crate::totals::becomes;
use crate::totals::cache::successions;
use crate::{AppError, Ctx};
use domain::consolidation::{Became, TimelinessRow, TimelinessTable};
use domain::id::{ObligationId, RoundId, UnitId};
use domain::period::Period;
use domain::report::{Punctuality, ReportState, punctuality};
use domain::text::fold;
use domain::unit::{Lineage, LineageKind};
use jiff::civil::{Date, Time};
use std::collections::{HashMap, HashSet};

/// Rounds side by side.
const ROUNDS: usize = 8;
/// Units on one page.
const UNITS: usize = 50;
/// Units in a document.
const ON_PAPER: usize = 120;

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// The round.
    pub id: RoundId,
    /// Its title.
    pub title: String,
    /// What it covers.
    pub period: Period,
    /// Hour of its due days, if it has one.
    pub due_by: Option<Time>,
}

/// One page of the table, with its picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelinessPicture {
    /// The round from which one looks back.
    pub round: store::round::Round,
    /// The columns, oldest first.
    pub rounds: Vec<Round>,
    /// The units of this page.
    pub table: TimelinessTable,
    /// Which page, from 1.
    pub page: usize,
    /// How many pages there are.
    pub pages: usize,
    /// SVG.
    pub svg: String,
}

/// A page of the table, for those who see the round: of the units whose name, or
/// a former one's below it, holds what is searched for. A page beyond the last one
/// is the last one.
///
/// # Errors
/// As [`crate::round::get`].
pub async fn timeliness(
    ctx: &Ctx,
    id: RoundId,
    search: &str,
    page: usize,
) -> Result<TimelinessPicture, AppError> {
    let round = crate::round::get(ctx, id).await?;
    let rounds = rounds(ctx, &round).await?;
    let mut units = with_past(ctx, &rounds, units(ctx, &round).await?).await?;
    let key = fold(search);
    if !key.is_empty() {
        // A unit and those that became it stay together.
        let groups = units.chunk_by(|_, next| next.became.is_some());
        let found = groups.filter(|group| group.iter().any(|u| fold(&u.name).contains(&key)));
        units = found.flatten().cloned().collect();
    }
    let pages = units.len().div_ceil(UNITS).max(1);
    let page = page.clamp(1, pages);
    let first = (page - 1) * UNITS;
    let shown = &units[first.min(units.len())..units.len().min(first + UNITS)];
    let table = TimelinessTable {
        periods: short(&rounds),
        rows: rows(ctx, round.area, &rounds, shown).await?,
        left_out: 0,
    };
    let svg = drawn_timeliness(ctx.locale, &table).svg;
    Ok(TimelinessPicture {
        round,
        rounds,
        table,
        page,
        pages,
        svg,
    })
}

/// The table as a report carries it, without asking for a right; none before
/// there is a round to compare with. Of many units those are shown that were not
/// on time once, and the others are counted.
pub(crate) async fn table_of(
    ctx: &Ctx,
    round: &store::round::Round,
) -> Result<Option<TimelinessTable>, AppError> {
    let rounds = rounds(ctx, round).await?;
    if rounds.len() < 2 {
        return Ok(None);
    }
    let units = with_past(ctx, &rounds, units(ctx, round).await?).await?;
    let mut rows = rows(ctx, round.area, &rounds, &units).await?;
    if rows.len() > ON_PAPER {
        let is_plain = |cell: &Punctuality| {
            matches!(
                cell,
                Punctuality::OnTime | Punctuality::NotAsked | Punctuality::Pending
            )
        };
        rows.retain(|row| !row.cells.iter().all(is_plain));
        rows.truncate(ON_PAPER);
    }
    Ok(Some(TimelinessTable {
        periods: short(&rounds),
        left_out: units.len() - rows.len(),
        rows,
    }))
}

fn short(rounds: &[Round]) -> Vec<String> {
    rounds.iter().map(|r| r.period.label_short()).collect()
}

/// The last rounds of the same regime up to this one, of the same office and area
/// or those that became them, oldest first. What units of a second
/// predecessor of the area did is found as what they did elsewhere.
async fn rounds(ctx: &Ctx, round: &store::round::Round) -> Result<Vec<Round>, AppError> {
    let regime = crate::regime::version(ctx, round.regime_version)
        .await?
        .regime;
    let successions = successions(&ctx.app).await?;
    let today = ctx.today().max(round.period.to);
    let mut found = Vec::new();
    for other in store::round::list(&ctx.read()).await? {
        let then = other.period.to;
        let is_same = (other.office, other.area) == (round.office, round.area);
        let is_alike = is_same
            || (becomes(&successions, other.area, then, round.area, today)
                && becomes(&successions, other.office, then, round.office, today));
        if then > round.period.to || !is_alike {
            continue;
        }
        let version = crate::regime::version(ctx, other.regime_version).await?;
        if version.regime == regime {
            let column = Round {
                id: other.id,
                title: other.title,
                period: other.period,
                due_by: other.dates.due_by,
            };
            found.push((!is_same, column));
        }
    }
    found.sort_by_key(|(is_former, r)| (r.period.to, r.period.from, *is_former, r.id));
    let mut found: Vec<Round> = found.into_iter().map(|(_, round)| round).collect();
    found.dedup_by_key(|r| r.period);
    let first = found.len().saturating_sub(ROUNDS);
    Ok(found.split_off(first))
}

/// A line of the table.
#[derive(Clone)]
struct Asked {
    unit: UnitId,
    name: String,
    became: Option<Became>,
}

/// The units that the round asks, in the order of its page: by kind and name.
async fn units(ctx: &Ctx, round: &store::round::Round) -> Result<Vec<Asked>, AppError> {
    let owed = store::obligation::list_of_round(&ctx.read(), round.id).await?;
    let tree = ctx.tree_at(round.period.to).await?;
    let labels = tree.labels(Some(round.area));
    let mut units: Vec<_> = owed
        .iter()
        .map(|o| {
            let version = tree.get(o.unit);
            let asked = Asked {
                unit: o.unit,
                name: labels.short(o.unit).unwrap_or_default(),
                became: None,
            };
            let kind = version.map(|u| u.kind);
            let position = tree.position(o.unit).unwrap_or(usize::MAX);
            ((kind, position), asked)
        })
        .collect();
    units.sort_by_key(|(key, _)| *key);
    Ok(units.into_iter().map(|(_, unit)| unit).collect())
}

/// Below each unit those that became it since the first of the rounds and were
/// asked in one of them; a unit that is still asked has a line of its own.
async fn with_past(ctx: &Ctx, rounds: &[Round], units: Vec<Asked>) -> Result<Vec<Asked>, AppError> {
    let Some((first, last)) = rounds.first().zip(rounds.last()) else {
        return Ok(units);
    };
    let (since, until) = (first.period.to, last.period.to);
    let is_heritage = |e: &&Lineage| {
        let moves = !matches!(e.kind, LineageKind::Transfer | LineageKind::Establish);
        moves && e.from != e.to && since < e.effective_on && e.effective_on <= until
    };
    let edges = store::lineage::list(&ctx.read()).await?;
    let edges: Vec<&Lineage> = edges.iter().filter(is_heritage).collect();
    if edges.is_empty() {
        return Ok(units);
    }
    let asked: HashSet<UnitId> = units.iter().map(|u| u.unit).collect();
    let froms: Vec<UnitId> = edges.iter().map(|e| e.from).collect();
    let ids: Vec<RoundId> = rounds.iter().map(|r| r.id).collect();
    let owed = store::obligation::list_of_rounds(&ctx.read(), &ids, &froms).await?;
    let owed: HashSet<UnitId> = owed.iter().map(|o| o.unit).collect();
    let acts = store::unit::list_acts(&ctx.read()).await?;
    let decided_on = |edge: &Lineage| {
        let mut acts = acts.iter();
        let is_its = |a: &&store::unit::ActRow| {
            a.effective_on == edge.effective_on && a.decision.trim() == edge.legal_basis
        };
        acts.find(is_its).map(|a| a.decided_on)
    };
    let former = former_names(ctx, &edges).await?;
    let mut lines = Vec::with_capacity(units.len() + owed.len());
    for unit in units {
        let mut before = Vec::new();
        let mut seen = HashSet::from([unit.unit]);
        let mut open = vec![(unit.unit, unit.name.clone())];
        while let Some((heir, name)) = open.pop() {
            for edge in edges.iter().filter(|e| e.to == heir) {
                if asked.contains(&edge.from) || !seen.insert(edge.from) {
                    continue;
                }
                let former = former.get(&(edge.from, edge.effective_on));
                let former = former.cloned().unwrap_or_default();
                open.push((edge.from, former.clone()));
                if owed.contains(&edge.from) {
                    before.push(Asked {
                        unit: edge.from,
                        name: former,
                        became: Some(Became {
                            heir: name.clone(),
                            on: edge.effective_on,
                            decision: edge.legal_basis.clone(),
                            decided_on: decided_on(edge),
                        }),
                    });
                }
            }
        }
        before.sort_by_cached_key(|line| domain::text::sort_key(&line.name));
        lines.push(unit);
        lines.append(&mut before);
    }
    Ok(lines)
}

/// The names of units on the eve of the day on which they became others.
async fn former_names(
    ctx: &Ctx,
    edges: &[&Lineage],
) -> Result<HashMap<(UnitId, Date), String>, AppError> {
    let days: HashSet<Date> = edges.iter().map(|e| e.effective_on).collect();
    let mut names = HashMap::new();
    for day in days {
        let tree = ctx.tree_at(day.yesterday().unwrap_or(day)).await?;
        let labels = tree.labels(None);
        for edge in edges.iter().filter(|e| e.effective_on == day) {
            names.insert(
                (edge.from, day),
                labels.short(edge.from).unwrap_or_default(),
            );
        }
    }
    Ok(names)
}

/// What each of the units did in each of the rounds: three queries, and more for
/// units that came from another area since.
async fn rows(
    ctx: &Ctx,
    area: UnitId,
    rounds: &[Round],
    units: &[Asked],
) -> Result<Vec<TimelinessRow>, AppError> {
    let read = ctx.read();
    let round_ids: Vec<RoundId> = rounds.iter().map(|r| r.id).collect();
    let unit_ids: Vec<UnitId> = units.iter().map(|line| line.unit).collect();
    let hours: HashMap<RoundId, Option<Time>> = rounds.iter().map(|r| (r.id, r.due_by)).collect();
    let own = store::obligation::list_of_rounds(&read, &round_ids, &unit_ids).await?;
    let own = own.into_iter().map(|owed| Owed {
        column: owed.round,
        by: hours.get(&owed.round).copied().flatten(),
        owed,
    });
    // What the round itself asked comes last and so counts.
    let mut all = elsewhere(ctx, area, rounds, &unit_ids).await?;
    all.extend(own);
    let sent = all.iter().filter(|o| o.owed.last_version > 0);
    let ids: Vec<ObligationId> = sent.map(|o| o.owed.id).collect();
    let mut recounted = HashMap::new();
    for chunk in ids.chunks(500) {
        recounted.extend(store::report::recounted_receipts(&read, chunk).await?);
    }
    let cell = |o: &Owed| {
        let counted = recounted.get(&o.owed.id).copied();
        kept(ctx, o, counted.unwrap_or(o.owed.first_received_at))
    };
    let of: HashMap<(UnitId, RoundId), Punctuality> = all
        .iter()
        .map(|o| ((o.owed.unit, o.column), cell(o)))
        .collect();
    let row = |line: &Asked| TimelinessRow {
        unit: line.name.clone(),
        cells: round_ids
            .iter()
            .map(|round| of.get(&(line.unit, *round)).copied())
            .map(|cell| cell.unwrap_or(Punctuality::NotAsked))
            .collect(),
        became: line.became.clone(),
    };
    Ok(units.iter().map(row).collect())
}

fn kept(ctx: &Ctx, o: &Owed, counted: Option<jiff::Timestamp>) -> Punctuality {
    if o.owed.state == ReportState::Exempt {
        return Punctuality::Exempt;
    }
    punctuality(o.owed.due(o.by), counted, ctx.now())
}
