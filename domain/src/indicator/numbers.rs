//! Whole numbers of one column: of 32 bits as long as all of them fit, since
//! adding up is as fast as memory is read.

use std::ops::Range;

/// A number for each row; zero where nothing was set.
#[derive(Debug, Clone)]
pub(super) enum Numbers {
    Short(Vec<i32>),
    Long(Vec<i64>),
}

impl Numbers {
    pub(super) fn new(rows: usize) -> Self {
        Numbers::Short(vec![0; rows])
    }

    /// # Panics
    /// If there is no such row, here and below.
    pub(super) fn get(&self, row: usize) -> i64 {
        match self {
            Numbers::Short(all) => i64::from(all[row]),
            Numbers::Long(all) => all[row],
        }
    }

    /// The first number of more than 32 bits makes the whole column long.
    pub(super) fn set(&mut self, row: usize, number: i64) {
        match (&mut *self, i32::try_from(number)) {
            (Numbers::Long(all), _) => all[row] = number,
            (Numbers::Short(all), Ok(number)) => all[row] = number,
            (Numbers::Short(all), Err(_)) => {
                let mut long: Vec<i64> = all.iter().map(|n| i64::from(*n)).collect();
                long[row] = number;
                *self = Numbers::Long(long);
            }
        }
    }

    /// The exact sum of some rows. Of long numbers both halves are added apart,
    /// which processors do for several rows at once and 128 bits not.
    pub(super) fn sum(&self, rows: Range<usize>) -> i128 {
        match self {
            Numbers::Short(all) => {
                let sum: i64 = all[rows].iter().map(|n| i64::from(*n)).sum();
                i128::from(sum)
            }
            Numbers::Long(all) => {
                let (mut high, mut low) = (0i64, 0u64);
                for number in &all[rows] {
                    high += number >> 32;
                    low += u64::from(*number as u32);
                }
                (i128::from(high) << 32) + i128::from(low)
            }
        }
    }

    /// Bytes that it takes.
    pub(super) fn bytes(&self) -> usize {
        match self {
            Numbers::Short(all) => all.len() * 4,
            Numbers::Long(all) => all.len() * 8,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Numbers;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn r_4_1_a_sum_is_exact_whatever_the_size_of_its_numbers(
            small in prop::collection::vec(any::<i32>(), 0..200),
            large in prop::collection::vec((any::<prop::sample::Index>(), any::<i64>()), 0..5),
            range in any::<(prop::sample::Index, prop::sample::Index)>(),
        ) {
            let mut plain: Vec<i64> = small.iter().map(|n| i64::from(*n)).collect();
            let mut numbers = Numbers::new(plain.len());
            for (row, number) in plain.iter().enumerate() {
                numbers.set(row, *number);
            }
            if !plain.is_empty() {
                for (row, number) in &large {
                    let row = row.index(plain.len());
                    plain[row] = *number;
                    numbers.set(row, *number);
                }
            }
            let (a, b) = (range.0.index(plain.len() + 1), range.1.index(plain.len() + 1));
            let rows = a.min(b)..a.max(b);
            let sum: i128 = plain[rows.clone()].iter().map(|n| i128::from(*n)).sum();
            prop_assert_eq!(numbers.sum(rows), sum);
            for (row, number) in plain.iter().enumerate() {
                prop_assert_eq!(numbers.get(row), *number);
            }
        }
    }
}
