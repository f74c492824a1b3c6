//! The totals of a round, as it was or in the units of today: each opens to the
//! units behind it. A long table comes in parts, field of work by field.

use super::{round_id, today};
use crate::page::page;
use crate::page::pager::Pager;
use crate::page::span::span;
use crate::{Layout, PageError, PageResult, Staff};
use app::AppError;
use app::totals::{By, Change, Comparability, Compared, IndicatorTotal, TotalsView, Units};
use axum::extract::{Path, Query};
use domain::account::Right;
use domain::consolidation::{
    ChartCoverage, ConsolidationState, NoteKind, ReportCoverage, TierCoverage, unit_notes,
};
use domain::field::Field;
use domain::indicator::{levels_sentence, row_name};
use domain::number::format_number;
use serde::Deserialize;

/// Names of units that a note shows, where the page has few notes; the matrix
/// of the round has them all.
const NAMES: usize = 40;
/// Names on one page; many notes share them.
const NAMES_OF_PAGE: usize = 400;
/// Indicators of a part.
const PART: usize = 50;
/// Reorganised units that the page lists.
const CHANGES: usize = 100;

/// Which units.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Wanted {
    /// "nay": the units of today.
    #[serde(default)]
    theo: String,
    /// Of today's units: "don-vi" unit by unit, "doi-chieu" which became which.
    #[serde(default)]
    bang: String,
    /// Which indicators of those unit by unit.
    nhom: Option<usize>,
    trang: Option<usize>,
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
    notes: Vec<Note>,
    parts: Vec<Tab>,
    is_recast: bool,
    /// Of today's units: the pages beside this one.
    views: Vec<Tab>,
    changes: Vec<ChangeLine>,
    all_changes: usize,
    /// Whether units of this period are among them, and whether units of another.
    has_changed: bool,
    has_compared: bool,
    may_read_report: bool,
    /// Whether the report is frozen: then it is read, and no more written.
    is_frozen: bool,
}

/// The way to a part of the table, or to another page of it.
pub(super) struct Tab {
    pub(super) href: String,
    pub(super) label: String,
    pub(super) is_here: bool,
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
    /// Numbers of the notes that name units of this line.
    notes: Vec<usize>,
}

/// Units that several lines name, once.
struct Note {
    number: usize,
    /// Key of the words before the names.
    why: &'static str,
    units: Vec<String>,
    more: usize,
}

pub(super) async fn show(
    staff: Staff,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
) -> PageResult {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let id = round_id(&id).map_err(fail)?;
    let units = match (wanted.theo.as_str(), wanted.bang.as_str()) {
        ("nay", "don-vi") => return today::units(staff, id, wanted.nhom, wanted.trang).await,
        ("nay", "doi-chieu") => return today::mapping(staff, id, wanted.trang).await,
        ("nay", _) => Units::OfToday,
        _ => Units::OfThePeriod,
    };
    let view = app::totals::totals_in(&staff.ctx, id, By::Province, units)
        .await
        .map_err(fail)?;
    let mut l = staff.layout("");
    l.title = l.t1("consolidation.totals.title", "title", &view.round.title);
    let may_read_report = staff.ctx.actor.has(Right::ReadConsolidation);
    let state = if may_read_report {
        match app::consolidation::state(&staff.ctx, id).await {
            Ok(state) => Some(state),
            // A right somewhere else does not hinder reading the totals.
            Err(AppError::NotFound | AppError::Forbidden) => None,
            Err(other) => return Err(fail(other)),
        }
    } else {
        None
    };
    page(&build(l, &view, wanted.trang, (may_read_report, state)))
}

fn build(
    l: Layout,
    view: &TotalsView,
    asked: Option<usize>,
    (may_read_report, state): (bool, Option<ConsolidationState>),
) -> TotalsPage {
    let id = view.round.id.to_string();
    let is_recast = view.units == Units::OfToday;
    let keep = if is_recast { "?theo=nay" } else { "" };
    let href = |page: usize| {
        let units = if is_recast { "theo=nay&" } else { "" };
        format!("/tong-hop/{id}?{units}trang={page}")
    };
    let ordered = by_field(&view.indicators);
    let pager = Pager::of(&l, PART, ordered.len(), asked, href);
    let lines = pager.lines(&ordered);
    let parts = (1..).zip(ordered.chunks(PART)).map(|(number, part)| {
        let fields: Vec<Field> = part.iter().map(|i| i.def.field).collect();
        Tab {
            href: format!("{}#so-lieu", href(number)),
            label: span(&l, (number - 1) * PART, &fields),
            is_here: number == pager.page,
        }
    });
    let parts: Vec<Tab> = parts.collect();
    let (notes, of_lines) = notes(lines);
    let of_columns = [
        ("this", &view.changes),
        ("previous", &view.previous_changes),
        ("last_year", &view.last_year_changes),
    ];
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
        nil: first(&l, &view.coverage.nil),
        exempt: first(&l, &view.coverage.exempt),
        previous: period(view.previous),
        last_year: period(view.last_year),
        rows: lines
            .iter()
            .zip(of_lines)
            .map(|(i, notes)| Row {
                href: format!("/tong-hop/{id}/chi-tieu/{}{keep}", i.def.code),
                ..row(&l, i, view.depth_of(&i.def), notes)
            })
            .collect(),
        notes,
        parts: if parts.len() > 1 { parts } else { Vec::new() },
        is_recast,
        views: if is_recast {
            today::views(&l, &id, today::View::Totals)
        } else {
            Vec::new()
        },
        has_changed: !view.changes.is_empty(),
        has_compared: !(view.previous_changes.is_empty() && view.last_year_changes.is_empty()),
        all_changes: of_columns.iter().map(|(_, changes)| changes.len()).sum(),
        changes: of_columns
            .into_iter()
            .flat_map(|(column, changes)| changes.iter().map(move |c| change(column, c)))
            .take(CHANGES)
            .collect(),
        may_read_report,
        is_frozen: state.is_some_and(|s| s != ConsolidationState::Draft),
        id,
        l,
    }
}

/// The indicators with those of one field together, in the order in which the
/// fields come up.
fn by_field(all: &[IndicatorTotal]) -> Vec<&IndicatorTotal> {
    let mut fields: Vec<Field> = Vec::new();
    for one in all {
        if !fields.contains(&one.def.field) {
            fields.push(one.def.field);
        }
    }
    let of = |field| all.iter().filter(move |i| i.def.field == field);
    fields.into_iter().flat_map(of).collect()
}

/// The lists of units that the lines name, each once; of a long one the first names
/// and how many more there are.
fn notes(lines: &[&IndicatorTotal]) -> (Vec<Note>, Vec<Vec<usize>>) {
    let lists: Vec<_> = lines
        .iter()
        .map(|i| [i.missing_names(), i.estimated_names(), i.threshold_names()])
        .collect();
    let (found, of_lines) = unit_notes(lists.iter().map(|[m, e, t]| [&**m, &**e, &**t]));
    let most = (NAMES_OF_PAGE / found.len().max(1)).clamp(3, NAMES);
    let note = |(number, kind): (usize, NoteKind)| {
        // A line that names them has the names apart from how many more there are.
        let at = of_lines.iter().position(|of| of.contains(&number))?;
        let line = lines.get(at)?;
        let (units, more) = match kind {
            NoteKind::Missing => (&line.missing, line.missing_more),
            NoteKind::Estimated => (&line.estimated, line.estimated_more),
            NoteKind::Threshold => (&line.thresholds, line.thresholds_more),
        };
        Some(Note {
            number,
            why: match kind {
                NoteKind::Missing => "consolidation.missing",
                NoteKind::Estimated => "consolidation.estimated_by",
                NoteKind::Threshold => "consolidation.threshold_by",
            },
            units: units.iter().take(most).cloned().collect(),
            more: units.len().saturating_sub(most) + more,
        })
    };
    let numbered = (1..).zip(found.iter().map(|n| n.kind));
    (numbered.filter_map(note).collect(), of_lines)
}

/// The first of many names, and how many more there are.
fn first(l: &Layout, names: &[String]) -> Vec<String> {
    let mut shown: Vec<String> = names.iter().take(NAMES).cloned().collect();
    let more = names.len() - shown.len();
    if more > 0 {
        shown.push(l.t1("consolidation.more_missing", "n", more));
    }
    shown
}

/// The sentence of coverage in the reader's language, with the first names of
/// very many: the matrix of the round and the papers have them all.
pub(super) fn coverage(l: &Layout, coverage: &ReportCoverage) -> String {
    let below = coverage.below.iter().map(|tier| TierCoverage {
        counted: tier.counted,
        above: tier.above.clone(),
        received: tier.received,
        expected: tier.expected,
        missing: first(l, &tier.missing),
    });
    let short = ReportCoverage {
        counted: coverage.counted,
        received: coverage.received,
        expected: coverage.expected,
        missing: first(l, &coverage.missing),
        below: below.collect(),
        ..ReportCoverage::default()
    };
    match l.locale {
        app::Locale::Vi => short.sentence_vi(),
        app::Locale::En => short.sentence_en(),
    }
}

fn change(column: &'static str, change: &Change) -> ChangeLine {
    ChangeLine {
        column,
        name: change.name.clone(),
        predecessors: change.predecessors.join(", "),
    }
}

/// A figure of another period, a threshold with its words; what cannot be compared
/// says so, and a total from which units are missing of how many it is.
pub(super) fn beside(l: &Layout, figure: Compared, scale: u8) -> String {
    let number = figure.value.map(|value| format_number(value, scale));
    let written = number.map(|number| l.told(figure.bound, number));
    of_units(l, told(l, written, figure.state), figure.given)
}

/// A figure with how many units answered, where some are missing.
pub(super) fn of_units(l: &Layout, shown: String, given: Option<ChartCoverage>) -> String {
    let Some(given) = given else {
        return shown;
    };
    let units = ("units", given.shown());
    l.t2("picture.value_of_units", ("value", shown), units)
}

/// A figure that is written already, or a gap; with what may be said of it.
pub(super) fn told(l: &Layout, written: Option<String>, state: Comparability) -> String {
    let shown = written.unwrap_or_else(|| "–".to_owned());
    match state {
        Comparability::No => l.t("consolidation.incomparable").into_owned(),
        Comparability::Estimated => l.t1("consolidation.by_weights", "value", shown),
        Comparability::Absent | Comparability::Straight => shown,
    }
}

fn row(l: &Layout, i: &IndicatorTotal, depth: usize, notes: Vec<usize>) -> Row {
    let total = |value| l.bounded(i.total.bound, format_number(value, i.def.scale));
    Row {
        href: String::new(),
        name: match l.locale {
            app::Locale::Vi => row_name(&i.def.name, depth),
            app::Locale::En => row_name(&i.def.name_en, depth),
        },
        measure: i.def.measure.clone(),
        value: match i.levels.as_slice() {
            [] => told(l, i.total.value.map(total), i.state),
            levels => levels_sentence(levels),
        },
        previous: beside(l, i.previous_figure(), i.def.scale),
        last_year: beside(l, i.last_year_figure(), i.def.scale),
        units: format!("{}/{}", i.answered, i.expected),
        notes,
    }
}
