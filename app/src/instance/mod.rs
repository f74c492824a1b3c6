//! The instance itself: setting it up, who operates it, whether it is sound.

mod doctor;
mod init;
mod operator;
mod verify;

pub use doctor::{Check, Level, ask_database, examine};
pub use init::{Initialised, NewInstance, init, prepare};
pub use operator::{OPERATOR, operator};
pub use verify::{Soundness, verify};
