//! The running application: what lives as long as the process.

use crate::clock::{Clock, Entropy};
use crate::consolidation::AllAwaited;
use crate::consolidation::TextsCache;
use crate::kept::Kept;
use crate::options::Options;
use crate::round::{Boards, Counts, Differing, Staff};
use crate::totals::TotalsCache;
use crate::{
    AppError,
    account::SessionCache,
    follow,
    memo::Memo,
    reading,
    report::{Around, AskedAlike, CheckOf, PastCache},
    task::{TaskFigures, TaskSettings},
};
use domain::calendar::WorkCalendar;
use domain::field::Field;
use domain::id::{AccountId, ObligationId, RegimeVersionId, RoundId, UnitId};
use domain::report::{Checking, Remark};
use domain::unit::Tree;
use jiff::civil::Date;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use store::blob::Blobs;
use store::chain::Followed;
use store::regime::RegimeVersion;
use store::round::Round;
use store::task::{Task, TaskDates, TaskFilter, TaskUnit};
use store::{Store, journal, unit};
use tokio::sync::{Notify, Semaphore};
use uuid::Uuid;

/// Days of which the units are kept.
const DAYS: usize = 64;

/// Reports whose checks are kept: from saving to signing, while others do.
const CHECKS: usize = 64;

/// Fields of work by unit.
pub type Functions = HashMap<UnitId, Vec<Field>>;

/// Codes of groups by unit.
pub type Groups = HashMap<UnitId, Vec<String>>;

/// Tasks with their units, as a list shows them.
pub(crate) type TaskPage = (Vec<Task>, Vec<TaskUnit>);

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
    pub(crate) regimes: Kept<RegimeVersionId, RegimeVersion>,
    /// What units reported in earlier periods.
    pub(crate) past: PastCache,
    /// Rules made ready for those who are asked the same.
    pub(crate) checkings: Kept<AskedAlike, Checking>,
    /// What the rules said last about reports.
    pub(crate) checks: Memo<CheckOf, Vec<Remark>>,
    /// Files: photos, evidence.
    pub(crate) blobs: Blobs,
    /// Opening and reading files in takes memory; so many at a time.
    pub(crate) reading_turns: Semaphore,
    /// Counts what changes public pages, see [`App::portal_age`].
    portal: AtomicU64,
    trees: Kept<Date, Tree>,
    functions: Kept<Date, Functions>,
    groups: Kept<Date, Groups>,
    pub(crate) rounds: Kept<RoundId, Round>,
    pub(crate) round_list: Kept<(), Vec<Round>>,
    moved: Kept<(), HashSet<Uuid>>,
    /// Where the reports of rounds stand.
    pub(crate) boards: Boards,
    /// How many of them stand where.
    pub(crate) counts: Counts,
    /// How the list of an open round differs from what its rule names today.
    pub(crate) differing: Kept<RoundId, Differing>,
    /// Reports for which more time is being asked.
    pub(crate) asking: Kept<(), HashSet<Uuid>>,
    /// What reports of offices wait for.
    pub(crate) awaited: Kept<(), AllAwaited>,
    /// Who writes and who signs for each unit.
    pub(crate) staff: Kept<Date, HashMap<UnitId, Staff>>,
    /// What is beside the draft on the page of a report.
    pub(crate) around: Kept<ObligationId, Around>,
    /// Names of accounts.
    pub(crate) names: Kept<AccountId, String>,
    /// What followed from each round.
    pub(crate) followed: Kept<RoundId, Followed>,
    /// Pages of tasks with their units.
    pub(crate) task_pages: Kept<(TaskFilter, u64, u64), TaskPage>,
    pub(crate) task_dates: Kept<TaskFilter, Vec<TaskDates>>,
    pub(crate) task_settings: Kept<(), TaskSettings>,
    /// How the tasks of each unit stood at the end of a day.
    pub(crate) task_figures: Kept<Date, TaskFigures>,
    /// Which days are worked.
    pub(crate) calendar: Kept<(), WorkCalendar>,
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
            regimes: Kept::new(1_024),
            past: PastCache::default(),
            checkings: Kept::new(256),
            checks: Memo::new(CHECKS),
            trees: Kept::new(DAYS),
            functions: Kept::new(DAYS),
            groups: Kept::new(DAYS),
            rounds: Kept::new(1_024),
            round_list: Kept::new(1),
            moved: Kept::new(1),
            boards: Boards::default(),
            counts: Counts::default(),
            differing: Kept::new(256),
            asking: Kept::new(1),
            awaited: Kept::new(1),
            staff: Kept::new(2),
            around: Kept::new(2_048),
            names: Kept::new(2_048),
            followed: Kept::new(64),
            task_pages: Kept::new(64),
            task_dates: Kept::new(256),
            task_settings: Kept::new(1),
            task_figures: Kept::new(DAYS),
            calendar: Kept::new(1),
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
            self.forget();
            self.seen.store(head, Ordering::Release);
            return Ok(());
        }
        let mut seen = seen;
        loop {
            let mut entries = journal::list_span(&read, seen, seen + 1_000).await?;
            if entries.is_empty() {
                entries = journal::list_after(&read, seen, 1_000).await?;
            }
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
        let read = async {
            let read = self.store.read();
            let ended = unit::list_ended_at(&read, day).await?;
            let lineage = store::lineage::list(&read).await?;
            Ok(Tree::new(unit::list_at(&read, day).await?).with_past(ended, &lineage, day))
        };
        self.trees.or_read(day, read).await
    }

    /// Which fields of work each unit answers for on a day, kept until a unit
    /// changes.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn functions_at(&self, day: Date) -> Result<Arc<Functions>, AppError> {
        let read = async {
            let read = unit::functions_at(&self.store.read(), day).await?;
            let fields =
                |codes: Vec<String>| codes.iter().filter_map(|c| Field::from_code(c)).collect();
            Ok(read
                .into_iter()
                .map(|(unit, codes)| (unit, fields(codes)))
                .collect())
        };
        self.functions.or_read(day, read).await
    }

    /// In which groups each unit is on a day, kept until a group changes.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn groups_at(&self, day: Date) -> Result<Arc<Groups>, AppError> {
        let read = async { Ok(store::group::codes_at(&self.store.read(), day).await?) };
        self.groups.or_read(day, read).await
    }

    /// A round, kept until it changes. Acts that change it read it themselves.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none.
    pub(crate) async fn round(&self, id: RoundId) -> Result<Arc<Round>, AppError> {
        let read = async {
            let found = store::round::find(&self.store.read(), id).await?;
            found.ok_or(AppError::NotFound)
        };
        self.rounds.or_read(id, read).await
    }

    /// All rounds, newest period first, kept until one changes. Acts read them
    /// themselves.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn round_list(&self) -> Result<Arc<Vec<Round>>, AppError> {
        let read = async { Ok(store::round::list(&self.store.read()).await?) };
        self.round_list.or_read((), read).await
    }

    /// Everything that moved from one unit to another, kept until a unit changes.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn moved(&self) -> Result<Arc<HashSet<Uuid>>, AppError> {
        let read = async { Ok(unit::moved_subjects(&self.store.read()).await?) };
        self.moved.or_read((), read).await
    }

    /// Forgets everything that is kept in memory.
    fn forget(&self) {
        self.totals.clear();
        self.texts.clear();
        self.past.clear();
        self.boards.clear();
        self.counts.clear();
        self.forget_lists();
    }

    /// Forgets what is read again in a moment. What took long to read follows
    /// the journal by itself.
    pub(crate) fn forget_lists(&self) {
        self.drop_trees();
        self.sessions.clear();
        self.names.clear();
        self.rounds.clear();
        self.round_list.clear();
        self.differing.clear();
        self.asking.clear();
        self.awaited.clear();
        self.around.clear();
        self.staff.clear();
        self.followed.clear();
        self.task_settings.clear();
        self.calendar.clear();
        self.forget_tasks();
    }

    /// Forgets lists of tasks.
    pub(crate) fn forget_tasks(&self) {
        self.task_dates.clear();
        self.task_pages.clear();
        self.task_figures.clear();
    }

    /// Forgets the trees; the next question reads them again.
    pub(crate) fn drop_trees(&self) {
        self.trees.clear();
        self.functions.clear();
        self.groups.clear();
        self.moved.clear();
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
