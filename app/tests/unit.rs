//! Units over time: acts of reorganisation and what moves with them.

#[path = "unit/atomic.rs"]
mod atomic;
mod common;
#[path = "unit/due.rs"]
mod due;
#[path = "unit/import.rs"]
mod import;
#[path = "unit/made.rs"]
mod made;
#[path = "unit/meeting.rs"]
mod meeting;
#[path = "unit/open.rs"]
mod open;
#[path = "unit/refusals.rs"]
mod refusals;
mod reporting;
#[path = "unit/scopes.rs"]
mod scopes;
#[path = "unit/tree.rs"]
mod tree;
