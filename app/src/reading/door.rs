//! The door: a file is opened, and what must not be kept is refused before
//! anything is stored.
//!
//! Marks of secrecy are looked for here and not by the job that reads later: a
//! marked file must leave nothing behind, not even for the minutes in a queue
//! . So the queue holds the text of files that passed, never a file.

use super::lead::known_bodies;
use crate::{AppError, Ctx, FieldError};
use domain::account::Right;
use domain::id::{ReadingId, UnitId};
use domain::journal::Noun;
use extract::format::read_source;
use extract::reading::{Reading as Facts, read_text_knowing};
use extract::secrecy::find_marks;
use extract::text::normalise;
use extract::{Finding, ReadOptions, Severity};
use serde_json::json;
use sha2::{Digest, Sha256};
use store::reading::{Intake, IntakeState, IntakeText, ReadingState};

/// Bytes of text that are kept of one file: a thousand pages, and what the
/// reader reads at most.
const MAX_TEXT: usize = 2_000_000;

/// What became of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It waits to be read.
    Queued(ReadingId),
    /// The same file was here before.
    Known(ReadingId),
}

/// What would become of one file.
#[derive(Debug, Clone, PartialEq)]
pub enum Preview {
    /// It would be taken in; this is what is understood.
    New(Box<Facts>),
    /// The same file is here.
    Known(ReadingId),
    /// It would be refused.
    Refused(Vec<FieldError>),
}

/// A file opened: text and remarks, or the codes that refuse it.
struct Opened {
    text: String,
    findings: Vec<Finding>,
}

impl Opened {
    fn refusals(&self) -> Vec<&'static str> {
        let mut codes: Vec<&'static str> = self
            .findings
            .iter()
            .filter(|f| f.severity == Severity::Refused)
            .map(|f| f.code)
            .collect();
        codes.dedup();
        codes
    }
}

/// Takes a file in: opened, then queued to be read. Of a file with a mark of
/// secrecy nothing is kept, not its name either; the journal notes the refusal
/// . Of any other file that cannot be taken, name and reason are kept.
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
    let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    let sha256 = hex::encode(Sha256::digest(&bytes));
    if let Some(known) = find_known(&ctx.read(), office, &sha256).await? {
        return Ok(Taken::Known(known));
    }
    let opened = open(ctx, &file_name, bytes).await?;
    let codes = opened.refusals();
    let is_secret = codes.contains(&"state-secret");
    let intake = Intake {
        id: ReadingId(ctx.new_id()),
        file_name: if is_secret { String::new() } else { file_name },
        sha256,
        size,
        state: if codes.is_empty() {
            IntakeState::Queued
        } else {
            IntakeState::Refused
        },
        reason: (!codes.is_empty()).then(|| codes.join(" ")),
        attempts: 0,
        office,
        taken_by: ctx.account()?,
        taken_at: ctx.now(),
        claimed_at: None,
        version: 1,
    };
    let w = ctx.begin().await?;
    // Twice in one batch, or by two people at once: the first counts.
    if let Some(known) = find_known(&w, office, &intake.sha256).await? {
        return Ok(Taken::Known(known));
    }
    for same in store::reading::list_same(&w, office, &intake.sha256).await? {
        if same.state == IntakeState::Refused {
            store::reading::delete_intake(&w, same.id).await?;
        }
    }
    let entry = if codes.is_empty() {
        let text = IntakeText {
            text: opened.text,
            findings: serde_json::to_string(&opened.findings).map_err(AppError::internal)?,
        };
        store::reading::insert_intake(&w, &intake, &text).await?;
        let detail = json!({ "file": intake.file_name });
        ctx.entry(
            "reading.take_in",
            Noun::Reading,
            intake.id.0,
            Some(office),
            detail,
        )
    } else {
        if !is_secret {
            let nothing = IntakeText {
                text: String::new(),
                findings: "[]".into(),
            };
            store::reading::insert_intake(&w, &intake, &nothing).await?;
        }
        refusal_entry(ctx, intake.id, office, &codes)
    };
    ctx.commit(w, entry).await?;
    if codes.is_empty() {
        Ok(Taken::Queued(intake.id))
    } else {
        Err(AppError::Invalid(refusals(ctx, &codes)))
    }
}

/// Says what would become of a file, and writes nothing.
///
/// # Errors
/// As [`Ctx::require`]. A refusal is an answer here, not an error.
pub async fn preview(
    ctx: &Ctx,
    office: UnitId,
    file_name: &str,
    bytes: Vec<u8>,
) -> Result<Preview, AppError> {
    ctx.require(Right::WriteDirective, office).await?;
    let sha256 = hex::encode(Sha256::digest(&bytes));
    if let Some(known) = find_known(&ctx.read(), office, &sha256).await? {
        return Ok(Preview::Known(known));
    }
    let opened = open(ctx, file_name, bytes).await?;
    let codes = opened.refusals();
    if !codes.is_empty() {
        return Ok(Preview::Refused(refusals(ctx, &codes)));
    }
    let known = known_bodies(&*ctx.tree().await?);
    let read = tokio::task::spawn_blocking(move || read_text_knowing(&opened.text, &known))
        .await
        .map_err(AppError::internal)?;
    Ok(Preview::New(Box::new(read.value)))
}

/// The text of the same file that is in the queue or was read and not dropped.
async fn find_known(
    h: &impl store::Handle,
    office: UnitId,
    sha256: &str,
) -> Result<Option<ReadingId>, AppError> {
    for same in store::reading::list_same(h, office, sha256).await? {
        let is_here = match same.state {
            IntakeState::Queued | IntakeState::Reading => true,
            IntakeState::Refused => false,
            IntakeState::Read => !store::reading::states(h, &[same.id])
                .await?
                .iter()
                .any(|(_, state)| *state == ReadingState::Dropped),
        };
        if is_here {
            return Ok(Some(same.id));
        }
    }
    Ok(None)
}

/// Opens a file off the async threads, few at a time: unpacking may need much
/// memory, and a hundred uploads must not need a hundred times as much.
async fn open(ctx: &Ctx, name: &str, bytes: Vec<u8>) -> Result<Opened, AppError> {
    let limit = usize::try_from(ctx.app.options.upload_limit).unwrap_or(usize::MAX);
    let options = ReadOptions {
        max_bytes: limit,
        ..ReadOptions::default()
    };
    let _turn = ctx.app.reading_turns.acquire().await;
    let name = name.to_owned();
    let opened = tokio::task::spawn_blocking(move || open_now(&name, &bytes, &options)).await;
    // A reader that breaks down on one file is our fault, and that file's end;
    // the others go on.
    Ok(opened.unwrap_or_else(|_| Opened {
        text: String::new(),
        findings: vec![Finding::document("failed", Severity::Refused, "")],
    }))
}

fn open_now(name: &str, bytes: &[u8], options: &ReadOptions) -> Opened {
    let source = read_source(name, bytes, options);
    let mut findings = source.findings;
    if findings.iter().any(|f| f.severity == Severity::Refused) {
        return Opened {
            text: String::new(),
            findings,
        };
    }
    // The spans of the facts refer to the normalised text.
    let mut text = normalise(&source.value.text);
    let secret = find_marks(&text);
    if !secret.is_empty() {
        return Opened {
            text: String::new(),
            findings: secret,
        };
    }
    if text.len() > MAX_TEXT {
        text.truncate(text.floor_char_boundary(MAX_TEXT));
        findings.push(Finding::document(
            "text-too-long",
            Severity::Warning,
            "only the first two million bytes were kept",
        ));
    }
    Opened { text, findings }
}

/// The journal's entry of a refusal: the reason and nothing of the file.
pub(super) fn refusal_entry(
    ctx: &Ctx,
    id: ReadingId,
    office: UnitId,
    codes: &[&str],
) -> domain::journal::Entry {
    let detail = json!({ "reason": codes.join(", ") });
    ctx.entry("reading.refuse", Noun::Reading, id.0, Some(office), detail)
}

/// The words for refusals; reasons without words of their own share one.
pub(super) fn refusals<S: AsRef<str>>(ctx: &Ctx, codes: &[S]) -> Vec<FieldError> {
    let mut all: Vec<FieldError> = codes
        .iter()
        .map(|code| match (code.as_ref(), refusal(code.as_ref())) {
            ("oversize", _) => {
                let limit = (ctx.app.options.upload_limit / 1024 / 1024).to_string();
                FieldError::new("file", "reading.too_large").with("limit", limit)
            }
            (_, Some(said)) => FieldError::new("file", said),
            (other, None) => FieldError::new("file", "reading.refused").with("code", other),
        })
        .collect();
    all.dedup();
    all
}

/// The words for one reason.
pub(super) fn refusal(code: &str) -> Option<&'static str> {
    Some(match code {
        "state-secret" => "reading.secret",
        "macro" => "reading.macro",
        "encrypted" => "reading.encrypted",
        "archive-bomb" => "reading.bomb",
        "pdf-nested" => "reading.pdf_nested",
        "scan-without-text" => "reading.scan",
        "old-word" => "reading.old_word",
        "archive-damaged" | "pdf-damaged" | "docx-damaged" => "reading.damaged",
        "xml-entities" => "reading.entities",
        "empty" => "reading.nothing",
        "type-unknown" | "type-unsupported" => "reading.type",
        "failed" => "reading.failed",
        "oversize" => "reading.too_large",
        _ => return None,
    })
}
