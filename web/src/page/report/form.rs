//! The report page of a unit. The same page shows the draft, what was refused
//! with everything typed, what was read from a file, and two authors' texts.

use super::clashed::Clashed;
use super::form_rows::{FileRow, Group, SectionRow, files, groups, section_row};
use super::live::LiveTable;
use super::named::{Requests, cell_name, place, requests_shown, set_aside};
use super::parts::{Asked, Parts, Tab};
use super::report_id;
use super::signed::{SignedView, ToSign};
use super::view::{Said, indicator_name, paper, period, said};
use super::words::{rules, words};
use crate::page::page;
use crate::{Fields, FormState, Layout, PageError, PageResult, Staff};
use app::report::{Clash, ReportForm};
use app::{AppError, FieldError};
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect};
use domain::indicator::Nature;
use domain::number::format_number;
use domain::report::{NumberStyle, Trouble};

/// Everything on the page, ready to be shown.
#[derive(askama::Template)]
#[template(path = "report/form.html")]
pub(super) struct FormPage {
    l: Layout,
    form: FormState,
    id: String,
    version: i32,
    words: String,
    period: String,
    unit: String,
    state: &'static str,
    state_name: String,
    due: String,
    extended: Option<String>,
    timely: Option<(&'static str, String)>,
    by_original: Option<String>,
    page: String,
    rules: String,
    files: Vec<FileRow>,
    places: Vec<(String, String)>,
    saved: Option<String>,
    progress: String,
    returned: Option<ReturnView>,
    refusal: Option<String>,
    /// Whether anything can be typed and saved now.
    can_write: bool,
    can_sign: bool,
    is_blocked: bool,
    signed: Option<SignedView>,
    /// For who only signs: the page is to be read, without a form that saves.
    to_sign: Option<ToSign>,
    ask: Option<Requests>,
    /// Whether one more request may be made.
    may_ask: bool,
    asked: String,
    ask_reason: String,
    is_prefilled: bool,
    is_nil: bool,
    sections: Vec<SectionRow>,
    groups: Vec<Group>,
    part: usize,
    tabs: Vec<Tab>,
    carried: Vec<(String, String)>,
    last_period: String,
    /// Whose figures are in those of earlier periods.
    past_of: String,
    live: Option<LiveTable>,
    tasks: Vec<TaskRow>,
    doubt: Option<Doubt>,
    style: &'static str,
    remarks: Vec<Said>,
    notice: Option<String>,
    findings: Vec<String>,
    clash: Option<String>,
    has_versions: bool,
    taken_over: Vec<String>,
    set_aside: Vec<(String, Vec<String>)>,
    /// What is said of the lateness so far, where it is asked.
    late_reason: Option<String>,
    their_reason: Option<(String, String)>,
    paper: Option<String>,
    natures: Vec<(&'static str, String)>,
}

struct ReturnView {
    at: String,
    kind: String,
    reason: String,
}

struct TaskRow {
    id: String,
    code: String,
    title: String,
    due: String,
    percent: String,
    text: String,
}

struct Doubt {
    typed: String,
    vietnamese: String,
    english: String,
}

/// What the page says beside the form.
#[derive(Default)]
pub(super) struct Beside {
    /// Errors of an act that was refused.
    pub(super) errors: Vec<FieldError>,
    /// Fields of a small form on the page that was refused.
    pub(super) fields: Fields,
    /// A sentence about what is shown.
    pub(super) notice: Option<String>,
    /// Oddities of a file.
    pub(super) findings: Vec<String>,
    /// The other author's draft.
    pub(super) clash: Option<Box<Clash>>,
    /// The name under which the open page saves; a new one when empty.
    pub(super) page: String,
    /// The part of a long table of figures that is asked for.
    pub(super) part: Asked,
}

pub(super) async fn show(
    staff: Staff,
    Path(id): Path<String>,
    Query(query): Query<Address>,
) -> PageResult {
    let report = report_id(&staff, &id)?;
    match app::report::open_form(&staff.ctx, report).await {
        Ok(form) => {
            let part = query.phan.and_then(|n| n.parse().ok());
            let beside = Beside {
                part: part.map_or(Asked::Any, Asked::This),
                ..Beside::default()
            };
            page(&build(&staff, &form, beside))
        }
        // Those who may only read are shown what was sent.
        Err(AppError::Forbidden) => {
            Ok(Redirect::to(&format!("/bao-cao/{id}/duyet")).into_response())
        }
        Err(other) => Err(PageError::new(other, staff.ctx.locale)),
    }
}

/// What the address may ask for.
#[derive(serde::Deserialize)]
pub(super) struct Address {
    phan: Option<String>,
}

/// Puts the page together.
pub(super) fn build(staff: &Staff, f: &ReportForm, beside: Beside) -> FormPage {
    let l = staff.layout(f.round.title.clone());
    let mut errors = beside.errors;
    for error in f.field_errors() {
        if !errors.iter().any(|e| e.field == error.field) {
            errors.push(error);
        }
    }
    let places: Vec<String> = errors.iter().map(|e| place(&l, f, e)).collect();
    let form = FormState::refused(beside.fields, &errors, l.locale).placed(places);
    let clashed = Clashed::of(&l, beside.clash.as_deref());
    let asked = if beside.clash.is_some() {
        Asked::Whole
    } else {
        beside.part
    };
    let parts = Parts::of(f, asked, &errors);
    let groups = groups(&l, &form, f, &parts.shown, &clashed);
    let sections = f
        .sections
        .iter()
        .map(|s| section_row(&l, &form, f, s, clashed.section(&s.def.code)))
        .collect();
    let places = f
        .sections
        .iter()
        .map(|s| {
            (
                format!("s.{}", s.def.code),
                format!("{} {}", s.def.code, l.named(&s.def.title, &s.def.title_en)),
            )
        })
        .chain(f.cells.iter().map(|c| {
            (
                format!("v.{}", c.def.code),
                format!("{} {}", c.def.code, indicator_name(&l, &c.def)),
            )
        }))
        .collect();
    let ask = requests_shown(&l, f);
    let signed = SignedView::of(&l, f, &form);
    let by = f.round.dates.due_by;
    FormPage {
        taken_over: crate::page::unit::taken_over_lines(&l, &f.taken_over),
        set_aside: set_aside(&l, f),
        id: f.obligation.id.to_string(),
        words: words(&l, f.may_send()),
        version: beside
            .clash
            .as_ref()
            .map_or(f.draft_version(), |c| c.theirs.version),
        period: period(&l, &f.round.period),
        unit: f.unit.name.clone(),
        state: f.state_code(),
        state_name: l
            .code_text("round.report_state", f.state_code())
            .into_owned(),
        late_reason: (f.asks_late_reason && !f.may_send()).then(|| f.late_reason.clone()),
        signed,
        their_reason: clashed.late_reason(),
        paper: f.paper.as_ref().map(|p| paper(&l, p)),
        due: l.due(&f.obligation.due_on, by),
        extended: f.obligation.extended_due_on.as_ref().map(|d| l.due(d, by)),
        timely: f.timely.map(|t| {
            let code = t.extended.code();
            (code, l.code_text("round.timely", code).into_owned())
        }),
        by_original: f.timely.filter(|t| t.original != t.extended).map(|t| {
            let text = l.code_text("round.timely", t.original.code());
            l.t1("report.by_original", "state", text)
        }),
        page: if beside.page.is_empty() {
            uuid::Uuid::now_v7().simple().to_string()
        } else {
            beside.page
        },
        rules: rules(&l, f, &parts),
        part: parts.number,
        tabs: parts.tabs(&l, &errors),
        carried: parts.carried(),
        files: files(&f.files),
        places,
        saved: f.draft.as_ref().map(|d| {
            l.t2(
                "report.saved_by",
                ("at", l.instant(&d.updated_at)),
                ("name", &d.updated_by),
            )
        }),
        progress: app::text::t_with(
            l.locale,
            "report.progress",
            &[
                ("sections_done", f.progress.sections_done.to_string()),
                ("sections", f.progress.sections.to_string()),
                ("cells_done", f.progress.cells_done.to_string()),
                ("cells", f.progress.cells.to_string()),
            ],
        ),
        returned: f.open_return.as_ref().map(|r| ReturnView {
            at: l.instant(&r.returned_at),
            kind: l
                .code_text("report.return_kind", r.kind.code())
                .into_owned(),
            reason: r.reason.clone(),
        }),
        refusal: f
            .refusal
            .filter(|_| !f.may_send())
            .map(|r| l.t(&format!("error.{}", r.code())).into_owned()),
        can_write: f.can_write && f.refusal.is_none(),
        can_sign: f.can_sign && f.refusal.is_none(),
        to_sign: (!f.can_write).then(|| ToSign::of(f)),
        is_blocked: f.is_blocked(),
        ask,
        may_ask: f.may_ask(),
        asked: form.value("asked_due_on").to_owned(),
        ask_reason: form.value("ask_reason").to_owned(),
        is_prefilled: f.is_prefilled,
        is_nil: f.is_nil,
        sections,
        groups,
        last_period: f
            .last_period
            .as_ref()
            .map_or_else(|| l.t("report.last_period").into_owned(), |p| period(&l, p)),
        past_of: f.earlier.predecessors.join(", "),
        live: LiveTable::of(&l, &f.live, f.obligation.unit),
        tasks: f
            .tasks
            .iter()
            .map(|t| TaskRow {
                id: t.id.to_string(),
                code: t.code.clone(),
                title: t.title.clone(),
                due: t
                    .due_on
                    .as_ref()
                    .map_or_else(|| l.t("task.no_due").into_owned(), |day| l.date(day)),
                percent: t.line.percent.map(|p| p.to_string()).unwrap_or_default(),
                text: t.line.text.clone(),
            })
            .collect(),
        doubt: f.doubtful.as_ref().and_then(|d| match d.trouble {
            Trouble::Doubtful {
                vietnamese,
                english,
            } => Some(Doubt {
                typed: d.typed.clone(),
                vietnamese: format_number(vietnamese, d.scale),
                english: format_number(english, d.scale),
            }),
            Trouble::Refused { .. } => None,
        }),
        style: f.style.map_or("", NumberStyle::code),
        remarks: f
            .remarks
            .iter()
            .filter(|r| r.code != "report.section_missing")
            .map(|r| {
                let mut said = said(&l, r, &f.explanations);
                if let (true, Some((_, code))) = (r.code.starts_with("number."), &r.place) {
                    said.text = format!("{}: {}", cell_name(&l, f, code), said.text);
                }
                if let Some(href) = said.href.strip_prefix("#f-").and_then(|f| parts.href(f)) {
                    said.href = href;
                }
                said
            })
            .collect(),
        notice: beside.notice,
        findings: beside.findings,
        clash: beside.clash.map(|c| {
            l.t2(
                "report.clash",
                ("name", &c.by),
                ("at", l.instant(&c.theirs.updated_at)),
            )
        }),
        has_versions: !f.versions.is_empty(),
        natures: Nature::ALL
            .iter()
            .map(|n| {
                (
                    n.code(),
                    l.code_text("report.nature", n.code()).into_owned(),
                )
            })
            .collect(),
        form,
        l,
    }
}
