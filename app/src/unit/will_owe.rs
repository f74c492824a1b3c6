//! Who would be named by the rule of an open round through an act, and has no report
//! in it: opening froze the list, so the dry run says whom the office is to add on
//! the page of the round. Nothing is added by the act.

use super::Plan;
use crate::app::{Functions, Groups};
use crate::round::{compare, named};
use crate::text::t_with;
use crate::{AppError, Ctx, Locale};
use domain::id::{ObligationId, UnitId};
use domain::regime::{Known, UnitRule};
use domain::report::ReportState;
use domain::round::RoundState;
use domain::unit::{History, MoveKind};
use std::collections::HashSet;
use store::obligation::Obligation;
use store::round::Round;

/// Units that are named in a line; an act of a whole province makes hundreds.
const NAMED: usize = 10;

/// The units that an act brings under the rule of an open round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WillOwe {
    /// Title of the round.
    pub round: String,
    /// Their names after the act, sorted.
    pub units: Vec<String>,
}

impl WillOwe {
    /// As a line of the dry run.
    #[must_use]
    pub fn words(&self, locale: Locale) -> String {
        let shown: Vec<&str> = self.units.iter().take(NAMED).map(String::as_str).collect();
        let more = self.units.len() - shown.len();
        let mut units = shown.join(", ");
        if more > 0 {
            let rest = t_with(
                locale,
                "round.unlisted.rest",
                &[("count", more.to_string())],
            );
            units = format!("{units} {rest}");
        }
        let values = [("round", self.round.clone()), ("units", units)];
        t_with(locale, "unit.act.will_owe", &values)
    }
}

/// For each open round whose reference date is the act's day or later, who would be
/// missing on its list by the act; one query a round beside what is kept.
///
/// # Errors
/// When the database fails.
pub async fn will_owe(ctx: &Ctx, plan: &Plan) -> Result<Vec<WillOwe>, AppError> {
    let mut found = Vec::new();
    let rounds = ctx.app.round_list().await?;
    for round in rounds.iter() {
        if round.state != RoundState::Open || round.period.to < plan.act.effective_on {
            continue;
        }
        let version = crate::regime::version(ctx, round.regime_version).await?;
        let owed = store::obligation::list_of_round(&ctx.read(), round.id).await?;
        let groups = ctx.app.groups_at(round.period.to).await?;
        let rule = &version.body.obligated;
        let before: HashSet<UnitId> = lacking(&plan.before, round, rule, &groups, &owed)
            .into_iter()
            .collect();
        let after = lacking(&plan.after, round, rule, &inherited(plan, &groups), &owed);
        let new = after.into_iter().filter(|unit| !before.contains(unit));
        let names = new.filter_map(|unit| plan.after.life(unit).last().map(|v| v.name.clone()));
        let mut units: Vec<String> = names.collect();
        units.sort_unstable();
        if !units.is_empty() {
            found.push(WillOwe {
                round: round.title.clone(),
                units,
            });
        }
    }
    Ok(found)
}

/// Groups after the act: heirs take the places of ended units in them.
fn inherited(plan: &Plan, groups: &Groups) -> Groups {
    let mut after = groups.clone();
    for thing in &plan.open {
        if thing.row.kind == MoveKind::Member
            && let Some(codes) = groups.get(&thing.row.unit)
        {
            for heir in &thing.heirs {
                after.entry(*heir).or_default().extend_from_slice(codes);
            }
        }
    }
    after
}

/// Who is missing on the list of a round by one history.
fn lacking(
    history: &History,
    round: &Round,
    rule: &UnitRule,
    groups: &Groups,
    owed: &[Obligation],
) -> Vec<UnitId> {
    let day = round.period.to;
    let tree = history.tree_at(day);
    let mut fields = Functions::new();
    for span in history.functions() {
        if span.from <= day && span.to.is_none_or(|to| day < to) {
            fields.entry(span.unit).or_default().push(span.field);
        }
    }
    let known = Known {
        fields: &fields,
        groups,
    };
    let standing = owed.iter().filter(|o| o.state != ReportState::Exempt);
    let standing: HashSet<ObligationId> = standing.map(|o| o.id).collect();
    let those = named(rule, round, &tree, &known);
    let differing = compare(&those, owed, &tree);
    let missing = differing.missing(|id| standing.contains(&id));
    missing.map(|lacking| lacking.unit).collect()
}
