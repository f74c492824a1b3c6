//! Attendance of delegates.

use super::ConferenceState;
use crate::account::Post;
use crate::id::UnitId;
use crate::text::fold;

crate::codes! {
    /// Whether a delegate comes, and came.
    AttendanceState {
        /// Named by the unit.
        Named = "named",
        /// Confirmed by the unit.
        Confirmed = "confirmed",
        /// Vắng có lý do.
        Excused = "excused",
        /// Có mặt.
        Present = "present",
        /// Có mặt muộn.
        Late = "late",
        /// Vắng.
        Absent = "absent",
    }
}

/// Whether a delegate of `unit` votes there: `voters` are the voting posts
/// of the day with the names of their holders. Delegates are named by their
/// units in words, so the name decides, whatever its marks and capitals.
#[must_use]
pub fn is_voting_delegate(unit: UnitId, name: &str, voters: &[(Post, String)]) -> bool {
    let is_it = |(post, holder): &(Post, String)| post.unit == unit && fold(holder) == fold(name);
    voters.iter().any(is_it)
}

impl AttendanceState {
    /// Whether the delegate is or was in the room.
    #[must_use]
    pub fn is_here(self) -> bool {
        matches!(self, Self::Present | Self::Late)
    }

    /// Whether this can be written while the conference stands so: who came is
    /// known once it sits; apologies come before as well.
    #[must_use]
    pub fn is_allowed_in(self, state: ConferenceState) -> bool {
        match self {
            Self::Named | Self::Confirmed | Self::Excused => state != ConferenceState::Draft,
            Self::Present | Self::Late | Self::Absent => {
                matches!(state, ConferenceState::InSession | ConferenceState::Closed)
            }
        }
    }
}

/// Delegates and units by attendance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct HeadCount {
    /// Delegates named.
    pub named: usize,
    /// In the room, late ones too.
    pub here: usize,
    /// Of them, late.
    pub late: usize,
    /// Excused.
    pub excused: usize,
    /// Absent without a reason.
    pub absent: usize,
}

impl FromIterator<AttendanceState> for HeadCount {
    fn from_iter<I: IntoIterator<Item = AttendanceState>>(all: I) -> Self {
        let mut count = Self::default();
        for state in all {
            count.named += 1;
            count.here += usize::from(state.is_here());
            count.late += usize::from(state == AttendanceState::Late);
            count.excused += usize::from(state == AttendanceState::Excused);
            count.absent += usize::from(state == AttendanceState::Absent);
        }
        count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_came_is_not_known_before_the_conference_sits() {
        use AttendanceState as A;
        use ConferenceState as C;
        for state in [A::Present, A::Late, A::Absent] {
            assert!(!state.is_allowed_in(C::Convened));
            assert!(state.is_allowed_in(C::InSession) && state.is_allowed_in(C::Closed));
        }
        assert!(A::Excused.is_allowed_in(C::Convened) && !A::Named.is_allowed_in(C::Draft));
    }

    #[test]
    fn late_delegates_are_here_as_well() {
        use AttendanceState as A;
        let count: HeadCount = [A::Present, A::Late, A::Excused, A::Absent, A::Named]
            .into_iter()
            .collect();
        assert_eq!(
            count,
            HeadCount {
                named: 5,
                here: 2,
                late: 1,
                excused: 1,
                absent: 1
            }
        );
    }
}
