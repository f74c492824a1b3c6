//! New passwords: one's own, and those that whoever keeps accounts sets.

use super::keep::kept;
use super::sign_in::{check_tries, note_failure};
use super::{check_password, hash_password};
use crate::{AppError, Ctx, FieldError, error::all_valid};
use domain::account::Post;
use domain::journal::Noun;
use serde_json::json;
use store::account::Account;

/// What the form for one's own password sends.
#[derive(Debug, Clone, Default)]
pub struct OwnPassword {
    /// The present one.
    pub old: String,
    /// The new one.
    pub new: String,
    /// The new one once more.
    pub again: String,
}

/// How long a password lasts that somebody else sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lasting {
    /// Until the first sign-in: the person then chooses another.
    Once,
    /// As it is (demo).
    Always,
}

/// Changes one's own password and ends all other sessions of the account. The
/// old one is asked, with the same limit on tries as at sign-in: an open
/// browser is not enough to take an account over.
///
/// # Errors
/// [`AppError::Invalid`] with every defect; [`AppError::TooMany`] after too many
/// wrong tries; [`AppError::Forbidden`] when nobody is signed in.
pub async fn change_own_password(ctx: &Ctx, input: OwnPassword) -> Result<(), AppError> {
    let id = ctx.account()?;
    let mut account = store::account::find(&ctx.read(), id)
        .await?
        .ok_or(AppError::NotFound)?;
    check_tries(ctx, &account.login, "").await?;
    if !check_password(input.old.clone(), account.password_hash.clone()).await? {
        note_failure(ctx, &account.login, "").await?;
        return Err(AppError::Invalid(vec![FieldError::new(
            "old",
            "account.old_wrong",
        )]));
    }
    let mut errors = Vec::new();
    if input.new != input.again {
        errors.push(FieldError::new("again", "account.again_differs"));
    }
    if input.new == input.old {
        errors.push(FieldError::new("password", "account.password_same"));
    }
    let hash = match hash_password(input.new).await {
        Ok(hash) => hash,
        Err(AppError::Invalid(short)) => {
            errors.extend(short);
            String::new()
        }
        Err(other) => return Err(other),
    };
    all_valid(errors)?;
    account.password_hash = hash;
    account.is_password_temporary = false;
    let session = ctx.actor.person().and_then(|p| p.session);
    let w = ctx.begin().await?;
    store::account::update(&w, &account).await?;
    let ended = store::account::delete_other_sessions(&w, id, session).await?;
    let detail = json!({ "sessions_ended": ended });
    let entry = ctx.entry("account.change_password", Noun::Account, id.0, None, detail);
    ctx.commit(w, entry).await
}

/// Sets a new password for somebody and ends all sessions of the account.
///
/// # Errors
/// [`AppError::NotFound`] for an account that the actor does not keep;
/// [`AppError::Invalid`] when it is too short.
pub async fn set_password(
    ctx: &Ctx,
    login: &str,
    password: String,
    lasting: Lasting,
) -> Result<(), AppError> {
    let (mut account, posts) = kept(ctx, login).await?;
    account.password_hash = hash_password(password).await?;
    account.is_password_temporary = lasting == Lasting::Once;
    let w = ctx.begin().await?;
    store::account::update(&w, &account).await?;
    let ended = store::account::delete_sessions_of(&w, account.id).await?;
    let detail = json!({ "login": account.login, "sessions_ended": ended });
    ctx.commit(
        w,
        entry_of(ctx, "account.set_password", &account, &posts, detail),
    )
    .await
}

/// Locks an account, whose sessions end at once, or opens it again. Posts stay:
/// a lock is about signing in, and what the person gave by delegation rests
/// with it.
///
/// # Errors
/// [`AppError::NotFound`] for an account that the actor does not keep;
/// [`AppError::Invalid`] for one's own, or when it is so already.
pub async fn set_active(ctx: &Ctx, login: &str, is_active: bool) -> Result<(), AppError> {
    let (mut account, posts) = kept(ctx, login).await?;
    if ctx.actor.account() == Some(account.id) {
        return Err(AppError::refused("account.own_lock"));
    }
    if account.is_active == is_active {
        return Err(AppError::refused(match is_active {
            true => "account.not_locked",
            false => "account.locked_already",
        }));
    }
    account.is_active = is_active;
    let act = match is_active {
        true => "account.unlock",
        false => "account.lock",
    };
    let w = ctx.begin().await?;
    store::account::update(&w, &account).await?;
    let ended = store::account::delete_sessions_of(&w, account.id).await?;
    let detail = json!({ "login": account.login, "sessions_ended": ended });
    ctx.commit(w, entry_of(ctx, act, &account, &posts, detail))
        .await
}

fn entry_of(
    ctx: &Ctx,
    act: &str,
    account: &Account,
    posts: &[Post],
    detail: serde_json::Value,
) -> domain::journal::Entry {
    let unit = posts.first().map(|p| p.unit);
    ctx.entry(act, Noun::Account, account.id.0, unit, detail)
}
