//! An application with a temporary database, a fixed clock and actors.

use crate::database::{TestDatabase, on_chosen};
use crate::province::{Province, posts, rows, versions};
use app::clock::{Entropy, FixedClock, SeededEntropy};
use app::{Actor, App, Ctx, Locale, Options};
use domain::id::UnitId;
use domain::journal::{Entry, Noun};
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::json;
use std::sync::{Arc, OnceLock};
use store::account::Account;
use tempfile::TempDir;

/// Password of every test account.
pub const PASSWORD: &str = "mat-khau-thu-nghiem";

/// Monday 5 October 2026, 09:00 in Viet Nam: the third quarter has just ended.
const START: &str = "2026-10-05T02:00:00Z";

/// An application for one test.
pub struct TestApp {
    /// The application.
    pub app: Arc<App>,
    /// Its clock.
    pub clock: Arc<FixedClock>,
    /// Ids of units and accounts.
    pub province: Province,
    _database: TestDatabase,
    _dir: TempDir,
}

impl TestApp {
    /// With the small province on the database of this run ([`on_chosen`]).
    ///
    /// # Panics
    /// When the machine refuses.
    pub async fn new() -> Self {
        Self::on(on_chosen().await).await
    }

    /// With the small province on a given database.
    ///
    /// # Panics
    /// When the database refuses.
    pub async fn on(database: TestDatabase) -> Self {
        Self::with(database, false).await
    }

    /// With the centre above both provinces.
    ///
    /// # Panics
    /// When the machine refuses.
    pub async fn nation() -> Self {
        Self::with(on_chosen().await, true).await
    }

    async fn with(database: TestDatabase, with_nation: bool) -> Self {
        let start: Timestamp = START.parse().expect("the start");
        let clock = Arc::new(FixedClock::new(start));
        let entropy = Arc::new(SeededEntropy::new(1));
        let dir = tempfile::tempdir().expect("a temporary folder");
        let options = Options {
            data_dir: dir.path().into(),
            ..Options::default()
        };
        let app = App::new(
            database.store.clone(),
            clock.clone(),
            entropy.clone(),
            options,
        );
        let province = fill(&app, entropy.as_ref(), start, with_nation).await;
        app.refresh().await.expect("the caches");
        Self {
            app,
            clock,
            province,
            _database: database,
            _dir: dir,
        }
    }

    /// The id of a unit of the small province.
    ///
    /// # Panics
    /// When there is no such unit.
    #[must_use]
    pub fn unit(&self, code: &str) -> UnitId {
        self.province.units[code]
    }

    /// A context for a login, now.
    ///
    /// # Panics
    /// When there is no such account.
    pub async fn person(&self, login: &str) -> Ctx {
        let actor = app::account::actor_of_login(&self.app, login)
            .await
            .expect("the account");
        Ctx::new(Arc::clone(&self.app), actor, Locale::Vi)
    }

    /// The coordinator.
    pub async fn coordinator(&self) -> Ctx {
        self.person("dieuphoi").await
    }

    /// The coordinator of another province.
    pub async fn foreign_coordinator(&self) -> Ctx {
        self.person("dieuphoi2").await
    }

    /// The head of the coordinating office.
    pub async fn head_of_office(&self) -> Ctx {
        self.person("truongban").await
    }

    /// The leader.
    pub async fn leader(&self) -> Ctx {
        self.person("lanhdao").await
    }

    /// The inspector.
    pub async fn inspector(&self) -> Ctx {
        self.person("kiemtra").await
    }

    /// The editor.
    pub async fn editor(&self) -> Ctx {
        self.person("bientap").await
    }

    /// The administrator.
    pub async fn administrator(&self) -> Ctx {
        self.person("quantri").await
    }

    /// The reporter of a unit.
    pub async fn reporter(&self, code: &str) -> Ctx {
        self.person(&format!("bc.{}", code.to_lowercase())).await
    }

    /// The head of a unit.
    pub async fn head(&self, code: &str) -> Ctx {
        self.person(&format!("tt.{}", code.to_lowercase())).await
    }

    /// A reader of the portal.
    #[must_use]
    pub fn anonymous(&self) -> Ctx {
        Ctx::new(Arc::clone(&self.app), Actor::Anonymous, Locale::Vi)
    }

    /// The program itself.
    #[must_use]
    pub fn system(&self) -> Ctx {
        Ctx::new(Arc::clone(&self.app), Actor::System, Locale::Vi)
    }

    /// Moves the clock to 09:00 of a day in Viet Nam.
    ///
    /// # Panics
    /// When the day has no such hour, which no day lacks.
    pub fn go_to(&self, day: Date) {
        let at = domain::calendar::VIETNAM
            .to_timestamp(day.at(9, 0, 0, 0))
            .expect("an instant");
        self.clock.set(at);
    }
}

/// One hash for all accounts: hashing is slow on purpose, and tests are many.
pub(crate) async fn password_hash() -> String {
    static HASH: OnceLock<String> = OnceLock::new();
    if let Some(hash) = HASH.get() {
        return hash.clone();
    }
    let hash = app::account::hash_password(PASSWORD.into())
        .await
        .expect("a hash");
    HASH.get_or_init(|| hash).clone()
}

async fn fill(
    app: &Arc<App>,
    entropy: &dyn Entropy,
    now: Timestamp,
    with_nation: bool,
) -> Province {
    let rows = rows(with_nation);
    let hash = password_hash().await;
    let mut province = Province::default();
    let w = app.store.begin().await.expect("a transaction");
    for version in versions(&rows, || entropy.uuid(now)) {
        store::unit::insert(&w, entropy.uuid(now), &version)
            .await
            .expect("a unit");
        province.units.insert(version.code.clone(), version.unit);
    }
    for (code, .., fields) in &rows {
        for field in *fields {
            let from = jiff::civil::date(2025, 7, 1);
            store::unit::insert_function(&w, entropy.uuid(now), province.units[*code], field, from)
                .await
                .expect("a function");
        }
    }
    for (login, post) in posts(&rows, &province.units, || entropy.uuid(now)) {
        let account = Account {
            id: post.account,
            login: login.clone(),
            full_name: format!("Người dùng {login}"),
            work_email: format!("{login}@vi-du.vn"),
            password_hash: hash.clone(),
            is_active: true,
            is_password_temporary: false,
            locale: "vi".into(),
            version: 1,
        };
        store::account::insert(&w, &account, now)
            .await
            .expect("an account");
        store::account::insert_post(&w, &post)
            .await
            .expect("a post");
        province.accounts.insert(login, post.account);
    }
    let entry = Entry {
        act: "unit.create".into(),
        noun: Noun::Instance,
        subject: uuid::Uuid::nil(),
        unit: None,
        actor: None,
        on_behalf_of: None,
        detail: json!({}),
        at: now,
    };
    w.commit(&entry).await.expect("a commit");
    province
}
