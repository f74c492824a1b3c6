//! Numbers as people write them, held as `i64` at a fixed scale.
//!
//! A value of scale 2 counts hundredths: `99,51` is 9951. No floating point and
//! no silent rounding anywhere. Not here: units of measure and words such as
//! "triệu" around a number, which the `extract` crate reads.

mod bound;
mod format;
mod read;
mod threshold;

pub use bound::{Bound, Reach, bounded, split_bound};
pub use format::format_number;
pub use read::{NumberError, Reading, read_number};
pub use threshold::{Threshold, told};

/// Largest scale that still leaves room in an `i64`.
pub const MAX_SCALE: u8 = 18;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_we_write_we_read_back(value in any::<i64>(), scale in 0u8..=6) {
            let written = format_number(value, scale);
            match read_number(&written, scale) {
                Ok(Reading::Exact(read)) => prop_assert_eq!(read, value),
                Ok(Reading::Ambiguous { decimal, .. }) => prop_assert_eq!(decimal, value),
                Err(error) => prop_assert!(false, "{} {:?}", written, error),
            }
        }

        #[test]
        fn english_notation_of_the_same_number_reads_the_same(value in 1_000_000i64.., scale in 1u8..=2) {
            let english: String = format_number(value, scale)
                .chars()
                .map(|c| match c { '.' => ',', ',' => '.', c => c })
                .collect();
            prop_assert_eq!(read_number(&english, scale), Ok(Reading::Exact(value)));
        }

        #[test]
        fn no_input_makes_the_reader_panic(text in "\\PC{0,40}", scale in 0u8..=20) {
            let _ = read_number(&text, scale);
        }
    }
}
