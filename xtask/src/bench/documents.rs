//! Timings of documents and forms, told by examples of the crates that write
//! and read them.

use super::Figure;
use anyhow::{Context, Result};
use std::process::Command;

/// What the examples tell, line by line: "12.3 ms  what".
pub(super) fn measure() -> Vec<Figure> {
    let mut figures = match example("docgen", "document_speed") {
        Ok(lines) => lines
            .into_iter()
            .map(|(time, what)| Figure::new(what.clone(), goal(&what), Ok(time)))
            .collect(),
        Err(e) => vec![Figure::new("documents", "", Err(e))],
    };
    let forms =
        example("app", "forms").and_then(|lines| lines.into_iter().next().context("nothing told"));
    figures.push(Figure::new(
        "1,000 filled .xlsx forms read",
        "≤ 1 s",
        forms.map(|(time, _)| time),
    ));
    let totals =
        example("app", "totals").and_then(|lines| lines.into_iter().next().context("nothing told"));
    figures.push(Figure::new(
        "report saved until in every total",
        "≤ 1 s",
        totals.map(|(time, _)| time),
    ));
    figures
}

fn goal(what: &str) -> &'static str {
    match what {
        w if w.starts_with("DOCX, 20") => "≤ 30 ms",
        w if w.starts_with("DOCX, 400") => "≤ 2 s",
        w if w.starts_with("PDF") => "≤ 10 s",
        _ => "",
    }
}

fn example(package: &str, name: &str) -> Result<Vec<(String, String)>> {
    let output = Command::new("cargo")
        .args([
            "run",
            "--release",
            "--quiet",
            "-p",
            package,
            "--example",
            name,
        ])
        .output()?;
    if !output.status.success() {
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        anyhow::bail!(
            "example {name} of {package}: {}",
            text.lines().next().unwrap_or("failed")
        );
    }
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    Ok(text
        .lines()
        .filter_map(|l| {
            l.trim()
                .split_once(" ms  ")
                .map(|(time, what)| (format!("{} ms", time.trim()), what.trim().to_owned()))
        })
        .collect())
}
