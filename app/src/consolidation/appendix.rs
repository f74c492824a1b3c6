//! The appendices of the consolidated report (§6.1): figures, documents, tasks
//! of the period before, reviews that come up, pictures.

use super::layout::{day, text};
use super::pictures::pictures;
use docgen::model::{Align, Appendix, Block, Table};
use domain::consolidation::{Content, DocumentLine, Figure, ReviewLine};
use domain::number::format_number;

/// The appendices that have something in them, counted without gaps. A
/// supplement carries the figures only: the rest is in the report.
pub(super) fn appendices(content: &Content) -> Vec<Appendix> {
    let mut tables = Vec::new();
    if !content.figures.is_empty() {
        tables.push(("doc.consolidation.appendix_figures", figures(content), true));
    }
    if content.supplement == 0 {
        if !content.documents.is_empty() {
            let blocks = documents(content);
            tables.push(("doc.consolidation.appendix_documents", blocks, true));
        }
        if !content.tasks.is_empty() {
            tables.push(("doc.consolidation.appendix_tasks", tasks(content), true));
        }
        if !content.reviews.is_empty() {
            let blocks = reviews(content);
            tables.push(("doc.consolidation.appendix_reviews", blocks, true));
        }
        let pictures = pictures(content);
        if !pictures.is_empty() {
            tables.push(("picture.doc.appendix", pictures, false));
        }
    }
    tables
        .into_iter()
        .zip(1..)
        .map(|((title, blocks, landscape), n)| Appendix {
            label: text("doc.consolidation.appendix", &[("n", n.to_string())]),
            title: text(title, &[]),
            reference: None,
            blocks,
            landscape,
        })
        .collect()
}

/// A table with the titles of `columns`, by key.
fn table(columns: &[(&str, Align, u16)]) -> Table {
    let head = |key: &str| text(&format!("doc.consolidation.column.{key}"), &[]);
    let named: Vec<(String, Align, u16)> =
        columns.iter().map(|(k, a, w)| (head(k), *a, *w)).collect();
    let borrowed: Vec<(&str, Align, u16)> =
        named.iter().map(|(k, a, w)| (k.as_str(), *a, *w)).collect();
    Table::new(&borrowed)
}

fn figures(content: &Content) -> Vec<Block> {
    let mut table = table(&[
        ("no", Align::Center, 2),
        ("indicator", Align::Left, 12),
        ("measure", Align::Center, 4),
        ("this", Align::Right, 4),
        ("previous", Align::Right, 4),
        ("last_year", Align::Right, 4),
        ("so_far", Align::Right, 4),
        ("plan", Align::Right, 4),
        ("of_plan", Align::Right, 4),
        ("units", Align::Center, 3),
    ]);
    for (figure, n) in content.figures.iter().zip(1..) {
        let shown = |v: Option<i64>| {
            v.map(|v| format_number(v, figure.scale))
                .unwrap_or_default()
        };
        let beside = |v: Option<i64>, is_incomparable: bool| {
            if is_incomparable {
                text("doc.consolidation.incomparable", &[])
            } else {
                shown(v)
            }
        };
        table.push([
            n.to_string(),
            figure.name.clone(),
            figure.measure.clone(),
            shown(figure.value),
            beside(figure.previous, figure.is_previous_incomparable),
            beside(figure.last_year, figure.is_last_year_incomparable),
            so_far(figure),
            shown(figure.plan),
            figure
                .plan_progress
                .map(domain::indicator::PlanProgress::shown_vi)
                .unwrap_or_default(),
            format!("{}/{}", figure.with_value, figure.expected),
        ]);
    }
    table.note = Some(text("doc.consolidation.figures_note", &[]));
    let mut blocks = vec![Block::Table(table)];
    named_list(
        &mut blocks,
        "doc.consolidation.figures_missing",
        content
            .figures
            .iter()
            .map(|f| (f.name.as_str(), &f.missing)),
    );
    named_list(
        &mut blocks,
        "doc.consolidation.figures_estimated",
        content
            .figures
            .iter()
            .map(|f| (f.name.as_str(), &f.estimated_units)),
    );
    blocks
}

/// The year so far; with a gap it says of how many periods it is the sum.
pub(super) fn so_far(figure: &Figure) -> String {
    let Some(value) = figure.so_far else {
        return String::new();
    };
    let shown = format_number(value, figure.scale);
    match figure.so_far_periods {
        (with, of) if with < of => format!("{shown} ({with}/{of})"),
        _ => shown,
    }
}

/// A note and below it, indicator by indicator, the units concerned.
fn named_list<'a>(
    blocks: &mut Vec<Block>,
    note: &str,
    lists: impl Iterator<Item = (&'a str, &'a Vec<String>)>,
) {
    let items: Vec<String> = lists
        .filter(|(_, units)| !units.is_empty())
        .map(|(name, units)| format!("{name}: {}", units.join(", ")))
        .collect();
    if !items.is_empty() {
        blocks.push(Block::note(text(note, &[])));
        blocks.push(Block::List {
            ordered: false,
            items,
        });
    }
}

fn documents(content: &Content) -> Vec<Block> {
    let mut table = table(&[
        ("no", Align::Center, 1),
        ("symbol", Align::Left, 3),
        ("doc_type", Align::Left, 3),
        ("issuer", Align::Left, 4),
        ("issued_on", Align::Center, 2),
        ("subject", Align::Left, 8),
        ("cited", Align::Left, 3),
    ]);
    for (document, n) in content.documents.iter().zip(1..) {
        table.push([
            n.to_string(),
            document.symbol.clone(),
            document.doc_type.clone(),
            document.issuer.clone(),
            document.issued_on.map(day).unwrap_or_default(),
            document.subject.clone(),
            cited(document),
        ]);
    }
    table.note = Some(text("doc.consolidation.documents_note", &[]));
    vec![Block::Table(table)]
}

/// Why a document is listed: issued in the period, named in sections, or both.
pub(super) fn cited(document: &DocumentLine) -> String {
    let mut reasons = Vec::new();
    if document.is_of_period {
        reasons.push(text("doc.consolidation.of_period", &[]));
    }
    if !document.cited_in.is_empty() {
        let sections = [("sections", document.cited_in.join(", "))];
        reasons.push(text("doc.consolidation.cited_in", &sections));
    }
    reasons.join("; ")
}

fn reviews(content: &Content) -> Vec<Block> {
    let mut table = table(&[
        ("no", Align::Center, 1),
        ("review", Align::Left, 4),
        ("symbol", Align::Left, 3),
        ("subject", Align::Left, 9),
        ("due", Align::Center, 2),
        ("state", Align::Left, 3),
    ]);
    for (review, n) in content.reviews.iter().zip(1..) {
        table.push([
            n.to_string(),
            review_name(review),
            review.symbol.clone(),
            review.subject.clone(),
            day(review.due_on),
            text(&format!("doc.consolidation.review.{}", review.state), &[]),
        ]);
    }
    vec![Block::Table(table)]
}

/// "Tổng kết 10 năm".
pub(super) fn review_name(review: &ReviewLine) -> String {
    let years = [("years", review.years.to_string())];
    text(&format!("doc.consolidation.review.{}", review.kind), &years)
}

fn tasks(content: &Content) -> Vec<Block> {
    let mut table = table(&[
        ("no", Align::Center, 1),
        ("task", Align::Left, 7),
        ("lead", Align::Left, 3),
        ("due", Align::Center, 2),
        ("state", Align::Left, 3),
        ("percent", Align::Right, 2),
    ]);
    for (task, n) in content.tasks.iter().zip(1..) {
        table.push([
            n.to_string(),
            format!("{} ({})", task.title, task.code),
            task.lead.clone(),
            task.due_on.map(day).unwrap_or_default(),
            task_state(&task.state, task.is_overdue),
            format!("{}%", task.percent),
        ]);
    }
    vec![Block::Table(table)]
}

/// The state of a task in the words of the paper.
pub(super) fn task_state(code: &str, is_overdue: bool) -> String {
    let state = text(&format!("doc.consolidation.task.{code}"), &[]);
    if is_overdue {
        format!("{state}, {}", text("doc.consolidation.task.overdue", &[]))
    } else {
        state
    }
}
