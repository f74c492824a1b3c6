//! Conferences: states, agenda, attendance, conclusions.
//!
//! Not here: the tasks that conclusions become ([`crate::task`]), the notice as
//! a paper (`docgen`), who is invited (`store`).

mod agenda;
mod attendance;
mod conclusion;
mod state;
mod targets;

pub use agenda::{AgendaItem, AgendaKind, clock_times};
pub use attendance::{AttendanceState, HeadCount, is_voting_delegate};
pub use conclusion::{ConclusionDraft, ConclusionError, check_conclusion};
pub use state::{Act, ConferenceError, ConferenceState, Facts, Origin, next_state};
pub use targets::{InvitedList, Target, resolve};
