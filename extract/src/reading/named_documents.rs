//! Individually named documents without a number: laws, programmes of
//! cooperation with their years, schemes in quotes, resolutions of a congress
//! or plenum. Not here: numbered ones (`documents`).

use super::Document;
use super::cues;
use super::documents::{Cited, readable, standard_type};
use super::page::{Page, Part};
use super::tokens::Token;
use super::vocabulary::{Key, any_word};
use regex::Regex;
use std::sync::LazyLock;

/// Letters of Vietnamese; all letters of all scripts would make the expression
/// a hundred times as large.
const LETTERS: &str = "[A-Za-zÀ-ỹ]+";
const YEARS: &str = r"giai đoạn\s+[0-9]{4}\s*[-–]\s*[0-9]{4}";

/// A way of naming a document: type word and name, or the body that issued it.
struct Form {
    expression: Regex,
    /// The name is that of the issuer ("Nghị quyết Đại hội XIII").
    issuer: bool,
}

impl Form {
    fn new(expression: &str, issuer: bool) -> Self {
        let text = expression.replace("YEARS", YEARS).replace("L+", LETTERS);
        let expression = Regex::new(&text).expect("valid expression");
        Self { expression, issuer }
    }
}

macro_rules! form {
    ($name:ident, $issuer:literal, $text:expr) => {
        static $name: LazyLock<Form> = LazyLock::new(|| Form::new($text, $issuer));
    };
}

form!(
    STAGED,
    false,
    r"^(?P<t>Chương trình|Quy chế)\s+(?P<s>(?:phối hợp|hành động|mục tiêu quốc gia|Sức khỏe)[^.;:“”]*?YEARS)"
);
form!(
    LAW,
    false,
    r"^(?P<t>Bộ luật|Luật)\s+(?P<s>(?:(?:Phòng, chống|Thi đua,|Thực hành tiết kiệm, chống|Xuất cảnh, nhập cảnh,) )?L+(?:(?:,? | và | - )L+){0,8}?(?:\s+(?:\(sửa đổi\)|năm\s+[0-9]{4}|[12][0-9]{3}|\(sửa đổi, bổ sung\))|))(?:[,.;:]| và | của | được | đã | gắn | với | do | có | là | quy | cho | trên | tại | trong | ở | để | theo | cũng | sửa đổi|$)"
);
form!(
    QUOTED,
    false,
    r#"^(?P<t>Đề án|Dự án|Chiến lược|Kế hoạch|Chương trình)\s+(?P<s>(?:“[^”]{6,200}”|"[^"]{6,200}")(?:\s+YEARS)?)"#
);
form!(
    SCHEME,
    false,
    r"^(?P<t>Chiến lược|Đề án)\s+(?P<s>(?:phát|Phát|quốc|về|xây|Xây|đổi|bảo|nâng|dân|chuyển|dạy|Dạy)[^.;:“”(]*?(?:đến năm\s+[0-9]{4}(?:,? (?:định hướng|tầm nhìn)(?: đến)?(?: năm)?\s+[0-9]{4})?|YEARS(?:,? định hướng(?: đến)?(?: năm)?\s+[0-9]{4})?))"
);
form!(
    CONGRESS,
    true,
    r"^(?P<t>Nghị quyết)\s+(?P<s>Đại hội (?:đại biểu |Đảng bộ |Đảng |lần thứ |toàn quốc |[IVX]+ ).{0,70}?(?:lần thứ\s+[IVXLC0-9]+|[IVX]+ của Đảng|nhiệm kỳ\s+[0-9]{4}\s*[-–]\s*[0-9]{4})(?:\s+của Đảng)?|Đại hội [IVX]+ của Đảng)"
);
form!(
    PLENUM,
    true,
    r"^(?P<t>Nghị quyết)\s+(?P<s>(?:Hội nghị )?(?:lần thứ )?(?:Trung ương|TW|T\.Ư)\s+(?:lần thứ )?[0-9]{1,2}(?:\s*,?\s*\(?\s*[Kk]h(?:óa|oá)\s+[IVX]+\)?)?)"
);

/// Adds those named outside another document's title.
pub(super) fn named(page: &Page, cited: &mut Vec<Cited>) {
    let mut extra: Vec<Cited> = Vec::new();
    for (at, token) in page
        .telling()
        .filter(|(_, t)| t.capital && t.cues & cues::NAMED != 0)
    {
        let part = page.lines[token.line as usize].part;
        let line = &page.lines[token.line as usize].span;
        if !readable(part) {
            continue;
        }
        let from = token.span.start;
        let words = &page.text[from..line.end.min(limit(page, from))];
        let Some((form, caps)) = forms_of(&page.tokens, at)
            .into_iter()
            .flatten()
            .find_map(|form| Some((form, form.expression.captures(words)?)))
        else {
            continue;
        };
        let (Some(kind), Some(name)) = (caps.name("t"), caps.name("s")) else {
            continue;
        };
        let issuer = form.issuer;
        let span = from..from + name.end();
        let repeats_title = std::ptr::eq(form, &PLENUM)
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

/// The ways in which the words from `at` on may name a document; a look at two
/// of them sorts out nearly all.
fn forms_of(tokens: &[Token], at: usize) -> [Option<&'static LazyLock<Form>>; 2] {
    let key = |n: usize| tokens.get(at + n).map_or(Key::of(""), |t| t.key);
    let capital = |n: usize| tokens.get(at + n).is_some_and(|t| t.capital);
    let (first, second, third) = (key(0), key(1), key(2));
    let quoted = any_word!(third, "“" | "\"");
    let staged = any_word!(third, "phối" | "hành" | "mục" | "sức");
    if first == "chương" && second == "trình" && (quoted || staged) {
        [Some(&STAGED), Some(&QUOTED)]
    } else if first == "quy" && second == "chế" && staged {
        [Some(&STAGED), None]
    } else if first == "luật" && capital(1) || first == "bộ" && second == "luật" && capital(2)
    {
        [Some(&LAW), None]
    } else if first == "đề" && second == "án" || first == "chiến" && second == "lược" {
        let planned = any_word!(
            third,
            "phát" | "quốc" | "về" | "xây" | "đổi" | "bảo" | "nâng" | "dân" | "chuyển" | "dạy"
        );
        if quoted || planned {
            [Some(&QUOTED), Some(&SCHEME)]
        } else {
            [None, None]
        }
    } else if (first == "dự" && second == "án" || first == "kế" && second == "hoạch") && quoted
    {
        [Some(&QUOTED), None]
    } else if first == "nghị"
        && second == "quyết"
        && any_word!(third, "đại" | "hội" | "lần" | "trung" | "tw" | "t")
    {
        [Some(&CONGRESS), Some(&PLENUM)]
    } else {
        [None, None]
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
