//! Bytes to text: UTF-8 and UTF-16 with or without a byte order mark, else
//! Windows-1258, the only one-byte code page for Vietnamese that is a standard.
//! Not here: normalisation of the characters themselves.

use crate::finding::{Extracted, Finding, Severity};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1258};

/// Decodes `bytes`. Finding codes: `encoding-tcvn3` and `encoding-vni` (typed
/// for those fonts), `encoding-guessed` (no Unicode, read as Windows-1258),
/// `encoding-damaged` (characters were replaced), `nul-removed`.
pub fn decode(bytes: &[u8]) -> Extracted<String> {
    let mut findings = Vec::new();
    let (encoding, skip) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (encoding, length),
        None => (guess(bytes), 0),
    };
    if encoding == WINDOWS_1258 {
        let latin: String = bytes[skip..].iter().map(|b| char::from(*b)).collect();
        if let Some((text, font)) = super::legacy::read_legacy(&latin) {
            findings.push(Finding::document(
                font.code(),
                Severity::Warning,
                "typed for a legacy font; the letters were turned into Unicode",
            ));
            return Extracted {
                value: text.replace('\0', ""),
                findings,
            };
        }
        findings.push(Finding::document(
            "encoding-guessed",
            Severity::Warning,
            "not Unicode; read as Windows-1258",
        ));
    }
    let (text, damaged) = encoding.decode_without_bom_handling(&bytes[skip..]);
    if damaged {
        findings.push(Finding::document(
            "encoding-damaged",
            Severity::Warning,
            "some bytes are no characters and were replaced",
        ));
    }
    let value = if text.contains('\0') {
        findings.push(Finding::document(
            "nul-removed",
            Severity::Info,
            "NUL characters removed",
        ));
        text.replace('\0', "")
    } else {
        text.into_owned()
    };
    Extracted { value, findings }
}

/// UTF-16 without a mark shows as NUL in every other byte of Latin letters.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let sample = &bytes[..bytes.len().min(4096)];
    let zeros = |odd: usize| {
        sample
            .iter()
            .skip(odd)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let enough = sample.len() / 8;
    if sample.len() >= 16 && zeros(1) > enough && zeros(1) > 4 * zeros(0) {
        UTF_16LE
    } else if sample.len() >= 16 && zeros(0) > enough && zeros(0) > 4 * zeros(1) {
        UTF_16BE
    } else if std::str::from_utf8(bytes).is_ok() || mostly_utf8(bytes) {
        UTF_8
    } else {
        WINDOWS_1258
    }
}

/// A UTF-8 file with a few damaged bytes is still UTF-8.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let lossy = String::from_utf8_lossy(bytes);
    let bad = lossy.matches('\u{FFFD}').count();
    let multi = lossy
        .chars()
        .filter(|c| !c.is_ascii() && *c != '\u{FFFD}')
        .count();
    multi > 20 * bad
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf8_and_both_utf16_orders_give_the_same_text() {
        let text = "Ủy ban nhân dân";
        let mut le = vec![0xFF, 0xFE];
        let mut be = vec![0xFE, 0xFF];
        for unit in text.encode_utf16() {
            le.extend(unit.to_le_bytes());
            be.extend(unit.to_be_bytes());
        }
        let mut utf8 = vec![0xEF, 0xBB, 0xBF];
        utf8.extend(text.as_bytes());
        for bytes in [le, be, utf8, text.as_bytes().to_vec()] {
            let read = decode(&bytes);
            assert_eq!(read.value, text);
            assert!(read.findings.is_empty());
        }
    }

    #[test]
    fn utf16_without_a_mark_is_recognised() {
        let bytes: Vec<u8> = "Bao cao quy I nam 2022"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(decode(&bytes).value, "Bao cao quy I nam 2022");
    }

    #[test]
    fn other_bytes_are_read_as_windows_1258_and_said_so() {
        let read = decode(b"\xd0\xe0o t\xe1o c\xf4ng ngh\xea");
        assert_eq!(read.findings[0].code, "encoding-guessed");
        assert!(!read.value.is_empty());
    }
}
