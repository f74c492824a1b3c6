//! Interim and final reviews of carrying out a document: "tổng kết 10 năm thực
//! hiện Chỉ thị số 42-CT/TW", with the years and the number.

use super::documents::Cited;
use super::page::{Page, Part};
use super::tokens::{Token, key_at};
use super::vocabulary::{Key, any_word};
use super::{EventKind, Review};
use std::ops::Range;

/// Type words of documents that are reviewed.
const TYPES: &[&str] = &[
    "Nghị quyết",
    "Chỉ thị",
    "Kết luận",
    "Quyết định",
    "Chương trình",
    "Đề án",
    "Kế hoạch",
    "Quy chế",
    "Chiến lược",
    "Luật",
    "Quy định",
    "Nghị định",
    "Thông tư",
    "Pháp lệnh",
];

pub(super) fn read(page: &Page, cited: &[Cited]) -> Vec<(Review, Range<usize>)> {
    let mut found: Vec<(Review, Range<usize>)> = Vec::new();
    let heads = all_heads(page);
    for (at, head) in heads.iter().enumerate() {
        // What another review is of belongs to that one.
        let next = heads.get(at + 1).map(|next| next.start);
        let end = rest_end(page, head.end);
        let end = next.map_or(end, |next| end.min(next.max(head.end)));
        let rest = head.end..end;
        let whole = head.start..rest.end;
        if !matches!(
            page.part_at(whole.start),
            Part::Body | Part::Heading | Part::Title | Part::Caption
        ) {
            continue;
        }
        let (kind, years) = (head.kind, head.years);
        let named = names_document(page.str(&rest));
        // "tổng kết 5 năm" alone may count a body's age, "sơ kết Nghị quyết" names a document.
        let counted = years.is_some() && head.carried;
        if !named && !counted {
            continue;
        }
        let numbers: Vec<&Cited> = cited
            .iter()
            .filter(|c| {
                c.document.number.is_some() && rest.start <= c.span.start && c.span.end <= rest.end
            })
            .collect();
        let chosen = leading(page, rest.start, &numbers);
        if chosen.is_empty() {
            let known = found
                .iter()
                .any(|(r, _)| r.kind == kind && r.years == years);
            let staged = years.is_none() && named && page.str(&rest).contains("giai đoạn");
            if staged || (years.is_some() && !known) {
                let review = Review {
                    kind,
                    years,
                    document_number: None,
                };
                found.push((review, whole.clone()));
            }
            continue;
        }
        for c in chosen {
            let same = |r: &Review| {
                r.kind == kind
                    && r.document_number
                        .as_deref()
                        .is_some_and(|n| same_number(n, c))
            };
            match found.iter_mut().find(|(r, _)| same(r)) {
                Some((r, _)) => {
                    r.years = r.years.or(years);
                    let longer = c.document.number.as_ref().is_some_and(|n| {
                        n.len() > r.document_number.as_ref().map_or(0, String::len) + 2
                    });
                    if longer {
                        r.document_number.clone_from(&c.document.number);
                    }
                }
                None => found.push((
                    Review {
                        kind,
                        years,
                        document_number: c.document.number.clone(),
                    },
                    whole.start..c.span.end,
                )),
            }
        }
    }
    // The title may call by its plenum what the text calls by its number.
    let numbered: Vec<Review> = found
        .iter()
        .map(|(r, _)| r.clone())
        .filter(|r| r.document_number.is_some())
        .collect();
    found.retain(|(r, _)| {
        r.document_number.is_some()
            || !numbered
                .iter()
                .any(|n| n.kind == r.kind && n.years == r.years)
    });
    found
}

/// A type word stands first, perhaps behind "các".
fn names_document(words: &str) -> bool {
    let first = words.strip_prefix("các ").unwrap_or(words);
    TYPES.iter().any(|word| {
        first
            .strip_prefix(word)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ',']))
    }) || SYMBOLS.iter().any(|symbol| {
        // "tổng kết 15 năm CT 42"
        first.strip_prefix(symbol).is_some_and(|rest| {
            let digits = rest.strip_prefix(' ').unwrap_or(rest);
            digits.starts_with(|c: char| c.is_ascii_digit())
        })
    })
}

/// Symbols that stand for a type word before a bare number.
const SYMBOLS: &[&str] = &["NQ", "CT", "KL", "NĐ", "QĐ"];

/// End of the clause behind byte `from`, at most 160 characters away.
fn rest_end(page: &Page, from: usize) -> usize {
    let rest = &page.text[from..];
    let clause = rest
        .bytes()
        .position(|b| matches!(b, b'.' | b';' | b':' | b'\n'))
        .unwrap_or(rest.len());
    let far = rest[..clause].char_indices().nth(160);
    from + far.map_or(clause, |(at, _)| at)
}

/// "Tổng kết 10 năm thực hiện" and the like, before what was carried out.
struct Head {
    kind: EventKind,
    years: Option<u8>,
    /// It says that something was carried out.
    carried: bool,
    start: usize,
    /// Where the words behind it begin.
    end: usize,
}

/// Where "sơ kết" or "tổng kết" stands, with what follows on the line.
fn heads(page: &Page) -> impl Iterator<Item = Head> {
    page.telling().filter_map(|(at, token)| {
        let before = &page.tokens[at.checked_sub(1)?];
        let kind = if token.key != "kết" {
            return None;
        } else if any_word!(before.key, "sơ") {
            EventKind::SoKet
        } else if any_word!(before.key, "tổng") {
            EventKind::TongKet
        } else {
            return None;
        };
        let line = page.lines.get(before.line as usize)?;
        let tokens = &page.tokens[..line.tokens.end.max(at + 1)];
        Some(head(page, tokens, at, kind))
    })
}

/// The same with the further counts of a sentence: "… và 03 năm thực hiện …".
fn all_heads(page: &Page) -> Vec<Head> {
    let mut all: Vec<Head> = Vec::new();
    let mut told = heads(page).peekable();
    while let Some(first) = told.next() {
        let clause = rest_end(page, first.end);
        let end = told.peek().map_or(clause, |next| clause.min(next.start));
        let (from, kind) = (page.token_from(first.end), first.kind);
        let counts = first.years.is_some();
        all.push(first);
        if counts {
            let joints = from..page.token_from(end);
            all.extend(joints.filter_map(|at| counted_again(page, at, clause, kind)));
        }
    }
    all
}

/// Years of a further document that the "và" or comma at token `at` joins.
fn counted_again(page: &Page, at: usize, end: usize, kind: EventKind) -> Option<Head> {
    let line = page.lines.get(page.tokens.get(at)?.line as usize)?;
    let tokens = &page.tokens[..line.tokens.end.max(at + 1)];
    if !any_word!(key_at(tokens, at), "và" | ",") {
        return None;
    }
    let next = at + 1 + usize::from(any_word!(key_at(tokens, at + 1), "và"));
    let (years, length) = number_at(page, tokens, next)?;
    if !any_word!(key_at(tokens, next + length), "năm") {
        return None;
    }
    let (behind, carried) = carried_out(tokens, next + length + 1);
    let from = page.tokens[behind - 1].span.end;
    let from = from + usize::from(page.text[from..].starts_with(' '));
    let named = from <= end && names_document(&page.text[from..end]);
    (carried || named).then_some(Head {
        kind,
        years: Some(years),
        carried,
        start: tokens[next].span.start,
        end: from,
    })
}

/// Reads on behind token `at`, the "kết" of `kind`.
fn head(page: &Page, tokens: &[Token], at: usize, kind: EventKind) -> Head {
    let two = |at: usize, first: Key, second: Key| {
        key_at(tokens, at) == first && key_at(tokens, at + 1) == second
    };
    let mut next = at + 1;
    // "tổng kết, đánh giá 5 năm"
    let comma = usize::from(any_word!(key_at(tokens, next), ","));
    if two(next + comma, Key::of("đánh"), Key::of("giá"))
        || two(next + comma, Key::of("tình"), Key::of("hình"))
    {
        next += comma + 2;
    }
    let mut years = None;
    if let Some((number, length)) = number_at(page, tokens, next)
        && any_word!(key_at(tokens, next + length), "năm")
    {
        years = Some(number);
        next += length + 1;
    }
    let (next, carried) = carried_out(tokens, next);
    let end = tokens[next - 1].span.end;
    Head {
        kind,
        years,
        carried,
        start: page.tokens[at - 1].span.start,
        end: end + usize::from(page.text[end..].starts_with(' ')),
    }
}

/// The token behind "việc triển khai, thực hiện", "kết quả thi hành" at `next`, and
/// whether such words stand there; `next` itself when none do.
fn carried_out(tokens: &[Token], next: usize) -> (usize, bool) {
    let two = |at: usize, first: Key, second: Key| {
        key_at(tokens, at) == first && key_at(tokens, at + 1) == second
    };
    let mut verb = next;
    if any_word!(key_at(tokens, verb), "việc") {
        verb += 1;
    } else if two(verb, Key::of("kết"), Key::of("quả")) {
        verb += 2;
    }
    let carries = |at: usize| {
        two(at, Key::of("thực"), Key::of("hiện"))
            || two(at, Key::of("triển"), Key::of("khai"))
            || two(at, Key::of("thi"), Key::of("hành"))
    };
    if !carries(verb) {
        return (next, false);
    }
    let behind = verb + 2;
    let comma = usize::from(any_word!(key_at(tokens, behind), ","));
    if two(verb, Key::of("triển"), Key::of("khai")) && carries(behind + comma) {
        return (behind + comma + 2, true);
    }
    (behind, true)
}

/// The first number and those joined to it as a list ("… và Nghị quyết …").
fn leading<'a>(page: &Page, from: usize, numbers: &[&'a Cited]) -> Vec<&'a Cited> {
    let mut chosen: Vec<&Cited> = Vec::new();
    for c in numbers {
        match chosen.last() {
            None => {
                let gap = page.text[from..c.span.start].split_whitespace().count();
                if gap > 8 {
                    break;
                }
                chosen.push(c);
            }
            Some(last) => {
                let between = &page.text[last.span.end..c.span.start];
                let list = between.contains(" và ") || between.trim_start().starts_with(',');
                let verb = between.contains("thực hiện") || between.contains("triển khai");
                if !list || verb {
                    break;
                }
                chosen.push(c);
            }
        }
    }
    chosen
}

/// The same number, or one the short form of the other ("29" of "29-NQ/TW").
fn same_number(number: &str, c: &Cited) -> bool {
    let key = |n: &str| crate::number::parse_number(n).map_or_else(|| n.to_owned(), |d| d.key());
    let short = |n: &str| n.chars().all(|c| c.is_ascii_digit());
    let digits = |n: &str| {
        n.trim_start_matches('0')
            .chars()
            .take_while(char::is_ascii_digit)
            .collect::<String>()
    };
    c.document.number.as_deref().is_some_and(|n| {
        key(n) == key(number) || ((short(n) || short(number)) && digits(n) == digits(number))
    })
}

/// The number of years at token `at`, up to two digits or words, and its tokens.
fn number_at(page: &Page, tokens: &[Token], at: usize) -> Option<(u8, usize)> {
    let token = tokens.get(at)?;
    if token.number {
        let digits = page.str(&token.span);
        return (digits.len() <= 2)
            .then(|| digits.parse().ok())?
            .map(|n| (n, 1));
    }
    let second = key_at(tokens, at + 1);
    Some(match token.key.as_str() {
        "mười" if second == "lăm" => (15, 2),
        "hai" if second == "mươi" => (20, 2),
        "một" => (1, 1),
        "hai" => (2, 1),
        "ba" => (3, 1),
        "bốn" => (4, 1),
        "năm" => (5, 1),
        "sáu" => (6, 1),
        "bảy" => (7, 1),
        "tám" => (8, 1),
        "chín" => (9, 1),
        "mười" => (10, 1),
        _ => return None,
    })
}
