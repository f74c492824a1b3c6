//! The figures of the report as a workbook; the sentence of coverage stands on
//! every sheet (R-4.2).

use super::appendix::{
    all_notes, cited, gap_of, label, nothing, numbered, partial_parts, planned, review_name,
    task_state, units_of,
};
use super::difference::difference_words;
use super::layout::{coverage as coverage_words, subject, text};
use crate::{AppError, Locale};
use docgen::xlsx::{Cell, Figure as Number, SheetColumn, SheetRow, TableSheet, TotalsBook, totals};
use domain::consolidation::{Content, Figure, NoteKind};
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

/// Whether a figure of another period is there from which units are missing.
fn has_gaps(figures: &[Figure], units: impl Fn(&Figure) -> (usize, usize)) -> bool {
    figures.iter().any(|f| gap_of(units(f)).is_some())
}

/// The columns of the sheet of figures. Of how many units those compared with are has
/// one only where some are not whole: the workbook of a report that was frozen without
/// it stays as it went out, and an empty column would read as complete (R-4.2, R-4.5).
fn figure_columns(figures: &[Figure]) -> Vec<(&'static str, u16)> {
    let mut columns = vec![
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
    ];
    if has_gaps(figures, |f| f.previous_units) {
        columns.push(("previous_units", 10));
    }
    if has_gaps(figures, |f| f.last_year_units) {
        columns.push(("last_year_units", 10));
    }
    columns.push(("notes", 14));
    columns
}

fn figures(content: &Content) -> TableSheet {
    let columns = figure_columns(&content.figures);
    let has = |key: &str| columns.iter().any(|(known, _)| *known == key);
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
        let mut cells = vec![
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
        ];
        let compared = [
            ("previous_units", f.previous_units),
            ("last_year_units", f.last_year_units),
        ];
        for (_, units) in compared.into_iter().filter(|(key, _)| has(key)) {
            cells.push(Cell::Text(gap_of(units).unwrap_or_default()));
        }
        cells.push(Cell::Text(numbered(&numbers)));
        SheetRow {
            cells,
            strong: false,
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(figures: &[Figure]) -> Vec<&'static str> {
        let columns = figure_columns(figures).into_iter();
        columns.map(|(key, _)| key).collect()
    }

    /// R-4.5: a report that was frozen before these were kept has its old columns.
    #[test]
    fn r_4_5_a_workbook_without_gaps_has_no_columns_for_them() {
        let old = r#"{"code":"GD-09","name":"","measure":"người","scale":0,"value":300,
            "num":null,"den":null,"previous":100,"last_year":90,"with_value":1,"expected":2,
            "estimated":0,"missing":[]}"#;
        let old: Figure = serde_json::from_str(old).unwrap();
        let found = keys(&[old]);
        assert_eq!(found[12..], ["units", "notes"]);
        assert_eq!(found.len(), 14);
    }

    /// R-4.2: each period from which units are missing has its column.
    #[test]
    fn r_4_2_a_workbook_with_gaps_says_of_how_many_units_compared_figures_are() {
        let mut figures = [Figure::default(), Figure::default()];
        figures[1].previous_units = (1, 2);
        assert_eq!(keys(&figures)[12..], ["units", "previous_units", "notes"]);
        figures[0].last_year_units = (28, 30);
        let both = ["units", "previous_units", "last_year_units", "notes"];
        assert_eq!(keys(&figures)[12..], both);
    }
}
