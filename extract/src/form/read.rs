//! Reading a filled form by its defined names.

use super::address::{parse, show};
use super::exact_decimal;
use crate::finding::{Extracted, Finding, Place, Severity};
use crate::format::{FileKind, for_each_cell, open_package, sniff};
use crate::reading::ReadOptions;
use crate::text::normalise;
use calamine::{Data, Reader, Xlsx};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// How names begin under which cells stand once more as they were given out.
const GIVEN: &str = "G_";

/// What a unit filled in. Nothing is checked against the form's definition.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct FilledForm {
    /// Content of `GB_FORM`.
    pub form: Option<String>,
    /// Content of `GB_UNIT`.
    pub unit: Option<String>,
    /// Content of `GB_PERIOD`.
    pub period: Option<String>,
    /// Cells named `V_…` (values, `…_NUM` and `…_DEN` for parts of a ratio),
    /// `K_…` and `W_…` (what kind of figure it is, and the word to it) and `S_…`
    /// (texts of sections), in the order of their names.
    pub cells: Vec<FormCell>,
    /// What stood in cells when the form was given out, by their names: cells named
    /// `G_…`. Forms without them were given out with nothing, or long ago.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub given: BTreeMap<String, CellContent>,
}

impl FilledForm {
    /// Whether a cell says what it said when the form was given out.
    #[must_use]
    pub fn is_as_given(&self, cell: &FormCell) -> bool {
        self.given.get(&cell.key) == Some(&cell.content)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FormCell {
    /// The defined name as it is in the file.
    pub key: String,
    /// `Sheet!A1`.
    pub place: String,
    pub content: CellContent,
}

/// Empty is not zero.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum CellContent {
    Empty,
    Text(String),
    /// Decimal text, at most 15 significant digits.
    Number(String),
}

/// Reads a filled form. Codes: those of refused archives, `form-damaged`,
/// `form-names-missing`, `form-id-missing`, `name-broken`, `name-repeated`,
/// `sheet-damaged`, `cell-error`, `state-secret`.
pub fn read_form(bytes: &[u8]) -> Extracted<FilledForm> {
    let options = ReadOptions::default();
    let refuse = |f: Finding| Extracted {
        value: FilledForm::default(),
        findings: vec![f],
    };
    let refused = |code, hint: &str| refuse(Finding::document(code, Severity::Refused, hint));
    if bytes.is_empty() {
        return refused("empty", "the file holds nothing");
    }
    if bytes.len() > options.max_bytes {
        return refused("oversize", "the file is larger than allowed");
    }
    match sniff(bytes) {
        FileKind::Xlsx => {}
        FileKind::OldOffice => return refused("encrypted", "save it as xlsx without a password"),
        _ => return refused("type-unknown", "no xlsx workbook"),
    }
    let mut package = match open_package(bytes, &options) {
        Ok(p) => p,
        Err(f) => return refuse(f),
    };
    if let Err(f) = package.check_xml("xl/") {
        return refuse(f);
    }
    // The library indexes into damaged files without asking.
    match catch_unwind(AssertUnwindSafe(|| by_names(bytes))) {
        Ok(read) => read,
        Err(_) => refused("form-damaged", "the workbook cannot be read"),
    }
}

fn by_names(bytes: &[u8]) -> Extracted<FilledForm> {
    let mut findings = Vec::new();
    let mut form = FilledForm::default();
    let mut book: Xlsx<_> = match Xlsx::new(Cursor::new(bytes)) {
        Ok(book) => book,
        Err(problem) => {
            let f = Finding::document("form-damaged", Severity::Refused, problem.to_string());
            return Extracted {
                value: form,
                findings: vec![f],
            };
        }
    };
    let mut names: Vec<(String, String)> = book.defined_names().to_vec();
    names.retain(|(n, _)| {
        ["GB_", "V_", "K_", "W_", "S_", GIVEN]
            .iter()
            .any(|p| n.starts_with(p))
    });
    names.sort();
    let mut bound: Vec<(String, String, u32, u32)> = Vec::new();
    for (name, target) in names {
        if bound.last().is_some_and(|(n, ..)| *n == name) {
            findings.push(Finding::at(
                "name-repeated",
                Severity::Warning,
                Place::Document,
                name,
                "the first cell with the name counts",
            ));
        } else if let Some((sheet, row, column)) = parse(&target) {
            bound.push((name, sheet, row, column));
        } else if !name.starts_with(GIVEN) {
            findings.push(Finding::at(
                "name-broken",
                Severity::Error,
                Place::Document,
                format!("{name} = {target}"),
                "the cell was deleted; use the original form",
            ));
        }
    }
    let mut wanted: HashMap<&str, HashMap<(u32, u32), Option<Data>>> = HashMap::new();
    for (_, sheet, row, column) in &bound {
        wanted
            .entry(sheet)
            .or_default()
            .insert((*row, *column), None);
    }
    for (sheet, cells) in &mut wanted {
        let read = for_each_cell(&mut book, sheet, |row, column, data| {
            if let Some(slot) = cells.get_mut(&(row, column)) {
                *slot = Some(data);
            }
        });
        if let Err(problem) = read {
            findings.push(Finding::at(
                "sheet-damaged",
                Severity::Error,
                Place::Part((*sheet).to_owned()),
                *sheet,
                problem,
            ));
        }
    }
    for (name, sheet, row, column) in &bound {
        let place = show(sheet, *row, *column);
        let data = wanted
            .get(sheet.as_str())
            .and_then(|cells| cells.get(&(*row, *column)))
            .and_then(Option::as_ref);
        let content = content(data, &place, &mut findings);
        let text = || match &content {
            CellContent::Text(t) | CellContent::Number(t) => Some(t.clone()),
            CellContent::Empty => None,
        };
        match name.as_str() {
            "GB_FORM" => form.form = text(),
            "GB_UNIT" => form.unit = text(),
            "GB_PERIOD" => form.period = text(),
            other => {
                if let Some(of) = other.strip_prefix(GIVEN) {
                    form.given.insert(of.to_owned(), content);
                } else {
                    form.cells.push(FormCell {
                        key: name.clone(),
                        place,
                        content,
                    });
                }
            }
        }
    }
    let secret: Vec<Finding> = form
        .cells
        .iter()
        .filter(|c| is_secret(&c.content))
        .map(|c| {
            Finding::at(
                "state-secret",
                Severity::Refused,
                Place::Cell(c.place.clone()),
                "",
                "State secrets must not be handled here (R-2.7)",
            )
        })
        .collect();
    if !secret.is_empty() {
        return Extracted {
            value: FilledForm::default(),
            findings: secret,
        };
    }
    if form.cells.is_empty() {
        findings.push(Finding::document(
            "form-names-missing",
            Severity::Error,
            "no cell of a report form is marked; use the form given out",
        ));
    }
    if form.form.is_none() {
        findings.push(Finding::document(
            "form-id-missing",
            Severity::Error,
            "the cell with the form's identity is empty or missing",
        ));
    }
    Extracted {
        value: form,
        findings,
    }
}

fn is_secret(content: &CellContent) -> bool {
    matches!(content, CellContent::Text(t) if !crate::secrecy::find_marks(t).is_empty())
}

fn content(data: Option<&Data>, place: &str, findings: &mut Vec<Finding>) -> CellContent {
    match data {
        None | Some(Data::Empty) => CellContent::Empty,
        Some(Data::Int(n)) => CellContent::Number(n.to_string()),
        Some(Data::Float(n)) => exact_decimal(*n).map_or(CellContent::Empty, CellContent::Number),
        Some(Data::Error(e)) => {
            findings.push(Finding::at(
                "cell-error",
                Severity::Error,
                Place::Cell(place.to_owned()),
                e.to_string(),
                "the formula of the cell fails",
            ));
            CellContent::Empty
        }
        Some(Data::Bool(b)) => CellContent::Text(b.to_string()),
        Some(Data::DateTime(d)) => CellContent::Text(iso_day(d)),
        Some(Data::String(s) | Data::DateTimeIso(s) | Data::DurationIso(s)) => {
            let text = normalise(s).trim().to_owned();
            if text.is_empty() {
                CellContent::Empty
            } else {
                CellContent::Text(text)
            }
        }
    }
}

/// A date cell as `YYYY-MM-DD`.
pub(crate) fn iso_day(d: &calamine::ExcelDateTime) -> String {
    let (year, month, day, ..) = d.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}")
}
