//! How the tasks of every unit stood at the end of a day: the live figures of the
//! forms (CT-05). Not here: which indicator shows which of them
//! (`domain::indicator::LiveFigure`).

use super::settings;
use crate::{App, AppError};
use domain::calendar::end_of_day_in_vietnam;
use domain::id::UnitId;
use domain::task::{Tally, TaskState, timeliness};
use jiff::civil::Date;
use std::collections::HashMap;
use std::sync::Arc;
use store::task::TaskFilter;

/// The four-way table of the tasks that each unit leads.
pub(crate) type TaskFigures = HashMap<UnitId, Tally>;

/// The tasks given by the end of a day as they stood then: one confirmed later
/// was still open. The due date is the present one, as an extension is granted
/// for a task and not for a day; a recalled task is counted nowhere.
///
/// # Errors
/// When the database fails.
pub(crate) async fn figures_on(app: &App, day: Date) -> Result<Arc<TaskFigures>, AppError> {
    let read = async {
        let read = app.store.read();
        let moment = end_of_day_in_vietnam(day);
        let warn_days = settings(&read).await?.warn_days;
        let filter = TaskFilter {
            assigned_before: Some(moment),
            ..TaskFilter::default()
        };
        let mut figures = TaskFigures::new();
        for task in store::task::dates(&read, &filter).await? {
            if matches!(task.state, TaskState::Draft | TaskState::Recalled) {
                continue;
            }
            let confirmed = task.confirmed_at.filter(|_| task.state == TaskState::Done);
            let is_done = confirmed.is_some_and(|at| at <= moment);
            let submitted = task.submitted_at;
            let stands = timeliness(task.due_on, submitted, is_done, moment, warn_days);
            figures.entry(task.lead).or_default().add(stands);
        }
        Ok(figures)
    };
    app.task_figures.or_read(day, read).await
}
