//! Whom the office may ask for opinions, and what it chose of them: single units,
//! all of a kind, of a group, or below one superior; and who stands today for the
//! units of a round. Asking is in `opinion`.

use super::load;
use crate::{AppError, Ctx, FieldError};
use domain::account::Right;
use domain::id::{RoundId, UnitId};
use domain::text::sort_key;
use domain::unit::{Tree, UnitKind};
use std::collections::{BTreeMap, HashMap, HashSet};

/// A unit that can be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Askable {
    /// The unit.
    pub unit: UnitId,
    /// Its code.
    pub code: String,
    /// Its name in tables.
    pub name: String,
    /// What it is.
    pub kind: UnitKind,
    /// The code of the unit above it.
    pub above: Option<String>,
}

/// A number of units with a common name: a group, or those below one superior.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Several {
    /// Code of the group or the superior.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Who belongs to it and can be asked.
    pub units: HashSet<UnitId>,
}

/// What was chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Whom {
    /// All units of these kinds.
    pub kinds: Vec<UnitKind>,
    /// All units of these groups.
    pub groups: Vec<String>,
    /// All units right below these.
    pub below: Vec<String>,
    /// Single units by code or id.
    pub units: Vec<String>,
}

/// Those who can be asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Askables {
    /// The body right above the office, then those that report, by name.
    pub units: Vec<Askable>,
    /// Groups with more than one of them.
    pub groups: Vec<Several>,
    /// Superiors with more than one of them, where they have several.
    pub superiors: Vec<Several>,
}

/// Whom the report of a round can be sent to for opinions.
///
/// # Errors
/// As [`Ctx::require`].
pub async fn askables(ctx: &Ctx, round: RoundId) -> Result<Askables, AppError> {
    let table = load::table(ctx, round, Right::ReadConsolidation).await?;
    let tree = ctx.tree().await?;
    let labels = tree.labels(Some(table.round.area));
    let askable = |unit: UnitId| {
        let known = tree.get(unit)?;
        Some(Askable {
            unit,
            code: known.code.clone(),
            name: labels.short(unit)?,
            kind: known.kind,
            above: known
                .parent
                .and_then(|parent| tree.get(parent))
                .map(|above| above.code.clone()),
        })
    };
    let area = living(&tree, table.round.area, table.round.area);
    let mut units: Vec<Askable> = living_units(ctx, round, &tree)
        .await?
        .into_iter()
        .filter(|unit| !area.contains(unit))
        .filter_map(askable)
        .collect();
    units.sort_by_cached_key(|u| (sort_key(&u.name), u.code.clone()));
    let mut all: Vec<Askable> = area.into_iter().filter_map(askable).collect();
    all.append(&mut units);
    let units = all;
    let known: HashSet<UnitId> = units.iter().map(|u| u.unit).collect();
    let mut groups = Vec::new();
    if ctx.actor.has(Right::ReadRound) {
        for view in crate::group::list(ctx).await? {
            let members = view.on(ctx.today()).map(|m| m.membership.unit);
            groups.push(Several {
                units: members.filter(|u| known.contains(u)).collect(),
                code: view.group.code.clone(),
                name: view.group.name.clone(),
            });
        }
    }
    groups.retain(|g| g.units.len() > 1);
    let mut below: BTreeMap<&str, HashSet<UnitId>> = BTreeMap::new();
    for unit in &units {
        if let Some(above) = &unit.above {
            below.entry(above).or_default().insert(unit.unit);
        }
    }
    below.retain(|_, units| units.len() > 1);
    let mut superiors: Vec<Several> = below
        .into_iter()
        .map(|(code, units)| Several {
            code: code.to_owned(),
            name: tree
                .by_code(code)
                .map_or_else(String::new, |u| u.short_name.clone()),
            units,
        })
        .collect();
    if superiors.len() < 2 {
        superiors.clear();
    }
    superiors.sort_by_cached_key(|s| sort_key(&s.name));
    Ok(Askables {
        units,
        groups,
        superiors,
    })
}

/// The living units that a unit of a round is today: itself, the one that answers
/// for it, or its heirs; the unit itself where nobody came after it.
pub(crate) fn living(tree: &Tree, unit: UnitId, answers: UnitId) -> Vec<UnitId> {
    let is_living = |unit: UnitId| tree.get(unit).is_some();
    if let Some(one) = [unit, answers].into_iter().find(|u| is_living(*u)) {
        return vec![one];
    }
    let of = [tree.heirs(answers), tree.heirs(unit)];
    let heirs = of.into_iter().find(|heirs| !heirs.is_empty());
    heirs.map_or_else(|| vec![unit], <[UnitId]>::to_vec)
}

/// Those who stand today for the units that owe a report in a round, each once.
pub(super) async fn living_units(
    ctx: &Ctx,
    round: RoundId,
    tree: &Tree,
) -> Result<Vec<UnitId>, AppError> {
    let owed = store::obligation::list_of_round(&ctx.read(), round).await?;
    let living = owed.iter().flat_map(|o| living(tree, o.unit, o.answers()));
    let mut units: Vec<UnitId> = living.collect();
    units.sort();
    units.dedup();
    Ok(units)
}

impl Askables {
    /// The kinds of which there are several, with how many.
    #[must_use]
    pub fn kinds(&self) -> Vec<(UnitKind, usize)> {
        let mut counts: Vec<(UnitKind, usize)> = Vec::new();
        for unit in &self.units {
            match counts.iter_mut().find(|(kind, _)| *kind == unit.kind) {
                Some((_, n)) => *n += 1,
                None => counts.push((unit.kind, 1)),
            }
        }
        counts.retain(|(_, n)| *n > 1);
        counts
    }

    /// Whether a unit is chosen together with others.
    #[must_use]
    pub fn is_among(&self, unit: &Askable, whom: &Whom) -> bool {
        let in_some = |all: &[Several], codes: &[String]| {
            all.iter()
                .any(|s| codes.contains(&s.code) && s.units.contains(&unit.unit))
        };
        whom.kinds.contains(&unit.kind)
            || in_some(&self.groups, &whom.groups)
            || in_some(&self.superiors, &whom.below)
    }

    /// Everybody who is chosen, each once.
    ///
    /// # Errors
    /// [`AppError::Invalid`] when a unit, a group or a superior that was chosen
    /// is none (any more): nobody is left out without a word.
    pub fn chosen(&self, whom: &Whom) -> Result<Vec<UnitId>, AppError> {
        let by_code: HashMap<&str, UnitId> = self
            .units
            .iter()
            .map(|u| (u.code.as_str(), u.unit))
            .collect();
        let mut units: Vec<UnitId> = self
            .units
            .iter()
            .filter(|u| self.is_among(u, whom))
            .map(|u| u.unit)
            .collect();
        let mut unknown: Vec<&str> = Vec::new();
        for text in &whom.units {
            match by_code.get(text.as_str()) {
                Some(unit) => units.push(*unit),
                None => match text.parse() {
                    Ok(unit) => units.push(unit),
                    Err(_) => unknown.push(text),
                },
            }
        }
        let missing = |all: &[Several], code: &str| !all.iter().any(|s| s.code == code);
        let several = [(&self.groups, &whom.groups), (&self.superiors, &whom.below)];
        for (all, codes) in several {
            unknown.extend(codes.iter().map(String::as_str).filter(|c| missing(all, c)));
        }
        if !unknown.is_empty() {
            let error = FieldError::new("unit", "consolidation.unit_unknown");
            return Err(vec![error.with("units", unknown.join(", "))].into());
        }
        units.sort();
        units.dedup();
        Ok(units)
    }
}
