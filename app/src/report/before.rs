//! Which reports are the past of a form: those of its unit
//! to its office in its regime, and through acts of reorganisation those of the
//! units that became the unit, to the offices that became the office.
//!
//! What is done with the figures is in [`super::past`]; adding them up in the
//! later unit is in `domain::indicator`.

use super::case::Case;
use crate::totals::becomes;
use crate::totals::cache::{self, Successions};
use crate::{AppError, Ctx};
use domain::id::{ObligationId, RoundId, UnitId};
use domain::indicator::{Sent, ones_past};
use domain::period::Period;
use domain::regime::{Asked, UnitFacts};
use domain::unit::{Mapping, Succession, Tree};
use domain::validation::Figures;
use jiff::civil::Date;
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;
use store::Handle;
use store::earlier::EarlierReport;
use store::regime::RegimeVersion;
use store::round::Round;

/// Whose reports a form looks back at.
pub(super) struct Before<'a> {
    case: &'a Case,
    successions: Arc<Successions>,
    /// What happened to the units, and which of them ended: of most nothing did.
    acts: Vec<Succession>,
    ended: HashMap<UnitId, Date>,
    /// The day as of which the unit is meant: the last of the period, or its own.
    on: Date,
    /// The unit and all that became it.
    pub(super) units: Vec<UnitId>,
    /// The unit and those as which it stood under other ids, newest first.
    /// What the office keeps for the cells of a unit goes over through them
    /// alone.
    pub(super) same: Vec<UnitId>,
    /// The same of the office, and the day up to which others became it: rounds
    /// go over to an heir while they are open.
    offices: Vec<UnitId>,
    offices_on: Date,
}

/// The figures of earlier periods, by period code.
#[derive(Default)]
pub(super) struct Found {
    pub(super) figures: HashMap<String, Arc<Figures>>,
    /// What cannot be compared in a period.
    pub(super) incomparable: HashMap<String, BTreeSet<String>>,
    /// Whose figures are in it besides the unit's own, by their last names.
    pub(super) predecessors: Vec<String>,
}

/// A report of which it is to be decided whether it counts.
type Candidate<'r> = (&'r EarlierReport, &'r Round, &'r Arc<RegimeVersion>);

/// One report that counts for a period.
struct Row {
    report: EarlierReport,
    regime: Arc<RegimeVersion>,
}

impl<'a> Before<'a> {
    pub(super) async fn of(
        ctx: &Ctx,
        case: &'a Case,
        periods: &[Period],
    ) -> Result<Self, AppError> {
        let successions = cache::successions(&ctx.app).await?;
        let round = &case.round;
        let (unit, last) = (case.obligation.unit, round.period.to);
        let since = periods.iter().map(|p| p.from).min().unwrap_or(last);
        let eve = |unit: UnitId, day: Date| {
            let eve = successions.ended.get(&unit).map(|end| end.yesterday());
            eve.and_then(Result::ok).map_or(day, |eve| eve.min(day))
        };
        let on = eve(unit, last);
        let offices_on = eve(round.office, last.max(ctx.today()));
        let Successions { acts, ended, kin } = successions.as_ref();
        let units = kin.forebears(acts, unit, since, on);
        // Limits of a cell are of all times.
        let offices = kin.forebears(acts, round.office, Date::MIN, offices_on);
        let same = same_units(ctx, &successions, unit, on).await?;
        let (acts, ended) = kin.concerning(acts, ended, &units);
        Ok(Self {
            case,
            same,
            acts,
            ended,
            on,
            units,
            offices,
            offices_on,
            successions,
        })
    }

    /// The office of the form and those that became it.
    pub(super) fn offices(&self) -> Vec<UnitId> {
        let last = self.case.round.period.to;
        let (office, day) = (self.case.round.office, self.offices_on);
        let mut offices = self.offices.clone();
        offices.retain(|o| {
            let Successions { acts, kin, .. } = self.successions.as_ref();
            let before = kin.after(acts, *o).map(|act| {
                let day = act.edge.effective_on;
                day.yesterday().unwrap_or(day)
            });
            let then = before.min().unwrap_or(last);
            becomes(&self.successions, *o, then, office, day)
        });
        offices
    }

    /// Whether a round is one of the office, or of one that became it.
    fn is_own(&self, round: &Round) -> bool {
        let (office, day) = (self.case.round.office, self.offices_on);
        let is_known = self.offices.contains(&round.office);
        is_known
            && becomes(
                &self.successions,
                round.office,
                round.period.to,
                office,
                day,
            )
    }

    /// The figures of these periods: one query, and one more where a unit came
    /// from another area.
    pub(super) async fn find(
        &self,
        ctx: &Ctx,
        h: &impl Handle,
        periods: &[Period],
    ) -> Result<Found, AppError> {
        let all = ctx.app.round_list().await?;
        let mut rounds = HashMap::new();
        let mut own: Vec<(&Round, bool)> = Vec::new();
        // Where the regime of the form had a round of a period: others over the same
        // area are not asked then. A province that was absorbed had its own.
        let mut has_regime = HashSet::new();
        for round in all.iter().filter(|r| periods.contains(&r.period)) {
            let regime = crate::regime::version(ctx, round.regime_version).await?;
            if self.is_own(round) {
                let is_strange = regime.regime != self.case.regime.regime;
                if !is_strange {
                    has_regime.insert((round.period, round.area));
                }
                own.push((round, is_strange));
            }
            rounds.insert(round.id, (round, regime));
        }
        own.retain(|(round, is_strange)| {
            !is_strange || !has_regime.contains(&(round.period, round.area))
        });
        let own: Vec<RoundId> = own.iter().map(|(round, _)| round.id).collect();
        let codes: Vec<String> = periods.iter().map(Period::code).collect();
        let owed = store::earlier::list_earlier(h, &self.units, &codes, &own).await?;
        let mut values = HashMap::new();
        let owed: Vec<EarlierReport> = owed
            .into_iter()
            .map(|(report, figures)| {
                values.extend(figures.map(|figures| (report.obligation, figures)));
                report
            })
            .collect();
        let mut rows = Vec::new();
        for period in periods {
            let mapping = self.mapping(period);
            let of_period = self
                .rows(ctx, period, mapping.as_ref(), &owed, &rounds, &own)
                .await?;
            rows.push((*period, mapping, of_period));
        }
        let sent = rows.iter().flat_map(|(_, _, rows)| rows);
        let elsewhere = |r: &&Row| r.report.was_sent && !own.contains(&r.report.round);
        let sent: Vec<ObligationId> = sent
            .filter(elsewhere)
            .map(|r| r.report.obligation)
            .collect();
        values.extend(store::earlier::last_values(h, &sent).await?);
        let mut found = Found::default();
        for (period, mapping, rows) in rows {
            self.add(ctx, &mut found, period, mapping, rows, &mut values)
                .await?;
        }
        found
            .predecessors
            .sort_by_key(|n| domain::text::sort_key(n));
        found.predecessors.dedup();
        Ok(found)
    }

    /// Where the figures of a period went; None if nothing happened to the unit
    /// since.
    fn mapping(&self, period: &Period) -> Option<Mapping> {
        let unit = self.case.obligation.unit;
        let touches = |act: &Succession| {
            let day = act.edge.effective_on;
            (act.edge.from == unit || act.edge.to == unit) && period.from < day && day <= self.on
        };
        if !self.acts.iter().any(touches) {
            return None;
        }
        let days = (period.from, period.to);
        let ended = self.ended.clone();
        Some(Mapping::of_period(&self.acts, ended, days, self.on))
    }

    /// The reports that count for a period: one of each unit whose figures are
    /// the unit's now.
    async fn rows(
        &self,
        ctx: &Ctx,
        period: &Period,
        mapping: Option<&Mapping>,
        owed: &[EarlierReport],
        rounds: &HashMap<RoundId, (&Round, Arc<RegimeVersion>)>,
        own_rounds: &[RoundId],
    ) -> Result<Vec<Row>, AppError> {
        let unit = self.case.obligation.unit;
        let mut found = Vec::new();
        for source in &self.units {
            if *source != unit && !mapping.is_some_and(|m| comes(m, *source, unit)) {
                continue;
            }
            let of_source = owed.iter().filter(|o| o.unit == *source);
            let of_source: Vec<Candidate<'_>> = of_source
                .filter_map(|o| {
                    let (round, regime) = rounds.get(&o.round)?;
                    (round.period == *period).then_some((o, *round, regime))
                })
                .collect();
            let is_strange = |regime: &RegimeVersion| regime.regime != self.case.regime.regime;
            let mut own = of_source.clone();
            own.retain(|(_, round, _)| own_rounds.contains(&round.id));
            if own.is_empty() && !of_source.is_empty() {
                own = self.elsewhere(ctx, *source, period, of_source).await?;
            }
            let nearest = own.into_iter().min_by_key(|(o, round, regime)| {
                let is_other_version = round.regime_version != self.case.round.regime_version;
                let is_other_office = round.office != self.case.round.office;
                let shared = Reverse(self.shared(regime));
                let order = (shared, is_other_version, o.obligation);
                (is_strange(regime), is_other_office, order)
            });
            // Who was freed from a report leaves no gap; what it had sent was unusable.
            let counts = nearest.filter(|(o, _, _)| !o.is_exempt);
            found.extend(counts.map(|(report, _, regime)| Row {
                report: report.clone(),
                regime: Arc::clone(regime),
            }));
        }
        Ok(found)
    }

    /// Of the rounds of others those of another area, if the unit stood there at
    /// the time; not those of superiors, nor of anybody inside.
    async fn elsewhere<'r>(
        &self,
        ctx: &Ctx,
        unit: UnitId,
        period: &Period,
        mut all: Vec<Candidate<'r>>,
    ) -> Result<Vec<Candidate<'r>>, AppError> {
        let (then, now) = (ctx.tree_at(period.to).await?, ctx.tree_at(self.on).await?);
        let area = self.case.round.area;
        let Successions { acts, kin, .. } = self.successions.as_ref();
        let areas = kin.forebears(acts, area, period.to, self.on);
        let stood_here = areas.iter().any(|area| then.is_within(unit, *area));
        if stood_here || then.get(unit).is_none() {
            return Ok(Vec::new());
        }
        all.retain(|(_, round, _)| {
            let is_above = |area: &UnitId| then.is_within(*area, round.area);
            !areas.iter().any(is_above) && !now.is_within(area, round.area)
        });
        Ok(all)
    }

    /// How many indicators a regime has in common with that of the form.
    fn shared(&self, regime: &RegimeVersion) -> usize {
        let own = &self.case.regime.body.indicators;
        if regime.regime == self.case.regime.regime {
            return own.len();
        }
        let own: HashSet<&str> = own.iter().map(|def| def.code.as_str()).collect();
        let codes = regime.body.indicators.iter().map(|def| def.code.as_str());
        codes.filter(|code| own.contains(code)).count()
    }

    async fn add(
        &self,
        ctx: &Ctx,
        found: &mut Found,
        period: Period,
        mapping: Option<Mapping>,
        rows: Vec<Row>,
        values: &mut HashMap<ObligationId, Figures>,
    ) -> Result<(), AppError> {
        let code = period.code();
        let Some(mapping) = mapping else {
            let own = rows.iter().find(|row| row.report.was_sent);
            let own = own.and_then(|row| values.remove(&row.report.obligation));
            found.figures.extend(own.map(|own| (code, Arc::new(own))));
            return Ok(());
        };
        if !rows.iter().any(|row| row.report.was_sent) {
            return Ok(());
        }
        let tree = ctx.tree_at(self.on).await?;
        let mut sent = Vec::new();
        for row in rows {
            sent.push(Sent {
                unit: row.report.unit,
                cells: values.remove(&row.report.obligation).unwrap_or_default(),
                asked: self.asked(ctx, &tree, &row, &period).await?,
            });
        }
        let unit = self.case.obligation.unit;
        let defs = &self.case.regime.body.indicators;
        let past = ones_past(defs, sent, &mapping, &tree, unit);
        let name = |unit: &UnitId| Some(tree.known(*unit)?.short_name.clone());
        found.predecessors.extend(past.from.iter().filter_map(name));
        found.incomparable.insert(code.clone(), past.incomparable);
        found.figures.insert(code, Arc::new(past.cells));
        Ok(())
    }

    /// The indicators that a unit was asked for in a period, by the kind and tier
    /// that it has, or had last: a tree for each period would fill the memory.
    async fn asked(
        &self,
        ctx: &Ctx,
        tree: &Tree,
        row: &Row,
        period: &Period,
    ) -> Result<HashSet<String>, AppError> {
        let unit = row.report.unit;
        let eve = self.ended.get(&unit).and_then(|end| end.yesterday().ok());
        let day = eve.map_or(period.to, |eve| eve.min(period.to));
        let Some(version) = tree.known(unit) else {
            return Ok(HashSet::new());
        };
        let functions = ctx.app.functions_at(day).await?;
        let groups = ctx.app.groups_at(day).await?;
        let asked = Asked {
            unit: UnitFacts {
                kind: version.kind,
                tier: version.tier,
                fields: functions.get(&unit).map_or(&[], Vec::as_slice),
                groups: groups.get(&unit).map_or(&[], Vec::as_slice),
            },
            period: period.kind,
        };
        let codes = row.regime.body.indicators_for(asked);
        Ok(codes.map(|def| def.code.clone()).collect())
    }
}

/// Whether something of `source` goes to `unit`.
fn comes(mapping: &Mapping, source: UnitId, unit: UnitId) -> bool {
    let fields = mapping.transferred(source);
    let routes = std::iter::once(None).chain(fields.into_iter().map(Some));
    routes
        .map(|field| mapping.route(source, field))
        .any(|route| route.ends().contains(&unit))
}

/// The unit and those that went on in it, one after another: each ended and became
/// one new unit that nothing else came to. One that was merged or has taken others
/// in is larger than each of its predecessors, and their usual sizes would be too
/// low for it (R-3.8, domain §5.4). A unit that is renamed or moved keeps its id.
async fn same_units(
    ctx: &Ctx,
    successions: &Successions,
    unit: UnitId,
    on: Date,
) -> Result<Vec<UnitId>, AppError> {
    let Successions { acts, ended, kin } = successions;
    let (mut same, mut last) = (vec![unit], unit);
    while let Some(act) = kin.sole(acts, ended, last, on) {
        let Ok(eve) = act.edge.effective_on.yesterday() else {
            break;
        };
        // What stood before has taken the other in.
        if same.contains(&act.edge.from) || ctx.tree_at(eve).await?.get(last).is_some() {
            break;
        }
        last = act.edge.from;
        same.push(last);
    }
    Ok(same)
}
