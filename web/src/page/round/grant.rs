//! More time for several units at once.

use super::round_id;
use crate::page::pager::Pager;
use crate::page::{done, page, refused};
use crate::{Fields, FormState, Layout, PageError, PageResult, Staff};
use app::extension::GrantToMany;
use app::{AppError, FieldError};
use axum::extract::{Path, Query};
use domain::id::{RoundId, UnitId};
use serde::Deserialize;

#[derive(askama::Template)]
#[template(path = "round/grant.html")]
struct GrantPage {
    l: Layout,
    form: FormState,
    id: String,
    round_title: String,
    /// Unit, name, day that holds, whether a request waits.
    units: Vec<(String, String, String, bool)>,
    pager: Pager,
    trang: usize,
    groups: Vec<(String, String)>,
}

#[derive(Deserialize)]
pub(super) struct Choice {
    trang: Option<usize>,
}

pub(super) async fn show(
    staff: Staff,
    Path(id): Path<String>,
    Query(choice): Query<Choice>,
) -> PageResult {
    let id = round_id(&id).map_err(|e| PageError::new(e, staff.ctx.locale))?;
    let trang = choice.trang.unwrap_or(1);
    page(&build(&staff, id, trang, FormState::default()).await?)
}

pub(super) async fn submit(staff: Staff, Path(id): Path<String>, fields: Fields) -> PageResult {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let id = round_id(&id).map_err(fail)?;
    match act(&staff, id, &fields).await {
        Ok(()) => done(&format!("/ky/{id}"), "round.granted"),
        Err(AppError::Invalid(errors)) => {
            let trang = fields.get("trang").parse().unwrap_or(1);
            let form = FormState::refused(fields, &errors, staff.ctx.locale);
            refused(&build(&staff, id, trang, form).await?)
        }
        Err(other) => Err(fail(other)),
    }
}

async fn act(staff: &Staff, round: RoundId, fields: &Fields) -> Result<(), AppError> {
    if !staff.owns(fields) {
        return Err(AppError::refused("form_token"));
    }
    let mut units: Vec<UnitId> = fields.all("units").filter_map(|u| u.parse().ok()).collect();
    // A group stands for its members on the period's reference date.
    let shown = app::round::get(&staff.ctx, round).await?;
    for group in app::group::list(&staff.ctx).await? {
        if fields.all("groups").any(|code| code == group.group.code) {
            units.extend(group.on(shown.period.to).map(|m| m.membership.unit));
        }
    }
    let to = fields.get("to").parse();
    let to = to.map_err(|_| AppError::Invalid(vec![FieldError::new("to", "round.date_form")]))?;
    let input = GrantToMany {
        round,
        units,
        to,
        reason: fields.get("reason").to_owned(),
    };
    app::extension::grant_to_many(&staff.ctx, input)
        .await
        .map(|_| ())
}

async fn build(
    staff: &Staff,
    id: RoundId,
    trang: usize,
    form: FormState,
) -> Result<GrantPage, PageError> {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let view = app::round::view(&staff.ctx, id).await.map_err(fail)?;
    if !view.may_grant {
        return Err(fail(AppError::Forbidden));
    }
    let l = staff.layout(staff.ctx_text("round.grant.title"));
    let owing: Vec<_> = view.matrix.rows.iter().filter(|r| r.owes()).collect();
    let pager = Pager::new(&l, owing.len(), Some(trang), |page| {
        format!("/ky/{id}/gia-han?trang={page}")
    });
    let groups = app::group::list(&staff.ctx).await.map_err(fail)?;
    Ok(GrantPage {
        id: id.to_string(),
        round_title: view.round.title.clone(),
        units: pager
            .lines(&owing)
            .iter()
            .map(|r| {
                let due = l.date(&r.extended_due_on.unwrap_or(r.due_on));
                (r.unit.to_string(), r.name.clone(), due, r.is_asking)
            })
            .collect(),
        pager,
        trang,
        groups: groups
            .into_iter()
            .map(|g| (g.group.code, g.group.name))
            .collect(),
        l,
        form,
    })
}
