//! Which units became one unit, and what of the lineage concerns them.
//!
//! A form looks back at the past of one unit: of thousands of acts a few matter.
//! Where figures go is in [`Mapping`](super::Mapping).

use super::{LineageKind, Succession};
use crate::id::UnitId;
use jiff::civil::Date;
use std::collections::{HashMap, HashSet};

/// The acts by the units that they concern, so that one unit's are found without
/// looking at all.
#[derive(Debug, Clone, Default)]
pub struct Kin {
    into: HashMap<UnitId, Vec<usize>>,
    out_of: HashMap<UnitId, Vec<usize>>,
}

impl Kin {
    /// Of these acts; the other questions are asked with the same.
    #[must_use]
    pub fn new(acts: &[Succession]) -> Self {
        let mut kin = Self::default();
        for (n, act) in acts.iter().enumerate() {
            kin.into.entry(act.edge.to).or_default().push(n);
            kin.out_of.entry(act.edge.from).or_default().push(n);
        }
        kin
    }

    /// What came after a unit, act by act.
    pub fn after<'a>(
        &'a self,
        acts: &'a [Succession],
        unit: UnitId,
    ) -> impl Iterator<Item = &'a Succession> {
        of(&self.out_of, acts, unit)
    }

    /// The unit itself and all that became it, or gave it a field of work, by
    /// acts after `since` and up to `on`; the unit first.
    #[must_use]
    pub fn forebears(
        &self,
        acts: &[Succession],
        unit: UnitId,
        since: Date,
        on: Date,
    ) -> Vec<UnitId> {
        let mut found = vec![unit];
        let mut next = 0;
        while let Some(heir) = found.get(next).copied() {
            for act in of(&self.into, acts, heir) {
                if is_between(act, since, on) && !found.contains(&act.edge.from) {
                    found.push(act.edge.from);
                }
            }
            next += 1;
        }
        found
    }

    /// The act by which one ended unit and nobody else became this one, and this one
    /// alone: a unit that goes on under a new id. Whether it stood before that day
    /// the acts do not say.
    #[must_use]
    pub fn sole<'a>(
        &'a self,
        acts: &'a [Succession],
        ended: &HashMap<UnitId, Date>,
        unit: UnitId,
        on: Date,
    ) -> Option<&'a Succession> {
        let is_whole = |act: &&Succession| act.edge.kind != LineageKind::Transfer;
        let mut into = of(&self.into, acts, unit).filter(|a| is_between(a, Date::MIN, on));
        let act = into.clone().find(is_whole)?;
        let day = act.edge.effective_on;
        // A field of work that comes later comes to a unit that stands already.
        let is_alone =
            into.all(|a| std::ptr::eq(a, act) || (!is_whole(&a) && day < a.edge.effective_on));
        let mut out = self.after(acts, act.edge.from).filter(is_whole);
        let is_only_heir = out.all(|a| a.edge.to == unit);
        let has_ended = ended.get(&act.edge.from) == Some(&day);
        (is_alone && is_only_heir && has_ended).then_some(act)
    }

    /// Of all acts and ends those that concern these units and whoever came after
    /// them: a mapping made of them says of these units what one made of all says.
    #[must_use]
    pub fn concerning(
        &self,
        acts: &[Succession],
        ended: &HashMap<UnitId, Date>,
        units: &[UnitId],
    ) -> (Vec<Succession>, HashMap<UnitId, Date>) {
        let (mut seen, mut open): (HashSet<UnitId>, _) = (HashSet::new(), units.to_vec());
        let mut kept = Vec::new();
        while let Some(unit) = open.pop() {
            if seen.insert(unit) {
                for act in self.after(acts, unit) {
                    open.push(act.edge.to);
                    kept.push(act.clone());
                }
            }
        }
        let end = |unit: &UnitId| Some((*unit, *ended.get(unit)?));
        (kept, seen.iter().filter_map(end).collect())
    }
}

fn of<'a>(
    index: &'a HashMap<UnitId, Vec<usize>>,
    acts: &'a [Succession],
    unit: UnitId,
) -> impl Iterator<Item = &'a Succession> + Clone {
    let places = index.get(&unit).into_iter().flatten();
    places.filter_map(|n| acts.get(*n))
}

fn is_between(act: &Succession, since: Date, on: Date) -> bool {
    let day = act.edge.effective_on;
    act.edge.kind != LineageKind::Establish && since < day && day <= on
}

#[cfg(test)]
mod tests {
    use super::super::Lineage;
    use super::*;
    use jiff::civil::date;
    use uuid::Uuid;

    fn id(n: u128) -> UnitId {
        UnitId(Uuid::from_u128(n))
    }

    fn act(from: u128, to: u128, kind: LineageKind, effective_on: Date) -> Succession {
        Succession {
            edge: Lineage {
                from: id(from),
                to: id(to),
                kind,
                effective_on,
                legal_basis: String::new(),
                weight: None,
            },
            fields: Vec::new(),
        }
    }

    /// through several acts, and only those of the time between.
    #[test]
    fn the_units_that_became_one_are_found_through_several_acts() {
        let (early, late) = (date(2025, 2, 15), date(2025, 7, 1));
        let acts = [
            act(1, 2, LineageKind::Merge, early),
            act(2, 3, LineageKind::Merge, late),
            act(4, 3, LineageKind::Merge, late),
            act(5, 3, LineageKind::Establish, late),
            act(3, 6, LineageKind::Split, date(2026, 1, 1)),
        ];
        let (kin, today) = (Kin::new(&acts), date(2025, 12, 31));
        let of_third = |since, on| kin.forebears(&acts, id(3), since, on);
        let all = of_third(date(2025, 1, 1), today);
        assert_eq!(all, [id(3), id(2), id(4), id(1)]);
        assert_eq!(of_third(early, today).len(), 3);
        assert_eq!(of_third(early, date(2025, 6, 30)), [id(3)]);
        assert_eq!(kin.after(&acts, id(2)).count(), 1);
        let ended = HashMap::from([(id(1), early), (id(9), early)]);
        let (of, gone) = kin.concerning(&acts, &ended, &[id(1)]);
        assert_eq!(of.len(), 3, "1 into 2, 2 into 3, 3 into 6");
        assert_eq!(gone, HashMap::from([(id(1), early)]));
    }

    /// one that ended and one that came of it are the same under a new id.
    #[test]
    fn a_unit_goes_on_in_another_only_where_it_ended_and_nobody_else_came_to_it() {
        let (day, later) = (date(2025, 7, 1), date(2026, 1, 1));
        let sole = |acts: &[Succession], unit: u128, ended: &[u128]| {
            let ended = ended.iter().map(|n| (id(*n), day)).collect();
            let kin = Kin::new(acts);
            kin.sole(acts, &ended, id(unit), date(2026, 12, 31))
                .map(|act| act.edge.from)
        };
        let one = act(1, 2, LineageKind::Merge, day);
        assert_eq!(sole(std::slice::from_ref(&one), 2, &[1]), Some(id(1)));
        assert_eq!(
            sole(std::slice::from_ref(&one), 2, &[]),
            None,
            "it stands beside"
        );
        let split = [one.clone(), act(1, 3, LineageKind::Split, day)];
        assert_eq!(sole(&split, 2, &[1]), None, "two heirs");
        let merge = [one.clone(), act(4, 2, LineageKind::Merge, day)];
        assert_eq!(sole(&merge, 2, &[1, 4]), None, "two came together");
        let field = |on| [one.clone(), act(4, 2, LineageKind::Transfer, on)];
        assert_eq!(sole(&field(day), 2, &[1]), None, "a field came with it");
        assert_eq!(sole(&field(later), 2, &[1]), Some(id(1)));
        let grown = [one, act(4, 2, LineageKind::Merge, later)];
        assert_eq!(sole(&grown, 2, &[1]), None, "it has grown since");
    }
}
