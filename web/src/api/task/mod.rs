//! Tasks: the list and one with everything about it.

pub(super) mod list;
pub(super) mod show;

use app::task::TaskRow;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

/// A task.
#[derive(Debug, Serialize, ToSchema)]
pub struct TaskJson {
    /// Its id.
    pub id: String,
    /// Code that people say ("NV-2026-001").
    pub code: String,
    /// What is to be done.
    pub title: String,
    /// Output expected.
    pub output: String,
    /// Id of the office that gave it.
    pub giver: String,
    /// Id of the lead unit.
    pub lead: String,
    /// Name of the lead unit.
    pub lead_name: String,
    /// Names of the cooperating units.
    pub cooperating_names: Vec<String>,
    /// Code of the state.
    pub state: &'static str,
    /// Code of the timeliness, derived; null for a recalled task.
    pub timeliness: Option<&'static str>,
    /// First due day.
    #[schema(value_type = Option<String>, format = Date)]
    pub first_due_on: Option<Date>,
    /// Due day that holds now.
    #[schema(value_type = Option<String>, format = Date)]
    pub due_on: Option<Date>,
    /// Days past the due day, while open.
    pub days_overdue: u32,
    /// Share done as the lead unit states it, 0–100.
    pub percent: i32,
    /// Counter of changes.
    pub version: i32,
}

fn task_json(row: TaskRow) -> TaskJson {
    let task = row.task;
    TaskJson {
        id: task.id.to_string(),
        code: task.code,
        title: task.title,
        output: task.output,
        giver: task.giver.to_string(),
        lead: task.lead.to_string(),
        lead_name: row.lead_name,
        cooperating_names: row.cooperating_names,
        state: task.state.code(),
        timeliness: row.timeliness.map(|t| t.code()),
        first_due_on: task.first_due_on,
        due_on: task.due_on,
        days_overdue: row.days_overdue,
        percent: task.percent,
        version: task.version,
    }
}
