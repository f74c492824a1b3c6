//! Bringing an instance of an older version up to the schema of the program.

use crate::{Actor, AppError, Ctx};
use domain::calendar::VIETNAM;
use domain::journal::Noun;
use serde_json::json;
use std::path::PathBuf;
use uuid::Uuid;

/// Copies the database into a new file beside it and answers its path; none where the
/// database is on a server, which only its own tools copy. Files of evidence are not
/// in it: no upgrade touches them.
///
/// # Errors
/// [`AppError::Forbidden`] for everybody but the program itself; when the copy cannot
/// be written.
pub async fn back_up(ctx: &Ctx) -> Result<Option<PathBuf>, AppError> {
    system_only(ctx)?;
    let at = VIETNAM.to_datetime(ctx.now()).strftime("%Y%m%d-%H%M%S");
    let ending = format!(".before-upgrade-{at}");
    Ok(ctx.app.store.copy_beside(&ending).await?)
}

/// Brings the schema of an instance in use up to date, all of it or nothing, together
/// with the entry that says so. Answers the migrations that ran: none when there was
/// nothing to do.
///
/// # Errors
/// [`AppError::Forbidden`] for everybody but the program itself: who has which right
/// cannot be read from an older schema. When a migration fails.
pub async fn upgrade(ctx: &Ctx) -> Result<Vec<String>, AppError> {
    system_only(ctx)?;
    let w = ctx.begin().await?;
    let ran = w.migrate().await?;
    if ran.is_empty() {
        return Ok(ran);
    }
    let detail = json!({ "migrations": ran.join(", ") });
    let entry = ctx.entry(
        "instance.upgrade",
        Noun::Instance,
        Uuid::nil(),
        None,
        detail,
    );
    ctx.commit(w, entry).await?;
    Ok(ran)
}

fn system_only(ctx: &Ctx) -> Result<(), AppError> {
    match ctx.actor {
        Actor::System => Ok(()),
        _ => Err(AppError::Forbidden),
    }
}
