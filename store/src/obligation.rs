//! Obligations: what one unit owes in one round, and where its report stands.
//!
//! The contents (drafts, versions, returns) are kept by `report`; here are only
//! the few facts of them that lists of many units need.

use crate::entity::{obligations, report_returns, report_versions};
use crate::only::only;
use crate::time::{civil, day, instant, opt_civil, opt_timestamp, timestamp};
use crate::{Handle, StoreError, Write};
use domain::id::{AccountId, ObligationId, RoundId, UnitId};
use domain::report::{
    Act, DueDays, PaperReceipt, ReportError, ReportState, ReturnKind, awaits_final, next_state,
};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use std::collections::HashMap;
use uuid::Uuid;

/// Rows per INSERT: SQLite takes 32,766 bound values in one statement.
const CHUNK: usize = 500;

/// What one unit owes in one round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Obligation {
    /// Its id.
    pub id: ObligationId,
    /// The round.
    pub round: RoundId,
    /// Who owes it.
    pub unit: UnitId,
    /// Who answers for it since a reorganisation ended the unit. The
    /// figures stay under the unit that owed them.
    pub heir: Option<UnitId>,
    /// Last day as set at the opening; an extension never changes it.
    pub due_on: Date,
    /// Last day by the extension granted, if one was.
    pub extended_due_on: Option<Date>,
    /// Where the report stands.
    pub state: ReportState,
    /// Number of the last version sent; 0 = none.
    pub last_version: i32,
    /// When the first version reached the server.
    pub first_received_at: Option<Timestamp>,
    /// When the last version reached the server.
    pub last_received_at: Option<Timestamp>,
    /// When the office accepted it.
    pub accepted_at: Option<Timestamp>,
    /// Why the unit is exempt.
    pub exempt_reason: Option<String>,
    /// The day on which it came on paper, as the office says. It is no
    /// receipt: nothing follows from it.
    pub paper: Option<PaperReceipt>,
    /// Counter of changes.
    pub version: i32,
}

impl Obligation {
    /// The unit that writes, signs and is chased now.
    #[must_use]
    pub fn answers(&self) -> UnitId {
        self.heir.unwrap_or(self.unit)
    }

    /// Whether a version was sent.
    #[must_use]
    pub fn was_sent(&self) -> bool {
        self.last_version > 0
    }

    /// Where the report stands after an act, or why that is refused.
    ///
    /// # Errors
    /// As [`next_state`].
    pub fn after(&self, act: Act) -> Result<ReportState, ReportError> {
        next_state(self.state, act, self.was_sent())
    }

    /// When it is due, in a round whose due days end at the hour `by`.
    #[must_use]
    pub fn due(&self, by: Option<Time>) -> DueDays {
        DueDays {
            on: self.due_on,
            extended: self.extended_due_on,
            by,
        }
    }
}

/// The last return of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastReturn {
    /// Which version was returned.
    pub version_number: i32,
    /// Code of its kind.
    pub kind: String,
    /// Why.
    pub reason: String,
    /// When.
    pub returned_at: Timestamp,
}

/// What was sent and returned of one report, for timeliness.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Returned {
    /// The last return.
    pub last: Option<LastReturn>,
    /// Versions that were returned as unusable.
    pub unusable: Vec<i32>,
    /// Receipts of all versions, only where one was unusable.
    pub receipts: Vec<(i32, Timestamp)>,
}

impl Returned {
    /// Whether a report in this state was accepted and opened again for final
    /// figures.
    #[must_use]
    pub fn awaits_final(&self, state: ReportState) -> bool {
        let kind = |last: &LastReturn| ReturnKind::from_code(&last.kind);
        awaits_final(state, self.last.as_ref().and_then(kind))
    }

    /// Whether one of the versions 1 to `last_version` counts: it was not returned as
    /// unusable.
    #[must_use]
    pub fn counts(&self, last_version: i32) -> bool {
        (1..=last_version).any(|number| !self.unusable.contains(&number))
    }
}

/// Adds the frozen target list of a round, in chunks.
///
/// # Errors
/// [`StoreError::Duplicate`] when a unit is listed twice.
pub async fn insert_all(w: &Write, list: &[Obligation]) -> Result<(), StoreError> {
    for chunk in list.chunks(CHUNK) {
        let rows = chunk.iter().map(|o| obligations::ActiveModel {
            id: Set(o.id.0),
            round_id: Set(o.round.0),
            unit_id: Set(o.unit.0),
            due_on: Set(day(o.due_on)),
            extended_due_on: Set(o.extended_due_on.map(day)),
            state: Set(o.state.code().into()),
            last_version: Set(o.last_version),
            first_received_at: Set(o.first_received_at.map(instant)),
            last_received_at: Set(o.last_received_at.map(instant)),
            accepted_at: Set(o.accepted_at.map(instant)),
            exempt_reason: Set(o.exempt_reason.clone()),
            version: Set(1),
            heir_id: Set(o.heir.map(|u| u.0)),
            paper_on: Set(o.paper.as_ref().map(|p| day(p.on))),
            paper_note: Set(o.paper.as_ref().map(|p| p.note.clone())),
            paper_by: Set(o.paper.as_ref().map(|p| p.by.0)),
            paper_at: Set(o.paper.as_ref().map(|p| instant(p.at))),
        });
        obligations::Entity::insert_many(rows)
            .exec_without_returning(w.conn())
            .await?;
    }
    Ok(())
}

/// Changes an obligation, if nobody changed it since `o.version` was read.
/// Round, unit and the original due day never change.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody did.
pub async fn update(w: &Write, o: &Obligation) -> Result<(), StoreError> {
    use obligations::Column as C;
    let paper = o.paper.as_ref();
    let changed = obligations::Entity::update_many()
        .col_expr(C::ExtendedDueOn, Expr::value(o.extended_due_on.map(day)))
        .col_expr(C::State, Expr::value(o.state.code()))
        .col_expr(C::LastVersion, Expr::value(o.last_version))
        .col_expr(
            C::FirstReceivedAt,
            Expr::value(o.first_received_at.map(instant)),
        )
        .col_expr(
            C::LastReceivedAt,
            Expr::value(o.last_received_at.map(instant)),
        )
        .col_expr(C::AcceptedAt, Expr::value(o.accepted_at.map(instant)))
        .col_expr(C::ExemptReason, Expr::value(o.exempt_reason.clone()))
        .col_expr(C::HeirId, Expr::value(o.heir.map(|u| u.0)))
        .col_expr(C::PaperOn, Expr::value(paper.map(|p| day(p.on))))
        .col_expr(C::PaperNote, Expr::value(paper.map(|p| p.note.clone())))
        .col_expr(C::PaperBy, Expr::value(paper.map(|p| p.by.0)))
        .col_expr(C::PaperAt, Expr::value(paper.map(|p| instant(p.at))))
        .col_expr(C::Version, Expr::col(C::Version).add(1))
        .filter(C::Id.eq(o.id.0))
        .filter(C::Version.eq(o.version))
        .exec(w.conn())
        .await?;
    if changed.rows_affected == 0 {
        Err(StoreError::Conflict)
    } else {
        Ok(())
    }
}

/// The obligation with this id.
///
/// # Errors
/// When the database fails or the row cannot be read.
pub async fn find(h: &impl Handle, id: ObligationId) -> Result<Option<Obligation>, StoreError> {
    only(obligations::Entity::find_by_id(id.0), h.conn())
        .await?
        .map(obligation)
        .transpose()
}

/// What a unit owes in a round.
///
/// # Errors
/// When the database fails or the row cannot be read.
pub async fn find_of(
    h: &impl Handle,
    round: RoundId,
    unit: UnitId,
) -> Result<Option<Obligation>, StoreError> {
    obligations::Entity::find()
        .filter(obligations::Column::RoundId.eq(round.0))
        .filter(obligations::Column::UnitId.eq(unit.0))
        .one(h.conn())
        .await?
        .map(obligation)
        .transpose()
}

/// Several obligations at once, in no particular order.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_by_ids(
    h: &impl Handle,
    ids: &[ObligationId],
) -> Result<Vec<Obligation>, StoreError> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = obligations::Entity::find()
        .filter(obligations::Column::Id.is_in(ids))
        .all(h.conn())
        .await?;
    rows.into_iter().map(obligation).collect()
}

/// All obligations of a round, in the order in which they were frozen.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_of_round(h: &impl Handle, round: RoundId) -> Result<Vec<Obligation>, StoreError> {
    let rows = obligations::Entity::find()
        .filter(obligations::Column::RoundId.eq(round.0))
        .order_by_asc(obligations::Column::Id)
        .all(h.conn())
        .await?;
    rows.into_iter().map(obligation).collect()
}

/// What these units owe in these rounds, in no order.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_of_rounds(
    h: &impl Handle,
    rounds: &[RoundId],
    units: &[UnitId],
) -> Result<Vec<Obligation>, StoreError> {
    let mut found = Vec::new();
    for chunk in units.chunks(CHUNK) {
        let rows = obligations::Entity::find()
            .filter(obligations::Column::RoundId.is_in(rounds.iter().map(|r| r.0)))
            .filter(obligations::Column::UnitId.is_in(chunk.iter().map(|u| u.0)))
            .all(h.conn())
            .await?;
        for row in rows {
            found.push(obligation(row)?);
        }
    }
    Ok(found)
}

/// All that these units still owe, also in place of units that ended, and the
/// last `done` that they owed, each newest due day first.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_of_units(
    h: &impl Handle,
    units: &[UnitId],
    done: u64,
) -> Result<Vec<Obligation>, StoreError> {
    let units: Vec<Uuid> = units.iter().map(|u| u.0).collect();
    let is_owed = obligations::Column::State.is_in(ReportState::OWED.map(ReportState::code));
    let theirs = obligations::Entity::find()
        .filter(
            Condition::any()
                .add(obligations::Column::HeirId.is_in(units.clone()))
                .add(
                    Condition::all()
                        .add(obligations::Column::HeirId.is_null())
                        .add(obligations::Column::UnitId.is_in(units)),
                ),
        )
        .order_by_desc(obligations::Column::DueOn);
    let mut rows = theirs.clone().filter(is_owed.clone()).all(h.conn()).await?;
    let past = theirs.filter(is_owed.not()).limit(done);
    rows.extend(past.all(h.conn()).await?);
    rows.into_iter().map(obligation).collect()
}

/// How many obligations of a round stand where.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StateCounts {
    /// By state; what there is none of is not in it.
    pub by_state: HashMap<ReportState, i64>,
    /// Of those that are back with their units the ones that were accepted and
    /// opened again for more figures.
    pub awaiting_final: i64,
}

/// How many obligations of each round stand in each state: all rounds, or those of
/// the reports that changed. One query more where some are back with their units.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn count_by_state(
    h: &impl Handle,
    changed: Option<&[ObligationId]>,
) -> Result<HashMap<RoundId, StateCounts>, StoreError> {
    let mut wanted = Condition::all();
    if let Some(changed) = changed {
        let rounds = Query::select()
            .column(obligations::Column::RoundId)
            .from(obligations::Entity)
            .cond_where(obligations::Column::Id.is_in(changed.iter().map(|id| id.0)))
            .to_owned();
        wanted = wanted.add(obligations::Column::RoundId.in_subquery(rounds));
    }
    let rows: Vec<(Uuid, String, i64)> = obligations::Entity::find()
        .filter(wanted.clone())
        .select_only()
        .column(obligations::Column::RoundId)
        .column(obligations::Column::State)
        .column_as(obligations::Column::Id.count(), "n")
        .group_by(obligations::Column::RoundId)
        .group_by(obligations::Column::State)
        .into_tuple()
        .all(h.conn())
        .await?;
    let mut counts: HashMap<RoundId, StateCounts> = HashMap::new();
    for (round, state, n) in rows {
        let of_round = counts.entry(RoundId(round)).or_default();
        of_round.by_state.insert(state_of(&state)?, n);
    }
    let are_back = |c: &StateCounts| BACK.iter().any(|state| c.by_state.contains_key(state));
    if counts.values().any(are_back) {
        for (round, n) in awaiting_final(h, wanted).await? {
            counts.entry(RoundId(round)).or_default().awaiting_final = n;
        }
    }
    Ok(counts)
}

/// The states in which a unit may have its report back, see [`awaits_final`].
const BACK: [ReportState; 2] = [ReportState::Returned, ReportState::Signed];

/// Of these obligations how many of each round wait for final figures: back with the
/// unit, and the return of the last version was of that kind.
async fn awaiting_final(
    h: &impl Handle,
    wanted: Condition,
) -> Result<Vec<(Uuid, i64)>, StoreError> {
    use report_returns::Column as R;
    let last = Expr::col((obligations::Entity, obligations::Column::LastVersion));
    let reopened = Query::select()
        .column((report_returns::Entity, R::ObligationId))
        .from(report_returns::Entity)
        .and_where(R::Kind.eq(ReturnKind::Estimate.code()))
        .and_where(last.eq(Expr::col((report_returns::Entity, R::VersionNumber))))
        .to_owned();
    let rows = obligations::Entity::find()
        .filter(wanted)
        .filter(obligations::Column::State.is_in(BACK.map(ReportState::code)))
        .filter(obligations::Column::Id.in_subquery(reopened))
        .select_only()
        .column(obligations::Column::RoundId)
        .column_as(obligations::Column::Id.count(), "n")
        .group_by(obligations::Column::RoundId)
        .into_tuple()
        .all(h.conn())
        .await?;
    Ok(rows)
}

/// Moves all scheduled obligations of a round to open; answers how many.
///
/// # Errors
/// When the database fails.
pub async fn open_scheduled(w: &Write, round: RoundId) -> Result<u64, StoreError> {
    let moved = obligations::Entity::update_many()
        .col_expr(
            obligations::Column::State,
            Expr::value(ReportState::Open.code()),
        )
        .col_expr(
            obligations::Column::Version,
            Expr::col(obligations::Column::Version).add(1),
        )
        .filter(obligations::Column::RoundId.eq(round.0))
        .filter(obligations::Column::State.eq(ReportState::Scheduled.code()))
        .exec(w.conn())
        .await?;
    Ok(moved.rows_affected)
}

/// Rounds whose opening day has come and that still have scheduled obligations.
///
/// # Errors
/// When the database fails.
pub async fn rounds_to_open(h: &impl Handle, today: Date) -> Result<Vec<RoundId>, StoreError> {
    let due = crate::round::list_opened_by(h, today).await?;
    let rows: Vec<Uuid> = obligations::Entity::find()
        .select_only()
        .column(obligations::Column::RoundId)
        .distinct()
        .filter(obligations::Column::State.eq(ReportState::Scheduled.code()))
        .filter(obligations::Column::RoundId.is_in(due.iter().map(|r| r.id.0)))
        .into_tuple()
        .all(h.conn())
        .await?;
    Ok(rows.into_iter().map(RoundId).collect())
}

/// What was returned in a round, by obligation: two queries, or one where no
/// version was unusable.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn returned_in(
    h: &impl Handle,
    round: RoundId,
) -> Result<HashMap<ObligationId, Returned>, StoreError> {
    let of_round = Query::select()
        .column(obligations::Column::Id)
        .from(obligations::Entity)
        .and_where(obligations::Column::RoundId.eq(round.0))
        .to_owned();
    returned_where(
        h,
        report_returns::Column::ObligationId.in_subquery(of_round),
    )
    .await
}

/// As [`returned_in`], of these reports.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn returned_of(
    h: &impl Handle,
    ids: &[ObligationId],
) -> Result<HashMap<ObligationId, Returned>, StoreError> {
    let ids = ids.iter().map(|id| id.0);
    returned_where(h, report_returns::Column::ObligationId.is_in(ids)).await
}

async fn returned_where(
    h: &impl Handle,
    which: Expr,
) -> Result<HashMap<ObligationId, Returned>, StoreError> {
    let rows = report_returns::Entity::find()
        .filter(which)
        .order_by_asc(report_returns::Column::VersionNumber)
        .all(h.conn())
        .await?;
    let mut by_id: HashMap<ObligationId, Returned> = HashMap::new();
    for row in rows {
        let returned = by_id.entry(ObligationId(row.obligation_id)).or_default();
        if row.kind == "unusable" {
            returned.unusable.push(row.version_number);
        }
        returned.last = Some(LastReturn {
            version_number: row.version_number,
            kind: row.kind,
            reason: row.reason,
            returned_at: timestamp(row.returned_at)?,
        });
    }
    let in_question: Vec<Uuid> = by_id
        .iter()
        .filter(|(_, r)| !r.unusable.is_empty())
        .map(|(id, _)| id.0)
        .collect();
    if !in_question.is_empty() {
        let receipts: Vec<(Uuid, i32, sea_orm::entity::prelude::DateTimeUtc)> =
            report_versions::Entity::find()
                .select_only()
                .column(report_versions::Column::ObligationId)
                .column(report_versions::Column::Number)
                .column(report_versions::Column::ReceivedAt)
                .filter(report_versions::Column::ObligationId.is_in(in_question))
                .into_tuple()
                .all(h.conn())
                .await?;
        for (id, number, at) in receipts {
            by_id
                .entry(ObligationId(id))
                .or_default()
                .receipts
                .push((number, timestamp(at)?));
        }
    }
    Ok(by_id)
}

fn state_of(code: &str) -> Result<ReportState, StoreError> {
    ReportState::from_code(code).ok_or_else(|| StoreError::corrupt("state", code))
}

fn obligation(row: obligations::Model) -> Result<Obligation, StoreError> {
    let paper = match (row.paper_on, row.paper_by, row.paper_at) {
        (Some(on), Some(by), Some(at)) => Some(PaperReceipt {
            on: civil(on)?,
            note: row.paper_note.unwrap_or_default(),
            by: AccountId(by),
            at: timestamp(at)?,
        }),
        _ => None,
    };
    Ok(Obligation {
        id: ObligationId(row.id),
        round: RoundId(row.round_id),
        unit: UnitId(row.unit_id),
        heir: row.heir_id.map(UnitId),
        due_on: civil(row.due_on)?,
        extended_due_on: opt_civil(row.extended_due_on)?,
        state: state_of(&row.state)?,
        last_version: row.last_version,
        first_received_at: opt_timestamp(row.first_received_at)?,
        last_received_at: opt_timestamp(row.last_received_at)?,
        accepted_at: opt_timestamp(row.accepted_at)?,
        exempt_reason: row.exempt_reason,
        paper,
        version: row.version,
    })
}
