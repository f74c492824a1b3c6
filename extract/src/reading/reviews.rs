//! Interim and final reviews of carrying out a document: "tổng kết 10 năm thực
//! hiện Chỉ thị số 42-CT/TW", with the years and the number.

use super::documents::Cited;
use super::page::{Page, Part};
use super::{EventKind, Review};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

static REVIEW: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?P<k>sơ kết|tổng kết)(?:,? (?:đánh giá|tình hình))?(?:\s+(?P<n>[0-9]{1,2}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười lăm|mười|hai mươi)\s+năm)?\s*(?P<v>(?:việc |kết quả )?(?:triển khai,? )?(?:thực hiện|triển khai|thi hành))?\s*")
        .expect("valid expression")
});
static NAMED_DOC: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:các )?(?:Nghị quyết|Chỉ thị|Kết luận|Quyết định|Chương trình|Đề án|Kế hoạch|Quy chế|Chiến lược|Luật|Quy định|Nghị định|Thông tư|Pháp lệnh)(?: |$|,)").expect("valid expression")
});

pub(super) fn read(page: &Page, cited: &[Cited]) -> Vec<(Review, Range<usize>)> {
    let mut found: Vec<(Review, Range<usize>)> = Vec::new();
    for (from, caps) in places(page) {
        let Some(head) = caps.get(0) else { continue };
        let rest = from + head.end()..rest_end(page, from + head.end());
        let whole = from..rest.end;
        if !matches!(
            page.part_at(whole.start),
            Part::Body | Part::Heading | Part::Title | Part::Caption
        ) {
            continue;
        }
        let kind = if caps["k"].to_lowercase().starts_with('s') {
            EventKind::SoKet
        } else {
            EventKind::TongKet
        };
        let years = caps.name("n").and_then(|n| number_word(n.as_str()));
        let carried = caps.name("v").is_some();
        let named = NAMED_DOC.is_match(page.str(&rest));
        // "tổng kết 5 năm" alone may count a body's age, "sơ kết Nghị quyết" names a document.
        let counted = years.is_some() && carried;
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

/// End of the clause behind byte `from`, at most 160 characters away.
fn rest_end(page: &Page, from: usize) -> usize {
    page.text[from..]
        .char_indices()
        .enumerate()
        .find(|(n, (_, c))| *n == 160 || matches!(c, '.' | ';' | ':' | '\n'))
        .map_or(page.text.len(), |(_, (i, _))| from + i)
}

/// Where "sơ kết" or "tổng kết" stands, with what follows on the line.
fn places(page: &Page) -> impl Iterator<Item = (usize, regex::Captures<'_>)> {
    page.telling().filter_map(|(at, token)| {
        if token.cues & super::cues::REVIEW == 0 || at == 0 {
            return None;
        }
        let pair = &page.tokens[at - 1..=at];
        let kind = pair[1].key == "kết" && (pair[0].key == "sơ" || pair[0].key == "tổng");
        if !kind {
            return None;
        }
        let from = pair[0].span.start;
        let line = page.lines.get(pair[0].line as usize)?;
        let line = page.str(&(from..line.span.end));
        // More than it ever matches.
        let most = line
            .char_indices()
            .nth(120)
            .map_or(line.len(), |(at, _)| at);
        REVIEW.captures(&line[..most]).map(|c| (from, c))
    })
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

fn number_word(word: &str) -> Option<u8> {
    let low = word.to_lowercase();
    low.parse().ok().or(match low.as_str() {
        "một" => Some(1),
        "hai" => Some(2),
        "ba" => Some(3),
        "bốn" => Some(4),
        "năm" => Some(5),
        "sáu" => Some(6),
        "bảy" => Some(7),
        "tám" => Some(8),
        "chín" => Some(9),
        "mười" => Some(10),
        "mười lăm" => Some(15),
        "hai mươi" => Some(20),
        _ => None,
    })
}
