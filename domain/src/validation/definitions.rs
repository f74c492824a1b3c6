//! The indicators that a report is asked for, found by code: a report of two
//! hundred figures has some six hundred rules, each of which asks for several.

use crate::indicator::IndicatorDef;
use std::collections::HashMap;

/// Definitions valid for a period, in the order of the form.
#[derive(Debug, Clone, Default)]
pub struct Definitions {
    all: Vec<IndicatorDef>,
    by_code: HashMap<String, usize>,
}

impl Definitions {
    /// Of these.
    #[must_use]
    pub fn new(all: Vec<IndicatorDef>) -> Self {
        let codes = all.iter().enumerate();
        let by_code = codes.map(|(n, def)| (def.code.clone(), n)).collect();
        Self { all, by_code }
    }

    /// All of them.
    #[must_use]
    pub fn all(&self) -> &[IndicatorDef] {
        &self.all
    }

    /// The one with this code.
    #[must_use]
    pub fn get(&self, code: &str) -> Option<&IndicatorDef> {
        self.all.get(*self.by_code.get(code)?)
    }
}
