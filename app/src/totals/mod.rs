//! Live totals: what the reports of a round add up to
//! along the tree of its period, with coverage and the periods to compare with.
//!
//! Totals are derived, never stored: a table in memory per round is filled from
//! the versions that count and follows the journal ([`cache`]). Figures of an
//! earlier period are shown in the units of this one. What a total means
//! is in `domain::indicator`.

mod beside;
mod build;
mod by_row;
pub(crate) mod cache;
mod explain;
mod mapped;
mod moved;
mod names;
mod sides;
mod table;
mod territories;
mod today;
mod view;
mod warm;

pub use beside::{Change, Comparability};
pub use by_row::{RowCoverage, coverage_by_row};
pub use explain::{Explanation, Part, PartState, explain};
pub use mapped::{Before, Link, LinkAct, Linked, Mapped, Share, mapped};
pub use table::UnitReport;
pub use territories::territories;
pub use today::{Today, TodayColumn, TodayFigure, TodayRow, indicators, today};
pub use view::{By, Compared, IndicatorTotal, TotalsView, UnitRow, Units, totals, totals_in};
pub use warm::{keep_warm, warm};

/// Bytes that the tables in memory take.
#[must_use]
pub fn kept_bytes(app: &crate::App) -> usize {
    app.totals.bytes()
}

pub(crate) use beside::{Beside, becomes, beside};
pub(crate) use cache::TotalsCache;
pub(crate) use names::{missing, named, with_more};
pub(crate) use table::Table;
pub(crate) use view::{counted, coverage, of_table, row_units};
