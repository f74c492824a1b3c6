//! Which quarters the demo covers, seen from a day.

use crate::AppError;
use domain::period::{Period, PeriodKind, Scheme};
use jiff::ToSpan;
use jiff::civil::Date;

/// Days after a quarter's end on which its round is still the one under way.
const LINGERS: i64 = 20;

/// The last `count` quarters, oldest first; the last one is under way on
/// `today`.
///
/// # Errors
/// When `today` is outside the years that periods know.
pub(super) fn quarters(today: Date, count: usize) -> Result<Vec<Period>, AppError> {
    let day = today
        .checked_sub(LINGERS.days())
        .map_err(AppError::internal)?;
    let index = u8::try_from((day.month() - 1) / 3 + 1).unwrap_or(1);
    let mut period = Period::new(Scheme::Lich, PeriodKind::Quarter, day.year(), index)
        .map_err(AppError::internal)?;
    let mut all = vec![period];
    while all.len() < count {
        let Some(before) = period.previous() else {
            break;
        };
        all.push(before);
        period = before;
    }
    all.reverse();
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_round_stays_under_way_for_some_days_after_its_quarter() {
        let last = |day| quarters(day, 8).unwrap().last().unwrap().code();
        assert_eq!(last(date(2026, 9, 28)), "lich-Q3-2026");
        assert_eq!(last(date(2026, 10, 9)), "lich-Q3-2026");
        assert_eq!(last(date(2026, 11, 22)), "lich-Q4-2026");
        assert_eq!(last(date(2027, 1, 5)), "lich-Q4-2026");
    }

    #[test]
    fn eight_quarters_are_two_years_without_a_gap() {
        let all = quarters(date(2026, 10, 9), 8).unwrap();
        assert_eq!(all.len(), 8);
        assert_eq!(all[0].code(), "lich-Q4-2024");
        for pair in all.windows(2) {
            assert_eq!(pair[1].from, pair[0].to.tomorrow().unwrap());
        }
    }
}
