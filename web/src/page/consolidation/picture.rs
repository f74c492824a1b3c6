//! The pictures of one indicator: over its periods, unit by unit, on the map.

use super::round_id;
use crate::page::page;
use crate::{Layout, PageError, PageResult, Staff};
use app::picture::{IndicatorPicture, coverage_words, indicator, shown_of};
use axum::extract::Path;
use domain::consolidation::{ChartCoverage, ChartState};
use domain::number::format_number;

#[derive(askama::Template)]
#[template(path = "consolidation/picture.html")]
struct PicturePage {
    l: Layout,
    id: String,
    code: String,
    round: String,
    trend: String,
    ranking: String,
    map: Option<String>,
    points: Vec<(String, String, String)>,
    rows: Vec<(String, String, String)>,
    /// Whether rows stand for units below them.
    has_units: bool,
    coverage: String,
    left_out: usize,
    trend_title: String,
    ranking_title: String,
    map_title: String,
}

pub(super) async fn show(staff: Staff, Path((id, code)): Path<(String, String)>) -> PageResult {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let id = round_id(&id).map_err(fail)?;
    let found = indicator(&staff.ctx, id, &code).await.map_err(fail)?;
    let mut l = staff.layout("");
    l.title = l.t1("picture.title", "title", &found.chart.name);
    page(&build(l, found))
}

fn build(l: Layout, found: IndicatorPicture) -> PicturePage {
    let chart = &found.chart;
    let shown = |value: Option<i64>| {
        value.map_or_else(|| "–".to_owned(), |v| format_number(v, chart.scale))
    };
    let title = |key: &str| l.t2(key, ("name", &chart.name), ("measure", &chart.measure));
    let units = |coverage: Option<ChartCoverage>| coverage.map(|c| c.shown()).unwrap_or_default();
    let points = chart.points.iter().map(|point| {
        let value = match point.state {
            ChartState::No => l.t("picture.incomparable").into_owned(),
            ChartState::Estimated => {
                format!("{} ({})", shown(point.value), l.t("picture.estimated"))
            }
            ChartState::Straight | ChartState::Absent => shown(point.value),
        };
        (point.period.clone(), value, units(point.coverage))
    });
    PicturePage {
        id: found.round.id.to_string(),
        code: chart.code.clone(),
        round: found.round.title.clone(),
        points: points.collect(),
        rows: chart
            .rows
            .iter()
            .map(|row| {
                let value = shown_of(l.locale, chart, row);
                (row.unit.clone(), value, units(row.coverage))
            })
            .collect(),
        has_units: chart.rows.iter().any(|row| row.coverage.is_some()),
        coverage: coverage_words(l.locale, chart).unwrap_or_default(),
        left_out: chart.left_out,
        trend_title: title("picture.trend"),
        ranking_title: title("picture.ranking"),
        map_title: title("picture.map"),
        trend: found.trend,
        ranking: found.ranking,
        map: found.map,
        l,
    }
}
