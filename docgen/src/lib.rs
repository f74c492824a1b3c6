//! Model and format profile in, bytes out: DOCX, PDF, XLSX, pictures, iCalendar, feeds.
//!
//! Everything here is a pure function. The same input gives the same bytes
//! (R-4.8): there is no clock, no randomness and no file access; dates come
//! from the model and fonts come in as bytes.
//!
//! The way of an official document:
//!
//! ```text
//! OfficialDocument + FormatProfile ──compose──► Sheet ──► docx::write
//!                                                    ├──► pdf::write
//!                                                    └──► text::plain_text
//! ```
//!
//! `compose` is the only place that spells numbers, dates, capacities and end
//! marks, so that no writer can differ from another in words.
//!
//! Not here: which figures go into a document (crate `app`), the HTML view
//! (crate `web`), reading files (crate `extract`).

pub mod calendar;
pub mod compose;
pub mod docx;
pub mod error;
pub mod feed;
pub mod model;
pub mod pdf;
pub mod picture;
pub mod profile;
pub mod text;
pub mod xlsx;

pub use compose::{Sheet, compose};
pub use error::{DocError, Problem};
pub use model::OfficialDocument;
pub use profile::{FormatProfile, IssuerKind};
