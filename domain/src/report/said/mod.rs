//! What a sentence says of an indicator in figures, held against its cell (domain
//! facts §6.2, §6.4): the number before or behind the indicator's name, in digits or
//! words, of thousands and millions, beside its parts, or in its place in a row of
//! "lần lượt". What may be another period's, a part's, a plan's or something else
//! than the indicator is passed over: a false alarm costs more than one that is
//! missed.
//!
//! Not here: which sentences and indicators are looked at (`words`), reading of
//! words as numbers (`spoken`).

mod agree;
mod figure;
mod spoken;
#[cfg(test)]
mod tests;
mod tokens;

use self::agree::agrees;
use self::figure::{Bound, Figure, bound_before, figure_at};
use self::tokens::{is_any, is_word, is_word_at, runs_at};
use crate::indicator::{Cell, IndicatorDef};

pub(super) use self::tokens::{Token, find_name, tokens};

/// Words after which a number counts or names something else.
const ORDINALS: [&str; 22] = [
    "ngay", "thang", "nam", "quy", "thu", "so", "khoa", "lan", "dot", "lop", "tuoi", "dieu",
    "khoan", "muc", "phan", "ky", "vong", "cap", "hang", "den", "tu", "bai",
];

/// Words that open the figure behind a name.
const LEADS: [&str; 15] = [
    "la", "dat", "co", "gom", "uoc", "duoc", "voi", "con", "chiem", "thuc", "hien", ":", "=",
    "tong", "cong",
];

/// Words with which a sentence goes on behind a figure.
const GOES_ON: [&str; 15] = [
    "tang", "giam", "so", "trong", "cao", "thap", "vuot", "bang", "tai", "tren", "va", "o", "tro",
    "(", ")",
];

/// The number in the sentence that is not the cell's, as it is written.
pub(super) fn other_number(
    def: &IndicatorDef,
    cell: &Cell,
    tokens: &[Token],
    name: (usize, usize),
    measure: &[String],
    needs_measure: bool,
) -> Option<String> {
    let figures = if let Some(figure) = said_before(def, tokens, name.0, measure, needs_measure) {
        if is_part_of_it(tokens, name.1) {
            return None;
        }
        vec![figure]
    } else {
        said_behind(def, tokens, name.1, measure, needs_measure)
    };
    let wrong = figures.into_iter().find(|figure| {
        !is_of_another_time(tokens, figure.range, name) && !agrees(def, cell, figure)
    });
    wrong.map(|figure| match &figure.over {
        Some(den) => format!("{}/{den}", figure.said),
        None => figure.said,
    })
}

/// "không xảy ra vụ ngộ độc thực phẩm nào" of a figure that is not zero; none where
/// the sentence says no such thing.
pub(super) fn denied(
    def: &IndicatorDef,
    cell: &Cell,
    tokens: &[Token],
    name: (usize, usize),
) -> Option<String> {
    const DENIALS: [&[&str]; 7] = [
        &["khong", "de", "xay", "ra"],
        &["khong", "xay", "ra"],
        &["khong", "phat", "sinh"],
        &["khong", "ghi", "nhan"],
        &["khong", "phat", "hien"],
        &["khong", "co"],
        &["chua", "xay", "ra"],
    ];
    let before = |words: &&&[&str]| {
        let at = name.0.checked_sub(words.len());
        at.is_some_and(|at| runs_at(tokens, at, words))
    };
    let words = DENIALS.iter().find(before)?;
    // "không có vụ ngộ độc thực phẩm lớn" denies great ones only.
    let is_whole = tokens.get(name.1).is_none_or(|next| {
        matches!(next.word.as_str(), "." | "," | ";" | "nao" | "xay")
            || ["tren dia", "trong ky", "trong quy"].iter().any(|t| {
                let pair: Vec<&str> = t.split(' ').collect();
                runs_at(tokens, name.1, &pair)
            })
    });
    let range = (name.0 - words.len(), name.1);
    let value = cell.shown_value(def)?;
    if cell.shown_bound(def).is_some() {
        return None;
    }
    let is_other = is_whole && value != 0 && !is_of_another_time(tokens, range, name);
    is_other.then(|| "0".to_owned())
}

/// The numbers of "… lần lượt là 3 và 12", for as many names before it.
pub(super) fn in_turn(
    tokens: &[Token],
    named: &[(&IndicatorDef, &Cell, (usize, usize))],
) -> Vec<(String, usize)> {
    let Some(at) = (0..tokens.len()).find(|at| runs_at(tokens, *at, &["lan", "luot"])) else {
        return Vec::new();
    };
    let mut names: Vec<usize> = (0..named.len()).filter(|n| named[*n].2.1 <= at).collect();
    names.sort_by_key(|n| named[*n].2.0);
    let between = ["va", ",", "so", "ty", "ti", "le", "luong", "tong"];
    let joined = |pair: &[usize]| {
        let (from, to) = (named[pair[0]].2.1, named[pair[1]].2.0);
        from <= to && tokens[from..to].iter().all(|t| is_any(t, &between))
    };
    if names.len() < 2 || !names.windows(2).all(joined) {
        return Vec::new();
    }
    let end = (at..tokens.len()).find(|n| is_word(&tokens[*n], ";"));
    let mut figures = Vec::new();
    let mut next = at + 2;
    while next < end.unwrap_or(tokens.len()) {
        match figure_at(tokens, next, true) {
            Some(figure) => {
                next = figure.range.1;
                figures.push(figure);
            }
            None => next += 1,
        }
    }
    if figures.len() != names.len() {
        return Vec::new();
    }
    let pairs = names.iter().zip(figures);
    let wrong = pairs.filter(|(n, figure)| {
        let (def, cell, name) = named[**n];
        is_percent_of(def, figure)
            && !is_of_another_time(tokens, figure.range, name)
            && !agrees(def, cell, figure)
    });
    wrong.map(|(n, figure)| (figure.said, *n)).collect()
}

/// A share is said of shares only; a count may be a part of one.
fn is_percent_of(def: &IndicatorDef, figure: &Figure) -> bool {
    !figure.is_percent || def.measure == "%"
}

/// The figure that stands right before a name, perhaps with its measure or "%"
/// between.
fn said_before(
    def: &IndicatorDef,
    tokens: &[Token],
    name: usize,
    measure: &[String],
    needs_measure: bool,
) -> Option<Figure> {
    if needs_measure {
        return None;
    }
    let mut end = name;
    let with_measure = end.checked_sub(measure.len()).filter(|at| {
        let words: Vec<&str> = measure.iter().map(String::as_str).collect();
        !words.is_empty() && runs_at(tokens, *at, &words)
    });
    end = with_measure.unwrap_or(end);
    // The longest figure that ends here.
    let start = (end.saturating_sub(6)..end)
        .find(|at| figure_at(tokens, *at, true).is_some_and(|f| f.range.1 == end))?;
    let mut figure = figure_at(tokens, start, true)?;
    let (bound, words) = bound_before(tokens, start);
    figure.bound = bound;
    let before = start.checked_sub(words + 1).and_then(|at| tokens.get(at));
    let is_row = before.is_some_and(|t| is_any(t, &["va", ","]))
        && start
            .checked_sub(words + 2)
            .is_some_and(|at| tokens[at].is_number());
    let is_ordinal = before.is_some_and(|t| is_any(t, &ORDINALS));
    let is_torn =
        tokens[start].is_glued && before.is_some_and(|t| is_any(t, &["-", "–", "/", "."]));
    // A denominator before a name is a date or belongs to another thing.
    let is_foreign = figure.over.is_some() || !is_percent_of(def, &figure);
    (!is_row && !is_ordinal && !is_torn && !is_foreign).then_some(figure)
}

/// The figures behind a name: the first right behind it or its lead, of a ratio the
/// share or the parts that follow.
fn said_behind(
    def: &IndicatorDef,
    tokens: &[Token],
    name: usize,
    measure: &[String],
    needs_measure: bool,
) -> Vec<Figure> {
    let mut at = name;
    while tokens
        .get(at)
        .is_some_and(|t| is_any(t, &LEADS) || (needs_measure && is_any(t, &["cho"])))
    {
        at += 1;
    }
    let is_led = at > name;
    // A word of bound stands before the number.
    let start = (at..=at + 2).find(|start| {
        figure_at(tokens, *start, is_led).is_some() && bound_before(tokens, *start).1 == start - at
    });
    let Some(start) = start else {
        return Vec::new();
    };
    let Some(mut first) = figure_at(tokens, start, is_led) else {
        return Vec::new();
    };
    first.bound = bound_before(tokens, start).0;
    let end = first.range.1;
    if runs_at(tokens, end, &["tro", "len"]) {
        first.bound = Bound::AtLeast;
    }
    let words: Vec<&str> = measure.iter().map(String::as_str).collect();
    let has_measure = !words.is_empty() && runs_at(tokens, end, &words);
    let ends = tokens
        .get(end)
        .is_none_or(|t| !t.is_word() && t.word != "-");
    let goes_on = is_led && tokens.get(end).is_some_and(|t| is_any(t, &GOES_ON));
    let is_ratio = def.factor().is_some();
    let fits = match (&first.over, first.is_percent) {
        (Some(_), _) => is_ratio,
        (None, true) => def.measure == "%" && !runs_at(tokens, end, &["diem"]),
        (None, false) => {
            has_measure || (!needs_measure && (ends || goes_on || first.multiple.is_some()))
        }
    };
    if !fits || is_word_at(tokens, end, "diem") {
        return Vec::new();
    }
    let mut figures = vec![first];
    if is_ratio {
        figures.extend(second_behind(tokens, &figures[0]));
    }
    figures
}

/// Behind the parts the share, behind the share the parts: "2.590/2.974 hộ, đạt
/// 87,09 %", "87,09 % (2.590/2.974 hộ)".
fn second_behind(tokens: &[Token], first: &Figure) -> Option<Figure> {
    let from = first.range.1;
    for at in from..tokens.len().min(from + 7) {
        if is_any(
            &tokens[at],
            &["tang", "giam", "so", ";", "trong", "cung", "vuot", "ke"],
        ) {
            return None;
        }
        if let Some(figure) = figure_at(tokens, at, false) {
            let is_other_kind = figure.is_percent != first.is_percent
                && (figure.over.is_some() || figure.is_percent);
            return is_other_kind.then_some(figure);
        }
    }
    None
}

/// Words behind a name that make it a part of what the indicator counts.
fn is_part_of_it(tokens: &[Token], end: usize) -> bool {
    let parts = [
        "cho", "bang", "ve", "bhyt", "luu", "mien", "loai", "lon", "dong", "theo",
    ];
    tokens.get(end).is_some_and(|t| is_any(t, &parts))
        || [
            "tai xa",
            "tai phuong",
            "o xa",
            "o phuong",
            "cua xa",
            "thuoc ho",
        ]
        .iter()
        .any(|t| {
            let pair: Vec<&str> = t.split(' ').collect();
            runs_at(tokens, end, &pair)
        })
}

/// Whether the words around a figure make it another period's, a plan's, an average
/// or a part; "so với cùng kỳ" only compares.
fn is_of_another_time(tokens: &[Token], figure: (usize, usize), name: (usize, usize)) -> bool {
    const OTHERS: [&[&str]; 20] = [
        &["cung", "ky"],
        &["ky", "truoc"],
        &["quy", "truoc"],
        &["thang", "truoc"],
        &["nam", "truoc"],
        &["nam", "ngoai"],
        &["luy", "ke"],
        &["dau", "nam"],
        &["ke", "hoach"],
        &["chi", "tieu"],
        &["muc", "tieu"],
        &["phan", "dau"],
        &["du", "kien"],
        &["trong", "do"],
        &["binh", "quan"],
        &["trung", "binh"],
        &["rieng"],
        &["moi"],
        &["giao"],
        &["ca", "nam"],
    ];
    let from = figure.0.min(name.0);
    let start = (0..from)
        .rev()
        .find(|n| is_word(&tokens[*n], ";"))
        .map_or(0, |n| n + 1);
    let until = figure.1.max(name.1);
    let stop = |t: &Token| is_any(t, &[",", ";", "("]);
    let end = (until..tokens.len())
        .find(|n| stop(&tokens[*n]))
        .unwrap_or(tokens.len());
    let compares = |at: usize| {
        let words = ["voi", "hon", "bang", "den"];
        at > 0 && is_any(&tokens[at - 1], &words)
    };
    let says = |at: usize| {
        let is_inside = |at: usize| (name.0..name.1).contains(&at);
        !is_inside(at) && OTHERS.iter().any(|words| runs_at(tokens, at, words)) && !compares(at)
    };
    (start..end).any(says)
}
