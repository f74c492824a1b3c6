//! New regimes and new versions of them.

use super::standard::{STANDARD_CODE, standard_body};
use crate::{AppError, Ctx, FieldError, error::all_valid};
use domain::account::Right;
use domain::id::{RegimeId, RegimeVersionId, UnitId};
use domain::journal::Noun;
use domain::regime::RegimeBody;
use domain::text::clean_line;
use jiff::civil::Date;
use serde_json::json;
use store::StoreError;
use store::regime::{Regime, RegimeVersion};

/// What a regime is made from.
#[derive(Debug, Clone)]
pub struct NewRegime {
    /// Code for addresses and commands: plain small letters, digits, hyphens.
    pub code: String,
    /// Name of the rounds: "Giao ban công tác khoa giáo".
    pub name: String,
    /// The unit that runs it.
    pub owner: UnitId,
    /// First day.
    pub valid_from: Date,
    /// The eleven elements.
    pub body: RegimeBody,
}

/// Makes a regime with its first version.
///
/// # Errors
/// [`AppError::Invalid`] with every defect; as [`Ctx::require`].
pub async fn create(ctx: &Ctx, new: NewRegime) -> Result<RegimeId, AppError> {
    ctx.require(Right::ManageUnits, new.owner).await?;
    let mut errors = Vec::new();
    let name = clean_line(&new.name).unwrap_or_default();
    if name.is_empty() {
        errors.push(FieldError::new("name", "required"));
    }
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if new.code.is_empty() || !new.code.chars().all(is_plain) {
        errors.push(FieldError::new("code", "regime.code_form"));
    }
    errors.extend(defects(&new.body));
    all_valid(errors)?;
    let regime = Regime {
        id: RegimeId(ctx.new_id()),
        code: new.code,
        name,
        owner: new.owner,
    };
    let version = RegimeVersion {
        id: RegimeVersionId(ctx.new_id()),
        regime: regime.id,
        number: 1,
        valid_from: new.valid_from,
        valid_to: None,
        body: new.body,
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
    store::regime::insert_version(&w, &version).await?;
    let detail = json!({ "code": regime.code, "number": 1, "valid_from": version.valid_from });
    ctx.commit(
        w,
        ctx.entry(
            "regime.create",
            Noun::Regime,
            regime.id.0,
            Some(regime.owner),
            detail,
        ),
    )
    .await?;
    Ok(regime.id)
}

/// Makes the standard regime of the khoa giáo review, run by `owner`.
///
/// # Errors
/// As [`create`]; [`AppError::NotFound`] when there is no such unit today.
pub async fn create_standard(
    ctx: &Ctx,
    owner: UnitId,
    valid_from: Date,
) -> Result<RegimeId, AppError> {
    let code = ctx
        .tree()
        .await?
        .get(owner)
        .map(|u| u.code.clone())
        .ok_or(AppError::NotFound)?;
    let new = NewRegime {
        code: STANDARD_CODE.into(),
        name: "Giao ban công tác khoa giáo".into(),
        owner,
        valid_from,
        body: standard_body(&code),
    };
    create(ctx, new).await
}

/// Gives a regime a new version from a day on; rounds that are open keep theirs.
///
/// # Errors
/// [`AppError::Invalid`] with every defect, also when the day is not after the
/// first day of the version before; as [`Ctx::require`].
pub async fn add_version(
    ctx: &Ctx,
    id: RegimeId,
    valid_from: Date,
    body: RegimeBody,
) -> Result<RegimeVersionId, AppError> {
    let w = ctx.begin().await?;
    let regime = store::regime::find(&w, id)
        .await?
        .ok_or(AppError::NotFound)?;
    ctx.require(Right::ManageUnits, regime.owner).await?;
    let last = store::regime::last_version(&w, id)
        .await?
        .ok_or(AppError::NotFound)?;
    let mut errors = defects(&body);
    if valid_from <= last.valid_from {
        errors.push(FieldError::new("valid_from", "regime.version_order"));
    }
    all_valid(errors)?;
    let version = RegimeVersion {
        id: RegimeVersionId(ctx.new_id()),
        regime: id,
        number: last.number + 1,
        valid_from,
        valid_to: None,
        body,
    };
    store::regime::insert_version(&w, &version).await?;
    let detail = json!({ "code": regime.code, "number": version.number, "valid_from": valid_from });
    ctx.commit(
        w,
        ctx.entry(
            "regime.version",
            Noun::Regime,
            id.0,
            Some(regime.owner),
            detail,
        ),
    )
    .await?;
    Ok(version.id)
}

/// What no regime may lack: obligated units, a frequency, and codes only once.
fn defects(body: &RegimeBody) -> Vec<FieldError> {
    let mut errors = Vec::new();
    if body.obligated.kinds.is_empty() {
        errors.push(FieldError::new("obligated", "required"));
    }
    if body.frequencies.is_empty() {
        errors.push(FieldError::new("frequencies", "required"));
    }
    if body.outline.is_empty() && body.indicators.is_empty() {
        errors.push(FieldError::new("outline", "required"));
    }
    let mut codes: Vec<&str> = body.outline.iter().map(|s| s.code.as_str()).collect();
    codes.sort_unstable();
    if codes.windows(2).any(|pair| pair[0] == pair[1]) {
        errors.push(FieldError::new("outline", "regime.section_twice"));
    }
    errors
}
