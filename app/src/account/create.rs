//! New accounts with their first post, and the list of accounts.

use super::hash_password;
use super::post::check_new;
use crate::{AppError, Ctx, FieldError, Locale, error::all_valid};
use domain::account::{Post, Right, Role, is_mail_form};
use domain::id::{AccountId, PostId, UnitId};
use domain::journal::Noun;
use domain::text::clean_line;
use jiff::civil::Date;
use serde_json::json;
use store::StoreError;
use store::account::Account;

/// What a new account is made from.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// Name for signing in.
    pub login: String,
    /// Full name.
    pub full_name: String,
    /// Work e-mail, may be empty.
    pub work_email: String,
    /// First password.
    pub password: String,
    /// Language.
    pub locale: Locale,
    /// The first post.
    pub post: NewPost,
}

/// A post to be given.
#[derive(Debug, Clone)]
pub struct NewPost {
    /// In which unit.
    pub unit: UnitId,
    /// As what.
    pub role: Role,
    /// Top of the area for rights of reach *area*.
    pub area: UnitId,
    /// Title on papers.
    pub title: String,
    /// Whether its holder votes in the unit.
    pub is_voting: bool,
    /// The body that its holder stands for.
    pub on_behalf_of: Option<UnitId>,
    /// First day.
    pub from: Date,
    /// First day after the end, if one is known.
    pub until: Option<Date>,
}

impl NewPost {
    /// The post of an account.
    pub(super) fn of(self, ctx: &Ctx, account: AccountId) -> Post {
        Post {
            id: PostId(ctx.new_id()),
            account,
            unit: self.unit,
            role: self.role,
            area: self.area,
            title: clean_line(&self.title).unwrap_or_default(),
            is_voting: self.is_voting,
            on_behalf_of: self.on_behalf_of.filter(|body| *body != self.unit),
            from: self.from,
            until: self.until,
        }
    }
}

/// Makes an account with its first post. The password serves once: the person
/// chooses another at the first sign-in.
///
/// # Errors
/// [`AppError::Invalid`] with every defect of the form; as [`Ctx::require`].
pub async fn create(ctx: &Ctx, new: NewAccount) -> Result<AccountId, AppError> {
    ctx.require(Right::ManageAccounts, new.post.unit).await?;
    ctx.require(Right::ManageAccounts, new.post.area).await?;
    let mut errors = Vec::new();
    let login = domain::text::fold(&new.login);
    if login.is_empty()
        || !login
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "._-@".contains(c))
    {
        errors.push(FieldError::new("login", "account.login_form"));
    }
    let full_name = clean_line(&new.full_name).unwrap_or_default();
    if full_name.is_empty() {
        errors.push(FieldError::new("full_name", "required"));
    }
    let work_email = new.work_email.trim().to_owned();
    if !work_email.is_empty() && !is_mail_form(&work_email) {
        errors.push(FieldError::new("work_email", "account.email_form"));
    }
    let id = AccountId(ctx.new_id());
    let post = new.post.of(ctx, id);
    let tree = ctx.tree_at(post.from).await?;
    errors.extend(check_new(&post, &[], &tree));
    all_valid(errors)?;
    let account = Account {
        id,
        login,
        full_name,
        work_email,
        password_hash: hash_password(new.password).await?,
        is_active: true,
        is_password_temporary: true,
        locale: new.locale.code().into(),
        version: 1,
    };
    let w = ctx.begin().await?;
    store::account::insert(&w, &account, ctx.now())
        .await
        .map_err(|e| match e {
            StoreError::Duplicate(_) => {
                AppError::Invalid(vec![FieldError::new("login", "account.login_taken")])
            }
            other => other.into(),
        })?;
    store::account::insert_post(&w, &post).await?;
    let detail = json!({ "login": account.login, "role": post.role.code() });
    ctx.commit(
        w,
        ctx.entry(
            "account.create",
            Noun::Account,
            account.id.0,
            Some(post.unit),
            detail,
        ),
    )
    .await?;
    Ok(account.id)
}

/// Names of all accounts, for histories. Only the name, for anybody signed in
/// who may read the history it stands in.
///
/// # Errors
/// [`AppError::Forbidden`] when nobody is signed in.
pub async fn names(ctx: &Ctx) -> Result<std::collections::HashMap<uuid::Uuid, String>, AppError> {
    ctx.account()?;
    Ok(store::account::list(&ctx.read())
        .await?
        .into_iter()
        .map(|a| (a.id.0, a.full_name))
        .collect())
}
