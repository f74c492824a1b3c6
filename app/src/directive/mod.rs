//! The register of directives: entered by people or taken from
//! texts read in, always confirmed by a person.

mod enter;
mod list;

pub use enter::{EnterDirective, complete, enter};
pub(crate) use enter::{prepare, store_prepared};
pub use list::{Calendar, CalendarLine, DirectivePage, calendar, history, list, show, walk};
