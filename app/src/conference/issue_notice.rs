//! Issuing the *Thông báo kết luận*: number, document and binding tasks in one
//! transaction. If anything fails, there is no number, no document and
//! no task.

use super::load_version;
use super::notice::{DOC_TYPE, Issuing, body};
use crate::target::{target_words, units_of};
use crate::{
    AppError, Ctx, FieldError, Letterhead, Locale,
    error::all_valid,
    issuing::{Numbering, take_number},
    task,
};
use domain::account::Right;
use domain::conference::{Act, Facts, check_conclusion, next_state};
use domain::id::{ConferenceId, IssuedDocumentId, TaskId, UnitId};
use domain::journal::Noun;
use domain::numbering::IssuerKind;
use domain::text::clean_line;
use domain::unit::Tree;
use jiff::civil::Date;
use serde_json::json;
use sha2::{Digest, Sha256};
use store::Handle;
use store::conference::{Conclusion, Conference, list_attendances, list_conclusions};
use store::issued::IssuedDocument;

/// What the issuer states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssueNotice {
    /// Version of the conference that was looked at.
    pub version: i32,
    /// Whose form the notice takes.
    pub kind: IssuerKind,
    /// Date written on it; today when not given.
    pub issued_on: Option<Date>,
    /// The number, where the series goes on from numbers given elsewhere; the next
    /// one when not given.
    pub number: Option<i32>,
    /// Who signs.
    pub signer_name: String,
    /// As what.
    pub signer_title: String,
}

/// A notice issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeIssued {
    /// The document.
    pub document: IssuedDocumentId,
    /// Number and symbol.
    pub symbol: String,
    /// The tasks, in the order of the conclusions.
    pub tasks: Vec<TaskId>,
}

/// Issues the notice and makes every conclusion a binding task.
///
/// # Errors
/// [`AppError::Invalid`] with everything missing in any conclusion and at the head of
/// the paper, or when a notice is issued already; [`AppError::Conflict`]; as [`Ctx::require`].
pub async fn issue_notice(
    ctx: &Ctx,
    id: ConferenceId,
    input: IssueNotice,
) -> Result<NoticeIssued, AppError> {
    let account = ctx.account()?;
    let w = ctx.begin().await?;
    let conference = load_version(ctx, &w, id, Right::IssueNotice, input.version).await?;
    let conclusions = list_conclusions(&w, id).await?;
    let facts = Facts {
        is_issued: !store::issued::list_of(&w, Noun::Conference, id.0)
            .await?
            .is_empty(),
        conclusions: conclusions.len(),
        ..Facts::default()
    };
    next_state(conference.state, Act::IssueNotice, &facts)
        .map_err(|e| AppError::refused(e.code()))?;
    let issued_on = input.issued_on.unwrap_or(ctx.today());
    // The version of the unit that holds on the paper's date (domain facts §5.4).
    let head = Letterhead::of(ctx, conference.office, issued_on).await?;
    let mut errors = check(ctx, &conference, &conclusions, issued_on);
    errors.extend(head.missing());
    let (signer_name, signer_title) = signer(&input, errors)?;

    let tree = ctx.tree().await?;
    let numbering = Numbering {
        kind: input.kind,
        office: conference.office,
        symbol: &head.symbol,
        doc_type: DOC_TYPE,
        on: issued_on,
        wanted: input.number,
    };
    let numbered = take_number(&w, &numbering).await?;
    let delegates = list_attendances(&w, id).await?;
    let issuing = Issuing {
        kind: input.kind,
        number: Some(numbered.number),
        on: issued_on,
        head: &head,
        signer_name: &signer_name,
        signer_title: &signer_title,
    };
    let mut content = body(
        &conference,
        &conclusions,
        &list_words(&w, &conclusions, &tree, Locale::Vi).await?,
        &delegates,
        &tree,
        &issuing,
    );
    content.form = crate::profiles::to_freeze(&ctx.app, input.kind, issued_on)?;
    let json_text = serde_json::to_string(&content).map_err(AppError::internal)?;
    let document = IssuedDocument {
        id: IssuedDocumentId(ctx.new_id()),
        series_key: numbered.series_key,
        number: numbered.number,
        symbol: numbered.symbol.clone(),
        doc_type: DOC_TYPE.into(),
        issuer_kind: input.kind,
        issuer: conference.office,
        issued_on,
        subject: conference.title.clone(),
        signer_name,
        signer_title,
        noun: Noun::Conference,
        subject_id: id.0,
        sha256: hex::encode(Sha256::digest(json_text.as_bytes())),
        body: json_text,
        issued_by: account,
        issued_at: ctx.now(),
    };
    store::issued::insert(&w, &document).await?;
    let source = task::Source {
        conference: id,
        notice: document.id,
        symbol: document.symbol.clone(),
        giver: conference.office,
    };
    // Lists are turned into units now: the task is given now.
    let charged = with_lists(ctx, &conclusions, conference.office).await?;
    let (tasks, mut entries) = task::issue_from_conclusions(ctx, &w, &source, &charged).await?;
    // The counter moves, so that whoever still edits the conference sees this.
    store::conference::update(&w, &conference).await?;
    let detail = json!({ "document": document.id, "symbol": document.symbol, "sha256": document.sha256, "tasks": tasks.len() });
    entries.push(ctx.entry(
        Act::IssueNotice.code(),
        Noun::Conference,
        id.0,
        Some(conference.office),
        detail,
    ));
    ctx.commit_all(w, &entries).await?;
    Ok(NoticeIssued {
        document: document.id,
        symbol: document.symbol,
        tasks,
    })
}

/// The lists of each conclusion in words.
pub(super) async fn list_words(
    h: &impl Handle,
    conclusions: &[Conclusion],
    tree: &Tree,
    locale: Locale,
) -> Result<Vec<Vec<String>>, AppError> {
    let mut all = Vec::new();
    for conclusion in conclusions {
        let mut words = Vec::new();
        for list in &conclusion.draft.also {
            words.push(target_words(h, tree, locale, list).await?);
        }
        all.push(words);
    }
    Ok(all)
}

/// The conclusions with their lists as the units of today.
async fn with_lists(
    ctx: &Ctx,
    conclusions: &[Conclusion],
    office: UnitId,
) -> Result<Vec<Conclusion>, AppError> {
    let mut charged = conclusions.to_vec();
    for draft in charged.iter_mut().map(|c| &mut c.draft) {
        for unit in units_of(ctx, &draft.also, office).await? {
            if draft.lead != Some(unit) && !draft.cooperating.contains(&unit) {
                draft.cooperating.push(unit);
            }
        }
    }
    Ok(charged)
}

/// What is wrong with conclusions, chair and date.
fn check(
    ctx: &Ctx,
    conference: &Conference,
    conclusions: &[Conclusion],
    issued_on: Date,
) -> Vec<FieldError> {
    let mut errors = Vec::new();
    for conclusion in conclusions {
        for error in check_conclusion(&conclusion.draft, conference.held_on) {
            let field = format!("conclusion.{}", conclusion.number);
            errors.push(
                FieldError::new(field, error.code()).with("number", conclusion.number.to_string()),
            );
        }
    }
    if conference.chair_name.is_empty() {
        errors.push(FieldError::new("chair_name", "conference.chair_missing"));
    }
    if issued_on < conference.held_on || issued_on > ctx.today() {
        errors.push(FieldError::new("issued_on", "conference.issue_date"));
    }
    errors
}

/// Signer and title, or everything that is missing: `errors` were found before.
fn signer(input: &IssueNotice, mut errors: Vec<FieldError>) -> Result<(String, String), AppError> {
    let signer_name = clean_line(&input.signer_name).unwrap_or_default();
    if signer_name.is_empty() {
        errors.push(FieldError::new("signer_name", "required"));
    }
    let signer_title = clean_line(&input.signer_title).unwrap_or_default();
    if signer_title.is_empty() {
        errors.push(FieldError::new("signer_title", "required"));
    }
    all_valid(errors)?;
    Ok((signer_name, signer_title))
}
