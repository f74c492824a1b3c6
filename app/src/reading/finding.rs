//! What the reader has to say about a text, in words. Nothing that it said is
//! left out: a part that was not read must be known.

use crate::Locale;
use crate::text::{has, t, t_with};
use jiff::civil::Date;

/// A finding in words, with the words of the source, the pages that were read where
/// some were not, the right form of a number that is written otherwise and, where it
/// may mean several documents, these.
#[must_use]
pub fn finding_words(locale: Locale, code: &str, quote: &str, hint: &str) -> String {
    let key = format!("reading.finding.{code}");
    let mut words = if has(locale, &key) {
        t(locale, &key).into_owned()
    } else {
        t_with(
            locale,
            "reading.finding.other",
            &[("code", code.to_owned())],
        )
    };
    let quote = quote.split_whitespace().collect::<Vec<_>>().join(" ");
    if !quote.is_empty() {
        words = format!("{words}: “{quote}”");
    }
    // The hints that are no technical ones.
    if let Some((pages, all)) = hint
        .strip_prefix("pages: ")
        .and_then(|told| told.split_once('/'))
    {
        let values = [("pages", pages.to_owned()), ("all", all.to_owned())];
        words = format!("{words}. {}", t_with(locale, "reading.pages_read", &values));
    }
    if let Some(candidates) = hint.strip_prefix("candidates: ") {
        let all: Vec<String> = candidates.split(", ").map(dated).collect();
        let values = [("candidates", all.join(", "))];
        words = format!("{words}. {}", t_with(locale, "reading.candidates", &values));
    }
    if let Some(form) = hint.strip_prefix("standard form: ") {
        let values = [("form", form.to_owned())];
        words = format!(
            "{words}. {}",
            t_with(locale, "reading.standard_form", &values)
        );
    }
    words
}

/// "68-NQ/TW (2025-05-04)" with its day as people write it.
fn dated(candidate: &str) -> String {
    let day = candidate
        .rsplit_once(" (")
        .and_then(|(number, day)| Some((number, day.strip_suffix(')')?.parse::<Date>().ok()?)));
    day.map_or_else(
        || candidate.to_owned(),
        |(number, day)| format!("{number} ({})", day.strftime("%d/%m/%Y")),
    )
}

/// Why a file is refused, in words; nothing for a code that refuses none. `limit` is
/// the largest file that is taken, in MB.
#[must_use]
pub fn refusal_words(locale: Locale, code: &str, limit: usize) -> Option<String> {
    let said = super::door::refusal(code)?;
    let values = [("limit", limit.to_string())];
    Some(t_with(locale, &format!("error.{said}"), &values))
}

#[cfg(test)]
mod tests {
    use super::*;
    use extract::finding::OF_DOCUMENTS;

    #[test]
    fn whatever_the_reader_finds_has_words_in_both_languages() {
        for code in OF_DOCUMENTS {
            for locale in [Locale::Vi, Locale::En] {
                let is_refusal = super::super::door::refusal(code).is_some();
                let is_said = has(locale, &format!("reading.finding.{code}"));
                assert!(is_refusal || is_said, "{code} {locale:?}");
            }
        }
    }

    #[test]
    fn several_documents_and_pages_left_out_are_named_and_an_unknown_code_is_told() {
        let said = finding_words(
            Locale::Vi,
            "number-ambiguous",
            "Nghị quyết\n68",
            "candidates: 68-NQ/TW (2025-05-04), 68/NQ-CP (2020-05-12)",
        );
        for words in ["“Nghị quyết 68”", "68-NQ/TW (04/05/2025)", "68/NQ-CP"] {
            assert!(said.contains(words), "{words}: {said}");
        }
        let cut = finding_words(Locale::Vi, "pdf-cut", "", "pages: 200/500");
        assert!(cut.contains("200") && cut.contains("500"), "{cut}");
        let hint = "standard form: 21-NQ/TW";
        let form = finding_words(Locale::Vi, "number-separators", "21/NQ-TW", hint);
        assert!(
            form.contains("“21/NQ-TW”") && form.contains(" 21-NQ/TW"),
            "{form}"
        );
        let other = finding_words(Locale::Vi, "never-heard-of", "", "technical");
        assert!(other.contains("never-heard-of") && !other.contains("technical"));
    }
}
