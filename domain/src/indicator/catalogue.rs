//! The indicator catalogue: data, not code.

use super::breakdown::{Category, break_down, is_part_of_its_whole};
use super::def::{Aggregation, IndicatorDef, IndicatorKind};
use super::ordinal::is_good_order;
use super::weight::unweighable;
use serde::Deserialize;
use std::collections::HashSet;

const BUILT_IN: &str = include_str!("../../data/indicators.toml");

/// Scale at which a ratio of big parts still fits an `i64` comfortably.
const MAX_INDICATOR_SCALE: u8 = 6;

/// Why a catalogue was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CatalogueError {
    /// Not TOML of the expected shape; the parser's words.
    #[error("indicator catalogue: {0}")]
    Syntax(String),
    /// Two definitions of one code hold on the same day.
    #[error("indicator catalogue: {0} is defined twice for one day")]
    Twice(String),
    /// The indicator by which a mean is weighted is none of the catalogue, or
    /// cannot weigh it.
    #[error("indicator catalogue: {0} is weighted by what cannot weigh it")]
    Weight(String),
    /// The definition contradicts itself: a ratio aggregation without parts, a
    /// mean without a weight, a factor other than 100 … 100 000, a scale over 6, no frequency, or an end
    /// before the start.
    #[error("indicator catalogue: {0} contradicts itself")]
    Inconsistent(String),
}

impl CatalogueError {
    /// Stable code, the key of the message shown to people.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            CatalogueError::Syntax(_) => "catalogue.syntax",
            CatalogueError::Twice(_) => "catalogue.twice",
            CatalogueError::Weight(_) => "catalogue.weight",
            CatalogueError::Inconsistent(_) => "catalogue.inconsistent",
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CatalogueFile {
    /// Codes with which no regime begins by itself.
    #[serde(default)]
    offered: Vec<String>,
    indicators: Vec<IndicatorDef>,
    #[serde(default)]
    breakdowns: Vec<Breakdown>,
}

/// Indicators that are counted by the same categories.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Breakdown {
    of: Vec<String>,
    categories: Vec<Category>,
}

/// The starter catalogue that comes with the program.
///
/// # Panics
/// Never: a test reads the built-in file.
#[must_use]
pub fn catalogue() -> Vec<IndicatorDef> {
    parse_catalogue(BUILT_IN).expect("the built-in catalogue is valid")
}

/// The rows of the starter catalogue with which the standard regime and the demo
/// begin; the others are offered for choosing.
///
/// # Panics
/// Never: a test reads the built-in file.
#[must_use]
pub fn starter_set() -> Vec<IndicatorDef> {
    let file: CatalogueFile = toml::from_str(BUILT_IN).expect("the built-in catalogue is valid");
    let mut all = catalogue();
    all.retain(|def| !file.offered.contains(&def.code));
    all
}

/// Reads a catalogue from a TOML text of `[[indicators]]`, in its order, each with
/// its parts by `[[breakdowns]]` behind it.
///
/// # Errors
/// [`CatalogueError`].
pub fn parse_catalogue(text: &str) -> Result<Vec<IndicatorDef>, CatalogueError> {
    let mut file: CatalogueFile =
        toml::from_str(text).map_err(|error| CatalogueError::Syntax(error.to_string()))?;
    for Breakdown { of, categories } in &file.breakdowns {
        for code in of {
            break_down(&mut file.indicators, code, categories);
        }
    }
    for (place, def) in file.indicators.iter().enumerate() {
        if !is_consistent(def) || !is_part_of_its_whole(&file.indicators, def) {
            return Err(CatalogueError::Inconsistent(def.code.clone()));
        }
        let overlaps = |other: &IndicatorDef| {
            other.code == def.code
                && other.valid_to.is_none_or(|to| def.valid_from <= to)
                && def.valid_to.is_none_or(|to| other.valid_from <= to)
        };
        if file.indicators[..place].iter().any(overlaps) {
            return Err(CatalogueError::Twice(def.code.clone()));
        }
    }
    if let Some(code) = unweighable(&file.indicators) {
        return Err(CatalogueError::Weight(code));
    }
    Ok(file.indicators)
}

/// Whether a definition does not contradict itself; see
/// [`CatalogueError::Inconsistent`].
#[must_use]
pub fn is_consistent(def: &IndicatorDef) -> bool {
    let has_parts = match def.kind {
        IndicatorKind::Plain | IndicatorKind::Rank | IndicatorKind::Category { .. } => false,
        IndicatorKind::Ratio { factor, .. } => {
            if ![100, 1_000, 10_000, 100_000].contains(&factor) {
                return false;
            }
            true
        }
    };
    let adds_ratios = has_parts && [def.over_units, def.over_time].contains(&Aggregation::Sum);
    let ratio_without_parts =
        !has_parts && [def.over_units, def.over_time].contains(&Aggregation::Ratio);
    let is_mean = [def.over_units, def.over_time].contains(&Aggregation::WeightedMean);
    let is_weighed_right = match def.weight {
        Some(_) => is_mean && !has_parts,
        None => !is_mean,
    };
    let has_order = matches!(
        def.kind,
        IndicatorKind::Rank | IndicatorKind::Category { .. }
    );
    let kinds: HashSet<_> = def.frequency.iter().collect();
    !adds_ratios
        && !ratio_without_parts
        && is_weighed_right
        && (def.live.is_none() || can_be_live(def))
        && (!has_order || is_good_order(def))
        && def.scale <= MAX_INDICATOR_SCALE
        && !def.code.is_empty()
        && !def.name.is_empty()
        && !kinds.is_empty()
        && kinds.len() == def.frequency.len()
        && def.valid_to.is_none_or(|to| def.valid_from <= to)
}

/// Counts of other parts of the platform are whole numbers that add up over
/// units; over time they are what they are at the end.
fn can_be_live(def: &IndicatorDef) -> bool {
    let over_time = [Aggregation::Last, Aggregation::None];
    def.kind == IndicatorKind::Plain
        && def.scale == 0
        && def.over_units == Aggregation::Sum
        && over_time.contains(&def.over_time)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::Field;
    use crate::text::clean_line;
    use jiff::civil::date;

    #[test]
    fn the_built_in_catalogue_is_valid_and_covers_the_fields() {
        let all = catalogue();
        assert!(all.len() >= 40, "{}", all.len());
        for field in Field::ALL {
            assert!(all.iter().any(|def| def.field == field), "{}", field.code());
        }
        for def in &all {
            assert_eq!(clean_line(&def.name).as_ref(), Ok(&def.name));
            assert!(def.is_valid_on(date(2026, 1, 1)), "{}", def.code);
            assert!(!def.is_valid_on(date(2024, 1, 1)), "{}", def.code);
        }
    }

    /// What the standard regime and the demo begin with does not grow by what is
    /// only offered, and nothing is offered that does not exist.
    #[test]
    fn what_is_only_offered_is_in_the_catalogue_and_in_no_regime_by_itself() {
        let file: CatalogueFile = toml::from_str(BUILT_IN).unwrap();
        let (all, begun) = (catalogue(), starter_set());
        for code in &file.offered {
            assert!(all.iter().any(|def| def.code == *code), "{code}");
            assert!(begun.iter().all(|def| def.code != *code), "{code}");
        }
        assert_eq!(begun.len() + file.offered.len(), all.len());
        // A part without its whole, or a mean without its weight, says nothing.
        for def in &begun {
            for code in def.parent.iter().chain(&def.weight) {
                assert!(begun.iter().any(|other| other.code == *code), "{code}");
            }
        }
    }

    fn entry(code: &str, from: &str, rest: &str) -> String {
        format!(
            "[[indicators]]\ncode = \"{code}\"\nname = \"Tên\"\nname_en = \"Name\"\nmeasure = \"%\"\nscale = 2\ndirection = \"up\"\nfield = \"y_te\"\npublic = \"public\"\nfrequency = [\"year\"]\nvalid_from = \"{from}\"\n{rest}\n"
        )
    }

    const SUM: &str = "over_units = \"sum\"\nover_time = \"sum\"";

    #[test]
    fn one_code_may_have_definitions_for_different_times_only() {
        let ended = format!("{SUM}\nvalid_to = \"2025-12-31\"");
        let two = entry("A", "2025-01-01", &ended) + &entry("A", "2026-01-01", SUM);
        assert_eq!(parse_catalogue(&two).unwrap().len(), 2);
        let clash = entry("A", "2025-01-01", SUM) + &entry("A", "2026-01-01", SUM);
        assert_eq!(
            parse_catalogue(&clash),
            Err(CatalogueError::Twice("A".to_owned()))
        );
    }

    #[test]
    fn a_definition_that_contradicts_itself_is_refused() {
        let ratio = |factor: i64, over: &str| {
            format!(
                "over_units = \"{over}\"\nover_time = \"last\"\nkind = {{ type = \"ratio\", num_label = \"a\", den_label = \"b\", factor = {factor} }}"
            )
        };
        assert!(parse_catalogue(&entry("A", "2025-01-01", &ratio(100, "ratio"))).is_ok());
        for bad in [
            ratio(7, "ratio"),
            ratio(100, "sum"),
            "over_units = \"ratio\"\nover_time = \"none\"".to_owned(),
            format!("{SUM}\nvalid_to = \"2024-12-31\""),
        ] {
            let error = parse_catalogue(&entry("A", "2025-01-01", &bad)).unwrap_err();
            assert_eq!(error.code(), "catalogue.inconsistent", "{bad}");
        }
        let error = parse_catalogue("indicators = 1").unwrap_err();
        assert_eq!(error.code(), "catalogue.syntax");
    }
}

#[cfg(test)]
#[path = "catalogue_tests.rs"]
mod rows;
