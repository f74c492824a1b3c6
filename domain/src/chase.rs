//! The chasing ladder: on which days who is reminded, of a unit's day and
//! of the office's own. The steps are data of the regime version; here is only
//! what they mean.

use crate::account::Role;
use crate::calendar::WorkCalendar;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

crate::codes! {
    /// Who is reminded at a step.
    ChaseRole {
        /// The reporters of the unit.
        Reporter = "reporter",
        /// Its heads.
        Head = "head",
        /// The people of the unit above it; where it has none, the coordinators
        /// of the office that runs the round.
        Superior = "superior",
    }
}

/// One step of a ladder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChaseStep {
    /// Working days from the due day; negative = before.
    pub days: i32,
    /// Who is told.
    pub to: Vec<ChaseRole>,
}

/// Days of the usual ladder.
pub const LADDER: [i32; 5] = [-5, -2, 0, 1, 3];

/// The usual ladder: first the reporters, from the due day on the heads too, and
/// at last the office above.
#[must_use]
pub fn standard_ladder() -> Vec<ChaseStep> {
    use ChaseRole::{Head, Reporter, Superior};
    let to = |days: i32| match days {
        i32::MIN..0 => vec![Reporter],
        0..3 => vec![Reporter, Head],
        3.. => vec![Reporter, Head, Superior],
    };
    LADDER
        .into_iter()
        .map(|days| ChaseStep { days, to: to(days) })
        .collect()
}

/// The ladder of versions from before regimes had their own: on the usual days
/// reporters and heads.
#[must_use]
pub fn plain_ladder() -> Vec<ChaseStep> {
    LADDER
        .into_iter()
        .map(|days| ChaseStep {
            days,
            to: vec![ChaseRole::Reporter, ChaseRole::Head],
        })
        .collect()
}

/// The days on which a ladder reminds of a due day, in its order. Steps fall on
/// working days; a due day that is no working day counts as the next one.
#[must_use]
pub fn ladder_days<'a>(
    ladder: &'a [ChaseStep],
    due_on: Date,
    calendar: &WorkCalendar,
) -> Vec<(Date, &'a ChaseStep)> {
    let due_on = calendar.next_working_day(due_on);
    ladder
        .iter()
        .map(|step| (calendar.add_working_days(due_on, step.days), step))
        .collect()
}

/// The last step of the ladder that falls after the day `since` which it has come
/// to, up to `today`: a step that was missed is made up once, by the last one only.
#[must_use]
pub fn ladder_step<'a>(
    ladder: &'a [ChaseStep],
    due_on: Date,
    (since, today): (Date, Date),
    calendar: &WorkCalendar,
) -> Option<&'a ChaseStep> {
    ladder_days(ladder, due_on, calendar)
        .into_iter()
        .filter(|(day, _)| since < *day && *day <= today)
        .max_by_key(|(day, _)| *day)
        .map(|(_, step)| step)
}

/// Whom a step tells of the office's own day: those who write the
/// consolidated report where a unit's reporters are told, its head where a unit's
/// heads or those above are.
#[must_use]
pub fn office_roles(step: &ChaseStep) -> Vec<Role> {
    let tells = |role| step.to.contains(&role);
    let mut roles = Vec::new();
    if tells(ChaseRole::Reporter) {
        roles.push(Role::Coordinator);
    }
    if tells(ChaseRole::Head) || tells(ChaseRole::Superior) {
        roles.push(Role::HeadOfOffice);
    }
    roles
}

/// Calendar days beyond which no step of a ladder lies from its day, in either
/// direction: [`FARTHEST_STEP`] working days with the longest days off between.
pub const LADDER_REACH: i32 = FARTHEST_STEP * 2 + 30;

/// Working days beyond which no step lies.
pub const FARTHEST_STEP: i32 = 60;

/// Working days after sending within which a document is usually opened;
/// State documents are to be acknowledged on the day they come.
pub const OPENED_WITHIN: i32 = 2;

/// Whether a document sent on a day and not opened yet is to be chased.
#[must_use]
pub fn is_long_unopened(sent_on: Date, today: Date, calendar: &WorkCalendar) -> bool {
    calendar.working_days_between(sent_on, today) > OPENED_WITHIN
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn r_3_12_the_ladder_counts_in_working_days() {
        let calendar = WorkCalendar::built_in();
        let ladder = standard_ladder();
        let due = date(2026, 10, 5); // a Monday
        for (day, step) in [
            (date(2026, 9, 28), Some(-5)),
            (date(2026, 10, 1), Some(-2)),
            (date(2026, 10, 2), None),
            (date(2026, 10, 4), None),
            (date(2026, 10, 5), Some(0)),
            (date(2026, 10, 6), Some(1)),
            (date(2026, 10, 7), None),
            (date(2026, 10, 8), Some(3)),
        ] {
            let of_day = (day.yesterday().unwrap(), day);
            let found = ladder_step(&ladder, due, of_day, &calendar).map(|s| s.days);
            assert_eq!(found, step, "{day}");
        }
    }

    #[test]
    fn r_3_12_of_the_steps_that_were_missed_only_the_last_is_made_up() {
        let calendar = WorkCalendar::built_in();
        let ladder = standard_ladder();
        let due = date(2026, 10, 5);
        for (since, today, step) in [
            (date(2026, 10, 4), date(2026, 10, 7), Some(1)),
            (date(2026, 10, 6), date(2026, 10, 7), None),
            (date(2026, 9, 30), date(2026, 10, 2), Some(-2)),
            (date(2026, 9, 1), date(2026, 9, 25), None),
        ] {
            let found = ladder_step(&ladder, due, (since, today), &calendar);
            assert_eq!(found.map(|s| s.days), step, "{today}");
        }
    }

    #[test]
    fn r_3_12_the_head_is_told_from_the_due_day_and_the_office_above_at_last() {
        let told = |role| -> Vec<i32> {
            let ladder = standard_ladder();
            let steps = ladder.iter().filter(|s| s.to.contains(&role));
            steps.map(|s| s.days).collect()
        };
        assert_eq!(told(ChaseRole::Reporter), LADDER);
        assert_eq!(told(ChaseRole::Head), [0, 1, 3]);
        assert_eq!(told(ChaseRole::Superior), [3]);
    }

    #[test]
    fn r_3_12_the_office_is_told_of_its_own_day_as_units_are_of_theirs() {
        let told = |role| -> Vec<i32> {
            let ladder = standard_ladder();
            let steps = ladder.iter().filter(|s| office_roles(s).contains(&role));
            steps.map(|s| s.days).collect()
        };
        assert_eq!(told(Role::Coordinator), LADDER);
        assert_eq!(told(Role::HeadOfOffice), [0, 1, 3]);
        let only_above = ChaseStep {
            days: 5,
            to: vec![ChaseRole::Superior],
        };
        assert_eq!(office_roles(&only_above), [Role::HeadOfOffice]);
    }

    #[test]
    fn no_step_lies_farther_than_the_reach_of_a_ladder() {
        let calendar = WorkCalendar::built_in();
        // Around Tết, where most days are off.
        for due in [date(2026, 1, 5), date(2026, 2, 13), date(2026, 2, 17)] {
            for days in [-FARTHEST_STEP, FARTHEST_STEP] {
                let step = ChaseStep { days, to: vec![] };
                let ladder = [step];
                let (on, _) = ladder_days(&ladder, due, &calendar)[0];
                let far = (on - due).get_days().abs();
                assert!(far <= LADDER_REACH, "{due} {days}: {far}");
            }
        }
    }

    #[test]
    fn r_3_12_around_tet_the_steps_keep_their_distance_in_working_days() {
        let calendar = WorkCalendar::built_in();
        let ladder = standard_ladder();
        // Due on Friday 13/2/2026, the last day before nine days off.
        let days: Vec<Date> = ladder_days(&ladder, date(2026, 2, 13), &calendar)
            .into_iter()
            .map(|(day, _)| day)
            .collect();
        assert_eq!(days[3], date(2026, 2, 23));
        assert_eq!(days[4], date(2026, 2, 25));
        // Due inside the holidays: the next working day counts.
        let of_day = (date(2026, 2, 22), date(2026, 2, 23));
        let inside = ladder_step(&ladder, date(2026, 2, 17), of_day, &calendar);
        assert_eq!(inside.map(|s| s.days), Some(0));
    }

    #[test]
    fn a_document_is_chased_when_unopened_after_two_working_days_r_2_6() {
        let calendar = WorkCalendar::built_in();
        let friday = date(2026, 10, 9);
        for (today, is_chased) in [
            (friday, false),
            (date(2026, 10, 12), false),
            (date(2026, 10, 13), false),
            (date(2026, 10, 14), true),
        ] {
            assert_eq!(
                is_long_unopened(friday, today, &calendar),
                is_chased,
                "{today}"
            );
        }
    }
}
