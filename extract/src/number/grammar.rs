//! Parsing one number. The separators decide between Party and State unless
//! the issuer symbol is known to belong to the other side; then the number is
//! read as that side's and carries a warning (`593 - QĐ-TU`, `21/NQ-TW`).

use super::symbols::{is_assembly, standard_type, system_of};
use super::{DocNumber, NumberSystem};
use regex::Regex;
use std::sync::LazyLock;

/// Number, first separator, then symbols joined by hyphens or slashes.
pub(super) const SHAPE: &str = r"(?x)
    (?P<number>[0-9]{1,5}[a-zA-Z]?)
    (?P<sep>\s*[-–—−/]\s*|\s+)
    (?:(?P<year>[12][0-9]{3})\s*/\s*)?
    (?P<rest>\p{L}[\p{L}0-9&]*(?:\s?[-–—−/]\s?\p{L}[\p{L}0-9&]*){0,4})";

static WHOLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?i-u:^)\s*(?:[Ss][ốỐ]\s*:?\s*)?{}",
        SHAPE
            .trim_start_matches("(?x)")
            .replace(char::is_whitespace, "")
    ))
    .expect("the shape of a number is a valid expression")
});

/// Parses `text` as one document number. `None` when it is none, for instance
/// a plenum reference ("Nghị quyết Trung ương 6 (khóa XII)") or a bare number.
pub fn parse_number(text: &str) -> Option<DocNumber> {
    let text = crate::text::normalise(text);
    let caps = WHOLE.captures(&text)?;
    let start = caps.name("number")?.start();
    build(&text[start..], &caps).map(|(number, _)| number)
}

/// Builds the number from a match whose number group starts at byte 0 of `text`;
/// also returns how many bytes of `text` belong to it.
pub(super) fn build(text: &str, caps: &regex::Captures<'_>) -> Option<(DocNumber, usize)> {
    let offset = caps.name("number")?.start();
    let mut warnings = Vec::new();
    let sep = caps.name("sep")?.as_str();
    let rest = caps.name("rest")?;
    let (symbols, used) = split_symbols(rest.as_str(), &mut warnings)?;
    let end = rest.start() - offset + used;
    let digits = caps.name("number")?.as_str();
    let year: Option<i16> = caps.name("year").and_then(|y| y.as_str().parse().ok());
    let first_sep = sep.trim().chars().next();
    if sep.trim().len() != sep.len() && first_sep.is_some() {
        warnings.push("number-spacing");
    }
    let (system, doc_type, org) = classify(first_sep, year, &symbols, &mut warnings)?;
    let canonical = match (system, &doc_type, year) {
        (NumberSystem::Qppl, Some(t), Some(y)) => format!("{digits}/{y}/{t}-{org}"),
        (NumberSystem::Qppl, None, Some(y)) => format!("{digits}/{y}/{org}"),
        (NumberSystem::Party, Some(t), _) => format!("{digits}-{t}/{org}"),
        (_, Some(t), _) => format!("{digits}/{t}-{org}"),
        (_, None, _) => format!("{digits}/{org}"),
    };
    let trimmed = digits.trim_start_matches('0');
    let number = if trimmed.is_empty() { "0" } else { trimmed }.to_owned();
    let raw = text[..end].to_owned();
    warnings.dedup();
    Some((
        DocNumber {
            system,
            number,
            year,
            doc_type,
            org,
            canonical,
            raw,
            warnings,
        },
        end,
    ))
}

type Classified = (NumberSystem, Option<String>, String);

fn classify(
    sep: Option<char>,
    year: Option<i16>,
    symbols: &[(char, String)],
    warnings: &mut Vec<&'static str>,
) -> Option<Classified> {
    let slash = sep == Some('/');
    let head = &symbols[0].1;
    let tail = |from: usize| {
        symbols[from..]
            .iter()
            .map(|(_, s)| s.as_str())
            .collect::<Vec<_>>()
            .join("-")
    };
    if year.is_some() {
        if !slash {
            warnings.push("number-separators");
        }
        if is_assembly(head) {
            return Some((NumberSystem::Qppl, None, tail(0)));
        }
        let kind = standard_case(head, warnings)?;
        return (symbols.len() > 1).then(|| (NumberSystem::Qppl, Some(kind), tail(1)));
    }
    let kind = if symbols.len() > 1 {
        standard_case(head, warnings)
    } else {
        None
    };
    let Some(kind) = kind else {
        // An official letter of the State: the body stands where a type would.
        let letter = slash && head.chars().count() >= 2 && head.chars().any(char::is_uppercase);
        return letter.then(|| (NumberSystem::CongVan, None, tail(0)));
    };
    let org = tail(1);
    let org_slash = symbols[1].0 == '/';
    let by_shape = match (sep, org_slash) {
        (Some('/'), false) => Some(NumberSystem::State),
        (Some('/'), true) => None,
        (Some(_), true) => Some(NumberSystem::Party),
        _ => None,
    };
    let system = system_of(&org).or(by_shape).unwrap_or(if org_slash {
        NumberSystem::Party
    } else {
        NumberSystem::State
    });
    if sep.is_none() {
        // Without any separator only a full Party symbol is believable.
        if !org_slash {
            return None;
        }
        warnings.push("number-hyphen-lost");
    } else if by_shape != Some(system) {
        warnings.push("number-separators");
    }
    Some((system, Some(kind), org))
}

fn standard_case(token: &str, warnings: &mut Vec<&'static str>) -> Option<String> {
    let standard = standard_type(token)?;
    if standard != token {
        warnings.push("number-case");
    }
    Some(standard.to_owned())
}

/// Splits `NQ/TW` into symbols with the separator before each, cutting a word
/// that is glued on ("TWcủa"). Returns the bytes used.
fn split_symbols(
    rest: &str,
    warnings: &mut Vec<&'static str>,
) -> Option<(Vec<(char, String)>, usize)> {
    let mut symbols: Vec<(char, String)> = Vec::new();
    let mut used = 0;
    let mut sep = ' ';
    let mut at = 0;
    while at < rest.len() {
        let token: String = rest[at..]
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '&')
            .collect();
        let kept = symbol_length(&token, symbols.is_empty());
        if kept == 0 {
            break;
        }
        let symbol = &token[..kept];
        let symbol = if symbol.chars().any(char::is_uppercase) || symbols.is_empty() {
            symbol.to_owned()
        } else {
            warnings.push("number-case");
            symbol.to_uppercase()
        };
        symbols.push((sep, symbol));
        used = at + kept;
        if kept < token.len() {
            warnings.push("number-glued");
            break;
        }
        at += token.len();
        let gap: String = rest[at..]
            .chars()
            .take_while(|c| !c.is_alphanumeric())
            .collect();
        // A dash with a space behind an issuer ("20-NQ/TW - một bước") is punctuation.
        if symbols.len() >= 2 && gap.trim().len() != gap.len() {
            break;
        }
        if gap.trim().len() != gap.len() {
            warnings.push("number-spacing");
        }
        sep = if gap.contains('/') { '/' } else { '-' };
        at += gap.len();
    }
    (!symbols.is_empty()).then_some((symbols, used))
}

/// How many bytes of a token are the symbol; 0 when it is an ordinary word.
fn symbol_length(token: &str, is_type: bool) -> usize {
    const MIXED: &[&str] = &[
        "TTg", "ThU", "ThƯ", "CTrHĐ", "CTrPH", "CTr", "TTr", "QyĐ", "TĐU", "TTgCP",
    ];
    if let Some(mixed) = MIXED
        .iter()
        .filter(|m| token.starts_with(**m))
        .max_by_key(|m| m.len())
    {
        let rest = &token[mixed.len()..];
        let more = rest
            .chars()
            .take_while(|c| c.is_uppercase() || c.is_ascii_digit())
            .map(char::len_utf8)
            .sum::<usize>();
        return mixed.len() + more;
    }
    let upper: usize = token
        .chars()
        .take_while(|c| c.is_uppercase() || c.is_ascii_digit() || *c == '&')
        .map(char::len_utf8)
        .sum();
    if upper > 0 {
        // One capital and small letters is a word ("Nghị"), not a glued symbol.
        let capitals = token[..upper].chars().count();
        return if upper < token.len() && capitals == 1 {
            0
        } else {
            upper
        };
    }
    // All small: only symbols of the tables are believable.
    let known = |t: &str| {
        if is_type {
            standard_type(t).is_some()
        } else {
            system_of(&t.to_uppercase()).is_some()
        }
    };
    if token.chars().count() >= 2 && known(token) {
        token.len()
    } else {
        0
    }
}
