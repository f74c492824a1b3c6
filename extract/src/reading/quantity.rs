//! A number in digits with its magnitude and unit, and the words around it:
//! "hơn", "tăng", "so với cùng kỳ", "kế hoạch". Not here: what stands behind it
//! (`units`), which quantities are results (`figures`).

use super::Change;
use super::lexicon::CLASSES;
use super::page::{Page, Sentence};
use super::tokens::{Token, key_at};
use super::units::{further_part, scale_at, unit_at};
use super::vocabulary::{Key, any_word};
use crate::text::Lower;

/// A number with what belongs to it.
#[derive(Debug, Clone)]
pub(super) struct Amount {
    /// Token of the number.
    pub at: usize,
    /// Token behind the unit.
    pub end: usize,
    pub value: f64,
    pub scale: f64,
    pub unit: Option<String>,
}

impl Amount {
    pub(super) fn scaled(&self) -> f64 {
        let value = self.value * self.scale;
        // Undoes the last binary digit of a product like 186.4 × 10⁹.
        if value.abs() >= 1000.0 {
            (value * 1000.0).round() / 1000.0
        } else {
            value
        }
    }
}

/// The quantity whose number is token `at`; `None` when it counts nothing. A
/// number that only a range can give a unit has neither unit nor scale.
pub(super) fn amount_at(page: &Page, tokens: &[Token], at: usize, s: &Sentence) -> Option<Amount> {
    let number = tokens.get(at).filter(|t| t.number)?;
    let value = parse(&page.text[number.span.clone()])?;
    let mut end = at + 1;
    let mut rate = false;
    // "318/534 trường" counts the first.
    if tokens.get(end).is_some_and(|t| t.key == "/")
        && let Some(second) = tokens.get(end + 1).filter(|t| t.number)
    {
        end += 2;
        if tokens.get(end).is_some_and(|t| t.key == "/") {
            return None;
        }
        let whole = parse(&page.text[second.span.clone()]).unwrap_or_default();
        if whole <= 10.0 && value < whole && shares(tokens, end) {
            return None;
        }
        // "35/100.000 trẻ": so many among a round number.
        rate = (whole == 10_000.0 || whole == 100_000.0) && value * 100.0 <= whole;
        if key_at(tokens, end) == "số" {
            end += 1;
        }
    }
    let sign = key_at(tokens, end);
    let percent = if any_word!(sign, "%") {
        Some(("%", 1))
    } else if any_word!(sign, "‰") {
        Some(("‰", 1))
    } else if any_word!(sign, "phần") && key_at(tokens, end + 1) == "trăm" {
        Some(("%", 2))
    } else {
        None
    };
    if let Some((unit, length)) = percent {
        return Some(Amount {
            at,
            end: end + length,
            value,
            scale: 1.0,
            unit: Some(unit.to_owned()),
        });
    }
    // A class, a day, an article: the number names, it does not count.
    let small = number.span.len() <= 3 && !page.text[number.span.clone()].contains([',', '.']);
    let total =
        at >= s.tokens.start + 2 && tokens[at - 1].key == "số" && tokens[at - 2].key == "tổng";
    // "được cấp 1 chỉ dẫn địa lý": granted, no level.
    let granted = at >= s.tokens.start + 2
        && tokens[at - 1].key == "cấp"
        && any_word!(tokens[at - 2].key, "được" | "đã" | "mới");
    if small && !total && !granted && at > s.tokens.start && CLASSES.ending(tokens, at, 2) > 0 {
        return None;
    }
    if number.span.len() == 4 && tokens[at - 1.min(at)].key == "năm" {
        return None;
    }
    let (scale, mut end) = scale_at(tokens, end);
    let mut value = value;
    let mut below = scale;
    while let Some((more, k, behind)) = further_part(page, tokens, end, below) {
        value += more / scale;
        (below, end) = (k, behind);
    }
    // "1 tỷ rưỡi"
    if scale > 1.0 && value.fract() == 0.0 && key_at(tokens, end) == "rưỡi" {
        value += 0.5;
        end += 1;
    }
    let (mut unit, end) = unit_at(page, tokens, end, value, s);
    if rate {
        let slash = tokens[at + 1].span.start;
        unit = Some(page.text[slash..tokens[end - 1].span.end].to_owned());
    }
    Some(Amount {
        at,
        end,
        value,
        scale,
        unit,
    })
}

/// "2/3 số trường", "1/2 diện tích": a share of them, not a count.
fn shares(tokens: &[Token], at: usize) -> bool {
    let (first, second) = (key_at(tokens, at), key_at(tokens, at + 1));
    any_word!(first, "số")
        || any_word!(first, "tổng" | "dân") && any_word!(second, "số")
        || any_word!(first, "diện") && any_word!(second, "tích")
}

pub(super) fn parse(written: &str) -> Option<f64> {
    if written.len() < 16 && written.bytes().all(|b| b.is_ascii_digit()) {
        return written.parse::<u64>().ok().map(|whole| whole as f64);
    }
    let mut groups = written.split('.').skip(1).peekable();
    let thousands = groups.peek().is_some()
        && groups.all(|g| g.split(',').next().is_some_and(|d| d.len() == 3));
    let plain = if thousands {
        written.replace('.', "")
    } else {
        written.to_owned()
    };
    plain.replace(',', ".").parse().ok()
}

/// The number that closes a range behind token `end`: "15 - 18%", "từ 78,4% lên 81,2%".
pub(super) fn connector(tokens: &[Token], end: usize) -> Option<usize> {
    let (first, second) = (key_at(tokens, end), key_at(tokens, end + 1));
    let length = if any_word!(first, "lên" | "xuống" | "giảm" | "tăng")
        && any_word!(second, "đến" | "tới" | "còn")
    {
        2
    } else if any_word!(first, "-" | "đến" | "lên" | "xuống" | "tới" | "còn") {
        1
    } else {
        return None;
    };
    tokens
        .get(end + length)
        .is_some_and(|t| t.number)
        .then_some(end + length)
}

/// Start of the words that belong to the number ("hơn", "đạt", "tỷ lệ …").
pub(super) fn lead(page: &Page, s: &Sentence, at: usize) -> usize {
    let tokens = &page.tokens;
    let mut start = at;
    while start > s.tokens.start && at - start < 3 && is_lead(tokens[start - 1].key) {
        start -= 1;
    }
    if start < at && start > s.tokens.start && is_turned(tokens[start - 1].key, tokens[start].key) {
        start -= 1;
    }
    // "tỷ lệ học sinh hoàn thành chương trình đạt 99,6%"
    let from = start.saturating_sub(14).max(s.tokens.start);
    for i in (from..start).rev() {
        let (key, next) = (tokens[i].key, tokens.get(i + 1));
        if !tokens[i].word && key != "-" {
            break;
        }
        if any_word!(key, "tỷ" | "tỉ") && next.is_some_and(|n| any_word!(n.key, "lệ" | "suất"))
            || key == "tổng" && next.is_some_and(|n| n.key == "số")
        {
            start = i;
            break;
        }
    }
    tokens[start].span.start
}

fn is_lead(key: Key) -> bool {
    any_word!(
        key,
        "đạt"
            | "chiếm"
            | "tăng"
            | "giảm"
            | "còn"
            | "bằng"
            | "hơn"
            | "gần"
            | "trên"
            | "khoảng"
            | "ước"
            | "từ"
            | "thêm"
            | "lên"
            | "dưới"
            | "được"
    )
}

/// Approximation, change and comparison told beside a number.
pub(super) fn context(
    page: &Page,
    s: &Sentence,
    at: usize,
    end: usize,
) -> (Option<String>, Option<Change>, Option<String>) {
    let tokens = &page.tokens[..s.tokens.end];
    let mut approximation = None;
    let mut change = None;
    let back = at.saturating_sub(3).max(s.tokens.start);
    for i in (back..at).rev() {
        let t = &tokens[i];
        if !t.word {
            break;
        }
        if any_word!(t.key, "tăng" | "vượt") {
            change = change.or(Some(Change::Up));
        } else if any_word!(t.key, "giảm") {
            change = change.or(Some(Change::Down));
        } else if approximation.is_none()
            && any_word!(
                t.key,
                "hơn" | "trên" | "gần" | "khoảng" | "ước" | "dưới" | "chừng"
            )
        {
            // "không dưới 95%", "trên dưới 100": both words tell it.
            let two = i > s.tokens.start && is_turned(tokens[i - 1].key, t.key);
            let from = tokens[i - usize::from(two)].span.start;
            approximation = Some(page.text[from..t.span.end].lowered());
        }
    }
    // "từ 95% trở lên"
    if approximation.is_none()
        && at > s.tokens.start
        && tokens[at - 1].key == "từ"
        && any_word!(key_at(tokens, end), "trở")
        && any_word!(key_at(tokens, end + 1), "lên")
    {
        approximation = Some("từ … trở lên".to_owned());
    }
    (approximation, change, against(page, tokens, end))
}

/// The word before turns the meaning of the other.
fn is_turned(before: Key, word: Key) -> bool {
    any_word!(before, "không") && any_word!(word, "dưới" | "trên" | "hơn")
        || any_word!(before, "trên") && any_word!(word, "dưới")
}

/// "kế hoạch năm", "so với cùng kỳ năm trước": up to the end of the clause.
fn against(page: &Page, tokens: &[Token], end: usize) -> Option<String> {
    let (first, second) = (key_at(tokens, end), key_at(tokens, end + 1));
    let short = tokens.get(end).is_some_and(|t| t.upper) && any_word!(first, "ck" | "kh");
    let opens = short
        || any_word!(first, "so")
            && any_word!(
                second,
                "với" | "cùng" | "quý" | "tháng" | "năm" | "kế" | "ck" | "kh"
            )
        || any_word!(first, "kế") && any_word!(second, "hoạch")
        || any_word!(first, "chỉ" | "mục") && any_word!(second, "tiêu")
        || any_word!(first, "dự") && any_word!(second, "toán")
        || any_word!(first, "cùng") && any_word!(second, "kỳ");
    if !opens {
        return None;
    }
    let mut stop = end;
    while stop < tokens.len()
        && stop < end + 12
        && (tokens[stop].word || tokens[stop].number || tokens[stop].key == "/")
        && !any_word!(tokens[stop].key, "và" | "trong" | "với")
            | (tokens[stop].key == "với" && stop == end + 1)
    {
        stop += 1;
    }
    (stop > end).then(|| page.text[tokens[end].span.start..tokens[stop - 1].span.end].to_owned())
}
