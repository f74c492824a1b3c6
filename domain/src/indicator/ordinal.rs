//! Values that say an order and no amount (domain facts §6.2): a level of a named
//! list ("mức độ 2") and a rank ("thứ 5"). They are never added; levels are
//! counted: so many units at each.
//!
//! A level is held by its place in the list, from 1.

use super::def::{Aggregation, Direction, IndicatorDef, IndicatorKind};
use crate::number::format_number;
use crate::text::fold;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// How many units have a level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelCount {
    /// The level's name.
    pub level: String,
    /// Units that have it.
    pub units: usize,
}

/// The name of a level by its place in the list, from 1.
#[must_use]
pub fn level_of(levels: &[String], value: i64) -> Option<&str> {
    let place = usize::try_from(value).ok()?.checked_sub(1)?;
    levels.get(place).map(String::as_str)
}

impl IndicatorDef {
    /// The levels of a category, lowest first; empty for everything else.
    #[must_use]
    pub fn levels(&self) -> &[String] {
        match &self.kind {
            IndicatorKind::Category { levels } => levels,
            _ => &[],
        }
    }

    /// Whether its values are ranks: 1 is best.
    #[must_use]
    pub fn is_rank(&self) -> bool {
        self.kind == IndicatorKind::Rank
    }

    /// Whether its values say an order and no amount.
    #[must_use]
    pub fn is_ordinal(&self) -> bool {
        self.is_rank() || !self.levels().is_empty()
    }

    /// The name of a level.
    #[must_use]
    pub fn level(&self, value: i64) -> Option<&str> {
        level_of(self.levels(), value)
    }

    /// A value as it is shown: a level by its name, everything else as a number.
    #[must_use]
    pub fn shown(&self, value: i64) -> String {
        let level = self.level(value).map(str::to_owned);
        level.unwrap_or_else(|| format_number(value, self.scale))
    }

    /// The level that a text names, by its name or by its place in the list.
    #[must_use]
    pub fn read_level(&self, text: &str) -> Option<i64> {
        let said = fold(text.trim());
        let mut levels = (1..).zip(self.levels());
        levels
            .find(|(place, name)| fold(name) == said || place.to_string() == said)
            .map(|(place, _)| place)
    }
}

/// Counts values by level, lowest first, levels that nobody has left out. A value
/// that is no level counts nowhere.
#[must_use]
pub fn count_levels(def: &IndicatorDef, values: impl Iterator<Item = i64>) -> Vec<LevelCount> {
    let mut counts = vec![0; def.levels().len()];
    for value in values {
        let place = usize::try_from(value).ok().and_then(|n| n.checked_sub(1));
        if let Some(count) = place.and_then(|place| counts.get_mut(place)) {
            *count += 1;
        }
    }
    let all = def.levels().iter().zip(counts);
    all.filter(|(_, units)| *units > 0)
        .map(|(level, units)| LevelCount {
            level: level.clone(),
            units,
        })
        .collect()
}

/// "mức độ 2: 12; mức độ 3: 3".
#[must_use]
pub fn levels_sentence(counts: &[LevelCount]) -> String {
    let one = |count: &LevelCount| format!("{}: {}", count.level, count.units);
    counts.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// Whether an ordinal definition does not contradict itself: whole numbers that
/// nothing combines, levels that can be told apart, a rank that is better low.
pub(super) fn is_good_order(def: &IndicatorDef) -> bool {
    let alone = [Aggregation::None, Aggregation::Last];
    let levels = def.levels();
    let names: HashSet<String> = levels.iter().map(|name| fold(name)).collect();
    let is_category = matches!(def.kind, IndicatorKind::Category { .. });
    let are_told_apart = levels.len() > 1 && names.len() == levels.len() && !names.contains("");
    def.scale == 0
        && alone.contains(&def.over_units)
        && alone.contains(&def.over_time)
        && (!is_category || are_told_apart)
        && (!def.is_rank() || def.direction == Direction::Down)
}

#[cfg(test)]
mod tests {
    use super::super::{catalogue, is_consistent};
    use super::*;

    fn def(code: &str) -> IndicatorDef {
        catalogue().into_iter().find(|d| d.code == code).unwrap()
    }

    #[test]
    fn a_level_is_named_read_and_counted() {
        let universal = def("GD-05");
        assert_eq!(universal.shown(2), "mức độ 2");
        assert_eq!(universal.shown(9), "9");
        for text in ["Mức độ 3", "muc do 3", " 3 "] {
            assert_eq!(universal.read_level(text), Some(3), "{text}");
        }
        assert_eq!(universal.read_level("mức độ 9"), None);
        let counts = count_levels(&universal, [2, 3, 2, 7, 0, -1].into_iter());
        assert_eq!(levels_sentence(&counts), "mức độ 2: 2; mức độ 3: 1");
        assert!(count_levels(&def("GD-09"), [1].into_iter()).is_empty());
    }

    #[test]
    fn what_says_an_order_is_never_added_and_a_rank_is_better_low() {
        for code in ["GD-05", "GD-07h", "KC-03h"] {
            let good = def(code);
            assert!(good.is_ordinal() && is_consistent(&good), "{code}");
            let with = |change: fn(&mut IndicatorDef)| {
                let mut bad = good.clone();
                change(&mut bad);
                is_consistent(&bad)
            };
            assert!(!with(|d| d.over_units = Aggregation::Sum));
            assert!(!with(|d| d.over_time = Aggregation::Max));
            assert!(!with(|d| d.scale = 1));
        }
        let mut up = def("KC-03h");
        up.direction = Direction::Up;
        assert!(!is_consistent(&up));
        let mut twice = def("GD-05");
        twice.kind = IndicatorKind::Category {
            levels: vec!["Một".into(), "một".into()],
        };
        assert!(!is_consistent(&twice));
    }
}
