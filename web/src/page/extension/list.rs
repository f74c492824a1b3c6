//! The requests that wait, each with its form of decision.

use crate::page::at::At;
use crate::page::pager::Pager;
use crate::page::{done, page, refused};
use crate::{Fields, FormState, Layout, PageError, PageResult, Staff};
use app::extension::{DecideExtension, Since};
use app::{AppError, FieldError};
use axum::extract::{Path, Query};
use domain::extension::Decision;
use domain::id::ExtensionId;
use jiff::civil::Date;
use serde::Deserialize;

/// Requests on a page: each is a form of its own.
const ON_PAGE: usize = 20;

#[derive(Deserialize)]
pub(super) struct Choice {
    #[serde(alias = "at")]
    ngay: Option<String>,
    trang: Option<usize>,
}

#[derive(askama::Template)]
#[template(path = "extension/list.html")]
struct ExtensionsPage {
    l: Layout,
    form: FormState,
    rows: Vec<Row>,
    pager: Pager,
    at: At,
    said: Option<String>,
}

struct Row {
    id: String,
    version: i32,
    unit: String,
    round_href: String,
    round_title: String,
    report_href: String,
    old: String,
    asked: String,
    reason: String,
    asked_by: String,
    /// Whether the errors on the page belong to this request.
    is_refused: bool,
    /// What became of it since the day of the list; none while it waits.
    since: Option<String>,
}

pub(super) async fn show(staff: Staff, Query(choice): Query<Choice>) -> PageResult {
    let at = At::read(choice.ngay.as_deref(), staff.ctx.today());
    page(&build(&staff, FormState::default(), (at, choice.trang), None).await?)
}

pub(super) async fn decide(staff: Staff, Path(id): Path<String>, fields: Fields) -> PageResult {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let id: ExtensionId = id.parse().map_err(|_| fail(AppError::NotFound))?;
    match act(&staff, id, &fields).await {
        Ok(()) => done("/gia-han", "extension.decided"),
        Err(AppError::Invalid(errors)) => {
            let form = FormState::refused(fields, &errors, staff.ctx.locale);
            let at = At::read(None, staff.ctx.today());
            refused(&build(&staff, form, (at, None), Some(id)).await?)
        }
        Err(other) => Err(fail(other)),
    }
}

async fn act(staff: &Staff, id: ExtensionId, fields: &Fields) -> Result<(), AppError> {
    if !staff.owns(fields) {
        return Err(AppError::refused("form_token"));
    }
    let decision = match fields.get("decision") {
        "grant" => Decision::Grant,
        "refuse" => Decision::Refuse,
        "shorten" => {
            let to: Date = fields.get("granted_due_on").parse().map_err(|_| {
                AppError::Invalid(vec![FieldError::new("granted_due_on", "round.date_form")])
            })?;
            Decision::Shorten { to }
        }
        _ => {
            return Err(AppError::Invalid(vec![FieldError::new(
                "decision",
                "extension.decision_missing",
            )]));
        }
    };
    let version = fields
        .get("version")
        .parse()
        .map_err(|_| AppError::Conflict)?;
    let input = DecideExtension {
        id,
        version,
        decision,
        reason: fields.get("reason").to_owned(),
    };
    app::extension::decide(&staff.ctx, input).await
}

async fn build(
    staff: &Staff,
    form: FormState,
    (at, asked): (At, Option<usize>),
    refused: Option<ExtensionId>,
) -> Result<ExtensionsPage, PageError> {
    let l = staff.layout(staff.ctx_text("extension.title"));
    let lines = app::extension::list_waiting_at(&staff.ctx, at.other())
        .await
        .map_err(|e| PageError::new(e, staff.ctx.locale))?;
    let calendar = staff.ctx.calendar().await;
    let calendar = calendar.map_err(|e| PageError::new(e, staff.ctx.locale))?;
    // A refused decision comes back on the page of its request.
    let refused_at = lines.iter().position(|l| refused == Some(l.extension.id));
    let asked = refused_at.map(|n| n / ON_PAGE + 1).or(asked);
    let pager = Pager::of(&l, ON_PAGE, lines.len(), asked, |page| {
        format!("/gia-han?trang={page}{}", at.part())
    });
    let rows = pager
        .lines(&lines)
        .iter()
        .map(|line| Row {
            id: line.extension.id.to_string(),
            version: line.extension.version,
            unit: if line.now.is_empty() {
                line.unit_name.clone()
            } else {
                let now = line.now.join(", ");
                l.t2(
                    "extension.unit_now",
                    ("unit", &line.unit_name),
                    ("now", &now),
                )
            },
            round_href: format!("/ky/{}", line.round),
            round_title: line.round_title.clone(),
            report_href: format!("/bao-cao/{}", line.extension.subject),
            old: l.date(&line.extension.old_due_on),
            asked: match calendar.is_working_day(line.extension.asked_due_on) {
                true => l.date(&line.extension.asked_due_on),
                false => l.t1(
                    "extension.day_off",
                    "day",
                    l.date(&line.extension.asked_due_on),
                ),
            },
            asked_by: l.t2(
                "extension.asked_by",
                ("name", &line.asked_by),
                ("at", l.instant(&line.extension.asked_at)),
            ),
            is_refused: refused == Some(line.extension.id),
            reason: line.extension.reason.clone(),
            since: (line.since != Since::Waits).then(|| {
                let what = l.code_text("extension.since", line.since.code());
                l.t1("extension.since", "what", what)
            }),
        })
        .collect();
    Ok(ExtensionsPage {
        said: at.words(&l, "extension.at"),
        at,
        l,
        form,
        rows,
        pager,
    })
}
