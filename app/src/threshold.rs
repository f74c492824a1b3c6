//! Thresholds in the language of a page: "từ 70 trở lên", "at least 70" (domain facts
//! §6.2). Not here: what stands in a field, a file or an official document, which
//! `domain::number` writes in Vietnamese whatever the language of the page.

use crate::Locale;
use crate::text::t_with;
use domain::number::{Bound, Threshold};

/// A number that is written already, perhaps with its unit of measure, with the words
/// of its bound if it has one.
#[must_use]
pub fn bound_words(locale: Locale, bound: Option<Bound>, number: String) -> String {
    threshold_words(locale, bound.map(Threshold::from), number)
}

/// The same of a number that was added up: where thresholds that point both ways are in
/// it, it says so.
#[must_use]
pub fn threshold_words(locale: Locale, threshold: Option<Threshold>, number: String) -> String {
    match threshold {
        Some(threshold) => {
            let key = format!("threshold.{}", threshold.code());
            t_with(locale, &key, &[("number", number)])
        }
        None => number,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::number::{bounded, split_bound, told};

    /// §6.2: a page says in Vietnamese what documents and fields say, in English the
    /// same, and what either says of one figure may be typed.
    #[test]
    fn a_threshold_is_said_in_both_languages_in_words_that_are_read_again() {
        let number = || "1.200".to_owned();
        for threshold in Threshold::ALL {
            let vi = threshold_words(Locale::Vi, Some(*threshold), number());
            assert_eq!(vi, told(Some(*threshold), number()));
            let en = threshold_words(Locale::En, Some(*threshold), number());
            assert!(en.contains("1.200") && en != vi, "{en}");
        }
        for bound in Bound::ALL {
            let vi = bound_words(Locale::Vi, Some(*bound), number());
            assert_eq!(vi, bounded(Some(*bound), number()));
            let en = bound_words(Locale::En, Some(*bound), number());
            assert_eq!(split_bound(&en), Some((*bound, "1.200")), "{en}");
        }
        assert_eq!(bound_words(Locale::En, None, number()), "1.200");
        let least = bound_words(Locale::En, Some(Bound::AtLeast), "70 %".into());
        assert_eq!(least, "at least 70 %");
    }
}
