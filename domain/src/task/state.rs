//! The stored progress of a task and the guard of each act (domain facts §9.2).

use jiff::civil::Date;

crate::codes! {
    /// How far a task has come. Late or in time is not here: see
    /// [`super::timeliness`].
    TaskState {
        /// Nháp: a conclusion whose notice is not issued binds nobody.
        Draft = "draft",
        /// Đã giao.
        Assigned = "assigned",
        /// Trả lại: the lead unit disputes that it is the right one.
        Returned = "returned",
        /// Đang thực hiện.
        InProgress = "in_progress",
        /// Chờ xác nhận: the lead says done, the giver has not confirmed.
        AwaitingConfirmation = "awaiting_confirmation",
        /// Hoàn thành: confirmed.
        Done = "done",
        /// Thu hồi.
        Recalled = "recalled",
        /// Tạm dừng.
        Paused = "paused",
    }
}

impl TaskState {
    /// Whether somebody still has to do something.
    #[must_use]
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Draft | Self::Done | Self::Recalled)
    }
}

crate::codes! {
    /// What can be done to a task. Asking for more time changes no state and
    /// has its own guard, [`super::check_extension`].
    Act {
        /// Giao: by the giver, with the notice of conclusions or directly.
        Issue = "task.issue",
        /// Trả lại: by the lead unit, before the first progress.
        Return = "task.return",
        /// Giao lại after a return.
        Reassign = "task.reassign",
        /// Cập nhật tiến độ: by the lead or a cooperating unit.
        Progress = "task.progress",
        /// Gửi kết quả: by the lead unit.
        Submit = "task.submit",
        /// Xác nhận: by the giver.
        Confirm = "task.confirm",
        /// Không xác nhận: by the giver.
        Reject = "task.reject",
        /// Thu hồi: by the giver.
        Recall = "task.recall",
        /// Mở lại: by the giver.
        Reopen = "task.reopen",
        /// Tạm dừng: by the giver.
        Pause = "task.pause",
        /// Tiếp tục: by the giver.
        Resume = "task.resume",
        /// Chuyển: by the giver, or on a reorganisation.
        Transfer = "task.transfer",
    }
}

/// What the guards look at besides the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Facts {
    /// Whether the task's conclusion is issued, or the task is given directly.
    pub is_issued: bool,
    /// Whether any unit has entered progress.
    pub has_progress: bool,
    /// The state before the result was submitted or the task paused.
    pub previous: Option<TaskState>,
    /// Whether the act says anything: the reason, the progress or the result.
    pub has_text: bool,
    /// Whether a new due date comes with the act, and which.
    pub new_due: Option<Date>,
    /// Today in Viet Nam.
    pub today: Date,
}

/// Why an act on a task is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TaskError {
    /// The act does not exist in this state.
    #[error("task.wrong_state")]
    WrongState,
    /// The notice of conclusions is not issued.
    #[error("task.not_issued")]
    NotIssued,
    /// A return, refusal, recall, pause, transfer or reopening needs a reason.
    #[error("task.reason_missing")]
    ReasonMissing,
    /// Progress without a word or a product says nothing.
    #[error("task.text_missing")]
    TextMissing,
    /// A result needs the declared output.
    #[error("task.result_missing")]
    ResultMissing,
    /// Work has begun: ask the giver to recall instead of returning.
    #[error("task.progress_begun")]
    ProgressBegun,
    /// Reopening needs a new due date that is not past.
    #[error("task.new_due_missing")]
    NewDueMissing,
    /// A task without deadline cannot get more time.
    #[error("task.no_deadline")]
    NoDeadline,
    /// Finished, withdrawn or not binding: no more time.
    #[error("task.not_open")]
    NotOpen,
    /// As many extensions as allowed were granted.
    #[error("task.extension_limit")]
    ExtensionLimit,
    /// A request is still undecided.
    #[error("task.extension_pending")]
    ExtensionPending,
    /// The new date is not later than the present one.
    #[error("task.date_not_later")]
    DateNotLater,
    /// The due date is too long past for asking.
    #[error("task.asked_too_late")]
    AskedTooLate,
}

impl TaskError {
    /// The code under which texts are found.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::WrongState => "task.wrong_state",
            Self::NotIssued => "task.not_issued",
            Self::ReasonMissing => "task.reason_missing",
            Self::TextMissing => "task.text_missing",
            Self::ResultMissing => "task.result_missing",
            Self::ProgressBegun => "task.progress_begun",
            Self::NewDueMissing => "task.new_due_missing",
            Self::NoDeadline => "task.no_deadline",
            Self::NotOpen => "task.not_open",
            Self::ExtensionLimit => "task.extension_limit",
            Self::ExtensionPending => "task.extension_pending",
            Self::DateNotLater => "task.date_not_later",
            Self::AskedTooLate => "task.asked_too_late",
        }
    }
}

/// The state after `act`, or why it is refused. The state is looked at before
/// the words, so that nobody is asked for a reason that would not help.
///
/// # Errors
/// [`TaskError`]; nothing is changed.
pub fn next_state(state: TaskState, act: Act, facts: &Facts) -> Result<TaskState, TaskError> {
    use TaskState as S;
    let next = match (act, state) {
        (Act::Issue, S::Draft) if facts.is_issued => S::Assigned,
        (Act::Issue, S::Draft) => return Err(TaskError::NotIssued),
        (Act::Return, S::Assigned) if !facts.has_progress => S::Returned,
        (Act::Return, S::Assigned | S::InProgress) => return Err(TaskError::ProgressBegun),
        (Act::Reassign, S::Returned) => S::Assigned,
        (Act::Progress, S::Assigned | S::InProgress) => S::InProgress,
        (Act::Submit, S::InProgress) => S::AwaitingConfirmation,
        (Act::Confirm, S::AwaitingConfirmation) => S::Done,
        // Back to where it came from, never to a fixed state (§2.6).
        (Act::Reject, S::AwaitingConfirmation) => facts.previous.unwrap_or(S::InProgress),
        (
            Act::Recall,
            S::Draft
            | S::Assigned
            | S::Returned
            | S::InProgress
            | S::AwaitingConfirmation
            | S::Paused,
        ) => S::Recalled,
        (Act::Reopen, S::Done) => S::InProgress,
        (Act::Pause, S::Assigned | S::InProgress) => S::Paused,
        (Act::Resume, S::Paused) => facts.previous.unwrap_or(S::InProgress),
        (Act::Transfer, s) if s.is_open() => s,
        _ => return Err(TaskError::WrongState),
    };
    check_words(act, facts)?;
    Ok(next)
}

fn check_words(act: Act, facts: &Facts) -> Result<(), TaskError> {
    match act {
        Act::Issue | Act::Confirm | Act::Resume => Ok(()),
        Act::Progress if !facts.has_text => Err(TaskError::TextMissing),
        Act::Submit if !facts.has_text => Err(TaskError::ResultMissing),
        Act::Progress | Act::Submit => Ok(()),
        Act::Reopen if facts.has_text && facts.new_due.is_none_or(|due| due < facts.today) => {
            Err(TaskError::NewDueMissing)
        }
        _ if !facts.has_text => Err(TaskError::ReasonMissing),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::TaskState as S;
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn facts() -> Facts {
        Facts {
            is_issued: true,
            has_progress: false,
            previous: None,
            has_text: true,
            new_due: Some(date(2026, 12, 31)),
            today: date(2026, 11, 1),
        }
    }

    #[test]
    fn each_act_exists_in_exactly_these_states() {
        let table: &[(Act, &[(S, S)])] = &[
            (Act::Issue, &[(S::Draft, S::Assigned)]),
            (Act::Return, &[(S::Assigned, S::Returned)]),
            (Act::Reassign, &[(S::Returned, S::Assigned)]),
            (
                Act::Progress,
                &[(S::Assigned, S::InProgress), (S::InProgress, S::InProgress)],
            ),
            (Act::Submit, &[(S::InProgress, S::AwaitingConfirmation)]),
            (Act::Confirm, &[(S::AwaitingConfirmation, S::Done)]),
            (Act::Reject, &[(S::AwaitingConfirmation, S::InProgress)]),
            (
                Act::Recall,
                &[
                    (S::Draft, S::Recalled),
                    (S::Assigned, S::Recalled),
                    (S::Returned, S::Recalled),
                    (S::InProgress, S::Recalled),
                    (S::AwaitingConfirmation, S::Recalled),
                    (S::Paused, S::Recalled),
                ],
            ),
            (Act::Reopen, &[(S::Done, S::InProgress)]),
            (
                Act::Pause,
                &[(S::Assigned, S::Paused), (S::InProgress, S::Paused)],
            ),
            (Act::Resume, &[(S::Paused, S::InProgress)]),
            (
                Act::Transfer,
                &[
                    (S::Assigned, S::Assigned),
                    (S::Returned, S::Returned),
                    (S::InProgress, S::InProgress),
                    (S::AwaitingConfirmation, S::AwaitingConfirmation),
                    (S::Paused, S::Paused),
                ],
            ),
        ];
        assert_eq!(table.len(), Act::ALL.len());
        for (act, allowed) in table {
            for state in S::ALL {
                let expected = allowed
                    .iter()
                    .find(|(from, _)| from == state)
                    .map(|(_, to)| *to);
                assert_eq!(
                    next_state(*state, *act, &facts()).ok(),
                    expected,
                    "{} in {}",
                    act.code(),
                    state.code()
                );
            }
        }
    }

    #[test]
    fn a_conclusion_binds_nobody_before_its_notice_is_issued() {
        let facts = Facts {
            is_issued: false,
            ..facts()
        };
        assert_eq!(
            next_state(S::Draft, Act::Issue, &facts),
            Err(TaskError::NotIssued)
        );
    }

    #[test]
    fn a_lead_unit_returns_a_task_only_before_the_first_progress() {
        let facts = Facts {
            has_progress: true,
            ..facts()
        };
        assert_eq!(
            next_state(S::Assigned, Act::Return, &facts),
            Err(TaskError::ProgressBegun)
        );
        assert_eq!(
            next_state(S::InProgress, Act::Return, &facts),
            Err(TaskError::ProgressBegun)
        );
    }

    #[test]
    fn a_rejected_result_goes_back_to_the_state_before() {
        for previous in [S::InProgress, S::Assigned] {
            let facts = Facts {
                previous: Some(previous),
                ..facts()
            };
            assert_eq!(
                next_state(S::AwaitingConfirmation, Act::Reject, &facts),
                Ok(previous)
            );
            assert_eq!(next_state(S::Paused, Act::Resume, &facts), Ok(previous));
        }
    }

    #[test]
    fn acts_against_somebody_need_a_reason_and_work_needs_words() {
        let silent = Facts {
            has_text: false,
            ..facts()
        };
        let cases = [
            (S::Assigned, Act::Return, TaskError::ReasonMissing),
            (S::Returned, Act::Reassign, TaskError::ReasonMissing),
            (
                S::AwaitingConfirmation,
                Act::Reject,
                TaskError::ReasonMissing,
            ),
            (S::InProgress, Act::Recall, TaskError::ReasonMissing),
            (S::InProgress, Act::Pause, TaskError::ReasonMissing),
            (S::InProgress, Act::Transfer, TaskError::ReasonMissing),
            (S::Done, Act::Reopen, TaskError::ReasonMissing),
            (S::InProgress, Act::Progress, TaskError::TextMissing),
            (S::InProgress, Act::Submit, TaskError::ResultMissing),
        ];
        for (state, act, error) in cases {
            assert_eq!(
                next_state(state, act, &silent),
                Err(error),
                "{}",
                act.code()
            );
        }
    }

    #[test]
    fn reopening_needs_a_date_that_is_not_past() {
        for new_due in [None, Some(date(2026, 10, 31))] {
            let facts = Facts { new_due, ..facts() };
            assert_eq!(
                next_state(S::Done, Act::Reopen, &facts),
                Err(TaskError::NewDueMissing)
            );
        }
    }

    proptest! {
        #[test]
        fn whatever_people_do_a_task_is_done_only_by_confirmation(
            acts in proptest::collection::vec(0..Act::ALL.len(), 0..40),
            texts in proptest::collection::vec(any::<bool>(), 40),
        ) {
            let mut state = S::Draft;
            let mut previous = None;
            let mut has_progress = false;
            for (i, index) in acts.iter().enumerate() {
                let act = Act::ALL[*index];
                let facts = Facts { previous, has_progress, has_text: texts[i], ..facts() };
                let Ok(next) = next_state(state, act, &facts) else { continue };
                prop_assert!(next != S::Draft, "nothing becomes a draft again");
                prop_assert!(state != S::Recalled, "a recalled task stays recalled");
                prop_assert_eq!(next == S::Done, act == Act::Confirm);
                if state == S::Done {
                    prop_assert_eq!(act, Act::Reopen);
                }
                if matches!(act, Act::Submit | Act::Pause) {
                    previous = Some(state);
                }
                has_progress |= act == Act::Progress;
                state = next;
            }
        }
    }
}
