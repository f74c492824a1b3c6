//! Texts read in that wait for a person to confirm them.

use crate::entity::readings;
use crate::time::{instant, timestamp};
use crate::{Handle, StoreError, Write};
use domain::id::{AccountId, ConferenceId, ReadingId, UnitId};
use jiff::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
};

domain::codes! {
    /// Where a text read in stands.
    ReadingState {
        /// Nobody has looked at it.
        Waiting = "waiting",
        /// Its facts are stored.
        Confirmed = "confirmed",
        /// Put aside.
        Dropped = "dropped",
    }
}

/// A text read in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Its id.
    pub id: ReadingId,
    /// Name of the file.
    pub file_name: String,
    /// SHA-256 of the file, by which it is recognised again.
    pub sha256: String,
    /// Normalised text, to be shown beside the facts.
    pub source_text: String,
    /// Facts as JSON (the reading contract).
    pub facts: String,
    /// Findings as JSON.
    pub findings: String,
    /// Where it stands.
    pub state: ReadingState,
    /// The office that reads it in.
    pub office: UnitId,
    /// Who read it in.
    pub read_by: AccountId,
    /// When.
    pub read_at: Timestamp,
    /// The conference that was made of it.
    pub conference: Option<ConferenceId>,
    /// Counter of changes.
    pub version: i32,
}

/// Texts of these offices, waiting ones first, newest first.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list(h: &impl Handle, limit: u64) -> Result<Vec<Reading>, StoreError> {
    let rows = readings::Entity::find()
        .order_by_desc(readings::Column::State)
        .order_by_desc(readings::Column::ReadAt)
        .limit(limit)
        .all(h.conn())
        .await?;
    rows.into_iter().map(reading).collect()
}

/// The text with this id.
///
/// # Errors
/// When the database fails.
pub async fn find(h: &impl Handle, id: ReadingId) -> Result<Option<Reading>, StoreError> {
    readings::Entity::find_by_id(id.0)
        .one(h.conn())
        .await?
        .map(reading)
        .transpose()
}

/// The text of the same file that was not dropped.
///
/// # Errors
/// When the database fails.
pub async fn find_same(
    h: &impl Handle,
    office: UnitId,
    sha256: &str,
) -> Result<Option<Reading>, StoreError> {
    readings::Entity::find()
        .filter(readings::Column::Sha256.eq(sha256))
        .filter(readings::Column::OfficeId.eq(office.0))
        .filter(readings::Column::State.ne(ReadingState::Dropped.code()))
        .one(h.conn())
        .await?
        .map(reading)
        .transpose()
}

/// Adds a text.
///
/// # Errors
/// When the database fails.
pub async fn insert(w: &Write, new: &Reading) -> Result<(), StoreError> {
    let row = readings::ActiveModel {
        id: Set(new.id.0),
        file_name: Set(new.file_name.clone()),
        sha256: Set(new.sha256.clone()),
        source_text: Set(new.source_text.clone()),
        facts: Set(new.facts.clone()),
        findings: Set(new.findings.clone()),
        state: Set(new.state.code().into()),
        office_id: Set(new.office.0),
        read_by: Set(new.read_by.0),
        read_at: Set(instant(new.read_at)),
        conference_id: Set(new.conference.map(|c| c.0)),
        version: Set(1),
    };
    readings::Entity::insert(row)
        .exec_without_returning(w.conn())
        .await?;
    Ok(())
}

/// Notes what became of a text.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody decided meanwhile.
pub async fn decide(w: &Write, r: &Reading) -> Result<(), StoreError> {
    use readings::Column as C;
    let changed = readings::Entity::update_many()
        .col_expr(C::State, Expr::value(r.state.code()))
        .col_expr(C::ConferenceId, Expr::value(r.conference.map(|c| c.0)))
        .col_expr(C::Version, Expr::col(C::Version).add(1))
        .filter(C::Id.eq(r.id.0))
        .filter(C::Version.eq(r.version))
        .exec(w.conn())
        .await?;
    if changed.rows_affected == 0 {
        Err(StoreError::Conflict)
    } else {
        Ok(())
    }
}

fn reading(row: readings::Model) -> Result<Reading, StoreError> {
    Ok(Reading {
        id: ReadingId(row.id),
        file_name: row.file_name,
        sha256: row.sha256,
        source_text: row.source_text,
        facts: row.facts,
        findings: row.findings,
        state: ReadingState::from_code(&row.state)
            .ok_or_else(|| StoreError::corrupt("state", &row.state))?,
        office: UnitId(row.office_id),
        read_by: AccountId(row.read_by),
        read_at: timestamp(row.read_at)?,
        conference: row.conference_id.map(ConferenceId),
        version: row.version,
    })
}
