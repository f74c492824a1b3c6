//! A year as it is typed, read and put into the calendar.

use super::*;
use crate::calendar::WorkCalendar;
use jiff::civil::date;

fn typed(holidays: &str, swaps: &str) -> TypedYear {
    TypedYear {
        year: 2028,
        status: DayStatus::Official,
        source: "Thông báo số 11/TB-BNV".into(),
        holidays: holidays.into(),
        swaps: swaps.into(),
    }
}

fn faults(holidays: &str, swaps: &str) -> Vec<(YearPart, usize, YearFault)> {
    let errors = WorkYear::read(&typed(holidays, swaps)).unwrap_err();
    let told = errors.into_iter().map(|e| (e.part, e.line, e.fault));
    told.collect()
}

#[test]
fn r_3_2_an_announcement_is_read_as_it_is_typed() {
    let year = WorkYear::read(&typed(
        "01/01/2028 Tết Dương lịch\n\n24/01/2028 – 28/01/2028: Tết Nguyên đán\n",
        "03/01/2028 → 08/01/2028\n",
    ));
    let year = year.unwrap();
    assert_eq!(year.holidays.len(), 6);
    assert_eq!(year.holidays[5].date, date(2028, 1, 28));
    assert_eq!(year.holidays[5].name, "Tết Nguyên đán");
    assert_eq!(year.swaps[0].working, date(2028, 1, 8));
    let again = WorkYear::read(&year.write()).unwrap();
    assert_eq!(again, year);
}

#[test]
fn every_bad_line_is_named_with_what_is_wrong() {
    use YearFault::*;
    use YearPart::*;
    let found = faults(
        "1/1 Tết\n01/01/2028\n05/02/2028 - 01/02/2028 Tết\n01/01/2027 Tết\n\
         30/04/2028 Giải phóng\n29/04/2028 - 30/04/2028 Nghỉ",
        "03/01/2028\n02/01/2028 08/01/2028\n03/01/2028 05/01/2028",
    );
    let wanted = [
        (Holidays, 1, Day),
        (Holidays, 2, Name),
        (Holidays, 3, Span),
        (Holidays, 4, OtherYear),
        (Holidays, 6, Twice),
        (Swaps, 1, Second),
        (Swaps, 2, NotWeekday),
        (Swaps, 3, NotWeekend),
    ];
    assert_eq!(found, wanted);
    let nothing = TypedYear {
        source: " ".into(),
        ..typed("", "")
    };
    let errors = WorkYear::read(&nothing).unwrap_err();
    let codes: Vec<_> = errors.iter().map(|e| e.fault).collect();
    assert_eq!(codes, [SourceMissing, Empty]);
}

/// what an office enters stands in for that year alone.
#[test]
fn r_3_2_an_entered_year_replaces_what_was_known_of_it_and_nothing_else() {
    let known = WorkCalendar::built_in();
    let before = known.work_year(2027).unwrap();
    let mut typed = before.write();
    typed.status = DayStatus::Official;
    typed.source = "Thông báo".into();
    typed.holidays.push_str("23/11/2027 Ngày thử\n");
    let entered = WorkYear::read(&typed).unwrap();
    let calendar = known.clone().with(&entered).unwrap();
    assert!(!calendar.is_working_day(date(2027, 11, 23)));
    assert!(known.is_working_day(date(2027, 11, 23)));
    assert_eq!(calendar.doubts([date(2027, 5, 1)]), []);
    assert_eq!(calendar.work_year(2026), known.work_year(2026));
    assert_eq!(calendar.work_year(2027), Some(entered));
    assert_eq!(calendar.work_year(2031), None);
}

#[test]
fn built_in_years_can_be_written_and_read_again() {
    let known = WorkCalendar::built_in();
    for year in 2024..=2027 {
        let whole = known.work_year(year).unwrap();
        let again = WorkYear::read(&whole.write()).unwrap();
        let days = |y: &WorkYear| -> Vec<Date> { y.holidays.iter().map(|h| h.date).collect() };
        assert_eq!(days(&again), days(&whole), "{year}");
        let pairs =
            |y: &WorkYear| -> Vec<_> { y.swaps.iter().map(|s| (s.off, s.working)).collect() };
        assert_eq!(pairs(&again), pairs(&whole), "{year}");
    }
}
