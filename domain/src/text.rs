//! Vietnamese text: one normal form, search keys, sort keys and cleaning of
//! what people type.
//!
//! Databases cannot do this alike (their `lower()` does not find "Ủy ban", byte
//! order puts Ă, Â and Đ after z), so the keys are computed here and stored.
//! Not here: spelling repair and tone placement (`ủy`/`uỷ`) of read documents,
//! which belong to the `extract` crate.

use std::sync::LazyLock;
use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Why a typed text was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// The text holds NUL or another control character, given as its code point.
    #[error("control character U+{0:04X}")]
    ControlCharacter(u32),
}

impl TextError {
    /// Stable code, the key of the message shown to people.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            TextError::ControlCharacter(_) => "text.control_character",
        }
    }
}

/// The composed Unicode form (NFC) in which every text is stored.
#[must_use]
pub fn nfc(text: &str) -> String {
    text.nfc().collect()
}

/// Search key: lower case, accents removed, `đ` as `d`, whitespace folded.
///
/// Two texts that a person would call "the same without marks" have equal keys.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        for c in word.chars() {
            match SHORT.get(c as usize) {
                Some('\0') | None => out.extend(bare(c)),
                Some(letter) => out.push(*letter),
            }
        }
    }
    out
}

/// One character without its marks, in lower case.
fn bare(c: char) -> impl Iterator<Item = char> {
    let parts = std::iter::once(c).nfd();
    let letters = parts.filter(|c| !is_combining_mark(*c));
    letters.flat_map(|c| match c {
        'đ' | 'Đ' => 'd'.to_lowercase(),
        _ => c.to_lowercase(),
    })
}

/// [`bare`] of the characters up to the Vietnamese letters, where it is one
/// letter: the checks of a report fold some hundred names and sentences.
static SHORT: LazyLock<Vec<char>> = LazyLock::new(|| {
    let letter = |code: u32| {
        let mut letters = char::from_u32(code).into_iter().flat_map(bare);
        match (letters.next(), letters.next()) {
            (Some(letter), None) => letter,
            _ => '\0',
        }
    };
    (0..0x1F00).map(letter).collect()
});

/// Sort key in the order of the Vietnamese alphabet: a ă â b c d đ e ê … y z.
///
/// The key is printable ASCII, so byte order (and any database) sorts by it.
/// Layers: letters first, word by word ("An Bình" before "Anh"); then tones in
/// dictionary order (ngang, huyền, hỏi, ngã, sắc, nặng), which decide only
/// between equal letters. Digits count as numbers ("Phường 2" before
/// "Phường 10"); case and punctuation do not count.
#[must_use]
pub fn sort_key(text: &str) -> String {
    let mut letters = String::with_capacity(text.len() * 2);
    let mut tones = String::new();
    let mut word_is_open = false;
    let mut digits = String::new();
    let mut tone = b'0';
    let lower = text.to_lowercase();
    let mut chars = lower.nfd().peekable();
    while let Some(c) = chars.next() {
        let mut marks = [None; 4];
        let mut count = 0;
        while let Some(mark) = chars.next_if(|m| is_combining_mark(*m)) {
            if count < marks.len() {
                marks[count] = Some(mark);
                count += 1;
            }
        }
        if c.is_ascii_digit() {
            digits.push(c);
            word_is_open = true;
            continue;
        }
        push_number(&mut letters, &mut digits);
        if !c.is_alphabetic() {
            if word_is_open {
                letters.push('!');
                tones.push(char::from(tone));
                tone = b'0';
                word_is_open = false;
            }
            continue;
        }
        word_is_open = true;
        let (base, mut variant) = if c == 'đ' { ('d', '2') } else { (c, '1') };
        for mark in marks.into_iter().flatten() {
            match mark {
                '\u{306}' => variant = '2',
                '\u{302}' => variant = if base == 'a' { '3' } else { '2' },
                '\u{31b}' => variant = if base == 'o' { '3' } else { '2' },
                _ => tone = tone.max(tone_of(mark)),
            }
        }
        if base.is_ascii() {
            letters.push(base);
            letters.push(variant);
        } else {
            // Letters of other scripts come after z, in code point order.
            letters.push_str(&format!("~{:06x}", u32::from(base)));
        }
    }
    push_number(&mut letters, &mut digits);
    if word_is_open {
        tones.push(char::from(tone));
    }
    let letters = letters.trim_end_matches('!');
    // The blank sorts below '!', digits and letters: a prefix comes first.
    format!("{letters} {tones}")
}

fn push_number(letters: &mut String, digits: &mut String) {
    if digits.is_empty() {
        return;
    }
    let significant = digits.trim_start_matches('0');
    let length = u8::try_from(significant.len()).unwrap_or(9).min(9);
    letters.push(char::from(b'0' + length));
    letters.push_str(significant);
    digits.clear();
}

fn tone_of(mark: char) -> u8 {
    match mark {
        '\u{300}' => b'1',
        '\u{309}' => b'2',
        '\u{303}' => b'3',
        '\u{301}' => b'4',
        '\u{323}' => b'5',
        _ => b'0',
    }
}

/// Cleans a one-line input: NFC, trimmed, every run of whitespace one blank.
///
/// # Errors
/// [`TextError::ControlCharacter`] for NUL and control characters other than
/// tab and line ends, which a paste from a spreadsheet brings and which become
/// blanks.
pub fn clean_line(text: &str) -> Result<String, TextError> {
    let text = clean(text)?;
    Ok(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Cleans a text of several lines: NFC, trimmed, line ends as `\n`, no blanks
/// at line ends.
///
/// # Errors
/// [`TextError::ControlCharacter`] for NUL and control characters other than
/// tab and line ends.
pub fn clean_text(text: &str) -> Result<String, TextError> {
    let text = clean(text)?;
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    Ok(lines.join("\n").trim().to_owned())
}

fn clean(text: &str) -> Result<String, TextError> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    if let Some(bad) = text
        .chars()
        .find(|c| c.is_control() && !matches!(c, '\n' | '\t'))
    {
        return Err(TextError::ControlCharacter(u32::from(bad)));
    }
    // Byte order marks and zero-width blanks come with pastes and are invisible.
    let is_invisible = |c: char| matches!(c, '\u{feff}' | '\u{200b}');
    if is_nfc(&text) && !text.contains(is_invisible) {
        return Ok(text);
    }
    Ok(text.chars().filter(|c| !is_invisible(*c)).nfc().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn folding_finds_uy_ban_and_dan_dong_without_marks() {
        assert_eq!(fold("  Ủy   ban\tNhân dân "), "uy ban nhan dan");
        assert_eq!(fold("ĐẮK NÔNG"), "dak nong");
        assert_eq!(fold("Đàn đông"), fold("dan dong"));
        assert_eq!(fold(&"Ủy ban".nfd().collect::<String>()), "uy ban");
    }

    #[test]
    fn names_sort_in_the_order_of_the_vietnamese_alphabet() {
        let ordered = [
            "An Bình",
            "Anh Sơn",
            "Ăn",
            "Âu Lâu",
            "Ba Đình",
            "Cần Thơ",
            "Dương",
            "Đà Nẵng",
            "Đắk Lắk",
            "Ea Súp",
            "Êm",
            "Gò Vấp",
            "Hà Nội",
            "Kon Tum",
            "Ô Môn",
            "Ơn",
            "Phường 2",
            "Phường 10",
            "Uy",
            "Ưng",
            "Vinh",
            "Xuân",
            "Ý Yên",
        ];
        let mut sorted = ordered;
        sorted.reverse();
        sorted.sort_by_key(|name| sort_key(name));
        assert_eq!(sorted, ordered);
    }

    #[test]
    fn tones_decide_only_between_equal_letters() {
        let ordered = ["ma", "mà", "mả", "mã", "má", "mạ", "mai"];
        let mut sorted = ordered;
        sorted.reverse();
        sorted.sort_by_key(|word| sort_key(word));
        assert_eq!(sorted, ordered);
        assert!(sort_key("Hoà An") < sort_key("Hoa Bắc"));
        assert_eq!(sort_key("Hòa Bình"), sort_key("HOÀ BÌNH"));
    }

    #[test]
    fn a_line_is_trimmed_folded_and_composed() {
        let decomposed: String = "  Sở\u{a0}Y tế \n".nfd().collect();
        assert_eq!(clean_line(&decomposed), Ok("Sở Y tế".to_owned()));
        assert_eq!(clean_line("\u{feff}a\tb"), Ok("a b".to_owned()));
    }

    #[test]
    fn a_text_keeps_its_lines_and_tabs() {
        assert_eq!(
            clean_text("\r\n một\t1  \r\nhai\rba\n\n"),
            Ok("một\t1\nhai\nba".to_owned())
        );
    }

    #[test]
    fn nul_and_other_control_characters_are_refused() {
        assert_eq!(clean_line("a\0b"), Err(TextError::ControlCharacter(0)));
        assert_eq!(clean_text("a\u{1b}b"), Err(TextError::ControlCharacter(27)));
        assert_eq!(
            TextError::ControlCharacter(0).code(),
            "text.control_character"
        );
    }

    proptest! {
        #[test]
        fn sort_keys_are_printable_ascii(text in "\\PC*") {
            prop_assert!(sort_key(&text).bytes().all(|b| (0x20..0x7f).contains(&b)));
        }

        /// Character by character is the same as decomposing the whole text.
        #[test]
        fn folding_is_decomposing_without_the_marks(text in "(\\PC|[\\u{0300}-\\u{036f}\\u{1ea0}-\\u{1ef9}])*") {
            let words: Vec<String> = text
                .split_whitespace()
                .map(|word| {
                    let letters = word.nfd().filter(|c| !is_combining_mark(*c));
                    letters
                        .flat_map(|c| match c {
                            'đ' | 'Đ' => 'd'.to_lowercase(),
                            _ => c.to_lowercase(),
                        })
                        .collect()
                })
                .collect();
            let mut expected = String::new();
            for word in words {
                if !expected.is_empty() {
                    expected.push(' ');
                }
                expected.push_str(&word);
            }
            prop_assert_eq!(fold(&text), expected);
        }

        #[test]
        fn folding_and_cleaning_twice_changes_nothing(text in "[ a-zA-ZăâđêôơưĂÂĐÊÔƠƯáàảãạ\\n\\t]*") {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
            let once = clean_text(&text).unwrap();
            prop_assert_eq!(clean_text(&once).unwrap(), once);
        }
    }
}
