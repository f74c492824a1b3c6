//! Sessions: server-side rows, kept in memory for some seconds so that a page
//! does not pay four queries for knowing who asks. Rights that end take effect
//! within 30 s on other servers and at once on this one (R-1.6 asks for 60 s).

use super::sign_in::token_hash;
use crate::app::App;
use crate::{Actor, AppError, Ctx, Locale, actor::Person};
use domain::id::AccountId;
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;
use std::sync::{Arc, RwLock};
use store::Chore;

const KEEP: SignedDuration = SignedDuration::from_secs(30);
const TOUCH_EVERY: SignedDuration = SignedDuration::from_secs(60);
const LONGEST: SignedDuration = SignedDuration::from_hours(12);

/// A request's person and the token its forms must carry.
#[derive(Debug, Clone)]
pub struct Visit {
    /// Who.
    pub person: Person,
    /// Token of forms.
    pub form_token: String,
}

#[derive(Clone)]
struct Kept {
    visit: Visit,
    until: Timestamp,
}

/// Sessions in memory, by token hash.
#[derive(Default)]
pub(crate) struct SessionCache(RwLock<HashMap<String, Kept>>);

impl SessionCache {
    pub(crate) fn clear(&self) {
        self.0
            .write()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .clear();
    }

    fn get(&self, key: &str, now: Timestamp) -> Option<Kept> {
        let kept = self
            .0
            .read()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .get(key)
            .cloned()?;
        (now < kept.until).then_some(kept)
    }

    fn put(&self, key: String, kept: Kept, now: Timestamp) {
        let mut map = self
            .0
            .write()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        if map.len() > 10_000 {
            map.retain(|_, k| now < k.until);
        }
        map.insert(key, kept);
    }

    fn remove(&self, key: &str) {
        self.0
            .write()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .remove(key);
    }
}

/// Who a cookie's token belongs to; `None` when the session is unknown, idle
/// for too long or over.
///
/// # Errors
/// When the database fails.
pub async fn resume(app: &Arc<App>, token: &str) -> Result<Option<Visit>, AppError> {
    let now = app.clock.now();
    let key = token_hash(token);
    if let Some(kept) = app.sessions.get(&key, now) {
        return Ok(Some(kept.visit));
    }
    let read = app.store.read();
    let Some(session) = store::account::find_session(&read, &key).await? else {
        return Ok(None);
    };
    let idle = SignedDuration::from_mins(i64::from(app.options.idle_minutes));
    if now.duration_since(session.last_seen_at) > idle
        || now.duration_since(session.created_at) > LONGEST
    {
        let w = app.store.begin().await?;
        store::account::delete_session(&w, session.id).await?;
        w.commit_chore(Chore::Session).await?;
        return Ok(None);
    }
    let Some(mut person) = person_of(app, session.account, now).await? else {
        return Ok(None);
    };
    person.session = Some(session.id);
    if person.has_temporary_password {
        // Whoever set it knows it: nothing is done with it but choosing another.
        person.posts.clear();
        person.acting.clear();
    }
    if now.duration_since(session.last_seen_at) > TOUCH_EVERY {
        let w = app.store.begin().await?;
        store::account::touch_session(&w, session.id, now).await?;
        w.commit_chore(Chore::Session).await?;
    }
    let visit = Visit {
        person,
        form_token: session.form_token.clone(),
    };
    // Posts and delegations are dated: what was read yesterday is not kept past midnight.
    let until = (now + KEEP).min(next_midnight(now)?);
    app.sessions.put(
        key,
        Kept {
            visit: visit.clone(),
            until,
        },
        now,
    );
    Ok(Some(visit))
}

/// When the day of `now` ends in Viet Nam.
fn next_midnight(now: Timestamp) -> Result<Timestamp, AppError> {
    let day = Offset::constant(7).to_datetime(now).date();
    let next = day.tomorrow().map_err(AppError::internal)?;
    Offset::constant(7)
        .to_timestamp(next.at(0, 0, 0, 0))
        .map_err(AppError::internal)
}

/// Ends the session of a token.
///
/// # Errors
/// When the database fails.
pub async fn sign_out(ctx: &Ctx, token: &str) -> Result<(), AppError> {
    let key = token_hash(token);
    let Some(session) = store::account::find_session(&ctx.read(), &key).await? else {
        return Ok(());
    };
    let w = ctx.begin().await?;
    store::account::delete_session(&w, session.id).await?;
    w.commit_chore(Chore::Session).await?;
    ctx.app.sessions.remove(&key);
    Ok(())
}

/// The actor behind a login, for the operator at the shell.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown or closed account.
pub async fn actor_of_login(app: &Arc<App>, login: &str) -> Result<Actor, AppError> {
    let account = store::account::find_by_login(&app.store.read(), login)
        .await?
        .ok_or(AppError::NotFound)?;
    let person = person_of(app, account.id, app.clock.now())
        .await?
        .ok_or(AppError::NotFound)?;
    Ok(Actor::Person(person))
}

/// The actor behind an account.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown or closed account.
pub(crate) async fn actor_of(app: &Arc<App>, id: AccountId) -> Result<Actor, AppError> {
    let person = person_of(app, id, app.clock.now())
        .await?
        .ok_or(AppError::NotFound)?;
    Ok(Actor::Person(person))
}

async fn person_of(app: &App, id: AccountId, now: Timestamp) -> Result<Option<Person>, AppError> {
    let read = app.store.read();
    let Some(account) = store::account::find(&read, id)
        .await?
        .filter(|a| a.is_active)
    else {
        return Ok(None);
    };
    let today = Offset::constant(7).to_datetime(now).date();
    let mut posts = store::account::posts_of(&read, id).await?;
    posts.retain(|p| p.holds_on(today));
    Ok(Some(Person {
        account: id,
        full_name: account.full_name,
        posts,
        acting: store::delegation::acting(&read, id, today).await?,
        has_temporary_password: account.is_password_temporary,
        session: None,
        locale: Locale::from_code(&account.locale),
    }))
}
