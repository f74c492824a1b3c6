//! What a regime's rules ask of one kind of unit, made ready once: thousands of
//! units are asked the same, and each report is checked whenever it is shown.

use super::words::Names;
use crate::regime::{Asked, RegimeBody};
use crate::validation::{Definitions, Rule};

/// The checks of a regime version for whoever is asked the same.
#[derive(Debug)]
pub struct Checking {
    /// The indicators that are asked for.
    pub(super) definitions: Definitions,
    /// The rules over them.
    pub(super) rules: Vec<Rule>,
    /// How texts name them.
    pub(super) names: Names,
}

impl Checking {
    /// Of these rules, for this unit and kind of period.
    #[must_use]
    pub fn of(regime: &RegimeBody, asked: Asked<'_>) -> Self {
        let definitions: Vec<_> = regime.indicators_for(asked).cloned().collect();
        Self {
            rules: regime.checks.rules_for(&definitions),
            names: Names::of(&definitions),
            definitions: Definitions::new(definitions),
        }
    }
}
