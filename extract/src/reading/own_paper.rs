//! The document that an official paper itself is. Not here: what it cites.

use super::Document;
use super::documents::Cited;
use super::lexicon::{HEADS_ALONE, HEADS_OPEN};
use super::page::{Line, Page, Part};
use super::paper::names_type;
use super::proper;
use super::tokens::key_at;
use super::vocabulary::any_word;
use crate::number::{find_numbers, type_name};
use crate::text::{Lower, begins_with, unify_tones};
use jiff::civil::Date;

/// The official paper itself: type and number of the letterhead, date line,
/// body at its head, title.
pub(super) fn read(page: &Page) -> Option<Cited> {
    let head: Vec<_> = page.part(Part::Letterhead).collect();
    let (line, span, number) = head.iter().find_map(|l| {
        let found = find_numbers(page.str(&l.span));
        found.into_iter().next().map(|(r, d)| (l, r, d))
    })?;
    let by_symbol = number
        .doc_type
        .as_deref()
        .and_then(type_name)
        .unwrap_or("Công văn")
        .to_owned();
    let date: Option<Date> = page
        .part(Part::Stamp)
        .find_map(|l| page.dates_in(&l.span).iter().find_map(|d| d.on(None)));
    let subject = page.title.as_ref().map(|(t, _)| t.clone());
    let span = line.span.start + span.start..line.span.start + span.end;
    let document = Document {
        kind: by_symbol,
        number: Some(number.raw.clone()),
        date,
        issuer: own_issuer(page),
        subject,
        canonical: Some(number.canonical.clone()),
        system: Some(number.system),
        ..Document::default()
    };
    Some(Cited {
        document,
        span,
        key: Some(number.key()),
        parsed: Some(number),
    })
}

/// The body that issues an official paper. It names itself in the text; the
/// letterhead gives it only in capitals.
pub(super) fn own_issuer(page: &Page) -> Option<String> {
    const MOTTOS: [&str; 3] = ["đảng cộng sản", "cộng h", "độc lập"];
    const STAMPS: [&str; 4] = ["dự thảo", "hỏa tốc", "thượng khẩn", "khẩn"];
    let begins = |l: &Line, words: &[&str]| {
        let text = page.str(&l.span).trim();
        words.iter().any(|w| begins_with(text, w).is_some())
    };
    let lines: Vec<&Line> = page
        .part(Part::Letterhead)
        .take_while(|l| !names_type(page.str(&l.span).trim()))
        // Bodies stand above the number; columns that stood side by side are mixed.
        .take_while(|l| !begins(l, &["số"]))
        .filter(|l| page.str(&l.span).contains(char::is_alphabetic))
        .filter(|l| !begins(l, &MOTTOS) && !begins(l, &STAMPS))
        .collect();
    let from = (0..lines.len())
        .rev()
        .find(|at| opens_name(page, &lines, *at))
        .or(lines.len().checked_sub(1))?;
    let name = of_lines(page, &lines[from..]);
    let wanted = if from > 0 {
        let above = (0..from).rev().find(|at| opens_name(page, &lines, *at));
        with_parent(&name, &of_lines(page, &lines[above.unwrap_or(0)..from]))
    } else {
        name
    };
    let folded = wanted.lowered();
    let short = folded.replace("ủy ban nhân dân", "ubnd");
    let named = page.tokens.iter().filter(|t| t.capital).find_map(|t| {
        let rest = &page.text[t.span.start..];
        let length = begins_with(rest, &folded).or_else(|| begins_with(rest, &short))?;
        let words = &rest[..length];
        words.chars().any(char::is_lowercase).then_some(words)
    });
    Some(named.map_or(wanted, str::to_owned))
}

/// A name begins in line `at`; else the line goes on with the name above.
fn opens_name(page: &Page, lines: &[&Line], at: usize) -> bool {
    let above = at.checked_sub(1).map(|i| page.str(&lines[i].span).trim());
    let open = above.is_some_and(|l| {
        let low = l.lowered();
        low.ends_with(" và") || low.ends_with(" các") || low.ends_with([',', '-'])
    });
    let first = lines[at].tokens.start;
    let short = any_word!(key_at(&page.tokens, first), "bch" | "btv");
    let science = any_word!(key_at(&page.tokens, first), "khoa")
        && any_word!(key_at(&page.tokens, first + 1), "học");
    let head = HEADS_ALONE.longest(&page.tokens, first) + HEADS_OPEN.longest(&page.tokens, first);
    !open && !science && (short || head > 0)
}

/// The name in these lines, as officials write it.
fn of_lines(page: &Page, lines: &[&Line]) -> String {
    let words: Vec<&str> = lines.iter().map(|l| page.str(&l.span).trim()).collect();
    let words = words.join(" ");
    if words.contains(char::is_lowercase) {
        words
    } else {
        proper::written(&words)
    }
}

/// The name with the body it belongs to, where it is named by both: a department of
/// the State names itself alone, a Party body with its committee.
fn with_parent(name: &str, parent: &str) -> String {
    const COMMITTEES: &[&str] = &["tỉnh ủy", "thành ủy", "huyện ủy", "thị ủy", "quận ủy"];
    const OF_PARTY: &[&str] = &["ban ", "văn phòng", "ủy ban kiểm tra", "thường trực"];
    const BOARDS: &[&str] = &[
        "ban thường vụ",
        "ban chấp hành",
        "ban thường trực",
        "bch",
        "btv",
        "ủy ban",
    ];
    const OF_MEMBERS: &[&str] = &[
        "hội ",
        "đoàn ",
        "liên đoàn",
        "tổng liên đoàn",
        "mặt trận",
        "ủy ban mặt trận",
    ];
    let (low, above) = (unify_tones(name), unify_tones(parent));
    let among = |list: &[&str], words: &str| list.iter().any(|w| words.starts_with(w));
    let committee = if above.starts_with("đảng ủy") {
        Some(parent.to_owned())
    } else {
        among(COMMITTEES, &above).then(|| first_words(parent, 2))
    };
    if let Some(committee) = committee {
        // "BAN TUYÊN GIÁO TỈNH ỦY" tells it already.
        let told = COMMITTEES.iter().any(|c| low.contains(c)) || low.contains("đảng ủy");
        return if among(OF_PARTY, &low) && !told {
            format!("{name} {committee}")
        } else {
            name.to_owned()
        };
    }
    if low == "văn phòng" {
        return format!("{name} {parent}");
    }
    let board = BOARDS.iter().find(|b| low.starts_with(**b));
    if let Some(board) = board.filter(|b| among(OF_MEMBERS, &above) && behind_is_level(&low, b)) {
        let words = board.split(' ').count();
        let tail: Vec<&str> = name.split(' ').skip(words).collect();
        let of = if above.starts_with("hội ") {
            parent.strip_suffix(" Việt Nam").unwrap_or(parent)
        } else {
            parent
        };
        let all = format!("{} {of} {}", first_words(name, words), tail.join(" "));
        return all.trim_end().to_owned();
    }
    name.to_owned()
}

/// Nothing stands behind the head of the name but a level and its place.
fn behind_is_level(low: &str, head: &str) -> bool {
    const LEVELS: &[&str] = &[
        "tỉnh",
        "thành phố",
        "huyện",
        "thị xã",
        "xã",
        "phường",
        "quận",
    ];
    let behind = low[head.len()..].trim_start();
    behind.is_empty() || LEVELS.iter().any(|l| behind.starts_with(l))
}

fn first_words(name: &str, count: usize) -> String {
    let words: Vec<&str> = name.split(' ').take(count).collect();
    words.join(" ")
}
