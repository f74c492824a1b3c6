//! The same at national size: a demo country of 34 provinces and 3,321 communes
//! over eight quarters, and parts of it; totals, re-casting, import, and the
//! minute before the deadline. Other engines' figures for the same data come
//! from `docs/bench/national.py`.

use super::deadline;
use super::server::Server;
use super::{Bench, Figure, shown};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

const PROVINCES: u32 = 34;
const COMMUNES: u32 = 3_321;

/// Measures the sizes asked for, the whole country last.
pub(super) fn measure(args: &Bench, bin: &Path, dir: &Path) -> Vec<Figure> {
    let mut figures = Vec::new();
    let measurer = match args.measurer.clone().map_or_else(build, Ok) {
        Ok(measurer) => measurer,
        Err(e) => return vec![Figure::new("national", "", Err(e))],
    };
    if let Some(address) = &args.postgres {
        let at = dir.join("postgres");
        if let Err(e) = on_postgres(args, (bin, &measurer), &at, address, &mut figures) {
            figures.push(Figure::new("[PostgreSQL]", "", Err(e)));
        }
        return figures;
    }
    for share in &args.shares {
        let at = dir.join(format!("national-{share}"));
        let size = format!("1/{share}");
        if let Err(e) = one(args, (bin, &measurer), &at, *share, &mut figures) {
            figures.push(Figure::new(format!("[{size}]"), "", Err(e)));
        }
        if args.keep.is_none() {
            let _ = std::fs::remove_dir_all(&at);
        }
    }
    figures
}

fn one(
    args: &Bench,
    (bin, measurer): (&Path, &Path),
    at: &Path,
    share: u32,
    figures: &mut Vec<Figure>,
) -> Result<()> {
    let is_whole = share == 1;
    let tag = |what: &str| format!("[1/{share}] {what}");
    let db = at.join("demo/giaoban.db");
    if !db.exists() {
        let start = Instant::now();
        let demo = Command::new("/usr/bin/time")
            .args(["-f", "%M"])
            .arg(bin)
            .args([
                "demo",
                "--no-serve",
                "--indicators",
                "200",
                "--quarters",
                "8",
            ])
            .args(["--communes", &(COMMUNES / share).to_string()])
            .args(["--provinces", &PROVINCES.to_string()])
            .arg("--dir")
            .arg(at.join("demo"))
            .output()
            .context("giaoban demo under /usr/bin/time (Debian package time)")?;
        let told = String::from_utf8_lossy(&demo.stderr).into_owned();
        anyhow::ensure!(demo.status.success(), "giaoban demo: {told}");
        let peak = told
            .lines()
            .last()
            .and_then(|l| l.trim().parse::<u64>().ok());
        let peak = peak.map_or_else(String::new, |kb| format!(", {} MB at most", kb / 1024));
        let value = Ok(format!("{}{peak}", shown(start.elapsed())));
        figures.push(Figure::new(tag("demo made"), "", value));
    }
    let bytes = std::fs::metadata(&db)?.len();
    figures.push(Figure::new(
        tag("database"),
        "",
        Ok(format!("{} MB", bytes / 1_000_000)),
    ));
    let out = at.join("totals.csv");
    let path = db.display().to_string();
    if !args.only_minute {
        for line in example(measurer, &["measure", &path, &out.display().to_string()])? {
            figures.push(Figure::new(
                tag(&line.what),
                goal(&line.what),
                Ok(line.value),
            ));
        }
    }
    if !is_whole {
        return Ok(());
    }
    // What writes works on a copy, so that the data stay those of the totals.
    let at = at.join("written");
    let _ = std::fs::remove_dir_all(&at);
    std::fs::create_dir_all(at.join("demo"))?;
    std::fs::copy(&db, at.join("demo/giaoban.db"))?;
    let written = writing(args, (bin, measurer), &at, figures);
    std::fs::remove_dir_all(&at)?;
    written
}

/// Signing, importing and the minute before the deadline.
fn writing(
    args: &Bench,
    (bin, measurer): (&Path, &Path),
    at: &Path,
    figures: &mut Vec<Figure>,
) -> Result<()> {
    let tag = |what: &str| format!("[1/1] {what}");
    let path = at.join("demo/giaoban.db").display().to_string();
    let before: &[&str] = if args.only_minute {
        &[]
    } else {
        &["fresh", "import"]
    };
    for verb in before {
        for line in example(measurer, &[verb, &path])? {
            figures.push(Figure::new(
                tag(&line.what),
                goal(&line.what),
                Ok(line.value),
            ));
        }
    }
    let database = format!("sqlite://{path}");
    minute(args, (bin, measurer), at, &database, figures)
}

/// The minute before the deadline on the database at an address.
fn minute(
    args: &Bench,
    (bin, measurer): (&Path, &Path),
    at: &Path,
    database: &str,
    figures: &mut Vec<Figure>,
) -> Result<()> {
    for line in example(measurer, &["minute", database, &at.display().to_string()])? {
        figures.push(Figure::new(line.what, "", Ok(line.value)));
    }
    let server = Server::start_on(bin, at, args.port, database)?;
    figures.extend(deadline::measure(&server, at, args.port, args.cold));
    Ok(())
}

/// The same on PostgreSQL.
fn on_postgres(
    args: &Bench,
    (bin, measurer): (&Path, &Path),
    at: &Path,
    database: &str,
    figures: &mut Vec<Figure>,
) -> Result<()> {
    std::fs::create_dir_all(at.join("demo"))?;
    for line in example(measurer, &["make", database, &COMMUNES.to_string()])? {
        figures.push(Figure::new(line.what, "", Ok(line.value)));
    }
    minute(args, (bin, measurer), at, database, figures)
}

struct Line {
    what: String,
    value: String,
}

/// Makes the release build of the example that measures.
fn build() -> Result<PathBuf> {
    let built = Command::new("cargo")
        .args([
            "build",
            "--release",
            "--quiet",
            "-p",
            "app",
            "--example",
            "national",
        ])
        .status()?;
    anyhow::ensure!(built.success(), "the example did not build");
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from);
    Ok(target.join("release/examples/national"))
}

/// What the example tells: times as "12.3 ms  what", counts as "# 34  what".
fn example(measurer: &Path, args: &[&str]) -> Result<Vec<Line>> {
    let output = Command::new(measurer).args(args).output()?;
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    anyhow::ensure!(output.status.success(), "national {}: {errors}", args[0]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    Ok(text
        .lines()
        .filter_map(|line| {
            let (value, what) = line.trim().split_once("  ")?;
            Some(Line {
                what: what.trim().to_owned(),
                value: value.trim_start_matches("# ").to_owned(),
            })
        })
        .collect())
}

fn goal(what: &str) -> &'static str {
    match what {
        w if w.starts_with("warm: totals of one quarter") => "≤ 3 ms",
        w if w.starts_with("warm: all quarters") => "≤ 25 ms",
        w if w.starts_with("cold: database") => "≤ 3 s",
        w if w.starts_with("MB peak after the first") => "≤ 400 MB",
        w if w.starts_with("re-cast of all") => "≤ 100 ms",
        w if w.starts_with("a report signed") => "≤ 100 ms",
        w if w.starts_with("import") => "≤ 3 s",
        w if w.starts_with("grand totals equal") => "all",
        _ => "",
    }
}
