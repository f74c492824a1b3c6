//! The reviews that the day of issue of a directive suggests.

use crate::{AppError, Ctx};
use domain::directive::{ReviewState, anniversaries, is_reviewed};
use store::Write;
use store::directive::{Directive, Review};

/// Adds the reviews that its day of issue suggests, of a kind of document that is
/// reviewed and for which no such review is known yet.
///
/// # Errors
/// When the database fails.
pub(super) async fn suggest_reviews(
    ctx: &Ctx,
    w: &Write,
    directive: &Directive,
) -> Result<(), AppError> {
    let Some(issued_on) = directive.issued_on else {
        return Ok(());
    };
    if !is_reviewed(&directive.doc_type) {
        return Ok(());
    }
    // A review that people planned or held settles its years, whatever its kind.
    let mut settled = store::directive::reviews_of(w, directive.id).await?;
    settled.retain(|r| r.state != ReviewState::Suggested);
    for due in anniversaries(issued_on) {
        if settled.iter().any(|r| r.years == i32::from(due.years)) {
            continue;
        }
        let review = Review {
            id: ctx.new_id(),
            directive: directive.id,
            kind: due.kind,
            years: i32::from(due.years),
            due_on: due.due_on,
            state: ReviewState::Suggested,
        };
        store::directive::insert_review(w, &review, "").await?;
    }
    Ok(())
}
