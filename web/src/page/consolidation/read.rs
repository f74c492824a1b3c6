//! The report for reading: every line as it stands in the files, a long one in
//! parts.

use super::parts::{Asked, Parts};
use super::{form_code, form_of, purpose_of, round_id};
use crate::cite::Cites;
use crate::page::page;
use crate::{Layout, PageError, PageResult, Staff};
// The template names the kinds of blocks.
use app::consolidation::{Block, Sheet};
use axum::extract::{Path, Query};
use serde::Deserialize;

#[derive(askama::Template)]
#[template(path = "consolidation/read.html")]
struct ReadPage {
    l: Layout,
    id: String,
    form: &'static str,
    snapshot: String,
    forms: Vec<(String, String, bool)>,
    sheet: Sheet,
    parts: Parts,
    cites: Cites,
}

#[derive(Deserialize)]
pub(super) struct Choice {
    mau: Option<String>,
    ban: Option<String>,
    phan: Option<usize>,
    ca: Option<String>,
}

pub(super) async fn show(
    staff: Staff,
    Path(id): Path<String>,
    Query(choice): Query<Choice>,
) -> PageResult {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let id = round_id(&id).map_err(fail)?;
    let kind = form_of(choice.mau.as_deref());
    let purpose = purpose_of(choice.ban.as_deref()).map_err(fail)?;
    let mut sheet = app::consolidation::read(&staff.ctx, id, purpose, kind)
        .await
        .map_err(fail)?;
    let l = staff.layout(sheet.file_title.clone());
    let snapshot = choice.ban.unwrap_or_default();
    let address = |form: &str| {
        let ban = crate::visitor::url_part(&snapshot);
        format!("/tong-hop/{id}/xem?mau={form}&ban={ban}")
    };
    let asked = Asked {
        part: choice.phan,
        is_whole: choice.ca.is_some(),
    };
    let base = format!("{}&", address(form_code(kind)));
    let parts = Parts::of(&l, &mut sheet, asked, &base);
    let cites = Cites::of(&staff, &l, parts.texts()).await?;
    let forms = ["dang", "nha-nuoc"].map(|code| {
        (
            address(code),
            l.code_text("consolidation.form", code).into_owned(),
            code == form_code(kind),
        )
    });
    page(&ReadPage {
        id: id.to_string(),
        form: form_code(kind),
        snapshot,
        forms: forms.into(),
        sheet,
        parts,
        cites,
        l,
    })
}
