//! Days off and swapped working days of a year: for everybody to see,
//! for those who keep the instance's units to enter when they are announced.

use crate::page::{done, page, refused};
use crate::state::Web;
use crate::{Fields, FormState, Layout, PageError, PageResult, Staff};
use app::AppError;
use app::calendar::{EnterYear, YearView, enter_year};
use axum::Router;
use axum::extract::Query;
use axum::routing::get;
use domain::calendar::{DayStatus, TypedYear};
use jiff::civil::Date;
use serde::Deserialize;

/// Routes of the calendar.
pub fn routes() -> Router<Web> {
    Router::new().route("/ngay-nghi", get(show).post(enter))
}

#[derive(askama::Template)]
#[template(path = "calendar/year.html")]
struct YearPage {
    l: Layout,
    form: FormState,
    /// Address and text of the way back.
    back: (&'static str, String),
    year: i16,
    /// Notices: what is not sure, which rounds are touched.
    doubt: Option<String>,
    touched: Vec<(String, String)>,
    /// What it rests on, and who entered it.
    source: String,
    entered: Option<String>,
    days: Vec<Line>,
    swaps: Vec<(String, String)>,
    statuses: Vec<(String, String)>,
    may_enter: bool,
}

struct Line {
    day: String,
    name: String,
    is_expected: bool,
}

#[derive(Deserialize)]
struct Choice {
    nam: Option<i16>,
}

/// Years that have four digits and working days.
fn known(year: i16) -> bool {
    (2000..=2100).contains(&year)
}

async fn show(staff: Staff, Query(choice): Query<Choice>) -> PageResult {
    let year = choice.nam.filter(|year| known(*year));
    let year = year.unwrap_or(staff.ctx.today().year());
    let view = app::calendar::year(&staff.ctx, year).await?;
    let form = FormState::filled(filled(year, &view));
    page(&build(&staff, year, view, form))
}

async fn enter(staff: Staff, fields: Fields) -> PageResult {
    let year = fields.get("year").parse().ok().filter(|y| known(*y));
    let year = year.ok_or_else(|| PageError::new(AppError::NotFound, staff.ctx.locale))?;
    let input = EnterYear {
        typed: TypedYear {
            year,
            status: match fields.get("status") {
                "official" => DayStatus::Official,
                _ => DayStatus::Expected,
            },
            source: fields.get("source").to_owned(),
            holidays: fields.get("holidays").to_owned(),
            swaps: fields.get("swaps").to_owned(),
        },
        version: fields.get("version").parse().unwrap_or_default(),
    };
    let result = if staff.owns(&fields) {
        enter_year(&staff.ctx, &input).await
    } else {
        Err(AppError::refused("form_token"))
    };
    match result {
        Ok(()) => done(&format!("/ngay-nghi?nam={year}"), "calendar.entered"),
        Err(AppError::Invalid(errors)) => {
            let view = app::calendar::year(&staff.ctx, year).await?;
            let form = FormState::refused(fields, &errors, staff.ctx.locale);
            refused(&build(&staff, year, view, form))
        }
        Err(other) => Err(PageError::new(other, staff.ctx.locale)),
    }
}

/// The form as the year is known now.
fn filled(year: i16, view: &YearView) -> Vec<(String, String)> {
    let typed = view.year.as_ref().map(domain::calendar::WorkYear::write);
    let is_official = typed
        .as_ref()
        .is_some_and(|t| t.status == DayStatus::Official);
    let status = if is_official { "official" } else { "expected" };
    let (source, holidays, swaps) = typed
        .map(|t| (t.source, t.holidays, t.swaps))
        .unwrap_or_default();
    vec![
        ("year".into(), year.to_string()),
        ("version".into(), view.version.to_string()),
        ("status".into(), status.into()),
        ("source".into(), source),
        ("holidays".into(), holidays),
        ("swaps".into(), swaps),
    ]
}

fn build(staff: &Staff, year: i16, view: YearView, form: FormState) -> YearPage {
    let l = staff.layout(staff.ctx_text("calendar.title"));
    let day = |on: &Date| {
        let weekday = l.code_text(
            "calendar.weekday",
            &on.weekday().to_monday_one_offset().to_string(),
        );
        format!("{weekday}, {}", l.date(on))
    };
    let doubts: Vec<_> = view.doubt.iter().map(|doubt| (year, *doubt)).collect();
    let doubt = crate::page::round::doubts(&l, &doubts).pop();
    let known = view.year.as_ref();
    YearPage {
        doubt,
        touched: view
            .on_days_off
            .iter()
            .map(|on| {
                let told = l.t2(
                    "calendar.on_day_off",
                    ("round", &on.title),
                    ("day", l.date(&on.day)),
                );
                (format!("/ky/{}", on.round), told)
            })
            .collect(),
        source: known.map(|y| y.note.source.clone()).unwrap_or_default(),
        entered: view.entered.as_ref().map(|(by, at)| {
            let by = by
                .clone()
                .unwrap_or_else(|| l.t("calendar.system").into_owned());
            l.t2("calendar.entered_by", ("name", by), ("at", l.instant(at)))
        }),
        days: known
            .into_iter()
            .flat_map(|y| &y.holidays)
            .map(|h| Line {
                day: day(&h.date),
                name: match l.locale {
                    app::Locale::Vi => h.name.clone(),
                    app::Locale::En => h.name_en.clone(),
                },
                is_expected: h.status == DayStatus::Expected,
            })
            .collect(),
        swaps: known
            .into_iter()
            .flat_map(|y| &y.swaps)
            .map(|s| (day(&s.off), day(&s.working)))
            .collect(),
        statuses: ["official", "expected"]
            .map(|code| {
                (
                    code.to_owned(),
                    l.code_text("calendar.status", code).into_owned(),
                )
            })
            .to_vec(),
        may_enter: view.may_enter,
        back: staff.way_back(),
        year,
        form,
        l,
    }
}
