//! Rounds (*kỳ giao ban*): previewed, opened, added to, looked at, closed.
//!
//! Not here: what a unit writes (`report`), more time (`extension`), messages to
//! late units (`message`).

mod add;
mod board;
mod close;
mod counts;
mod counts_then;
mod links;
mod list;
mod open;
mod open_due;
mod people;
mod preview;
mod then;
mod unlisted;
mod unlisted_kept;
mod view;

pub use add::{AddUnits, add_units};
pub(crate) use board::{Board, Boards};
pub use close::{close, reopen};
pub(crate) use counts::Counts;
pub(crate) use links::{days_of_links, open_day};
pub use list::{RoundLine, get, get_by_code, history, list, list_at};
pub use open::open;
pub use open_due::open_due;
pub use people::{Staff, opener, staff};
pub use preview::{OpenRound, RoundPreview, Target, preview};
pub(crate) use then::{reports_on, rounds_on, was_there};
pub use unlisted::{Missing, Unlisted, Unnamed, unlisted, unlisted_of_all};
pub(crate) use unlisted_kept::{Differing, compare, named};
pub(crate) use view::arrivals;
pub use view::{
    Chain, LinkDay, Matrix, MatrixFilter, MatrixRow, RoundView, Step, StepState, chain, matrix,
    matrix_at, view, view_at,
};
