//! Prints how long a sent report takes to show in every total of its round:
//! `cargo run --release -p app --example totals`.

mod demo;

use app::Ctx;
use app::account::actor_of_login;
use app::report::{ReportTyped, SaveDraft, Saved, SignReport, open_form, save_draft};
use app::totals::By;
use std::sync::Arc;
use std::time::Instant;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let dir = tempfile::tempdir()?;
    let ctx = demo::open(dir.path()).await?;
    let round = store::round::list(&ctx.read())
        .await?
        .into_iter()
        .next()
        .ok_or("no round")?;
    let before = app::totals::totals(&ctx, round.id, By::Unit).await?;
    let tree = ctx.tree().await?;
    for owed in store::obligation::list_of_round(&ctx.read(), round.id).await? {
        let Some(draft) = store::report::find_draft(&ctx.read(), owed.id).await? else {
            continue;
        };
        let Some(unit) = tree.get(owed.unit) else {
            continue;
        };
        let Ok(head) = actor_of_login(&ctx.app, &format!("tt.{}", unit.code.to_lowercase())).await
        else {
            continue;
        };
        let own = Ctx::new(Arc::clone(&ctx.app), head, ctx.locale);
        // The day of the demo may lie after the due day.
        let Ok(form) = open_form(&own, owed.id).await else {
            continue;
        };
        let typed = ReportTyped {
            late_reason: Some("Báo cáo được ký muộn để đo tốc độ.".into()),
            ..form.as_typed()
        };
        let draft = SaveDraft {
            obligation: owed.id,
            version: draft.version,
            typed,
        };
        let Ok(Saved::Kept(kept)) = save_draft(&own, draft).await else {
            continue;
        };
        let start = Instant::now();
        let input = SignReport {
            obligation: owed.id,
            version: kept.version,
        };
        // Half-written drafts and accepted reports cannot be signed; others can.
        if app::report::submit(&own, input).await.is_err() {
            continue;
        }
        let after = app::totals::totals(&ctx, round.id, By::Unit).await?;
        let took = start.elapsed().as_secs_f64() * 1e3;
        if after.coverage == before.coverage && after.rows == before.rows {
            return Err("the report does not show".into());
        }
        println!("{took:>9.1} ms  report signed until in every total");
        return Ok(());
    }
    Err("no report could be signed".into())
}
