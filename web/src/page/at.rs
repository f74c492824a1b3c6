//! Lists as the units were on a day: `?ngay=2025-06-30`, today if nothing
//! or no day is asked for; `?at=2025-06-30` is the same, as programs ask (each list's
//! choice has it as another name of its field). What a list shows of that day is not
//! here.

use crate::Layout;
use crate::input::read_day;
use jiff::civil::Date;

/// The day of a list.
#[derive(Debug, Clone, Copy)]
pub(crate) struct At {
    today: Date,
    asked: Option<Date>,
}

impl At {
    pub(crate) fn read(typed: Option<&str>, today: Date) -> Self {
        let asked = typed.and_then(read_day).filter(|day| *day != today);
        Self { today, asked }
    }

    /// The day by which units are read.
    pub(crate) fn day(self) -> Date {
        self.asked.unwrap_or(self.today)
    }

    /// The day, where it is another than today.
    pub(crate) fn other(self) -> Option<Date> {
        self.asked
    }

    /// What an address of the same list carries: nothing for today.
    pub(crate) fn part(self) -> String {
        let asked = self.asked.map(|day| format!("&ngay={day}"));
        asked.unwrap_or_default()
    }

    /// The same of an address that carries nothing else.
    pub(crate) fn query(self) -> String {
        let asked = self.asked.map(|day| format!("?ngay={day}"));
        asked.unwrap_or_default()
    }

    /// What [`At::part`] says, inside HTML.
    pub(crate) fn html_part(self) -> String {
        self.part().replace('&', "&amp;")
    }

    /// As the field of a form holds it.
    pub(crate) fn value(self) -> String {
        self.asked.map(|day| day.to_string()).unwrap_or_default()
    }

    /// What the list says of its day; nothing for today.
    pub(crate) fn words(self, l: &Layout, key: &str) -> Option<String> {
        self.asked.map(|day| l.t1(key, "day", l.date(&day)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn r_1_1_a_list_is_of_today_until_another_day_is_asked_for() {
        let today = date(2026, 10, 5);
        let at = |typed| At::read(typed, today);
        for typed in [None, Some(""), Some("hôm qua"), Some("2026-10-05")] {
            assert_eq!((at(typed).day(), at(typed).part()), (today, String::new()));
        }
        let past = at(Some("30/6/2025"));
        assert_eq!(past.day(), date(2025, 6, 30));
        assert_eq!(past.part(), "&ngay=2025-06-30");
        assert_eq!(past.query(), "?ngay=2025-06-30");
        assert!(at(None).query().is_empty());
    }
}
