//! Interim and final reviews of carrying out a document: "tổng kết 10 năm thực
//! hiện Chỉ thị số 42-CT/TW", with the years and the number.

use super::Review;
use super::documents::Cited;
use super::page::{Page, Part};
use super::review_heads::all_heads;
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
            let mid_term = head.mid_term && !known;
            if staged || mid_term || (years.is_some() && !known) {
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
pub(super) fn names_document(words: &str) -> bool {
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
pub(super) fn rest_end(page: &Page, from: usize) -> usize {
    let rest = &page.text[from..];
    let clause = rest
        .bytes()
        .position(|b| matches!(b, b'.' | b';' | b':' | b'\n'))
        .unwrap_or(rest.len());
    let far = rest[..clause].char_indices().nth(160);
    from + far.map_or(clause, |(at, _)| at)
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
