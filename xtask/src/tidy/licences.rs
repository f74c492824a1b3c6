//! Licences of everything we build on, against the list in `deny.toml`.

use anyhow::{Context, Result, ensure};
use std::process::Command;

pub(crate) fn check() -> Result<Vec<String>> {
    let deny: toml::Table = toml::from_str(&std::fs::read_to_string("deny.toml")?)?;
    let allowed: Vec<String> = deny["licenses"]["allow"]
        .as_array()
        .context("deny.toml: licenses.allow")?
        .iter()
        .filter_map(|v| v.as_str().map(str::to_owned))
        .collect();
    let output = Command::new(env!("CARGO"))
        // Not offline: on a fresh machine the packages of other platforms, which
        // no build has asked for, are not there yet.
        .args(["metadata", "--format-version", "1", "--locked"])
        .output()
        .context("cargo metadata")?;
    ensure!(
        output.status.success(),
        "cargo metadata: {}",
        String::from_utf8_lossy(&output.stderr).trim()
    );
    let metadata: serde_json::Value =
        serde_json::from_slice(&output.stdout).context("cargo metadata")?;
    let packages = metadata["packages"].as_array().context("packages")?;
    let mut findings = Vec::new();
    for package in packages.iter().filter(|p| !p["source"].is_null()) {
        let licence = package["license"].as_str().unwrap_or("");
        if !is_allowed(licence, &allowed) {
            findings.push(format!(
                "{} {}: licence \"{licence}\"",
                package["name"], package["version"]
            ));
        }
    }
    Ok(findings)
}

/// A licence expression is fine when one of its alternatives is; in an
/// alternative every part must be. Old manifests write "/" for OR.
fn is_allowed(expression: &str, allowed: &[String]) -> bool {
    let plain = expression.replace(['(', ')'], " ").replace('/', " OR ");
    plain.split(" OR ").any(|alternative| {
        let mut parts = alternative
            .split(" AND ")
            .map(str::trim)
            .filter(|p| !p.is_empty())
            .peekable();
        parts.peek().is_some() && parts.all(|p| allowed.iter().any(|a| a == p))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_allowed_alternative_is_enough_but_every_part_counts() {
        let allowed = vec!["MIT".to_owned(), "Unicode-3.0".to_owned()];
        assert!(is_allowed("GPL-3.0 OR MIT", &allowed));
        assert!(is_allowed("MIT/Apache-2.0", &allowed));
        assert!(is_allowed("MIT AND Unicode-3.0", &allowed));
        assert!(!is_allowed("MIT AND GPL-3.0", &allowed));
        assert!(!is_allowed("", &allowed));
    }
}
