//! The body that a task is given to: named at its head, said to take the lead,
//! named by the heading above, or by the clause before. Not here: by when a task
//! is due (`duties`).

use super::layout::is_item;
use super::organisations::Mention;
use super::page::{Line, Page, Part};
use crate::text::begins_with;
use std::ops::Range;

/// Words that hand a task over.
const VERBS: &[&str] = &[
    "giao",
    "đề nghị",
    "yêu cầu",
    "phân công",
    "đối với",
    "về phía",
];

/// Who stands for a body: "đồng chí Giám đốc Sở Nội vụ".
const OFFICES: &[&str] = &[
    "đồng chí ",
    "đ/c ",
    "phó ",
    "giám đốc ",
    "lãnh đạo ",
    "thủ trưởng ",
    "chủ tịch ",
    "bí thư ",
    "chánh ",
    "hiệu trưởng ",
    "cục trưởng ",
    "chi cục trưởng ",
    "trưởng ",
];

/// Where the lead of each task stands, in their order: in the task or before it.
pub(super) fn read(
    page: &Page,
    tasks: &[Range<usize>],
    mentions: &[Mention],
) -> Vec<Option<Range<usize>>> {
    let mut found = Vec::with_capacity(tasks.len());
    let mut sections = Sections::default();
    let mut line = 0;
    let mut before: Option<Clause> = None;
    for span in tasks {
        while page
            .lines
            .get(line)
            .is_some_and(|l| l.span.end < span.start)
        {
            sections.pass(page, &page.lines[line], mentions);
            line += 1;
        }
        let own = named(page, span, mentions);
        let opened = before
            .take()
            .filter(|clause| goes_on(page, clause.end, span.start));
        let lead = own.clone().or_else(|| match &opened {
            Some(clause) => clause.lead.clone(),
            None => asked(page, span, mentions)
                .or_else(|| page.lines.get(line).and_then(|l| sections.lead(page, l))),
        });
        before = Some(match opened {
            // Two bodies in one list: what follows belongs to neither.
            Some(clause) if own.is_some() && own != clause.lead => Clause {
                lead: None,
                end: span.end,
            },
            Some(clause) => Clause {
                lead: clause.lead,
                end: span.end,
            },
            None => Clause {
                lead: lead.clone().filter(|_| !behind_colon(page, span.start)),
                end: span.end,
            },
        });
        found.push(lead);
    }
    found
}

/// A task of a sentence whose clauses semicolons part.
struct Clause {
    lead: Option<Range<usize>>,
    end: usize,
}

/// Between two tasks stands what parts clauses and nothing else.
fn goes_on(page: &Page, end: usize, start: usize) -> bool {
    let between = page.text.get(end..start).map(str::trim);
    matches!(between, Some(";" | "," | "và"))
}

/// "Nhiệm vụ quý IV: Sở Y tế …; …": a list of tasks of many.
fn behind_colon(page: &Page, start: usize) -> bool {
    page.text[..start].trim_end_matches(' ').ends_with(':')
}

/// The body at the head of the task, perhaps behind "giao" or "đề nghị", or the
/// one said to take the lead ("Sở Y tế chủ trì").
fn named(page: &Page, span: &Range<usize>, mentions: &[Mention]) -> Option<Range<usize>> {
    let words = page.str(span);
    let start = span.start + handed_over(words);
    let from = mentions.partition_point(|m| m.span.start < span.start);
    let mut inside = mentions[from..]
        .iter()
        .take_while(|m| m.span.end <= span.end)
        .peekable();
    let mut led = None;
    while let Some(m) = inside.next() {
        if m.span.start == start {
            let given = inside
                .peek()
                .filter(|next| gives(page, &m.span, &next.span));
            return Some(given.map_or(&m.span, |next| &next.span).clone());
        }
        let behind = page.text[m.span.end..span.end].trim_start();
        let leads = behind.starts_with("chủ trì") || behind.starts_with("làm đầu mối");
        if leads && led.is_none() {
            led = Some(m.span.clone());
        }
    }
    led
}

/// "UBND tỉnh giao Sở Nội vụ": who leads others names the one that is to act.
fn gives(page: &Page, one: &Range<usize>, next: &Range<usize>) -> bool {
    const ABOVE: &[&str] = &[
        "ubnd",
        "ủy ban nhân dân",
        "uỷ ban nhân dân",
        "ban thường vụ",
        "thường trực",
        "tỉnh ủy",
        "tỉnh uỷ",
        "thành ủy",
        "thành uỷ",
        "ban cán sự",
    ];
    let words = page.str(one);
    let between = page
        .text
        .get(one.end..next.start)
        .unwrap_or("")
        .trim_start();
    ABOVE.iter().any(|w| begins_with(words, w).is_some())
        && between.starts_with("giao ")
        && handed_over(between) == between.len()
}

/// Bytes of "giao cho ", "yêu cầu đồng chí Giám đốc " and the like at the head.
fn handed_over(words: &str) -> usize {
    let verb = VERBS
        .iter()
        .find_map(|verb| begins_with(words, verb))
        .unwrap_or(0);
    let behind = &words[verb..];
    let to = begins_with(behind, " cho ").map_or(0, |length| length - 1);
    let bare = behind[to..].trim_start();
    if verb > 0 && bare.len() < behind.len() - to {
        words.len() - bare.len() + office(bare)
    } else {
        0
    }
}

/// Bytes of the offices at the head.
fn office(words: &str) -> usize {
    let mut at = 0;
    while let Some(length) = OFFICES.iter().find_map(|o| begins_with(&words[at..], o)) {
        at += length;
    }
    at
}

/// The body right before the task to which it is handed over: "yêu cầu Giám đốc
/// Sở Y tế" and then the task.
fn asked(page: &Page, span: &Range<usize>, mentions: &[Mention]) -> Option<Range<usize>> {
    let before = page.text[..span.start].trim_end_matches([' ', ',', ':']);
    let next = mentions.partition_point(|m| m.span.start < before.len());
    let last = &mentions[next.checked_sub(1)?].span;
    if last.end != before.len() {
        return None;
    }
    let mut from = last.start.saturating_sub(120);
    while !page.text.is_char_boundary(from) {
        from += 1;
    }
    let words = &page.text[from..last.start];
    // The last verb, and nothing but offices behind it.
    let verb = VERBS.iter().filter_map(|verb| words.rfind(verb)).max()?;
    let told = &words[verb..];
    (handed_over(told) == told.len()).then(|| last.clone())
}

/// The headings and lead-in lines above a place that name a body.
#[derive(Default)]
struct Sections(Vec<Section>);

struct Section {
    depth: u8,
    /// None below a heading that names no body.
    lead: Option<Range<usize>>,
    heading: bool,
}

impl Sections {
    /// Goes on behind a line.
    fn pass(&mut self, page: &Page, line: &Line, mentions: &[Mention]) {
        let words = page.str(&line.span);
        let heading = line.part == Part::Heading;
        if !heading && line.part != Part::Body {
            return;
        }
        let opens = heading || words.ends_with(':');
        if !opens && !is_item(words) {
            // A paragraph of its own ends what items and lead-in lines opened.
            while self.0.last().is_some_and(|s| !s.heading) {
                self.0.pop();
            }
            return;
        }
        let depth = depth(words);
        while self.0.last().is_some_and(|s| s.depth >= depth) {
            self.0.pop();
        }
        let body = headed(page, &line.span, mentions);
        self.0.push(Section {
            depth,
            lead: body.filter(|body| !opens || is_alone(&page.text[body.end..line.span.end])),
            heading,
        });
    }

    /// The lead of a task in `line`.
    fn lead(&self, page: &Page, line: &Line) -> Option<Range<usize>> {
        let words = page.str(&line.span);
        let own = is_item(words);
        let depth = if own { depth(words) } else { u8::MAX };
        self.0
            .iter()
            .rev()
            .filter(|s| s.depth < depth && (own || s.heading))
            .find_map(|s| s.lead.clone())
    }
}

/// The body with which a line begins: "2.1. Sở Y tế:", "Đối với Sở Y tế:".
fn headed(page: &Page, line: &Range<usize>, mentions: &[Mention]) -> Option<Range<usize>> {
    let words = page.str(line);
    let bare = words.trim_start_matches(|c: char| !c.is_alphabetic());
    // "a) Sở Y tế"
    let lettered = bare.find([')', '.']).filter(|at| *at <= 2);
    let bare = lettered.map_or(bare, |at| bare[at + 1..].trim_start());
    let bare = ["trách nhiệm của ", "nhiệm vụ của ", "với "]
        .iter()
        .find_map(|w| begins_with(bare, w))
        .map_or(bare, |length| &bare[length..]);
    let start = line.end - bare.len() + handed_over(bare);
    let at = mentions.partition_point(|m| m.span.start < start);
    let body = mentions.get(at).map(|m| &m.span)?;
    (body.start == start && body.end <= line.end).then(|| body.clone())
}

/// A heading that names a body names nothing else, or further bodies.
fn is_alone(behind: &str) -> bool {
    behind.trim_matches([' ', ':', '.']).is_empty()
        || behind.ends_with(':') && [",", ";", " và "].iter().any(|w| behind.starts_with(w))
}

/// How deep a line stands by its number or mark: headings of parts, "1.", "1.1.",
/// "a)", "-", "+".
fn depth(words: &str) -> u8 {
    let mut chars = words.trim_start_matches('(').chars();
    match chars.next() {
        Some('+' | '*' | '•') => 9,
        Some('-' | '–') => 8,
        Some(c) if c.is_ascii_digit() => {
            let number = words.split([' ', ')']).next().unwrap_or("");
            let dots = number.trim_end_matches('.').matches('.').count();
            2 + dots.min(4) as u8
        }
        Some(c) if c.is_lowercase() && chars.next().is_some_and(|c| ".)".contains(c)) => 7,
        _ => 1,
    }
}
