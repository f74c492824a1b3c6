//! What an act would do or did, in words: changes of the tree, what is open with
//! its heirs, what moved.

use super::new::field_name;
use crate::Layout;
use app::text::t_with;
use app::unit::{ALL, EXEMPT, OpenThing, Plan};
use domain::id::UnitId;
use domain::unit::UnitVersion;

/// One change of the tree.
#[derive(Clone)]
pub(super) struct Change {
    pub(super) what: String,
    pub(super) unit: String,
    /// Its life, if it is there already.
    pub(super) href: Option<String>,
    pub(super) content: String,
}

/// One open thing with its choice of heirs.
#[derive(Clone)]
pub(super) struct Open {
    pub(super) field: String,
    pub(super) kind: String,
    pub(super) title: String,
    pub(super) unit: String,
    pub(super) href: String,
    pub(super) choices: Vec<(String, String)>,
    pub(super) chosen: String,
}

/// Who takes what nobody named.
pub(super) struct General {
    pub(super) field: String,
    pub(super) label: String,
    pub(super) choices: Vec<(String, String)>,
    pub(super) chosen: String,
}

/// A dry run in words.
#[derive(Default)]
pub(super) struct Preview {
    pub(super) obstacles: Vec<String>,
    pub(super) changes: Vec<Change>,
    pub(super) open: Vec<Open>,
    pub(super) general: Vec<General>,
    /// What was sent and frozen since the day of an act that lies in the past:
    /// all in a number, and the latest by name.
    pub(super) sent: Option<(String, Vec<String>)>,
    pub(super) more_sent: usize,
    /// Open reports that stay with the office that asked for them, in the same way.
    pub(super) staying: Option<(String, Vec<String>)>,
    pub(super) more_staying: usize,
    /// What fields of work that move change in open rounds, in the same way.
    pub(super) fields: Vec<String>,
    pub(super) more_fields: usize,
}

/// Sent reports that are named.
const NAMED: usize = 10;

/// Lines about fields of work that are shown: each report takes up to five.
const FIELD_LINES: usize = 40;

pub(super) fn preview(l: &Layout, plan: &Plan) -> Preview {
    let mut fields = plan.fields.lines(l.locale);
    let more_fields = fields.len().saturating_sub(FIELD_LINES);
    fields.truncate(FIELD_LINES);
    Preview {
        fields,
        more_fields,
        obstacles: plan
            .errors
            .iter()
            .map(|e| t_with(l.locale, &format!("error.{}", e.code), &e.args))
            .collect(),
        changes: changes(l, plan),
        open: plan.open.iter().map(|t| open(l, t)).collect(),
        general: general(l, plan),
        sent: (!plan.sent.is_empty()).then(|| sent(l, plan)),
        more_sent: plan.sent.len().saturating_sub(NAMED),
        staying: (!plan.staying.is_empty()).then(|| staying(l, plan)),
        more_staying: plan.staying.len().saturating_sub(NAMED),
    }
}

fn staying(l: &Layout, plan: &Plan) -> (String, Vec<String>) {
    let named = plan.staying.iter().take(NAMED);
    let lines = named.map(|s| s.words(l.locale));
    let told = l.t1("unit.act.staying", "count", plan.staying.len());
    (told, lines.collect())
}

fn sent(l: &Layout, plan: &Plan) -> (String, Vec<String>) {
    let frozen = plan.sent.iter().filter(|s| s.is_consolidated).count();
    let counts = [
        ("day", l.date(&plan.act.effective_on)),
        ("sent", (plan.sent.len() - frozen).to_string()),
        ("frozen", frozen.to_string()),
    ];
    let lines = plan.sent.iter().take(NAMED).map(|s| {
        let key = match s.is_consolidated {
            true => "unit.act.frozen_line",
            false => "unit.act.sent_line",
        };
        let values = [
            ("unit", s.unit.clone()),
            ("round", s.round.clone()),
            ("day", l.date(&s.on)),
        ];
        t_with(l.locale, key, &values)
    });
    (t_with(l.locale, "unit.act.sent", &counts), lines.collect())
}

fn last(plan: &Plan, unit: UnitId) -> Option<&UnitVersion> {
    plan.after.life(unit).last()
}

fn name(plan: &Plan, unit: UnitId) -> String {
    last(plan, unit).map_or_else(String::new, |v| format!("{} ({})", v.name, v.code))
}

/// The page of a unit's life.
pub(super) fn of_life(unit: UnitId) -> String {
    format!("/don-vi/{unit}")
}

fn changes(l: &Layout, plan: &Plan) -> Vec<Change> {
    let what = |code: &str| l.code_text("unit.act.change", code).into_owned();
    let below = |v: &UnitVersion| match v.parent {
        Some(parent) => l.t1("unit.act.change.parent", "parent", name(plan, parent)),
        None => String::new(),
    };
    // What the act creates has no page before it is confirmed.
    let href = |unit: UnitId| (!plan.before.life(unit).is_empty()).then(|| of_life(unit));
    let mut list = Vec::new();
    for v in &plan.changes.new_units {
        list.push(Change {
            what: what("new"),
            unit: name(plan, v.unit),
            href: None,
            content: below(v),
        });
    }
    for v in &plan.changes.new_versions {
        let old = plan.before.life(v.unit).last();
        let mut content = Vec::new();
        if let Some(old) = old.filter(|o| o.name != v.name) {
            content.push(format!("{} → {}", old.name, v.name));
        }
        if old.is_some_and(|o| o.parent != v.parent) {
            content.push(below(v));
        }
        if let Some(old) = old {
            content.extend(nature(l, old, v));
        }
        list.push(Change {
            what: what("changed"),
            unit: name(plan, v.unit),
            href: href(v.unit),
            content: content.join("; "),
        });
    }
    for end in &plan.changes.ended {
        let heirs: Vec<String> = end.heirs.iter().map(|h| name(plan, *h)).collect();
        list.push(Change {
            what: what("ended"),
            unit: name(plan, end.unit),
            href: href(end.unit),
            content: l.t1("unit.act.change.into", "heirs", heirs.join(", ")),
        });
    }
    let fields = [
        ("unit.act.change.gives", &plan.changes.functions_closed),
        ("unit.act.change.takes", &plan.changes.functions_opened),
    ];
    for (key, spans) in fields {
        for (unit, field) in spans {
            list.push(Change {
                what: what("function"),
                unit: name(plan, *unit),
                href: href(*unit),
                content: l.t1(key, "field", field_name(l, *field)),
            });
        }
    }
    list
}

/// Another kind, tier or place than before.
fn nature(l: &Layout, old: &UnitVersion, new: &UnitVersion) -> Vec<String> {
    let kind = |v: &UnitVersion| l.code_text("unit.kind", v.kind.code()).into_owned();
    let tier = |v: &UnitVersion| l.code_text("unit.tier", v.tier.code()).into_owned();
    let place = |v: &UnitVersion| match v.place.as_str() {
        "" => "–".to_owned(),
        place => place.to_owned(),
    };
    [
        ("unit.kind", kind(old), kind(new)),
        ("unit.tier", tier(old), tier(new)),
        ("unit.place", place(old), place(new)),
    ]
    .into_iter()
    .filter(|(_, old, new)| old != new)
    .map(|(key, old, new)| format!("{}: {old} → {new}", l.t(key)))
    .collect()
}

fn open(l: &Layout, thing: &OpenThing) -> Open {
    let mut title = thing.row.title.clone();
    let state = thing.row.state.as_str();
    if state == "returned" && thing.row.kind == domain::unit::MoveKind::Obligation {
        title = format!("{title} – {}", l.t("unit.returned"));
    }
    if state == "signed" && thing.row.kind == domain::unit::MoveKind::Obligation {
        title = format!("{title} – {}", l.code_text("round.report_state", state));
    }
    if thing.row.kind.may_multiply() {
        title = format!("{title} – {}", l.code_text("role", state));
    }
    let choices = thing.choices.iter().map(|c| {
        let text = match c.value.as_str() {
            ALL => l.t("unit.act.heir_all").into_owned(),
            EXEMPT => l.t("unit.act.heir_exempt").into_owned(),
            _ => c.name.clone(),
        };
        (c.value.clone(), text)
    });
    Open {
        field: format!("heir_{}", thing.key),
        kind: l.code_text("unit.open", thing.row.kind.code()).into_owned(),
        title,
        unit: thing.unit_name.clone(),
        href: of_life(thing.row.unit),
        choices: choices.collect(),
        chosen: thing.chosen.clone(),
    }
}

/// Only where there is a choice: a single heir takes everything anyway.
fn general(l: &Layout, plan: &Plan) -> Vec<General> {
    let several = plan.changes.ended.iter().filter(|e| e.heirs.len() > 1);
    several
        .map(|end| {
            let heir = plan.general.iter().find(|(u, _)| *u == end.unit);
            let code = |u: UnitId| last(plan, u).map(|v| v.code.clone()).unwrap_or_default();
            General {
                field: format!("general_{}", code(end.unit)),
                label: l.t1("unit.act.general", "unit", name(plan, end.unit)),
                choices: end
                    .heirs
                    .iter()
                    .map(|h| (code(*h), name(plan, *h)))
                    .collect(),
                chosen: heir.and_then(|(_, h)| *h).map(code).unwrap_or_default(),
            }
        })
        .collect()
}
