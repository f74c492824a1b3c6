//! Rounds (*kỳ giao ban*): previewed, opened, looked at, closed.
//!
//! Not here: what a unit writes (`report`), more time (`extension`), messages to
//! late units (`message`).

mod board;
mod close;
mod counts;
mod list;
mod open;
mod open_due;
mod people;
mod preview;
mod then;
mod view;

pub(crate) use board::{Board, Boards};
pub use close::{close, reopen};
pub(crate) use counts::Counts;
pub use list::{RoundLine, get, get_by_code, history, list, list_at};
pub use open::open;
pub use open_due::open_due;
pub use people::{Staff, opener, staff};
pub use preview::{OpenRound, RoundPreview, Target, preview};
pub(crate) use then::{reports_on, rounds_on, was_there};
pub(crate) use view::arrivals;
pub use view::{
    Chain, Matrix, MatrixFilter, MatrixRow, RoundView, Step, StepState, chain, matrix, matrix_at,
    view, view_at,
};
