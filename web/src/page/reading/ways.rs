//! Ways to places of the source that are no facts of their own: where lead unit and
//! due day of a task are told. Not here: remarks (`remarks`), facts and the marks of
//! both (`source`).

use super::parts::Parts;
use super::source::{anchor, fact_name};
use crate::Layout;
use app::reading::Waiting;
use std::ops::Range;

/// A place in the source that something on the page leads to.
pub(super) struct Way {
    /// Part of its anchor.
    pub(super) key: String,
    /// Where it stands in the source; it begins on the part that is shown.
    pub(super) at: Range<usize>,
    /// Kind of its mark, where no fact has one there.
    pub(super) kind: &'static str,
    /// What is told there.
    pub(super) name: String,
    /// The id of what it leads back to.
    pub(super) back: String,
}

/// A link of a task to such a place.
pub(super) struct TaskWay {
    /// Number of the task.
    pub(super) task: usize,
    /// Part of the anchor of the place.
    pub(super) key: String,
    pub(super) label: String,
}

/// What is told of a task, as the reader and as the form call it.
const DETAILS: [(&str, &str); 2] = [("lead", "lead"), ("due", "due_on")];

/// Links and places of the tasks that are shown.
pub(super) fn of_tasks(l: &Layout, waiting: &Waiting, parts: &Parts) -> (Vec<TaskWay>, Vec<Way>) {
    let (facts, text) = (&waiting.facts, &waiting.reading.source_text);
    let stretch = parts.stretch();
    let mut links = Vec::new();
    let mut ways: Vec<Way> = Vec::new();
    for n in (0..facts.tasks.len()).filter(|n| parts.shows(&format!("tasks.{n}"))) {
        for (detail, field) in DETAILS {
            let path = format!("task_details[{n}].{detail}");
            let spans = facts.spans.get(&path);
            let Some((from, to)) = spans.and_then(|s| s.first().copied()) else {
                continue;
            };
            let is_here = stretch.contains(&from);
            if !is_here || text.get(from..to).is_none_or(str::is_empty) {
                continue;
            }
            // A heading may name the lead of many: one place, and back to the first.
            let known = ways.iter().find(|w| w.at == (from..to));
            let key = known.map_or_else(|| anchor(&path), |w| w.key.clone());
            if known.is_none() {
                let task = fact_name(l, &format!("tasks[{n}]"));
                ways.push(Way {
                    key: key.clone(),
                    at: from..to,
                    kind: "task_details",
                    name: format!("{task} – {}", l.code_text("reading.detail", detail)),
                    back: format!("f-tasks.{n}.{field}"),
                });
            }
            links.push(TaskWay {
                task: n,
                key,
                label: l.code_text("reading.to_detail", detail).into_owned(),
            });
        }
    }
    (links, ways)
}
