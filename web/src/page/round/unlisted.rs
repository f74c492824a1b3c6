//! Units that the rule of an open round names and its list lacks, with the form that
//! gives them a report, and those that it names no more.

use super::round_id;
use crate::page::done;
use crate::{Fields, FormState, Layout, PageError, PageResult, Staff};
use app::AppError;
use app::round::{AddUnits, Missing, Unlisted};
use axum::extract::Path;
use domain::id::RoundId;

/// Units of each list that one page shows: below them is the list of the round, whose
/// hundred lines alone take most of the 60 KB of a page.
const SHOWN: usize = 10;

/// What the page of the round says of it.
pub(super) struct Lists {
    /// How many are missing; empty where nobody is.
    pub(super) missing: String,
    pub(super) units: Vec<Unit>,
    /// How many more there are.
    pub(super) more: usize,
    /// Whether one of those shown lacks a reporter or a head.
    pub(super) has_gaps: bool,
    /// Whether nobody can be added any more.
    pub(super) is_frozen: bool,
    /// How many are named no more; empty where nobody is.
    pub(super) unnamed: String,
    /// Address of the report and name of the unit.
    pub(super) reports: Vec<(String, String)>,
    pub(super) more_reports: usize,
}

/// One that is missing.
pub(super) struct Unit {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) due: String,
    pub(super) gaps: Vec<String>,
    /// The report that it answers for as an heir: address and words.
    pub(super) answers: Option<(String, String)>,
    pub(super) is_ticked: bool,
}

/// In words; all are ticked until somebody sent the form otherwise.
pub(super) fn lists(l: &Layout, form: &FormState, found: &Unlisted) -> Lists {
    let shown = &found.missing[..found.missing.len().min(SHOWN)];
    let reports = found.unnamed.iter().take(SHOWN);
    Lists {
        missing: found.missing_words(l.locale).unwrap_or_default(),
        units: shown.iter().map(|m| unit(l, form, m)).collect(),
        more: found.missing.len() - shown.len(),
        has_gaps: shown.iter().any(|m| m.target.has_gap()),
        is_frozen: found.is_frozen,
        unnamed: found.unnamed_words(l.locale).unwrap_or_default(),
        reports: reports
            .map(|u| (format!("/bao-cao/{}/duyet", u.obligation), u.name.clone()))
            .collect(),
        more_reports: found.unnamed.len().saturating_sub(SHOWN),
    }
}

fn unit(l: &Layout, form: &FormState, missing: &Missing) -> Unit {
    let target = &missing.target;
    let id = target.unit.to_string();
    let mut gaps = Vec::new();
    if !target.has_reporter {
        gaps.push(l.t("round.matrix.no_reporter").into_owned());
    }
    if !target.has_head {
        gaps.push(l.t("round.matrix.no_head").into_owned());
    }
    Unit {
        name: target.name.clone(),
        due: l.t1("round.unlisted.due", "day", l.date(&target.due_on)),
        gaps,
        answers: missing.answers_for.as_ref().map(|(report, ended)| {
            let words = l.t1("round.unlisted.answers", "unit", ended);
            (format!("/bao-cao/{report}/duyet"), words)
        }),
        is_ticked: !form.has_errors() || form.is_ticked("units", &id),
        id,
    }
}

pub(super) async fn submit(staff: Staff, Path(id): Path<String>, fields: Fields) -> PageResult {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let round = round_id(&id).map_err(fail)?;
    match act(&staff, round, &fields).await {
        Ok(_) => done(&format!("/ky/{round}"), "round.units_added"),
        Err(AppError::Invalid(errors)) => {
            let form = FormState::refused(fields, &errors, staff.ctx.locale);
            super::show::refuse(&staff, round, form).await
        }
        Err(other) => Err(fail(other)),
    }
}

async fn act(staff: &Staff, round: RoundId, fields: &Fields) -> Result<usize, AppError> {
    if !staff.owns(fields) {
        return Err(AppError::refused("form_token"));
    }
    let input = AddUnits {
        round,
        units: fields.all("units").filter_map(|u| u.parse().ok()).collect(),
        accept_gaps: fields.has("accept_gaps"),
    };
    app::round::add_units(&staff.ctx, &input).await
}
