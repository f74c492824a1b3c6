//! Which field of work a result or a figure belongs to, where the text says so: by
//! the heading or the lead above it ("2. Y tế", "- Giáo dục: …"), else by the
//! words of its own clause. Not here: which fields a text covers (`fields`), how deep
//! a heading stands (`heads`).

use super::fields::{Told, code};
use super::heads::{Head, Heads, OWN_LINE, head};
use super::layout::is_item;
use super::lexicon::ORDER;
use super::page::{Line, Page, Part, Sentence};
use super::tokens::Token;
use super::vocabulary::any_word;
use super::{FieldResult, Figure};
use std::ops::Range;

/// Tokens within which the lead of a paragraph ends.
const LEAD: usize = 16;

/// Gives the figures their field, and lists the sentences that report on one.
/// `closed` are the spans of tasks and weaknesses.
pub(super) fn read(
    page: &Page,
    told: &[Told],
    figures: &mut [(Figure, Range<usize>)],
    closed: [&[Range<usize>]; 2],
) -> Vec<(FieldResult, Range<usize>)> {
    let mut results = Vec::new();
    if told.is_empty() {
        return results;
    }
    // A news page opens with the meeting.
    let opening = page
        .opening_sentences()
        .next()
        .filter(|_| !page.official)
        .map(|s| s.span.start);
    let mut heads = Heads::default();
    let mut next = 0;
    for (index, line) in page.lines.iter().enumerate() {
        match line.part {
            Part::Heading => heads.enter(head(page, line, told, heads.is_unnamed_part())),
            Part::Body if is_numbered_heading(page, line) => {
                heads.enter(head(page, line, told, heads.is_unnamed_part()));
            }
            Part::Body => {
                if let Some(own) = own_line(page, line, told) {
                    heads.enter(own);
                    continue;
                }
                if !is_item(page.str(&line.span)) {
                    heads.leave_lead();
                }
                let above = heads.sectors();
                let mut lead = 0;
                for sentence in page.of_line(index) {
                    lead = match lead_of(page, sentence, told) {
                        0 => lead,
                        said => said,
                    };
                    let structure = if lead == 0 { above } else { lead };
                    let opened = if one(structure) == 0 {
                        opened_by(page, sentence, told)
                    } else {
                        0
                    };
                    while next < figures.len() && figures[next].1.start < sentence.span.start {
                        next += 1;
                    }
                    let first = next;
                    while next < figures.len() && figures[next].1.start < sentence.span.end {
                        let (figure, span) = &mut figures[next];
                        let field = match of_place(page, told, sentence, span, structure) {
                            0 => opened,
                            told => told,
                        };
                        figure.field = (field != 0).then(|| code(field).to_owned());
                        next += 1;
                    }
                    let elsewhere = heads.is_closed()
                        || opening == Some(sentence.span.start)
                        || closed.iter().any(|list| touches(list, &sentence.span));
                    if elsewhere {
                        continue;
                    }
                    let mut push = |field: &str, span: Range<usize>| {
                        let words = page.str(&span);
                        let cut = words.len() - words.trim_end_matches('.').len();
                        let span = span.start..span.end - cut;
                        let result = FieldResult {
                            field: field.to_owned(),
                            text: page.str(&span).to_owned(),
                        };
                        results.push((result, span));
                    };
                    let whole = one(structure) | opened;
                    if whole != 0 {
                        push(code(whole), sentence.span.clone());
                        continue;
                    }
                    // Each clause that reports on one field.
                    let reported = &figures[first..next];
                    if reported.is_empty() {
                        continue;
                    }
                    for clause in clauses(page, sentence) {
                        let inside = reported.iter().filter(|f| clause.contains(&f.1.start));
                        let mut fields = inside.filter_map(|f| f.0.field.as_deref());
                        if let Some(field) = fields.next()
                            && fields.all(|f| f == field)
                        {
                            push(field, clause);
                        }
                    }
                }
            }
            _ => {}
        }
    }
    results
}

/// The bits, when they are a single one.
fn one(sectors: u16) -> u16 {
    if sectors.is_power_of_two() {
        sectors
    } else {
        0
    }
}

/// The sectors that words in a byte range tell.
pub(super) fn within(told: &[Told], span: &Range<usize>) -> u16 {
    told_in(told, span).iter().fold(0, |all, t| all | t.sector)
}

fn told_in<'a>(told: &'a [Told], span: &Range<usize>) -> &'a [Told] {
    let from = told.partition_point(|t| t.span.start < span.start);
    let to = told.partition_point(|t| t.span.start < span.end);
    &told[from..to.max(from)]
}

/// A task or a weakness lies in the sentence.
fn touches(list: &[Range<usize>], sentence: &Range<usize>) -> bool {
    let at = list.partition_point(|r| r.end <= sentence.start);
    list.get(at).is_some_and(|r| r.start < sentence.end)
}

/// "2. Công tác y tế" alone on a line of a page that marks no headings: short, no
/// mark at its end, no number but its own.
fn is_numbered_heading(page: &Page, line: &Line) -> bool {
    let words = page.str(&line.span);
    let tokens = &page.tokens[line.tokens.clone()];
    let [first, dot, rest @ ..] = tokens else {
        return false;
    };
    words.len() < 140
        && (first.number || first.upper || first.capital && first.span.len() == 1)
        && any_word!(dot.key, "." | ")")
        && !words.ends_with(['.', ';', ',', ':'])
        && rest.len() > 1
        && rest.iter().all(|t| !t.number)
}

/// "Lĩnh vực y tế:" alone on a line; what follows are its items.
fn own_line(page: &Page, line: &Line, told: &[Told]) -> Option<Head> {
    let words = page.str(&line.span);
    let sectors = (words.len() < 160 && words.ends_with(':')).then(|| within(told, &line.span))?;
    (sectors != 0).then_some(Head {
        level: OWN_LINE,
        sectors,
        closed: false,
        unnamed_part: false,
    })
}

/// The sectors of the lead with which a sentence begins: "- Y tế, dân số: …",
/// "Về giáo dục, …", "Trong lĩnh vực môi trường, …".
fn lead_of(page: &Page, sentence: &Sentence, told: &[Told]) -> u16 {
    let tokens = &page.tokens[sentence.tokens.clone()];
    let head = &tokens[..tokens.len().min(LEAD)];
    let Some(first) = head.iter().position(|t| t.word) else {
        return 0;
    };
    let key = |n: usize| head.get(first + n).map(|t| t.key);
    let (Some(one), Some(two)) = (key(0), key(1)) else {
        return 0;
    };
    let of_field = any_word!(one, "lĩnh") && any_word!(two, "vực");
    let about = any_word!(one, "về")
        || of_field
        || any_word!(one, "trong" | "ở")
            && key(2).is_some_and(|three| {
                any_word!(two, "lĩnh") && any_word!(three, "vực")
                    || any_word!(two, "công") && any_word!(three, "tác")
            });
    // A number reports already, but for that of the item.
    let reports = |t: &Token| t.number && t.span.start > head[first].span.start;
    let lead = head.iter().take_while(|t| !reports(t));
    let end = if let Some(colon) = lead.clone().find(|t| any_word!(t.key, ":")) {
        colon.span.start
    } else if about {
        // The last comma, since a field's name may have one.
        match lead.filter(|t| any_word!(t.key, ",")).last() {
            Some(comma) => comma.span.start,
            None => return 0,
        }
    } else {
        return 0;
    };
    within(told, &(sentence.span.start..end))
}

/// The field that a sentence opens with, where it tells of no other: "Ngành Y tế …",
/// "Hoạt động khoa học và công nghệ …". What is asked for or is to come is no result.
fn opened_by(page: &Page, sentence: &Sentence, told: &[Told]) -> u16 {
    const TO_COME: &[&str] = &[" sẽ ", " kiến nghị ", " phải ", " tập trung "];
    let tokens = &page.tokens[sentence.tokens.clone()];
    let Some(first) = tokens.iter().position(|t| t.word) else {
        return 0;
    };
    let next = tokens.get(first + 1).map(|t| t.key);
    let head = match (tokens[first].key.as_str(), next) {
        ("ngành", _) => 1,
        ("hoạt", Some(next)) if any_word!(next, "động") => 2,
        ("công", Some(next)) if any_word!(next, "tác") => 2,
        ("lĩnh", Some(next)) if any_word!(next, "vực") => 2,
        _ => return 0,
    };
    let Some(behind) = tokens.get(first + head) else {
        return 0;
    };
    let fields = told_in(told, &sentence.span);
    let opens = fields
        .first()
        .is_some_and(|t| t.span.start <= behind.span.start);
    let words = page.str(&sentence.span);
    if !opens || ORDER.may_be_in(sentence.lists) || TO_COME.iter().any(|w| words.contains(w)) {
        return 0;
    }
    one(within(told, &sentence.span))
}

/// The field of what stands at `place`: the only one that the structure tells;
/// of several, or without any, the one that the words around tell.
fn of_place(
    page: &Page,
    told: &[Told],
    sentence: &Sentence,
    place: &Range<usize>,
    structure: u16,
) -> u16 {
    if one(structure) != 0 {
        return structure;
    }
    let allowed = if structure == 0 { u16::MAX } else { structure };
    let text = page.text.as_bytes();
    let bound = |cut: fn(&[u8], usize) -> bool| {
        let before = (sentence.span.start..place.start)
            .rev()
            .find(|at| cut(text, *at));
        let behind = (place.end..sentence.span.end).find(|at| cut(text, *at));
        before.map_or(sentence.span.start, |at| at + 1)..behind.unwrap_or(sentence.span.end)
    };
    let narrow = bound(is_comma);
    let near = one(within(told, &narrow) & allowed);
    if near != 0 {
        return near;
    }
    let wide = bound(is_semicolon);
    let all = one(within(told, &wide) & allowed);
    if all != 0 {
        return all;
    }
    // The last that was spoken of before the figure.
    let before = wide.start..place.start;
    let last = told_in(told, &before).iter().rev();
    last.map(|t| t.sector)
        .find(|s| s & allowed != 0)
        .unwrap_or(0)
}

/// The parts of a sentence between semicolons, without spaces around.
fn clauses(page: &Page, sentence: &Sentence) -> Vec<Range<usize>> {
    let mut from = sentence.span.start;
    let mut all = Vec::new();
    for part in page.str(&sentence.span).split(';') {
        let start = from + part.len() - part.trim_start().len();
        all.push(start..start + part.trim().len());
        from += part.len() + 1;
    }
    all
}

fn is_semicolon(text: &[u8], at: usize) -> bool {
    text[at] == b';'
}

/// A comma or a semicolon between clauses, not inside a number.
fn is_comma(text: &[u8], at: usize) -> bool {
    text[at] == b';' || text[at] == b',' && text.get(at + 1) == Some(&b' ')
}
