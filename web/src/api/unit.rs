//! The units of a day.

use super::body::Params;
use super::caller::Caller;
use super::day::DayParams;
use super::page::{Page, PageParams};
use crate::error::ApiError;
use app::unit::UnitOn;
use axum::Json;
use domain::id::UnitId;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

/// A unit as it is on the day.
#[derive(Debug, Serialize, ToSchema)]
pub struct UnitJson {
    /// Its id, the same over its whole life.
    pub id: String,
    /// Its code, never reused.
    pub code: String,
    /// Full name.
    pub name: String,
    /// Short name.
    pub short_name: String,
    /// Symbol part of document numbers.
    pub symbol: String,
    /// Code of its kind.
    pub kind: &'static str,
    /// Code of its tier.
    pub tier: &'static str,
    /// Id of the unit above; null at the top.
    pub parent: Option<String>,
    /// Place written on its papers.
    pub place: String,
    /// Since when it is so.
    #[schema(value_type = String, format = Date)]
    pub valid_from: Date,
    /// The first day on which it is no longer so; null if no change is decided.
    #[schema(value_type = Option<String>, format = Date)]
    pub valid_to: Option<Date>,
    /// Codes of its fields of work.
    pub fields: Vec<String>,
    /// Codes by which others know it.
    pub outside_codes: Vec<OutsideCodeJson>,
}

/// A code by which others know the unit.
#[derive(Debug, Serialize, ToSchema)]
pub struct OutsideCodeJson {
    /// Who gives it: dvhc, dinh_danh, thong_ke, buu_chinh or to_chuc_dang.
    pub scheme: &'static str,
    /// The code, with its zeros.
    pub value: String,
}

/// The units that exist on a day within the caller's area.
#[utoipa::path(
    get,
    path = "/api/v1/units",
    params(DayParams, PageParams),
    responses(
        (status = 200, description = "One page", body = Page<UnitJson>),
        (status = 422, description = "The cursor or the day is wrong"),
    )
)]
pub async fn list_units(
    caller: Caller,
    Params(day): Params<DayParams>,
    Params(page): Params<PageParams>,
) -> Result<Json<Page<UnitJson>>, ApiError> {
    let at = day.day()?.unwrap_or_else(|| caller.today());
    let after: Option<UnitId> = page.after()?;
    let (units, has_more) = app::unit::walk(&caller, at, after, page.limit()).await?;
    let last = units.last().filter(|_| has_more);
    let next = last.map(|u| u.unit.unit.to_string());
    Ok(Json(Page {
        items: units.into_iter().map(unit_json).collect(),
        next,
    }))
}

fn unit_json(found: UnitOn) -> UnitJson {
    let u = found.unit;
    UnitJson {
        id: u.unit.to_string(),
        code: u.code,
        name: u.name,
        short_name: u.short_name,
        symbol: u.symbol,
        kind: u.kind.code(),
        tier: u.tier.code(),
        parent: u.parent.map(|p| p.to_string()),
        place: u.place,
        valid_from: u.valid_from,
        valid_to: u.valid_to,
        fields: found.fields,
        outside_codes: found
            .codes
            .into_iter()
            .map(|c| OutsideCodeJson {
                scheme: c.scheme.code(),
                value: c.value,
            })
            .collect(),
    }
}
