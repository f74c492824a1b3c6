//! The life of a unit, and correcting how it is written.

use super::new::field_name;
use super::unit_id;
use crate::page::{done, page, refused};
use crate::{Fields, FormState, Layout, PageError, PageResult, Staff};
use app::AppError;
use app::unit::{Correction, Life, Succession};
use axum::extract::Path;
use domain::id::UnitId;
use domain::unit::UnitVersion;
use jiff::civil::Date;

#[derive(askama::Template)]
#[template(path = "unit/life.html")]
struct LifeView {
    l: Layout,
    form: FormState,
    id: UnitId,
    code: String,
    kind: String,
    tier: String,
    standing: Option<String>,
    versions: Vec<Version>,
    before: Vec<Edge>,
    after: Vec<Edge>,
    fields: Vec<(&'static str, String, String)>,
    posts: Vec<(String, String, String, String)>,
    /// Address for those who may open it, decision and day.
    acts: Vec<(Option<String>, String, String)>,
    may_correct: bool,
}

struct Version {
    name: String,
    short_name: String,
    symbol: String,
    parent: String,
    /// What it was, where in the state it stood, and the place of its papers.
    nature: String,
    from: String,
    until: String,
}

struct Edge {
    href: String,
    code: String,
    name: String,
    how: String,
    on: String,
    decision: String,
}

pub(super) async fn show(staff: Staff, Path(id): Path<String>) -> PageResult {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let id = unit_id(&id).map_err(fail)?;
    let life = app::unit::life(&staff.ctx, id).await.map_err(fail)?;
    let form = match life.present(staff.ctx.today()) {
        Some(now) => FormState::fresh(&[
            ("name", now.name.clone()),
            ("short_name", now.short_name.clone()),
            ("symbol", now.symbol.clone()),
            ("place", now.place.clone()),
        ]),
        None => FormState::default(),
    };
    page(&build(&staff, life, form))
}

pub(super) async fn submit(staff: Staff, Path(id): Path<String>, fields: Fields) -> PageResult {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let id = unit_id(&id).map_err(fail)?;
    let result = if staff.owns(&fields) {
        let to = Correction {
            unit: id,
            name: fields.get("name").to_owned(),
            short_name: fields.get("short_name").to_owned(),
            symbol: fields.get("symbol").to_owned(),
            place: fields.get("place").to_owned(),
            reason: fields.get("reason").to_owned(),
        };
        app::unit::correct(&staff.ctx, &to).await
    } else {
        Err(AppError::refused("form_token"))
    };
    match result {
        Ok(()) => done(&format!("/don-vi/{id}"), "unit.corrected"),
        Err(AppError::Invalid(errors)) => {
            let form = FormState::refused(fields, &errors, staff.ctx.locale);
            let life = app::unit::life(&staff.ctx, id).await.map_err(fail)?;
            refused(&build(&staff, life, form))
        }
        Err(other) => Err(fail(other)),
    }
}

fn build(staff: &Staff, life: Life, form: FormState) -> LifeView {
    let l = staff.layout("");
    let today = staff.ctx.today();
    let now = life.present(today).cloned();
    let begins = life.versions.first().map(|(v, _)| v.valid_from);
    let standing = match (life.is_living, begins) {
        (true, _) => None,
        (false, Some(day)) if day > today => Some(l.t("unit.not_yet").into_owned()),
        (false, _) => Some(l.t("unit.ended").into_owned()),
    };
    let until = |to: &Option<Date>| last_day(&l, to);
    let view = LifeView {
        id: life.id,
        code: now.as_ref().map(|v| v.code.clone()).unwrap_or_default(),
        kind: now
            .as_ref()
            .map(|v| l.code_text("unit.kind", v.kind.code()).into_owned())
            .unwrap_or_default(),
        tier: now
            .as_ref()
            .map(|v| l.code_text("unit.tier", v.tier.code()).into_owned())
            .unwrap_or_default(),
        standing,
        versions: life
            .versions
            .iter()
            .map(|(v, parent)| Version {
                name: v.name.clone(),
                short_name: v.short_name.clone(),
                symbol: v.symbol.clone(),
                parent: parent.clone(),
                nature: nature(&l, v),
                from: l.date(&v.valid_from),
                until: until(&v.valid_to),
            })
            .collect(),
        before: life.before.iter().map(|s| edge(&l, s)).collect(),
        after: life.after.iter().map(|s| edge(&l, s)).collect(),
        fields: life
            .fields
            .iter()
            .map(|(f, from, to)| (field_name(&l, *f), l.date(from), until(to)))
            .collect(),
        posts: life
            .posts
            .iter()
            .map(|(p, name)| {
                let role = l.code_text("role", p.role.code()).into_owned();
                (name.clone(), role, l.date(&p.from), until(&p.until))
            })
            .collect(),
        acts: life
            .acts
            .iter()
            .map(|a| {
                let href = format!("/don-vi/sap-xep/{}", a.id);
                let href = Some(href).filter(|_| life.may_change);
                (href, a.decision.clone(), l.date(&a.effective_on))
            })
            .collect(),
        may_correct: life.is_living && life.may_change,
        form,
        l,
    };
    let title = now.map(|v| v.name).unwrap_or_default();
    with_title(view, title)
}

fn with_title(mut view: LifeView, title: String) -> LifeView {
    view.l.title = title;
    view
}

fn nature(l: &Layout, v: &UnitVersion) -> String {
    let kind = l.code_text("unit.kind", v.kind.code());
    let tier = l.code_text("unit.tier", v.tier.code());
    let all = [kind.as_ref(), tier.as_ref(), v.place.as_str()];
    let said: Vec<&str> = all.into_iter().filter(|text| !text.is_empty()).collect();
    said.join("; ")
}

/// People count the last day; the store keeps the first one after it.
pub(super) fn last_day(l: &Layout, to: &Option<Date>) -> String {
    match to.map(|day| day.yesterday().unwrap_or(day)) {
        Some(day) => l.date(&day),
        None => l.t("unit.now").into_owned(),
    }
}

fn edge(l: &Layout, s: &Succession) -> Edge {
    let mut how = l.code_text("unit.lineage", s.kind.code()).into_owned();
    if let Some(weight) = s.weight {
        how = format!("{how}, {}", l.t1("unit.life.weight", "weight", weight));
    }
    Edge {
        href: format!("/don-vi/{}", s.unit),
        code: s.code.clone(),
        name: s.name.clone(),
        how,
        on: l.date(&s.on),
        decision: s.decision.clone(),
    }
}
