//! Conclusions: numbered items, drafts until the notice is issued.

use crate::entity::conclusions::{ActiveModel, Column, Entity, Model};
use crate::entity::issued_documents;
use crate::time::{day, opt_civil};
use crate::{Handle, StoreError, Write};
use domain::conference::ConclusionDraft;
use domain::id::{ConclusionId, ConferenceId, UnitId};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};

/// A conclusion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conclusion {
    /// Its id.
    pub id: ConclusionId,
    /// Its number, from 1.
    pub number: i32,
    /// What it says.
    pub draft: ConclusionDraft,
    /// Counter of changes.
    pub version: i32,
}

/// The conclusions of a conference, in order.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_conclusions(
    h: &impl Handle,
    conference: ConferenceId,
) -> Result<Vec<Conclusion>, StoreError> {
    let rows = Entity::find()
        .filter(Column::ConferenceId.eq(conference.0))
        .order_by_asc(Column::Number)
        .all(h.conn())
        .await?;
    rows.into_iter().map(conclusion).collect()
}

/// One conclusion, with its conference.
///
/// # Errors
/// When the database fails or the row cannot be read.
pub async fn find_conclusion(
    h: &impl Handle,
    id: ConclusionId,
) -> Result<Option<(ConferenceId, Conclusion)>, StoreError> {
    let row = Entity::find_by_id(id.0).one(h.conn()).await?;
    row.map(|r| Ok((ConferenceId(r.conference_id), conclusion(r)?)))
        .transpose()
}

/// The conclusions that bind nobody yet: those of conferences without a notice.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_unissued(h: &impl Handle) -> Result<Vec<Conclusion>, StoreError> {
    let issued = issued_documents::Entity::find()
        .select_only()
        .column(issued_documents::Column::SubjectId)
        .filter(issued_documents::Column::Noun.eq("conference"))
        .into_query();
    let rows = Entity::find()
        .filter(Column::ConferenceId.not_in_subquery(issued))
        .order_by_asc(Column::Id)
        .all(h.conn())
        .await?;
    rows.into_iter().map(conclusion).collect()
}

/// Adds a conclusion.
///
/// # Errors
/// [`StoreError::Duplicate`] when the number is taken.
pub async fn insert_conclusion(
    w: &Write,
    conference: ConferenceId,
    new: &Conclusion,
) -> Result<(), StoreError> {
    let mut row = changed(new)?;
    row.id = Set(new.id.0);
    row.conference_id = Set(conference.0);
    row.version = Set(1);
    Entity::insert(row).exec_without_returning(w.conn()).await?;
    Ok(())
}

/// Changes a conclusion.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody changed it in the meantime.
pub async fn update_conclusion(w: &Write, conclusion: &Conclusion) -> Result<(), StoreError> {
    let mut row = changed(conclusion)?;
    row.version = Set(conclusion.version + 1);
    let done = Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(conclusion.id.0))
        .filter(Column::Version.eq(conclusion.version))
        .exec(w.conn())
        .await?;
    if done.rows_affected == 0 {
        Err(StoreError::Conflict)
    } else {
        Ok(())
    }
}

/// Takes a conclusion out.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody changed it in the meantime.
pub async fn delete_conclusion(w: &Write, conclusion: &Conclusion) -> Result<(), StoreError> {
    let done = Entity::delete_many()
        .filter(Column::Id.eq(conclusion.id.0))
        .filter(Column::Version.eq(conclusion.version))
        .exec(w.conn())
        .await?;
    if done.rows_affected == 0 {
        Err(StoreError::Conflict)
    } else {
        Ok(())
    }
}

fn changed(from: &Conclusion) -> Result<ActiveModel, StoreError> {
    let draft = &from.draft;
    Ok(ActiveModel {
        number: Set(from.number),
        text: Set(draft.text.clone()),
        lead_id: Set(draft.lead.map(|u| u.0)),
        cooperating: Set(serde_json::to_string(&draft.cooperating)?),
        also: Set(serde_json::to_string(&draft.also)?),
        due_on: Set(draft.due_on.map(day)),
        output: Set(draft.output.clone()),
        is_public: Set(draft.is_public),
        ..ActiveModel::default()
    })
}

fn conclusion(row: Model) -> Result<Conclusion, StoreError> {
    Ok(Conclusion {
        id: ConclusionId(row.id),
        number: row.number,
        draft: ConclusionDraft {
            text: row.text,
            lead: row.lead_id.map(UnitId),
            cooperating: serde_json::from_str(&row.cooperating)?,
            also: serde_json::from_str(&row.also)?,
            due_on: opt_civil(row.due_on)?,
            output: row.output,
            is_public: row.is_public,
        },
        version: row.version,
    })
}
