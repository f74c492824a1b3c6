//! Reading documents in: a file becomes facts, a person confirms them, and only
//! then a past conference and entries of the register are stored.

mod confirm;
mod take_in;

/// A document that a text names (the reading contract).
pub use extract::reading::Document as NamedDocument;

pub use confirm::{Accepted, AcceptedDocument, Confirmed, confirm, drop_reading};
pub use take_in::{Taken, Waiting, list, show, take_in};
