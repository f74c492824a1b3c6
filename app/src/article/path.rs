//! The acts of the editorial path: approve, publish, correct, withdraw.

use super::save::{ArticleInput, apply, seen_record};
use super::{facts, load_version};
use crate::{AppError, Ctx, FieldError};
use domain::account::Right;
use domain::article::{Act, ArticleError, Facts, next_state};
use domain::id::ArticleId;
use domain::journal::Noun;
use domain::text::clean_line;
use serde_json::json;
use store::article::Article;

/// A correction of a public article.
#[derive(Debug, Clone)]
pub struct Correction {
    /// The text as it shall be.
    pub text: ArticleInput,
    /// What was wrong, for the readers.
    pub note: String,
    /// Whether the editor has compared with the record.
    pub is_record_seen: bool,
}

/// Approves a draft: the actor states that law, state secrets and personal data
/// were checked.
///
/// # Errors
/// [`AppError::Invalid`] when something is missing or the check is not stated;
/// [`AppError::Conflict`]; as [`Ctx::require`].
pub async fn approve(
    ctx: &Ctx,
    id: ArticleId,
    version: i32,
    is_cleared: bool,
) -> Result<(), AppError> {
    step(
        ctx,
        id,
        version,
        Act::Approve,
        |f| Facts { is_cleared, ..f },
        |_| {},
    )
    .await
}

/// Makes an approved article public.
///
/// # Errors
/// As [`approve`].
pub async fn publish(ctx: &Ctx, id: ArticleId, version: i32) -> Result<(), AppError> {
    let account = ctx.account()?;
    let now = ctx.now();
    let mark = move |article: &mut Article| {
        article.published_at = Some(now);
        article.published_by = Some(account);
    };
    step(ctx, id, version, Act::Publish, |f| f, mark).await
}

/// Takes an article from the public; its address answers with the reason.
///
/// # Errors
/// [`AppError::Invalid`] without a reason; else as [`approve`].
pub async fn withdraw(
    ctx: &Ctx,
    id: ArticleId,
    version: i32,
    reason: &str,
) -> Result<(), AppError> {
    let reason = note("reason", reason)?;
    let has_note = !reason.is_empty();
    let mark = move |article: &mut Article| article.withdrawal_reason = Some(reason);
    step(
        ctx,
        id,
        version,
        Act::Withdraw,
        |f| Facts { has_note, ..f },
        mark,
    )
    .await
}

/// Changes the public text; readers see the note.
///
/// # Errors
/// [`AppError::Invalid`] without a note or with a defect; else as [`approve`].
pub async fn correct(
    ctx: &Ctx,
    id: ArticleId,
    version: i32,
    correction: Correction,
) -> Result<(), AppError> {
    let note = note("note", &correction.note)?;
    let seen = seen_record(ctx, id, correction.is_record_seen).await?;
    let w = ctx.begin().await?;
    let mut article = load_version(ctx, &w, id, Right::PublishArticle, version).await?;
    apply(&mut article, &correction.text)?;
    let facts = Facts {
        has_note: !note.is_empty(),
        ..facts(&article)
    };
    article.state =
        next_state(article.state, Act::Correct, &facts).map_err(|e| refusal(Act::Correct, e))?;
    let line = format!("{}: {note}", ctx.today().strftime("%d/%m/%Y"));
    article.correction = Some(match article.correction.take() {
        Some(earlier) => format!("{earlier}\n{line}"),
        None => line,
    });
    article.record = seen.or(article.record);
    article.updated_at = ctx.now();
    store::article::update(&w, &article).await?;
    let detail = json!({ "title": article.title, "note": note });
    let entry = ctx.entry(
        Act::Correct.code(),
        Noun::Article,
        id.0,
        Some(article.office),
        detail,
    );
    ctx.commit(w, entry).await
}

async fn step(
    ctx: &Ctx,
    id: ArticleId,
    version: i32,
    act: Act,
    known: impl FnOnce(Facts) -> Facts,
    mark: impl FnOnce(&mut Article),
) -> Result<(), AppError> {
    let w = ctx.begin().await?;
    let mut article = load_version(ctx, &w, id, Right::PublishArticle, version).await?;
    let before = article.state;
    article.state =
        next_state(before, act, &known(facts(&article))).map_err(|e| refusal(act, e))?;
    mark(&mut article);
    article.updated_at = ctx.now();
    store::article::update(&w, &article).await?;
    let detail = json!({
        "title": article.title,
        "from": before.code(),
        "to": article.state.code(),
        "reason": article.withdrawal_reason,
    });
    let entry = ctx.entry(
        act.code(),
        Noun::Article,
        id.0,
        Some(article.office),
        detail,
    );
    ctx.commit(w, entry).await
}

fn note(field: &'static str, text: &str) -> Result<String, AppError> {
    clean_line(text)
        .map_err(|_| AppError::Invalid(vec![FieldError::new(field, "text.control_character")]))
}

/// The refusal beside the field that can mend it.
fn refusal(act: Act, err: ArticleError) -> AppError {
    let field = match (err, act) {
        (ArticleError::NotCleared, _) => "cleared",
        (ArticleError::NoteMissing, Act::Withdraw) => "reason",
        (ArticleError::NoteMissing, _) => "note",
        _ => "",
    };
    AppError::Invalid(vec![FieldError::new(field, err.code())])
}
