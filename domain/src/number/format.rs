//! Writing a scaled number in Vietnamese notation.

/// Writes `value` (at 10^`scale`) with `.` between thousands and `,` before
/// the decimals, always with `scale` decimals: `format_number(9951, 2)` is
/// "99,51".
#[must_use]
pub fn format_number(value: i64, scale: u8) -> String {
    let digits = value.unsigned_abs().to_string();
    let scale = usize::from(scale);
    let digits = format!("{digits:0>width$}", width = scale + 1);
    let (whole, decimals) = digits.split_at(digits.len() - scale);
    let mut out = String::with_capacity(digits.len() * 4 / 3 + 2);
    if value < 0 {
        out.push('-');
    }
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    if scale > 0 {
        out.push(',');
        out.push_str(decimals);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::format_number;

    #[test]
    fn thousands_have_points_and_decimals_a_comma() {
        for (value, scale, expected) in [
            (1_915_509, 0, "1.915.509"),
            (9951, 2, "99,51"),
            (-5, 2, "-0,05"),
            (0, 0, "0"),
            (0, 1, "0,0"),
            (100, 0, "100"),
            (1000, 0, "1.000"),
            (123_456_789, 3, "123.456,789"),
            (i64::MIN, 0, "-9.223.372.036.854.775.808"),
        ] {
            assert_eq!(format_number(value, scale), expected);
        }
    }
}
