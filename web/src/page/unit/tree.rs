//! The tree of units on any day, searchable, folded without scripts. Where it is
//! long, a page shows what lies directly below one unit, a hundred at a time.

use super::ended_words;
use crate::input::read_day;
use crate::page::page;
use crate::page::pager::Pager;
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
    pager: Pager,
    may_change: bool,
}

/// Up to so many units stand on one page with everything below them.
const WHOLE: usize = 150;

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
    /// The outside code by which it was found.
    by_code: Option<String>,
    /// Since when it is no more, and who follows it.
    ended: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Choice {
    #[serde(alias = "at")]
    ngay: Option<String>,
    goc: Option<String>,
    tim: Option<String>,
    trang: Option<usize>,
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
    let at_page = |page: usize| {
        let part = crate::visitor::url_part;
        let root = part(root.as_deref().unwrap_or_default());
        format!(
            "/don-vi?ngay={at}&goc={root}&tim={}&trang={page}",
            part(&search)
        )
    };
    let shown = Shown::of(&tree.branches);
    let count = tree.hits.as_ref().map(|hits| hits.len() + tree.ended.len());
    let count = count.unwrap_or(shown.paged.len());
    let pager = Pager::new(&l, count, choice.trang, at_page);
    let hits = tree.hits.as_ref().map(|hits| {
        let hit = |u: &UnitVersion, ended: Option<String>| Hit {
            href: format!("/don-vi/{}", u.unit),
            name: u.name.clone(),
            code: u.code.clone(),
            kind: l.code_text("unit.kind", u.kind.code()).into_owned(),
            by_code: tree.codes.get(&u.unit).map(|c| {
                let scheme = super::life::scheme(&l, c.scheme);
                format!("{scheme} {}", c.value)
            }),
            ended,
        };
        let ended = pager.part(hits.len(), &tree.ended).iter().map(|e| {
            let words = ended_words(&l, e.on, &e.heirs.join(", "));
            hit(&e.unit, Some(words))
        });
        let living = pager.part(0, hits).iter().map(|u| hit(u, None));
        living.chain(ended).collect()
    });
    let lines = if hits.is_none() {
        shown.lines(&l, at, &pager)
    } else {
        Vec::new()
    };
    page(&TreeView {
        form: FormState::fresh(&[("ngay", at.to_string()), ("tim", search.clone())]),
        root: root.clone().unwrap_or_default(),
        may_change: tree.may_change,
        total: l.t1("unit.tree.total", "count", tree.total),
        above: tree
            .above
            .iter()
            .map(|u| (of_root(&u.code, at), u.name.clone()))
            .collect(),
        lines,
        hits,
        pager,
        l,
    })
}

/// What a page shows: a unit with those directly below it, or several units of
/// which none stands above the others.
struct Shown<'a> {
    top: Option<&'a Branch>,
    /// What is cut into pages.
    paged: &'a [Branch],
    is_whole: bool,
}

impl<'a> Shown<'a> {
    fn of(branches: &'a [Branch]) -> Self {
        let top = match branches {
            [top] => Some(top),
            _ => None,
        };
        Self {
            top,
            paged: top.map_or(branches, |top| &top.children),
            is_whole: branches.iter().map(|b| 1 + b.below).sum::<usize>() <= WHOLE,
        }
    }

    fn lines(&self, l: &Layout, at: Date, pager: &Pager) -> Vec<Line> {
        let mut lines = Vec::new();
        if let Some(top) = self.top {
            lines.push(line(l, top, at, false));
        }
        let depth = usize::from(self.top.is_some());
        for branch in pager.lines(self.paged) {
            write(l, branch, at, (depth, self.is_whole), &mut lines);
        }
        // The top encloses its page.
        if self.top.is_some_and(|top| !top.children.is_empty())
            && let Some(last) = lines.last_mut()
        {
            last.closes += 1;
        }
        lines
    }
}

fn of_root(code: &str, at: Date) -> String {
    format!("/don-vi?ngay={at}&goc={}", crate::visitor::url_part(code))
}

fn line(l: &Layout, branch: &Branch, at: Date, is_cut: bool) -> Line {
    Line {
        href: format!("/don-vi/{}", branch.unit.unit),
        name: branch.unit.name.clone(),
        code: branch.unit.code.clone(),
        below: if branch.below == 0 {
            String::new()
        } else {
            l.t1("unit.tree.below", "count", branch.below)
        },
        page: is_cut.then(|| of_root(&branch.unit.code, at)),
        is_group: !is_cut && !branch.children.is_empty(),
        is_open: true,
        closes: 0,
    }
}

fn write(
    l: &Layout,
    branch: &Branch,
    at: Date,
    (depth, is_whole): (usize, bool),
    lines: &mut Vec<Line>,
) {
    let is_cut = branch.is_cut || (!is_whole && branch.below > 0);
    let line = Line {
        is_open: depth < 2,
        ..line(l, branch, at, is_cut)
    };
    let is_group = line.is_group;
    lines.push(line);
    if !is_group {
        return;
    }
    for child in &branch.children {
        write(l, child, at, (depth + 1, is_whole), lines);
    }
    if let Some(last) = lines.last_mut() {
        last.closes += 1;
    }
}
