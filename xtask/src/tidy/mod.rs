//! House rules that a program can check. Each finding names file and line.

mod layers;
mod licences;
mod names;
mod rules;
mod sizes;
mod sources;
mod texts;

use anyhow::{Result, bail};

/// Runs every check and prints all findings.
///
/// # Errors
/// When there is a finding, or something cannot be read.
pub(crate) fn run() -> Result<()> {
    let sources = sources::read_all()?;
    let mut findings = Vec::new();
    findings.extend(sizes::check(&sources)?);
    findings.extend(names::check(&sources)?);
    findings.extend(layers::check(&sources)?);
    findings.extend(rules::check(&sources));
    findings.extend(texts::check(&sources)?);
    findings.extend(licences::check()?);
    for finding in &findings {
        eprintln!("{finding}");
    }
    if findings.is_empty() {
        println!("tidy: {} files, nothing to say", sources.len());
        return Ok(());
    }
    bail!("{} findings", findings.len())
}
