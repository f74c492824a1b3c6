//! A workbook's binary numbers as the decimals that people typed.

/// Decimal text with at most 15 significant digits, the precision that
/// spreadsheet programs show: 0.1 + 0.2 is "0.3". No exponent, no final zeros.
/// `None` for what is no number.
pub(crate) fn exact_decimal(value: f64) -> Option<String> {
    if !value.is_finite() {
        return None;
    }
    if value == 0.0 {
        return Some("0".into());
    }
    let scientific = format!("{:.14e}", value.abs());
    let (mantissa, exponent) = scientific.split_once('e')?;
    let exponent: i32 = exponent.parse().ok()?;
    if exponent.abs() > 60 {
        return None;
    }
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_end_matches('0');
    let sign = if value < 0.0 { "-" } else { "" };
    let point = exponent + 1;
    let length = i32::try_from(digits.len()).ok()?;
    let text = if point <= 0 {
        format!("0.{}{digits}", "0".repeat(point.unsigned_abs() as usize))
    } else if point >= length {
        format!(
            "{digits}{}",
            "0".repeat((point - length).unsigned_abs() as usize)
        )
    } else {
        let (whole, part) = digits.split_at(point.unsigned_abs() as usize);
        format!("{whole}.{part}")
    };
    Some(format!("{sign}{text}"))
}

#[cfg(test)]
mod tests {
    use super::exact_decimal;
    use proptest::prelude::*;

    #[test]
    fn typed_decimals_come_back_as_typed() {
        for (value, text) in [
            (0.1 + 0.2, "0.3"),
            (96.5, "96.5"),
            (3957.0, "3957"),
            (0.0, "0"),
            (-1.25, "-1.25"),
            (186_400_000_000.0, "186400000000"),
            (0.000_12, "0.00012"),
            (1_915_509.0, "1915509"),
            (123_456_789_012_345.0, "123456789012345"),
            (99.99, "99.99"),
        ] {
            assert_eq!(exact_decimal(value).as_deref(), Some(text));
        }
        assert_eq!(exact_decimal(f64::NAN), None);
        assert_eq!(exact_decimal(f64::INFINITY), None);
    }

    proptest! {
        #[test]
        fn money_with_two_decimals_is_never_changed(cents in -999_999_999_999_i64..999_999_999_999) {
            let value = cents as f64 / 100.0;
            let text = exact_decimal(value).expect("finite");
            let sign = if cents < 0 { "-" } else { "" };
            let full = format!("{sign}{}.{:02}", cents.abs() / 100, cents.abs() % 100);
            let short = full.trim_end_matches('0').trim_end_matches('.');
            prop_assert_eq!(text, if short == "-0" || short.is_empty() { "0" } else { short });
        }
    }
}
