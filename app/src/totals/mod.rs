//! Live totals: what the reports of a round add up to
//! along the tree of its period, with coverage and the periods to compare with.
//!
//! Totals are derived, never stored: a table in memory per round is filled from
//! the versions that count and follows the journal ([`cache`]). What a total
//! means is in `domain::indicator`.

pub(crate) mod cache;
mod explain;
mod table;
mod view;

pub use explain::{Explanation, Part, PartState, explain};
pub use table::UnitReport;
pub use view::{By, IndicatorTotal, TotalsView, UnitRow, totals};

pub(crate) use cache::TotalsCache;
pub(crate) use table::Table;
pub(crate) use view::{coverage, of_table, sibling};
