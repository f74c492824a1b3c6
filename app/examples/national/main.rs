//! Measures totals, re-casting and import on a demo of national size, and
//! prepares its deadline minute; `cargo xtask bench --national` runs it.
//!
//! DB is a SQLite file or an address. `national make DB COMMUNES` makes the demo;
//! `national measure DB OUT.csv` prints timings and writes the totals it got;
//! `national import DB` measures the import; `national fresh DB` how soon a signed
//! report is in the totals; `national minute DB DIR` opens a round and writes for
//! each unit who sends what.

mod fresh;
mod import;
mod make;
mod measure;
mod minute;

use app::clock::{SystemClock, SystemEntropy};
use app::{App, Ctx, Locale, Options};
use std::path::Path;
use std::sync::Arc;
use store::Store;

pub(crate) type Fallible<T> = Result<T, Box<dyn std::error::Error>>;

#[tokio::main]
async fn main() -> Fallible<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args[..] {
        ["make", db, communes] => make::run(db, communes.parse()?).await,
        ["measure", db, out] => measure::run(db, Path::new(out)).await,
        ["import", db] => import::run(db).await,
        ["fresh", db] => fresh::run(db).await,
        ["minute", db, dir] => minute::run(db, Path::new(dir)).await,
        _ => Err(
            "national make DB COMMUNES | measure DB OUT.csv | import DB | fresh DB | minute DB DIR"
                .into(),
        ),
    }
}

/// The instance in a database file, seen by its coordinator.
pub(crate) async fn open(db: &str) -> Fallible<Ctx> {
    let store = Store::open(&address(db), false).await?;
    let app = App::new(
        store,
        Arc::new(SystemClock),
        Arc::new(SystemEntropy),
        Options::default(),
    );
    app.refresh().await?;
    let actor = app::account::actor_of_login(&app, "dieuphoi").await?;
    Ok(Ctx::new(app, actor, Locale::Vi))
}

/// The address of a database: as given, or that of a SQLite file.
pub(crate) fn address(db: &str) -> String {
    if db.contains("://") {
        db.to_owned()
    } else {
        format!("sqlite://{db}")
    }
}

/// A line of the table: milliseconds and what took them.
pub(crate) fn tell(ms: f64, what: &str) {
    println!("{ms:>9.2} ms  {what}");
}

/// A line that is no time.
pub(crate) fn tell_count(count: impl std::fmt::Display, what: &str) {
    println!("# {count}  {what}");
}

/// Resident memory and its peak in MB, as the kernel tells them.
pub(crate) fn memory(key: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with(key));
    let kb = line.and_then(|l| l.split_whitespace().nth(1)?.parse::<u64>().ok());
    kb.unwrap_or_default() / 1024
}
