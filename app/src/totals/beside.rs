//! Figures of one period in the units of another day: an earlier period
//! beside this one, or the same period as it would be with today's units.
//!
//! Past figures stay with the units that sent them; which unit follows which is
//! in `domain::unit::Mapping`. Two schemes are never put side by side:
//! the periods compared are of one scheme, and so are the rounds found here.

use super::cache::{self, Successions};
use super::moved::{Moving, Source};
use super::today;
use crate::memo::Same;
use crate::{App, AppError, Ctx};
use domain::consolidation::ChartCoverage;
use domain::field::Field;
use domain::id::UnitId;
use domain::indicator::{RecastFigure, RecastFigures, Recasting};
use domain::period::Period;
use domain::unit::{Mapping, Route, Tree};
use jiff::civil::Date;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use store::round::Round;

/// The rounds of a period, in the units of a later day.
pub(crate) struct Beside {
    pub(crate) period: Period,
    app: Arc<App>,
    successions: Arc<Successions>,
    pub(super) sources: Vec<Source>,
    pub(super) mapping: Mapping,
    pub(super) tree: Arc<Tree>,
    /// The units of old by name, for saying which were used.
    pub(super) then: Arc<Tree>,
    pub(crate) area: UnitId,
}

/// Whether and how a past figure can be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Comparability {
    /// There is no figure.
    #[default]
    Absent,
    /// The same units, or all of their predecessors.
    Straight,
    /// Shares by stated weights are in it.
    Estimated,
    /// *Không so sánh được*.
    No,
}

impl Comparability {
    /// Stable code for texts.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Absent => "absent",
            Self::Straight => "straight",
            Self::Estimated => "estimated",
            Self::No => "no",
        }
    }

    /// Of a figure.
    pub(crate) fn of(figure: &RecastFigure) -> Self {
        match figure {
            f if f.is_incomparable => Self::No,
            f if f.total.units_with_value == 0 => Self::Absent,
            f if f.shared > 0 => Self::Estimated,
            _ => Self::Straight,
        }
    }
}

/// The rounds over `period` that belong to the same office, area and regime as
/// `round`, or to those that became them by `day`; with the unit that the area
/// of `round` is on that day, and what units that have come into it since sent to
/// the rounds of others.
///
/// # Errors
/// When the database fails.
pub(crate) async fn beside(
    ctx: &Ctx,
    round: &Round,
    period: Option<Period>,
    day: Date,
) -> Result<Option<Beside>, AppError> {
    let Some(period) = period else {
        return Ok(None);
    };
    let successions = cache::successions(&ctx.app).await?;
    let area = heir(&successions, round.area, round.period.to, day);
    let office = heir(&successions, round.office, round.period.to, day);
    let own = crate::regime::version(ctx, round.regime_version).await?;
    let own_regime = own.regime;
    let mut found: Vec<(bool, bool, Round)> = Vec::new();
    let mut others: Vec<Round> = Vec::new();
    for other in Vec::clone(&*ctx.app.round_list().await?) {
        let becomes = |unit| heir(&successions, unit, other.period.to, day);
        if other.period != period {
            continue;
        }
        if becomes(other.area) != area {
            others.push(other);
        } else if becomes(other.office) == office {
            let regime = crate::regime::version(ctx, other.regime_version)
                .await?
                .regime;
            let is_other_version = other.regime_version != round.regime_version;
            found.push((regime != own_regime, is_other_version, other));
        }
    }
    found.sort_by_key(|(is_other, is_other_version, _)| (*is_other, *is_other_version));
    // One round of each office and area: the nearest to this one's regime. Another
    // regime counts only over an area in which this one had no round.
    let mut rounds: Vec<Round> = Vec::new();
    let of_own = found.iter().filter(|(is_other, _, _)| !is_other);
    let own_areas: HashSet<UnitId> = of_own.map(|(_, _, round)| round.area).collect();
    for (is_other, _, other) in found {
        let is_new = rounds
            .iter()
            .all(|r| (r.office, r.area) != (other.office, other.area));
        if is_new && !(is_other && own_areas.contains(&other.area)) {
            rounds.push(other);
        }
    }
    let mut sources = Vec::new();
    for other in &rounds {
        sources.push(Source::own(cache::table(&ctx.app, other.id).await?));
    }
    let days = (period.from, period.to);
    let ended = successions.ended.clone();
    let mapping = Mapping::of_period(&successions.acts, ended, days, day);
    let (then, tree) = (ctx.tree_at(period.to).await?, ctx.tree_at(day).await?);
    let moving = Moving {
        mapping: &mapping,
        then: &then,
        now: &tree,
        area,
        regime: &own,
    };
    let moved = moving.sources(ctx, &sources, others).await?;
    sources.extend(moved);
    if sources.is_empty() {
        return Ok(None);
    }
    Ok(Some(Beside {
        period,
        app: Arc::clone(&ctx.app),
        sources,
        mapping,
        tree,
        then,
        area,
        successions,
    }))
}

/// All that decides how tables go over into other units.
#[derive(PartialEq)]
pub(super) struct RecastBy {
    /// The units of each table, and which of them count.
    tables: Vec<(u64, Option<HashSet<UnitId>>)>,
    successions: Same<Successions>,
    days: (Date, Date),
    tree: Same<Tree>,
    area: UnitId,
    wanted: Vec<UnitId>,
    with_kept: bool,
    /// Where each unit stands for itself: the territories that do not.
    apart: Option<Vec<UnitId>>,
}

/// What a unit of one day is on a later one, as far as it is one unit.
fn heir(successions: &Successions, unit: UnitId, then: Date, day: Date) -> UnitId {
    let Successions { acts, ended, kin } = successions;
    let is_later = kin
        .after(acts, unit)
        .any(|act| act.edge.effective_on > then);
    if !is_later || day <= then {
        return unit;
    }
    let (acts, ended) = kin.concerning(acts, ended, &[unit]);
    let mapping = Mapping::new(&acts, ended, then, day);
    match mapping.route(unit, None) {
        Route::Whole(heir) => heir,
        _ => unit,
    }
}

/// Whether a unit of the day `then` is `into`, or became it by `day`; of a unit
/// that has ended since, by its own last day.
pub(crate) fn becomes(
    successions: &Successions,
    unit: UnitId,
    then: Date,
    into: UnitId,
    day: Date,
) -> bool {
    let end = successions.ended.get(&into);
    let eve = end.and_then(|end| end.yesterday().ok());
    let day = eve.map_or(day, |eve| eve.min(day));
    unit == into || heir(successions, unit, then, day) == into
}

impl Beside {
    /// How the tables go over into the area, the units in `wanted` and those
    /// above them; None if the area is no unit of that day.
    pub(crate) fn recasting(&self, wanted: &[UnitId], with_kept: bool) -> Option<Arc<Recasting>> {
        self.recasting_in(wanted, with_kept, None)
    }

    /// The same with every unit for itself, so that no figure is in another's; only
    /// the territories have in them what lies below them.
    pub(super) fn recasting_apart(
        &self,
        wanted: &[UnitId],
        territories: &[UnitId],
    ) -> Option<Arc<Recasting>> {
        self.recasting_in(wanted, territories.is_empty(), Some(territories))
    }

    fn recasting_in(
        &self,
        wanted: &[UnitId],
        with_kept: bool,
        apart: Option<&[UnitId]>,
    ) -> Option<Arc<Recasting>> {
        let by = RecastBy {
            tables: self.sources.iter().map(Source::seen).collect(),
            successions: Same(Arc::clone(&self.successions)),
            days: (self.mapping.then(), self.mapping.on()),
            tree: Same(Arc::clone(&self.tree)),
            area: self.area,
            wanted: wanted.to_vec(),
            with_kept,
            apart: apart.map(<[UnitId]>::to_vec),
        };
        self.app.totals.recastings.get(by, || {
            let units: Vec<_> = self.sources.iter().map(Source::units).collect();
            let unfolded = apart.map(|of| today::unfolded(&self.tree, self.area, of));
            let tree = unfolded.as_ref().unwrap_or(&self.tree);
            Recasting::new(&self.mapping, &units, tree, self.area, wanted, with_kept)
        })
    }

    /// The figures that are added up, for knowing them again.
    pub(super) fn figures_seen(&self) -> (Vec<u64>, Same<Tree>) {
        let tables = self.sources.iter().map(|s| s.table.stamps().figures);
        (tables.collect(), Same(Arc::clone(&self.then)))
    }

    /// Adds up the indicators of these codes.
    pub(crate) fn figures<'a>(
        &'a self,
        recasting: &'a Recasting,
        codes: &[&str],
    ) -> CodedFigures<'a> {
        let of_code = |code: &&str| self.sources.iter().map(|s| s.table.column(code)).collect();
        let indicators: Vec<Vec<Option<usize>>> = codes.iter().map(of_code).collect();
        let cells: Vec<_> = self.sources.iter().map(|s| s.table.cells()).collect();
        CodedFigures {
            places: (0..)
                .zip(codes)
                .map(|(n, c)| ((*c).to_owned(), n))
                .collect(),
            figures: recasting.figures(&cells, &indicators),
        }
    }

    /// How complete an indicator was in the period, in the units of then;
    /// none where no round asked for it.
    pub(crate) fn given(&self, code: &str) -> Option<ChartCoverage> {
        let all = self.sources.iter().filter_map(|source| source.given(code));
        all.reduce(|one, other| ChartCoverage {
            answered: one.answered + other.answered,
            expected: one.expected + other.expected,
            missing: one.missing + other.missing,
        })
    }

    /// Names of the units whose figures are in a unit's besides its own, as of
    /// the earlier day.
    pub(crate) fn predecessors(
        &self,
        recasting: &Recasting,
        unit: UnitId,
        field: Option<Field>,
    ) -> Vec<String> {
        let mut names: Vec<String> = recasting
            .predecessors(unit, field)
            .iter()
            .filter_map(|from| Some(self.then.known(*from)?.short_name.clone()))
            .collect();
        names.sort_by_key(|name| domain::text::sort_key(name));
        names
    }

    /// Every unit at or below the area that had others before it: its name, and
    /// theirs; in the order of the alphabet, the tiers mixed.
    pub(crate) fn changes(&self, recasting: &Recasting) -> Vec<Change> {
        let mut changes: Vec<Change> = recasting
            .changed()
            .filter(|(unit, _)| self.tree.is_within(*unit, self.area))
            .filter_map(|(unit, _)| {
                let now = self.tree.get(unit)?;
                Some(Change {
                    unit,
                    name: now.short_name.clone(),
                    predecessors: self.predecessors(recasting, unit, None),
                })
            })
            .filter(|change| !change.predecessors.is_empty())
            .collect();
        changes.sort_by_key(|change| domain::text::sort_key(&change.name));
        changes
    }

    /// The ended units below the area whose figures nobody took over.
    pub(crate) fn kept(&self, recasting: &Recasting) -> Vec<(UnitId, String)> {
        let name = |unit: &UnitId| Some((*unit, self.then.known(*unit)?.short_name.clone()));
        recasting.kept().iter().filter_map(name).collect()
    }
}

/// A unit of a later day and those that became it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The later unit.
    pub unit: UnitId,
    /// Its short name.
    pub name: String,
    /// Short names of the earlier ones.
    pub predecessors: Vec<String>,
}

/// Figures by unit and code.
pub(crate) struct CodedFigures<'a> {
    places: HashMap<String, usize>,
    figures: RecastFigures<'a>,
}

impl CodedFigures<'_> {
    /// The figure of a unit; empty where there is none.
    pub(crate) fn of(&self, unit: UnitId, code: &str) -> RecastFigure {
        self.places
            .get(code)
            .map(|place| self.figures.of(unit, *place))
            .unwrap_or_default()
    }
}
