//! Between instants and civil days of Viet Nam.

use jiff::Timestamp;
use jiff::civil::{Date, Time, time};
use jiff::tz::Offset;

/// Viet Nam: +07:00 all year since 1975, so no time zone database is needed.
pub const VIETNAM: Offset = Offset::constant(7);

/// The civil day in Viet Nam at this instant.
#[must_use]
pub fn day_in_vietnam(instant: Timestamp) -> Date {
    VIETNAM.to_datetime(instant).date()
}

/// The last instant of a day in Viet Nam, to the microsecond that databases
/// keep: what was received at or before it is on time.
#[must_use]
pub fn end_of_day_in_vietnam(day: Date) -> Timestamp {
    let last = day.to_datetime(time(23, 59, 59, 999_999_000));
    // Only the last hours of year 9999 have no timestamp.
    VIETNAM.to_timestamp(last).unwrap_or(Timestamp::MAX)
}

/// The moment by which something due on a day must have arrived: the end of the
/// day in Viet Nam, or the hour that the regime states.
#[must_use]
pub fn due_moment(day: Date, by: Option<Time>) -> Timestamp {
    let end = end_of_day_in_vietnam(day);
    by.map_or(end, |hour| {
        VIETNAM.to_timestamp(day.to_datetime(hour)).unwrap_or(end)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_vietnamese_day_begins_at_seventeen_hours_utc() {
        let before: Timestamp = "2026-11-22T16:59:59.999999Z".parse().unwrap();
        let after: Timestamp = "2026-11-22T17:00:00Z".parse().unwrap();
        assert_eq!(day_in_vietnam(before), date(2026, 11, 22));
        assert_eq!(day_in_vietnam(after), date(2026, 11, 23));
    }

    /// the end of the day, unless the regime states an hour.
    #[test]
    fn r_3_5_the_due_moment_is_the_hour_that_is_stated_or_the_end_of_the_day() {
        let day = date(2026, 11, 22);
        let five = due_moment(day, Some(time(17, 0, 0, 0)));
        assert_eq!(five.to_string(), "2026-11-22T10:00:00Z");
        assert_eq!(due_moment(day, None), end_of_day_in_vietnam(day));
        let last = due_moment(Date::MAX, Some(time(23, 0, 0, 0)));
        assert_eq!(last, Timestamp::MAX);
    }

    #[test]
    fn a_day_ends_one_microsecond_before_the_next() {
        let end = end_of_day_in_vietnam(date(2026, 11, 22));
        assert_eq!(end.to_string(), "2026-11-22T16:59:59.999999Z");
        assert_eq!(day_in_vietnam(end), date(2026, 11, 22));
        assert_eq!(end_of_day_in_vietnam(Date::MAX), Timestamp::MAX);
    }
}
