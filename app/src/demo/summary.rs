//! Consolidated reports of the past rounds: some sentences of units taken into
//! each section, then frozen, through the acts of the workbench.

use super::history::{DemoRound, moment};
use super::meeting::{Table, acting};
use crate::consolidation::{Freeze, Take, freeze, take, workbench};
use crate::{AppError, Ctx};

/// Paragraphs taken per section.
const TAKEN: usize = 2;

/// Writes and freezes the report of a past round, on the office's due day.
///
/// # Errors
/// When the database fails, or an act is refused.
pub(super) async fn build(
    ctx: &Ctx,
    table: &Table<'_>,
    round: &DemoRound,
    is_last: bool,
) -> Result<(), AppError> {
    let day = round.round.dates.office_due_on;
    if day >= table.plan.today {
        return Ok(());
    }
    let writer = acting(ctx, table.people.login("dieuphoi")?, moment(day, 10, 0)).await?;
    let id = round.round.id;
    let first = workbench(&writer, id, None).await?;
    let mut version = first.version;
    // The newest report is full; older ones are short, so that the demo is soon ready.
    let step = if is_last { 1 } else { 5 };
    for section in first
        .sections
        .iter()
        .filter(|s| s.written_by > 0)
        .step_by(step)
    {
        let bench = workbench(&writer, id, Some(&section.code)).await?;
        if bench.open.section.is_internal {
            continue;
        }
        for text in bench.open.units.iter().take(TAKEN) {
            let input = Take {
                round: id,
                section: section.code.clone(),
                unit: text.unit,
                sentence: Some(0),
                report_version: text.version,
                version,
            };
            match take(&writer, input).await {
                Ok(_) => {
                    let draft = store::consolidation::find(&ctx.read(), id).await?;
                    version = draft.ok_or(AppError::NotFound)?.version;
                }
                // Two units may have written the same sentence.
                Err(AppError::Invalid(_)) => {}
                Err(other) => return Err(other),
            }
        }
    }
    let head = acting(ctx, table.people.login("truongban")?, moment(day, 16, 0)).await?;
    freeze(
        &head,
        Freeze {
            round: id,
            version,
            accept_stale: true,
        },
    )
    .await?;
    Ok(())
}
