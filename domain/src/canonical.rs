//! One byte sequence per content, so that a hash says something.

use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// JSON without blanks, keys of every object in byte order, whatever map type
/// the program was built with. Numbers are whole ones: there is no float in
/// what we freeze, so nothing depends on how floats are printed.
///
/// # Errors
/// When the value cannot be written as JSON.
pub fn canonical_json(value: &impl Serialize) -> Result<String, serde_json::Error> {
    let mut out = String::new();
    put(&mut out, &serde_json::to_value(value)?);
    Ok(out)
}

/// SHA-256 of a text, lower-case hexadecimal.
#[must_use]
pub fn sha256_of(text: &str) -> String {
    hex::encode(Sha256::digest(text.as_bytes()))
}

fn put(out: &mut String, value: &Value) {
    match value {
        Value::Object(map) => {
            let mut keys: Vec<&String> = map.keys().collect();
            keys.sort();
            out.push('{');
            for (place, key) in keys.into_iter().enumerate() {
                if place > 0 {
                    out.push(',');
                }
                // Writing to a String cannot fail.
                let _ = write!(out, "{}:", Value::String(key.clone()));
                put(out, &map[key]);
            }
            out.push('}');
        }
        Value::Array(items) => {
            out.push('[');
            for (place, item) in items.iter().enumerate() {
                if place > 0 {
                    out.push(',');
                }
                put(out, item);
            }
            out.push(']');
        }
        plain => {
            let _ = write!(out, "{plain}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_order_of_keys_does_not_change_the_bytes() {
        let a: Value =
            serde_json::from_str(r#"{"b":1,"a":{"d":[1,{"z":null,"y":"đ"}],"c":true}}"#).unwrap();
        let b: Value =
            serde_json::from_str(r#"{"a":{"c":true,"d":[1,{"y":"đ","z":null}]},"b":1}"#).unwrap();
        let text = canonical_json(&a).unwrap();
        assert_eq!(text, r#"{"a":{"c":true,"d":[1,{"y":"đ","z":null}]},"b":1}"#);
        assert_eq!(text, canonical_json(&b).unwrap());
        assert_eq!(sha256_of(&text).len(), 64);
        assert_ne!(
            sha256_of(&text),
            sha256_of(&canonical_json(&json!({ "a": 1 })).unwrap())
        );
    }
}
