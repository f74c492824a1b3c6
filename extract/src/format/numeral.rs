//! Numbers as Word writes them in lists. Not here: counting (`numbering`).

/// The greatest number that is written in letters or Roman signs.
const GREATEST: u32 = 500;

/// A number in the format that Word names.
pub(super) fn written(format: &str, count: u32) -> String {
    let is_small = (1..=GREATEST).contains(&count);
    match format {
        "upperRoman" if is_small => roman(count),
        "lowerRoman" if is_small => roman(count).to_lowercase(),
        "upperLetter" if is_small => letters(count).to_uppercase(),
        "lowerLetter" if is_small => letters(count),
        "decimalZero" => format!("{count:02}"),
        "none" => String::new(),
        _ => count.to_string(),
    }
}

/// a, b … z, aa, bb …: as Word goes on.
fn letters(count: u32) -> String {
    let place = count.saturating_sub(1);
    let letter = u8::try_from(place % 26).map_or('a', |n| char::from(b'a' + n));
    std::iter::repeat_n(letter, usize::try_from(place / 26 + 1).unwrap_or(1)).collect()
}

fn roman(count: u32) -> String {
    const SIGNS: [(u32, &str); 11] = [
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = count;
    let mut text = String::new();
    for (worth, sign) in SIGNS {
        while rest >= worth {
            text.push_str(sign);
            rest -= worth;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::written;

    #[test]
    fn letters_go_on_as_word_does() {
        assert_eq!(written("lowerLetter", 27), "aa");
        assert_eq!(written("upperRoman", 49), "XLIX");
        assert_eq!(written("decimalZero", 7), "07");
        assert_eq!(written("lowerLetter", 1_000_000), "1000000");
    }
}
