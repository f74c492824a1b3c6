//! The part of an article's address that people can read.

use crate::text::fold;

const LONGEST: usize = 80;

/// Lower-case words without marks, joined by hyphens, at most 80 characters,
/// cut between words; "tin" when nothing is left. Making it unique is the
/// caller's matter.
#[must_use]
pub fn slug(title: &str) -> String {
    let folded = fold(title);
    let mut out = String::new();
    for word in folded
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|w| !w.is_empty())
    {
        if !out.is_empty() && out.len() + 1 + word.len() > LONGEST {
            break;
        }
        if !out.is_empty() {
            out.push('-');
        }
        out.push_str(&word[..word.len().min(LONGEST)]);
    }
    if out.is_empty() { "tin".into() } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vietnamese_title_becomes_a_plain_address() {
        assert_eq!(
            slug("Hội nghị giao ban công tác khoa giáo quý III/2026: Đổi mới!"),
            "hoi-nghi-giao-ban-cong-tac-khoa-giao-quy-iii-2026-doi-moi"
        );
    }

    #[test]
    fn a_title_without_letters_still_has_an_address() {
        assert_eq!(slug("…!"), "tin");
    }

    #[test]
    fn a_long_title_is_cut_between_words() {
        let out = slug(&"khoa giáo ".repeat(30));
        assert!(out.len() <= 80 && !out.ends_with('-'));
        assert_eq!(slug(&"a".repeat(200)).len(), 80);
    }
}
