//! Reading what people type: days, times and units.

use domain::id::UnitId;
use domain::text::fold;
use domain::unit::Tree;
use jiff::civil::{Date, Time};

/// A day as browsers send it (2026-10-09) or as people write it (09/10/2026).
pub(crate) fn read_day(text: &str) -> Option<Date> {
    let text = text.trim();
    text.parse()
        .ok()
        .or_else(|| Date::strptime("%d/%m/%Y", text).ok())
}

/// An optional day: nothing typed is none; what is no day is an error.
pub(crate) fn read_opt_day(text: &str) -> Result<Option<Date>, ()> {
    match text.trim() {
        "" => Ok(None),
        text => read_day(text).map(Some).ok_or(()),
    }
}

/// An optional clock time, as 08:00 or 8h30.
pub(crate) fn read_opt_time(text: &str) -> Result<Option<Time>, ()> {
    let text = text.trim().replace(['h', 'H', 'g'], ":");
    match text.as_str() {
        "" => Ok(None),
        text => Time::strptime("%H:%M", text).map(Some).map_err(|_| ()),
    }
}

/// The unit that people name by its code, its name or its short name, marks
/// and case aside.
pub(crate) fn find_unit(tree: &Tree, text: &str) -> Option<UnitId> {
    let key = fold(text);
    if key.is_empty() {
        return None;
    }
    tree.units()
        .iter()
        .find(|u| fold(&u.code) == key || fold(&u.name) == key || fold(&u.short_name) == key)
        .map(|u| u.unit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    #[test]
    fn days_are_read_as_browsers_and_people_write_them() {
        for text in ["2026-10-09", " 09/10/2026 ", "9/10/2026"] {
            assert_eq!(read_day(text), Some(date(2026, 10, 9)), "{text}");
        }
        assert_eq!(read_opt_day(" "), Ok(None));
        assert_eq!(read_opt_day("mai"), Err(()));
    }

    #[test]
    fn clock_times_are_read_with_colon_or_h() {
        for text in ["08:30", "8:30", "8h30"] {
            assert_eq!(read_opt_time(text), Ok(Some(time(8, 30, 0, 0))), "{text}");
        }
        assert_eq!(read_opt_time("sáng"), Err(()));
    }
}
