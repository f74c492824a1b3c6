//! Setting up a new instance: first unit, first administrator.

use super::OPERATOR;
use crate::account::hash_password;
use crate::{Actor, AppError, Ctx, FieldError, Locale, error::all_valid};
use domain::account::{Post, Role};
use domain::id::{AccountId, PostId, UnitId};
use domain::journal::Noun;
use domain::text::{clean_line, fold};
use domain::unit::{Tier, UnitKind, UnitVersion};
use jiff::civil::Date;
use serde_json::json;
use store::account::Account;

/// What a new instance begins with.
#[derive(Debug, Clone)]
pub struct NewInstance {
    /// Full name of the top of the tree ("Tỉnh ủy …").
    pub unit_name: String,
    /// Its code for imports.
    pub unit_code: String,
    /// Place on papers.
    pub place: String,
    /// Since when the unit exists: rounds of earlier periods have no units.
    pub from: Date,
    /// Login of the administrator.
    pub login: String,
    /// The administrator's name.
    pub full_name: String,
    /// The administrator's first password.
    pub password: String,
}

/// What was set up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Initialised {
    /// The first unit.
    pub unit: UnitId,
    /// The administrator.
    pub administrator: AccountId,
}

/// Makes the schema of an instance that is to be set up.
///
/// # Errors
/// [`AppError::Forbidden`] for everybody but the program itself;
/// [`AppError::Invalid`] for an instance that is in use: it is left as it is, an
/// older schema too.
pub async fn prepare(ctx: &Ctx) -> Result<(), AppError> {
    if !matches!(ctx.actor, Actor::System) {
        return Err(AppError::Forbidden);
    }
    if ctx.app.store.migrate_unused().await? {
        return Ok(());
    }
    let standing = ctx.app.store.standing().await?;
    Err(if !standing.unknown.is_empty() {
        AppError::refused("instance.newer")
    } else if !standing.waiting.is_empty() {
        AppError::refused("instance.older")
    } else {
        AppError::refused("instance.not_empty")
    })
}

/// Sets up an instance whose schema is up to date and whose journal is empty.
///
/// # Errors
/// [`AppError::Forbidden`] for everybody but the program itself;
/// [`AppError::Invalid`] for an instance that is in use, or with every defect
/// of what was given.
pub async fn init(ctx: &Ctx, new: NewInstance) -> Result<Initialised, AppError> {
    if !matches!(ctx.actor, Actor::System) {
        return Err(AppError::Forbidden);
    }
    if store::journal::head(&ctx.read()).await?.0 != 0 {
        return Err(AppError::refused("instance.not_empty"));
    }
    let mut errors = Vec::new();
    let mut line = |field: &str, text: &str| {
        let clean = clean_line(text).unwrap_or_default();
        if clean.is_empty() {
            errors.push(FieldError::new(field, "required"));
        }
        clean
    };
    let unit_name = line("unit_name", &new.unit_name);
    let unit_code = line("unit_code", &new.unit_code);
    let full_name = line("full_name", &new.full_name);
    let login = fold(&line("login", &new.login));
    all_valid(errors)?;
    let unit = UnitVersion {
        unit: UnitId(ctx.new_id()),
        code: unit_code,
        short_name: unit_name.clone(),
        name: unit_name,
        symbol: "TU".into(),
        kind: UnitKind::PartyCommittee,
        tier: Tier::Province,
        parent: None,
        place: new.place,
        valid_from: new.from,
        valid_to: None,
    };
    let account = Account {
        id: AccountId(ctx.new_id()),
        login,
        full_name,
        work_email: String::new(),
        password_hash: hash_password(new.password).await?,
        is_active: true,
        is_password_temporary: false,
        locale: Locale::Vi.code().into(),
        version: 1,
    };
    let post = Post {
        id: PostId(ctx.new_id()),
        account: account.id,
        unit: unit.unit,
        role: Role::Administrator,
        area: unit.unit,
        title: "Quản trị hệ thống".into(),
        is_voting: false,
        on_behalf_of: None,
        from: ctx.today(),
        until: None,
    };
    let w = ctx.begin().await?;
    store::unit::insert(&w, ctx.new_id(), &unit).await?;
    store::account::insert(&w, &account, ctx.now()).await?;
    store::account::insert_post(&w, &post).await?;
    store::setting::set(&w, OPERATOR, &account.login).await?;
    let entries = [
        ctx.entry(
            "unit.create",
            Noun::Unit,
            unit.unit.0,
            Some(unit.unit),
            json!({ "code": unit.code }),
        ),
        ctx.entry(
            "account.create",
            Noun::Account,
            account.id.0,
            Some(unit.unit),
            json!({ "login": account.login, "role": post.role.code() }),
        ),
    ];
    ctx.commit_all(w, &entries).await?;
    Ok(Initialised {
        unit: unit.unit,
        administrator: account.id,
    })
}
