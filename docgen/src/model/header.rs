//! Who issues, under which number, where and when.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The head of an official document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// The body above the issuer, if it is named ("TỈNH ỦY …").
    pub parent_body: Option<String>,
    /// The issuing body.
    pub issuer: String,
    /// The running number; `None` while a draft: the place stays blank.
    pub number: Option<u32>,
    /// What follows the number and its separator: `BC/BTGDVTU` (Party) or
    /// `BC-SGDĐT` (State). The separator belongs to the profile.
    pub symbol: String,
    /// Place of issue, as in "Thái Nguyên".
    pub place: String,
    /// The document's date; also the date inside the files.
    pub date: Date,
}

impl Header {
    /// Splits `05-BC/BTGDVTU` or `05/BC-SGDĐT` into number and symbol.
    ///
    /// `None` when the text has no number in front or no symbol behind.
    pub fn split_number_symbol(text: &str) -> Option<(u32, &str)> {
        let end = text.find(|c: char| !c.is_ascii_digit())?;
        let number = text[..end].parse().ok()?;
        let symbol = text[end..].strip_prefix(['-', '/'])?.trim();
        (!symbol.is_empty()).then_some((number, symbol))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_party_and_a_state_number_split_at_their_own_separator() {
        assert_eq!(
            Header::split_number_symbol("05-BC/BTGDVTU"),
            Some((5, "BC/BTGDVTU"))
        );
        assert_eq!(
            Header::split_number_symbol("145/BC-SGDĐT"),
            Some((145, "BC-SGDĐT"))
        );
        assert_eq!(Header::split_number_symbol("BC/BTGDVTU"), None);
        assert_eq!(Header::split_number_symbol("05"), None);
        assert_eq!(Header::split_number_symbol("05-"), None);
    }
}
