//! What a regime's rules ask of one kind of unit, made ready once: thousands of
//! units are asked the same, and each report is checked whenever it is shown.

use super::words::Names;
use crate::indicator::Cell;
use crate::regime::{Asked, RegimeBody};
use crate::validation::{Definitions, Facts, Figures, Finding, Rule, check_all};
use std::collections::HashMap;

/// The checks of a regime version for whoever is asked the same.
#[derive(Debug)]
pub struct Checking {
    /// The indicators that are asked for.
    pub(super) definitions: Definitions,
    /// The rules over them.
    pub(super) rules: Vec<Rule>,
    /// Those that one cell decides and that block signing, by its indicator.
    alone: HashMap<String, Vec<Rule>>,
    /// How texts name them.
    pub(super) names: Names,
}

impl Checking {
    /// Of these rules, for this unit and kind of period.
    #[must_use]
    pub fn of(regime: &RegimeBody, asked: Asked<'_>) -> Self {
        let definitions: Vec<_> = regime.indicators_for(asked).cloned().collect();
        let rules = regime.checks.rules_for(&definitions);
        let mut alone: HashMap<String, Vec<Rule>> = HashMap::new();
        for rule in &rules {
            if let Some(code) = rule.blocks_by() {
                alone.entry(code).or_default().push(rule.clone());
            }
        }
        Self {
            rules,
            alone,
            names: Names::of(&definitions),
            definitions: Definitions::new(definitions),
        }
    }

    /// What blocks the signing of every report that holds this cell, whatever else it
    /// holds: a negative count, a value beyond a bound that blocks.
    #[must_use]
    pub fn blocked_by(&self, code: &str, cell: &Cell) -> Vec<Finding> {
        let Some(rules) = self.alone.get(code) else {
            return Vec::new();
        };
        let now = Figures::from([(code.to_owned(), cell.clone())]);
        let facts = Facts {
            definitions: &self.definitions,
            now: &now,
            previous: None,
            last_year: None,
            cumulative_before: None,
            parts: None,
        };
        check_all(rules, &facts)
    }
}
