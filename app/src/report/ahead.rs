//! Working an act out before the turn to write is taken.
//!
//! SQLite has one writer. In the minute before a deadline thousands of units save
//! and sign, and reading, joining, checking and sealing a report takes many times
//! longer than writing it. So an act on one report is worked out first, from
//! what is read outside its transaction, and inside it one question decides
//! whether that still stands. Where it does not, the act is worked out again in
//! the transaction, as every other act is from the start (ADR 9).

use crate::{AppError, Ctx};
use domain::id::UnitId;
use store::Write;

/// The place in the journal from which an act is worked out.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ahead(i64);

impl Ahead {
    /// Marks the place. What is read after it, from memory or from the database,
    /// knows every entry up to it.
    pub(super) fn mark(ctx: &Ctx) -> Self {
        Self(ctx.app.seen_position())
    }

    /// Whether nothing happened since that could matter to a report that was worked
    /// out from reports of `units`: every act writes its entry (invariant 4), so
    /// that none but entries about reports of other units followed.
    pub(super) async fn stands(self, w: &Write, units: &[UnitId]) -> Result<bool, AppError> {
        Ok(store::journal::is_about_other_reports(w, self.0, units).await?)
    }
}
