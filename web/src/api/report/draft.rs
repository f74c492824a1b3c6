//! The draft of a report: read it, replace it.

use super::cell::CellJson;
use crate::api::body::Body;
use crate::api::caller::Caller;
use crate::api::tag::{IfMatch, stale, versioned};
use crate::error::ApiError;
use app::report::{
    ReportForm, ReportTyped, SaveDraft, Saved, not_asked, open_form, open_saved, replace_draft,
};
use app::{AppError, FieldError};
use axum::Json;
use axum::extract::Path;
use axum::response::Response;
use domain::id::ObligationId;
use domain::indicator::Nature;
use domain::report::{NumberStyle, Remark, SectionText, TaskLine, TypedCells};
use domain::validation::Importance;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A section.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct SectionJson {
    /// Code in the outline.
    pub code: String,
    /// Text, paragraphs separated by line breaks.
    #[serde(default)]
    pub text: String,
    /// "Không phát sinh".
    #[serde(default)]
    pub is_nil: bool,
}

/// A line on an open task.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct TaskLineJson {
    /// Id of the task.
    pub task: String,
    /// Share done, 0–100.
    pub percent: Option<u8>,
    /// What was done in the period.
    #[serde(default)]
    pub text: String,
}

/// A number that was not taken over; its text is kept.
#[derive(Debug, Serialize, ToSchema)]
pub struct TroubleJson {
    /// Name of the number as sent.
    pub key: String,
    /// As sent.
    pub typed: String,
    /// Why not.
    pub code: &'static str,
}

/// A draft as it stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct DraftJson {
    /// Counter, also the ETag; 0 when there is no draft yet.
    pub version: i32,
    /// Code of the report's state; `locked` = accepted in a closed round,
    /// `awaits_final` = accepted and opened again for more figures.
    pub state: &'static str,
    /// Code of the period.
    pub period: String,
    /// Whether the cells are the sums of the unit's earlier reports and nothing of
    /// it is saved yet: version 0 of a cumulative period.
    pub is_prefilled: bool,
    /// Who signed it, while it is signed and not sent.
    pub signed_by: Option<String>,
    /// When it was signed, by the server's clock.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub signed_at: Option<jiff::Timestamp>,
    /// Why nothing can be written now; null when it can.
    pub refusal: Option<&'static str>,
    /// "Không phát sinh" for the whole form.
    pub is_nil: bool,
    /// Sections that the unit writes.
    pub sections: Vec<SectionJson>,
    /// Indicators that the unit fills in.
    pub cells: Vec<CellJson>,
    /// Open tasks.
    pub tasks: Vec<TaskLineJson>,
    /// Numbers that were not taken over.
    pub troubles: Vec<TroubleJson>,
    /// What the checks say, gravest first.
    pub remarks: Vec<RemarkJson>,
    /// Whether who sends now must say why the report is late.
    pub asks_late_reason: bool,
    /// What is said of it so far.
    pub late_reason: String,
    /// The day on which the office took it on paper, as a person noted; no receipt.
    #[schema(value_type = Option<String>, format = Date)]
    pub paper_received_on: Option<jiff::civil::Date>,
}

/// What a check says.
#[derive(Debug, Serialize, ToSchema)]
pub struct RemarkJson {
    /// Name under which it is explained.
    pub key: String,
    /// Code of the check.
    pub code: String,
    /// high blocks signing, medium needs an explanation, low informs.
    pub importance: &'static str,
    /// "section", "cell" or null for the whole form.
    pub kind: Option<&'static str>,
    /// Code of the section or indicator.
    pub place: Option<String>,
    /// Whether signing is blocked by it now.
    pub blocks: bool,
    /// The explanation given, if any.
    pub explanation: Option<String>,
}

/// A draft to be kept.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewDraftJson {
    /// "Không phát sinh" for the whole form.
    #[serde(default)]
    pub is_nil: bool,
    /// Sections.
    #[serde(default)]
    pub sections: Vec<SectionJson>,
    /// Numbers as people write them, by indicator code; parts of a ratio by
    /// `<code>_NUM` and `<code>_DEN`.
    #[serde(default)]
    pub numbers: BTreeMap<String, String>,
    /// Explanations by indicator code.
    #[serde(default)]
    pub notes: BTreeMap<String, String>,
    /// official, preliminary, estimate or plan, by indicator code.
    #[serde(default)]
    pub natures: BTreeMap<String, String>,
    /// How doubtful numbers are read: "vi" or "en".
    #[serde(default)]
    pub style: Option<String>,
    /// Lines on open tasks.
    #[serde(default)]
    pub tasks: Vec<TaskLineJson>,
    /// Words to remarks that need one, by the key of the remark.
    #[serde(default)]
    pub explanations: BTreeMap<String, String>,
    /// Why the report comes late; signing after the due day needs it. What was
    /// said stays where this is left out.
    #[serde(default)]
    pub late_reason: Option<String>,
}

/// The draft of a report.
#[utoipa::path(
    get,
    path = "/api/v1/reports/{id}/draft",
    params(("id" = String, Path, description = "Id of the obligation")),
    responses(
        (status = 200, body = DraftJson, headers(("etag" = String))),
        (status = 403, description = "May neither write nor sign for the unit"),
        (status = 404, description = "No such report that the caller may see"),
    )
)]
pub async fn get_draft(caller: Caller, Path(id): Path<String>) -> Result<Response, ApiError> {
    let form = open_form(&caller, parse_id(&id)?).await?;
    Ok(versioned(form.draft_version(), Json(draft(form))))
}

/// Replaces the draft, if it still is the one named in `If-Match`.
#[utoipa::path(
    put,
    path = "/api/v1/reports/{id}/draft",
    params(
        ("id" = String, Path, description = "Id of the obligation"),
        ("if-match" = String, Header, description = "ETag of the draft that was read; \"0\" for the first"),
    ),
    request_body = NewDraftJson,
    responses(
        (status = 200, body = DraftJson, headers(("etag" = String))),
        (status = 403, description = "May read but not write"),
        (status = 404, description = "No such report that the caller may see"),
        (status = 412, description = "Somebody else saved in the meantime; nothing was overwritten"),
        (status = 428, description = "If-Match is missing"),
        (status = 422, description = "The round is closed, a text cannot be taken, or codes and ids are unknown or not in the form: each is named by its path (`numbers.YT-99`), and nothing is saved"),
    )
)]
pub async fn put_draft(
    caller: Caller,
    Path(id): Path<String>,
    IfMatch(version): IfMatch,
    Body(new): Body<NewDraftJson>,
) -> Result<Response, ApiError> {
    let obligation = parse_id(&id)?;
    let (typed, mut wrong) = typed(new);
    if !wrong.is_empty() {
        // Everything that is wrong is said at once.
        wrong.extend(not_asked(&caller, obligation, &typed).await?);
        return Err(AppError::Invalid(wrong).into());
    }
    let input = SaveDraft {
        obligation,
        version,
        typed,
    };
    match replace_draft(&caller, input).await? {
        Saved::Kept(kept) => {
            let version = kept.version;
            let form = open_saved(&caller, *kept).await?;
            Ok(versioned(version, Json(draft(form))))
        }
        Saved::Clash(_) => Err(stale()),
    }
}

pub(super) fn parse_id(text: &str) -> Result<ObligationId, ApiError> {
    text.parse().map_err(|_| AppError::NotFound.into())
}

/// The draft, and what of it no code or id can be read from, by its path.
fn typed(new: NewDraftJson) -> (ReportTyped, Vec<FieldError>) {
    let mut wrong = Vec::new();
    let unknown =
        |path: String, typed: &str| FieldError::new(path, "api.code").with("typed", typed);
    let mut natures = BTreeMap::new();
    for (code, said) in new.natures {
        match Nature::from_code(&said) {
            Some(nature) => {
                natures.insert(code, nature);
            }
            None => wrong.push(unknown(format!("natures.{code}"), &said)),
        }
    }
    let style = new.style.as_deref().and_then(NumberStyle::from_code);
    if let (Some(said), None) = (&new.style, style) {
        wrong.push(unknown("style".into(), said));
    }
    let mut tasks = Vec::new();
    for line in new.tasks {
        let path = format!("tasks.{}", line.task);
        if line.percent.is_some_and(|percent| percent > 100) {
            let field = format!("{path}.percent");
            wrong.push(FieldError::new(field, "task.percent_range"));
        }
        match line.task.parse() {
            Ok(task) => tasks.push(TaskLine {
                task,
                percent: line.percent,
                text: line.text,
            }),
            Err(_) => wrong.push(unknown(path, &line.task)),
        }
    }
    let sections = new.sections.into_iter().map(|s| SectionText {
        code: s.code,
        text: s.text,
        is_nil: s.is_nil,
    });
    let typed = ReportTyped {
        is_nil: new.is_nil,
        explanations: new.explanations,
        late_reason: new.late_reason,
        page: String::new(),
        sections: sections.collect(),
        cells: TypedCells {
            style,
            numbers: new.numbers,
            notes: new.notes,
            natures,
        },
        tasks,
    };
    (typed, wrong)
}

/// Takes the form apart: what it says is copied no more than it has to be, as thousands
/// are answered in the minute before a deadline.
fn draft(form: ReportForm) -> DraftJson {
    let (version, state) = (form.draft_version(), form.state_code());
    let troubles = form.cells.iter().flat_map(|c| &c.parts).filter_map(|p| {
        let trouble = p.trouble.as_ref()?;
        Some(TroubleJson {
            key: p.key.clone(),
            typed: trouble.typed.clone(),
            code: trouble.trouble.code(),
        })
    });
    let sections = form.sections.into_iter().map(|s| SectionJson {
        code: s.def.code.clone(),
        text: s.text,
        is_nil: s.is_nil,
    });
    let tasks = form.tasks.into_iter().map(|t| TaskLineJson {
        task: t.id.to_string(),
        percent: t.line.percent,
        text: t.line.text,
    });
    let explanations = form.explanations;
    let remarks = form.remarks.into_iter();
    DraftJson {
        version,
        state,
        period: form.round.period.code(),
        is_prefilled: form.is_prefilled,
        signed_by: form.signed.as_ref().map(|s| s.by.clone()),
        signed_at: form.signed.as_ref().map(|s| s.at),
        refusal: form.refusal.map(|r| r.code()),
        is_nil: form.is_nil,
        sections: sections.collect(),
        cells: form.cells.iter().map(CellJson::from).collect(),
        tasks: tasks.collect(),
        troubles: troubles.collect(),
        remarks: remarks.map(|r| remark(&explanations, r)).collect(),
        asks_late_reason: form.asks_late_reason,
        late_reason: form.late_reason,
        paper_received_on: form.paper.as_ref().map(|p| p.on),
    }
}

fn remark(explanations: &BTreeMap<String, String>, remark: Remark) -> RemarkJson {
    let blocks = remark.blocks();
    let (kind, place) = remark.place.unzip();
    RemarkJson {
        explanation: explanations.get(&remark.key).cloned(),
        key: remark.key,
        code: remark.code,
        importance: match remark.importance {
            Importance::High => "high",
            Importance::Medium => "medium",
            Importance::Low => "low",
        },
        kind: kind.map(|kind| kind.code()),
        place,
        blocks,
    }
}
