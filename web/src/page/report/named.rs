//! What stands on a report page in words: an indicator, the place of a number that
//! could not be read, requests for more time.

use super::view::{indicator_name, part_label, value};
use crate::Layout;
use app::FieldError;
use app::report::{ReportForm, number_field};
use domain::extension::{ExtensionState, is_needless};
use domain::report::ReportState;

/// Code and name of an indicator of the form.
pub(super) fn cell_name(l: &Layout, f: &ReportForm, code: &str) -> String {
    let cell = f.cells.iter().find(|c| c.def.code == code);
    let name = cell.map_or("", |c| indicator_name(l, &c.def));
    format!("{code} {name}").trim().to_owned()
}

/// Where a number stands that could not be read: its indicator, and which part
/// of a ratio it is.
pub(super) fn place(l: &Layout, f: &ReportForm, error: &FieldError) -> String {
    if !error.code.starts_with("number.") {
        return String::new();
    }
    let of = f.cells.iter().find_map(|c| {
        let part = c.parts.iter().find(|p| number_field(&p.key) == error.field);
        let is_cell = number_field(&c.def.code) == error.field;
        (part.is_some() || is_cell).then_some((c, part))
    });
    let Some((cell, part)) = of else {
        return String::new();
    };
    let name = cell_name(l, f, &cell.def.code);
    match part.filter(|_| cell.parts.len() > 1) {
        Some(part) => format!("{name} – {}", part_label(l, &cell.def, part.part)),
        None => name,
    }
}

/// What is not asked of the unit any more, line by line, under what became of it: it
/// stands in the draft and is not sent, or was sent as it stands and is not counted.
pub(super) fn set_aside(l: &Layout, f: &ReportForm) -> Vec<(String, Vec<String>)> {
    let figures = f.set_aside.figures.iter().map(|figure| {
        let line = match &figure.def {
            Some(def) => {
                let (name, value) = (indicator_name(l, def), value(l, def, &figure.cell));
                format!("{} {name}: {value} {}", figure.code, def.measure)
            }
            None => figure.code.clone(),
        };
        (figure.sent_in, line)
    });
    let sections = f.set_aside.sections.iter().map(|section| {
        let name = l.named(&section.def.title, &section.def.title_en);
        let place = format!("{} {name}", section.def.code);
        let line = l.t1("report.set_aside_section", "section", place);
        (section.sent_in, line)
    });
    let lines: Vec<(Option<i32>, String)> = figures.chain(sections).collect();
    let of = |version: Option<i32>| -> Vec<String> {
        let of_it = lines.iter().filter(|(sent_in, _)| *sent_in == version);
        of_it.map(|(_, line)| line.clone()).collect()
    };
    let last = f.obligation.last_version;
    let sent = l.t1("report.set_aside_sent", "number", last);
    let all = [
        (l.t("report.set_aside").into_owned(), of(None)),
        (sent, of(Some(last))),
    ];
    let all = all.into_iter();
    all.filter(|(_, lines)| !lines.is_empty()).collect()
}

/// The requests for more time where one may be made, and those of an exempt unit,
/// which makes none any more.
pub(super) fn requests_shown(l: &Layout, f: &ReportForm) -> Option<Requests> {
    let is_past = f.obligation.state == ReportState::Exempt && !f.extensions.is_empty();
    let mut requests = f.extensions.iter().filter(|_| f.may_ask());
    let waiting = requests.find(|e| e.state == ExtensionState::Asked);
    (f.may_ask() || is_past).then(|| Requests {
        lines: lines(l, f),
        waiting: waiting.map(|e| e.id.to_string()),
        is_over: is_over(f),
    })
}

/// Requests for more time as the page of a report shows them.
pub(super) struct Requests {
    pub(super) lines: Vec<String>,
    /// The one that waits: it can be taken back, and none is made beside it.
    pub(super) waiting: Option<String>,
    /// Whether one that waits needs no decision any more.
    pub(super) is_over: bool,
}

fn is_over(f: &ReportForm) -> bool {
    let o = &f.obligation;
    is_needless(o.state, o.first_received_at, o.due(f.round.dates.due_by))
}

fn lines(l: &Layout, f: &ReportForm) -> Vec<String> {
    f.extensions
        .iter()
        .map(|e| {
            let is_over = e.state == ExtensionState::Asked && is_over(f);
            let state = match f.obligation.state {
                ReportState::Exempt if is_over => "exempt",
                _ if is_over => "needless",
                _ => e.state.code(),
            };
            let state = l.code_text("report.extension", state);
            let until = e.granted_due_on.unwrap_or(e.asked_due_on);
            let mut more = e.decision_reason.clone().unwrap_or_default();
            let off = f.days_off.get(&until);
            if let Some(next) = off.filter(|_| e.state == ExtensionState::Asked) {
                let next = l.date(next);
                more = l.t2(
                    "report.ask_day_off",
                    ("day", l.date(&until)),
                    ("next", next),
                );
            }
            format!(
                "{} → {}: {state}. {more}",
                l.date(&e.old_due_on),
                l.date(&until)
            )
        })
        .collect()
}
