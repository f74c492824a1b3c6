//! The register of directives: entered by people or taken from
//! texts read in, always confirmed by a person.

mod candidates;
mod cite;
mod complete;
mod enter;
mod list;
mod mention;
mod places;
mod review;

pub(crate) use candidates::{Said, candidates};
pub use cite::{Cited, cite};
pub use complete::complete;
pub(crate) use complete::fill_empty;
pub use enter::{EnterDirective, enter};
pub(crate) use enter::{Prepared, fold_symbol, prepare, says_name_alone, store_prepared};
pub use list::{
    Calendar, CalendarLine, DirectivePage, calendar, history, list, list_at, show, walk,
};
pub use mention::{follow_mentions, rebuild_mentions};
pub use places::{CitedIn, Place, PlaceAt};
