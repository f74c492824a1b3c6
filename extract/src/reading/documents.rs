//! Documents that the text names: numbered ones with their date, issuer and
//! subject, bare numbers behind a type word, and individually named ones
//! without a number. An official paper names itself first.

use super::Document;
use super::acts;
use super::congress::congress_of;
use super::lexicon::TYPES;
use super::named_documents::named;
use super::organisations::Mention;
use super::own_paper;
use super::page::{Page, Part};
use super::subject;
use crate::number::{
    DocNumber, joins_list, numbers_among, short_numbers, type_by_symbol, type_name,
};
use crate::text::{Lower, begins_with};
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

/// Every naming in order, repeated ones included.
pub(super) fn namings(page: &Page, mentions: &[Mention]) -> Vec<Cited> {
    let mut cited: Vec<Cited> = Vec::new();
    if page.official
        && let Some(own) = own_paper::read(page)
    {
        cited.push(own);
    }
    let (numbers, parsed) = numbers(page);
    for (i, (span, mut parsed)) in numbers.iter().zip(parsed).enumerate() {
        let line = page.line_at(span.start);
        let previous = i
            .checked_sub(1)
            .map(|p| &numbers[p])
            .filter(|p| p.start >= line.start);
        let (word, issuer_before) = type_before(page, span.start, mentions).unzip();
        let issuer_before = issuer_before.flatten();
        let from_list = previous.is_some_and(|p| joined(&page.text[p.end..span.start]));
        let by_symbol = parsed
            .as_ref()
            .and_then(|p| p.doc_type.as_deref())
            .and_then(type_name)
            .or_else(|| type_by_symbol(&page.text, span.start))
            .map(str::to_owned);
        let act = parsed.as_ref().filter(|p| acts::is_act(p));
        let kind = word.or(by_symbol).or_else(|| {
            let from = previous.map_or(line.start, |p| p.end);
            let told = act.and_then(|p| acts::told_before(page, from, span.start, p));
            let listed = || cited.last().filter(|_| from_list);
            told.map(str::to_owned)
                .or_else(|| Some(listed()?.document.kind.clone()))
                .filter(|kind| act.is_none_or(|p| acts::issues(p, kind)))
        });
        let other = if act.is_some() { "" } else { "Công văn" };
        let kind = kind.unwrap_or_else(|| other.to_owned());
        let is_open = act.is_some_and(|p| !acts::issues(p, &kind));
        if let Some(number) = parsed.as_mut().filter(|_| is_open) {
            number.warnings.push(acts::OPEN);
        }
        let next = numbers
            .get(i + 1)
            .map(|n| n.start)
            .filter(|n| *n <= line.end);
        let mut around = subject::behind(page, span.end, line.end, next);
        around.issuer = around.issuer.or(issuer_before);
        let of_issuer = || around.issuer.as_deref().and_then(congress_of);
        let term = around.term.clone().or_else(of_issuer);
        let raw = page.str(span);
        let number = parsed.as_ref().map_or(raw, |p| p.raw.as_str());
        cited.push(Cited {
            document: Document {
                kind,
                number: Some(number.to_owned()),
                date: around.date,
                issuer: around.issuer,
                subject: around.subject,
                canonical: parsed.as_ref().map(|p| p.canonical.clone()),
                system: parsed.as_ref().map(|p| p.system),
                term,
                ..Document::default()
            },
            span: span.clone(),
            key: Some(
                parsed
                    .as_ref()
                    .map_or_else(|| format!("?{raw}"), DocNumber::key),
            ),
            parsed,
        });
        if previous.is_some_and(|p| bare_join(&page.text[p.end..span.start])) {
            share_back(&mut cited, page);
        }
    }
    acts::settle(&mut cited);
    named(page, &mut cited);
    cited.sort_by_key(|c| c.span.start);
    cited
}

/// Where a number stands that can be read, full or bare, and what a full one is.
fn numbers(page: &Page) -> (Vec<Range<usize>>, Vec<Option<DocNumber>>) {
    let full = numbers_among(&page.text, page.numbers());
    let short = short_numbers(&page.text, &full, page.numbers());
    let full = full.into_iter().map(|(span, number)| (span, Some(number)));
    let mut all: Vec<_> = full
        .chain(short.into_iter().map(|span| (span, None)))
        .collect();
    all.retain(|(span, _)| readable(page.part_at(span.start)));
    all.sort_by_key(|(span, _)| span.start);
    share_symbols(page, &mut all);
    all.into_iter().unzip()
}

/// "Nghị quyết 28, 29-NQ/TW": a list writes the symbol of its numbers at the last.
fn share_symbols(page: &Page, all: &mut [(Range<usize>, Option<DocNumber>)]) {
    for at in (1..all.len()).rev() {
        let (before, rest) = all.split_at_mut(at);
        if let (Some((span, parsed @ None)), Some((next, Some(full)))) =
            (before.last_mut(), rest.first())
            && joins_list(page.str(&(span.end..next.start)))
        {
            *parsed = full.with_digits(page.str(span));
        }
    }
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
            if c.document.term.is_none() {
                c.document.term.clone_from(&last.document.term);
            }
        }
        right = c.span.start;
    }
}

fn bare_join(between: &str) -> bool {
    static JOIN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^(?:,? ?\(?(?:ban hành |ký )?ngày [0-9./\- ]+(?:tháng [0-9]+ năm [0-9]+)?\)?)?\s*(?:,|;|và|, và|cùng)\s*(?:các )?(?:nghị quyết|kết luận|chỉ thị|quyết định|kế hoạch|quy định|hướng dẫn)?\s*(?:số)?\s*:?\s*$").expect("valid expression")
    });
    // Nearly always the name of a document stands between the two.
    const FIRST: &[&str] = &["và", "cùng", "ban hành ", "ký ", "ngày "];
    let words = between.trim_start();
    let may =
        words.starts_with([',', ';', '(']) || FIRST.iter().any(|w| begins_with(words, w).is_some());
    may && JOIN.is_match(between)
}

fn joined(between: &str) -> bool {
    let t = between.trim().trim_end_matches("số").trim();
    matches!(t, "," | "và" | ", và" | ";")
}

/// The type word before the number at byte `at`, perhaps with the issuer between
/// ("Chỉ thị của Ban Bí thư số 05-CT/TW").
fn type_before(page: &Page, at: usize, mentions: &[Mention]) -> Option<(String, Option<String>)> {
    let tokens = &page.tokens;
    let number = page.token_from(at);
    let line = tokens.get(number)?.line;
    let first = page.lines.get(line as usize)?.tokens.start;
    let mut end = number;
    let skip = |end: usize, word: &str| end > first && tokens[end - 1].key == word;
    for word in [":", "số", ":"] {
        if skip(end, word) {
            end -= 1;
        }
    }
    let named = |end: usize| {
        let most = 4.min(end - first);
        let n = TYPES.ending(tokens, end, most);
        (n > 0).then(|| {
            let words = tokens[end - n].span.start..tokens[end - 1].span.end;
            (standard_type(page.str(&words)), end - n)
        })
    };
    // "Ban Thường vụ Huyện ủy ban hành Kế hoạch số …"
    let issued_by = |from: usize| {
        let verb = from
            .checked_sub(2)
            .filter(|v| *v > first && tokens[*v].key == "ban" && tokens[*v + 1].key == "hành")?;
        let verb = if tokens[verb - 1].key == "đã" {
            verb - 1
        } else {
            verb
        };
        let end = tokens[verb.checked_sub(1)?].span.end;
        let i = mentions.partition_point(|m| m.span.end < end);
        mentions
            .get(i)
            .filter(|m| m.span.end == end)
            .map(|m| page.str(&m.span).to_owned())
    };
    if let Some((kind, from)) = named(end) {
        return Some((kind, issued_by(from)));
    }
    let named = |end: usize| named(end).map(|(kind, _)| kind);
    if skip(end, "này") {
        return named(end - 1).map(|k| (k, None));
    }
    if skip(end, ")") {
        let open = (first..end)
            .rev()
            .take(14)
            .find(|i| tokens[*i].key == "(")?;
        return named(open).map(|k| (k, None));
    }
    let by = (first..end)
        .rev()
        .take(12)
        .find(|i| tokens[*i].key == "của")?;
    let kind = named(by)?;
    let issuer = page
        .text
        .get(tokens[by + 1].span.start..tokens[end - 1].span.end);
    Some((kind, issuer.map(str::to_owned)))
}

pub(super) fn readable(part: Part) -> bool {
    matches!(
        part,
        Part::Body | Part::Heading | Part::Title | Part::Caption
    )
}

/// The standard name of a type word, misspellings put right.
pub(super) fn standard_type(word: &str) -> String {
    let low = word.lowered();
    const SORTS: &[(&str, &str)] = &[
        ("chương trình công tác", "chương trình"),
        ("kế hoạch hành động", "kế hoạch"),
        ("kế hoạch phối hợp", "kế hoạch"),
        ("hướng dẫn liên ngành", "hướng dẫn"),
    ];
    let sort = SORTS
        .iter()
        .find_map(|(long, short)| Some([short, low.strip_prefix(long)?].concat()));
    let low = sort.unwrap_or(low);
    let low = if low.starts_with('k') && low.ends_with("luận") && !low.contains("thông báo") {
        "kết luận".into()
    } else {
        low
    };
    let mut chars = low.chars();
    let mut name = String::with_capacity(low.len());
    name.extend(chars.next().into_iter().flat_map(char::to_uppercase));
    name.push_str(chars.as_str());
    name
}

/// Each document once; later namings fill what the first left open. A number that
/// recurs in another congress term is another document (R-2.1).
pub(super) fn list(cited: &[Cited]) -> Vec<(Document, Range<usize>)> {
    let mut out: Vec<(Option<String>, Document, Range<usize>)> = Vec::new();
    for c in cited {
        let same = c.key.as_ref().and_then(|k| {
            out.iter_mut().find(|(key, d, _)| {
                let terms = d.term.as_ref().zip(c.document.term.as_ref());
                let days = d.date.zip(c.document.date);
                terms.is_none_or(|(one, other)| one == other)
                    && (key.as_ref() == Some(k) && days.is_none_or(|(one, other)| one == other)
                        || (k.starts_with('?') || key.as_ref().is_some_and(|x| x.starts_with('?')))
                            && short_of(d, &c.document))
            })
        });
        match same {
            Some((key, d, _)) => {
                if key.as_ref().is_some_and(|x| x.starts_with('?'))
                    && c.key.as_ref().is_some_and(|k| !k.starts_with('?'))
                {
                    key.clone_from(&c.key);
                    d.number.clone_from(&c.document.number);
                    d.canonical.clone_from(&c.document.canonical);
                    d.system = c.document.system;
                }
                if d.term.is_none() {
                    d.term.clone_from(&c.document.term);
                }
                d.date = d.date.or(c.document.date);
                if d.kind.is_empty() {
                    d.kind.clone_from(&c.document.kind);
                }
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
