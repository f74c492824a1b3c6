//! The plans of a year, and the form that sets one.

use crate::page::{done, page, refused};
use crate::{Fields, FormState, Layout, PageError, PageResult, Staff};
use app::plan::SetPlan;
use app::{AppError, FieldError};
use axum::extract::Query;
use domain::number::format_number;
use serde::Deserialize;

#[derive(askama::Template)]
#[template(path = "plan/list.html")]
struct PlansPage {
    l: Layout,
    form: FormState,
    year: i16,
    rows: Vec<Row>,
    units: Vec<(String, String)>,
    indicators: Vec<(String, String)>,
    before: Option<String>,
    after: Option<String>,
}

struct Row {
    unit: String,
    indicator: String,
    value: String,
    note: String,
}

#[derive(Deserialize)]
pub(super) struct Choice {
    nam: Option<i16>,
    trang: Option<usize>,
}

/// Lines on one page.
const PER_PAGE: usize = 100;

async fn build(
    staff: &Staff,
    year: i16,
    trang: usize,
    form: FormState,
) -> Result<PlansPage, PageError> {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let found = app::plan::list(&staff.ctx, year).await.map_err(fail)?;
    let mut l = staff.layout("");
    l.title = l.t1("plan.title", "year", year);
    let is_vi = l.locale == app::Locale::Vi;
    let count = found.lines.len();
    let href = |page: usize| format!("/ke-hoach?nam={year}&trang={page}");
    Ok(PlansPage {
        year,
        rows: found
            .lines
            .iter()
            .skip((trang - 1) * PER_PAGE)
            .take(PER_PAGE)
            .map(|line| Row {
                unit: line.name.clone(),
                indicator: if is_vi {
                    format!("{} {}", line.def.code, line.def.name)
                } else {
                    format!("{} {}", line.def.code, line.def.name_en)
                },
                value: format!(
                    "{} {}",
                    format_number(line.value, line.def.scale),
                    line.def.measure
                ),
                note: line.note.clone(),
            })
            .collect(),
        units: found
            .units
            .iter()
            .map(|(unit, name)| (unit.to_string(), name.clone()))
            .collect(),
        indicators: found
            .indicators
            .iter()
            .map(|d| {
                (
                    d.code.clone(),
                    format!("{} {} ({})", d.code, d.name, d.measure),
                )
            })
            .collect(),
        before: (trang > 1).then(|| href(trang - 1)),
        after: (trang * PER_PAGE < count).then(|| href(trang + 1)),
        form,
        l,
    })
}

pub(super) async fn show(staff: Staff, Query(choice): Query<Choice>) -> PageResult {
    let year = choice.nam.unwrap_or_else(|| staff.ctx.today().year());
    let form = FormState::fresh(&[("year", year.to_string())]);
    page(&build(&staff, year, choice.trang.unwrap_or(1).max(1), form).await?)
}

pub(super) async fn set(staff: Staff, fields: Fields) -> PageResult {
    let locale = staff.ctx.locale;
    let year = fields
        .get("year")
        .parse()
        .unwrap_or_else(|_| staff.ctx.today().year());
    let errors = match try_set(&staff, &fields).await {
        Ok(()) => return done(&format!("/ke-hoach?nam={year}"), "plan.set"),
        Err(AppError::Invalid(errors)) => errors,
        Err(AppError::Conflict) => vec![FieldError::form("conflict")],
        Err(other) => return Err(PageError::new(other, locale)),
    };
    let form = FormState::refused(fields, &errors, locale);
    refused(&build(&staff, year, 1, form).await?)
}

async fn try_set(staff: &Staff, fields: &Fields) -> Result<(), AppError> {
    if !staff.owns(fields) {
        return Err(AppError::refused("form_token"));
    }
    let Ok(unit) = fields.get("unit").parse() else {
        return Err(AppError::Invalid(vec![FieldError::new("unit", "required")]));
    };
    let input = SetPlan {
        unit,
        indicator: fields.get("indicator").to_owned(),
        year: fields.get("year").parse().unwrap_or_default(),
        value: fields.get("value").to_owned(),
        note: fields.get("note").to_owned(),
    };
    app::plan::set(&staff.ctx, input).await.map(|_| ())
}
