//! The tree of units on any day, searchable, folded without scripts.

use crate::input::read_day;
use crate::page::page;
use crate::{FormState, Layout, PageError, PageResult, Staff};
use app::unit::{Branch, tree_page};
use axum::extract::Query;
use domain::unit::UnitVersion;
use jiff::civil::Date;
use serde::Deserialize;

#[derive(askama::Template)]
#[template(path = "unit/tree.html")]
struct TreeView {
    l: Layout,
    form: FormState,
    root: String,
    total: String,
    above: Vec<(String, String)>,
    lines: Vec<Line>,
    hits: Option<Vec<Hit>>,
}

/// A unit in the order in which it is written, with how many lists end after it.
struct Line {
    href: String,
    name: String,
    code: String,
    below: String,
    page: Option<String>,
    is_group: bool,
    is_open: bool,
    closes: usize,
}

struct Hit {
    href: String,
    name: String,
    code: String,
    kind: String,
}

#[derive(Deserialize)]
pub(super) struct Choice {
    ngay: Option<String>,
    goc: Option<String>,
    tim: Option<String>,
}

pub(super) async fn show(staff: Staff, Query(choice): Query<Choice>) -> PageResult {
    let typed = choice.ngay.as_deref().unwrap_or_default();
    // A day that is none shows today; the field says which day it is.
    let at = read_day(typed).unwrap_or(staff.ctx.today());
    let search = choice.tim.unwrap_or_default();
    let root = choice.goc.filter(|g| !g.is_empty());
    let tree = tree_page(&staff.ctx, at, root.as_deref(), &search)
        .await
        .map_err(|e| PageError::new(e, staff.ctx.locale))?;
    let mut l = staff.layout("");
    l.title = l.t1("unit.tree.title", "day", l.date(&at));
    let hits = tree.hits.map(|hits| {
        let hit = |u: &UnitVersion| Hit {
            href: format!("/don-vi/{}", u.unit),
            name: u.name.clone(),
            code: u.code.clone(),
            kind: l.code_text("unit.kind", u.kind.code()).into_owned(),
        };
        hits.iter().map(hit).collect()
    });
    let mut lines = Vec::new();
    for branch in &tree.branches {
        write(&l, branch, at, 0, &mut lines);
    }
    page(&TreeView {
        form: FormState::fresh(&[("ngay", at.to_string()), ("tim", search)]),
        root: root.unwrap_or_default(),
        total: l.t1("unit.tree.total", "count", tree.total),
        above: tree
            .above
            .iter()
            .map(|u| (of_root(&u.code, at), u.name.clone()))
            .collect(),
        lines,
        hits,
        l,
    })
}

fn of_root(code: &str, at: Date) -> String {
    format!("/don-vi?ngay={at}&goc={}", crate::visitor::url_part(code))
}

fn write(l: &Layout, branch: &Branch, at: Date, depth: usize, lines: &mut Vec<Line>) {
    let is_group = !branch.children.is_empty();
    lines.push(Line {
        href: format!("/don-vi/{}", branch.unit.unit),
        name: branch.unit.name.clone(),
        code: branch.unit.code.clone(),
        below: if branch.below == 0 {
            String::new()
        } else {
            l.t1("unit.tree.below", "count", branch.below)
        },
        page: branch.is_cut.then(|| of_root(&branch.unit.code, at)),
        is_group,
        is_open: depth < 2,
        closes: 0,
    });
    for child in &branch.children {
        write(l, child, at, depth + 1, lines);
    }
    if is_group && let Some(last) = lines.last_mut() {
        last.closes += 1;
    }
}
