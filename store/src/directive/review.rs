//! Reviews of carrying out a directive: those that its day of issue suggests, and
//! those that people say are planned or were held.

use crate::entity::directive_reviews;
use crate::time::{civil, day};
use crate::{Handle, StoreError, Write};
use domain::directive::{ReviewKind, ReviewState};
use domain::id::DirectiveId;
use jiff::civil::Date;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

/// A review of carrying out a directive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// Its id.
    pub id: Uuid,
    /// Of which directive.
    pub directive: DirectiveId,
    /// Interim or final.
    pub kind: ReviewKind,
    /// After how many years.
    pub years: i32,
    /// The day.
    pub due_on: Date,
    /// Where it stands.
    pub state: ReviewState,
}

/// Adds a review, unless the directive has it.
///
/// # Errors
/// When the database fails.
pub async fn insert_review(w: &Write, review: &Review, note: &str) -> Result<(), StoreError> {
    let known = directive_reviews::Entity::find()
        .filter(directive_reviews::Column::DirectiveId.eq(review.directive.0))
        .filter(directive_reviews::Column::Kind.eq(review.kind.code()))
        .filter(directive_reviews::Column::Years.eq(review.years))
        .one(w.conn())
        .await?;
    if known.is_some() {
        return Ok(());
    }
    let row = directive_reviews::ActiveModel {
        id: Set(review.id),
        directive_id: Set(review.directive.0),
        kind: Set(review.kind.code().into()),
        years: Set(review.years),
        due_on: Set(day(review.due_on)),
        state: Set(review.state.code().into()),
        note: Set(note.into()),
        version: Set(1),
    };
    directive_reviews::Entity::insert(row)
        .exec_without_returning(w.conn())
        .await?;
    Ok(())
}

/// Reviews that are due from `from` to `to`, first due first.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_reviews(
    h: &impl Handle,
    from: Date,
    to: Date,
) -> Result<Vec<Review>, StoreError> {
    let rows = directive_reviews::Entity::find()
        .filter(directive_reviews::Column::DueOn.gte(day(from)))
        .filter(directive_reviews::Column::DueOn.lte(day(to)))
        .order_by_asc(directive_reviews::Column::DueOn)
        .all(h.conn())
        .await?;
    rows.into_iter().map(review).collect()
}

/// The reviews of one directive, first due first.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn reviews_of(h: &impl Handle, id: DirectiveId) -> Result<Vec<Review>, StoreError> {
    let rows = directive_reviews::Entity::find()
        .filter(directive_reviews::Column::DirectiveId.eq(id.0))
        .order_by_asc(directive_reviews::Column::DueOn)
        .all(h.conn())
        .await?;
    rows.into_iter().map(review).collect()
}

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

fn review(row: directive_reviews::Model) -> Result<Review, StoreError> {
    Ok(Review {
        id: row.id,
        directive: DirectiveId(row.directive_id),
        kind: ReviewKind::from_code(&row.kind)
            .ok_or_else(|| StoreError::corrupt("kind", &row.kind))?,
        years: row.years,
        due_on: civil(row.due_on)?,
        state: ReviewState::from_code(&row.state)
            .ok_or_else(|| StoreError::corrupt("state", &row.state))?,
    })
}
