//! The rows of the report page: sections and cells with what was marked at them,
//! last period's values and remarks. The page itself is put together in `form`.

use super::case::Case;
use super::form::{FormCell, FormPart, FormSection};
use super::past::Earlier;
use domain::indicator::Cell;
use domain::report::{CellTrouble, Mark, Part, PlaceKind, Quotes, Remark, ReportBody, count_words};
use std::collections::BTreeMap;

/// Texts that quote figures, written out.
pub(super) fn quoted(
    case: &Case,
    body: &ReportBody,
    earlier: &Earlier,
) -> BTreeMap<String, String> {
    let mut quoting = body
        .sections
        .iter()
        .filter(|s| s.text.contains("{{"))
        .peekable();
    if quoting.peek().is_none() {
        return BTreeMap::new();
    }
    let definitions: Vec<_> = case.indicators().cloned().collect();
    let quotes = Quotes {
        definitions: &definitions,
        now: &body.values,
        past: earlier.figures(),
    };
    quoting
        .map(|s| (s.code.clone(), quotes.write_out(&s.text)))
        .collect()
}

fn mark_at(marks: &[Mark], kind: PlaceKind, code: &str) -> Option<String> {
    marks
        .iter()
        .find(|m| m.kind == kind && m.code == code)
        .map(|m| m.note.clone())
}

fn remarks_at(found: &[Remark], kind: PlaceKind, code: &str) -> Vec<Remark> {
    let is_here = |r: &&Remark| {
        r.place
            .as_ref()
            .is_some_and(|(k, c)| *k == kind && c == code)
    };
    found.iter().filter(is_here).cloned().collect()
}

pub(super) fn sections(
    case: &Case,
    body: &ReportBody,
    marks: &[Mark],
    found: &[Remark],
) -> Vec<FormSection> {
    case.sections()
        .map(|def| {
            let said = body.section(&def.code);
            let text = said.map(|s| s.text.clone()).unwrap_or_default();
            FormSection {
                words: count_words(&text),
                is_nil: said.is_some_and(|s| s.is_nil),
                mark: mark_at(marks, PlaceKind::Section, &def.code),
                remarks: remarks_at(found, PlaceKind::Section, &def.code),
                def: def.clone(),
                text,
            }
        })
        .collect()
}

pub(super) fn cells(
    case: &Case,
    body: &ReportBody,
    troubles: &[CellTrouble],
    marks: &[Mark],
    found: &[Remark],
    earlier: &Earlier,
) -> Vec<FormCell> {
    case.indicators()
        .map(|def| {
            let cell = body.values.get(&def.code).cloned().unwrap_or_default();
            let last = earlier.last_cell(&def.code).cloned();
            let year = earlier
                .last_year
                .as_ref()
                .and_then(|(_, figures)| figures.get(&def.code));
            let part = |part: &Part| {
                let trouble = troubles
                    .iter()
                    .find(|t| t.code == def.code && t.part == *part);
                let written = |cell: &Cell| part.written(def, cell);
                let shown = match trouble {
                    Some(trouble) => trouble.typed.clone(),
                    None => written(&cell).unwrap_or_default(),
                };
                FormPart {
                    part: *part,
                    key: part.key(&def.code),
                    shown,
                    last: last.as_ref().and_then(written),
                    trouble: trouble.cloned(),
                }
            };
            FormCell {
                parts: Part::of(def).iter().map(part).collect(),
                mark: mark_at(marks, PlaceKind::Cell, &def.code),
                remarks: remarks_at(found, PlaceKind::Cell, &def.code),
                is_incomparable: earlier.incomparable.contains(&def.code),
                last_year: year.cloned(),
                sum: earlier.sum(&def.code),
                def: def.clone(),
                cell,
                last,
            }
        })
        .collect()
}
