//! Into which part of a row of values each one falls: the shades of a map. The
//! parts have the same number of units, not the same width, so that one extreme
//! value does not make all others look alike.

/// The class of each value, from 0 (lowest) to `classes` − 1; equal values share
/// their class, and what is missing has none (empty is not zero, R-4.2).
#[must_use]
pub fn quantiles(values: &[Option<i64>], classes: u8) -> Vec<Option<u8>> {
    let mut sorted: Vec<i64> = values.iter().flatten().copied().collect();
    sorted.sort_unstable();
    let class = |value: i64| {
        let rank = sorted.partition_point(|v| *v < value);
        let class = rank * usize::from(classes) / sorted.len().max(1);
        u8::try_from(class).unwrap_or(u8::MAX)
    };
    values.iter().map(|value| value.map(class)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_hold_as_many_values_each_and_equal_values_share_theirs() {
        let values: Vec<_> = (1..=10).map(Some).collect();
        let found: Vec<u8> = quantiles(&values, 5).into_iter().flatten().collect();
        assert_eq!(found, [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]);
        let equal = [Some(3), Some(9), Some(3), None, Some(9_000)];
        assert_eq!(
            quantiles(&equal, 5),
            [Some(0), Some(2), Some(0), None, Some(3)]
        );
        assert_eq!(quantiles(&[Some(7); 3], 5), [Some(0); 3]);
        assert!(quantiles(&[], 5).is_empty());
    }
}
