//! Numbers of official documents: which series, which form (domain facts §3.1,
//! §3.3, §3.6).
//!
//! State documents count per year, Party documents per type within a congress
//! term; an office may decide otherwise, so the policy is a setting.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

crate::codes! {
    /// Whose form a document takes.
    IssuerKind {
        /// Nghị định 30/2020/NĐ-CP.
        State = "state",
        /// Party rules (HD 36-HD/VPTW, HD 05-HD/VPTW).
        Party = "party",
    }
}

/// How an office counts its documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "policy")]
pub enum NumberingPolicy {
    /// One series per type, from 1 each calendar year.
    PerTypeAndYear,
    /// One series for all types, from 1 each calendar year.
    SharedPerYear,
    /// One series per type within a congress term that began on `term_from`.
    PerTypeAndTerm {
        /// First day of the term.
        term_from: Date,
    },
}

/// The key of the series from which a document takes its number.
#[must_use]
pub fn series_key(
    policy: &NumberingPolicy,
    issuer_symbol: &str,
    doc_type: &str,
    date: Date,
) -> String {
    match policy {
        NumberingPolicy::PerTypeAndYear => format!("{issuer_symbol}|{doc_type}|{}", date.year()),
        NumberingPolicy::SharedPerYear => format!("{issuer_symbol}||{}", date.year()),
        NumberingPolicy::PerTypeAndTerm { term_from } => {
            format!("{issuer_symbol}|{doc_type}|T{}", term_from.year())
        }
    }
}

/// Writes number and symbol: `05-BC/BTGDVTU` (Party), `05/BC-SGDĐT` (State).
/// Numbers below ten get a leading zero in both (§3.1, §3.3).
#[must_use]
pub fn symbol(kind: IssuerKind, number: i32, doc_type: &str, issuer_symbol: &str) -> String {
    match kind {
        IssuerKind::Party => format!("{number:02}-{doc_type}/{issuer_symbol}"),
        IssuerKind::State => format!("{number:02}/{doc_type}-{issuer_symbol}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn party_numbers_do_not_restart_on_new_years_day() {
        let policy = NumberingPolicy::PerTypeAndTerm {
            term_from: date(2025, 10, 1),
        };
        let before = series_key(&policy, "BTGDVTU", "BC", date(2025, 12, 31));
        let after = series_key(&policy, "BTGDVTU", "BC", date(2026, 1, 1));
        assert_eq!(before, after);
    }

    #[test]
    fn state_and_party_write_their_numbers_apart() {
        assert_eq!(
            symbol(IssuerKind::Party, 5, "BC", "BTGDVTU"),
            "05-BC/BTGDVTU"
        );
        assert_eq!(symbol(IssuerKind::State, 123, "QĐ", "UBND"), "123/QĐ-UBND");
    }
}
