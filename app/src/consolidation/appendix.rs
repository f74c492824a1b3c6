//! The appendices of the consolidated report: figures, tasks.

use super::layout::{day, text};
use docgen::model::{Align, Appendix, Block, Table};
use domain::consolidation::Content;
use domain::number::format_number;

/// The appendices that have something in them, counted without gaps.
pub(super) fn appendices(content: &Content) -> Vec<Appendix> {
    let mut tables = Vec::new();
    if !content.figures.is_empty() {
        tables.push(("doc.consolidation.appendix_figures", figures(content), true));
    }
    if !content.tasks.is_empty() && content.supplement == 0 {
        tables.push(("doc.consolidation.appendix_tasks", tasks(content), true));
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

fn figures(content: &Content) -> Vec<Block> {
    let head = |key: &str| text(&format!("doc.consolidation.column.{key}"), &[]);
    let columns = [
        ("no", Align::Center, 1),
        ("indicator", Align::Left, 7),
        ("measure", Align::Center, 2),
        ("this", Align::Right, 2),
        ("previous", Align::Right, 2),
        ("last_year", Align::Right, 2),
        ("units", Align::Center, 2),
    ];
    let named: Vec<(String, Align, u16)> =
        columns.iter().map(|(k, a, w)| (head(k), *a, *w)).collect();
    let borrowed: Vec<(&str, Align, u16)> =
        named.iter().map(|(k, a, w)| (k.as_str(), *a, *w)).collect();
    let mut table = Table::new(&borrowed);
    for (figure, n) in content.figures.iter().zip(1..) {
        let shown = |v: Option<i64>| {
            v.map(|v| format_number(v, figure.scale))
                .unwrap_or_default()
        };
        table.push([
            n.to_string(),
            figure.name.clone(),
            figure.measure.clone(),
            shown(figure.value),
            shown(figure.previous),
            shown(figure.last_year),
            format!("{}/{}", figure.with_value, figure.expected),
        ]);
    }
    table.note = Some(text("doc.consolidation.figures_note", &[]));
    let mut blocks = vec![Block::Table(table)];
    let gaps: Vec<String> = content
        .figures
        .iter()
        .filter(|f| !f.missing.is_empty())
        .map(|f| format!("{}: {}", f.name, f.missing.join(", ")))
        .collect();
    if !gaps.is_empty() {
        blocks.push(Block::note(text("doc.consolidation.figures_missing", &[])));
        blocks.push(Block::List {
            ordered: false,
            items: gaps,
        });
    }
    let estimated: Vec<String> = content
        .figures
        .iter()
        .filter(|f| f.estimated > 0)
        .map(|f| format!("{}: {}", f.name, f.estimated))
        .collect();
    if !estimated.is_empty() {
        blocks.push(Block::note(text(
            "doc.consolidation.figures_estimated",
            &[],
        )));
        blocks.push(Block::List {
            ordered: false,
            items: estimated,
        });
    }
    blocks
}

fn tasks(content: &Content) -> Vec<Block> {
    let head = |key: &str| text(&format!("doc.consolidation.column.{key}"), &[]);
    let columns = [
        ("no", Align::Center, 1),
        ("task", Align::Left, 7),
        ("lead", Align::Left, 3),
        ("due", Align::Center, 2),
        ("state", Align::Left, 3),
        ("percent", Align::Right, 2),
    ];
    let named: Vec<(String, Align, u16)> =
        columns.iter().map(|(k, a, w)| (head(k), *a, *w)).collect();
    let borrowed: Vec<(&str, Align, u16)> =
        named.iter().map(|(k, a, w)| (k.as_str(), *a, *w)).collect();
    let mut table = Table::new(&borrowed);
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
