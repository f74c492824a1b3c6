//! Sending a failed message again, because a person decided so.

use super::list::visible;
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::id::MessageId;
use domain::journal::Noun;
use domain::message::MessageState;
use serde_json::json;

/// Puts a failed message back into the queue, to the address that the account
/// has now.
///
/// # Errors
/// [`AppError::Invalid`] when it has not failed; [`AppError::NotFound`] when the
/// actor may not see it.
pub async fn resend(ctx: &Ctx, id: MessageId) -> Result<(), AppError> {
    ctx.require_any(Right::Chase)?;
    let mut message = visible(ctx, id).await?;
    if message.state != MessageState::Failed {
        return Err(AppError::refused("message.not_failed"));
    }
    let w = ctx.begin().await?;
    if let Some(account) = store::account::find(&w, message.account).await? {
        message.address = account.work_email;
    }
    message.state = MessageState::Queued;
    message.attempts = 0;
    message.next_attempt_at = None;
    store::message::update(&w, &message).await?;
    let detail = json!({ "key": message.idempotency_key, "last_error": message.last_error });
    ctx.commit(
        w,
        ctx.entry("message.resend", Noun::Message, id.0, None, detail),
    )
    .await
}
