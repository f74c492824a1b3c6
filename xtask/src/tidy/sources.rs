//! The files that git knows, or would take.

use anyhow::{Context, Result};
use std::process::Command;

/// One text file.
pub(crate) struct Source {
    /// Path from the root of the checkout.
    pub(crate) path: String,
    /// Content.
    pub(crate) text: String,
}

impl Source {
    /// Whether it is Rust.
    pub(crate) fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// The folder of the crate it belongs to; empty for the executable.
    pub(crate) fn krate(&self) -> &str {
        const CRATES: [&str; 8] = [
            "domain", "extract", "docgen", "store", "app", "web", "testkit", "xtask",
        ];
        let first = self.path.split('/').next().unwrap_or_default();
        if CRATES.contains(&first) { first } else { "" }
    }

    /// Whether it is only built for tests.
    pub(crate) fn is_test(&self) -> bool {
        self.path.contains("/tests/")
            || self.path.starts_with("tests/")
            || self.krate() == "testkit"
    }
}

/// Every text file of the checkout.
///
/// # Errors
/// When git does not answer.
pub(crate) fn read_all() -> Result<Vec<Source>> {
    let listed = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .output()
        .context("git ls-files")?;
    let names = String::from_utf8(listed.stdout)?;
    let mut sources = Vec::new();
    for path in names.lines() {
        // Binary files and files removed but not yet committed are passed over.
        if let Ok(text) = std::fs::read_to_string(path) {
            sources.push(Source {
                path: path.to_owned(),
                text,
            });
        }
    }
    Ok(sources)
}
