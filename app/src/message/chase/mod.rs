//! Đôn đốc: one message per person, not one per form.

mod schedule;
mod whom;

pub use schedule::{ChaseSchedule, ScheduledDay, ScheduledMessage, SentDay, chase_schedule};

use self::whom::Whom;
use super::queue::{NewMessage, letter, write};
use crate::calendar::calendar;
use crate::round::{MatrixRow, matrix};
use crate::text::{t, t_with};
use crate::{Actor, App, AppError, Ctx, Locale};
use domain::account::Right;
use domain::chase::{ChaseRole, ladder_step};
use domain::id::{AccountId, RoundId, UnitId};
use domain::journal::Noun;
use domain::message::MessageClass;
use jiff::civil::Date;
use serde_json::json;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;
use store::account::Account;
use store::round::Round;

/// Whom the office chases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ChaseScope {
    /// Units whose day is over and that have sent nothing that counts.
    #[default]
    Late,
    /// Every unit that still owes, also before its day.
    Owing,
}

impl ChaseScope {
    /// From a form; anything unknown means the late ones only.
    #[must_use]
    pub fn from_code(code: &str) -> Self {
        if code == "owing" {
            Self::Owing
        } else {
            Self::Late
        }
    }

    /// For forms.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Late => "late",
            Self::Owing => "owing",
        }
    }
}

/// A unit for which a person is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LateUnit {
    /// The unit.
    pub unit: UnitId,
    /// Its name.
    pub name: String,
    /// The day that counts, with an extension granted.
    pub due_on: Date,
}

/// One person who would be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChasePerson {
    /// The account.
    pub account: AccountId,
    /// Full name.
    pub full_name: String,
    /// Mail address; empty = only in the application.
    pub address: String,
    /// For which units.
    pub units: Vec<LateUnit>,
    /// Whether the person has been told today already and so is left out.
    pub is_told_today: bool,
}

/// What chasing would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChasePlan {
    /// Who would be told.
    pub people: Vec<ChasePerson>,
    /// Units that nobody can be told for.
    pub without_people: Vec<LateUnit>,
}

/// What chasing did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chased {
    /// Messages written.
    pub written: usize,
    /// Persons told today already.
    pub left_out: usize,
}

/// Who would be told now, and for which units.
///
/// # Errors
/// As [`Ctx::require`].
pub async fn plan_chase(ctx: &Ctx, id: RoundId, scope: ChaseScope) -> Result<ChasePlan, AppError> {
    let round = chasable(ctx, id).await?;
    let rows = matrix(ctx, id).await?.rows;
    let rows = rows
        .iter()
        .filter(|r| in_scope(r, scope))
        .map(by_hand)
        .collect();
    Ok(plan(ctx, &round, rows).await?.0)
}

/// Writes one message per late person into the outbox; pressing it twice a day
/// tells nobody twice.
///
/// # Errors
/// [`AppError::Invalid`] when nobody is late; as [`Ctx::require`].
pub async fn chase(ctx: &Ctx, id: RoundId, scope: ChaseScope) -> Result<Chased, AppError> {
    let round = chasable(ctx, id).await?;
    let rows = matrix(ctx, id).await?.rows;
    let rows: Vec<ToTell<'_>> = rows
        .iter()
        .filter(|r| in_scope(r, scope))
        .map(by_hand)
        .collect();
    if rows.is_empty() {
        return Err(AppError::refused("message.nobody_late"));
    }
    send(ctx, &round, rows, "round.chase").await
}

/// The job of the ladder: on the working days before and after each unit's day
/// that the ladder names, its people are told by themselves. Running it again
/// on the same day tells nobody twice. Answers how many messages were written.
///
/// # Errors
/// When the database fails.
pub async fn chase_by_ladder(app: &Arc<App>) -> Result<usize, AppError> {
    let ctx = Ctx::new(Arc::clone(app), Actor::System, Locale::Vi);
    let mut written = 0;
    for round in store::round::list_opened_by(&ctx.read(), ctx.today()).await? {
        let rows = matrix(&ctx, round.id).await?.rows;
        let regime = crate::regime::version(&ctx, round.regime_version).await?;
        let ladder = &regime.body.chase;
        let mut to_tell: Vec<ToTell<'_>> = Vec::new();
        for row in rows.iter().filter(|r| r.owes()) {
            let due_on = row.extended_due_on.unwrap_or(row.due_on);
            if let Some(step) = ladder_step(ladder, due_on, ctx.today(), calendar()) {
                to_tell.push((row, &step.to));
            }
        }
        if !to_tell.is_empty() {
            written += send(&ctx, &round, to_tell, "round.remind").await?.written;
        }
    }
    Ok(written)
}

/// A unit that owes, and who is told for it.
type ToTell<'a> = (&'a MatrixRow, &'a [ChaseRole]);

/// Who is told when a person presses the button.
fn by_hand(row: &MatrixRow) -> ToTell<'_> {
    (row, &[ChaseRole::Reporter, ChaseRole::Head])
}

async fn chasable(ctx: &Ctx, id: RoundId) -> Result<Round, AppError> {
    let round = crate::round::get(ctx, id).await?;
    ctx.require(Right::Chase, round.area).await?;
    Ok(round)
}

fn in_scope(row: &MatrixRow, scope: ChaseScope) -> bool {
    match scope {
        ChaseScope::Late => row.owes() && row.is_overdue(),
        ChaseScope::Owing => row.owes(),
    }
}

async fn plan(
    ctx: &Ctx,
    round: &Round,
    rows: Vec<ToTell<'_>>,
) -> Result<(ChasePlan, HashMap<AccountId, Account>), AppError> {
    let whom = Whom::load(ctx, round).await?;
    let mut by_person: BTreeMap<AccountId, Vec<LateUnit>> = BTreeMap::new();
    let mut without_people = Vec::new();
    for (row, to) in rows {
        let late = LateUnit {
            unit: row.unit,
            name: row.name.clone(),
            due_on: row.extended_due_on.unwrap_or(row.due_on),
        };
        let everybody = whom.of(row.answers, to);
        if everybody.is_empty() {
            without_people.push(late);
            continue;
        }
        for account in everybody {
            by_person.entry(account).or_default().push(late.clone());
        }
    }
    let ids: Vec<AccountId> = by_person.keys().copied().collect();
    let accounts: HashMap<AccountId, Account> = store::account::list_by_ids(&ctx.read(), &ids)
        .await?
        .into_iter()
        .map(|a| (a.id, a))
        .collect();
    let keys: Vec<String> = ids.iter().map(|id| key(ctx, round, *id)).collect();
    let told: HashSet<String> = store::message::existing_keys(&ctx.read(), &keys)
        .await?
        .into_iter()
        .collect();
    let people = by_person
        .into_iter()
        .filter_map(|(id, units)| {
            let account = accounts.get(&id)?;
            Some(ChasePerson {
                account: id,
                full_name: account.full_name.clone(),
                address: account.work_email.clone(),
                units,
                is_told_today: told.contains(&key(ctx, round, id)),
            })
        })
        .collect();
    Ok((
        ChasePlan {
            people,
            without_people,
        },
        accounts,
    ))
}

async fn send(
    ctx: &Ctx,
    round: &Round,
    rows: Vec<ToTell<'_>>,
    act: &str,
) -> Result<Chased, AppError> {
    let (plan, accounts) = plan(ctx, round, rows).await?;
    let (mut written, mut left_out) = (0, 0);
    let mut told = Vec::new();
    let w = ctx.begin().await?;
    for person in &plan.people {
        let Some(account) = accounts.get(&person.account) else {
            continue;
        };
        let new = compose(ctx, round, person, account);
        if write(ctx, &w, account, new).await?.is_some() {
            written += 1;
            told.push(person.account);
        } else {
            left_out += 1;
        }
    }
    // Nothing written is no act and leaves no entry.
    if written > 0 {
        let units = plan
            .people
            .iter()
            .flat_map(|p| p.units.iter().map(|u| u.unit))
            .collect::<HashSet<_>>()
            .len();
        let without: Vec<UnitId> = plan.without_people.iter().map(|u| u.unit).collect();
        let detail = json!({
            "code": round.code,
            "messages": written,
            "told_already": left_out,
            "units": units,
            "persons": told,
            "units_without_people": without,
        });
        ctx.commit(
            w,
            ctx.entry(act, Noun::Round, round.id.0, Some(round.office), detail),
        )
        .await?;
    }
    Ok(Chased { written, left_out })
}

/// One message per person, round and day, whoever or whatever asks for it.
fn key(ctx: &Ctx, round: &Round, account: AccountId) -> String {
    format!("chase:{}:{account}:{}", round.id, ctx.today())
}

fn compose(ctx: &Ctx, round: &Round, person: &ChasePerson, account: &Account) -> NewMessage {
    let locale = Locale::from_code(&account.locale);
    let today = ctx.today();
    let lines: Vec<String> = person
        .units
        .iter()
        .map(|unit| {
            let text = if unit.due_on < today {
                "message.chase.overdue"
            } else {
                "message.chase.due"
            };
            let days = unit
                .due_on
                .until(today)
                .map(|span| span.get_days().abs())
                .unwrap_or_default();
            let args = [
                ("unit", unit.name.clone()),
                ("day", unit.due_on.strftime("%d/%m/%Y").to_string()),
                ("days", days.to_string()),
            ];
            format!("- {}", t_with(locale, text, &args))
        })
        .collect();
    let title = [("title", round.title.clone())];
    let body = format!(
        "{}\n\n{}\n\n{}",
        t_with(locale, "message.chase.body", &title),
        lines.join("\n"),
        t(locale, "message.chase.more_time"),
    );
    NewMessage {
        account: account.id,
        class: MessageClass::Duty,
        noun: Noun::Round,
        subject_id: round.id.0,
        subject: t_with(locale, "message.chase.subject", &title),
        body: letter(ctx, locale, &account.full_name, &body, "/viec-cua-toi"),
        key: key(ctx, round, account.id),
    }
}
