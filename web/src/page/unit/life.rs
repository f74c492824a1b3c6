//! The life of a unit, and correcting how it is written.

use super::new::field_name;
use super::unit_id;
use crate::input::read_day;
use crate::page::account::role_words;
use crate::page::{done, page, refused};
use crate::{Fields, FormState, Layout, PageError, PageResult, Staff};
use app::unit::{Correction, Life, NewCode, Succession};
use app::{AppError, FieldError};
use axum::extract::Path;
use domain::id::UnitId;
use domain::unit::{CodeScheme, Tree, UnitVersion};
use jiff::civil::Date;
use uuid::Uuid;

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
    codes: Vec<Code>,
    schemes: Vec<(String, String)>,
    /// Codes that can be ended or taken out: id and words.
    own_codes: Vec<(String, String)>,
    may_change: bool,
    is_correcting: bool,
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

/// A code by which others know the unit.
struct Code {
    scheme: String,
    value: String,
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
    let form = fresh(&staff, &life);
    let tree = staff.ctx.tree().await.map_err(fail)?;
    page(&build(&staff, &tree, life, form))
}

pub(super) async fn submit(staff: Staff, Path(id): Path<String>, fields: Fields) -> PageResult {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let id = unit_id(&id).map_err(fail)?;
    match act(&staff, id, &fields).await {
        Ok(said) => done(&format!("/don-vi/{id}"), said),
        Err(AppError::Invalid(errors)) => {
            let life = app::unit::life(&staff.ctx, id).await.map_err(fail)?;
            let mut typed = fields;
            // The forms of the page are several; the others show what is stored.
            for (name, value) in fresh(&staff, &life).as_map() {
                if !typed.has(name) {
                    typed.set(name, value);
                }
            }
            let form = FormState::refused(typed, &errors, staff.ctx.locale);
            let tree = staff.ctx.tree().await.map_err(fail)?;
            refused(&build(&staff, &tree, life, form))
        }
        Err(other) => Err(fail(other)),
    }
}

/// How the unit is written, and today for a new code.
fn fresh(staff: &Staff, life: &Life) -> FormState {
    let today = staff.ctx.today();
    let mut pairs = vec![("code_from", today.to_string())];
    if let Some(now) = life.present(today) {
        pairs.extend([
            ("name", now.name.clone()),
            ("short_name", now.short_name.clone()),
            ("symbol", now.symbol.clone()),
            ("place", now.place.clone()),
        ]);
    }
    FormState::fresh(&pairs)
}

async fn act(staff: &Staff, id: UnitId, fields: &Fields) -> Result<&'static str, AppError> {
    if !staff.owns(fields) {
        return Err(AppError::refused("form_token"));
    }
    match fields.get("do") {
        "code" => {
            let new = read_code(id, fields)?;
            app::unit::enter_code(&staff.ctx, &new).await?;
            Ok("unit.code_entered")
        }
        "end" => {
            let code = chosen(fields, "end_code")?;
            let last = read_day(fields.get("end_day"))
                .ok_or_else(|| vec![FieldError::new("end_day", "unit.date_form")])?;
            app::unit::end_code(&staff.ctx, id, code, last).await?;
            Ok("unit.code_ended")
        }
        "drop" => {
            let code = chosen(fields, "drop_code")?;
            app::unit::remove_code(&staff.ctx, id, code, fields.get("drop_reason")).await?;
            Ok("unit.code_removed")
        }
        _ => {
            let to = Correction {
                unit: id,
                name: fields.get("name").to_owned(),
                short_name: fields.get("short_name").to_owned(),
                symbol: fields.get("symbol").to_owned(),
                place: fields.get("place").to_owned(),
                reason: fields.get("reason").to_owned(),
            };
            app::unit::correct(&staff.ctx, &to).await?;
            Ok("unit.corrected")
        }
    }
}

fn read_code(unit: UnitId, fields: &Fields) -> Result<NewCode, Vec<FieldError>> {
    let scheme = CodeScheme::from_code(fields.get("code_scheme"));
    let from = read_day(fields.get("code_from"));
    let mut errors = Vec::new();
    if scheme.is_none() {
        errors.push(FieldError::new("code_scheme", "unit.outside.scheme"));
    }
    if from.is_none() {
        errors.push(FieldError::new("code_from", "unit.date_form"));
    }
    let (Some(scheme), Some(from)) = (scheme, from) else {
        return Err(errors);
    };
    Ok(NewCode {
        unit,
        scheme,
        value: fields.get("code_value").to_owned(),
        from,
    })
}

/// The code that a form names; the list of the page has no other.
fn chosen(fields: &Fields, name: &'static str) -> Result<Uuid, Vec<FieldError>> {
    let id = fields.get(name).parse();
    id.map_err(|_| vec![FieldError::new(name, "unit.outside.choose")])
}

fn build(staff: &Staff, tree: &Tree, life: Life, form: FormState) -> LifeView {
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
                let role = role_words(&l, tree, p);
                (name.clone(), role, l.date(&p.from), until(&p.until))
            })
            .collect(),
        codes: life
            .codes
            .iter()
            .map(|c| Code {
                scheme: scheme(&l, c.scheme),
                value: c.value.clone(),
                from: l.date(&c.from),
                until: until(&c.to),
            })
            .collect(),
        schemes: CodeScheme::ALL
            .iter()
            .map(|s| (s.code().to_owned(), scheme(&l, *s)))
            .collect(),
        own_codes: life
            .codes
            .iter()
            .map(|c| {
                let words = format!("{} {}", scheme(&l, c.scheme), c.value);
                (c.id.to_string(), words)
            })
            .collect(),
        may_change: life.may_change,
        is_correcting: form.has_errors()
            && !["code", "end", "drop"]
                .iter()
                .any(|part| form.has_errors_under(part)),
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

pub(super) fn scheme(l: &Layout, scheme: CodeScheme) -> String {
    l.code_text("unit.scheme", scheme.code()).into_owned()
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
