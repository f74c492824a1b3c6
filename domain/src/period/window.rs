//! First and last day of each kind of period.

use super::{PeriodError, PeriodKind, Scheme};
use jiff::civil::{Date, ISOWeekDate, Weekday};

/// First and last day (inclusive).
///
/// State windows run from the 15th to the 14th (Decree 09/2019 art. 12). A
/// school year is drawn 1 September to 31 August and a term as five calendar
/// years, so that they tile; a regime with other borders uses a custom period.
pub(super) fn window(
    scheme: Scheme,
    kind: PeriodKind,
    year: i16,
    index: u8,
) -> Result<(Date, Date), PeriodError> {
    if index == 0 || index > kind.per_year() {
        return Err(PeriodError::Index);
    }
    let i = i16::from(index);
    let months = match (scheme, kind) {
        (Scheme::Lich, PeriodKind::Week) => return week(year, index),
        (Scheme::HanhChinh | Scheme::Lich, _) => match kind {
            PeriodKind::Month => (i - 1, 1),
            PeriodKind::Quarter => (3 * (i - 1), 3),
            PeriodKind::FirstHalf => (0, 6),
            PeriodKind::SecondHalf => (6, 6),
            PeriodKind::NineMonths => (0, 9),
            PeriodKind::Year => (0, 12),
            _ => return Err(PeriodError::NotInScheme),
        },
        (Scheme::NamHoc, PeriodKind::SchoolYear) => (8, 12),
        (Scheme::NhiemKy, PeriodKind::Term) => (0, 60),
        _ => return Err(PeriodError::NotInScheme),
    };
    let (first_month, length) = months;
    let start = |month: i16| match scheme {
        Scheme::HanhChinh => first_of(year, month - 1).map(day_fifteen),
        _ => first_of(year, month),
    };
    let from = start(first_month)?;
    let next = start(first_month + length)?;
    let to = next.yesterday().map_err(|_| PeriodError::Year)?;
    Ok((from, to))
}

/// The first of the month that lies `months` after January of `year`.
fn first_of(year: i16, months: i16) -> Result<Date, PeriodError> {
    let month = i8::try_from(months.rem_euclid(12) + 1).map_err(|_| PeriodError::Index)?;
    Date::new(year + months.div_euclid(12), month, 1).map_err(|_| PeriodError::Year)
}

fn day_fifteen(first: Date) -> Date {
    Date::constant(first.year(), first.month(), 15)
}

fn week(year: i16, index: u8) -> Result<(Date, Date), PeriodError> {
    let index = i8::try_from(index).map_err(|_| PeriodError::Index)?;
    let on = |weekday| {
        ISOWeekDate::new(year, index, weekday)
            .map(|day| day.date())
            .map_err(|_| PeriodError::Index)
    };
    Ok((on(Weekday::Monday)?, on(Weekday::Sunday)?))
}

#[cfg(test)]
mod tests {
    use super::super::Period;
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn of(scheme: Scheme, kind: PeriodKind, year: i16, index: u8) -> (Date, Date) {
        let period = Period::new(scheme, kind, year, index).unwrap();
        (period.from, period.to)
    }

    #[test]
    fn state_windows_match_the_decree() {
        let d = date;
        for (kind, year, index, from, to) in [
            (
                PeriodKind::Month,
                2026,
                11,
                d(2026, 10, 15),
                d(2026, 11, 14),
            ),
            (PeriodKind::Month, 2027, 1, d(2026, 12, 15), d(2027, 1, 14)),
            (
                PeriodKind::Quarter,
                2027,
                1,
                d(2026, 12, 15),
                d(2027, 3, 14),
            ),
            (
                PeriodKind::FirstHalf,
                2027,
                1,
                d(2026, 12, 15),
                d(2027, 6, 14),
            ),
            (
                PeriodKind::SecondHalf,
                2027,
                1,
                d(2027, 6, 15),
                d(2027, 12, 14),
            ),
            (
                PeriodKind::NineMonths,
                2027,
                1,
                d(2026, 12, 15),
                d(2027, 9, 14),
            ),
            (PeriodKind::Year, 2027, 1, d(2026, 12, 15), d(2027, 12, 14)),
        ] {
            assert_eq!(
                of(Scheme::HanhChinh, kind, year, index),
                (from, to),
                "{kind:?}"
            );
        }
    }

    #[test]
    fn the_other_schemes_have_their_own_borders() {
        assert_eq!(
            of(Scheme::Lich, PeriodKind::Quarter, 2022, 1),
            (date(2022, 1, 1), date(2022, 3, 31))
        );
        assert_eq!(
            of(Scheme::Lich, PeriodKind::Month, 2024, 2),
            (date(2024, 2, 1), date(2024, 2, 29))
        );
        assert_eq!(
            of(Scheme::NamHoc, PeriodKind::SchoolYear, 2025, 1),
            (date(2025, 9, 1), date(2026, 8, 31))
        );
        assert_eq!(
            of(Scheme::NhiemKy, PeriodKind::Term, 2025, 1),
            (date(2025, 1, 1), date(2029, 12, 31))
        );
        assert_eq!(
            of(Scheme::Lich, PeriodKind::Week, 2026, 53),
            (date(2026, 12, 28), date(2027, 1, 3))
        );
    }

    #[test]
    fn what_a_scheme_does_not_know_is_refused() {
        for (scheme, kind, index, error) in [
            (
                Scheme::NamHoc,
                PeriodKind::Quarter,
                1,
                PeriodError::NotInScheme,
            ),
            (
                Scheme::HanhChinh,
                PeriodKind::Week,
                1,
                PeriodError::NotInScheme,
            ),
            (Scheme::Lich, PeriodKind::Day, 1, PeriodError::NotInScheme),
            (
                Scheme::Custom,
                PeriodKind::Year,
                1,
                PeriodError::NotInScheme,
            ),
            (Scheme::Lich, PeriodKind::Month, 13, PeriodError::Index),
            (Scheme::Lich, PeriodKind::Quarter, 0, PeriodError::Index),
            (Scheme::Lich, PeriodKind::Week, 53, PeriodError::Index),
        ] {
            assert_eq!(Period::new(scheme, kind, 2025, index), Err(error));
        }
        assert_eq!(
            Period::new(Scheme::Lich, PeriodKind::Year, 26, 1),
            Err(PeriodError::Year)
        );
    }

    proptest! {
        #[test]
        fn the_windows_of_a_year_tile_without_gap_or_overlap(
            scheme in prop::sample::select(vec![Scheme::HanhChinh, Scheme::Lich]),
            year in 1901i16..2199,
        ) {
            let whole = of(scheme, PeriodKind::Year, year, 1);
            for kind in [PeriodKind::Month, PeriodKind::Quarter] {
                let mut expected = whole.0;
                for index in 1..=kind.per_year() {
                    let (from, to) = of(scheme, kind, year, index);
                    prop_assert_eq!(from, expected);
                    expected = to.tomorrow().unwrap();
                }
                prop_assert_eq!(expected, whole.1.tomorrow().unwrap());
            }
            prop_assert_eq!(of(scheme, PeriodKind::Year, year + 1, 1).0, whole.1.tomorrow().unwrap());
        }
    }
}
