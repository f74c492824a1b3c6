//! Days as people write them and as machines do.

use jiff::civil::Date;

/// A day written as 2026-07-01, 01/07/2026 or 1/7/2026. A year of two digits is
/// none: nobody can tell which century was meant.
#[must_use]
pub fn read_day(text: &str) -> Option<Date> {
    let text = text.trim();
    text.parse()
        .ok()
        .or_else(|| Date::strptime("%d/%m/%Y", text).ok())
        .filter(|day| day.year() >= 1000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_day_is_read_as_browsers_sheets_and_officials_write_it() {
        for text in ["2026-07-01", "01/07/2026", "1/7/2026", " 1/07/2026 "] {
            assert_eq!(read_day(text), Some(date(2026, 7, 1)), "{text}");
        }
        for text in ["", "mai", "1/7", "1/7/26", "31/6/2026", "7/13/2026"] {
            assert_eq!(read_day(text), None, "{text}");
        }
    }
}
