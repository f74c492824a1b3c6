//! The outline of a report (domain facts §6.1): sections, each for some fields.

use crate::field::Field;
use serde::{Deserialize, Serialize};

/// One section of the outline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Code in the outline ("I.6.2"), stable over versions.
    pub code: String,
    /// How deep it stands in the tree; the nearest section above it with a
    /// smaller level is the one it belongs to.
    #[serde(default)]
    pub level: u8,
    /// Title on papers.
    pub title: String,
    /// Title in English screens.
    pub title_en: String,
    /// Fields of work it belongs to; empty = every unit writes it.
    #[serde(default)]
    pub fields: Vec<Field>,
    /// Most words a unit may use here.
    #[serde(default)]
    pub word_limit: Option<u32>,
    /// Never published, and only for those who may read reports (public
    /// concern topics; no named persons).
    #[serde(default)]
    pub is_internal: bool,
    /// What to write, in one sentence.
    #[serde(default)]
    pub hint: String,
}

impl Section {
    /// Whether a unit with these fields of work writes this section.
    #[must_use]
    pub fn concerns(&self, fields: &[Field]) -> bool {
        self.fields.is_empty() || self.fields.iter().any(|f| fields.contains(f))
    }
}

#[derive(Deserialize)]
struct Outline {
    section: Vec<Section>,
}

/// The standard outline of the khoa giáo review, as data.
///
/// # Panics
/// Never: the embedded file is read by a test.
#[must_use]
pub fn standard_outline() -> Vec<Section> {
    toml::from_str::<Outline>(include_str!("../../data/outline.toml"))
        .map(|o| o.section)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standard_outline_has_the_four_parts_and_no_code_twice() {
        let sections = standard_outline();
        for part in ["I.", "II", "III", "IV"] {
            assert!(sections.iter().any(|s| s.code.starts_with(part)), "{part}");
        }
        let mut codes: Vec<_> = sections.iter().map(|s| &s.code).collect();
        codes.sort();
        let count = codes.len();
        codes.dedup();
        assert_eq!(codes.len(), count);
    }

    #[test]
    fn a_health_body_does_not_write_the_education_section() {
        let sections = standard_outline();
        let education = sections.iter().find(|s| s.code == "I.6.1").unwrap();
        assert!(!education.concerns(&[Field::from_code("y_te").unwrap()]));
        assert!(education.concerns(&[Field::from_code("giao_duc_dao_tao").unwrap()]));
    }
}
