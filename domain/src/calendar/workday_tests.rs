//! Tests of working days.

use super::*;
use jiff::civil::date;
use proptest::prelude::*;

#[test]
fn the_built_in_calendar_covers_its_years_and_swaps_make_sense() {
    let calendar = WorkCalendar::built_in();
    assert!((2024..=2027).all(|year| calendar.covers(year)));
    assert!(!calendar.covers(2028));
    for swap in calendar.swaps() {
        let weekend = [Weekday::Saturday, Weekday::Sunday];
        assert!(!weekend.contains(&swap.off.weekday()), "{}", swap.off);
        assert!(
            weekend.contains(&swap.working.weekday()),
            "{}",
            swap.working
        );
    }
}

#[test]
fn r_3_2_dates_in_years_without_known_or_announced_days_off_are_doubted() {
    let calendar = WorkCalendar::built_in();
    let of = |years: &[i16]| calendar.doubts(years.iter().map(|y| date(*y, 6, 1)));
    assert_eq!(of(&[2025, 2024]), []);
    assert_eq!(of(&[2026]), [(2026, YearDoubt::Expected)]);
    assert_eq!(
        of(&[2028, 2027, 2025, 2028]),
        [(2027, YearDoubt::Expected), (2028, YearDoubt::Unknown)]
    );
    // A file that does not speak of years is judged by its days.
    let own = |status| {
        let day = DayNote {
            date: date(2028, 9, 1),
            name: "Quốc khánh".into(),
            name_en: "National Day".into(),
            status,
            source: "Thông báo".into(),
        };
        let calendar = WorkCalendar::new(vec![day], Vec::new()).unwrap();
        calendar.doubts([date(2028, 9, 5)])
    };
    assert_eq!(own(DayStatus::Official), []);
    assert_eq!(own(DayStatus::Expected), [(2028, YearDoubt::Expected)]);
}

#[test]
fn every_year_says_how_sure_it_is_and_an_official_one_has_official_days_only() {
    let calendar = WorkCalendar::built_in();
    let years: Vec<i16> = calendar.years().iter().map(|y| y.year).collect();
    assert_eq!(years, [2024, 2025, 2026, 2027]);
    for year in calendar.years() {
        let is_expected = |(date, status): (Date, DayStatus)| {
            date.year() == year.year && status == DayStatus::Expected
        };
        let holidays = calendar.holidays().map(|n| (n.date, n.status));
        let swaps = calendar.swaps().map(|s| (s.off, s.status));
        let has_expected = holidays.chain(swaps).any(is_expected);
        assert_eq!(year.status == DayStatus::Expected, has_expected, "{year:?}");
        assert!(!year.source.is_empty() && !year.compared.is_empty());
    }
}

#[test]
fn every_year_has_the_eleven_days_of_the_labour_code() {
    let calendar = WorkCalendar::built_in();
    for year in 2024..=2027 {
        let named = |name: &str| {
            calendar
                .holidays()
                .filter(|note| note.date.year() == year && note.name == name)
                .count()
        };
        assert_eq!(named("Tết Dương lịch"), 1, "{year}");
        assert_eq!(named("Tết Nguyên đán"), 5, "{year}");
        assert_eq!(named("Giỗ Tổ Hùng Vương"), 1, "{year}");
        assert_eq!(named("Ngày Chiến thắng"), 1, "{year}");
        assert_eq!(named("Ngày Quốc tế Lao động"), 1, "{year}");
        assert_eq!(named("Quốc khánh"), 2, "{year}");
    }
}

#[test]
fn a_holiday_on_a_weekend_has_its_day_in_lieu() {
    let calendar = WorkCalendar::built_in();
    for year in 2024..=2027 {
        let of_year = |note: &&DayNote| note.date.year() == year;
        let on_weekend = calendar
            .holidays()
            .filter(of_year)
            .filter(|note| note.name != "Nghỉ bù")
            .filter(|n| matches!(n.date.weekday(), Weekday::Saturday | Weekday::Sunday))
            .count();
        let in_lieu = calendar
            .holidays()
            .filter(of_year)
            .filter(|note| note.name == "Nghỉ bù")
            .count();
        assert_eq!(in_lieu, on_weekend, "{year}");
    }
}

#[test]
fn swapped_days_change_places() {
    let calendar = WorkCalendar::built_in();
    assert!(!calendar.is_working_day(date(2025, 5, 2)));
    assert!(calendar.is_working_day(date(2025, 4, 26)));
    assert!(!calendar.is_working_day(date(2025, 4, 27)));
    assert_eq!(
        calendar.holiday(date(2026, 2, 17)).unwrap().status,
        DayStatus::Official
    );
}

#[test]
fn counting_jumps_over_tet() {
    let calendar = WorkCalendar::built_in();
    // Friday 13/2/2026 is the last day before nine days off.
    assert_eq!(
        calendar.add_working_days(date(2026, 2, 13), 1),
        date(2026, 2, 23)
    );
    assert_eq!(
        calendar.add_working_days(date(2026, 2, 23), -1),
        date(2026, 2, 13)
    );
    assert_eq!(
        calendar.working_days_between(date(2026, 2, 13), date(2026, 2, 23)),
        1
    );
    assert_eq!(
        calendar.next_working_day(date(2026, 2, 14)),
        date(2026, 2, 23)
    );
    assert_eq!(
        calendar.previous_working_day(date(2026, 2, 22)),
        date(2026, 2, 13)
    );
}

#[test]
fn an_office_may_load_its_own_file_but_no_day_twice() {
    let entry = "[[holidays]]\ndate = \"2030-01-01\"\nname = \"Tết\"\nname_en = \"New Year\"\nstatus = \"official\"\nsource = \"x\"\n";
    let calendar = WorkCalendar::from_toml(entry).unwrap();
    assert!(!calendar.is_working_day(date(2030, 1, 1)));
    assert_eq!(
        WorkCalendar::from_toml(&entry.repeat(2)),
        Err(CalendarError::Twice(date(2030, 1, 1)))
    );
    let error = WorkCalendar::from_toml("holidays = 3").unwrap_err();
    assert_eq!(error.code(), "calendar.syntax");
}

#[test]
fn the_ends_of_time_do_not_loop_for_ever() {
    let calendar = WorkCalendar::weekends_only();
    let _ = calendar.add_working_days(Date::MAX, 3);
    let _ = calendar.previous_working_day(Date::MIN);
}

proptest! {
    #[test]
    fn adding_and_counting_agree(offset in 0i32..1400, n in -60i32..=60) {
        let calendar = WorkCalendar::built_in();
        let start = calendar.next_working_day(date(2024, 1, 1).saturating_add(offset.days()));
        let end = calendar.add_working_days(start, n);
        prop_assert!(calendar.is_working_day(end));
        prop_assert_eq!(calendar.working_days_between(start, end), n);
        prop_assert_eq!(calendar.add_working_days(end, -n), start);
    }
}
