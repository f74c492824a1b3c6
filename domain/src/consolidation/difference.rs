//! What late data change in a frozen report.

use super::content::Content;
use serde::{Deserialize, Serialize};

/// One difference between two snapshots.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Difference {
    /// A unit's report is in that was missing.
    Arrived {
        /// Name of the unit.
        unit: String,
    },
    /// A unit's report is no longer counted (returned as unusable).
    Withdrawn {
        /// Name of the unit.
        unit: String,
    },
    /// A total is another one.
    Figure {
        /// Code of the indicator.
        code: String,
        /// Its name.
        name: String,
        /// Unit of measure.
        measure: String,
        /// Decimals.
        scale: u8,
        /// Value before.
        old: Option<i64>,
        /// Value now.
        new: Option<i64>,
    },
}

/// The differences of data from `old` to `new`: who has reported, what the
/// totals are. Texts are not compared, a supplement has those of the report.
#[must_use]
pub fn differences(old: &Content, new: &Content) -> Vec<Difference> {
    let mut found = Vec::new();
    for unit in old
        .coverage
        .missing
        .iter()
        .filter(|u| !new.coverage.missing.contains(u))
    {
        found.push(Difference::Arrived { unit: unit.clone() });
    }
    for unit in new
        .coverage
        .missing
        .iter()
        .filter(|u| !old.coverage.missing.contains(u))
    {
        found.push(Difference::Withdrawn { unit: unit.clone() });
    }
    for figure in &new.figures {
        let before = old.figures.iter().find(|f| f.code == figure.code);
        let old_value = before.and_then(|f| f.value);
        let has_other_parts = before.is_some_and(|f| (f.num, f.den) != (figure.num, figure.den));
        if old_value != figure.value || has_other_parts {
            found.push(Difference::Figure {
                code: figure.code.clone(),
                name: figure.name.clone(),
                measure: figure.measure.clone(),
                scale: figure.scale,
                old: old_value,
                new: figure.value,
            });
        }
    }
    found
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::consolidation::{Figure, ReportCoverage};
    use crate::id::{RegimeVersionId, RoundId, UnitId};
    use jiff::civil::date;
    use uuid::Uuid;

    pub(in super::super) fn content(missing: &[&str], value: Option<i64>) -> Content {
        Content {
            form: 1,
            round: RoundId(Uuid::nil()),
            title: "Giao ban".into(),
            period: "quý III năm 2026".into(),
            period_from: date(2026, 7, 1),
            period_to: date(2026, 9, 30),
            office: UnitId(Uuid::nil()),
            office_name: "Ban".into(),
            parent_name: None,
            symbol: "BTGDVTU".into(),
            place: "Sông Lam".into(),
            regime_version: RegimeVersionId(Uuid::nil()),
            journal_seq: 1,
            coverage: ReportCoverage {
                missing: missing.iter().map(|m| (*m).to_owned()).collect(),
                ..ReportCoverage::default()
            },
            sections: vec![],
            figures: vec![Figure {
                code: "GD-09".into(),
                value,
                ..Figure::default()
            }],
            tasks: vec![],
            documents: vec![],
            reviews: vec![],
            timeliness: None,
            charts: vec![],
            arrivals: None,
            forms: vec![],
            supplement: 0,
            differences: vec![],
        }
    }

    #[test]
    fn a_supplement_names_who_arrived_and_what_changed() {
        let old = content(&["Xã An", "Xã Bình"], Some(5));
        let new = content(&["Xã Bình", "Xã Cẩm"], Some(9));
        let found = differences(&old, &new);
        assert_eq!(
            found[0],
            Difference::Arrived {
                unit: "Xã An".into()
            }
        );
        assert_eq!(
            found[1],
            Difference::Withdrawn {
                unit: "Xã Cẩm".into()
            }
        );
        assert!(matches!(
            &found[2],
            Difference::Figure {
                old: Some(5),
                new: Some(9),
                ..
            }
        ));
        assert!(differences(&old, &old).is_empty());
    }
}
