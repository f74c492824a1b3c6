//! Words that must not stand in the code.

use super::sources::Source;
use anyhow::Result;
use regex::Regex;

pub(crate) fn check(sources: &[Source]) -> Result<Vec<String>> {
    // Written apart, so that this file does not find itself.
    let marks = ["TO", "FIX", "X"]
        .iter()
        .zip(["DO", "ME", "XX"])
        .map(|(a, b)| format!("{a}{b}"));
    let marks = marks.collect::<Vec<_>>().join("|");
    let unfinished = Regex::new(&format!(r"\b({marks})\b|#\[ignore"))?;
    let clock = Regex::new(r"Timestamp::now\(|SystemTime::now\(|Instant::now\(|Zoned::now\(")?;
    let mut findings = Vec::new();
    for source in sources {
        let is_code = [".rs", ".html", ".js", ".css"]
            .iter()
            .any(|e| source.path.ends_with(e));
        if !is_code {
            continue;
        }
        let is_pure = matches!(source.krate(), "domain" | "extract" | "docgen")
            && source.path.contains("/src/");
        for (number, line) in source.text.lines().enumerate() {
            if unfinished.is_match(line) {
                findings.push(format!(
                    "{}:{}: an unfinished mark",
                    source.path,
                    number + 1
                ));
            }
            if is_pure && clock.is_match(line) {
                findings.push(format!(
                    "{}:{}: the time comes as an argument here",
                    source.path,
                    number + 1
                ));
            }
        }
        if source.is_rust() && source.path.contains("src/") && !source.text.starts_with("//!") {
            findings.push(format!("{}: no module comment at the top", source.path));
        }
    }
    Ok(findings)
}
