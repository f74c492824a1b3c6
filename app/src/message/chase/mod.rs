//! Đôn đốc: one message per person, not one per form; of the days of units
//! and of the office's own.

mod compose;
mod ladder;
mod papers;
mod schedule;
mod told;
mod whom;

pub use ladder::chase_by_ladder;
pub use schedule::{ChaseSchedule, ScheduledDay, ScheduledMessage, SentDay, chase_schedule};

use self::papers::unopened;
use self::told::told_today;
use self::whom::Whom;
use super::queue::write;
use crate::round::{MatrixRow, matrix};
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::chase::{ChaseRole, ChaseStep};
use domain::id::{AccountId, MessageId, RoundId, UnitId};
use domain::journal::Noun;
use domain::report::ReportState;
use jiff::civil::Date;
use serde_json::json;
use std::collections::{BTreeMap, HashMap, HashSet};
use store::account::Account;
use store::round::Round;

/// Whom the office chases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ChaseScope {
    /// Units whose day is over and that have sent nothing that counts.
    #[default]
    Late,
    /// Every unit that has sent nothing that counts, also before its day.
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
    /// The day on which its paper came: it still owes the figures, and is told so
    ///
    pub paper_on: Option<Date>,
    /// Whether the head has signed it: it is to be sent only.
    pub is_signed: bool,
}

/// A document of the round that a unit received and nobody there has opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnopenedPaper {
    /// The unit.
    pub unit: UnitId,
    /// Its name.
    pub name: String,
    /// Number and symbol.
    pub symbol: String,
    /// When it was sent.
    pub sent_on: Date,
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
    /// Of which papers that nobody has opened.
    pub papers: Vec<UnopenedPaper>,
    /// Whether of the office's own report, which is not issued yet.
    pub is_own: bool,
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
    /// Papers that nobody has opened for longer than usual.
    pub unopened: Vec<UnopenedPaper>,
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
    let papers = unopened(ctx, &round).await?;
    Ok(plan(ctx, &round, rows, papers, None).await?.0)
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
    let papers = unopened(ctx, &round).await?;
    if rows.is_empty() && papers.is_empty() {
        return Err(AppError::refused("message.nobody_late"));
    }
    let (plan, accounts) = plan(ctx, &round, rows, papers, None).await?;
    send(ctx, &[(round, plan)], &accounts, "round.chase").await
}

type Accounts = HashMap<AccountId, Account>;

const BY_HAND: [ChaseRole; 2] = [ChaseRole::Reporter, ChaseRole::Head];

/// The act of the ladder.
const REMIND: &str = "round.remind";

/// A unit that owes, and who is told for it.
type ToTell<'a> = (&'a MatrixRow, &'a [ChaseRole]);

/// Who is told when a person presses the button.
fn by_hand(row: &MatrixRow) -> ToTell<'_> {
    (row, &BY_HAND)
}

async fn chasable(ctx: &Ctx, id: RoundId) -> Result<Round, AppError> {
    let round = crate::round::get(ctx, id).await?;
    ctx.require(Right::Chase, round.area).await?;
    Ok(round)
}

fn in_scope(row: &MatrixRow, scope: ChaseScope) -> bool {
    match scope {
        ChaseScope::Late => row.owes() && row.is_overdue(),
        ChaseScope::Owing => is_asked(row),
    }
}

/// Whether a unit is asked for what it owes. Who sent what counts and has it back
/// was told so by the return, and has not "sent nothing".
fn is_asked(row: &MatrixRow) -> bool {
    let standing = row.state.unsigned(row.last_version > 0);
    let is_back = standing == ReportState::Returned && row.counted_at.is_some();
    row.owes() && !is_back
}

async fn plan(
    ctx: &Ctx,
    round: &Round,
    rows: Vec<ToTell<'_>>,
    papers: Vec<UnopenedPaper>,
    own: Option<&ChaseStep>,
) -> Result<(ChasePlan, Accounts), AppError> {
    #[derive(Default)]
    struct ToSay {
        units: Vec<LateUnit>,
        papers: Vec<UnopenedPaper>,
        is_own: bool,
    }
    let whom = Whom::load(ctx, round).await?;
    let mut by_person: BTreeMap<AccountId, ToSay> = BTreeMap::new();
    let mut without_people = Vec::new();
    for account in own.iter().flat_map(|step| whom.of_office(step)) {
        by_person.entry(account).or_default().is_own = true;
    }
    for (row, to) in rows {
        let late = LateUnit {
            unit: row.unit,
            name: row.name.clone(),
            due_on: row.extended_due_on.unwrap_or(row.due_on),
            paper_on: row.paper.as_ref().map(|p| p.on),
            is_signed: row.state == ReportState::Signed,
        };
        let everybody = whom.of(row.answers, to);
        if everybody.is_empty() {
            without_people.push(late);
            continue;
        }
        for account in everybody {
            let said = by_person.entry(account).or_default();
            said.units.push(late.clone());
        }
    }
    for paper in &papers {
        for account in whom.standing_for(paper.unit, &BY_HAND) {
            let said = by_person.entry(account).or_default();
            said.papers.push(paper.clone());
        }
    }
    let ids: Vec<AccountId> = by_person.keys().copied().collect();
    let accounts: Accounts = store::account::list_by_ids(&ctx.read(), &ids)
        .await?
        .into_iter()
        .map(|a| (a.id, a))
        .collect();
    let told = told_today(ctx, round, &ids).await?;
    let people = by_person
        .into_iter()
        .filter_map(|(id, said)| {
            let account = accounts.get(&id)?;
            Some(ChasePerson {
                account: id,
                full_name: account.full_name.clone(),
                address: account.work_email.clone(),
                units: said.units,
                papers: said.papers,
                is_own: said.is_own,
                is_told_today: told.contains(&id),
            })
        })
        .collect();
    let plan = ChasePlan {
        people,
        without_people,
        unopened: papers,
    };
    Ok((plan, accounts))
}

/// Writes one message per person, whatever the number of rounds; one entry per
/// round of which somebody was told.
async fn send(
    ctx: &Ctx,
    plans: &[(Round, ChasePlan)],
    accounts: &Accounts,
    act: &str,
) -> Result<Chased, AppError> {
    let (mut written, mut left_out) = (0, 0);
    let mut by_person: BTreeMap<AccountId, Vec<(&Round, &ChasePerson)>> = BTreeMap::new();
    for (round, plan) in plans {
        for person in &plan.people {
            let parts = by_person.entry(person.account).or_default();
            if !person.is_told_today {
                parts.push((round, person));
            }
        }
    }
    let mut told: BTreeMap<RoundId, (Vec<AccountId>, Vec<MessageId>)> = BTreeMap::new();
    let w = ctx.begin().await?;
    for (id, parts) in &by_person {
        let Some(account) = accounts.get(id) else {
            continue;
        };
        let letter = match compose::compose(ctx, parts, account) {
            Some(new) => write(ctx, &w, account, new).await?,
            None => None,
        };
        let Some(letter) = letter else {
            left_out += 1;
            continue;
        };
        written += 1;
        for (round, _) in parts {
            let of_round = told.entry(round.id).or_default();
            of_round.0.push(*id);
            of_round.1.push(letter);
        }
    }
    let mut entries = Vec::new();
    for (round, plan) in plans {
        // Nothing written is no act and leaves no entry.
        let Some((persons, letters)) = told.get(&round.id) else {
            continue;
        };
        let units: HashSet<UnitId> = plan
            .people
            .iter()
            .flat_map(|p| p.units.iter().map(|u| u.unit))
            .collect();
        let without: Vec<UnitId> = plan.without_people.iter().map(|u| u.unit).collect();
        let detail = json!({
            "code": round.code,
            "messages": persons.len(),
            "told_already": plan.people.len() - persons.len(),
            "units": units.len(),
            "own": plan.people.iter().any(|p| p.is_own),
            "persons": persons,
            "letters": letters,
            "units_without_people": without,
        });
        entries.push(ctx.entry(act, Noun::Round, round.id.0, Some(round.office), detail));
    }
    if !entries.is_empty() {
        ctx.commit_all(w, &entries).await?;
    }
    Ok(Chased { written, left_out })
}

/// One message per person, round and day, whoever or whatever asks for it; one
/// about several rounds has the key of the first.
fn key(ctx: &Ctx, round: RoundId, account: AccountId) -> String {
    format!("chase:{round}:{account}:{}", ctx.today())
}
