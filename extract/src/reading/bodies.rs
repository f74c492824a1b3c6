//! Each named body once, in its first or fullest spelling; a body inside
//! another's name is none. Not here: finding the namings (`organisations`).

use super::known::KnownBodies;
use super::organisations::Mention;
use super::page::{Page, Part};
use crate::text::{CharKind, kind_of, unify_tones};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

static ALIAS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\((?:sau đây )?(?:gọi tắt|viết tắt|gọi chung)(?: là)?:?\s*([^)]+)\)")
        .expect("valid expression")
});

/// Names that stand for a title, a group or nothing by themselves.
fn is_no_body(key: &str) -> bool {
    matches!(
        key,
        "ban thường vụ"
            | "ban chấp hành"
            | "ban thường trực"
            | "thường trực"
            | "trung ương"
            | "hội đồng"
            | "ban chỉ đạo"
            | "ubnd các"
            | "ban tuyên giáo"
            | "đảng bộ"
            | "công an"
    )
}

/// The list of bodies with the span of the spelling that was kept.
pub(super) fn list(
    page: &Page,
    mentions: &[Mention],
    known: &KnownBodies,
) -> Vec<(String, Range<usize>)> {
    let told = page.text.contains(" tắt") || page.text.contains("gọi chung");
    let aliases: Vec<String> = told
        .then(|| ALIAS.captures_iter(&page.text))
        .into_iter()
        .flatten()
        .map(|c| comparable(c[1].trim()))
        .collect();
    let mut kept: Vec<(String, String, Range<usize>)> = Vec::new();
    for m in mentions {
        let part = page.part_at(m.span.start);
        if matches!(
            part,
            Part::Furniture | Part::Byline | Part::Stamp | Part::Blank | Part::Signature
        ) {
            continue;
        }
        let words = page.str(&m.span);
        let upper = !words.chars().any(char::is_lowercase) && words.split_whitespace().count() > 1;
        if upper && words.contains(' ') && (part != Part::Letterhead || words.starts_with("BÁO")) {
            continue;
        }
        let mut key = comparable(words);
        if let Some(full) = known.full_name(&key) {
            full.clone_into(&mut key);
        }
        let inside_title_of_person = page.text[..m.span.start].trim_end().ends_with("Thủ tướng")
            || page.text[..m.span.start]
                .trim_end()
                .ends_with("Phó Thủ tướng");
        if is_no_body(&key) || inside_title_of_person || aliases.contains(&key) {
            continue;
        }
        match kept.iter_mut().find(|(k, _, _)| same_body(k, &key)) {
            Some(entry) => {
                let shouted = !entry.1.chars().any(char::is_lowercase);
                if !upper && (shouted || key.len() > entry.0.len()) {
                    *entry = (key, words.to_owned(), m.span.clone());
                }
            }
            None => kept.push((key, words.to_owned(), m.span.clone())),
        }
    }
    kept.into_iter()
        .map(|(_, words, span)| (words, span))
        .collect()
}

/// Folded, with the usual short forms written out.
pub(super) fn comparable(words: &str) -> String {
    const SHORT: &[(&str, &str)] = &[
        ("gd&đt", "giáo dục và đào tạo"),
        ("gdđt", "giáo dục và đào tạo"),
        ("kh&cn", "khoa học và công nghệ"),
        ("tt&tt", "thông tin và truyền thông"),
        ("tn&mt", "tài nguyên và môi trường"),
        ("ubnd", "ủy ban nhân dân"),
        ("hđnd", "hội đồng nhân dân"),
        ("mttq", "mặt trận tổ quốc"),
        ("lhpn", "liên hiệp phụ nữ"),
        ("bhxh", "bảo hiểm xã hội"),
        ("bch", "ban chấp hành"),
    ];
    let folded = unify_tones(words);
    if !has_short(words) {
        return folded;
    }
    let mut out = String::with_capacity(folded.len() + 24);
    for word in folded.split(' ') {
        if !out.is_empty() {
            out.push(' ');
        }
        let long = SHORT.iter().find(|(short, _)| *short == word);
        out.push_str(long.map_or(word, |(_, long)| long));
    }
    out
}

/// Two capitals side by side: an abbreviation may stand there.
fn has_short(words: &str) -> bool {
    let mut before = false;
    words.chars().any(|c| {
        let upper = kind_of(c) == CharKind::Upper;
        let both = upper && before;
        before = upper;
        both
    })
}

/// The same body when one name is the other with its place behind it.
fn same_body(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let Some(tail) = long.strip_prefix(short).and_then(|t| t.strip_prefix(' ')) else {
        return false;
    };
    let first = tail.split(' ').next().unwrap_or("");
    let body_levels = ["tỉnh", "huyện", "xã", "phường", "thành", "quận", "ấp", "ủy"];
    let ends_in_level = short
        .rsplit(' ')
        .next()
        .is_some_and(|w| body_levels.contains(&w));
    if tail == "đảng" || tail == "việt nam" {
        return true;
    }
    // "Sở Y tế" and "Sở Y tế tỉnh …" are one; "Hội X" and "Hội X huyện Y" need not be.
    ends_in_level
        || (short.starts_with("sở ") && first == "tỉnh")
        || place_tail(tail) && !short.ends_with("hội")
}

fn place_tail(tail: &str) -> bool {
    let tokens = super::tokens::tokenise(tail);
    let n = super::lexicon::PROVINCES.longest(&tokens, 0);
    n > 0 && n == tokens.len()
}
