//! The figures of the report as a workbook; the sentence of coverage stands on
//! every sheet.

use super::appendix::{cited, review_name, task_state};
use super::layout::{coverage as coverage_words, difference, subject, text};
use crate::AppError;
use docgen::xlsx::{Cell, Figure as Number, SheetColumn, SheetRow, TableSheet, TotalsBook, totals};
use domain::consolidation::Content;
use jiff::civil::Date;

/// Writes the workbook.
pub(super) fn write(content: &Content, date: Date) -> Result<Vec<u8>, AppError> {
    let mut sheets = vec![figures(content)];
    if !content.documents.is_empty() {
        sheets.push(documents(content));
    }
    if !content.tasks.is_empty() {
        sheets.push(tasks(content));
    }
    if !content.reviews.is_empty() {
        sheets.push(reviews(content));
    }
    if !content.differences.is_empty() {
        let rows = content
            .differences
            .iter()
            .map(|d| row([Cell::Text(difference(d))]));
        sheets.push(sheet("differences", &[("difference", 90)], rows.collect()));
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
        ("so_far_periods", 10),
        ("plan", 14),
        ("of_plan", 12),
        ("num", 14),
        ("den", 14),
        ("units", 10),
        ("missing", 60),
        ("estimated", 40),
    ];
    let rows = content.figures.iter().map(|f| {
        let number = |value: Option<i64>| {
            value.map_or(Cell::Empty, |value| {
                Cell::Number(Number {
                    value,
                    scale: f.scale,
                })
            })
        };
        let whole = |value: Option<i64>| {
            value.map_or(Cell::Empty, |value| Cell::Number(Number::whole(value)))
        };
        row([
            Cell::Text(f.code.clone()),
            Cell::Text(f.name.clone()),
            Cell::Text(f.measure.clone()),
            number(f.value),
            number(f.previous),
            number(f.last_year),
            number(f.so_far),
            Cell::Text(match f.so_far_periods {
                (_, 0) => String::new(),
                (with, of) => format!("{with}/{of}"),
            }),
            number(f.plan),
            Cell::Text(
                f.plan_progress
                    .map(domain::indicator::PlanProgress::shown_vi)
                    .unwrap_or_default(),
            ),
            whole(f.num),
            whole(f.den),
            Cell::Text(format!("{}/{}", f.with_value, f.expected)),
            Cell::Text(f.missing.join(", ")),
            Cell::Text(f.estimated_units.join(", ")),
        ])
    });
    sheet("figures", &columns, rows.collect())
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
    sheet("documents", &columns, rows.collect())
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
    sheet("reviews", &columns, rows.collect())
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
    sheet("tasks", &columns, rows.collect())
}

fn sheet(name: &str, columns: &[(&str, u16)], rows: Vec<SheetRow>) -> TableSheet {
    TableSheet {
        name: text(&format!("doc.consolidation.sheet.{name}"), &[]),
        title: text(&format!("doc.consolidation.appendix_{name}"), &[]),
        note: None,
        columns: columns
            .iter()
            .map(|(key, width)| SheetColumn {
                title: text(&format!("doc.consolidation.column.{key}"), &[]),
                width: *width,
            })
            .collect(),
        rows,
    }
}

fn row<const N: usize>(cells: [Cell; N]) -> SheetRow {
    SheetRow {
        cells: cells.into(),
        strong: false,
    }
}
