//! The form (*thể thức*) of a document as it was when the document was frozen
//! a file that is replaced later changes nothing in it. Not here: what a
//! form says and how it is laid out (`docgen`).

use crate::canonical::sha256_of;
use crate::numbering::IssuerKind;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One form with its whole text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenForm {
    /// Whose form it is.
    pub kind: IssuerKind,
    /// Its name ("HD05-2026").
    pub id: String,
    /// Its title, as people read it.
    pub title: String,
    /// First day of documents for which it holds: its version.
    pub valid_from: Date,
    /// Last day, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Date>,
    /// SHA-256 of the text, as of the file from which it came.
    pub sha256: String,
    /// The text of the file.
    pub text: String,
}

impl FrozenForm {
    /// Whether it is for documents of this kind and date.
    #[must_use]
    pub fn holds(&self, kind: IssuerKind, on: Date) -> bool {
        self.kind == kind && self.valid_from <= on && self.valid_to.is_none_or(|to| on <= to)
    }

    /// Whether the text is the one that was frozen.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        sha256_of(&self.text) == self.sha256
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    /// a form is chosen by kind and date of the document.
    #[test]
    fn r_4_7_a_frozen_form_holds_for_its_kind_within_its_days() {
        let form = FrozenForm {
            kind: IssuerKind::Party,
            id: "HD36-2018".into(),
            title: String::new(),
            valid_from: date(2018, 4, 3),
            valid_to: Some(date(2025, 12, 31)),
            sha256: sha256_of("id = 1"),
            text: "id = 1".into(),
        };
        assert!(form.holds(IssuerKind::Party, date(2025, 12, 31)));
        assert!(!form.holds(IssuerKind::Party, date(2026, 1, 1)));
        assert!(!form.holds(IssuerKind::State, date(2025, 12, 31)));
        assert!(form.is_whole());
        let changed = FrozenForm {
            text: "id = 2".into(),
            ..form
        };
        assert!(!changed.is_whole());
    }
}
