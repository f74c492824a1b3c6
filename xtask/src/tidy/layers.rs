//! Which crate may know which (ARCHITECTURE.md, "Code map").

use super::sources::Source;
use anyhow::{Context, Result};
use regex::Regex;

/// Crate, workspace crates it may use, words it may not contain in `src/`.
const LAYERS: &[(&str, &[&str], &[&str])] = &[
    (
        "domain",
        &[],
        &[
            "tokio::", "std::fs", "std::net", "std::env", "sea_orm", "axum",
        ],
    ),
    (
        "extract",
        &["domain"],
        &[
            "tokio::", "std::fs", "std::net", "std::env", "sea_orm", "axum", "store::",
        ],
    ),
    (
        "docgen",
        &["domain"],
        &[
            "tokio::", "std::fs", "std::net", "std::env", "sea_orm", "axum", "store::",
        ],
    ),
    (
        "store",
        &["domain"],
        &["axum", "askama", "extract::", "docgen::"],
    ),
    (
        "app",
        &["domain", "store", "extract", "docgen"],
        &["axum", "askama", "sea_orm"],
    ),
    ("web", &["app", "domain"], &["sea_orm", "store::"]),
];

pub(crate) fn check(sources: &[Source]) -> Result<Vec<String>> {
    let mut findings = Vec::new();
    for (name, allowed, forbidden) in LAYERS {
        let manifest = sources
            .iter()
            .find(|s| s.path == format!("{name}/Cargo.toml"))
            .with_context(|| format!("{name}/Cargo.toml"))?;
        let table: toml::Table = toml::from_str(&manifest.text)?;
        let dependencies = table.get("dependencies").and_then(toml::Value::as_table);
        for (layer, ..) in LAYERS {
            let uses = dependencies.is_some_and(|d| d.contains_key(*layer));
            if uses && !allowed.contains(layer) {
                findings.push(format!("{}: {name} must not know {layer}", manifest.path));
            }
        }
        let words = forbidden
            .iter()
            .map(|w| regex::escape(w))
            .collect::<Vec<_>>()
            .join("|");
        let pattern = Regex::new(&format!(r"(^|[^\w:])({words})"))?;
        let own = sources
            .iter()
            .filter(|s| s.krate() == *name && s.is_rust() && s.path.contains("/src/"));
        for source in own {
            for (number, line) in source.text.lines().enumerate() {
                let code = line.split("//").next().unwrap_or_default();
                if let Some(found) = pattern.captures(code) {
                    findings.push(format!(
                        "{}:{}: {name} must not use {}",
                        source.path,
                        number + 1,
                        &found[2]
                    ));
                }
            }
        }
    }
    Ok(findings)
}
