//! Rounds of opinions on a draft, and the opinions.

use crate::entity::{consolidations, opinion_rounds, opinions};
use crate::time::{instant, opt_timestamp, timestamp};
use crate::{Handle, StoreError, Write};
use domain::consolidation::{OpinionAnswer, Window};
use domain::id::{AccountId, ConsolidationId, OpinionId, OpinionRoundId, RoundId, UnitId};
use jiff::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait,
};
use uuid::Uuid;

/// A round of opinions on the draft as it was when it was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpinionRound {
    /// Its id.
    pub id: OpinionRoundId,
    /// Of which report.
    pub consolidation: ConsolidationId,
    /// From 1.
    pub number: i32,
    /// The draft that is looked at, canonical JSON.
    pub body: String,
    /// SHA-256 of `body`.
    pub sha256: String,
    /// Position of the journal up to which data are in.
    pub journal_seq: i64,
    /// The units asked.
    pub asked: Vec<UnitId>,
    /// When opinions are taken.
    pub window: Window,
    /// Who opened it.
    pub opened_by: AccountId,
    /// When.
    pub opened_at: Timestamp,
    /// Counter of changes.
    pub version: i32,
}

/// One opinion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opinion {
    /// Its id.
    pub id: OpinionId,
    /// In which round of opinions.
    pub round: OpinionRoundId,
    /// Of which unit.
    pub unit: UnitId,
    /// Section it is about; empty for the report as a whole.
    pub section: String,
    /// Paragraph of that section, from 1; 0 for the section as a whole.
    pub paragraph: i32,
    /// What is said.
    pub text: String,
    /// Who said it.
    pub given_by: AccountId,
    /// When.
    pub given_at: Timestamp,
    /// What the office made of it.
    pub answer: OpinionAnswer,
    /// In what words.
    pub answer_text: String,
    /// Who answered.
    pub answered_by: Option<AccountId>,
    /// When.
    pub answered_at: Option<Timestamp>,
    /// Counter of changes.
    pub version: i32,
}

/// Opens a round of opinions.
///
/// # Errors
/// [`StoreError::Duplicate`] when the number is taken.
pub async fn insert_opinion_round(w: &Write, new: &OpinionRound) -> Result<(), StoreError> {
    let row = opinion_rounds::ActiveModel {
        id: Set(new.id.0),
        consolidation_id: Set(new.consolidation.0),
        number: Set(new.number),
        body: Set(new.body.clone()),
        sha256: Set(new.sha256.clone()),
        journal_seq: Set(new.journal_seq),
        asked: Set(serde_json::to_string(&new.asked)?),
        opens_at: Set(instant(new.window.opens_at)),
        closes_at: Set(instant(new.window.closes_at)),
        closed_at: Set(new.window.closed_at.map(instant)),
        opened_by: Set(new.opened_by.0),
        opened_at: Set(instant(new.opened_at)),
        version: Set(1),
    };
    opinion_rounds::Entity::insert(row)
        .exec_without_returning(w.conn())
        .await?;
    Ok(())
}

/// Ends a round of opinions before its time.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody changed it meanwhile.
pub async fn close_opinion_round(
    w: &Write,
    round: &OpinionRound,
    at: Timestamp,
) -> Result<(), StoreError> {
    use opinion_rounds::Column as C;
    let changed = opinion_rounds::Entity::update_many()
        .col_expr(C::ClosedAt, Expr::value(Some(instant(at))))
        .col_expr(C::Version, Expr::col(C::Version).add(1))
        .filter(C::Id.eq(round.id.0))
        .filter(C::Version.eq(round.version))
        .exec(w.conn())
        .await?;
    match changed.rows_affected {
        0 => Err(StoreError::Conflict),
        _ => Ok(()),
    }
}

/// The rounds of opinions on a report, first one first.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_opinion_rounds(
    h: &impl Handle,
    report: ConsolidationId,
) -> Result<Vec<OpinionRound>, StoreError> {
    opinion_rounds::Entity::find()
        .filter(opinion_rounds::Column::ConsolidationId.eq(report.0))
        .order_by_asc(opinion_rounds::Column::Number)
        .all(h.conn())
        .await?
        .into_iter()
        .map(opinion_round)
        .collect()
}

/// The rounds of opinions that have not reached their closing time at `now`,
/// whoever is asked.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_asking(h: &impl Handle, now: Timestamp) -> Result<Vec<OpinionRound>, StoreError> {
    use opinion_rounds::Column as C;
    opinion_rounds::Entity::find()
        .filter(C::ClosesAt.gte(instant(now)))
        .filter(C::ClosedAt.is_null())
        .order_by_asc(C::ClosesAt)
        .all(h.conn())
        .await?
        .into_iter()
        .map(opinion_round)
        .collect()
}

/// The round of opinions with this id.
///
/// # Errors
/// When the database fails or the row cannot be read.
pub async fn find_opinion_round(
    h: &impl Handle,
    id: OpinionRoundId,
) -> Result<Option<OpinionRound>, StoreError> {
    let row = opinion_rounds::Entity::find_by_id(id.0)
        .one(h.conn())
        .await?;
    row.map(opinion_round).transpose()
}

/// The round of whose report these are opinions, without the draft that is looked at.
///
/// # Errors
/// When the database fails.
pub async fn round_of_opinions(
    h: &impl Handle,
    id: OpinionRoundId,
) -> Result<Option<RoundId>, StoreError> {
    let report = opinion_rounds::Entity::find()
        .select_only()
        .column(opinion_rounds::Column::ConsolidationId)
        .filter(opinion_rounds::Column::Id.eq(id.0))
        .into_query();
    let rounds: Vec<Uuid> = consolidations::Entity::find()
        .select_only()
        .column(consolidations::Column::RoundId)
        .filter(consolidations::Column::Id.in_subquery(report))
        .into_tuple()
        .all(h.conn())
        .await?;
    Ok(rounds.into_iter().next().map(RoundId))
}

/// Keeps an opinion.
///
/// # Errors
/// When the database fails.
pub async fn insert_opinion(w: &Write, new: &Opinion) -> Result<(), StoreError> {
    let row = opinions::ActiveModel {
        id: Set(new.id.0),
        opinion_round_id: Set(new.round.0),
        unit_id: Set(new.unit.0),
        section: Set(new.section.clone()),
        paragraph: Set(new.paragraph),
        text: Set(new.text.clone()),
        given_by: Set(new.given_by.0),
        given_at: Set(instant(new.given_at)),
        answer: Set(new.answer.code().into()),
        answer_text: Set(new.answer_text.clone()),
        answered_by: Set(new.answered_by.map(|a| a.0)),
        answered_at: Set(new.answered_at.map(instant)),
        version: Set(1),
    };
    opinions::Entity::insert(row)
        .exec_without_returning(w.conn())
        .await?;
    Ok(())
}

/// Keeps the office's answer.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody answered meanwhile.
pub async fn answer_opinion(w: &Write, opinion: &Opinion) -> Result<(), StoreError> {
    use opinions::Column as C;
    let changed = opinions::Entity::update_many()
        .col_expr(C::Answer, Expr::value(opinion.answer.code()))
        .col_expr(C::AnswerText, Expr::value(opinion.answer_text.clone()))
        .col_expr(C::AnsweredBy, Expr::value(opinion.answered_by.map(|a| a.0)))
        .col_expr(C::AnsweredAt, Expr::value(opinion.answered_at.map(instant)))
        .col_expr(C::Version, Expr::col(C::Version).add(1))
        .filter(C::Id.eq(opinion.id.0))
        .filter(C::Version.eq(opinion.version))
        .exec(w.conn())
        .await?;
    match changed.rows_affected {
        0 => Err(StoreError::Conflict),
        _ => Ok(()),
    }
}

/// The opinion with this id.
///
/// # Errors
/// When the database fails or the row cannot be read.
pub async fn find_opinion(h: &impl Handle, id: OpinionId) -> Result<Option<Opinion>, StoreError> {
    let row = opinions::Entity::find_by_id(id.0).one(h.conn()).await?;
    row.map(opinion).transpose()
}

/// The opinions of these rounds, oldest first.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_opinions(
    h: &impl Handle,
    rounds: &[OpinionRoundId],
) -> Result<Vec<Opinion>, StoreError> {
    if rounds.is_empty() {
        return Ok(Vec::new());
    }
    opinions::Entity::find()
        .filter(opinions::Column::OpinionRoundId.is_in(rounds.iter().map(|r| r.0)))
        .order_by_asc(opinions::Column::GivenAt)
        .order_by_asc(opinions::Column::Id)
        .all(h.conn())
        .await?
        .into_iter()
        .map(opinion)
        .collect()
}

fn opinion_round(row: opinion_rounds::Model) -> Result<OpinionRound, StoreError> {
    Ok(OpinionRound {
        id: OpinionRoundId(row.id),
        consolidation: ConsolidationId(row.consolidation_id),
        number: row.number,
        body: row.body,
        sha256: row.sha256,
        journal_seq: row.journal_seq,
        asked: serde_json::from_str(&row.asked)?,
        window: Window {
            opens_at: timestamp(row.opens_at)?,
            closes_at: timestamp(row.closes_at)?,
            closed_at: opt_timestamp(row.closed_at)?,
        },
        opened_by: AccountId(row.opened_by),
        opened_at: timestamp(row.opened_at)?,
        version: row.version,
    })
}

fn opinion(row: opinions::Model) -> Result<Opinion, StoreError> {
    Ok(Opinion {
        id: OpinionId(row.id),
        round: OpinionRoundId(row.opinion_round_id),
        unit: UnitId(row.unit_id),
        section: row.section,
        paragraph: row.paragraph,
        text: row.text,
        given_by: AccountId(row.given_by),
        given_at: timestamp(row.given_at)?,
        answer: OpinionAnswer::from_code(&row.answer)
            .ok_or_else(|| StoreError::corrupt("answer", &row.answer))?,
        answer_text: row.answer_text,
        answered_by: row.answered_by.map(AccountId),
        answered_at: opt_timestamp(row.answered_at)?,
        version: row.version,
    })
}
