//! Every key that the code names has a text in both languages; every error text
//! belongs to a code that the program can give.

use super::sources::Source;
use anyhow::{Context, Result};
use regex::Regex;
use std::collections::BTreeSet;

pub(crate) fn check(sources: &[Source]) -> Result<Vec<String>> {
    let mut findings = Vec::new();
    let mut keys = BTreeSet::new();
    let catalogues = sources
        .iter()
        .filter(|s| s.path.starts_with("locales/") && s.path.ends_with(".yml"));
    for source in catalogues {
        let table: serde_yaml_ng::Mapping =
            serde_yaml_ng::from_str(&source.text).with_context(|| source.path.clone())?;
        for (key, value) in &table {
            let Some(key) = key.as_str().filter(|k| *k != "_version") else {
                continue;
            };
            for language in ["vi", "en"] {
                let text = value
                    .get(language)
                    .and_then(serde_yaml_ng::Value::as_str)
                    .unwrap_or_default();
                if text.trim().is_empty() {
                    findings.push(format!("{}: {key} has no text in {language}", source.path));
                }
            }
            if !keys.insert(key.to_owned()) {
                findings.push(format!("{}: {key} stands twice", source.path));
            }
        }
    }
    let code: Vec<&Source> = sources
        .iter()
        .filter(|s| {
            (s.is_rust() && !s.is_test() && s.krate() != "xtask") || s.path.ends_with(".html")
        })
        .collect();
    let named = Regex::new(
        r#"\b(?:l\.t[12]?|ctx_text|text::t|t_with|t)\(\s*(?:[a-z_.]*locale[a-z_.]*,\s*)?"([a-z0-9_.]+)""#,
    )?;
    let refused = Regex::new(r#"(?:FieldError::form|AppError::refused)\(\s*"([a-z0-9_.]+)""#)?;
    let of_field = Regex::new(
        r#"FieldError::new\(\s*[^"()]*(?:"[^"]*"|\([^()]*\))?[^"()]*,\s*"([a-z0-9_.]+)""#,
    )?;
    for source in &code {
        let names = named.captures_iter(&source.text).map(|c| c[1].to_owned());
        let errors = refused
            .captures_iter(&source.text)
            .chain(of_field.captures_iter(&source.text));
        let errors = errors.map(|c| format!("error.{}", &c[1]));
        for key in names.chain(errors).filter(|k| k.contains('.')) {
            if !keys.contains(&key) {
                findings.push(format!("{}: no text for {key}", source.path));
            }
        }
    }
    for key in keys.iter().filter_map(|k| k.strip_prefix("error.")) {
        let quoted = format!("\"{key}\"");
        let full = format!("\"error.{key}\"");
        if !code
            .iter()
            .any(|s| s.text.contains(&quoted) || s.text.contains(&full))
        {
            findings.push(format!("locales: error.{key} is a text that no code gives"));
        }
    }
    Ok(findings)
}
