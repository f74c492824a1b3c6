//! Messages for reading: the outbox of the office, and one's own.

use crate::scope::scope;
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::id::{AccountId, MessageId};
use domain::message::MessageState;
use std::collections::{BTreeSet, HashMap};
use store::Chore;
use store::message::Message;

const PAGE: u64 = 50;
const MINE: u64 = 100;

/// One message of the outbox with its reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxLine {
    /// The message.
    pub message: Message,
    /// Name of the person.
    pub to: String,
}

/// One page of the outbox.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outbox {
    /// The messages, newest first.
    pub lines: Vec<OutboxLine>,
    /// How many of those that the actor may see stand in each state.
    pub counts: HashMap<MessageState, i64>,
    /// Whether there are older ones.
    pub has_more: bool,
    /// Whether a mail server is configured at all.
    pub is_mail_on: bool,
}

/// The outbox, for those who chase: messages to people of their area.
///
/// # Errors
/// [`AppError::Forbidden`] without the right to chase.
pub async fn outbox(ctx: &Ctx, state: Option<MessageState>, page: u64) -> Result<Outbox, AppError> {
    ctx.require_any(Right::Chase)?;
    let read = ctx.read();
    let to = accounts_in_area(ctx).await?;
    let to = to.as_deref();
    let mut messages = store::message::list(&read, to, state, page * PAGE, PAGE + 1).await?;
    let has_more = messages.len() as u64 > PAGE;
    messages.truncate(PAGE as usize);
    let ids: Vec<AccountId> = messages.iter().map(|m| m.account).collect();
    let names: HashMap<AccountId, String> = store::account::list_by_ids(&read, &ids)
        .await?
        .into_iter()
        .map(|a| (a.id, a.full_name))
        .collect();
    Ok(Outbox {
        lines: messages
            .into_iter()
            .map(|message| OutboxLine {
                to: names.get(&message.account).cloned().unwrap_or_default(),
                message,
            })
            .collect(),
        counts: store::message::count_by_state(&read, to).await?,
        has_more,
        is_mail_on: ctx.app.options.smtp_url.is_some(),
    })
}

/// One message, for its reader and for those who chase in its reader's area.
///
/// # Errors
/// [`AppError::NotFound`] when there is none that the actor may see.
pub async fn get(ctx: &Ctx, id: MessageId) -> Result<OutboxLine, AppError> {
    let message = visible(ctx, id).await?;
    let to = store::account::find(&ctx.read(), message.account).await?;
    Ok(OutboxLine {
        to: to.map(|a| a.full_name).unwrap_or_default(),
        message,
    })
}

/// The actor's own messages, newest first.
///
/// # Errors
/// [`AppError::Forbidden`] when nobody is signed in.
pub async fn mine(ctx: &Ctx) -> Result<Vec<Message>, AppError> {
    Ok(store::message::list_for(&ctx.read(), ctx.account()?, MINE).await?)
}

/// How many of the actor's own messages were not opened.
///
/// # Errors
/// [`AppError::Forbidden`] when nobody is signed in.
pub async fn unread(ctx: &Ctx) -> Result<u64, AppError> {
    Ok(store::message::count_unread(&ctx.read(), ctx.account()?).await?)
}

/// Notes that the actor opened one of their own messages.
///
/// # Errors
/// [`AppError::NotFound`] when it is not theirs.
pub async fn mark_read(ctx: &Ctx, id: MessageId) -> Result<(), AppError> {
    let message = store::message::find(&ctx.read(), id)
        .await?
        .ok_or(AppError::NotFound)?;
    if message.account != ctx.account()? {
        return Err(AppError::NotFound);
    }
    if message.read_at.is_none() {
        let w = ctx.begin().await?;
        store::message::set_read(&w, id, ctx.now()).await?;
        w.commit_chore(Chore::Receipt).await?;
    }
    Ok(())
}

pub(super) async fn visible(ctx: &Ctx, id: MessageId) -> Result<Message, AppError> {
    let message = store::message::find(&ctx.read(), id)
        .await?
        .ok_or(AppError::NotFound)?;
    if message.account == ctx.account()? {
        return Ok(message);
    }
    let tree = ctx.tree().await?;
    let posts = store::account::posts_of(&ctx.read(), message.account).await?;
    let is_in_area = posts
        .iter()
        .any(|p| ctx.actor.has_over(Right::Chase, p.unit, &tree));
    if is_in_area {
        Ok(message)
    } else {
        Err(AppError::NotFound)
    }
}

/// People with a post in the actor's area; `None` when that is everybody.
async fn accounts_in_area(ctx: &Ctx) -> Result<Option<Vec<AccountId>>, AppError> {
    let tree = ctx.tree().await?;
    if scope(&ctx.actor, Right::Chase, &tree).is_none() {
        return Ok(None);
    }
    let posts = store::account::list_posts(&ctx.read()).await?;
    let people: BTreeSet<AccountId> = posts
        .iter()
        .filter(|p| ctx.actor.has_over(Right::Chase, p.unit, &tree))
        .map(|p| p.account)
        .collect();
    Ok(Some(people.into_iter().collect()))
}
