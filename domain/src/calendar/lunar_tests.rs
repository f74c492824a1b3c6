//! The lunar days of the holiday table, computed from new moons and the
//! longitude of the sun with the terms that matter (a few minutes of time; no
//! new moon used here falls so near to midnight).

use super::WorkCalendar;
use jiff::ToSpan;
use jiff::civil::{Date, date};

const EPOCH: Date = date(2000, 1, 1);

/// The day in Viet Nam of the `k`-th new moon from January 2000 on.
fn new_moon(k: i32) -> Date {
    let k = f64::from(k);
    let angle = |base: f64, rate: f64| (base + rate * k).to_radians();
    let sun = angle(2.5534, 29.105_356_7);
    let moon = angle(201.5643, 385.816_935_28);
    let node = angle(160.7108, 390.670_502_84);
    let shift = 0.172_4 * sun.sin() - 0.407_2 * moon.sin()
        + 0.016_1 * (2.0 * moon).sin()
        + 0.010_4 * (2.0 * node).sin()
        + 0.007_4 * (moon - sun).sin()
        - 0.005_1 * (moon + sun).sin();
    // Counted from the first of January 2000, 0:00 in Viet Nam.
    let days = 5.597_7 + 7.0 / 24.0 + 29.530_588_861 * k + shift;
    EPOCH.saturating_add((days.floor() as i64).days())
}

/// In which twelfth of its yearly way the sun is when a day begins in Viet Nam;
/// the ninth begins at the winter solstice.
fn twelfth(day: Date) -> i32 {
    let days = f64::from(EPOCH.until(day).expect("days").get_days()) - 0.5 - 7.0 / 24.0;
    let anomaly = (357.529 + 0.985_600_28 * days).to_radians();
    let mean = 280.459 + 0.985_647_36 * days;
    let longitude = mean + 1.915 * anomaly.sin() + 0.02 * (2.0 * anomaly).sin();
    (longitude.rem_euclid(360.0) / 30.0) as i32
}

/// First days of the months of a lunar year, the first one being Tết. The month
/// with the winter solstice is the eleventh; a month in which the sun enters no
/// new twelfth has no number of its own.
fn months(year: i16) -> Vec<Date> {
    let about = (f64::from(year - 2000) * 12.368_3) as i32;
    let firsts: Vec<Date> = (about - 4..about + 10).map(new_moon).collect();
    let numbered: Vec<Date> = firsts
        .windows(2)
        .filter(|pair| twelfth(pair[0]) != twelfth(pair[1]))
        .map(|pair| pair[0])
        .collect();
    let has_solstice = |pair: &[Date]| twelfth(pair[0]) == 8 && twelfth(pair[1]) == 9;
    let eleventh = numbered.windows(2).position(has_solstice).expect("winter");
    numbered[eleventh + 2..].to_vec()
}

#[test]
fn the_lunar_days_of_the_table_are_those_of_the_moon() {
    let calendar = WorkCalendar::built_in();
    for (year, tet, founders) in [
        (2024, date(2024, 2, 10), date(2024, 4, 18)),
        (2025, date(2025, 1, 29), date(2025, 4, 7)),
        (2026, date(2026, 2, 17), date(2026, 4, 26)),
        (2027, date(2027, 2, 6), date(2027, 4, 16)),
    ] {
        let months = months(year);
        assert_eq!(months[0], tet);
        assert_eq!(months[2].saturating_add(9.days()), founders);
        let name = |day| calendar.holiday(day).map(|note| note.name.as_str());
        assert_eq!(name(tet), Some("Tết Nguyên đán"));
        assert_eq!(name(founders), Some("Giỗ Tổ Hùng Vương"));
    }
}
