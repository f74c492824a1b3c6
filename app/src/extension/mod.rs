//! More time: units ask, the office decides, both days stay on record.
//! A request that waits can be taken back by the unit.
//!
//! The two helpers [`record_ask`] and [`record_decision`] serve tasks as well;
//! what a decision means for a task is in `task`.

mod ask;
mod decide;
mod grant;
mod list;
mod then;
mod withdraw;

pub use ask::{AskExtension, Asked, ask, record_ask};
pub use decide::{DecideExtension, decide, record_decision};
pub use grant::{GrantToMany, grant_to_many};
pub use list::{ExtensionLine, Since, list_waiting, list_waiting_at, of_report};
pub use withdraw::withdraw;
