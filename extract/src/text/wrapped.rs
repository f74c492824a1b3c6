//! Plain text whose paragraphs were broken at one width, as mail programs and
//! "save as text with line breaks" do: its lines are put together again. A page
//! with one paragraph a line, lists, letterheads and tables stay as they are. Not
//! here: what a PDF broke (`broken`).

use super::broken::{is_cut_word, is_marked, is_numbered, without_running_lines};
use super::unify_tones;

/// Widths that pages of such text have, in characters.
const WIDTHS: std::ops::RangeInclusive<usize> = 45..=160;
/// Lines that surely go on, below which nothing is decided.
const LEAST: usize = 3;
/// Words behind which a number and a point are no item of a list.
const BEFORE_NUMBER: &[&str] = &[
    "ngày", "tháng", "năm", "quý", "số", "đến", "từ", "và", "có", "là", "thứ", "đạt", "còn",
    "khóa", "lần", "đợt", "kỳ", "hạng", "phần",
];

/// One line as the file has it.
struct Line<'a> {
    words: &'a str,
    /// Characters up to the last one that is seen, the indent counted.
    width: usize,
    indent: usize,
    /// Parts that stand apart: a letterhead or a row of a table.
    is_row: bool,
}

impl<'a> Line<'a> {
    fn of(line: &'a str) -> Self {
        let shown = line.trim_end();
        let words = shown.trim_start();
        let indent = shown[..shown.len() - words.len()].chars().count();
        Self {
            words,
            width: shown.chars().count(),
            indent,
            is_row: words.contains("   ") || words.contains('\t'),
        }
    }

    fn ends_sentence(&self) -> bool {
        let bare = self.words.trim_end_matches(['”', '"', ')']);
        bare.ends_with(['.', ';', ':', '!', '?'])
    }

    fn begins_small(&self) -> bool {
        self.words.starts_with(char::is_lowercase) && !is_item(self.words)
    }
}

/// How sure the width of the page is.
#[derive(Clone, Copy)]
enum Width {
    /// The next word had no place in it.
    Sharp(usize),
    /// Broken by what a font of letters of many widths needed.
    Loose(usize),
}

/// The text with its paragraphs as lines; `None` when it is so already.
pub fn join_wrapped(text: &str) -> Option<String> {
    let width = width_of(&lines_of(text))?;
    let without_heads = text.contains('\u{C}').then(|| without_running_lines(text));
    let text = without_heads.as_deref().unwrap_or(text);
    let lines = lines_of(text);
    let joins_sentences = matches!(width, Width::Sharp(_)) || stand_apart(&lines, width);
    let mut out = String::with_capacity(text.len());
    // The line with which the paragraph begins.
    let mut first = lines.first()?;
    out.push_str(first.words);
    for pair in lines.windows(2) {
        let (before, line) = (&pair[0], &pair[1]);
        let is_end = before.ends_sentence() && !joins_sentences;
        let goes_on = is_full(before, line, width)
            && goes_on(before, line, is_item(first.words))
            && (!is_end || line.begins_small());
        if !goes_on {
            out.push('\n');
            first = line;
        } else if !is_cut_word(before.words, line.words) {
            out.push(' ');
        }
        out.push_str(line.words);
    }
    Some(out)
}

fn lines_of(text: &str) -> Vec<Line<'_>> {
    text.split('\n').map(Line::of).collect()
}

/// The width at which lines were broken; `None` for text that was not. Told by
/// lines behind which a sentence goes on with a small letter: nearly all of them
/// are as long as one width lets them be, and hardly any line is longer.
fn width_of(lines: &[Line<'_>]) -> Option<Width> {
    let full = lines.iter().filter(|l| !l.words.is_empty()).count();
    let long = lines.iter().filter(|l| l.width > *WIDTHS.end()).count();
    if full < LEAST || long * 10 > full {
        return None;
    }
    let pairs: Vec<(&Line<'_>, &Line<'_>)> = lines
        .windows(2)
        .map(|w| (&w[0], &w[1]))
        .filter(|(a, b)| {
            !a.is_row && !b.is_row && !b.words.is_empty() && a.width > 0 && !a.ends_sentence()
        })
        .collect();
    let mut going: Vec<_> = pairs.iter().filter(|(_, b)| b.begins_small()).collect();
    let mut most = 8;
    if (1..LEAST).contains(&going.len()) {
        // A short page: names and numbers too may go on with a sentence.
        most = 5;
        let least = *WIDTHS.start();
        going = pairs
            .iter()
            .filter(|(a, b)| a.width >= least && !is_item(b.words))
            .collect();
    }
    let width = going.iter().map(|(a, _)| a.width).max()?;
    let longer = lines
        .iter()
        .filter(|l| !l.is_row && l.width > width + width / 8)
        .count();
    if going.len() < LEAST || !WIDTHS.contains(&width) || longer * 10 > full {
        return None;
    }
    let share = |fits: &dyn Fn(&Line<'_>, &Line<'_>) -> bool| {
        let count = going.iter().filter(|(a, b)| fits(a, b)).count();
        count >= LEAST && count * 10 >= going.len() * most
    };
    [Width::Sharp(width), Width::Loose(width)]
        .into_iter()
        .find(|width| share(&|a, b| is_full(a, b, *width)))
}

/// Whether the first word of `next` had no place behind `line`.
fn is_full(line: &Line<'_>, next: &Line<'_>, width: Width) -> bool {
    let word = next.words.split_whitespace().next().unwrap_or("");
    let needed = line.width + 1 + word.chars().count();
    match width {
        Width::Sharp(width) => needed > width,
        Width::Loose(width) if next.begins_small() => needed * 10 > width * 7,
        Width::Loose(width) => needed * 100 > width * 85,
    }
}

/// Whether empty lines part the paragraphs: hardly a sentence that ends within the
/// width has another line right behind it.
fn stand_apart(lines: &[Line<'_>], width: Width) -> bool {
    let (mut ends, mut parted) = (0, 0);
    for pair in lines.windows(2) {
        let (line, next) = (&pair[0], &pair[1]);
        let is_parted = next.words.is_empty();
        let is_short = !is_parted && !is_item(next.words) && !is_full(line, next, width);
        if line.words.ends_with('.') && !line.is_row && (is_parted || is_short) {
            ends += 1;
            parted += usize::from(is_parted);
        }
    }
    ends > 0 && parted * 10 >= ends * 8
}

/// Whether `next` may be the same paragraph as the full `line`; `in_item` when it is an item of
/// a list.
fn goes_on(line: &Line<'_>, next: &Line<'_>, in_item: bool) -> bool {
    if line.words.is_empty() || next.words.is_empty() || line.is_row || next.is_row {
        return false;
    }
    if is_marked(line.words) || is_marked(next.words) {
        return false;
    }
    if is_item(next.words) {
        return is_cut_number(line.words, next.words)
            || !line.ends_sentence() && is_cut_dash(next.words, in_item);
    }
    if next.begins_small() {
        return true;
    }
    let starts_number = next.words.starts_with(|c: char| c.is_ascii_digit());
    if is_date_line(next.words) && !(starts_number && wants_number(line.words)) {
        return false;
    }
    if is_headline(line.words) && has_small(next.words)
        || is_headline(next.words) && has_small(line.words)
    {
        return false;
    }
    in_item || next.indent < line.indent + 2
}

/// A line of its own below a headline: "Thứ 4, 13/12/2023 08:00".
fn is_date_line(words: &str) -> bool {
    let year = |w: &str| {
        let digits = w.bytes().filter(u8::is_ascii_digit).count();
        let signs = w
            .bytes()
            .filter(|b| matches!(b, b'/' | b'-' | b'.'))
            .count();
        (6..=8).contains(&digits) && signs >= 2
    };
    words.split_whitespace().count() <= 6
        && words.split_whitespace().any(year)
        && !words.ends_with(['.', ',', ';', ':'])
}

fn has_small(words: &str) -> bool {
    words.chars().any(char::is_lowercase)
}

/// Several words of capitals.
fn is_headline(words: &str) -> bool {
    !has_small(words)
        && words
            .split_whitespace()
            .filter(|w| w.chars().any(char::is_alphabetic))
            .count()
            >= 3
}

/// An item of a list: a dash, or a short number or letter with its sign.
fn is_item(words: &str) -> bool {
    words.starts_with(['-', '–', '—', '+', '*', '•', '●', '▪']) || is_numbered(words)
}

/// What looks like an item and is the rest of a number: "tháng / 5. Dự", "giai
/// đoạn 2021 / - 2026".
fn is_cut_number(line: &str, next: &str) -> bool {
    let digit = |c: char| c.is_ascii_digit();
    let range = next.trim_start_matches(['-', '–', ' ']);
    if range.len() < next.len() {
        return line.ends_with(digit) && range.starts_with(digit);
    }
    let is_number = |c: char| digit(c) || matches!(c, 'I' | 'V' | 'X');
    next.starts_with(is_number) && wants_number(line)
}

/// A dash between words and no item: "văn hóa / - xã hội", "An / - Trưởng ban".
fn is_cut_dash(next: &str, in_item: bool) -> bool {
    next.strip_prefix(['-', '–'])
        .and_then(|rest| rest.strip_prefix(' '))
        .is_some_and(|rest| !in_item || rest.starts_with(char::is_lowercase))
}

/// A word that has its number behind it.
fn wants_number(line: &str) -> bool {
    let last = line.split_whitespace().next_back().unwrap_or("");
    let last = last.trim_start_matches(|c: char| !c.is_alphanumeric());
    BEFORE_NUMBER.contains(&unify_tones(last).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_broken_within_a_number_or_at_a_dash_is_whole() {
        for (line, next) in [
            ("trong quý", "III. Ngành"),
            ("hoàn thành trong tháng", "5. Sở Y tế"),
            ("giai đoạn 2021", "- 2026"),
            ("khối văn hóa", "- xã hội 9 tháng"),
        ] {
            let pair = [Line::of(line), Line::of(next)];
            assert!(goes_on(&pair[0], &pair[1], false), "{line} / {next}");
        }
        for (line, next) in [
            ("như sau:", "- Sở Y tế"),
            ("Ban hành kế hoạch.", "2. Sở Y tế"),
            ("KẾT LUẬN CỦA CHỦ TRÌ", "Các sở"),
            ("nhiệm vụ 3 tháng cuối năm", "Thứ 4, 13/12/2023 08:00"),
            ("các đơn vị", "MẬT"),
        ] {
            let pair = [Line::of(line), Line::of(next)];
            assert!(!goes_on(&pair[0], &pair[1], false), "{line} / {next}");
        }
        assert!(is_cut_word("Chỉ thị số 42-", "CT/TW") && !is_cut_word("2021 -", "2026"));
    }
}
