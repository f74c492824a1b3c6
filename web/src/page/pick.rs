//! Choosing many units in a form that has one page for each hundred of them, with
//! a search. What was chosen on other pages goes with the form, so that neither
//! turning a page nor a mistake loses any of it; it works without script. Not
//! here: choosing one (`choose`), choosing by a rule (`consolidation::whom`).

use crate::page::pager::LINES;
use crate::{Fields, FormState, Layout};
use domain::text::fold;
use std::collections::BTreeSet;

/// Names of chosen units that the page says.
const NAMES: usize = 30;

/// A unit that can be chosen.
pub(crate) struct Item {
    /// What the form sends: the unit's code.
    pub(crate) code: String,
    pub(crate) name: String,
    /// Whether it is chosen together with others already.
    pub(crate) is_among: bool,
}

/// The boxes of the page, ready to be shown.
pub(crate) struct Pick {
    pub(crate) rows: Vec<(Item, bool)>,
    /// Codes chosen on other pages, as the form carries them.
    pub(crate) kept: String,
    /// How many are chosen altogether.
    pub(crate) sum: String,
    /// The first of those chosen singly.
    pub(crate) names: Vec<String>,
    /// Whether there is a search at all.
    pub(crate) is_long: bool,
    pub(crate) only: bool,
    pub(crate) page: usize,
    pub(crate) place: Option<String>,
    pub(crate) before: Option<usize>,
    pub(crate) after: Option<usize>,
}

/// The codes that a form has chosen, on this page (under `name`) and on others.
pub(crate) fn picked(name: &str, fields: &Fields) -> BTreeSet<String> {
    let kept = fields.all("kept").flat_map(str::split_whitespace);
    fields.all(name).chain(kept).map(str::to_owned).collect()
}

/// Whether the form was sent to search or to turn the page, not to do anything.
pub(crate) fn is_looking(fields: &Fields) -> bool {
    fields.get("viec") == "tim" || !fields.get("den").is_empty()
}

impl Pick {
    pub(crate) fn of(l: &Layout, name: &str, all: Vec<Item>, form: &FormState) -> Self {
        let fields = form.fields();
        let chosen = picked(name, fields);
        let key = fold(fields.get("tim"));
        let only = fields.has("only");
        let count = all.len();
        let is_chosen = |item: &Item| chosen.contains(&item.code);
        let sum = all.iter().filter(|i| is_chosen(i) || i.is_among).count();
        let single = all.iter().filter(|i| is_chosen(i));
        let names = single.take(NAMES).map(|i| i.name.clone()).collect();
        let is_found = |item: &Item| {
            let is_named = fold(&item.name).contains(&key) || fold(&item.code).contains(&key);
            is_named && (!only || is_chosen(item) || item.is_among)
        };
        let found: Vec<Item> = all.into_iter().filter(is_found).collect();
        let pages = found.len().div_ceil(LINES).max(1);
        // A new search begins at its first page.
        let asked: usize = match (fields.get("den").parse(), fields.get("viec")) {
            (Ok(page), _) => page,
            (Err(_), "tim") => 1,
            (Err(_), _) => fields.get("trang").parse().unwrap_or(1),
        };
        let page = asked.clamp(1, pages);
        let rows: Vec<(Item, bool)> = found
            .into_iter()
            .skip((page - 1) * LINES)
            .take(LINES)
            .map(|item| {
                let is_ticked = is_chosen(&item);
                (item, is_ticked)
            })
            .collect();
        let here: BTreeSet<&str> = rows.iter().map(|(item, _)| item.code.as_str()).collect();
        let kept = chosen.iter().map(String::as_str);
        let kept: Vec<&str> = kept.filter(|code| !here.contains(code)).collect();
        Self {
            kept: kept.join(" "),
            sum: l.t2("pick.sum", ("n", sum), ("all", count)),
            names,
            is_long: count > LINES,
            only,
            page,
            place: (pages > 1).then(|| l.t2("pager.place", ("page", page), ("pages", pages))),
            before: (page > 1).then(|| page - 1),
            after: (page < pages).then(|| page + 1),
            rows,
        }
    }
}
