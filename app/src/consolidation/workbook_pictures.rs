//! What the pictures of the report show, as sheets: appendix 5 and the one after
//! it. Not here: the pictures themselves, which a workbook does not carry.

use super::appendix::label;
use super::layout::text;
use super::pictures::{timeliness_row, units_of, used_arrivals};
use super::workbook::{columns, row, sheet_name};
use crate::Locale;
use crate::picture::{arrival_words, arrivals_note, coverage_words, group_name, shown_of};
use docgen::xlsx::{Cell, Figure, SheetColumn, SheetRow, TableSheet};
use domain::consolidation::{
    ArrivalCounts, ArrivalTable, Chart, ChartState, Content, TimelinessTable,
};
use domain::number::Threshold;

/// The first appendix after those that always stand (§6.1).
const FIRST: usize = 5;

/// The sheets, under the numbers that the appendices have in the document.
pub(super) fn sheets(content: &Content) -> Vec<TableSheet> {
    let mut sheets: Vec<TableSheet> = Vec::new();
    if let Some(table) = content.arrivals.as_ref().filter(|t| !t.rows.is_empty()) {
        sheets.push(arrivals(FIRST, table));
    }
    if let Some(table) = &content.timeliness {
        sheets.push(timeliness(FIRST + sheets.len(), table));
    }
    if !content.charts.is_empty() {
        sheets.push(charts(FIRST + sheets.len(), &content.charts));
    }
    sheets
}

fn arrivals(number: usize, table: &ArrivalTable) -> TableSheet {
    let used = used_arrivals(table);
    let words = |key: &str| text(key, &[]);
    let counts = ["received", "expected"].map(|key| words(&format!("picture.arrivals_{key}")));
    let parts = used.iter().map(|a| arrival_words(Locale::Vi, *a));
    let heads = std::iter::once(words("picture.arrivals_group"));
    let columns = heads.chain(counts).chain(parts).enumerate();
    let line = |name: String, counts: &ArrivalCounts, strong: bool| {
        let number = |n: usize| {
            Cell::Number(Figure {
                value: i64::try_from(n).unwrap_or(i64::MAX),
                scale: 0,
            })
        };
        let sums = [counts.received(), counts.expected()];
        let parts = used.iter().map(|a| counts.of(*a));
        let numbers = sums.into_iter().chain(parts).map(number);
        let name = std::iter::once(Cell::Text(name));
        SheetRow {
            cells: name.chain(numbers).collect(),
            strong,
        }
    };
    let whole = line(words("picture.arrivals_whole"), &table.whole(), true);
    let rows = table.rows.iter();
    let rows = rows.map(|row| line(group_name(Locale::Vi, row), &row.counts, false));
    TableSheet {
        name: sheet_name(number, "doc.consolidation.sheet.arrivals"),
        title: titled(number, "picture.arrivals"),
        note: Some(arrivals_note(Locale::Vi, table)),
        columns: columns
            .map(|(n, title)| SheetColumn {
                title,
                width: if n == 0 { 40 } else { 14 },
            })
            .collect(),
        rows: std::iter::once(whole).chain(rows).collect(),
    }
}

fn timeliness(number: usize, table: &TimelinessTable) -> TableSheet {
    let unit = (text("picture.unit", &[]), 40);
    let periods = table.periods.iter().map(|period| (period.clone(), 24));
    let of = |(title, width)| SheetColumn { title, width };
    let rows = table.rows.iter().map(|row| SheetRow {
        cells: timeliness_row(row).into_iter().map(Cell::Text).collect(),
        strong: false,
    });
    let left_out = [("n", table.left_out.to_string())];
    TableSheet {
        name: sheet_name(number, "doc.consolidation.sheet.timeliness"),
        title: titled(number, "picture.doc.appendix_timeliness"),
        note: (table.left_out > 0).then(|| text("picture.doc.all_on_time", &left_out)),
        columns: std::iter::once(unit).chain(periods).map(of).collect(),
        rows: rows.collect(),
    }
}

/// One line for each period and each unit of every indicator that is drawn; each
/// with its coverage, and after the indicator's lines the sentence with names
///
fn charts(number: usize, charts: &[Chart]) -> TableSheet {
    TableSheet {
        name: sheet_name(number, "doc.consolidation.sheet.charts"),
        title: titled(number, "picture.doc.appendix"),
        note: None,
        columns: columns(&[
            ("code", 10),
            ("indicator", 48),
            ("measure", 14),
            ("period_or_unit", 30),
            ("value", 16),
            ("units", 12),
            ("remark", 60),
        ]),
        rows: charts.iter().flat_map(lines).collect(),
    }
}

fn lines(chart: &Chart) -> Vec<SheetRow> {
    let line = |of: &str, value: Cell, units: String, remark: String| {
        row([
            Cell::Text(chart.code.clone()),
            Cell::Text(chart.name.clone()),
            Cell::Text(chart.measure.clone()),
            Cell::Text(of.to_owned()),
            value,
            Cell::Text(units),
            Cell::Text(remark),
        ])
    };
    // A threshold is no number that a sheet could reckon with.
    let figure = |value: Option<i64>, threshold: Option<Threshold>| match (value, threshold) {
        (Some(value), Some(_)) => Cell::Text(chart.told(value, threshold)),
        (Some(value), None) => Cell::Number(Figure {
            value,
            scale: chart.scale,
        }),
        (None, _) => Cell::Empty,
    };
    let points = chart.points.iter().map(|point| {
        let key = match point.state {
            ChartState::No => "picture.incomparable",
            ChartState::Absent => "picture.no_figure",
            ChartState::Estimated => "picture.estimated",
            _ if point.coverage.is_some_and(|c| c.is_partial()) => "picture.partial",
            ChartState::Straight => "",
        };
        let remark = if key.is_empty() {
            String::new()
        } else {
            text(key, &[])
        };
        line(
            &point.period,
            figure(point.value, point.bound),
            units_of(point.coverage),
            remark,
        )
    });
    let units = chart.rows.iter().map(|row| {
        let remark = match row.value {
            None => shown_of(Locale::Vi, chart, row),
            Some(_) if row.coverage.is_some_and(|c| c.is_partial()) => text("picture.partial", &[]),
            Some(_) => String::new(),
        };
        line(
            &row.unit,
            figure(row.value, row.bound),
            units_of(row.coverage),
            remark,
        )
    });
    let coverage = coverage_words(Locale::Vi, chart);
    let coverage = coverage.map(|words| line("", Cell::Empty, String::new(), words));
    points.chain(units).chain(coverage).collect()
}

fn titled(number: usize, key: &str) -> String {
    format!("{}. {}", label(number), text(key, &[]))
}
