//! One side of a rule as an office types it: `YT-09a`, `tử(GD-08)`,
//! `YT-09 @ kỳ trước`, `YT-09 + YT-10 + 1,5`. Not here: what it is worth
//! (`expression`).

use super::expression::{Expression, When};
use crate::text::fold;

/// Most decimals of a constant.
const DECIMALS: usize = 6;

/// What cannot be read, as typed; empty when nothing was typed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("checks.formula")]
pub struct FormulaError(pub String);

const PARTS: [(&str, &str); 3] = [("tử", "num"), ("mẫu", "den"), ("gửi", "sent")];

const TIMES: [(When, &str, &str); 4] = [
    (When::Previous, "kỳ trước", "previous"),
    (When::LastYear, "cùng kỳ", "last year"),
    (When::CumulativeBefore, "lũy kế trước", "cumulative before"),
    (When::Parts, "tổng các kỳ", "sum of parts"),
];

/// Reads one side of a rule. Accents and capitals of the words may be missing,
/// English words are read too.
///
/// # Errors
/// [`FormulaError`] with the first part that makes no sense.
pub fn read_formula(text: &str) -> Result<Expression, FormulaError> {
    let mut terms = Vec::new();
    for part in text.split('+') {
        terms.push(term(part.trim()).ok_or_else(|| FormulaError(part.trim().to_owned()))?);
    }
    if terms.len() == 1 {
        return terms.pop().ok_or_else(|| FormulaError(String::new()));
    }
    Ok(Expression::Sum { of: terms })
}

fn term(text: &str) -> Option<Expression> {
    if let Some(number) = number(text) {
        return Some(number);
    }
    let (what, when) = match text.split_once('@') {
        Some((what, when)) => (what.trim(), read_time(when)?),
        None => (text, When::Now),
    };
    let Some((part, rest)) = what.split_once('(') else {
        return Some(Expression::Value {
            code: code(what)?,
            when,
        });
    };
    let code = code(rest.strip_suffix(')')?.trim())?;
    let part = fold(part.trim());
    let at = PARTS
        .iter()
        .position(|(vi, en)| part == fold(vi) || part == *en)?;
    Some(match at {
        0 => Expression::Num { code, when },
        1 => Expression::Den { code, when },
        _ => Expression::Sent { code, when },
    })
}

fn read_time(text: &str) -> Option<When> {
    let text = fold(text.trim());
    TIMES
        .iter()
        .find(|(_, vi, en)| text == fold(vi) || text == *en)
        .map(|(when, ..)| *when)
}

fn code(text: &str) -> Option<String> {
    let is_plain = |c: char| c.is_alphanumeric() || "-._/".contains(c);
    (!text.is_empty() && text.chars().all(is_plain)).then(|| text.to_owned())
}

fn number(text: &str) -> Option<Expression> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text),
    };
    let (whole, decimals) = digits.split_once([',', '.']).unwrap_or((digits, ""));
    let is_digits = |t: &str| t.chars().all(|c| c.is_ascii_digit());
    if whole.is_empty() || !is_digits(whole) || !is_digits(decimals) || decimals.len() > DECIMALS {
        return None;
    }
    // A dot or comma with nothing after it is a slip.
    if digits.len() > whole.len() && decimals.is_empty() {
        return None;
    }
    Some(Expression::Number {
        value: format!("{sign}{whole}{decimals}").parse().ok()?,
        scale: u8::try_from(decimals.len()).ok()?,
    })
}

/// Writes a side so that [`read_formula`] reads it again.
#[must_use]
pub fn write_formula(side: &Expression) -> String {
    let named = |part: &str, code: &str, when: When| {
        let what = match part {
            "" => code.to_owned(),
            part => format!("{part}({code})"),
        };
        match TIMES.iter().find(|(w, ..)| *w == when) {
            Some((_, word, _)) => format!("{what} @ {word}"),
            None => what,
        }
    };
    match side {
        Expression::Number { value, scale } => constant(*value, usize::from(*scale)),
        Expression::Value { code, when } => named("", code, *when),
        Expression::Num { code, when } => named("tử", code, *when),
        Expression::Den { code, when } => named("mẫu", code, *when),
        Expression::Sent { code, when } => named("gửi", code, *when),
        Expression::Sum { of } => {
            let parts: Vec<String> = of.iter().map(write_formula).collect();
            parts.join(" + ")
        }
    }
}

fn constant(value: i64, scale: usize) -> String {
    let digits = format!("{:0>width$}", value.unsigned_abs(), width = scale + 1);
    let (whole, decimals) = digits.split_at(digits.len() - scale);
    let sign = if value < 0 { "-" } else { "" };
    match decimals {
        "" => format!("{sign}{whole}"),
        decimals => format!("{sign}{whole},{decimals}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validation::standard_checks;
    use proptest::prelude::*;

    #[test]
    fn the_standard_rules_are_written_and_read_again() {
        for rule in standard_checks().rules {
            for side in [&rule.left, &rule.right] {
                let text = write_formula(side);
                assert_eq!(read_formula(&text).as_ref(), Ok(side), "{text}");
            }
        }
    }

    #[test]
    fn words_without_accents_and_english_ones_are_read_too() {
        let den = |when| Expression::Den {
            code: "GN-01".into(),
            when,
        };
        for text in ["mẫu(GN-01)", "mau(GN-01)", "Den(GN-01)", " MẪU ( GN-01 ) "] {
            assert_eq!(read_formula(text), Ok(den(When::Now)), "{text}");
        }
        for text in [
            "mẫu(GN-01) @ cùng kỳ",
            "mau(GN-01)@cung ky",
            "den(GN-01)@Last year",
        ] {
            assert_eq!(read_formula(text), Ok(den(When::LastYear)), "{text}");
        }
    }

    #[test]
    fn what_makes_no_sense_is_told_as_typed() {
        for (text, wrong) in [
            ("", ""),
            ("YT-09 +", ""),
            ("YT-09 + tổng(YT-10)", "tổng(YT-10)"),
            ("YT 09", "YT 09"),
            ("YT-09 @ hôm qua", "YT-09 @ hôm qua"),
            ("tử(GD-08", "tử(GD-08"),
            ("1,", "1,"),
        ] {
            assert_eq!(
                read_formula(text),
                Err(FormulaError(wrong.into())),
                "{text}"
            );
        }
    }

    fn side() -> impl Strategy<Value = Expression> {
        let code = "[A-Z]{2}-[0-9]{2}[a-z]?";
        let when = prop_oneof![
            Just(When::Now),
            Just(When::Previous),
            Just(When::LastYear),
            Just(When::CumulativeBefore),
            Just(When::Parts)
        ];
        let plain = prop_oneof![
            (any::<i32>(), 0_u8..=6).prop_map(|(value, scale)| Expression::Number {
                value: value.into(),
                scale
            }),
            (code, when, 0..4).prop_map(|(code, when, part)| match part {
                0 => Expression::Value { code, when },
                1 => Expression::Num { code, when },
                2 => Expression::Den { code, when },
                _ => Expression::Sent { code, when },
            }),
        ];
        let sum = prop::collection::vec(plain.clone(), 2..5);
        prop_oneof![plain, sum.prop_map(|of| Expression::Sum { of })]
    }

    proptest! {
        #[test]
        fn every_side_is_read_again_as_it_was_written(side in side()) {
            prop_assert_eq!(read_formula(&write_formula(&side)), Ok(side));
        }
    }
}
