//! Part 3: when the figures are closed, when each tier is due and what follows the
//! office's day, with the dates of the next periods (elements 6 and 8, R-3.2).

use super::coming::{DateRow, dates};
use super::link::{LinkField, has_none, link_fields, read_links};
use super::rule::{DUE_RULES, closing_parts, due_parts, read_due};
use super::{Choices, Desk, Frame, codes};
use crate::page::{done, page, refused};
use crate::{Fields, FormState, Layout, PageError, PageResult, Staff};
use app::{AppError, FieldError};
use axum::extract::{Path, Query};
use domain::calendar::{DueRule, Shift};
use domain::period::PeriodKind;
use domain::regime::{ClosingRule, RegimeBody, TierDue, Times};
use domain::unit::Tier;
use jiff::civil::Time;
use serde::Deserialize;

const PART: &str = "thoi-han";

/// Tiers above the lowest that may have a day of their own, lower ones first.
const TIERS: [Tier; 3] = [Tier::Commune, Tier::Province, Tier::Central];

#[derive(askama::Template)]
#[template(path = "regime/times.html")]
struct TimesPage {
    l: Layout,
    frame: Frame,
    form: FormState,
    closings: Choices,
    rules: Choices,
    shifts: Choices,
    blocks: Vec<Block>,
    /// Kinds of period that may get rules of their own: address and text.
    adds: Vec<(String, String)>,
    dates: Vec<DateRow>,
    /// Whether a link behind the office has a day in one of them.
    has_links: bool,
    /// Years of these dates whose days off are not sure.
    doubts: Vec<String>,
}

/// The fields of one set of rules: the usual one, or of one kind of period.
struct Block {
    /// Prefix of the field names.
    prefix: String,
    title: String,
    /// Code of the kind of period; empty for the usual rules.
    kind: &'static str,
    /// Name of the field and label of each due rule.
    dues: Vec<(String, String)>,
    /// The links behind the office; of a kind of period only when it has rules of its
    /// own for them or they are asked for, so that the page stays short.
    links: Vec<LinkField>,
}

#[derive(Deserialize)]
pub(super) struct Choice {
    rieng: Option<String>,
    khau: Option<String>,
}

pub(super) async fn show(
    staff: Staff,
    Path(code): Path<String>,
    Query(choice): Query<Choice>,
) -> PageResult {
    let desk = Desk::load(&staff, &code).await?;
    let mut pairs = pairs(&desk.body);
    if let Some(kind) = choice.rieng {
        pairs.push(("rieng".into(), kind));
    }
    if let Some(kind) = choice.khau {
        pairs.push(("khau".into(), kind));
    }
    let form = FormState::filled(pairs);
    let body = desk.body.clone();
    page(&build(&staff, &desk, form, &body).await?)
}

pub(super) async fn submit(staff: Staff, Path(code): Path<String>, fields: Fields) -> PageResult {
    let desk = Desk::load(&staff, &code).await?;
    let (result, body) = match read(&fields, &desk.body) {
        Ok(body) if fields.get("step") == "preview" => {
            let form = FormState::refused(fields, &[], staff.ctx.locale);
            return page(&build(&staff, &desk, form, &body).await?);
        }
        Ok(body) => (desk.save(&staff, &fields, body.clone(), PART).await, body),
        Err(errors) => (Err(AppError::Invalid(errors)), desk.body.clone()),
    };
    match result {
        Ok(()) => done(&desk.path(PART), "regime.saved"),
        Err(AppError::Invalid(errors)) => {
            let form = FormState::refused(fields, &errors, staff.ctx.locale);
            refused(&build(&staff, &desk, form, &body).await?)
        }
        Err(other) => Err(PageError::new(other, staff.ctx.locale)),
    }
}

async fn build(
    staff: &Staff,
    desk: &Desk,
    form: FormState,
    body: &RegimeBody,
) -> Result<TimesPage, PageError> {
    let (l, frame) = desk.frame(staff, PART);
    let usual = l.t("regime.times.usual").into_owned();
    let mut blocks = vec![block(&l, "", "", usual, true)];
    let mut adds = Vec::new();
    for kind in &desk.body.frequencies {
        let name = l.code_text("round.kind", kind.code());
        let title = l.t1("regime.times.own", "kind", &name);
        if form.is_ticked("rieng", kind.code()) {
            let prefix = format!("{}_", kind.code());
            let has_links = form.is_ticked("khau", kind.code());
            blocks.push(block(&l, kind.code(), &prefix, title, has_links));
            if !has_links {
                let title = l.t1("regime.times.own_links", "kind", name);
                adds.push((format!("?rieng={0}&khau={0}", kind.code()), title));
            }
        } else {
            adds.push((format!("?rieng={}", kind.code()), title));
        }
    }
    let calendar = staff.ctx.calendar().await?;
    let (dates, doubts) = dates(&l, body, staff.ctx.today(), &calendar);
    Ok(TimesPage {
        closings: codes(
            &l,
            "regime.closing",
            ["end_of_period", "days_before_end", "day_of_last_month"].into_iter(),
        ),
        rules: codes(&l, "regime.due", DUE_RULES.into_iter()),
        shifts: codes(&l, "regime.shift", ["next", "previous", "same"].into_iter()),
        blocks,
        adds,
        has_links: dates.iter().any(|row| !row.links.is_empty()),
        dates,
        doubts,
        l,
        frame,
        form,
    })
}

fn block(l: &Layout, kind: &'static str, prefix: &str, title: String, has_links: bool) -> Block {
    let mut dues = vec![(
        format!("{prefix}units"),
        l.t("regime.times.units").into_owned(),
    )];
    dues.extend(TIERS.iter().map(|tier| {
        let name = l.code_text("regime.tier", tier.code());
        let label = l.t1("regime.times.tier", "tier", name);
        (format!("{prefix}{}", tier.code()), label)
    }));
    dues.push((
        format!("{prefix}office"),
        l.t("regime.times.office").into_owned(),
    ));
    Block {
        prefix: prefix.to_owned(),
        title,
        kind,
        dues,
        links: if has_links {
            link_fields(l, prefix)
        } else {
            Vec::new()
        },
    }
}

fn pairs(body: &RegimeBody) -> Vec<(String, String)> {
    let mut pairs = vec![
        (
            "shift".to_owned(),
            match body.shift {
                Shift::Next => "next".to_owned(),
                Shift::Previous => "previous".to_owned(),
                Shift::Same => "same".to_owned(),
            },
        ),
        (
            "latest_day".to_owned(),
            body.latest_day.map(|d| d.to_string()).unwrap_or_default(),
        ),
        (
            "due_by".to_owned(),
            body.due_by
                .map(|hour| hour.strftime("%H:%M").to_string())
                .unwrap_or_default(),
        ),
    ];
    let usual = Times {
        kinds: vec![],
        closing: body.closing,
        units_due: body.units_due,
        tier_dues: body.tier_dues.clone(),
        office_due: body.office_due,
        links: body.links,
    };
    fill(&mut pairs, "", &usual);
    for kind in &body.frequencies {
        if let Some(own) = body.own_times.iter().find(|t| t.kinds.contains(kind)) {
            pairs.push(("rieng".into(), kind.code().into()));
            if !own.links.is_empty() {
                pairs.push(("khau".into(), kind.code().into()));
            }
            fill(&mut pairs, &format!("{}_", kind.code()), own);
        }
    }
    pairs
}

fn fill(pairs: &mut Vec<(String, String)>, prefix: &str, times: &Times) {
    let mut add = |name: &str, value: String| pairs.push((format!("{prefix}{name}"), value));
    let (closing, n) = closing_parts(times.closing);
    add("closing", closing.to_owned());
    add("closing_n", n);
    let mut due = |name: &str, rule: &DueRule| {
        let (code, n) = due_parts(rule);
        add(name, code.to_owned());
        add(&format!("{name}_n"), n);
    };
    due("units", &times.units_due);
    for step in &times.tier_dues {
        due(step.tier.code(), &step.rule);
    }
    due("office", &times.office_due);
    for (link, rule) in times.links.iter() {
        let (code, n) = super::link::parts(rule);
        add(link.code(), code);
        add(&format!("{}_n", link.code()), n);
    }
}

fn read(fields: &Fields, before: &RegimeBody) -> Result<RegimeBody, Vec<FieldError>> {
    let mut errors = Vec::new();
    let usual = read_times(fields, "", vec![], &mut errors);
    if usual.is_none() {
        for name in ["units", "office"] {
            if fields.get(name).is_empty() {
                errors.push(FieldError::new(name, "required"));
            }
        }
    }
    let mut own_times = Vec::new();
    for kind in &before.frequencies {
        let prefix = format!("{}_", kind.code());
        let kinds: Vec<PeriodKind> = vec![*kind];
        own_times.extend(read_times(fields, &prefix, kinds, &mut errors));
    }
    let latest = fields.get("latest_day").trim();
    let latest_day = latest.parse::<u8>().ok();
    if !latest.is_empty() && latest_day.is_none() {
        errors.push(FieldError::new("latest_day", "regime.day_of_month"));
    }
    let hour = fields.get("due_by").trim();
    let due_by = hour.parse::<Time>().ok();
    if !hour.is_empty() && due_by.is_none() {
        errors.push(FieldError::new("due_by", "regime.hour"));
    }
    match usual {
        Some(usual) if errors.is_empty() => Ok(RegimeBody {
            closing: usual.closing,
            units_due: usual.units_due,
            tier_dues: usual.tier_dues,
            office_due: usual.office_due,
            links: usual.links,
            shift: match fields.get("shift") {
                "previous" => Shift::Previous,
                "same" => Shift::Same,
                _ => Shift::Next,
            },
            latest_day,
            due_by,
            own_times,
            ..before.clone()
        }),
        _ => Err(errors),
    }
}

/// One set of rules; none where neither units nor office nor a link have a rule.
fn read_times(
    fields: &Fields,
    prefix: &str,
    kinds: Vec<PeriodKind>,
    errors: &mut Vec<FieldError>,
) -> Option<Times> {
    let name = |part: &str| format!("{prefix}{part}");
    let is_empty = |part| fields.get(&name(part)).is_empty();
    if is_empty("units") && is_empty("office") && has_none(fields, prefix) {
        return None;
    }
    let n = fields.get(&name("closing_n")).trim();
    let closing = match fields.get(&name("closing")) {
        "days_before_end" => n
            .parse()
            .ok()
            .map(|days| ClosingRule::DaysBeforeEnd { days }),
        "day_of_last_month" => n
            .parse()
            .ok()
            .map(|day| ClosingRule::DayOfLastMonth { day }),
        _ => Some(ClosingRule::EndOfPeriod),
    };
    if closing.is_none() {
        errors.push(FieldError::new(name("closing_n"), "regime.number"));
    }
    let mut due = |part: &str| read_due(fields, &name(part), errors);
    let units = due("units");
    let tier_dues = TIERS
        .iter()
        .filter_map(|tier| {
            let rule = due(tier.code())?;
            Some(TierDue { tier: *tier, rule })
        })
        .collect();
    let office = due("office");
    let links = read_links(fields, prefix, errors);
    for (part, rule) in [("units", units), ("office", office)] {
        if rule.is_none() && fields.get(&name(part)).is_empty() {
            errors.push(FieldError::new(name(part), "required"));
        }
    }
    Some(Times {
        kinds,
        closing: closing?,
        units_due: units?,
        tier_dues,
        office_due: office?,
        links,
    })
}
