//! One directive: reviews, where it is cited, namesakes, history; completing it.

use super::list::{nearness_code, nearness_tag};
use super::{office, typed_directive};
use crate::page::journal::{HistoryLine, lines};
use crate::page::{done, page, refused};
use crate::{Fields, FormState, Layout, PageError, PageResult, Staff};
use app::AppError;
use app::directive::PlaceAt;
use axum::extract::Path;
use domain::account::Right;
use domain::directive::ReviewState;
use domain::id::DirectiveId;
use uuid::Uuid;

#[derive(askama::Template)]
#[template(path = "directive/show.html")]
struct DirectivePage {
    l: Layout,
    form: FormState,
    id: String,
    symbol: String,
    /// The number as typed or printed, where that is not its standard form.
    as_typed: Option<String>,
    doc_type: String,
    issuer: String,
    term: String,
    issued_on: String,
    subject: String,
    state: String,
    reviews: Vec<Review>,
    citations: Vec<Citation>,
    places: Vec<Place>,
    namesakes: Vec<Namesake>,
    history: Vec<HistoryLine>,
    may_write: bool,
}

struct Review {
    kind: String,
    years: i32,
    due_on: String,
    state: String,
    tag: &'static str,
    near: String,
}

struct Citation {
    href: String,
    noun: String,
    title: String,
    held_on: String,
    quote: String,
}

/// A text that names the number.
struct Place {
    href: String,
    noun: String,
    title: String,
    quote: String,
    dated_on: String,
    /// The words name type and digits only.
    is_bare: bool,
}

struct Namesake {
    id: String,
    text: String,
}

async fn build(
    staff: &Staff,
    id: DirectiveId,
    form: Option<FormState>,
) -> Result<DirectivePage, PageError> {
    let found = app::directive::show(&staff.ctx, id).await?;
    let d = found.directive;
    let l = staff.layout(d.label());
    let history = app::directive::history(&staff.ctx, id).await?;
    let names = app::account::names(&staff.ctx).await?;
    let history = lines(&l, &history, &names);
    let reviews = found
        .reviews
        .iter()
        .map(|(r, near)| Review {
            kind: l.code_text("directive.review", r.kind.code()).into_owned(),
            years: r.years,
            due_on: l.date(&r.due_on),
            state: l
                .code_text("directive.review_state", r.state.code())
                .into_owned(),
            tag: nearness_tag(*near),
            // What was held or is not to be held is not late.
            near: match r.state {
                ReviewState::Done | ReviewState::Cancelled => String::new(),
                ReviewState::Suggested | ReviewState::Planned => l
                    .code_text("directive.nearness", nearness_code(*near))
                    .into_owned(),
            },
        })
        .collect();
    let citations = found
        .citations
        .into_iter()
        .map(
            |app::directive::CitedIn {
                 citation: c,
                 title,
                 held_on,
             }| Citation {
                href: match c.noun.as_str() {
                    "conference" => format!("/hoi-nghi/{}", c.subject),
                    _ => format!("/nhap-van-ban/{}", c.subject),
                },
                noun: l.code_text("noun", &c.noun).into_owned(),
                title,
                held_on: l.opt_date(&held_on),
                quote: c.quote,
            },
        )
        .collect();
    let places = found.places.into_iter().map(|p| place(&l, p)).collect();
    let namesakes = found
        .namesakes
        .into_iter()
        .map(|n| Namesake {
            id: n.id.to_string(),
            text: format!(
                "{} – {} – {} – {}",
                n.label(),
                n.issuer,
                l.opt_date(&n.issued_on),
                n.term.unwrap_or_default()
            ),
        })
        .collect();
    let form = form.unwrap_or_else(|| {
        FormState::fresh(&[
            ("issuer", d.issuer.clone()),
            ("term", d.term.clone().unwrap_or_default()),
            (
                "issued_on",
                d.issued_on.map(|day| day.to_string()).unwrap_or_default(),
            ),
            ("subject", d.subject.clone()),
            ("version", d.version.to_string()),
        ])
    });
    Ok(DirectivePage {
        id: d.id.to_string(),
        as_typed: d.typed_otherwise().map(str::to_owned),
        symbol: if d.symbol.is_empty() {
            l.t("directive.no_number").into_owned()
        } else {
            d.symbol
        },
        doc_type: d.doc_type,
        issuer: d.issuer,
        term: d.term.unwrap_or_default(),
        issued_on: l.opt_date(&d.issued_on),
        subject: d.subject,
        state: l.code_text("directive.state", d.state.code()).into_owned(),
        reviews,
        citations,
        places,
        namesakes,
        history,
        may_write: staff.ctx.actor.has(Right::WriteDirective),
        l,
        form,
    })
}

fn place(l: &Layout, p: app::directive::Place) -> Place {
    let m = &p.mention;
    Place {
        href: match &p.at {
            PlaceAt::Subject => subject_href(m.noun.code(), m.subject),
            PlaceAt::Published(slug) => format!("/tin/{slug}"),
            PlaceAt::Reading(text) => format!("/nhap-van-ban/{text}"),
            PlaceAt::Opinions(round) => format!("/tong-hop/{round}/y-kien"),
            PlaceAt::Asked(asked) => format!("/y-kien/{asked}"),
        },
        noun: l.code_text("directive.place", m.noun.code()).into_owned(),
        title: m.title.clone(),
        quote: m.quote.clone(),
        dated_on: l.date(&m.dated_on),
        is_bare: p.is_bare,
    }
}

/// The page on which the words stand. Why more time was asked for and granted is told in
/// the history of the report.
fn subject_href(noun: &str, id: Uuid) -> String {
    match noun {
        "report" => format!("/bao-cao/{id}/xem"),
        "extension" => format!("/bao-cao/{id}/lich-su"),
        "consolidation" => format!("/tong-hop/{id}/xem?ban=moi"),
        "conference" => format!("/hoi-nghi/{id}#ket-luan"),
        "task" => format!("/nhiem-vu/{id}"),
        _ => format!("/bien-tap/{id}"),
    }
}

pub(super) async fn show(staff: Staff, Path(id): Path<String>) -> PageResult {
    let id = id.parse().map_err(|_| AppError::NotFound)?;
    page(&build(&staff, id, None).await?)
}

pub(super) async fn complete(staff: Staff, Path(id): Path<String>, fields: Fields) -> PageResult {
    let id: DirectiveId = id.parse().map_err(|_| AppError::NotFound)?;
    let result = if staff.owns(&fields) {
        let version = fields.get("version").parse().unwrap_or(0);
        match office(&staff) {
            Ok(office) => {
                app::directive::complete(
                    &staff.ctx,
                    office,
                    id,
                    version,
                    typed_directive(&fields, ""),
                )
                .await
            }
            Err(err) => Err(err),
        }
    } else {
        Err(AppError::refused("form_token"))
    };
    match result {
        Ok(()) => done(&format!("/van-ban/{id}"), "directive.completed"),
        Err(AppError::Invalid(errors)) => {
            let form = FormState::refused(fields, &errors, staff.ctx.locale);
            refused(&build(&staff, id, Some(form)).await?)
        }
        Err(other) => Err(PageError::new(other, staff.ctx.locale)),
    }
}
