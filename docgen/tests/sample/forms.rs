//! The samples in every form, each with the profile of its issuer and date.

use docgen::profile::{choose_profile, embedded_profiles};
use docgen::{FormatProfile, IssuerKind, OfficialDocument};
use jiff::civil::date;

use crate::sample;

/// A document, the profile chosen for it, and the name of its golden.
pub struct Case {
    pub name: &'static str,
    pub document: OfficialDocument,
    pub profile: FormatProfile,
}

pub fn cases() -> Vec<Case> {
    let case = |name, kind, document: OfficialDocument| Case {
        name,
        profile: profile(kind, &document),
        document,
    };
    vec![
        case("state-report", IssuerKind::State, sample::state_report()),
        case(
            "state-draft-letter",
            IssuerKind::State,
            sample::draft_letter(),
        ),
        case(
            "party-report-2024",
            IssuerKind::Party,
            sample::party_report(date(2024, 10, 9)),
        ),
        case(
            "party-report-2026",
            IssuerKind::Party,
            sample::party_report(date(2026, 10, 9)),
        ),
        case(
            "state-prose",
            IssuerKind::State,
            sample::prose::report_of_prose(),
        ),
    ]
}

fn profile(kind: IssuerKind, document: &OfficialDocument) -> FormatProfile {
    let profiles = embedded_profiles().expect("embedded profiles parse");
    let chosen = choose_profile(&profiles, kind, document.header.date);
    chosen.expect("a profile for the date").clone()
}
