//! What a short citation may mean. "Nghị quyết 68" names no issuer; the date of
//! the citing text rules out what did not exist yet. "Nghị quyết Trung ương 6
//! (khóa XII)" counts a plenum, not a document number.
//!
//! Not here: the register of documents. The caller gives what it knows.

use super::NumberSystem;
use super::symbols::standard_type;
use jiff::civil::Date;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// A document of the register, as far as needed to judge a citation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownNumber {
    pub canonical: String,
    pub issued_on: Date,
}

/// One meaning of a short citation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub system: NumberSystem,
    pub canonical: String,
    /// Date from the register; `None` when the register does not know it.
    pub issued_on: Option<Date>,
}

/// Meanings of a bare number behind a type symbol: the Government's (or Prime
/// Minister's) and the Central Committee's document with that number. Known
/// documents issued after `cited_on` are left out; known ones come first.
pub fn candidates(
    type_symbol: &str,
    number: u32,
    cited_on: Option<Date>,
    known: &[KnownNumber],
) -> Vec<Candidate> {
    let Some(kind) = standard_type(type_symbol) else {
        return Vec::new();
    };
    let state = match kind {
        "NQ" => Some(format!("{number}/NQ-CP")),
        "CT" | "QĐ" => Some(format!("{number}/{kind}-TTg")),
        _ => None,
    };
    let party = matches!(kind, "NQ" | "CT" | "KL" | "QĐ" | "QyĐ" | "HD")
        .then(|| format!("{number}-{kind}/TW"));
    let mut found = Vec::new();
    for (system, canonical) in [(NumberSystem::State, state), (NumberSystem::Party, party)] {
        let Some(canonical) = canonical else { continue };
        let same: Vec<_> = known
            .iter()
            .filter(|k| same_number(&k.canonical, &canonical))
            .collect();
        if same.is_empty() {
            found.push(Candidate {
                system,
                canonical,
                issued_on: None,
            });
            continue;
        }
        for k in same {
            if cited_on.is_none_or(|day| k.issued_on <= day) {
                found.push(Candidate {
                    system,
                    canonical: k.canonical.clone(),
                    issued_on: Some(k.issued_on),
                });
            }
        }
    }
    found.sort_by_key(|c| c.issued_on.is_none());
    found
}

fn same_number(a: &str, b: &str) -> bool {
    a.trim_start_matches('0') == b.trim_start_matches('0')
}

/// "Nghị quyết Trung ương 6 (khóa XII)".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlenumReference {
    pub plenum: u32,
    /// Term of the congress in Roman figures, when named.
    pub term: Option<String>,
}

static PLENUM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"Nghị quyết (?:Hội nghị )?(?:lần thứ )?(?:Trung ương|TW|T\.Ư)\s+(?:lần thứ )?(?P<n>[0-9]{1,2})(?:\s*,?\s*\(?\s*[Kk]h[óo][aá]\s+(?P<term>[IVX]+)\)?)?")
        .expect("valid expression")
});

/// Plenum references in `text`, with their byte ranges.
pub fn find_plenum_references(text: &str) -> Vec<(Range<usize>, PlenumReference)> {
    PLENUM
        .captures_iter(text)
        .filter_map(|caps| {
            let plenum = caps.name("n")?.as_str().parse().ok()?;
            let term = caps.name("term").map(|t| t.as_str().to_owned());
            Some((caps.get(0)?.range(), PlenumReference { plenum, term }))
        })
        .collect()
}
