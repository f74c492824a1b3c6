//! Where a review is told: "tổng kết 10 năm thực hiện", "đánh giá 2 năm thực hiện",
//! "sơ kết giữa nhiệm kỳ", with its years. Not here: what was reviewed (`reviews`).

use super::EventKind;
use super::page::Page;
use super::reviews::{names_document, rest_end};
use super::tokens::{Token, key_at};
use super::vocabulary::{Key, any_word};

/// "Tổng kết 10 năm thực hiện" and the like, before what was carried out.
pub(super) struct Head {
    pub kind: EventKind,
    pub years: Option<u8>,
    /// It says that something was carried out.
    pub carried: bool,
    /// "giữa nhiệm kỳ", which is no number of years.
    pub mid_term: bool,
    pub start: usize,
    /// Where the words behind it begin.
    pub end: usize,
}

/// Where "sơ kết" or "tổng kết" stands, with what follows on the line.
fn heads(page: &Page) -> impl Iterator<Item = Head> {
    page.telling().filter_map(|(at, token)| {
        let before = &page.tokens[at.checked_sub(1)?];
        let assessed = token.key == "giá" && any_word!(before.key, "đánh");
        let ends = token.key == "kết";
        let kind = if assessed || ends && any_word!(before.key, "sơ") {
            EventKind::SoKet
        } else if ends && any_word!(before.key, "tổng") {
            EventKind::TongKet
        } else {
            return None;
        };
        let line = page.lines.get(before.line as usize)?;
        let tokens = &page.tokens[..line.tokens.end.max(at + 1)];
        let head = head(page, tokens, at, kind);
        let tells = !assessed || alone(&page.tokens, at) && counts_document(page, &head);
        tells.then_some(head)
    })
}

/// No "tổng kết, " stands before "đánh giá", which goes on with it.
fn alone(tokens: &[Token], at: usize) -> bool {
    !(at.saturating_sub(4)..at).any(|before| any_word!(tokens[before].key, "kết"))
}

/// "Đánh giá 2 năm thực hiện Nghị quyết …"; much else is assessed.
fn counts_document(page: &Page, head: &Head) -> bool {
    head.years.is_some() && head.carried && names_document(&page.text[head.end..])
}

/// The same with the further counts of a sentence: "… và 03 năm thực hiện …".
pub(super) fn all_heads(page: &Page) -> Vec<Head> {
    let mut all: Vec<Head> = Vec::new();
    let mut told = heads(page).peekable();
    while let Some(first) = told.next() {
        let clause = rest_end(page, first.end);
        let end = told.peek().map_or(clause, |next| clause.min(next.start));
        let (from, kind) = (page.token_from(first.end), first.kind);
        let counts = first.years.is_some();
        all.push(first);
        if counts {
            let joints = from..page.token_from(end);
            all.extend(joints.filter_map(|at| counted_again(page, at, clause, kind)));
        }
    }
    all
}

/// Years of a further document that the "và" or comma at token `at` joins.
fn counted_again(page: &Page, at: usize, end: usize, kind: EventKind) -> Option<Head> {
    let line = page.lines.get(page.tokens.get(at)?.line as usize)?;
    let tokens = &page.tokens[..line.tokens.end.max(at + 1)];
    if !any_word!(key_at(tokens, at), "và" | ",") {
        return None;
    }
    let next = at + 1 + usize::from(any_word!(key_at(tokens, at + 1), "và"));
    let (years, length) = number_at(page, tokens, next)?;
    if !any_word!(key_at(tokens, next + length), "năm") {
        return None;
    }
    let (behind, carried) = carried_out(tokens, next + length + 1);
    let from = page.tokens[behind - 1].span.end;
    let from = from + usize::from(page.text[from..].starts_with(' '));
    let named = from <= end && names_document(&page.text[from..end]);
    (carried || named).then_some(Head {
        kind,
        years: Some(years),
        carried,
        mid_term: false,
        start: tokens[next].span.start,
        end: from,
    })
}

/// Reads on behind token `at`, the "kết" of `kind`.
fn head(page: &Page, tokens: &[Token], at: usize, kind: EventKind) -> Head {
    let two = |at: usize, first: Key, second: Key| {
        key_at(tokens, at) == first && key_at(tokens, at + 1) == second
    };
    let mut next = at + 1;
    // "tổng kết, đánh giá 5 năm"
    let comma = usize::from(any_word!(key_at(tokens, next), ","));
    if two(next + comma, Key::of("đánh"), Key::of("giá"))
        || two(next + comma, Key::of("tình"), Key::of("hình"))
    {
        next += comma + 2;
    }
    let mid_term =
        any_word!(key_at(tokens, next), "giữa") && two(next + 1, Key::of("nhiệm"), Key::of("kỳ"));
    if mid_term {
        next += 3;
    }
    let counted = |at: usize| {
        let (years, length) = number_at(page, tokens, at)?;
        any_word!(key_at(tokens, at + length), "năm").then_some((years, at + length + 1))
    };
    let told = counted(next);
    let (mut next, carried) = carried_out(tokens, told.map_or(next, |(_, behind)| behind));
    let mut years = told.map(|(years, _)| years);
    // "tổng kết việc thực hiện 15 năm Chỉ thị …"
    if carried
        && years.is_none()
        && let Some((later, behind)) = counted(next)
        && tokens
            .get(behind)
            .is_some_and(|t| names_document(&page.text[t.span.start..]))
    {
        years = Some(later);
        next = behind;
    }
    let end = tokens[next - 1].span.end;
    Head {
        kind,
        years,
        carried,
        mid_term,
        start: page.tokens[at - 1].span.start,
        end: end + usize::from(page.text[end..].starts_with(' ')),
    }
}

/// The token behind "việc triển khai, thực hiện", "kết quả thi hành" at `next`, and
/// whether such words stand there; `next` itself when none do.
fn carried_out(tokens: &[Token], next: usize) -> (usize, bool) {
    let two = |at: usize, first: Key, second: Key| {
        key_at(tokens, at) == first && key_at(tokens, at + 1) == second
    };
    let mut verb = next;
    if any_word!(key_at(tokens, verb), "việc") {
        verb += 1;
    } else if two(verb, Key::of("kết"), Key::of("quả")) {
        verb += 2;
    }
    let carries = |at: usize| {
        two(at, Key::of("thực"), Key::of("hiện"))
            || two(at, Key::of("triển"), Key::of("khai"))
            || two(at, Key::of("thi"), Key::of("hành"))
    };
    if !carries(verb) {
        return (next, false);
    }
    let behind = verb + 2;
    let comma = usize::from(any_word!(key_at(tokens, behind), ","));
    if two(verb, Key::of("triển"), Key::of("khai")) && carries(behind + comma) {
        return (behind + comma + 2, true);
    }
    (behind, true)
}

/// The number of years at token `at`, up to two digits or words, and its tokens.
fn number_at(page: &Page, tokens: &[Token], at: usize) -> Option<(u8, usize)> {
    let token = tokens.get(at)?;
    if token.number {
        let digits = page.str(&token.span);
        return (digits.len() <= 2)
            .then(|| digits.parse().ok())?
            .map(|n| (n, 1));
    }
    let second = key_at(tokens, at + 1);
    Some(match token.key.as_str() {
        "mười" if second == "lăm" => (15, 2),
        "hai" if second == "mươi" => (20, 2),
        "một" => (1, 1),
        "hai" => (2, 1),
        "ba" => (3, 1),
        "bốn" => (4, 1),
        "năm" => (5, 1),
        "sáu" => (6, 1),
        "bảy" => (7, 1),
        "tám" => (8, 1),
        "chín" => (9, 1),
        "mười" => (10, 1),
        _ => return None,
    })
}
