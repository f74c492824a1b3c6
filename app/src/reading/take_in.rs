//! Taking a file in: read, kept as waiting, recognised when it comes again.

use crate::{AppError, Ctx, FieldError};
use domain::account::Right;
use domain::id::{ReadingId, UnitId};
use domain::journal::Noun;
use extract::format::read_source;
use extract::reading::read_text;
use extract::text::normalise;
use extract::{Extracted, ReadOptions, Reading as Facts, Severity};
use serde_json::json;
use sha2::{Digest, Sha256};
use store::reading::{Reading, ReadingState};

/// What became of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// It waits for a person.
    Waiting(ReadingId),
    /// The same file was here before.
    Known(ReadingId),
}

/// A text with its facts understood.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// The stored row.
    pub reading: Reading,
    /// The facts.
    pub facts: Facts,
}

/// Reads a file in. Nothing of a refused file is kept; the journal
/// notes the refusal without its name or content.
///
/// # Errors
/// [`AppError::Invalid`] when the file is refused, with every reason.
pub async fn take_in(
    ctx: &Ctx,
    office: UnitId,
    file_name: String,
    bytes: Vec<u8>,
) -> Result<Taken, AppError> {
    ctx.require(Right::WriteDirective, office).await?;
    if bytes.len() as u64 > ctx.app.options.upload_limit {
        let limit = (ctx.app.options.upload_limit / 1024 / 1024).to_string();
        return Err(AppError::Invalid(vec![
            FieldError::new("file", "reading.too_large").with("limit", limit),
        ]));
    }
    let sha256 = hex::encode(Sha256::digest(&bytes));
    if let Some(known) = store::reading::find_same(&ctx.read(), office, &sha256).await? {
        return Ok(Taken::Known(known.id));
    }
    let name = file_name.clone();
    let (extracted, text) = tokio::task::spawn_blocking(move || read(&name, &bytes))
        .await
        .map_err(AppError::internal)?;
    if extracted.is_refused() {
        let refused: Vec<_> = extracted
            .findings
            .iter()
            .filter(|f| f.severity == Severity::Refused)
            .collect();
        let codes: Vec<&str> = refused.iter().map(|f| f.code).collect();
        let w = ctx.begin().await?;
        let detail = json!({ "reason": codes.join(", ") });
        ctx.commit(
            w,
            ctx.entry(
                "reading.refuse",
                Noun::Reading,
                ctx.new_id(),
                Some(office),
                detail,
            ),
        )
        .await?;
        return Err(AppError::Invalid(
            refused.iter().map(|f| refusal(f.code)).collect(),
        ));
    }
    let reading = Reading {
        id: ReadingId(ctx.new_id()),
        file_name,
        sha256,
        source_text: text,
        facts: serde_json::to_string(&extracted.value).map_err(AppError::internal)?,
        findings: serde_json::to_string(&extracted.findings).map_err(AppError::internal)?,
        state: ReadingState::Waiting,
        office,
        read_by: ctx.account()?,
        read_at: ctx.now(),
        conference: None,
        version: 1,
    };
    let w = ctx.begin().await?;
    store::reading::insert(&w, &reading).await?;
    let detail = json!({ "file": reading.file_name, "documents": extracted.value.documents.len() });
    ctx.commit(
        w,
        ctx.entry(
            "reading.take_in",
            Noun::Reading,
            reading.id.0,
            Some(office),
            detail,
        ),
    )
    .await?;
    Ok(Taken::Waiting(reading.id))
}

/// Text and facts of a file; of a refused one neither.
fn read(name: &str, bytes: &[u8]) -> (Extracted<Facts>, String) {
    let source = read_source(name, bytes, &ReadOptions::default());
    if source.is_refused() {
        return (source.map(|_| Facts::default()), String::new());
    }
    let mut extracted = read_text(&source.value.text);
    extracted.findings.splice(0..0, source.findings);
    // The spans of the facts refer to the normalised text.
    (extracted, normalise(&source.value.text))
}

/// The words for a refusal; reasons without words of their own share one.
fn refusal(code: &'static str) -> FieldError {
    match code {
        "state-secret" => FieldError::new("file", "reading.secret"),
        "macro" => FieldError::new("file", "reading.macro"),
        "encrypted" => FieldError::new("file", "reading.encrypted"),
        "archive-bomb" => FieldError::new("file", "reading.bomb"),
        "scan-without-text" => FieldError::new("file", "reading.scan"),
        "archive-damaged" | "pdf-damaged" => FieldError::new("file", "reading.damaged"),
        other => FieldError::new("file", "reading.refused").with("code", other),
    }
}

/// Texts read in that the actor may see.
///
/// # Errors
/// [`AppError::Forbidden`] without the right.
pub async fn list(ctx: &Ctx) -> Result<Vec<Reading>, AppError> {
    ctx.require_any(Right::WriteDirective)?;
    let tree = ctx.tree().await?;
    let mut all = store::reading::list(&ctx.read(), 200).await?;
    all.retain(|r| ctx.actor.has_over(Right::WriteDirective, r.office, &tree));
    Ok(all)
}

/// One text with its facts.
///
/// # Errors
/// [`AppError::NotFound`] when there is none, or not for this actor.
pub async fn show(ctx: &Ctx, id: ReadingId) -> Result<Waiting, AppError> {
    let reading = store::reading::find(&ctx.read(), id)
        .await?
        .ok_or(AppError::NotFound)?;
    ctx.require(Right::WriteDirective, reading.office).await?;
    let facts = serde_json::from_str(&reading.facts).map_err(AppError::internal)?;
    Ok(Waiting { reading, facts })
}
