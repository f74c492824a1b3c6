//! Short forms of names of bodies: those that a text introduces itself, in plain
//! brackets or in words, and the usual ones. Not here: which namings are the same
//! body (`bodies`).

use super::lexicon::ALIAS as ALIAS_WORD;
use super::organisations::Mention;
use super::page::Page;
use crate::text::{CharKind, kind_of, unify_tones};
use memchr::memmem::Finder;
use regex::Regex;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

// Looked for in every name, so made ready once.
static VIETNAM: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new(" việt nam "));

static ALIAS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^\((?:sau đây |dưới đây )?(?:được )?(?:gọi|viết)(?: tắt| chung)?(?: là)?:?\s*([^)]+)\)",
    )
    .expect("valid expression")
});

/// A short form that the text introduces in words: "(gọi tắt là Sở GD)".
pub(super) struct Alias {
    pub short: String,
    /// The folded name before the bracket, where that is a body.
    pub whole: Option<String>,
    /// The bracket.
    pub place: Range<usize>,
}

/// Every short form that a bracket introduces in words.
pub(super) fn aliases(page: &Page, mentions: &[Mention], shorts: &ShortForms) -> Vec<Alias> {
    let told = page.lines.iter().filter(|l| ALIAS_WORD.may_be_in(l.lists));
    told.flat_map(|line| ALIAS_WORD.find(&page.tokens, line.tokens.clone()))
        .filter_map(|found| {
            // The bracket may close below.
            let from = page.tokens[found.start].span.start;
            let open = &page.text[from..];
            let bracket = ALIAS.captures(&open[..=open.find(')')?])?;
            let before = page.text[..from].trim_end().len();
            let at = mentions.partition_point(|m| m.span.end < before);
            let named = mentions.get(at).filter(|m| m.span.end == before);
            Some(Alias {
                short: comparable(bracket[1].trim_matches([' ', '"', '“', '”'])),
                whole: named.map(|m| shorts.key(page.str(&m.span), page.folded(&m.span))),
                place: from..from + bracket[0].len(),
            })
        })
        .collect()
}

/// Short forms that the text gives in brackets behind or inside a name: "Sở Giáo
/// dục và Đào tạo (GD&ĐT)", "Hội Liên hiệp Phụ nữ (LHPN) xã".
pub(super) struct ShortForms(Vec<ShortForm>);

struct ShortForm {
    short: String,
    /// What the letters stand for, the end of the name.
    part: String,
    /// The name up to the bracket.
    whole: String,
}

impl ShortForms {
    pub(super) fn told(page: &Page, mentions: &[Mention]) -> Self {
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
    pub(super) fn key(&self, words: &str, folded: String) -> String {
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
            let folded_name = folded;
            let words = bare.split(' ').zip(folded_name.split(' '));
            for (place, (word, folded)) in words.enumerate() {
                if place > 0 {
                    all.push(' ');
                }
                match self.0.iter().find(|s| folded == s.short) {
                    Some(s) if place == 0 => {
                        all.push_str(&s.whole);
                        if let Some(rest) = behind_repeated(&s.whole, &folded_name) {
                            all.push_str(&written_out(rest));
                            break;
                        }
                    }
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
        joined(key)
    }
}

/// What is left of a name behind its short form and the words that `whole` ends with
/// already: "CDC tỉnh Phú Yên" of "Trung tâm … bệnh tật tỉnh (CDC)". `None` when it
/// repeats none of them.
fn behind_repeated<'a>(whole: &str, name: &'a str) -> Option<&'a str> {
    let rest = name.split_once(' ')?.1;
    let ends = rest.match_indices(' ').map(|(at, _)| at);
    let all: Vec<usize> = ends.chain([rest.len()]).collect();
    all.into_iter().rev().find_map(|end| {
        let before = whole.strip_suffix(&rest[..end])?;
        before.ends_with(' ').then(|| &rest[end..])
    })
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
    joined(if has_short(words) {
        written_out(&folded)
    } else {
        folded
    })
}

/// "Giáo dục - Đào tạo", "Giáo dục, Đào tạo" and "Giáo dục và Đào tạo" are one name.
fn joined(mut key: String) -> String {
    if key.contains([',', '-', '–']) {
        for mark in [" - ", " – ", ", "] {
            if key.contains(mark) {
                key = key.replace(mark, " và ");
            }
        }
    }
    key
}

/// A folded name with the usual short forms written out.
fn written_out(folded: &str) -> String {
    const SHORT: &[(&str, &str)] = &[
        ("gd&đt", "giáo dục và đào tạo"),
        ("gdđt", "giáo dục và đào tạo"),
        ("gd-đt", "giáo dục và đào tạo"),
        ("kh&cn", "khoa học và công nghệ"),
        ("vhttdl", "văn hóa, thể thao và du lịch"),
        ("vhtt&dl", "văn hóa, thể thao và du lịch"),
        ("vh,tt&dl", "văn hóa, thể thao và du lịch"),
        ("vh-tt&dl", "văn hóa, thể thao và du lịch"),
        ("lđtbxh", "lao động - thương binh và xã hội"),
        ("lđtb&xh", "lao động - thương binh và xã hội"),
        ("lđ-tb&xh", "lao động - thương binh và xã hội"),
        ("lđ-tbxh", "lao động - thương binh và xã hội"),
        ("nn&ptnt", "nông nghiệp và phát triển nông thôn"),
        ("nn&mt", "nông nghiệp và môi trường"),
        ("lđlđ", "liên đoàn lao động"),
        ("ubmttq", "ủy ban mặt trận tổ quốc"),
        ("tncs", "thanh niên cộng sản"),
        ("ttyt", "trung tâm y tế"),
        ("cdc", "trung tâm kiểm soát bệnh tật"),
        ("tt&tt", "thông tin và truyền thông"),
        ("tn&mt", "tài nguyên và môi trường"),
        ("ubnd", "ủy ban nhân dân"),
        ("hđnd", "hội đồng nhân dân"),
        ("mttq", "mặt trận tổ quốc"),
        ("lhpn", "liên hiệp phụ nữ"),
        ("bhxh", "bảo hiểm xã hội"),
        ("bch", "ban chấp hành"),
        ("btg", "ban tuyên giáo"),
        ("btgtu", "ban tuyên giáo tỉnh ủy"),
        ("btgdv", "ban tuyên giáo và dân vận"),
        ("btgdvtu", "ban tuyên giáo và dân vận tỉnh ủy"),
        ("btgtw", "ban tuyên giáo trung ương"),
        ("btgdvtw", "ban tuyên giáo và dân vận trung ương"),
        ("tgdv", "tuyên giáo và dân vận"),
        ("tg&dv", "tuyên giáo và dân vận"),
        ("tg", "tuyên giáo"),
        ("bdv", "ban dân vận"),
        ("bdvtu", "ban dân vận tỉnh ủy"),
        ("bnctu", "ban nội chính tỉnh ủy"),
        ("ubkt", "ủy ban kiểm tra"),
        ("ubkttu", "ủy ban kiểm tra tỉnh ủy"),
        ("vptu", "văn phòng tỉnh ủy"),
        ("vptw", "văn phòng trung ương"),
        ("vpcp", "văn phòng chính phủ"),
        ("đtn", "đoàn thanh niên"),
        ("sgdđt", "sở giáo dục và đào tạo"),
        ("sgd&đt", "sở giáo dục và đào tạo"),
        ("syt", "sở y tế"),
        ("snv", "sở nội vụ"),
        ("skhcn", "sở khoa học và công nghệ"),
        ("skh&cn", "sở khoa học và công nghệ"),
        ("stttt", "sở thông tin và truyền thông"),
        ("stnmt", "sở tài nguyên và môi trường"),
        ("snnmt", "sở nông nghiệp và môi trường"),
        ("snnptnt", "sở nông nghiệp và phát triển nông thôn"),
        ("svhttdl", "sở văn hóa, thể thao và du lịch"),
        ("slđtbxh", "sở lao động - thương binh và xã hội"),
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
