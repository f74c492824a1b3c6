//! Quantities reported as results. Not: attendance of the meeting, awards,
//! targets, ages, periods, document numbers, counters of the page. Units and
//! magnitudes are read by `quantity`.

use super::Figure;
use super::cues;
use super::lexicon::{ATTEND, MET, NEGATED, NO_RESULT, TARGET, UNITS};
use super::page::{Page, Sentence};
use super::planned;
use super::quantity::{Amount, amount_at, connector, context, lead};
use super::tokens::{Token, key_at};
use super::vocabulary::any_word;
use std::ops::Range;

/// Figures with their spans; nothing from `closed` (tasks) or `taken` (documents).
pub(super) fn read(
    page: &Page,
    closed: &[Range<usize>],
    taken: &[Range<usize>],
    event: Option<&Range<usize>>,
) -> Vec<(Figure, Range<usize>)> {
    let mut found = Vec::with_capacity(16);
    let rows = planned::read(page);
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
        let in_row = |r: &Range<usize>| s.span.start < r.end && r.start < s.span.end;
        let is_row = rows.iter().any(|(_, row)| in_row(row));
        if first || is_event || is_row || tells_attendance(page, s) {
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
    if !rows.is_empty() {
        found.extend(rows);
        found.sort_by_key(|(_, span)| span.start);
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
    // "bác sĩ trên 1 vạn dân": by what the next number is measured.
    let mut measure: Option<Measure> = None;
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
            || is_plan(&tokens[s.tokens.start..=at])
        {
            at += 1;
            continue;
        }
        let Some(mut first) = amount_at(page, tokens, at, s) else {
            at += 1;
            continue;
        };
        if let Some(base) = Measure::read(page, tokens, &first) {
            at = first.end;
            measure = Some(base);
            continue;
        }
        if let Some(base) = measure.take()
            && first.unit.is_none()
            && base.is_before(tokens, at)
        {
            first.unit = Some(base.unit);
        }
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

/// What a number in the same clause counts: "bác sĩ/1 vạn dân".
struct Measure {
    unit: String,
    /// Token behind it.
    end: usize,
}

impl Measure {
    /// "bác sĩ trên 1 vạn dân": a round number of people behind what is counted.
    fn read(page: &Page, tokens: &[Token], amount: &Amount) -> Option<Self> {
        let over = amount.at.checked_sub(1)?;
        let people = amount.unit.as_deref().is_some_and(|u| u == "dân");
        if !people || tokens[over].key != "trên" {
            return None;
        }
        let counted = UNITS.ending(tokens, over, 3);
        let round = [1e3, 1e4, 1e5].contains(&amount.scaled());
        (counted > 0 && round).then(|| {
            let of = tokens[over - counted].span.start..tokens[over - 1].span.end;
            let per = tokens[amount.at].span.start..tokens[amount.end - 1].span.end;
            Self {
                unit: format!("{}/{}", page.str(&of), page.str(&per)),
                end: amount.end,
            }
        })
    }

    /// The number at token `at` stands a few words behind, with no mark between.
    fn is_before(&self, tokens: &[Token], at: usize) -> bool {
        let between = tokens.get(self.end..at).unwrap_or_default();
        between.len() <= 6 && between.iter().all(|t| t.word || t.key == ":")
    }
}

/// "(kế hoạch năm từ 95% trở lên)", "(KH 60%)": the number of a plan told in brackets;
/// the last token is the number.
fn is_plan(tokens: &[Token]) -> bool {
    let from = tokens.len().saturating_sub(8);
    let Some(open) = tokens[from..].iter().rposition(|t| t.key == "(") else {
        return false;
    };
    let inside = &tokens[from + open + 1..];
    let (first, second) = (key_at(inside, 0), key_at(inside, 1));
    let plan = any_word!(first, "kh")
        || any_word!(first, "kế") && any_word!(second, "hoạch")
        || any_word!(first, "chỉ" | "mục") && any_word!(second, "tiêu");
    plan && !inside.iter().any(|t| {
        any_word!(
            t.key,
            "," | ";" | ")" | "đạt" | "vượt" | "bằng" | "tăng" | "giảm"
        )
    })
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
    // "2016 - 2020", not "1.900 - 2.000".
    let years = |a: &Amount| {
        a.scale <= 1.0 && (1900.0..2100.0).contains(&a.value) && tokens[a.at].span.len() == 4
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
