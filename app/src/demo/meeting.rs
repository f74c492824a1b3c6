//! Conferences of the past rounds, their conclusions, and what became of the
//! tasks: every state and every timeliness occurs. All of it goes through the
//! same acts as a person's, at the time at which it would have happened.

use super::accounts::People;
use super::chance::Chance;
use super::history::{DemoRound, moment};
use super::units::Units;
use super::{Plan, names};
use crate::conference::{self, IssueNotice, Mark, NewDelegate, Seat};
use crate::task::{self, ProgressInput};
use crate::{AppError, Ctx};
use domain::calendar::WorkCalendar;
use domain::conference::{AttendanceState, ConclusionDraft};
use domain::id::{AccountId, ConferenceId, TaskId, UnitId};
use domain::numbering::IssuerKind;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde::Deserialize;

#[derive(Deserialize)]
struct Book {
    conclusion: Vec<Words>,
}

/// One conclusion of the demo.
#[derive(Deserialize)]
struct Words {
    lead: String,
    with: Vec<String>,
    text: String,
    output: String,
    done: String,
}

/// What meetings need to know.
pub(super) struct Table<'a> {
    pub(super) plan: &'a Plan,
    pub(super) units: &'a Units,
    pub(super) people: &'a People,
    pub(super) calendar: &'a WorkCalendar,
}

/// How a task goes on after it was given.
#[derive(Clone, Copy)]
enum Course {
    DoneInTime,
    DoneLate,
    Waiting,
    UnderWay,
    Asking,
    Untouched,
    Returned,
}

/// Holds the conference of a past round and follows its tasks up to the plan's
/// day; the last one before the round under way leaves its tasks open. Answers
/// the conference and its day, if it was held by then.
///
/// # Errors
/// When the database fails, or an act is refused.
pub(super) async fn build(
    ctx: &Ctx,
    table: &Table<'_>,
    round: &DemoRound,
    is_last: bool,
) -> Result<Option<(ConferenceId, Date)>, AppError> {
    let book: Book =
        toml::from_str(include_str!("conclusions.toml")).map_err(AppError::internal)?;
    let held_on = table
        .calendar
        .add_working_days(round.round.dates.office_due_on, 3);
    if held_on >= table.plan.today {
        return Ok(None);
    }
    let coordinator = table.people.login("dieuphoi")?;
    let head = table.people.login("truongban")?;
    let early = held_on.saturating_sub(5.days());
    let office = acting(ctx, coordinator, moment(early, 9, 0)).await?;
    let mut input = conference::prefill(&office, round.round.id).await?;
    let chair = names::person(&mut Chance::of(table.plan.seed, &["person", "truongban"]));
    input.held_on = Some(held_on);
    input.place = "Hội trường Tỉnh ủy".into();
    input.chair_name.clone_from(&chair);
    input.chair_title = "Trưởng Ban Tuyên giáo và Dân vận Tỉnh ủy".into();
    let id = conference::create(&office, Some(round.round.id), input).await?;
    let guests: Vec<UnitId> = table
        .units
        .all
        .iter()
        .filter(|u| !u.fields.is_empty())
        .take(24)
        .map(|u| u.version.unit)
        .collect();
    let seats: Vec<Seat> = guests
        .iter()
        .map(|unit| Seat {
            unit: *unit,
            seats: 1,
        })
        .collect();
    conference::invite(&office, id, &seats).await?;
    conference::convene(&office, id, version(ctx, id).await?).await?;
    let delegates = delegates(ctx, table, id, &guests, moment(early, 14, 0)).await?;
    let sitting = acting(ctx, coordinator, moment(held_on, 8, 0)).await?;
    conference::begin(&sitting, id, version(ctx, id).await?).await?;
    let mut chance = Chance::of(table.plan.seed, &["attendance", &round.round.code]);
    let marks: Vec<Mark> = delegates
        .into_iter()
        .map(|delegate| match chance.between(0, 9) {
            0 => Mark {
                delegate,
                state: AttendanceState::Excused,
                reason: "Công tác đột xuất".into(),
            },
            1 => Mark {
                delegate,
                state: AttendanceState::Late,
                reason: String::new(),
            },
            _ => Mark {
                delegate,
                state: AttendanceState::Present,
                reason: String::new(),
            },
        })
        .collect();
    conference::mark_attendance(&sitting, id, &marks).await?;
    let chosen: Vec<&Words> = (0..5)
        .map(|k| &book.conclusion[(round.n * 5 + k) % book.conclusion.len()])
        .collect();
    for (k, words) in chosen.iter().enumerate() {
        conference::add_conclusion(&sitting, id, draft(table, words, held_on, k)).await?;
    }
    conference::close(
        &acting(ctx, coordinator, moment(held_on, 11, 30)).await?,
        id,
        version(ctx, id).await?,
    )
    .await?;
    let issued_on = table
        .calendar
        .add_working_days(held_on, 2)
        .min(table.plan.today);
    let issuer = acting(ctx, head, moment(issued_on, 15, 0)).await?;
    let notice = IssueNotice {
        version: version(ctx, id).await?,
        kind: IssuerKind::Party,
        issued_on: Some(issued_on),
        number: None,
        signer_name: chair,
        signer_title: "TRƯỞNG BAN".into(),
    };
    let issued = conference::issue_notice(&issuer, id, notice).await?;
    for (k, (task, words)) in issued.tasks.iter().zip(&chosen).enumerate() {
        let course = course(is_last, round.n, k);
        follow(ctx, table, *task, words, course, issued_on).await?;
    }
    Ok(Some((id, held_on)))
}

fn course(is_last: bool, n: usize, k: usize) -> Course {
    match (is_last, k) {
        (true, 0) => Course::Waiting,
        (true, 1) => Course::UnderWay,
        (true, 2) => Course::Asking,
        (true, 3) => Course::Untouched,
        (true, _) => Course::Returned,
        // Now and then something old stays open past its day.
        (false, 4) if n % 3 == 2 => Course::UnderWay,
        (false, 1) => Course::DoneLate,
        _ => Course::DoneInTime,
    }
}

fn draft(table: &Table<'_>, words: &Words, held_on: Date, k: usize) -> ConclusionDraft {
    let find = |code: &str| table.units.by_code(code).map(|u| u.version.unit);
    let days = [45, 30, 60, 20, 75][k % 5];
    ConclusionDraft {
        text: words.text.clone(),
        lead: find(&words.lead),
        cooperating: words.with.iter().filter_map(|c| find(c)).collect(),
        // One in five has no date, as in real notices.
        due_on: (k != 4 || table.plan.quarters < 3).then(|| {
            table
                .calendar
                .next_working_day(held_on.saturating_add(days.days()))
        }),
        also: Vec::new(),
        output: words.output.clone(),
        is_public: k.is_multiple_of(2),
    }
}

async fn delegates(
    ctx: &Ctx,
    table: &Table<'_>,
    id: ConferenceId,
    guests: &[UnitId],
    at: Timestamp,
) -> Result<Vec<uuid::Uuid>, AppError> {
    let mut named = Vec::new();
    for unit in guests {
        let (Some(reporter), name) = (table.people.reporter(*unit), table.people.head_name(*unit))
        else {
            continue;
        };
        let own = acting(ctx, reporter, at).await?;
        let new = NewDelegate {
            unit: *unit,
            person_name: name.to_owned(),
            person_title: "Thủ trưởng".into(),
        };
        named.push(conference::name_delegate(&own, id, new).await?);
    }
    Ok(named)
}

async fn follow(
    ctx: &Ctx,
    table: &Table<'_>,
    id: TaskId,
    words: &Words,
    course: Course,
    issued_on: Date,
) -> Result<(), AppError> {
    let given = store::task::find(&ctx.read(), id)
        .await?
        .ok_or(AppError::NotFound)?;
    let due = given
        .due_on
        .unwrap_or_else(|| issued_on.saturating_add(40.days()));
    let worker = table.people.head(given.lead).ok_or(AppError::NotFound)?;
    // Nothing happens after the day from which the demo is seen.
    let at = |day: Date, hour: i8| Some(moment(day, hour, 20)).filter(|_| day < table.plan.today);
    let Some(first) = at(
        table
            .calendar
            .next_working_day(issued_on.saturating_add(6.days())),
        9,
    ) else {
        return Ok(());
    };
    match course {
        Course::Untouched => return Ok(()),
        Course::Returned => {
            let own = acting(ctx, worker, first).await?;
            let reason = "Nội dung thuộc chức năng của cơ quan khác, đề nghị giao lại cho đúng cơ quan chủ trì.";
            return task::return_to_giver(&own, id, given.version, reason).await;
        }
        _ => {}
    }
    let own = acting(ctx, worker, first).await?;
    let parts = store::task::units_of(&ctx.read(), &[id]).await?;
    let part = parts
        .iter()
        .find(|p| p.unit == given.lead)
        .ok_or(AppError::NotFound)?;
    let text = "Đã lập kế hoạch thực hiện, phân công bộ phận chủ trì và gửi các đơn vị phối hợp."
        .to_owned();
    task::progress(
        &own,
        id,
        ProgressInput {
            unit: given.lead,
            version: part.version,
            percent: Some(40),
            text,
        },
    )
    .await?;
    match course {
        Course::Asking => {
            let Some(later) = at(
                table
                    .calendar
                    .next_working_day(issued_on.saturating_add(12.days())),
                10,
            ) else {
                return Ok(());
            };
            let own = acting(ctx, worker, later).await?;
            let new_due = table
                .calendar
                .next_working_day(due.saturating_add(21.days()));
            let reason = "Cần thêm thời gian khảo sát tại các xã vùng xa trước khi hoàn thiện.";
            task::ask_extension(
                &own,
                id,
                task_version(ctx, id).await?,
                Some(new_due),
                reason,
            )
            .await?;
        }
        Course::DoneInTime | Course::DoneLate | Course::Waiting => {
            let day = match course {
                Course::DoneLate => due.saturating_add(6.days()),
                Course::Waiting => issued_on.saturating_add(15.days()),
                _ => due.saturating_sub(4.days()),
            };
            let Some(sent) = at(day, 15) else {
                return Ok(());
            };
            task::submit(
                &acting(ctx, worker, sent).await?,
                id,
                task_version(ctx, id).await?,
                &words.done,
            )
            .await?;
            let Some(confirmed) = at(day.saturating_add(2.days()), 10) else {
                return Ok(());
            };
            if !matches!(course, Course::Waiting) {
                let giver = acting(ctx, table.people.login("dieuphoi")?, confirmed).await?;
                task::confirm(
                    &giver,
                    id,
                    task_version(ctx, id).await?,
                    "Kết quả đạt yêu cầu.",
                )
                .await?;
            }
        }
        _ => {}
    }
    Ok(())
}

/// A context of a person at a time.
pub(super) async fn acting(ctx: &Ctx, account: AccountId, at: Timestamp) -> Result<Ctx, AppError> {
    let actor = crate::account::actor_of(&ctx.app, account).await?;
    Ok(Ctx::new(std::sync::Arc::clone(&ctx.app), actor, ctx.locale).at(at))
}

async fn version(ctx: &Ctx, id: ConferenceId) -> Result<i32, AppError> {
    Ok(store::conference::find(&ctx.read(), id)
        .await?
        .ok_or(AppError::NotFound)?
        .version)
}

async fn task_version(ctx: &Ctx, id: TaskId) -> Result<i32, AppError> {
    Ok(store::task::find(&ctx.read(), id)
        .await?
        .ok_or(AppError::NotFound)?
        .version)
}
