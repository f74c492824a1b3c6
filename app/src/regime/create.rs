//! New regimes and new versions of them.

use super::draft::defects;
use super::standard::{STANDARD_CODE, standard_body};
use crate::{AppError, Ctx, FieldError, error::all_valid};
use domain::account::Right;
use domain::calendar::Severity;
use domain::id::{RegimeId, RegimeVersionId, UnitId};
use domain::journal::Noun;
use domain::regime::{RegimeBody, RegimeDefect};
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
/// [`AppError::Invalid`] with every defect, those of [`defects`] among them; as
/// [`Ctx::require`].
pub async fn create(ctx: &Ctx, new: NewRegime) -> Result<RegimeId, AppError> {
    require_designer(ctx, new.owner).await?;
    let mut errors = Vec::new();
    let name = clean_line(&new.name).unwrap_or_default();
    if name.is_empty() {
        errors.push(FieldError::new("name", "required"));
    }
    if !is_code(&new.code) {
        errors.push(FieldError::new("code", "regime.code_form"));
    }
    errors.extend(errors_of(defects(ctx, &new.body, new.valid_from).await?));
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
/// [`AppError::Invalid`] with every defect, those of [`defects`] among them, also when
/// the day is not after the first day of the version before; as [`Ctx::require`].
pub async fn add_version(
    ctx: &Ctx,
    id: RegimeId,
    valid_from: Date,
    body: RegimeBody,
) -> Result<RegimeVersionId, AppError> {
    let found = defects(ctx, &body, valid_from).await?;
    let w = ctx.begin().await?;
    let regime = store::regime::find(&w, id)
        .await?
        .ok_or(AppError::NotFound)?;
    require_designer(ctx, regime.owner).await?;
    let last = store::regime::last_version(&w, id)
        .await?
        .ok_or(AppError::NotFound)?;
    let mut errors = errors_of(found);
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

/// Who runs rounds may design their regime, and who keeps units may too.
pub(crate) async fn require_designer(ctx: &Ctx, owner: UnitId) -> Result<(), AppError> {
    if ctx.may(Right::ManageUnits, owner).await? {
        return Ok(());
    }
    ctx.require(Right::OpenRound, owner).await
}

/// Whether a code may name a regime: it stands in addresses and period codes.
pub(super) fn is_code(code: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !code.is_empty() && code.len() <= 40 && code.chars().all(is_plain)
}

/// The defects that hinder, as errors of the form.
pub(super) fn errors_of(found: Vec<RegimeDefect>) -> Vec<FieldError> {
    found
        .into_iter()
        .filter(|d| d.severity == Severity::Error)
        .map(|d| FieldError::new(d.field, d.code).with("about", d.about))
        .collect()
}
