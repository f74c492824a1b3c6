//! The journal's page, and the history of any object for other pages.

use crate::page::page;
use crate::state::Web;
use crate::{Layout, PageResult, Staff};
use axum::Router;
use axum::extract::Query;
use axum::routing::get;
use domain::journal::{Noun, Sealed};
use domain::number::{Bound, format_number};
use serde::Deserialize;
use std::collections::HashMap;

/// Routes of the journal.
pub fn routes() -> Router<Web> {
    Router::new().route("/nhat-ky", get(list))
}

#[derive(Deserialize)]
struct Filter {
    truoc: Option<i64>,
    loai: Option<String>,
}

/// One line of a history, ready to be shown.
pub struct HistoryLine {
    /// Position in the journal.
    pub seq: i64,
    /// When, for people.
    pub at: String,
    /// When, for machines.
    pub iso: String,
    /// What was done, in words.
    pub act: String,
    /// Who did it.
    pub who: String,
    /// Further facts ("từ … sang …"), as `name: value`.
    pub facts: Vec<(String, String)>,
    /// First digits of the entry's hash.
    pub hash: String,
}

/// Makes lines out of journal entries; names of people come from `names`.
#[must_use]
pub fn lines(
    layout: &Layout,
    entries: &[Sealed],
    names: &HashMap<uuid::Uuid, String>,
) -> Vec<HistoryLine> {
    entries
        .iter()
        .map(|s| HistoryLine {
            seq: s.seq,
            at: layout.instant(&s.entry.at),
            iso: layout.iso(&s.entry.at),
            act: layout.code_text("act", &s.entry.act).into_owned(),
            who: who(layout, s, names),
            facts: facts(layout, s.entry.noun, &s.entry.detail, names),
            hash: s.hash[..12].to_owned(),
        })
        .collect()
}

/// Who did it; both names where somebody acted for another.
fn who(layout: &Layout, sealed: &Sealed, names: &HashMap<uuid::Uuid, String>) -> String {
    let name = |a: domain::id::AccountId| names.get(&a.0).cloned().unwrap_or_default();
    match (sealed.entry.actor, sealed.entry.on_behalf_of) {
        (None, _) => layout.t("act.by_system").into_owned(),
        (Some(actor), None) => name(actor),
        (Some(actor), Some(holder)) => layout.t2(
            "account.instead",
            ("name", name(actor)),
            ("holder", name(holder)),
        ),
    }
}

fn facts(
    layout: &Layout,
    noun: Noun,
    detail: &serde_json::Value,
    names: &HashMap<uuid::Uuid, String>,
) -> Vec<(String, String)> {
    let Some(map) = detail.as_object() else {
        return Vec::new();
    };
    let is_scale = |key: &str| noun == Noun::Plan && key == "scale";
    map.iter()
        .filter(|(key, _)| bound_of(key, map).is_none() && !is_scale(key))
        .filter_map(|(key, value)| {
            let said = planned(noun, key, map).or_else(|| in_words(layout, noun, value, names))?;
            let bound = map.get(&format!("{key}_bound")).and_then(bound);
            Some((key.clone(), layout.bounded(bound, said)))
        })
        .collect()
}

/// The bound that a fact is, where the number to which it belongs stands beside it and
/// says it in its words (§6.2).
fn bound_of(key: &str, facts: &serde_json::Map<String, serde_json::Value>) -> Option<Bound> {
    facts.get(key.strip_suffix("_bound")?)?.as_i64()?;
    bound(&facts[key])
}

/// A planned number as people write it. Entries made before they had the scale of
/// their indicator keep the number that they hold: which scale it had then is not known.
fn planned(
    noun: Noun,
    key: &str,
    facts: &serde_json::Map<String, serde_json::Value>,
) -> Option<String> {
    if noun != Noun::Plan || !matches!(key, "from" | "to") {
        return None;
    }
    let scale = facts.get("scale")?.as_u64()?;
    let value = facts.get(key)?.as_i64()?;
    Some(format_number(value, u8::try_from(scale).ok()?))
}

fn bound(value: &serde_json::Value) -> Option<Bound> {
    value.as_str().and_then(Bound::from_code)
}

/// A fact as people say it: a code by its text, days and moments as they are
/// written here, a person by name. An id without a name says nothing to anybody.
fn in_words(
    layout: &Layout,
    noun: Noun,
    value: &serde_json::Value,
    names: &HashMap<uuid::Uuid, String>,
) -> Option<String> {
    use serde_json::Value;
    let text = match value {
        Value::Null | Value::Array(_) | Value::Object(_) => return None,
        Value::Bool(is_so) => is_so.to_string(),
        Value::Number(number) => return Some(number.to_string()),
        Value::String(text) => text.clone(),
    };
    if text.len() == 36
        && let Ok(id) = text.parse::<uuid::Uuid>()
    {
        return names.get(&id).cloned();
    }
    if let Ok(at) = text.parse::<jiff::Timestamp>() {
        return Some(layout.instant(&at));
    }
    if text.len() == 10
        && let Ok(day) = text.parse::<jiff::civil::Date>()
    {
        return Some(layout.date(&day));
    }
    let own = [
        format!("{}.state", noun.code()),
        format!("{}.role", noun.code()),
        format!("{}.review", noun.code()),
        format!("{}.review_state", noun.code()),
    ];
    let shared = [
        "round.report_state",
        "timeliness",
        "role",
        "report.return_kind",
        "report.extension",
        "unit.scheme",
        "fact.value",
    ];
    let key = own
        .iter()
        .map(String::as_str)
        .chain(shared)
        .map(|prefix| format!("{prefix}.{text}"))
        .find(|key| app::text::has(layout.locale, key));
    Some(key.map_or(text, |key| layout.t(&key).into_owned()))
}

#[derive(askama::Template)]
#[template(path = "journal/list.html")]
struct JournalPage {
    l: Layout,
    lines: Vec<HistoryLine>,
    nouns: Vec<(String, String, bool)>,
    older: Option<i64>,
    noun: String,
}

async fn list(staff: Staff, Query(filter): Query<Filter>) -> PageResult {
    let noun = filter.loai.as_deref().and_then(Noun::from_code);
    let entries = app::journal::list(&staff.ctx, filter.truoc, noun, 50).await?;
    let names = app::account::names(&staff.ctx).await?;
    let l = staff.layout(staff.ctx_text("nav.journal"));
    let lines = lines(&l, &entries, &names);
    let nouns = Noun::ALL
        .iter()
        .map(|n| {
            (
                n.code().to_owned(),
                l.code_text("noun", n.code()).into_owned(),
                Some(*n) == noun,
            )
        })
        .collect();
    page(&JournalPage {
        older: lines.last().map(|x| x.seq).filter(|s| *s > 1),
        noun: noun.map(|n| n.code().to_owned()).unwrap_or_default(),
        l,
        lines,
        nouns,
    })
}
