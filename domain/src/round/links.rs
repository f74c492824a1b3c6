//! The days of the links behind the office's own day, by the rules of the regime
//! . They are worked out whenever they are asked for and never stored.

use super::RoundDates;
use crate::calendar::{DueFinding, DueFindingCode, RegimeKind, Severity, WorkCalendar, due_on};
use crate::period::Period;
use crate::regime::{Link, LinkRule, RegimeBody};
use jiff::civil::Date;

/// The day of every link that has one, in the order of the chain.
///
/// `held_on` is the day for which the conference is convened: what is counted from
/// the conference is counted from that day, the day by the rule stays what it is.
#[must_use]
pub fn link_days(
    regime: &RegimeBody,
    period: &Period,
    dates: &RoundDates,
    held_on: Option<Date>,
    calendar: &WorkCalendar,
) -> Vec<(Link, Date)> {
    let after = |from: Date, days: u16| {
        let day = calendar.add_working_days(from, i32::from(days));
        regime.shift.moved(day, calendar)
    };
    let mut known: Vec<(Link, Date)> = Vec::new();
    for (link, rule) in regime.times(period.kind).links.iter() {
        let day = match rule {
            LinkRule::Day { due } => Some(due_on(
                &due,
                period,
                dates.closing_on,
                regime.shift,
                calendar,
            )),
            LinkRule::WorkingDaysAfterOffice { days } => Some(after(dates.office_due_on, days)),
            LinkRule::WorkingDaysAfter { link: base, days } => {
                let by_rule = known.iter().find(|(l, _)| *l == base).map(|(_, day)| *day);
                let set = held_on.filter(|_| base == Link::Conference);
                set.or(by_rule).map(|from| after(from, days))
            }
        };
        known.extend(day.map(|day| (link, day)));
    }
    known
}

/// Links that are due before the one that they follow, the first before the office:
/// errors in a State regime, warnings in a Party regime.
#[must_use]
pub fn check_links(
    dates: &RoundDates,
    days: &[(Link, Date)],
    regime: RegimeKind,
) -> Vec<DueFinding> {
    let severity = match regime {
        RegimeKind::State => Severity::Error,
        RegimeKind::Party => Severity::Warning,
    };
    let tiers = dates.chain().len();
    let mut before = dates.office_due_on;
    let mut findings = Vec::new();
    for (i, (_, day)) in days.iter().enumerate() {
        if *day < before {
            findings.push(DueFinding {
                code: DueFindingCode::LinkBeforeEarlier,
                tier: tiers + i,
                severity,
            });
        }
        before = *day;
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{DueRule, Shift};
    use crate::period::{PeriodKind, Scheme};
    use crate::regime::LinkDues;
    use crate::round::{DateChoice, plan_dates};
    use jiff::civil::date;

    fn after(link: Link, days: u16) -> Option<LinkRule> {
        Some(LinkRule::WorkingDaysAfter { link, days })
    }

    /// The whole chain: the office on Thursday 8/10/2026.
    fn chain(kind: RegimeKind) -> RegimeBody {
        RegimeBody {
            links: LinkDues {
                opinions: Some(LinkRule::WorkingDaysAfterOffice { days: 2 }),
                final_report: after(Link::Opinions, 1),
                conference: Some(LinkRule::Day {
                    due: DueRule::CalendarDaysAfterEnd { days: 17 },
                }),
                notice: after(Link::Conference, 3),
                publication: after(Link::Notice, 1),
            },
            kind,
            ..crate::regime::tests::body()
        }
    }

    fn quarter() -> Period {
        Period::new(Scheme::Lich, PeriodKind::Quarter, 2026, 3).unwrap()
    }

    fn days(regime: &RegimeBody, held_on: Option<Date>) -> (RoundDates, Vec<(Link, Date)>) {
        let calendar = WorkCalendar::built_in();
        let dates = plan_dates(regime, &quarter(), &DateChoice::default(), &calendar);
        let days = link_days(regime, &quarter(), &dates, held_on, &calendar);
        (dates, days)
    }

    /// domain facts §1.3.
    #[test]
    fn r_3_2_every_link_behind_the_office_has_its_day_by_the_rules() {
        let (dates, found) = days(&chain(RegimeKind::State), None);
        assert_eq!(dates.office_due_on, date(2026, 10, 8));
        assert_eq!(
            found,
            [
                (Link::Opinions, date(2026, 10, 12)),
                (Link::Final, date(2026, 10, 13)),
                // 17/10 is a Saturday.
                (Link::Conference, date(2026, 10, 19)),
                (Link::Notice, date(2026, 10, 22)),
                (Link::Publication, date(2026, 10, 23)),
            ]
        );
        assert_eq!(check_links(&dates, &found, RegimeKind::State), []);
    }

    /// days off move as the regime says.
    #[test]
    fn r_3_2_a_link_on_a_day_off_moves_as_the_regime_says() {
        for (shift, expected) in [
            (Shift::Next, date(2026, 10, 19)),
            (Shift::Previous, date(2026, 10, 16)),
            (Shift::Same, date(2026, 10, 17)),
        ] {
            let regime = RegimeBody {
                shift,
                ..chain(RegimeKind::Party)
            };
            let (_, found) = days(&regime, None);
            assert_eq!(found[2], (Link::Conference, expected));
        }
    }

    /// the notice follows the conference as it is convened.
    #[test]
    fn r_3_2_what_follows_the_conference_is_counted_from_its_day() {
        let (_, found) = days(&chain(RegimeKind::Party), Some(date(2026, 10, 23)));
        assert_eq!(found[2], (Link::Conference, date(2026, 10, 19)));
        assert_eq!(found[3], (Link::Notice, date(2026, 10, 28)));
        let mut without = chain(RegimeKind::Party);
        without.links.conference = None;
        let (_, found) = days(&without, None);
        assert_eq!(found.len(), 2);
        let (_, found) = days(&without, Some(date(2026, 10, 23)));
        assert_eq!(found[2], (Link::Notice, date(2026, 10, 28)));
    }

    /// in order, an error for the State and a warning for the Party.
    #[test]
    fn r_3_2_a_link_before_the_one_that_it_follows_is_found() {
        for (kind, severity) in [
            (RegimeKind::State, Severity::Error),
            (RegimeKind::Party, Severity::Warning),
        ] {
            let mut regime = chain(kind);
            let due = DueRule::CalendarDaysAfterEnd { days: 12 };
            regime.links.conference = Some(LinkRule::Day { due });
            let (dates, found) = days(&regime, None);
            assert_eq!(found[2].1, date(2026, 10, 12));
            assert_eq!(
                check_links(&dates, &found, kind),
                [DueFinding {
                    code: DueFindingCode::LinkBeforeEarlier,
                    tier: 4,
                    severity
                }]
            );
        }
    }
}
