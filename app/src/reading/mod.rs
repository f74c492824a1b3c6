//! Reading documents in. A file is opened at the door (`door`): its text is
//! taken out, looked at for marks of secrecy and put in the queue; a job reads
//! it (`queue`); a person looks at what was understood (`show`, `suggest`) and
//! confirms it (`confirm`), and only then conference, directives, reviews, draft
//! tasks and observations are stored.

mod accepted;
mod check;
mod confirm;
mod door;
mod finding;
mod lead;
mod list;
mod meeting;
mod named;
mod queue;
mod show;
mod suggest;
mod term;
mod title;
mod told;

/// What a text says (the reading contract).
pub use extract::number::KnownDocument;
pub use extract::reading::{Document as NamedDocument, EventKind, Reading as Facts};
/// A conference by its name.
pub use store::conference::HeldOn;
/// The period a text reports on.
pub use store::reading::RecordedPeriod;

pub use accepted::{
    Accepted, AcceptedDocument, AcceptedFigure, AcceptedPerson, AcceptedResult, AcceptedReview,
    AcceptedTask, AcceptedText, Link,
};
pub use confirm::{Confirmed, confirm, drop_reading};
pub use door::{Preview, Taken, preview, take_in};
pub use finding::{finding_words, refusal_words};
pub use list::{Queue, QueueLine, Standing, find_line, list, next_waiting, office_of};
pub use meeting::{Meeting, same_day, sole_read};
pub(crate) use queue::AT_ONCE;
pub use queue::{read_one, read_queued};
pub use show::{Stored, Waiting, of_conference, period_words, semester_words, show, stored};
pub use suggest::{DocumentSuggestion, ReviewSuggestion, Suggestions, TaskSuggestion, suggest};
pub use suggest::{is_bare, sole_candidate};
pub use term::{term_of, without_term};
pub use title::{meeting_name, names_meeting};
pub use told::{Told, figure_words, told};
