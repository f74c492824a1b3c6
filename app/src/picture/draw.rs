//! Figures with their words, drawn.

use super::words::{line_name, punctuality_sign, punctuality_words};
use crate::Locale;
use crate::text::{t, t_with};
use docgen::picture::{
    Bar, Caption, HeatCell, HeatRow, HeatTable, MapTile, Point, PointKind, Ranking, TileMap, Tone,
    Trend, heat_table, ranking, tile_map, trend,
};
use domain::consolidation::{Chart, ChartState, TimelinessTable};
use domain::indicator::quantiles;
use domain::number::format_number;
use domain::report::Punctuality;

/// Shades of the map.
const CLASSES: u8 = 5;

/// A picture with its sentence.
pub(crate) struct Drawn {
    pub(crate) svg: String,
    pub(crate) alt: String,
}

/// The pictures of an indicator.
pub(crate) struct DrawnChart {
    pub(crate) trend: Drawn,
    pub(crate) ranking: Drawn,
    pub(crate) map: Option<Drawn>,
}

fn drawn(title: String, text: String, draw: impl FnOnce(Caption) -> String) -> Drawn {
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
    let is_used = |kept: &&Punctuality| {
        let mut cells = table.rows.iter().flat_map(|row| &row.cells);
        cells.any(|cell| cell.code() == kept.code())
    };
    let legend = |kept: &Punctuality| HeatCell {
        sign: match kept {
            Punctuality::Late(_) => "+n".to_owned(),
            other => punctuality_sign(locale, *other),
        },
        words: t(locale, &format!("picture.legend.{}", kept.code())).into_owned(),
        tone: tone(*kept),
    };
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
            legend: Punctuality::ALL
                .iter()
                .filter(is_used)
                .map(legend)
                .collect(),
        })
    })
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

fn shown(chart: &Chart, value: Option<i64>) -> String {
    value.map_or_else(|| "–".to_owned(), |v| format_number(v, chart.scale))
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
            ChartState::No => format!("{}: {}", point.period, t(locale, "picture.incomparable")),
            _ => format!("{}: {}", point.period, shown(chart, point.value)),
        })
        .collect();
    drawn(title, said.join("; "), |caption| {
        trend(&Trend {
            caption,
            points: chart
                .points
                .iter()
                .map(|point| Point {
                    label: point.period.clone(),
                    value: point.value,
                    shown: shown(chart, point.value),
                    kind: match point.state {
                        ChartState::No => PointKind::Incomparable,
                        ChartState::Estimated => PointKind::Estimated,
                        ChartState::Straight | ChartState::Absent => PointKind::Plain,
                    },
                })
                .collect(),
            legend: [
                "picture.estimated",
                "picture.incomparable",
                "picture.no_figure",
            ]
            .map(|key| t(locale, key).into_owned()),
        })
    })
}

fn bars(locale: Locale, chart: &Chart) -> Drawn {
    let title = t_with(locale, "picture.ranking", &places(chart));
    let count = [("units", chart.rows.len().to_string())];
    let text = t_with(locale, "picture.ranking_text", &count);
    drawn(title, text, |caption| {
        ranking(&Ranking {
            caption,
            bars: chart
                .rows
                .iter()
                .map(|row| Bar {
                    name: row.unit.clone(),
                    value: row.value,
                    shown: shown(chart, row.value),
                })
                .collect(),
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
            Some(MapTile {
                row: tile.row,
                column: tile.column,
                short: tile.short.clone(),
                name: row.unit.clone(),
                shown: shown(chart, row.value),
                class,
            })
        })
        .collect();
    let title = t_with(locale, "picture.map", &places(chart));
    let count = [("units", tiles.len().to_string())];
    let text = t_with(locale, "picture.map_text", &count);
    drawn(title, text, |caption| {
        tile_map(&TileMap {
            caption,
            tiles,
            legend,
        })
    })
}
