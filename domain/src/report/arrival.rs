//! How one report stands on the way to the office, in one word: what pictures of
//! submission count. Not here: the state alone ([`ReportState`]), the days late
//! ([`super::Punctuality`]).

use super::{BothTimely, ReportState, Timeliness};

crate::codes! {
    /// Where a report is, and whether it came by its day.
    Arrival {
        /// It is in and came by the day that was set at the opening.
        OnTime = "on_time",
        /// It is in and came after that day, by the extended one.
        Extended = "extended",
        /// It is in and came after the day that counts.
        Late = "late",
        /// It came and is back with its unit.
        Returned = "returned",
        /// It is not in, and the day is not over.
        Pending = "pending",
        /// It is not in, and the day is over.
        Missing = "missing",
        /// The unit is exempt.
        Exempt = "exempt",
    }
}

impl Arrival {
    /// What a report in this state says that kept so to its two days; an exempt
    /// one has none. One that awaits final figures (`super::awaits_final`) is in.
    #[must_use]
    pub fn of(state: ReportState, awaits_final: bool, timely: Option<BothTimely>) -> Self {
        let is_past = |t: BothTimely| matches!(t.extended, Timeliness::Late | Timeliness::Overdue);
        match (state, timely) {
            (ReportState::Exempt, _) => Self::Exempt,
            (ReportState::Returned, _) if !awaits_final => Self::Returned,
            (
                ReportState::Received
                | ReportState::Resubmitted
                | ReportState::Accepted
                | ReportState::Returned,
                timely,
            ) => match timely {
                Some(t) if is_past(t) => Self::Late,
                Some(t) if t.original != t.extended => Self::Extended,
                _ => Self::OnTime,
            },
            (_, Some(t)) if is_past(t) => Self::Missing,
            _ => Self::Pending,
        }
    }

    /// Whether the report is with the office.
    #[must_use]
    pub fn is_in(self) -> bool {
        matches!(self, Self::OnTime | Self::Extended | Self::Late)
    }

    /// Whether the unit must report.
    #[must_use]
    pub fn is_expected(self) -> bool {
        self != Self::Exempt
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ReportState as S;
    use Timeliness as T;

    fn of(state: S, original: T, extended: T) -> Arrival {
        Arrival::of(state, false, Some(BothTimely { original, extended }))
    }

    /// what was accepted and opened again for more figures came when it came.
    #[test]
    fn r_3_5_a_report_that_awaits_final_figures_is_in() {
        let of = |original, extended| {
            let timely = Some(BothTimely { original, extended });
            Arrival::of(S::Returned, true, timely)
        };
        assert_eq!(of(T::OnTime, T::OnTime), Arrival::OnTime);
        assert_eq!(of(T::Late, T::OnTime), Arrival::Extended);
        assert_eq!(of(T::Late, T::Late), Arrival::Late);
    }

    /// the extension is told apart from the day of the opening.
    #[test]
    fn r_3_5_a_report_that_is_in_says_by_which_day_it_came() {
        for state in [S::Received, S::Resubmitted, S::Accepted] {
            assert_eq!(of(state, T::OnTime, T::OnTime), Arrival::OnTime);
            assert_eq!(of(state, T::Late, T::OnTime), Arrival::Extended);
            assert_eq!(of(state, T::Late, T::Late), Arrival::Late);
        }
    }

    #[test]
    fn a_report_that_is_not_in_is_missing_only_after_its_last_day() {
        for state in [S::Scheduled, S::Open, S::Drafting] {
            assert_eq!(of(state, T::NotDue, T::NotDue), Arrival::Pending);
            assert_eq!(of(state, T::Overdue, T::DueSoon), Arrival::Pending);
            assert_eq!(of(state, T::Overdue, T::Overdue), Arrival::Missing);
        }
    }

    /// A returned report is not in, however it came the first time.
    #[test]
    fn r_3_4_returned_and_exempt_reports_are_neither_in_nor_missing() {
        assert_eq!(of(S::Returned, T::OnTime, T::OnTime), Arrival::Returned);
        assert_eq!(of(S::Returned, T::Overdue, T::Overdue), Arrival::Returned);
        assert_eq!(Arrival::of(S::Exempt, false, None), Arrival::Exempt);
        let is_in = |a: &&Arrival| a.is_in();
        assert_eq!(Arrival::ALL.iter().filter(is_in).count(), 3);
    }
}
