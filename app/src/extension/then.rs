//! Requests for reports as they waited at the end of a day that is over: their
//! rows say when they were made and decided; those that were taken back since have no
//! row any more, and the journal says what was asked.

use crate::round::reports_on;
use crate::{AppError, Ctx};
use domain::calendar::end_of_day_in_vietnam;
use domain::extension::{ExtensionNoun, ExtensionState};
use domain::id::{ExtensionId, RoundId};
use domain::journal::{Entry, Noun};
use jiff::civil::Date;
use std::collections::{BTreeSet, HashMap, HashSet};
use store::extension::Extension;
use store::obligation::Obligation;
use store::round::Round;
use uuid::Uuid;

const ASK: &str = "extension.ask";
const WITHDRAW: &str = "extension.withdraw";

/// The requests that waited at the end of a day, oldest first, and which of them were
/// taken back since. Three queries.
///
/// # Errors
/// When the database fails.
pub(super) async fn waiting_on(
    ctx: &Ctx,
    day: Date,
) -> Result<(Vec<Extension>, HashSet<ExtensionId>), AppError> {
    let by = end_of_day_in_vietnam(day);
    let read = ctx.read();
    let mut waiting = store::extension::list_waiting_on(&read, ExtensionNoun::Report, by).await?;
    let later = store::journal::list_of_act(&read, Noun::Report, WITHDRAW, by).await?;
    let taken_back: HashSet<ExtensionId> = later.iter().filter_map(|s| request(&s.entry)).collect();
    let subjects: BTreeSet<Uuid> = later.iter().map(|s| s.entry.subject).collect();
    let subjects: Vec<Uuid> = subjects.into_iter().collect();
    let acts: (&[&str], &[&str]) = (&[ASK], &[]);
    let told = store::journal::list_about(&read, Noun::Report, &subjects, by, acts).await?;
    let asked = told.iter().map(|s| &s.entry);
    let asked = asked.filter(|e| e.act == ASK && e.at <= by);
    let asked = asked.filter_map(asked_by_entry);
    waiting.extend(asked.filter(|e| taken_back.contains(&e.id)));
    waiting.sort_by_key(|e| e.asked_at);
    Ok((waiting, taken_back))
}

/// The reports of these rounds as they stood at the end of a day.
///
/// # Errors
/// When the database fails.
pub(super) async fn stood_on(
    ctx: &Ctx,
    owed: Vec<Obligation>,
    rounds: &HashMap<RoundId, Round>,
    day: Date,
) -> Result<Vec<Obligation>, AppError> {
    let opens_on: HashMap<RoundId, Date> =
        rounds.values().map(|r| (r.id, r.dates.opens_on)).collect();
    let then = reports_on(ctx, owed, &opens_on, day).await?;
    let reports = then.board.reports.into_values();
    Ok(reports.map(|standing| standing.owed).collect())
}

/// Which request an entry is about.
fn request(entry: &Entry) -> Option<ExtensionId> {
    entry.detail["extension"].as_str()?.parse().ok()
}

/// A request as it was made.
fn asked_by_entry(entry: &Entry) -> Option<Extension> {
    let day = |key: &str| -> Option<Date> { entry.detail[key].as_str()?.parse().ok() };
    Some(Extension {
        id: request(entry)?,
        noun: ExtensionNoun::Report,
        subject: entry.subject,
        unit: entry.unit?,
        old_due_on: day("old_due_on")?,
        asked_due_on: day("asked_due_on")?,
        reason: entry.detail["reason"].as_str()?.to_owned(),
        asked_by: entry.actor?,
        asked_at: entry.at,
        state: ExtensionState::Asked,
        granted_due_on: None,
        decision_reason: None,
        decided_by: None,
        decided_at: None,
        version: 1,
    })
}
