//! Pictures where people would look rather than read: the progress of
//! submission, the heat table unit × period of timeliness, an indicator over its periods, its units in order and
//! on the map of tiles (ui.md 7). Each with the figures that it is drawn from.
//!
//! Figures come from rounds and totals, drawing is in `docgen::picture`; here
//! are the questions to both, and the words.

mod arrivals;
mod draw;
mod elsewhere;
mod indicator;
mod map;
mod timeliness;
mod words;

pub use arrivals::{arrival_sign, arrival_words, arrivals_note, drawn_arrivals, group_name};
pub use draw::{coverage_words, punctuality_class, shown_of};
pub use indicator::{IndicatorPicture, indicator};
pub use map::FOLDER;
pub use timeliness::{Round as TimelinessRound, TimelinessPicture, timeliness};
pub use words::{became_words, line_name, punctuality_legend, punctuality_sign, punctuality_words};

pub use draw::Drawn;
pub(crate) use draw::{drawn_chart, drawn_timeliness};
pub(crate) use indicator::chart_of;
pub(crate) use map::examine;
pub(crate) use timeliness::table_of;
