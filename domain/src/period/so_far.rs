//! The year so far (*luỹ kế từ đầu năm*): the periods that add up to it.

use super::{Period, PeriodKind};

impl Period {
    /// The periods of the same scheme and year from its beginning to the end of
    /// this one, in order. A cumulative period counts from the beginning itself;
    /// a span without a year of its own has none.
    #[must_use]
    pub fn year_so_far(&self) -> Vec<Period> {
        let of = |kind, last: u8| {
            (1..=last)
                .filter_map(|index| Period::new(self.scheme, kind, self.year, index).ok())
                .collect()
        };
        match self.kind {
            kind if kind.is_cumulative() => vec![*self],
            PeriodKind::Month | PeriodKind::Quarter => of(self.kind, self.index),
            PeriodKind::SecondHalf => [PeriodKind::FirstHalf, PeriodKind::SecondHalf]
                .into_iter()
                .filter_map(|kind| Period::new(self.scheme, kind, self.year, 1).ok())
                .collect(),
            PeriodKind::SchoolYear => vec![*self],
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::Scheme;

    #[test]
    fn the_year_so_far_begins_with_the_year_and_ends_with_the_period() {
        let of = |kind, index| Period::new(Scheme::Lich, kind, 2026, index).unwrap();
        let third = of(PeriodKind::Quarter, 3);
        assert_eq!(
            third.year_so_far(),
            [
                of(PeriodKind::Quarter, 1),
                of(PeriodKind::Quarter, 2),
                third
            ]
        );
        let nine = of(PeriodKind::NineMonths, 1);
        assert_eq!(nine.year_so_far(), [nine]);
        let half = of(PeriodKind::SecondHalf, 1);
        assert_eq!(half.year_so_far(), [of(PeriodKind::FirstHalf, 1), half]);
        assert!(of(PeriodKind::Week, 7).year_so_far().is_empty());
    }
}
