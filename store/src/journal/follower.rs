//! How far each follower has come in the journal. Not here: what it does with the
//! entries.

use crate::entity::followers;
use crate::{Handle, StoreError, Write};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

/// How far a follower has come.
///
/// # Errors
/// When the database fails.
pub async fn cursor(h: &impl Handle, follower: &str) -> Result<i64, StoreError> {
    let row = followers::Entity::find_by_id(follower.to_owned())
        .one(h.conn())
        .await?;
    Ok(row.map_or(0, |r| r.seq))
}

/// Moves a follower's cursor.
///
/// # Errors
/// When the database fails.
pub async fn set_cursor(w: &Write, follower: &str, seq: i64) -> Result<(), StoreError> {
    let moved = followers::Entity::update_many()
        .col_expr(followers::Column::Seq, Expr::value(seq))
        .filter(followers::Column::Name.eq(follower))
        .exec(w.conn())
        .await?;
    if moved.rows_affected == 0 {
        let row = followers::ActiveModel {
            name: Set(follower.into()),
            seq: Set(seq),
        };
        followers::Entity::insert(row)
            .exec_without_returning(w.conn())
            .await?;
    }
    Ok(())
}
