//! The instance itself: setting it up, bringing it up to a new version, who operates
//! it, whether it is sound.

mod doctor;
mod init;
mod operator;
mod upgrade;
mod verify;

pub use doctor::{Check, Level, ask_database, examine};
pub use init::{Initialised, NewInstance, init, prepare};
pub use operator::{OPERATOR, operator};
pub use upgrade::{back_up, upgrade};
pub use verify::{Soundness, verify};
