//! Each named body once, in its first or fullest spelling; a body inside
//! another's name is none. Not here: finding the namings (`organisations`).

use super::known::KnownBodies;
use super::lexicon::ALIAS as ALIAS_WORD;
use super::organisations::Mention;
use super::page::{Page, Part};
use crate::text::{CharKind, kind_of, unify_tones};
use memchr::memmem::Finder;
use regex::Regex;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

// Looked for in every name, so made ready once.
static VIETNAM: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new(" việt nam "));
static PROVINCE: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new(" tỉnh "));

static ALIAS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\((?:sau đây )?(?:gọi tắt|viết tắt|gọi chung)(?: là)?:?\s*([^)]+)\)")
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
            | "ủy ban nhân dân"
            | "hội đồng nhân dân"
    )
}

/// The list of bodies with the span of the spelling that was kept.
pub(super) fn list(
    page: &Page,
    mentions: &[Mention],
    known: &KnownBodies,
) -> Vec<(String, Range<usize>)> {
    let told = page.lines.iter().filter(|l| ALIAS_WORD.may_be_in(l.lists));
    let aliases: Vec<String> = told
        .flat_map(|line| ALIAS_WORD.find(&page.tokens, line.tokens.clone()))
        .filter_map(|found| {
            // The bracket may close below.
            let open = &page.text[page.tokens[found.start].span.start..];
            ALIAS.captures(&open[..=open.find(')')?])
        })
        .map(|c| comparable(c[1].trim()))
        .collect();
    let shorts = ShortForms::told(page, mentions);
    let mut kept: Vec<(Name, String, Range<usize>)> = Vec::with_capacity(16);
    // A body is named with the same words again and again.
    let mut folded_once: Vec<(&str, String)> = Vec::with_capacity(16);
    for m in mentions {
        let part = page.part_at(m.span.start);
        if matches!(
            part,
            Part::Furniture | Part::Byline | Part::Stamp | Part::Blank | Part::Signature
        ) {
            continue;
        }
        let listed = m
            .head
            .as_ref()
            .map(|h| with_head(page.str(h), page.str(&m.span)));
        let words = listed.as_deref().unwrap_or(page.str(&m.span));
        let upper = !words.chars().any(char::is_lowercase) && words.split_whitespace().count() > 1;
        if upper && words.contains(' ') && (part != Part::Letterhead || words.starts_with("BÁO")) {
            continue;
        }
        let same = folded_once.iter().find(|(once, _)| *once == words);
        let mut key = match (&listed, same) {
            (Some(_), _) => shorts.key(words, unify_tones(words)),
            (None, Some((_, key))) => key.clone(),
            (None, None) => {
                let key = shorts.key(words, page.folded(&m.span));
                folded_once.push((page.str(&m.span), key.clone()));
                key
            }
        };
        if let Some(full) = known.full_name(&key) {
            full.clone_into(&mut key);
        }
        // A deputy's title ends with the same words.
        let before = page.text[..m.span.start].trim_end();
        let inside_title_of_person = before.ends_with("Thủ tướng");
        if is_no_body(&key) || inside_title_of_person || aliases.contains(&key) {
            continue;
        }
        let key = Name::new(key);
        match kept.iter_mut().find(|(k, _, _)| k.same_body(&key)) {
            Some(entry) => {
                let shouted = !entry.1.chars().any(char::is_lowercase);
                if !upper && (shouted || key.folded.len() > entry.0.folded.len()) {
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

/// "Sở" and "Y tế" of "các Sở: Y tế, Du lịch".
fn with_head(head: &str, name: &str) -> String {
    let mut chars = head.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first
        .chain(chars)
        .chain([' '])
        .chain(name.chars())
        .collect()
}

/// Short forms that the text gives in brackets behind or inside a name: "Sở Giáo
/// dục và Đào tạo (GD&ĐT)", "Hội Liên hiệp Phụ nữ (LHPN) xã".
struct ShortForms(Vec<ShortForm>);

struct ShortForm {
    short: String,
    /// What the letters stand for, the end of the name.
    part: String,
    /// The name up to the bracket.
    whole: String,
}

impl ShortForms {
    fn told(page: &Page, mentions: &[Mention]) -> Self {
        let mut all: Vec<ShortForm> = Vec::new();
        for m in mentions {
            let words = page.str(&m.span);
            let inside = words
                .contains('(')
                .then(|| words.split_once(" ("))
                .flatten();
            let behind = || Some((words, page.text[m.span.end..].strip_prefix(" (")?));
            let Some((name, short)) = inside
                .or_else(behind)
                .and_then(|(name, rest)| Some((name, short_form(rest)?)))
            else {
                continue;
            };
            let short = unify_tones(short);
            if all.iter().all(|s| s.short != short) {
                let whole = comparable(name);
                all.push(ShortForm {
                    part: spelt_by(&whole, &short).unwrap_or(&whole).to_owned(),
                    short,
                    whole,
                });
            }
        }
        Self(all)
    }

    /// The name with its short forms written out, those that the text tells
    /// first; `folded` is the name folded.
    fn key(&self, words: &str, folded: String) -> String {
        let bracket = words
            .contains('(')
            .then(|| Some((words.find(" (")?, words.find(')')?)))
            .flatten();
        let (bare, folded): (Cow<'_, str>, String) = match bracket {
            Some((from, to)) if from < to => {
                let bare = format!("{}{}", &words[..from], &words[to + 1..]);
                let folded = unify_tones(&bare);
                (Cow::Owned(bare), folded)
            }
            _ => (Cow::Borrowed(words), folded),
        };
        let mut key = if !has_short(&bare) {
            folded
        } else if self.0.is_empty() {
            written_out(&folded)
        } else {
            let mut all = String::with_capacity(folded.len() + 24);
            for (place, (word, folded)) in bare.split(' ').zip(folded.split(' ')).enumerate() {
                if place > 0 {
                    all.push(' ');
                }
                match self.0.iter().find(|s| folded == s.short) {
                    Some(s) if place == 0 => all.push_str(&s.whole),
                    Some(s) => all.push_str(&s.part),
                    None if has_short(word) => all.push_str(&written_out(folded)),
                    None => all.push_str(folded),
                }
            }
            all
        };
        if let Some(at) = VIETNAM.find(key.as_bytes()) {
            key.replace_range(at..at + " việt nam".len(), "");
        }
        key
    }
}

/// The short form that ends at the first bracket of `rest`: capitals, perhaps
/// joined by marks.
fn short_form(rest: &str) -> Option<&str> {
    let short = &rest[..rest.find(')').filter(|at| *at <= 24)?];
    let capitals = short.chars().filter(|c| kind_of(*c) == CharKind::Upper);
    let only = short
        .chars()
        .all(|c| kind_of(c) == CharKind::Upper || matches!(c, '&' | '-' | ',' | '.'));
    (only && capitals.count() >= 2).then_some(short)
}

/// The end of `name` whose words begin with the letters of `short`.
fn spelt_by<'a>(name: &'a str, short: &str) -> Option<&'a str> {
    let plain = |c: char| crate::text::fold_accents(&c.to_string());
    let mut letters = short.chars().filter(|c| c.is_alphabetic()).rev();
    let mut wanted = letters.next()?;
    let mut end = name.len();
    for (at, word) in name
        .rmatch_indices(' ')
        .map(|(at, _)| at + 1)
        .chain([0])
        .map(|at| (at, name[at..].split(' ').next().unwrap_or("")))
    {
        // A level behind the part the letters stand for: "… tỉnh (MTTQ)".
        if matches!(word, "và" | "các" | "của" | "-" | "–") {
            continue;
        }
        let first = word.chars().next()?;
        if plain(first) != plain(wanted) {
            if end == name.len() && matches!(word, "tỉnh" | "huyện" | "xã" | "phường") {
                end = at.saturating_sub(1);
                continue;
            }
            return None;
        }
        match letters.next() {
            Some(letter) => wanted = letter,
            None => return Some(&name[at..end]),
        }
    }
    None
}

/// Folded, with the usual short forms written out.
pub(super) fn comparable(words: &str) -> String {
    let folded = unify_tones(words);
    if has_short(words) {
        written_out(&folded)
    } else {
        folded
    }
}

/// A folded name with the usual short forms written out.
fn written_out(folded: &str) -> String {
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

/// The name of a body to be compared with every other one.
struct Name {
    folded: String,
    /// Without " tỉnh" inside, when it has that.
    without_level: Option<String>,
}

impl Name {
    fn new(folded: String) -> Self {
        let without_level = PROVINCE
            .find(folded.as_bytes())
            .map(|_| folded.replace(" tỉnh ", " "));
        Self {
            folded,
            without_level,
        }
    }

    /// The same body when one name is the other with its place behind it.
    fn same_body(&self, other: &Self) -> bool {
        let (a, b) = (self.folded.as_str(), other.folded.as_str());
        // "Sở Y tế tỉnh Phú Yên" and "Sở Y tế Phú Yên"
        if a == b
            || self.without_level.as_deref() == Some(b)
            || other.without_level.as_deref() == Some(a)
        {
            return true;
        }
        let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
        long.strip_prefix(short)
            .and_then(|tail| tail.strip_prefix(' '))
            .is_some_and(|tail| goes_on(short, tail))
    }
}

/// What stands behind a name makes no other body of it.
fn goes_on(short: &str, tail: &str) -> bool {
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
        || short.starts_with("hội ")
            && matches!(tail, "tỉnh" | "huyện" | "xã" | "phường" | "thành phố")
        || (short.starts_with("sở ") && first == "tỉnh")
        || place_tail(tail) && !short.ends_with("hội")
}

fn place_tail(tail: &str) -> bool {
    let tokens = super::tokens::tokenise(tail);
    !tokens.is_empty() && super::lexicon::PROVINCES.longest(&tokens, 0) == tokens.len()
}
