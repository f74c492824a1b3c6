//! Posts delegated for a time. What may be delegated is in
//! `domain::account`.

use crate::account::post;
use crate::entity::{accounts, delegations, posts};
use crate::time::{civil, day, instant};
use crate::{Handle, StoreError, Write};
use domain::account::{Acting, Delegation, Post, Right};
use domain::id::{AccountId, DelegationId, PostId};
use jiff::Timestamp;
use jiff::civil::Date;
use sea_orm::sea_query::{Expr, Query, SelectStatement};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder,
};

/// Adds a delegation.
///
/// # Errors
/// When the database fails.
pub async fn insert(w: &Write, new: &Delegation, at: Timestamp) -> Result<(), StoreError> {
    let row = delegations::ActiveModel {
        id: Set(new.id.0),
        post_id: Set(new.post.0),
        to_id: Set(new.to.0),
        valid_from: Set(day(new.from)),
        valid_to: Set(day(new.until)),
        rights: Set(serde_json::to_string(&new.rights)?),
        reason: Set(new.reason.clone()),
        given_by: Set(new.given_by.map(|a| a.0)),
        given_at: Set(instant(at)),
        version: Set(1),
    };
    delegations::Entity::insert(row)
        .exec_without_returning(w.conn())
        .await?;
    Ok(())
}

/// One delegation.
///
/// # Errors
/// When the database fails or the row cannot be read.
pub async fn find(h: &impl Handle, id: DelegationId) -> Result<Option<Delegation>, StoreError> {
    delegations::Entity::find_by_id(id.0)
        .one(h.conn())
        .await?
        .map(delegation)
        .transpose()
}

/// All delegations of a post, past ones too.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_of(h: &impl Handle, post: PostId) -> Result<Vec<Delegation>, StoreError> {
    let rows = delegations::Entity::find()
        .filter(delegations::Column::PostId.eq(post.0))
        .order_by_asc(delegations::Column::ValidFrom)
        .all(h.conn())
        .await?;
    rows.into_iter().map(delegation).collect()
}

/// All delegations with their posts, the newest first.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list(h: &impl Handle) -> Result<Vec<(Delegation, Post)>, StoreError> {
    let rows = delegations::Entity::find()
        .order_by_desc(delegations::Column::ValidFrom)
        .order_by_desc(delegations::Column::Id)
        .all(h.conn())
        .await?;
    with_posts(h, rows).await
}

/// Lets a delegation end on `until`, if nobody changed it in the meantime.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody did.
pub async fn end(w: &Write, delegation: &Delegation, until: Date) -> Result<(), StoreError> {
    use delegations::Column as C;
    let done = delegations::Entity::update_many()
        .col_expr(C::ValidTo, Expr::value(day(until)))
        .col_expr(C::Version, Expr::col(C::Version).add(1))
        .filter(C::Id.eq(delegation.id.0))
        .filter(C::Version.eq(delegation.version))
        .exec(w.conn())
        .await?;
    if done.rows_affected == 0 {
        return Err(StoreError::Conflict);
    }
    Ok(())
}

/// The posts in which a person acts on a day.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn acting(h: &impl Handle, to: AccountId, on: Date) -> Result<Vec<Acting>, StoreError> {
    let held = holding(
        h,
        on,
        Condition::all().add(delegations::Column::ToId.eq(to.0)),
    )
    .await?;
    Ok(held
        .into_iter()
        .filter_map(|(d, post)| {
            Some(Acting {
                last_day: d.until.yesterday().ok()?,
                rights: d.rights,
                post,
            })
        })
        .collect())
}

/// The posts of some roles as held by those who act in them on a day: each with
/// the account that acts.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub(crate) async fn acting_posts(
    h: &impl Handle,
    of_roles: SelectStatement,
    on: Date,
) -> Result<Vec<Post>, StoreError> {
    let places = Condition::all()
        .add(delegations::Column::PostId.in_subquery(of_roles))
        .add(delegations::Column::ToId.in_subquery(signing_in()));
    let held = holding(h, on, places).await?;
    Ok(held
        .into_iter()
        .map(|(d, post)| Post {
            account: d.to,
            ..post
        })
        .collect())
}

/// Accounts that may sign in.
pub(crate) fn signing_in() -> SelectStatement {
    Query::select()
        .column(accounts::Column::Id)
        .from(accounts::Entity)
        .and_where(Expr::col(accounts::Column::IsActive).eq(true))
        .to_owned()
}

/// Delegations that hold on a day: their post holds too, and its holder's
/// account is not locked, so that a lock cuts everything that account gave.
async fn holding(
    h: &impl Handle,
    on: Date,
    places: Condition,
) -> Result<Vec<(Delegation, Post)>, StoreError> {
    use delegations::Column as C;
    let rows = delegations::Entity::find()
        .filter(places)
        .filter(C::ValidFrom.lte(day(on)))
        .filter(C::ValidTo.gt(day(on)))
        .order_by_asc(C::ValidFrom)
        .order_by_asc(C::Id)
        .all(h.conn())
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = with_posts(h, rows).await?;
    found.retain(|(_, post)| post.holds_on(on));
    let holders: Vec<AccountId> = found.iter().map(|(_, p)| p.account).collect();
    let active: Vec<AccountId> = crate::account::list_by_ids(h, &holders)
        .await?
        .into_iter()
        .filter(|a| a.is_active)
        .map(|a| a.id)
        .collect();
    found.retain(|(_, post)| active.contains(&post.account));
    Ok(found)
}

async fn with_posts(
    h: &impl Handle,
    rows: Vec<delegations::Model>,
) -> Result<Vec<(Delegation, Post)>, StoreError> {
    let mut found = Vec::with_capacity(rows.len());
    for chunk in rows.chunks(500) {
        let ids = chunk.iter().map(|r| r.post_id);
        let held = posts::Entity::find()
            .filter(posts::Column::Id.is_in(ids))
            .all(h.conn())
            .await?;
        let held: std::collections::HashMap<_, _> = held.into_iter().map(|p| (p.id, p)).collect();
        for row in chunk {
            let of = held.get(&row.post_id).ok_or(StoreError::NotFound)?;
            found.push((delegation(row.clone())?, post(of.clone())?));
        }
    }
    Ok(found)
}

fn delegation(row: delegations::Model) -> Result<Delegation, StoreError> {
    let rights: Vec<Right> = serde_json::from_str(&row.rights)?;
    Ok(Delegation {
        id: DelegationId(row.id),
        post: PostId(row.post_id),
        to: AccountId(row.to_id),
        from: civil(row.valid_from)?,
        until: civil(row.valid_to)?,
        rights,
        reason: row.reason,
        given_by: row.given_by.map(AccountId),
        version: row.version,
    })
}
