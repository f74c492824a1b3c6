//! The report page of a unit. The same page shows the draft, what was refused
//! with everything typed, what was read from a file, and two authors' texts.

use super::report_id;
use super::view::{Said, indicator_name, part_label, period, said, value};
use super::words::words;
use crate::page::page;
use crate::{Fields, FormState, Layout, PageError, PageResult, Staff};
use app::report::{FormCell, FormSection, ReportForm, number_field, section_field};
use app::{AppError, FieldError};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use domain::indicator::Nature;
use domain::number::format_number;
use domain::report::{NumberStyle, ReportError, ReportState, Trouble};

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
    saved: Option<String>,
    progress: String,
    returned: Option<ReturnView>,
    refusal: Option<String>,
    can_write: bool,
    can_sign: bool,
    is_blocked: bool,
    ask: Option<Vec<String>>,
    asked: String,
    ask_reason: String,
    is_nil: bool,
    sections: Vec<SectionRow>,
    groups: Vec<Group>,
    last_period: String,
    tasks: Vec<TaskRow>,
    doubt: Option<Doubt>,
    style: &'static str,
    remarks: Vec<Said>,
    notice: Option<String>,
    findings: Vec<String>,
    clash: Option<String>,
    has_versions: bool,
    taken_over: Vec<String>,
    natures: Vec<(&'static str, String)>,
}

struct ReturnView {
    at: String,
    kind: String,
    reason: String,
}

struct SectionRow {
    field: String,
    nil_field: String,
    title: String,
    hint: String,
    text: String,
    is_nil: bool,
    is_internal: bool,
    limit: Option<u32>,
    words: usize,
    mark: Option<String>,
    error: String,
    theirs: Option<String>,
}

struct Group {
    title: String,
    rows: Vec<CellRow>,
}

struct CellRow {
    code: String,
    name: String,
    measure: String,
    is_ratio: bool,
    inputs: Vec<InputView>,
    last: String,
    nature: &'static str,
    note: String,
    mark: Option<String>,
    remarks: Vec<Said>,
    theirs: Option<String>,
}

struct InputView {
    field: String,
    label: String,
    value: String,
    last: Option<String>,
    error: String,
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
    pub(super) clash: Option<Box<app::report::Clash>>,
}

pub(super) async fn show(staff: Staff, Path(id): Path<String>) -> PageResult {
    let report = report_id(&staff, &id)?;
    match app::report::open_form(&staff.ctx, report).await {
        Ok(form) => page(&build(&staff, &form, Beside::default())),
        // Those who may only read are shown what was sent.
        Err(AppError::Forbidden) => {
            Ok(Redirect::to(&format!("/bao-cao/{id}/duyet")).into_response())
        }
        Err(other) => Err(PageError::new(other, staff.ctx.locale)),
    }
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
    let form = FormState::refused(beside.fields, &errors, l.locale);
    let theirs = beside.clash.as_ref().map(|c| &c.theirs.body);
    let section_theirs = |code: &str| {
        let text = theirs.map(|b| b.section(code).map(|s| s.text.clone()).unwrap_or_default());
        text.filter(|text| {
            *text
                != f.sections
                    .iter()
                    .find(|s| s.def.code == code)
                    .map_or("", |s| &s.text)
        })
    };
    let cell_theirs = |c: &FormCell| {
        let cell = theirs.map(|b| b.values.get(&c.def.code).cloned().unwrap_or_default());
        cell.filter(|cell| *cell != c.cell)
            .map(|cell| value(&c.def, &cell))
    };
    let groups = f
        .fields()
        .into_iter()
        .map(|field| Group {
            title: if l.locale == app::Locale::En {
                field.name_en()
            } else {
                field.name_vi()
            }
            .to_owned(),
            rows: f
                .cells
                .iter()
                .filter(|c| c.def.field == field)
                .map(|c| cell_row(&l, &form, c, cell_theirs(c)))
                .collect(),
        })
        .collect();
    let sections = f
        .sections
        .iter()
        .map(|s| section_row(&l, &form, s, section_theirs(&s.def.code)))
        .collect();
    let closed = f.refusal == Some(ReportError::RoundClosed);
    let may_ask = f.can_ask
        && !matches!(
            f.state,
            ReportState::Accepted | ReportState::Exempt | ReportState::Scheduled
        );
    let ask = (may_ask && (closed || f.refusal.is_none())).then(|| requests(&l, f));
    FormPage {
        taken_over: crate::page::unit::taken_over_lines(&l, &f.taken_over),
        id: f.obligation.id.to_string(),
        words: words(&l),
        version: beside
            .clash
            .as_ref()
            .map_or(f.draft_version(), |c| c.theirs.version),
        period: period(&l, &f.round.period),
        unit: f.unit.name.clone(),
        state: f.state.code(),
        state_name: l
            .code_text("round.report_state", f.state.code())
            .into_owned(),
        due: l.date(&f.obligation.due_on),
        extended: f.obligation.extended_due_on.as_ref().map(|d| l.date(d)),
        timely: f.timely.map(|t| {
            let code = t.extended.code();
            (code, l.code_text("round.timely", code).into_owned())
        }),
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
            .map(|r| l.t(&format!("error.{}", r.code())).into_owned()),
        can_write: f.refusal.is_none(),
        can_sign: f.can_sign && f.refusal.is_none(),
        is_blocked: f.is_blocked(),
        ask,
        asked: form.value("asked_due_on").to_owned(),
        ask_reason: form.value("ask_reason").to_owned(),
        is_nil: f.is_nil,
        sections,
        groups,
        last_period: f
            .last_period
            .as_ref()
            .map_or_else(|| l.t("report.last_period").into_owned(), |p| period(&l, p)),
        tasks: f
            .tasks
            .iter()
            .map(|t| TaskRow {
                id: t.id.to_string(),
                code: t.code.clone(),
                title: t.title.clone(),
                due: l.opt_date(&t.due_on),
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
            .map(|r| said(&l, r))
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

fn requests(l: &Layout, f: &ReportForm) -> Vec<String> {
    f.extensions
        .iter()
        .map(|e| {
            let state = l.code_text("report.extension", e.state.code());
            let until = e.granted_due_on.unwrap_or(e.asked_due_on);
            let decided = e.decision_reason.clone().unwrap_or_default();
            format!(
                "{} → {}: {state}. {decided}",
                l.date(&e.old_due_on),
                l.date(&until)
            )
        })
        .collect()
}

fn section_row(
    l: &Layout,
    form: &FormState,
    s: &FormSection,
    theirs: Option<String>,
) -> SectionRow {
    let field = section_field(&s.def.code);
    let title = if l.locale == app::Locale::En {
        &s.def.title_en
    } else {
        &s.def.title
    };
    SectionRow {
        error: form.error(&field).to_owned(),
        nil_field: format!("sn.{}", s.def.code),
        title: format!("{} {title}", s.def.code),
        hint: s.def.hint.clone(),
        text: s.text.clone(),
        is_nil: s.is_nil,
        is_internal: s.def.is_internal,
        limit: s.def.word_limit,
        words: s.words,
        mark: s.mark.clone(),
        field,
        theirs,
    }
}

fn cell_row(l: &Layout, form: &FormState, c: &FormCell, theirs: Option<String>) -> CellRow {
    let inputs = c.parts.iter().map(|p| {
        let field = number_field(&p.key);
        InputView {
            error: form.error(&field).to_owned(),
            label: part_label(l, &c.def, p.part),
            value: p.shown.clone(),
            last: p.last.clone(),
            field,
        }
    });
    CellRow {
        inputs: inputs.collect(),
        code: c.def.code.clone(),
        name: indicator_name(l, &c.def).to_owned(),
        measure: c.def.measure.clone(),
        is_ratio: c.parts.len() > 1,
        last: c
            .last
            .as_ref()
            .map_or_else(|| "–".to_owned(), |last| value(&c.def, last)),
        nature: c.cell.nature.code(),
        note: c.cell.note.clone().unwrap_or_default(),
        mark: c.mark.clone(),
        // What could not be read stands beside the input already.
        remarks: c
            .remarks
            .iter()
            .filter(|r| !r.code.starts_with("number."))
            .map(|r| said(l, r))
            .collect(),
        theirs,
    }
}
