//! Checks of a report's figures: rules as data and outliers.
//!
//! A rule compares two expressions over indicator codes. Its findings are codes
//! only; the words shown to people are in the text catalogues. Rules are plain
//! data, so that the browser can evaluate the same JSON without network.
//! Not here: checks inside one definition or one typed number (`indicator`,
//! `number`).

mod checks;
mod definitions;
mod expression;
mod formula;
mod outlier;
mod rule;
mod starter;

pub use checks::{Bound, CheckDefect, Checks, Packed, pack, standard_checks, unpack};
pub use definitions::Definitions;
pub use expression::{Expression, Facts, Figures, When};
pub use formula::{FormulaError, read_formula, write_formula};
pub use outlier::{MIN_HISTORY, Outlier, OutlierTest, test_outlier, test_threshold};
pub use rule::{Finding, Importance, MissingStrategy, Operator, Rule, check, check_all};
pub use starter::{STARTER_CODES, StarterSettings, goes_with, starter_rules};
