//! The queue of texts taken in, before they are read.
//!
//! The text itself is loaded only by whoever reads it: lists never carry it.

use crate::entity::reading_intakes as t;
use crate::time::{instant, opt_timestamp, timestamp};
use crate::{Handle, StoreError, Write};
use domain::id::{AccountId, ReadingId, UnitId};
use jiff::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use t::Column as C;

domain::codes! {
    /// Where a text stands before a person looks at it.
    IntakeState {
        /// Waits to be read.
        Queued = "queued",
        /// Is being read.
        Reading = "reading",
        /// Was read; its reading says more.
        Read = "read",
        /// Could not be taken, with the reason.
        Refused = "refused",
    }
}

/// A text taken in, without the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intake {
    /// Its id, also that of the reading that it becomes.
    pub id: ReadingId,
    /// Name of the file.
    pub file_name: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Length of the file in bytes.
    pub size: i64,
    /// Where it stands.
    pub state: IntakeState,
    /// Why it was refused: codes of findings, parted by blanks.
    pub reason: Option<String>,
    /// How often reading it was begun.
    pub attempts: i32,
    /// The office that takes it in.
    pub office: UnitId,
    /// Who took it in.
    pub taken_by: AccountId,
    /// When.
    pub taken_at: Timestamp,
    /// Since when it is being read.
    pub claimed_at: Option<Timestamp>,
    /// Counter of changes.
    pub version: i32,
}

/// What reading needs besides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IntakeText {
    /// Normalised text.
    pub text: String,
    /// Findings of opening the file, as JSON.
    pub findings: String,
}

type Light = (
    uuid::Uuid,
    String,
    String,
    i64,
    String,
    Option<String>,
    i32,
    uuid::Uuid,
    uuid::Uuid,
    sea_orm::entity::prelude::DateTimeUtc,
    Option<sea_orm::entity::prelude::DateTimeUtc>,
    i32,
);

fn light() -> sea_orm::Select<t::Entity> {
    t::Entity::find().select_only().columns([
        C::Id,
        C::FileName,
        C::Sha256,
        C::Size,
        C::State,
        C::Reason,
        C::Attempts,
        C::OfficeId,
        C::TakenBy,
        C::TakenAt,
        C::ClaimedAt,
        C::Version,
    ])
}

/// Texts of these offices, newest first; in one state, or in all.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_intakes(
    h: &impl Handle,
    offices: &[UnitId],
    state: Option<IntakeState>,
    limit: u64,
) -> Result<Vec<Intake>, StoreError> {
    let mut all = Condition::all().add(C::OfficeId.is_in(offices.iter().map(|o| o.0)));
    if let Some(state) = state {
        all = all.add(C::State.eq(state.code()));
    }
    let rows: Vec<Light> = light()
        .filter(all)
        .order_by_desc(C::TakenAt)
        .order_by_desc(C::Id)
        .limit(limit)
        .into_tuple()
        .all(h.conn())
        .await?;
    rows.into_iter().map(intake).collect()
}

/// How many texts of these offices stand where.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn count_intakes(
    h: &impl Handle,
    offices: &[UnitId],
) -> Result<Vec<(IntakeState, i64)>, StoreError> {
    let rows: Vec<(String, i64)> = t::Entity::find()
        .select_only()
        .column(C::State)
        .column_as(C::Id.count(), "n")
        .filter(C::OfficeId.is_in(offices.iter().map(|o| o.0)))
        .group_by(C::State)
        .into_tuple()
        .all(h.conn())
        .await?;
    rows.into_iter()
        .map(|(code, n)| Ok((state_of(&code)?, n)))
        .collect()
}

/// Every office that ever took a text in.
///
/// # Errors
/// When the database fails.
pub async fn list_offices(h: &impl Handle) -> Result<Vec<UnitId>, StoreError> {
    let rows: Vec<uuid::Uuid> = t::Entity::find()
        .select_only()
        .column(C::OfficeId)
        .distinct()
        .into_tuple()
        .all(h.conn())
        .await?;
    Ok(rows.into_iter().map(UnitId).collect())
}

/// The text with this id.
///
/// # Errors
/// When the database fails or the row cannot be read.
pub async fn find_intake(h: &impl Handle, id: ReadingId) -> Result<Option<Intake>, StoreError> {
    let row: Option<Light> = light()
        .filter(C::Id.eq(id.0))
        .into_tuple()
        .one(h.conn())
        .await?;
    row.map(intake).transpose()
}

/// Text and findings of one that waits.
///
/// # Errors
/// When the database fails.
pub async fn find_text(h: &impl Handle, id: ReadingId) -> Result<Option<IntakeText>, StoreError> {
    let row = t::Entity::find_by_id(id.0).one(h.conn()).await?;
    Ok(row.map(|r| IntakeText {
        text: r.source_text,
        findings: r.findings,
    }))
}

/// The intakes with these ids, in no order.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn find_intakes(h: &impl Handle, ids: &[ReadingId]) -> Result<Vec<Intake>, StoreError> {
    let mut found = Vec::with_capacity(ids.len());
    for part in ids.chunks(500) {
        let rows: Vec<Light> = light()
            .filter(C::Id.is_in(part.iter().map(|i| i.0)))
            .into_tuple()
            .all(h.conn())
            .await?;
        for row in rows {
            found.push(intake(row)?);
        }
    }
    Ok(found)
}

/// Texts of the same file in one office.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_same(
    h: &impl Handle,
    office: UnitId,
    sha256: &str,
) -> Result<Vec<Intake>, StoreError> {
    let rows: Vec<Light> = light()
        .filter(C::Sha256.eq(sha256))
        .filter(C::OfficeId.eq(office.0))
        .order_by_asc(C::TakenAt)
        .into_tuple()
        .all(h.conn())
        .await?;
    rows.into_iter().map(intake).collect()
}

/// The oldest texts that wait, or whose reading began before `stale` and never
/// ended.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_readable(
    h: &impl Handle,
    stale: Timestamp,
    limit: u64,
) -> Result<Vec<Intake>, StoreError> {
    let cut_off = Condition::all()
        .add(C::State.eq(IntakeState::Reading.code()))
        .add(C::ClaimedAt.lt(instant(stale)));
    let rows: Vec<Light> = light()
        .filter(
            Condition::any()
                .add(C::State.eq(IntakeState::Queued.code()))
                .add(cut_off),
        )
        .order_by_asc(C::TakenAt)
        .order_by_asc(C::Id)
        .limit(limit)
        .into_tuple()
        .all(h.conn())
        .await?;
    rows.into_iter().map(intake).collect()
}

/// Adds a text.
///
/// # Errors
/// When the database fails.
pub async fn insert_intake(w: &Write, new: &Intake, text: &IntakeText) -> Result<(), StoreError> {
    let row = t::ActiveModel {
        id: Set(new.id.0),
        file_name: Set(new.file_name.clone()),
        sha256: Set(new.sha256.clone()),
        size: Set(new.size),
        source_text: Set(text.text.clone()),
        findings: Set(text.findings.clone()),
        state: Set(new.state.code().into()),
        reason: Set(new.reason.clone()),
        attempts: Set(new.attempts),
        office_id: Set(new.office.0),
        taken_by: Set(new.taken_by.0),
        taken_at: Set(instant(new.taken_at)),
        claimed_at: Set(new.claimed_at.map(instant)),
        version: Set(1),
    };
    t::Entity::insert(row)
        .exec_without_returning(w.conn())
        .await?;
    Ok(())
}

/// Moves a text on. One that is no longer to be read loses its text here: a
/// reading has it, a refused one has none.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody else moved it.
pub async fn update_intake(w: &Write, i: &Intake) -> Result<(), StoreError> {
    let mut change = t::Entity::update_many()
        .col_expr(C::State, Expr::value(i.state.code()))
        .col_expr(C::Reason, Expr::value(i.reason.clone()))
        .col_expr(C::Attempts, Expr::value(i.attempts))
        .col_expr(C::ClaimedAt, Expr::value(i.claimed_at.map(instant)))
        .col_expr(C::Version, Expr::col(C::Version).add(1));
    if matches!(i.state, IntakeState::Read | IntakeState::Refused) {
        change = change.col_expr(C::SourceText, Expr::value(""));
    }
    let changed = change
        .filter(C::Id.eq(i.id.0))
        .filter(C::Version.eq(i.version))
        .exec(w.conn())
        .await?;
    if changed.rows_affected == 0 {
        Err(StoreError::Conflict)
    } else {
        Ok(())
    }
}

/// Takes a text out of the queue without a trace: one that turned out to be
/// secret, or a refused one that comes again.
///
/// # Errors
/// When the database fails.
pub async fn delete_intake(w: &Write, id: ReadingId) -> Result<(), StoreError> {
    t::Entity::delete_many()
        .filter(C::Id.eq(id.0))
        .exec(w.conn())
        .await?;
    Ok(())
}

fn state_of(code: &str) -> Result<IntakeState, StoreError> {
    IntakeState::from_code(code).ok_or_else(|| StoreError::corrupt("state", code))
}

fn intake(row: Light) -> Result<Intake, StoreError> {
    let (id, file_name, sha256, size, state, reason, attempts, office, by, at, claimed, version) =
        row;
    Ok(Intake {
        id: ReadingId(id),
        file_name,
        sha256,
        size,
        state: state_of(&state)?,
        reason,
        attempts,
        office: UnitId(office),
        taken_by: AccountId(by),
        taken_at: timestamp(at)?,
        claimed_at: opt_timestamp(claimed)?,
        version,
    })
}
