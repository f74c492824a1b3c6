//! Who has been told already: letters of one round, and letters about several,
//! which stand in the journal of each.

use super::{REMIND, key};
use crate::{AppError, Ctx};
use domain::calendar::day_in_vietnam;
use domain::id::{AccountId, MessageId, RoundId};
use domain::journal::Noun;
use jiff::civil::Date;
use std::collections::{HashMap, HashSet};
use store::round::Round;

/// Who has been told of this round today: in a message of its own, or in one
/// about several rounds, which the journal of each of them names.
pub(super) async fn told_today(
    ctx: &Ctx,
    round: &Round,
    people: &[AccountId],
) -> Result<HashSet<AccountId>, AppError> {
    let by_key: HashMap<String, AccountId> = people
        .iter()
        .map(|id| (key(ctx, round.id, *id), *id))
        .collect();
    let keys: Vec<String> = by_key.keys().cloned().collect();
    let mut told: HashSet<AccountId> = store::message::existing_keys(&ctx.read(), &keys)
        .await?
        .iter()
        .filter_map(|k| by_key.get(k).copied())
        .collect();
    for reminded in reminders(ctx, round.id).await? {
        if reminded.on == ctx.today() {
            told.extend(reminded.people);
        }
    }
    Ok(told)
}

/// What the ladder did about a round at one time, as its journal has it.
pub(super) struct Reminded {
    pub(super) on: Date,
    pub(super) people: Vec<AccountId>,
    pub(super) letters: Vec<MessageId>,
}

pub(super) async fn reminders(ctx: &Ctx, round: RoundId) -> Result<Vec<Reminded>, AppError> {
    let entries = store::journal::list_of(&ctx.read(), Noun::Round, round.0).await?;
    let of = |detail: &serde_json::Value, name: &str| -> Vec<uuid::Uuid> {
        detail
            .get(name)
            .and_then(|v| serde_json::from_value(v.clone()).ok())
            .unwrap_or_default()
    };
    Ok(entries
        .into_iter()
        .filter(|s| s.entry.act == REMIND)
        .map(|s| {
            let detail = &s.entry.detail;
            Reminded {
                on: day_in_vietnam(s.entry.at),
                people: of(detail, "persons").into_iter().map(AccountId).collect(),
                letters: of(detail, "letters").into_iter().map(MessageId).collect(),
            }
        })
        .collect())
}
