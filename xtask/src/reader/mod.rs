//! `cargo xtask bench --reader`: speed and memory of the reader on the labelled
//! pages, beside a naive script and a general toolkit on the same files. Not
//! here: how well it reads; `extract/tests/golden.rs` holds that.

use crate::bench::Figure;
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const NAIVE: &str = include_str!("naive.py");
const TOOLKIT: &str = include_str!("toolkit.py");

/// Measures and gives the lines of the table.
///
/// # Errors
/// When the examples cannot be built.
pub fn figures(seconds: u64) -> Result<Vec<Figure>> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    let status = Command::new("cargo")
        .args([
            "build",
            "--quiet",
            "--release",
            "--package",
            "extract",
            "--examples",
        ])
        .current_dir(&root)
        .status()
        .context("cargo build")?;
    anyhow::ensure!(status.success(), "the examples of extract do not build");
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let pages = pages(&root.join("fixtures/extract/articles"))?;
    let dir = std::env::temp_dir().join(format!("giaoban-reader-{}", std::process::id()));
    let files = of_six_kilobytes(&pages, &dir)?;
    let speed = ours(
        &target.join("release/examples/reader_speed"),
        seconds,
        &files,
    );
    let rate = speed
        .as_ref()
        .ok()
        .and_then(|s| s.split(' ').next()?.parse::<f64>().ok());
    let memory = memory(&target.join("release/examples/read"), &dir, &files);
    let naive = script("python3", NAIVE, &dir, &files);
    let toolkit =
        toolkit().and_then(|python| script(&python, TOOLKIT, &dir, &files[..files.len().min(3)]));
    let ratio = |other: Result<String>| {
        other.map(|words| {
            let theirs = words.split(' ').next().and_then(|n| n.parse::<f64>().ok());
            match (rate, theirs) {
                (Some(ours), Some(theirs)) if theirs > 0.0 => {
                    format!("{words}; the reader is {:.0} times as fast", ours / theirs)
                }
                _ => words,
            }
        })
    };
    let lines = vec![
        Figure::new(
            "reader, all fields, one core",
            "25 MB/s; 1,000 pages of 6 KB in 0.3 s",
            speed,
        ),
        Figure::new("memory of reading all files", "60 MB", memory),
        Figure::new(
            "naive regular expressions in Python, four fields",
            "a ratio",
            ratio(naive),
        ),
        Figure::new(
            "underthesea (word_tokenize, ner)",
            "a ratio",
            ratio(toolkit),
        ),
    ];
    let _ = std::fs::remove_dir_all(&dir);
    Ok(lines)
}

fn pages(folder: &Path) -> Result<Vec<String>> {
    let mut names: Vec<PathBuf> = std::fs::read_dir(folder)?
        .map(|e| e.map(|e| e.path()))
        .collect::<std::io::Result<_>>()?;
    names.sort();
    names
        .iter()
        .map(|n| std::fs::read_to_string(n).with_context(|| n.display().to_string()))
        .collect()
}

/// Pages of about 6 KB: a page followed by the paragraphs of the next ones.
fn of_six_kilobytes(pages: &[String], dir: &Path) -> Result<Vec<PathBuf>> {
    std::fs::create_dir_all(dir)?;
    let mut files = Vec::new();
    for first in 0..pages.len() {
        let mut text = pages[first].clone();
        let mut next = first;
        while text.len() < 5_800 {
            next = (next + 1) % pages.len();
            let long = pages[next].lines().filter(|l| l.len() > 200);
            for line in long {
                text.push('\n');
                text.push_str(line);
                if text.len() > 5_800 {
                    break;
                }
            }
        }
        let path = dir.join(format!("{first:03}.txt"));
        std::fs::write(&path, text)?;
        files.push(path);
    }
    Ok(files)
}

fn ours(bin: &Path, seconds: u64, files: &[PathBuf]) -> Result<String> {
    let output = Command::new(bin)
        .arg(seconds.to_string())
        .args(files)
        .output()?;
    let words = shown(&output)?;
    // "pages 15 facts 900 | 25.10 MB/s | …"
    Ok(words
        .split_once(" | ")
        .map_or(&*words, |(_, after)| after)
        .to_owned())
}

/// The largest memory that the process had, for forty times the files.
fn memory(bin: &Path, dir: &Path, files: &[PathBuf]) -> Result<String> {
    let out = dir.join("out");
    std::fs::create_dir_all(&out)?;
    let mut command = Command::new("/usr/bin/time");
    command.args(["-f", "%M"]).arg(bin).arg(&out);
    for _ in 0..40 {
        command.args(files);
    }
    let output = command.output().context("/usr/bin/time is not here")?;
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    let kilobytes: f64 = text.lines().last().unwrap_or("").trim().parse()?;
    Ok(format!(
        "{:.0} MB for {} files",
        kilobytes / 1024.0,
        files.len() * 40
    ))
}

fn script(python: &str, code: &str, dir: &Path, files: &[PathBuf]) -> Result<String> {
    let path = dir.join("script.py");
    std::fs::write(&path, code)?;
    let output = Command::new(python)
        .arg(&path)
        .args(files)
        .output()
        .context("python3")?;
    shown(&output)
}

/// The toolkit in a folder of its own; installed once.
fn toolkit() -> Result<String> {
    let home = std::env::var_os("HOME").context("no home folder")?;
    let venv = PathBuf::from(home).join(".cache/giaoban/underthesea");
    let python = venv.join("bin/python");
    if !python.exists() {
        let made = Command::new("python3")
            .args(["-m", "venv"])
            .arg(&venv)
            .output()?;
        shown(&made)?;
    }
    let has = Command::new(&python)
        .args(["-c", "import underthesea"])
        .output()?;
    if !has.status.success() {
        let installed = Command::new(&python)
            .args(["-m", "pip", "install", "--quiet", "underthesea"])
            .output()?;
        if !installed.status.success() {
            let why = String::from_utf8_lossy(&installed.stderr);
            bail!(
                "underthesea cannot be installed: {}",
                why.lines().last().unwrap_or("")
            );
        }
    }
    Ok(python.display().to_string())
}

fn shown(output: &Output) -> Result<String> {
    if !output.status.success() {
        let why = String::from_utf8_lossy(&output.stderr);
        bail!("{}", why.lines().last().unwrap_or("failed"));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
