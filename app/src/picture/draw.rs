//! Figures with their words, drawn.

use super::words::{line_name, punctuality_legend, punctuality_sign, punctuality_words};
use crate::Locale;
use crate::text::{t, t_with};
use crate::threshold::threshold_words;
use docgen::picture::{
    Bar, Caption, HeatCell, HeatRow, HeatTable, MapTile, Point, PointKind, Ranking, TileMap, Tone,
    Trend, heat_table, ranking, tile_map, trend,
};
use domain::consolidation::{Chart, ChartRow, ChartState, TimelinessTable};
use domain::indicator::quantiles;
use domain::number::Threshold;
use domain::report::Punctuality;

/// Shades of the map.
const CLASSES: u8 = 5;

/// A picture with its sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// SVG.
    pub svg: String,
    /// What it shows, in a sentence.
    pub alt: String,
}

/// The pictures of an indicator.
pub(crate) struct DrawnChart {
    pub(crate) trend: Drawn,
    pub(crate) ranking: Drawn,
    pub(crate) map: Option<Drawn>,
}

pub(super) fn drawn(title: String, text: String, draw: impl FnOnce(Caption) -> String) -> Drawn {
    let alt = text.clone();
    Drawn {
        svg: draw(Caption { title, text }),
        alt,
    }
}

/// The heat table unit × period.
pub(crate) fn drawn_timeliness(locale: Locale, table: &TimelinessTable) -> Drawn {
    let cell = |kept: &Punctuality| HeatCell {
        sign: punctuality_sign(locale, *kept),
        words: punctuality_words(locale, *kept),
        tone: tone(*kept),
    };
    let legend = punctuality_legend(locale, table).into_iter();
    let legend = legend.map(|(kept, sign, words)| HeatCell {
        sign,
        words,
        tone: tone(kept),
    });
    let units = table.rows.iter().filter(|row| row.became.is_none());
    let size = [
        ("units", units.count().to_string()),
        ("periods", table.periods.len().to_string()),
    ];
    let title = t(locale, "picture.timeliness").into_owned();
    let text = t_with(locale, "picture.timeliness_text", &size);
    drawn(title, text, |caption| {
        heat_table(&HeatTable {
            caption,
            columns: table.periods.clone(),
            rows: table
                .rows
                .iter()
                .map(|row| HeatRow {
                    name: line_name(locale, row),
                    cells: row.cells.iter().map(cell).collect(),
                })
                .collect(),
            legend: legend.collect(),
        })
    })
}

/// The class that gives a cell of the heat table its colour; its sign says the same.
#[must_use]
pub fn punctuality_class(kept: Punctuality) -> &'static str {
    tone(kept).class()
}

fn tone(kept: Punctuality) -> Tone {
    match kept {
        Punctuality::OnTime => Tone::Ok,
        Punctuality::Extended => Tone::Info,
        Punctuality::Late(_) => Tone::Warn,
        Punctuality::Missing(_) => Tone::Late,
        Punctuality::Pending | Punctuality::Exempt | Punctuality::NotAsked => Tone::Muted,
    }
}

/// The line, the bars and the map of an indicator.
pub(crate) fn drawn_chart(locale: Locale, chart: &Chart) -> DrawnChart {
    DrawnChart {
        trend: line(locale, chart),
        ranking: bars(locale, chart),
        map: chart.has_map().then(|| map(locale, chart)),
    }
}

/// What a sign beside a number says: figures of units below are missing from it.
const PARTIAL: &str = "*";

/// The figure of a unit, a threshold with its words; where there is none, why.
#[must_use]
pub fn shown_of(locale: Locale, chart: &Chart, row: &ChartRow) -> String {
    figure_of(locale, row, |value| {
        threshold_words(locale, row.bound, chart.shown(value))
    })
}

fn figure_of(locale: Locale, row: &ChartRow, written: impl Fn(i64) -> String) -> String {
    match row.value {
        Some(value) if is_partial(row) => format!("{} {PARTIAL}", written(value)),
        Some(value) => written(value),
        None if row.is_nil => t(locale, "picture.nil").into_owned(),
        None => t(locale, "picture.no_figure").into_owned(),
    }
}

fn is_partial(row: &ChartRow) -> bool {
    row.coverage.is_some_and(|coverage| coverage.is_partial())
}

/// What is said below the pictures by unit: how many units answered, and what
/// the sign means where it stands. Names are in the sentence beside the picture.
fn notes(locale: Locale, chart: &Chart) -> Vec<String> {
    let count = chart.coverage().map(|c| match locale {
        Locale::Vi => chart.counted.count_vi(c.answered, c.expected),
        Locale::En => chart.counted.count_en(c.answered, c.expected),
    });
    let count = count.map(|count| t_with(locale, "picture.count", &[("count", count)]));
    let mut notes: Vec<String> = count.into_iter().collect();
    if chart
        .rows
        .iter()
        .any(|row| row.value.is_some() && is_partial(row))
    {
        notes.push(t(locale, "picture.partial_row").into_owned());
    }
    if chart.rows.iter().any(|row| row.bound.is_some()) {
        notes.push(t(locale, "picture.threshold_row").into_owned());
    }
    notes
}

/// The sentence of coverage of an indicator's pictures; none in reports
/// that were frozen without it.
#[must_use]
pub fn coverage_words(locale: Locale, chart: &Chart) -> Option<String> {
    let coverage = match locale {
        Locale::Vi => chart.sentence_vi(),
        Locale::En => chart.sentence_en(),
    }?;
    Some(t_with(
        locale,
        "picture.coverage",
        &[("coverage", coverage)],
    ))
}

/// A sentence and, where it is known, that of coverage.
fn with_coverage(locale: Locale, chart: &Chart, text: String) -> String {
    match coverage_words(locale, chart) {
        Some(coverage) => format!("{text} {coverage}"),
        None => text,
    }
}

fn shown(chart: &Chart, value: Option<i64>) -> String {
    value.map_or_else(|| "–".to_owned(), |v| chart.shown(v))
}

/// A figure with the words of its threshold.
fn told(locale: Locale, chart: &Chart, value: Option<i64>, threshold: Option<Threshold>) -> String {
    value.map_or_else(
        || "–".to_owned(),
        |v| threshold_words(locale, threshold, chart.shown(v)),
    )
}

/// A figure as it stands in a picture: a threshold has its sign there, its words would
/// run into the next figure.
fn signed(chart: &Chart, value: Option<i64>, threshold: Option<Threshold>) -> String {
    match threshold {
        Some(threshold) => threshold.signed(&shown(chart, value)),
        None => shown(chart, value),
    }
}

/// Name of the indicator and its measure, for titles.
fn places(chart: &Chart) -> [(&'static str, String); 2] {
    [
        ("name", chart.name.clone()),
        ("measure", chart.measure.clone()),
    ]
}

fn line(locale: Locale, chart: &Chart) -> Drawn {
    let title = t_with(locale, "picture.trend", &places(chart));
    let said: Vec<String> = chart
        .points
        .iter()
        .map(|point| match point.state {
            ChartState::No => (point, t(locale, "picture.incomparable").into_owned()),
            _ => (point, told(locale, chart, point.value, point.bound)),
        })
        .map(|(point, value)| match point.coverage {
            Some(coverage) => {
                let places = [("value", value), ("units", coverage.shown())];
                let said = t_with(locale, "picture.value_of_units", &places);
                format!("{}: {said}", point.period)
            }
            None => format!("{}: {value}", point.period),
        })
        .collect();
    let mut said = with_coverage(locale, chart, format!("{}.", said.join("; ")));
    if chart.points.iter().any(|point| point.bound.is_some()) {
        said = format!("{said} {}", t(locale, "picture.threshold_row"));
    }
    drawn(title, said, |caption| {
        trend(&Trend {
            caption,
            points: chart
                .points
                .iter()
                .map(|point| Point {
                    label: point.period.clone(),
                    value: point.value,
                    shown: signed(chart, point.value, point.bound),
                    said: told(locale, chart, point.value, point.bound),
                    kind: match point.state {
                        ChartState::No => PointKind::Incomparable,
                        ChartState::Estimated => PointKind::Estimated,
                        ChartState::Straight | ChartState::Absent => PointKind::Plain,
                    },
                    units: point.coverage.map(|c| c.shown()).unwrap_or_default(),
                    is_partial: point.coverage.is_some_and(|c| c.is_partial()),
                })
                .collect(),
            legend: [
                "picture.estimated",
                "picture.incomparable",
                "picture.no_figure",
                "picture.partial",
            ]
            .map(|key| t(locale, key).into_owned()),
        })
    })
}

fn bars(locale: Locale, chart: &Chart) -> Drawn {
    let title = t_with(locale, "picture.ranking", &places(chart));
    let count = [("units", chart.rows.len().to_string())];
    let text = t_with(locale, "picture.ranking_text", &count);
    let text = with_coverage(locale, chart, text);
    drawn(title, text, |caption| {
        ranking(&Ranking {
            caption,
            bars: chart
                .rows
                .iter()
                .map(|row| Bar {
                    name: row.unit.clone(),
                    value: row.value,
                    shown: figure_of(locale, row, |value| signed(chart, Some(value), row.bound)),
                })
                .collect(),
            notes: notes(locale, chart),
        })
    })
}

fn map(locale: Locale, chart: &Chart) -> Drawn {
    let values: Vec<Option<i64>> = chart.rows.iter().map(|row| row.value).collect();
    let classes = quantiles(&values, CLASSES);
    let mut legend = Vec::new();
    for class in (0..CLASSES).map(Some).chain([None]) {
        let of_class = || {
            let both = values.iter().zip(&classes);
            both.filter(|(_, c)| **c == class).map(|(value, _)| *value)
        };
        let (low, high) = (of_class().min().flatten(), of_class().max().flatten());
        let words = match (class, low) {
            _ if of_class().next().is_none() => continue,
            (None, _) | (_, None) => t(locale, "picture.no_figure").into_owned(),
            _ if low == high => shown(chart, low),
            _ => {
                let bounds = [("low", shown(chart, low)), ("high", shown(chart, high))];
                t_with(locale, "picture.from_to", &bounds)
            }
        };
        legend.push((class, words));
    }
    let placed = chart.rows.iter().zip(classes);
    let tiles: Vec<MapTile> = placed
        .filter_map(|(row, class)| {
            let tile = row.tile.as_ref()?;
            let partial = match row.value {
                Some(_) if is_partial(row) => PARTIAL,
                _ => "",
            };
            Some(MapTile {
                row: tile.row,
                column: tile.column,
                short: tile.short.clone(),
                name: row.unit.clone(),
                shown: format!("{}{partial}", signed(chart, row.value, row.bound)),
                said: format!("{}{partial}", told(locale, chart, row.value, row.bound)),
                units: row.coverage.map(|c| c.shown()).unwrap_or_default(),
                class,
            })
        })
        .collect();
    let title = t_with(locale, "picture.map", &places(chart));
    let count = [("units", tiles.len().to_string())];
    let text = t_with(locale, "picture.map_text", &count);
    let text = with_coverage(locale, chart, text);
    drawn(title, text, |caption| {
        tile_map(&TileMap {
            caption,
            tiles,
            legend,
            notes: notes(locale, chart),
        })
    })
}
