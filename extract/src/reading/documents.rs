//! Documents that the text names: numbered ones with their date, issuer and
//! subject, bare numbers behind a type word, and individually named ones
//! without a number. An official paper names itself first.

use super::Document;
use super::own_paper;
use super::page::{Page, Part};
use super::subject;
use crate::number::{DocNumber, find_numbers, find_short_numbers, type_name};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// A naming with its place; `key` groups spellings of the same number.
#[derive(Debug, Clone)]
pub(super) struct Cited {
    pub document: Document,
    pub span: Range<usize>,
    pub key: Option<String>,
    pub parsed: Option<DocNumber>,
}

static TYPE_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?P<t>nghị quyết liên tịch|nghị quyết|chỉ thị|kế?t? luận|kết luận|quyết định|quy định|quy chế|hướng dẫn|kế hoạch|chương trình hành động|chương trình phối hợp|chương trình|báo cáo|thông báo kết luận|thông báo|tờ trình|công văn|nghị định|thông tư liên tịch|thông tư|pháp lệnh|bộ luật|luật|đề án|thông tri|công điện)\s*(?:này\s*)?(?:\([^)]*\)\s*)?(?:của [\p{L} ]{3,60}?\s+)?(?:số)?\s*:?\s*$")
        .expect("valid expression")
});
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?P<t>Chương trình|Quy chế)\s+(?P<s>(?:phối hợp|hành động)[^.;:“”]*?giai đoạn\s+[0-9]{4}\s*[-–]\s*[0-9]{4})",
        r"|(?P<t2>Bộ luật|Luật)\s+(?P<s2>\p{Lu}[\p{L}]*(?:(?:,? | và | - )\p{L}+){0,8}?(?:\s+(?:\(sửa đổi\)|năm\s+[0-9]{4}|\(sửa đổi, bổ sung\))|))(?P<e>[,.;:\n]| và | của | được | đã | gắn | với | do | có | là | quy | cho | trên | tại | trong | ở | để |$)",
        r"|(?P<t3>Đề án|Dự án|Chiến lược|Kế hoạch|Chương trình)\s+(?P<s3>“[^”]{6,200}”(?:\s+giai đoạn\s+[0-9]{4}\s*[-–]\s*[0-9]{4})?)",
        r"|(?P<t4>Chiến lược|Đề án)\s+(?P<s4>(?:phát|Phát|quốc|về|xây|đổi|bảo|nâng|dân|chuyển)[^.;:“”(]*?(?:đến năm\s+[0-9]{4}(?:,? (?:định hướng|tầm nhìn)(?: đến)?(?: năm)?\s+[0-9]{4})?|giai đoạn\s+[0-9]{4}\s*[-–]\s*[0-9]{4}(?:,? định hướng(?: đến)?(?: năm)?\s+[0-9]{4})?))",
    ))
    .expect("valid expression")
});

/// Every naming in order, repeated ones included.
pub(super) fn namings(page: &Page) -> Vec<Cited> {
    let mut cited: Vec<Cited> = Vec::new();
    if page.official
        && let Some(own) = own_paper::read(page)
    {
        cited.push(own);
    }
    let numbers: Vec<(Range<usize>, Option<DocNumber>, String)> = {
        let mut all: Vec<_> = find_numbers(&page.text)
            .into_iter()
            .map(|(r, d)| (r, Some(d.clone()), d.raw))
            .collect();
        all.extend(
            find_short_numbers(&page.text)
                .into_iter()
                .map(|(r, n)| (r, None, n)),
        );
        all.sort_by_key(|(r, _, _)| r.start);
        all.retain(|(r, _, _)| readable(page.part_at(r.start)));
        all
    };
    for (i, (span, parsed, raw)) in numbers.iter().enumerate() {
        let line = line_of(page, span.start);
        let before = &page.text[line.start..span.start];
        let previous = i
            .checked_sub(1)
            .map(|p| &numbers[p])
            .filter(|p| p.0.start >= line.start);
        let word = TYPE_BEFORE.captures(before).map(|c| standard_type(&c["t"]));
        let from_list = previous.is_some_and(|p| joined(&page.text[p.0.end..span.start]));
        let by_symbol = parsed
            .as_ref()
            .and_then(|p| p.doc_type.as_deref())
            .and_then(type_name)
            .map(str::to_owned);
        let law = parsed
            .as_ref()
            .is_some_and(|p| p.doc_type.is_none() && p.year.is_some());
        let kind = match (word, by_symbol) {
            (Some(w), _) => w,
            (None, Some(s)) => s,
            (None, None) if from_list => cited
                .last()
                .map_or_else(|| "Công văn".into(), |c| c.document.kind.clone()),
            (None, None) if law => "Luật".into(),
            (None, None) => "Công văn".into(),
        };
        let next = numbers
            .get(i + 1)
            .map(|n| n.0.start)
            .filter(|n| *n <= line.end);
        let around = subject::behind(page, span.end, line.end, next);
        cited.push(Cited {
            document: Document {
                kind,
                number: Some(raw.clone()),
                date: around.date,
                issuer: around.issuer,
                subject: around.subject,
            },
            span: span.clone(),
            key: Some(
                parsed
                    .as_ref()
                    .map_or_else(|| format!("?{raw}"), DocNumber::key),
            ),
            parsed: parsed.clone(),
        });
        if from_list {
            share_back(&mut cited, page);
        }
    }
    named(page, &mut cited);
    cited.sort_by_key(|c| c.span.start);
    cited
}

/// "57-NQ/TW, 71-NQ/TW và 72-NQ/TW của Bộ Chính trị": the issuer and a date
/// that stand behind the last belong to all of the list.
fn share_back(cited: &mut [Cited], page: &Page) {
    let Some((last, rest)) = cited.split_last_mut() else {
        return;
    };
    let mut right = last.span.start;
    for c in rest.iter_mut().rev() {
        if c.span.end > right || !bare_join(&page.text[c.span.end..right]) {
            break;
        }
        if c.document.issuer.is_none() {
            c.document.issuer.clone_from(&last.document.issuer);
        }
        right = c.span.start;
    }
}

fn bare_join(between: &str) -> bool {
    let t = between
        .trim()
        .trim_end_matches("số")
        .trim()
        .trim_end_matches("Nghị quyết")
        .trim_end_matches("Kết luận")
        .trim_end_matches("Chỉ thị")
        .trim();
    matches!(t, "," | "và" | ", và" | ";")
}

fn joined(between: &str) -> bool {
    let t = between.trim().trim_end_matches("số").trim();
    matches!(t, "," | "và" | ", và" | ";")
}

fn readable(part: Part) -> bool {
    matches!(
        part,
        Part::Body | Part::Heading | Part::Title | Part::Caption
    )
}

fn line_of(page: &Page, at: usize) -> Range<usize> {
    let start = page.text[..at].rfind('\n').map_or(0, |i| i + 1);
    let end = page.text[at..]
        .find('\n')
        .map_or(page.text.len(), |i| at + i);
    start..end
}

/// The standard name of a type word, misspellings put right.
pub(super) fn standard_type(word: &str) -> String {
    let low = word.to_lowercase();
    let low = if low.starts_with('k') && low.ends_with("luận") && !low.contains("thông báo") {
        "kết luận".into()
    } else {
        low
    };
    let mut chars = low.chars();
    chars
        .next()
        .map(|c| c.to_uppercase().collect::<String>() + chars.as_str())
        .unwrap_or_default()
}

/// Individually named documents without a number, outside another's title.
fn named(page: &Page, cited: &mut Vec<Cited>) {
    let mut extra: Vec<Cited> = Vec::new();
    for caps in NAMED.captures_iter(&page.text) {
        let pick = |a: &[&str]| a.iter().find_map(|n| caps.name(n));
        let (Some(kind), Some(name)) = (
            pick(&["t", "t2", "t3", "t4"]),
            pick(&["s", "s2", "s3", "s4"]),
        ) else {
            continue;
        };
        let span = kind.start()..name.end();
        if !readable(page.part_at(span.start)) || name.as_str().len() > 260 {
            continue;
        }
        let line = line_of(page, span.start);
        if line.end < span.end {
            continue;
        }
        // Inside the subject of a numbered document it is only part of a title.
        let in_title = cited.iter().any(|c| {
            c.document.number.is_some()
                && c.span.end <= span.start
                && c.span.start >= line.start
                && c.document.subject.as_ref().is_some_and(|s| {
                    page.text[c.span.end..].find(s.as_str()).is_some_and(|i| {
                        let from = c.span.end + i;
                        from <= span.start && span.end <= from + s.len() + 1
                    })
                })
        });
        let numbered = cited.iter().any(|c| span.contains(&c.span.start));
        if in_title || numbered {
            continue;
        }
        let subject = name.as_str().trim().to_owned();
        let known = extra.iter().any(|c| {
            c.document
                .subject
                .as_deref()
                .is_some_and(|s| crate::text::same_words(s, &subject))
        });
        if known {
            continue;
        }
        let document = Document {
            kind: standard_type(kind.as_str()),
            number: None,
            date: None,
            issuer: None,
            subject: Some(subject),
        };
        extra.push(Cited {
            document,
            span,
            key: None,
            parsed: None,
        });
    }
    cited.extend(extra);
}

/// Each document once; later namings fill what the first left open.
pub(super) fn list(cited: &[Cited]) -> Vec<(Document, Range<usize>)> {
    let mut out: Vec<(Option<String>, Document, Range<usize>)> = Vec::new();
    for c in cited {
        let same = c.key.as_ref().and_then(|k| {
            out.iter_mut().find(|(key, d, _)| {
                key.as_ref() == Some(k)
                    && (d.date.is_none() || c.document.date.is_none() || d.date == c.document.date)
                    || (k.starts_with('?') || key.as_ref().is_some_and(|x| x.starts_with('?')))
                        && short_of(d, &c.document)
            })
        });
        match same {
            Some((key, d, _)) => {
                if key.as_ref().is_some_and(|x| x.starts_with('?'))
                    && c.key.as_ref().is_some_and(|k| !k.starts_with('?'))
                {
                    key.clone_from(&c.key);
                    d.number.clone_from(&c.document.number);
                }
                d.date = d.date.or(c.document.date);
                if d.issuer.is_none() {
                    d.issuer.clone_from(&c.document.issuer);
                }
                if d.subject.is_none() {
                    d.subject.clone_from(&c.document.subject);
                }
            }
            None => out.push((c.key.clone(), c.document.clone(), c.span.clone())),
        }
    }
    out.into_iter().map(|(_, d, s)| (d, s)).collect()
}

/// "Nghị quyết 29" after "Nghị quyết số 29-NQ/TW" is its short form.
fn short_of(a: &Document, b: &Document) -> bool {
    let digits = |d: &Document| {
        let n: String = d
            .number
            .as_deref()
            .unwrap_or("")
            .chars()
            .take_while(char::is_ascii_digit)
            .collect();
        n.trim_start_matches('0').to_owned()
    };
    a.kind == b.kind && !digits(a).is_empty() && digits(a) == digits(b)
}
