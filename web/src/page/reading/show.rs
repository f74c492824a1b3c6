//! One text with its facts, to accept, correct or drop.

use crate::page::directive::{typed_day, typed_directive};
use crate::page::{done, page, refused};
use crate::{Fields, FormState, Layout, PageError, PageResult, Staff};
use app::AppError;
use app::reading::{Accepted, AcceptedDocument, Waiting};
use axum::extract::Path;
use domain::id::ReadingId;

#[derive(askama::Template)]
#[template(path = "reading/show.html")]
struct ReadingPage {
    l: Layout,
    form: FormState,
    id: String,
    is_waiting: bool,
    state: String,
    conference: Option<String>,
    source: Vec<Piece>,
    documents: Vec<DocumentForm>,
    other: Vec<(String, Vec<String>)>,
}

/// A stretch of the source text, marked when a fact stands there.
struct Piece {
    text: String,
    mark: Option<String>,
}

/// The names of one document's fields in the form.
struct DocumentForm {
    n: usize,
    quote: String,
}

impl DocumentForm {
    fn name(&self, field: &str) -> String {
        format!("documents.{}.{field}", self.n)
    }
}

async fn build(
    staff: &Staff,
    id: ReadingId,
    form: Option<FormState>,
) -> Result<ReadingPage, PageError> {
    let waiting = app::reading::show(&staff.ctx, id).await?;
    let l = staff.layout(waiting.reading.file_name.clone());
    let form = form.unwrap_or_else(|| prefill(&waiting));
    let documents = waiting
        .facts
        .documents
        .iter()
        .enumerate()
        .map(|(n, d)| DocumentForm { n, quote: quote(d) })
        .collect();
    Ok(ReadingPage {
        id: id.to_string(),
        is_waiting: waiting.reading.state.code() == "waiting",
        state: l
            .code_text("reading.state", waiting.reading.state.code())
            .into_owned(),
        conference: waiting.reading.conference.map(|c| c.to_string()),
        source: pieces(&l, &waiting),
        other: other(&l, &waiting),
        documents,
        l,
        form,
    })
}

fn quote(document: &app::reading::NamedDocument) -> String {
    [Some(document.kind.clone()), document.number.clone()]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}

fn prefill(waiting: &Waiting) -> FormState {
    let facts = &waiting.facts;
    let chair = facts.chairs.first();
    let mut pairs: Vec<(String, String)> = vec![
        ("version".into(), waiting.reading.version.to_string()),
        (
            "with_conference".into(),
            if facts.event_date.is_some() {
                "1".into()
            } else {
                String::new()
            },
        ),
        ("title".into(), facts.title.clone().unwrap_or_default()),
        (
            "held_on".into(),
            facts.event_date.map(|d| d.to_string()).unwrap_or_default(),
        ),
        ("host".into(), facts.host.clone().unwrap_or_default()),
        ("place".into(), facts.place.clone().unwrap_or_default()),
        (
            "chair_name".into(),
            chair.map(|c| c.name.clone()).unwrap_or_default(),
        ),
        (
            "chair_title".into(),
            chair.and_then(|c| c.role.clone()).unwrap_or_default(),
        ),
    ];
    for (n, document) in facts.documents.iter().enumerate() {
        let mut put =
            |name: &str, value: String| pairs.push((format!("documents.{n}.{name}"), value));
        put(
            "take",
            if document.number.is_some() {
                "1".into()
            } else {
                String::new()
            },
        );
        put("doc_type", document.kind.clone());
        put("symbol", document.number.clone().unwrap_or_default());
        put("issuer", document.issuer.clone().unwrap_or_default());
        put(
            "term",
            document
                .issuer
                .as_deref()
                .and_then(term_of)
                .unwrap_or_default(),
        );
        put(
            "issued_on",
            document.date.map(|d| d.to_string()).unwrap_or_default(),
        );
        put("subject", document.subject.clone().unwrap_or_default());
    }
    let pairs: Vec<(&str, String)> = pairs.iter().map(|(n, v)| (n.as_str(), v.clone())).collect();
    FormState::fresh(&pairs)
}

/// "khóa XII" out of "Ban Chấp hành Trung ương Đảng khóa XII".
fn term_of(issuer: &str) -> Option<String> {
    let at = issuer.find("khóa").or_else(|| issuer.find("khoá"))?;
    Some(issuer[at..].trim_end_matches([')', '.', ',']).to_owned())
}

/// The text cut at the places where facts stand. Overlapping facts keep the first.
fn pieces(l: &Layout, waiting: &Waiting) -> Vec<Piece> {
    let text = &waiting.reading.source_text;
    let mut places: Vec<(usize, usize, &str)> = waiting
        .facts
        .spans
        .iter()
        .flat_map(|(path, spans)| {
            spans
                .iter()
                .map(move |(from, to)| (*from, *to, path.as_str()))
        })
        .collect();
    places.sort_unstable();
    let mut pieces = Vec::new();
    let mut at = 0;
    for (from, to, path) in places {
        let fits = from >= at
            && to > from
            && text.is_char_boundary(from)
            && to <= text.len()
            && text.is_char_boundary(to);
        if !fits {
            continue;
        }
        pieces.push(Piece {
            text: text[at..from].to_owned(),
            mark: None,
        });
        let field = path.split(['[', '.']).next().unwrap_or(path);
        let name = l.code_text("reading.fact", field).into_owned();
        pieces.push(Piece {
            text: text[from..to].to_owned(),
            mark: Some(name),
        });
        at = to;
    }
    pieces.push(Piece {
        text: text[at..].to_owned(),
        mark: None,
    });
    pieces.retain(|p| !p.text.is_empty());
    pieces
}

/// Facts that are shown and not stored yet.
fn other(l: &Layout, waiting: &Waiting) -> Vec<(String, Vec<String>)> {
    let f = &waiting.facts;
    let people = f.people.iter().map(|p| {
        [Some(p.name.clone()), p.role.clone()]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" – ")
    });
    let figures = f.figures.iter().map(|x| x.text.clone());
    let lists: [(&str, Vec<String>); 5] = [
        ("people", people.collect()),
        ("organisations", f.organisations.clone()),
        ("figures", figures.collect()),
        ("tasks", f.tasks.clone()),
        ("limitations", f.limitations.clone()),
    ];
    lists
        .into_iter()
        .filter(|(_, list)| !list.is_empty())
        .map(|(name, list)| (l.code_text("reading.fact", name).into_owned(), list))
        .collect()
}

pub(super) async fn show(staff: Staff, Path(id): Path<String>) -> PageResult {
    let id = id.parse().map_err(|_| AppError::NotFound)?;
    page(&build(&staff, id, None).await?)
}

pub(super) async fn confirm(staff: Staff, Path(id): Path<String>, fields: Fields) -> PageResult {
    let id: ReadingId = id.parse().map_err(|_| AppError::NotFound)?;
    let locale = staff.ctx.locale;
    let waiting = app::reading::show(&staff.ctx, id)
        .await
        .map_err(|e| PageError::new(e, locale))?;
    // Only ticked documents are taken; errors name the field as it stands in the form.
    let taken: Vec<usize> = (0..waiting.facts.documents.len())
        .filter(|n| fields.get(&format!("documents.{n}.take")) == "1")
        .collect();
    let accepted = Accepted {
        version: fields.get("version").parse().unwrap_or(0),
        with_conference: fields.get("with_conference") == "1",
        title: fields.get("title").to_owned(),
        held_on: typed_day(fields.get("held_on")),
        host: fields.get("host").to_owned(),
        place: fields.get("place").to_owned(),
        chair_name: fields.get("chair_name").to_owned(),
        chair_title: fields.get("chair_title").to_owned(),
        documents: taken
            .iter()
            .map(|n| AcceptedDocument {
                directive: typed_directive(&fields, &format!("documents.{n}.")),
                quote: quote(&waiting.facts.documents[*n]),
            })
            .collect(),
    };
    let result = if staff.owns(&fields) {
        app::reading::confirm(&staff.ctx, id, accepted).await
    } else {
        Err(AppError::refused("form_token"))
    };
    match result {
        Ok(_) => done(&format!("/nhap-van-ban/{id}"), "reading.confirmed"),
        Err(AppError::Invalid(mut errors)) => {
            for error in &mut errors {
                if let Some((n, name)) = error
                    .field
                    .strip_prefix("documents.")
                    .and_then(|r| r.split_once('.'))
                {
                    let at = n
                        .parse::<usize>()
                        .ok()
                        .and_then(|n| taken.get(n).copied())
                        .unwrap_or(0);
                    error.field = format!("documents.{at}.{name}");
                }
            }
            let form = FormState::refused(fields, &errors, locale);
            refused(&build(&staff, id, Some(form)).await?)
        }
        Err(other) => Err(PageError::new(other, locale)),
    }
}

pub(super) async fn drop_it(staff: Staff, Path(id): Path<String>, fields: Fields) -> PageResult {
    let id: ReadingId = id.parse().map_err(|_| AppError::NotFound)?;
    if !staff.owns(&fields) {
        return Err(PageError::new(
            AppError::refused("form_token"),
            staff.ctx.locale,
        ));
    }
    app::reading::drop_reading(&staff.ctx, id, fields.get("version").parse().unwrap_or(0)).await?;
    done("/nhap-van-ban", "reading.dropped")
}
