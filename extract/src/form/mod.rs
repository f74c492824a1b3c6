//! The filled report form (.xlsx): cells bound by defined names, so that rows
//! and columns may move. Not here: writing the template (`docgen`), and whether
//! a value fits its indicator (`domain`).

mod address;
mod decimal;
mod read;

pub(crate) use decimal::exact_decimal;
pub(crate) use read::iso_day;
pub use read::{CellContent, FilledForm, FormCell, read_form};
