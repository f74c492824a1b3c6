//! What a number in prose does not hold: periods of the year, and what cannot
//! be compared.

use super::{Numbers, Side};
use crate::Locale;
use crate::text::t_with;
use domain::consolidation::{Format, Reference, When};
use domain::id::UnitId;
use domain::indicator::IndicatorDef;

impl Side {
    /// Whether there are figures, and none that can be set beside those of the unit.
    fn is_incomparable(&self, unit: UnitId, code: &str) -> bool {
        self.figure(unit, code)
            .is_some_and(|figure| figure.is_incomparable)
    }
}

impl Numbers<'_> {
    /// A reference without a value: nothing is known yet, or it cannot be compared,
    /// which no report that is still to come mends.
    pub(super) fn written_gap(&self, reference: &Reference) -> String {
        let key = if self.is_incomparable(reference) {
            "doc.consolidation.incomparable_value"
        } else {
            "doc.consolidation.no_value"
        };
        t_with(Locale::Vi, key, &[("code", reference.indicator.clone())])
    }

    /// Whether a reference has no value because what it asks for cannot be compared:
    /// a unit that was divided, thresholds, a period that was zero.
    pub(in crate::consolidation) fn is_incomparable(&self, reference: &Reference) -> bool {
        let has_value = self.quoted(reference).value.is_some();
        !has_value && self.is_all_there(reference).unwrap_or_default()
    }

    /// Whether the figures that a reference sets beside each other are there.
    fn is_all_there(&self, reference: &Reference) -> Option<bool> {
        let def = self.def(reference)?;
        let unit = self.unit(reference)?;
        let side = self.side(reference.when);
        if side.is_some_and(|side| side.is_incomparable(unit, &def.code)) {
            return Some(true);
        }
        Some(match reference.format {
            Format::Change => {
                let now = self.this.total(unit, &def.code)?;
                let then = self.total(reference, unit, def)?;
                now.value.is_some() && then.value.is_some()
            }
            Format::OfPlan => self.is_plan_undecided(unit, def),
            Format::Number | Format::Measure | Format::Numerator | Format::Denominator => false,
        })
    }

    /// Of how many of its periods the year so far is, where a reference names it and
    /// some have no figure or cannot be compared: as in the appendix.
    pub(super) fn year_gap(&self, reference: &Reference, def: &IndicatorDef) -> Option<String> {
        let unit = self
            .unit(reference)
            .filter(|_| reference.when == When::YearToDate)?;
        let so_far = self.so_far(unit, def);
        let (with, all) = (so_far.periods_with_value, so_far.periods_expected);
        if with >= all {
            return None;
        }
        let mut earlier = self.tables.so_far.iter().flatten();
        let key = if earlier.any(|side| side.is_incomparable(unit, &def.code)) {
            "doc.consolidation.of_periods_incomparable"
        } else {
            "doc.consolidation.of_periods"
        };
        let args = [("with", with.to_string()), ("all", all.to_string())];
        Some(t_with(Locale::Vi, key, &args))
    }
}
