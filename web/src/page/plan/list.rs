//! The plans of a year, a hundred at a time and searchable by unit, as they are or
//! were on a day, and the form that sets one of today's.

use crate::page::at::At;
use crate::page::choose::{UnitField, read_unit};
use crate::page::pager::Pager;
use crate::page::{done, page, refused};
use crate::{Fields, FormState, Layout, PageError, PageResult, Staff};
use app::plan::SetPlan;
use app::{AppError, FieldError};
use axum::extract::Query;
use domain::account::Right;
use domain::unit::UnitVersion;
use serde::Deserialize;

#[derive(askama::Template)]
#[template(path = "plan/list.html")]
struct PlansPage {
    l: Layout,
    form: FormState,
    search: FormState,
    at: At,
    said: Option<String>,
    /// The same list of today, where another day is shown: only there a plan is set.
    today: Option<String>,
    rows: Vec<Row>,
    pager: Pager,
    unit: UnitField,
    indicators: Vec<(String, String)>,
}

struct Row {
    unit: String,
    indicator: String,
    value: String,
    note: String,
}

#[derive(Default, Deserialize)]
pub(super) struct Choice {
    nam: Option<i16>,
    #[serde(alias = "at")]
    ngay: Option<String>,
    tim: Option<String>,
    trang: Option<usize>,
}

async fn build(
    staff: &Staff,
    year: i16,
    choice: Choice,
    form: FormState,
) -> Result<PlansPage, PageError> {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let search = choice.tim.unwrap_or_default();
    let at = At::read(choice.ngay.as_deref(), staff.ctx.today());
    let wanted = Pager::wanted(choice.trang);
    let found = app::plan::list(&staff.ctx, year, &search, at.day(), wanted)
        .await
        .map_err(fail)?;
    let tree = staff.ctx.tree().await?;
    let actor = &staff.ctx.actor;
    let mut l = staff.layout("");
    l.title = l.t1("plan.title", "year", year);
    let pager = Pager::new(&l, found.count, choice.trang, |page| {
        let search = crate::visitor::url_part(&search);
        format!(
            "/ke-hoach?nam={year}&tim={search}{}&trang={page}",
            at.part()
        )
    });
    let of_today = || {
        let search = crate::visitor::url_part(&search);
        format!("/ke-hoach?nam={year}&tim={search}")
    };
    Ok(PlansPage {
        today: at.other().map(|_| of_today()),
        said: at.words(&l, "plan.at"),
        at,
        rows: found
            .lines
            .iter()
            .map(|line| Row {
                unit: line.name.clone(),
                indicator: format!(
                    "{} {}",
                    line.def.code,
                    l.named(&line.def.name, &line.def.name_en)
                ),
                value: line
                    .goal
                    .written(line.def.scale, &line.def.measure, |bound, number| {
                        l.bounded(bound, number)
                    }),
                note: line.note.clone(),
            })
            .collect(),
        unit: UnitField::of(
            "unit",
            &tree,
            |u| actor.has_over(Right::WriteConsolidation, u.unit, &tree),
            &form,
        ),
        indicators: found
            .indicators
            .iter()
            .map(|d| {
                (
                    d.code.clone(),
                    format!(
                        "{} {} ({})",
                        d.code,
                        l.named(&d.name, &d.name_en),
                        d.measure
                    ),
                )
            })
            .collect(),
        search: FormState::fresh(&[("nam", year.to_string()), ("tim", search)]),
        pager,
        form,
        l,
    })
}

pub(super) async fn show(staff: Staff, Query(choice): Query<Choice>) -> PageResult {
    let year = choice.nam.unwrap_or_else(|| staff.ctx.today().year());
    let form = FormState::fresh(&[("year", year.to_string())]);
    page(&build(&staff, year, choice, form).await?)
}

pub(super) async fn set(staff: Staff, fields: Fields) -> PageResult {
    let locale = staff.ctx.locale;
    let year = fields
        .get("year")
        .parse()
        .unwrap_or_else(|_| staff.ctx.today().year());
    let errors = match try_set(&staff, &fields).await {
        Ok(said) => return done(&format!("/ke-hoach?nam={year}"), said),
        Err(AppError::Invalid(errors)) => errors,
        Err(AppError::Conflict) => vec![FieldError::form("conflict")],
        Err(other) => return Err(PageError::new(other, locale)),
    };
    let form = FormState::refused(fields, &errors, locale);
    refused(&build(&staff, year, Choice::default(), form).await?)
}

/// Sets the plan; answers the code of what is said then.
async fn try_set(staff: &Staff, fields: &Fields) -> Result<&'static str, AppError> {
    if !staff.owns(fields) {
        return Err(AppError::refused("form_token"));
    }
    let tree = staff.ctx.tree().await?;
    let actor = &staff.ctx.actor;
    let is_mine = |u: &UnitVersion| actor.has_over(Right::WriteConsolidation, u.unit, &tree);
    let unit = read_unit("unit", &tree, is_mine, fields)
        .and_then(|unit| unit.ok_or_else(|| FieldError::new("unit", "required")))
        .map_err(|error| AppError::Invalid(vec![error]))?;
    let input = SetPlan {
        unit: unit.unit,
        indicator: fields.get("indicator").to_owned(),
        year: fields.get("year").parse().unwrap_or_default(),
        value: fields.get("value").to_owned(),
        note: fields.get("note").to_owned(),
    };
    let (unit, indicator) = (input.unit, input.indicator.clone());
    let is_taken_away = input.value.trim().is_empty();
    app::plan::set(&staff.ctx, input).await?;
    let is_plain = is_taken_away || app::plan::measures(&staff.ctx, unit, &indicator).await?;
    Ok(if is_plain {
        "plan.set"
    } else {
        "plan.set_not_asked"
    })
}
