//! Receipts that heirs take over.

use super::take_over::Moving;
use crate::{AppError, Ctx};
use domain::id::ReceiptId;
use domain::journal::{Entry, Noun};
use serde_json::Value;
use store::Write;

/// A receipt that waits for somebody to acknowledge it. An heir that received
/// the same document answers by its own; the former's stays as it was.
pub(super) async fn receipt(
    ctx: &Ctx,
    w: &Write,
    it: &Moving<'_>,
    detail: Value,
) -> Result<Option<Entry>, AppError> {
    let id = ReceiptId(it.subject);
    if store::consolidation::has_receipt_beside(w, id, it.to).await? {
        return Ok(None);
    }
    store::unit::move_owned(w, it.kind, it.subject, it.from, it.to).await?;
    let noun = Noun::Consolidation;
    let entry = ctx.entry(
        "consolidation.receipt_moved",
        noun,
        it.subject,
        Some(it.to),
        detail,
    );
    Ok(Some(entry))
}
