//! Bytes or text in, value and findings out.
//!
//! Vietnamese normalisation, the grammar of document numbers, readers for txt,
//! html, docx, pdf and xlsx, and the reading of a whole document into a
//! [`reading::Reading`]. What is *not* here: files on disk, the clock, the
//! database, and any decision about what to do with a finding.

pub mod date;
pub mod finding;
pub mod form;
pub mod format;
pub mod number;
pub mod reading;
pub mod secrecy;
pub mod table;
pub mod text;

pub use finding::{Extracted, Finding, Place, Severity};
pub use number::{DocNumber, NumberSystem, find_numbers, parse_number};
pub use reading::{ReadOptions, Reading, read_document};
