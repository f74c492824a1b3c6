//! A unit's report: what it holds, its states, how it is returned.

mod body;
mod state;

pub use body::{ReportBody, SectionText, TaskLine};
pub use state::{Act, ReportError, ReportState, next_state};
