//! The choice of a profile by issuer kind and document date, and the profiles
//! that come with the program.

use jiff::civil::Date;

use super::{FormatProfile, IssuerKind};
use crate::error::DocError;

const TEXTS: [&str; 3] = [
    include_str!("../../data/profiles/nd30-2020.toml"),
    include_str!("../../data/profiles/hd36-2018.toml"),
    include_str!("../../data/profiles/hd05-2026.toml"),
];

/// The profiles that come with the program.
///
/// # Errors
/// [`crate::Problem::Profile`]; a test keeps the embedded texts readable.
pub fn embedded_profiles() -> Result<Vec<FormatProfile>, DocError> {
    TEXTS
        .iter()
        .map(|text| FormatProfile::parse(text))
        .collect()
}

/// The texts of the profiles that come with the program, in the same order: what
/// is frozen with a document is the text of its form.
pub fn embedded_texts() -> [&'static str; 3] {
    TEXTS
}

/// The profile for documents of `issuer_kind` dated `date`.
///
/// Where several hold, the one that began last wins, so that an office can
/// add a changed copy with a later beginning. `None` where none holds.
pub fn choose_profile(
    profiles: &[FormatProfile],
    issuer_kind: IssuerKind,
    date: Date,
) -> Option<&FormatProfile> {
    profiles
        .iter()
        .filter(|profile| profile.issuer_kind == issuer_kind)
        .filter(|profile| profile.valid_from <= date)
        .filter(|profile| profile.valid_to.is_none_or(|to| date <= to))
        .max_by_key(|profile| profile.valid_from)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn id(kind: IssuerKind, on: Date) -> Option<String> {
        let profiles = embedded_profiles().expect("embedded profiles parse");
        choose_profile(&profiles, kind, on).map(|profile| profile.id.clone())
    }

    #[test]
    fn the_profile_follows_issuer_kind_and_document_date() {
        let cases = [
            (IssuerKind::State, date(2020, 3, 4), None),
            (IssuerKind::State, date(2020, 3, 5), Some("ND30-2020")),
            (IssuerKind::State, date(2026, 10, 1), Some("ND30-2020")),
            (IssuerKind::Party, date(2018, 4, 2), None),
            (IssuerKind::Party, date(2018, 4, 3), Some("HD36-2018")),
            (IssuerKind::Party, date(2025, 12, 31), Some("HD36-2018")),
            (IssuerKind::Party, date(2026, 1, 1), Some("HD05-2026")),
        ];
        for (kind, on, expected) in cases {
            assert_eq!(id(kind, on).as_deref(), expected, "{kind:?} {on}");
        }
    }

    #[test]
    fn a_later_copy_of_an_office_wins_over_the_embedded_profile() {
        let mut profiles = embedded_profiles().expect("embedded profiles parse");
        let mut own = profiles[0].clone();
        own.id = "OWN".into();
        own.valid_from = date(2026, 6, 1);
        profiles.push(own);
        let chosen = |on| choose_profile(&profiles, IssuerKind::State, on).map(|p| p.id.as_str());
        assert_eq!(chosen(date(2026, 5, 31)), Some("ND30-2020"));
        assert_eq!(chosen(date(2026, 6, 1)), Some("OWN"));
    }

    #[test]
    fn a_profile_with_an_unknown_or_impossible_entry_is_refused_with_reasons() {
        let unknown = TEXTS[0].replacen("font =", "fnot =", 1);
        let message = FormatProfile::parse(&unknown).unwrap_err().to_string();
        assert!(message.contains("fnot"), "{message}");
        let impossible = TEXTS[0]
            .replacen("left_mm = 30", "left_mm = 180", 1)
            .replacen("left_share = 0.4", "left_share = 0.9", 1);
        let error = FormatProfile::parse(&impossible).unwrap_err();
        assert_eq!(error.problems().len(), 2, "{error}");
    }

    /// forms are frozen with reports; this one was in 2026. It must stay
    /// readable whatever is added to profiles later.
    #[test]
    fn r_4_5_a_form_that_was_frozen_long_ago_is_still_read() {
        let frozen = include_str!("../../../fixtures/docgen/frozen-form.toml");
        let form = FormatProfile::parse(frozen).expect("a frozen form");
        assert_eq!(form.id, "HD05-2026");
    }

    #[test]
    fn the_new_party_profile_claims_no_conformity() {
        let profiles = embedded_profiles().expect("embedded profiles parse");
        let party = choose_profile(&profiles, IssuerKind::Party, date(2026, 7, 1));
        assert!(party.is_some_and(|p| p.remark.contains("Chưa đối chiếu")));
    }
}
