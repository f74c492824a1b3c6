//! The working-day calendar that due days are counted on.

use domain::calendar::WorkCalendar;
use std::sync::LazyLock;

static BUILT_IN: LazyLock<WorkCalendar> = LazyLock::new(WorkCalendar::built_in);

/// Working days as announced, read once.
#[must_use]
pub fn calendar() -> &'static WorkCalendar {
    &BUILT_IN
}
