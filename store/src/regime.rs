//! Regimes and their versions. A version is written once and never changed, so
//! callers may keep it.

use crate::entity::{regime_drafts, regime_versions, regimes, rounds};
use crate::time::{civil, day, instant, opt_civil, timestamp};
use crate::{Handle, StoreError, Write};
use domain::id::{AccountId, RegimeId, RegimeVersionId, UnitId};
use domain::regime::RegimeBody;
use jiff::Timestamp;
use jiff::civil::Date;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder,
};
use uuid::Uuid;

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

/// The version that is being written; a regime has at most one.
#[derive(Debug, Clone, PartialEq)]
pub struct RegimeDraft {
    /// The regime.
    pub regime: RegimeId,
    /// Number of the version from which it was begun; 0 = from nothing.
    pub based_on: i32,
    /// The eleven elements as they stand.
    pub body: RegimeBody,
    /// Who wrote last.
    pub updated_by: Option<AccountId>,
    /// When.
    pub updated_at: Timestamp,
    /// Counter of changes.
    pub version: i32,
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

/// All versions of a regime, the newest first.
///
/// # Errors
/// When the database fails or a body cannot be read.
pub async fn list_versions(
    h: &impl Handle,
    regime: RegimeId,
) -> Result<Vec<RegimeVersion>, StoreError> {
    let rows = regime_versions::Entity::find()
        .filter(regime_versions::Column::RegimeId.eq(regime.0))
        .order_by_desc(regime_versions::Column::Number)
        .all(h.conn())
        .await?;
    rows.into_iter().map(version).collect()
}

/// How many rounds were opened with a version.
///
/// # Errors
/// When the database fails.
pub async fn count_rounds(h: &impl Handle, id: RegimeVersionId) -> Result<u64, StoreError> {
    Ok(rounds::Entity::find()
        .filter(rounds::Column::RegimeVersionId.eq(id.0))
        .count(h.conn())
        .await?)
}

/// The draft of a regime, if somebody writes one.
///
/// # Errors
/// When the database fails or the body cannot be read.
pub async fn find_draft(
    h: &impl Handle,
    regime: RegimeId,
) -> Result<Option<RegimeDraft>, StoreError> {
    let row = regime_drafts::Entity::find()
        .filter(regime_drafts::Column::RegimeId.eq(regime.0))
        .one(h.conn())
        .await?;
    row.map(|row| {
        Ok(RegimeDraft {
            regime: RegimeId(row.regime_id),
            based_on: row.based_on,
            body: serde_json::from_str(&row.body)?,
            updated_by: row.updated_by.map(AccountId),
            updated_at: timestamp(row.updated_at)?,
            version: row.version,
        })
    })
    .transpose()
}

/// Begins a draft.
///
/// # Errors
/// [`StoreError::Duplicate`] when the regime has one.
pub async fn insert_draft(w: &Write, id: Uuid, draft: &RegimeDraft) -> Result<(), StoreError> {
    let row = regime_drafts::ActiveModel {
        id: Set(id),
        regime_id: Set(draft.regime.0),
        based_on: Set(draft.based_on),
        body: Set(serde_json::to_string(&draft.body)?),
        updated_by: Set(draft.updated_by.map(|a| a.0)),
        updated_at: Set(instant(draft.updated_at)),
        version: Set(1),
    };
    regime_drafts::Entity::insert(row)
        .exec_without_returning(w.conn())
        .await?;
    Ok(())
}

/// Changes a draft, if nobody changed it since `draft.version` was read.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody did.
pub async fn update_draft(w: &Write, draft: &RegimeDraft) -> Result<(), StoreError> {
    use regime_drafts::Column as C;
    let changed = regime_drafts::Entity::update_many()
        .col_expr(C::Body, Expr::value(serde_json::to_string(&draft.body)?))
        .col_expr(C::UpdatedBy, Expr::value(draft.updated_by.map(|a| a.0)))
        .col_expr(C::UpdatedAt, Expr::value(instant(draft.updated_at)))
        .col_expr(C::Version, Expr::col(C::Version).add(1))
        .filter(C::RegimeId.eq(draft.regime.0))
        .filter(C::Version.eq(draft.version))
        .exec(w.conn())
        .await?;
    if changed.rows_affected == 0 {
        return Err(StoreError::Conflict);
    }
    Ok(())
}

/// Throws a draft away, if nobody changed it since `version` was read.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody did, or when there is none.
pub async fn delete_draft(w: &Write, regime: RegimeId, version: i32) -> Result<(), StoreError> {
    let gone = regime_drafts::Entity::delete_many()
        .filter(regime_drafts::Column::RegimeId.eq(regime.0))
        .filter(regime_drafts::Column::Version.eq(version))
        .exec(w.conn())
        .await?;
    if gone.rows_affected == 0 {
        return Err(StoreError::Conflict);
    }
    Ok(())
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
