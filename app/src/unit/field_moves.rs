//! What a field of work that goes from unit to unit changes in rounds that are open
//! the dry run names what a unit answers for no longer or anew, what of
//! it stands in drafts and sent reports, and which plans of the year stay where they
//! are. It informs; nobody has to choose anything. How it is said is in `field_words`.

use super::Plan;
use crate::{AppError, Ctx};
use domain::field::Field;
use domain::id::{ObligationId, UnitId};
use domain::number::bounded;
use domain::regime::{Asked, RegimeBody, UnitFacts};
use domain::report::{ReportBody, ReportState};
use domain::round::RoundState;
use domain::unit::{History, Step};
use std::collections::{BTreeMap, HashMap, HashSet};
use store::Handle;
use store::obligation::Obligation;
use store::round::Round;

/// What a report asks for, by codes in the order of the regime.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asks {
    /// Indicators.
    pub indicators: Vec<String>,
    /// Sections of the outline.
    pub sections: Vec<String>,
}

/// A report of an open round that asks for something else after the act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldMove {
    /// Name of the unit after the act.
    pub unit: String,
    /// Title of the round.
    pub round: String,
    /// Where the report stands.
    pub state: ReportState,
    /// What the unit answers for no longer.
    pub left: Asks,
    /// What it answers for anew.
    pub taken: Asks,
    /// Of the indicators that it leaves, those with a figure in its draft.
    pub in_draft: Vec<String>,
    /// The same of its last version sent: they are added up no longer.
    pub sent: Vec<String>,
    /// Names of the units that take a field over from it and owe no report in the round.
    pub unowed: Vec<String>,
}

/// A plan of the year for an indicator of a field that a unit gives up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanLeft {
    /// Name of the unit, which keeps it.
    pub unit: String,
    /// Code and name of the indicator, in Vietnamese and English.
    pub indicator: (String, String),
    /// The year.
    pub year: i16,
    /// What is planned, written out.
    pub goal: String,
}

/// Everything that fields of work change by moving.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldMoves {
    /// In reports of open rounds.
    pub reports: Vec<FieldMove>,
    /// Plans that stay.
    pub plans: Vec<PlanLeft>,
}

impl Asks {
    pub(super) fn is_empty(&self) -> bool {
        self.indicators.is_empty() && self.sections.is_empty()
    }

    fn without(&self, others: &Self) -> Self {
        let less = |all: &[String], others: &[String]| -> Vec<String> {
            let is_left = |code: &&String| !others.contains(code);
            all.iter().filter(is_left).cloned().collect()
        };
        Self {
            indicators: less(&self.indicators, &others.indicators),
            sections: less(&self.sections, &others.sections),
        }
    }
}

/// Works it out: one question for the reports of the units concerned in all open
/// rounds that reach the day, one for their drafts, one for what they sent, one for
/// their plans.
pub(super) async fn field_moves(
    ctx: &Ctx,
    h: &impl Handle,
    plan: &Plan,
) -> Result<FieldMoves, AppError> {
    let changes = &plan.changes;
    let ended = changes.ended.iter().map(|end| end.unit);
    let new = changes.new_units.iter().map(|version| version.unit);
    let others: HashSet<UnitId> = ended.chain(new).collect();
    let moved = changes.functions_closed.iter();
    let moved = moved
        .chain(&changes.functions_opened)
        .map(|(unit, _)| *unit);
    let mut units: Vec<UnitId> = moved.filter(|unit| !others.contains(unit)).collect();
    units.sort_unstable();
    units.dedup();
    if units.is_empty() {
        return Ok(FieldMoves::default());
    }
    Ok(FieldMoves {
        reports: reports(ctx, h, plan, &units).await?,
        plans: plans(ctx, h, plan, &units).await?,
    })
}

fn name(plan: &Plan, unit: UnitId) -> String {
    let last = plan.after.life(unit).last();
    last.map(|v| v.name.clone()).unwrap_or_default()
}

async fn reports(
    ctx: &Ctx,
    h: &impl Handle,
    plan: &Plan,
    units: &[UnitId],
) -> Result<Vec<FieldMove>, AppError> {
    let reaches = |round: &&Round| {
        round.state == RoundState::Open && round.period.to >= plan.act.effective_on
    };
    let all = ctx.app.round_list().await?;
    let rounds: Vec<&Round> = all.iter().filter(reaches).collect();
    let ids: Vec<_> = rounds.iter().map(|round| round.id).collect();
    let mut owed = store::obligation::list_of_rounds(h, &ids, units).await?;
    owed.sort_unstable_by_key(|o| o.unit);
    let owes: HashSet<_> = owed.iter().map(|o| (o.round, o.unit)).collect();
    let mut found: Vec<(&Obligation, FieldMove)> = Vec::new();
    for round in rounds {
        let regime = crate::regime::version(ctx, round.regime_version).await?;
        let groups = ctx.app.groups_at(round.period.to).await?;
        let of_round = owed.iter().filter(|o| o.round == round.id);
        for o in of_round.filter(|o| o.state != ReportState::Exempt) {
            let groups: &[String] = groups.get(&o.unit).map_or(&[], Vec::as_slice);
            let asks = |history| asks(history, o.unit, round, &regime.body, groups);
            let (before, after) = (asks(&plan.before), asks(&plan.after));
            let (left, taken) = (before.without(&after), after.without(&before));
            if left.is_empty() && taken.is_empty() {
                continue;
            }
            let heirs = heirs(plan, o.unit).into_iter();
            let unowed = heirs.filter(|heir| !owes.contains(&(round.id, *heir)));
            let moved = FieldMove {
                unit: name(plan, o.unit),
                round: round.title.clone(),
                state: o.state,
                unowed: if left.indicators.is_empty() {
                    Vec::new()
                } else {
                    unowed.map(|heir| name(plan, heir)).collect()
                },
                left,
                taken,
                in_draft: Vec::new(),
                sent: Vec::new(),
            };
            found.push((o, moved));
        }
    }
    hold(h, &mut found).await?;
    Ok(found.into_iter().map(|(_, moved)| moved).collect())
}

/// What a report asks a unit for by a history: nothing where it does not exist on the
/// last day of the period.
fn asks(
    history: &History,
    unit: UnitId,
    round: &Round,
    regime: &RegimeBody,
    groups: &[String],
) -> Asks {
    let day = round.period.to;
    let Some(version) = history.life(unit).iter().find(|v| v.holds_on(day)) else {
        return Asks::default();
    };
    let fields = history.fields_on(unit, day);
    let facts = UnitFacts {
        kind: version.kind,
        tier: version.tier,
        fields: &fields,
        groups,
    };
    let asked = Asked {
        unit: facts,
        period: round.period.kind,
    };
    let indicators = regime.indicators_for(asked).map(|def| def.code.clone());
    let sections = regime.sections_for(facts).map(|s| s.code.clone());
    Asks {
        indicators: indicators.collect(),
        sections: sections.collect(),
    }
}

/// The units to which the act transfers a field from this one.
fn heirs(plan: &Plan, unit: UnitId) -> Vec<UnitId> {
    let is_it = |code: &str| plan.after.by_code(code.trim()) == Some(unit);
    let steps = plan.act.steps.iter().filter_map(|step| match step {
        Step::Transfer { from, to, .. } if is_it(from) => plan.after.by_code(to.trim()),
        _ => None,
    });
    let mut found: Vec<UnitId> = steps.collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Fills in of which indicators that units leave their drafts and sent reports hold
/// figures.
async fn hold(h: &impl Handle, found: &mut [(&Obligation, FieldMove)]) -> Result<(), AppError> {
    let leaving = found.iter().filter(|(_, m)| !m.left.indicators.is_empty());
    let leaving: Vec<&Obligation> = leaving.map(|(o, _)| *o).collect();
    let ids: Vec<ObligationId> = leaving.iter().map(|o| o.id).collect();
    let drafts = store::report::find_drafts(h, &ids).await?;
    let sent = leaving.iter().filter(|o| o.was_sent());
    let wanted: Vec<_> = sent.map(|o| (o.id, o.last_version)).collect();
    let bodies = store::report::find_bodies(h, &wanted).await?;
    for (o, moved) in found {
        let held = |body: Option<&ReportBody>| -> Vec<String> {
            let values = body.map(|body| &body.values);
            let has = |code: &&String| {
                let cell = values.and_then(|values| values.get(*code));
                cell.is_some_and(|cell| !cell.is_empty())
            };
            moved.left.indicators.iter().filter(has).cloned().collect()
        };
        let in_draft = held(drafts.get(&o.id).map(|draft| &draft.body));
        let sent = held(bodies.get(&(o.id, o.last_version)));
        (moved.in_draft, moved.sent) = (in_draft, sent);
    }
    Ok(())
}

/// The plans of the act's year for indicators of the fields that units give up.
async fn plans(
    ctx: &Ctx,
    h: &impl Handle,
    plan: &Plan,
    units: &[UnitId],
) -> Result<Vec<PlanLeft>, AppError> {
    let mut left: BTreeMap<UnitId, Vec<Field>> = BTreeMap::new();
    for given in &plan.changes.functions_closed {
        let (unit, field) = given;
        if units.contains(unit) && !plan.changes.functions_opened.contains(given) {
            left.entry(*unit).or_default().push(*field);
        }
    }
    let year = plan.act.effective_on.year();
    let givers: Vec<UnitId> = left.keys().copied().collect();
    let rows = store::plan::list_of_units(h, year, &givers).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let indicators = crate::plan::indicators(ctx).await?;
    let defs = indicators.iter().map(|def| (def.code.as_str(), def));
    let defs: HashMap<&str, _> = defs.collect();
    let mut found = Vec::new();
    for row in rows {
        let Some(def) = defs.get(row.indicator.as_str()) else {
            continue;
        };
        if left
            .get(&row.unit)
            .is_some_and(|of| of.contains(&def.field))
        {
            found.push(PlanLeft {
                unit: name(plan, row.unit),
                indicator: (
                    format!("{} {}", def.code, def.name),
                    format!("{} {}", def.code, def.name_en),
                ),
                year,
                goal: row.goal.written(def.scale, &def.measure, bounded),
            });
        }
    }
    found.sort_by(|a, b| (&a.unit, &a.indicator).cmp(&(&b.unit, &b.indicator)));
    Ok(found)
}
