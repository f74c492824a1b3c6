//! The pictures of one indicator: over its periods, unit by unit, on the map.

use super::round_id;
use crate::page::page;
use crate::{Layout, PageError, PageResult, Staff};
use app::picture::{IndicatorPicture, coverage_words, indicator, shown_of};
use app::reading::{Told, figure_words};
use axum::extract::Path;
use domain::consolidation::{ChartCoverage, ChartPoint, ChartState};
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
    /// What old texts say.
    told: Vec<ToldRow>,
}

struct ToldRow {
    period: String,
    value: String,
    quote: String,
    href: String,
}

pub(super) async fn show(staff: Staff, Path((id, code)): Path<(String, String)>) -> PageResult {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let id = round_id(&id).map_err(fail)?;
    let found = indicator(&staff.ctx, id, &code).await.map_err(fail)?;
    let mut l = staff.layout("");
    l.title = l.t1("picture.title", "title", &found.chart.name);
    let told = app::reading::told(&staff.ctx, found.round.area, &code)
        .await
        .map_err(fail)?;
    let told = told.iter().map(|figure| told_row(&l, figure)).collect();
    page(&build(l, found, told))
}

fn told_row(l: &Layout, figure: &Told) -> ToldRow {
    let of_text = figure.reading.map(|id| format!("/nhap-van-ban/{id}"));
    let of_meeting = figure.conference.map(|id| format!("/hoi-nghi/{id}"));
    ToldRow {
        period: figure.period.clone().unwrap_or_else(|| "–".to_owned()),
        value: figure_words(
            l.locale,
            &format_number(figure.value, figure.scale),
            &figure.measure,
            &figure.said,
        ),
        quote: figure.quote.clone(),
        href: of_text.or(of_meeting).unwrap_or_default(),
    }
}

fn build(l: Layout, found: IndicatorPicture, told: Vec<ToldRow>) -> PicturePage {
    let chart = &found.chart;
    let shown = |point: &ChartPoint| {
        let told = point
            .value
            .map(|value| l.told(point.bound, chart.shown(value)));
        told.unwrap_or_else(|| "–".to_owned())
    };
    let title = |key: &str| l.t2(key, ("name", &chart.name), ("measure", &chart.measure));
    let units = |coverage: Option<ChartCoverage>| coverage.map(|c| c.shown()).unwrap_or_default();
    let points = chart.points.iter().map(|point| {
        let value = match point.state {
            ChartState::No => l.t("picture.incomparable").into_owned(),
            ChartState::Estimated => {
                format!("{} ({})", shown(point), l.t("picture.estimated"))
            }
            ChartState::Straight | ChartState::Absent => shown(point),
        };
        (point.period.clone(), value, units(point.coverage))
    });
    PicturePage {
        told,
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
