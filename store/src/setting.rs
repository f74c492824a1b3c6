//! Settings of the instance: one JSON value per key.

use crate::entity::{number_series, settings};
use crate::{Handle, StoreError, Write};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, QueryFilter};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The value of a setting, if it was ever set.
///
/// # Errors
/// When the database fails or the value does not have the form asked for.
pub async fn find<T: DeserializeOwned>(
    h: &impl Handle,
    key: &str,
) -> Result<Option<T>, StoreError> {
    let row = settings::Entity::find_by_id(key.to_owned())
        .one(h.conn())
        .await?;
    row.map(|r| serde_json::from_str(&r.value).map_err(StoreError::from))
        .transpose()
}

/// Sets a setting.
///
/// # Errors
/// When the database fails.
pub async fn set<T: Serialize + Sync>(w: &Write, key: &str, value: &T) -> Result<(), StoreError> {
    let text = serde_json::to_string(value)?;
    let changed = settings::Entity::update_many()
        .col_expr(settings::Column::Value, Expr::value(text.clone()))
        .col_expr(
            settings::Column::Version,
            Expr::col(settings::Column::Version).add(1),
        )
        .filter(settings::Column::Key.eq(key))
        .exec(w.conn())
        .await?;
    if changed.rows_affected == 0 {
        let row = settings::ActiveModel {
            key: Set(key.into()),
            value: Set(text),
            version: Set(1),
        };
        settings::Entity::insert(row)
            .exec_without_returning(w.conn())
            .await?;
    }
    Ok(())
}

/// The last number given of a series; 0 before the first.
///
/// # Errors
/// When the database fails.
pub async fn last_number(h: &impl Handle, series: &str) -> Result<i32, StoreError> {
    let row = number_series::Entity::find_by_id(series.to_owned())
        .one(h.conn())
        .await?;
    Ok(row.map_or(0, |r| r.last))
}

/// Takes the next number of a series, from 1. The row is updated first, so two
/// issuers never get the same number.
///
/// # Errors
/// When the database fails.
pub async fn next_number(w: &Write, series: &str) -> Result<i32, StoreError> {
    if !count_on(w, series).await? {
        begin_series(w, series).await?;
        count_on(w, series).await?;
    }
    last_number(w, series).await
}

/// Takes a number of one's own choice, beyond the last one of its series: an office
/// that has counted elsewhere goes on from there. False when the series is as far
/// or further.
///
/// # Errors
/// When the database fails.
pub async fn take_number(w: &Write, series: &str, number: i32) -> Result<bool, StoreError> {
    begin_series(w, series).await?;
    let moved = number_series::Entity::update_many()
        .col_expr(number_series::Column::Last, Expr::value(number))
        .filter(number_series::Column::Key.eq(series))
        .filter(number_series::Column::Last.lt(number))
        .exec(w.conn())
        .await?;
    Ok(moved.rows_affected > 0)
}

/// Adds the row of a series where there is none. As with the journal's head, the
/// second of two first issuers waits for the other's row instead of adding its own.
async fn begin_series(w: &Write, series: &str) -> Result<(), StoreError> {
    let row = number_series::ActiveModel {
        key: Set(series.into()),
        last: Set(0),
    };
    number_series::Entity::insert(row)
        .on_conflict(
            OnConflict::column(number_series::Column::Key)
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(w.conn())
        .await?;
    Ok(())
}

/// Counts a series on; false when it has not begun.
async fn count_on(w: &Write, series: &str) -> Result<bool, StoreError> {
    let moved = number_series::Entity::update_many()
        .col_expr(
            number_series::Column::Last,
            Expr::col(number_series::Column::Last).add(1),
        )
        .filter(number_series::Column::Key.eq(series))
        .exec(w.conn())
        .await?;
    Ok(moved.rows_affected > 0)
}
