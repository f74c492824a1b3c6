//! A unit's report: what it holds, its states, how it is returned.

mod body;
mod state;
mod timeliness;

pub use body::{ReportBody, SectionText, TaskLine};
pub use state::{Act, ReportError, ReportState, next_state};
pub use timeliness::{BothTimely, Timeliness, WARN_DAYS, both_timely, counted_receipt, timeliness};
