//! Is a figure unlike the unit's own past?
//!
//! The only place of the crate with floating point: the answer is a hint to
//! look again, never a figure that is stored or printed.

use crate::number::{Bound, Reach};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// With fewer past values nothing is said.
pub const MIN_HISTORY: usize = 6;

/// Scales the median deviation to a standard deviation of normal values.
const MEDIAN_TO_DEVIATION: f64 = 0.6745;

/// How to test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "test", rename_all = "snake_case", deny_unknown_fields)]
pub enum OutlierTest {
    /// Limits set for the unit, at the scale of the indicator; no history needed.
    MinMax {
        /// Least usual value.
        min: i64,
        /// Greatest usual value.
        max: i64,
    },
    /// Distance from the mean in standard deviations.
    ZScore {
        /// Limit in tenths; 30 is usual.
        tenths: u16,
    },
    /// Distance from the median in scaled median deviations; a single wild past
    /// value does not blunt it.
    ModifiedZScore {
        /// Limit in tenths; 35 is usual.
        tenths: u16,
    },
}

/// The answer of an outlier test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outlier {
    /// Fewer than [`MIN_HISTORY`] past values: no guess.
    NotEnoughHistory,
    /// Like the past.
    Usual,
    /// Unlike the past.
    Unusual,
}

impl Outlier {
    /// Stable code, the key of the message shown to people.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Outlier::NotEnoughHistory => "outlier.not_enough_history",
            Outlier::Usual => "outlier.usual",
            Outlier::Unusual => "outlier.unusual",
        }
    }
}

/// Tests `value` against the unit's past values of the same indicator and kind
/// of period, all at one scale. Of a past without any change every other value
/// is unusual.
#[must_use]
pub fn test_outlier(test: OutlierTest, history: &[i64], value: i64) -> Outlier {
    let (centre, spread, tenths) = match test {
        OutlierTest::MinMax { min, max } => {
            return answer(value < min || value > max);
        }
        _ if history.len() < MIN_HISTORY => return Outlier::NotEnoughHistory,
        OutlierTest::ZScore { tenths } => {
            let past: Vec<f64> = history.iter().map(|v| *v as f64).collect();
            let count = past.len() as f64;
            let mean = past.iter().sum::<f64>() / count;
            let squares: f64 = past.iter().map(|v| (v - mean).powi(2)).sum();
            (mean, (squares / (count - 1.0)).sqrt(), tenths)
        }
        OutlierTest::ModifiedZScore { tenths } => {
            let past: Vec<f64> = history.iter().map(|v| *v as f64).collect();
            let middle = median(past.clone());
            let deviation = median(past.iter().map(|v| (v - middle).abs()).collect());
            (middle, deviation / MEDIAN_TO_DEVIATION, tenths)
        }
    };
    let distance = (value as f64 - centre).abs();
    answer(distance > spread * f64::from(tenths) / 10.0)
}

/// As [`test_outlier`] of a threshold: it is beyond a limit where every figure that it
/// stands for is; how far it lies from the past cannot be said.
#[must_use]
pub fn test_threshold(test: OutlierTest, bound: Bound, value: i64) -> Outlier {
    let OutlierTest::MinMax { min, max } = test else {
        return Outlier::Usual;
    };
    let reach = Reach::of(Some(bound));
    let is_below = reach.is_surely(value.cmp(&min), &[Ordering::Less]);
    answer(is_below || reach.is_surely(value.cmp(&max), &[Ordering::Greater]))
}

fn answer(is_unusual: bool) -> Outlier {
    if is_unusual {
        Outlier::Unusual
    } else {
        Outlier::Usual
    }
}

/// The median; of an even number of values the mean of the middle two.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    if values.len().is_multiple_of(2) {
        (values[middle - 1] + values[middle]) / 2.0
    } else {
        values[middle]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const Z: OutlierTest = OutlierTest::ZScore { tenths: 30 };
    const MODIFIED: OutlierTest = OutlierTest::ModifiedZScore { tenths: 35 };

    #[test]
    fn r_3_8_with_little_history_nothing_is_guessed() {
        for test in [Z, MODIFIED] {
            assert_eq!(
                test_outlier(test, &[1, 2, 3, 4, 5], 1_000),
                Outlier::NotEnoughHistory
            );
        }
        let limits = OutlierTest::MinMax { min: 0, max: 9 };
        assert_eq!(test_outlier(limits, &[], 9), Outlier::Usual);
        assert_eq!(test_outlier(limits, &[], 10), Outlier::Unusual);
    }

    #[test]
    fn r_3_8_of_a_threshold_only_what_follows_from_it_is_said() {
        let limits = OutlierTest::MinMax { min: 10, max: 90 };
        for (bound, value, expected) in [
            (Bound::AtLeast, 50, Outlier::Usual),
            (Bound::AtLeast, 5, Outlier::Usual),
            (Bound::AtLeast, 90, Outlier::Usual),
            (Bound::Above, 90, Outlier::Unusual),
            (Bound::AtLeast, 91, Outlier::Unusual),
            (Bound::Below, 10, Outlier::Unusual),
            (Bound::AtMost, 10, Outlier::Usual),
            (Bound::AtMost, 500, Outlier::Usual),
        ] {
            assert_eq!(test_threshold(limits, bound, value), expected);
        }
        assert_eq!(test_threshold(Z, Bound::Above, 10_000), Outlier::Usual);
    }

    #[test]
    fn r_3_8_a_slip_of_ten_times_is_seen() {
        let past = [100, 104, 98, 101, 97, 103];
        for test in [Z, MODIFIED] {
            assert_eq!(test_outlier(test, &past, 1_010), Outlier::Unusual);
            assert_eq!(test_outlier(test, &past, 105), Outlier::Usual);
        }
    }

    #[test]
    fn one_wild_past_value_blunts_only_the_plain_score() {
        let past = [100, 104, 98, 101, 97, 1_000];
        assert_eq!(test_outlier(Z, &past, 900), Outlier::Usual);
        assert_eq!(test_outlier(MODIFIED, &past, 900), Outlier::Unusual);
    }

    #[test]
    fn of_a_constant_past_every_other_value_is_unusual() {
        for test in [Z, MODIFIED] {
            assert_eq!(test_outlier(test, &[7; 6], 7), Outlier::Usual);
            assert_eq!(test_outlier(test, &[7; 6], 8), Outlier::Unusual);
        }
        assert_eq!(Outlier::Unusual.code(), "outlier.unusual");
    }

    proptest! {
        #[test]
        fn the_order_of_the_past_does_not_matter(
            past in prop::collection::vec(-1_000i64..1_000, 6..12),
            value in -5_000i64..5_000,
        ) {
            let mut sorted = past.clone();
            sorted.sort_unstable();
            prop_assert_eq!(test_outlier(MODIFIED, &past, value), test_outlier(MODIFIED, &sorted, value));
        }
    }
}
