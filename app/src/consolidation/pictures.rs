//! The appendix of pictures: who kept to the day in the last rounds, and the
//! indicators that the texts quote, over time and unit by unit. Drawn from what
//! the content holds, so a frozen report keeps its pictures.

use super::layout::text;
use crate::Locale;
use crate::picture::{
    Drawn, became_words, drawn_chart, drawn_timeliness, line_name, punctuality_words,
};
use docgen::model::{Align, Block, Picture, Table};
use domain::consolidation::{Chart, ChartState, Content, TimelinessTable};
use domain::number::format_number;

/// Units of one heat table and bars of one picture: what a page holds.
const ON_A_PAGE: usize = 28;

/// The pictures of a content with their tables, in reading order; empty where
/// there is nothing to draw.
pub(super) fn pictures(content: &Content) -> Vec<Block> {
    let mut blocks = Vec::new();
    if let Some(table) = &content.timeliness {
        timeliness(&mut blocks, table);
    }
    for chart in &content.charts {
        blocks.push(block(
            drawn_chart(Locale::Vi, chart).trend,
            160,
            over_time(chart),
        ));
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

fn timeliness(blocks: &mut Vec<Block>, whole: &TimelinessTable) {
    for rows in whole.rows.chunks(ON_A_PAGE) {
        let part = TimelinessTable {
            periods: whole.periods.clone(),
            rows: rows.to_vec(),
            left_out: 0,
        };
        let unit = text("picture.unit", &[]);
        let mut columns = vec![(unit.as_str(), Align::Left, 4)];
        let periods = part.periods.iter().map(|p| (p.as_str(), Align::Center, 2));
        columns.extend(periods);
        let mut table = Table::new(&columns);
        table.caption = Some(text("picture.timeliness", &[]));
        for row in rows {
            let words = row.cells.iter().map(|c| punctuality_words(Locale::Vi, *c));
            let mut name = line_name(Locale::Vi, row);
            if let Some(became) = &row.became {
                name = format!("{name}: {}", became_words(Locale::Vi, became));
            }
            table.push(std::iter::once(name).chain(words));
        }
        blocks.push(block(drawn_timeliness(Locale::Vi, &part), 160, table));
    }
    if whole.left_out > 0 {
        let more = [("n", whole.left_out.to_string())];
        blocks.push(Block::note(text("picture.doc.all_on_time", &more)));
    }
}

fn shown(chart: &Chart, value: Option<i64>) -> String {
    value
        .map(|v| format_number(v, chart.scale))
        .unwrap_or_default()
}

fn titled(key: &str, chart: &Chart) -> Option<String> {
    let places = [
        ("name", chart.name.clone()),
        ("measure", chart.measure.clone()),
    ];
    Some(text(key, &places))
}

fn over_time(chart: &Chart) -> Table {
    let (period, value) = (text("picture.period", &[]), text("picture.value", &[]));
    let mut table = Table::new(&[
        (period.as_str(), Align::Left, 1),
        (value.as_str(), Align::Right, 1),
    ]);
    table.caption = titled("picture.trend", chart);
    for point in &chart.points {
        let value = match point.state {
            ChartState::No => text("picture.incomparable", &[]),
            _ => shown(chart, point.value),
        };
        table.push([point.period.clone(), value]);
    }
    table
}

fn by_unit(chart: &Chart) -> Table {
    let no = text("doc.consolidation.column.no", &[]);
    let (unit, value) = (text("picture.unit", &[]), text("picture.value", &[]));
    let mut table = Table::new(&[
        (no.as_str(), Align::Center, 1),
        (unit.as_str(), Align::Left, 6),
        (value.as_str(), Align::Right, 3),
    ]);
    table.caption = titled("picture.ranking", chart);
    for (n, row) in (1..).zip(&chart.rows) {
        table.push([n.to_string(), row.unit.clone(), shown(chart, row.value)]);
    }
    table
}
