//! Đôn đốc: who would be told, and telling them.

use super::round_id;
use crate::page::pager::Pager;
use crate::page::{done, page, refused};
use crate::{Fields, FormState, Layout, PageError, PageResult, Staff};
use app::AppError;
use app::message::{ChasePlan, ChaseScope, LateUnit};
use axum::extract::{Path, Query};
use domain::id::RoundId;
use jiff::civil::Date;
use serde::Deserialize;

#[derive(askama::Template)]
#[template(path = "round/chase.html")]
struct ChasePage {
    l: Layout,
    form: FormState,
    id: String,
    scopes: Vec<(String, String, bool)>,
    scope: &'static str,
    /// Whether anybody would be told at all.
    is_anybody: bool,
    people: Vec<Person>,
    /// Pages of the three lists, one after the other.
    pager: Pager,
    without: Vec<String>,
    unopened: Vec<(String, String, String)>,
}

struct Person {
    name: String,
    address: String,
    units: Vec<String>,
    is_told: bool,
}

#[derive(Deserialize)]
pub(super) struct Choice {
    pham_vi: Option<String>,
    trang: Option<usize>,
}

pub(super) async fn show(
    staff: Staff,
    Path(id): Path<String>,
    Query(choice): Query<Choice>,
) -> PageResult {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let id = round_id(&id).map_err(fail)?;
    let scope = ChaseScope::from_code(choice.pham_vi.as_deref().unwrap_or_default());
    page(&build(&staff, id, (scope, choice.trang), FormState::default()).await?)
}

pub(super) async fn submit(staff: Staff, Path(id): Path<String>, fields: Fields) -> PageResult {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let id = round_id(&id).map_err(fail)?;
    let scope = ChaseScope::from_code(fields.get("scope"));
    let result = if staff.owns(&fields) {
        app::message::chase(&staff.ctx, id, scope).await
    } else {
        Err(AppError::refused("form_token"))
    };
    match result {
        Ok(_) => done("/hop-thu-di", "message.chased"),
        Err(AppError::Invalid(errors)) => {
            let form = FormState::refused(fields, &errors, staff.ctx.locale);
            refused(&build(&staff, id, (scope, None), form).await?)
        }
        Err(other) => Err(fail(other)),
    }
}

/// "; đã nhận bản giấy ngày …" of a unit whose paper came, "; đã ký, chưa gửi" of one
/// that has only to send: nobody is chased without knowing it.
fn paper(l: &Layout, unit: &LateUnit) -> String {
    let said = |on: &Date| l.t1("message.chase.paper_short", "day", l.date(on));
    let said = unit.paper_on.as_ref().map(said);
    let signed = unit
        .is_signed
        .then(|| l.t("message.chase.signed_short").into_owned());
    let all = said.into_iter().chain(signed);
    all.map(|said| format!("; {said}")).collect()
}

/// Units of one person that are named; whoever answers for a whole province has
/// hundreds.
const UNITS: usize = 12;

/// The first of somebody's units, and how many more there are.
pub(super) fn some_units(l: &Layout, mut units: Vec<String>) -> Vec<String> {
    let more = units.len().saturating_sub(UNITS);
    units.truncate(UNITS);
    if more > 0 {
        units.push(l.t1("round.schedule.more_units", "count", more));
    }
    units
}

async fn build(
    staff: &Staff,
    id: RoundId,
    (scope, asked): (ChaseScope, Option<usize>),
    form: FormState,
) -> Result<ChasePage, PageError> {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let round = app::round::get(&staff.ctx, id).await.map_err(fail)?;
    let plan: ChasePlan = app::message::plan_chase(&staff.ctx, id, scope)
        .await
        .map_err(fail)?;
    let mut l = staff.layout("");
    l.title = l.t1("message.chase.title", "title", &round.title);
    let (people, unopened) = (plan.people.len(), plan.unopened.len());
    let lines = people + unopened + plan.without_people.len();
    let pager = Pager::new(&l, lines, asked, |page| {
        format!("/ky/{id}/don-doc?pham_vi={}&trang={page}", scope.code())
    });
    let without = pager.part(people + unopened, &plan.without_people);
    let unopened = pager.part(people, &plan.unopened);
    let people = pager
        .part(0, &plan.people)
        .iter()
        .map(|p| {
            let units = p
                .units
                .iter()
                .map(|u| format!("{} ({}{})", u.name, l.date(&u.due_on), paper(&l, u)));
            let papers = p.papers.iter();
            let papers = papers.map(|p| format!("{} ({})", p.name, p.symbol));
            Person {
                name: p.full_name.clone(),
                address: p.address.clone(),
                units: some_units(&l, units.chain(papers).collect()),
                is_told: p.is_told_today,
            }
        })
        .collect();
    let scopes = [
        (ChaseScope::Late, "message.chase.scope_late"),
        (ChaseScope::Owing, "message.chase.scope_owing"),
    ]
    .map(|(s, key)| {
        (
            format!("/ky/{id}/don-doc?pham_vi={}", s.code()),
            l.t(key).into_owned(),
            s == scope,
        )
    });
    Ok(ChasePage {
        form,
        id: id.to_string(),
        scopes: scopes.into(),
        scope: scope.code(),
        is_anybody: !plan.people.is_empty(),
        people,
        unopened: unopened
            .iter()
            .map(|p| (p.name.clone(), p.symbol.clone(), l.date(&p.sent_on)))
            .collect(),
        without: without.iter().map(|u| u.name.clone()).collect(),
        pager,
        l,
    })
}
