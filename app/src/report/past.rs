//! What the same unit reported in earlier periods of the same scheme and kind:
//! beside the cells, for the checks, for the outlier tests.
//!
//! It is kept in memory per unit and period until the unit signs again: every
//! opening of the report page needs it, and it seldom changes.

use super::case::Case;
use crate::{AppError, Ctx};
use domain::id::UnitId;
use domain::indicator::{Cell, IndicatorDef, cumulative_cell, parts_of};
use domain::journal::{Entry, Noun};
use domain::period::Period;
use domain::report::{Past, ReportBody};
use domain::validation::Figures;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::{Arc, PoisonError, RwLock};
use store::Handle;

/// How many periods a cell looks back.
pub(super) const LOOK_BACK: usize = 12;

/// Reports whose past is kept at once; the one kept longest goes first. With 200
/// indicators and twelve periods one takes some 200 KB, and before a deadline
/// each is needed for the minute in which it is written, checked and signed.
const KEEP: usize = 512;

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
    /// Least and greatest usual value by indicator, as the office set them.
    pub limits: BTreeMap<String, (i64, i64)>,
}

impl Earlier {
    /// From memory, or in two queries.
    pub(super) async fn of(ctx: &Ctx, h: &impl Handle, case: &Case) -> Result<Arc<Self>, AppError> {
        let unit = case.obligation.unit;
        let key = (case.round.office, case.round.period.code());
        if let Some(kept) = ctx.app.past.find(unit, &key) {
            return Ok(kept);
        }
        let age = ctx.app.past.age(unit);
        let read = Arc::new(Self::load(h, case).await?);
        // What the unit signed while we read may be missing: not kept then.
        // Others sign all the time before a deadline.
        if ctx.app.past.age(unit) == age {
            ctx.app.past.keep(unit, key, Arc::clone(&read));
        }
        Ok(read)
    }

    async fn load(h: &impl Handle, case: &Case) -> Result<Self, AppError> {
        let period = case.round.period;
        let back: Vec<Period> = std::iter::successors(period.previous(), Period::previous)
            .take(LOOK_BACK)
            .collect();
        let (last_year, shorter) = (period.same_period_last_year(), period.cumulative_before());
        let mut codes: Vec<String> = back
            .iter()
            .chain(&last_year)
            .chain(&shorter)
            .chain(&parts_of(&period))
            .map(Period::code)
            .collect();
        codes.sort();
        codes.dedup();
        let (unit, office) = (case.obligation.unit, case.round.office);
        let found: HashMap<String, Arc<Figures>> =
            store::report::earlier_values(h, unit, office, &codes)
                .await?
                .into_iter()
                .map(|(code, figures)| (code, Arc::new(figures)))
                .collect();
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
        let limits = store::cell_limit::list_of(h, unit, office).await?;
        Ok(Self {
            // An order has no usual size.
            history: history(case.indicators().filter(|d| !d.is_ordinal()), &periods),
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

fn history<'a>(
    definitions: impl Iterator<Item = &'a IndicatorDef>,
    periods: &[(Period, Option<Arc<Figures>>)],
) -> BTreeMap<String, Vec<i64>> {
    let mut of_code: HashMap<&str, (&IndicatorDef, Vec<i64>)> = definitions
        .map(|def| (def.code.as_str(), (def, Vec::with_capacity(LOOK_BACK))))
        .collect();
    for (code, cell) in periods
        .iter()
        .filter_map(|(_, f)| f.as_ref())
        .flat_map(|f| f.iter())
    {
        if let Some((def, values)) = of_code.get_mut(code.as_str()) {
            values.extend(cell.shown_value(def));
        }
    }
    let named = of_code.into_iter();
    named
        .map(|(code, (_, values))| (code.to_owned(), values))
        .collect()
}

/// The office and the period of the report that looks back.
type Key = (UnitId, String);

/// What was read of each unit, by who asks, and in which order it came.
#[derive(Default)]
struct Kept {
    of_unit: HashMap<UnitId, Vec<(Key, Arc<Earlier>)>>,
    order: VecDeque<UnitId>,
}

impl Kept {
    /// Lets the units go that came first, until there is room for one more.
    fn make_room(&mut self) {
        while self.order.len() >= KEEP {
            if let Some(unit) = self.order.pop_front() {
                self.of_unit.remove(&unit);
            }
        }
    }
}

/// What was read, by unit.
#[derive(Default)]
pub(crate) struct PastCache {
    kept: RwLock<Kept>,
    ages: RwLock<Ages>,
}

/// How often all was forgotten, and how often one unit's figures.
#[derive(Default)]
struct Ages(u64, HashMap<UnitId, u64>);

impl PastCache {
    /// Forgets what an entry of the journal may have changed.
    pub(crate) fn follow(&self, entry: &Entry) {
        match entry.noun {
            // A draft is no past.
            Noun::Report if entry.act == "report.save" => {}
            Noun::Report => match entry.unit {
                Some(unit) => {
                    *self.ages().1.entry(unit).or_default() += 1;
                    let mut kept = self.write();
                    if kept.of_unit.remove(&unit).is_some() {
                        kept.order.retain(|other| *other != unit);
                    }
                }
                None => self.clear(),
            },
            Noun::Round | Noun::Unit | Noun::Regime | Noun::Instance => self.clear(),
            _ => {}
        }
    }

    /// Forgets everything.
    pub(crate) fn clear(&self) {
        self.ages().0 += 1;
        *self.write() = Kept::default();
    }

    /// Changes whenever a unit's figures are forgotten.
    fn age(&self, unit: UnitId) -> (u64, u64) {
        let ages = self.ages.read().unwrap_or_else(PoisonError::into_inner);
        (ages.0, ages.1.get(&unit).copied().unwrap_or_default())
    }

    fn ages(&self) -> std::sync::RwLockWriteGuard<'_, Ages> {
        self.ages.write().unwrap_or_else(PoisonError::into_inner)
    }

    fn find(&self, unit: UnitId, key: &Key) -> Option<Arc<Earlier>> {
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
        let of_unit = kept.of_unit.get(&unit)?;
        of_unit
            .iter()
            .find(|(k, _)| k == key)
            .map(|(_, e)| Arc::clone(e))
    }

    fn keep(&self, unit: UnitId, key: Key, earlier: Arc<Earlier>) {
        let mut kept = self.write();
        if !kept.of_unit.contains_key(&unit) {
            kept.make_room();
            kept.order.push_back(unit);
        }
        kept.of_unit.entry(unit).or_default().push((key, earlier));
    }

    fn write(&self) -> std::sync::RwLockWriteGuard<'_, Kept> {
        self.kept.write().unwrap_or_else(PoisonError::into_inner)
    }
}
