//! Who is said to chair: "chủ trì", "đồng chủ trì", "điều hành hội nghị". A
//! unit told to take the lead of a task ("chủ trì, phối hợp") chairs nothing.

use super::cues;
use super::lexicon::{CHAIR, is_surname};
use super::naming::person_name;
use super::organisations::body_at;
use super::page::Page;
use super::people::Named;
use super::roles::starts_role;
use super::tokens::{Token, key_at};
use super::vocabulary::any_word;
use crate::text::{Lower, begins_with};
use regex::Regex;
use std::sync::LazyLock;

/// What stands behind "điều hành" when a meeting is.
const RUN: &[&str] = &[
    " hội nghị",
    " buổi",
    " cuộc",
    " phiên",
    " giao ban",
    " thảo luận",
];
/// What stands behind "chủ trì" when it is a task.
const TASK: &[&str] = &[
    "phối hợp",
    "tham mưu",
    "xây dựng",
    "khảo sát",
    "tổ chức",
    "soạn",
];
/// "chủ trì có các đồng chí: …", "dưới sự chủ trì của đồng chí …"
static FORWARD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:\s+(?:của|bởi|có|gồm|là|gồm có))?(?:\s+(?:hội nghị|buổi \p{L}+(?: \p{L}+)?|cuộc họp|phiên họp|lễ|giao ban))?(?:\s+(?:của|bởi|có|gồm|là|gồm có))?\s*:?\s*(?:các |hai )?(?:đồng chí|ông|bà|đ/c|(?:pgs|gs|ts|ths|bs)\b)").expect("valid expression")
});

/// The first naming as a chair of each, in order of appearance.
pub(super) fn read<'a>(page: &Page, namings: &'a [Named]) -> Vec<&'a Named> {
    let mut chairs: Vec<&Named> = Vec::new();
    let mut add = |n: &'a Named| {
        if !chairs.iter().any(|k| k.key == n.key) {
            chairs.push(n);
        }
    };
    for sentence in page.sentences.iter().filter(|s| CHAIR.may_be_in(s.lists)) {
        for m in CHAIR.find(&page.tokens, sentence.tokens.clone()) {
            let here = page.tokens[m.start].span.start;
            let behind = page.tokens[m.end - 1].span.end;
            let words = &page.text[sentence.span.start..here];
            let rest = &page.text[behind..sentence.span.end];
            let run = any_word!(page.tokens[m.start].key, "điều");
            if run && !runs_meeting(rest) || takes_lead(rest) || words.trim_end().ends_with("giao")
            {
                continue;
            }
            let inside: Vec<&'a Named> = namings
                .iter()
                .filter(|n| sentence.span.start <= n.span.start && n.span.end <= sentence.span.end)
                .collect();
            // A form of address stands at most ten words behind.
            let near = page.tokens[m.end..].iter().take(10);
            let forward = near.fold(0, |all, t| all | t.cues) & cues::ADDRESS != 0;
            let colon = behind_colon(&page.tokens[..sentence.tokens.end], m.end)
                .map(|name| page.tokens[name].span.start);
            let told = colon.is_some_and(|at| inside.iter().any(|n| n.span.start == at));
            if told || forward && FORWARD.is_match(rest) {
                // The people of the list that follows, up to a new clause.
                let stop = behind + clause_end(rest);
                inside
                    .iter()
                    .filter(|n| n.span.start > here && n.span.start < stop)
                    .for_each(|n| add(n));
                continue;
            }
            let both = words.trim_end().ends_with("đồng") || words.trim_end().ends_with("cùng");
            let before: Vec<&&'a Named> = inside.iter().filter(|n| n.span.end <= here).collect();
            let pair = before.len() == 2
                && words.lowered().contains("hai đồng chí")
                && !words.contains(';');
            if both || pair || announced(words) {
                before.iter().for_each(|n| add(n));
            } else if let Some(list) = list_of_many(words) {
                let from = sentence.span.start + list;
                let listed = before.iter().filter(|n| n.span.start > from);
                listed.for_each(|n| add(n));
            } else if let Some(last) = before.last() {
                let between = &page.text[last.span.end..here];
                // "A dự; B báo cáo": another clause stands between.
                if !between.contains(';')
                    || last
                        .role
                        .as_ref()
                        .is_some_and(|(_, r)| r.end >= here.saturating_sub(2))
                {
                    // "Ông A, Vụ trưởng … và ông B, Giám đốc … chủ trì."
                    joint(page, &before).into_iter().for_each(&mut add);
                }
            }
        }
    }
    chairs
}

/// The tokens at which a name stands right behind "Chủ trì:" or "Chủ trì hội nghị:",
/// with its role or alone.
pub(super) fn names_behind_colons(page: &Page) -> Vec<usize> {
    let tokens = &page.tokens;
    let mut found = Vec::new();
    for sentence in page.sentences.iter().filter(|s| CHAIR.may_be_in(s.lists)) {
        for m in CHAIR.find(tokens, sentence.tokens.clone()) {
            let Some(at) = behind_colon(&tokens[..sentence.tokens.end], m.end) else {
                continue;
            };
            let name = if is_surname(&tokens[at]) && body_at(tokens, at) == 0 {
                person_name(tokens, at, false)
            } else {
                0
            };
            let ends = at + name >= sentence.tokens.end;
            let mark = key_at(tokens, at + name);
            if name >= 2
                && (ends
                    || any_word!(mark, "." | ";")
                    || any_word!(mark, "," | "-" | "(") && starts_role(tokens, at + name + 1))
            {
                found.push(at);
            }
        }
    }
    found
}

/// The token behind the colon that follows "chủ trì", words of the meeting between.
fn behind_colon(tokens: &[Token], chair: usize) -> Option<usize> {
    let words = tokens.get(chair..)?.iter().take(6);
    let colon = chair + words.take_while(|t| is_of_meeting(t)).count();
    let named = tokens.get(colon + 1).is_some_and(|t| t.word);
    (named && tokens[colon].key == ":").then_some(colon + 1)
}

fn is_of_meeting(token: &Token) -> bool {
    any_word!(
        token.key,
        "hội" | "nghị" | "cuộc" | "họp" | "buổi" | "phiên" | "giao" | "ban" | "làm" | "việc"
    )
}

/// "Các đồng chí A - …, B - … và C - … chủ trì": where the list of all who chair
/// opens, when nothing is told of anybody in it but names and roles.
fn list_of_many(words: &str) -> Option<usize> {
    const OPEN: &[&str] = &["các đồng chí", "các ông", "các bà", "các đ/c"];
    const TOLD: &[&str] = &[
        "trình bày",
        "báo cáo",
        "phát biểu",
        " dự",
        "tham luận",
        "đồng chí",
        " ông ",
        " bà ",
        "đ/c",
        "thư ký",
    ];
    let low = words.lowered();
    let (at, length) = OPEN
        .iter()
        .filter_map(|w| low.rfind(w).map(|at| (at, w.len())))
        .max()?;
    let head = low[..at].trim_end();
    let opens = head.is_empty() || head.ends_with(',');
    // The "bà" of "các ông, bà:" is part of the opening.
    let rest = low[at + length..].trim_start_matches([',', '/', ' ']);
    let rest = rest.strip_prefix("bà").unwrap_or(rest);
    (opens && low.len() == words.len() && !TOLD.iter().any(|w| rest.contains(w))).then_some(at)
}

fn runs_meeting(rest: &str) -> bool {
    rest.is_empty()
        || rest.trim_start_matches(' ').starts_with(['.', ';'])
        || RUN.iter().any(|w| begins_with(rest, w).is_some())
}

/// "chủ trì, phối hợp", "chủ trì xây dựng": of a task, not of a meeting.
fn takes_lead(rest: &str) -> bool {
    let bare = rest.trim_start();
    let joint = bare.strip_prefix(',').map(str::trim_start);
    TASK.iter().any(|w| begins_with(bare, w).is_some())
        || joint.is_some_and(|rest| begins_with(rest, "phối hợp").is_some())
}

fn clause_end(rest: &str) -> usize {
    static NEXT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)[;,.]\s*(?:cùng dự|cùng tham dự|tham dự|dự hội nghị|dự có|đến dự|dự họp|với sự tham|và sự tham|thành phần)").expect("valid expression")
    });
    NEXT.find(rest).map_or(rest.len(), |m| m.start())
}

/// "Hội nghị do bà A và ông B điều hành": all behind "do" chair.
fn announced(words: &str) -> bool {
    static BY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?:^|[ ,])(?:do|dưới sự)(?: (?:các|hai))? (?:đồng chí|ông|bà|đ/c)")
            .expect("valid expression")
    });
    BY.find(words).is_some_and(|m| {
        let rest = words[m.end()..].lowered();
        ![
            "trình bày",
            "báo cáo",
            "phát biểu",
            " dự",
            "tham luận",
            "; ",
        ]
        .iter()
        .any(|w| rest.contains(w))
    })
}

/// The last person and those joined to it by a comma or "và" alone.
fn joint<'a>(page: &Page, before: &[&&'a Named]) -> Vec<&'a Named> {
    static JOINT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^\)?\s*[,;]?\s*(?P<and>(?:và|cùng|cùng với)\s+)?(?:(?:các|hai)\s+)?(?:(?:đồng chí|ông|bà|đ/c|pgs|ts|ths|gs|bs|bác sĩ|tiến sĩ|thạc sĩ)[.:]?\s*)*$").expect("valid expression")
    });
    let mut list: Vec<&Named> = Vec::new();
    for named in before.iter().rev() {
        if let Some(next) = list.last() {
            let end = named
                .role
                .as_ref()
                .map_or(named.span.end, |(_, r)| r.end.max(named.span.end));
            // "A và Chủ tịch B": the next one's role may stand before the name.
            let start = next
                .role
                .as_ref()
                .map_or(next.span.start, |(_, r)| r.start.min(next.span.start));
            let between = page.text.get(end..start).unwrap_or("x");
            // "A và B chủ trì"; further ones may stand before with commas.
            match JOINT.captures(between) {
                Some(c) if c.name("and").is_some() || list.len() > 1 => {}
                _ => break,
            }
        }
        list.push(named);
    }
    list.reverse();
    list
}
