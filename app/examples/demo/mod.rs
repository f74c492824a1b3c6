//! A demo in a temporary folder, for measuring.

use app::clock::{FixedClock, SeededEntropy};
use app::demo::Plan;
use app::{Actor, App, Ctx, Locale, Options};
use std::collections::HashMap;
use std::sync::Arc;
use store::Store;

/// The demo as seen on 9 October 2026, when quarter III is under way.
#[allow(dead_code, reason = "each example uses one of the two")]
pub async fn open(dir: &std::path::Path) -> Result<Ctx, Box<dyn std::error::Error>> {
    open_with(dir, 30).await
}

/// The same with so many communes.
pub async fn open_with(
    dir: &std::path::Path,
    communes: usize,
) -> Result<Ctx, Box<dyn std::error::Error>> {
    let store = Store::open(&format!("sqlite://{}", dir.join("demo.db").display()), true).await?;
    store.migrate().await?;
    let clock = Arc::new(FixedClock::new("2026-10-09T02:00:00Z".parse()?));
    let app = App::new(
        store,
        clock,
        Arc::new(SeededEntropy::new(1)),
        Options::default(),
    );
    let ctx = Ctx::new(app, Actor::System, Locale::Vi);
    let plan = Plan {
        quarters: 2,
        communes,
        ..Plan::new(ctx.today(), HashMap::new())
    };
    app::demo::build(&ctx, &plan, &|_| {}).await?;
    Ok(ctx)
}
