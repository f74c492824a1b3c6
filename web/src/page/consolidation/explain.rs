//! One total and the units behind it.

use super::{round_id, today, totals::beside};
use crate::page::page;
use crate::page::pager::Pager;
use crate::{Layout, PageError, PageResult, Staff};
use app::text::t_with;
use app::totals::{Explanation, Part, PartState};
use axum::extract::{Path, Query};
use domain::indicator::{IndicatorDef, Total};
use domain::number::format_number;
use serde::Deserialize;

#[derive(askama::Template)]
#[template(path = "consolidation/explain.html")]
struct ExplainPage {
    l: Layout,
    id: String,
    code: String,
    round: String,
    measure: String,
    value: String,
    parts: String,
    rows: Vec<Row>,
    pager: Pager,
}

struct Row {
    href: String,
    name: String,
    state: &'static str,
    /// What was sent and is not added up, and why.
    uncounted: Option<String>,
    value: String,
    parts: String,
    previous: String,
    last_year: String,
    version: String,
    predecessors: String,
}

#[derive(Deserialize)]
pub(super) struct Choice {
    /// "nay": the units of today.
    #[serde(default)]
    theo: String,
    trang: Option<usize>,
}

pub(super) async fn show(
    staff: Staff,
    Path((id, code)): Path<(String, String)>,
    Query(choice): Query<Choice>,
) -> PageResult {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let id = round_id(&id).map_err(fail)?;
    if choice.theo == "nay" {
        return today::opened(staff, id, &code, choice.trang).await;
    }
    let found = app::totals::explain(&staff.ctx, id, &code)
        .await
        .map_err(fail)?;
    let l = staff.layout(match staff.ctx.locale {
        app::Locale::Vi => found.def.name.clone(),
        app::Locale::En => found.def.name_en.clone(),
    });
    let pager = Pager::new(&l, found.parts.len(), choice.trang, |page| {
        let code = crate::visitor::url_part(&code);
        format!("/tong-hop/{id}/chi-tieu/{code}?trang={page}")
    });
    let shown_parts = pager.lines(&found.parts).iter();
    page(&ExplainPage {
        id: id.to_string(),
        code: found.def.code.clone(),
        round: found.round.title.clone(),
        measure: found.def.measure.clone(),
        value: shown(&l, &found.def, &found.total),
        parts: parts(&l, found.weight.as_ref(), &found.total),
        rows: shown_parts.map(|p| row(&l, &found, p)).collect(),
        pager,
        l,
    })
}

fn row(l: &Layout, found: &Explanation, part: &Part) -> Row {
    let def = &found.def;
    Row {
        // A live figure has no report behind it.
        href: match def.live {
            Some(_) => format!("/nhiem-vu?goc=tat-ca&don-vi={}", part.unit),
            None => format!("/bao-cao/{}", part.obligation),
        },
        name: part.name.clone(),
        state: match part.state {
            PartState::Counted => "counted",
            PartState::NotCharged => "not_charged",
            PartState::Empty => "empty",
            PartState::NoWeight => "no_weight",
            PartState::Nil => "nil",
            PartState::NoReport => "no_report",
            PartState::Exempt => "exempt",
        },
        uncounted: part.uncounted.as_ref().map(|cell| {
            let value = cell.words_by(def, |bound, number| l.bounded(bound, number));
            uncounted(l, part, value)
        }),
        value: shown(l, def, &part.own),
        parts: parts(l, found.weight.as_ref(), &part.own),
        previous: beside(l, part.previous, def.scale),
        last_year: beside(l, part.last_year, def.scale),
        predecessors: part.predecessors.join(", "),
        version: part
            .version
            .map(|n| l.t1("consolidation.version", "number", n))
            .unwrap_or_default(),
    }
}

/// What a unit sent and is not added up, with who has its field of work now.
fn uncounted(l: &Layout, part: &Part, value: String) -> String {
    let Some((heir, from)) = &part.went_to else {
        return l.t1("consolidation.explain.not_charged", "value", value);
    };
    let values = [
        ("value", value),
        ("unit", heir.clone()),
        ("day", l.date(from)),
    ];
    t_with(l.locale, "consolidation.explain.went_to", &values)
}

pub(super) fn shown(l: &Layout, def: &IndicatorDef, total: &Total) -> String {
    let value = total.value.map(|v| l.bounded(total.bound, def.shown(v)));
    value.unwrap_or_else(|| "–".to_owned())
}

/// What a figure is made of: both parts of a ratio, or the weight of a mean.
pub(super) fn parts(l: &Layout, weight: Option<&IndicatorDef>, total: &Total) -> String {
    if let Some(weight) = weight {
        let of = |den| {
            let number = format_number(den, weight.scale);
            let said = format!("{number} {}", weight.measure);
            l.t1("consolidation.explain.weight", "weight", said)
        };
        return total.den.map(of).unwrap_or_default();
    }
    let ratio = total.num.zip(total.den);
    ratio
        .map(|(n, d)| format!("{}/{}", format_number(n, 0), format_number(d, 0)))
        .unwrap_or_default()
}
