//! Each named body once, in its first or fullest spelling; a body inside
//! another's name is none. Not here: finding the namings (`organisations`).

use super::known::KnownBodies;
use super::organisations::Mention;
use super::own_paper;
use super::page::{Page, Part};
use super::short_forms::{ShortForms, aliases};
use crate::text::unify_tones;
use memchr::memmem::Finder;
use std::ops::Range;
use std::sync::LazyLock;

// Looked for in every name, so made ready once.
static PROVINCE: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new(" tỉnh "));

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
    let shorts = ShortForms::told(page, mentions);
    let aliases = aliases(page, mentions, &shorts);
    let mut kept: Vec<(Name, String, Range<usize>)> = Vec::with_capacity(16);
    // A body is named with the same words again and again.
    let mut folded_once: Vec<(&str, String)> = Vec::with_capacity(16);
    let own = page.official.then(|| own_paper::own_issuer(page)).flatten();
    let own = own.map(|name| (shorts.key(&name, unify_tones(&name)), name));
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
        let mut words = listed.as_deref().unwrap_or(page.str(&m.span));
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
        if let Some((whole, name)) = own.as_ref().filter(|_| part == Part::Letterhead)
            && of_committee(&key, whole)
        {
            key.clone_from(whole);
            words = name;
        }
        if let Some(full) = known.full_name(&key) {
            full.clone_into(&mut key);
        }
        // A deputy's title ends with the same words.
        let before = page.text[..m.span.start].trim_end();
        let inside_title_of_person = before.ends_with("Thủ tướng");
        // Where it is introduced a short form is no entry of its own.
        let introduced = aliases.iter().any(|a| a.place.contains(&m.span.start));
        if is_no_body(&key) || inside_title_of_person || introduced {
            continue;
        }
        match aliases.iter().find(|a| a.short == key).map(|a| &a.whole) {
            Some(Some(whole)) => key.clone_from(whole),
            Some(None) => continue,
            None => {}
        }
        let key = Name::new(key);
        match kept.iter_mut().find(|(k, _, _)| k.same_body(&key)) {
            Some(entry) => {
                let shouted = !entry.1.chars().any(char::is_lowercase);
                let (had, has) = (entry.0.folded.len(), key.folded.len());
                // Of two spellings of one name the longer: not "Sở GD&ĐT".
                let spelt_out = had == has && words.len() > entry.1.len() && !words.contains('(');
                if !upper && (shouted || has > had || spelt_out) {
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

/// "BAN TUYÊN GIÁO VÀ DÂN VẬN" below "TỈNH ỦY GIA LAI" is the one of the Tỉnh ủy.
fn of_committee(key: &str, whole: &str) -> bool {
    let behind = whole.strip_prefix(key).and_then(|t| t.strip_prefix(' '));
    behind.is_some_and(|committee| {
        [
            "tỉnh ủy",
            "thành ủy",
            "huyện ủy",
            "thị ủy",
            "quận ủy",
            "đảng ủy",
        ]
        .iter()
        .any(|c| committee.starts_with(c))
    })
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
    // "Trạm Y tế" is that of its ward, of which there is one.
    if short == "trạm y tế" && matches!(tail, "phường" | "xã" | "thị trấn") {
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
