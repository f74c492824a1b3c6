//! The demo country itself, in whole or in part, without the executable.

use crate::{Fallible, address, memory, tell, tell_count};
use app::clock::{Clock, FixedClock, SeededEntropy, SystemClock};
use app::demo::Plan;
use app::{Actor, App, Ctx, Locale, Options};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Instant;
use store::Store;

pub(crate) async fn run(db: &str, communes: usize) -> Fallible<()> {
    let start = Instant::now();
    let store = Store::open(&address(db), true).await?;
    store.migrate().await?;
    if !store::round::list(&store.read()).await?.is_empty() {
        tell_count("yes", "made before");
        return Ok(());
    }
    let clock = Arc::new(FixedClock::new(SystemClock.now()));
    let plan = Plan {
        communes,
        provinces: 34,
        indicators: 200,
        quarters: 8,
        ..Plan::new(
            domain::calendar::day_in_vietnam(clock.now()),
            HashMap::new(),
        )
    };
    let entropy = Arc::new(SeededEntropy::new(plan.seed));
    // Files of the demo are not needed here, and must not come to lie where the
    // program was called.
    let files = tempfile::tempdir()?;
    let options = Options {
        data_dir: files.path().to_owned(),
        ..Options::default()
    };
    let app = App::new(store, clock, entropy, options);
    let ctx = Ctx::new(Arc::clone(&app), Actor::System, Locale::Vi);
    app::demo::build(&ctx, &plan, &|_| {}).await?;
    app.store.clone().close().await?;
    tell(start.elapsed().as_secs_f64() * 1e3, "demo made");
    tell_count(memory("VmHWM:"), "MB peak while making it");
    Ok(())
}
