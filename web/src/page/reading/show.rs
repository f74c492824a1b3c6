//! One text: source and facts side by side, to be accepted, corrected or
//! dropped. Before it is read, where it stands; once decided, what was stored.

use super::facts::{Groups, groups, indicator_names, unit_names};
use super::list::words;
use super::parse::{ADDABLE, accepted, added, more};
use super::prefill::prefill;
use super::source::{Piece, pieces};
use crate::page::{done, page, refused};
use crate::{Fields, FormState, Layout, PageError, PageResult, Staff};
use app::AppError;
use app::reading::{QueueLine, Standing, Stored, Waiting};
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use domain::id::ReadingId;
use domain::number::format_number;

#[derive(askama::Template)]
#[template(path = "reading/show.html")]
struct ReadingPage {
    l: Layout,
    form: FormState,
    id: String,
    is_waiting: bool,
    state: String,
    tag: &'static str,
    conference: Option<String>,
    source: Vec<Piece>,
    g: Groups,
    kinds: Vec<(String, String)>,
    period_kinds: Vec<(String, String)>,
    review_kinds: Vec<(String, String)>,
    review_states: Vec<(String, String)>,
    units: Vec<String>,
    indicators: Vec<String>,
    findings: Vec<String>,
    stored: Option<StoredLines>,
}

/// What was stored, as lines to read.
pub(crate) struct StoredLines {
    pub(crate) period: String,
    pub(crate) chairs: Vec<String>,
    pub(crate) limitations: Vec<String>,
    pub(crate) observations: Vec<ObservationLine>,
    pub(crate) reading: String,
}

/// One figure.
pub(crate) struct ObservationLine {
    pub(crate) value: String,
    pub(crate) measure: String,
    pub(crate) indicator: String,
    pub(crate) quote: String,
    pub(crate) key: String,
}

/// What was confirmed of a text, for its own page and that of its conference.
pub(crate) fn stored_lines(l: &Layout, stored: &Stored) -> StoredLines {
    let period = stored
        .record
        .period
        .as_ref()
        .and_then(app::reading::period_of);
    StoredLines {
        period: period.map_or_else(String::new, |p| match l.locale {
            app::Locale::Vi => p.label_vi(),
            app::Locale::En => p.label_en(),
        }),
        chairs: stored
            .record
            .chairs
            .iter()
            .map(|c| {
                if c.role.is_empty() {
                    c.name.clone()
                } else {
                    format!("{}, {}", c.name, c.role)
                }
            })
            .collect(),
        limitations: stored.record.limitations.clone(),
        observations: stored
            .observations
            .iter()
            .map(|o| ObservationLine {
                value: format_number(o.value, o.scale),
                measure: o.measure.clone(),
                indicator: o.indicator.clone().unwrap_or_default(),
                quote: o.quote.clone(),
                key: format!("p-figures-{}", o.number),
            })
            .collect(),
        reading: stored.record.reading.to_string(),
    }
}

/// Where a text stands that is not read yet, or cannot be.
#[derive(askama::Template)]
#[template(path = "reading/wait.html")]
struct WaitPage {
    l: Layout,
    state: String,
    reason: String,
    is_open: bool,
}

fn options(l: &Layout, prefix: &str, codes: &[&str]) -> Vec<(String, String)> {
    codes
        .iter()
        .map(|code| ((*code).to_owned(), l.code_text(prefix, code).into_owned()))
        .collect()
}

async fn build(
    staff: &Staff,
    waiting: &Waiting,
    form: Option<FormState>,
) -> Result<ReadingPage, PageError> {
    let l = staff.layout(waiting.reading.file_name.clone());
    let proposed = app::reading::suggest(&staff.ctx, waiting).await?;
    let tree = staff.ctx.tree().await?;
    let form = form.unwrap_or_else(|| prefill(waiting, &proposed, &tree));
    let state = waiting.reading.state.code();
    let is_waiting = state == "waiting";
    let stored = app::reading::stored(&staff.ctx, waiting.reading.id).await?;
    Ok(ReadingPage {
        id: waiting.reading.id.to_string(),
        is_waiting,
        state: l.code_text("reading.state", state).into_owned(),
        tag: match state {
            "waiting" => "warn",
            "confirmed" => "ok",
            _ => "muted",
        },
        conference: waiting.reading.conference.map(|c| c.to_string()),
        source: pieces(&l, waiting),
        g: groups(&l, waiting, &proposed, &form),
        kinds: options(
            &l,
            "reading.kind",
            &[
                "giao_ban",
                "so_ket",
                "tong_ket",
                "trien_khai",
                "tap_huan",
                "khac",
            ],
        ),
        period_kinds: options(
            &l,
            "reading.period",
            &["month", "quarter", "half", "nine_months", "year"],
        ),
        review_kinds: options(&l, "directive.review", &["so_ket", "tong_ket"]),
        review_states: options(&l, "directive.review_state", &["planned", "done"]),
        units: if is_waiting {
            unit_names(staff).await?
        } else {
            Vec::new()
        },
        indicators: if is_waiting {
            indicator_names(&l)
        } else {
            Vec::new()
        },
        findings: findings(&l, &waiting.reading.findings),
        stored: stored.map(|s| stored_lines(&l, &s)),
        l,
        form,
    })
}

/// What was seen and not understood, with its words.
fn findings(l: &Layout, json: &str) -> Vec<String> {
    let all: Vec<serde_json::Value> = serde_json::from_str(json).unwrap_or_default();
    let mut lines: Vec<String> = all
        .iter()
        .filter_map(|f| {
            let code = f["code"].as_str()?;
            let key = format!("reading.finding.{code}");
            if !app::text::has(l.locale, &key) {
                return None;
            }
            let quote = f["quote"].as_str().unwrap_or_default();
            let text = l.t(&key);
            Some(if quote.is_empty() {
                text.into_owned()
            } else {
                format!("{text}: “{quote}”")
            })
        })
        .collect();
    lines.dedup();
    lines.truncate(30);
    lines
}

fn wait(staff: &Staff, line: &QueueLine) -> PageResult {
    let l = staff.layout(line.intake.file_name.clone());
    let is_open = line.standing != Standing::Refused;
    let mut response = page(&WaitPage {
        state: l
            .code_text("reading.state", line.standing.code())
            .into_owned(),
        reason: words(staff, &line.refusals),
        is_open,
        l,
    })?;
    if is_open {
        // The page looks again by itself, with or without JavaScript.
        response
            .headers_mut()
            .insert(header::REFRESH, HeaderValue::from_static("2"));
    }
    Ok(response)
}

pub(super) async fn show(staff: Staff, Path(id): Path<String>) -> PageResult {
    let id = id.parse().map_err(|_| AppError::NotFound)?;
    let line = app::reading::find_line(&staff.ctx, id).await?;
    if matches!(
        line.standing,
        Standing::Queued | Standing::Reading | Standing::Refused
    ) {
        return wait(&staff, &line);
    }
    let waiting = app::reading::show(&staff.ctx, id).await?;
    page(&build(&staff, &waiting, None).await?)
}

pub(super) async fn confirm(staff: Staff, Path(id): Path<String>, fields: Fields) -> PageResult {
    let id: ReadingId = id.parse().map_err(|_| AppError::NotFound)?;
    let locale = staff.ctx.locale;
    let fail = |e| PageError::new(e, locale);
    let waiting = app::reading::show(&staff.ctx, id).await.map_err(fail)?;
    let tree = staff.ctx.tree().await?;
    if fields.has("them") && staff.owns(&fields) {
        return page(&build(&staff, &waiting, Some(with_row(fields, locale))).await?);
    }
    let result = if staff.owns(&fields) {
        let accepted = accepted(&fields, &waiting.facts, &tree);
        app::reading::confirm(&staff.ctx, id, accepted).await
    } else {
        Err(AppError::refused("form_token"))
    };
    match result {
        Ok(_) => done(&format!("/nhap-van-ban/{id}"), "reading.confirmed"),
        Err(AppError::Invalid(errors)) => {
            let form = FormState::refused(fields, &errors, locale);
            refused(&build(&staff, &waiting, Some(form)).await?)
        }
        Err(other) => Err(fail(other)),
    }
}

/// The form as it was sent, with one more row in the group that was asked for;
/// nothing is stored.
fn with_row(mut fields: Fields, locale: app::Locale) -> FormState {
    let asked = fields.get("them").to_owned();
    if let Some(group) = ADDABLE.into_iter().find(|g| *g == asked) {
        let count = added(fields.get(&more(group))) + 1;
        fields.set(&more(group), count.to_string());
    }
    FormState::refused(fields, &[], locale)
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
