//! Where the figures of a unit belong after later acts of reorganisation
//!
//!
//! Past figures stay stored under the unit that sent them. Here is the mapping
//! from the units of one day to those of a later day, derived from the lineage.
//! Adding figures up along it is in `indicator::recast`.

use super::{Lineage, LineageKind};
use crate::field::Field;
use crate::id::UnitId;
use jiff::civil::Date;
use std::collections::HashMap;

/// One succession with what re-casting must know beyond the lineage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Succession {
    /// The edge, with the heir's weight if one was stated.
    pub edge: Lineage,
    /// Of a transfer: the fields of work that went over.
    pub fields: Vec<Field>,
}

/// Where the figures of a unit go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// All to this unit; it may be the same.
    Whole(UnitId),
    /// To several by stated weights: each part is an estimate.
    Shared(Vec<(u32, Route)>),
    /// Nowhere: the figure stays with the earlier unit. Comparison is possible
    /// only at the nearest common superior of the heirs (domain facts §10.4).
    Stays {
        /// The earlier unit.
        source: UnitId,
        /// Those that came after it, without shares; empty if nobody did.
        heirs: Vec<UnitId>,
    },
}

impl Route {
    /// The units at the ends of the route.
    #[must_use]
    pub fn ends(&self) -> Vec<UnitId> {
        match self {
            Route::Whole(unit) => vec![*unit],
            Route::Shared(parts) => parts.iter().flat_map(|(_, route)| route.ends()).collect(),
            Route::Stays { heirs, .. } => heirs.clone(),
        }
    }
}

/// The mapping from the units of one day to those of a later one.
#[derive(Debug, Clone)]
pub struct Mapping {
    acts: HashMap<UnitId, Vec<Succession>>,
    ended: HashMap<UnitId, Date>,
    since: Date,
    then: Date,
    on: Date,
}

impl Mapping {
    /// From the units of the day `then` to those of `on`. `ended` says from
    /// which day a unit is no more; living units are not in it. Successions
    /// outside of the time between are left out.
    #[must_use]
    pub fn new(
        successions: &[Succession],
        ended: HashMap<UnitId, Date>,
        then: Date,
        on: Date,
    ) -> Mapping {
        Self::of_period(successions, ended, (then, then), on)
    }

    /// From the units that report for a period to those of `on`: the units of its
    /// last day, and those that ended after its first, whose reports count too.
    #[must_use]
    pub fn of_period(
        successions: &[Succession],
        ended: HashMap<UnitId, Date>,
        (since, then): (Date, Date),
        on: Date,
    ) -> Mapping {
        let mut acts: HashMap<UnitId, Vec<Succession>> = HashMap::new();
        for succession in successions {
            let day = succession.edge.effective_on;
            let is_new = succession.edge.kind == LineageKind::Establish;
            let ends_in_it = ended
                .get(&succession.edge.from)
                .is_some_and(|end| since < *end && *end <= then);
            let after = if ends_in_it { since } else { then };
            if after < day && day <= on && !is_new {
                let of_unit = acts.entry(succession.edge.from).or_default();
                of_unit.push(succession.clone());
            }
        }
        for of_unit in acts.values_mut() {
            of_unit.sort_by_key(|s| (s.edge.effective_on, s.edge.to));
        }
        Mapping {
            acts,
            ended,
            since,
            then,
            on,
        }
    }

    /// The day whose units are mapped.
    #[must_use]
    pub fn then(&self) -> Date {
        self.then
    }

    /// The day to whose units they are mapped.
    #[must_use]
    pub fn on(&self) -> Date {
        self.on
    }

    /// Whether nothing happened in between: each unit is its own heir.
    #[must_use]
    pub fn is_straight(&self) -> bool {
        self.acts.is_empty() && !self.ended.values().any(|day| self.is_between(*day))
    }

    /// The units of which something goes to others in between.
    pub fn concerned(&self) -> impl Iterator<Item = UnitId> {
        self.acts.keys().copied()
    }

    fn is_between(&self, day: Date) -> bool {
        self.since < day && day <= self.on
    }

    /// The fields of work that leave `unit`, or one of its heirs, by transfers.
    #[must_use]
    pub fn transferred(&self, unit: UnitId) -> Vec<Field> {
        if !self.acts.contains_key(&unit) {
            return Vec::new();
        }
        let (mut seen, mut open, mut fields) = (Vec::new(), vec![unit], Vec::new());
        while let Some(unit) = open.pop() {
            if seen.contains(&unit) {
                continue;
            }
            seen.push(unit);
            for act in self.acts.get(&unit).into_iter().flatten() {
                open.push(act.edge.to);
                fields.extend(act.fields.iter().copied());
            }
        }
        fields.sort_unstable();
        fields.dedup();
        fields
    }

    /// Where the figures of `unit` in `field` go; without a field, those that
    /// no transfer of a field concerns.
    #[must_use]
    pub fn route(&self, unit: UnitId, field: Option<Field>) -> Route {
        self.walk(unit, field, self.last_day(unit), &mut Vec::new())
    }

    /// The day after which acts matter: of a unit that ended within the period only
    /// its end does.
    fn last_day(&self, unit: UnitId) -> Date {
        let eve = self.ended.get(&unit).and_then(|end| end.yesterday().ok());
        eve.map_or(self.then, |eve| eve.min(self.then))
    }

    fn walk(
        &self,
        unit: UnitId,
        field: Option<Field>,
        after: Date,
        way: &mut Vec<UnitId>,
    ) -> Route {
        let Some((day, heirs)) = self.next_act(unit, field, after, way) else {
            // Ended without a word on who came after.
            let is_gone = self
                .ended
                .get(&unit)
                .is_some_and(|day| self.is_between(*day));
            return if is_gone {
                Route::Stays {
                    source: unit,
                    heirs: Vec::new(),
                }
            } else {
                Route::Whole(unit)
            };
        };
        way.push(unit);
        let mut follow = |heir: UnitId| {
            if heir == unit {
                // It goes on itself: only later acts concern it.
                let mut rest = Vec::new();
                self.walk(unit, field, day, &mut rest)
            } else {
                self.walk(heir, field, day, way)
            }
        };
        let route = match &heirs[..] {
            [] => Route::Stays {
                source: unit,
                heirs: Vec::new(),
            },
            [(heir, _)] => follow(*heir),
            several => {
                let parts: Vec<(Option<u32>, Route)> = several
                    .iter()
                    .map(|(heir, weight)| (*weight, follow(*heir)))
                    .collect();
                shared(unit, parts)
            }
        };
        way.pop();
        route
    }

    /// The next day on which something happens to a unit's figures in a field,
    /// and who has them then, with weights where stated.
    fn next_act(
        &self,
        unit: UnitId,
        field: Option<Field>,
        after: Date,
        way: &[UnitId],
    ) -> Option<(Date, Vec<Heir>)> {
        let concerns = |s: &&Succession| {
            let day = s.edge.effective_on;
            // Acts of one day are one reorganisation: A into B and B into C.
            let is_next = after < day || (after == day && !way.is_empty());
            let is_mine = s.edge.kind != LineageKind::Transfer
                || field.is_some_and(|field| s.fields.contains(&field));
            is_next && is_mine && !way.contains(&s.edge.to)
        };
        let acts = self.acts.get(&unit)?;
        let day = acts.iter().find(concerns)?.edge.effective_on;
        let of_day: Vec<&Succession> = acts
            .iter()
            .filter(concerns)
            .filter(|s| s.edge.effective_on == day)
            .collect();
        let of = |kinds: &[LineageKind]| -> Vec<Heir> {
            of_day
                .iter()
                .filter(|s| kinds.contains(&s.edge.kind))
                .map(|s| (s.edge.to, weight(&s.edge)))
                .collect()
        };
        // What went over by name goes there; the rest goes with the unit.
        let transferred = of(&[LineageKind::Transfer]);
        if !transferred.is_empty() {
            return Some((day, transferred));
        }
        let mut heirs = of(&[LineageKind::Merge, LineageKind::Rename, LineageKind::Split]);
        if heirs.is_empty() {
            // Abolished: whoever took its work over has its figures.
            heirs = of(&[LineageKind::Dissolve]);
            heirs.retain(|(heir, _)| *heir != unit);
        }
        let is_split = of_day.iter().any(|s| s.edge.kind == LineageKind::Split);
        let lives_on = self.ended.get(&unit).is_none_or(|ended| *ended > day);
        // A unit from which another was taken keeps a part that nobody stated.
        if is_split && lives_on && !heirs.iter().any(|(heir, _)| *heir == unit) {
            heirs.push((unit, None));
        }
        Some((day, heirs))
    }
}

/// Who has the figures next, with the weight that the decision states.
type Heir = (UnitId, Option<u32>);

/// The weight of an heir; a negative one is none.
fn weight(edge: &Lineage) -> Option<u32> {
    edge.weight.and_then(|weight| u32::try_from(weight).ok())
}

/// Several heirs: by their weights if each has one, else nobody's.
fn shared(source: UnitId, parts: Vec<(Option<u32>, Route)>) -> Route {
    let stated: Option<Vec<u32>> = parts.iter().map(|(weight, _)| *weight).collect();
    match stated {
        Some(weights) if weights.iter().any(|w| *w > 0) => Route::Shared(
            weights
                .into_iter()
                .zip(parts)
                .map(|(weight, (_, route))| (weight, route))
                .collect(),
        ),
        _ => Route::Stays {
            source,
            heirs: parts.iter().flat_map(|(_, route)| route.ends()).collect(),
        },
    }
}

/// Shares a whole number by weights so that the parts add up to it exactly:
/// largest remainder, the earlier part first among equals.
///
/// Without any weight all goes to the first part.
#[must_use]
pub fn share_exactly(value: i64, weights: &[u32]) -> Vec<i64> {
    let sum: i128 = weights.iter().map(|w| i128::from(*w)).sum();
    if sum == 0 {
        let mut parts = vec![0; weights.len()];
        if let Some(first) = parts.first_mut() {
            *first = value;
        }
        return parts;
    }
    let (amount, sign) = (i128::from(value).abs(), i128::from(value.signum()));
    let mut parts: Vec<i128> = weights
        .iter()
        .map(|w| amount * i128::from(*w) / sum)
        .collect();
    let mut left = amount - parts.iter().sum::<i128>();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|n| std::cmp::Reverse(amount * i128::from(weights[*n]) % sum));
    for n in order {
        if left == 0 {
            break;
        }
        parts[n] += 1;
        left -= 1;
    }
    parts
        .into_iter()
        .map(|part| i64::try_from(part * sign).unwrap_or_default())
        .collect()
}

#[path = "recast_way.rs"]
mod way;

#[cfg(test)]
#[path = "recast_tests.rs"]
mod tests;
