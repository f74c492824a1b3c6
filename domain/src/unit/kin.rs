//! Which units became one unit, and what of the lineage concerns them.
//!
//! A form looks back at the past of one unit: of thousands of acts a few matter.
//! Where figures go is in [`Mapping`](super::Mapping).

use super::{LineageKind, Succession};
use crate::id::UnitId;
use jiff::civil::Date;
use std::collections::{HashMap, HashSet};

/// The unit itself and all that became it, or gave it a field of work, by acts
/// after `since` and up to `on`; the unit first.
#[must_use]
pub fn forebears(acts: &[Succession], unit: UnitId, since: Date, on: Date) -> Vec<UnitId> {
    let mut found = vec![unit];
    let mut next = 0;
    while let Some(heir) = found.get(next).copied() {
        for act in acts.iter().filter(|act| act.edge.to == heir) {
            if is_between(act, since, on) && !found.contains(&act.edge.from) {
                found.push(act.edge.from);
            }
        }
        next += 1;
    }
    found
}

/// Of all acts and ends those that concern these units and whoever came after
/// them: a mapping made of them says of these units what one made of all says.
#[must_use]
pub fn concerning(
    acts: &[Succession],
    ended: &HashMap<UnitId, Date>,
    units: &[UnitId],
) -> (Vec<Succession>, HashMap<UnitId, Date>) {
    let (mut seen, mut open): (HashSet<UnitId>, _) = (HashSet::new(), units.to_vec());
    let mut kept = Vec::new();
    while let Some(unit) = open.pop() {
        if seen.insert(unit) {
            for act in acts.iter().filter(|act| act.edge.from == unit) {
                open.push(act.edge.to);
                kept.push(act.clone());
            }
        }
    }
    let of = |unit: &UnitId| Some((*unit, *ended.get(unit)?));
    (kept, seen.iter().filter_map(of).collect())
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
        let today = date(2025, 12, 31);
        let all = forebears(&acts, id(3), date(2025, 1, 1), today);
        assert_eq!(all, [id(3), id(2), id(4), id(1)]);
        assert_eq!(forebears(&acts, id(3), early, today).len(), 3);
        assert_eq!(forebears(&acts, id(3), early, date(2025, 6, 30)), [id(3)]);
        let ended = HashMap::from([(id(1), early), (id(9), early)]);
        let (of, gone) = concerning(&acts, &ended, &[id(1)]);
        assert_eq!(of.len(), 3, "1 into 2, 2 into 3, 3 into 6");
        assert_eq!(gone, HashMap::from([(id(1), early)]));
    }
}
