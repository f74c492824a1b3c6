//! By which acts the figures of a unit came to others, for the table that says so
//! . Where they go is [`Mapping::route`].

use super::{Mapping, Succession};
use crate::field::Field;
use crate::id::UnitId;
use crate::unit::LineageKind;
use jiff::civil::Date;

impl Mapping {
    /// The successions along which the figures of `unit` in `field` go, oldest first;
    /// without a field, those of the figures that no transfer of a field concerns.
    #[must_use]
    pub fn way(&self, unit: UnitId, field: Option<Field>) -> Vec<&Succession> {
        let mut found = Vec::new();
        let after = self.last_day(unit);
        self.follow(unit, field, after, &mut Vec::new(), &mut found);
        found.sort_by_key(|act| act.edge.effective_on);
        found
    }

    fn follow<'a>(
        &'a self,
        unit: UnitId,
        field: Option<Field>,
        after: Date,
        way: &mut Vec<UnitId>,
        found: &mut Vec<&'a Succession>,
    ) {
        let Some((day, heirs)) = self.next_act(unit, field, after, way) else {
            return;
        };
        for act in self.acts.get(&unit).into_iter().flatten() {
            let is_mine = act.edge.kind != LineageKind::Transfer
                || field.is_some_and(|field| act.fields.contains(&field));
            let is_next =
                act.edge.effective_on == day && heirs.iter().any(|(heir, _)| *heir == act.edge.to);
            if is_mine && is_next && !found.contains(&act) {
                found.push(act);
            }
        }
        way.push(unit);
        for (heir, _) in &heirs {
            if *heir == unit {
                // It goes on itself: only later acts concern it.
                self.follow(unit, field, day, &mut Vec::new(), found);
            } else {
                self.follow(*heir, field, day, way, found);
            }
        }
        way.pop();
    }
}
