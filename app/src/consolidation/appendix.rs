//! The appendices of the consolidated report (§6.1): figures, documents, tasks
//! of the period before, reviews that come up, pictures.

use super::layout::{day, text};
use super::pictures::pictures;
use docgen::model::{Align, Appendix, Block, Table};
use domain::consolidation::{
    Content, DocumentLine, Figure, NoteKind, PartCoverage, ReviewLine, UnitNote, unit_notes,
};
use domain::indicator::{levels_sentence, row_name};
use domain::number::{bounded, format_number, told};

/// The appendices under the numbers that people know them by (§6.1): one to four
/// stand even when they have nothing to show, and then say so, because a number
/// that is left out looks like a page that is lost. Pictures follow where
/// there are some. A supplement carries the figures only: the rest is in the report.
pub(super) fn appendices(content: &Content) -> Vec<Appendix> {
    if content.supplement > 0 {
        return match figures(content) {
            none if none.is_empty() => Vec::new(),
            figures => vec![appendix(1, "figures", figures)],
        };
    }
    let mut all = vec![
        appendix(1, "figures", figures(content)),
        appendix(2, "documents", documents(content)),
        appendix(3, "tasks", tasks(content)),
        appendix(4, "reviews", reviews(content)),
    ];
    for (title, blocks, landscape) in pictures(content) {
        all.push(Appendix {
            label: label(all.len() + 1),
            title,
            reference: None,
            blocks,
            landscape,
        });
    }
    all
}

/// "Phụ lục 1".
pub(super) fn label(number: usize) -> String {
    text("doc.consolidation.appendix", &[("n", number.to_string())])
}

/// The sentence of one of the four that has nothing to show.
pub(super) fn nothing(name: &str) -> String {
    text(&format!("doc.consolidation.nothing_{name}"), &[])
}

/// One of the four. Its table lies on its side; a sentence does not.
fn appendix(number: usize, name: &str, blocks: Vec<Block>) -> Appendix {
    let is_empty = blocks.is_empty();
    Appendix {
        label: label(number),
        title: text(&format!("doc.consolidation.appendix_{name}"), &[]),
        reference: None,
        blocks: if is_empty {
            vec![Block::paragraph(nothing(name))]
        } else {
            blocks
        },
        landscape: !is_empty,
    }
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

/// The figures; which units are missing from one, and whose figure is an
/// estimate, is said in notes that rows share.
fn figures(content: &Content) -> Vec<Block> {
    if content.figures.is_empty() {
        return Vec::new();
    }
    let (notes, of_rows) = all_notes(content);
    let mut table = table(&[
        ("no", Align::Center, 2),
        ("indicator", Align::Left, 11),
        ("measure", Align::Center, 4),
        ("this", Align::Right, 4),
        ("previous", Align::Right, 4),
        ("last_year", Align::Right, 4),
        ("so_far", Align::Right, 4),
        ("plan", Align::Right, 4),
        ("of_plan", Align::Right, 4),
        ("units", Align::Center, 5),
    ]);
    for ((figure, numbers), n) in content.figures.iter().zip(&of_rows).zip(1..) {
        let beside = |value: Option<i64>, threshold, is_incomparable: bool, units| match value {
            _ if is_incomparable => text("doc.consolidation.incomparable", &[]),
            Some(value) => {
                let shown = told(threshold, format_number(value, figure.scale));
                match gap_of(units) {
                    Some(units) => format!("{shown} ({units})"),
                    None => shown,
                }
            }
            None => String::new(),
        };
        table.push([
            n.to_string(),
            row_name(&figure.name, figure.depth),
            figure.measure.clone(),
            match figure.levels.as_slice() {
                [] => figure.written().unwrap_or_default(),
                levels => levels_sentence(levels),
            },
            beside(
                figure.previous,
                figure.previous_bound,
                figure.is_previous_incomparable,
                figure.previous_units,
            ),
            beside(
                figure.last_year,
                figure.last_year_bound,
                figure.is_last_year_incomparable,
                figure.last_year_units,
            ),
            so_far(figure),
            match figure.plan_gap() {
                Some((with, all)) => format!("{} ({with}/{all})", planned(figure)),
                None => planned(figure),
            },
            match figure.plan_progress {
                Some(progress) => progress.written_vi(figure.so_far_bound),
                None if figure.is_plan_open() => text("doc.consolidation.incomparable", &[]),
                None => String::new(),
            },
            match numbered(numbers) {
                none if none.is_empty() => units_of(figure),
                notes => format!("{} {notes}", units_of(figure)),
            },
        ]);
    }
    let mut note = text("doc.consolidation.figures_note", &[]);
    let is_partial = |f: &Figure| {
        let units = [f.previous_units, f.last_year_units];
        units.into_iter().any(|units| gap_of(units).is_some()) || !f.so_far_partial.is_empty()
    };
    if content.figures.iter().any(is_partial) {
        note = format!("{note} {}", text("doc.consolidation.units_note", &[]));
    }
    if content.figures.iter().any(|f| f.plan_gap().is_some()) {
        note = format!("{note} {}", text("doc.consolidation.plan_note", &[]));
    }
    if content.figures.iter().any(Figure::is_plan_open) {
        note = format!("{note} {}", text("doc.consolidation.plan_open_note", &[]));
    }
    table.note = Some(note);
    let mut blocks = vec![Block::Table(table)];
    blocks.extend(
        notes
            .iter()
            .zip(1..)
            .map(|(note, n)| Block::note(note_words(n, note))),
    );
    blocks
}

/// "28/30", where units are missing.
pub(super) fn gap_of((with, all): (usize, usize)) -> Option<String> {
    (with < all).then(|| format!("{with}/{all}"))
}

/// "38/41": who gave it or said "không phát sinh", of who must give it.
pub(super) fn units_of(figure: &Figure) -> String {
    let (answered, all) = figure.units();
    format!("{answered}/{all}")
}

/// The lists of units that the figures name, each once, and the numbers of those
/// of each figure.
pub(super) fn all_notes(content: &Content) -> (Vec<UnitNote>, Vec<Vec<usize>>) {
    let lists = content.figures.iter();
    unit_notes(lists.map(|f| [&*f.missing, &*f.estimated_units, &*f.threshold_units]))
}

/// "(1)(3)".
pub(super) fn numbered(notes: &[usize]) -> String {
    let notes: Vec<String> = notes.iter().map(|n| format!("({n})")).collect();
    notes.concat()
}

/// "(1) Chưa có số liệu của: Sở A, Xã B."
pub(super) fn note_words(number: usize, note: &UnitNote) -> String {
    let key = match note.kind {
        NoteKind::Missing => "doc.consolidation.note_missing",
        NoteKind::Estimated => "doc.consolidation.note_estimated",
        NoteKind::Threshold => "doc.consolidation.note_threshold",
    };
    let places = [("n", number.to_string()), ("units", note.units.join(", "))];
    text(key, &places)
}

/// The plan, a threshold with its words.
pub(super) fn planned(figure: &Figure) -> String {
    let shown = figure.plan.map(|v| format_number(v, figure.scale));
    shown
        .map(|shown| told(figure.plan_bound, shown))
        .unwrap_or_default()
}

/// The year so far; with a gap it says of how many periods it is the sum, and which of
/// them are not of all units.
pub(super) fn so_far(figure: &Figure) -> String {
    let Some(value) = figure.so_far else {
        return String::new();
    };
    let shown = bounded(figure.so_far_bound, format_number(value, figure.scale));
    let gaps = gap_of(figure.so_far_periods).into_iter();
    let gaps: Vec<String> = gaps.chain(partial_parts(figure)).collect();
    if gaps.is_empty() {
        shown
    } else {
        format!("{shown} ({})", gaps.join("; "))
    }
}

/// "chưa đủ: quý III 1/2, quý IV 1/2".
pub(super) fn partial_parts(figure: &Figure) -> Option<String> {
    let parts = figure.so_far_partial.iter();
    let parts: Vec<String> = parts.map(PartCoverage::shown).collect();
    let places = [("parts", parts.join(", "))];
    (!parts.is_empty()).then(|| text("doc.consolidation.partial_parts", &places))
}

fn documents(content: &Content) -> Vec<Block> {
    if content.documents.is_empty() {
        return Vec::new();
    }
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
    if content.reviews.is_empty() {
        return Vec::new();
    }
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
    if content.tasks.is_empty() {
        return Vec::new();
    }
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
