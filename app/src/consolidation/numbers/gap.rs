//! What a number in prose does not hold: periods of the year.

use super::Numbers;
use crate::Locale;
use crate::text::t_with;
use domain::consolidation::{Reference, When};
use domain::indicator::IndicatorDef;

impl Numbers<'_> {
    /// Of how many of its periods the year so far is, where a reference names it and
    /// some have no figure or cannot be compared: as in the appendix.
    pub(super) fn year_gap(&self, reference: &Reference, def: &IndicatorDef) -> Option<String> {
        let unit = self
            .unit(reference)
            .filter(|_| reference.when == When::YearToDate)?;
        let so_far = self.so_far(unit, def);
        let (with, all) = (so_far.periods_with_value, so_far.periods_expected);
        let args = [("with", with.to_string()), ("all", all.to_string())];
        let key = "doc.consolidation.of_periods";
        (with < all).then(|| t_with(Locale::Vi, key, &args))
    }
}
