//! Rounds (*kỳ giao ban*).

use crate::entity::rounds;
use crate::time::{civil, day, hour, instant, opt_timestamp, timestamp};
use crate::{Handle, StoreError, Write};
use domain::id::{RegimeVersionId, RoundId, UnitId};
use domain::period::Period;
use domain::round::{RoundDates, RoundState};
use jiff::Timestamp;
use jiff::civil::Date;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

/// A round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// Its id.
    pub id: RoundId,
    /// Code for addresses, files and commands; unique per regime and period.
    pub code: String,
    /// Title on pages and papers.
    pub title: String,
    /// The regime version with which it was opened.
    pub regime_version: RegimeVersionId,
    /// The unit that runs it.
    pub office: UnitId,
    /// The top of the tree whose units report.
    pub area: UnitId,
    /// What it covers; its last day is the reference date of units.
    pub period: Period,
    /// Its four dates.
    pub dates: RoundDates,
    /// Open or closed.
    pub state: RoundState,
    /// When it was opened by a person.
    pub created_at: Timestamp,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
    /// Counter of changes.
    pub version: i32,
}

/// Adds a round.
///
/// # Errors
/// [`StoreError::Duplicate`] when regime and period have one already.
pub async fn insert(w: &Write, round: &Round) -> Result<(), StoreError> {
    let row = rounds::ActiveModel {
        id: Set(round.id.0),
        code: Set(round.code.clone()),
        title: Set(round.title.clone()),
        regime_version_id: Set(round.regime_version.0),
        office_id: Set(round.office.0),
        area_id: Set(round.area.0),
        period: Set(serde_json::to_string(&round.period)?),
        period_code: Set(round.period.code()),
        period_from: Set(day(round.period.from)),
        period_to: Set(day(round.period.to)),
        data_from: Set(Some(day(round.dates.data_from))),
        closing_on: Set(day(round.dates.closing_on)),
        opens_on: Set(day(round.dates.opens_on)),
        units_due_on: Set(day(round.dates.units_due_on)),
        office_due_on: Set(day(round.dates.office_due_on)),
        due_by: Set(round.dates.due_by.map(|hour| hour.to_string())),
        tier_dues: Set(serde_json::to_string(&round.dates.tiers)?),
        state: Set(round.state.code().into()),
        created_at: Set(instant(round.created_at)),
        closed_at: Set(round.closed_at.map(instant)),
        version: Set(1),
    };
    rounds::Entity::insert(row)
        .exec_without_returning(w.conn())
        .await?;
    Ok(())
}

/// Sets the state of a round, if nobody changed it since `version` was read.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody did.
pub async fn set_state(
    w: &Write,
    id: RoundId,
    version: i32,
    state: RoundState,
    closed_at: Option<Timestamp>,
) -> Result<(), StoreError> {
    let changed = rounds::Entity::update_many()
        .col_expr(rounds::Column::State, Expr::value(state.code()))
        .col_expr(
            rounds::Column::ClosedAt,
            Expr::value(closed_at.map(instant)),
        )
        .col_expr(
            rounds::Column::Version,
            Expr::col(rounds::Column::Version).add(1),
        )
        .filter(rounds::Column::Id.eq(id.0))
        .filter(rounds::Column::Version.eq(version))
        .exec(w.conn())
        .await?;
    if changed.rows_affected == 0 {
        Err(StoreError::Conflict)
    } else {
        Ok(())
    }
}

/// The round with this id.
///
/// # Errors
/// When the database fails or the row cannot be read.
pub async fn find(h: &impl Handle, id: RoundId) -> Result<Option<Round>, StoreError> {
    rounds::Entity::find_by_id(id.0)
        .one(h.conn())
        .await?
        .map(round)
        .transpose()
}

/// The round with this code.
///
/// # Errors
/// When the database fails or the row cannot be read.
pub async fn find_by_code(h: &impl Handle, code: &str) -> Result<Option<Round>, StoreError> {
    rounds::Entity::find()
        .filter(rounds::Column::Code.eq(code))
        .one(h.conn())
        .await?
        .map(round)
        .transpose()
}

/// Several rounds at once, in no particular order.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_by_ids(h: &impl Handle, ids: &[RoundId]) -> Result<Vec<Round>, StoreError> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    rounds::Entity::find()
        .filter(rounds::Column::Id.is_in(ids))
        .all(h.conn())
        .await?
        .into_iter()
        .map(round)
        .collect()
}

/// All rounds, the newest period first.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list(h: &impl Handle) -> Result<Vec<Round>, StoreError> {
    let rows = rounds::Entity::find()
        .order_by_desc(rounds::Column::PeriodTo)
        .order_by_desc(rounds::Column::CreatedAt)
        .all(h.conn())
        .await?;
    rows.into_iter().map(round).collect()
}

/// Rounds whose opening day has come and that are not closed.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_opened_by(h: &impl Handle, today: Date) -> Result<Vec<Round>, StoreError> {
    let rows = rounds::Entity::find()
        .filter(rounds::Column::State.eq(RoundState::Open.code()))
        .filter(rounds::Column::OpensOn.lte(day(today)))
        .all(h.conn())
        .await?;
    rows.into_iter().map(round).collect()
}

/// Rounds whose office is due between two days, open or closed.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_office_due(
    h: &impl Handle,
    from: Date,
    to: Date,
) -> Result<Vec<Round>, StoreError> {
    let rows = rounds::Entity::find()
        .filter(rounds::Column::OfficeDueOn.between(day(from), day(to)))
        .order_by_asc(rounds::Column::Id)
        .all(h.conn())
        .await?;
    rows.into_iter().map(round).collect()
}

fn round(row: rounds::Model) -> Result<Round, StoreError> {
    let period: Period = serde_json::from_str(&row.period)?;
    Ok(Round {
        id: RoundId(row.id),
        code: row.code,
        title: row.title,
        regime_version: RegimeVersionId(row.regime_version_id),
        office: UnitId(row.office_id),
        area: UnitId(row.area_id),
        dates: RoundDates {
            // Rounds opened before the day was kept began with their period.
            data_from: row.data_from.map_or(Ok(period.from), civil)?,
            closing_on: civil(row.closing_on)?,
            opens_on: civil(row.opens_on)?,
            units_due_on: civil(row.units_due_on)?,
            office_due_on: civil(row.office_due_on)?,
            due_by: row.due_by.as_deref().map(hour).transpose()?,
            tiers: serde_json::from_str(&row.tier_dues)?,
        },
        period,
        state: RoundState::from_code(&row.state)
            .ok_or_else(|| StoreError::corrupt("state", &row.state))?,
        created_at: timestamp(row.created_at)?,
        closed_at: opt_timestamp(row.closed_at)?,
        version: row.version,
    })
}
