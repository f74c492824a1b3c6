//! What the report of a round says right now, in the shape that is frozen.

use super::numbers::{Numbers, Tables};
use super::register;
use super::texts::{Texts, texts};
use crate::totals::{By, Comparability, Table, TotalsView, named, of_table, with_more};
use crate::{AppError, Ctx, Letterhead, Locale};
use domain::calendar::end_of_day_in_vietnam;
use domain::consolidation::{
    Chart, ChartCoverage, ConsolidationBody, Content, Figure, FrozenParagraph, FrozenSection,
    TaskProgress, references,
};
use domain::frozen_form::FrozenForm;
use domain::id::{ObligationId, UnitId};
use domain::numbering::IssuerKind;
use domain::regime::Section;
use domain::task::{TaskState, days_overdue};
use domain::unit::Tree;
use std::collections::{BTreeMap, HashMap};
use store::task::TaskFilter;

/// Version of the shape of [`Content`].
const FORM: u32 = 2;
/// So many tasks are read at once.
const TASKS_AT_ONCE: u64 = 1_000;
/// Most indicators that are drawn.
const MOST_CHARTS: usize = 6;

/// The content of the report with the texts of `body` and the data of now.
pub(super) async fn content(
    ctx: &Ctx,
    tables: &Tables,
    body: &ConsolidationBody,
    journal_seq: i64,
) -> Result<Content, AppError> {
    let table = &tables.this;
    let round = &table.round;
    let tree = ctx.tree_at(round.period.to).await?;
    let view = of_table(ctx, table, By::Province).await?;
    let texts = texts(&ctx.app, round.id).await?;
    let tasks = tasks(ctx, tables, &tree).await?;
    // Figures stay in the units of the round's day; the paper is the office's of today.
    let head = Letterhead::of(ctx, round.office, ctx.today()).await?;
    let numbers = tables.numbers()?;
    let names: HashMap<UnitId, &str> = table
        .reports
        .iter()
        .map(|r| (r.unit, r.name.as_str()))
        .collect();
    let sections = table
        .regime
        .body
        .outline
        .iter()
        .map(|section| FrozenSection {
            code: section.code.clone(),
            title: section.title.clone(),
            paragraphs: body
                .paragraphs(&section.code)
                .iter()
                .map(|p| FrozenParagraph {
                    text: numbers.rendered(&p.text),
                    source_name: p
                        .source
                        .as_ref()
                        .and_then(|s| names.get(&s.unit))
                        .map(|n| (*n).to_owned()),
                    source: p.source.clone(),
                    supplement: p.supplement,
                })
                .collect(),
            nil: said(&texts, section, &names, true),
            written_by: said(&texts, section, &names, false).len(),
        });
    let sections: Vec<FrozenSection> = sections.collect();
    let figures = figures(&view, &numbers, round.area);
    drop(numbers);
    let documents = register::documents(ctx, round, &sections).await?;
    let reviews = register::reviews(ctx, round).await?;
    let mut coverage = view.coverage.clone();
    coverage.estimated = estimated(table);
    Ok(Content {
        form: FORM,
        round: round.id,
        title: round.title.clone(),
        period: round.period.label_vi(),
        period_from: round.dates.data_from,
        period_to: round.dates.closing_on,
        office: round.office,
        office_name: head.office,
        parent_name: head.parent,
        symbol: head.symbol,
        place: head.place,
        regime_version: round.regime_version,
        journal_seq,
        coverage,
        versions: versions(table),
        sections,
        figures,
        tasks,
        documents,
        reviews,
        arrivals: Some(crate::round::arrivals(ctx, round).await?),
        timeliness: crate::picture::table_of(ctx, round).await?,
        charts: charts(ctx, table, body).await?,
        forms: forms(ctx)?,
        supplement: 0,
        differences: Vec::new(),
    })
}

/// The version that counts of each unit's report.
fn versions(table: &Table) -> BTreeMap<ObligationId, i32> {
    let own = table.reports.iter().filter(|r| r.round == table.round.id);
    own.filter_map(|r| Some((r.obligation, r.version?)))
        .collect()
}

/// The forms of both kinds that hold today: in which one the report goes out is
/// chosen later.
fn forms(ctx: &Ctx) -> Result<Vec<FrozenForm>, AppError> {
    let mut forms = Vec::new();
    for kind in IssuerKind::ALL {
        forms.extend(crate::profiles::to_freeze(&ctx.app, *kind, ctx.today())?);
    }
    Ok(forms)
}

/// The pictures of the indicators that the texts quote, each once in the order
/// of the text; where there is one figure only there is nothing to see.
async fn charts(
    ctx: &Ctx,
    table: &crate::totals::Table,
    body: &ConsolidationBody,
) -> Result<Vec<Chart>, AppError> {
    let outline = &table.regime.body.outline;
    let paragraphs = outline.iter().flat_map(|s| body.paragraphs(&s.code));
    let mut codes: Vec<String> = Vec::new();
    for reference in paragraphs.flat_map(|p| references(&p.text)) {
        if codes.len() < MOST_CHARTS && !codes.contains(&reference.indicator) {
            codes.push(reference.indicator);
        }
    }
    let mut charts = Vec::new();
    for code in codes {
        // A text may quote what the round does not ask; then freezing says so.
        match crate::picture::chart_of(ctx, table, &code, Locale::Vi).await {
            Ok(chart) if chart.points.len() > 1 || chart.rows.len() > 1 => charts.push(chart),
            Ok(_) | Err(AppError::NotFound) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(charts)
}

/// Names of the units whose report that counts has a text in the section, or
/// says of it "không phát sinh" (whole nil reports are told apart already).
fn said(
    texts: &Texts,
    section: &Section,
    names: &HashMap<UnitId, &str>,
    is_nil: bool,
) -> Vec<String> {
    let code = section.code.as_str();
    let mut found: Vec<String> = texts
        .values()
        .filter(|text| !text.is_nil)
        .filter(|text| {
            if is_nil {
                text.nil.iter().any(|nil| nil == code)
            } else {
                text.sections.contains_key(code)
            }
        })
        .filter_map(|text| names.get(&text.unit).map(|n| (*n).to_owned()))
        .collect();
    found.sort_by_cached_key(|name| domain::text::sort_key(name));
    found
}

fn figures(view: &TotalsView, numbers: &Numbers<'_>, area: UnitId) -> Vec<Figure> {
    view.indicators
        .iter()
        .map(|i| {
            let so_far = numbers.so_far(area, &i.def);
            let is_ratio = i.def.factor().is_some();
            let plan = numbers.plan(area, &i.def);
            Figure {
                code: i.def.code.clone(),
                name: i.def.name.clone(),
                depth: view.depth_of(&i.def),
                measure: i.def.measure.clone(),
                scale: i.def.scale,
                value: i.total.value,
                levels: i.levels.clone(),
                num: i.total.num.filter(|_| is_ratio),
                den: i.total.den.filter(|_| is_ratio),
                previous: i.previous,
                previous_bound: i.previous_bound,
                is_previous_incomparable: i.previous_state == Comparability::No,
                previous_units: units(i.previous_given),
                last_year: i.last_year,
                last_year_bound: i.last_year_bound,
                is_last_year_incomparable: i.last_year_state == Comparability::No,
                last_year_units: units(i.last_year_given),
                with_value: i.with_value,
                answered: Some(i.answered),
                expected: i.expected,
                estimated: usize::try_from(i.total.estimated).unwrap_or_default(),
                missing: i.missing_names(),
                estimated_units: i.estimated_names(),
                bound: i.total.bound,
                // Of a figure that the unit at the top gives itself none but its own counts.
                threshold_units: match i.total.thresholds {
                    0 => Vec::new(),
                    _ => i.threshold_names(),
                },
                so_far: so_far.value,
                so_far_bound: so_far.bound,
                so_far_periods: (so_far.periods_with_value, so_far.periods_expected),
                so_far_partial: match so_far.value {
                    Some(_) => numbers.partial_so_far(&i.def),
                    None => Vec::new(),
                },
                plan: plan.goal.map(|goal| goal.value),
                plan_bound: plan.threshold(),
                plan_units: plan.units,
                plan_progress: numbers.plan_progress(area, &i.def),
            }
        })
        .collect()
}

/// How many answered and how many must, where units are missing.
fn units(given: Option<ChartCoverage>) -> (usize, usize) {
    given.map_or((0, 0), |given| (given.answered, given.expected))
}

/// The units in whose report a figure is an estimate, each once.
fn estimated(table: &Table) -> Vec<String> {
    let (mut names, more) = named(table, table.with_estimates());
    names.sort_by_cached_key(|name| domain::text::sort_key(name));
    names.dedup();
    with_more(&names, more)
}

/// The units of today that the tree of the round's day does not know yet: heirs of
/// units of the area, to which tasks have gone, and those that were born below it.
fn younger(area: UnitId, then: &Tree, now: &Tree) -> Vec<UnitId> {
    let is_new = |unit: &UnitId| then.known(*unit).is_none();
    let mut found: Vec<UnitId> = then
        .within(area)
        .flat_map(|unit| now.heirs(unit.unit))
        .copied()
        .filter(is_new)
        .collect();
    // Below the heir of an area that has ended there is more than was the area's.
    if now.get(area).is_some() {
        found.extend(now.within(area).map(|unit| unit.unit).filter(is_new));
    }
    found.sort();
    found.dedup();
    found
}

/// The tasks given in the area by the closing day that were open in the days of
/// the figures: still open, or finished since the first.
async fn tasks(ctx: &Ctx, tables: &Tables, tree: &Tree) -> Result<Vec<TaskProgress>, AppError> {
    let round = &tables.this.round;
    let now = ctx.tree().await?;
    let mut givers: Vec<UnitId> = tree.within(round.area).map(|u| u.unit).collect();
    givers.extend(younger(round.area, tree, &now));
    let is_none = |state: &&TaskState| matches!(state, TaskState::Draft | TaskState::Recalled);
    let counted = TaskState::ALL.iter().filter(|state| !is_none(state));
    let filter = TaskFilter {
        giver: Some(givers),
        assigned_before: Some(end_of_day_in_vietnam(round.dates.closing_on)),
        states: Some(counted.copied().collect()),
        ..TaskFilter::default()
    };
    let first = round.dates.data_from;
    let start = end_of_day_in_vietnam(first.yesterday().unwrap_or(first));
    let today = ctx.today();
    let name = |unit: UnitId| {
        tree.known(unit)
            .or_else(|| now.known(unit))
            .map(|u| u.short_name.clone())
            .unwrap_or_default()
    };
    let read = ctx.read();
    let mut all = Vec::new();
    // The appendix has every one of them, however many there are.
    loop {
        let offset = u64::try_from(all.len()).unwrap_or(u64::MAX);
        let part = store::task::list(&read, &filter, TASKS_AT_ONCE, offset).await?;
        let is_last = part.len() < usize::try_from(TASKS_AT_ONCE).unwrap_or(usize::MAX);
        all.extend(part);
        if is_last {
            break;
        }
    }
    Ok(all
        .into_iter()
        .filter(|t| match t.state {
            TaskState::Done => t.confirmed_at.is_some_and(|at| at > start),
            _ => true,
        })
        .map(|t| TaskProgress {
            task: t.id,
            is_overdue: t.state.is_open()
                && t.due_on.is_some_and(|due| days_overdue(due, today) > 0),
            code: t.code,
            title: t.title,
            lead: name(t.lead),
            due_on: t.due_on,
            state: t.state.code().to_owned(),
            percent: t.percent,
        })
        .collect())
}
