//! What one unit sent for one indicator and period.

use super::def::IndicatorDef;
use super::ratio::ratio_value;
use crate::number::{Bound, Reach, bounded, format_number};
use serde::{Deserialize, Serialize};

/// How final a value is (*chính thức, sơ bộ, ước tính, kế hoạch*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Nature {
    /// *Chính thức*.
    #[default]
    Official,
    /// *Sơ bộ*.
    Preliminary,
    /// *Ước tính*: for a whole period, made before it ended.
    Estimate,
    /// *Kế hoạch, chỉ tiêu*: a target, never added to results.
    Plan,
}

impl Nature {
    /// All natures.
    pub const ALL: [Nature; 4] = [
        Nature::Official,
        Nature::Preliminary,
        Nature::Estimate,
        Nature::Plan,
    ];

    /// Stable code, also the serialised form.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Nature::Official => "official",
            Nature::Preliminary => "preliminary",
            Nature::Estimate => "estimate",
            Nature::Plan => "plan",
        }
    }

    /// The nature with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Nature> {
        Nature::ALL.into_iter().find(|nature| nature.code() == code)
    }
}

/// One cell of a report; numbers at the scale of the indicator, parts of a
/// ratio as whole numbers. Empty is not zero.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cell {
    /// The value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<i64>,
    /// Numerator of a ratio.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub num: Option<i64>,
    /// Denominator of a ratio.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub den: Option<i64>,
    /// How final it is.
    #[serde(default)]
    pub nature: Nature,
    /// Explanation by the unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The value is a threshold, and the true one lies on this side of it (domain
    /// facts §6.2). Left out of what is stored where there is none, so that older
    /// bodies and their seals stay as they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bound: Option<Bound>,
}

impl Cell {
    /// An official plain value.
    #[must_use]
    pub fn of(value: i64) -> Cell {
        Cell {
            value: Some(value),
            ..Cell::default()
        }
    }

    /// An official ratio by its parts.
    #[must_use]
    pub fn of_parts(num: i64, den: i64) -> Cell {
        Cell {
            num: Some(num),
            den: Some(den),
            ..Cell::default()
        }
    }

    /// The same cell with another nature.
    #[must_use]
    pub fn with_nature(self, nature: Nature) -> Cell {
        Cell { nature, ..self }
    }

    /// The same cell as a threshold.
    #[must_use]
    pub fn with_bound(self, bound: Bound) -> Cell {
        Cell {
            bound: Some(bound),
            ..self
        }
    }

    /// The bound of the value that is shown: a ratio that is computed from its parts
    /// has none.
    #[must_use]
    pub fn shown_bound(&self, def: &IndicatorDef) -> Option<Bound> {
        match (def.factor(), self.parts()) {
            (Some(_), Some(_)) => None,
            _ => self.bound.filter(|_| self.value.is_some()),
        }
    }

    /// Where the true figure may lie beside the value that is shown.
    #[must_use]
    pub fn reach(&self, def: &IndicatorDef) -> Reach {
        Reach::of(self.shown_bound(def))
    }

    /// No number at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.value.is_none() && self.num.is_none() && self.den.is_none()
    }

    /// Both parts of a ratio, if present.
    #[must_use]
    pub fn parts(&self) -> Option<(i64, i64)> {
        self.num.zip(self.den)
    }

    /// The value to show: of a ratio with both parts computed from them
    /// (rounded half up at the scale), else the value as sent.
    #[must_use]
    pub fn shown_value(&self, def: &IndicatorDef) -> Option<i64> {
        match (def.factor(), self.parts()) {
            (Some(factor), Some((num, den))) => ratio_value(num, den, factor, def.scale),
            _ => self.value,
        }
    }

    /// The value in words: a ratio with its parts, a level by its name, a threshold
    /// with its words, a dash for an empty cell, which is not zero.
    #[must_use]
    pub fn words(&self, def: &IndicatorDef) -> String {
        self.words_by(def, bounded)
    }

    /// The same with the words of a threshold as `words` puts them around its number:
    /// pages have two languages.
    #[must_use]
    pub fn words_by(
        &self,
        def: &IndicatorDef,
        words: impl FnOnce(Option<Bound>, String) -> String,
    ) -> String {
        let part = |n: Option<i64>| n.map_or_else(|| "–".to_owned(), |n| format_number(n, 0));
        let Some(shown) = self.shown_value(def) else {
            // A ratio with one of its parts has no value, but what was sent stays
            // to be read.
            return match (self.num, self.den) {
                (None, None) => "–".to_owned(),
                (num, den) => format!("– ({}/{})", part(num), part(den)),
            };
        };
        let number = words(self.shown_bound(def), def.shown(shown));
        match self.parts() {
            Some((num, den)) => format!("{number} ({}/{})", part(Some(num)), part(Some(den))),
            None => number,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::catalogue;
    use super::*;

    #[test]
    fn the_parts_win_over_a_typed_ratio() {
        let def = catalogue().into_iter().find(|d| d.code == "GD-02").unwrap();
        let mut cell = Cell::of_parts(50, 53);
        cell.value = Some(1);
        let expected = ratio_value(50, 53, 100, def.scale);
        assert_eq!(cell.shown_value(&def), expected);
        assert_eq!(Cell::of(9434).shown_value(&def), Some(9434));
        assert_eq!(Cell::of_parts(1, 0).shown_value(&def), None);
    }

    /// §6.2: a threshold is shown with its words, a ratio from its parts has none.
    #[test]
    fn a_threshold_is_shown_with_its_words() {
        let all = catalogue();
        let of = |code: &str| all.iter().find(|d| d.code == code).unwrap();
        let cell = Cell::of(1_200).with_bound(Bound::AtLeast);
        assert_eq!(cell.words(of("GD-09")), "từ 1.200 trở lên");
        let parts = Cell::of_parts(50, 53).with_bound(Bound::Above);
        assert_eq!(parts.shown_bound(of("GD-02")), None);
        assert_eq!(
            Cell::default()
                .with_bound(Bound::Above)
                .shown_bound(of("GD-09")),
            None
        );
    }

    #[test]
    fn an_empty_cell_is_stored_short_and_is_not_zero() {
        assert!(Cell::default().is_empty());
        assert!(!Cell::of(0).is_empty());
        let json = serde_json::to_string(&Cell::of(0)).unwrap();
        assert_eq!(json, r#"{"value":0,"nature":"official"}"#);
        assert_eq!(serde_json::from_str::<Cell>("{}").unwrap(), Cell::default());
        let threshold = Cell::of(70).with_bound(Bound::AtLeast);
        let json = serde_json::to_string(&threshold).unwrap();
        assert_eq!(
            json,
            r#"{"value":70,"nature":"official","bound":"at_least"}"#
        );
        assert_eq!(serde_json::from_str::<Cell>(&json).unwrap(), threshold);
        for nature in Nature::ALL {
            assert_eq!(Nature::from_code(nature.code()), Some(nature));
            assert_eq!(serde_json::to_value(nature).unwrap(), nature.code());
        }
    }
}
