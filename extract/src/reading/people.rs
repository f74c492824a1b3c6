//! Named persons and their roles. A person is announced by a form of address
//! ("đồng chí", "ông", "bà"), stands in a list behind one, follows a role, or
//! signs an official paper. Authors are not among them.

use super::Person;
use super::address::{address_length, opens_list};
use super::lexicon::{ROLE_WORDS, SPEECH, is_surname};
use super::naming::person_name;
use super::organisations::body_at;
use super::page::{Page, Part};
use super::roles::{is_other, role_behind, role_behind_note, role_from, starts_role};
use super::speeches::names_speaker;
use super::tokens::{Token, key_at};
use super::vocabulary::any_word;
use crate::text::unify_tones;
use std::ops::Range;

/// One naming of a person.
#[derive(Debug, Clone)]
pub(super) struct Named {
    pub name: String,
    /// The name folded: equal keys are the same person.
    pub key: String,
    pub span: Range<usize>,
    pub role: Option<(String, Range<usize>)>,
}

/// Every naming in order, also repeated ones.
pub(super) fn namings(page: &Page) -> Vec<Named> {
    let tokens = &page.tokens;
    let mut found: Vec<Named> = Vec::with_capacity(16);
    let mut next = 0;
    for (at, t) in page.telling().filter(|(_, t)| t.word) {
        let may = t.cues & super::cues::ADDRESS != 0 || ROLE_WORDS.may_be_in(t.lists);
        if at < next
            || !may
            || !matches!(
                page.lines[t.line as usize].part,
                Part::Body | Part::Caption | Part::Heading
            ) && !names_speaker(page, at)
        {
            continue;
        }
        let address = address_length(tokens, at);
        if address > 0 {
            next = after_address(page, tokens, at, at + address, &mut found);
            continue;
        }
        if let Some(behind) = group_of_role(page, tokens, at, &mut found) {
            next = behind;
            continue;
        }
        if starts_role(tokens, at)
            && let Some((role, name)) = role_then_name(tokens, at)
        {
            push(
                page,
                tokens,
                &mut found,
                name.clone(),
                Some(tokens[role.start].span.start..tokens[role.end - 1].span.end),
            );
            next = name.end;
        }
    }
    behind_colons(page, &mut found);
    signer(page, &mut found);
    found
}

/// "Chủ trì: Nguyễn Văn Lâm, Trưởng ban": named without a form of address.
fn behind_colons(page: &Page, found: &mut Vec<Named>) {
    let known = found.len();
    for at in super::chairs::names_behind_colons(page) {
        let start = page.tokens[at].span.start;
        if found[..known].iter().all(|n| n.span.start != start) {
            after_address(page, &page.tokens, at - 1, at, found);
        }
    }
    if found.len() > known {
        found.sort_by_key(|n| n.span.start);
    }
}

/// Reads one name, or the list behind "Các đồng chí:", and its roles.
fn after_address(
    page: &Page,
    tokens: &[Token],
    address: usize,
    start: usize,
    found: &mut Vec<Named>,
) -> usize {
    let mut at = start;
    let list = opens_list(tokens, address);
    loop {
        let length = person_name(tokens, at, false);
        if length < 2 {
            // "đồng chí Phó Chủ tịch UBND tỉnh Nguyễn Văn A": the role comes first.
            if let Some((role, name)) = tokens
                .get(at)
                .filter(|t| t.word)
                .and_then(|_| role_then_name(tokens, at))
            {
                push(
                    page,
                    tokens,
                    found,
                    name.clone(),
                    Some(tokens[role.start].span.start..tokens[role.end - 1].span.end),
                );
                return name.end;
            }
            return at.max(address + 1);
        }
        let name = at..at + length;
        let mut next = name.end;
        let mut role = None;
        let mark = key_at(tokens, next);
        let same_line = tokens.get(next).is_some_and(|t| t.line == tokens[at].line);
        if same_line && any_word!(mark, "," | "-" | "–" | "(" | ":") {
            role = role_behind(tokens, next + 1);
            // "(Học viện Quản lý giáo dục)": the body alone says who it is.
            if role.is_none() && mark == "(" && tokens.get(next + 1).is_some_and(|t| t.word) {
                let body = body_at(tokens, next + 1);
                let closed = tokens.get(next + 1 + body).is_some_and(|t| t.key == ")");
                if body > 0 && closed {
                    role = Some(tokens[next + 1].span.start..tokens[next + body].span.end);
                }
                role = role.or_else(|| role_behind_note(tokens, next));
            }
        } else if same_line && starts_role(tokens, next) && tokens[next].capital {
            role = role_from(tokens, next);
        }
        // "Bí thư Tỉnh ủy, đồng chí X": the role stands before the address.
        if role.is_none() {
            role = role_before(tokens, address);
        }
        if let Some(r) = &role {
            next = page.token_from(r.end).max(next);
        }
        push(page, tokens, found, name, role);
        // In a list the next person follows a semicolon, a comma or "và".
        let mut jump = next;
        while tokens.get(jump).is_some_and(|t| {
            any_word!(t.key, ";" | "," | "và" | ")" | "cùng") && t.line == tokens[address].line
        }) {
            jump += 1;
        }
        // "đồng chí A, Trưởng Ban và B, Phó Giám đốc": one form of address for both.
        let joined =
            jump > next && any_word!(tokens[jump - 1].key, "và" | "cùng") && is_other(tokens, jump);
        if joined
            || list
                && jump > next
                && person_name(tokens, jump, false) >= 2
                && body_at(tokens, jump) == 0
        {
            at = jump;
            continue;
        }
        return next;
    }
}

/// "các Phó Trưởng Ban: Lê Thị A, Trần Văn B": one role for a list of names;
/// the token behind it.
fn group_of_role(
    page: &Page,
    tokens: &[Token],
    at: usize,
    found: &mut Vec<Named>,
) -> Option<usize> {
    let group = at
        .checked_sub(1)
        .is_some_and(|i| any_word!(tokens[i].key, "các" | "hai" | "ba"));
    if !group || !starts_role(tokens, at) {
        return None;
    }
    let role = role_from(tokens, at)?;
    let mut next = page.token_from(role.end);
    if tokens.get(next).is_none_or(|t| t.key != ":") {
        return None;
    }
    next += address_length(tokens, next + 1);
    let (mut length, line) = (person_name(tokens, next + 1, false), tokens[at].line);
    let mut names = 0;
    while length >= 2 && body_at(tokens, next + 1) == 0 && tokens[next + 1].line == line {
        let name = next + 1..next + 1 + length;
        next = name.end;
        push(page, tokens, found, name, Some(role.clone()));
        names += 1;
        if !tokens
            .get(next)
            .is_some_and(|t| any_word!(t.key, "," | "và" | ";"))
        {
            break;
        }
        next += address_length(tokens, next + 1);
        length = person_name(tokens, next + 1, false);
    }
    (names > 0).then_some(next)
}

/// A role that ends right before the comma in front of the address.
fn role_before(tokens: &[Token], address: usize) -> Option<Range<usize>> {
    let comma = address.checked_sub(1).filter(|i| tokens[*i].key == ",")?;
    let line = tokens[address].line;
    let from = comma.saturating_sub(14);
    (from..comma)
        .filter(|i| tokens[*i].line == line && tokens[*i].capital && starts_role(tokens, *i))
        .find_map(|i| role_from(tokens, i).filter(|r| r.end == tokens[comma - 1].span.end))
}

/// "Giám đốc Sở Y tế Khuất Hải Triều thì kể": token ranges of role and name.
fn role_then_name(tokens: &[Token], at: usize) -> Option<(Range<usize>, Range<usize>)> {
    if ROLE_WORDS.longest(tokens, at) == 0 {
        return None;
    }
    let line = tokens[at].line;
    let mut end = at + ROLE_WORDS.longest(tokens, at);
    let limit = (at + 24).min(tokens.len());
    while end < limit && tokens[end].line == line {
        if tokens[end].word {
            let body = body_at(tokens, end);
            if body > 0 {
                end += body;
                continue;
            }
        }
        let loose = person_name(tokens, end, false);
        if loose >= 2 && end > at {
            let behind = tokens.get(end + loose).map_or("", |t| t.key.as_str());
            let verb = SPEECH.longest(tokens, end + loose) > 0
                || matches!(behind, "," | "." | ";" | ")" | "-" | "và");
            let strict = person_name(tokens, end, true) > 0;
            if strict
                || (loose >= 2
                    && verb
                    && is_surname(&tokens[end])
                    && SPEECH.longest(tokens, end + loose) > 0
                    && !super::naming::is_territory(&tokens[end - 1])
                    && tokens[end - 1].key != "ủy")
            {
                return Some((at..end, end..end + loose));
            }
        }
        if tokens[end].key == "," && starts_role(tokens, end + 1) {
            end += 1;
            continue;
        }
        if !tokens[end].word || (SPEECH.longest(tokens, end) > 0 && !tokens[end].capital) {
            return None;
        }
        end += ROLE_WORDS.longest(tokens, end).max(1);
    }
    None
}

fn push(
    page: &Page,
    tokens: &[Token],
    found: &mut Vec<Named>,
    name: Range<usize>,
    role: Option<Range<usize>>,
) {
    let span = tokens[name.start].span.start..tokens[name.end - 1].span.end;
    let role = role.map(|r| (page.str(&r).trim().to_owned(), r));
    found.push(Named {
        name: page.str(&span).to_owned(),
        key: page.folded(&span),
        span,
        role,
    });
}

/// The last line of a signature is the name, the capitals before it the role.
fn signer(page: &Page, found: &mut Vec<Named>) {
    // "(Đã ký)" is neither a name nor a role.
    let signed = |l: &&super::page::Line| !page.str(&l.span).trim().starts_with(['(', '[']);
    let lines: Vec<_> = page.part(Part::Signature).filter(signed).collect();
    let Some((name, roles)) = lines.split_last() else {
        return;
    };
    let words = page.str(&name.span).trim();
    let tokens = super::tokens::tokenise(words);
    if tokens.len() < 2 || person_name(&tokens, 0, false) != tokens.len() {
        return;
    }
    let role = roles
        .last()
        .map(|l| (page.str(&l.span).trim().to_owned(), l.span.clone()));
    found.push(Named {
        name: words.to_owned(),
        key: unify_tones(words),
        span: name.span.clone(),
        role,
    });
}

/// Each person once with the role of the first mention that has one.
pub(super) fn list(namings: &[Named]) -> Vec<(Person, Range<usize>)> {
    let mut order: Vec<(Person, Range<usize>)> = Vec::new();
    // The key of each; a page names few, whom a search finds sooner than a map.
    let mut keys: Vec<&str> = Vec::new();
    for naming in namings {
        let key = naming.key.as_str();
        let role = || naming.role.as_ref().map(|(r, _)| r.clone());
        match keys.iter().position(|k| *k == key) {
            Some(i) => {
                let person = &mut order[i].0;
                if person.role.is_none() {
                    person.role = role();
                }
            }
            None => {
                keys.push(key);
                order.push((
                    Person {
                        name: naming.name.clone(),
                        role: role(),
                    },
                    naming.span.clone(),
                ));
            }
        }
    }
    order
}
