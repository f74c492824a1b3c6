//! The outline of a report (domain facts §6.1): sections, each for some fields.

use super::rule::{UnitFacts, UnitRule};
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
    /// Which units write it, as indicators say it; units that the rule does not
    /// name are not asked. What communes write is no matter of the departments.
    #[serde(default, skip_serializing_if = "UnitRule::is_any")]
    pub reported_by: UnitRule,
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
    /// Whether a unit writes this section: by its fields of work and by who reports.
    #[must_use]
    pub fn concerns(&self, unit: &UnitFacts<'_>) -> bool {
        let is_of_field =
            self.fields.is_empty() || self.fields.iter().any(|f| unit.fields.contains(f));
        is_of_field && self.reported_by.names(unit)
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
    use crate::unit::{Tier, UnitKind};

    fn unit(kind: UnitKind, fields: &[Field]) -> UnitFacts<'_> {
        UnitFacts {
            kind,
            tier: Tier::Province,
            fields,
            groups: &[],
        }
    }

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
        assert!(!education.concerns(&unit(UnitKind::Department, &[Field::YTe])));
        assert!(education.concerns(&unit(UnitKind::Department, &[Field::GiaoDucDaoTao])));
    }

    /// §6.1: the report opens with its context; universities and associations have
    /// a section of their own, and so have the communes.
    #[test]
    fn r_3_1_what_universities_associations_and_communes_write_is_asked_of_nobody_else() {
        let sections = standard_outline();
        assert_eq!(sections[0].code, "0");
        let asked = |code: &str| {
            let section = sections.iter().find(|s| s.code == code).unwrap();
            let kinds = UnitKind::ALL.iter().copied();
            kinds
                .filter(|kind| section.concerns(&unit(*kind, &[Field::YTe])))
                .collect::<Vec<_>>()
        };
        assert_eq!(asked("0").len(), UnitKind::ALL.len());
        let own = [UnitKind::ServiceUnit, UnitKind::Association];
        assert_eq!(asked("I.6.7"), own);
        assert_eq!(asked("I.6.8"), [UnitKind::Commune]);
        assert!(asked("I.6.1").is_empty());
    }

    #[test]
    fn r_3_1_a_section_from_before_is_asked_by_field_alone_and_stored_as_it_was() {
        let old = r#"{"code":"I.1","level":0,"title":"Một","title_en":"","fields":[],"word_limit":null,"is_internal":false,"hint":""}"#;
        let section: Section = serde_json::from_str(old).unwrap();
        assert!(section.reported_by.is_any());
        assert_eq!(serde_json::to_string(&section).unwrap(), old);
    }
}
