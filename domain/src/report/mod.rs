//! A unit's report: what it holds, its states, how it is returned.

mod body;
mod changes;
mod check;
mod diff;
mod entry;
mod returning;
mod seal;
mod state;
mod timeliness;

pub use body::{ReportBody, SectionText, TaskLine};
pub use changes::{CellChange, Changes, SectionChange, TaskChange, changes};
pub use check::{Past, Progress, Remark, count_words, progress, remarks};
pub use diff::{Change, DiffLine, Piece, diff_text};
pub use entry::{
    CellTrouble, NumberStyle, Part, ReadCells, Trouble, TypedCells, read_cells, read_typed,
};
pub use returning::{Mark, PlaceKind, ReturnKind, check_reason};
pub use state::{Act, ReportError, ReportState, next_state};
pub use timeliness::{BothTimely, Timeliness, WARN_DAYS, both_timely, counted_receipt, timeliness};
