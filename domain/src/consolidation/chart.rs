//! What pictures are drawn from: figures of several periods or units in the
//! order in which they are shown. In a report they are frozen with it, so that
//! its pictures never change. Not here: drawing.

use crate::indicator::{Counted, coverage_sentence_en, coverage_sentence_vi, level_of};
use crate::number::{Threshold, format_number, told};
use crate::report::Punctuality;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

crate::codes! {
    /// Whether and how a figure of another period can be compared.
    ChartState {
        /// There is none.
        Absent = "absent",
        /// The same units, or all of their predecessors.
        Straight = "straight",
        /// Shares by stated weights are in it.
        Estimated = "estimated",
        /// *Không so sánh được*.
        No = "no",
    }
}

/// One unit over the rounds of a regime.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelinessRow {
    /// Its short name.
    pub unit: String,
    /// One for each period.
    pub cells: Vec<Punctuality>,
    /// Of a unit that went into the one above it: into which, and since when by
    /// which decision. Its own past stays with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub became: Option<Became>,
}

/// What became of a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Became {
    /// Short name of the heir.
    pub heir: String,
    /// The first day of the heir in its place.
    pub on: Date,
    /// Number and symbol of the decision.
    pub decision: String,
    /// Its date, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_on: Option<Date>,
}

/// The heat table unit × period of timeliness.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelinessTable {
    /// Short names of the periods, oldest first.
    pub periods: Vec<String>,
    /// The units.
    pub rows: Vec<TimelinessRow>,
    /// Units that are not shown.
    #[serde(default)]
    pub left_out: usize,
}

/// How many of the units that must give a figure have answered: gave one, or said
/// "không phát sinh".
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChartCoverage {
    /// Units that did. In what was frozen before these were one count, those that gave a
    /// figure; the key is of that time.
    #[serde(rename = "with_value")]
    pub answered: usize,
    /// Units that must.
    pub expected: usize,
    /// Those of them that neither gave one nor said "không phát sinh".
    pub missing: usize,
}

impl ChartCoverage {
    /// "38/41".
    #[must_use]
    pub fn shown(&self) -> String {
        format!("{}/{}", self.answered, self.expected)
    }

    /// Whether figures of units are missing.
    #[must_use]
    pub fn is_partial(&self) -> bool {
        self.missing > 0
    }
}

/// One period of an indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChartPoint {
    /// Short name of the period.
    pub period: String,
    /// The area's total; none where there is none or it cannot be compared.
    pub value: Option<i64>,
    /// The threshold that it is, itself or by what is in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bound: Option<Threshold>,
    /// Whether and how it can be compared.
    pub state: ChartState,
    /// How complete it is, in the units of its own time; unknown where there was
    /// no round.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coverage: Option<ChartCoverage>,
}

/// Where a unit stands on a map of tiles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChartTile {
    /// From the north.
    pub row: u8,
    /// From the west.
    pub column: u8,
    /// What fits into the tile.
    pub short: String,
}

/// One unit with its figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChartRow {
    /// Its short name.
    pub unit: String,
    /// Its figure; empty is not zero.
    pub value: Option<i64>,
    /// The threshold that it is, itself or by what is in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bound: Option<Threshold>,
    /// It said "không phát sinh".
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_nil: bool,
    /// Of a unit that stands for others below it: how complete its figure is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coverage: Option<ChartCoverage>,
    /// Where it stands on the map, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tile: Option<ChartTile>,
}

/// One indicator: over time, and unit by unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chart {
    /// Code of the indicator.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Unit of measure.
    pub measure: String,
    /// Decimals.
    pub scale: u8,
    /// Names of the levels, lowest first, of an indicator that has some.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<String>,
    /// The period and up to eleven before it, oldest first.
    pub points: Vec<ChartPoint>,
    /// The units below, from the greatest figure to the least, those without
    /// one last. An order of figures, no judgement.
    pub rows: Vec<ChartRow>,
    /// Units that are not shown.
    #[serde(default)]
    pub left_out: usize,
    /// As what the units of its coverage are counted.
    #[serde(default, skip_serializing_if = "Counted::is_units")]
    pub counted: Counted,
    /// Names of the units without a figure of the period that did not say "không
    /// phát sinh".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
}

impl Chart {
    /// How complete the figure of the period itself is, the last point.
    #[must_use]
    pub fn coverage(&self) -> Option<ChartCoverage> {
        self.points.last()?.coverage
    }

    /// A value as people read it: a level by its name, anything else as a number.
    #[must_use]
    pub fn shown(&self, value: i64) -> String {
        let level = level_of(&self.levels, value).map(str::to_owned);
        level.unwrap_or_else(|| format_number(value, self.scale))
    }

    /// The same, a threshold with its words.
    #[must_use]
    pub fn told(&self, value: i64, threshold: Option<Threshold>) -> String {
        told(threshold, self.shown(value))
    }

    /// "38/41 đơn vị; chưa có: …".
    #[must_use]
    pub fn sentence_vi(&self) -> Option<String> {
        let ChartCoverage {
            answered, expected, ..
        } = self.coverage()?;
        Some(coverage_sentence_vi(
            self.counted,
            answered,
            expected,
            &self.missing,
        ))
    }

    /// "38 of 41 units; missing: …".
    #[must_use]
    pub fn sentence_en(&self) -> Option<String> {
        let ChartCoverage {
            answered, expected, ..
        } = self.coverage()?;
        Some(coverage_sentence_en(
            self.counted,
            answered,
            expected,
            &self.missing,
        ))
    }

    /// Puts the units in the order of their figures; equal ones stay as they
    /// came.
    pub fn sort(&mut self) {
        self.rows
            .sort_by_key(|row| (row.value.is_none(), std::cmp::Reverse(row.value)));
    }

    /// Whether its units stand on a map.
    #[must_use]
    pub fn has_map(&self) -> bool {
        self.rows.iter().any(|row| row.tile.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_stand_in_the_order_of_their_figures_and_those_without_one_last() {
        let row = |unit: &str, value| ChartRow {
            unit: unit.into(),
            value,
            bound: None,
            is_nil: false,
            coverage: None,
            tile: None,
        };
        let mut chart = Chart {
            code: "GD-09".into(),
            name: String::new(),
            measure: String::new(),
            scale: 0,
            levels: Vec::new(),
            points: Vec::new(),
            rows: vec![
                row("A", None),
                row("B", Some(0)),
                row("C", Some(7)),
                row("D", Some(-1)),
                row("E", Some(7)),
            ],
            left_out: 0,
            counted: Counted::Units,
            missing: vec!["A".into()],
        };
        assert_eq!(
            chart.sentence_vi(),
            None,
            "nothing is said of what is not known"
        );
        chart.points.push(ChartPoint {
            period: "QI/26".into(),
            value: Some(13),
            bound: None,
            state: ChartState::Straight,
            coverage: Some(ChartCoverage {
                answered: 4,
                expected: 5,
                missing: 1,
            }),
        });
        // with names, whatever the picture shows.
        assert_eq!(chart.sentence_vi().unwrap(), "4/5 đơn vị; chưa có: A");
        chart.sort();
        let order: String = chart.rows.iter().map(|r| r.unit.as_str()).collect();
        assert_eq!(order, "CEBDA");
        assert!(!chart.has_map());
        // without thresholds it is frozen as before.
        let json = serde_json::to_string(&chart).unwrap();
        assert!(!json.contains("bound"), "{json}");
        assert_eq!(chart.told(13, Some(Threshold::Above)), "trên 13");
    }
}
