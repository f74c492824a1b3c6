//! Import of units and people: choose a file, see every row's defects, confirm
//! . The file comes back with the confirmation and is checked again, so
//! that nothing is kept on the server in between.

use crate::page::{done, page, refused};
use crate::upload::Upload;
use crate::{FormState, Layout, PageError, PageResult, Staff};
use app::import::{Outcome, RowNote};
use app::{AppError, FieldError, Locale};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;
use domain::account::Right;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Defects, and remarks, that one page shows.
const MOST_NOTES: usize = 200;

#[derive(askama::Template)]
#[template(path = "unit/import.html")]
struct ImportView {
    l: Layout,
    form: FormState,
    choices: Vec<(String, String)>,
    keeps_accounts: bool,
    shown: Option<Shown>,
}

struct Shown {
    what: String,
    counts: String,
    defects: Vec<Note>,
    remarks: Vec<Note>,
    content: String,
    may_import: bool,
}

/// What is said of a cell: row, column, words, and what stood there.
struct Note {
    row: String,
    column: String,
    words: String,
    value: String,
}

fn notes(notes: &[RowNote], locale: Locale) -> Vec<Note> {
    let shown = notes.iter().take(MOST_NOTES);
    shown
        .map(|note| Note {
            // The file as a whole has no row.
            row: match note.row {
                0 => "–".into(),
                row => row.to_string(),
            },
            column: note.column_words(locale),
            words: note.words(locale),
            value: note.value.clone(),
        })
        .collect()
}

fn build(staff: &Staff, form: FormState, shown: Option<Shown>) -> ImportView {
    let l = staff.layout(staff.ctx_text("unit.import.title"));
    let mut choices = Vec::new();
    if staff.ctx.actor.has(Right::ManageUnits) {
        choices.push(("units".into(), l.t("unit.import.units").into_owned()));
    }
    if staff.ctx.actor.has(Right::ManageAccounts) {
        choices.push(("people".into(), l.t("unit.import.people").into_owned()));
    }
    ImportView {
        l,
        form,
        keeps_accounts: staff.ctx.actor.has(Right::ManageAccounts),
        choices,
        shown,
    }
}

pub(super) async fn show(staff: Staff) -> PageResult {
    staff
        .ctx
        .require_any(Right::ManageUnits)
        .map_err(|e| PageError::new(e, staff.ctx.locale))?;
    page(&build(&staff, FormState::default(), None))
}

pub(super) async fn units_template(staff: Staff) -> PageResult {
    let bytes = app::import::units_template(&staff.ctx).await;
    download(&staff, "mau-don-vi.xlsx", bytes)
}

pub(super) async fn people_template(staff: Staff) -> PageResult {
    let bytes = app::import::people_template(&staff.ctx).await;
    download(&staff, "mau-nguoi.xlsx", bytes)
}

fn download(staff: &Staff, name: &str, bytes: Result<Vec<u8>, AppError>) -> PageResult {
    let bytes = bytes.map_err(|e| PageError::new(e, staff.ctx.locale))?;
    let disposition = format!("attachment; filename=\"{name}\"");
    let headers = [
        (CONTENT_TYPE, XLSX.to_owned()),
        (CONTENT_DISPOSITION, disposition),
    ];
    Ok((headers, bytes).into_response())
}

pub(super) async fn submit(staff: Staff, upload: Upload) -> PageResult {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let what = upload.fields.get("what").to_owned();
    match run(&staff, &upload).await {
        Ok((outcome, _)) if outcome.is_written => done("/don-vi", "unit.imported"),
        Ok((outcome, bytes)) => {
            let shown = shown(&staff, what, &outcome, &bytes);
            let form = FormState::refused(upload.fields, &[], staff.ctx.locale);
            let view = build(&staff, form, Some(shown));
            if outcome.errors.is_empty() {
                page(&view)
            } else {
                refused(&view)
            }
        }
        Err(AppError::Invalid(errors)) => {
            let form = FormState::refused(upload.fields, &errors, staff.ctx.locale);
            refused(&build(&staff, form, None))
        }
        Err(other) => Err(fail(other)),
    }
}

async fn run(staff: &Staff, upload: &Upload) -> Result<(Outcome, Vec<u8>), AppError> {
    staff.ctx.require_any(Right::ManageUnits)?;
    let fields = &upload.fields;
    if !staff.owns(fields) {
        return Err(AppError::refused("form_token"));
    }
    let is_dry = fields.get("do") != "import";
    let bytes = match upload.files.first() {
        Some(file) => file.bytes.clone(),
        None => hex::decode(fields.get("content")).unwrap_or_default(),
    };
    if bytes.is_empty() {
        let error = FieldError::new("file", "unit.import_file");
        return Err(AppError::Invalid(vec![error]));
    }
    let outcome = match fields.get("what") {
        "units" => app::import::units(&staff.ctx, &bytes, is_dry).await?,
        "people" => app::import::people(&staff.ctx, &bytes, is_dry).await?,
        _ => {
            let error = FieldError::new("what", "unit.import_what");
            return Err(AppError::Invalid(vec![error]));
        }
    };
    Ok((outcome, bytes))
}

fn shown(staff: &Staff, what: String, outcome: &Outcome, bytes: &[u8]) -> Shown {
    let locale = staff.ctx.locale;
    let values = [
        ("rows", outcome.rows.to_string()),
        ("new", outcome.new.to_string()),
        ("known", outcome.known.to_string()),
    ];
    let may_import = outcome.errors.is_empty() && outcome.new > 0;
    Shown {
        what,
        counts: app::text::t_with(locale, "unit.import.counts", &values),
        defects: notes(&outcome.errors, locale),
        remarks: notes(&outcome.remarks, locale),
        content: if may_import {
            hex::encode(bytes)
        } else {
            String::new()
        },
        may_import,
    }
}
