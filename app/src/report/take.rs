//! What is on the screen, taken over into the body of a report: cleaned texts and
//! read numbers, limited to what the unit writes. What it wrote before and is
//! not asked for any more stays as it was.

use super::case::Case;
use super::save::ReportTyped;
use super::section_field;
use super::set_aside::keep_aside;
use crate::{AppError, FieldError, error::all_valid};
use domain::report::{LATE_PLACE, ReadCells, ReportBody, SectionText, read_cells};
use domain::text::clean_text;
use std::collections::BTreeMap;

/// Cleaned sections and read cells, limited to what the unit writes.
pub(super) struct Taken {
    pub(super) body: ReportBody,
    pub(super) read: ReadCells,
    pub(super) late_reason: Option<String>,
}

/// Takes what is on the screen over into a body; `shown` is what stood before.
///
/// # Errors
/// [`AppError::Invalid`] for control characters in texts.
pub(super) fn take(
    case: &Case,
    typed: &ReportTyped,
    shown: &ReportBody,
) -> Result<Taken, AppError> {
    let mut errors = Vec::new();
    let mut clean = |field: String, text: &str| {
        clean_text(text).unwrap_or_else(|err| {
            errors.push(FieldError::new(field, err.code()));
            String::new()
        })
    };
    let mut sections = Vec::new();
    for section in case.sections() {
        let Some(said) = typed.sections.iter().find(|s| s.code == section.code) else {
            continue;
        };
        let text = clean(section_field(&section.code), &said.text);
        if said.is_nil || !text.is_empty() {
            sections.push(SectionText {
                code: section.code.clone(),
                text,
                is_nil: said.is_nil,
            });
        }
    }
    let mut cells = typed.cells.clone();
    for (code, note) in &mut cells.notes {
        *note = clean(format!("n.{code}"), note);
    }
    let mut tasks = typed.tasks.clone();
    for line in &mut tasks {
        line.text = clean(format!("t.{}", line.task), &line.text);
        line.percent = line.percent.map(|p| p.min(100));
    }
    let mut explanations = BTreeMap::new();
    for (key, word) in &typed.explanations {
        let word = clean(format!("x.{key}"), word);
        if !word.is_empty() {
            explanations.insert(key.clone(), word);
        }
    }
    let late_reason = typed.late_reason.as_deref();
    let late_reason = late_reason.map(|text| clean(LATE_PLACE.into(), text));
    all_valid(errors)?;
    let read = read_cells(case.indicators(), &cells, &shown.values);
    let mut body = ReportBody {
        is_nil: typed.is_nil,
        sections,
        values: read.values.clone(),
        tasks,
        explanations,
        // Files are added and taken out by acts of their own.
        files: shown.files.clone(),
    };
    keep_aside(case, shown, &mut body);
    Ok(Taken {
        body,
        read,
        late_reason,
    })
}
