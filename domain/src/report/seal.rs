//! The seal of a sent version: SHA-256 of its canonical JSON.

use super::ReportBody;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// The one way to write a JSON value: keys sorted by byte order, no blanks.
/// Numbers of a report are whole, so they have one form already.
#[must_use]
pub fn canonical_json(value: &Value) -> String {
    let mut out = String::new();
    write_value(&mut out, value);
    out
}

fn write_value(out: &mut String, value: &Value) {
    match value {
        Value::Object(map) => {
            let mut keys: Vec<&String> = map.keys().collect();
            keys.sort_unstable();
            out.push('{');
            for (place, key) in keys.into_iter().enumerate() {
                if place > 0 {
                    out.push(',');
                }
                // Writing into a String cannot fail.
                let _ = write!(out, "{}:", Value::String(key.clone()));
                write_value(out, &map[key]);
            }
            out.push('}');
        }
        Value::Array(items) => {
            out.push('[');
            for (place, item) in items.iter().enumerate() {
                if place > 0 {
                    out.push(',');
                }
                write_value(out, item);
            }
            out.push(']');
        }
        plain => {
            let _ = write!(out, "{plain}");
        }
    }
}

impl ReportBody {
    /// SHA-256 of the canonical JSON, lower-case hexadecimal. Two bodies have
    /// the same one exactly if they say the same.
    #[must_use]
    pub fn sha256(&self) -> String {
        let value = serde_json::to_value(self).unwrap_or_default();
        hex::encode(Sha256::digest(canonical_json(&value).as_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicator::Cell;
    use serde_json::json;

    #[test]
    fn keys_are_sorted_at_every_depth_and_texts_escaped() {
        let value = json!({ "b": [1, { "z": "a\"b", "a": null }], "a": true });
        assert_eq!(
            canonical_json(&value),
            r#"{"a":true,"b":[1,{"a":null,"z":"a\"b"}]}"#
        );
    }

    #[test]
    fn an_empty_cell_and_a_zero_have_different_seals() {
        let mut body = ReportBody::default();
        let empty = body.sha256();
        body.values.insert("GD-01".into(), Cell::of(0));
        assert_ne!(body.sha256(), empty);
        assert_eq!(body.sha256(), body.clone().sha256());
    }
}
