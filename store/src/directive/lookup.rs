//! Many entries at once, for recognising the numbers that a text names.

use super::{Directive, directive};
use crate::entity::directives;
use crate::time::day;
use crate::{Handle, StoreError};
use jiff::civil::Date;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

/// All entries with one of these folded symbols.
///
/// # Errors
/// When the database fails.
pub async fn list_by_symbols(
    h: &impl Handle,
    symbols: &[String],
) -> Result<Vec<Directive>, StoreError> {
    let mut found = Vec::new();
    // Databases bound the values of one statement.
    for part in symbols.chunks(500) {
        let rows = directives::Entity::find()
            .filter(directives::Column::SymbolFold.is_in(part))
            .all(h.conn())
            .await?;
        for row in rows {
            found.push(directive(row)?);
        }
    }
    Ok(found)
}

/// All entries issued from a day to another, both included.
///
/// # Errors
/// When the database fails.
pub async fn list_issued(
    h: &impl Handle,
    (from, to): (Date, Date),
) -> Result<Vec<Directive>, StoreError> {
    let rows = directives::Entity::find()
        .filter(directives::Column::IssuedOn.between(day(from), day(to)))
        .all(h.conn())
        .await?;
    rows.into_iter().map(directive).collect()
}

/// All entries with one of these numbers, whatever their symbol.
///
/// # Errors
/// When the database fails.
pub async fn list_by_number(
    h: &impl Handle,
    numbers: &[String],
) -> Result<Vec<Directive>, StoreError> {
    let mut found = Vec::new();
    for part in numbers.chunks(500) {
        let rows = directives::Entity::find()
            .filter(directives::Column::Number.is_in(part))
            .all(h.conn())
            .await?;
        for row in rows {
            found.push(directive(row)?);
        }
    }
    Ok(found)
}
