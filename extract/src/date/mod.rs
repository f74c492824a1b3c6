//! Vietnamese civil dates and reporting periods in text. Not here: the
//! calendar of reporting regimes (which days a quarter covers), that is the
//! domain's; nor instants.

mod find;
mod month;
mod period;
mod wording;

pub use find::{FoundDate, find_dates, single_date};
pub(crate) use find::{dates_among, day_at};
pub(crate) use period::periods_among;
pub use period::{FoundPeriod, PeriodKind, find_periods};
