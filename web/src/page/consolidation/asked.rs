//! For those who are asked or who receive: the draft with its paragraphs and
//! what one's unit says to it; the issued report with its acknowledgement.

use super::opinion::place;
use super::parts::{Asked, Parts};
use super::round_id;
use crate::cite::Cites;
use crate::page::{done, page, refused};
use crate::{Fields, FormState, Layout, PageError, PageResult, Staff};
use app::consolidation::{self, Block, GiveOpinion, Sheet};
use app::{AppError, FieldError};
use axum::extract::{Path, Query};
use domain::consolidation::WindowState;
use domain::id::OpinionRoundId;
use serde::Deserialize;

#[derive(askama::Template)]
#[template(path = "consolidation/asked.html")]
struct AskedPage {
    l: Layout,
    form: FormState,
    id: String,
    window: String,
    is_open: bool,
    /// Whether the report was frozen since.
    is_frozen: bool,
    /// From when on the draft is shown, while that is still to come.
    opens: Option<String>,
    coverage: String,
    sections: Vec<Section>,
    places: Vec<(String, String)>,
    units: Vec<(String, String)>,
    said: Vec<Said>,
}

struct Section {
    heading: String,
    /// Each with its number before it, as HTML.
    paragraphs: Vec<String>,
}

struct Said {
    place: String,
    text: String,
    answer: &'static str,
    answer_text: String,
}

fn opinion_round(text: &str) -> Result<OpinionRoundId, AppError> {
    text.parse().map_err(|_| AppError::NotFound)
}

pub(super) async fn show(staff: Staff, Path(id): Path<String>) -> PageResult {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let id = opinion_round(&id).map_err(fail)?;
    page(&build(&staff, id, FormState::default()).await?)
}

pub(super) async fn give(staff: Staff, Path(id): Path<String>, fields: Fields) -> PageResult {
    let locale = staff.ctx.locale;
    let id = opinion_round(&id).map_err(|e| PageError::new(e, locale))?;
    let errors = match try_give(&staff, id, &fields).await {
        Ok(()) => return done(&format!("/y-kien/{id}"), "consolidation.opinion_given"),
        Err(AppError::Invalid(errors)) => errors,
        Err(other) => return Err(PageError::new(other, locale)),
    };
    let form = FormState::refused(fields, &errors, locale);
    refused(&build(&staff, id, form).await?)
}

async fn try_give(staff: &Staff, id: OpinionRoundId, fields: &Fields) -> Result<(), AppError> {
    if !staff.owns(fields) {
        return Err(AppError::refused("form_token"));
    }
    let missing = |field: &str| AppError::Invalid(vec![FieldError::new(field, "required")]);
    let unit = fields.get("unit").parse().map_err(|_| missing("unit"))?;
    let place = fields.get("place");
    let (section, paragraph) = match place.rsplit_once('#') {
        None => ("", 0),
        Some((section, n)) => (section, n.parse().map_err(|_| missing("place"))?),
    };
    let input = GiveOpinion {
        opinions: id,
        unit,
        section: section.to_owned(),
        paragraph,
        text: fields.get("text").to_owned(),
    };
    consolidation::give_opinion(&staff.ctx, input).await?;
    Ok(())
}

async fn build(staff: &Staff, id: OpinionRoundId, form: FormState) -> Result<AskedPage, PageError> {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let found = consolidation::opinion_page(&staff.ctx, id)
        .await
        .map_err(fail)?;
    let mut l = staff.layout("");
    l.title = l.t1("consolidation.asked.title", "title", &found.content.title);
    let written = || {
        found
            .content
            .sections
            .iter()
            .filter(|s| !s.paragraphs.is_empty())
    };
    let mut places = vec![(String::new(), place(&l, "", 0))];
    for section in written() {
        for n in 0..=section.paragraphs.len() {
            let number = i32::try_from(n).unwrap_or_default();
            let label = place(&l, &section.code, number);
            places.push((format!("{}#{n}", section.code), label));
        }
    }
    let state = found.asked.window.state(staff.ctx.now());
    Ok(AskedPage {
        id: id.to_string(),
        window: format!(
            "{} – {}",
            l.instant(&found.asked.window.opens_at),
            l.instant(&found.asked.window.closes_at)
        ),
        is_open: state == WindowState::Open && !found.is_frozen,
        is_frozen: found.is_frozen,
        opens: (state == WindowState::Planned).then(|| l.instant(&found.asked.window.opens_at)),
        coverage: super::totals::coverage(&l, &found.content.coverage),
        sections: written()
            .map(|s| Section {
                heading: format!("{} {}", s.code, s.title),
                paragraphs: s
                    .paragraphs
                    .iter()
                    .zip(1..)
                    .map(|(p, n)| numbered(n, &p.text))
                    .collect(),
            })
            .collect(),
        places,
        units: found
            .mine
            .iter()
            .map(|(unit, name)| (unit.to_string(), name.clone()))
            .collect(),
        said: found
            .opinions
            .iter()
            .map(|o| Said {
                place: place(&l, &o.section, o.paragraph),
                text: o.text.clone(),
                answer: o.answer.code(),
                answer_text: o.answer_text.clone(),
            })
            .collect(),
        form,
        l,
    })
}

/// A paragraph of the draft with its number.
fn numbered(n: usize, text: &str) -> String {
    let html = Cites::default().prose(text, 3);
    match html.strip_prefix("<p>") {
        Some(rest) => format!("<p><small>{n}.</small> {rest}"),
        None => format!("<p><small>{n}.</small></p>{html}"),
    }
}

#[derive(askama::Template)]
#[template(path = "consolidation/received.html")]
struct ReceivedPage {
    l: Layout,
    id: String,
    snapshot: i32,
    is_acknowledged: bool,
    receipts: Vec<(String, String, String)>,
    sheet: Sheet,
    parts: Parts,
    cites: Cites,
}

#[derive(Deserialize)]
pub(super) struct Choice {
    ban: Option<i32>,
    phan: Option<usize>,
    ca: Option<String>,
}

pub(super) async fn received(
    staff: Staff,
    Path(id): Path<String>,
    Query(choice): Query<Choice>,
) -> PageResult {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let id = round_id(&id).map_err(fail)?;
    let snapshot = choice.ban.unwrap_or(1);
    let found = consolidation::receive(&staff.ctx, id, snapshot)
        .await
        .map_err(fail)?;
    let mut sheet = consolidation::issued_sheet(&staff.ctx, &found.issued)
        .await
        .map_err(fail)?;
    let l = staff.layout(sheet.file_title.clone());
    let asked = Asked {
        part: choice.phan,
        is_whole: choice.ca.is_some(),
    };
    let base = format!("/tong-hop/{id}/nhan?ban={snapshot}&");
    let parts = Parts::of(&l, &mut sheet, asked, &base);
    let cites = Cites::of(&staff, &l, parts.texts()).await?;
    let at = |at: &Option<(domain::id::AccountId, jiff::Timestamp)>| {
        at.as_ref().map(|(_, at)| l.instant(at)).unwrap_or_default()
    };
    page(&ReceivedPage {
        id: id.to_string(),
        snapshot,
        is_acknowledged: found.receipts.iter().all(|(r, _)| r.acknowledged.is_some()),
        receipts: found
            .receipts
            .iter()
            .map(|(r, unit)| (unit.clone(), at(&r.opened), at(&r.acknowledged)))
            .collect(),
        sheet,
        parts,
        cites,
        l,
    })
}

pub(super) async fn acknowledge(
    staff: Staff,
    Path(id): Path<String>,
    fields: Fields,
) -> PageResult {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let id = round_id(&id).map_err(fail)?;
    if !staff.owns(&fields) {
        return Err(fail(AppError::refused("form_token")));
    }
    let snapshot = fields.get("snapshot").parse().unwrap_or(1);
    consolidation::acknowledge(&staff.ctx, id, snapshot)
        .await
        .map_err(fail)?;
    let back = format!("/tong-hop/{id}/nhan?ban={snapshot}");
    done(&back, "consolidation.acknowledged")
}
