//! Months written as words behind a day. Not here: months as periods (`period`).

use crate::text::begins_with;

/// "tháng Tư", "tháng Giêng", "tháng Mười Hai" behind a day; the month and its end.
pub(super) fn word_month(text: &str, at: usize) -> Option<(i16, usize)> {
    const MONTHS: [(&str, i16); 14] = [
        ("mười hai", 12),
        ("mười một", 11),
        ("mười", 10),
        ("giêng", 1),
        ("hai", 2),
        ("ba", 3),
        ("tư", 4),
        ("năm", 5),
        ("sáu", 6),
        ("bảy", 7),
        ("tám", 8),
        ("chín", 9),
        ("chạp", 12),
        ("một", 1),
    ];
    let rest = text.get(at..)?;
    let word = rest.trim_start_matches(' ');
    let head = begins_with(word, "tháng ").filter(|_| word.len() < rest.len())?;
    let from = at + rest.len() - word.len() + head;
    MONTHS.iter().find_map(|(name, month)| {
        let end = from + begins_with(&text[from..], name)?;
        let behind = &text[end..];
        // "tháng năm 2026" is a word lost, not May; "tháng Năm năm 2026" is May.
        let ends = !behind.starts_with(char::is_alphabetic);
        let lost = *name == "năm"
            && behind.starts_with(' ')
            && begins_with(behind.trim_start(), "năm ").is_none();
        (ends && !lost).then_some((*month, end))
    })
}
