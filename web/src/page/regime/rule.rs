//! Rules in forms: who (kinds, tiers, groups, fields) and when (due rules).

use crate::Fields;
use app::FieldError;
use domain::calendar::DueRule;
use domain::field::Field;
use domain::regime::{ClosingRule, UnitRule};
use domain::unit::{Tier, UnitKind};

/// Codes of due rules, in the order of the select.
pub(super) const DUE_RULES: [&str; 6] = [
    "working_days_after_closing",
    "calendar_days_after_closing",
    "working_days_after_end",
    "calendar_days_after_end",
    "day_of_last_month",
    "fixed",
];

/// Reads a rule over units from the boxes `kinds`, `tiers`, `groups`, `fields`.
/// Unknown codes are left out: the page offers known ones only.
pub(super) fn read_unit_rule(fields: &Fields) -> UnitRule {
    UnitRule {
        kinds: fields
            .all("kinds")
            .filter_map(UnitKind::from_code)
            .collect(),
        tiers: fields.all("tiers").filter_map(Tier::from_code).collect(),
        groups: fields.all("groups").map(str::to_owned).collect(),
        fields: fields.all("fields").filter_map(Field::from_code).collect(),
    }
}

/// Reads who reports an indicator or a section: by kind, tier and group, since both
/// have fields of work of their own.
pub(super) fn read_reporters(fields: &Fields) -> UnitRule {
    UnitRule {
        fields: Vec::new(),
        ..read_unit_rule(fields)
    }
}

/// The boxes of a rule.
pub(super) fn unit_rule_pairs(rule: &UnitRule) -> Vec<(String, String)> {
    let kinds = rule.kinds.iter().map(|k| ("kinds", k.code().to_owned()));
    let tiers = rule.tiers.iter().map(|t| ("tiers", t.code().to_owned()));
    let groups = rule.groups.iter().map(|g| ("groups", g.clone()));
    let fields = rule.fields.iter().map(|f| ("fields", f.code().to_owned()));
    kinds
        .chain(tiers)
        .chain(groups)
        .chain(fields)
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

/// Reads a due rule from `<name>` and `<name>_n`; `None` where nothing is
/// chosen. What cannot be read is told at the number's field.
pub(super) fn read_due(
    fields: &Fields,
    name: &str,
    errors: &mut Vec<FieldError>,
) -> Option<DueRule> {
    let (rule, number) = (fields.get(name), format!("{name}_n"));
    let text = fields.get(&number).trim();
    if rule.is_empty() {
        return None;
    }
    if rule == "fixed" {
        return match text.parse() {
            Ok(date) => Some(DueRule::Fixed { date }),
            Err(_) => {
                errors.push(FieldError::new(number, "round.date_form"));
                None
            }
        };
    }
    let Ok(days) = text.parse::<u16>() else {
        errors.push(FieldError::new(number, "regime.number"));
        return None;
    };
    match rule {
        "working_days_after_closing" => Some(DueRule::WorkingDaysAfterClosing { days }),
        "calendar_days_after_closing" => Some(DueRule::CalendarDaysAfterClosing { days }),
        "working_days_after_end" => Some(DueRule::WorkingDaysAfterEnd { days }),
        "calendar_days_after_end" => Some(DueRule::CalendarDaysAfterEnd { days }),
        "day_of_last_month" if (1..=31).contains(&days) => Some(DueRule::DayOfLastMonth {
            day: u8::try_from(days).unwrap_or(31),
        }),
        _ => {
            errors.push(FieldError::new(number, "regime.day_of_month"));
            None
        }
    }
}

/// Value of the select and of the number beside it.
pub(super) fn due_parts(rule: &DueRule) -> (&'static str, String) {
    match rule {
        DueRule::WorkingDaysAfterClosing { days } => (DUE_RULES[0], days.to_string()),
        DueRule::CalendarDaysAfterClosing { days } => (DUE_RULES[1], days.to_string()),
        DueRule::WorkingDaysAfterEnd { days } => (DUE_RULES[2], days.to_string()),
        DueRule::CalendarDaysAfterEnd { days } => (DUE_RULES[3], days.to_string()),
        DueRule::DayOfLastMonth { day } => (DUE_RULES[4], day.to_string()),
        DueRule::Fixed { date } => (DUE_RULES[5], date.to_string()),
    }
}

/// Value of the select of closing rules and of the number beside it.
pub(super) fn closing_parts(rule: ClosingRule) -> (&'static str, String) {
    match rule {
        ClosingRule::EndOfPeriod => ("end_of_period", String::new()),
        ClosingRule::DaysBeforeEnd { days } => ("days_before_end", days.to_string()),
        ClosingRule::DayOfLastMonth { day } => ("day_of_last_month", day.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn every_due_rule_survives_the_form() {
        for rule in [
            DueRule::WorkingDaysAfterClosing { days: 2 },
            DueRule::CalendarDaysAfterClosing { days: 3 },
            DueRule::WorkingDaysAfterEnd { days: 4 },
            DueRule::CalendarDaysAfterEnd { days: 10 },
            DueRule::DayOfLastMonth { day: 25 },
            DueRule::Fixed {
                date: date(2026, 11, 25),
            },
        ] {
            let (code, number) = due_parts(&rule);
            let pairs = vec![
                ("office".to_owned(), code.to_owned()),
                ("office_n".to_owned(), number),
            ];
            let mut errors = Vec::new();
            let read = read_due(&Fields::from_pairs(pairs), "office", &mut errors);
            assert_eq!((read, errors.len()), (Some(rule), 0));
        }
    }

    #[test]
    fn a_day_32_and_a_word_are_refused_at_their_field() {
        for (rule, number, code) in [
            ("day_of_last_month", "32", "regime.day_of_month"),
            ("working_days_after_end", "hai", "regime.number"),
            ("fixed", "25/11", "round.date_form"),
        ] {
            let pairs = vec![
                ("office".to_owned(), rule.to_owned()),
                ("office_n".to_owned(), number.to_owned()),
            ];
            let mut errors = Vec::new();
            let read = read_due(&Fields::from_pairs(pairs), "office", &mut errors);
            assert_eq!(read, None);
            assert_eq!(
                (errors[0].field.as_str(), errors[0].code),
                ("office_n", code)
            );
        }
    }
}
