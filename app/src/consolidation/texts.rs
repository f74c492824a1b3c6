//! The texts of the reports that count, in memory: the workbench asks for one
//! section of them at a time and must not read every report for it. Like the
//! totals they follow the journal unit by unit, and can be rebuilt from zero.

use crate::{App, AppError};
use domain::consolidation::Content;
use domain::id::{ObligationId, RoundId, SnapshotId, UnitId};
use domain::journal::{Entry, Noun};
use domain::report::Act;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};
use store::counted::Counted;

/// Rounds kept at once; people work on one or two.
const KEEP: usize = 4;

/// One unit's texts.
#[derive(Debug, Clone)]
pub(super) struct UnitTexts {
    pub(super) unit: UnitId,
    pub(super) obligation: ObligationId,
    pub(super) version: i32,
    /// "Không phát sinh" for the whole form.
    pub(super) is_nil: bool,
    /// Sections with words, by code.
    pub(super) sections: BTreeMap<String, String>,
    /// Sections that say "không phát sinh".
    pub(super) nil: Vec<String>,
    /// The snapshot of the tier below from which it comes, if it does.
    pub(super) below: Option<Arc<Origin>>,
}

/// The consolidated report below that lies here as a unit's report.
#[derive(Debug)]
pub(super) struct Origin {
    pub(super) round: RoundId,
    pub(super) snapshot: i32,
    pub(super) content: Content,
}

/// The texts of one round, in the order in which the units were frozen.
pub(super) type Texts = BTreeMap<ObligationId, Arc<UnitTexts>>;

/// Texts of the rounds that are worked on.
#[derive(Default)]
pub(crate) struct TextsCache(Mutex<HashMap<RoundId, Kept>>);

struct Kept {
    texts: Arc<Texts>,
    /// Units to be read again, each with the count of its marks.
    stale: HashMap<UnitId, u64>,
}

impl TextsCache {
    /// Marks what an entry of the journal may have changed.
    pub(crate) fn follow(&self, entry: &Entry) {
        let mut rounds = self.lock();
        match entry.noun {
            // A draft is read by nobody but its unit.
            Noun::Report if Act::is_of_draft(&entry.act) => {}
            Noun::Report => match entry.unit {
                Some(unit) => {
                    for kept in rounds.values_mut() {
                        *kept.stale.entry(unit).or_default() += 1;
                    }
                }
                None => rounds.clear(),
            },
            Noun::Round => {
                rounds.remove(&RoundId(entry.subject));
            }
            Noun::Regime | Noun::Unit | Noun::Instance => rounds.clear(),
            _ => {}
        }
    }

    /// Forgets everything.
    pub(crate) fn clear(&self) {
        self.lock().clear();
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<RoundId, Kept>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The texts of a round as of now: read whole the first time, then only what
/// the journal says has changed.
pub(super) async fn texts(app: &App, round: RoundId) -> Result<Arc<Texts>, AppError> {
    let known = app
        .texts
        .lock()
        .get(&round)
        .map(|kept| (Arc::clone(&kept.texts), kept.stale.clone()));
    let Some((texts, stale)) = known else {
        let seen = app.seen_position();
        let texts = Arc::new(read(app, round, None).await?);
        let mut rounds = app.texts.lock();
        if rounds.len() >= KEEP {
            rounds.clear();
        }
        // What was written while we read would not be marked: then it is read again.
        if app.seen_position() == seen {
            let kept = Kept {
                texts: Arc::clone(&texts),
                stale: HashMap::new(),
            };
            rounds.insert(round, kept);
        }
        return Ok(texts);
    };
    if stale.is_empty() {
        return Ok(texts);
    }
    let units: Vec<UnitId> = stale.keys().copied().collect();
    let fresh = read(app, round, Some(&units)).await?;
    let mut next: Texts = texts
        .iter()
        .filter(|(_, text)| !units.contains(&text.unit))
        .map(|(id, text)| (*id, Arc::clone(text)))
        .collect();
    next.extend(fresh);
    let next = Arc::new(next);
    if let Some(kept) = app.texts.lock().get_mut(&round) {
        kept.texts = Arc::clone(&next);
        // A mark made while we read stays.
        kept.stale
            .retain(|unit, marks| stale.get(unit) != Some(marks));
    }
    Ok(next)
}

async fn read(app: &App, round: RoundId, only: Option<&[UnitId]>) -> Result<Texts, AppError> {
    let handle = app.store.read();
    let counted = store::counted::list(&handle, round, only).await?;
    let ids: Vec<ObligationId> = counted.iter().map(|c| c.obligation).collect();
    let mut origins: HashMap<(ObligationId, i32), SnapshotId> = HashMap::new();
    if !store::consolidation::list_links(&handle, round)
        .await?
        .is_empty()
    {
        for up in store::consolidation::list_sent_up(&handle, &ids).await? {
            origins.insert((up.obligation, up.version_number), up.snapshot);
        }
    }
    let mut texts = Texts::new();
    for counted in counted {
        let Some((version, _)) = counted.report else {
            continue;
        };
        let below = match origins.get(&(counted.obligation, version)) {
            None => None,
            Some(snapshot) => origin(app, *snapshot).await?,
        };
        if let Some(text) = unit_texts(counted, below) {
            texts.insert(text.obligation, Arc::new(text));
        }
    }
    Ok(texts)
}

async fn origin(app: &App, snapshot: SnapshotId) -> Result<Option<Arc<Origin>>, AppError> {
    let found = store::consolidation::find_snapshot(&app.store.read(), snapshot).await?;
    let Some(found) = found else { return Ok(None) };
    let content: Content = serde_json::from_str(&found.body).map_err(AppError::internal)?;
    Ok(Some(Arc::new(Origin {
        round: content.round,
        snapshot: found.number,
        content,
    })))
}

fn unit_texts(counted: Counted, below: Option<Arc<Origin>>) -> Option<UnitTexts> {
    let (version, body) = counted.report?;
    let mut text = UnitTexts {
        unit: counted.unit,
        obligation: counted.obligation,
        version,
        is_nil: body.is_nil,
        sections: BTreeMap::new(),
        nil: Vec::new(),
        below,
    };
    for section in body.sections {
        if body.is_nil || section.is_nil {
            text.nil.push(section.code);
        } else if !section.text.trim().is_empty() {
            let words = section.text.trim().to_owned();
            text.sections.insert(section.code, words);
        }
    }
    Some(text)
}
