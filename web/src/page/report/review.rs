//! The office's page of a report: read, see what changed, return, accept.
//! Exempting a unit is in `exempt`, noting a paper in `paper`.

use super::report_id;
use super::show::{Report, describe};
use super::view::{indicator_name, said, value};
use crate::page::{done, page, refused};
use crate::{Fields, FormState, Layout, PageError, PageResult, Staff};
use app::report::{AcceptReport, ChangesView, ReopenReport, ReportView, ReturnReport};
use app::{AppError, FieldError};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use domain::id::ObligationId;
use domain::indicator::Cell;
use domain::report::{Change, DiffLine, Mark, PlaceKind, ReturnKind, TaskLine};

#[derive(askama::Template)]
#[template(path = "report/review.html")]
struct ReviewPage {
    l: Layout,
    form: FormState,
    r: Report,
    /// What stands in the form of the paper: as noted, or as typed and refused.
    paper: FormState,
    paper_open: bool,
    changed: Option<Changed>,
    kinds: Vec<(&'static str, String)>,
}

impl ReviewPage {
    /// Whether the place was ticked in a return that was refused.
    fn ticked(&self, prefix: &str, code: &str) -> bool {
        self.form.is_ticked(&format!("{prefix}{code}"), "1")
    }

    /// What was noted at the place in a return that was refused.
    fn noted(&self, prefix: &str, code: &str) -> String {
        self.form.value(&format!("{prefix}{code}")).to_owned()
    }
}

struct Changed {
    heading: String,
    reason: String,
    is_empty: bool,
    nil: Option<bool>,
    sections: Vec<ChangedSection>,
    cells: Vec<ChangedCell>,
    files: Vec<(bool, String)>,
    /// Lines on tasks and words to remarks: what they are about, before, after.
    tasks: Vec<(String, String, String)>,
    words: Vec<(String, String, String)>,
}

struct ChangedSection {
    title: String,
    nil: Option<bool>,
    lines: Vec<Vec<(&'static str, String)>>,
}

struct ChangedCell {
    code: String,
    name: String,
    old: String,
    new: String,
    note: String,
}

pub(super) async fn show(staff: Staff, Path(id): Path<String>) -> PageResult {
    let report = report_id(&staff, &id)?;
    let built = build(&staff, report, FormState::default()).await?;
    if !built.r.can_review {
        return Ok(Redirect::to(&format!("/bao-cao/{id}/xem")).into_response());
    }
    page(&built)
}

async fn build(staff: &Staff, id: ObligationId, form: FormState) -> Result<ReviewPage, PageError> {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let view = app::report::view(&staff.ctx, id, None)
        .await
        .map_err(fail)?;
    let l = staff.layout(view.round.title.clone());
    let r = describe(&l, &view).cited(staff, &l).await?;
    let changed = match r.number {
        0 | 1 => None,
        _ => app::report::changes(&staff.ctx, id)
            .await
            .map_err(fail)?
            .map(|c| changed(&l, &c, &view)),
    };
    let is_typed = form.fields().has("paper_on");
    let noted = view.paper.as_ref().map(|p| (p.on.to_string(), &p.note));
    let paper = match noted {
        _ if is_typed => form.clone(),
        Some((on, note)) => FormState::fresh(&[("paper_on", on), ("paper_note", note.clone())]),
        None => FormState::default(),
    };
    let kinds = ReturnKind::CHOICES
        .iter()
        .map(|k| {
            (
                k.code(),
                l.code_text("report.return_kind", k.code()).into_owned(),
            )
        })
        .collect();
    Ok(ReviewPage {
        l,
        form,
        r,
        paper,
        paper_open: is_typed,
        changed,
        kinds,
    })
}

fn changed(l: &Layout, view: &ChangesView, now: &ReportView) -> Changed {
    let sections = view.changes.sections.iter().map(|s| ChangedSection {
        title: format!("{} {}", s.code, view.section_title(&s.code)),
        nil: (s.nil.0 != s.nil.1).then_some(s.nil.1),
        lines: s
            .lines
            .iter()
            .filter(|line| !line.is_kept())
            .map(pieces)
            .collect(),
    });
    let cells = view.changes.cells.iter().map(|c| {
        let def = view.indicator(&c.code);
        // Where the kind of figure is another one, it is part of what changed.
        let is_other_kind = c.old.nature != c.new.nature;
        let shown = |cell: &Cell| match def {
            Some(def) if is_other_kind && !cell.is_empty() => {
                let kind = l.code_text("report.nature", cell.nature.code());
                format!("{} ({kind})", value(l, def, cell))
            }
            Some(def) => value(l, def, cell),
            None => String::new(),
        };
        ChangedCell {
            code: c.code.clone(),
            name: def.map_or("", |d| indicator_name(l, d)).to_owned(),
            old: shown(&c.old),
            new: shown(&c.new),
            note: c.new.note.clone().unwrap_or_default(),
        }
    });
    let tasks = view.changes.tasks.iter().map(|t| {
        let name = view.tasks.get(&t.task).cloned();
        (
            name.unwrap_or_default(),
            task_line(t.old.as_ref()),
            task_line(t.new.as_ref()),
        )
    });
    let words = view.changes.words.iter().map(|w| {
        let about = remark_words(l, now, &w.key);
        (about, w.old.clone(), w.new.clone())
    });
    Changed {
        heading: l.t2("report.changed", ("old", view.old), ("new", view.new)),
        reason: view.returned.reason.clone(),
        is_empty: view.changes.is_empty(),
        nil: view.changes.nil.map(|(_, now)| now),
        sections: sections.collect(),
        cells: cells.collect(),
        files: view
            .changes
            .files
            .iter()
            .map(|f| (f.is_added, f.name.clone()))
            .collect(),
        tasks: tasks.collect(),
        words: words.collect(),
    }
}

/// "40% · Đã mở hai lớp."
fn task_line(line: Option<&TaskLine>) -> String {
    let Some(line) = line else {
        return String::new();
    };
    let percent = line.percent.map(|p| format!("{p}%"));
    let text = Some(line.text.clone()).filter(|t| !t.is_empty());
    let parts: Vec<String> = percent.into_iter().chain(text).collect();
    parts.join(" · ")
}

/// What a word is about: the remark as it is told now, or the place of one that
/// is told no longer.
fn remark_words(l: &Layout, now: &ReportView, key: &str) -> String {
    let told = now.remarks.iter().find(|r| r.key == key);
    match told {
        Some(remark) => said(l, remark, &now.explanations).text,
        None => key.rsplit('@').next().unwrap_or_default().to_owned(),
    }
}

/// Element and words of each piece of a changed line.
fn pieces(line: &DiffLine) -> Vec<(&'static str, String)> {
    let element = |change| match change {
        Change::Kept => "span",
        Change::Removed => "del",
        Change::Added => "ins",
    };
    line.pieces
        .iter()
        .map(|p| (element(p.change), p.text.clone()))
        .collect()
}

pub(super) async fn give_back(staff: Staff, Path(id): Path<String>, fields: Fields) -> PageResult {
    let report = report_id(&staff, &id)?;
    let input = ReturnReport {
        obligation: report,
        number: fields.get("number").parse().unwrap_or(0),
        kind: ReturnKind::from_code(fields.get("kind")),
        reason: fields.get("reason").to_owned(),
        marks: marks(&fields),
    };
    let result = match owned(&staff, &fields) {
        Ok(()) => app::report::return_to_unit(&staff.ctx, input).await,
        Err(err) => Err(err),
    };
    answer(&staff, report, fields, result, "report.returned").await
}

/// Ticked places, and places that were given a note.
fn marks(fields: &Fields) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for (kind, tick, note) in [
        (PlaceKind::Section, "ms.", "mn.s."),
        (PlaceKind::Cell, "mc.", "mn.c."),
    ] {
        for (name, value) in fields.pairs() {
            let code = name
                .strip_prefix(tick)
                .or_else(|| name.strip_prefix(note).filter(|_| !value.trim().is_empty()));
            let Some(code) = code else { continue };
            if !marks.iter().any(|m| m.kind == kind && m.code == code) {
                let said = fields.get(&format!("{note}{code}")).trim().to_owned();
                marks.push(Mark {
                    kind,
                    code: code.to_owned(),
                    note: said,
                });
            }
        }
    }
    marks
}

pub(super) async fn accept(staff: Staff, Path(id): Path<String>, fields: Fields) -> PageResult {
    let report = report_id(&staff, &id)?;
    let number = fields.get("number").parse().unwrap_or(0);
    let result = match owned(&staff, &fields) {
        Ok(()) => {
            app::report::accept(
                &staff.ctx,
                AcceptReport {
                    obligation: report,
                    number,
                },
            )
            .await
        }
        Err(err) => Err(err),
    };
    answer(&staff, report, fields, result, "report.accepted").await
}

pub(super) async fn reopen(staff: Staff, Path(id): Path<String>, fields: Fields) -> PageResult {
    let report = report_id(&staff, &id)?;
    let input = ReopenReport {
        obligation: report,
        number: fields.get("number").parse().unwrap_or(0),
        reason: fields.get("reopen_reason").to_owned(),
    };
    let result = match owned(&staff, &fields) {
        Ok(()) => app::report::reopen(&staff.ctx, input)
            .await
            .map_err(|err| reason_at(err, "reopen_reason")),
        Err(err) => Err(err),
    };
    answer(&staff, report, fields, result, "report.reopened").await
}

/// Errors at the reason, told at the field that the page has for it.
pub(super) fn reason_at(err: AppError, field: &str) -> AppError {
    let AppError::Invalid(mut errors) = err else {
        return err;
    };
    for error in errors.iter_mut().filter(|e| e.field == "reason") {
        error.field = field.to_owned();
    }
    AppError::Invalid(errors)
}

pub(super) fn owned(staff: &Staff, fields: &Fields) -> Result<(), AppError> {
    if staff.owns(fields) {
        Ok(())
    } else {
        Err(AppError::refused("form_token"))
    }
}

/// Goes on to the report, or shows the page again with what was typed.
pub(super) async fn answer(
    staff: &Staff,
    id: ObligationId,
    fields: Fields,
    result: Result<(), AppError>,
    what: &str,
) -> PageResult {
    let errors = match result {
        Ok(()) => return done(&format!("/bao-cao/{id}/duyet"), what),
        Err(AppError::Invalid(errors)) => errors,
        // A newer version has come since the page was read: show that one.
        Err(AppError::Conflict) => vec![FieldError::form("report.newer_version")],
        Err(other) => return Err(PageError::new(other, staff.ctx.locale)),
    };
    let form = FormState::refused(fields, &errors, staff.ctx.locale);
    refused(&build(staff, id, form).await?)
}
