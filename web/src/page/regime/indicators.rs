//! Part 5: the indicator set, from the catalogue or of one's own (element 10).

use super::indicator_form::{pairs, read};
use super::{
    Choices, Desk, Frame, codes, fields_of_work, groups, kinds_of_period, kinds_of_unit, reporters,
    tiers,
};
use crate::page::{done, page, refused};
use crate::{Fields, FormState, Layout, PageError, PageResult, Staff};
use app::{AppError, FieldError};
use axum::extract::{Path, Query};
use domain::indicator::{
    Aggregation, IndicatorDef, LiveFigure, break_down, can_be_broken_down, can_weigh, catalogue,
    depth_in, group_parts, parts_of_whole, read_categories, remove_with_parts, row_name,
};
use domain::regime::RegimeBody;
use serde::Deserialize;

const PART: &str = "chi-tieu";

#[derive(askama::Template)]
#[template(path = "regime/indicators.html")]
struct IndicatorsPage {
    l: Layout,
    frame: Frame,
    form: FormState,
    rows: Vec<Row>,
    /// Code of the indicator whose form is open; empty = one of one's own.
    open: String,
    is_open: bool,
    catalogue: Choices,
    selects: Vec<(&'static str, String, Choices)>,
    frequencies: Choices,
    kinds: Choices,
    tiers: Choices,
    groups: Choices,
}

struct Row {
    code: String,
    name: String,
    when: String,
    who: String,
}

#[derive(Deserialize)]
pub(super) struct Choice {
    ma: Option<String>,
}

pub(super) async fn show(
    staff: Staff,
    Path(code): Path<String>,
    Query(choice): Query<Choice>,
) -> PageResult {
    let desk = Desk::load(&staff, &code).await?;
    let open = choice.ma.unwrap_or_default();
    let def = desk.body.indicator(&open);
    let form = match def {
        Some(def) => FormState::filled(pairs(&desk.body.indicators, def)),
        None => FormState::fresh(&[
            ("scale", "0".into()),
            ("over_units", "sum".into()),
            ("over_time", "sum".into()),
            ("direction", "neutral".into()),
            ("public", "internal".into()),
            ("valid_from", staff.ctx.today().to_string()),
        ]),
    };
    // `?ma=moi` opens an empty form.
    let is_open = def.is_some() || open == "moi";
    let open = def.map_or_else(String::new, |d| d.code.clone());
    page(&build(&staff, &desk, form, open, is_open).await?)
}

pub(super) async fn submit(staff: Staff, Path(code): Path<String>, fields: Fields) -> PageResult {
    let desk = Desk::load(&staff, &code).await?;
    let mut body = desk.body.clone();
    let result = match change(&fields, &mut body) {
        Ok(()) => desk.save(&staff, &fields, body, PART).await,
        Err(errors) => Err(AppError::Invalid(errors)),
    };
    match result {
        Ok(()) => done(&desk.path(PART), "regime.saved"),
        Err(AppError::Invalid(errors)) => {
            let open = fields.get("open").to_owned();
            let form = FormState::refused(fields, &errors, staff.ctx.locale);
            refused(&build(&staff, &desk, form, open, true).await?)
        }
        Err(other) => Err(PageError::new(other, staff.ctx.locale)),
    }
}

async fn build(
    staff: &Staff,
    desk: &Desk,
    form: FormState,
    open: String,
    is_open: bool,
) -> Result<IndicatorsPage, PageError> {
    let (l, frame) = desk.frame(staff, PART);
    let body = &desk.body;
    let rows = body.indicators.iter().map(|def| {
        let words = |prefix: &str, codes: Vec<&str>| {
            let names: Vec<_> = codes.iter().map(|c| l.code_text(prefix, c)).collect();
            names.join(", ")
        };
        let who = reporters(&l, &def.reported_by);
        Row {
            code: def.code.clone(),
            name: row_name(
                l.named(&def.name, &def.name_en),
                depth_in(&body.indicators, def),
            ),
            when: words(
                "round.kind",
                def.frequency.iter().map(|k| k.code()).collect(),
            ),
            who: if who.is_empty() {
                l.t("regime.indicator.everybody").into_owned()
            } else {
                who.join("; ")
            },
        }
    });
    let all = catalogue();
    let offered = all.iter().filter(|def| is_offered(&all, body, def));
    let aggregations = ["sum", "ratio", "weighted_mean", "last", "max", "none"];
    let selects = vec![
        ("over_units", "regime.aggregation", &aggregations[..]),
        ("over_time", "regime.aggregation", &aggregations[..]),
        (
            "direction",
            "regime.direction",
            &["up", "down", "toward", "neutral"],
        ),
        (
            "public",
            "regime.publicity",
            &["public", "suppress_small", "internal"],
        ),
    ];
    let mut selects: Vec<(&'static str, String, Choices)> = selects
        .into_iter()
        .map(|(name, prefix, all)| {
            let label = l.t(&format!("regime.indicator.{name}")).into_owned();
            (name, label, codes(&l, prefix, all.iter().copied()))
        })
        .collect();
    let field = l.t("regime.indicator.field").into_owned();
    selects.push(("field", field, fields_of_work(&l)));
    let weight = l.t("regime.indicator.weight").into_owned();
    selects.push(("weight", weight, weights(&l, body, &open)));
    let sources = LiveFigure::ALL.iter().map(|live| live.code());
    let live = codes(&l, "regime.live", sources);
    selects.push(("live", l.t("regime.indicator.live").into_owned(), live));
    Ok(IndicatorsPage {
        rows: rows.collect(),
        catalogue: offered
            .map(|def| (def.code.clone(), titled(&l, def)))
            .collect(),
        selects,
        frequencies: kinds_of_period(&l),
        kinds: kinds_of_unit(&l),
        tiers: tiers(&l),
        groups: groups(staff).await?,
        l,
        frame,
        form,
        open,
        is_open,
    })
}

/// Whether the catalogue has something of a row that the form has not: the row,
/// or parts of it, which come with their whole.
fn is_offered(all: &[IndicatorDef], body: &RegimeBody, def: &IndicatorDef) -> bool {
    let is_missing = |def: &IndicatorDef| body.indicator(&def.code).is_none();
    def.parent.is_none() && (is_missing(def) || parts_of_whole(all, &def.code).any(is_missing))
}

/// What an indicator can be weighted by: what adds up.
fn weights(l: &Layout, body: &RegimeBody, open: &str) -> Choices {
    let can_weigh = |def: &&IndicatorDef| {
        def.code != open && def.factor().is_none() && def.over_units == Aggregation::Sum
    };
    let offered = body.indicators.iter().filter(can_weigh);
    let named = |def: &IndicatorDef| (def.code.clone(), titled(l, def));
    offered.map(named).collect()
}

/// Code and name of an indicator.
fn titled(l: &Layout, def: &IndicatorDef) -> String {
    format!("{} {}", def.code, l.named(&def.name, &def.name_en))
}

/// Does what the button says: `up`, `down`, `remove` with a code, `take` from
/// the catalogue, or `save`.
fn change(fields: &Fields, body: &mut RegimeBody) -> Result<(), Vec<FieldError>> {
    if let Some((how, code)) = fields.get("step").split_once(':') {
        let list = &mut body.indicators;
        if let Some(at) = list.iter().position(|d| d.code == code) {
            // Among those that stand beside it; parts go with their whole.
            let is_beside = |n: &usize| list[*n].parent == list[at].parent;
            let other = match how {
                "up" => (0..at).rev().find(is_beside),
                "down" => (at + 1..list.len()).find(is_beside),
                _ => None,
            };
            if let Some(other) = other {
                list.swap(at, other);
                group_parts(list);
            }
            if how == "remove" {
                remove_with_parts(list, code);
            }
        }
        return Ok(());
    }
    if fields.get("step") == "take" {
        let code = fields.get("catalogue");
        let all = catalogue();
        let taken = all.iter().find(|d| d.code == code);
        let Some(def) = taken.filter(|d| is_offered(&all, body, d)).cloned() else {
            return Err(vec![FieldError::new("catalogue", "required")]);
        };
        // A mean needs its weight in the same form.
        let weight = def.weight.as_ref().and_then(|code| {
            let mut all = catalogue().into_iter();
            all.find(|d| d.code == *code && body.indicator(code).is_none())
        });
        body.indicators.extend(weight);
        take_with_parts(&mut body.indicators, def);
        return Ok(());
    }
    let open = fields.get("open");
    let at = body.indicators.iter().position(|d| d.code == open);
    let def = read(fields)?;
    let is_taken = |(i, d): (usize, &IndicatorDef)| d.code == def.code && Some(i) != at;
    if body.indicators.iter().enumerate().any(is_taken) {
        let twice = FieldError::new("code", "regime.indicator_twice");
        return Err(vec![twice.with("about", def.code)]);
    }
    if let Some(code) = &def.weight {
        let weight = body.indicator(code);
        if !weight.is_some_and(|weight| can_weigh(weight, &def)) {
            let error = FieldError::new("weight", "regime.indicator_weight");
            return Err(vec![error.with("about", def.code)]);
        }
    }
    let categories = read_categories(fields.get("categories")).map_err(|line| {
        let error = FieldError::new("categories", "regime.category_line");
        vec![error.with("line", line)]
    })?;
    if !categories.is_empty() && !can_be_broken_down(&def) {
        return Err(vec![FieldError::new("categories", "regime.no_breakdown")]);
    }
    let list = &mut body.indicators;
    let (code, is_typed) = (def.code.clone(), def.live.is_none());
    match at {
        Some(at) => {
            // A new code of a whole is that of the whole of its parts.
            let old = std::mem::replace(&mut list[at], def).code;
            let parts = list.iter_mut().filter(|d| d.parent.as_ref() == Some(&old));
            parts.for_each(|part| part.parent = Some(code.clone()));
        }
        None => list.push(def),
    }
    if is_typed {
        break_down(list, &code, &categories);
    }
    Ok(())
}

/// Adds an indicator of the catalogue with all parts that it has there.
fn take_with_parts(list: &mut Vec<IndicatorDef>, def: IndicatorDef) {
    let all = catalogue();
    let mut waiting = vec![def];
    while let Some(def) = waiting.pop() {
        let parts: Vec<IndicatorDef> = parts_of_whole(&all, &def.code).cloned().collect();
        waiting.extend(parts.into_iter().rev());
        if list.iter().all(|other| other.code != def.code) {
            list.push(def);
        }
    }
    group_parts(list);
}
