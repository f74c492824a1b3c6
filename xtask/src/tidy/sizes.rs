//! Files of about 120 lines; over 350 with a reason; none over 600.

use super::sources::Source;
use anyhow::Result;
use std::collections::BTreeMap;

const HIGH: usize = 350;
const MOST: usize = 600;
const REASONS: &str = "xtask/long-files.toml";

pub(crate) fn check(sources: &[Source]) -> Result<Vec<String>> {
    let reasons: BTreeMap<String, String> = match std::fs::read_to_string(REASONS) {
        Ok(text) => toml::from_str(&text)?,
        Err(_) => BTreeMap::new(),
    };
    let mut findings = Vec::new();
    for source in sources.iter().filter(|s| s.is_rust()) {
        let lines = source.text.lines().count();
        if lines > MOST {
            findings.push(format!(
                "{}: {lines} lines, the limit is {MOST}",
                source.path
            ));
        } else if lines > HIGH && !reasons.contains_key(&source.path) {
            findings.push(format!(
                "{}: {lines} lines; split it or give the reason in {REASONS}",
                source.path
            ));
        }
    }
    for path in reasons.keys() {
        let is_long = sources
            .iter()
            .any(|s| &s.path == path && s.text.lines().count() > HIGH);
        if !is_long {
            findings.push(format!("{REASONS}: {path} is not long (any more)"));
        }
    }
    Ok(findings)
}
