//! Part 2: who must report, as a rule, with a preview of a day (element 3).

use super::rule::{read_unit_rule, unit_rule_pairs};
use super::{Choices, Desk, Frame, fields_of_work, groups, kinds_of_unit, tiers};
use crate::page::{done, page, refused};
use crate::{Fields, FormState, Layout, PageError, PageResult, Staff};
use app::AppError;
use axum::extract::Path;
use domain::regime::RegimeBody;
use jiff::civil::Date;

const PART: &str = "doi-tuong";

#[derive(askama::Template)]
#[template(path = "regime/who.html")]
struct WhoPage {
    l: Layout,
    frame: Frame,
    form: FormState,
    kinds: Choices,
    tiers: Choices,
    groups: Choices,
    fields: Choices,
    sum: String,
    /// Why nobody is named, where that is so.
    nobody: Option<String>,
    names: Vec<String>,
    more: usize,
}

/// Names that the preview lists; the count is of all.
const NAMES: usize = 400;

pub(super) async fn show(staff: Staff, Path(code): Path<String>) -> PageResult {
    let desk = Desk::load(&staff, &code).await?;
    let today = staff.ctx.today();
    let mut pairs = unit_rule_pairs(&desk.body.obligated);
    pairs.push(("on".into(), today.to_string()));
    let body = desk.body.clone();
    page(&build(&staff, &desk, FormState::filled(pairs), &body, today).await?)
}

pub(super) async fn submit(staff: Staff, Path(code): Path<String>, fields: Fields) -> PageResult {
    let desk = Desk::load(&staff, &code).await?;
    let body = RegimeBody {
        obligated: read_unit_rule(&fields),
        ..desk.body.clone()
    };
    let on = fields.get("on").parse().unwrap_or(staff.ctx.today());
    if fields.get("step") == "preview" {
        let form = FormState::refused(fields, &[], staff.ctx.locale);
        return page(&build(&staff, &desk, form, &body, on).await?);
    }
    match desk.save(&staff, &fields, body.clone(), PART).await {
        Ok(()) => done(&desk.path(PART), "regime.saved"),
        Err(AppError::Invalid(errors)) => {
            let form = FormState::refused(fields, &errors, staff.ctx.locale);
            refused(&build(&staff, &desk, form, &body, on).await?)
        }
        Err(other) => Err(PageError::new(other, staff.ctx.locale)),
    }
}

async fn build(
    staff: &Staff,
    desk: &Desk,
    form: FormState,
    body: &RegimeBody,
    on: Date,
) -> Result<WhoPage, PageError> {
    let (l, frame) = desk.frame(staff, PART);
    let names = app::regime::preview_targets(&staff.ctx, &desk.code, body, on)
        .await
        .map_err(|e| PageError::new(e, staff.ctx.locale))?;
    Ok(WhoPage {
        kinds: kinds_of_unit(&l),
        tiers: tiers(&l),
        groups: groups(staff).await?,
        fields: fields_of_work(&l),
        sum: l.t2(
            "regime.who.sum",
            ("day", l.date(&on)),
            ("count", names.len()),
        ),
        nobody: match (body.obligated.says_who(), names.is_empty()) {
            (false, _) => Some(l.t("error.regime.nobody_obligated").into_owned()),
            (true, true) => Some(l.t("regime.who.nobody").into_owned()),
            (true, false) => None,
        },
        more: names.len().saturating_sub(NAMES),
        names: names.into_iter().take(NAMES).collect(),
        l,
        frame,
        form,
    })
}
