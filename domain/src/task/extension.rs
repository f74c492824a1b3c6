//! More time for a task: when it may be asked and granted (domain facts §2.6).

use super::{TaskError, TaskState};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Limits of a class of tasks; a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExtensionLimits {
    /// Most extensions that may be granted for one task. Requests that were
    /// refused do not count.
    pub max_granted: u32,
    /// How many days after the due date one may still ask.
    pub ask_days_after_due: u16,
}

impl Default for ExtensionLimits {
    fn default() -> Self {
        Self {
            max_granted: 2,
            ask_days_after_due: 30,
        }
    }
}

/// What the guard looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExtensionFacts {
    /// Progress of the task.
    pub state: TaskState,
    /// Present due date.
    pub due: Option<Date>,
    /// Extensions granted so far, shortened ones too.
    pub granted: u32,
    /// Whether a request waits for its decision.
    pub has_pending: bool,
    /// Today in Viet Nam.
    pub today: Date,
}

/// Whether the lead unit may ask for `new_due`; all reasons against it.
/// Silence never grants.
#[must_use]
pub fn check_extension(
    facts: &ExtensionFacts,
    new_due: Date,
    has_reason: bool,
    limits: ExtensionLimits,
) -> Vec<TaskError> {
    let mut errors = Vec::new();
    if !facts.state.is_open() || facts.state == TaskState::Returned {
        errors.push(TaskError::NotOpen);
    }
    match facts.due {
        None => errors.push(TaskError::NoDeadline),
        Some(due) => {
            if new_due <= due || new_due < facts.today {
                errors.push(TaskError::DateNotLater);
            }
            if facts.today > due.saturating_add(i32::from(limits.ask_days_after_due).days()) {
                errors.push(TaskError::AskedTooLate);
            }
        }
    }
    if facts.granted >= limits.max_granted {
        errors.push(TaskError::ExtensionLimit);
    }
    if facts.has_pending {
        errors.push(TaskError::ExtensionPending);
    }
    if !has_reason {
        errors.push(TaskError::ReasonMissing);
    }
    errors
}

/// Whether the giver may grant `new_due` for a request made in time.
///
/// # Errors
/// When the task is finished, the limit is reached or the date is not later.
pub fn check_grant(
    facts: &ExtensionFacts,
    new_due: Date,
    limits: ExtensionLimits,
) -> Result<(), TaskError> {
    if !facts.state.is_open() {
        return Err(TaskError::NotOpen);
    }
    if facts.granted >= limits.max_granted {
        return Err(TaskError::ExtensionLimit);
    }
    match facts.due {
        None => Err(TaskError::NoDeadline),
        Some(due) if new_due <= due => Err(TaskError::DateNotLater),
        Some(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn facts() -> ExtensionFacts {
        ExtensionFacts {
            state: TaskState::InProgress,
            due: Some(date(2026, 11, 20)),
            granted: 0,
            has_pending: false,
            today: date(2026, 11, 10),
        }
    }

    fn errors(facts: ExtensionFacts) -> Vec<TaskError> {
        check_extension(&facts, date(2026, 12, 20), true, ExtensionLimits::default())
    }

    #[test]
    fn a_reasoned_request_for_a_later_date_is_let_through() {
        assert!(errors(facts()).is_empty());
        assert!(
            errors(ExtensionFacts {
                today: date(2026, 12, 20),
                ..facts()
            })
            .is_empty()
        );
    }

    #[test]
    fn each_obstacle_is_named() {
        let cases = [
            (
                ExtensionFacts {
                    state: TaskState::Done,
                    ..facts()
                },
                TaskError::NotOpen,
            ),
            (
                ExtensionFacts {
                    state: TaskState::Recalled,
                    ..facts()
                },
                TaskError::NotOpen,
            ),
            (
                ExtensionFacts {
                    state: TaskState::Returned,
                    ..facts()
                },
                TaskError::NotOpen,
            ),
            (
                ExtensionFacts {
                    due: None,
                    ..facts()
                },
                TaskError::NoDeadline,
            ),
            (
                ExtensionFacts {
                    due: Some(date(2026, 12, 20)),
                    ..facts()
                },
                TaskError::DateNotLater,
            ),
            (
                ExtensionFacts {
                    granted: 2,
                    ..facts()
                },
                TaskError::ExtensionLimit,
            ),
            (
                ExtensionFacts {
                    has_pending: true,
                    ..facts()
                },
                TaskError::ExtensionPending,
            ),
        ];
        for (facts, expected) in cases {
            assert_eq!(errors(facts), vec![expected]);
        }
        let late = ExtensionFacts {
            today: date(2026, 12, 21),
            ..facts()
        };
        assert_eq!(
            errors(late),
            vec![TaskError::DateNotLater, TaskError::AskedTooLate]
        );
    }

    #[test]
    fn all_obstacles_come_at_once() {
        let all = check_extension(
            &ExtensionFacts {
                due: None,
                granted: 9,
                has_pending: true,
                state: TaskState::Done,
                ..facts()
            },
            date(2026, 12, 20),
            false,
            ExtensionLimits::default(),
        );
        assert_eq!(all.len(), 5);
    }

    #[test]
    fn a_third_extension_is_not_granted() {
        let limits = ExtensionLimits::default();
        let granted = |n| {
            check_grant(
                &ExtensionFacts {
                    granted: n,
                    ..facts()
                },
                date(2026, 12, 1),
                limits,
            )
        };
        assert_eq!(granted(1), Ok(()));
        assert_eq!(granted(2), Err(TaskError::ExtensionLimit));
        assert_eq!(
            check_grant(&facts(), date(2026, 11, 20), limits),
            Err(TaskError::DateNotLater)
        );
    }
}
