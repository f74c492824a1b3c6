//! The job of the opening day: scheduled obligations become open.

use crate::app::App;
use crate::{Actor, AppError, Ctx, Locale};
use domain::journal::Noun;
use serde_json::json;
use std::sync::Arc;

/// Moves the obligations of every round whose opening day has come from
/// *scheduled* to *open*; answers how many moved. Running it again moves none.
///
/// # Errors
/// When the database fails.
pub async fn open_due(app: &Arc<App>) -> Result<u64, AppError> {
    let ctx = Ctx::new(Arc::clone(app), Actor::System, Locale::Vi);
    let mut all = 0;
    for id in store::obligation::rounds_to_open(&ctx.read(), ctx.today()).await? {
        let w = ctx.begin().await?;
        let Some(round) = store::round::find(&w, id).await? else {
            continue;
        };
        let moved = store::obligation::open_scheduled(&w, id).await?;
        // Another server was quicker: then there is nothing to write down.
        if moved == 0 {
            continue;
        }
        let detail = json!({ "code": round.code, "units": moved });
        ctx.commit(
            w,
            ctx.entry("round.begin", Noun::Round, id.0, Some(round.office), detail),
        )
        .await?;
        all += moved;
    }
    Ok(all)
}
