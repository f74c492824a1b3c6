//! What the tests share: [`TestApp`] with a temporary database, a clock that
//! stands still, actors and a small province; and [`db_test!`], which runs one
//! body on both databases.

mod crowd;
mod database;
mod province;
mod rounds;
mod test_app;

pub use database::{TestDatabase, on_chosen, on_postgres, on_sqlite, postgres_address};
pub use province::{Province, UNITS};
pub use rounds::{LATE_REASON, saying_why_late};
pub use test_app::{PASSWORD, TestApp};
