//! Import of units and people: choose a file, see every row's defects, confirm
//! . The file comes back with the confirmation and is checked again, so
//! that nothing is kept on the server in between.

use crate::page::{done, page, refused};
use crate::upload::Upload;
use crate::{FormState, Layout, PageError, PageResult, Staff};
use app::import::Outcome;
use app::text::t;
use app::{AppError, FieldError};
use domain::account::Right;

/// Defects that one page shows.
const MOST_DEFECTS: usize = 200;

#[derive(askama::Template)]
#[template(path = "unit/import.html")]
struct ImportView {
    l: Layout,
    form: FormState,
    choices: Vec<(String, String)>,
    shown: Option<Shown>,
}

struct Shown {
    what: String,
    counts: String,
    defects: Vec<(usize, String, String, String)>,
    content: String,
    may_import: bool,
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
        defects: outcome
            .errors
            .iter()
            .take(MOST_DEFECTS)
            .map(|e| {
                let words = t(locale, &format!("import.{}", e.code)).into_owned();
                (e.row, e.column.clone(), words, e.value.clone())
            })
            .collect(),
        content: if may_import {
            hex::encode(bytes)
        } else {
            String::new()
        },
        may_import,
    }
}
