//! The chasing ladder: on which days a unit is reminded by itself.

use crate::calendar::WorkCalendar;
use jiff::civil::Date;

/// Working days from the due day on which people are told; negative = before.
pub const LADDER: [i32; 5] = [-5, -2, 0, 1, 3];

/// Which step of the ladder falls on `today`, if one does. Steps fall on working
/// days only; a due day that is no working day counts as the next one.
#[must_use]
pub fn ladder_step(due_on: Date, today: Date, calendar: &WorkCalendar) -> Option<i32> {
    if !calendar.is_working_day(today) {
        return None;
    }
    let due_on = calendar.next_working_day(due_on);
    LADDER
        .into_iter()
        .find(|step| calendar.add_working_days(due_on, *step) == today)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_ladder_counts_in_working_days() {
        let calendar = WorkCalendar::built_in();
        let due = date(2026, 10, 5); // a Monday
        for (day, step) in [
            (date(2026, 9, 28), Some(-5)),
            (date(2026, 10, 1), Some(-2)),
            (date(2026, 10, 2), None),
            (date(2026, 10, 4), None),
            (date(2026, 10, 5), Some(0)),
            (date(2026, 10, 6), Some(1)),
            (date(2026, 10, 7), None),
            (date(2026, 10, 8), Some(3)),
        ] {
            assert_eq!(ladder_step(due, day, &calendar), step, "{day}");
        }
    }
}
