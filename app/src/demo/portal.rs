//! Articles about the past conferences: drafted from the record, approved and
//! published; the newest waits as a draft.

use super::history::moment;
use super::meeting::{Table, acting};
use crate::article;
use crate::{AppError, Ctx};
use domain::id::{ArticleId, ConferenceId};
use jiff::ToSpan;
use jiff::civil::Date;

/// Makes the article of a conference held on `held_on`.
///
/// # Errors
/// When the database fails, or an act is refused.
pub(super) async fn build(
    ctx: &Ctx,
    table: &Table<'_>,
    conference: ConferenceId,
    held_on: Date,
    is_last: bool,
) -> Result<(), AppError> {
    let day = held_on
        .saturating_add(4.days())
        .min(table.plan.today.saturating_sub(1.days()));
    let editor = acting(ctx, table.people.login("bientap")?, moment(day, 9, 30)).await?;
    let id = article::draft_from_conference(&editor, conference).await?;
    if !is_last {
        article::approve(&editor, id, version(ctx, id).await?, true).await?;
        article::publish(&editor, id, version(ctx, id).await?).await?;
    }
    Ok(())
}

async fn version(ctx: &Ctx, id: ArticleId) -> Result<i32, AppError> {
    Ok(store::article::find(&ctx.read(), id)
        .await?
        .ok_or(AppError::NotFound)?
        .version)
}
