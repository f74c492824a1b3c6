//! Prints how long the workbench of a round of 400 units takes: the first time,
//! when its texts are in memory, and after one report was sent; and how long the
//! whole content of the report takes:
//! `cargo run --release -p app --example workbench`.

mod demo;

use app::consolidation::{Ask, Format, Purpose, bench, file};
use domain::numbering::IssuerKind;
use std::time::Instant;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let dir = tempfile::tempdir()?;
    let ctx = demo::open_with(dir.path(), 370).await?;
    let rounds = store::round::list(&ctx.read()).await?;
    // The one before the last is complete.
    let round = rounds.get(1).ok_or("no round")?.id;
    let (mut units, mut pages) = (0, 0);
    for what in ["first", "in memory", "in memory"] {
        let start = Instant::now();
        let shown = bench(&ctx, round, Ask::default()).await?;
        let took = start.elapsed().as_secs_f64() * 1e3;
        units = shown.open.contributed.len() + shown.open.not_used.len();
        pages = shown.open.pages;
        println!("{took:>9.1} ms  workbench, {what}");
    }
    println!("{units:>9}     units wrote in the open section, on {pages} pages");
    for _ in 0..2 {
        let start = Instant::now();
        file(&ctx, round, Purpose::Live, IssuerKind::Party, Format::Json).await?;
        let took = start.elapsed().as_secs_f64() * 1e3;
        println!("{took:>9.1} ms  content of the report");
    }
    Ok(())
}
