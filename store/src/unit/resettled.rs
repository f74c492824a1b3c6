//! What units that go on have open when they move or become something else: their
//! reports stay with the office that asked for them.

use super::open::{CHUNK, owed};
use crate::{Handle, StoreError};
use domain::extension::ExtensionNoun;
use domain::id::UnitId;
use std::collections::HashSet;
use uuid::Uuid;

/// A report that a unit still owes or that waits to be accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenReport {
    /// Who answers for it.
    pub unit: UnitId,
    /// Title of the round.
    pub title: String,
    /// The office that runs the round.
    pub office: UnitId,
    /// Whether a request for more time waits for an answer.
    pub asks_time: bool,
}

/// The open reports of these units, by round.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn open_reports(
    h: &impl Handle,
    units: &[UnitId],
) -> Result<Vec<OpenReport>, StoreError> {
    if units.is_empty() {
        return Ok(Vec::new());
    }
    let waiting = crate::extension::list_waiting(h, Some(ExtensionNoun::Report)).await?;
    let waiting: HashSet<Uuid> = waiting.into_iter().map(|e| e.subject).collect();
    let mut found = Vec::new();
    for chunk in units.chunks(CHUNK) {
        let units: Vec<Uuid> = chunk.iter().map(|u| u.0).collect();
        for (row, office) in owed(h, &units).await? {
            found.push(OpenReport {
                unit: row.unit,
                asks_time: waiting.contains(&row.subject),
                title: row.title,
                office,
            });
        }
    }
    found.sort_by(|a, b| (&a.title, a.office, a.unit).cmp(&(&b.title, b.office, b.unit)));
    Ok(found)
}
