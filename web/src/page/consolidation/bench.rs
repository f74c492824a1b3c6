//! The workbench: one section at a time, the draft beside the units' texts.

use super::bench_rows::{Line, Paragraph, Unit, lines, paragraphs, titled, units};
use super::round_id;
use super::totals::coverage;
use crate::cite::Cites;
use crate::page::{done, page, refused};
use crate::{Fields, FormState, Layout, PageError, PageResult, Staff};
use app::consolidation::{self, Add, Ask, Edit, Remove, Shown, Take};
use app::{AppError, FieldError};
use axum::extract::{Path, Query};
use domain::id::RoundId;
use serde::Deserialize;

#[derive(askama::Template)]
#[template(path = "consolidation/bench.html")]
struct BenchPage {
    l: Layout,
    form: FormState,
    id: String,
    version: i32,
    may_write: bool,
    coverage: String,
    sections: Vec<Line>,
    code: String,
    heading: String,
    hint: String,
    is_internal: bool,
    /// Document numbers of the texts as links.
    cites: Cites,
    paragraphs: Vec<Paragraph>,
    units: Vec<Unit>,
    contributed: Names,
    not_used: Names,
    filters: Vec<(String, String, bool)>,
    loc: &'static str,
    nil: Vec<String>,
    numbers: Vec<(String, String, String)>,
    pages: String,
    before: Option<String>,
    after: Option<String>,
}

/// Names of units: how many, the first ones, and how many more.
struct Names {
    count: usize,
    first: String,
    more: String,
}

/// Names that stand on the page before they are only counted.
const NAMED: usize = 25;

fn names(l: &Layout, all: &[String]) -> Names {
    let rest = all.len().saturating_sub(NAMED);
    Names {
        count: all.len(),
        first: all
            .iter()
            .take(NAMED)
            .cloned()
            .collect::<Vec<_>>()
            .join(", "),
        more: match rest {
            0 => String::new(),
            n => l.t1("consolidation.bench.more_units", "n", n),
        },
    }
}

#[derive(Deserialize, Default)]
pub(super) struct Choice {
    muc: Option<String>,
    trang: Option<usize>,
    loc: Option<String>,
}

impl Choice {
    fn shown(&self) -> Shown {
        match self.loc.as_deref() {
            Some("chua-dung") => Shown::NotUsed,
            Some("da-dung") => Shown::Used,
            _ => Shown::All,
        }
    }
}

pub(super) async fn show(
    staff: Staff,
    Path(id): Path<String>,
    Query(choice): Query<Choice>,
) -> PageResult {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let id = round_id(&id).map_err(fail)?;
    page(&build(&staff, id, &choice, None, FormState::default()).await?)
}

pub(super) async fn act(
    staff: Staff,
    Path((id, verb)): Path<(String, String)>,
    fields: Fields,
) -> PageResult {
    let locale = staff.ctx.locale;
    let id = round_id(&id).map_err(|e| PageError::new(e, locale))?;
    let section = fields.get("section").to_owned();
    let list = match fields.get("loc") {
        loc @ ("chua-dung" | "da-dung") => format!("&loc={loc}"),
        _ => String::new(),
    };
    let mut errors = match try_act(&staff, id, &verb, &fields).await {
        Ok(flash) => {
            return done(
                &format!(
                    "/tong-hop/{id}/soan?muc={}{list}",
                    crate::visitor::url_part(&section)
                ),
                flash,
            );
        }
        Err(AppError::Invalid(errors)) => errors,
        // What was typed stays; the page shows the other's change.
        Err(AppError::Conflict) => vec![FieldError::form("conflict")],
        Err(other) => return Err(PageError::new(other, locale)),
    };
    // The text of a paragraph has its own field on the page.
    let paragraph: Option<u32> = (verb == "sua")
        .then(|| fields.get("paragraph").parse().ok())
        .flatten();
    if let Some(paragraph) = paragraph {
        for error in errors.iter_mut().filter(|e| e.field == "text") {
            error.field = format!("text-{paragraph}");
        }
    }
    let form = FormState::refused(fields, &errors, locale);
    let choice = Choice {
        muc: (!section.is_empty()).then_some(section),
        ..Choice::default()
    };
    refused(&build(&staff, id, &choice, paragraph, form).await?)
}

async fn try_act(
    staff: &Staff,
    round: RoundId,
    verb: &str,
    fields: &Fields,
) -> Result<&'static str, AppError> {
    if !staff.owns(fields) {
        return Err(AppError::refused("form_token"));
    }
    let ctx = &staff.ctx;
    let version: i32 = fields
        .get("version")
        .parse()
        .map_err(|_| AppError::Conflict)?;
    let paragraph = || {
        fields
            .get("paragraph")
            .parse::<u32>()
            .map_err(|_| AppError::NotFound)
    };
    let text = || fields.get("text").to_owned();
    let section = || fields.get("section").to_owned();
    match verb {
        "lay" => {
            let sentence = match fields.get("sentence") {
                "" => None,
                place => Some(place.parse().map_err(|_| AppError::NotFound)?),
            };
            let unit = fields.get("unit").parse().map_err(|_| AppError::NotFound)?;
            let report_version = fields
                .get("report_version")
                .parse()
                .map_err(|_| AppError::Conflict)?;
            let input = Take {
                round,
                section: section(),
                unit,
                sentence,
                report_version,
                version,
            };
            consolidation::take(ctx, input).await?;
            Ok("consolidation.taken")
        }
        "them" => {
            consolidation::add(
                ctx,
                Add {
                    round,
                    section: section(),
                    text: text(),
                    version,
                },
            )
            .await?;
            Ok("consolidation.added")
        }
        "sua" => {
            consolidation::edit(
                ctx,
                Edit {
                    round,
                    paragraph: paragraph()?,
                    text: text(),
                    version,
                },
            )
            .await?;
            Ok("consolidation.saved")
        }
        "bo" => {
            consolidation::remove(
                ctx,
                Remove {
                    round,
                    paragraph: paragraph()?,
                    version,
                },
            )
            .await?;
            Ok("consolidation.removed")
        }
        "len" => {
            consolidation::move_up(
                ctx,
                Remove {
                    round,
                    paragraph: paragraph()?,
                    version,
                },
            )
            .await?;
            Ok("consolidation.moved")
        }
        _ => Err(AppError::NotFound),
    }
}

async fn build(
    staff: &Staff,
    id: RoundId,
    choice: &Choice,
    refilled: Option<u32>,
    form: FormState,
) -> Result<BenchPage, PageError> {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let trang = choice.trang.unwrap_or(1).max(1);
    let ask = Ask {
        section: choice.muc.as_deref(),
        shown: choice.shown(),
        page: trang - 1,
    };
    let bench = consolidation::bench(&staff.ctx, id, ask)
        .await
        .map_err(fail)?;
    let mut l = staff.layout("");
    l.title = l.t1("consolidation.bench.title", "title", &bench.round.title);
    let code = bench.open.section.code.clone();
    let list = |loc: &str, page: usize| {
        format!(
            "/tong-hop/{id}/soan?muc={}&loc={loc}&trang={page}",
            crate::visitor::url_part(&code)
        )
    };
    let loc = match choice.shown() {
        Shown::All => "",
        Shown::NotUsed => "chua-dung",
        Shown::Used => "da-dung",
    };
    let pages = bench.open.pages;
    let written = bench.open.contributed.len() + bench.open.not_used.len();
    let filters = [
        ("", "all", written),
        ("chua-dung", "not_used", bench.open.not_used.len()),
        ("da-dung", "used", bench.open.contributed.len()),
    ];
    let filters = filters.map(|(key, name, count)| {
        let label = l.code_text("consolidation.bench.filter", name);
        (list(key, 1), format!("{label} ({count})"), key == loc)
    });
    let mut paragraphs = paragraphs(&l, &bench);
    if let Some(open) = refilled
        && let Some(p) = paragraphs.iter_mut().find(|p| p.id == open)
    {
        p.text = form.value("text").to_owned();
        p.is_open = true;
    }
    let units = units(&bench);
    let sentences = units
        .iter()
        .flat_map(|u| &u.sentences)
        .map(|s| s.text.as_str());
    let texts = paragraphs.iter().map(|p| p.shown.as_str());
    let cites = Cites::of(staff, &l, texts.chain(sentences)).await?;
    // The text refused for a paragraph must not appear in the form for a new one.
    let form = if refilled.is_some() {
        form.without_value("text")
    } else {
        form
    };
    Ok(BenchPage {
        id: id.to_string(),
        version: bench.version,
        may_write: bench.may_write,
        coverage: coverage(&l, &bench.coverage),
        sections: lines(&l, &bench),
        heading: format!(
            "{} {}",
            code,
            titled(&l, &bench.open.section.title, &bench.open.section.title_en)
        ),
        hint: bench.open.section.hint.clone(),
        is_internal: bench.open.section.is_internal,
        cites,
        paragraphs,
        units,
        contributed: names(&l, &bench.open.contributed),
        not_used: names(&l, &bench.open.not_used),
        filters: filters.into(),
        loc,
        nil: bench.open.nil.clone(),
        numbers: bench
            .open
            .numbers
            .iter()
            .map(|n| (n.token.clone(), n.name.clone(), n.shown.clone()))
            .collect(),
        pages: l.t2(
            "consolidation.bench.page_of",
            ("page", trang.min(pages)),
            ("pages", pages),
        ),
        before: (trang > 1).then(|| list(loc, trang - 1)),
        after: (trang < pages).then(|| list(loc, trang + 1)),
        code,
        form,
        l,
    })
}
