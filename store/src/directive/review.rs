//! Reviews that people say are planned or were held.

use super::{Review, insert_review};
use crate::entity::directive_reviews;
use crate::time::day;
use crate::{Handle, StoreError, Write};
use domain::directive::ReviewState;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter};

/// Notes that a review is planned or was held, on this day; answers whether
/// that changed anything. A review that was held stays held. What was only suggested
/// after the same years under another kind is not to be held besides.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody changed it meanwhile.
pub async fn note_review(w: &Write, review: &Review) -> Result<bool, StoreError> {
    use directive_reviews::Column as C;
    let is_replaced = cancel_suggested(w, review).await?;
    let known = directive_reviews::Entity::find()
        .filter(C::DirectiveId.eq(review.directive.0))
        .filter(C::Kind.eq(review.kind.code()))
        .filter(C::Years.eq(review.years))
        .one(w.conn())
        .await?;
    let Some(known) = known else {
        insert_review(w, review, "").await?;
        return Ok(true);
    };
    let is_settled = known.state == ReviewState::Done.code()
        || (known.state == review.state.code() && known.due_on == day(review.due_on));
    if is_settled {
        return Ok(is_replaced);
    }
    let changed = directive_reviews::Entity::update_many()
        .col_expr(C::State, Expr::value(review.state.code()))
        .col_expr(C::DueOn, Expr::value(day(review.due_on)))
        .col_expr(C::Version, Expr::col(C::Version).add(1))
        .filter(C::Id.eq(known.id))
        .filter(C::Version.eq(known.version))
        .exec(w.conn())
        .await?;
    if changed.rows_affected == 0 {
        Err(StoreError::Conflict)
    } else {
        Ok(true)
    }
}

/// Cancels what is suggested after the same years under another kind; answers whether
/// there was such a suggestion.
async fn cancel_suggested(w: &Write, review: &Review) -> Result<bool, StoreError> {
    use directive_reviews::Column as C;
    let changed = directive_reviews::Entity::update_many()
        .col_expr(C::State, Expr::value(ReviewState::Cancelled.code()))
        .col_expr(C::Version, Expr::col(C::Version).add(1))
        .filter(C::DirectiveId.eq(review.directive.0))
        .filter(C::Years.eq(review.years))
        .filter(C::Kind.ne(review.kind.code()))
        .filter(C::State.eq(ReviewState::Suggested.code()))
        .exec(w.conn())
        .await?;
    Ok(changed.rows_affected > 0)
}
