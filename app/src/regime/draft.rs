//! The version that is being written: begun from the last one or from the
//! standard, edited part by part, thrown away or published.

use super::create::{errors_of, require_designer};
use super::recipient::unknown;
use super::standard::standard_body;
use crate::{AppError, Ctx, FieldError, error::all_valid};
use domain::calendar::Severity;
use domain::id::{RegimeId, RegimeVersionId, UnitId};
use domain::journal::Noun;
use domain::regime::{Known, RegimeBody, RegimeDefect, check};
use domain::text::clean_line;
use jiff::civil::Date;
use serde_json::json;
use store::StoreError;
use store::regime::{Regime, RegimeDraft, RegimeVersion};

/// A new regime that has no version yet.
#[derive(Debug, Clone)]
pub struct BeginRegime {
    /// Code: small letters, digits, hyphens.
    pub code: String,
    /// Name of its rounds.
    pub name: String,
    /// The unit that runs it.
    pub owner: UnitId,
    /// Code of a regime whose last version is copied; empty = the standard one.
    pub like: String,
}

/// Makes a regime whose first version is a draft.
///
/// # Errors
/// [`AppError::Invalid`] with every defect; as [`Ctx::require`].
pub async fn begin(ctx: &Ctx, new: BeginRegime) -> Result<RegimeId, AppError> {
    require_designer(ctx, new.owner).await?;
    let mut errors = Vec::new();
    let name = clean_line(&new.name).unwrap_or_default();
    if name.is_empty() {
        errors.push(FieldError::new("name", "required"));
    }
    if !super::create::is_code(&new.code) {
        errors.push(FieldError::new("code", "regime.code_form"));
    }
    let office = ctx.tree().await?.get(new.owner).map(|u| u.code.clone());
    let mut body = standard_body(&office.ok_or(AppError::NotFound)?);
    if !new.like.is_empty() {
        match super::list::by_code(ctx, &new.like).await {
            Ok(like) => {
                if let Some(last) = store::regime::last_version(&ctx.read(), like.id).await? {
                    body = last.body;
                }
            }
            Err(AppError::NotFound) => errors.push(FieldError::new("like", "regime.unknown")),
            Err(other) => return Err(other),
        }
    }
    all_valid(errors)?;
    // Reports bear the name that was typed, not that of what was copied.
    body.name.clone_from(&name);
    body.name_en = String::new();
    let regime = Regime {
        id: RegimeId(ctx.new_id()),
        code: new.code,
        name,
        owner: new.owner,
    };
    let w = ctx.begin().await?;
    store::regime::insert(&w, &regime)
        .await
        .map_err(|e| match e {
            StoreError::Duplicate(_) => {
                AppError::Invalid(vec![FieldError::new("code", "regime.code_taken")])
            }
            other => other.into(),
        })?;
    store::regime::insert_draft(&w, ctx.new_id(), &draft_of(ctx, regime.id, 0, body)).await?;
    let detail = json!({ "code": regime.code, "name": regime.name });
    let entry = ctx.entry(
        "regime.begin",
        Noun::Regime,
        regime.id.0,
        Some(regime.owner),
        detail,
    );
    ctx.commit(w, entry).await?;
    Ok(regime.id)
}

/// Begins a draft from the last version. A draft that exists is kept.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown regime; as [`Ctx::require`].
pub async fn start_draft(ctx: &Ctx, code: &str) -> Result<(), AppError> {
    let regime = editable(ctx, code).await?;
    let w = ctx.begin().await?;
    if store::regime::find_draft(&w, regime.id).await?.is_some() {
        return Ok(());
    }
    let last = store::regime::last_version(&w, regime.id)
        .await?
        .ok_or(AppError::NotFound)?;
    let draft = draft_of(ctx, regime.id, last.number, last.body);
    store::regime::insert_draft(&w, ctx.new_id(), &draft).await?;
    let detail = json!({ "code": regime.code, "based_on": last.number });
    let entry = ctx.entry(
        "regime.draft",
        Noun::Regime,
        regime.id.0,
        Some(regime.owner),
        detail,
    );
    ctx.commit(w, entry).await
}

/// Saves the draft that was read at `version`. A draft may have defects; they
/// hinder only its publishing.
///
/// # Errors
/// [`AppError::Conflict`] when somebody changed it meanwhile,
/// [`AppError::NotFound`] when there is no draft; as [`Ctx::require`].
pub async fn save_draft(
    ctx: &Ctx,
    code: &str,
    version: i32,
    body: RegimeBody,
    part: &str,
) -> Result<(), AppError> {
    let regime = editable(ctx, code).await?;
    let w = ctx.begin().await?;
    let before = store::regime::find_draft(&w, regime.id)
        .await?
        .ok_or(AppError::NotFound)?;
    if before.version == version && before.body == body {
        return Ok(());
    }
    let draft = RegimeDraft {
        body,
        updated_by: ctx.actor.account(),
        updated_at: ctx.now(),
        version,
        ..before
    };
    store::regime::update_draft(&w, &draft).await?;
    let detail = json!({ "code": regime.code, "part": part });
    let entry = ctx.entry(
        "regime.save",
        Noun::Regime,
        regime.id.0,
        Some(regime.owner),
        detail,
    );
    ctx.commit(w, entry).await
}

/// Throws the draft away.
///
/// # Errors
/// As [`save_draft`].
pub async fn discard_draft(ctx: &Ctx, code: &str, version: i32) -> Result<(), AppError> {
    let regime = editable(ctx, code).await?;
    let w = ctx.begin().await?;
    store::regime::delete_draft(&w, regime.id, version).await?;
    let detail = json!({ "code": regime.code });
    let entry = ctx.entry(
        "regime.discard",
        Noun::Regime,
        regime.id.0,
        Some(regime.owner),
        detail,
    );
    ctx.commit(w, entry).await
}

/// Publishes the draft as the next version. Rounds that are open keep theirs.
///
/// # Errors
/// [`AppError::Invalid`] with every defect; as [`save_draft`].
pub async fn publish_draft(
    ctx: &Ctx,
    code: &str,
    version: i32,
    valid_from: Date,
) -> Result<RegimeVersionId, AppError> {
    let regime = editable(ctx, code).await?;
    let w = ctx.begin().await?;
    let draft = store::regime::find_draft(&w, regime.id)
        .await?
        .ok_or(AppError::NotFound)?;
    if draft.version != version {
        return Err(AppError::Conflict);
    }
    let last = store::regime::last_version(&w, regime.id).await?;
    let mut errors = errors_of(defects(ctx, &draft.body, valid_from).await?);
    if last.as_ref().is_some_and(|l| valid_from <= l.valid_from) {
        errors.push(FieldError::new("valid_from", "regime.version_order"));
    }
    all_valid(errors)?;
    let published = RegimeVersion {
        id: RegimeVersionId(ctx.new_id()),
        regime: regime.id,
        number: last.map_or(0, |l| l.number) + 1,
        valid_from,
        valid_to: None,
        body: draft.body,
    };
    store::regime::insert_version(&w, &published).await?;
    store::regime::delete_draft(&w, regime.id, version).await?;
    let detail =
        json!({ "code": regime.code, "number": published.number, "valid_from": valid_from });
    let entry = ctx.entry(
        "regime.version",
        Noun::Regime,
        regime.id.0,
        Some(regime.owner),
        detail,
    );
    ctx.commit(w, entry).await?;
    Ok(published.id)
}

/// What is wrong with a draft that would hold from a day on, gravest first.
///
/// # Errors
/// When the database fails.
pub async fn defects(
    ctx: &Ctx,
    body: &RegimeBody,
    from: Date,
) -> Result<Vec<RegimeDefect>, AppError> {
    let mut found = check(body, from, ctx.calendar().await?.as_ref());
    found.extend(unknown(body, ctx.tree_at(from).await?.as_ref()));
    found.sort_by_key(|d| std::cmp::Reverse(d.severity == Severity::Error));
    Ok(found)
}

/// The units that a body would oblige on a day, in the area of its office, and
/// the area's name.
///
/// # Errors
/// As [`Ctx::require`].
pub async fn preview_targets(
    ctx: &Ctx,
    code: &str,
    body: &RegimeBody,
    on: Date,
) -> Result<Vec<String>, AppError> {
    let regime = editable(ctx, code).await?;
    let tree = ctx.tree_at(on).await?;
    let area = tree.get(regime.owner).and_then(|u| u.parent);
    let fields = ctx.app.functions_at(on).await?;
    let groups = ctx.app.groups_at(on).await?;
    let known = Known {
        fields: &fields,
        groups: &groups,
    };
    let named = body
        .obligated
        .resolve(&tree, area.unwrap_or(regime.owner), &known)
        .filter(|u| u.unit != regime.owner)
        .map(|u| u.name.clone())
        .collect();
    Ok(named)
}

async fn editable(ctx: &Ctx, code: &str) -> Result<Regime, AppError> {
    let regime = store::regime::find_by_code(&ctx.read(), code)
        .await?
        .ok_or(AppError::NotFound)?;
    require_designer(ctx, regime.owner).await?;
    Ok(regime)
}

fn draft_of(ctx: &Ctx, regime: RegimeId, based_on: i32, body: RegimeBody) -> RegimeDraft {
    RegimeDraft {
        regime,
        based_on,
        body,
        updated_by: ctx.actor.account(),
        updated_at: ctx.now(),
        version: 1,
    }
}
