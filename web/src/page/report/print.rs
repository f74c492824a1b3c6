//! The blank form on paper: outline and table of figures to be filled in by hand.

use super::report_id;
use super::view::{name_in_table, part_label, period};
use crate::page::page;
use crate::{Layout, PageError, PageResult, Staff};
use axum::extract::Path;
use domain::indicator::{Cell, IndicatorDef};
use domain::number::format_number;
use domain::report::Part;

#[derive(askama::Template)]
#[template(path = "report/print.html")]
struct PrintPage {
    l: Layout,
    id: String,
    unit: String,
    period: String,
    due: String,
    sections: Vec<(String, String)>,
    rows: Vec<Row>,
    last_period: String,
}

struct Row {
    code: String,
    name: String,
    measure: String,
    last: String,
}

pub(super) async fn show(staff: Staff, Path(id): Path<String>) -> PageResult {
    let report = report_id(&staff, &id)?;
    let f = app::report::open_form(&staff.ctx, report)
        .await
        .map_err(|e| PageError::new(e, staff.ctx.locale))?;
    let l = staff.layout(f.round.title.clone());
    let sections = f.sections.iter().map(|s| {
        let title = match l.locale {
            app::Locale::En => &s.def.title_en,
            app::Locale::Vi => &s.def.title,
        };
        (format!("{} {title}", s.def.code), s.def.hint.clone())
    });
    let rows = f.cells.iter().flat_map(|c| {
        c.parts.iter().map(|p| {
            let is_first = p.key == c.parts[0].key;
            let name = name_in_table(&l, &c.def, |code| {
                let mut all = f.cells.iter().map(|c| &c.def);
                all.find(|def| def.code == code)
            });
            let label = part_label(&l, &c.def, p.part);
            Row {
                code: if is_first {
                    c.def.code.clone()
                } else {
                    String::new()
                },
                name: if c.parts.len() > 1 {
                    format!("{name}: {label}")
                } else {
                    name
                },
                measure: if c.parts.len() > 1 {
                    String::new()
                } else {
                    c.def.measure.clone()
                },
                last: last(&l, &c.def, c.last.as_ref(), p.part),
            }
        })
    });
    page(&PrintPage {
        unit: f.unit.name.clone(),
        period: period(&l, &f.round.period),
        due: {
            let by = f.round.dates.due_by;
            l.due(&f.obligation.due(by).last(), by)
        },
        sections: sections.collect(),
        rows: rows.collect(),
        last_period: f
            .last_period
            .as_ref()
            .map_or_else(|| l.t("report.last_period").into_owned(), |p| period(&l, p)),
        id,
        l,
    })
}

/// The number of the period before, a threshold in the words of the page.
fn last(l: &Layout, def: &IndicatorDef, last: Option<&Cell>, part: Part) -> String {
    let number = last.and_then(|cell| {
        let number = format_number(part.get(cell)?, part.scale(def));
        let bound = cell.bound.filter(|_| part == Part::Value);
        Some(l.bounded(bound, number))
    });
    number.unwrap_or_else(|| "–".to_owned())
}
