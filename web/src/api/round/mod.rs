//! Rounds: the list, one with its chain, its matrix.

pub(super) mod list;
pub(super) mod matrix;
pub(super) mod show;

use crate::error::ApiError;
use app::AppError;
use app::round::RoundLine;
use domain::id::RoundId;
use jiff::civil::{Date, Time};
use serde::Serialize;
use utoipa::ToSchema;

/// A round with how far it has come.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoundJson {
    /// Its id.
    pub id: String,
    /// Code for files and commands.
    pub code: String,
    /// Title.
    pub title: String,
    /// Code of the period ("lich-Q3-2026").
    pub period: String,
    /// First day of the period.
    #[schema(value_type = String, format = Date)]
    pub period_from: Date,
    /// Last day of the period, on which units are taken as they then were.
    #[schema(value_type = String, format = Date)]
    pub period_to: Date,
    /// First day that figures cover.
    #[schema(value_type = String, format = Date)]
    pub data_from: Date,
    /// Day on which figures are closed.
    #[schema(value_type = String, format = Date)]
    pub closing_on: Date,
    /// Day from which units write.
    #[schema(value_type = String, format = Date)]
    pub opens_on: Date,
    /// Last day for units.
    #[schema(value_type = String, format = Date)]
    pub units_due_on: Date,
    /// Last day for the office.
    #[schema(value_type = String, format = Date)]
    pub office_due_on: Date,
    /// Hour of every due day in Viet Nam ("17:00:00"); without one its end.
    #[schema(value_type = Option<String>)]
    pub due_by: Option<Time>,
    /// "open" or "closed".
    pub state: &'static str,
    /// Id of the office that runs it.
    pub office: String,
    /// Id of the unit at the top of the area that reports.
    pub area: String,
    /// Units that owe a report.
    pub expected: i64,
    /// Units whose report has come.
    pub received: i64,
    /// Of these, accepted.
    pub accepted: i64,
    /// Counter of changes.
    pub version: i32,
}

fn round_json(line: RoundLine) -> RoundJson {
    let r = line.round;
    RoundJson {
        id: r.id.to_string(),
        code: r.code,
        title: r.title,
        period: r.period.code(),
        period_from: r.period.from,
        period_to: r.period.to,
        data_from: r.dates.data_from,
        closing_on: r.dates.closing_on,
        opens_on: r.dates.opens_on,
        units_due_on: r.dates.units_due_on,
        office_due_on: r.dates.office_due_on,
        due_by: r.dates.due_by,
        state: r.state.code(),
        office: r.office.to_string(),
        area: r.area.to_string(),
        expected: line.expected,
        received: line.received,
        accepted: line.accepted,
        version: r.version,
    }
}

fn round_id(text: &str) -> Result<RoundId, ApiError> {
    text.parse().map_err(|_| AppError::NotFound.into())
}
