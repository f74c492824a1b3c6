//! How much of a form is answered. What is wrong with it is in [`super::check`].

use super::ReportBody;
use crate::indicator::Nature;
use crate::regime::{Asked, RegimeBody};
use serde::{Deserialize, Serialize};

/// Words of a text, as the counter beside a section shows them.
#[must_use]
pub fn count_words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// How much of a form is answered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Sections with a text or a nil answer.
    pub sections_done: usize,
    /// Sections that the unit writes.
    pub sections: usize,
    /// Indicators with a number.
    pub cells_done: usize,
    /// Indicators that the unit fills in.
    pub cells: usize,
}

/// Counts what is answered; a nil form is answered as a whole.
#[must_use]
pub fn progress(regime: &RegimeBody, asked: Asked<'_>, body: &ReportBody) -> Progress {
    let is_said = |code: &str| {
        body.section(code)
            .is_some_and(|s| s.is_nil || !s.text.trim().is_empty())
    };
    // A plan is no result, so totals would still miss the figure.
    let is_filled = |code: &str| {
        let cell = body.values.get(code);
        cell.is_some_and(|cell| !cell.is_empty() && cell.nature != Nature::Plan)
    };
    let sections = regime.sections_for(asked.unit).count();
    let cells = regime.indicators_for(asked).count();
    if body.is_nil {
        return Progress {
            sections_done: sections,
            sections,
            cells_done: cells,
            cells,
        };
    }
    Progress {
        sections_done: regime
            .sections_for(asked.unit)
            .filter(|s| is_said(&s.code))
            .count(),
        sections,
        cells_done: regime
            .indicators_for(asked)
            .filter(|i| is_filled(&i.code))
            .count(),
        cells,
    }
}
