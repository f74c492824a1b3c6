//! The agenda: items with minutes, from which clock times follow.

use jiff::ToSpan;
use jiff::civil::Time;
use serde::{Deserialize, Serialize};

crate::codes! {
    /// Who sees an item.
    AgendaKind {
        /// Everybody invited.
        Open = "open",
        /// Staff of the office and leaders only.
        Internal = "internal",
    }
}

/// One item of the agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgendaItem {
    /// What it is about.
    pub title: String,
    /// Person or unit that presents it; may be empty.
    #[serde(default)]
    pub presenter: String,
    /// Planned minutes; 0 = not planned.
    #[serde(default)]
    pub minutes: u16,
    /// Who sees it.
    pub kind: AgendaKind,
}

/// When each item begins, and when the last one ends. Without planned minutes
/// or past midnight there is no clock time to show.
#[must_use]
pub fn clock_times(starts_at: Time, items: &[AgendaItem]) -> Vec<Option<Time>> {
    let mut at = Some(starts_at);
    let mut times = vec![at];
    for item in items {
        at = at
            .filter(|_| item.minutes > 0)
            .and_then(|t| t.checked_add(i64::from(item.minutes).minutes()).ok());
        times.push(at);
    }
    times
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::time;

    fn item(minutes: u16) -> AgendaItem {
        AgendaItem {
            title: "Khai mạc".into(),
            presenter: String::new(),
            minutes,
            kind: AgendaKind::Open,
        }
    }

    #[test]
    fn clock_times_follow_from_minutes() {
        let times = clock_times(time(8, 0, 0, 0), &[item(15), item(45), item(0), item(10)]);
        let expected = [
            Some(time(8, 0, 0, 0)),
            Some(time(8, 15, 0, 0)),
            Some(time(9, 0, 0, 0)),
            None,
            None,
        ];
        assert_eq!(times, expected);
    }

    #[test]
    fn no_item_is_shown_after_midnight() {
        assert_eq!(clock_times(time(23, 30, 0, 0), &[item(45)])[1], None);
    }
}
