//! `cargo xtask bench`: measures the release build with demo data and prints a
//! table. Figures depend on the machine, so nothing here is a test; what cannot
//! be measured says why instead of being left out.

mod deadline;
mod documents;
mod http;
mod load;
mod national;
mod peer;
mod server;

use anyhow::{Context, Result};
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

/// What the chore takes.
#[derive(clap::Args)]
pub struct Bench {
    /// The executable; without it the release build is made first.
    #[arg(long)]
    bin: Option<PathBuf>,
    /// With --national: the built example `national` of the crate `app`; without
    /// it a release build of it is made first.
    #[arg(long)]
    measurer: Option<PathBuf>,
    /// Seconds per page and kind of load.
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// Only the pages: the documents need release builds of the examples.
    #[arg(long)]
    only_pages: bool,
    /// Only the reader of documents, beside other ways of reading the same files.
    #[arg(long)]
    reader: bool,
    /// Only the figures at national size; takes minutes.
    #[arg(long)]
    national: bool,
    /// With --national: the country, and parts of it (8 = an eighth).
    #[arg(long, value_delimiter = ',', default_value = "8,4,2,1")]
    shares: Vec<u32>,
    /// With --national: of the whole country only the minute before the deadline.
    #[arg(long)]
    only_minute: bool,
    /// With --national: the minute before the deadline right after the server's
    /// start, before anybody has looked at anything.
    #[arg(long)]
    cold: bool,
    /// With --national: only the minute, on the PostgreSQL database at this
    /// address (`postgres://…`). The country is made in it if there is none; the
    /// minute opens a round in it, so a copy is what to give
    /// (`createdb --template`).
    #[arg(long)]
    postgres: Option<String>,
    /// With --national: the folder in which data are made and kept, for
    /// docs/bench/national.py and for another run.
    #[arg(long)]
    keep: Option<PathBuf>,
    /// Port of the server under test; the next one is nginx's.
    #[arg(long, default_value_t = 18480)]
    port: u16,
}

/// One line of the table.
pub(crate) struct Figure {
    what: String,
    goal: String,
    value: Result<String>,
}

impl Figure {
    pub(crate) fn new(
        what: impl Into<String>,
        goal: impl Into<String>,
        value: Result<String>,
    ) -> Self {
        Self {
            what: what.into(),
            goal: goal.into(),
            value,
        }
    }
}

/// Measures everything and prints the table.
///
/// # Errors
/// When not even the demo can be made.
pub fn run(args: &Bench) -> Result<()> {
    if args.reader {
        print(&crate::reader::figures(args.seconds)?);
        return Ok(());
    }
    let bin = match &args.bin {
        Some(bin) => bin.clone(),
        None => build()?,
    };
    if args.national {
        let dir = args.keep.clone().unwrap_or_else(scratch);
        std::fs::create_dir_all(&dir)?;
        print(&national::measure(args, &bin, &dir));
        return Ok(());
    }
    let dir = scratch();
    std::fs::create_dir_all(&dir)?;
    let start = Instant::now();
    let made = Command::new(&bin)
        .args(["demo", "--no-serve", "--dir"])
        .arg(dir.join("demo"))
        .output()
        .context("giaoban demo")?;
    anyhow::ensure!(
        made.status.success(),
        "giaoban demo: {}",
        String::from_utf8_lossy(&made.stderr)
    );
    let mut figures = vec![Figure::new(
        "demo data made",
        "a few seconds",
        Ok(shown(start.elapsed())),
    )];
    let told = String::from_utf8_lossy(&made.stdout).into_owned();
    figures.extend(pages(args, &bin, &dir, &told));
    if !args.only_pages {
        figures.extend(documents::measure());
    }
    print(&figures);
    std::fs::remove_dir_all(&dir)?;
    Ok(())
}

fn scratch() -> PathBuf {
    std::env::temp_dir().join(format!("giaoban-bench-{}", std::process::id()))
}

fn build() -> Result<PathBuf> {
    let status = Command::new("cargo")
        .args(["build", "--release", "-p", "giaoban"])
        .status()?;
    anyhow::ensure!(status.success(), "the release build failed");
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from);
    Ok(target.join("release/giaoban"))
}

fn pages(args: &Bench, bin: &std::path::Path, dir: &std::path::Path, told: &str) -> Vec<Figure> {
    let mut figures = Vec::new();
    let server = match server::Server::start(bin, dir, args.port) {
        Ok(server) => server,
        Err(e) => return vec![Figure::new("server", "", Err(e))],
    };
    figures.push(Figure::new(
        "start to ready",
        "≤ 1 s",
        Ok(shown(server.ready)),
    ));
    std::thread::sleep(Duration::from_secs(3));
    figures.push(Figure::new(
        "memory at rest (VmRSS)",
        "≤ 100 MB",
        server.memory(),
    ));
    let staff = [
        ("duty list", "baocao", "/viec-cua-toi", None),
        ("round matrix", "dieuphoi", "/ky", Some("/ky/")),
        ("report form", "baocao", "/viec-cua-toi", Some("/bao-cao/")),
        ("task list", "dieuphoi", "/nhiem-vu", None),
    ];
    for (what, login, list, below) in staff {
        let page = server.page(told, login, list, below);
        figures.extend(one_page(args, what, page, "≥ 1,500/s", Some("≤ 10 ms")));
    }
    let article = server.anonymous("/tin", Some("/tin/"));
    let bytes = article.as_ref().ok().map(|p| p.body.clone());
    let own = article.and_then(|page| peer::wrk(&page, args.seconds));
    let rate = own.as_ref().ok().copied();
    figures.push(Figure::new(
        "public article, 50 connections",
        "≥ 10,000/s",
        own.map(|r| format!("{r:.0}/s")),
    ));
    let nginx = bytes
        .context("no article")
        .and_then(|b| peer::nginx(dir, args.port + 1, &b, args.seconds));
    let share = nginx.map(|n| match rate {
        Some(rate) => format!("nginx {n:.0}/s, ours {:.0} %", rate / n * 100.0),
        None => format!("nginx {n:.0}/s"),
    });
    figures.push(Figure::new("share of nginx, same bytes", "", share));
    figures
}

fn one_page(
    args: &Bench,
    what: &str,
    page: Result<http::Page>,
    goal: &str,
    p95: Option<&str>,
) -> Vec<Figure> {
    let page = match page {
        Ok(page) => page,
        Err(e) => return vec![Figure::new(what, goal, Err(e))],
    };
    let size = Ok(format!("{} KB", page.body.len().div_ceil(1024)));
    let rate = peer::wrk(&page, args.seconds).map(|r| format!("{r:.0}/s"));
    let mut lines = vec![
        Figure::new(format!("{what}, size"), "≤ 60 KB", size),
        Figure::new(format!("{what}, 50 connections"), goal, rate),
    ];
    if let Some(p95) = p95 {
        let value = load::offer(&page, 500, args.seconds)
            .map(|l| format!("p95 {:.1} ms, p50 {:.1} ms", l.p95, l.p50));
        lines.push(Figure::new(format!("{what}, 500/s offered"), p95, value));
    }
    lines
}

fn shown(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}

fn print(figures: &[Figure]) {
    println!("| Figure | Goal | Measured |\n|---|---|---|");
    for figure in figures {
        let value = match &figure.value {
            Ok(value) => value.clone(),
            Err(e) => format!("not measured: {e:#}"),
        };
        println!("| {} | {} | {value} |", figure.what, figure.goal);
    }
}
