//! Groups of units (*khối*): the list with members of a day, making one, joining
//! and leaving.

use crate::page::at::At;
use crate::page::pager::Pager;
use crate::page::pick::{Item, Pick, is_looking, picked};
use crate::page::{done, page, refused};
use crate::state::Web;
use crate::{Fields, FormState, Layout, PageError, PageResult, Staff};
use app::{AppError, FieldError};
use axum::Router;
use axum::extract::{Path, Query};
use axum::routing::{get, post};
use domain::id::UnitId;
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::HashSet;

/// Members on one page: each has a form for leaving.
const MEMBERS: usize = 40;

/// Routes of groups.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/khoi", get(show).post(create))
        .route("/khoi/{code}", get(one))
        .route("/khoi/{code}/vao", post(join))
        .route("/khoi/{code}/ra", post(leave))
}

#[derive(askama::Template)]
#[template(path = "group/list.html")]
struct ListPage {
    l: Layout,
    form: FormState,
    /// Address and text of the way back.
    back: (&'static str, String),
    on: String,
    /// What the address of a group carries for the same day.
    query: String,
    rows: Vec<(String, String, usize)>,
    offices: Vec<(String, String)>,
}

#[derive(askama::Template)]
#[template(path = "group/show.html")]
struct OnePage {
    l: Layout,
    form: FormState,
    code: String,
    members: Vec<Member>,
    pager: Pager,
    pick: Pick,
    at: At,
    said: Option<String>,
    may_edit: bool,
}

struct Member {
    unit: String,
    name: String,
    /// Since when it is no more, and who follows it.
    ended: Option<String>,
    from: String,
    to: String,
    is_running: bool,
}

#[derive(Deserialize)]
struct Choice {
    #[serde(alias = "at")]
    ngay: Option<String>,
}

#[derive(Deserialize)]
struct Which {
    #[serde(alias = "at")]
    ngay: Option<String>,
    trang: Option<usize>,
}

async fn show(staff: Staff, Query(choice): Query<Choice>) -> PageResult {
    let on = choice.ngay.and_then(|d| d.parse().ok());
    let on = on.unwrap_or(staff.ctx.today());
    page(&build_list(&staff, FormState::default(), on).await?)
}

async fn create(staff: Staff, fields: Fields) -> PageResult {
    let result = match owner(&staff, &fields).await {
        Ok(owner) => {
            app::group::create(&staff.ctx, owner, fields.get("code"), fields.get("name")).await
        }
        Err(e) => Err(e),
    };
    match result {
        Ok(_) => done(&format!("/khoi/{}", fields.get("code")), "group.created"),
        Err(AppError::Invalid(errors)) => {
            let form = FormState::refused(fields, &errors, staff.ctx.locale);
            let today = staff.ctx.today();
            refused(&build_list(&staff, form, today).await?)
        }
        Err(other) => Err(PageError::new(other, staff.ctx.locale)),
    }
}

async fn owner(staff: &Staff, fields: &Fields) -> Result<UnitId, AppError> {
    if !staff.owns(fields) {
        return Err(AppError::refused("form_token"));
    }
    let offices = app::regime::offices(&staff.ctx).await?;
    match fields.get("office").parse() {
        Ok(owner) => Ok(owner),
        Err(_) if offices.len() == 1 => Ok(offices[0].0),
        Err(_) => Err(AppError::Invalid(vec![FieldError::new(
            "office", "required",
        )])),
    }
}

async fn one(staff: Staff, Path(code): Path<String>, Query(which): Query<Which>) -> PageResult {
    let today = staff.ctx.today();
    let at = At::read(which.ngay.as_deref(), today);
    let today = today.to_string();
    let form = FormState::fresh(&[("from", today.clone()), ("on", today)]);
    page(&build_one(&staff, &code, (at, which.trang), form).await?)
}

async fn join(staff: Staff, Path(code): Path<String>, fields: Fields) -> PageResult {
    if is_looking(&fields) {
        let form = FormState::refused(fields, &[], staff.ctx.locale);
        let at = At::read(None, staff.ctx.today());
        return page(&build_one(&staff, &code, (at, None), form).await?);
    }
    let result = match read_day(&staff, &fields, "from") {
        Ok(from) => {
            let tree = staff.ctx.tree().await?;
            let unit = |text: &String| {
                let by_code = tree.by_code(text).map(|u| u.unit);
                by_code.or_else(|| text.parse().ok())
            };
            let chosen = picked("units", &fields);
            let units: Option<Vec<UnitId>> = chosen.iter().map(unit).collect();
            match units {
                Some(units) => app::group::join(&staff.ctx, &code, &units, from).await,
                None => Err(vec![FieldError::new("units", "group.no_unit")].into()),
            }
        }
        Err(e) => Err(e),
    };
    answer(&staff, &code, fields, result, "group.joined").await
}

async fn leave(staff: Staff, Path(code): Path<String>, fields: Fields) -> PageResult {
    let result = match (read_day(&staff, &fields, "on"), fields.get("unit").parse()) {
        (Ok(on), Ok(unit)) => app::group::leave(&staff.ctx, &code, unit, on).await,
        (Ok(_), Err(_)) => Err(AppError::NotFound),
        (Err(e), _) => Err(e),
    };
    answer(&staff, &code, fields, result, "group.left").await
}

fn read_day(staff: &Staff, fields: &Fields, name: &str) -> Result<Date, AppError> {
    if !staff.owns(fields) {
        return Err(AppError::refused("form_token"));
    }
    fields
        .get(name)
        .parse()
        .map_err(|_| AppError::Invalid(vec![FieldError::new(name, "round.date_form")]))
}

async fn answer(
    staff: &Staff,
    code: &str,
    fields: Fields,
    result: Result<(), AppError>,
    message: &str,
) -> PageResult {
    match result {
        Ok(()) => done(&format!("/khoi/{code}"), message),
        Err(AppError::Invalid(errors)) => {
            let form = FormState::refused(fields, &errors, staff.ctx.locale);
            let at = At::read(None, staff.ctx.today());
            refused(&build_one(staff, code, (at, None), form).await?)
        }
        Err(other) => Err(PageError::new(other, staff.ctx.locale)),
    }
}

async fn build_list(staff: &Staff, form: FormState, on: Date) -> Result<ListPage, PageError> {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let l = staff.layout(staff.ctx_text("group.title"));
    let groups = app::group::list(&staff.ctx).await.map_err(fail)?;
    let offices = app::regime::offices(&staff.ctx).await.map_err(fail)?;
    Ok(ListPage {
        rows: groups
            .into_iter()
            .map(|g| {
                let count = g.on(on).count();
                (g.group.code, g.group.name, count)
            })
            .collect(),
        offices: offices
            .into_iter()
            .map(|(id, name)| (id.to_string(), name))
            .collect(),
        query: if on == staff.ctx.today() {
            String::new()
        } else {
            format!("?ngay={on}")
        },
        on: on.to_string(),
        back: staff.way_back(),
        l,
        form,
    })
}

async fn build_one(
    staff: &Staff,
    code: &str,
    (at, asked): (At, Option<usize>),
    form: FormState,
) -> Result<OnePage, PageError> {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let groups = app::group::list_at(&staff.ctx, at.other()).await;
    let groups = groups.map_err(fail)?;
    let view = groups.into_iter().find(|g| g.group.code == code);
    let view = view.ok_or_else(|| fail(AppError::NotFound))?;
    let l = staff.layout(view.group.name.clone());
    let today = staff.ctx.today();
    let inside: HashSet<UnitId> = view.on(today).map(|m| m.membership.unit).collect();
    let tree = staff.ctx.tree().await?;
    let offered = app::group::candidates(&staff.ctx, view.group.owner)
        .await
        .map_err(fail)?;
    let items = offered.iter().filter(|(unit, _)| !inside.contains(unit));
    let items = items.filter_map(|(unit, name)| {
        Some(Item {
            code: tree.get(*unit)?.code.clone(),
            name: name.clone(),
            is_among: false,
        })
    });
    let shown: Vec<_> = match at.other() {
        Some(day) => view.on(day).collect(),
        None => view.members.iter().collect(),
    };
    let pager = Pager::of(&l, MEMBERS, shown.len(), asked, |page| {
        format!("/khoi/{code}?trang={page}{}", at.part())
    });
    Ok(OnePage {
        pick: Pick::of(&l, "units", items.collect(), &form),
        may_edit: !offered.is_empty(),
        members: pager
            .lines(&shown)
            .iter()
            .map(|m| Member {
                unit: m.membership.unit.to_string(),
                name: m.name.clone(),
                ended: m
                    .ended
                    .as_ref()
                    .map(|(on, heirs)| crate::page::unit::ended_words(&l, *on, &heirs.join(", "))),
                from: l.date(&m.membership.valid_from),
                to: l.opt_date(&m.membership.valid_to),
                is_running: m.membership.valid_to.is_none(),
            })
            .collect(),
        pager,
        said: at.words(&l, "group.at"),
        at,
        code: code.to_owned(),
        l,
        form,
    })
}
