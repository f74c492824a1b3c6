//! Adding one unit.

use crate::input::read_day;
use crate::page::{done, page, refused};
use crate::{Fields, FormState, Layout, PageError, PageResult, Staff};
use app::{AppError, FieldError};
use domain::account::Right;
use domain::field::Field;
use domain::unit::{NewUnit, Tier, UnitKind};

#[derive(askama::Template)]
#[template(path = "unit/new.html")]
struct NewView {
    l: Layout,
    form: FormState,
    kinds: Vec<(String, String)>,
    tiers: Vec<(String, String)>,
    fields: Vec<(String, String)>,
}

/// Codes of an enum with their words, for a choice.
pub(super) fn kinds(l: &Layout) -> Vec<(String, String)> {
    UnitKind::ALL
        .iter()
        .map(|k| {
            let text = l.code_text("unit.kind", k.code()).into_owned();
            (k.code().to_owned(), text)
        })
        .collect()
}

pub(super) fn tiers(l: &Layout) -> Vec<(String, String)> {
    Tier::ALL
        .iter()
        .map(|t| {
            let text = l.code_text("unit.tier", t.code()).into_owned();
            (t.code().to_owned(), text)
        })
        .collect()
}

pub(super) fn fields(l: &Layout) -> Vec<(String, String)> {
    Field::ALL
        .iter()
        .map(|f| (f.code().to_owned(), field_name(l, *f).to_owned()))
        .collect()
}

pub(super) fn field_name(l: &Layout, field: Field) -> &'static str {
    match l.locale {
        app::Locale::Vi => field.name_vi(),
        app::Locale::En => field.name_en(),
    }
}

/// The fields of a new unit, whose names begin with `prefix`.
pub(super) fn read_new(
    fields: &Fields,
    prefix: &str,
    parent: String,
    errors: &mut Vec<FieldError>,
) -> Option<NewUnit> {
    let get = |name: &str| fields.get(&format!("{prefix}{name}"));
    let kind = UnitKind::from_code(get("kind"));
    if kind.is_none() {
        errors.push(FieldError::new(format!("{prefix}kind"), "unit.kind"));
    }
    let tier = Tier::from_code(get("tier"));
    if tier.is_none() {
        errors.push(FieldError::new(format!("{prefix}tier"), "unit.tier"));
    }
    Some(NewUnit {
        code: get("code").trim().to_owned(),
        name: get("name").to_owned(),
        short_name: get("short_name").to_owned(),
        symbol: get("symbol").to_owned(),
        kind: kind?,
        tier: tier?,
        parent,
        place: get("place").to_owned(),
        fields: fields
            .all(&format!("{prefix}fields"))
            .filter_map(Field::from_code)
            .collect(),
    })
}

pub(super) async fn show(staff: Staff) -> PageResult {
    staff
        .ctx
        .require_any(Right::ManageUnits)
        .map_err(|e| PageError::new(e, staff.ctx.locale))?;
    let today = staff.ctx.today().to_string();
    page(&build(&staff, FormState::fresh(&[("from", today)])))
}

fn build(staff: &Staff, form: FormState) -> NewView {
    let l = staff.layout(staff.ctx_text("unit.new.title"));
    NewView {
        kinds: kinds(&l),
        tiers: tiers(&l),
        fields: fields(&l),
        form,
        l,
    }
}

pub(super) async fn submit(staff: Staff, fields: Fields) -> PageResult {
    match act(&staff, &fields).await {
        Ok(to) => done(&to, "unit.created"),
        Err(AppError::Invalid(errors)) => {
            let form = FormState::refused(fields, &errors, staff.ctx.locale);
            refused(&build(&staff, form))
        }
        Err(other) => Err(PageError::new(other, staff.ctx.locale)),
    }
}

async fn act(staff: &Staff, fields: &Fields) -> Result<String, AppError> {
    staff.ctx.require_any(Right::ManageUnits)?;
    if !staff.owns(fields) {
        return Err(AppError::refused("form_token"));
    }
    let mut errors = Vec::new();
    let from = read_day(fields.get("from"));
    if from.is_none() {
        errors.push(FieldError::new("from", "unit.date_form"));
    }
    let parent = super::step::code_of(staff, fields.get("parent")).await?;
    let new = read_new(fields, "", parent, &mut errors);
    app::error::all_valid(errors)?;
    let (Some(new), Some(from)) = (new, from) else {
        return Err(AppError::NotFound);
    };
    let id = app::unit::create(&staff.ctx, &new, from).await?;
    Ok(format!("/don-vi/{id}"))
}
