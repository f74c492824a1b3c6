//! What the same unit reported in earlier periods of the same scheme and kind:
//! beside the cells, for the checks, for the outlier tests.
//! Which reports these are is in [`super::before`]; it is kept in memory, see
//! [`super::past_kept`].

use super::before::Before;
use super::case::Case;
use super::past_kept::Key;
use crate::{AppError, Ctx};
use domain::id::UnitId;
use domain::indicator::{Cell, IndicatorDef, can_add_up, cumulative_cell, parts_of};
use domain::period::Period;
use domain::report::{Past, ReportBody};
use domain::validation::Figures;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::Handle;

/// How many periods a cell looks back.
pub(super) const LOOK_BACK: usize = 12;

/// Figures of earlier periods, where the unit sent a report.
#[derive(Debug, Clone, Default)]
pub struct Earlier {
    /// The period before.
    pub previous: Option<(Period, Arc<Figures>)>,
    /// The same period last year.
    pub last_year: Option<(Period, Arc<Figures>)>,
    /// The shorter cumulative period of the same year.
    pub cumulative_before: Option<(Period, Arc<Figures>)>,
    /// What its reports for the parts of this period add up to.
    pub parts: Figures,
    /// From which periods, by indicator.
    pub parts_from: BTreeMap<String, Vec<Period>>,
    /// The last twelve periods of the same kind, newest first, also those for
    /// which the unit sent nothing.
    pub periods: Vec<(Period, Option<Arc<Figures>>)>,
    /// Their values by indicator, newest first.
    pub history: BTreeMap<String, Vec<i64>>,
    /// Least and greatest usual value by indicator, as the office set them for this
    /// unit, not for those that were merged into it: theirs would be too low.
    pub limits: BTreeMap<String, (i64, i64)>,
    /// What of the period before is no past of this unit.
    pub incomparable: BTreeSet<String>,
    /// Short names of the units that became this one and whose figures are in
    /// these.
    pub predecessors: Vec<String>,
    /// The unit and all that became it.
    pub(super) units: Vec<UnitId>,
}

impl Earlier {
    /// From memory, or in two queries.
    pub(super) async fn of(ctx: &Ctx, h: &impl Handle, case: &Case) -> Result<Arc<Self>, AppError> {
        let unit = case.obligation.unit;
        let key = Key {
            office: case.round.office,
            period: case.round.period.code(),
            regime: case.round.regime_version,
            day: ctx.today(),
        };
        if let Some(kept) = ctx.app.past.find(unit, &key) {
            return Ok(kept);
        }
        let periods = periods_of(&case.round.period);
        // Which units these are is read under the age of all.
        let (all, _) = ctx.app.past.age(&[]);
        let before = Before::of(ctx, case, &periods).await?;
        let concerned = [before.units.as_slice(), &before.same].concat();
        let age = ctx.app.past.age(&concerned);
        let read = Arc::new(Self::load(ctx, h, case, &before, &periods).await?);
        // What the units signed while we read may be missing: not kept then.
        // Others sign all the time before a deadline.
        if age.0 == all && ctx.app.past.age(&concerned) == age {
            ctx.app.past.keep(unit, key, concerned, Arc::clone(&read));
        }
        Ok(read)
    }

    async fn load(
        ctx: &Ctx,
        h: &impl Handle,
        case: &Case,
        before: &Before<'_>,
        periods: &[Period],
    ) -> Result<Self, AppError> {
        let period = case.round.period;
        let back = look_back(&period);
        let (last_year, shorter) = (period.same_period_last_year(), period.cumulative_before());
        let mut read = before.find(ctx, h, periods).await?;
        let found = read.figures;
        let of = |period: &Period| found.get(&period.code()).map(Arc::clone);
        let pick = |period: Option<Period>| period.and_then(|p| Some((p, of(&p)?)));
        let periods: Vec<_> = back.iter().map(|p| (*p, of(p))).collect();
        let (mut parts, mut parts_from) = (Figures::new(), BTreeMap::new());
        for def in case.indicators() {
            let sent = |part: &Period, code: &str| found.get(&part.code())?.get(code);
            if let Some(sum) = cumulative_cell(def, &period, &sent) {
                parts.insert(def.code.clone(), sum.cell);
                parts_from.insert(def.code.clone(), sum.from);
            }
        }
        let office = case.round.office;
        let same = &before.same;
        let mut limits = store::cell_limit::list_of(h, same, &before.offices()).await?;
        // What the office set itself for this unit comes last and so holds.
        let since = |unit: UnitId| Reverse(same.iter().position(|u| *u == unit));
        limits.sort_by_key(|l| (since(l.unit), l.office == office));
        let previous = back.first().map(Period::code);
        Ok(Self {
            // An order has no usual size.
            history: history(case.indicators().filter(|d| !d.is_ordinal()), &periods),
            incomparable: previous
                .and_then(|code| read.incomparable.remove(&code))
                .unwrap_or_default(),
            predecessors: read.predecessors,
            units: before.units.clone(),
            previous: pick(back.first().copied()),
            last_year: pick(last_year),
            cumulative_before: pick(shorter),
            parts,
            parts_from,
            limits: limits
                .into_iter()
                .map(|l| (l.indicator, (l.min, l.max)))
                .collect(),
            periods,
        })
    }

    /// The figures, for the checks.
    pub(super) fn figures(&self) -> Past<'_> {
        Past {
            previous: self.previous.as_ref().map(|(_, f)| f.as_ref()),
            last_year: self.last_year.as_ref().map(|(_, f)| f.as_ref()),
            cumulative_before: self.cumulative_before.as_ref().map(|(_, f)| f.as_ref()),
            parts: Some(&self.parts),
            history: Some(&self.history),
            limits: Some(&self.limits),
        }
    }

    /// The report with which a unit begins: what the parts of its period add up
    /// to; the unit may change it with a note.
    pub(super) fn begun(&self) -> ReportBody {
        ReportBody {
            values: self.parts.clone(),
            ..ReportBody::default()
        }
    }

    /// What stands on the page of a report for which no draft was begun: the last
    /// version sent, or the sums. Whatever begins the draft begins with it.
    pub(super) async fn first(
        ctx: &Ctx,
        h: &impl Handle,
        case: &Case,
    ) -> Result<ReportBody, AppError> {
        let (id, last) = (case.obligation.id, case.obligation.last_version);
        if last == 0 && !may_add_up(ctx, &case.round.period).await? {
            // Nothing to add up: an import into hundreds of reports would read the
            // figures of twelve periods of each for it, and put them in memory in
            // place of what units that are about to sign look back at.
            return Ok(ReportBody::default());
        }
        if last == 0 {
            return Ok(Self::of(ctx, h, case).await?.begun());
        }
        let sent = store::report::find_version(h, id, last).await?;
        Ok(sent.map(|v| v.body).unwrap_or_default())
    }

    /// What the page of draft `version` showed over `base`: before anything was
    /// written also the sums. A number left as it was shown keeps its value.
    pub(super) async fn shown(
        ctx: &Ctx,
        h: &impl Handle,
        case: &Case,
        version: i32,
        base: &ReportBody,
    ) -> Result<ReportBody, AppError> {
        let mut shown = base.clone();
        if version == 0 {
            for (code, cell) in Self::first(ctx, h, case).await?.values {
                shown.values.entry(code).or_insert(cell);
            }
        }
        Ok(shown)
    }

    /// What the parts of the period add up to for an indicator, and which.
    pub(super) fn sum(&self, code: &str) -> Option<(Cell, Vec<Period>)> {
        let (cell, from) = self.parts.get(code).zip(self.parts_from.get(code))?;
        Some((cell.clone(), from.clone()))
    }

    /// Last period's cell of an indicator.
    #[must_use]
    pub fn last_cell(&self, code: &str) -> Option<&Cell> {
        self.previous.as_ref().and_then(|(_, f)| f.get(code))
    }
}

/// Whether there can be sums for a period: what a form looks back at is in rounds,
/// so without rounds for its parts there are none. A quarter has parts, its months,
/// but where offices ask by the quarter nobody asked for these.
async fn may_add_up(ctx: &Ctx, period: &Period) -> Result<bool, AppError> {
    let rounds = ctx.app.round_list().await?;
    let is_asked = |part: &Period| rounds.iter().any(|round| round.period == *part);
    Ok(can_add_up(period, &is_asked))
}

/// The periods of the same kind to which a cell looks back, newest first.
fn look_back(period: &Period) -> Vec<Period> {
    std::iter::successors(period.previous(), Period::previous)
        .take(LOOK_BACK)
        .collect()
}

/// All periods whose figures are needed beside those of one, each once.
pub(crate) fn periods_of(period: &Period) -> Vec<Period> {
    let mut all = look_back(period);
    all.extend(period.same_period_last_year());
    all.extend(period.cumulative_before());
    all.extend(parts_of(period));
    all.sort_by_key(Period::code);
    all.dedup();
    all
}

/// Values by indicator, newest first. Both the definitions and the figures of a
/// period are gone through once, in the order of their codes: seeking each figure's
/// definition was a fifth of all that is done for a form's past.
fn history<'a>(
    definitions: impl Iterator<Item = &'a IndicatorDef>,
    periods: &[(Period, Option<Arc<Figures>>)],
) -> BTreeMap<String, Vec<i64>> {
    let mut values: Vec<(&IndicatorDef, Vec<i64>)> = definitions
        .map(|def| (def, Vec::with_capacity(periods.len())))
        .collect();
    values.sort_by_key(|(def, _)| def.code.as_str());
    values.dedup_by(|later, first| later.0.code == first.0.code);
    for figures in periods.iter().filter_map(|(_, f)| f.as_ref()) {
        let mut cells = figures.iter().peekable();
        for (def, values) in &mut values {
            while cells.next_if(|(code, _)| **code < def.code).is_some() {}
            let Some((_, cell)) = cells.next_if(|(code, _)| **code == def.code) else {
                continue;
            };
            // How far a threshold lies from others cannot be said.
            let is_known = cell.shown_bound(def).is_none();
            values.extend(cell.shown_value(def).filter(|_| is_known));
        }
    }
    let named = values.into_iter();
    named
        .map(|(def, values)| (def.code.clone(), values))
        .collect()
}
