//! The turn of the cycle (ui.md principle 1): seven steps, each with count and
//! date, and the one next thing for the person who looks.

use super::matrix::{Matrix, MatrixFilter};
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::id::ConferenceId;
use domain::report::ReportState;
use domain::round::RoundState;
use jiff::civil::Date;
use store::chain::Followed;
use store::round::Round;

/// How a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepState {
    /// Behind us.
    Done,
    /// Going on.
    Active,
    /// Not begun.
    Waiting,
}

impl StepState {
    /// For texts and styles.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Active => "active",
            Self::Waiting => "waiting",
        }
    }
}

/// One step of the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// assign, collect, consolidate, confer, conclude, task or publish.
    pub code: &'static str,
    /// How it stands.
    pub state: StepState,
    /// How many are done.
    pub done: i64,
    /// Of how many; 0 = nothing to count yet.
    pub total: i64,
    /// The day that matters here, if there is one.
    pub on: Option<Date>,
}

/// The chain of one round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// The seven steps in order.
    pub steps: Vec<Step>,
    /// Code of the one next thing; its text is `round.next.<code>`.
    pub next: &'static str,
    /// The conference, for links.
    pub conference: Option<ConferenceId>,
}

/// Reads the chain of a round that the actor may see.
pub(super) async fn read(ctx: &Ctx, round: &Round, matrix: &Matrix) -> Result<Chain, AppError> {
    let read = async { Ok(store::chain::of_round(&ctx.read(), round.id).await?) };
    let followed = ctx.app.followed.or_read(round.id, read).await?;
    let may_act = ctx.can(Right::Chase, round.area).await?;
    Ok(build(round, matrix, &followed, ctx.today(), may_act))
}

/// Of the chain of another day the steps that follow from the matrix of that day, with
/// the conference that had been held by then. What the later steps were is not told:
/// they keep no state of a day.
pub(super) async fn read_on(
    ctx: &Ctx,
    round: &Round,
    matrix: &Matrix,
    day: Date,
) -> Result<Chain, AppError> {
    let read = async { Ok(store::chain::of_round(&ctx.read(), round.id).await?) };
    let followed = ctx.app.followed.or_read(round.id, read).await?;
    let mut chain = build(round, matrix, &followed, day, false);
    chain
        .steps
        .retain(|s| matches!(s.code, "assign" | "collect"));
    let held = followed.conference.as_ref().filter(|(.., on)| *on <= day);
    chain.conference = held.map(|(id, ..)| *id);
    Ok(chain)
}

fn build(round: &Round, matrix: &Matrix, followed: &Followed, today: Date, may_act: bool) -> Chain {
    let (expected, received) = (number(matrix.expected()), number(matrix.received()));
    let is_begun = today >= round.dates.opens_on;
    let is_collected = received == expected || round.state == RoundState::Closed;
    let is_frozen = matches!(followed.consolidation.as_deref(), Some("frozen" | "issued"));
    let is_held = followed
        .conference
        .as_ref()
        .is_some_and(|(_, state, _)| state == "closed");
    let of = |list: &[(String, i64)], codes: &[&str]| -> i64 {
        list.iter()
            .filter(|(code, _)| codes.contains(&code.as_str()))
            .map(|(_, n)| n)
            .sum()
    };
    let tasks: i64 = followed
        .tasks
        .iter()
        .filter(|(code, _)| code != "recalled")
        .map(|(_, n)| n)
        .sum();
    let tasks_done = of(&followed.tasks, &["done"]);
    let articles: i64 = followed.articles.iter().map(|(_, n)| n).sum();
    let published = of(&followed.articles, &["published"]);
    let state = |is_done: bool, is_active: bool| match (is_done, is_active) {
        (true, _) => StepState::Done,
        (false, true) => StepState::Active,
        (false, false) => StepState::Waiting,
    };
    let held_on = followed.conference.as_ref().map(|(_, _, on)| *on);
    let has_notice = followed.notices > 0;
    let steps = vec![
        Step {
            code: "assign",
            state: state(is_begun, true),
            done: number(matrix.rows.len()),
            total: number(matrix.rows.len()),
            on: Some(round.dates.opens_on),
        },
        Step {
            code: "collect",
            state: state(is_begun && is_collected, is_begun),
            done: received,
            total: expected,
            on: Some(round.dates.units_due_on),
        },
        Step {
            code: "consolidate",
            state: state(is_frozen, followed.consolidation.is_some()),
            done: i64::from(is_frozen),
            total: i64::from(followed.consolidation.is_some()),
            on: Some(round.dates.office_due_on),
        },
        Step {
            code: "confer",
            state: state(is_held, followed.conference.is_some()),
            done: i64::from(is_held),
            total: i64::from(followed.conference.is_some()),
            on: held_on,
        },
        Step {
            code: "conclude",
            state: state(has_notice, followed.conclusions > 0),
            done: if has_notice { followed.conclusions } else { 0 },
            total: followed.conclusions,
            on: None,
        },
        Step {
            code: "task",
            state: state(tasks > 0 && tasks_done == tasks, tasks > 0),
            done: tasks_done,
            total: tasks,
            on: None,
        },
        Step {
            code: "publish",
            state: state(published > 0, articles > 0),
            done: published,
            total: articles,
            on: None,
        },
    ];
    let next = if may_act {
        next_thing(&steps, matrix)
    } else {
        "read"
    };
    Chain {
        steps,
        next,
        conference: followed.conference.as_ref().map(|(id, ..)| *id),
    }
}

/// The one next thing for those who run the round.
fn next_thing(steps: &[Step], matrix: &Matrix) -> &'static str {
    let is_done = |code: &str| {
        steps
            .iter()
            .any(|s| s.code == code && s.state == StepState::Done)
    };
    let has_begun = |code: &str| {
        steps
            .iter()
            .any(|s| s.code == code && s.state != StepState::Waiting)
    };
    if !is_done("assign") {
        return "wait_for_opening";
    }
    if !is_done("consolidate") {
        if matrix.count(MatrixFilter::Asking) > 0 {
            return "decide_extensions";
        }
        let to_review = [ReportState::Received, ReportState::Resubmitted];
        if matrix.rows.iter().any(|r| to_review.contains(&r.state)) {
            return "review";
        }
        if !is_done("collect") {
            return if matrix.rows.iter().any(|r| r.is_overdue()) {
                "chase"
            } else {
                "wait_for_reports"
            };
        }
        return "consolidate";
    }
    if !has_begun("confer") {
        return "prepare_conference";
    }
    if !is_done("confer") {
        return "hold_conference";
    }
    if !is_done("conclude") {
        return "issue_notice";
    }
    if !is_done("publish") {
        return "publish";
    }
    if !is_done("task") {
        "follow_tasks"
    } else {
        "finished"
    }
}

fn number(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
