//! The running application: what lives as long as the process.

use crate::clock::{Clock, Entropy};
use crate::consolidation::TextsCache;
use crate::totals::TotalsCache;
use crate::{
    AppError, account::SessionCache, follow, reading, regime::RegimeCache, report::PastCache,
};
use domain::field::Field;
use domain::id::UnitId;
use domain::unit::Tree;
use jiff::civil::Date;
use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use store::blob::Blobs;
use store::{Store, journal, unit};
use tokio::sync::{Notify, Semaphore};

/// What an instance is told by its configuration file.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Options {
    /// Address under which people reach the instance, for links in messages.
    pub base_url: String,
    /// Minutes without a request after which a session ends.
    pub idle_minutes: u32,
    /// Largest upload, in bytes.
    pub upload_limit: u64,
    /// Folders with fonts for documents; the first that has them wins.
    pub font_dirs: Vec<std::path::PathBuf>,
    /// Folder for files (evidence, photos).
    pub data_dir: std::path::PathBuf,
    /// SMTP server as `smtp://user:password@host:port`; none = messages stay in
    /// the outbox.
    pub smtp_url: Option<String>,
    /// Sender of mail.
    pub mail_from: String,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            base_url: "http://127.0.0.1:8080".into(),
            idle_minutes: 30,
            upload_limit: 20 * 1024 * 1024,
            font_dirs: vec![
                "/usr/share/fonts/truetype/msttcorefonts".into(),
                "/usr/share/fonts/truetype/liberation2".into(),
            ],
            data_dir: ".".into(),
            smtp_url: None,
            mail_from: "giaoban@localhost".into(),
        }
    }
}

/// Fields of work by unit.
pub type Functions = HashMap<UnitId, Vec<Field>>;

/// Codes of groups by unit.
pub type Groups = HashMap<UnitId, Vec<String>>;

/// The application. Acts reach it through [`crate::Ctx`].
pub struct App {
    /// Storage.
    pub store: Store,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Ids and secrets.
    pub entropy: Arc<dyn Entropy>,
    /// What the configuration says.
    pub options: Options,
    /// Wakes the jobs after a commit.
    pub wake: Notify,
    /// Sessions kept for some seconds.
    pub(crate) sessions: SessionCache,
    /// Live totals of rounds.
    pub(crate) totals: TotalsCache,
    /// Texts of the rounds that are consolidated.
    pub(crate) texts: TextsCache,
    /// Regime versions, which never change.
    pub(crate) regimes: RegimeCache,
    /// What units reported in earlier periods.
    pub(crate) past: PastCache,
    /// Files: photos, evidence.
    pub(crate) blobs: Blobs,
    /// Opening and reading files in takes memory; so many at a time.
    pub(crate) reading_turns: Semaphore,
    /// Counts what changes public pages, see [`App::portal_age`].
    portal: AtomicU64,
    trees: RwLock<HashMap<Date, Arc<Tree>>>,
    functions: RwLock<HashMap<Date, Arc<Functions>>>,
    groups: RwLock<HashMap<Date, Arc<Groups>>>,
    seen: AtomicI64,
}

impl App {
    /// Puts an application together. Reads nothing yet.
    #[must_use]
    pub fn new(
        store: Store,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
        options: Options,
    ) -> Arc<Self> {
        let blobs = Blobs::new(&options.data_dir.join("blobs"));
        Arc::new(Self {
            blobs,
            reading_turns: Semaphore::new(reading::AT_ONCE),
            portal: AtomicU64::new(0),
            store,
            clock,
            entropy,
            options,
            wake: Notify::new(),
            sessions: SessionCache::default(),
            totals: TotalsCache::default(),
            texts: TextsCache::default(),
            regimes: RegimeCache::default(),
            past: PastCache::default(),
            trees: RwLock::default(),
            functions: RwLock::default(),
            groups: RwLock::default(),
            seen: AtomicI64::new(-1),
        })
    }

    /// Follows the journal with what is kept in memory. Called after every
    /// commit of this process, and now and then for those of other servers.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub async fn refresh(&self) -> Result<(), AppError> {
        let seen = self.seen.load(Ordering::Acquire);
        let read = self.store.read();
        if seen < 0 {
            // Nothing is cached from before the start, so nothing can be stale.
            let (head, _) = journal::head(&read).await?;
            self.drop_trees();
            self.totals.clear();
            self.texts.clear();
            self.past.clear();
            self.seen.store(head, Ordering::Release);
            return Ok(());
        }
        let mut seen = seen;
        loop {
            let entries = journal::list_after(&read, seen, 1_000).await?;
            let Some(last) = entries.last() else {
                return Ok(());
            };
            follow::apply_in_memory(self, &entries);
            seen = last.seq;
            self.seen.fetch_max(seen, Ordering::AcqRel);
            if entries.len() < 1_000 {
                return Ok(());
            }
        }
    }

    /// How far what is kept in memory has followed the journal.
    pub(crate) fn seen_position(&self) -> i64 {
        self.seen.load(Ordering::Acquire)
    }

    /// The units as of a day, kept until a unit changes.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tree_at(&self, day: Date) -> Result<Arc<Tree>, AppError> {
        if let Some(tree) = self
            .trees
            .read()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .get(&day)
        {
            return Ok(Arc::clone(tree));
        }
        let read = self.store.read();
        let ended = unit::list_ended_at(&read, day).await?;
        let lineage = store::lineage::list(&read).await?;
        let tree = Tree::new(unit::list_at(&read, day).await?).with_past(ended, &lineage, day);
        let tree = Arc::new(tree);
        let mut trees = self
            .trees
            .write()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        if trees.len() > 64 {
            trees.clear();
        }
        trees.insert(day, Arc::clone(&tree));
        Ok(tree)
    }

    /// Which fields of work each unit answers for on a day, kept until a unit
    /// changes.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn functions_at(&self, day: Date) -> Result<Arc<Functions>, AppError> {
        let kept = self
            .functions
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&day)
            .cloned();
        if let Some(functions) = kept {
            return Ok(functions);
        }
        let read = unit::functions_at(&self.store.read(), day).await?;
        let fields =
            |codes: Vec<String>| codes.iter().filter_map(|c| Field::from_code(c)).collect();
        let functions: Functions = read
            .into_iter()
            .map(|(unit, codes)| (unit, fields(codes)))
            .collect();
        let functions = Arc::new(functions);
        let mut all = self
            .functions
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        if all.len() > 64 {
            all.clear();
        }
        all.insert(day, Arc::clone(&functions));
        Ok(functions)
    }

    /// In which groups each unit is on a day, kept until a group changes.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn groups_at(&self, day: Date) -> Result<Arc<Groups>, AppError> {
        let kept = self
            .groups
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&day)
            .cloned();
        if let Some(groups) = kept {
            return Ok(groups);
        }
        let groups = Arc::new(store::group::codes_at(&self.store.read(), day).await?);
        let mut all = self.groups.write().unwrap_or_else(PoisonError::into_inner);
        if all.len() > 64 {
            all.clear();
        }
        all.insert(day, Arc::clone(&groups));
        Ok(groups)
    }

    /// Forgets the trees; the next question reads them again.
    pub(crate) fn drop_trees(&self) {
        self.trees
            .write()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .clear();
        self.functions
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
        self.groups
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
    }

    /// A number that grows whenever public pages may have changed: what was
    /// rendered at another age is stale.
    #[must_use]
    pub fn portal_age(&self) -> u64 {
        self.portal.load(Ordering::Acquire)
    }

    /// Public pages may have changed.
    pub(crate) fn age_portal(&self) {
        self.portal.fetch_add(1, Ordering::AcqRel);
    }
}
