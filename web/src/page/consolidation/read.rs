//! The report for reading: every line as it stands in the files.

use super::{form_code, form_of, purpose_of, round_id};
use crate::cite::Cites;
use crate::page::page;
use crate::{Layout, PageError, PageResult, Staff};
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
    cites: Cites,
}

#[derive(Deserialize)]
pub(super) struct Choice {
    mau: Option<String>,
    ban: Option<String>,
}

/// The document numbers of a sheet as links.
pub(super) async fn cites_of(staff: &Staff, l: &Layout, sheet: &Sheet) -> Result<Cites, PageError> {
    let appendices = sheet.appendices.iter().flat_map(|a| &a.blocks);
    let texts = sheet
        .blocks
        .iter()
        .chain(appendices)
        .flat_map(|block| match block {
            Block::Paragraph { runs } => runs.iter().map(|r| r.text.as_str()).collect(),
            Block::List { items, .. } => items.iter().map(String::as_str).collect(),
            _ => Vec::new(),
        });
    Cites::of(staff, l, texts).await
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
    let sheet = app::consolidation::read(&staff.ctx, id, purpose, kind)
        .await
        .map_err(fail)?;
    let l = staff.layout(sheet.file_title.clone());
    let cites = cites_of(&staff, &l, &sheet).await?;
    let snapshot = choice.ban.unwrap_or_default();
    let forms = ["dang", "nha-nuoc"].map(|code| {
        let href = format!(
            "/tong-hop/{id}/xem?mau={code}&ban={}",
            crate::visitor::url_part(&snapshot)
        );
        (
            href,
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
        cites,
        l,
    })
}
