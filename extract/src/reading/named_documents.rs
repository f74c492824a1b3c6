//! Individually named documents without a number: laws, programmes of
//! cooperation with their years, schemes in quotes, resolutions of a congress
//! or plenum. Not here: numbered ones (`documents`).

use super::Document;
use super::cues;
use super::documents::{Cited, readable, standard_type};
use super::laws::law;
use super::page::{Page, Part};
use super::plenums::{plenum, programme};
use super::tokens::Token;
use super::vocabulary::{Key, any_word};
use regex::Regex;
use std::sync::LazyLock;

/// Letters of Vietnamese; all letters of all scripts would make the expression
/// a hundred times as large.
const LETTERS: &str = "[A-Za-zÀ-ỹ]+";
const YEARS: &str = r"giai đoạn\s+[0-9]{4}\s*[-–]\s*[0-9]{4}";

/// The type words of all forms.
const TYPES: &[&str] = &[
    "Chương trình",
    "Quy chế",
    "Bộ luật",
    "Luật",
    "Đề án",
    "Dự án",
    "Chiến lược",
    "Kế hoạch",
    "Nghị quyết",
];

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
    r"^(?:Chương trình|Quy chế)\s+(?:(?:phối hợp|hành động|mục tiêu quốc gia|Sức khỏe)[^.;:“”]*?YEARS)"
);
form!(
    QUOTED,
    false,
    r#"^(?:Đề án|Dự án|Chiến lược|Kế hoạch|Chương trình)\s+(?:(?:“[^”]{6,200}”|"[^"]{6,200}")(?:\s+YEARS)?)"#
);
form!(
    SCHEME,
    false,
    r"^(?:Chiến lược|Đề án)\s+(?:(?:phát|Phát|quốc|về|xây|Xây|đổi|bảo|nâng|dân|chuyển|dạy|Dạy)[^.;:“”(]*?(?:đến năm\s+[0-9]{4}(?:,? (?:định hướng|tầm nhìn)(?: đến)?(?: năm)?\s+[0-9]{4})?|YEARS(?:,? định hướng(?: đến)?(?: năm)?\s+[0-9]{4})?))"
);
form!(
    CONGRESS,
    true,
    r"^Nghị quyết\s+(?:Đại hội (?:đại biểu |Đảng bộ |Đảng |lần thứ |toàn quốc |[IVX]+ ).{0,70}?(?:lần thứ\s+[IVXLC0-9]+|[IVX]+ của Đảng|nhiệm kỳ\s+[0-9]{4}\s*[-–]\s*[0-9]{4})(?:\s+của Đảng)?|Đại hội [IVX]+ của Đảng)"
);
form!(
    PLENUM,
    true,
    r"^Nghị quyết\s+(?:(?:Hội nghị )?(?:lần thứ )?(?:Trung ương|TW|T\.Ư)\s+(?:lần thứ )?[0-9]{1,2}(?:\s*,?\s*\(?\s*[Kk]h(?:óa|oá)\s+[IVX]+\)?)?)"
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
        let Some((form, naming)) = forms_of(&page.tokens, at)
            .into_iter()
            .flatten()
            .find_map(|way| Some((way, way.naming(words)?)))
        else {
            continue;
        };
        let Some((kind, name)) = kind_and_name(naming) else {
            continue;
        };
        let issuer = form.issuer();
        let span = from..from + naming.len();
        let repeats_title =
            form.is_plenum() && (part == Part::Title || cited.iter().any(|c| same_plenum(c, name)));
        let numbered = cited.iter().any(|c| {
            span.contains(&c.span.start) || form.is_plenum() && tells_number(page, span.end, c)
        });
        if name.len() > 260
            || repeats_title
            || numbered
            || in_subject(page, cited, &span, line.start)
        {
            continue;
        }
        let words = name.trim().to_owned();
        let known = extra.iter().any(|c| {
            let d = &c.document;
            d.subject
                .as_deref()
                .or(d.issuer.as_deref())
                .is_some_and(|s| {
                    // A programme is named with its stage once.
                    let staged = form.is_programme() && s.starts_with(&words);
                    staged || crate::text::same_words(s, &words)
                })
        });
        if known {
            continue;
        }
        let document = Document {
            kind: standard_type(kind),
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

/// "… khóa XI (Nghị quyết số 29-NQ/TW)": the number of the same resolution follows.
fn tells_number(page: &Page, end: usize, c: &Cited) -> bool {
    if !(end..=end + 30).contains(&c.span.start) {
        return false;
    }
    let words = page.str(&(end..c.span.start)).trim();
    let words = words.strip_prefix('(').unwrap_or(words).trim();
    matches!(words, "" | "số" | "Nghị quyết" | "Nghị quyết số")
}

/// A way of naming, by expression or by walking over the words.
#[derive(Clone, Copy)]
enum Way {
    Form(&'static LazyLock<Form>),
    Law,
    Plenum,
    Programme,
}

impl Way {
    /// Type word and name at the head of `words`.
    fn naming(self, words: &str) -> Option<&str> {
        match self {
            Self::Form(form) => Some(form.expression.find(words)?.as_str()),
            Self::Law => law(words),
            Self::Plenum => plenum(words),
            Self::Programme => programme(words),
        }
    }

    fn issuer(self) -> bool {
        self.is_plenum() || matches!(self, Self::Form(form) if form.issuer)
    }

    fn is_plenum(self) -> bool {
        match self {
            Self::Form(form) => std::ptr::eq(form, &PLENUM),
            way => matches!(way, Self::Plenum),
        }
    }

    fn is_programme(self) -> bool {
        matches!(self, Self::Programme)
    }
}

/// The type word and what stands behind it.
fn kind_and_name(naming: &str) -> Option<(&str, &str)> {
    // "NQTW 4", "CTMTQG giảm nghèo bền vững": the type is short.
    for (symbol, kind) in [("NQTW ", "Nghị quyết"), ("CTMTQG ", "Chương trình")] {
        if naming.starts_with(symbol) {
            return Some((kind, &naming[2..]));
        }
    }
    let kind = TYPES.iter().find(|t| naming.starts_with(**t))?;
    Some((kind, naming[kind.len()..].trim_start()))
}

/// The ways in which the words from `at` on may name a document; a look at two
/// of them sorts out nearly all.
fn forms_of(tokens: &[Token], at: usize) -> [Option<Way>; 2] {
    use Way::{Form, Law, Plenum, Programme};
    let key = |n: usize| tokens.get(at + n).map_or(Key::of(""), |t| t.key);
    let capital = |n: usize| tokens.get(at + n).is_some_and(|t| t.capital);
    let (first, second, third) = (key(0), key(1), key(2));
    let quoted = any_word!(third, "“" | "\"");
    let staged = any_word!(third, "phối" | "hành" | "mục" | "sức");
    if any_word!(first, "chương") && any_word!(second, "trình") && (quoted || staged) {
        let named = if quoted { Form(&QUOTED) } else { Programme };
        [Some(Form(&STAGED)), Some(named)]
    } else if any_word!(first, "ctmtqg") {
        [Some(Programme), None]
    } else if any_word!(first, "nqtw") {
        [Some(Plenum), None]
    } else if any_word!(first, "quy") && any_word!(second, "chế") && staged {
        [Some(Form(&STAGED)), None]
    } else if any_word!(first, "luật") && capital(1)
        || any_word!(first, "bộ") && any_word!(second, "luật") && capital(2)
    {
        [Some(Law), None]
    } else if any_word!(first, "đề") && any_word!(second, "án")
        || any_word!(first, "chiến") && any_word!(second, "lược")
    {
        let planned = any_word!(
            third,
            "phát" | "quốc" | "về" | "xây" | "đổi" | "bảo" | "nâng" | "dân" | "chuyển" | "dạy"
        );
        if quoted || planned {
            [Some(Form(&QUOTED)), Some(Form(&SCHEME))]
        } else {
            [None, None]
        }
    } else if (any_word!(first, "dự") && any_word!(second, "án")
        || any_word!(first, "kế") && any_word!(second, "hoạch"))
        && quoted
    {
        [Some(Form(&QUOTED)), None]
    } else if any_word!(first, "nghị") && any_word!(second, "quyết") && any_word!(third, "hội")
    {
        [Some(Form(&PLENUM)), Some(Plenum)]
    } else if any_word!(first, "nghị")
        && any_word!(second, "quyết")
        && any_word!(third, "đại" | "lần" | "trung" | "tw" | "t")
    {
        [Some(Form(&CONGRESS)), Some(Form(&PLENUM))]
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
