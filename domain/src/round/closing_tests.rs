//! Tests of closing days that are set by hand.

use super::tests::{quarter, regime};
use super::*;
use crate::regime::ClosingRule;
use jiff::civil::date;

/// nobody closes figures before the first day that they cover, by hand or
/// because the round before was closed after the end of this period.
#[test]
fn r_3_2_figures_are_not_closed_before_they_begin() {
    let calendar = WorkCalendar::built_in();
    let body = regime(RegimeKind::Party);
    let (period, refused) = (quarter(), RoundError::ClosesBeforeData);
    for (closing, is_refused) in [
        (date(2020, 1, 1), true),
        (date(2026, 6, 30), true),
        (date(2026, 7, 1), false),
        (date(2026, 10, 2), false),
    ] {
        let choice = DateChoice {
            closing_on: Some(closing),
            ..DateChoice::default()
        };
        let dates = plan_dates(&body, &period, &choice, &calendar);
        let (_, errors) = check_dates(&dates, &period, &body, &calendar);
        assert_eq!(errors.contains(&refused), is_refused, "{closing}");
    }
    let mut dates = plan_dates(&body, &period, &DateChoice::default(), &calendar);
    dates.data_from = date(2026, 10, 3);
    assert_eq!(check_dates(&dates, &period, &body, &calendar).1, [refused]);
    // A rule that closes ten days before the end begins as much earlier, but a day by
    // hand that lies before the whole period is none of it.
    let early = RegimeBody {
        closing: ClosingRule::DaysBeforeEnd { days: 10 },
        ..body
    };
    let choice = DateChoice {
        closing_on: Some(date(2026, 6, 25)),
        ..DateChoice::default()
    };
    for (choice, is_refused) in [(choice, true), (DateChoice::default(), false)] {
        let dates = plan_dates(&early, &period, &choice, &calendar);
        let (_, errors) = check_dates(&dates, &period, &early, &calendar);
        assert_eq!(errors.contains(&refused), is_refused);
    }
}
