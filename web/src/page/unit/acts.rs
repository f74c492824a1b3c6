//! The list of acts, and beginning a new one.

use crate::input::read_day;
use crate::page::{done, page, refused};
use crate::{Fields, FormState, Layout, PageError, PageResult, Staff};
use app::unit::{ActInput, Heirs};
use app::{AppError, FieldError};
use domain::unit::UnitAct;

#[derive(askama::Template)]
#[template(path = "unit/acts.html")]
struct ActsView {
    l: Layout,
    form: FormState,
    rows: Vec<Row>,
}

struct Row {
    href: String,
    decision: String,
    decided_on: String,
    effective_on: String,
    state: &'static str,
    tone: &'static str,
    steps: String,
}

pub(super) fn tone(state: &str) -> &'static str {
    match state {
        "draft" => "warn",
        "confirmed" => "info",
        "withdrawn" => "late",
        _ => "ok",
    }
}

async fn build(staff: &Staff, form: FormState) -> Result<ActsView, PageError> {
    let l = staff.layout(staff.ctx_text("unit.acts"));
    let rows = app::unit::list(&staff.ctx)
        .await
        .map_err(|e| PageError::new(e, staff.ctx.locale))?
        .into_iter()
        .map(|a| Row {
            href: format!("/don-vi/sap-xep/{}", a.id),
            decided_on: l.date(&a.decided_on),
            effective_on: l.date(&a.effective_on),
            state: a.state.code(),
            tone: tone(a.state.code()),
            steps: a
                .steps
                .iter()
                .map(|s| l.code_text("unit.step", s).into_owned())
                .collect::<Vec<_>>()
                .join("; "),
            decision: if a.decision.is_empty() {
                l.t("unit.act.untitled").into_owned()
            } else {
                a.decision
            },
        })
        .collect();
    Ok(ActsView { l, form, rows })
}

pub(super) async fn show(staff: Staff) -> PageResult {
    let today = staff.ctx.today().to_string();
    let form = FormState::fresh(&[("decided_on", today.clone()), ("effective_on", today)]);
    page(&build(&staff, form).await?)
}

/// Number and dates of the decision as typed.
pub(super) fn read_head(fields: &Fields) -> Result<UnitAct, Vec<FieldError>> {
    let mut errors = Vec::new();
    let mut day = |name: &'static str| {
        let day = read_day(fields.get(name));
        if day.is_none() {
            errors.push(FieldError::new(name, "unit.date_form"));
        }
        day
    };
    let (decided_on, effective_on) = (day("decided_on"), day("effective_on"));
    match (decided_on, effective_on) {
        (Some(decided_on), Some(effective_on)) => Ok(UnitAct {
            decision: fields.get("decision").trim().to_owned(),
            decided_on,
            effective_on,
            steps: Vec::new(),
        }),
        _ => Err(errors),
    }
}

pub(super) async fn submit(staff: Staff, fields: Fields) -> PageResult {
    let result = async {
        if !staff.owns(&fields) {
            return Err(AppError::refused("form_token"));
        }
        let act = read_head(&fields)?;
        if act.decision.is_empty() {
            let code = "unit.act.decision_missing";
            return Err(AppError::Invalid(vec![FieldError::new("decision", code)]));
        }
        let input = ActInput {
            act,
            heirs: Heirs::default(),
        };
        app::unit::save(&staff.ctx, None, &input).await
    };
    match result.await {
        Ok(id) => done(&format!("/don-vi/sap-xep/{id}"), "unit.act_saved"),
        Err(AppError::Invalid(errors)) => {
            let form = FormState::refused(fields, &errors, staff.ctx.locale);
            refused(&build(&staff, form).await?)
        }
        Err(other) => Err(PageError::new(other, staff.ctx.locale)),
    }
}
