//! How an office counts its documents.

use super::IssuerKind;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

crate::codes! {
    /// What shares one series.
    SeriesScope {
        /// Each type of document has its own.
        PerType = "per_type",
        /// All types together.
        Shared = "shared",
    }
}

crate::codes! {
    /// When counting begins from 1 again.
    SeriesRestart {
        /// On 1 January.
        Year = "year",
        /// With each congress term.
        Term = "term",
    }
}

/// How an office counts its documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberingPolicy {
    /// What shares one series.
    pub scope: SeriesScope,
    /// When it begins anew.
    pub restart: SeriesRestart,
    /// First days of congress terms, ascending; at least one where `restart` is
    /// [`SeriesRestart::Term`].
    #[serde(default)]
    pub terms: Vec<Date>,
}

#[derive(Deserialize)]
struct Terms {
    starts: Vec<Date>,
}

static TERMS: LazyLock<Vec<Date>> = LazyLock::new(|| {
    let terms: Terms = toml::from_str(include_str!("../../data/terms.toml"))
        .expect("the terms that come with the program are read by the tests");
    terms.starts
});

impl NumberingPolicy {
    /// What holds until the office decides: State papers per type and year
    /// (domain facts §3.1), Party papers per type and congress term (§3.3).
    #[must_use]
    pub fn usual(kind: IssuerKind) -> Self {
        Self {
            scope: SeriesScope::PerType,
            restart: match kind {
                IssuerKind::State => SeriesRestart::Year,
                IssuerKind::Party => SeriesRestart::Term,
            },
            terms: TERMS.clone(),
        }
    }

    /// First day of the term in which a document is dated; of the first known one
    /// for older documents.
    pub(super) fn term_of(&self, on: Date) -> Date {
        let begun = self.terms.iter().rev().find(|start| **start <= on);
        *begun.or(self.terms.first()).unwrap_or(&on)
    }
}
