//! Rounds (*kỳ giao ban*): one regime version run over one period.
//!
//! Here: the four dates of a round, what is wrong with them, and the one
//! answer to "may this unit still send?". Not here: who must report
//! ([`crate::regime::UnitRule`]) and what late means
//! ([`crate::report::Timeliness`]).

use crate::calendar::{
    DueFinding, WorkCalendar, check_due_chain, day_in_vietnam, due_on, end_of_day_in_vietnam,
};
use crate::period::Period;
use crate::regime::RegimeBody;
use crate::report::{ReportError, ReportState};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

crate::codes! {
    /// Whether a round still takes reports from every unit.
    RoundState {
        /// Đang mở. Late reports are taken and shown as late.
        Open = "open",
        /// Đã đóng: only units with an extension that still runs may send.
        Closed = "closed",
    }
}

/// The four dates of a round, independent of the calendar end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundDates {
    /// Day on which the figures are closed (*chốt số liệu*).
    pub closing_on: Date,
    /// Day from which units may write.
    pub opens_on: Date,
    /// Last day for units.
    pub units_due_on: Date,
    /// Last day for the consolidator.
    pub office_due_on: Date,
}

/// Dates that a person sets instead of the computed ones.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateChoice {
    /// See [`RoundDates::closing_on`].
    pub closing_on: Option<Date>,
    /// See [`RoundDates::opens_on`].
    pub opens_on: Option<Date>,
    /// See [`RoundDates::units_due_on`].
    pub units_due_on: Option<Date>,
    /// See [`RoundDates::office_due_on`].
    pub office_due_on: Option<Date>,
}

/// Why a round cannot be opened or closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RoundError {
    /// The regime is not run at this frequency (element 7).
    #[error("round.frequency")]
    Frequency,
    /// The period is counted by another scheme than the regime's (element 8).
    #[error("round.scheme")]
    Scheme,
    /// It would open after the units' due day.
    #[error("round.opens_after_due")]
    OpensAfterDue,
    /// A State regime forbids the chain of dates (Decree 09/2019 art. 8.5).
    #[error("round.due_chain")]
    DueChain,
    /// The rule names no unit in this area.
    #[error("round.no_targets")]
    NoTargets,
    /// It is closed already.
    #[error("round.closed_already")]
    ClosedAlready,
}

impl RoundError {
    /// The code under which texts are found.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Frequency => "round.frequency",
            Self::Scheme => "round.scheme",
            Self::OpensAfterDue => "round.opens_after_due",
            Self::DueChain => "round.due_chain",
            Self::NoTargets => "round.no_targets",
            Self::ClosedAlready => "round.closed_already",
        }
    }
}

/// Whether a regime may be run over a period: its frequencies and its scheme.
/// A custom span is always allowed, for thematic and ad hoc rounds.
///
/// # Errors
/// [`RoundError::Frequency`], [`RoundError::Scheme`].
pub fn check_period(regime: &RegimeBody, period: &Period) -> Result<(), RoundError> {
    if period.scheme == crate::period::Scheme::Custom {
        return Ok(());
    }
    if period.scheme != regime.scheme {
        return Err(RoundError::Scheme);
    }
    if regime.frequencies.contains(&period.kind) {
        Ok(())
    } else {
        Err(RoundError::Frequency)
    }
}

/// The dates of a round by the regime's rules, where `choice` says nothing else.
/// Due days follow from the closing day that was chosen.
#[must_use]
pub fn plan_dates(
    regime: &RegimeBody,
    period: &Period,
    choice: &DateChoice,
    calendar: &WorkCalendar,
) -> RoundDates {
    let closing_on = choice.closing_on.unwrap_or(period.to);
    let due = |rule| due_on(rule, period, closing_on, regime.shift, calendar);
    RoundDates {
        closing_on,
        opens_on: choice.opens_on.unwrap_or_else(|| {
            closing_on.saturating_sub(i32::from(regime.opens_days_before).days())
        }),
        units_due_on: choice
            .units_due_on
            .unwrap_or_else(|| due(&regime.units_due)),
        office_due_on: choice
            .office_due_on
            .unwrap_or_else(|| due(&regime.office_due)),
    }
}

/// What is wrong with the dates: the chain of tiers, and opening after the end.
/// Findings of grave severity and the error hinder opening; warnings are shown.
///
/// # Errors
/// [`RoundError::OpensAfterDue`], [`RoundError::DueChain`] beside the findings.
#[must_use]
pub fn check_dates(
    dates: &RoundDates,
    regime: &RegimeBody,
    calendar: &WorkCalendar,
) -> (Vec<DueFinding>, Vec<RoundError>) {
    let tiers = [dates.units_due_on, dates.office_due_on];
    let findings = check_due_chain(dates.closing_on, &tiers, regime.kind, calendar);
    let mut errors = Vec::new();
    if dates.opens_on > dates.units_due_on {
        errors.push(RoundError::OpensAfterDue);
    }
    if findings
        .iter()
        .any(|f| f.severity == crate::calendar::Severity::Error)
    {
        errors.push(RoundError::DueChain);
    }
    (findings, errors)
}

/// The state in which a unit's report begins.
#[must_use]
pub fn first_state(opens_on: Date, today: Date) -> ReportState {
    if today < opens_on {
        ReportState::Scheduled
    } else {
        ReportState::Open
    }
}

/// Whether a unit may write and send now: the round has opened, and it is open
/// or the unit's extension still runs (until the end of that day in Viet Nam).
///
/// # Errors
/// [`ReportError::NotOpenYet`], [`ReportError::RoundClosed`].
pub fn check_open(
    state: RoundState,
    opens_on: Date,
    extended_due_on: Option<Date>,
    now: Timestamp,
) -> Result<(), ReportError> {
    if day_in_vietnam(now) < opens_on {
        return Err(ReportError::NotOpenYet);
    }
    let is_extended = extended_due_on.is_some_and(|day| now <= end_of_day_in_vietnam(day));
    if state == RoundState::Open || is_extended {
        Ok(())
    } else {
        Err(ReportError::RoundClosed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{RegimeKind, Severity};
    use crate::period::{PeriodKind, Scheme};
    use jiff::civil::date;

    fn regime(kind: RegimeKind) -> RegimeBody {
        RegimeBody {
            kind,
            ..crate::regime::tests::body()
        }
    }

    fn quarter() -> Period {
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
            let (findings, errors) = check_dates(&dates, &regime(kind), &calendar);
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
            check_dates(&dates, &body, &calendar).1,
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
    fn a_closed_round_takes_reports_only_while_an_extension_runs() {
        let opens = date(2026, 9, 15);
        let evening: Timestamp = "2026-10-07T16:59:00Z".parse().unwrap();
        let next_day: Timestamp = "2026-10-07T17:00:00Z".parse().unwrap();
        let extended = Some(date(2026, 10, 7));
        assert_eq!(check_open(RoundState::Open, opens, None, next_day), Ok(()));
        assert_eq!(
            check_open(RoundState::Closed, opens, None, evening),
            Err(ReportError::RoundClosed)
        );
        assert_eq!(
            check_open(RoundState::Closed, opens, extended, evening),
            Ok(())
        );
        assert_eq!(
            check_open(RoundState::Closed, opens, extended, next_day),
            Err(ReportError::RoundClosed)
        );
    }

    #[test]
    fn nobody_writes_before_the_opening_day() {
        let opens = date(2026, 9, 15);
        let before: Timestamp = "2026-09-14T16:59:59Z".parse().unwrap();
        assert_eq!(
            check_open(RoundState::Open, opens, None, before),
            Err(ReportError::NotOpenYet)
        );
        assert_eq!(
            first_state(opens, date(2026, 9, 14)),
            ReportState::Scheduled
        );
        assert_eq!(first_state(opens, opens), ReportState::Open);
    }
}
