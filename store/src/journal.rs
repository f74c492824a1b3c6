//! The append-only journal (invariant 4). There is no update and no delete here.

mod follower;

pub use self::follower::{cursor, set_cursor};
use crate::entity::{journal, journal_head};
use crate::only::only;
use crate::time::{instant, timestamp};
use crate::{Handle, StoreError, Write};
use domain::id::{AccountId, UnitId};
use domain::journal::{Entry, GENESIS, Noun, Sealed, seal};
use jiff::Timestamp;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use std::collections::HashSet;
use uuid::Uuid;

const HEAD: i64 = 1;

/// Rows per statement: SQLite binds at most 32,766 values at once.
const CHUNK: usize = 500;

/// Appends entries in order and moves the head; returns the last position.
/// Updating the head row first makes all writers of a PostgreSQL server wait
/// for each other, so positions have no gap.
pub(crate) async fn append_all(w: &Write, entries: &[Entry]) -> Result<i64, StoreError> {
    let count = i64::try_from(entries.len()).unwrap_or(i64::MAX);
    let (mut seq, mut prev_hash) = reserve(w, count).await?;
    let mut rows = Vec::with_capacity(entries.len().min(CHUNK));
    for entry in entries {
        seq += 1;
        let mut entry = entry.clone();
        // What is hashed must be what can be read back: microseconds.
        entry.at = timestamp(instant(entry.at))?;
        let hash = seal(seq, &prev_hash, &entry);
        rows.push(journal::ActiveModel {
            seq: Set(seq),
            act: Set(entry.act),
            noun: Set(entry.noun.code().into()),
            subject: Set(entry.subject),
            unit_id: Set(entry.unit.map(|u| u.0)),
            actor_id: Set(entry.actor.map(|a| a.0)),
            on_behalf_of_id: Set(entry.on_behalf_of.map(|a| a.0)),
            detail: Set(entry.detail.to_string()),
            at: Set(instant(entry.at)),
            prev_hash: Set(prev_hash),
            hash: Set(hash.clone()),
        });
        prev_hash = hash;
        if rows.len() == CHUNK {
            journal::Entity::insert_many(std::mem::take(&mut rows))
                .exec_without_returning(w.conn())
                .await?;
        }
    }
    if !rows.is_empty() {
        journal::Entity::insert_many(rows)
            .exec_without_returning(w.conn())
            .await?;
    }
    journal_head::Entity::update_many()
        .col_expr(journal_head::Column::Hash, Expr::value(prev_hash))
        .filter(journal_head::Column::Id.eq(HEAD))
        .exec(w.conn())
        .await?;
    Ok(seq)
}

/// Takes the next `count` positions; answers the position and hash before them.
async fn reserve(w: &Write, count: i64) -> Result<(i64, String), StoreError> {
    let mut head = move_head(w, count).await?;
    if head.is_none() {
        // Two first writers of a PostgreSQL server may both find no head: the
        // second waits here for the first and then finds its row.
        let row = journal_head::ActiveModel {
            id: Set(HEAD),
            seq: Set(0),
            hash: Set(GENESIS.into()),
        };
        journal_head::Entity::insert(row)
            .on_conflict(
                OnConflict::column(journal_head::Column::Id)
                    .do_nothing()
                    .to_owned(),
            )
            .exec_without_returning(w.conn())
            .await?;
        head = move_head(w, count).await?;
    }
    let head = head.ok_or(StoreError::NotFound)?;
    Ok((head.seq - count, head.hash))
}

/// Moves the head on and answers it; nothing when there is none yet.
async fn move_head(w: &Write, count: i64) -> Result<Option<journal_head::Model>, StoreError> {
    let moved = journal_head::Entity::update_many()
        .col_expr(
            journal_head::Column::Seq,
            Expr::col(journal_head::Column::Seq).add(count),
        )
        .filter(journal_head::Column::Id.eq(HEAD))
        .exec_with_returning(w.conn())
        .await?;
    Ok(moved.into_iter().next())
}

/// Entries after position `after`, oldest first.
///
/// # Errors
/// When the database fails or an entry cannot be read.
pub async fn list_after(
    h: &impl Handle,
    after: i64,
    limit: u64,
) -> Result<Vec<Sealed>, StoreError> {
    let rows = journal::Entity::find()
        .filter(journal::Column::Seq.gt(after))
        .order_by_asc(journal::Column::Seq)
        .limit(limit)
        .all(h.conn())
        .await?;
    rows.into_iter().map(sealed).collect()
}

/// Entries after position `after` up to position `last`, oldest first: for what is
/// asked after every act, since a LIMIT costs a new plan each time (`only`).
///
/// # Errors
/// When the database fails or an entry cannot be read.
pub async fn list_span(h: &impl Handle, after: i64, last: i64) -> Result<Vec<Sealed>, StoreError> {
    let rows = journal::Entity::find()
        .filter(journal::Column::Seq.gt(after))
        .filter(journal::Column::Seq.lte(last))
        .order_by_asc(journal::Column::Seq)
        .all(h.conn())
        .await?;
    rows.into_iter().map(sealed).collect()
}

/// The history of one object, newest first.
///
/// # Errors
/// When the database fails or an entry cannot be read.
pub async fn list_of(
    h: &impl Handle,
    noun: Noun,
    subject: Uuid,
) -> Result<Vec<Sealed>, StoreError> {
    let rows = journal::Entity::find()
        .filter(journal::Column::Noun.eq(noun.code()))
        .filter(journal::Column::Subject.eq(subject))
        .order_by_desc(journal::Column::Seq)
        .all(h.conn())
        .await?;
    rows.into_iter().map(sealed).collect()
}

/// The entries about these objects, each object's oldest first: those written after
/// an instant, but of the acts `but`, and of all times those of the acts `always`.
///
/// # Errors
/// When the database fails or an entry cannot be read.
pub async fn list_about(
    h: &impl Handle,
    noun: Noun,
    subjects: &[Uuid],
    after: Timestamp,
    (always, but): (&[&str], &[&str]),
) -> Result<Vec<Sealed>, StoreError> {
    use journal::Column as C;
    let mut found = Vec::new();
    for chunk in subjects.chunks(CHUNK) {
        let later = Condition::all()
            .add(C::At.gt(instant(after)))
            .add(C::Act.is_not_in(but.iter().copied()));
        let wanted = Condition::any()
            .add(later)
            .add(C::Act.is_in(always.iter().copied()));
        let rows = journal::Entity::find()
            .filter(C::Noun.eq(noun.code()))
            .filter(C::Subject.is_in(chunk.iter().copied()))
            .filter(wanted)
            .order_by_asc(C::Seq)
            .all(h.conn())
            .await?;
        for row in rows {
            found.push(sealed(row)?);
        }
    }
    Ok(found)
}

/// The entries of one act written after an instant, oldest first.
///
/// # Errors
/// When the database fails or an entry cannot be read.
pub async fn list_of_act(
    h: &impl Handle,
    noun: Noun,
    act: &str,
    after: Timestamp,
) -> Result<Vec<Sealed>, StoreError> {
    use journal::Column as C;
    let rows = journal::Entity::find()
        .filter(C::Noun.eq(noun.code()))
        .filter(C::Act.eq(act))
        .filter(C::At.gt(instant(after)))
        .order_by_asc(C::Seq)
        .all(h.conn())
        .await?;
    rows.into_iter().map(sealed).collect()
}

/// Those of these objects to which one of these acts was done by an instant.
///
/// # Errors
/// When the database fails.
pub async fn acted_on(
    h: &impl Handle,
    noun: Noun,
    subjects: &[Uuid],
    acts: &[&str],
    by: Timestamp,
) -> Result<HashSet<Uuid>, StoreError> {
    use journal::Column as C;
    let mut found = HashSet::new();
    for chunk in subjects.chunks(CHUNK) {
        let ids: Vec<Uuid> = journal::Entity::find()
            .select_only()
            .column(C::Subject)
            .distinct()
            .filter(C::Noun.eq(noun.code()))
            .filter(C::Subject.is_in(chunk.iter().copied()))
            .filter(C::Act.is_in(acts.iter().copied()))
            .filter(C::At.lte(instant(by)))
            .into_tuple()
            .all(h.conn())
            .await?;
        found.extend(ids);
    }
    Ok(found)
}

/// One page of the journal, newest first, from before `before`: entries of no
/// unit and of the given ones; of all units where none are given.
///
/// # Errors
/// When the database fails or an entry cannot be read.
pub async fn list_page(
    h: &impl Handle,
    units: Option<&[UnitId]>,
    before: Option<i64>,
    noun: Option<Noun>,
    limit: u64,
) -> Result<Vec<Sealed>, StoreError> {
    let mut query = journal::Entity::find();
    if let Some(units) = units {
        query = query.filter(
            Condition::any()
                .add(journal::Column::UnitId.is_null())
                .add(journal::Column::UnitId.is_in(units.iter().map(|u| u.0))),
        );
    }
    if let Some(before) = before {
        query = query.filter(journal::Column::Seq.lt(before));
    }
    if let Some(noun) = noun {
        query = query.filter(journal::Column::Noun.eq(noun.code()));
    }
    let rows = query
        .order_by_desc(journal::Column::Seq)
        .limit(limit)
        .all(h.conn())
        .await?;
    rows.into_iter().map(sealed).collect()
}

/// Whether all entries after position `after`, if any, are about reports of units
/// other than `units`.
///
/// # Errors
/// When the database fails.
pub async fn is_about_other_reports(
    h: &impl Handle,
    after: i64,
    units: &[UnitId],
) -> Result<bool, StoreError> {
    use journal::Column as C;
    let other = Condition::any()
        .add(C::Noun.ne(Noun::Report.code()))
        .add(C::UnitId.is_null())
        .add(C::UnitId.is_in(units.iter().map(|u| u.0)));
    // All of them, not the first: there is seldom one, and a LIMIT would cost a
    // new plan each time (`only`).
    let found: Vec<i64> = journal::Entity::find()
        .select_only()
        .column(C::Seq)
        .filter(C::Seq.gt(after))
        .filter(other)
        .into_tuple()
        .all(h.conn())
        .await?;
    Ok(found.is_empty())
}

/// Position of the last entry; 0 when there is none.
///
/// # Errors
/// When the database fails.
pub async fn head(h: &impl Handle) -> Result<(i64, String), StoreError> {
    let head = only(journal_head::Entity::find_by_id(HEAD), h.conn()).await?;
    Ok(head.map_or((0, GENESIS.into()), |h| (h.seq, h.hash)))
}

fn sealed(row: journal::Model) -> Result<Sealed, StoreError> {
    Ok(Sealed {
        seq: row.seq,
        prev_hash: row.prev_hash,
        hash: row.hash,
        entry: Entry {
            noun: Noun::from_code(&row.noun)
                .ok_or_else(|| StoreError::corrupt("noun", &row.noun))?,
            act: row.act,
            subject: row.subject,
            unit: row.unit_id.map(UnitId),
            actor: row.actor_id.map(AccountId),
            on_behalf_of: row.on_behalf_of_id.map(AccountId),
            detail: serde_json::from_str(&row.detail)?,
            at: timestamp(row.at)?,
        },
    })
}
