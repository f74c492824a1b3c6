//! Tables of plans and results: "TT Chỉ tiêu ĐVT Kế hoạch Thực hiện" and a row for
//! each indicator. Their cells are apart by no more than a space when they get here,
//! so that only rows are read in which every cell is filled. Not here: figures of
//! running text (`figures`).

use super::Figure;
use super::lexicon::UNITS;
use super::page::Page;
use super::quantity::parse;
use super::tokens::{Token, key_at};
use super::vocabulary::any_word;
use crate::text::Lower;
use std::ops::Range;

/// The result of each row with the place of the row behind its number.
pub(super) fn read(page: &Page) -> Vec<(Figure, Range<usize>)> {
    let mut found = Vec::new();
    let mut inside = false;
    for line in page.lines.iter().filter(|l| !l.tokens.is_empty()) {
        let tokens = &page.tokens[line.tokens.clone()];
        if is_head(tokens) {
            inside = true;
        } else if inside {
            match row(page, tokens) {
                Some(figure) => found.push(figure),
                // Between rows stand their groups, which are no sentences.
                None => inside = !page.str(&line.span).trim_end().ends_with(['.', ':', ';']),
            }
        }
    }
    found
}

/// The titles of the columns, of which the last is that of the results.
fn is_head(tokens: &[Token]) -> bool {
    if !any_word!(tokens[0].key, "tt" | "stt") || tokens.len() > 24 {
        return false;
    }
    let place = |word: fn(&[Token], usize) -> bool| (1..tokens.len()).find(|i| word(tokens, *i));
    let unit = place(|t, i| {
        any_word!(t[i].key, "đvt")
            || any_word!(t[i].key, "đơn") && any_word!(key_at(t, i + 1), "vị")
    });
    let plan = place(|t, i| {
        any_word!(t[i].key, "kh")
            || any_word!(t[i].key, "kế") && any_word!(key_at(t, i + 1), "hoạch")
    });
    let result = place(|t, i| {
        any_word!(t[i].key, "th")
            || any_word!(t[i].key, "thực") && any_word!(key_at(t, i + 1), "hiện")
    });
    let (Some(unit), Some(plan), Some(result)) = (unit, plan, result) else {
        return false;
    };
    let of_period = |t: &Token| {
        t.number
            || any_word!(
                t.key,
                "hiện" | "quý" | "năm" | "tháng" | "đầu" | "i" | "ii" | "iii" | "iv" | "/"
            )
    };
    unit > 1 && unit < plan && plan < result && tokens[result + 1..].iter().all(of_period)
}

/// "1 Tỷ lệ bao phủ BHYT % 92 90,4": number, indicator, unit, plan, result.
fn row(page: &Page, tokens: &[Token]) -> Option<(Figure, Range<usize>)> {
    let unit_end = tokens.len().checked_sub(2)?;
    let (first, plan, result) = (&tokens[0], &tokens[unit_end], tokens.last()?);
    if !(first.number && plan.number && result.number) {
        return None;
    }
    let percent = usize::from(key_at(tokens, unit_end.checked_sub(1)?) == "%");
    let unit = percent.max(UNITS.ending(tokens, unit_end, 4));
    let named = tokens.get(1..unit_end - unit)?;
    if unit == 0 || !named.first()?.word {
        return None;
    }
    let units = &tokens[unit_end - unit..unit_end];
    let written = page.str(&(units[0].span.start..units[unit - 1].span.end));
    let unit = if units.iter().any(|t| t.upper) {
        written.to_owned()
    } else {
        written.lowered()
    };
    let span = named[0].span.start..result.span.end;
    let figure = Figure {
        value: parse(page.str(&result.span))?,
        unit: Some(unit),
        text: page.str(&span).to_owned(),
        ..Figure::default()
    };
    Some((figure, span))
}
