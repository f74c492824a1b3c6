//! The one place where a ratio is computed.

/// `num / den × factor` at 10^`scale`, rounded half up (away from zero).
///
/// `num` and `den` share one scale, so theirs cancels. None if `den` is zero or
/// the result does not fit.
#[must_use]
pub fn ratio_value(num: i64, den: i64, factor: i64, scale: u8) -> Option<i64> {
    if den == 0 {
        return None;
    }
    let power = 10i128.checked_pow(u32::from(scale))?;
    let scaled = i128::from(num)
        .checked_mul(i128::from(factor))?
        .checked_mul(power)?;
    let (sign, den) = (
        scaled.signum() * i128::from(den).signum(),
        i128::from(den).abs(),
    );
    let magnitude = scaled.checked_abs()?;
    let rounded = magnitude / den + i128::from(magnitude % den >= den - den / 2);
    i64::try_from(sign * rounded).ok()
}

#[cfg(test)]
mod tests {
    use super::ratio_value;
    use proptest::prelude::*;

    #[test]
    fn ratios_match_the_published_figures() {
        assert_eq!(ratio_value(2590, 2974, 100, 2), Some(8709));
        assert_eq!(ratio_value(50, 53, 100, 2), Some(9434));
        assert_eq!(ratio_value(46, 100_000, 100_000, 0), Some(46));
    }

    #[test]
    fn halves_go_up_and_nothing_divides_by_zero() {
        assert_eq!(ratio_value(1, 8, 100, 0), Some(13));
        assert_eq!(ratio_value(1, 8, 100, 1), Some(125));
        assert_eq!(ratio_value(-1, 8, 100, 0), Some(-13));
        assert_eq!(ratio_value(1, -8, 100, 0), Some(-13));
        assert_eq!(ratio_value(1, 3, 100, 0), Some(33));
        assert_eq!(ratio_value(2, 3, 100, 0), Some(67));
        assert_eq!(ratio_value(0, 7, 100, 2), Some(0));
        assert_eq!(ratio_value(1, 0, 100, 2), None);
        assert_eq!(ratio_value(i64::MAX, 1, 100, 2), None);
    }

    proptest! {
        #[test]
        fn the_value_is_within_half_a_unit(num in 0i64..1_000_000, den in 1i64..1_000_000) {
            let value = i128::from(ratio_value(num, den, 100, 2).unwrap());
            let twice_error = 2 * (value * i128::from(den) - i128::from(num) * 10_000);
            prop_assert!(twice_error.abs() <= i128::from(den));
        }
    }
}
