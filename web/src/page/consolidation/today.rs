//! A round in the units of today: an opened total, several indicators side by side,
//! and the mapping from the units of then.

use super::explain::{parts, shown};
use super::totals::{Tab, of_units, told};
use crate::page::page;
use crate::page::pager::Pager;
use crate::{Layout, PageError, PageResult, Staff};
use app::totals::{Before, Link, Share, Today, TodayColumn, TodayFigure, TodayRow};
use domain::field::Field;
use domain::id::RoundId;
use domain::indicator::Total;
use domain::number::format_number;

/// Units of one page of an opened total; each may name several former ones.
const UNITS: usize = 60;
/// Indicators side by side: what a narrow screen shows below a unit's name.
const COLUMNS: usize = 3;
/// Units of one page of these.
const ROWS: usize = 25;
/// Lines of one page of the mapping.
const LINKS: usize = 40;

/// Which of the pages of a round in the units of today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum View {
    /// The area's totals.
    Totals,
    /// Unit by unit.
    Units,
    /// Which unit became which.
    Mapping,
}

#[derive(askama::Template)]
#[template(path = "consolidation/today.html")]
struct TodayPage {
    l: Layout,
    id: String,
    round: String,
    /// Of an opened total: the indicator.
    code: Option<String>,
    views: Vec<Tab>,
    columns: Vec<Head>,
    rows: Vec<Line>,
    has_rest: bool,
    groups: Pager,
    pager: Pager,
}

/// A column: what is counted, its total and what of it is in no line.
struct Head {
    href: String,
    name: String,
    measure: String,
    total: Figure,
    rest: Figure,
}

/// A unit of today.
struct Line {
    name: String,
    has_ended: bool,
    before: String,
    figures: Vec<Figure>,
}

/// A figure with what it is made of.
struct Figure {
    /// Name of its column with the unit of measure: on a phone there is no head.
    label: String,
    value: String,
    parts: String,
}

#[derive(askama::Template)]
#[template(path = "consolidation/mapping.html")]
struct MappingPage {
    l: Layout,
    id: String,
    round: String,
    views: Vec<Tab>,
    all: String,
    rows: Vec<MappingLine>,
    pager: Pager,
}

struct MappingLine {
    name: String,
    code: String,
    fields: String,
    kinds: String,
    /// Name and code, and the share in words.
    heirs: Vec<(String, String, String)>,
    /// "983-QĐ/TU, từ 06/10/2026".
    acts: Vec<String>,
}

/// The ways between the pages of a round in the units of today.
pub(super) fn views(l: &Layout, id: &str, here: View) -> Vec<Tab> {
    let of = [
        (View::Totals, "", "consolidation.today.totals"),
        (View::Units, "&bang=don-vi", "consolidation.today.units"),
        (
            View::Mapping,
            "&bang=doi-chieu",
            "consolidation.today.mapping",
        ),
    ];
    of.into_iter()
        .map(|(view, query, key)| Tab {
            href: format!("/tong-hop/{id}?theo=nay{query}"),
            label: l.t(key).into_owned(),
            is_here: view == here,
        })
        .collect()
}

/// One total and the units of today behind it.
pub(super) async fn opened(
    staff: Staff,
    id: RoundId,
    code: &str,
    asked: Option<usize>,
) -> PageResult {
    let found = app::totals::today(&staff.ctx, id, &[code])
        .await
        .map_err(|e| PageError::new(e, staff.ctx.locale))?;
    let mut l = staff.layout("");
    if let Some(column) = found.columns.first() {
        l.title = l.named(&column.def.name, &column.def.name_en).to_owned();
    }
    let part = crate::visitor::url_part(code);
    let pager = Pager::of(&l, UNITS, found.rows.len(), asked, |page| {
        format!("/tong-hop/{id}/chi-tieu/{part}?theo=nay&trang={page}")
    });
    let groups = Pager::of(&l, 1, 1, None, |_| String::new());
    page(&build(l, &found, Some(code.to_owned()), (groups, pager)))
}

/// Some indicators unit by unit: the `group` of them, and the page of the units.
pub(super) async fn units(
    staff: Staff,
    id: RoundId,
    group: Option<usize>,
    asked: Option<usize>,
) -> PageResult {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let defs = app::totals::indicators(&staff.ctx, id)
        .await
        .map_err(fail)?;
    let mut l = staff.layout("");
    let at = |group: usize, page: usize| {
        format!("/tong-hop/{id}?theo=nay&bang=don-vi&nhom={group}&trang={page}")
    };
    let groups = Pager::of(&l, COLUMNS, defs.len(), group, |group| at(group, 1));
    let codes = groups.lines(&defs).iter().map(|def| def.code.as_str());
    let codes: Vec<&str> = codes.collect();
    let found = app::totals::today(&staff.ctx, id, &codes)
        .await
        .map_err(fail)?;
    l.title = l.t1("consolidation.totals.title", "title", &found.round.title);
    let pager = Pager::of(&l, ROWS, found.rows.len(), asked, |page| {
        at(groups.page, page)
    });
    page(&build(l, &found, None, (groups, pager)))
}

fn build(
    l: Layout,
    found: &Today,
    code: Option<String>,
    (groups, pager): (Pager, Pager),
) -> TodayPage {
    let id = found.round.id.to_string();
    let columns: Vec<Head> = found.columns.iter().map(|c| head(&l, &id, c)).collect();
    TodayPage {
        views: match code {
            Some(_) => Vec::new(),
            None => views(&l, &id, View::Units),
        },
        rows: pager
            .lines(&found.rows)
            .iter()
            .map(|row| line(&l, &found.columns, row))
            .collect(),
        has_rest: found.columns.iter().any(|column| column.rest.is_some()),
        round: found.round.title.clone(),
        columns,
        code,
        id,
        groups,
        pager,
        l,
    }
}

fn head(l: &Layout, id: &str, column: &TodayColumn) -> Head {
    let rest = column.rest.as_ref();
    Head {
        href: format!("/tong-hop/{id}/chi-tieu/{}?theo=nay", column.def.code),
        name: name(l, column),
        measure: column.def.measure.clone(),
        total: figure(l, column, &column.total),
        rest: Figure {
            label: label(l, column),
            value: rest.map_or_else(String::new, |rest| shown(l, &column.def, rest)),
            parts: rest.map_or_else(String::new, |rest| made_of(l, column, rest)),
        },
    }
}

fn name(l: &Layout, column: &TodayColumn) -> String {
    l.named(&column.def.name, &column.def.name_en).to_owned()
}

/// "Kinh phí hỗ trợ (triệu đồng)".
fn label(l: &Layout, column: &TodayColumn) -> String {
    format!("{} ({})", name(l, column), column.def.measure)
}

fn made_of(l: &Layout, column: &TodayColumn, total: &Total) -> String {
    parts(l, column.weight.as_ref(), total)
}

fn figure(l: &Layout, column: &TodayColumn, figure: &TodayFigure) -> Figure {
    let value = told(l, Some(shown(l, &column.def, &figure.total)), figure.state);
    Figure {
        label: label(l, column),
        value: of_units(l, value, figure.given),
        parts: made_of(l, column, &figure.total),
    }
}

fn line(l: &Layout, columns: &[TodayColumn], row: &TodayRow) -> Line {
    let before = row.before.iter().map(|before| before_words(l, before));
    Line {
        name: row.name.clone(),
        has_ended: row.has_ended,
        before: before.collect::<Vec<_>>().join(", "),
        figures: columns
            .iter()
            .zip(&row.figures)
            .map(|(column, one)| figure(l, column, one))
            .collect(),
    }
}

/// A former unit, with the share of its figures where it is not all of them.
fn before_words(l: &Layout, before: &Before) -> String {
    match share_words(l, before.share) {
        share if share.is_empty() => before.name.clone(),
        share => format!("{} ({share})", before.name),
    }
}

/// The share in words; empty of the whole.
fn share_words(l: &Layout, share: Share) -> String {
    match share {
        Share::Whole => String::new(),
        Share::Unstated => l.t("consolidation.today.unstated").into_owned(),
        Share::Stated { .. } => {
            let percent = format_number(share.tenths().unwrap_or_default(), 1);
            l.t1("consolidation.today.share", "percent", percent)
        }
    }
}

/// Which unit of the round became which, by which acts.
pub(super) async fn mapping(staff: Staff, id: RoundId, asked: Option<usize>) -> PageResult {
    let found = app::totals::mapped(&staff.ctx, id)
        .await
        .map_err(|e| PageError::new(e, staff.ctx.locale))?;
    let mut l = staff.layout("");
    l.title = l.t1("consolidation.today.map_title", "title", &found.round.title);
    let pager = Pager::of(&l, LINKS, found.links.len(), asked, |page| {
        format!("/tong-hop/{id}?theo=nay&bang=doi-chieu&trang={page}")
    });
    let days = [found.round.period.to, found.day].map(|day| l.date(&day));
    let [then, today] = days;
    page(&MappingPage {
        id: id.to_string(),
        round: found.round.title.clone(),
        views: views(&l, &id.to_string(), View::Mapping),
        all: l.t2(
            "consolidation.today.map_days",
            ("then", then),
            ("today", today),
        ),
        rows: pager
            .lines(&found.links)
            .iter()
            .map(|link| mapping_line(&l, link))
            .collect(),
        pager,
        l,
    })
}

fn mapping_line(l: &Layout, link: &Link) -> MappingLine {
    let mut kinds: Vec<String> = Vec::new();
    let mut acts: Vec<String> = Vec::new();
    for act in &link.acts {
        let kind = l.code_text("unit.lineage", act.kind.code()).into_owned();
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
        let day = l.date(&act.day);
        let said = if act.decision.is_empty() {
            l.t1("consolidation.today.act_day", "day", day)
        } else {
            let decision = ("decision", act.decision.as_str());
            l.t2("consolidation.today.act", decision, ("day", day))
        };
        if !acts.contains(&said) {
            acts.push(said);
        }
    }
    let field_name = |field: &Field| l.named(field.name_vi(), field.name_en());
    let fields: Vec<&str> = link.fields.iter().map(field_name).collect();
    let heirs = link.heirs.iter().map(|heir| {
        let share = share_words(l, heir.share);
        (heir.name.clone(), heir.code.clone(), share)
    });
    MappingLine {
        name: link.name.clone(),
        code: link.code.clone(),
        fields: fields.join(", "),
        kinds: kinds.join(", "),
        heirs: heirs.collect(),
        acts,
    }
}
