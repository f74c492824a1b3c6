//! The figures of the report as a workbook; the sentence of coverage stands on
//! every sheet.

use super::appendix::{
    all_notes, cited, gap_of, label, nothing, numbered, partial_parts, planned, review_name,
    task_state, units_of,
};
use super::difference::difference_words;
use super::layout::{coverage as coverage_words, subject, text};
use crate::{AppError, Locale};
use docgen::xlsx::{Cell, Figure as Number, SheetColumn, SheetRow, TableSheet, TotalsBook, totals};
use domain::consolidation::{Content, NoteKind};
use domain::indicator::{levels_sentence, row_name};
use domain::number::{Threshold, format_number};
use jiff::civil::Date;

/// Writes the workbook: a sheet or more for each appendix under its number, one
/// with nothing to show saying so; of a supplement the figures and what is
/// different.
pub(super) fn write(content: &Content, date: Date) -> Result<Vec<u8>, AppError> {
    let mut sheets = vec![figures(content)];
    sheets.extend(notes(content));
    if content.supplement == 0 {
        sheets.push(documents(content));
        sheets.push(tasks(content));
        sheets.push(reviews(content));
        sheets.extend(super::workbook_pictures::sheets(content));
    }
    if !content.differences.is_empty() {
        let words = content.differences.iter();
        let words = words.map(|d| difference_words(Locale::Vi, d));
        let rows = words.map(|words| row([Cell::Text(words)]));
        sheets.push(TableSheet {
            name: text("doc.consolidation.sheet.differences", &[]),
            title: text("doc.consolidation.appendix_differences", &[]),
            note: None,
            columns: columns(&[("difference", 90)]),
            rows: rows.collect(),
        });
    }
    let book = TotalsBook {
        title: subject(content),
        coverage: coverage_words(content),
        date,
        sheets,
    };
    totals(&book).map_err(AppError::internal)
}

fn figures(content: &Content) -> TableSheet {
    let columns = [
        ("code", 10),
        ("indicator", 48),
        ("measure", 14),
        ("this", 14),
        ("previous", 14),
        ("last_year", 14),
        ("so_far", 14),
        ("so_far_periods", 16),
        ("plan", 14),
        ("of_plan", 12),
        ("num", 14),
        ("den", 14),
        ("units", 10),
        ("previous_units", 10),
        ("last_year_units", 10),
        ("notes", 14),
    ];
    let (_, numbers) = all_notes(content);
    let rows = content.figures.iter().zip(numbers).map(|(f, numbers)| {
        let number = |value: Option<i64>| {
            value.map_or(Cell::Empty, |value| {
                Cell::Number(Number {
                    value,
                    scale: f.scale,
                })
            })
        };
        // A threshold is no number that a sheet could reckon with.
        let told = |value: Option<i64>, threshold: Option<Threshold>| match (value, threshold) {
            (Some(value), Some(threshold)) => {
                Cell::Text(threshold.written(&format_number(value, f.scale)))
            }
            (value, _) => number(value),
        };
        let whole = |value: Option<i64>| {
            value.map_or(Cell::Empty, |value| Cell::Number(Number::whole(value)))
        };
        row([
            Cell::Text(f.code.clone()),
            Cell::Text(row_name(&f.name, f.depth)),
            Cell::Text(f.measure.clone()),
            match f.levels.as_slice() {
                [] => told(f.value, f.threshold()),
                levels => Cell::Text(levels_sentence(levels)),
            },
            told(f.previous, f.previous_bound),
            told(f.last_year, f.last_year_bound),
            told(f.so_far, f.so_far_bound.map(Threshold::from)),
            Cell::Text(match f.so_far_periods {
                (_, 0) => String::new(),
                (with, of) => match partial_parts(f) {
                    Some(parts) => format!("{with}/{of}; {parts}"),
                    None => format!("{with}/{of}"),
                },
            }),
            match f.plan_bound {
                Some(_) => Cell::Text(planned(f)),
                None => number(f.plan),
            },
            Cell::Text(match (f.plan_progress, f.plan_gap()) {
                (Some(progress), _) => progress.written_vi(f.so_far_bound),
                (None, Some((with, all))) => {
                    let args = [("with", with.to_string()), ("all", all.to_string())];
                    text("doc.consolidation.plan_of_units", &args)
                }
                (None, None) if f.is_plan_open() => text("doc.consolidation.incomparable", &[]),
                (None, None) => String::new(),
            }),
            whole(f.num),
            whole(f.den),
            Cell::Text(units_of(f)),
            Cell::Text(gap_of(f.previous_units).unwrap_or_default()),
            Cell::Text(gap_of(f.last_year_units).unwrap_or_default()),
            Cell::Text(numbered(&numbers)),
        ])
    });
    sheet(1, "figures", &columns, rows.collect())
}

/// The notes that rows of figures refer to: each list of units once.
fn notes(content: &Content) -> Option<TableSheet> {
    let (notes, _) = all_notes(content);
    if notes.is_empty() {
        return None;
    }
    let rows = (1..).zip(&notes).map(|(n, note)| {
        let kind = match note.kind {
            NoteKind::Missing => "doc.consolidation.column.missing",
            NoteKind::Estimated => "doc.consolidation.column.estimated",
            NoteKind::Threshold => "doc.consolidation.column.threshold",
        };
        row([
            Cell::Text(numbered(&[n])),
            Cell::Text(text(kind, &[])),
            Cell::Text(note.units.join(", ")),
        ])
    });
    let columns = [("note", 8), ("kind", 24), ("unit_names", 110)];
    Some(sheet(1, "notes", &columns, rows.collect()))
}

fn documents(content: &Content) -> TableSheet {
    let columns = [
        ("symbol", 18),
        ("doc_type", 18),
        ("issuer", 30),
        ("issued_on", 12),
        ("subject", 70),
        ("cited", 40),
    ];
    let rows = content.documents.iter().map(|d| {
        row([
            Cell::Text(d.symbol.clone()),
            Cell::Text(d.doc_type.clone()),
            Cell::Text(d.issuer.clone()),
            d.issued_on.map_or(Cell::Empty, Cell::Date),
            Cell::Text(d.subject.clone()),
            Cell::Text(cited(d)),
        ])
    });
    sheet(2, "documents", &columns, rows.collect())
}

fn reviews(content: &Content) -> TableSheet {
    let columns = [
        ("review", 24),
        ("symbol", 18),
        ("subject", 70),
        ("due", 12),
        ("state", 24),
    ];
    let rows = content.reviews.iter().map(|r| {
        row([
            Cell::Text(review_name(r)),
            Cell::Text(r.symbol.clone()),
            Cell::Text(r.subject.clone()),
            Cell::Date(r.due_on),
            Cell::Text(text(&format!("doc.consolidation.review.{}", r.state), &[])),
        ])
    });
    sheet(4, "reviews", &columns, rows.collect())
}

fn tasks(content: &Content) -> TableSheet {
    let columns = [
        ("code", 14),
        ("task", 70),
        ("lead", 26),
        ("due", 12),
        ("state", 26),
        ("percent", 10),
    ];
    let rows = content.tasks.iter().map(|t| {
        row([
            Cell::Text(t.code.clone()),
            Cell::Text(t.title.clone()),
            Cell::Text(t.lead.clone()),
            t.due_on.map_or(Cell::Empty, Cell::Date),
            Cell::Text(task_state(&t.state, t.is_overdue)),
            Cell::Number(Number::whole(i64::from(t.percent))),
        ])
    });
    sheet(3, "tasks", &columns, rows.collect())
}

/// A sheet of appendix `number`: "PL1 Số liệu", "Phụ lục 1. Số liệu tổng hợp".
fn sheet(number: usize, name: &str, columns: &[(&str, u16)], rows: Vec<SheetRow>) -> TableSheet {
    let title = text(&format!("doc.consolidation.appendix_{name}"), &[]);
    TableSheet {
        name: sheet_name(number, &format!("doc.consolidation.sheet.{name}")),
        title: format!("{}. {title}", label(number)),
        note: rows.is_empty().then(|| nothing(name)),
        columns: self::columns(columns),
        rows,
    }
}

/// The name on a sheet's tab.
pub(super) fn sheet_name(number: usize, key: &str) -> String {
    let places = [("n", number.to_string()), ("name", text(key, &[]))];
    text("doc.consolidation.sheet.numbered", &places)
}

/// Columns with the titles of these keys.
pub(super) fn columns(columns: &[(&str, u16)]) -> Vec<SheetColumn> {
    let column = |(key, width): &(&str, u16)| SheetColumn {
        title: text(&format!("doc.consolidation.column.{key}"), &[]),
        width: *width,
    };
    columns.iter().map(column).collect()
}

pub(super) fn row<const N: usize>(cells: [Cell; N]) -> SheetRow {
    SheetRow {
        cells: cells.into(),
        strong: false,
    }
}
