//! How many reports of each round stand where, kept in memory: the list of rounds
//! counted every report of every round for each who looked. The journal says
//! which reports changed; only their rounds are counted again.

use crate::{AppError, Ctx};
use domain::id::{ObligationId, RoundId};
use domain::journal::{Entry, Noun};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use store::obligation::StateCounts;

/// Changed reports beyond which everything is counted again.
const MOST: usize = 2_000;

/// Reports by round and state.
#[derive(Default)]
pub(crate) struct Counts {
    inside: Mutex<Inside>,
    /// One counts; who wants the same waits for it.
    filling: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct Inside {
    known: Option<Arc<HashMap<RoundId, StateCounts>>>,
    /// Reports that changed since, each with the count of its changes, so that
    /// one made while counting is not lost.
    stale: HashMap<ObligationId, u64>,
    /// Counts what was forgotten.
    age: u64,
}

impl Counts {
    /// Notes what an entry of the journal may have changed.
    pub(crate) fn follow(&self, entry: &Entry) {
        match entry.noun {
            Noun::Report => {
                let mut inside = self.lock();
                let report = ObligationId(entry.subject);
                *inside.stale.entry(report).or_default() += 1;
                if inside.stale.len() > MOST {
                    inside.forget();
                }
            }
            Noun::Round | Noun::Unit | Noun::Instance => self.clear(),
            _ => {}
        }
    }

    /// Forgets everything.
    pub(crate) fn clear(&self) {
        self.lock().forget();
    }

    /// The counts of all rounds as of now.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn of(
        &self,
        ctx: &Ctx,
    ) -> Result<Arc<HashMap<RoundId, StateCounts>>, AppError> {
        if let Some(known) = self.lock().up_to_date() {
            return Ok(known);
        }
        let _turn = self.filling.lock().await;
        let (known, stale, age) = {
            let inside = self.lock();
            if let Some(known) = inside.up_to_date() {
                return Ok(known);
            }
            (inside.known.clone(), inside.stale.clone(), inside.age)
        };
        let changed: Vec<ObligationId> = stale.keys().copied().collect();
        let only = known.is_some().then_some(changed.as_slice());
        let counted = store::obligation::count_by_state(&ctx.read(), only).await?;
        let mut all = known.map_or_else(HashMap::new, |known| HashMap::clone(&known));
        all.extend(counted);
        let all = Arc::new(all);
        let mut inside = self.lock();
        if inside.age == age {
            inside
                .stale
                .retain(|id, marks| stale.get(id) != Some(marks));
            inside.known = Some(Arc::clone(&all));
        }
        Ok(all)
    }

    fn lock(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inside {
    fn up_to_date(&self) -> Option<Arc<HashMap<RoundId, StateCounts>>> {
        self.known.clone().filter(|_| self.stale.is_empty())
    }

    fn forget(&mut self) {
        self.age += 1;
        self.known = None;
        self.stale.clear();
    }
}
