//! What the ladder of a round would send when, seen from a day of one's choice;
//! nothing is sent. And what it has sent so far.

use super::whom::Whom;
use super::{chasable, is_asked};
use crate::round::{MatrixRow, matrix};
use crate::{AppError, Ctx};
use domain::calendar::day_in_vietnam;
use domain::chase::{ChaseStep, ladder_days, office_roles};
use domain::id::{AccountId, MessageId, RoundId};
use domain::journal::Noun;
use domain::message::MessageState;
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap, HashSet};

/// One message that would be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScheduledMessage {
    /// To whom.
    pub full_name: String,
    /// Mail address; empty = only in the application.
    pub address: String,
    /// For which units, with the day of the paper of those whose paper came.
    pub units: Vec<(String, Option<Date>)>,
    /// For the office's own report.
    pub is_own: bool,
}

/// One day of the ladder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScheduledDay {
    /// The day.
    pub on: Date,
    /// Working days from the due days that fall on it.
    pub steps: Vec<i32>,
    /// One message per person.
    pub messages: Vec<ScheduledMessage>,
    /// Units for which nobody can be told.
    pub without_people: Vec<String>,
}

/// What was sent on one day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SentDay {
    /// The last message of the day.
    pub last_at: Option<Timestamp>,
    /// How many messages.
    pub written: usize,
    /// Of them, how many were delivered, wait, or failed.
    pub by_state: BTreeMap<&'static str, usize>,
}

/// The ladder of a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChaseSchedule {
    /// The ladder of the regime version.
    pub ladder: Vec<ChaseStep>,
    /// The day from which it is seen.
    pub from: Date,
    /// Days to come, if nobody reports until then.
    pub days: Vec<ScheduledDay>,
    /// Days on which something was sent, newest first.
    pub sent: Vec<(Date, SentDay)>,
}

impl ChaseSchedule {
    /// The next day on which somebody is told.
    #[must_use]
    pub fn next_run(&self) -> Option<Date> {
        self.days.first().map(|d| d.on)
    }
}

/// The ladder as it would run from a day on: `from` stands in for the clock.
/// Units that have reported, and days already told of, are left out.
///
/// # Errors
/// As [`Ctx::require`].
pub async fn chase_schedule(ctx: &Ctx, id: RoundId, from: Date) -> Result<ChaseSchedule, AppError> {
    let round = chasable(ctx, id).await?;
    let ladder = crate::regime::version(ctx, round.regime_version)
        .await?
        .body
        .chase
        .clone();
    let calendar = ctx.calendar().await?;
    let rows = matrix(ctx, id).await?.rows;
    let whom = Whom::load(ctx, &round).await?;
    #[derive(Default)]
    struct Day<'a> {
        steps: Vec<i32>,
        people: BTreeMap<AccountId, (Vec<&'a MatrixRow>, bool)>,
        without: Vec<&'a str>,
    }
    impl Day<'_> {
        fn step(&mut self, step: &ChaseStep) {
            if !self.steps.contains(&step.days) {
                self.steps.push(step.days);
            }
        }
    }
    let mut days: BTreeMap<Date, Day<'_>> = BTreeMap::new();
    let is_open = round.state == domain::round::RoundState::Open;
    for row in rows.iter().filter(|r| is_open && is_asked(r)) {
        let due_on = row.extended_due_on.unwrap_or(row.due_on);
        for (on, step) in ladder_days(&ladder, due_on, &calendar) {
            if on < from || on < round.dates.opens_on {
                continue;
            }
            let day = days.entry(on).or_default();
            day.step(step);
            let people = whom.of(row.answers, &step.to);
            if people.is_empty() {
                day.without.push(&row.name);
            }
            for account in people {
                day.people.entry(account).or_default().0.push(row);
            }
        }
    }
    // The office's own day, as long as its report is not issued.
    let tree = ctx.tree().await?;
    let office = tree.known(round.office).map_or("", |u| u.name.as_str());
    if !crate::consolidation::is_issued(ctx, id).await? {
        for (on, step) in ladder_days(&ladder, round.dates.office_due_on, &calendar) {
            if on < from || on < round.dates.opens_on || office_roles(step).is_empty() {
                continue;
            }
            let day = days.entry(on).or_default();
            day.step(step);
            let people = whom.of_office(step);
            if people.is_empty() {
                day.without.push(office);
            }
            for account in people {
                day.people.entry(account).or_default().1 = true;
            }
        }
    }
    let ids: HashSet<AccountId> = days
        .values()
        .flat_map(|d| d.people.keys().copied())
        .collect();
    let ids: Vec<AccountId> = ids.into_iter().collect();
    let accounts: HashMap<AccountId, _> = store::account::list_by_ids(&ctx.read(), &ids)
        .await?
        .into_iter()
        .map(|a| (a.id, a))
        .collect();
    let days = days
        .into_iter()
        .map(|(on, day)| ScheduledDay {
            on,
            steps: day.steps,
            messages: day
                .people
                .into_iter()
                .filter_map(|(id, (units, is_own))| {
                    let account = accounts.get(&id)?;
                    Some(ScheduledMessage {
                        full_name: account.full_name.clone(),
                        address: account.work_email.clone(),
                        units: units
                            .into_iter()
                            .map(|row| (row.name.clone(), row.paper.as_ref().map(|p| p.on)))
                            .collect(),
                        is_own,
                    })
                })
                .collect(),
            without_people: day.without.into_iter().map(str::to_owned).collect(),
        })
        .collect();
    Ok(ChaseSchedule {
        ladder,
        from,
        days,
        sent: sent(ctx, id).await?,
    })
}

async fn sent(ctx: &Ctx, id: RoundId) -> Result<Vec<(Date, SentDay)>, AppError> {
    let mut days: BTreeMap<Date, SentDay> = BTreeMap::new();
    let read = ctx.read();
    let mut letters = store::message::list_about(&read, Noun::Round, id.0).await?;
    letters.retain(|m| m.idempotency_key.starts_with("chase:"));
    // A letter about several rounds is kept under the first of them.
    let known: HashSet<MessageId> = letters.iter().map(|m| m.id).collect();
    let shared: Vec<MessageId> = super::told::reminders(ctx, id)
        .await?
        .into_iter()
        .flat_map(|reminded| reminded.letters)
        .filter(|letter| !known.contains(letter))
        .collect();
    letters.extend(store::message::list_by_ids(&read, &shared).await?);
    for message in letters {
        let day = days.entry(day_in_vietnam(message.created_at)).or_default();
        day.last_at = day.last_at.max(Some(message.created_at));
        day.written += 1;
        let state: MessageState = message.state;
        *day.by_state.entry(state.code()).or_default() += 1;
    }
    Ok(days.into_iter().rev().collect())
}
