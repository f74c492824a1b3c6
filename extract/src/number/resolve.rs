//! Which of several documents with the same number a text means: those that
//! existed on the day, of the term that is named, about what the text speaks
//! of. What stays open is left to a person, with the candidates named.
//!
//! Not here: the register. The short list beside this file holds the central
//! documents whose numbers are known to collide.

use crate::text::unify_tones;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// A document of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownDocument {
    pub number: String,
    pub date: Date,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term: Option<String>,
}

struct Entry {
    document: KnownDocument,
    /// Its number without leading zeros, in small letters.
    key: String,
    /// Leading number and type symbol.
    short: (String, String),
    topics: Vec<String>,
}

static KNOWN: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    include_str!("known.txt")
        .lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|l| {
            let parts: Vec<&str> = l.split(';').map(str::trim).collect();
            let [number, date, term, topics] = parts.as_slice() else {
                return None;
            };
            let parsed = super::parse_number(number)?;
            Some(Entry {
                key: number.trim_start_matches('0').to_lowercase(),
                document: KnownDocument {
                    number: (*number).to_owned(),
                    date: date.parse().ok()?,
                    term: (*term != "-").then(|| (*term).to_owned()),
                },
                short: (parsed.number, parsed.doc_type?),
                topics: topics.split(',').map(|t| unify_tones(t.trim())).collect(),
            })
        })
        .collect()
});

/// What is told of a citation besides its number.
#[derive(Debug, Clone, Default)]
pub struct Citation<'a> {
    /// Canonical number, or the digits alone.
    pub number: &'a str,
    /// Name of the type ("Nghị quyết"), needed for digits alone.
    pub kind: &'a str,
    pub date: Option<Date>,
    /// Term of the congress in Roman figures.
    pub term: Option<&'a str>,
    /// The day of the text that cites.
    pub cited_on: Option<Date>,
    /// The words around the citation.
    pub words: &'a str,
}

/// The documents of the list that may be meant; one when it is decided, none
/// when the list does not know the number.
pub fn resolve(citation: &Citation<'_>) -> Vec<KnownDocument> {
    let digits = citation.number.trim_start_matches('0');
    let end = digits
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(digits.len());
    if !KNOWN.iter().any(|e| e.short.0 == digits[..end]) {
        return Vec::new();
    }
    // Nearly all are written as the list has them.
    let written = digits.to_lowercase();
    let key = if KNOWN.iter().any(|e| e.key == written) {
        Some(written)
    } else {
        let parsed = super::parse_number(citation.number);
        parsed.map(|p| p.canonical.trim_start_matches('0').to_lowercase())
    };
    let mut left: Vec<&Entry> = KNOWN
        .iter()
        .filter(|e| match &key {
            Some(key) => e.key == *key,
            None => e.short.0 == digits && super::type_name(&e.short.1) == Some(citation.kind),
        })
        .collect();
    if let Some(date) = citation.date {
        left.retain(|e| e.document.date == date);
    }
    if let Some(day) = citation.cited_on {
        left.retain(|e| e.document.date <= day);
    }
    if let Some(term) = citation.term {
        left.retain(|e| e.document.term.as_deref() == Some(term));
    }
    if left.len() > 1 {
        let words = unify_tones(citation.words);
        let about: Vec<&Entry> = left
            .iter()
            .copied()
            .filter(|e| e.topics.iter().any(|t| words.contains(t.as_str())))
            .collect();
        if about.len() == 1 {
            left = about;
        }
    }
    left.into_iter().map(|e| e.document.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn numbers(citation: &Citation<'_>) -> Vec<(String, Date)> {
        resolve(citation)
            .into_iter()
            .map(|d| (d.number, d.date))
            .collect()
    }

    #[test]
    fn a_document_that_did_not_exist_yet_is_not_meant() {
        let early = Citation {
            number: "68",
            kind: "Nghị quyết",
            cited_on: Some(date(2022, 4, 8)),
            ..Citation::default()
        };
        assert_eq!(numbers(&early), [("68/NQ-CP".into(), date(2021, 7, 1))]);
        let late = Citation {
            cited_on: Some(date(2025, 12, 1)),
            ..early.clone()
        };
        assert_eq!(numbers(&late).len(), 2, "left open for a person");
        let about = Citation {
            words: "triển khai Nghị quyết 68 về phát triển kinh tế tư nhân",
            ..late
        };
        assert_eq!(numbers(&about), [("68-NQ/TW".into(), date(2025, 5, 4))]);
    }

    #[test]
    fn a_number_that_recurs_is_decided_by_term_date_or_topic() {
        let open = Citation {
            number: "20-NQ/TW",
            kind: "Nghị quyết",
            cited_on: Some(date(2022, 4, 8)),
            ..Citation::default()
        };
        assert_eq!(numbers(&open).len(), 2);
        for decided in [
            Citation {
                term: Some("XI"),
                ..open.clone()
            },
            Citation {
                date: Some(date(2012, 11, 1)),
                ..open.clone()
            },
            Citation {
                cited_on: Some(date(2015, 1, 1)),
                ..open.clone()
            },
            Citation {
                words: "phát triển khoa học và công nghệ",
                ..open.clone()
            },
        ] {
            assert_eq!(numbers(&decided), [("20-NQ/TW".into(), date(2012, 11, 1))]);
        }
    }

    #[test]
    fn separators_tell_the_government_from_the_party() {
        for (written, expected) in [
            ("42/NQ-CP", "42/NQ-CP"),
            ("42-NQ/TW", "42-NQ/TW"),
            ("42/NQ-TW", "42-NQ/TW"),
        ] {
            let found = resolve(&Citation {
                number: written,
                kind: "Nghị quyết",
                ..Citation::default()
            });
            assert_eq!(found.len(), 1, "{written}");
            assert_eq!(found[0].number, expected);
        }
        assert!(
            resolve(&Citation {
                number: "9999-NQ/TW",
                ..Citation::default()
            })
            .is_empty()
        );
    }
}
