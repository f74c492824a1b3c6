//! Numbers in Vietnamese words up to 999, as prose has them: "ba", "mười hai", "hai
//! mươi lăm", "một trăm linh năm". Words that mean something else as often are none
//! when they stand alone: "một" (a), "năm" (year), "tư".

use super::tokens::Token;

/// The number at the beginning of the tokens, and how many words it is.
pub(super) fn spoken(tokens: &[Token]) -> Option<(i64, usize)> {
    let word = |n: usize| tokens.get(n).map_or("", |t| t.raw.as_str());
    let (mut value, mut at) = (0, 0);
    if let Some(hundreds) = digit(word(0)).filter(|_| word(1) == "trăm") {
        (value, at) = (hundreds * 100, 2);
        if matches!(word(at), "linh" | "lẻ") {
            let ones = digit(word(at + 1))?;
            return Some((value + ones, at + 2));
        }
    }
    if word(at) == "mười" {
        (value, at) = (value + 10, at + 1);
    } else if let Some(tens) = digit(word(at)).filter(|_| word(at + 1) == "mươi") {
        (value, at) = (value + tens * 10, at + 2);
    } else if at == 0 {
        // Alone.
        let value = digit(word(0)).filter(|_| !matches!(word(0), "một" | "năm"))?;
        return Some((value, 1));
    } else {
        return Some((value, at));
    }
    let ones = match word(at) {
        "mốt" => Some(1),
        "tư" => Some(4),
        "lăm" | "nhăm" => Some(5),
        // "mười năm" are ten years.
        "năm" => None,
        other => digit(other),
    };
    Some(ones.map_or((value, at), |ones| (value + ones, at + 1)))
}

fn digit(word: &str) -> Option<i64> {
    let digit = match word {
        "một" => 1,
        "hai" => 2,
        "ba" => 3,
        "bốn" => 4,
        "năm" => 5,
        "sáu" => 6,
        "bảy" | "bẩy" => 7,
        "tám" => 8,
        "chín" => 9,
        _ => return None,
    };
    Some(digit)
}

/// "nghìn", "triệu", "tỷ" behind a number.
pub(super) fn multiple(token: &Token) -> Option<i128> {
    match token.raw.as_str() {
        "nghìn" | "ngàn" => Some(1_000),
        "triệu" => Some(1_000_000),
        "tỷ" | "tỉ" => Some(1_000_000_000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;

    #[test]
    fn numbers_in_words_are_read_as_far_as_they_are_numbers() {
        for (text, expected) in [
            ("ba vụ", Some((3, 1))),
            ("mười hai cuộc", Some((12, 2))),
            ("mười năm", Some((10, 1))),
            ("hai mươi lăm trẻ", Some((25, 3))),
            ("hai mươi tư", Some((24, 3))),
            ("Chín mươi mốt", Some((91, 3))),
            ("một trăm linh năm ca", Some((105, 4))),
            ("ba trăm bốn mươi", Some((340, 4))),
            ("ba trăm", Some((300, 2))),
            ("một hội nghị", None),
            ("năm 2026", None),
            ("sau đó", None),
            ("tạm dừng", None),
        ] {
            assert_eq!(spoken(&tokens(text)), expected, "{text}");
        }
    }
}
