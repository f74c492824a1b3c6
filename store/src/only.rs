//! One row by a key that at most one row has.
//!
//! Not `one()`: it asks for `LIMIT ?`, and SQLite makes the plan of a statement
//! anew whenever the number bound to a LIMIT is bound again, on every question.
//! In the minute before a deadline that was a twentieth of all work.

use sea_orm::{ConnectionTrait, DbErr, EntityTrait, Select};

/// The row of a query by a unique key, if there is one.
pub(crate) async fn only<E: EntityTrait>(
    query: Select<E>,
    conn: &impl ConnectionTrait,
) -> Result<Option<E::Model>, DbErr> {
    Ok(query.all(conn).await?.into_iter().next())
}
