//! The totals of a round: each opens to the units behind it.

use super::round_id;
use crate::page::page;
use crate::{Layout, PageError, PageResult, Staff};
use app::totals::{By, IndicatorTotal, TotalsView};
use axum::extract::Path;
use domain::account::Right;
use domain::number::format_number;

#[derive(askama::Template)]
#[template(path = "consolidation/totals.html")]
struct TotalsPage {
    l: Layout,
    id: String,
    coverage: String,
    nil: Vec<String>,
    exempt: Vec<String>,
    previous: String,
    last_year: String,
    rows: Vec<Row>,
    may_read_report: bool,
}

struct Row {
    href: String,
    name: String,
    measure: String,
    value: String,
    previous: String,
    last_year: String,
    units: String,
    missing: Vec<String>,
    estimated: Vec<String>,
}

pub(super) async fn show(staff: Staff, Path(id): Path<String>) -> PageResult {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let id = round_id(&id).map_err(fail)?;
    let view = app::totals::totals(&staff.ctx, id, By::Province)
        .await
        .map_err(fail)?;
    let mut l = staff.layout("");
    l.title = l.t1("consolidation.totals.title", "title", &view.round.title);
    let may_read_report = staff.ctx.actor.has(Right::ReadConsolidation);
    page(&build(l, view, may_read_report))
}

fn build(l: Layout, view: TotalsView, may_read_report: bool) -> TotalsPage {
    let id = view.round.id.to_string();
    let period = |p: Option<domain::period::Period>| {
        p.map(|p| {
            if l.locale == app::Locale::Vi {
                p.label_vi()
            } else {
                p.label_en()
            }
        })
        .unwrap_or_default()
    };
    TotalsPage {
        coverage: coverage(&l, &view.coverage),
        nil: view.coverage.nil.clone(),
        exempt: view.coverage.exempt.clone(),
        previous: period(view.previous),
        last_year: period(view.last_year),
        rows: view.indicators.iter().map(|i| row(&l, &id, i)).collect(),
        may_read_report,
        id,
        l,
    }
}

/// The sentence of coverage in the reader's language.
pub(super) fn coverage(l: &Layout, coverage: &domain::consolidation::ReportCoverage) -> String {
    match l.locale {
        app::Locale::Vi => coverage.sentence_vi(),
        app::Locale::En => coverage.sentence_en(),
    }
}

fn row(l: &Layout, id: &str, i: &IndicatorTotal) -> Row {
    let shown =
        |v: Option<i64>| v.map_or_else(|| "–".to_owned(), |v| format_number(v, i.def.scale));
    Row {
        href: format!("/tong-hop/{id}/chi-tieu/{}", i.def.code),
        name: match l.locale {
            app::Locale::Vi => i.def.name.clone(),
            app::Locale::En => i.def.name_en.clone(),
        },
        measure: i.def.measure.clone(),
        value: shown(i.total.value),
        previous: shown(i.previous),
        last_year: shown(i.last_year),
        units: format!("{}/{}", i.with_value, i.expected),
        missing: i.missing.clone(),
        estimated: i.estimated.clone(),
    }
}
