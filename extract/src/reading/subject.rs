//! What stands behind a document's number: its date ("ngày …"), issuer ("của …")
//! and subject ("về …"). Not here: finding the number.

use super::congress::{of_term, roman};
use super::organisations::body_at;
use super::page::Page;
use super::subject_words::{date_lead, due_within, stop_within, subject_lead};
use crate::date::{day_at, find_dates};
use jiff::civil::Date;
use regex::Regex;
use std::sync::LazyLock;

#[derive(Debug, Default)]
pub(super) struct Around {
    pub date: Option<Date>,
    pub issuer: Option<String>,
    pub subject: Option<String>,
    /// Congress whose term is told beside number or date, in Roman figures.
    pub term: Option<String>,
}

static TERM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^,?\s*\(?(?:Đảng\s+)?(?:[Kk]h[óo][aá]|lần thứ)\s+[IVX0-9]+\)?")
        .expect("valid expression")
});
/// The subject cites a document itself, whose issuer would follow.
static CITES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"Nghị quyết|Chỉ thị|Kết luận|Quyết định|Kế hoạch|Luật|Nghị định")
        .expect("valid expression")
});
/// The issuer may stand behind the subject.
static BY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r",?\s+của\s+(?:Bộ Chính trị|Ban Bí thư|Ban Chấp hành|BCH|Hội nghị|Chính phủ|Thủ tướng|Quốc hội|Tỉnh ủy|Tỉnh uỷ|Thành ủy|Thành uỷ|Huyện ủy|Huyện uỷ|Thị ủy|Quận ủy|Đảng ủy|Ban Thường vụ|Ban Tuyên giáo|UBND|HĐND|Ủy ban|Uỷ ban|Bộ trưởng|Bộ (?:Y|Giáo|Khoa|Văn|Lao|Nội|Tài|Thông|Nông|Công|Tư))").expect("valid expression")
});
/// Reads on from byte `from`; never past `end` or the next number at `next`
/// for the subject, while a shared date and issuer may stand behind it.
pub(super) fn behind(page: &Page, from: usize, end: usize, next: Option<usize>) -> Around {
    let mut around = Around::default();
    let text = &page.text;
    let mut at = from;
    // A glued word ("TWcủa") begins right behind the number.
    for _ in 0..5 {
        // An issuer's name may go on behind the end that was set for all this.
        let Some(rest) = text.get(at..end) else {
            break;
        };
        if let Some((length, congress)) = of_term(rest) {
            around.term = around.term.or_else(|| congress.and_then(roman));
            at += length;
            continue;
        }
        if around.date.is_none()
            && let Some(lead) = date_lead(rest)
        {
            let digit = at + lead;
            if text.as_bytes()[digit..end]
                .first()
                .is_some_and(u8::is_ascii_digit)
                && let Some(d) = day_at(&text[..end], digit)
            {
                around.date = d.on(None);
                at = d.span.end;
                if text[at..end].starts_with(')') {
                    at += 1;
                }
                continue;
            }
        }
        let trimmed = rest.trim_start_matches([' ', ',', ')']);
        let pad = rest.len() - trimmed.len();
        if around.issuer.is_none()
            && let Some(area) = trimmed.strip_prefix("của ")
        {
            let start = at + pad + "của ".len();
            if let Some((issuer, stop)) = shortened(page, start, area) {
                around.issuer = Some(issuer);
                at = stop;
                continue;
            }
            if let Some(stop) = issuer_end(page, start, area) {
                around.issuer = Some(text[start..stop].trim_end_matches([',', ' ']).to_owned());
                at = stop;
                continue;
            }
        }
        if around.subject.is_none()
            && let Some(lead) = subject_lead(rest)
        {
            let start = at + lead;
            let mut limit = end;
            if let Some(n) = next {
                // Up to the type word of the next document.
                limit = limit.min(before_type(text, start, n));
            }
            let mut stop = subject_end(text, start, limit);
            if around.issuer.is_none()
                && let Some(by) = issued_behind(&text[start..stop])
                && by.start() > 8
                && !CITES.is_match(&text[start..start + by.start()])
            {
                stop = start + by.start();
            }
            let words = unquoted(text[start..stop].trim());
            if words.split_whitespace().count() >= 1 {
                around.subject = Some(words.to_owned());
            }
            at = stop;
            continue;
        }
        break;
    }
    if around.issuer.is_none() || around.date.is_none() {
        shared(page, at.min(end), end, &mut around);
    }
    around
}

/// `BY`, which wants its word first.
fn issued_behind(words: &str) -> Option<regex::Match<'_>> {
    memchr::memmem::find(words.as_bytes(), " của ".as_bytes())?;
    BY.find(words)
}

/// "…, cùng ngày 25/10/2017 của Ban Chấp hành Trung ương" or "cùng ban hành
/// ngày …" speaks of every document named before it in the sentence.
fn shared(page: &Page, at: usize, end: usize, around: &mut Around) {
    static SHARED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:,\s*)?(?:cùng|đều)\s+(?:được\s+)?(?:ban hành\s+)?(?:ký\s+)?ngày\s+")
            .expect("valid expression")
    });
    let rest = &page.text[at..end];
    if !rest.contains("cùng") && !rest.contains("đều") {
        return;
    }
    let Some(m) = SHARED.find(rest) else { return };
    let between = &rest[..m.start()];
    if between.contains(';') || between.contains(". ") {
        return;
    }
    let area = &rest[m.end()..];
    let Some(d) = find_dates(&format!("ngày {}", &area[..floor(area, 40)]))
        .into_iter()
        .next()
    else {
        return;
    };
    around.date = around.date.or(d.on(None));
    let behind = at + m.end() + d.span.end - "ngày ".len();
    let tail = &page.text[behind..end];
    if around.issuer.is_none()
        && let Some(area) = tail.trim_start().strip_prefix("của ")
    {
        let start = behind + (tail.len() - tail.trim_start().len()) + "của ".len();
        if let Some(stop) = issuer_end(page, start, area) {
            around.issuer = Some(page.text[start..stop].to_owned());
        }
    }
}

/// An issuer whose name is short (domain facts §3.5), in full, and where it ends.
fn shortened(page: &Page, start: usize, area: &str) -> Option<(String, usize)> {
    const SHORT: &[(&str, &str)] = &[
        ("BCHTW Đảng", "Ban Chấp hành Trung ương Đảng"),
        ("BCHTW", "Ban Chấp hành Trung ương"),
        ("BCT", "Bộ Chính trị"),
        ("BBT", "Ban Bí thư"),
        ("TTg", "Thủ tướng Chính phủ"),
    ];
    const STANDING: (&str, &str) = ("BTV ", "Ban Thường vụ ");
    if let Some(committee) = area.strip_prefix(STANDING.0) {
        let from = start + STANDING.0.len();
        let stop = issuer_end(page, from, committee)?;
        let name = page.text.get(from..stop)?.trim_end_matches([',', ' ']);
        return Some(([STANDING.1, name].concat(), stop));
    }
    let whole = |short: &str| {
        let rest = area.strip_prefix(short)?;
        (!rest.starts_with(char::is_alphanumeric)).then_some(start + short.len())
    };
    SHORT
        .iter()
        .find_map(|(short, full)| Some(((*full).to_owned(), whole(short)?)))
}

/// End of the issuer that begins at `start`: a body, joint bodies, its term.
fn issuer_end(page: &Page, start: usize, area: &str) -> Option<usize> {
    if let Some(rest) = area.strip_prefix("Thủ tướng Chính phủ") {
        return Some(start + area.len() - rest.len());
    }
    static LEAD: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:Bộ trưởng|Chủ tịch|Hội nghị(?: lần thứ [\p{L}0-9]+(?: mười| \p{Ll}+)?)?|Đại hội(?: đại biểu)?)(?:,| của)?\s+").expect("valid expression")
    });
    const LEADS: &[&str] = &["Bộ trưởng", "Chủ tịch", "Hội nghị", "Đại hội"];
    let led = LEADS.iter().any(|w| area.starts_with(w));
    let lead = if led { LEAD.find(area) } else { None }.map_or(0, |m| m.end());
    let mut token = page.token_from(start + lead);
    let mut end = None;
    loop {
        let n = page
            .tokens
            .get(token)
            .filter(|t| t.word)
            .map_or(0, |_| body_at(&page.tokens, token));
        if n == 0 {
            break;
        }
        end = Some(page.tokens[token + n - 1].span.end);
        token += n;
        let joint = page.tokens.get(token).is_some_and(|t| t.key == ",")
            && page
                .tokens
                .get(token + 1)
                .is_some_and(|t| t.word && t.capital)
            && body_at(&page.tokens, token + 1) > 0
            && page.tokens.get(token + 1).is_some_and(|t| t.key == "ban");
        if !joint {
            break;
        }
        token += 1;
    }
    let end = end?;
    let rest = &page.text[end..];
    let bare = rest.trim_start();
    let word = bare.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '('));
    let told = word.starts_with(['K', 'k', 'Đ']) || word.starts_with("lần");
    let term = if told { TERM.find(bare) } else { None };
    Some(term.map_or(end, |m| end + rest.len() - bare.len() + m.end()))
}

/// Where a subject ends: full stop, semicolon, quote end, or a word that
/// begins something else.
fn subject_end(text: &str, start: usize, limit: usize) -> usize {
    if start >= limit {
        return start.min(limit);
    }
    let area = &text[start..limit];
    let bytes = area.as_bytes();
    // No other whitespace is left in a normalised text.
    let ends = |i: usize| match bytes[i] {
        b';' | b':' | b'\n' => true,
        b'.' => matches!(bytes.get(i + 1), None | Some(b' ' | b'\n')),
        _ => false,
    };
    let mut stop = (0..bytes.len()).find(|i| ends(*i)).unwrap_or(bytes.len());
    if let Some(end) = stop_within(&area[..stop]) {
        stop = end;
    }
    if let Some(end) = due_within(&area[..stop]) {
        stop = end;
    }
    start + area[..stop].trim_end_matches([',', ' ', '.', '/']).len()
}

/// Without quotes around the whole subject; quotes inside it stay.
fn unquoted(words: &str) -> &str {
    if let Some(inner) = words.strip_prefix('“') {
        return inner.strip_suffix('”').unwrap_or(inner);
    }
    if words.contains('“') {
        words
    } else {
        words.trim_end_matches('”')
    }
}

/// Start of "và Nghị quyết số" before the next number at `next`.
fn before_type(text: &str, from: usize, next: usize) -> usize {
    if from >= next {
        return next;
    }
    // "về tiếp tục thực hiện Nghị quyết số 29-NQ/TW": the number is in the subject.
    match type_lead(&text[from..next]) {
        Some(lead) => from + lead,
        None => {
            let end = text[next..]
                .find([' ', ',', ';', '\n'])
                .map_or(text.len(), |i| next + i);
            end + rest_of_subject(text, end)
        }
    }
}

/// Where the words that lead to the number behind `area` begin: a comma or "và",
/// and behind it a type word or little else.
fn type_lead(area: &str) -> Option<usize> {
    const JOINTS: &[&str] = &["và", "cùng", "cũng như"];
    const VERBS: &[&str] = &["thực hiện ", "triển khai ", "các "];
    const TYPES: &[&str] = &[
        "Nghị quyết",
        "Chỉ thị",
        "Kết luận",
        "Quyết định",
        "Kế hoạch",
        "Chương trình",
        "Quy chế",
        "Quy định",
        "Thông tư",
        "Nghị định",
        "Hướng dẫn",
        "Đề án",
        "Luật",
    ];
    fn without<'a>(words: &'a str, list: &[&str]) -> Option<&'a str> {
        list.iter().find_map(|w| words.strip_prefix(w))
    }
    // Behind the last comma, or the comma itself.
    let last = area.rfind([',', ';']).unwrap_or(0);
    area.char_indices()
        .skip_while(|(at, _)| *at < last)
        .find(|(at, c)| {
            let behind = &area[at + c.len_utf8()..];
            let rest = match c {
                ',' | ';' => Some(behind),
                c if c.is_whitespace() => without(behind.trim_start(), JOINTS),
                _ => None,
            };
            rest.is_some_and(|rest| {
                let rest = rest.trim_start();
                let rest = without(rest, VERBS).unwrap_or(rest);
                let rest = without(rest, TYPES).unwrap_or(rest).trim_end();
                let rest = rest.strip_suffix("số").unwrap_or(rest);
                rest.chars().count() <= 40
            })
        })
        .map(|(at, _)| at)
}

/// A subject may go on behind a number inside it.
fn rest_of_subject(text: &str, from: usize) -> usize {
    let line = text[from..].find('\n').unwrap_or(text.len() - from);
    text[from..from + line]
        .find([';', ',', '.'])
        .unwrap_or(line)
}

fn floor(text: &str, most: usize) -> usize {
    let mut n = most.min(text.len());
    while !text.is_char_boundary(n) {
        n -= 1;
    }
    n
}
