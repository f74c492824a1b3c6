//! How the frozen list of a round differs from what its rule names, as today knows
//! the reference date: worked out from tree, fields and groups of that day,
//! and kept in memory until a unit or the round changes.

use crate::{AppError, Ctx};
use domain::id::{ObligationId, RoundId, UnitId};
use domain::regime::{Known, UnitRule};
use domain::unit::Tree;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use store::obligation::Obligation;
use store::round::Round;

/// The difference. Where the reports stand is not in it: that changes while units
/// sign, and hardly ever matters here.
#[derive(Debug, Default)]
pub(crate) struct Differing {
    lacking: Vec<Lacking>,
    /// Reports of units that the rule does not name, and these units.
    pub(super) unnamed: Vec<(ObligationId, UnitId)>,
}

/// A unit that the rule names and that has no report of its own.
#[derive(Debug)]
pub(crate) struct Lacking {
    pub(crate) unit: UnitId,
    /// Reports of ended units of which it is the one heir: who follows two that
    /// became one has their reports instead of its own.
    follows: Vec<ObligationId>,
    /// The report of an ended unit with several heirs that it answers for.
    pub(super) answers_for: Option<ObligationId>,
}

impl Differing {
    pub(super) fn is_empty(&self) -> bool {
        self.lacking.is_empty() && self.unnamed.is_empty()
    }

    /// Who has neither a report of its own nor, in place of it, one that `stands`
    /// (it was not exempt) of the units that it alone follows.
    pub(crate) fn missing<'a>(
        &'a self,
        stands: impl Fn(ObligationId) -> bool + 'a,
    ) -> impl Iterator<Item = &'a Lacking> {
        self.lacking
            .iter()
            .filter(move |unit| !unit.follows.iter().any(|id| stands(*id)))
    }
}

/// The units of a round's area that the rule names; the office that asks owes
/// nothing.
pub(crate) fn named(rule: &UnitRule, round: &Round, tree: &Tree, known: &Known<'_>) -> Vec<UnitId> {
    rule.resolve(tree, round.area, known)
        .map(|u| u.unit)
        .filter(|unit| *unit != round.office)
        .collect()
}

/// Sets those named against the list; `tree` is that of the reference date. The
/// reports of ended units pass to heirs by the act that ends them and are none of
/// the unnamed.
pub(crate) fn compare(named: &[UnitId], owed: &[Obligation], tree: &Tree) -> Differing {
    let is_listed: HashSet<UnitId> = owed.iter().map(|o| o.unit).collect();
    let is_named: HashSet<UnitId> = named.iter().copied().collect();
    let mut follows: HashMap<UnitId, Vec<ObligationId>> = HashMap::new();
    let mut answers: HashMap<UnitId, ObligationId> = HashMap::new();
    for o in owed.iter().filter(|o| tree.get(o.unit).is_none()) {
        if let [heir] = tree.heirs(o.unit) {
            follows.entry(*heir).or_default().push(o.id);
        } else if let Some(heir) = o.heir {
            answers.insert(heir, o.id);
        }
    }
    let lacking = named.iter().filter(|unit| !is_listed.contains(*unit));
    let lacking = lacking.map(|unit| Lacking {
        unit: *unit,
        follows: follows.remove(unit).unwrap_or_default(),
        answers_for: answers.get(unit).copied(),
    });
    let has_ended = |o: &&Obligation| {
        o.heir.is_some() || (tree.get(o.unit).is_none() && !tree.heirs(o.unit).is_empty())
    };
    let unnamed = owed.iter().filter(|o| !is_named.contains(&o.unit));
    let unnamed = unnamed.filter(|o| !has_ended(o)).map(|o| (o.id, o.unit));
    Differing {
        unnamed: unnamed.collect(),
        lacking: lacking.collect(),
    }
}

/// The difference of a round, out of memory as far as nothing changed.
pub(super) async fn differing(ctx: &Ctx, id: RoundId) -> Result<Arc<Differing>, AppError> {
    let read = async {
        let round = ctx.app.round(id).await?;
        let on = round.period.to;
        let version = crate::regime::version(ctx, round.regime_version).await?;
        let tree = ctx.tree_at(on).await?;
        let fields = ctx.app.functions_at(on).await?;
        let groups = ctx.app.groups_at(on).await?;
        let known = Known {
            fields: &fields,
            groups: &groups,
        };
        let those = named(&version.body.obligated, &round, &tree, &known);
        let owed = store::obligation::list_of_round(&ctx.read(), id).await?;
        Ok(compare(&those, &owed, &tree))
    };
    ctx.app.differing.or_read(id, read).await
}
