//! One cell or section by itself: its past, its versions, what was said about it.

use super::report_id;
use super::view::{indicator_name, period, value};
use crate::page::{done, page, refused};
use crate::picture::trend;
use crate::{Fields, FormState, Layout, PageError, PageResult, Staff};
use app::report::{PlaceSubject, PlaceView, SayAtPlace, SetLimits};
use app::{AppError, FieldError};
use axum::extract::Path;
use domain::number::format_number;
use domain::report::{CommentKind, PlaceKind};
use domain::validation::OutlierTest;

#[derive(askama::Template)]
#[template(path = "report/place.html")]
struct PlacePage {
    l: Layout,
    form: FormState,
    id: String,
    unit: String,
    period: String,
    action: String,
    is_cell: bool,
    measure: String,
    /// Server-made SVG of plain numbers.
    trend: String,
    values: Vec<(String, String, String)>,
    versions: Vec<VersionRow>,
    thread: Vec<SaidRow>,
    is_flagged: bool,
    limits: Option<String>,
    outliers: Vec<String>,
    can_say: bool,
    can_review: bool,
    opens_form: bool,
}

struct VersionRow {
    name: String,
    at: String,
    by: String,
    value: String,
    note: String,
    paragraphs: Vec<String>,
}

struct SaidRow {
    kind: String,
    is_flag: bool,
    text: String,
    by: String,
    at: String,
    iso: String,
    version: String,
}

pub(super) async fn cell(staff: Staff, Path((id, code)): Path<(String, String)>) -> PageResult {
    page(&build(&staff, &id, PlaceKind::Cell, &code, FormState::default()).await?)
}

pub(super) async fn section(staff: Staff, Path((id, code)): Path<(String, String)>) -> PageResult {
    page(&build(&staff, &id, PlaceKind::Section, &code, FormState::default()).await?)
}

async fn build(
    staff: &Staff,
    id: &str,
    kind: PlaceKind,
    code: &str,
    form: FormState,
) -> Result<PlacePage, PageError> {
    let report = report_id(staff, id)?;
    let v = app::report::place(&staff.ctx, report, kind, code)
        .await
        .map_err(|e| PageError::new(e, staff.ctx.locale))?;
    let mut l = staff.layout("");
    let (title, part) = match &v.subject {
        PlaceSubject::Section(s) => {
            let title = if l.locale == app::Locale::En {
                &s.title_en
            } else {
                &s.title
            };
            (format!("{} {title}", s.code), "muc")
        }
        PlaceSubject::Cell(d) => (format!("{} {}", d.code, indicator_name(&l, d)), "o"),
    };
    l.title = title;
    let def = match &v.subject {
        PlaceSubject::Cell(def) => Some(def),
        PlaceSubject::Section(_) => None,
    };
    let points: Vec<Option<i64>> = v
        .values
        .iter()
        .map(|(_, cell)| cell.as_ref()?.shown_value(def?))
        .collect();
    let values: Vec<(String, String, String)> = v
        .values
        .iter()
        .map(|(p, cell)| {
            let cell = cell.clone().unwrap_or_default();
            let shown = def.map_or_else(String::new, |def| value(&l, def, &cell));
            (period(&l, p), shown, cell.note.unwrap_or_default())
        })
        .collect();
    let spoken: Vec<&str> = values.iter().map(|(_, shown, _)| shown.as_str()).collect();
    Ok(PlacePage {
        action: format!("/bao-cao/{id}/{part}/{code}"),
        id: id.to_owned(),
        unit: v.unit.name.clone(),
        period: period(&l, &v.round.period),
        is_cell: def.is_some(),
        measure: def.map(|d| d.measure.clone()).unwrap_or_default(),
        trend: trend(&points, &spoken.join("; ")),
        versions: versions(&l, &v),
        thread: thread(&l, &v),
        is_flagged: v.is_flagged,
        limits: v.limits.zip(def).map(|((min, max), def)| {
            let shown = |n| format_number(n, def.scale);
            l.t2(
                "report.limits_are",
                ("min", shown(min)),
                ("max", shown(max)),
            )
        }),
        outliers: v
            .outliers
            .iter()
            .map(|(test, answer)| {
                let name = match test {
                    OutlierTest::MinMax { .. } => "min_max",
                    OutlierTest::ZScore { .. } => "z_score",
                    OutlierTest::ModifiedZScore { .. } => "modified_z_score",
                };
                format!(
                    "{}: {}",
                    l.code_text("report.outlier_test", name),
                    l.t(&format!("report.{}", answer.code()))
                )
            })
            .collect(),
        can_say: v.can_say,
        can_review: v.can_review,
        opens_form: v.opens_form,
        values,
        form,
        l,
    })
}

fn versions(l: &Layout, v: &PlaceView) -> Vec<VersionRow> {
    v.versions
        .iter()
        .map(|version| {
            let shown = match &v.subject {
                PlaceSubject::Cell(def) => value(l, def, &version.cell),
                PlaceSubject::Section(_) if version.is_nil => {
                    l.t("report.nil_section").into_owned()
                }
                PlaceSubject::Section(_) => String::new(),
            };
            VersionRow {
                name: match version.number {
                    Some(number) => l.t1("report.version", "number", number),
                    None => l.t("report.draft").into_owned(),
                },
                at: l.instant(&version.at),
                by: version.by.clone(),
                value: shown,
                note: version.cell.note.clone().unwrap_or_default(),
                paragraphs: version.text.lines().map(str::to_owned).collect(),
            }
        })
        .collect()
}

fn thread(l: &Layout, v: &PlaceView) -> Vec<SaidRow> {
    v.thread
        .iter()
        .map(|said| SaidRow {
            kind: l.code_text("report.said", said.kind.code()).into_owned(),
            is_flag: said.kind != CommentKind::Comment,
            text: said.text.clone(),
            by: said.by.clone(),
            at: l.instant(&said.at),
            iso: l.iso(&said.at),
            version: match said.version {
                0 => l.t("report.draft").into_owned(),
                number => l.t1("report.version", "number", number),
            },
        })
        .collect()
}

pub(super) async fn say_cell(
    staff: Staff,
    Path((id, code)): Path<(String, String)>,
    fields: Fields,
) -> PageResult {
    say(staff, id, PlaceKind::Cell, code, fields).await
}

pub(super) async fn say_section(
    staff: Staff,
    Path((id, code)): Path<(String, String)>,
    fields: Fields,
) -> PageResult {
    say(staff, id, PlaceKind::Section, code, fields).await
}

async fn say(
    staff: Staff,
    id: String,
    place: PlaceKind,
    code: String,
    fields: Fields,
) -> PageResult {
    let part = if place == PlaceKind::Cell { "o" } else { "muc" };
    let to = format!("/bao-cao/{id}/{part}/{code}");
    let input = SayAtPlace {
        obligation: report_id(&staff, &id)?,
        place,
        code: code.clone(),
        kind: CommentKind::from_code(fields.get("kind")).unwrap_or(CommentKind::Comment),
        text: fields.get("text").to_owned(),
    };
    let result = if staff.owns(&fields) {
        app::report::say(&staff.ctx, input).await
    } else {
        Err(AppError::refused("form_token"))
    };
    answer(
        &staff,
        &id,
        place,
        &code,
        fields,
        result,
        &to,
        "report.said",
    )
    .await
}

pub(super) async fn limit(
    staff: Staff,
    Path((id, code)): Path<(String, String)>,
    fields: Fields,
) -> PageResult {
    let to = format!("/bao-cao/{id}/o/{code}");
    let input = SetLimits {
        obligation: report_id(&staff, &id)?,
        code: code.clone(),
        min: fields.get("min").to_owned(),
        max: fields.get("max").to_owned(),
    };
    let result = if staff.owns(&fields) {
        app::report::set_limits(&staff.ctx, input).await
    } else {
        Err(AppError::refused("form_token"))
    };
    let place = PlaceKind::Cell;
    answer(
        &staff,
        &id,
        place,
        &code,
        fields,
        result,
        &to,
        "report.limits_set",
    )
    .await
}

#[allow(
    clippy::too_many_arguments,
    reason = "one answer for the page's two forms"
)]
async fn answer(
    staff: &Staff,
    id: &str,
    place: PlaceKind,
    code: &str,
    fields: Fields,
    result: Result<(), AppError>,
    to: &str,
    what: &str,
) -> PageResult {
    let errors: Vec<FieldError> = match result {
        Ok(()) => return done(to, what),
        Err(AppError::Invalid(errors)) => errors,
        Err(other) => return Err(PageError::new(other, staff.ctx.locale)),
    };
    let form = FormState::refused(fields, &errors, staff.ctx.locale);
    refused(&build(staff, id, place, code, form).await?)
}
