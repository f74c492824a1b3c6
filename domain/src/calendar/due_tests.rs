//! Tests of `due`.

use super::*;
use crate::period::{PeriodKind, Scheme};
use jiff::civil::date;

fn state(kind: PeriodKind, year: i16) -> Period {
    Period::new(Scheme::HanhChinh, kind, year, 1).unwrap()
}

fn due(rule: DueRule, period: Period, shift: Shift) -> Date {
    due_on(&rule, &period, period.to, shift, &WorkCalendar::built_in())
}

#[test]
fn the_first_possible_deadline_of_state_windows_is_a_working_day() {
    let rule = DueRule::WorkingDaysAfterClosing { days: 1 };
    for (kind, expected) in [
        (PeriodKind::Quarter, date(2027, 3, 15)),
        (PeriodKind::FirstHalf, date(2027, 6, 15)),
        (PeriodKind::NineMonths, date(2027, 9, 15)),
        (PeriodKind::Year, date(2027, 12, 15)),
    ] {
        assert_eq!(due(rule, state(kind, 2027), Shift::Next), expected);
    }
}

#[test]
fn r_3_2_the_twenty_fifth_on_a_saturday_moves_as_the_regime_says() {
    let rule = DueRule::DayOfLastMonth { day: 25 };
    let nine = state(PeriodKind::NineMonths, 2027);
    assert_eq!(due(rule, nine, Shift::Same), date(2027, 9, 25));
    assert_eq!(due(rule, nine, Shift::Next), date(2027, 9, 27));
    assert_eq!(due(rule, nine, Shift::Previous), date(2027, 9, 24));
}

/// Domain facts §10.2.
#[test]
fn conferences_were_held_eight_to_ten_days_after_calendar_periods() {
    use jiff::civil::Weekday;
    for (kind, year, days, held, weekday) in [
        (
            PeriodKind::Quarter,
            2022,
            8,
            date(2022, 4, 8),
            Weekday::Friday,
        ),
        (
            PeriodKind::NineMonths,
            2017,
            9,
            date(2017, 10, 9),
            Weekday::Monday,
        ),
        (
            PeriodKind::FirstHalf,
            2020,
            10,
            date(2020, 7, 10),
            Weekday::Friday,
        ),
        (
            PeriodKind::FirstHalf,
            2023,
            10,
            date(2023, 7, 10),
            Weekday::Monday,
        ),
    ] {
        let period = Period::new(Scheme::Lich, kind, year, 1).unwrap();
        let found = due(DueRule::CalendarDaysAfterEnd { days }, period, Shift::Same);
        assert_eq!((found, held.weekday()), (held, weekday));
    }
}

#[test]
fn the_other_rules_count_from_the_end_or_stand_fixed() {
    let quarter = Period::new(Scheme::Lich, PeriodKind::Quarter, 2026, 3).unwrap();
    for (rule, expected) in [
        (
            DueRule::CalendarDaysAfterEnd { days: 10 },
            date(2026, 10, 10),
        ),
        (DueRule::WorkingDaysAfterEnd { days: 3 }, date(2026, 10, 5)),
        (DueRule::DayOfLastMonth { day: 31 }, date(2026, 9, 30)),
        (
            DueRule::Fixed {
                date: date(2026, 10, 3),
            },
            date(2026, 10, 3),
        ),
    ] {
        assert_eq!(due(rule, quarter, Shift::Same), expected);
    }
}

#[test]
fn r_3_2_a_tier_on_the_closing_day_is_an_error_for_the_state_and_a_warning_for_the_party() {
    let calendar = WorkCalendar::built_in();
    let closing = date(2027, 3, 14);
    let good = [date(2027, 3, 15), date(2027, 3, 17)];
    assert!(check_due_chain(closing, &good, RegimeKind::State, &calendar).is_empty());
    let bad = [closing, date(2027, 3, 17)];
    for (kind, severity) in [
        (RegimeKind::State, Severity::Error),
        (RegimeKind::Party, Severity::Warning),
    ] {
        assert_eq!(
            check_due_chain(closing, &bad, kind, &calendar),
            [DueFinding {
                code: DueFindingCode::TierTooEarly,
                tier: 0,
                severity
            }]
        );
    }
    // Closing on a Friday: the weekend is not "one working day after".
    let weekend = [date(2026, 11, 15)];
    assert_eq!(
        check_due_chain(date(2026, 11, 13), &weekend, RegimeKind::State, &calendar).len(),
        1
    );
}

#[test]
fn a_consolidator_is_not_due_before_its_units() {
    let found = check_due_chain(
        date(2026, 6, 12),
        &[date(2026, 6, 17), date(2026, 6, 16)],
        RegimeKind::State,
        &WorkCalendar::built_in(),
    );
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].code, DueFindingCode::TierBeforeLowerTier);
    assert_eq!(found[0].code.code(), "due.tier_before_lower_tier");
}

#[test]
fn r_3_2_two_tiers_are_not_due_on_one_day() {
    let calendar = WorkCalendar::built_in();
    let closing = date(2027, 3, 14);
    // Friday and Saturday: no working day lies between.
    let tiers = [date(2027, 3, 19), date(2027, 3, 20), date(2027, 3, 23)];
    let found = check_due_chain(closing, &tiers, RegimeKind::State, &calendar);
    let shown: Vec<_> = found.iter().map(|f| (f.tier, f.severity)).collect();
    assert_eq!(shown, [(1, Severity::Error)]);
    let tiers = [date(2027, 3, 19), date(2027, 3, 22), date(2027, 3, 23)];
    assert!(check_due_chain(closing, &tiers, RegimeKind::State, &calendar).is_empty());
}

#[test]
fn rules_are_stored_as_tagged_data() {
    let json = serde_json::to_string(&DueRule::DayOfLastMonth { day: 25 }).unwrap();
    assert_eq!(json, r#"{"rule":"day_of_last_month","day":25}"#);
    let fixed: DueRule = serde_json::from_str(r#"{"rule":"fixed","date":"2026-10-03"}"#).unwrap();
    assert_eq!(
        fixed,
        DueRule::Fixed {
            date: date(2026, 10, 3)
        }
    );
}
