//! Texts read in: those that wait for a person to confirm them, here; the queue
//! before reading in `intake`; what was confirmed in `record`.

mod intake;
mod record;

pub use intake::{
    Intake, IntakeState, IntakeText, count_intakes, delete_intake, find_intake, find_intakes,
    find_text, insert_intake, list_intakes, list_offices, list_readable, list_same, update_intake,
};
pub use record::{
    FigureSaid, Observation, Record, RecordedPeriod, RecordedPerson, RecordedResult,
    insert_observations, insert_record, observations_of, observations_told, record_of,
    records_of_conference,
};

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

/// State of each of these texts, without the texts.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn states(
    h: &impl Handle,
    ids: &[ReadingId],
) -> Result<Vec<(ReadingId, ReadingState)>, StoreError> {
    let mut found = Vec::with_capacity(ids.len());
    // Databases bound the values of one statement.
    for part in ids.chunks(500) {
        let rows: Vec<(uuid::Uuid, String)> = readings::Entity::find()
            .select_only()
            .column(readings::Column::Id)
            .column(readings::Column::State)
            .filter(readings::Column::Id.is_in(part.iter().map(|i| i.0)))
            .into_tuple()
            .all(h.conn())
            .await?;
        for (id, state) in rows {
            found.push((ReadingId(id), state_of(&state)?));
        }
    }
    Ok(found)
}

/// Facts (JSON) of each of these texts, without the texts, in no order.
///
/// # Errors
/// When the database fails.
pub async fn facts_of(
    h: &impl Handle,
    ids: &[ReadingId],
) -> Result<Vec<(ReadingId, String)>, StoreError> {
    let mut found = Vec::with_capacity(ids.len());
    for part in ids.chunks(500) {
        let rows: Vec<(uuid::Uuid, String)> = readings::Entity::find()
            .select_only()
            .column(readings::Column::Id)
            .column(readings::Column::Facts)
            .filter(readings::Column::Id.is_in(part.iter().map(|i| i.0)))
            .into_tuple()
            .all(h.conn())
            .await?;
        found.extend(rows.into_iter().map(|(id, facts)| (ReadingId(id), facts)));
    }
    Ok(found)
}

/// The text of these offices that has been longest in a state.
///
/// # Errors
/// When the database fails.
pub async fn oldest(
    h: &impl Handle,
    offices: &[UnitId],
    state: ReadingState,
) -> Result<Option<ReadingId>, StoreError> {
    let id: Option<uuid::Uuid> = readings::Entity::find()
        .select_only()
        .column(readings::Column::Id)
        .filter(readings::Column::OfficeId.is_in(offices.iter().map(|o| o.0)))
        .filter(readings::Column::State.eq(state.code()))
        .order_by_asc(readings::Column::ReadAt)
        .order_by_asc(readings::Column::Id)
        .limit(1)
        .into_tuple()
        .one(h.conn())
        .await?;
    Ok(id.map(ReadingId))
}

/// Ids of the texts of these offices in one state, newest first.
///
/// # Errors
/// When the database fails.
pub async fn list_ids(
    h: &impl Handle,
    offices: &[UnitId],
    state: ReadingState,
    limit: u64,
) -> Result<Vec<ReadingId>, StoreError> {
    let rows: Vec<uuid::Uuid> = readings::Entity::find()
        .select_only()
        .column(readings::Column::Id)
        .filter(readings::Column::OfficeId.is_in(offices.iter().map(|o| o.0)))
        .filter(readings::Column::State.eq(state.code()))
        .order_by_desc(readings::Column::ReadAt)
        .limit(limit)
        .into_tuple()
        .all(h.conn())
        .await?;
    Ok(rows.into_iter().map(ReadingId).collect())
}

/// How many texts of these offices stand where.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn count(
    h: &impl Handle,
    offices: &[UnitId],
) -> Result<Vec<(ReadingState, i64)>, StoreError> {
    let rows: Vec<(String, i64)> = readings::Entity::find()
        .select_only()
        .column(readings::Column::State)
        .column_as(readings::Column::Id.count(), "n")
        .filter(readings::Column::OfficeId.is_in(offices.iter().map(|o| o.0)))
        .group_by(readings::Column::State)
        .into_tuple()
        .all(h.conn())
        .await?;
    rows.into_iter()
        .map(|(code, n)| Ok((state_of(&code)?, n)))
        .collect()
}

fn state_of(code: &str) -> Result<ReadingState, StoreError> {
    ReadingState::from_code(code).ok_or_else(|| StoreError::corrupt("state", code))
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
