//! Reading what people type: days, times and units.

pub(crate) use domain::calendar::read_day;
use domain::id::UnitId;
use domain::text::fold;
use domain::unit::{Tree, UnitVersion};
use jiff::civil::{Date, Time};

/// An optional day: nothing typed is none; what is no day is an error.
pub(crate) fn read_opt_day(text: &str) -> Result<Option<Date>, ()> {
    match text.trim() {
        "" => Ok(None),
        text => read_day(text).map(Some).ok_or(()),
    }
}

/// An optional clock time, as 08:00 or 8h30.
pub(crate) fn read_opt_time(text: &str) -> Result<Option<Time>, ()> {
    let text = text.trim().replace(['h', 'H', 'g'], ":");
    match text.as_str() {
        "" => Ok(None),
        text => Time::strptime("%H:%M", text).map(Some).map_err(|_| ()),
    }
}

/// The unit that people name by its code, its name or its short name, marks
/// and case aside; none if nothing is typed.
///
/// # Errors
/// The code of what to tell when nobody has that name, or several units have it
/// (communes of several provinces bear the same): then only a code names one.
pub(crate) fn find_unit(tree: &Tree, text: &str) -> Result<Option<UnitId>, &'static str> {
    let key = fold(text);
    if key.is_empty() {
        return Ok(None);
    }
    let names: [fn(&UnitVersion) -> &str; 3] = [|u| &u.code, |u| &u.name, |u| &u.short_name];
    for name in names {
        let mut found = tree.units().iter().filter(|u| fold(name(u)) == key);
        match (found.next(), found.next()) {
            (Some(unit), None) => return Ok(Some(unit.unit)),
            (Some(_), Some(_)) => return Err("conference.unit_several"),
            (None, _) => {}
        }
    }
    Err("conference.unit_unknown")
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::unit::{Tier, UnitKind};
    use jiff::civil::{date, time};

    fn named(code: &str, name: &str) -> UnitVersion {
        UnitVersion {
            unit: UnitId(uuid::Uuid::from_u128(code.bytes().map(u128::from).sum())),
            code: code.into(),
            name: name.into(),
            short_name: name.into(),
            symbol: String::new(),
            kind: UnitKind::Commune,
            tier: Tier::Commune,
            parent: None,
            place: String::new(),
            valid_from: date(2025, 7, 1),
            valid_to: None,
        }
    }

    #[test]
    fn a_name_that_two_units_bear_names_neither_and_a_code_does() {
        let tree = Tree::new(vec![
            named("A1", "Xã Tân Lập"),
            named("B7", "Xã Tân Lập"),
            named("C2", "Xã Đồng Tâm"),
        ]);
        let found = |text: &str| find_unit(&tree, text);
        assert_eq!(found("xa tan lap"), Err("conference.unit_several"));
        assert_eq!(found("b7"), Ok(tree.by_code("B7").map(|u| u.unit)));
        assert_eq!(found("Xã Đồng Tâm"), Ok(tree.by_code("C2").map(|u| u.unit)));
        assert_eq!(found("Xã Lạ"), Err("conference.unit_unknown"));
        assert_eq!(found("  "), Ok(None));
    }

    #[test]
    fn days_are_read_as_browsers_and_people_write_them() {
        for text in ["2026-10-09", " 09/10/2026 ", "9/10/2026"] {
            assert_eq!(read_day(text), Some(date(2026, 10, 9)), "{text}");
        }
        assert_eq!(read_opt_day(" "), Ok(None));
        assert_eq!(read_opt_day("mai"), Err(()));
    }

    #[test]
    fn clock_times_are_read_with_colon_or_h() {
        for text in ["08:30", "8:30", "8h30"] {
            assert_eq!(read_opt_time(text), Ok(Some(time(8, 30, 0, 0))), "{text}");
        }
        assert_eq!(read_opt_time("sáng"), Err(()));
    }
}
