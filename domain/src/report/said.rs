//! What a sentence says of an indicator in figures, held against its cell (domain
//! facts §6.2, §6.4): the number before or behind the indicator's name, in digits or
//! words, of thousands and millions, beside its parts, or in its place in a row of
//! "lần lượt". What may be another period's, a part's, a plan's or something else
//! than the indicator is passed over: a false alarm costs more than one that is
//! missed.
//!
//! Not here: which sentences and indicators are looked at (`words`), reading of
//! words as numbers (`spoken`).

use super::spoken::{multiple, spoken};
use super::tokens::{Token, is_any, is_word, runs_at};
use crate::indicator::{Cell, IndicatorDef};
use crate::number::{format_number, read_number};

/// A number as a sentence has it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Figure {
    /// As it is written.
    said: String,
    /// At `scale`; several where the notation has two meanings.
    readings: Vec<i128>,
    scale: u32,
    /// "triệu" behind it; none where it is in the table's own measure.
    multiple: Option<i128>,
    is_percent: bool,
    /// Behind a stroke: the denominator.
    over: Option<String>,
    bound: Bound,
    /// Tokens from the first of it, and behind the last.
    range: (usize, usize),
}

/// What a word before a number makes of it (§6.2, threshold words).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bound {
    Exact,
    AtLeast,
    AtMost,
    About,
}

/// What the words before a number say of it, and how many they are.
fn bound_before(tokens: &[Token], at: usize) -> (Bound, usize) {
    let ends = |words: &[&str]| at >= words.len() && runs_at(tokens, at - words.len(), words);
    let known: [(&[&str], Bound); 15] = [
        (&["it", "nhat"], Bound::AtLeast),
        (&["toi", "thieu"], Bound::AtLeast),
        (&["tro", "len"], Bound::AtLeast),
        (&["toi", "da"], Bound::AtMost),
        (&["khong", "qua"], Bound::AtMost),
        (&["chua", "den"], Bound::AtMost),
        (&["chua", "toi"], Bound::AtMost),
        (&["xap", "xi"], Bound::About),
        (&["tren", "duoi"], Bound::About),
        (&["hon"], Bound::AtLeast),
        (&["tren"], Bound::AtLeast),
        (&["vuot"], Bound::AtLeast),
        (&["duoi"], Bound::AtMost),
        (&["gan"], Bound::About),
        (&["khoang"], Bound::About),
    ];
    let found = known.iter().find(|(words, _)| ends(words));
    found.map_or((Bound::Exact, 0), |(words, bound)| (*bound, words.len()))
}

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

fn is_word_at(tokens: &[Token], at: usize, word: &str) -> bool {
    tokens.get(at).is_some_and(|t| is_word(t, word))
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

/// The number that begins at a token, with "%", a denominator or "triệu" behind it.
fn figure_at(tokens: &[Token], at: usize, with_words: bool) -> Option<Figure> {
    let token = tokens.get(at)?;
    let (said, readings, scale, mut end) = if token.is_number() {
        let scale = token
            .word
            .rsplit_once(',')
            .map_or(0, |(_, d)| d.len().min(9));
        let read = read_number(&token.word, u8::try_from(scale).ok()?).ok()?;
        (token.word.clone(), read.all(), scale, at + 1)
    } else {
        if !with_words {
            return None;
        }
        let (number, words) = spoken(&tokens[at..])?;
        let said: Vec<&str> = tokens[at..at + words]
            .iter()
            .map(|t| t.raw.as_str())
            .collect();
        (said.join(" "), vec![number], 0, at + words)
    };
    let is_number_at = |at: usize| tokens.get(at).is_some_and(Token::is_number);
    let mut over = None;
    if is_word_at(tokens, end, "/") && is_number_at(end + 1) {
        // "12/5/2026" is a day, "10/10.000" a rate.
        if is_word_at(tokens, end + 2, "/") {
            return None;
        }
        over = tokens.get(end + 1).map(|t| t.word.clone());
        end += 2;
    }
    let mut times = None;
    while let Some(more) = tokens.get(end).and_then(multiple) {
        times = Some(times.unwrap_or(1_i128).saturating_mul(more));
        end += 1;
    }
    if is_word_at(tokens, end, "dong") {
        times = times.or(Some(1));
    }
    let sign = usize::from(is_word_at(tokens, end, "%"));
    let words = 2 * usize::from(runs_at(tokens, end, &["phan", "tram"]));
    let is_percent = sign + words > 0;
    end += sign + words;
    Some(Figure {
        said,
        readings: readings.into_iter().map(i128::from).collect(),
        scale: u32::try_from(scale).ok()?,
        multiple: times,
        is_percent,
        over,
        bound: Bound::Exact,
        range: (at, end),
    })
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

/// Whether a figure is the cell's, rounded as it is written.
fn agrees(def: &IndicatorDef, cell: &Cell, figure: &Figure) -> bool {
    let Some(value) = cell.shown_value(def) else {
        return true;
    };
    let parts = [cell.num, cell.den];
    if let Some(den) = &figure.over {
        let is = |part: Option<i64>, said: &str| {
            part.is_none_or(|p| format_number(p, 0) == said || p.to_string() == said)
        };
        return is(cell.num, &figure.said) && is(cell.den, den);
    }
    if parts
        .iter()
        .flatten()
        .any(|p| figure.readings.contains(&i128::from(*p)) && figure.scale == 0)
    {
        return true;
    }
    let own = own_multiple(&def.measure);
    let times = figure.multiple.unwrap_or(own);
    let power = |places: u32| 10_i128.checked_pow(places);
    let Some((of_value, of_figure)) = power(figure.scale).zip(power(u32::from(def.scale))) else {
        return true;
    };
    // Both at one scale: the table's is value × own / 10^scale.
    let Some(table) = i128::from(value).checked_mul(own * of_value) else {
        return true;
    };
    let Some(unit) = times.checked_mul(of_figure) else {
        return true;
    };
    figure.readings.iter().any(|said| {
        let Some(exact) = said.checked_mul(unit) else {
            return true;
        };
        match figure.bound {
            Bound::AtLeast => table >= exact,
            Bound::AtMost => table <= exact,
            Bound::About => table.saturating_sub(exact).saturating_abs() <= table.abs() / 10,
            // Written with fewer decimals, or with more than the table keeps.
            Bound::Exact => {
                rounded(table, unit) == Some(*said)
                    || rounded(exact, own * of_value) == Some(i128::from(value))
            }
        }
    })
}

/// "triệu đồng" counts in millions.
fn own_multiple(measure: &str) -> i128 {
    let first = measure.split_whitespace().next().unwrap_or_default();
    match crate::text::fold(first).as_str() {
        "nghin" | "ngan" => 1_000,
        "trieu" => 1_000_000,
        "ty" | "ti" => 1_000_000_000,
        _ => 1,
    }
}

/// The nearest whole number of `unit`s, half away from zero.
fn rounded(value: i128, unit: i128) -> Option<i128> {
    let half = unit / 2;
    let shifted = if value < 0 {
        value.checked_sub(half)?
    } else {
        value.checked_add(half)?
    };
    shifted.checked_div(unit)
}

#[cfg(test)]
#[path = "said_tests.rs"]
mod tests;
