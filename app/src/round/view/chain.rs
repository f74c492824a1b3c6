//! The turn of the cycle (ui.md principle 1): seven steps, each with count and
//! date, the days of the links behind the office by the regime's rules, and
//! the one next thing for the person who looks.

use super::matrix::{Matrix, MatrixFilter};
use crate::round::days_of_links;
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::consolidation::WindowState;
use domain::id::ConferenceId;
use domain::regime::Link;
use domain::report::ReportState;
use domain::round::RoundState;
use jiff::Timestamp;
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
    /// Whether that day is over and what it was set for has not come.
    pub is_overdue: bool,
    /// The links of this step that have a day by the regime's rules, in order.
    pub links: Vec<LinkDay>,
}

/// The day of one link behind the office's own day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkDay {
    /// Which link.
    pub link: Link,
    /// Its day.
    pub due_on: Date,
    /// Whether the day is over and the link is not reached.
    pub is_overdue: bool,
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
    let held_on = followed.conference.as_ref().map(|(_, _, on)| *on);
    let days = days_of_links(ctx, round, held_on).await?;
    let links = link_lines(&days, &followed, ctx.now(), ctx.today());
    let today = ctx.today();
    Ok(build(round, matrix, &followed, (today, links), may_act))
}

fn is_frozen(followed: &Followed) -> bool {
    matches!(followed.consolidation.as_deref(), Some("frozen" | "issued"))
}

fn is_held(followed: &Followed) -> bool {
    let conference = followed.conference.as_ref();
    conference.is_some_and(|(_, state, _)| state == "closed")
}

fn published(followed: &Followed) -> i64 {
    of(&followed.articles, &["published"])
}

/// Whether a link is reached. A report that is frozen waits for no opinions; it is
/// final with number and signature, also while a supplement of it is frozen.
fn is_reached(link: Link, followed: &Followed, now: Timestamp) -> bool {
    match link {
        Link::Opinions => {
            let asked = &followed.opinions;
            let is_over = asked.iter().all(|w| w.state(now) == WindowState::Closed);
            is_frozen(followed) || !asked.is_empty() && is_over
        }
        Link::Final => followed.issued > 0,
        Link::Conference => is_held(followed),
        Link::Notice => followed.notices > 0,
        Link::Publication => published(followed) > 0,
    }
}

fn link_lines(
    days: &[(Link, Date)],
    followed: &Followed,
    now: Timestamp,
    today: Date,
) -> Vec<LinkDay> {
    let line = |(link, due_on): &(Link, Date)| LinkDay {
        link: *link,
        due_on: *due_on,
        is_overdue: today > *due_on && !is_reached(*link, followed, now),
    };
    days.iter().map(line).collect()
}

/// How many of a list are in one of these states.
fn of(list: &[(String, i64)], codes: &[&str]) -> i64 {
    list.iter()
        .filter(|(code, _)| codes.contains(&code.as_str()))
        .map(|(_, n)| n)
        .sum()
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
    let mut chain = build(round, matrix, &followed, (day, Vec::new()), false);
    chain
        .steps
        .retain(|s| matches!(s.code, "assign" | "collect"));
    let held = followed.conference.as_ref().filter(|(.., on)| *on <= day);
    chain.conference = held.map(|(id, ..)| *id);
    Ok(chain)
}

fn build(
    round: &Round,
    matrix: &Matrix,
    followed: &Followed,
    (today, links): (Date, Vec<LinkDay>),
    may_act: bool,
) -> Chain {
    let (expected, received) = (number(matrix.expected()), number(matrix.received()));
    let is_begun = today >= round.dates.opens_on;
    let is_collected = received == expected || round.state == RoundState::Closed;
    let (is_frozen, is_held) = (is_frozen(followed), is_held(followed));
    let links_of = |wanted: &[Link]| -> Vec<LinkDay> {
        let of_step = links.iter().filter(|day| wanted.contains(&day.link));
        of_step.copied().collect()
    };
    let tasks: i64 = followed
        .tasks
        .iter()
        .filter(|(code, _)| code != "recalled")
        .map(|(_, n)| n)
        .sum();
    let tasks_done = of(&followed.tasks, &["done"]);
    let articles: i64 = followed.articles.iter().map(|(_, n)| n).sum();
    let published = published(followed);
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
            is_overdue: false,
            links: Vec::new(),
        },
        Step {
            code: "collect",
            state: state(is_begun && is_collected, is_begun),
            done: received,
            total: expected,
            on: Some(round.dates.units_due_on),
            is_overdue: !is_collected && matrix.rows.iter().any(|r| r.is_overdue()),
            links: Vec::new(),
        },
        Step {
            code: "consolidate",
            state: state(is_frozen, followed.consolidation.is_some()),
            done: i64::from(is_frozen),
            total: i64::from(followed.consolidation.is_some()),
            on: Some(round.dates.office_due_on),
            // A draft on which opinions were asked was there in time or is late no more.
            is_overdue: !is_frozen
                && followed.opinions.is_empty()
                && today > round.dates.office_due_on,
            links: links_of(&[Link::Opinions, Link::Final]),
        },
        Step {
            code: "confer",
            state: state(is_held, followed.conference.is_some()),
            done: i64::from(is_held),
            total: i64::from(followed.conference.is_some()),
            on: held_on,
            is_overdue: false,
            links: links_of(&[Link::Conference]),
        },
        Step {
            code: "conclude",
            state: state(has_notice, followed.conclusions > 0),
            done: if has_notice { followed.conclusions } else { 0 },
            total: followed.conclusions,
            on: None,
            is_overdue: false,
            links: links_of(&[Link::Notice]),
        },
        Step {
            code: "task",
            state: state(tasks > 0 && tasks_done == tasks, tasks > 0),
            done: tasks_done,
            total: tasks,
            on: None,
            is_overdue: false,
            links: Vec::new(),
        },
        Step {
            code: "publish",
            state: state(published > 0, articles > 0),
            done: published,
            total: articles,
            on: None,
            is_overdue: false,
            links: links_of(&[Link::Publication]),
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
