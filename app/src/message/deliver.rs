//! The delivery job: at most once, with growing waits.
//!
//! A message is claimed in a transaction of its own before it is handed to the
//! mail server. If the process dies in between, nobody knows whether the server
//! took it; so it is not sent again by itself but shown as failed, and a person
//! may press "send again".

use super::mailer::{Mail, MailError, Mailer, SmtpMailer};
use crate::{App, AppError};
use domain::message::{CLAIM_LASTS, MessageState, wait_after};
use std::sync::Arc;
use store::message::Message;
use store::{Chore, StoreError};

/// What one run of the job did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Delivery {
    /// Taken by the mail server.
    pub sent: usize,
    /// To be tried again.
    pub waiting: usize,
    /// Given up, or cut off by a crash.
    pub failed: usize,
}

/// Delivers everything that is due by the configured server. Without one,
/// messages stay in the outbox, readable.
///
/// # Errors
/// When the database fails or the server's address cannot be understood.
pub async fn deliver_due(app: &Arc<App>) -> Result<Delivery, AppError> {
    match SmtpMailer::from_options(&app.options).map_err(AppError::internal)? {
        Some(mailer) => deliver_with(app, &mailer).await,
        None => Ok(Delivery::default()),
    }
}

/// Delivers everything that is due by `mailer`.
///
/// # Errors
/// When the database fails.
pub async fn deliver_with(app: &Arc<App>, mailer: &dyn Mailer) -> Result<Delivery, AppError> {
    let mut done = Delivery {
        failed: fail_cut_off(app).await?,
        ..Delivery::default()
    };
    while let Some(mut message) = claim_next(app).await? {
        let mail = Mail {
            id: message.id.to_string(),
            to: message.address.clone(),
            subject: message.subject.clone(),
            body: message.body.clone(),
        };
        let result = mailer.send(&mail).await;
        let now = app.clock.now();
        message.claimed_at = None;
        message.last_error = result.as_ref().err().map(ToString::to_string);
        match result {
            Ok(()) => {
                message.state = MessageState::Sent;
                message.sent_at = Some(now);
                done.sent += 1;
            }
            Err(MailError::Later(_)) if wait_after(message.attempts).is_some() => {
                message.state = MessageState::Queued;
                message.next_attempt_at = wait_after(message.attempts).map(|wait| now + wait);
                done.waiting += 1;
            }
            Err(_) => {
                message.state = MessageState::Failed;
                done.failed += 1;
            }
        }
        save(app, &message).await?;
    }
    Ok(done)
}

/// Claims the oldest message that is due. Two servers never claim the same one:
/// the second finds its version changed and looks again.
async fn claim_next(app: &App) -> Result<Option<Message>, AppError> {
    loop {
        let now = app.clock.now();
        let Some(mut message) = store::message::find_due(&app.store.read(), now).await? else {
            return Ok(None);
        };
        message.state = MessageState::Sending;
        message.attempts += 1;
        message.claimed_at = Some(now);
        let w = app.store.begin().await?;
        match store::message::update(&w, &message).await {
            Ok(()) => {
                w.commit_chore(Chore::Delivery).await?;
                message.version += 1;
                return Ok(Some(message));
            }
            Err(StoreError::Conflict) => {}
            Err(other) => return Err(other.into()),
        }
    }
}

/// Shows deliveries that a crash cut off as failed; answers how many.
async fn fail_cut_off(app: &App) -> Result<usize, AppError> {
    let before = app.clock.now() - CLAIM_LASTS;
    let cut_off = store::message::list_cut_off(&app.store.read(), before).await?;
    for message in &cut_off {
        let failed = Message {
            state: MessageState::Failed,
            claimed_at: None,
            last_error: Some("interrupted".into()),
            ..message.clone()
        };
        save(app, &failed).await?;
    }
    Ok(cut_off.len())
}

async fn save(app: &App, message: &Message) -> Result<(), AppError> {
    let w = app.store.begin().await?;
    store::message::update(&w, message).await?;
    Ok(w.commit_chore(Chore::Delivery).await?)
}
