//! The figures of the report as a workbook; the sentence of coverage stands on
//! every sheet.

use super::appendix::task_state;
use super::layout::{difference, subject, text};
use crate::AppError;
use docgen::xlsx::{Cell, Figure as Number, SheetColumn, SheetRow, TableSheet, TotalsBook, totals};
use domain::consolidation::Content;
use jiff::civil::Date;

/// Writes the workbook.
pub(super) fn write(content: &Content, date: Date) -> Result<Vec<u8>, AppError> {
    let mut sheets = vec![figures(content)];
    if !content.tasks.is_empty() {
        sheets.push(tasks(content));
    }
    if !content.differences.is_empty() {
        let rows = content
            .differences
            .iter()
            .map(|d| row([Cell::Text(difference(d))]));
        sheets.push(sheet("differences", &[("difference", 90)], rows.collect()));
    }
    let coverage = [("coverage", content.coverage.sentence_vi())];
    let book = TotalsBook {
        title: subject(content),
        coverage: text("doc.consolidation.coverage", &coverage),
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
        ("num", 14),
        ("den", 14),
        ("units", 10),
        ("missing", 60),
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
            whole(f.num),
            whole(f.den),
            Cell::Text(format!("{}/{}", f.with_value, f.expected)),
            Cell::Text(f.missing.join(", ")),
        ])
    });
    sheet("figures", &columns, rows.collect())
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
