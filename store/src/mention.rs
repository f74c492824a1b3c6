//! Where documents are named in texts: an index that a follower of the journal
//! keeps and that can be rebuilt from zero. By number and not by entry of the
//! register, so that an entry made later finds what named it before.

use crate::entity::mentions as t;
use crate::time::{civil, day};
use crate::{Handle, StoreError, Write};
use domain::id::UnitId;
use jiff::civil::Date;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use t::Column as C;
use uuid::Uuid;

domain::codes! {
    /// Kinds of texts that name documents.
    MentionNoun {
        /// A unit's report; the subject is its duty.
        Report = "report",
        /// A unit's requests for more time for a report, with the decisions; the
        /// subject is its duty.
        Extension = "extension",
        /// A consolidated report; the subject is its round.
        Consolidation = "consolidation",
        /// A unit's opinion on the draft of one, with the answer; the unit is the area
        /// of the round.
        Opinion = "opinion",
        /// The conclusions of a conference.
        Conference = "conference",
        /// The minutes of a past conference: the text that was read in. The subject is
        /// the conference.
        Minutes = "minutes",
        /// An article.
        Article = "article",
        /// A task.
        Task = "task",
    }
}

/// One place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Its id.
    pub id: Uuid,
    /// The number, folded as the register folds it; of a bare one its type and
    /// digits ("nghi quyet 68").
    pub number_key: String,
    /// In what.
    pub noun: MentionNoun,
    /// Its id.
    pub subject: Uuid,
    /// The unit whose matter it is: decides who may see it.
    pub unit: UnitId,
    /// What the text is called.
    pub title: String,
    /// The words around the number.
    pub quote: String,
    /// The day of the text.
    pub dated_on: Date,
}

/// Rows per statement, well below what a statement may bind.
const CHUNK: usize = 500;

/// Replaces what is known of some texts by `new`: few statements however many
/// texts, since the turn to write is waited for.
///
/// # Errors
/// When the database fails.
pub async fn replace(
    w: &Write,
    texts: &[(MentionNoun, Uuid)],
    new: &[Mention],
) -> Result<(), StoreError> {
    for noun in MentionNoun::ALL {
        let of_noun = texts.iter().filter(|(n, _)| n == noun);
        let subjects: Vec<Uuid> = of_noun.map(|(_, subject)| *subject).collect();
        for subjects in subjects.chunks(CHUNK) {
            t::Entity::delete_many()
                .filter(C::Noun.eq(noun.code()))
                .filter(C::SubjectId.is_in(subjects.iter().copied()))
                .exec(w.conn())
                .await?;
        }
    }
    for new in new.chunks(CHUNK) {
        let rows = new.iter().map(|m| t::ActiveModel {
            id: Set(m.id),
            number_key: Set(m.number_key.clone()),
            noun: Set(m.noun.code().into()),
            subject_id: Set(m.subject),
            unit_id: Set(m.unit.0),
            title: Set(m.title.clone()),
            quote: Set(m.quote.clone()),
            dated_on: Set(day(m.dated_on)),
        });
        t::Entity::insert_many(rows)
            .exec_without_returning(w.conn())
            .await?;
    }
    Ok(())
}

/// Forgets everything, to be rebuilt.
///
/// # Errors
/// When the database fails.
pub async fn clear(w: &Write) -> Result<(), StoreError> {
    t::Entity::delete_many().exec(w.conn()).await?;
    Ok(())
}

/// Places that name one of these numbers on or after a day, newest first, page by
/// page.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list(
    h: &impl Handle,
    number_keys: &[String],
    from: Option<Date>,
    skip: u64,
    limit: u64,
) -> Result<Vec<Mention>, StoreError> {
    let mut found = t::Entity::find().filter(C::NumberKey.is_in(number_keys));
    if let Some(from) = from {
        found = found.filter(C::DatedOn.gte(day(from)));
    }
    let rows = found
        .order_by_desc(C::DatedOn)
        .order_by_asc(C::Id)
        .offset(skip)
        .limit(limit)
        .all(h.conn())
        .await?;
    rows.into_iter()
        .map(|r| {
            Ok(Mention {
                id: r.id,
                number_key: r.number_key,
                noun: MentionNoun::from_code(&r.noun)
                    .ok_or_else(|| StoreError::corrupt("noun", &r.noun))?,
                subject: r.subject_id,
                unit: UnitId(r.unit_id),
                title: r.title,
                quote: r.quote,
                dated_on: civil(r.dated_on)?,
            })
        })
        .collect()
}
