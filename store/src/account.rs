//! Accounts, posts, sessions and sign-in attempts.

use crate::delegation;
use crate::entity::{accounts, login_attempts, posts, sessions};
use crate::only::only;
use crate::time::{civil, day, instant, opt_civil, timestamp};
use crate::{Handle, StoreError, Write};
use domain::account::{Post, Role};
use domain::id::{AccountId, PostId, SessionId, UnitId};
use domain::text;
use jiff::Timestamp;
use jiff::civil::Date;
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use uuid::Uuid;

/// An account: name, work contact, nothing else about the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// Name for signing in, folded to lower case.
    pub login: String,
    /// Full name.
    pub full_name: String,
    /// Work e-mail; may be empty.
    pub work_email: String,
    /// Argon2id hash in PHC form.
    pub password_hash: String,
    /// Whether it may sign in.
    pub is_active: bool,
    /// Whether the password was set by somebody else and serves once.
    pub is_password_temporary: bool,
    /// Language, "vi" or "en".
    pub locale: String,
    /// Counter of changes.
    pub version: i32,
}

/// A signed-in browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// Whose.
    pub account: AccountId,
    /// When it began.
    pub created_at: Timestamp,
    /// Last request, to the minute.
    pub last_seen_at: Timestamp,
    /// Token that forms carry.
    pub form_token: String,
}

/// The account with this login.
///
/// # Errors
/// When the database fails.
pub async fn find_by_login(h: &impl Handle, login: &str) -> Result<Option<Account>, StoreError> {
    let row = accounts::Entity::find()
        .filter(accounts::Column::Login.eq(text::fold(login)))
        .one(h.conn())
        .await?;
    Ok(row.map(account))
}

/// The account with this id.
///
/// # Errors
/// When the database fails.
pub async fn find(h: &impl Handle, id: AccountId) -> Result<Option<Account>, StoreError> {
    Ok(only(accounts::Entity::find_by_id(id.0), h.conn())
        .await?
        .map(account))
}

/// All accounts, by login.
///
/// # Errors
/// When the database fails.
pub async fn list(h: &impl Handle) -> Result<Vec<Account>, StoreError> {
    let rows = accounts::Entity::find()
        .order_by_asc(accounts::Column::Login)
        .all(h.conn())
        .await?;
    Ok(rows.into_iter().map(account).collect())
}

/// Those with a post in one of these units, past and future ones too, and those
/// with none at all; all when no units are named. Of a day: those who held one on it.
fn within(units: Option<&[UnitId]>, at: Option<Date>) -> Condition {
    if let Some(at) = at {
        let on = Condition::all()
            .add(posts::Column::ValidFrom.lte(day(at)))
            .add(
                Condition::any()
                    .add(posts::Column::ValidTo.is_null())
                    .add(posts::Column::ValidTo.gt(day(at))),
            )
            .add_option(units.map(|u| posts::Column::UnitId.is_in(u.iter().map(|u| u.0))));
        let held = Query::select()
            .column(posts::Column::AccountId)
            .from(posts::Entity)
            .cond_where(on)
            .to_owned();
        return Condition::all().add(accounts::Column::Id.in_subquery(held));
    }
    let Some(units) = units else {
        return Condition::all();
    };
    let holders = || {
        Query::select()
            .column(posts::Column::AccountId)
            .from(posts::Entity)
            .to_owned()
    };
    let here = holders()
        .and_where(posts::Column::UnitId.is_in(units.iter().map(|u| u.0)))
        .to_owned();
    Condition::any()
        .add(accounts::Column::Id.in_subquery(here))
        .add(accounts::Column::Id.not_in_subquery(holders()))
}

/// How many accounts there are with a post in these units or with none.
///
/// # Errors
/// When the database fails.
pub async fn count_within(
    h: &impl Handle,
    units: Option<&[UnitId]>,
    at: Option<Date>,
) -> Result<u64, StoreError> {
    Ok(accounts::Entity::find()
        .filter(within(units, at))
        .count(h.conn())
        .await?)
}

/// A page of the accounts of [`count_within`], by login.
///
/// # Errors
/// When the database fails.
pub async fn list_within(
    h: &impl Handle,
    units: Option<&[UnitId]>,
    at: Option<Date>,
    limit: u64,
    offset: u64,
) -> Result<Vec<Account>, StoreError> {
    let rows = accounts::Entity::find()
        .filter(within(units, at))
        .order_by_asc(accounts::Column::Login)
        .limit(limit)
        .offset(offset)
        .all(h.conn())
        .await?;
    Ok(rows.into_iter().map(account).collect())
}

/// Login and full name of the accounts of [`count_within`], by login: what a
/// search looks at.
///
/// # Errors
/// When the database fails.
pub async fn names_within(
    h: &impl Handle,
    units: Option<&[UnitId]>,
    at: Option<Date>,
) -> Result<Vec<(AccountId, String, String)>, StoreError> {
    use accounts::Column as C;
    let rows: Vec<(Uuid, String, String)> = accounts::Entity::find()
        .select_only()
        .columns([C::Id, C::Login, C::FullName])
        .filter(within(units, at))
        .order_by_asc(C::Login)
        .into_tuple()
        .all(h.conn())
        .await?;
    let rows = rows.into_iter();
    Ok(rows
        .map(|(id, login, name)| (AccountId(id), login, name))
        .collect())
}

/// Adds an account.
///
/// # Errors
/// [`StoreError::Duplicate`] when the login is taken.
pub async fn insert(w: &Write, new: &Account, at: Timestamp) -> Result<(), StoreError> {
    let row = accounts::ActiveModel {
        id: Set(new.id.0),
        login: Set(text::fold(&new.login)),
        full_name: Set(new.full_name.clone()),
        work_email: Set(new.work_email.clone()),
        password_hash: Set(new.password_hash.clone()),
        is_active: Set(new.is_active),
        is_password_temporary: Set(new.is_password_temporary),
        locale: Set(new.locale.clone()),
        created_at: Set(instant(at)),
        version: Set(1),
    };
    accounts::Entity::insert(row)
        .exec_without_returning(w.conn())
        .await?;
    Ok(())
}

/// Changes an account, if nobody changed it since `account.version` was read.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody did.
pub async fn update(w: &Write, account: &Account) -> Result<(), StoreError> {
    let changed = accounts::Entity::update_many()
        .col_expr(
            accounts::Column::FullName,
            Expr::value(account.full_name.clone()),
        )
        .col_expr(
            accounts::Column::WorkEmail,
            Expr::value(account.work_email.clone()),
        )
        .col_expr(
            accounts::Column::PasswordHash,
            Expr::value(account.password_hash.clone()),
        )
        .col_expr(accounts::Column::IsActive, Expr::value(account.is_active))
        .col_expr(
            accounts::Column::IsPasswordTemporary,
            Expr::value(account.is_password_temporary),
        )
        .col_expr(
            accounts::Column::Locale,
            Expr::value(account.locale.clone()),
        )
        .col_expr(
            accounts::Column::Version,
            Expr::col(accounts::Column::Version).add(1),
        )
        .filter(accounts::Column::Id.eq(account.id.0))
        .filter(accounts::Column::Version.eq(account.version))
        .exec(w.conn())
        .await?;
    if changed.rows_affected == 0 {
        Err(StoreError::Conflict)
    } else {
        Ok(())
    }
}

/// Adds a post.
///
/// # Errors
/// When the database fails.
pub async fn insert_post(w: &Write, post: &Post) -> Result<(), StoreError> {
    let row = posts::ActiveModel {
        id: Set(post.id.0),
        account_id: Set(post.account.0),
        unit_id: Set(post.unit.0),
        area_id: Set(post.area.0),
        role: Set(post.role.code().into()),
        title: Set(post.title.clone()),
        is_voting: Set(post.is_voting),
        on_behalf_of_id: Set(post.on_behalf_of.map(|u| u.0)),
        valid_from: Set(day(post.from)),
        valid_to: Set(post.until.map(day)),
        version: Set(1),
    };
    posts::Entity::insert(row)
        .exec_without_returning(w.conn())
        .await?;
    Ok(())
}

/// The posts of an account, past and future ones too.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn posts_of(h: &impl Handle, account: AccountId) -> Result<Vec<Post>, StoreError> {
    let rows = posts::Entity::find()
        .filter(posts::Column::AccountId.eq(account.0))
        .all(h.conn())
        .await?;
    rows.into_iter().map(post).collect()
}

/// The posts of several accounts, past and future ones too.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn posts_of_all(
    h: &impl Handle,
    accounts: &[AccountId],
) -> Result<Vec<Post>, StoreError> {
    let rows = posts::Entity::find()
        .filter(posts::Column::AccountId.is_in(accounts.iter().map(|a| a.0)))
        .order_by_asc(posts::Column::Id)
        .all(h.conn())
        .await?;
    rows.into_iter().map(post).collect()
}

/// Who has, had or will have a post in one of these units.
///
/// # Errors
/// When the database fails.
pub async fn holders(h: &impl Handle, units: &[UnitId]) -> Result<Vec<AccountId>, StoreError> {
    let rows: Vec<Uuid> = posts::Entity::find()
        .select_only()
        .column(posts::Column::AccountId)
        .filter(posts::Column::UnitId.is_in(units.iter().map(|u| u.0)))
        .into_tuple()
        .all(h.conn())
        .await?;
    Ok(rows.into_iter().map(AccountId).collect())
}

/// All posts, for lists of who reports and who heads.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_posts(h: &impl Handle) -> Result<Vec<Post>, StoreError> {
    posts::Entity::find()
        .all(h.conn())
        .await?
        .into_iter()
        .map(post)
        .collect()
}

/// The posts in one of these roles that hold on `at` and whose account may sign
/// in, for knowing who reports and who heads; those who act in such a
/// post by delegation come with it.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_active_posts(
    h: &impl Handle,
    roles: &[Role],
    at: Date,
) -> Result<Vec<Post>, StoreError> {
    let codes: Vec<&str> = roles.iter().map(|r| r.code()).collect();
    let rows = posts::Entity::find()
        .filter(posts::Column::Role.is_in(codes.iter().copied()))
        .filter(posts::Column::AccountId.in_subquery(delegation::signing_in()))
        .filter(posts::Column::ValidFrom.lte(day(at)))
        .filter(
            Condition::any()
                .add(posts::Column::ValidTo.is_null())
                .add(posts::Column::ValidTo.gt(day(at))),
        )
        .all(h.conn())
        .await?;
    let of_roles = Query::select()
        .column(posts::Column::Id)
        .from(posts::Entity)
        .and_where(Expr::col(posts::Column::Role).is_in(codes))
        .to_owned();
    let mut found: Vec<Post> = rows.into_iter().map(post).collect::<Result<_, _>>()?;
    found.extend(delegation::acting_posts(h, of_roles, at).await?);
    Ok(found)
}

/// Several accounts at once, in no particular order.
///
/// # Errors
/// When the database fails.
pub async fn list_by_ids(h: &impl Handle, ids: &[AccountId]) -> Result<Vec<Account>, StoreError> {
    let mut found = Vec::new();
    for chunk in ids.chunks(500) {
        let rows = accounts::Entity::find()
            .filter(accounts::Column::Id.is_in(chunk.iter().map(|id| id.0)))
            .all(h.conn())
            .await?;
        found.extend(rows.into_iter().map(account));
    }
    Ok(found)
}

/// Begins a session.
///
/// # Errors
/// When the database fails.
pub async fn insert_session(
    w: &Write,
    session: &Session,
    token_hash: &str,
) -> Result<(), StoreError> {
    let row = sessions::ActiveModel {
        id: Set(session.id.0),
        token_hash: Set(token_hash.into()),
        account_id: Set(session.account.0),
        created_at: Set(instant(session.created_at)),
        last_seen_at: Set(instant(session.last_seen_at)),
        form_token: Set(session.form_token.clone()),
    };
    sessions::Entity::insert(row)
        .exec_without_returning(w.conn())
        .await?;
    Ok(())
}

/// The session of a cookie.
///
/// # Errors
/// When the database fails.
pub async fn find_session(
    h: &impl Handle,
    token_hash: &str,
) -> Result<Option<Session>, StoreError> {
    let of_token = sessions::Entity::find().filter(sessions::Column::TokenHash.eq(token_hash));
    let row = only(of_token, h.conn()).await?;
    row.map(|r| {
        Ok(Session {
            id: SessionId(r.id),
            account: AccountId(r.account_id),
            created_at: timestamp(r.created_at)?,
            last_seen_at: timestamp(r.last_seen_at)?,
            form_token: r.form_token,
        })
    })
    .transpose()
}

/// Notes that a session was used.
///
/// # Errors
/// When the database fails.
pub async fn touch_session(w: &Write, id: SessionId, at: Timestamp) -> Result<(), StoreError> {
    sessions::Entity::update_many()
        .col_expr(sessions::Column::LastSeenAt, Expr::value(instant(at)))
        .filter(sessions::Column::Id.eq(id.0))
        .exec(w.conn())
        .await?;
    Ok(())
}

/// Ends a session.
///
/// # Errors
/// When the database fails.
pub async fn delete_session(w: &Write, id: SessionId) -> Result<(), StoreError> {
    sessions::Entity::delete_by_id(id.0).exec(w.conn()).await?;
    Ok(())
}

/// Ends the sessions of an account other than one.
///
/// # Errors
/// When the database fails.
pub async fn delete_other_sessions(
    w: &Write,
    account: AccountId,
    kept: Option<SessionId>,
) -> Result<u64, StoreError> {
    let mut gone =
        sessions::Entity::delete_many().filter(sessions::Column::AccountId.eq(account.0));
    if let Some(kept) = kept {
        gone = gone.filter(sessions::Column::Id.ne(kept.0));
    }
    Ok(gone.exec(w.conn()).await?.rows_affected)
}

/// Ends all sessions of an account.
///
/// # Errors
/// When the database fails.
pub async fn delete_sessions_of(w: &Write, account: AccountId) -> Result<u64, StoreError> {
    let gone = sessions::Entity::delete_many()
        .filter(sessions::Column::AccountId.eq(account.0))
        .exec(w.conn())
        .await?;
    Ok(gone.rows_affected)
}

/// Notes a sign-in attempt, for the rate limit.
///
/// # Errors
/// When the database fails.
pub async fn insert_attempt(
    w: &Write,
    id: Uuid,
    login: &str,
    origin: &str,
    is_success: bool,
    at: Timestamp,
) -> Result<(), StoreError> {
    let row = login_attempts::ActiveModel {
        id: Set(id),
        login: Set(text::fold(login)),
        origin: Set(origin.into()),
        is_success: Set(is_success),
        at: Set(instant(at)),
    };
    login_attempts::Entity::insert(row)
        .exec_without_returning(w.conn())
        .await?;
    Ok(())
}

/// Failed attempts since `since`, for a login and from an origin.
///
/// # Errors
/// When the database fails.
pub async fn count_failures(
    h: &impl Handle,
    login: &str,
    origin: &str,
    since: Timestamp,
) -> Result<(u64, u64), StoreError> {
    let failed = || {
        login_attempts::Entity::find()
            .filter(login_attempts::Column::IsSuccess.eq(false))
            .filter(login_attempts::Column::At.gte(instant(since)))
    };
    let by_login = failed()
        .filter(login_attempts::Column::Login.eq(text::fold(login)))
        .count(h.conn())
        .await?;
    let by_origin = failed()
        .filter(login_attempts::Column::Origin.eq(origin))
        .count(h.conn())
        .await?;
    Ok((by_login, by_origin))
}

fn account(row: accounts::Model) -> Account {
    Account {
        id: AccountId(row.id),
        login: row.login,
        full_name: row.full_name,
        work_email: row.work_email,
        password_hash: row.password_hash,
        is_active: row.is_active,
        is_password_temporary: row.is_password_temporary,
        locale: row.locale,
        version: row.version,
    }
}

/// The voting posts of these units that hold on a day, with the names of their
/// holders.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_voting(
    h: &impl Handle,
    units: &[UnitId],
    on: Date,
) -> Result<Vec<(Post, String)>, StoreError> {
    let mut held = Vec::new();
    for chunk in units.chunks(400) {
        let rows = posts::Entity::find()
            .filter(posts::Column::IsVoting.eq(true))
            .filter(posts::Column::UnitId.is_in(chunk.iter().map(|u| u.0)))
            .all(h.conn())
            .await?;
        for row in rows {
            held.push(post(row)?);
        }
    }
    held.retain(|p| p.holds_on(on));
    let ids: Vec<AccountId> = held.iter().map(|p| p.account).collect();
    let people = list_by_ids(h, &ids).await?;
    Ok(held
        .into_iter()
        .filter_map(|p| {
            let holder = people.iter().find(|a| a.id == p.account)?;
            Some((p, holder.full_name.clone()))
        })
        .collect())
}

pub(crate) fn post(row: posts::Model) -> Result<Post, StoreError> {
    Ok(Post {
        id: PostId(row.id),
        account: AccountId(row.account_id),
        unit: UnitId(row.unit_id),
        area: UnitId(row.area_id),
        role: Role::from_code(&row.role).ok_or_else(|| StoreError::corrupt("role", &row.role))?,
        title: row.title,
        is_voting: row.is_voting,
        on_behalf_of: row.on_behalf_of_id.map(UnitId),
        from: civil(row.valid_from)?,
        until: opt_civil(row.valid_to)?,
    })
}
