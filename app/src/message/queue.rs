//! Writing messages into the outbox, inside the transaction of the act that
//! causes them: an act that is undone has told nobody.

use crate::text::{t, t_with};
use crate::{AppError, Ctx, Locale};
use domain::account::Role;
use domain::id::{AccountId, MessageId, UnitId};
use domain::journal::Noun;
use domain::message::{MessageClass, MessageState};
use store::Write;
use store::account::Account;
use store::message::Message;
use uuid::Uuid;

/// A message to be written.
#[derive(Debug, Clone)]
pub struct NewMessage {
    /// To whom.
    pub account: AccountId,
    /// Why.
    pub class: MessageClass,
    /// Kind of the object that it is about.
    pub noun: Noun,
    /// The object.
    pub subject_id: Uuid,
    /// Subject line.
    pub subject: String,
    /// Plain text.
    pub body: String,
    /// The same key is never written twice, so a repeated act or a restart
    /// tells nobody twice.
    pub key: String,
}

/// A message to the people of a unit, in the language of each.
#[derive(Debug, Clone)]
pub struct UnitMessage {
    /// Why.
    pub class: MessageClass,
    /// Kind of the object that it is about.
    pub noun: Noun,
    /// The object.
    pub subject_id: Uuid,
    /// Key of the texts: `<text>.subject` and `<text>.body`.
    pub text: &'static str,
    /// Values for the places of the texts.
    pub args: Vec<(&'static str, String)>,
    /// Path of the page to open, from the root.
    pub path: String,
    /// What makes it one message; the account is added.
    pub key: String,
}

/// Writes one message. `None` when its key exists already or the account is
/// closed.
///
/// # Errors
/// When the database fails.
pub async fn queue(ctx: &Ctx, w: &Write, new: NewMessage) -> Result<Option<MessageId>, AppError> {
    match store::account::find(w, new.account).await? {
        Some(account) if account.is_active => write(ctx, w, &account, new).await,
        _ => Ok(None),
    }
}

/// Writes a message to each reporter and head of a unit; of its heirs, if it has
/// ended.
///
/// # Errors
/// When the database fails.
pub async fn queue_for_unit(
    ctx: &Ctx,
    w: &Write,
    unit: UnitId,
    message: UnitMessage,
) -> Result<(), AppError> {
    let roles = [Role::Reporter, Role::HeadOfUnit];
    let posts = store::account::list_active_posts(w, &roles, ctx.today()).await?;
    let tree = ctx.tree().await?;
    let mut ids: Vec<AccountId> = posts
        .iter()
        .filter(|p| tree.is_or_was(unit, p.unit))
        .map(|p| p.account)
        .collect();
    ids.sort();
    ids.dedup();
    queue_for_people(ctx, w, &ids, message).await
}

/// Writes the message to each of these persons, in the language of each.
///
/// # Errors
/// When the database fails.
pub async fn queue_for_people(
    ctx: &Ctx,
    w: &Write,
    people: &[AccountId],
    message: UnitMessage,
) -> Result<(), AppError> {
    for account in store::account::list_by_ids(w, people).await? {
        let locale = Locale::from_code(&account.locale);
        let body = t_with(locale, &format!("{}.body", message.text), &message.args);
        let new = NewMessage {
            account: account.id,
            class: message.class,
            noun: message.noun,
            subject_id: message.subject_id,
            subject: t_with(locale, &format!("{}.subject", message.text), &message.args),
            body: letter(ctx, locale, &account.full_name, &body, &message.path),
            key: format!("{}:{}", message.key, account.id),
        };
        write(ctx, w, &account, new).await?;
    }
    Ok(())
}

/// Greeting, body, link and the line that says who writes.
pub(super) fn letter(ctx: &Ctx, locale: Locale, name: &str, body: &str, path: &str) -> String {
    let greeting = t_with(locale, "message.greeting", &[("name", name.to_owned())]);
    let link = format!("{}{path}", ctx.app.options.base_url.trim_end_matches('/'));
    let open = t_with(locale, "message.open", &[("link", link)]);
    format!(
        "{greeting}\n\n{body}\n\n{open}\n\n{}\n",
        t(locale, "message.closing")
    )
}

pub(super) async fn write(
    ctx: &Ctx,
    w: &Write,
    to: &Account,
    new: NewMessage,
) -> Result<Option<MessageId>, AppError> {
    let message = Message {
        id: MessageId(ctx.new_id()),
        account: to.id,
        address: to.work_email.clone(),
        class: new.class,
        noun: new.noun,
        subject_id: new.subject_id,
        subject: new.subject,
        body: new.body,
        state: MessageState::Queued,
        idempotency_key: new.key,
        attempts: 0,
        last_error: None,
        next_attempt_at: None,
        claimed_at: None,
        created_at: ctx.now(),
        sent_at: None,
        read_at: None,
        version: 1,
    };
    let is_new = store::message::insert(w, &message).await?;
    Ok(is_new.then_some(message.id))
}
