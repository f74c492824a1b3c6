//! One task with the parts of its units and its diary.

use super::{TaskJson, task_json};
use crate::api::caller::Caller;
use crate::api::tag::versioned;
use crate::error::ApiError;
use app::AppError;
use app::task::{TaskPage, TaskRow};
use axum::Json;
use axum::extract::Path;
use axum::response::Response;
use domain::task::UnitRole;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// A task with everything about it.
#[derive(Debug, Serialize, ToSchema)]
pub struct TaskPageJson {
    /// The task.
    pub task: TaskJson,
    /// Name of the office that gave it.
    pub giver_name: String,
    /// The result as submitted.
    pub result: Option<String>,
    /// The units charged, the lead first.
    pub parts: Vec<PartJson>,
    /// What was said about it, newest first.
    pub diary: Vec<DiaryJson>,
    /// Extensions granted.
    pub extensions_granted: u32,
    /// Extensions allowed.
    pub extensions_allowed: u32,
    /// Codes of what the caller may do now.
    pub acts: Vec<&'static str>,
}

/// One unit's part.
#[derive(Debug, Serialize, ToSchema)]
pub struct PartJson {
    /// Id of the unit.
    pub unit: String,
    /// Name of the unit.
    pub name: String,
    /// Code of what it is to the task.
    pub role: &'static str,
    /// Share of its part done, 0–100.
    pub percent: i32,
    /// Its last word.
    pub progress: String,
    /// Counter of changes.
    pub version: i32,
}

/// One line of the diary.
#[derive(Debug, Serialize, ToSchema)]
pub struct DiaryJson {
    /// When, by the server's clock.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Name of the unit that speaks.
    pub unit_name: String,
    /// Code of what the line tells.
    pub kind: &'static str,
    /// Words; may be empty.
    pub text: String,
    /// Share done as stated.
    pub percent: Option<i32>,
}

/// One task.
#[utoipa::path(
    get,
    path = "/api/v1/tasks/{id}",
    params(("id" = String, Path, description = "Id of the task")),
    responses(
        (status = 200, description = "The task", body = TaskPageJson, headers(("etag" = String))),
        (status = 404, description = "No such task that the caller may see"),
    )
)]
pub async fn get_task(caller: Caller, Path(id): Path<String>) -> Result<Response, ApiError> {
    let id = id.parse().map_err(|_| AppError::NotFound)?;
    let page = app::task::show(&caller, id).await?;
    Ok(versioned(page.task.version, Json(task_page(page))))
}

fn task_page(page: TaskPage) -> TaskPageJson {
    let cooperating = page
        .parts
        .iter()
        .filter(|p| p.unit.role == UnitRole::Cooperating);
    let row = TaskRow {
        lead_name: page.lead_name,
        cooperating_names: cooperating.map(|p| p.name.clone()).collect(),
        timeliness: page.timeliness,
        days_overdue: page.days_overdue,
        task: page.task,
    };
    let parts = page.parts.into_iter().map(|p| PartJson {
        unit: p.unit.unit.to_string(),
        name: p.name,
        role: p.unit.role.code(),
        percent: p.unit.percent,
        progress: p.unit.progress,
        version: p.unit.version,
    });
    let diary = page.diary.into_iter().map(|(entry, unit_name)| DiaryJson {
        at: entry.at,
        unit_name,
        kind: entry.kind.code(),
        text: entry.text,
        percent: entry.percent,
    });
    TaskPageJson {
        giver_name: page.giver_name,
        result: row.task.result.clone(),
        parts: parts.collect(),
        diary: diary.collect(),
        extensions_granted: page.granted.0,
        extensions_allowed: page.granted.1,
        acts: page.acts.iter().map(|a| a.code()).collect(),
        task: task_json(row),
    }
}
