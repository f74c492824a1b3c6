//! The register of an office's documents (sổ văn bản đi): lines without contents,
//! page by page. The documents themselves are [`crate::issued`].

use crate::entity::consolidations;
use crate::entity::issued_documents::{Column, Entity};
use crate::time::{civil, day};
use crate::{Handle, StoreError};
use domain::id::{ConferenceId, RoundId, UnitId};
use domain::journal::Noun;
use domain::numbering::IssuerKind;
use jiff::civil::{Date, date};
use sea_orm::entity::prelude::ChronoDate;
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use std::collections::HashMap;
use uuid::Uuid;

/// What a document is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IssuedAbout {
    /// The consolidated report of a round.
    Round(RoundId),
    /// The conclusions of a conference.
    Conference(ConferenceId),
}

/// A line of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuedLine {
    /// Number and symbol.
    pub symbol: String,
    /// Type as in the symbol.
    pub doc_type: String,
    /// Date written on it.
    pub issued_on: Date,
    /// Trích yếu.
    pub subject: String,
    /// Who signed, and as what.
    pub signer: (String, String),
    /// What it is about.
    pub about: IssuedAbout,
}

/// Which documents of an office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IssuedFilter {
    /// The office.
    pub issuer: UnitId,
    /// Dated in this year; in any when none.
    pub year: Option<i16>,
}

impl IssuedFilter {
    fn select(self) -> sea_orm::Select<Entity> {
        let all = Entity::find().filter(Column::IssuerId.eq(self.issuer.0));
        match self.year {
            None => all,
            Some(year) => all.filter(
                Column::IssuedOn
                    .gte(day(date(year, 1, 1)))
                    .and(Column::IssuedOn.lte(day(date(year, 12, 31)))),
            ),
        }
    }
}

/// How many there are.
///
/// # Errors
/// When the database fails.
pub async fn count(h: &impl Handle, filter: IssuedFilter) -> Result<usize, StoreError> {
    let count = filter.select().count(h.conn()).await?;
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}

/// A part of them, latest day first.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list(
    h: &impl Handle,
    filter: IssuedFilter,
    limit: usize,
    offset: usize,
) -> Result<Vec<IssuedLine>, StoreError> {
    type Row = (
        String,
        String,
        ChronoDate,
        String,
        String,
        String,
        String,
        Uuid,
    );
    let rows: Vec<Row> = filter
        .select()
        .select_only()
        .columns([
            Column::Symbol,
            Column::DocType,
            Column::IssuedOn,
            Column::Subject,
            Column::SignerName,
            Column::SignerTitle,
            Column::Noun,
            Column::SubjectId,
        ])
        .order_by_desc(Column::IssuedOn)
        .order_by_desc(Column::IssuedAt)
        .order_by_desc(Column::Number)
        .order_by_desc(Column::Id)
        .limit(limit as u64)
        .offset(offset as u64)
        .into_tuple()
        .all(h.conn())
        .await?;
    let reports: Vec<Uuid> = rows
        .iter()
        .filter(|row| row.6 == Noun::Consolidation.code())
        .map(|row| row.7)
        .collect();
    let rounds = rounds_of(h, &reports).await?;
    rows.into_iter()
        .map(|(symbol, doc_type, on, subject, name, title, noun, id)| {
            let about = if noun == Noun::Conference.code() {
                IssuedAbout::Conference(ConferenceId(id))
            } else {
                IssuedAbout::Round(*rounds.get(&id).ok_or(StoreError::NotFound)?)
            };
            Ok(IssuedLine {
                symbol,
                doc_type,
                issued_on: civil(on)?,
                subject,
                signer: (name, title),
                about,
            })
        })
        .collect()
}

async fn rounds_of(h: &impl Handle, ids: &[Uuid]) -> Result<HashMap<Uuid, RoundId>, StoreError> {
    use consolidations::Column as C;
    let rows: Vec<(Uuid, Uuid)> = consolidations::Entity::find()
        .select_only()
        .columns([C::Id, C::RoundId])
        .filter(C::Id.is_in(ids.iter().copied()))
        .into_tuple()
        .all(h.conn())
        .await?;
    let rows = rows.into_iter();
    Ok(rows.map(|(id, round)| (id, RoundId(round))).collect())
}

/// The latest day on a document of this form, if the office issued any.
///
/// # Errors
/// When the database fails or the row cannot be read.
pub async fn last_day(
    h: &impl Handle,
    issuer: UnitId,
    kind: IssuerKind,
) -> Result<Option<Date>, StoreError> {
    let last: Option<Option<ChronoDate>> = Entity::find()
        .select_only()
        .column_as(Column::IssuedOn.max(), "last")
        .filter(Column::IssuerId.eq(issuer.0))
        .filter(Column::IssuerKind.eq(kind.code()))
        .into_tuple()
        .one(h.conn())
        .await?;
    last.flatten().map(civil).transpose()
}
