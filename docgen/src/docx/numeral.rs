//! Numbers as headings write them: 1, I, i, A, a. Not here: counting (`numbering`).

/// Kinds of numbers, as Word names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Decimal,
    UpperRoman,
    LowerRoman,
    UpperLetter,
    LowerLetter,
}

impl Kind {
    pub(super) const ALL: [Self; 5] = [
        Self::Decimal,
        Self::UpperRoman,
        Self::LowerRoman,
        Self::UpperLetter,
        Self::LowerLetter,
    ];

    /// Its name in the file.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Decimal => "decimal",
            Self::UpperRoman => "upperRoman",
            Self::LowerRoman => "lowerRoman",
            Self::UpperLetter => "upperLetter",
            Self::LowerLetter => "lowerLetter",
        }
    }

    /// The number as it is written; none beyond what is read by everybody.
    pub(super) fn written(self, value: u32) -> Option<String> {
        let letter = || {
            let place = u8::try_from(value.checked_sub(1)?).ok()?;
            (place < 26).then(|| char::from(b'a' + place).to_string())
        };
        match self {
            Self::Decimal => Some(value.to_string()),
            Self::UpperRoman => roman(value),
            Self::LowerRoman => roman(value).map(|text| text.to_lowercase()),
            Self::UpperLetter => letter().map(|text| text.to_uppercase()),
            Self::LowerLetter => letter(),
        }
    }

    /// The number that is written so.
    pub(super) fn read(self, text: &str) -> Option<u32> {
        match self {
            Self::Decimal => {
                let value = text.parse().ok()?;
                (value > 0 && self.written(value)? == text).then_some(value)
            }
            _ => (1..=99).find(|value| self.written(*value).as_deref() == Some(text)),
        }
    }
}

fn roman(value: u32) -> Option<String> {
    const SIGNS: [(u32, &str); 9] = [
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
    let mut rest = value;
    let mut text = String::new();
    for (worth, sign) in SIGNS {
        while rest >= worth && text.len() < 16 {
            text.push_str(sign);
            rest -= worth;
        }
    }
    (value > 0 && rest == 0).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_written() {
        for kind in Kind::ALL {
            for value in 1..=26 {
                let text = kind.written(value).unwrap();
                assert_eq!(kind.read(&text), Some(value), "{text}");
            }
        }
        assert_eq!(roman(49).as_deref(), Some("XLIX"));
        for odd in ["IIII", "01", "0", "aa", ""] {
            assert!(Kind::ALL.iter().all(|k| k.read(odd).is_none()), "{odd}");
        }
    }
}
