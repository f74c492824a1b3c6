//! What late data change in a frozen report.

use super::content::Content;
use crate::indicator::{Cell, IndicatorDef, Nature, Publicity};
use crate::regime::Section;
use crate::report::{ReportBody, changes};
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
    /// A unit says something else in a section, by the version that counts.
    Text {
        /// Name of the unit.
        unit: String,
        /// Code of the section.
        section: String,
        /// Its title.
        title: String,
    },
    /// A unit's figure is another one, by the version that counts, also where the
    /// total is the same.
    UnitFigure {
        /// Name of the unit.
        unit: String,
        /// Code of the indicator.
        code: String,
        /// Its name.
        name: String,
        /// Unit of measure.
        measure: String,
        /// As it was read before; none where there was none, and where the figure
        /// is not for everybody: a supplement goes to every unit.
        old: Option<String>,
        /// As it reads now, likewise.
        new: Option<String>,
        /// How final it was and is, if that is another one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        natures: Option<(Nature, Nature)>,
    },
}

/// The differences of data from `old` to `new`: who has reported, what the
/// totals are. What single units say differently is in [`unit_differences`].
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

/// What a unit whose report was counted before says differently now. Words to
/// remarks, files and lines on tasks are in no consolidated report. Of a figure that
/// is not public it is said that it is another one, not what it is: other units read
/// this.
#[must_use]
pub fn unit_differences(
    unit: &str,
    (old, new): (&ReportBody, &ReportBody),
    outline: &[Section],
    indicators: &[IndicatorDef],
) -> Vec<Difference> {
    let found = changes(old, new);
    let titled = |code: &str| outline.iter().find(|s| s.code == code);
    let texts = found.sections.into_iter().filter_map(|section| {
        titled(&section.code).map(|def| Difference::Text {
            unit: unit.to_owned(),
            title: def.title.clone(),
            section: section.code,
        })
    });
    let shown = |def: &IndicatorDef, cell: &Cell| (!cell.is_empty()).then(|| cell.words(def));
    let figures = found.cells.into_iter().filter_map(|cell| {
        let def = indicators.iter().find(|def| def.code == cell.code)?;
        let (old, new) = (shown(def, &cell.old), shown(def, &cell.new));
        // A word beside a figure is no other figure; an empty cell is of no kind.
        let both = old.is_some() && new.is_some() && cell.old.nature != cell.new.nature;
        let natures = both.then_some((cell.old.nature, cell.new.nature));
        let is_other = old != new || natures.is_some();
        let is_public = def.public == Publicity::Public;
        is_other.then(|| Difference::UnitFigure {
            unit: unit.to_owned(),
            code: def.code.clone(),
            name: def.name.clone(),
            measure: def.measure.clone(),
            old: old.filter(|_| is_public),
            new: new.filter(|_| is_public),
            natures: natures.filter(|_| is_public),
        })
    });
    texts.chain(figures).collect()
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
            versions: Default::default(),
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

    #[test]
    fn r_4_5_a_corrected_text_and_figures_are_named_by_unit_also_with_equal_totals() {
        let catalogue = crate::indicator::catalogue();
        let outline = crate::regime::standard_outline();
        let of = |code: &str| catalogue.iter().find(|d| d.code == code).unwrap();
        let body = |text: &str, students: Cell, share: Cell| ReportBody {
            sections: vec![crate::report::SectionText {
                code: "I.1".into(),
                text: text.into(),
                is_nil: false,
            }],
            values: [("GD-09".to_owned(), students), ("GD-02".to_owned(), share)].into(),
            ..ReportBody::default()
        };
        let told = |new: &ReportBody| {
            let old = body("Như cũ.", Cell::of(1200), Cell::of_parts(50, 53));
            unit_differences("Xã An", (&old, new), &outline, &catalogue)
        };
        let same = body("Như cũ.", Cell::of(1200), Cell::of_parts(50, 53));
        assert!(told(&same).is_empty());
        // The share is the same, what it is made of is not.
        let other = body("Nói lại.", Cell::of(1250), Cell::of_parts(100, 106));
        let found = told(&other);
        assert!(
            matches!(&found[0], Difference::Text { unit, section, .. } if unit == "Xã An" && section == "I.1")
        );
        let shares: Vec<_> = found[1..]
            .iter()
            .map(|d| match d {
                Difference::UnitFigure { code, old, new, .. } => {
                    (code.as_str(), old.clone(), new.clone())
                }
                other => panic!("{other:?}"),
            })
            .collect();
        let share = |cell: Cell| Some(cell.words(of("GD-02")));
        assert_eq!(
            shares,
            [
                (
                    "GD-02",
                    share(Cell::of_parts(50, 53)),
                    share(Cell::of_parts(100, 106))
                ),
                ("GD-09", Some("1.200".into()), Some("1.250".into())),
            ]
        );
        // Only how final it is, and only a word beside it.
        let mut cell = Cell::of(1200);
        cell.nature = Nature::Estimate;
        cell.note = Some("Đã rà.".into());
        let found = told(&body("Như cũ.", cell.clone(), Cell::of_parts(50, 53)));
        let natures = (Nature::Official, Nature::Estimate);
        assert!(
            matches!(&found[..], [Difference::UnitFigure { natures: Some(n), .. }] if *n == natures)
        );
        cell.nature = Nature::Official;
        assert!(told(&body("Như cũ.", cell, Cell::of_parts(50, 53))).is_empty());
        let gone = told(&body("Như cũ.", Cell::default(), Cell::of_parts(50, 53)));
        assert!(matches!(
            &gone[..],
            [Difference::UnitFigure {
                new: None,
                natures: None,
                ..
            }]
        ));
    }

    #[test]
    fn r_4_5_a_supplement_names_a_units_figure_that_is_not_public_without_its_value() {
        let catalogue = crate::indicator::catalogue();
        let body = |value: i64| ReportBody {
            values: [
                ("GD-09".to_owned(), Cell::of(value)),
                ("YT-07".to_owned(), Cell::of_parts(value, 100)),
                ("DS-03".to_owned(), Cell::of_parts(value, 100)),
            ]
            .into(),
            ..ReportBody::default()
        };
        let (old, new) = (body(12), body(13));
        let found = unit_differences("Xã An", (&old, &new), &[], &catalogue);
        let told: Vec<_> = found
            .iter()
            .map(|d| match d {
                Difference::UnitFigure { code, old, new, .. } => {
                    (code.as_str(), old.as_deref().zip(new.as_deref()))
                }
                other => panic!("{other:?}"),
            })
            .collect();
        let open = Some(("12", "13"));
        assert_eq!(told, [("DS-03", None), ("GD-09", open), ("YT-07", None)]);
        assert!(
            found.iter().all(|d| matches!(
                d,
                Difference::UnitFigure { code, old, new, .. }
                    if code == "GD-09" || (old.is_none() && new.is_none())
            )),
            "{found:?}"
        );
        // How final it is, is no less its own.
        let mut estimate = body(12);
        for cell in estimate.values.values_mut() {
            cell.nature = Nature::Estimate;
        }
        let found = unit_differences("Xã An", (&old, &estimate), &[], &catalogue);
        let open = found.iter().filter_map(|d| match d {
            Difference::UnitFigure { code, natures, .. } => natures.map(|_| code.as_str()),
            _ => None,
        });
        assert_eq!((found.len(), open.collect::<Vec<_>>()), (3, vec!["GD-09"]));
    }
}
