//! Cutting a stretch of text into the entries of a list: at semicolons and at
//! a new imperative. Not here: which stretches hold tasks or shortcomings.

use super::duties::is_due_alone;
use super::lexicon::IMPERATIVES;
use super::page::Page;
use super::tokens::key_at;
use super::vocabulary::{Key, any_word};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

static BULLET: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*(?:[a-zđ][.)]\s+|(?:Thứ|thứ) (?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín)(?: là )?,?\s*|(?:Một|Hai|Ba|Bốn|Năm) (?:nhất|hai|ba|tư|năm|sáu|bảy|là),?\s*|(?:Một|Hai|Ba|Bốn|Năm|Sáu|Bảy|Tám|Chín|một|hai|ba|bốn|năm|sáu|bảy|tám|chín) là,?\s*)").expect("valid expression")
});

/// The byte range without its bullet, number, or final marks.
pub(super) fn trim(page: &Page, span: Range<usize>) -> Range<usize> {
    let words = page.str(&span);
    let mut start = span.start + bullet_length(words);
    let mut end = span.end;
    while start < end && page.text[start..end].starts_with([' ', ',', ';', ':', '-']) {
        start += 1;
    }
    loop {
        let words = page.text[start..end].trim_end_matches([' ', '.', ';', ',', '/', '…', ':']);
        let words = words.strip_suffix(" và").unwrap_or(words);
        if start + words.len() == end {
            break;
        }
        end = start + words.len();
    }
    start..end
}

/// Bytes of a bullet or number at the head, looked at before it is asked for.
fn bullet_length(words: &str) -> usize {
    const ORDINALS: &[&str] = &[
        "Thứ ", "thứ ", "Một ", "Hai ", "Ba ", "Bốn ", "Năm ", "Sáu ", "Bảy ", "Tám ", "Chín ",
        "một ", "hai ", "ba ", "bốn ", "năm ", "sáu ", "bảy ", "tám ", "chín ",
    ];
    let bare = words.trim_start();
    let bytes = bare.as_bytes();
    let mark = |at: usize| matches!(bytes.get(at), Some(b'.' | b')'));
    let blank = words.len() - bare.len();
    let behind = |mark: usize| blank + mark + blanks(&bare[mark..]);
    let may = match bytes.first() {
        Some(b'-' | b'+' | b'*') => return behind(1),
        Some(b'(' | b'0'..=b'9') => return item_number(bytes).map_or(0, behind),
        Some(0xE2) if bare.starts_with(['•', '–']) => return behind("•".len()),
        Some(0xE2) => return 0,
        Some(b'a'..=b'z') if mark(1) => true,
        Some(0xC4) if mark(2) => true,
        _ => ORDINALS.iter().any(|o| bare.starts_with(o)),
    };
    if may {
        BULLET.find(words).map_or(0, |m| m.end())
    } else {
        blank
    }
}

/// Bytes of the blanks at the head.
fn blanks(words: &str) -> usize {
    words.len() - words.trim_start().len()
}

/// Bytes of "1.", "(1)", "1.2." at the head.
fn item_number(bytes: &[u8]) -> Option<usize> {
    let mut at = usize::from(bytes[0] == b'(');
    let mut end = None;
    loop {
        let digits = bytes[at..]
            .iter()
            .take(3)
            .take_while(|b| b.is_ascii_digit())
            .count();
        at += digits;
        match bytes.get(at) {
            Some(b'.' | b')') if (1..=2).contains(&digits) => at += 1,
            _ => return end,
        }
        end = Some(at);
        if bytes[at - 1] == b')' {
            return end;
        }
    }
}

/// Split at ";" outside brackets and quotes.
pub(super) fn at_semicolons(page: &Page, span: Range<usize>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = span.start;
    let mut depth = 0_i32;
    let words = page.str(&span);
    // Nearly always it is one.
    let listed = if words.contains(';') { words } else { "" };
    for (i, mark) in closings(listed) {
        match mark {
            Closing::Opens => depth += 1,
            Closing::Closes => depth = (depth - 1).max(0),
            Closing::Semicolon
                if depth == 0
                    && !names_document(&words[i + 1..])
                    && !is_due_alone(&words[i + 1..]) =>
            {
                out.push(trim(page, start..span.start + i));
                start = span.start + i + 1;
            }
            _ => {}
        }
    }
    out.push(trim(page, start..span.end));
    out.retain(|r| page.str(r).split_whitespace().nth(1).is_some());
    out
}

/// A mark at which a list may be cut, or which keeps others from cutting it.
pub(super) enum Closing {
    Opens,
    Closes,
    Semicolon,
    Comma,
}

/// These marks of a text with their places, told by their bytes.
pub(super) fn closings(words: &str) -> impl Iterator<Item = (usize, Closing)> {
    let bytes = words.as_bytes();
    bytes.iter().enumerate().filter_map(|(at, byte)| {
        let mark = match byte {
            b'(' => Closing::Opens,
            b')' => Closing::Closes,
            b';' => Closing::Semicolon,
            b',' => Closing::Comma,
            0xE2 if bytes[at..].starts_with("“".as_bytes()) => Closing::Opens,
            0xE2 if bytes[at..].starts_with("”".as_bytes()) => Closing::Closes,
            _ => return None,
        };
        Some((at, mark))
    })
}

/// "…; Chương trình phối hợp …": a list of documents goes on, not of entries.
fn names_document(rest: &str) -> bool {
    [
        "Nghị quyết",
        "Chỉ thị",
        "Kết luận",
        "Quyết định",
        "Kế hoạch",
        "Chương trình",
        "Đề án",
        "Quy chế",
        "Quy định",
        "Chiến lược",
        "Hướng dẫn",
        "Luật",
    ]
    .iter()
    .any(|w| rest.trim_start().starts_with(w))
}

/// Further split a task at ", " or " và " before an imperative that opens a
/// clause of its own; both sides must be long enough to stand alone.
pub(super) fn at_imperatives(page: &Page, span: Range<usize>) -> Vec<Range<usize>> {
    const AFTER_COMMA: &[&str] = &[
        "bồi dưỡng",
        "kịp thời",
        "đẩy mạnh",
        "tăng cường",
        "nâng cao",
        "chủ động",
        "thường xuyên",
        "quan tâm",
        "chú trọng",
        "tiếp tục",
        "phát huy",
        "tập trung",
        "đồng thời",
        "triển khai Kết luận",
        "triển khai Nghị quyết",
        "triển khai Chỉ thị",
        "thực hiện Nghị quyết",
        "thực hiện Chỉ thị",
        "thực hiện Kết luận",
    ];
    const AFTER_AND: &[&str] = &["sẵn sàng", "tiếp tục", "chủ động", "đẩy mạnh"];
    let mut out = Vec::new();
    let mut start = span.start;
    let tokens = &page.tokens[page.tokens_in(&span)];
    let commas = tokens.iter().filter(|t| any_word!(t.key, ","));
    let bytes = page.text.as_bytes();
    let ands = tokens.iter().filter(|t| {
        any_word!(t.key, "và")
            && !t.capital
            && t.span.start > span.start
            && bytes[t.span.start - 1] == b' '
    });
    let commas = commas.map(|t| (t.span.start, ",", AFTER_COMMA));
    // The space before the word goes with it.
    let ands = ands.map(|t| (t.span.start - 1, " và", AFTER_AND));
    for (at, mark, list) in commas.chain(ands) {
        if at <= start {
            continue;
        }
        let rest = page.text[at + mark.len()..span.end].trim_start();
        if list.iter().any(|w| rest.starts_with(w))
            && page.text[start..at].split_whitespace().nth(6).is_some()
            && rest.split_whitespace().nth(5).is_some()
            && !in_subject(&page.text[start..at])
        {
            out.push(trim(page, start..at));
            start = at + mark.len();
        }
    }
    out.push(trim(page, start..span.end));
    let mut parts = Vec::with_capacity(out.len());
    for piece in out {
        at_parallels(page, piece, &mut parts);
    }
    parts
}

/// "xây thêm 12 phòng học, mở rộng mô hình thu gom rác, hoàn thành …": split at
/// commas when each of three parts and more opens with an imperative, or the
/// next part with a named unit and its verb, and all can stand alone.
fn at_parallels(page: &Page, span: Range<usize>, out: &mut Vec<Range<usize>>) {
    let words = page.str(&span);
    let bytes = words.as_bytes();
    let commas =
        || memchr::memchr_iter(b',', bytes).filter(move |i| bytes.get(i + 1) == Some(&b' '));
    let may = match (commas().next(), commas().nth(1)) {
        (None, _) => false,
        (Some(comma), None) => {
            let second = span.start + comma + 2..span.end;
            !opens_task(page, &second, true) && opens_task(page, &second, false)
        }
        _ => opens_task(page, &span, true),
    };
    if !may || words.contains(['(', '"', '“']) {
        out.push(span);
        return;
    }
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut start = span.start;
    for i in commas() {
        parts.push(start..span.start + i);
        start = span.start + i + 2;
    }
    parts.push(start..span.end);
    let alone = |p: &Range<usize>| page.str(p).split_whitespace().nth(4).is_some();
    let each = parts.len() == 2
        || parts.iter().all(|p| opens_task(page, p, true))
            && !parts.iter().any(|p| goes_on(page.str(p)));
    if each && parts.iter().all(alone) && !names_titles(words) {
        out.extend(parts.into_iter().map(|p| trim(page, p)));
    } else {
        out.push(span);
    }
}

/// A title of a document may hold commas and verbs of its own.
fn names_titles(words: &str) -> bool {
    const TYPES: &[&str] = &[
        "Nghị quyết",
        "Chỉ thị",
        "Kết luận",
        "Quyết định",
        "Thông tư",
        "Chương trình",
        "Đề án",
        "Kế hoạch",
        "Chiến lược",
        "Luật",
    ];
    const TITLES: &[&str] = &[" về ", "phê duyệt", "hướng dẫn", "ban hành"];
    TYPES.iter().any(|w| words.contains(w)) && TITLES.iter().any(|w| words.contains(w))
}

/// Verbs that tell how or by when the task before is done.
fn goes_on(words: &str) -> bool {
    [
        "gửi",
        "trình",
        "báo cáo",
        "gắn",
        "không để",
        "chống",
        "định hướng",
        "phát hành",
        "bảo đảm",
        "đảm bảo",
        "góp phần",
        "tạo",
        "tránh",
    ]
    .iter()
    .any(|w| words.starts_with(w))
}

/// An imperative opens it, or a named unit with an imperative right behind.
pub(super) fn opens_task(page: &Page, span: &Range<usize>, verb: bool) -> bool {
    let at = page.token_from(span.start);
    let Some(first) = page.tokens.get(at).filter(|t| t.span.start == span.start) else {
        return false;
    };
    let body = if first.capital && !verb {
        super::organisations::body_at(&page.tokens, at)
    } else {
        0
    };
    if !verb && body == 0 {
        return false;
    }
    IMPERATIVES.longest(&page.tokens, at + body) > 0
}

/// "Chỉ thị … về đổi mới, nâng cao chất lượng": still the subject of a document.
fn in_subject(left: &str) -> bool {
    static DOCUMENT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:Nghị quyết|Chỉ thị|Kết luận|Quyết định|Kế hoạch|Chương trình|Đề án|Quy định|Quy chế|Thông tư|Luật) [^;]*về [^,;]*$").expect("valid expression")
    });
    DOCUMENT.is_match(left)
}

/// Byte of the first imperative verb in `span`, within the first `most` words.
pub(super) fn first_imperative(page: &Page, span: &Range<usize>, most: usize) -> Option<usize> {
    let from = page.token_from(span.start);
    let mut words = 0;
    let mut at = from;
    while at < page.tokens.len() && page.tokens[at].span.end <= span.end && words < most {
        let t = &page.tokens[at];
        if t.word {
            let body = super::organisations::body_at(&page.tokens, at);
            if body > 0 {
                at += body;
                words += body;
                continue;
            }
            words += 1;
            let n = IMPERATIVES.longest(&page.tokens, at);
            if n > 0 && (!t.capital || at == from) && !part_of_noun(page, at, n) {
                return Some(t.span.start);
            }
        }
        at += 1;
    }
    None
}

/// "ngành giáo dục", "cơ quan báo chí", "cán bộ quản lý": the verb is a noun here.
fn part_of_noun(page: &Page, at: usize, length: usize) -> bool {
    let before = at
        .checked_sub(1)
        .map_or(Key::of(""), |i| page.tokens[i].key);
    let here = page.tokens[at].key;
    let next = key_at(&page.tokens, at + length);
    let earlier = at
        .checked_sub(2)
        .map_or("", |i| page.tokens[i].key.as_str());
    // "các chi bộ tuyên truyền", "các địa phương đặt hàng": someone is told to.
    if matches!(
        (earlier, before.as_str()),
        ("chi" | "đảng", "bộ") | ("địa", "phương")
    ) {
        return false;
    }
    if here == "cử" && any_word!(before, "bầu" | "ứng" | "đề") {
        return true;
    }
    any_word!(
        before,
        "ngành"
            | "cán"
            | "bộ"
            | "quan"
            | "lượng"
            | "công"
            | "phòng"
            | "việc"
            | "sở"
            | "ban"
            | "đơn"
            | "hội"
            | "đoàn"
            | "viên"
            | "các"
            | "những"
            | "lĩnh"
            | "vực"
            | "cấp"
            | "trung"
            | "được"
            | "giáo"
            | "quản"
            | "phương"
            | "chế"
    ) && !any_word!(
        here,
        "nghiêm"
            | "tích"
            | "kịp"
            | "thường"
            | "khẩn"
            | "sớm"
            | "quán"
            | "tiếp"
            | "tăng"
            | "đẩy"
            | "nâng"
            | "tham"
            | "chủ"
            | "tập"
            | "rà"
            | "bám"
            | "hoàn"
    ) || (here == "giáo" && next == "và")
        || (here == "ra"
            || here == "tạo" && any_word!(before, "sáng" | "đào" | "cải" | "tái" | "cấu" | "chế"))
}
