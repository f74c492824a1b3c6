//! Prints how long reading 1,000 filled forms takes:
//! `cargo run --release -p app --example forms`.

mod demo;

use app::Ctx;
use app::account::actor_of_login;
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
    let tree = ctx.tree().await?;
    let unit = tree.by_code("SGDDT").ok_or("no unit")?.unit;
    let owed = store::obligation::find_of(&ctx.read(), round.id, unit)
        .await?
        .ok_or("owes nothing")?;
    let reporter = actor_of_login(&ctx.app, "baocao").await?;
    let own = Ctx::new(Arc::clone(&ctx.app), reporter, ctx.locale);
    let form = app::report::form_file(&own, owed.id).await?;
    let start = Instant::now();
    let mut cells = 0;
    for _ in 0..1_000 {
        cells += extract::form::read_form(&form.bytes).value.cells.len();
    }
    println!(
        "{:>9.1} ms  1,000 forms, {cells} cells",
        start.elapsed().as_secs_f64() * 1e3
    );
    Ok(())
}
