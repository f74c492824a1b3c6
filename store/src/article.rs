//! Articles of the portal. Rules are `domain::article`, photos' bytes
//! [`crate::blob`].

use crate::entity::articles::{ActiveModel, Column, Entity, Model};
use crate::entity::{consolidations, snapshots};
use crate::time::{instant, opt_timestamp, timestamp};
use crate::{Handle, StoreError, Write};
use domain::article::{ArticleState, Category, Photo};
use domain::id::{AccountId, ArticleId, ConferenceId, RoundId, UnitId};
use jiff::Timestamp;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};
use std::collections::BTreeMap;

/// An article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// Its id.
    pub id: ArticleId,
    /// Readable part of its address.
    pub slug: String,
    /// Title.
    pub title: String,
    /// First paragraph, also shown in lists.
    pub lead: String,
    /// Text in Markdown without HTML.
    pub body: String,
    /// Heading under which it stands.
    pub category: Category,
    /// The conference it tells of, if any.
    pub conference: Option<ConferenceId>,
    /// The office whose article it is.
    pub office: UnitId,
    /// Where it stands.
    pub state: ArticleState,
    /// Photos in order; the first leads.
    pub photos: Vec<Photo>,
    /// What was corrected after publication, one line each, oldest first.
    pub correction: Option<String>,
    /// Why it was withdrawn.
    pub withdrawal_reason: Option<String>,
    /// SHA-256 of each part of the record as the editor last saw it; `None` for
    /// an article without a record.
    pub record: Option<BTreeMap<String, String>>,
    /// Who began it.
    pub written_by: AccountId,
    /// Who made it public first.
    pub published_by: Option<AccountId>,
    /// When it became public first.
    pub published_at: Option<Timestamp>,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// Counter of changes.
    pub version: i32,
}

/// The article with this id.
///
/// # Errors
/// When the database fails or the row cannot be read.
pub async fn find(h: &impl Handle, id: ArticleId) -> Result<Option<Article>, StoreError> {
    Entity::find_by_id(id.0)
        .one(h.conn())
        .await?
        .map(article)
        .transpose()
}

/// The article with this address.
///
/// # Errors
/// As [`find`].
pub async fn find_by_slug(h: &impl Handle, slug: &str) -> Result<Option<Article>, StoreError> {
    let row = Entity::find()
        .filter(Column::Slug.eq(slug))
        .one(h.conn())
        .await?;
    row.map(article).transpose()
}

/// The addresses in use that begin with `slug`.
///
/// # Errors
/// When the database fails.
pub async fn slugs_like(h: &impl Handle, slug: &str) -> Result<Vec<String>, StoreError> {
    Ok(Entity::find()
        .select_only()
        .column(Column::Slug)
        .filter(Column::Slug.starts_with(slug))
        .into_tuple()
        .all(h.conn())
        .await?)
}

/// Articles of these offices, last changed first; `None` = of all.
///
/// # Errors
/// As [`find`].
pub async fn list(
    h: &impl Handle,
    offices: Option<&[UnitId]>,
    limit: u64,
    offset: u64,
) -> Result<Vec<Article>, StoreError> {
    let mut query = Entity::find();
    if let Some(offices) = offices {
        query = query.filter(Column::OfficeId.is_in(offices.iter().map(|u| u.0)));
    }
    let rows = query
        .order_by_desc(Column::UpdatedAt)
        .order_by_desc(Column::Id)
        .limit(limit)
        .offset(offset)
        .all(h.conn())
        .await?;
    rows.into_iter().map(article).collect()
}

/// Public articles, latest first, of one heading or all.
///
/// # Errors
/// As [`find`].
pub async fn list_published(
    h: &impl Handle,
    category: Option<Category>,
    limit: u64,
    offset: u64,
) -> Result<Vec<Article>, StoreError> {
    let mut query = Entity::find().filter(Column::State.eq(ArticleState::Published.code()));
    if let Some(category) = category {
        query = query.filter(Column::Category.eq(category.code()));
    }
    let rows = query
        .order_by_desc(Column::PublishedAt)
        .order_by_desc(Column::Id)
        .limit(limit)
        .offset(offset)
        .all(h.conn())
        .await?;
    rows.into_iter().map(article).collect()
}

/// The latest frozen consolidated report of a round, as canonical JSON of
/// `domain::consolidation::Content`; figures become public from it only.
///
/// # Errors
/// When the database fails.
pub async fn frozen_report(h: &impl Handle, round: RoundId) -> Result<Option<String>, StoreError> {
    let reports = consolidations::Entity::find()
        .select_only()
        .column(consolidations::Column::Id)
        .filter(consolidations::Column::RoundId.eq(round.0))
        .into_query();
    Ok(snapshots::Entity::find()
        .select_only()
        .column(snapshots::Column::Body)
        .filter(snapshots::Column::ConsolidationId.in_subquery(reports))
        .order_by_desc(snapshots::Column::Number)
        .into_tuple()
        .one(h.conn())
        .await?)
}

/// Adds an article.
///
/// # Errors
/// [`StoreError::Duplicate`] when the address is taken.
pub async fn insert(w: &Write, new: &Article) -> Result<(), StoreError> {
    let mut row = changed(new)?;
    row.id = Set(new.id.0);
    row.conference_id = Set(new.conference.map(|c| c.0));
    row.office_id = Set(new.office.0);
    row.written_by = Set(new.written_by.0);
    row.version = Set(1);
    Entity::insert(row).exec_without_returning(w.conn()).await?;
    Ok(())
}

/// Changes an article, if nobody changed it since `article.version` was read.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody did.
pub async fn update(w: &Write, article: &Article) -> Result<(), StoreError> {
    let mut row = changed(article)?;
    row.version = Set(article.version + 1);
    let done = Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(article.id.0))
        .filter(Column::Version.eq(article.version))
        .exec(w.conn())
        .await?;
    if done.rows_affected == 0 {
        Err(StoreError::Conflict)
    } else {
        Ok(())
    }
}

fn changed(from: &Article) -> Result<ActiveModel, StoreError> {
    let record = from
        .record
        .as_ref()
        .map(serde_json::to_string)
        .transpose()?;
    Ok(ActiveModel {
        slug: Set(from.slug.clone()),
        title: Set(from.title.clone()),
        lead: Set(from.lead.clone()),
        body: Set(from.body.clone()),
        category: Set(from.category.code().into()),
        state: Set(from.state.code().into()),
        photos: Set(serde_json::to_string(&from.photos)?),
        correction: Set(from.correction.clone()),
        withdrawal_reason: Set(from.withdrawal_reason.clone()),
        record: Set(record),
        published_by: Set(from.published_by.map(|a| a.0)),
        published_at: Set(from.published_at.map(instant)),
        updated_at: Set(instant(from.updated_at)),
        ..ActiveModel::default()
    })
}

fn article(row: Model) -> Result<Article, StoreError> {
    let state = ArticleState::from_code(&row.state)
        .ok_or_else(|| StoreError::corrupt("article state", &row.state))?;
    let category = Category::from_code(&row.category)
        .ok_or_else(|| StoreError::corrupt("article category", &row.category))?;
    let record = row
        .record
        .as_deref()
        .map(serde_json::from_str)
        .transpose()?;
    Ok(Article {
        id: ArticleId(row.id),
        slug: row.slug,
        title: row.title,
        lead: row.lead,
        body: row.body,
        category,
        conference: row.conference_id.map(ConferenceId),
        office: UnitId(row.office_id),
        state,
        photos: serde_json::from_str(&row.photos)?,
        correction: row.correction,
        withdrawal_reason: row.withdrawal_reason,
        record,
        written_by: AccountId(row.written_by),
        published_by: row.published_by.map(AccountId),
        published_at: opt_timestamp(row.published_at)?,
        updated_at: timestamp(row.updated_at)?,
        version: row.version,
    })
}
