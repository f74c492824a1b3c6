//! The job that reads what waits in the queue.
//!
//! A text is claimed in a transaction of its own before it is read, so that
//! several servers share one queue. A claim that nobody ended within
//! [`CLAIM_LASTS`] is free again: a process that died leaves its texts in the
//! queue. A text at which the program dies again and again is refused, or one
//! bad file would hold up all others for ever.

use super::door::refusal_entry;
use super::lead::known_bodies;
use crate::{Actor, App, AppError, Ctx, Locale};
use domain::id::ReadingId;
use domain::journal::Noun;
use extract::reading::read_text_knowing;
use jiff::SignedDuration;
use serde_json::json;
use std::sync::Arc;
use store::reading::{Intake, IntakeState, Reading, ReadingState};
use store::{Chore, StoreError};
use tokio::task::JoinSet;

/// How long a claim holds. Reading two million bytes takes less than a second.
const CLAIM_LASTS: SignedDuration = SignedDuration::from_mins(5);

/// How often a text is tried.
const MAX_ATTEMPTS: i32 = 3;

/// Texts read at the same time.
pub(crate) const AT_ONCE: usize = 2;

/// Reads everything that waits, a few texts at a time; answers how many.
///
/// # Errors
/// When the database fails. A text that cannot be read is refused, not an error.
pub async fn read_queued(app: &Arc<App>) -> Result<usize, AppError> {
    let mut done = 0;
    loop {
        let stale = app.clock.now() - CLAIM_LASTS;
        let waiting =
            store::reading::list_readable(&app.store.read(), stale, AT_ONCE as u64).await?;
        if waiting.is_empty() {
            return Ok(done);
        }
        let mut running = JoinSet::new();
        for intake in waiting {
            if let Some(claimed) = claim(app, intake).await? {
                let app = Arc::clone(app);
                running.spawn(async move { read(&app, claimed).await });
            }
        }
        while let Some(ended) = running.join_next().await {
            ended.map_err(AppError::internal)??;
            done += 1;
        }
    }
}

/// Reads one text now, unless it is being read or was read already: for a
/// command that wants to say what was understood.
///
/// # Errors
/// When the database fails.
pub async fn read_one(app: &Arc<App>, id: ReadingId) -> Result<(), AppError> {
    let found = store::reading::find_intake(&app.store.read(), id).await?;
    if let Some(intake) = found.filter(|i| i.state == IntakeState::Queued)
        && let Some(claimed) = claim(app, intake).await?
    {
        read(app, claimed).await?;
    }
    Ok(())
}

/// Claims a text; `None` when another process was faster.
async fn claim(app: &App, mut intake: Intake) -> Result<Option<Intake>, AppError> {
    intake.state = IntakeState::Reading;
    intake.attempts += 1;
    intake.claimed_at = Some(app.clock.now());
    let w = app.store.begin().await?;
    match store::reading::update_intake(&w, &intake).await {
        Ok(()) => {
            w.commit_chore(Chore::Reading).await?;
            intake.version += 1;
            Ok(Some(intake))
        }
        Err(StoreError::Conflict) => Ok(None),
        Err(other) => Err(other.into()),
    }
}

async fn read(app: &Arc<App>, intake: Intake) -> Result<(), AppError> {
    let ctx = Ctx::new(Arc::clone(app), Actor::System, Locale::Vi);
    let stored = store::reading::find_text(&ctx.read(), intake.id).await?;
    let Some(stored) = stored.filter(|_| intake.attempts <= MAX_ATTEMPTS) else {
        return refuse(&ctx, intake, "failed").await;
    };
    // As it was normalised at the door, maybe by an older program.
    let text = extract::text::normalise(&stored.text);
    let _turn = app.reading_turns.acquire().await;
    let known = known_bodies(&*ctx.tree().await?);
    let ended = tokio::task::spawn_blocking(move || {
        let read = read_text_knowing(&text, &known);
        (read, text)
    })
    .await;
    let Ok((read, text)) = ended else {
        return refuse(&ctx, intake, "failed").await;
    };
    if read.is_refused() {
        // The door looked for marks already; a newer program may know more.
        return refuse(&ctx, intake, "state-secret").await;
    }
    let mut findings: Vec<serde_json::Value> =
        serde_json::from_str(&stored.findings).map_err(AppError::internal)?;
    for finding in &read.findings {
        findings.push(serde_json::to_value(finding).map_err(AppError::internal)?);
    }
    let reading = Reading {
        id: intake.id,
        file_name: intake.file_name.clone(),
        sha256: intake.sha256.clone(),
        source_text: text,
        facts: serde_json::to_string(&read.value).map_err(AppError::internal)?,
        findings: serde_json::to_string(&findings).map_err(AppError::internal)?,
        state: ReadingState::Waiting,
        office: intake.office,
        read_by: intake.taken_by,
        read_at: ctx.now(),
        conference: None,
        version: 1,
    };
    let w = ctx.begin().await?;
    let done = Intake {
        state: IntakeState::Read,
        claimed_at: None,
        ..intake
    };
    match store::reading::update_intake(&w, &done).await {
        Ok(()) => {}
        // Another process took the claim over and was faster.
        Err(StoreError::Conflict) => return Ok(()),
        Err(other) => return Err(other.into()),
    }
    store::reading::insert(&w, &reading).await?;
    let detail = json!({
        "file": reading.file_name,
        "documents": read.value.documents.len(),
        "tasks": read.value.tasks.len(),
        "figures": read.value.figures.len(),
    });
    let entry = ctx.entry(
        "reading.read",
        Noun::Reading,
        reading.id.0,
        Some(reading.office),
        detail,
    );
    ctx.commit(w, entry).await
}

/// Ends a text that cannot be read. One that is secret leaves nothing.
async fn refuse(ctx: &Ctx, intake: Intake, code: &str) -> Result<(), AppError> {
    let w = ctx.begin().await?;
    let entry = refusal_entry(ctx, intake.id, intake.office, &[code]);
    if code == "state-secret" {
        store::reading::delete_intake(&w, intake.id).await?;
    } else {
        let refused = Intake {
            state: IntakeState::Refused,
            reason: Some(code.into()),
            claimed_at: None,
            ..intake
        };
        match store::reading::update_intake(&w, &refused).await {
            Ok(()) => {}
            Err(StoreError::Conflict) => return Ok(()),
            Err(other) => return Err(other.into()),
        }
    }
    ctx.commit(w, entry).await
}
