//! Opinions on a draft: a window with opening and closing time, what is
//! said on which paragraph, and the office's answer to each.

use super::state::ConsolidationError;
use jiff::Timestamp;

crate::codes! {
    /// What the office made of an opinion.
    OpinionAnswer {
        /// Chưa trả lời.
        Open = "open",
        /// Tiếp thu.
        Accepted = "accepted",
        /// Giải trình, not taken over; needs its reason.
        Rejected = "rejected",
    }
}

crate::codes! {
    /// Where an opinion round stands at one moment.
    WindowState {
        /// Chưa đến giờ mở.
        Planned = "planned",
        /// Đang lấy ý kiến.
        Open = "open",
        /// Đã hết hạn hoặc đã đóng.
        Closed = "closed",
    }
}

/// The time in which opinions are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// From when.
    pub opens_at: Timestamp,
    /// Until when, this instant included.
    pub closes_at: Timestamp,
    /// When the office ended it before its time.
    pub closed_at: Option<Timestamp>,
}

impl Window {
    /// A window that may be announced at `now`.
    ///
    /// # Errors
    /// [`ConsolidationError::WindowEmpty`] when it ends before it opens or lies
    /// in the past.
    pub fn plan(
        opens_at: Timestamp,
        closes_at: Timestamp,
        now: Timestamp,
    ) -> Result<Self, ConsolidationError> {
        if closes_at <= opens_at || closes_at <= now {
            return Err(ConsolidationError::WindowEmpty);
        }
        Ok(Self {
            opens_at,
            closes_at,
            closed_at: None,
        })
    }

    /// Where it stands.
    #[must_use]
    pub fn state(&self, now: Timestamp) -> WindowState {
        if self.closed_at.is_some() || now > self.closes_at {
            WindowState::Closed
        } else if now < self.opens_at {
            WindowState::Planned
        } else {
            WindowState::Open
        }
    }

    /// Whether an opinion may be given.
    ///
    /// # Errors
    /// [`ConsolidationError::OpinionNotOpen`], [`ConsolidationError::OpinionClosed`].
    pub fn check_open(&self, now: Timestamp) -> Result<(), ConsolidationError> {
        match self.state(now) {
            WindowState::Open => Ok(()),
            WindowState::Planned => Err(ConsolidationError::OpinionNotOpen),
            WindowState::Closed => Err(ConsolidationError::OpinionClosed),
        }
    }
}

/// Whether an answer may be given: what is not taken over needs its reason.
///
/// # Errors
/// [`ConsolidationError::AnswerMissing`].
pub fn check_answer(answer: OpinionAnswer, words: &str) -> Result<(), ConsolidationError> {
    if answer == OpinionAnswer::Accepted || !words.trim().is_empty() {
        Ok(())
    } else {
        Err(ConsolidationError::AnswerMissing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hour: i64) -> Timestamp {
        Timestamp::from_second(hour * 3_600).unwrap()
    }

    #[test]
    fn r_4_6_opinions_are_taken_from_opening_to_closing_time_and_not_after() {
        let window = Window::plan(at(10), at(20), at(9)).unwrap();
        for (hour, state) in [
            (9, WindowState::Planned),
            (10, WindowState::Open),
            (20, WindowState::Open),
            (21, WindowState::Closed),
        ] {
            assert_eq!(window.state(at(hour)), state, "{hour}");
        }
        assert_eq!(
            window.check_open(at(21)),
            Err(ConsolidationError::OpinionClosed)
        );
        assert_eq!(
            window.check_open(at(9)),
            Err(ConsolidationError::OpinionNotOpen)
        );
        let ended = Window {
            closed_at: Some(at(12)),
            ..window
        };
        assert_eq!(ended.state(at(13)), WindowState::Closed);
        for (opens, closes) in [(10, 10), (12, 11), (1, 5)] {
            assert_eq!(
                Window::plan(at(opens), at(closes), at(9)),
                Err(ConsolidationError::WindowEmpty)
            );
        }
    }

    #[test]
    fn what_is_not_taken_over_is_answered_with_a_reason() {
        assert_eq!(check_answer(OpinionAnswer::Accepted, ""), Ok(()));
        assert_eq!(
            check_answer(OpinionAnswer::Rejected, " "),
            Err(ConsolidationError::AnswerMissing)
        );
        assert_eq!(
            check_answer(OpinionAnswer::Rejected, "Ngoài phạm vi kỳ này."),
            Ok(())
        );
    }
}
