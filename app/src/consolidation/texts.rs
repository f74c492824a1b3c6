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
pub(crate) struct TextsCache(Mutex<Inside>);

/// Units to be read again, each with the count of its marks.
type Marks = HashMap<UnitId, u64>;

#[derive(Default)]
struct Inside {
    kept: HashMap<RoundId, Kept>,
    /// What changed of rounds that are being read whole.
    reading: HashMap<RoundId, Marks>,
    /// Counts what was forgotten.
    age: u64,
}

impl Inside {
    fn clear(&mut self) {
        self.age += 1;
        self.kept.clear();
        self.reading.clear();
    }
}

struct Kept {
    texts: Arc<Texts>,
    stale: Marks,
}

impl TextsCache {
    /// Marks what an entry of the journal may have changed.
    pub(crate) fn follow(&self, entry: &Entry) {
        let mut inside = self.lock();
        match entry.noun {
            // A draft is read by nobody but its unit.
            Noun::Report if Act::is_of_draft(&entry.act) => {}
            Noun::Report => match entry.unit {
                Some(unit) => {
                    let Inside { kept, reading, .. } = &mut *inside;
                    let kept = kept.values_mut().map(|kept| &mut kept.stale);
                    for stale in kept.chain(reading.values_mut()) {
                        *stale.entry(unit).or_default() += 1;
                    }
                }
                None => inside.clear(),
            },
            Noun::Round => {
                let round = RoundId(entry.subject);
                inside.age += 1;
                inside.kept.remove(&round);
                inside.reading.remove(&round);
            }
            Noun::Regime | Noun::Unit | Noun::Instance => inside.clear(),
            _ => {}
        }
    }

    /// Forgets everything.
    pub(crate) fn clear(&self) {
        self.lock().clear();
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Inside> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The texts of a round as of now: read whole the first time, then only what
/// the journal says has changed.
pub(super) async fn texts(app: &App, round: RoundId) -> Result<Arc<Texts>, AppError> {
    let known = app
        .texts
        .lock()
        .kept
        .get(&round)
        .map(|kept| (Arc::clone(&kept.texts), kept.stale.clone()));
    let Some((texts, stale)) = known else {
        let age = {
            let mut inside = app.texts.lock();
            inside.reading.entry(round).or_default();
            inside.age
        };
        let texts = Arc::new(read(app, round, None).await?);
        let mut inside = app.texts.lock();
        // Who signed while we read is read again. Where something was forgotten, or
        // another reading has come first, ours is not kept.
        let is_current = inside.age == age;
        let marks = inside.reading.remove(&round);
        if let Some(stale) = marks.filter(|_| is_current) {
            if inside.kept.len() >= KEEP {
                inside.clear();
            }
            let texts = Arc::clone(&texts);
            inside.kept.insert(round, Kept { texts, stale });
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
    // Somebody else may have stored a newer one meanwhile: then ours is not kept, and
    // the marks stay.
    if let Some(kept) = app.texts.lock().kept.get_mut(&round)
        && Arc::ptr_eq(&kept.texts, &texts)
    {
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
