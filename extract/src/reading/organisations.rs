//! Namings of bodies in the text; groups ("các ngành") are none. Not here: which
//! namings are the same body (`bodies`).
//!
//! A name is a head (Ban, Sở, Tỉnh ủy, Trường …) and what may follow it: parts
//! from the word list, another body, a level of territory, a place name.

use super::compound::{abbreviation, attached, compound, joined};
use super::lexicon::{ELEMENTS, HEADS_ALONE, HEADS_OPEN};
use super::naming::{
    capital_run, inside_commission, is_territory, opens_other, person_name, place_name,
};
use super::page::Page;
use super::tokens::{Token, key_at};
use super::vocabulary::{Key, any_word};
use std::ops::Range;

/// One naming of a body.
#[derive(Debug, Clone)]
pub(super) struct Mention {
    pub span: Range<usize>,
    /// The word before a list that belongs to each of its names: "các Sở: Y tế, …".
    pub head: Option<Range<usize>>,
}

/// Every naming in the page, longest first match, in order.
pub(super) fn mentions(page: &Page) -> Vec<Mention> {
    let tokens = &page.tokens;
    let mut found = Vec::with_capacity(32);
    let mut next = 0;
    for (at, _) in page.telling() {
        if at < next {
            continue;
        }
        let length = body_at(tokens, at);
        if length == 0 {
            next = at + shared_head(tokens, at, &mut found).max(1);
            continue;
        }
        let shared = tokens
            .get(at + length)
            .is_some_and(|t| t.key == "các" && t.line == tokens[at].line)
            && length <= 4;
        if !shared && !is_group(tokens, at) && !in_symbol(&page.text, tokens[at].span.start) {
            let span = tokens[at].span.start..tokens[at + length - 1].span.end;
            found.push(Mention { span, head: None });
        }
        next = at + length;
    }
    found
}

/// "các Sở: Y tế, Du lịch và Nội vụ": the names of a list behind one word for
/// all; tokens read, 0 when no such list begins at `at`.
fn shared_head(tokens: &[Token], at: usize, found: &mut Vec<Mention>) -> usize {
    let head = &tokens[at];
    let colon = tokens.get(at + 1).is_some_and(|t| t.key == ":");
    if !colon || !any_word!(head.key, "sở" | "phòng" | "ban") || !is_group(tokens, at) {
        return 0;
    }
    let mut names = Vec::new();
    let mut next = at + 2;
    loop {
        let element = ELEMENTS.longest(tokens, next).max(match tokens.get(next) {
            Some(t) if t.upper && t.word => abbreviation(tokens, next),
            _ => 0,
        });
        let Some(first) = tokens.get(next).filter(|t| element > 0 && t.capital) else {
            break;
        };
        if first.line != head.line {
            break;
        }
        names.push(Mention {
            span: first.span.start..tokens[next + element - 1].span.end,
            head: Some(head.span.clone()),
        });
        next += element;
        if !tokens
            .get(next)
            .is_some_and(|t| any_word!(t.key, "," | "và" | ";"))
        {
            break;
        }
        next += 1;
    }
    if names.len() < 2 {
        return 0;
    }
    found.extend(names);
    next - 1 - at
}

/// Number of tokens of the body named at `at`; 0 when none is.
#[inline]
pub(super) fn body_at(tokens: &[Token], at: usize) -> usize {
    usize::from(tokens[at].body)
}

/// Finds the body that every token begins, once for all who ask; `telling` are
/// the tokens that may begin one, in order.
pub(super) fn mark_bodies(tokens: &mut [Token], telling: &[u32]) {
    for at in telling.iter().map(|at| *at as usize) {
        let lists = tokens[at].lists;
        if HEADS_ALONE.may_be_in(lists) || HEADS_OPEN.may_be_in(lists) {
            tokens[at].body = u16::try_from(length_at(tokens, at)).unwrap_or(u16::MAX);
        }
    }
}

fn length_at(tokens: &[Token], at: usize) -> usize {
    if !tokens[at].word {
        return 0;
    }
    let (capital, key) = (tokens[at].capital, tokens[at].key);
    // Few are a body with a small letter; what else they want is asked below.
    if !capital
        && !any_word!(
            key,
            "ban" | "phòng" | "trường" | "trạm" | "bệnh" | "trung" | "báo" | "công"
        )
    {
        return 0;
    }
    let (alone, open) = (
        HEADS_ALONE.longest(tokens, at),
        HEADS_OPEN.longest(tokens, at),
    );
    let head = alone.max(open);
    if head == 0 {
        return 0;
    }
    if capital && tokens.get(at + 2).is_some_and(|t| t.key == "đạo") {
        let board = board_at(tokens, at);
        if board > 0 {
            return board;
        }
    }
    let before = at
        .checked_sub(1)
        .filter(|i| tokens[*i].line == tokens[at].line)
        .map_or(Key::of(""), |i| tokens[i].key);
    // "Phó Bí thư Thường trực Tỉnh ủy", "Phó Trưởng Ban Thường trực Ban …": part of the role.
    if key == "thường" && any_word!(before, "thư" | "ban" | "tịch" | "trưởng" | "phó" | "viên")
        || key == "ban" && before == "ủy" && inside_commission(tokens, at)
        || key == "ban" && before == "trưởng" && tokens.get(at + 2).is_some_and(|t| t.key == "trực")
        || key == "trường" && any_word!(before, "hội" | "thị" | "môi" | "lập" | "quảng")
        || before == "khách" && key == "tỉnh"
        || key == "hội"
            && tokens.get(at + 1).is_some_and(|t| {
                any_word!(
                    t.key,
                    "nghị" | "thi" | "trường" | "thảo" | "trại" | "diễn" | "viên"
                )
            })
    {
        return 0;
    }
    // "phòng Khoa giáo", "huyện ủy Tuy An": a small head needs a capital behind it.
    // "41 trường THPT" are many, "trường THPT Lê Lợi" is one.
    let next_capital = tokens.get(at + head).is_some_and(|t| {
        t.capital
            && t.line == tokens[at].line
            && (!t.upper
                || tokens.get(at + head + 1).is_some_and(|n| n.capital)
                || key_at(tokens, at + head + 1) == "chuyên"
                    && tokens.get(at + head + 2).is_some_and(|n| n.capital))
    });
    if !capital
        && !(next_capital
            && (any_word!(key, "ban" | "phòng")
                && any_word!(before, "trưởng" | "phó" | "viên" | "lãnh" | "đạo")
                || key == "sở" && !any_word!(before, "cơ" | "các" | "trụ" | "những" | "hai")
                || any_word!(key, "trường" | "trạm" | "bệnh" | "trung" | "báo" | "công")))
    {
        return 0;
    }
    let mut end = at + head;
    let mut named = alone > 0 && alone == head;
    let club = any_word!(tokens[at].key, "câu" | "hợp");
    // Some heads are named by a place alone (Báo Phú Thọ); the rest need a part
    // from the list, since "Đoàn Như Tụ" is a person.
    let by_place = alone > 0
        || any_word!(
            key,
            "báo"
                | "trường"
                | "ngân"
                | "công"
                | "tạp"
                | "bệnh"
                | "câu"
                | "hợp"
                | "vườn"
                | "đại"
                | "cao"
                | "học"
                | "bảo"
                | "nhà"
                | "tổng"
                | "đài"
                | "đh"
                | "bv"
                | "ttyt"
        );
    if !by_place && !continues_with_part(tokens, at, end) {
        return 0;
    }
    loop {
        let step = match continuation(tokens, at, end, club) {
            0 if named => over_short_form(tokens, at, end),
            step => step,
        };
        if step == 0 {
            break;
        }
        end += step;
        named = true;
    }
    if !named || (!capital && end == at + head) {
        return 0;
    }
    if is_venue(tokens, at) {
        return 0;
    }
    // "Tỉnh ủy viên" is a title.
    if tokens[end - 1].key == "ủy" && tokens.get(end).is_some_and(|t| t.key == "viên") {
        return 0;
    }
    // "Ban Thường vụ" and the like are bodies only with the body they belong to.
    end - at
}

/// "Ban Chỉ đạo phòng, chống thiên tai tỉnh Điện Biên": a board bears its matter
/// up to the level it stands at; 0 when no level follows.
fn board_at(tokens: &[Token], at: usize) -> usize {
    let line = tokens[at].line;
    let key = |i: usize| {
        tokens
            .get(i)
            .filter(|t| t.line == line)
            .map_or("", |t| t.key.as_str())
    };
    if (key(at), key(at + 1)) != ("ban", "chỉ") {
        return 0;
    }
    for end in at + 3..at + 15 {
        let word = key(end);
        let society = word == "xã" && key(end + 1) == "hội";
        let level = tokens
            .get(end)
            .is_some_and(|t| t.line == line && is_territory(t));
        // "Ban Chỉ đạo 35 Tỉnh ủy"
        if level && key(end + 1) == "ủy" && key(end + 2) != "viên" {
            return end + 2 + place_after(tokens, end + 2) - at;
        }
        if level && !society {
            return end + 1 + place_after(tokens, end + 1) - at;
        }
        let joins = word == "," && key(end + 1) == "chống" || word == "-";
        let ends = matches!(
            word,
            "" | "tổ"
                | "họp"
                | "đã"
                | "vừa"
                | "sẽ"
                | "có"
                | "là"
                | "báo"
                | "đề"
                | "yêu"
                | "của"
                | "do"
        );
        if ends || !tokens[end].word && !joins && !tokens[end].number {
            return 0;
        }
    }
    0
}

/// "Ủy ban Mặt trận Tổ quốc (MTTQ) Việt Nam tỉnh": tokens of a short form in
/// brackets that a level of territory follows.
fn over_short_form(tokens: &[Token], start: usize, end: usize) -> usize {
    let line = tokens[start].line;
    let opens = |at: usize, key: &str| {
        tokens
            .get(at)
            .is_some_and(|t| t.line == line && t.key == key)
    };
    if !opens(end, "(") || !tokens.get(end + 1).is_some_and(|t| t.word && t.upper) {
        return 0;
    }
    let close = end + 1 + abbreviation(tokens, end + 1);
    let next = close + 1;
    let level = tokens.get(next).is_some_and(|t| {
        t.line == line && (is_territory(t) || any_word!(t.key, "việt" | "thành" | "thị"))
    });
    let society = opens(next, "xã") && opens(next + 1, "hội");
    if opens(close, ")") && level && !society && continuation(tokens, start, next, false) > 0 {
        next - end
    } else {
        0
    }
}

/// A listed part, another body or a level of territory stands at `end`.
fn continues_with_part(tokens: &[Token], start: usize, end: usize) -> bool {
    let Some(next) = tokens.get(end).filter(|t| t.line == tokens[start].line) else {
        return false;
    };
    ELEMENTS.longest(tokens, end) > 0
        || compound(tokens, start, end) > 0
        || HEADS_ALONE.longest(tokens, end) > 0
        || HEADS_OPEN.longest(tokens, end) > 0
        || is_territory(next)
        || tokens.get(end + 1).is_some_and(|t| {
            any_word!(next.key, "thành") && any_word!(t.key, "phố" | "ủy")
                || any_word!(next.key, "thị") && any_word!(t.key, "xã" | "ủy" | "trấn")
                || any_word!(next.key, "trung") && any_word!(t.key, "ương")
                || any_word!(next.key, "đặc") && any_word!(t.key, "khu")
        })
}

/// Tokens that continue the name behind `end`.
fn continuation(tokens: &[Token], start: usize, end: usize, club: bool) -> usize {
    let Some(next) = tokens.get(end) else {
        return 0;
    };
    if next.line != tokens[start].line {
        return 0;
    }
    let line = next.line;
    let after = |n: usize| tokens.get(end + n).filter(|t| t.line == line);
    if next.number && numbered_level(tokens, end) {
        return 1;
    }
    // "Trường Tiểu học số 2 Nam Phước"
    if any_word!(next.key, "số")
        && any_word!(tokens[start].key, "trường")
        && after(1).is_some_and(|t| t.number && t.span.len() < 3)
    {
        return 2;
    }
    if !next.word || next.key == "và" && !next.capital {
        let known = ELEMENTS.longest(tokens, end);
        return if known > 0 {
            known
        } else {
            joined(tokens, start, end)
        };
    }
    // The committee a body belongs to comes before any level of territory.
    let committee = after(1).is_some_and(|t| t.key == "ủy" || t.key == "đoàn")
        && (next.capital
            || after(1).is_some_and(|t| t.key == "ủy") && after(2).is_none_or(|t| t.key != "viên"));
    if committee && !next.capital {
        return 2;
    }
    // Levels of territory, with or without their name.
    let level = if committee {
        0
    } else if any_word!(next.key, "tp" | "tx") && after(1).is_some_and(|t| t.key == ".") {
        // "Thành ủy TP. Hồ Chí Minh"
        2
    } else if is_territory(next) {
        1
    } else if next.key == "thành" && after(1).is_some_and(|t| t.key == "phố")
        || next.key == "thị" && after(1).is_some_and(|t| t.key == "xã" || t.key == "trấn")
        || next.key == "đặc" && after(1).is_some_and(|t| t.key == "khu")
    {
        2
    } else {
        0
    };
    let previous = tokens[end - 1].key;
    let society = next.key == "xã" && after(1).is_some_and(|t| t.key == "hội");
    let cities = next.key == "thành" && previous == "các";
    let hamlet = next.key == "bản" || next.key == "ấp";
    if level > 0 && !hamlet && !society && !cities {
        return level + place_after(tokens, end + level);
    }
    if level > 0 {
        let name = place_after(tokens, end + level);
        return if name > 0 { level + name } else { 0 };
    }
    if next.key == "trung" && next.capital && after(1).is_some_and(|t| t.key == "ương") {
        return 2 + usize::from(after(2).is_some_and(|t| t.key == "đảng" && t.capital));
    }
    if next.key == "việt" && after(1).is_some_and(|t| t.key == "nam") {
        // "Việt Nam - Hàn Quốc" is a part of names.
        return ELEMENTS.longest(tokens, end).max(2);
    }
    if next.capital && person_name(tokens, end, true) > 0 && ELEMENTS.longest(tokens, end) == 0 {
        // Schools, hospitals and streets of theirs bear the names of people.
        return if bears_names(tokens, start) && end > start + 1 {
            person_name(tokens, end, true).min(4)
        } else {
            0
        };
    }
    let element = ELEMENTS.longest(tokens, end);
    let inner = if next.capital {
        HEADS_ALONE.longest(tokens, end)
    } else {
        0
    };
    if inner > element && !standalone_follow(tokens, start, end) {
        return inner;
    }
    let low_ok = any_word!(
        next.key,
        "đa" | "giao"
            | "các"
            | "nhân"
            | "thường"
            | "khu"
            | "chuyên"
            | "cấp"
            | "phát"
            | "nông"
            | "và"
    ) || next.key == "việc";
    // "Trung tâm y tế huyện": small letters before a level of territory.
    let levelled = tokens[start].capital && after(element).is_some_and(is_territory);
    if element > 0 && (next.capital || low_ok || element >= 3 || levelled) {
        // "Nhân dân" and "các" only count inside a longer name.
        return if next.key == "và" && element < 3 {
            0
        } else {
            element
        };
    }
    if next.capital {
        let nested = HEADS_ALONE
            .longest(tokens, end)
            .max(HEADS_OPEN.longest(tokens, end));
        if nested > 0 && !standalone_follow(tokens, start, end) {
            return nested;
        }
        let unknown = compound(tokens, start, end);
        if unknown > 0 {
            return unknown;
        }
        return if opens_other(tokens, end) {
            0
        } else {
            place_name(tokens, end)
        };
    }
    let small = attached(tokens, start, end);
    if small > 0 {
        return small;
    }
    // "Trường THPT chuyên Lê Hồng Phong"
    if next.key == "chuyên" && after(1).is_some_and(|t| t.capital) {
        return 1;
    }
    if club {
        let run = (1..=2).find(|n| capital_run(tokens, end + n, 4) > 0 && tokens[end].word);
        if let Some(n) = run
            && tokens[end..end + n].iter().all(|t| t.word)
            && capital_run(tokens, end - 1, 1) > 0
        {
            return n;
        }
    }
    0
}

/// Schools, hospitals, theatres: heads behind which a person's name is a name.
fn bears_names(tokens: &[Token], start: usize) -> bool {
    any_word!(
        tokens[start].key,
        "trường" | "bệnh" | "nhà" | "quỹ" | "cung"
    ) && !tokens[start].upper
}

/// A second full body right behind the first ("Tỉnh ủy Ban …") starts anew,
/// unless the first is a part of bodies (Ban Tuyên giáo + Tỉnh ủy).
fn standalone_follow(tokens: &[Token], start: usize, end: usize) -> bool {
    let first = tokens[start].key;
    // A room is named without the body it is a room of, a counter of a bank is not.
    if first == "phòng" && tokens[start + 1].key != "giao" {
        return true;
    }
    let partial = any_word!(
        first,
        "ban"
            | "văn"
            | "thường"
            | "phòng"
            | "trung"
            | "ủy"
            | "đảng"
            | "hội"
            | "liên"
            | "đoàn"
            | "công"
            | "bảo"
            | "viện"
            | "trường"
            | "khoa"
            | "chi"
            | "quỹ"
            | "bộ"
            | "cơ"
            | "sở"
            | "bch"
            | "btg"
            | "btgdv"
            | "bdv"
            | "bnc"
            | "ubkt"
            | "đtn"
            | "đài"
    );
    !partial || tokens[end].key == "hội" && tokens.get(end + 1).is_some_and(|t| !t.capital)
}

/// "phường Xuân Hương - Đà Lạt": the second part of a ward's name, joined by a
/// dash of its own; no person, role or body.
fn second_part(tokens: &[Token], at: usize, name: usize) -> usize {
    let dash = at + name;
    let ward = any_word!(tokens[at - 1].key, "phường" | "xã" | "khu");
    let spaced = tokens.get(dash).is_some_and(|t| {
        any_word!(t.key, "-" | "–") && t.span.start == tokens[dash - 1].span.end + 1
    });
    if name == 0 || !ward || !spaced {
        return 0;
    }
    let next = dash + 1;
    let run = super::naming::capital_run(tokens, next, 4);
    let other = run == 0
        || run > 3
        || tokens[next].line != tokens[at].line
        || super::lexicon::is_surname(&tokens[next]) && run == 3
        || super::lexicon::ROLE_WORDS.longest(tokens, next) > 0
        || opens_other(tokens, next);
    if other { 0 } else { 1 + run }
}

fn place_after(tokens: &[Token], at: usize) -> usize {
    if tokens
        .get(at)
        .is_some_and(|t| t.capital && t.word && t.line == tokens[at - 1].line)
        && ELEMENTS.longest(tokens, at) == 0
        || super::lexicon::PROVINCES.longest(tokens, at) > 0
    {
        let name = place_name(tokens, at);
        name + second_part(tokens, at, name)
    } else if tokens.get(at).is_some_and(|t| t.number) && numbered_level(tokens, at) {
        1
    } else {
        0
    }
}

/// "phường 5", "Quận ủy 7", "khu vực 3", "Quân khu 9": a level whose units bear
/// numbers.
fn numbered_level(tokens: &[Token], at: usize) -> bool {
    let before = tokens[at - 1].key;
    let first = at.checked_sub(2).map_or(Key::of(""), |i| tokens[i].key);
    any_word!(before, "phường" | "quận")
        || any_word!(before, "ủy") && any_word!(first, "quận")
        || any_word!(before, "vực") && any_word!(first, "khu")
        || any_word!(before, "khu") && any_word!(first, "quân")
}

/// "1234/QĐ-UBND": the issuer inside a number is no naming.
fn in_symbol(text: &str, start: usize) -> bool {
    text[..start].ends_with(['-', '/']) && !text[..start].ends_with(" -")
}

/// "các Sở", "những Ban": a group, not a body.
fn is_group(tokens: &[Token], at: usize) -> bool {
    at > 0
        && tokens[at - 1].line == tokens[at].line
        && any_word!(
            tokens[at - 1].key,
            "các" | "những" | "mỗi" | "từng" | "nhiều" | "mọi"
        )
}

/// A house of conferences is a place, not a body.
fn is_venue(tokens: &[Token], at: usize) -> bool {
    let key = |n: usize| key_at(tokens, at + n);
    any_word!(key(0), "trung")
        && key(1) == "tâm"
        && (key(2) == "hội" && key(3) == "nghị"
            || key(2) == "tổ" && key(3) == "chức" && key(4) == "hội"
            || key(2) == "sự" && key(3) == "kiện")
}
