//! Regimes and their versions. A version is written once and never changed, so
//! callers may keep it.

use crate::entity::{regime_versions, regimes};
use crate::time::{civil, day, opt_civil};
use crate::{Handle, StoreError, Write};
use domain::id::{RegimeId, RegimeVersionId, UnitId};
use domain::regime::RegimeBody;
use jiff::civil::Date;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

/// A regime over all its versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regime {
    /// Its id.
    pub id: RegimeId,
    /// Code by which people and files name it.
    pub code: String,
    /// Name.
    pub name: String,
    /// The unit that runs it.
    pub owner: UnitId,
}

/// One version.
#[derive(Debug, Clone, PartialEq)]
pub struct RegimeVersion {
    /// Its id.
    pub id: RegimeVersionId,
    /// The regime.
    pub regime: RegimeId,
    /// 1, 2, …
    pub number: i32,
    /// First day.
    pub valid_from: Date,
    /// First day after the end, if it has ended.
    pub valid_to: Option<Date>,
    /// The eleven elements.
    pub body: RegimeBody,
}

/// Adds a regime.
///
/// # Errors
/// [`StoreError::Duplicate`] when the code is taken.
pub async fn insert(w: &Write, regime: &Regime) -> Result<(), StoreError> {
    let row = regimes::ActiveModel {
        id: Set(regime.id.0),
        code: Set(regime.code.clone()),
        name: Set(regime.name.clone()),
        owner_id: Set(regime.owner.0),
    };
    regimes::Entity::insert(row)
        .exec_without_returning(w.conn())
        .await?;
    Ok(())
}

/// Adds a version and ends the one before on the same day.
///
/// # Errors
/// [`StoreError::Duplicate`] when the number is taken.
pub async fn insert_version(w: &Write, version: &RegimeVersion) -> Result<(), StoreError> {
    regime_versions::Entity::update_many()
        .col_expr(
            regime_versions::Column::ValidTo,
            Expr::value(Some(day(version.valid_from))),
        )
        .filter(regime_versions::Column::RegimeId.eq(version.regime.0))
        .filter(regime_versions::Column::ValidTo.is_null())
        .exec(w.conn())
        .await?;
    let row = regime_versions::ActiveModel {
        id: Set(version.id.0),
        regime_id: Set(version.regime.0),
        number: Set(version.number),
        valid_from: Set(day(version.valid_from)),
        valid_to: Set(version.valid_to.map(day)),
        body: Set(serde_json::to_string(&version.body)?),
    };
    regime_versions::Entity::insert(row)
        .exec_without_returning(w.conn())
        .await?;
    Ok(())
}

/// All regimes, by name.
///
/// # Errors
/// When the database fails.
pub async fn list(h: &impl Handle) -> Result<Vec<Regime>, StoreError> {
    let rows = regimes::Entity::find()
        .order_by_asc(regimes::Column::Name)
        .all(h.conn())
        .await?;
    Ok(rows.into_iter().map(regime).collect())
}

/// The regime with this id.
///
/// # Errors
/// When the database fails.
pub async fn find(h: &impl Handle, id: RegimeId) -> Result<Option<Regime>, StoreError> {
    Ok(regimes::Entity::find_by_id(id.0)
        .one(h.conn())
        .await?
        .map(regime))
}

/// The regime with this code.
///
/// # Errors
/// When the database fails.
pub async fn find_by_code(h: &impl Handle, code: &str) -> Result<Option<Regime>, StoreError> {
    let row = regimes::Entity::find()
        .filter(regimes::Column::Code.eq(code))
        .one(h.conn())
        .await?;
    Ok(row.map(regime))
}

/// The version of a regime that holds on a day.
///
/// # Errors
/// When the database fails or the body cannot be read.
pub async fn version_at(
    h: &impl Handle,
    regime: RegimeId,
    on: Date,
) -> Result<Option<RegimeVersion>, StoreError> {
    let row = regime_versions::Entity::find()
        .filter(regime_versions::Column::RegimeId.eq(regime.0))
        .filter(regime_versions::Column::ValidFrom.lte(day(on)))
        .order_by_desc(regime_versions::Column::Number)
        .one(h.conn())
        .await?;
    row.map(version).transpose()
}

/// The newest version of a regime.
///
/// # Errors
/// When the database fails or the body cannot be read.
pub async fn last_version(
    h: &impl Handle,
    regime: RegimeId,
) -> Result<Option<RegimeVersion>, StoreError> {
    let row = regime_versions::Entity::find()
        .filter(regime_versions::Column::RegimeId.eq(regime.0))
        .order_by_desc(regime_versions::Column::Number)
        .one(h.conn())
        .await?;
    row.map(version).transpose()
}

/// One version.
///
/// # Errors
/// When the database fails or the body cannot be read.
pub async fn find_version(
    h: &impl Handle,
    id: RegimeVersionId,
) -> Result<Option<RegimeVersion>, StoreError> {
    regime_versions::Entity::find_by_id(id.0)
        .one(h.conn())
        .await?
        .map(version)
        .transpose()
}

fn regime(row: regimes::Model) -> Regime {
    Regime {
        id: RegimeId(row.id),
        code: row.code,
        name: row.name,
        owner: UnitId(row.owner_id),
    }
}

fn version(row: regime_versions::Model) -> Result<RegimeVersion, StoreError> {
    Ok(RegimeVersion {
        id: RegimeVersionId(row.id),
        regime: RegimeId(row.regime_id),
        number: row.number,
        valid_from: civil(row.valid_from)?,
        valid_to: opt_civil(row.valid_to)?,
        body: serde_json::from_str(&row.body)?,
    })
}
