//! Parsing one number. The separators decide between Party and State unless
//! the issuer symbol is known to belong to the other side; then the number is
//! read as that side's and carries a warning (`593 - QĐ-TU`, `21/NQ-TW`).

use super::symbols::{
    centre, is_assembly, issuer_of_small, standard_type, symbol_length, system_of, type_name,
    without_joint,
};
use super::{DocNumber, NumberSystem};
use std::borrow::Cow;
use std::ops::Range;

/// The parts of a number as they stand in a text.
pub(super) struct Shape {
    /// Up to five digits, perhaps with a letter (`30a`).
    number: Range<usize>,
    /// Between number and what follows: a dash or slash, or spaces alone.
    sep: Range<usize>,
    year: Option<i16>,
    /// A dash stands behind the year: `24/2021-NĐ-CP`.
    dashed: bool,
    /// Symbols joined by dashes or slashes.
    rest: Range<usize>,
}

/// Number, first separator, perhaps a year, then symbols, from byte `at` on.
pub(super) fn shape_at(text: &str, at: usize) -> Option<Shape> {
    let bytes = text.as_bytes();
    let count = digits(bytes, at, 5);
    if count == 0 {
        return None;
    }
    let mut end = at + count;
    end += usize::from(bytes.get(end).is_some_and(u8::is_ascii_alphabetic));
    let behind = spaces(text, end);
    let sep = match joint(text, behind) {
        0 if behind == end => return None,
        0 => end..behind,
        mark => end..spaces(text, behind + mark),
    };
    let mut from = sep.end;
    let mut year = None;
    let mut dashed = false;
    if matches!(bytes.get(from), Some(b'1' | b'2')) && digits(bytes, from, 4) == 4 {
        let slash = spaces(text, from + 4);
        let behind = if bytes.get(slash) == Some(&b'/') {
            Some(spaces(text, slash + 1))
        } else {
            let dash = dash_to_type(text, from + 4).filter(|_| &text[sep.clone()] == "/");
            dashed = dash.is_some();
            dash
        };
        if let Some(behind) = behind {
            year = text[from..from + 4].parse().ok();
            from = behind;
        }
    }
    let mut rest = from..symbol_end(text, from)?;
    for _ in 0..4 {
        let before = space(text, rest.end);
        let mark = match joint(text, before) {
            0 if dotted(text, &rest) => 1,
            0 => break,
            mark => mark,
        };
        let Some(next) = symbol_end(text, space(text, before + mark)) else {
            break;
        };
        rest.end = next;
    }
    Some(Shape {
        number: at..end,
        sep,
        year,
        dashed,
        rest,
    })
}

/// Behind the dash at `at` when a type symbol follows at once.
fn dash_to_type(text: &str, at: usize) -> Option<usize> {
    let symbol = at + joint(text, at);
    let end = symbol_end(text, symbol)?;
    (symbol > at && type_name(&text[symbol..end]).is_some()).then_some(symbol)
}

/// A dot joins the type at `kind` to an issuer that is known: `100/QĐ.UBND`.
fn dotted(text: &str, kind: &Range<usize>) -> bool {
    let issuer = kind.end + 1;
    text.as_bytes().get(kind.end) == Some(&b'.')
        && type_name(&text[kind.clone()]).is_some()
        && symbol_end(text, issuer).is_some_and(|end| system_of(&text[issuer..end]).is_some())
}

/// Digits from `at` on, at most `most`.
fn digits(bytes: &[u8], at: usize, most: usize) -> usize {
    let run = bytes.iter().skip(at).take(most);
    run.take_while(|b| b.is_ascii_digit()).count()
}

/// Behind all spaces.
fn spaces(text: &str, at: usize) -> usize {
    text.get(at..)
        .map_or(at, |rest| text.len() - rest.trim_start().len())
}

/// Behind one space, if there is one.
fn space(text: &str, at: usize) -> usize {
    let next = text.get(at..).and_then(|rest| rest.chars().next());
    at + next.filter(|c| c.is_whitespace()).map_or(0, char::len_utf8)
}

/// Bytes of a dash or slash.
fn joint(text: &str, at: usize) -> usize {
    let next = text.get(at..).and_then(|rest| rest.chars().next());
    next.filter(|c| matches!(c, '-' | '–' | '—' | '−' | '/'))
        .map_or(0, char::len_utf8)
}

/// End of a symbol: a letter, then letters, digits and `&`.
fn symbol_end(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    if !rest.starts_with(char::is_alphabetic) {
        return None;
    }
    let inside = |c: char| c.is_alphabetic() || c.is_ascii_digit() || c == '&';
    Some(
        rest.find(|c: char| !inside(c))
            .map_or(text.len(), |n| at + n),
    )
}

/// Parses `text` as one document number. `None` when it is none, for instance
/// a plenum reference ("Nghị quyết Trung ương 6 (khóa XII)") or a bare number.
pub fn parse_number(text: &str) -> Option<DocNumber> {
    let text = crate::text::normalise(text);
    let mut bare = text.trim_start();
    if let Some(behind) = ["số", "Số", "SỐ", "sỐ"]
        .iter()
        .find_map(|w| bare.strip_prefix(w))
    {
        bare = behind.trim_start();
        bare = bare.strip_prefix(':').unwrap_or(bare).trim_start();
    }
    build(bare, &shape_at(bare, 0)?).map(|(number, _)| number)
}

/// Builds the number of a shape; also returns where in `text` it ends.
pub(super) fn build(text: &str, shape: &Shape) -> Option<(DocNumber, usize)> {
    let mut warnings = Vec::new();
    let (sep, digits) = (&text[shape.sep.clone()], &text[shape.number.clone()]);
    if shape.dashed {
        warnings.push("number-separators");
    }
    let (mut symbols, used) = split_symbols(&text[shape.rest.clone()], &mut warnings)?;
    let end = shape.rest.start + used;
    let year = shape.year;
    let first_sep = sep.trim().chars().next();
    if year.is_none()
        && let [(_, only)] = symbols.as_slice()
        && let Some((kind, issuer)) = without_joint(only)
    {
        warnings.push("number-separators");
        symbols = vec![(' ', kind.into()), ('-', issuer.into())];
    }
    if sep.trim().len() != sep.len() && first_sep.is_some() {
        warnings.push("number-spacing");
    }
    let (system, doc_type, org) = classify(first_sep, year, &symbols, &mut warnings)?;
    let canonical = match (system, &doc_type, year) {
        (NumberSystem::Qppl, Some(t), Some(y)) => format!("{digits}/{y}/{t}-{org}"),
        (NumberSystem::Qppl, None, Some(y)) => format!("{digits}/{y}/{org}"),
        (NumberSystem::Party, Some(t), _) => [digits, "-", t, "/", &org].concat(),
        (_, Some(t), _) => [digits, "/", t, "-", &org].concat(),
        (_, None, _) => [digits, "/", &org].concat(),
    };
    let trimmed = digits.trim_start_matches('0');
    let number = if trimmed.is_empty() { "0" } else { trimmed }.to_owned();
    let raw = text[shape.number.start..end].to_owned();
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

/// A symbol in capitals and the mark before it.
type Symbol<'a> = (char, Cow<'a, str>);

fn classify(
    sep: Option<char>,
    year: Option<i16>,
    symbols: &[Symbol<'_>],
    warnings: &mut Vec<&'static str>,
) -> Option<Classified> {
    let slash = sep == Some('/');
    let head = &symbols[0].1;
    let tail = |from: usize| {
        let mut all = String::with_capacity(16);
        for (_, symbol) in &symbols[from..] {
            if !all.is_empty() {
                all.push('-');
            }
            all.push_str(symbol);
        }
        all
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
    } else if by_shape != Some(system) && !warnings.contains(&"number-separators") {
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
fn split_symbols<'a>(
    rest: &'a str,
    warnings: &mut Vec<&'static str>,
) -> Option<(Vec<Symbol<'a>>, usize)> {
    let mut symbols: Vec<Symbol<'a>> = Vec::new();
    let mut used = 0;
    let mut sep = ' ';
    let mut at = 0;
    while at < rest.len() {
        let behind = &rest[at..];
        let token = &behind[..behind
            .find(|c: char| !(c.is_alphanumeric() || c == '&'))
            .unwrap_or(behind.len())];
        let kept = symbol_length(token, symbols.is_empty());
        if kept == 0 {
            break;
        }
        let symbol = &token[..kept];
        let symbol = if let Some(head) =
            centre(symbol).filter(|head| head.is_empty() || !symbols.is_empty())
        {
            warnings.push("number-case");
            Cow::Owned([head, "TW"].concat())
        } else if symbol.chars().any(char::is_uppercase) || symbols.is_empty() {
            Cow::Borrowed(symbol)
        } else {
            warnings.push("number-case");
            Cow::Owned(issuer_of_small(symbol))
        };
        symbols.push((sep, symbol));
        used = at + kept;
        if kept < token.len() {
            warnings.push("number-glued");
            break;
        }
        at += token.len();
        let behind = &rest[at..];
        let gap = &behind[..behind.find(char::is_alphanumeric).unwrap_or(behind.len())];
        // A dash with a space behind an issuer ("20-NQ/TW - một bước") is punctuation.
        if symbols.len() >= 2 && gap.trim().len() != gap.len() {
            break;
        }
        if gap.trim().len() != gap.len() {
            warnings.push("number-spacing");
        }
        if gap == "." {
            warnings.push("number-separators");
        }
        sep = if gap.contains('/') { '/' } else { '-' };
        at += gap.len();
    }
    (!symbols.is_empty()).then_some((symbols, used))
}
