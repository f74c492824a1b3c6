//! Codes such as `lich-Q3-2026`, for addresses, files and imports.

use super::{Period, PeriodError, PeriodKind, Scheme};
use jiff::civil::Date;
use std::str::FromStr;

impl Period {
    /// Stable code: scheme, kind with index, year (`hanh_chinh-M11-2026`,
    /// `lich-9M-2026`); days and custom spans carry their dates
    /// (`lich-D-20261122`, `custom-X-20260101-20260331`).
    #[must_use]
    pub fn code(&self) -> String {
        let scheme = self.scheme.code();
        let kind = letters(self.kind);
        let compact = |day: Date| day.strftime("%Y%m%d").to_string();
        match self.kind {
            PeriodKind::Day => format!("{scheme}-{kind}-{}", compact(self.from)),
            PeriodKind::OneOff => {
                format!(
                    "{scheme}-{kind}-{}-{}",
                    compact(self.from),
                    compact(self.to)
                )
            }
            PeriodKind::Week | PeriodKind::Month | PeriodKind::Quarter => {
                format!("{scheme}-{kind}{}-{}", self.index, self.year)
            }
            _ => format!("{scheme}-{kind}-{}", self.year),
        }
    }
}

fn letters(kind: PeriodKind) -> &'static str {
    match kind {
        PeriodKind::Day => "D",
        PeriodKind::Week => "W",
        PeriodKind::Month => "M",
        PeriodKind::Quarter => "Q",
        PeriodKind::FirstHalf => "H1",
        PeriodKind::SecondHalf => "H2",
        PeriodKind::NineMonths => "9M",
        PeriodKind::Year => "Y",
        PeriodKind::SchoolYear => "SY",
        PeriodKind::Term => "T",
        PeriodKind::OneOff => "X",
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Period, PeriodError> {
        let mut fields = text.split('-');
        let mut field = || fields.next().ok_or(PeriodError::Code);
        let scheme = Scheme::from_code(field()?).ok_or(PeriodError::Code)?;
        let (kind, when) = (field()?, field()?);
        let last = fields.next();
        let day = |text: &str| Date::strptime("%Y%m%d", text).map_err(|_| PeriodError::Code);
        let period = match (kind, last) {
            ("D", None) => Period::day(day(when)?)?,
            ("X", Some(to)) => Period::custom(day(when)?, day(to)?)?,
            (_, None) => {
                let (kind, index) = kind_and_index(kind).ok_or(PeriodError::Code)?;
                let year = when.parse().map_err(|_| PeriodError::Code)?;
                Period::new(scheme, kind, year, index)?
            }
            _ => return Err(PeriodError::Code),
        };
        // One period has one code: leading zeros and extra fields are refused.
        if period.code() == text {
            Ok(period)
        } else {
            Err(PeriodError::Code)
        }
    }
}

fn kind_and_index(text: &str) -> Option<(PeriodKind, u8)> {
    let whole = PeriodKind::ALL
        .into_iter()
        .find(|kind| letters(*kind) == text && kind.per_year() == 1);
    if let Some(kind) = whole {
        return Some((kind, 1));
    }
    PeriodKind::ALL
        .into_iter()
        .filter(|kind| kind.per_year() > 1)
        .find_map(|kind| Some((kind, text.strip_prefix(letters(kind))?.parse().ok()?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn codes_say_scheme_kind_and_year() {
        for (scheme, kind, year, index, code) in [
            (Scheme::Lich, PeriodKind::Quarter, 2026, 3, "lich-Q3-2026"),
            (
                Scheme::HanhChinh,
                PeriodKind::Month,
                2026,
                11,
                "hanh_chinh-M11-2026",
            ),
            (
                Scheme::Lich,
                PeriodKind::NineMonths,
                2017,
                1,
                "lich-9M-2017",
            ),
            (Scheme::Lich, PeriodKind::FirstHalf, 2023, 1, "lich-H1-2023"),
            (
                Scheme::NamHoc,
                PeriodKind::SchoolYear,
                2025,
                1,
                "nam_hoc-SY-2025",
            ),
            (
                Scheme::NhiemKy,
                PeriodKind::Term,
                2025,
                1,
                "nhiem_ky-T-2025",
            ),
        ] {
            let period = Period::new(scheme, kind, year, index).unwrap();
            assert_eq!(period.code(), code);
            assert_eq!(code.parse(), Ok(period));
        }
        let day = Period::day(date(2026, 11, 22)).unwrap();
        assert_eq!(day.code(), "lich-D-20261122");
        assert_eq!(day.code().parse(), Ok(day));
        let custom = Period::custom(date(2026, 1, 1), date(2026, 3, 31)).unwrap();
        assert_eq!(custom.code().parse(), Ok(custom));
    }

    #[test]
    fn a_wrong_code_is_refused() {
        for code in [
            "",
            "lich",
            "lich-Q3",
            "lich-Q03-2026",
            "lich-Q3-2026-1",
            "x-Q3-2026",
            "custom-D-20261122",
            "custom-X-20261122",
            "lich-H1-26",
            "lich-Z-2026",
        ] {
            assert!(code.parse::<Period>().is_err(), "{code}");
        }
        assert_eq!(
            "custom-X-20260331-20260101".parse::<Period>(),
            Err(PeriodError::Reversed)
        );
        assert_eq!("lich-Q5-2026".parse::<Period>(), Err(PeriodError::Index));
    }

    proptest! {
        #[test]
        fn every_period_has_one_code_and_one_json_form(
            scheme in prop::sample::select(Scheme::ALL.to_vec()),
            kind in prop::sample::select(PeriodKind::ALL.to_vec()),
            year in 1900i16..=2200,
            index in 1u8..=53,
        ) {
            let Ok(period) = Period::new(scheme, kind, year, index) else { return Ok(()); };
            prop_assert_eq!(period.code().parse::<Period>(), Ok(period));
            let json = serde_json::to_string(&period).unwrap();
            prop_assert_eq!(serde_json::from_str::<Period>(&json).unwrap(), period);
        }
    }
}
