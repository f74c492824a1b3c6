//! Individually named documents without a number: laws, programmes of
//! cooperation with their years, schemes in quotes, resolutions of a congress
//! or plenum. Not here: numbered ones (`documents`).

use super::Document;
use super::cues;
use super::documents::{Cited, readable, standard_type};
use super::page::{Page, Part};
use super::tokens::Token;
use regex::Regex;
use std::sync::LazyLock;

/// Letters of Vietnamese; all letters of all scripts would make the expression
/// a hundred times as large.
const LETTERS: &str = "[A-Za-zÀ-ỹ]+";
const YEARS: &str = r"giai đoạn\s+[0-9]{4}\s*[-–]\s*[0-9]{4}";

static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    let text = [
        r"^(?:(?P<t>Chương trình|Quy chế)\s+(?P<s>(?:phối hợp|hành động|mục tiêu quốc gia|Sức khỏe)[^.;:“”]*?YEARS)",
        r"|(?P<t2>Bộ luật|Luật)\s+(?P<s2>L+(?:(?:,? | và | - )L+){0,8}?(?:\s+(?:\(sửa đổi\)|năm\s+[0-9]{4}|[12][0-9]{3}|\(sửa đổi, bổ sung\))|))(?:[,.;:]| và | của | được | đã | gắn | với | do | có | là | quy | cho | trên | tại | trong | ở | để | theo | cũng |$)",
        r#"|(?P<t3>Đề án|Dự án|Chiến lược|Kế hoạch|Chương trình)\s+(?P<s3>(?:“[^”]{6,200}”|"[^"]{6,200}")(?:\s+YEARS)?)"#,
        r"|(?P<t4>Chiến lược|Đề án)\s+(?P<s4>(?:phát|Phát|quốc|về|xây|Xây|đổi|bảo|nâng|dân|chuyển|dạy|Dạy)[^.;:“”(]*?(?:đến năm\s+[0-9]{4}(?:,? (?:định hướng|tầm nhìn)(?: đến)?(?: năm)?\s+[0-9]{4})?|YEARS(?:,? định hướng(?: đến)?(?: năm)?\s+[0-9]{4})?))",
        r"|(?P<t5>Nghị quyết)\s+(?P<i5>Đại hội (?:đại biểu |Đảng bộ |Đảng |lần thứ |toàn quốc |[IVX]+ ).{0,70}?(?:lần thứ\s+[IVXLC0-9]+|[IVX]+ của Đảng|nhiệm kỳ\s+[0-9]{4}\s*[-–]\s*[0-9]{4})(?:\s+của Đảng)?|Đại hội [IVX]+ của Đảng)",
        r"|(?P<t6>Nghị quyết)\s+(?P<i6>(?:Hội nghị )?(?:lần thứ )?(?:Trung ương|TW|T\.Ư)\s+(?:lần thứ )?[0-9]{1,2}(?:\s*,?\s*\(?\s*[Kk]h(?:óa|oá)\s+[IVX]+\)?)?))",
    ]
    .concat()
    .replace("YEARS", YEARS)
    .replace("L+", LETTERS);
    Regex::new(&text).expect("valid expression")
});

/// Adds those named outside another document's title.
pub(super) fn named(page: &Page, cited: &mut Vec<Cited>) {
    let mut extra: Vec<Cited> = Vec::new();
    for token in page
        .tokens
        .iter()
        .enumerate()
        .filter(|(_, t)| t.capital && t.cues & cues::NAMED != 0)
        .filter(|(at, _)| goes_on(&page.tokens, *at))
        .map(|(_, t)| t)
    {
        let part = page.lines[token.line as usize].part;
        let line = &page.lines[token.line as usize].span;
        if !readable(part) {
            continue;
        }
        let from = token.span.start;
        let Some(caps) = NAMED.captures(&page.text[from..line.end.min(limit(page, from))]) else {
            continue;
        };
        let pick = |a: &[&str]| a.iter().find_map(|n| caps.name(n));
        let (Some(kind), Some(name)) = (
            pick(&["t", "t2", "t3", "t4", "t5", "t6"]),
            pick(&["s", "s2", "s3", "s4", "i5", "i6"]),
        ) else {
            continue;
        };
        let issuer = caps.name("i5").is_some() || caps.name("i6").is_some();
        let span = from..from + name.end();
        let repeats_title = caps.name("i6").is_some()
            && (part == Part::Title || cited.iter().any(|c| same_plenum(c, name.as_str())));
        let numbered = cited.iter().any(|c| span.contains(&c.span.start));
        if name.as_str().len() > 260
            || repeats_title
            || numbered
            || in_subject(page, cited, &span, line.start)
        {
            continue;
        }
        let words = name.as_str().trim().to_owned();
        let known = extra.iter().any(|c| {
            let d = &c.document;
            d.subject
                .as_deref()
                .or(d.issuer.as_deref())
                .is_some_and(|s| crate::text::same_words(s, &words))
        });
        if known {
            continue;
        }
        let document = Document {
            kind: standard_type(kind.as_str()),
            number: None,
            date: None,
            issuer: issuer.then(|| words.clone()),
            subject: (!issuer).then_some(words),
            ..Document::default()
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

/// What stands behind the first word may name a document; a look at two words
/// sorts out nearly all.
fn goes_on(tokens: &[Token], at: usize) -> bool {
    let key = |n: usize| tokens.get(at + n).map_or("", |t| t.key.as_str());
    let quoted = |n: usize| matches!(key(n), "“" | "\"");
    match (key(0), key(1)) {
        ("chương", "trình") => quoted(2) || matches!(key(2), "phối" | "hành" | "mục" | "sức"),
        ("quy", "chế") => matches!(key(2), "phối" | "hành" | "mục" | "sức"),
        ("luật", _) => tokens.get(at + 1).is_some_and(|t| t.capital),
        ("bộ", "luật") => tokens.get(at + 2).is_some_and(|t| t.capital),
        ("đề", "án") | ("chiến", "lược") => {
            quoted(2)
                || matches!(
                    key(2),
                    "phát"
                        | "quốc"
                        | "về"
                        | "xây"
                        | "đổi"
                        | "bảo"
                        | "nâng"
                        | "dân"
                        | "chuyển"
                        | "dạy"
                )
        }
        ("dự", "án") | ("kế", "hoạch") => quoted(2),
        ("nghị", "quyết") => matches!(key(2), "đại" | "hội" | "lần" | "trung" | "tw" | "t"),
        _ => false,
    }
}

/// The plenum of term XI when a numbered resolution of that term is named.
fn same_plenum(c: &Cited, name: &str) -> bool {
    let term = |s: &str| {
        s.rsplit(' ')
            .next()
            .map(|w| w.trim_matches(['(', ')']).to_owned())
    };
    c.document.number.is_some()
        && c.document.kind == "Nghị quyết"
        && c.document
            .issuer
            .as_deref()
            .is_some_and(|i| i.contains("Trung ương") && term(i).is_some() && term(i) == term(name))
}

/// Inside the subject of a numbered document it is only part of a title.
fn in_subject(page: &Page, cited: &[Cited], span: &std::ops::Range<usize>, line: usize) -> bool {
    cited.iter().any(|c| {
        c.document.number.is_some()
            && c.span.end <= span.start
            && c.span.start >= line
            && c.document.subject.as_ref().is_some_and(|s| {
                page.text[c.span.end..].find(s.as_str()).is_some_and(|i| {
                    let from = c.span.end + i;
                    from <= span.start && span.end <= from + s.len() + 1
                })
            })
    })
}

fn limit(page: &Page, from: usize) -> usize {
    let mut end = (from + 400).min(page.text.len());
    while !page.text.is_char_boundary(end) {
        end += 1;
    }
    end
}
