//! A unit's report: what it holds, its states, how it is returned.

mod arrival;
mod body;
mod changes;
mod check;
mod checking;
mod diff;
mod entry;
mod figures;
mod headings;
mod lateness;
mod measure;
mod merge;
mod paper;
mod paste;
mod progress;
mod punctuality;
mod quote;
mod returning;
mod said;
mod seal;
mod state;
mod timeliness;
mod words;

pub use arrival::Arrival;
pub use body::{EvidenceFile, ReportBody, SectionText, TaskLine};
pub use changes::{CellChange, Changes, FileChange, SectionChange, TaskChange, changes};
pub use check::{Past, Remark, remarks};
pub use checking::Checking;
pub use diff::{Change, DiffLine, Piece, diff_text};
pub use entry::{
    CellTrouble, Figure, NumberStyle, Part, ReadCells, Trouble, TypedCells, read_cells, read_part,
    read_typed,
};
pub use headings::{CutPaper, cut_paper};
pub use lateness::{LATE_REASON, check_late_reason, needs_late_reason};
pub use merge::{Joined, LATE_PLACE, NIL_PLACE, Writing, join};
pub use paper::{
    PAPER_NOTE, PaperError, PaperReceipt, check_paper_day, check_paper_note, may_note_paper,
};
pub use paste::{PasteRefusal, Pasted, read_block};
pub use progress::{Progress, count_words, progress};
pub use punctuality::{Punctuality, punctuality};
pub use quote::Quotes;
pub use returning::{
    AWAITS_FINAL, CommentKind, Mark, PlaceKind, ReturnKind, awaits_final, check_reason,
};
pub use state::{
    Act, LOCKED, ReportError, ReportState, exempted, is_locked, next_state, reopened, shown_state,
    unexempted,
};
pub use timeliness::{
    BothTimely, DueDays, Timeliness, WARN_DAYS, both_timely, counted_receipt, timeliness,
};
