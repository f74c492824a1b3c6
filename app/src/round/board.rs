//! Where the reports of a round stand, kept in memory: every look at the matrix
//! needs them all, and in the minute of the deadline units sign while the office
//! looks. The journal says which reports changed; only those are read again.

use crate::{AppError, Ctx};
use domain::calendar::day_in_vietnam;
use domain::id::{ObligationId, RoundId};
use domain::journal::{Entry, Noun};
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use store::Handle;
use store::obligation::{Obligation, Returned};
use uuid::Uuid;

/// Rounds kept at once.
const ROUNDS: usize = 16;
/// Changes remembered for a reader that began before them.
const CHANGES: usize = 8_192;

/// The reports of a round, in the order in which they were frozen.
#[derive(Debug, Clone, Default)]
pub(crate) struct Board {
    pub(crate) reports: BTreeMap<ObligationId, Standing>,
}

/// One report: what is owed, and what was returned of it.
#[derive(Debug, Clone)]
pub(crate) struct Standing {
    pub(crate) owed: Obligation,
    pub(crate) returned: Returned,
    /// Why it came late, where it did and the unit said so.
    pub(crate) late_reason: Option<String>,
}

impl Standing {
    /// Whether it was accepted and opened again for more figures.
    pub(crate) fn awaits_final(&self) -> bool {
        self.returned.awaits_final(self.owed.state)
    }
}

/// The boards of the rounds that were looked at.
#[derive(Default)]
pub(crate) struct Boards(Mutex<Inside>);

#[derive(Default)]
struct Inside {
    boards: HashMap<RoundId, Kept>,
    /// Counts changes.
    clock: u64,
    /// The last changes: when, and of which report or round.
    changes: VecDeque<(u64, Uuid)>,
}

struct Kept {
    board: Arc<Board>,
    /// Reports to be read again, with the change that said so.
    stale: HashMap<ObligationId, u64>,
}

impl Boards {
    /// Notes what an entry of the journal changed.
    pub(crate) fn follow(&self, entry: &Entry) {
        let mut inside = self.lock();
        inside.clock += 1;
        let clock = inside.clock;
        match entry.noun {
            Noun::Report => {
                let id = ObligationId(entry.subject);
                for kept in inside.boards.values_mut() {
                    if kept.board.reports.contains_key(&id) {
                        kept.stale.insert(id, clock);
                    }
                }
            }
            Noun::Round => {
                inside.boards.remove(&RoundId(entry.subject));
            }
            Noun::Unit | Noun::Instance => inside.boards.clear(),
            _ => return,
        }
        if inside.changes.len() == CHANGES {
            inside.changes.pop_front();
        }
        inside.changes.push_back((clock, entry.subject));
    }

    /// Forgets everything.
    pub(crate) fn clear(&self) {
        let mut inside = self.lock();
        inside.clock += 1;
        let clock = inside.clock;
        inside.boards.clear();
        inside.changes.clear();
        inside.changes.push_back((clock, Uuid::nil()));
    }

    /// The reports of a round as they stand now.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn of(&self, ctx: &Ctx, round: RoundId) -> Result<Arc<Board>, AppError> {
        let (known, stale, clock) = {
            let inside = self.lock();
            let kept = inside.boards.get(&round);
            if let Some(kept) = kept.filter(|k| k.stale.is_empty()) {
                return Ok(Arc::clone(&kept.board));
            }
            let stale: Vec<_> = kept.map_or_else(Vec::new, |k| k.stale.keys().copied().collect());
            (kept.map(|k| Arc::clone(&k.board)), stale, inside.clock)
        };
        let read = ctx.read();
        let Some(mut board) = known else {
            let owed = store::obligation::list_of_round(&read, round).await?;
            let returned = store::obligation::returned_in(&read, round).await?;
            let reasons = late_reasons(&read, &owed).await?;
            let board = Arc::new(Board::new(owed, returned, reasons));
            self.keep(round, &board, clock);
            return Ok(board);
        };
        let owed = store::obligation::list_by_ids(&read, &stale).await?;
        let returned = store::obligation::returned_of(&read, &stale).await?;
        let reasons = late_reasons(&read, &owed).await?;
        let newer = Board::new(owed, returned, reasons);
        Arc::make_mut(&mut board).take(&newer);
        let mut inside = self.lock();
        if let Some(kept) = inside.boards.get_mut(&round) {
            Arc::make_mut(&mut kept.board).take(&newer);
            kept.stale
                .retain(|id, at| *at > clock || !newer.reports.contains_key(id));
        }
        Ok(board)
    }

    /// Keeps what was read whole from `since` on, with what changed meanwhile
    /// still to be read.
    fn keep(&self, round: RoundId, board: &Arc<Board>, since: u64) {
        let mut inside = self.lock();
        let is_all_known = inside.clock == since
            || inside
                .changes
                .front()
                .is_some_and(|(at, _)| *at <= since + 1);
        let meanwhile = || inside.changes.iter().filter(|(at, _)| *at > since);
        if !is_all_known || meanwhile().any(|(_, id)| *id == round.0 || id.is_nil()) {
            return;
        }
        let stale = meanwhile()
            .map(|(at, id)| (ObligationId(*id), *at))
            .filter(|(id, _)| board.reports.contains_key(id))
            .collect();
        if inside.boards.len() >= ROUNDS {
            inside.boards.clear();
        }
        let board = Arc::clone(board);
        inside.boards.insert(round, Kept { board, stale });
    }

    fn lock(&self) -> MutexGuard<'_, Inside> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Why reports came late. Before the due day none did and nothing is asked: in
/// the minute of the deadline boards are read again and again.
async fn late_reasons(
    read: &impl Handle,
    owed: &[Obligation],
) -> Result<HashMap<ObligationId, String>, AppError> {
    let may_be_late = |o: &&Obligation| {
        let last = o.extended_due_on.unwrap_or(o.due_on);
        let by_then = |at| day_in_vietnam(at) >= last;
        o.first_received_at.is_some_and(by_then)
    };
    let late: Vec<ObligationId> = owed.iter().filter(may_be_late).map(|o| o.id).collect();
    if late.is_empty() {
        return Ok(HashMap::new());
    }
    Ok(store::report::late_reasons(read, &late).await?)
}

impl Board {
    fn new(
        owed: Vec<Obligation>,
        mut returned: HashMap<ObligationId, Returned>,
        mut reasons: HashMap<ObligationId, String>,
    ) -> Self {
        let reports = owed.into_iter().map(|owed| {
            let standing = Standing {
                returned: returned.remove(&owed.id).unwrap_or_default(),
                late_reason: reasons.remove(&owed.id),
                owed,
            };
            (standing.owed.id, standing)
        });
        Self {
            reports: reports.collect(),
        }
    }

    /// Takes over what is newer: two readers may finish in the other order.
    fn take(&mut self, newer: &Self) {
        for (id, standing) in &newer.reports {
            if let Some(mine) = self.reports.get_mut(id)
                && mine.owed.version <= standing.owed.version
            {
                *mine = standing.clone();
            }
        }
    }
}
