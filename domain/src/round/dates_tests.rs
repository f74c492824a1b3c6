//! Tests of the dates of rounds: tiers, own times, hand-set days.

use super::*;
use crate::calendar::Shift;
use crate::period::{PeriodKind, Scheme};
use crate::regime::{ClosingRule, LinkDues, TierDue, Times};
use jiff::civil::date;

pub(super) fn regime(kind: RegimeKind) -> RegimeBody {
    RegimeBody {
        kind,
        ..crate::regime::tests::body()
    }
}

pub(super) fn quarter() -> Period {
    Period::new(Scheme::Lich, PeriodKind::Quarter, 2026, 3).unwrap()
}

#[test]
fn due_days_follow_the_closing_day_and_skip_the_weekend() {
    let calendar = WorkCalendar::built_in();
    let dates = plan_dates(
        &regime(RegimeKind::Party),
        &quarter(),
        &DateChoice::default(),
        &calendar,
    );
    assert_eq!(dates.closing_on, date(2026, 9, 30));
    assert_eq!(dates.opens_on, date(2026, 9, 15));
    assert_eq!(dates.units_due_on, date(2026, 10, 5));
    assert_eq!(dates.office_due_on, date(2026, 10, 8));
}

#[test]
fn an_earlier_closing_day_moves_the_due_days_with_it() {
    let choice = DateChoice {
        closing_on: Some(date(2026, 9, 23)),
        ..DateChoice::default()
    };
    let dates = plan_dates(
        &regime(RegimeKind::Party),
        &quarter(),
        &choice,
        &WorkCalendar::built_in(),
    );
    assert_eq!(dates.units_due_on, date(2026, 9, 28));
}

#[test]
fn a_due_day_on_the_closing_day_hinders_a_state_regime_only() {
    let calendar = WorkCalendar::built_in();
    for (kind, hindered) in [(RegimeKind::State, true), (RegimeKind::Party, false)] {
        let choice = DateChoice {
            units_due_on: Some(date(2026, 9, 30)),
            ..DateChoice::default()
        };
        let dates = plan_dates(&regime(kind), &quarter(), &choice, &calendar);
        let (findings, errors) = check_dates(&dates, &quarter(), &regime(kind), &calendar);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].severity == Severity::Error, hindered);
        assert_eq!(errors.contains(&RoundError::DueChain), hindered);
    }
}

#[test]
fn opening_after_the_due_day_is_refused() {
    let calendar = WorkCalendar::built_in();
    let choice = DateChoice {
        opens_on: Some(date(2026, 10, 6)),
        ..DateChoice::default()
    };
    let body = regime(RegimeKind::Party);
    let dates = plan_dates(&body, &quarter(), &choice, &calendar);
    assert_eq!(
        check_dates(&dates, &quarter(), &body, &calendar).1,
        [RoundError::OpensAfterDue]
    );
}

#[test]
fn two_schemes_are_never_mixed() {
    let body = regime(RegimeKind::Party);
    let state_quarter = Period::new(Scheme::HanhChinh, PeriodKind::Quarter, 2026, 3).unwrap();
    assert_eq!(check_period(&body, &state_quarter), Err(RoundError::Scheme));
    let month = Period::new(Scheme::Lich, PeriodKind::Month, 2026, 3).unwrap();
    assert_eq!(check_period(&body, &month), Err(RoundError::Frequency));
    assert_eq!(check_period(&body, &quarter()), Ok(()));
}

#[test]
fn r_3_2_each_tier_has_its_own_due_day() {
    let calendar = WorkCalendar::built_in();
    let days = |days| DueRule::WorkingDaysAfterClosing { days };
    let body = RegimeBody {
        units_due: days(2),
        tier_dues: vec![
            TierDue {
                tier: Tier::Province,
                rule: days(4),
            },
            TierDue {
                tier: Tier::Central,
                rule: days(6),
            },
        ],
        office_due: days(8),
        ..regime(RegimeKind::State)
    };
    let dates = plan_dates(&body, &quarter(), &DateChoice::default(), &calendar);
    assert_eq!(dates.due_of(Tier::Commune), date(2026, 10, 2));
    assert_eq!(dates.due_of(Tier::Province), date(2026, 10, 6));
    assert_eq!(dates.due_of(Tier::Central), date(2026, 10, 8));
    assert_eq!(dates.chain().len(), 4);
    assert_eq!(check_dates(&dates, &quarter(), &body, &calendar).1, []);
    // A tier set by hand to the day of the one below it is an error.
    let mut choice = DateChoice::default();
    choice.tiers.province = Some(date(2026, 10, 2));
    let dates = plan_dates(&body, &quarter(), &choice, &calendar);
    let (findings, errors) = check_dates(&dates, &quarter(), &body, &calendar);
    assert_eq!(findings[0].tier, 1);
    assert_eq!(errors, [RoundError::DueChain]);
}

/// domain facts §1.1: the windows of the decree, and those of a regime
/// that closes earlier (§1.4): the day after the closing before, by the same rule.
#[test]
fn r_3_2_the_window_begins_the_day_after_the_closing_of_the_period_before() {
    let of = |scheme, kind, year, index, closing| {
        let body = RegimeBody {
            scheme,
            closing,
            own_times: vec![],
            ..regime(RegimeKind::State)
        };
        let period = Period::new(scheme, kind, year, index).unwrap();
        let choice = DateChoice::default();
        let dates = plan_dates(&body, &period, &choice, &WorkCalendar::built_in());
        (dates.data_from, dates.closing_on)
    };
    let (end, early) = (ClosingRule::EndOfPeriod, |days| {
        ClosingRule::DaysBeforeEnd { days }
    });
    let on = |day| ClosingRule::DayOfLastMonth { day };
    let (state, calendar) = (Scheme::HanhChinh, Scheme::Lich);
    for (scheme, kind, index, closing, from, to) in [
        // The decree's own: from the 15th to the 14th.
        (
            state,
            PeriodKind::Month,
            11,
            end,
            (2026, 10, 15),
            (2026, 11, 14),
        ),
        (
            state,
            PeriodKind::Quarter,
            1,
            end,
            (2025, 12, 15),
            (2026, 3, 14),
        ),
        (
            state,
            PeriodKind::NineMonths,
            1,
            end,
            (2025, 12, 15),
            (2026, 9, 14),
        ),
        (
            state,
            PeriodKind::Year,
            1,
            end,
            (2025, 12, 15),
            (2026, 12, 14),
        ),
        // An earlier day of the last month, which may be shorter.
        (
            state,
            PeriodKind::Quarter,
            2,
            on(5),
            (2026, 3, 6),
            (2026, 6, 5),
        ),
        (
            state,
            PeriodKind::Quarter,
            1,
            on(5),
            (2025, 12, 6),
            (2026, 3, 5),
        ),
        (
            calendar,
            PeriodKind::Month,
            3,
            on(30),
            (2026, 3, 1),
            (2026, 3, 30),
        ),
        (
            calendar,
            PeriodKind::Month,
            4,
            on(30),
            (2026, 3, 31),
            (2026, 4, 30),
        ),
        // Days before the end: the first of a year, cumulative ones.
        (
            calendar,
            PeriodKind::Month,
            1,
            early(10),
            (2025, 12, 22),
            (2026, 1, 21),
        ),
        (
            calendar,
            PeriodKind::Quarter,
            3,
            early(10),
            (2026, 6, 21),
            (2026, 9, 20),
        ),
        (
            calendar,
            PeriodKind::FirstHalf,
            1,
            early(10),
            (2025, 12, 22),
            (2026, 6, 20),
        ),
        (
            calendar,
            PeriodKind::NineMonths,
            1,
            early(10),
            (2025, 12, 22),
            (2026, 9, 20),
        ),
        (
            calendar,
            PeriodKind::Year,
            1,
            early(10),
            (2025, 12, 22),
            (2026, 12, 21),
        ),
        (
            Scheme::NamHoc,
            PeriodKind::SchoolYear,
            1,
            early(62),
            (2026, 7, 1),
            (2027, 6, 30),
        ),
    ] {
        let day = |(y, m, d)| date(y, m, d);
        assert_eq!(
            of(scheme, kind, 2026, index, closing),
            (day(from), day(to)),
            "{scheme:?} {kind:?} {closing:?}"
        );
    }
}

/// a span with borders of its own covers itself, and a closing set by hand
/// moves the end alone.
#[test]
fn r_3_2_a_span_of_its_own_begins_with_its_first_day() {
    let body = RegimeBody {
        closing: ClosingRule::DaysBeforeEnd { days: 10 },
        ..regime(RegimeKind::Party)
    };
    let calendar = WorkCalendar::built_in();
    let own = Period::custom(date(2026, 2, 3), date(2026, 5, 20)).unwrap();
    let dates = plan_dates(&body, &own, &DateChoice::default(), &calendar);
    assert_eq!(dates.data_from, own.from);
    let choice = DateChoice {
        closing_on: Some(date(2026, 9, 15)),
        ..DateChoice::default()
    };
    let dates = plan_dates(&body, &quarter(), &choice, &calendar);
    assert_eq!(dates.data_from, date(2026, 6, 21));
    assert_eq!(dates.closing_on, date(2026, 9, 15));
}

/// The tiers of a sector regime that closes earlier by itself (domain facts
/// §1.4); its closing days are not known, so they are put a day before.
#[test]
fn r_3_2_a_sector_regime_declares_its_own_earlier_closing() {
    let calendar = WorkCalendar::built_in();
    let on = |day| DueRule::DayOfLastMonth { day };
    let times = |kinds: &[PeriodKind], closing, units, office| Times {
        kinds: kinds.to_vec(),
        closing: ClosingRule::DayOfLastMonth { day: closing },
        units_due: on(units),
        tier_dues: vec![],
        office_due: on(office),
        links: LinkDues::default(),
    };
    let body = RegimeBody {
        scheme: Scheme::HanhChinh,
        shift: Shift::Same,
        frequencies: vec![
            PeriodKind::Month,
            PeriodKind::Quarter,
            PeriodKind::FirstHalf,
            PeriodKind::Year,
        ],
        own_times: vec![
            times(&[PeriodKind::Month], 14, 15, 16),
            times(&[PeriodKind::Quarter, PeriodKind::FirstHalf], 5, 6, 8),
            // 25 and 27 November, of a year that ends on 14 December.
            Times {
                kinds: vec![PeriodKind::Year],
                closing: ClosingRule::DaysBeforeEnd { days: 20 },
                units_due: DueRule::CalendarDaysAfterClosing { days: 1 },
                tier_dues: vec![],
                office_due: DueRule::CalendarDaysAfterClosing { days: 3 },
                links: LinkDues::default(),
            },
        ],
        ..regime(RegimeKind::State)
    };
    for (kind, index, closing, units, office) in [
        (PeriodKind::Month, 4, (4, 14), (4, 15), (4, 16)),
        (PeriodKind::Quarter, 3, (9, 5), (9, 6), (9, 8)),
        (PeriodKind::FirstHalf, 1, (6, 5), (6, 6), (6, 8)),
        (PeriodKind::Year, 1, (11, 24), (11, 25), (11, 27)),
    ] {
        let period = Period::new(Scheme::HanhChinh, kind, 2026, index).unwrap();
        let dates = plan_dates(&body, &period, &DateChoice::default(), &calendar);
        let of = |(month, day)| date(2026, month, day);
        assert_eq!(dates.closing_on, of(closing), "{kind:?}");
        assert_eq!(dates.units_due_on, of(units), "{kind:?}");
        assert_eq!(dates.office_due_on, of(office), "{kind:?}");
    }
}
