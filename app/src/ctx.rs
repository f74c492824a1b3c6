//! What every act is given: actor, time, ids, storage, language.

use crate::actor::{Grant, Over};
use crate::app::App;
use crate::{Actor, AppError, Locale};
use domain::account::Right;
use domain::id::{AccountId, UnitId};
use domain::journal::{Entry, Noun};
use domain::unit::Tree;
use jiff::civil::Date;
use jiff::{Timestamp, tz::Offset};
use std::sync::{Arc, Mutex, PoisonError};
use store::{Read, Write};
use uuid::Uuid;

/// The context of one act. The time is taken once, so that everything an act
/// writes carries the same instant.
#[derive(Clone)]
pub struct Ctx {
    /// The running application.
    pub app: Arc<App>,
    /// Who acts.
    pub actor: Actor,
    /// In which language answers are given.
    pub locale: Locale,
    now: Timestamp,
    /// For whom the act is done, when a right it needed came by delegation.
    behalf: Arc<Mutex<Option<AccountId>>>,
}

impl Ctx {
    /// A context for `actor`, now.
    #[must_use]
    pub fn new(app: Arc<App>, actor: Actor, locale: Locale) -> Self {
        let now = app.clock.now();
        Self {
            app,
            actor,
            locale,
            now,
            behalf: Arc::default(),
        }
    }

    /// The same context at another time, for the demo's past and nothing else:
    /// receipt times come from the server's clock alone (invariant 8).
    #[must_use]
    pub(crate) fn at(mut self, now: Timestamp) -> Self {
        self.now = now;
        self
    }

    /// The instant of the act.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// The day of the act in Viet Nam.
    #[must_use]
    pub fn today(&self) -> Date {
        Offset::constant(7).to_datetime(self.now).date()
    }

    /// A new id.
    #[must_use]
    pub fn new_id(&self) -> Uuid {
        self.app.entropy.uuid(self.now)
    }

    /// A handle for reading.
    #[must_use]
    pub fn read(&self) -> Read<'_> {
        self.app.store.read()
    }

    /// Begins the act's transaction.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn begin(&self) -> Result<Write, AppError> {
        Ok(self.app.store.begin().await?)
    }

    /// Commits the act with its journal entry, brings everything that follows
    /// the journal in memory up to date, and wakes the jobs.
    ///
    /// # Errors
    /// When the database refuses; then nothing is kept.
    pub async fn commit(&self, w: Write, entry: Entry) -> Result<(), AppError> {
        self.commit_all(w, &[entry]).await
    }

    /// As [`Self::commit`], for an act on several objects: one entry each.
    ///
    /// # Errors
    /// When the database refuses; then nothing is kept.
    pub async fn commit_all(&self, w: Write, entries: &[Entry]) -> Result<(), AppError> {
        w.commit_all(entries).await?;
        self.set_behalf(None);
        self.app.refresh().await?;
        self.app.wake.notify_one();
        Ok(())
    }

    /// A journal entry of this actor and instant.
    #[must_use]
    pub fn entry(
        &self,
        act: &str,
        noun: Noun,
        subject: Uuid,
        unit: Option<UnitId>,
        detail: serde_json::Value,
    ) -> Entry {
        Entry {
            act: act.into(),
            noun,
            subject,
            unit,
            actor: self.actor.account(),
            on_behalf_of: *self.behalf(),
            detail,
            at: self.now,
        }
    }

    /// The name of an account, out of memory.
    pub(crate) async fn account_name(&self, id: AccountId) -> Result<String, AppError> {
        let read = async {
            let found = store::account::find(&self.read(), id).await?;
            Ok(found.map(|a| a.full_name).unwrap_or_default())
        };
        Ok(String::clone(&*self.app.names.or_read(id, read).await?))
    }

    /// The units of today.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tree(&self) -> Result<Arc<Tree>, AppError> {
        self.app.tree_at(self.today()).await
    }

    /// The units of another day (invariant 9).
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tree_at(&self, day: Date) -> Result<Arc<Tree>, AppError> {
        self.app.tree_at(day).await
    }

    /// Whether the actor has `right` there for an act that follows: where it
    /// comes by delegation the act's entry says for whom. Pages that only ask
    /// what to show use [`Self::can`].
    ///
    /// # Errors
    /// When the database fails.
    pub async fn may(&self, right: Right, over: impl Into<Over>) -> Result<bool, AppError> {
        let over = over.into();
        let grant = self.actor.grant(right, over, self.tree().await?.as_ref());
        self.note(right, grant);
        Ok(grant.is_some())
    }

    /// Whether the actor has `right` there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn can(&self, right: Right, over: impl Into<Over>) -> Result<bool, AppError> {
        let over = over.into();
        Ok(self
            .actor
            .has_over(right, over, self.tree().await?.as_ref()))
    }

    /// Goes on only if the actor has `right` there.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] if the actor has the right nowhere;
    /// [`AppError::NotFound`] if it has it, but not here: what one may not see
    /// does not exist.
    pub async fn require(&self, right: Right, over: impl Into<Over>) -> Result<(), AppError> {
        let over = over.into();
        if !self.actor.has(right) {
            return Err(AppError::Forbidden);
        }
        if self.may(right, over).await? {
            Ok(())
        } else {
            Err(AppError::NotFound)
        }
    }

    /// Goes on only if the actor has `right` somewhere.
    ///
    /// # Errors
    /// [`AppError::Forbidden`].
    pub fn require_any(&self, right: Right) -> Result<(), AppError> {
        let grant = self.actor.grant_anywhere(right);
        self.note(right, grant);
        grant.map(|_| ()).ok_or(AppError::Forbidden)
    }

    /// Keeps for whom the act is done: entries written until the commit carry
    /// both names. Reading changes nothing, so it names nobody.
    fn note(&self, right: Right, grant: Option<Grant>) {
        if let Some(Grant::For(holder)) = grant
            && !right.is_read()
        {
            self.set_behalf(Some(holder));
        }
    }

    fn behalf(&self) -> std::sync::MutexGuard<'_, Option<AccountId>> {
        self.behalf.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set_behalf(&self, holder: Option<AccountId>) {
        *self.behalf() = holder;
    }

    /// The account that acts.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] when nobody is signed in.
    pub fn account(&self) -> Result<AccountId, AppError> {
        self.actor.account().ok_or(AppError::Forbidden)
    }
}
