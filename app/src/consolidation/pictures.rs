//! The appendices of pictures: how far submission was, who kept to the day in the
//! last rounds, and the indicators that the texts quote, over time and unit by unit. Drawn from what
//! the content holds, so a frozen report keeps its pictures.

use super::layout::text;
use crate::Locale;
use crate::picture::{
    Drawn, arrival_words, arrivals_note, became_words, coverage_words, drawn_arrivals, drawn_chart,
    drawn_timeliness, group_name, line_name, punctuality_words, shown_of,
};
use docgen::model::{Align, Block, Picture, Table};
use domain::consolidation::{
    ArrivalCounts, ArrivalTable, Chart, ChartCoverage, ChartState, Content, TimelinessRow,
    TimelinessTable,
};
use domain::report::Arrival;

/// Units of one heat table: what a page on its side holds.
const ON_A_SIDE: usize = 16;
/// Groups of units in one picture of submission: what an upright page holds.
const GROUPS: usize = 8;
/// Bars of one picture: what an upright page holds.
const ON_A_PAGE: usize = 28;

/// The appendices of pictures of a content with their titles, blocks in reading
/// order, and whether they lie on their side: the heat table does, because its
/// table in words has a column for each round. Empty where there is nothing to
/// draw.
pub(super) fn pictures(content: &Content) -> Vec<(String, Vec<Block>, bool)> {
    let mut found = Vec::new();
    if let Some(table) = content.arrivals.as_ref().filter(|t| !t.rows.is_empty()) {
        let coverage = super::layout::coverage(content);
        found.push((words("picture.arrivals"), arrivals(table, coverage), false));
    }
    if let Some(table) = &content.timeliness {
        let title = text("picture.doc.appendix_timeliness", &[]);
        found.push((title, timeliness(table), true));
    }
    let charts: Vec<Block> = content.charts.iter().flat_map(chart).collect();
    if !charts.is_empty() {
        found.push((text("picture.doc.appendix", &[]), charts, false));
    }
    found
}

/// The progress of submission: the whole and its groups, with one table for all
/// below the last picture of them. The sentence of coverage has the names.
fn arrivals(whole: &ArrivalTable, coverage: String) -> Vec<Block> {
    let parts = whole.rows.len().div_ceil(GROUPS).max(1);
    let of_part = whole.rows.len().div_ceil(parts).max(1);
    let chunks = whole.rows.chunks(of_part).enumerate();
    let mut blocks: Vec<Block> = chunks
        .map(|(n, rows)| {
            let drawn = drawn_arrivals(Locale::Vi, whole, rows, n == 0);
            let total = (n == 0).then(|| whole.whole());
            let rows = rows.iter().map(|r| (group_name(Locale::Vi, r), &r.counts));
            let mut table = arrivals_table(whole, total.as_ref(), rows);
            table.note = Some(arrivals_note(Locale::Vi, whole));
            block(drawn, 105, table)
        })
        .collect();
    blocks.push(Block::note(coverage));
    blocks
}

fn arrivals_table<'a>(
    whole: &ArrivalTable,
    total: Option<&'a ArrivalCounts>,
    rows: impl Iterator<Item = (String, &'a ArrivalCounts)>,
) -> Table {
    let used = used_arrivals(whole);
    let heads: Vec<String> = used.iter().map(|a| arrival_words(Locale::Vi, *a)).collect();
    let [group, sum] = ["picture.arrivals_group", "picture.arrivals_sum"].map(words);
    let mut columns = vec![
        (group.as_str(), Align::Left, 5),
        (sum.as_str(), Align::Center, 2),
    ];
    columns.extend(heads.iter().map(|head| (head.as_str(), Align::Center, 2)));
    let mut table = Table::new(&columns);
    table.caption = Some(words("picture.arrivals"));
    let whole = total.map(|total| (words("picture.arrivals_whole"), total));
    for (name, counts) in whole.into_iter().chain(rows) {
        let sum = format!("{}/{}", counts.received(), counts.expected());
        let parts = used.iter().map(|a| counts.of(*a).to_string());
        table.push([name, sum].into_iter().chain(parts));
    }
    table
}

/// The columns that have something.
pub(super) fn used_arrivals(table: &ArrivalTable) -> Vec<Arrival> {
    let whole = table.whole();
    let all = Arrival::ALL.iter().copied();
    all.filter(|arrival| whole.of(*arrival) > 0).collect()
}

/// The pictures of one indicator.
fn chart(chart: &Chart) -> Vec<Block> {
    let line = drawn_chart(Locale::Vi, chart).trend;
    let mut blocks = vec![block(line, 160, over_time(chart))];
    // A page holds so many bars; the table below has all units.
    let mut first = chart.clone();
    first.rows.truncate(ON_A_PAGE);
    let drawn = match drawn_chart(Locale::Vi, chart).map {
        Some(map) => (map, 80),
        None => (drawn_chart(Locale::Vi, &first).ranking, 150),
    };
    blocks.push(block(drawn.0, drawn.1, by_unit(chart)));
    if chart.left_out > 0 {
        let more = [("n", chart.left_out.to_string())];
        blocks.push(Block::note(text("picture.doc.left_out", &more)));
    }
    blocks
}

fn block(drawn: Drawn, width_mm: u16, table: Table) -> Block {
    Block::Picture(Picture {
        svg: drawn.svg,
        alt: drawn.alt,
        width_mm,
        table,
    })
}

fn timeliness(whole: &TimelinessTable) -> Vec<Block> {
    let mut blocks = Vec::new();
    // Parts of one size: a last one with a single unit would take two pages too.
    let parts = whole.rows.len().div_ceil(ON_A_SIDE).max(1);
    let of_part = whole.rows.len().div_ceil(parts).max(1);
    for rows in whole.rows.chunks(of_part) {
        let part = TimelinessTable {
            periods: whole.periods.clone(),
            rows: rows.to_vec(),
            left_out: 0,
        };
        let unit = text("picture.unit", &[]);
        let mut columns = vec![(unit.as_str(), Align::Left, 3)];
        let periods = part.periods.iter().map(|p| (p.as_str(), Align::Center, 2));
        columns.extend(periods);
        let mut table = Table::new(&columns);
        table.caption = Some(text("picture.timeliness", &[]));
        for row in rows {
            table.push(timeliness_row(row));
        }
        blocks.push(block(drawn_timeliness(Locale::Vi, &part), 160, table));
    }
    if whole.left_out > 0 {
        let more = [("n", whole.left_out.to_string())];
        blocks.push(Block::note(text("picture.doc.all_on_time", &more)));
    }
    blocks
}

/// A unit and in words what it did in each round.
pub(super) fn timeliness_row(row: &TimelinessRow) -> Vec<String> {
    let words = row.cells.iter().map(|c| punctuality_words(Locale::Vi, *c));
    let mut name = line_name(Locale::Vi, row);
    if let Some(became) = &row.became {
        name = format!("{name}: {}", became_words(Locale::Vi, became));
    }
    std::iter::once(name).chain(words).collect()
}

fn titled(key: &str, chart: &Chart) -> Option<String> {
    let places = [
        ("name", chart.name.clone()),
        ("measure", chart.measure.clone()),
    ];
    Some(text(key, &places))
}

fn over_time(chart: &Chart) -> Table {
    let [period, value, units] = ["picture.period", "picture.value", "picture.units"].map(words);
    let mut table = Table::new(&[
        (period.as_str(), Align::Left, 2),
        (value.as_str(), Align::Right, 2),
        (units.as_str(), Align::Center, 1),
    ]);
    table.caption = titled("picture.trend", chart);
    table.note = coverage_words(Locale::Vi, chart);
    for point in &chart.points {
        let value = match point.state {
            ChartState::No => text("picture.incomparable", &[]),
            _ => {
                let told = point.value.map(|v| chart.told(v, point.bound));
                told.unwrap_or_default()
            }
        };
        table.push([point.period.clone(), value, units_of(point.coverage)]);
    }
    table
}

fn by_unit(chart: &Chart) -> Table {
    let no = words("doc.consolidation.column.no");
    let [unit, value, units] = ["picture.unit", "picture.value", "picture.units"].map(words);
    let mut columns = vec![
        (no.as_str(), Align::Center, 1),
        (unit.as_str(), Align::Left, 6),
        (value.as_str(), Align::Right, 4),
    ];
    let has_units = chart.rows.iter().any(|row| row.coverage.is_some());
    if has_units {
        columns.push((units.as_str(), Align::Center, 2));
    }
    let mut table = Table::new(&columns);
    table.caption = titled("picture.ranking", chart);
    table.note = coverage_words(Locale::Vi, chart);
    for (n, row) in (1..).zip(&chart.rows) {
        let mut cells = vec![
            n.to_string(),
            row.unit.clone(),
            shown_of(Locale::Vi, chart, row),
        ];
        if has_units {
            cells.push(units_of(row.coverage));
        }
        table.push(cells);
    }
    table
}

/// "38/41", empty where it is not known.
pub(super) fn units_of(coverage: Option<ChartCoverage>) -> String {
    coverage.map(|c| c.shown()).unwrap_or_default()
}

fn words(key: &str) -> String {
    text(key, &[])
}
