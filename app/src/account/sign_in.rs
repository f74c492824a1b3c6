//! Signing in, with a limit on tries.

use super::check_password;
use crate::{Actor, AppError, Ctx};
use domain::id::SessionId;
use domain::journal::Noun;
use jiff::ToSpan;
use serde_json::json;
use sha2::{Digest, Sha256};
use store::Chore;
use store::account::Session;

/// Failed tries on one login within a quarter of an hour before it must wait.
const LOGIN_LIMIT: u64 = 5;
/// Failed tries from one address in the same time; offices share addresses.
const ORIGIN_LIMIT: u64 = 30;
const WINDOW_MINUTES: i64 = 15;

/// What the sign-in form sends.
#[derive(Debug, Clone)]
pub struct SignIn {
    /// Login as typed.
    pub login: String,
    /// Password as typed.
    pub password: String,
    /// Address of the browser.
    pub origin: String,
}

/// A session begun: the token goes into the cookie and nowhere else.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// 256 bits, hexadecimal.
    pub token: String,
}

/// Checks login and password and begins a session.
///
/// # Errors
/// [`AppError::TooMany`] after too many failed tries; [`AppError::Invalid`] with
/// one and the same text whether login or password is wrong.
pub async fn sign_in(ctx: &Ctx, input: SignIn) -> Result<SignedIn, AppError> {
    check_tries(ctx, &input.login, &input.origin).await?;
    let account = store::account::find_by_login(&ctx.read(), &input.login)
        .await?
        .filter(|a| a.is_active);
    // An unknown login costs the same time as a wrong password.
    let hash = account
        .as_ref()
        .map_or_else(|| DUMMY_HASH.to_owned(), |a| a.password_hash.clone());
    let is_right = check_password(input.password, hash).await?;
    let Some(account) = account.filter(|_| is_right) else {
        note_failure(ctx, &input.login, &input.origin).await?;
        return Err(AppError::refused("account.sign_in_wrong"));
    };
    let token = ctx.app.entropy.token();
    let session = Session {
        id: SessionId(ctx.new_id()),
        account: account.id,
        created_at: ctx.now(),
        last_seen_at: ctx.now(),
        form_token: ctx.app.entropy.token(),
    };
    let w = ctx.begin().await?;
    store::account::insert_session(&w, &session, &token_hash(&token)).await?;
    let mut entry = ctx.entry(
        "account.sign_in",
        Noun::Account,
        account.id.0,
        None,
        json!({}),
    );
    entry.actor = Some(account.id);
    w.commit(&entry).await?;
    Ok(SignedIn { token })
}

/// Refuses after too many failed tries on a login or from an address.
pub(super) async fn check_tries(ctx: &Ctx, login: &str, origin: &str) -> Result<(), AppError> {
    let since = ctx
        .now()
        .checked_sub(WINDOW_MINUTES.minutes())
        .map_err(AppError::internal)?;
    let (by_login, by_origin) =
        store::account::count_failures(&ctx.read(), login, origin, since).await?;
    // Tries inside a session have no address of their own.
    if by_login >= LOGIN_LIMIT || !origin.is_empty() && by_origin >= ORIGIN_LIMIT {
        return Err(AppError::TooMany(WINDOW_MINUTES as u64 * 60));
    }
    Ok(())
}

/// Keeps a failed try for the limit.
pub(super) async fn note_failure(ctx: &Ctx, login: &str, origin: &str) -> Result<(), AppError> {
    let w = ctx.begin().await?;
    store::account::insert_attempt(&w, ctx.new_id(), login, origin, false, ctx.now()).await?;
    w.commit_chore(Chore::Session).await?;
    Ok(())
}

/// What is stored of a token: a stolen database opens no session.
pub(super) fn token_hash(token: &str) -> String {
    hex::encode(Sha256::digest(token.as_bytes()))
}

/// Hash of nothing anybody knows, for logins that do not exist.
const DUMMY_HASH: &str = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$Xo1mNnUV9sZnWQhMfbmPWyFZOlRYNJJ2sS1rvQHYnVI";

impl Ctx {
    /// Whether somebody is signed in.
    #[must_use]
    pub fn is_signed_in(&self) -> bool {
        matches!(self.actor, Actor::Person(_))
    }
}
