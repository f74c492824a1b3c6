//! The totals of a round, as it was or in the units of today: each opens to the
//! units behind it.

use super::round_id;
use crate::page::page;
use crate::{Layout, PageError, PageResult, Staff};
use app::totals::{By, Change, Comparability, IndicatorTotal, TotalsView, Units};
use axum::extract::{Path, Query};
use domain::account::Right;
use domain::number::format_number;
use serde::Deserialize;

/// Names of missing units that a line shows; the report of the unit matrix has
/// them all.
const NAMES: usize = 40;

/// Which units.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Wanted {
    /// "nay": the units of today.
    #[serde(default)]
    theo: String,
}

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
    is_recast: bool,
    changes: Vec<ChangeLine>,
    may_read_report: bool,
}

/// Units that became one: of which column, and who.
struct ChangeLine {
    column: &'static str,
    name: String,
    predecessors: String,
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
    more_missing: usize,
    estimated: Vec<String>,
}

pub(super) async fn show(
    staff: Staff,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
) -> PageResult {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let id = round_id(&id).map_err(fail)?;
    let units = if wanted.theo == "nay" {
        Units::OfToday
    } else {
        Units::OfThePeriod
    };
    let view = app::totals::totals_in(&staff.ctx, id, By::Province, units)
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
        is_recast: view.units == Units::OfToday,
        changes: [
            ("this", &view.changes),
            ("previous", &view.previous_changes),
            ("last_year", &view.last_year_changes),
        ]
        .into_iter()
        .flat_map(|(column, changes)| changes.iter().map(move |c| change(column, c)))
        .collect(),
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

fn change(column: &'static str, change: &Change) -> ChangeLine {
    ChangeLine {
        column,
        name: change.name.clone(),
        predecessors: change.predecessors.join(", "),
    }
}

/// A figure of another period; what cannot be compared says so.
pub(super) fn beside(l: &Layout, value: Option<i64>, state: Comparability, scale: u8) -> String {
    let shown = value.map_or_else(|| "–".to_owned(), |v| format_number(v, scale));
    match state {
        Comparability::No => l.t("consolidation.incomparable").into_owned(),
        Comparability::Estimated => l.t1("consolidation.by_weights", "value", shown),
        Comparability::Absent | Comparability::Straight => shown,
    }
}

fn row(l: &Layout, id: &str, i: &IndicatorTotal) -> Row {
    Row {
        href: format!("/tong-hop/{id}/chi-tieu/{}", i.def.code),
        name: match l.locale {
            app::Locale::Vi => i.def.name.clone(),
            app::Locale::En => i.def.name_en.clone(),
        },
        measure: i.def.measure.clone(),
        value: beside(l, i.total.value, i.state, i.def.scale),
        previous: beside(l, i.previous, i.previous_state, i.def.scale),
        last_year: beside(l, i.last_year, i.last_year_state, i.def.scale),
        units: format!("{}/{}", i.with_value, i.expected),
        missing: i.missing.iter().take(NAMES).cloned().collect(),
        more_missing: i.missing.len().saturating_sub(NAMES),
        estimated: i.estimated.iter().take(NAMES).cloned().collect(),
    }
}
