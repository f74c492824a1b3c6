//! The dates of a round by the regime's rules, and what is wrong with them.

use super::RoundError;
use crate::calendar::{
    DueFinding, DueFindingCode, DueRule, RegimeKind, Severity, WorkCalendar, YearDoubt,
    check_due_chain, due_on,
};
use crate::period::Period;
use crate::regime::RegimeBody;
use crate::unit::Tier;
use jiff::ToSpan;
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

/// A day for some of the tiers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TierDates {
    /// Xã.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commune: Option<Date>,
    /// Huyện, until 30/6/2025.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub district: Option<Date>,
    /// Tỉnh.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub province: Option<Date>,
    /// Trung ương.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub central: Option<Date>,
}

impl TierDates {
    /// The day of a tier, if it has one of its own.
    #[must_use]
    pub fn get(&self, tier: Tier) -> Option<Date> {
        match tier {
            Tier::Commune => self.commune,
            Tier::District => self.district,
            Tier::Province => self.province,
            Tier::Central => self.central,
        }
    }

    /// Gives a tier its day.
    pub fn set(&mut self, tier: Tier, day: Option<Date>) {
        *match tier {
            Tier::Commune => &mut self.commune,
            Tier::District => &mut self.district,
            Tier::Province => &mut self.province,
            Tier::Central => &mut self.central,
        } = day;
    }

    /// The tiers that have a day, lowest first.
    pub fn iter(&self) -> impl Iterator<Item = (Tier, Date)> + '_ {
        let up = Tier::ALL.iter().rev();
        up.filter_map(|tier| Some((*tier, self.get(*tier)?)))
    }
}

/// The four dates of a round, independent of the calendar end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundDates {
    /// First day that the figures cover: the day after the figures of the period
    /// before were closed by the regime's rule.
    pub data_from: Date,
    /// Day on which the figures are closed (*chốt số liệu*).
    pub closing_on: Date,
    /// Day from which units may write.
    pub opens_on: Date,
    /// Last day for the units of the lowest tier, and for every unit whose tier
    /// has no day of its own.
    pub units_due_on: Date,
    /// Last day for units of tiers above the lowest.
    #[serde(default)]
    pub tiers: TierDates,
    /// Last day for the consolidator.
    pub office_due_on: Date,
    /// Hour of every due day, as the regime states it; without one its end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_by: Option<Time>,
}

impl RoundDates {
    /// Last day for a unit of this tier.
    #[must_use]
    pub fn due_of(&self, tier: Tier) -> Date {
        self.tiers.get(tier).unwrap_or(self.units_due_on)
    }

    /// First day on which the figures of `period` can be closed: one that they cover,
    /// and not before the period begins unless the regime's own rule closes earlier.
    #[must_use]
    pub fn earliest_closing(&self, period: &Period, regime: &RegimeBody) -> Date {
        let by_rule = regime.times(period.kind).closing.of(period);
        self.data_from.max(period.from.min(by_rule))
    }

    /// All due days, lowest tier first, the office last.
    #[must_use]
    pub fn chain(&self) -> Vec<Date> {
        let mut chain = vec![self.units_due_on];
        chain.extend(self.tiers.iter().map(|(_, day)| day));
        chain.push(self.office_due_on);
        chain
    }

    /// The years of the closing and due days whose days off are not known or not
    /// all announced.
    #[must_use]
    pub fn doubts(&self, calendar: &WorkCalendar) -> Vec<(i16, YearDoubt)> {
        let mut days = self.chain();
        days.push(self.closing_on);
        calendar.doubts(days)
    }
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
    /// See [`RoundDates::tiers`].
    #[serde(default)]
    pub tiers: TierDates,
    /// See [`RoundDates::office_due_on`].
    pub office_due_on: Option<Date>,
}

/// Whether a regime may be run over a period: its frequencies and its scheme.
/// A custom span is always allowed, for thematic and ad hoc rounds, and a
/// calendar day for a regime of days.
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
    let times = regime.times(period.kind);
    let closing_on = choice
        .closing_on
        .unwrap_or_else(|| times.closing.of(period));
    let due = |rule: &DueRule| due_on(rule, period, closing_on, regime.shift, calendar);
    let mut tiers = TierDates::default();
    for step in &times.tier_dues {
        tiers.set(step.tier, Some(due(&step.rule)));
    }
    for (tier, day) in choice.tiers.iter() {
        tiers.set(tier, Some(day));
    }
    RoundDates {
        data_from: times.closing.first_day(period),
        closing_on,
        opens_on: choice.opens_on.unwrap_or_else(|| {
            closing_on.saturating_sub(i32::from(regime.opens_days_before).days())
        }),
        units_due_on: choice.units_due_on.unwrap_or_else(|| due(&times.units_due)),
        tiers,
        office_due_on: choice
            .office_due_on
            .unwrap_or_else(|| due(&times.office_due)),
        due_by: regime.due_by,
    }
}

/// What is wrong with the dates: the chain of tiers, opening after the end, and
/// figures that are closed before they begin.
/// Findings of grave severity and the error hinder opening; warnings are shown.
///
/// # Errors
/// [`RoundError::ClosesBeforeData`], [`RoundError::OpensAfterDue`],
/// [`RoundError::DueChain`] beside the findings.
#[must_use]
pub fn check_dates(
    dates: &RoundDates,
    period: &Period,
    regime: &RegimeBody,
    calendar: &WorkCalendar,
) -> (Vec<DueFinding>, Vec<RoundError>) {
    let chain = dates.chain();
    let mut findings = check_due_chain(dates.closing_on, &chain, regime.kind, calendar);
    if let Some(day) = regime.latest_day {
        let rule = DueRule::DayOfLastMonth { day };
        let latest = due_on(&rule, period, dates.closing_on, regime.shift, calendar);
        if dates.office_due_on > latest {
            findings.push(DueFinding {
                code: DueFindingCode::AfterLatest,
                tier: chain.len() - 1,
                severity: match regime.kind {
                    RegimeKind::State => Severity::Error,
                    RegimeKind::Party => Severity::Warning,
                },
            });
        }
    }
    let mut errors = Vec::new();
    if dates.closing_on < dates.earliest_closing(period, regime) {
        errors.push(RoundError::ClosesBeforeData);
    }
    if dates.chain().iter().any(|due| dates.opens_on > *due) {
        errors.push(RoundError::OpensAfterDue);
    }
    if findings.iter().any(|f| f.severity == Severity::Error) {
        errors.push(RoundError::DueChain);
    }
    (findings, errors)
}

#[cfg(test)]
#[path = "dates_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "closing_tests.rs"]
mod closing_tests;
