//! The history of a report from the journal, for those who may read it.

use super::case::Case;
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::id::ObligationId;
use domain::journal::{Noun, Sealed};
use std::collections::HashMap;
use uuid::Uuid;

/// What was done to a report.
#[derive(Debug, Clone)]
pub struct ReportHistory {
    /// Acts, newest first; of the saves of one draft only the newest in a row.
    pub acts: Vec<Sealed>,
    /// How many saves are not shown.
    pub saves_left_out: usize,
    /// Names of those who acted.
    pub names: HashMap<Uuid, String>,
}

/// The history of a report.
///
/// # Errors
/// [`AppError::NotFound`] for a report that the actor may not read.
pub async fn history(ctx: &Ctx, id: ObligationId) -> Result<ReportHistory, AppError> {
    let read = ctx.read();
    Case::load(ctx, &read, id, Right::ReadReport).await?;
    let all = store::journal::list_of(&read, Noun::Report, id.0).await?;
    let count = all.len();
    let mut acts: Vec<Sealed> = Vec::new();
    for entry in all {
        let is_save = |s: &Sealed| s.entry.act == "report.save";
        // A page that saves by itself makes dozens of them.
        let repeats = acts.last().is_some_and(|last| {
            is_save(last) && is_save(&entry) && last.entry.actor == entry.entry.actor
        });
        if !repeats {
            acts.push(entry);
        }
    }
    let people: Vec<_> = acts.iter().filter_map(|s| s.entry.actor).collect();
    let people = store::account::list_by_ids(&read, &people).await?;
    Ok(ReportHistory {
        names: people.into_iter().map(|a| (a.id.0, a.full_name)).collect(),
        saves_left_out: count - acts.len(),
        acts,
    })
}
