//! Which periods stand before, beside and inside a period.

use super::{Period, PeriodKind, Scheme};
use jiff::ToSpan;
use jiff::civil::Date;

impl Period {
    /// The period before it of the same kind; for halves the other half. Of
    /// *9 tháng*, a year, a school year and a term the one of the earlier
    /// year(s). A custom span has none.
    #[must_use]
    pub fn previous(&self) -> Option<Period> {
        let last =
            |kind: PeriodKind| Period::new(self.scheme, kind, self.year - 1, kind.per_year());
        let before = match self.kind {
            PeriodKind::Day => return Period::day(self.from.yesterday().ok()?).ok(),
            PeriodKind::OneOff => return None,
            PeriodKind::FirstHalf => last(PeriodKind::SecondHalf),
            PeriodKind::SecondHalf => Period::new(self.scheme, PeriodKind::FirstHalf, self.year, 1),
            PeriodKind::Term => Period::new(self.scheme, self.kind, self.year - 5, 1),
            PeriodKind::Week if self.index == 1 => {
                // Only some years have a week 53.
                last(PeriodKind::Week)
                    .or_else(|_| Period::new(self.scheme, PeriodKind::Week, self.year - 1, 52))
            }
            _ if self.index > 1 => Period::new(self.scheme, self.kind, self.year, self.index - 1),
            kind => last(kind),
        };
        before.ok()
    }

    /// *Cùng kỳ*: the same period one year earlier. A term has none, a custom
    /// span is moved by a year.
    #[must_use]
    pub fn same_period_last_year(&self) -> Option<Period> {
        match self.kind {
            PeriodKind::Term => None,
            PeriodKind::Day => Period::day(self.from.checked_sub(1.year()).ok()?).ok(),
            PeriodKind::OneOff => Period::custom(
                self.from.checked_sub(1.year()).ok()?,
                self.to.checked_sub(1.year()).ok()?,
            )
            .ok(),
            kind => Period::new(self.scheme, kind, self.year - 1, self.index).ok(),
        }
    }

    /// The shorter cumulative period of the same year and scheme: of *9 tháng*
    /// the first half, of the year *9 tháng*, of the first half quarter I.
    /// A cumulative value must not fall below its value (domain rule of the
    /// checks).
    #[must_use]
    pub fn cumulative_before(&self) -> Option<Period> {
        let kind = match self.kind {
            PeriodKind::Year => PeriodKind::NineMonths,
            PeriodKind::NineMonths => PeriodKind::FirstHalf,
            PeriodKind::FirstHalf => PeriodKind::Quarter,
            _ => return None,
        };
        Period::new(self.scheme, kind, self.year, 1).ok()
    }

    /// The periods of the same scheme that make it up exactly, in order: year =
    /// both halves, *9 tháng* = quarters I to III, half = two quarters, quarter
    /// = three months. Empty for all other kinds.
    #[must_use]
    pub fn parts(&self) -> Vec<Period> {
        if !matches!(self.scheme, Scheme::HanhChinh | Scheme::Lich) {
            return Vec::new();
        }
        let of = |kind, indexes: std::ops::RangeInclusive<u8>| {
            indexes
                .filter_map(|index| Period::new(self.scheme, kind, self.year, index).ok())
                .collect()
        };
        match self.kind {
            PeriodKind::Year => [PeriodKind::FirstHalf, PeriodKind::SecondHalf]
                .into_iter()
                .flat_map(|kind| Period::new(self.scheme, kind, self.year, 1))
                .collect(),
            PeriodKind::NineMonths => of(PeriodKind::Quarter, 1..=3),
            PeriodKind::FirstHalf => of(PeriodKind::Quarter, 1..=2),
            PeriodKind::SecondHalf => of(PeriodKind::Quarter, 3..=4),
            PeriodKind::Quarter => of(PeriodKind::Month, self.index * 3 - 2..=self.index * 3),
            _ => Vec::new(),
        }
    }

    /// The next `count` periods of a kind that have not ended before `from`, for
    /// showing what a regime's rules give. A custom span has none; terms are
    /// those of the congresses (2020, 2025, …).
    #[must_use]
    pub fn upcoming(scheme: Scheme, kind: PeriodKind, from: Date, count: usize) -> Vec<Period> {
        if kind == PeriodKind::Day {
            let days = std::iter::successors(Some(from), |day| day.tomorrow().ok());
            return days
                .take(count)
                .filter_map(|d| Period::day(d).ok())
                .collect();
        }
        let first = match kind {
            PeriodKind::Term => from.year() - from.year().rem_euclid(5),
            _ => from.year() - 1,
        };
        let step = if kind == PeriodKind::Term { 5 } else { 1 };
        (0..)
            .map_while(|n: i16| {
                first
                    .checked_add(n.checked_mul(step)?)
                    .filter(|y| *y <= 2200)
            })
            .flat_map(|year| {
                (1..=kind.per_year()).filter_map(move |i| Period::new(scheme, kind, year, i).ok())
            })
            .filter(|p| p.to >= from)
            .take(count)
            .collect()
    }

    /// Counts from the start of the year; see [`PeriodKind::is_cumulative`].
    #[must_use]
    pub fn is_cumulative(&self) -> bool {
        self.kind.is_cumulative()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn lich(kind: PeriodKind, year: i16, index: u8) -> Period {
        Period::new(Scheme::Lich, kind, year, index).unwrap()
    }

    #[test]
    fn the_next_periods_begin_with_the_one_under_way() {
        let codes = |scheme, kind, day| -> Vec<String> {
            let found = Period::upcoming(scheme, kind, day, 3);
            found.iter().map(Period::code).collect()
        };
        assert_eq!(
            codes(Scheme::Lich, PeriodKind::Quarter, date(2026, 11, 26)),
            ["lich-Q4-2026", "lich-Q1-2027", "lich-Q2-2027"]
        );
        // From the 15th on the State's year is the next one.
        assert_eq!(
            codes(Scheme::HanhChinh, PeriodKind::Year, date(2026, 12, 15)),
            [
                "hanh_chinh-Y-2027",
                "hanh_chinh-Y-2028",
                "hanh_chinh-Y-2029"
            ]
        );
        assert_eq!(
            codes(Scheme::NhiemKy, PeriodKind::Term, date(2026, 11, 26)),
            ["nhiem_ky-T-2025", "nhiem_ky-T-2030", "nhiem_ky-T-2035"]
        );
        assert_eq!(
            codes(Scheme::Lich, PeriodKind::Day, date(2026, 2, 28))[1],
            "lich-D-20260301"
        );
        assert!(codes(Scheme::NamHoc, PeriodKind::Month, date(2026, 2, 28)).is_empty());
        assert!(codes(Scheme::Custom, PeriodKind::OneOff, date(2026, 2, 28)).is_empty());
    }

    #[test]
    fn the_period_before_is_of_the_same_kind_and_scheme() {
        use PeriodKind::*;
        for (this, before) in [
            (lich(Quarter, 2026, 3), lich(Quarter, 2026, 2)),
            (lich(Quarter, 2026, 1), lich(Quarter, 2025, 4)),
            (lich(Month, 2026, 1), lich(Month, 2025, 12)),
            (lich(FirstHalf, 2026, 1), lich(SecondHalf, 2025, 1)),
            (lich(SecondHalf, 2026, 1), lich(FirstHalf, 2026, 1)),
            (lich(NineMonths, 2026, 1), lich(NineMonths, 2025, 1)),
            (lich(Week, 2026, 1), lich(Week, 2025, 52)),
            (lich(Week, 2027, 1), lich(Week, 2026, 53)),
        ] {
            assert_eq!(this.previous(), Some(before), "{}", this.code());
        }
        let custom = Period::custom(date(2026, 1, 5), date(2026, 2, 1)).unwrap();
        assert_eq!(custom.previous(), None);
        let term = Period::new(Scheme::NhiemKy, Term, 2025, 1).unwrap();
        assert_eq!(term.previous().unwrap().year, 2020);
    }

    #[test]
    fn the_same_period_last_year_keeps_kind_and_index() {
        assert_eq!(
            lich(PeriodKind::Quarter, 2026, 3).same_period_last_year(),
            Some(lich(PeriodKind::Quarter, 2025, 3))
        );
        let leap_day = Period::day(date(2024, 2, 29)).unwrap();
        assert_eq!(
            leap_day.same_period_last_year().unwrap().from,
            date(2023, 2, 28)
        );
    }

    #[test]
    fn cumulative_periods_know_the_shorter_one() {
        let nine = lich(PeriodKind::NineMonths, 2026, 1);
        assert!(nine.is_cumulative());
        assert!(!lich(PeriodKind::SecondHalf, 2026, 1).is_cumulative());
        assert_eq!(
            nine.cumulative_before(),
            Some(lich(PeriodKind::FirstHalf, 2026, 1))
        );
    }

    proptest! {
        #[test]
        fn parts_tile_the_whole_in_their_own_scheme(
            scheme in prop::sample::select(vec![Scheme::HanhChinh, Scheme::Lich]),
            kind in prop::sample::select(PeriodKind::ALL.to_vec()),
            year in 1901i16..2199,
            index in 1u8..=4,
        ) {
            let Ok(whole) = Period::new(scheme, kind, year, index) else { return Ok(()); };
            let parts = whole.parts();
            let Some((first, last)) = parts.first().zip(parts.last()) else { return Ok(()); };
            prop_assert_eq!((first.from, last.to), (whole.from, whole.to));
            for pair in parts.windows(2) {
                prop_assert_eq!(pair[0].to.tomorrow().unwrap(), pair[1].from);
            }
            prop_assert!(parts.iter().all(|part| part.scheme == scheme));
        }

        #[test]
        fn the_period_before_ends_the_day_before_this_starts(
            scheme in prop::sample::select(vec![Scheme::HanhChinh, Scheme::Lich]),
            kind in prop::sample::select(vec![
                PeriodKind::Month, PeriodKind::Quarter, PeriodKind::FirstHalf,
                PeriodKind::SecondHalf, PeriodKind::Year, PeriodKind::Week,
            ]),
            year in 1902i16..2199,
            index in 1u8..=12,
        ) {
            let Ok(this) = Period::new(scheme, kind, year, index) else { return Ok(()); };
            prop_assert_eq!(this.previous().unwrap().to.tomorrow().unwrap(), this.from);
        }
    }
}
