//! What the office sees after a resubmission: only what changed since the
//! version it returned.

use super::case::Case;
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::id::{ObligationId, TaskId};
use domain::indicator::IndicatorDef;
use domain::regime::Section;
use domain::report::{Changes, ReturnKind, changes as compare};
use std::collections::BTreeMap;
use store::report::Return;

/// What changed between two versions.
#[derive(Debug, Clone)]
pub struct ChangesView {
    /// The version that was returned.
    pub old: i32,
    /// The version sent in answer.
    pub new: i32,
    /// The return that was answered.
    pub returned: Return,
    /// What changed.
    pub changes: Changes,
    /// Sections of the unit's outline, for their titles.
    pub sections: Vec<Section>,
    /// Indicators of the unit's form, for names and scales.
    pub indicators: Vec<IndicatorDef>,
    /// Code and title of the tasks on which a line changed.
    pub tasks: BTreeMap<TaskId, String>,
}

impl ChangesView {
    /// The title of a section; its code if it is no longer in the outline.
    #[must_use]
    pub fn section_title<'a>(&'a self, code: &'a str) -> &'a str {
        self.sections
            .iter()
            .find(|s| s.code == code)
            .map_or(code, |s| s.title.as_str())
    }

    /// The definition of an indicator.
    #[must_use]
    pub fn indicator(&self, code: &str) -> Option<&IndicatorDef> {
        self.indicators.iter().find(|i| i.code == code)
    }

    /// Whether the office asked for a whole new report.
    #[must_use]
    pub fn was_unusable(&self) -> bool {
        self.returned.kind == ReturnKind::Unusable
    }
}

/// What changed in the last version since the one that was returned; none when
/// no return has been answered.
///
/// # Errors
/// [`AppError::NotFound`] for a report that the actor may not read.
pub async fn changes(ctx: &Ctx, id: ObligationId) -> Result<Option<ChangesView>, AppError> {
    let read = ctx.read();
    let case = Case::load(ctx, &read, id, Right::ReadReport).await?;
    let new = case.obligation.last_version;
    let returns = store::report::list_returns(&read, id).await?;
    let Some(returned) = returns.into_iter().rev().find(|r| r.version_number < new) else {
        return Ok(None);
    };
    let old = returned.version_number;
    let before = store::report::find_version(&read, id, old)
        .await?
        .ok_or(AppError::NotFound)?;
    let after = store::report::find_version(&read, id, new)
        .await?
        .ok_or(AppError::NotFound)?;
    let changes = compare(&before.body, &after.body);
    let ids: Vec<TaskId> = changes.tasks.iter().map(|t| t.task).collect();
    let tasks = store::task::find_many(&read, &ids).await?.into_iter();
    Ok(Some(ChangesView {
        tasks: tasks
            .map(|t| (t.id, format!("{} {}", t.code, t.title)))
            .collect(),
        old,
        new,
        returned,
        changes,
        sections: case.sections().cloned().collect(),
        indicators: case.indicators().cloned().collect(),
    }))
}
