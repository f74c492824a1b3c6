//! Quantities reported as results. Not: attendance of the meeting, awards,
//! targets, ages, periods, document numbers, counters of the page. Units and
//! magnitudes are read by `quantity`.

use super::cues;
use super::lexicon::{ATTEND, MET, NEGATED, NO_RESULT, TARGET};
use super::page::{Page, Sentence};
use super::quantity::{Amount, amount_at, connector, context, lead};
use super::vocabulary::any_word;
use super::{Figure, tokens::Token};
use std::ops::Range;

/// Figures with their spans; nothing from `closed` (tasks) or `taken` (documents).
pub(super) fn read(
    page: &Page,
    closed: &[Range<usize>],
    taken: &[Range<usize>],
    event: Option<&Range<usize>>,
) -> Vec<(Figure, Range<usize>)> {
    let mut found = Vec::with_capacity(16);
    let opening = page.opening().next().map(|l| l.span.clone());
    for s in page.body_sentences().filter(|s| s.cues & cues::NUMBER != 0) {
        // The opening tells of the meeting; later sentences of it may report.
        let first = !page.official
            && opening.as_ref().is_some_and(|o| {
                let opens = s.span.start == o.start;
                let near = s.span.start < o.start + 220 || s.cues & cues::EVENT != 0;
                o.start <= s.span.start
                    && s.span.end <= o.end
                    && (opens || near && page.has(MET, s))
            });
        let is_event = event.is_some_and(|e| *e == s.span);
        if first || is_event || tells_attendance(page, s) {
            continue;
        }
        let mut awards = Vec::new();
        if s.cues & cues::NO_RESULT != 0 && page.has(NO_RESULT, s) {
            awards = awarding_clauses(page, s);
            if awards.is_empty() {
                continue;
            }
        }
        sentence(page, s, [closed, taken, &awards], &mut found);
    }
    found
}

/// Attendance at the head of the sentence.
fn tells_attendance(page: &Page, s: &Sentence) -> bool {
    s.cues & cues::NO_RESULT != 0 && ATTEND.longest(&page.tokens, s.tokens.start) > 0
}

/// The clauses apart by ";" that tell of an award; none when all do.
fn awarding_clauses(page: &Page, s: &Sentence) -> Vec<Range<usize>> {
    let mut clauses = Vec::new();
    let (mut all, mut from) = (true, s.tokens.start);
    for end in
        (s.tokens.start..=s.tokens.end).filter(|i| *i == s.tokens.end || page.tokens[*i].key == ";")
    {
        if end == from {
            continue;
        }
        if NO_RESULT.any(&page.tokens, from..end) {
            clauses.push(page.tokens[from].span.start..page.tokens[end - 1].span.end);
        } else {
            all = false;
        }
        from = end;
    }
    if all { Vec::new() } else { clauses }
}

fn sentence(
    page: &Page,
    s: &Sentence,
    none_in: [&[Range<usize>]; 3],
    found: &mut Vec<(Figure, Range<usize>)>,
) {
    let tokens = &page.tokens[..s.tokens.end];
    let inside = |list: &[Range<usize>], at: usize| {
        let i = list.partition_point(|r| r.end <= at);
        list.get(i).is_some_and(|r| r.start <= at)
    };
    let dates = page.dates_in(&s.span);
    let mut at = s.tokens.start;
    // Inside words of an aim, of something absent, of a rate not yet told.
    let (mut aim, mut none, mut ratio) = (false, false, false);
    while at < s.tokens.end {
        let t = &tokens[at];
        if !t.number {
            if any_word!(t.key, ";") {
                (aim, none, ratio) = (false, false, false);
            } else if any_word!(t.key, ",") {
                (none, ratio) = (false, false);
            } else if TARGET.longest(tokens, at) > 0
                && !aimed_behind(&tokens[s.tokens.start..], at - s.tokens.start)
            {
                aim = true;
            } else if NEGATED.longest(tokens, at) > 0 {
                none = true;
            } else if any_word!(t.key, "tỷ" | "tỉ")
                && tokens
                    .get(at + 1)
                    .is_some_and(|n| any_word!(n.key, "lệ" | "suất"))
            {
                ratio = true;
            }
            at += 1;
            continue;
        }
        let start = t.span.start;
        let percent = tokens
            .get(at + 1)
            .is_some_and(|n| any_word!(n.key, "%" | "‰"));
        let told_later = ratio
            && !percent
            && connector(tokens, at + 1).is_none()
            && tokens[at + 1..]
                .iter()
                .take(24)
                .take_while(|t| !any_word!(t.key, "," | ";"))
                .any(|t| t.key == "%");
        if percent {
            ratio = false;
        }
        if aim
            || none
            || told_later
            || none_in.into_iter().any(|list| inside(list, start))
            || dates.iter().any(|d| d.span.contains(&start))
            || glued(&page.text, tokens, at)
            || is_item(page, s, at)
        {
            at += 1;
            continue;
        }
        let Some(first) = amount_at(page, tokens, at, s) else {
            at += 1;
            continue;
        };
        // "thực hiện tốt 4 nhiệm vụ: …" announces, it reports nothing.
        let announced = tokens.get(first.end).is_some_and(|t| t.key == ":")
            && first.unit.as_deref().is_some_and(|u| {
                matches!(u, "nhiệm vụ" | "nội dung" | "giải pháp" | "việc" | "vấn đề")
            });
        if announced {
            at = first.end;
            continue;
        }
        at = push(page, s, first, found);
    }
}

/// "đạt 112% mục tiêu": the aim is what the number is measured by.
fn aimed_behind(tokens: &[Token], at: usize) -> bool {
    tokens[at.saturating_sub(3)..at]
        .iter()
        .any(|t| t.number || any_word!(t.key, "%" | "vượt" | "hơn" | "với" | "bằng" | "đạt" | "so"))
}

/// One figure, or the two ends of a range; returns the token behind.
fn push(
    page: &Page,
    s: &Sentence,
    first: Amount,
    found: &mut Vec<(Figure, Range<usize>)>,
) -> usize {
    let tokens = &page.tokens[..s.tokens.end];
    let second = connector(tokens, first.end)
        .and_then(|next| amount_at(page, tokens, next, s))
        .filter(|two| first.unit.is_none() || first.unit == two.unit);
    let Some(second) = second else {
        if first.unit.is_none() && first.scale <= 1.0 {
            return first.at + 1;
        }
        let mut figure = figure(page, s, &first, first.end);
        let span = figure.1.clone();
        figure.0.text = page.str(&span).to_owned();
        let next = first.end;
        found.push(figure);
        return next;
    };
    let mut first = first;
    let bare = first.unit.is_none();
    if bare {
        first.unit.clone_from(&second.unit);
        if first.scale <= 1.0 {
            first.scale = second.scale;
        }
    }
    let years = |a: &Amount| {
        a.scale <= 1.0 && a.value.fract() == 0.0 && (1900.0..2100.0).contains(&a.value)
    };
    if first.unit.is_none() && second.scale <= 1.0 || bare && years(&first) && years(&second) {
        return second.end;
    }
    let end = second.end;
    let ends = [first.scaled(), second.scaled()];
    for amount in [&first, &second] {
        let (mut figure, _) = figure(page, s, amount, end);
        let start = lead(page, s, first.at);
        let span = start..tokens[end - 1].span.end;
        figure.text = page.str(&span).to_owned();
        figure.range = Some(ends);
        found.push((figure, span));
    }
    end
}

fn figure(page: &Page, s: &Sentence, amount: &Amount, end: usize) -> (Figure, Range<usize>) {
    let start = lead(page, s, amount.at);
    let (approximation, change, against) = context(page, s, amount.at, end);
    let figure = Figure {
        value: amount.scaled(),
        unit: amount.unit.clone(),
        approximation,
        change,
        against,
        ..Figure::default()
    };
    (figure, start..page.tokens[end - 1].span.end)
}

/// Part of a word, a class, a version, a phone number or a document's name.
fn glued(text: &str, tokens: &[Token], at: usize) -> bool {
    let span = &tokens[at].span;
    let mut before = text[..span.start].chars().rev();
    let left = before.next().is_some_and(|c| {
        c.is_alphanumeric()
            || matches!(c, '-' | '–' | '/' | '.' | ',' | '_' | '+')
                && before.next().is_some_and(char::is_alphanumeric)
    });
    // "10.000đ" is money.
    let money = span.len() > 2
        && tokens
            .get(at + 1)
            .is_some_and(|t| any_word!(t.key, "đ") && !t.capital);
    let right = !money
        && text[span.end..]
            .chars()
            .next()
            .is_some_and(|c| c.is_alphanumeric());
    left || right
}

/// "1. Công tác tham mưu": the number of an item.
fn is_item(page: &Page, s: &Sentence, at: usize) -> bool {
    let before = &page.text[s.span.start..page.tokens[at].span.start];
    before.trim_matches(['-', ' ', '(', '+', '*']).is_empty()
        && page.text[page.tokens[at].span.end..].starts_with(['.', ')'])
}
