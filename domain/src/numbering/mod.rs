//! Numbers of official documents: which series, which form (domain facts §3.1,
//! §3.3, §3.6).
//!
//! State documents count per year, Party documents per type within a congress
//! term; an office may decide otherwise, from a day on ([`NumberingRule`]). Which
//! numbers are taken is not here.

mod policy;
mod rule;

pub use policy::{NumberingPolicy, SeriesRestart, SeriesScope};
pub use rule::{NumberingFault, NumberingRule, TypedRule, is_untouched, policy_on};

use crate::id::UnitId;
use jiff::civil::Date;

crate::codes! {
    /// Whose form a document takes.
    IssuerKind {
        /// Nghị định 30/2020/NĐ-CP.
        State = "state",
        /// Party rules (HD 36-HD/VPTW, HD 05-HD/VPTW).
        Party = "party",
    }
}

/// The key of the series from which a document takes its number. It names the
/// body, not its symbol: offices of several provinces share a symbol, and a body
/// that is renamed goes on counting.
#[must_use]
pub fn series_key(policy: &NumberingPolicy, issuer: UnitId, doc_type: &str, on: Date) -> String {
    let doc_type = match policy.scope {
        SeriesScope::PerType => doc_type,
        SeriesScope::Shared => "",
    };
    match policy.restart {
        SeriesRestart::Year => format!("{issuer}|{doc_type}|{}", on.year()),
        SeriesRestart::Term => format!("{issuer}|{doc_type}|T{}", policy.term_of(on).year()),
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
    use uuid::Uuid;

    const BAN: UnitId = UnitId(Uuid::from_u128(1));

    /// Party papers count within the congress term.
    #[test]
    fn r_4_6_party_numbers_do_not_restart_on_new_years_day_but_with_the_term() {
        let policy = NumberingPolicy::usual(IssuerKind::Party);
        let key = |on| series_key(&policy, BAN, "BC", on);
        assert_eq!(key(date(2025, 12, 31)), key(date(2026, 1, 1)));
        assert_ne!(key(date(2025, 9, 30)), key(date(2025, 10, 1)));
        assert_ne!(
            key(date(2026, 1, 1)),
            series_key(&policy, BAN, "TB", date(2026, 1, 1))
        );
    }

    /// State papers count within the year; an office may count all types
    /// together, and no two bodies ever share a series.
    #[test]
    fn r_4_6_a_series_is_a_bodys_own_and_follows_its_policy() {
        let mut policy = NumberingPolicy::usual(IssuerKind::State);
        let key = |p: &_, doc_type, year| series_key(p, BAN, doc_type, date(year, 5, 1));
        assert_ne!(key(&policy, "BC", 2025), key(&policy, "BC", 2026));
        assert_ne!(key(&policy, "BC", 2026), key(&policy, "TB", 2026));
        policy.scope = SeriesScope::Shared;
        assert_eq!(key(&policy, "BC", 2026), key(&policy, "TB", 2026));
        let other = UnitId(Uuid::from_u128(2));
        assert_ne!(
            key(&policy, "BC", 2026),
            series_key(&policy, other, "BC", date(2026, 5, 1))
        );
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
