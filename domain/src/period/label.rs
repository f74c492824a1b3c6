//! How people call a period, in Vietnamese and English.

use super::{Period, PeriodKind};
use jiff::civil::Date;

const ROMAN: [&str; 4] = ["I", "II", "III", "IV"];

impl Period {
    /// Vietnamese name inside a sentence: "quý III năm 2026".
    #[must_use]
    pub fn label_vi(&self) -> String {
        let year = self.year;
        match self.kind {
            PeriodKind::Day => format!("ngày {}", day(self.from)),
            PeriodKind::Week => format!("tuần {} năm {year}", self.index),
            PeriodKind::Month => format!("tháng {} năm {year}", self.index),
            PeriodKind::Quarter => format!("quý {} năm {year}", self.roman()),
            PeriodKind::FirstHalf => format!("6 tháng đầu năm {year}"),
            PeriodKind::SecondHalf => format!("6 tháng cuối năm {year}"),
            PeriodKind::NineMonths => format!("9 tháng năm {year}"),
            PeriodKind::Year => format!("năm {year}"),
            PeriodKind::SchoolYear => format!("năm học {year}-{}", year + 1),
            PeriodKind::Term => format!("nhiệm kỳ {year}-{}", year + 5),
            PeriodKind::OneOff => {
                format!("từ ngày {} đến ngày {}", day(self.from), day(self.to))
            }
        }
    }

    /// English name: "quarter III of 2026".
    #[must_use]
    pub fn label_en(&self) -> String {
        let year = self.year;
        match self.kind {
            PeriodKind::Day => self.from.to_string(),
            PeriodKind::Week => format!("week {} of {year}", self.index),
            PeriodKind::Month => self.month_en(),
            PeriodKind::Quarter => format!("quarter {} of {year}", self.roman()),
            PeriodKind::FirstHalf => format!("first half of {year}"),
            PeriodKind::SecondHalf => format!("second half of {year}"),
            PeriodKind::NineMonths => format!("first nine months of {year}"),
            PeriodKind::Year => format!("year {year}"),
            PeriodKind::SchoolYear => format!("school year {year}–{}", year + 1),
            PeriodKind::Term => format!("term {year}–{}", year + 5),
            PeriodKind::OneOff => format!("{} to {}", self.from, self.to),
        }
    }

    /// Vietnamese name where the year is known: "quý III"; of a whole year as ever.
    #[must_use]
    pub fn label_in_year_vi(&self) -> String {
        let name = self.label_vi();
        let year = format!(" năm {}", self.year);
        match name.strip_suffix(year.as_str()) {
            Some(short) => short.to_owned(),
            None => name,
        }
    }

    /// What fits above a column, the same in both languages: "QIII/26",
    /// "9T/26", "2026".
    #[must_use]
    pub fn label_short(&self) -> String {
        let year = format!("{:02}", self.year % 100);
        match self.kind {
            PeriodKind::Day => self.from.strftime("%d/%m/%y").to_string(),
            PeriodKind::Week => format!("W{}/{year}", self.index),
            PeriodKind::Month => format!("T{}/{year}", self.index),
            PeriodKind::Quarter => format!("Q{}/{year}", self.roman()),
            PeriodKind::FirstHalf => format!("6T/{year}"),
            PeriodKind::SecondHalf => format!("6TC/{year}"),
            PeriodKind::NineMonths => format!("9T/{year}"),
            PeriodKind::Year => self.year.to_string(),
            PeriodKind::SchoolYear | PeriodKind::Term => {
                format!("{}–{:02}", self.year, self.to.year() % 100)
            }
            PeriodKind::OneOff => self.to.strftime("%d/%m/%y").to_string(),
        }
    }

    /// Vietnamese names of periods of one year, the year said once:
    /// "quý I, quý II, quý III năm 2026".
    #[must_use]
    pub fn list_vi(periods: &[Period]) -> String {
        list(periods, Period::label_vi, " năm ")
    }

    /// The same in English: "quarter I, quarter II, quarter III of 2026".
    #[must_use]
    pub fn list_en(periods: &[Period]) -> String {
        list(periods, Period::label_en, " of ")
    }

    fn roman(&self) -> &'static str {
        ROMAN[usize::from(self.index.clamp(1, 4) - 1)]
    }

    fn month_en(&self) -> String {
        // The last day lies in the named month in every scheme.
        self.to.strftime("%B %Y").to_string()
    }
}

/// Each name; the year stands only behind the last one of a row of one year.
fn list(periods: &[Period], name: fn(&Period) -> String, before_year: &str) -> String {
    let names: Vec<String> = periods
        .iter()
        .enumerate()
        .map(|(at, period)| {
            let full = name(period);
            let is_said_later = periods.get(at + 1).is_some_and(|p| p.year == period.year);
            let year = format!("{before_year}{}", period.year);
            match full.strip_suffix(&year) {
                Some(short) if is_said_later => short.to_owned(),
                _ => full,
            }
        })
        .collect();
    names.join(", ")
}

/// Day as written in Vietnam, without leading zeros.
fn day(date: Date) -> String {
    format!("{}/{}/{}", date.day(), date.month(), date.year())
}

#[cfg(test)]
mod tests {
    use super::super::Scheme;
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_part_of_a_known_year_is_named_without_it() {
        let of = |kind, n| Period::new(Scheme::Lich, kind, 2026, n).unwrap();
        let short = |kind, n| of(kind, n).label_in_year_vi();
        assert_eq!(short(PeriodKind::Quarter, 4), "quý IV");
        assert_eq!(short(PeriodKind::Month, 9), "tháng 9");
        assert_eq!(short(PeriodKind::SecondHalf, 1), "6 tháng cuối");
        assert_eq!(short(PeriodKind::Year, 1), "năm 2026");
    }

    #[test]
    fn a_column_has_a_short_name() {
        let short = |scheme, kind, n| Period::new(scheme, kind, 2026, n).unwrap().label_short();
        assert_eq!(short(Scheme::Lich, PeriodKind::Quarter, 3), "QIII/26");
        assert_eq!(short(Scheme::HanhChinh, PeriodKind::Month, 9), "T9/26");
        assert_eq!(short(Scheme::Lich, PeriodKind::NineMonths, 1), "9T/26");
        assert_eq!(short(Scheme::Lich, PeriodKind::Year, 1), "2026");
        assert_eq!(short(Scheme::NamHoc, PeriodKind::SchoolYear, 1), "2026–27");
    }

    #[test]
    fn a_row_of_periods_says_its_year_once() {
        let quarter = |year, n| Period::new(Scheme::Lich, PeriodKind::Quarter, year, n).unwrap();
        let row = [quarter(2026, 1), quarter(2026, 2), quarter(2026, 3)];
        assert_eq!(Period::list_vi(&row), "quý I, quý II, quý III năm 2026");
        assert_eq!(
            Period::list_en(&row),
            "quarter I, quarter II, quarter III of 2026"
        );
        let two = [quarter(2025, 4), quarter(2026, 1)];
        assert_eq!(Period::list_vi(&two), "quý IV năm 2025, quý I năm 2026");
    }

    #[test]
    fn each_kind_has_its_usual_name() {
        use PeriodKind::*;
        for (scheme, kind, index, vi, en) in [
            (
                Scheme::Lich,
                Week,
                47,
                "tuần 47 năm 2026",
                "week 47 of 2026",
            ),
            (
                Scheme::HanhChinh,
                Month,
                11,
                "tháng 11 năm 2026",
                "November 2026",
            ),
            (
                Scheme::Lich,
                Quarter,
                3,
                "quý III năm 2026",
                "quarter III of 2026",
            ),
            (
                Scheme::Lich,
                FirstHalf,
                1,
                "6 tháng đầu năm 2026",
                "first half of 2026",
            ),
            (
                Scheme::Lich,
                SecondHalf,
                1,
                "6 tháng cuối năm 2026",
                "second half of 2026",
            ),
            (
                Scheme::Lich,
                NineMonths,
                1,
                "9 tháng năm 2026",
                "first nine months of 2026",
            ),
            (Scheme::Lich, Year, 1, "năm 2026", "year 2026"),
            (
                Scheme::NamHoc,
                SchoolYear,
                1,
                "năm học 2026-2027",
                "school year 2026–2027",
            ),
            (
                Scheme::NhiemKy,
                Term,
                1,
                "nhiệm kỳ 2026-2031",
                "term 2026–2031",
            ),
        ] {
            let period = Period::new(scheme, kind, 2026, index).unwrap();
            assert_eq!(
                (period.label_vi().as_str(), period.label_en().as_str()),
                (vi, en)
            );
        }
        let day = Period::day(date(2026, 11, 2)).unwrap();
        assert_eq!(
            (day.label_vi().as_str(), day.label_en().as_str()),
            ("ngày 2/11/2026", "2026-11-02")
        );
        let span = Period::custom(date(2026, 1, 1), date(2026, 3, 31)).unwrap();
        assert_eq!(span.label_vi(), "từ ngày 1/1/2026 đến ngày 31/3/2026");
        assert_eq!(span.label_en(), "2026-01-01 to 2026-03-31");
    }
}
