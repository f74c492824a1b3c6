//! Type symbols and issuer symbols. The table of issuers is open: an unknown
//! symbol is accepted, it only cannot help to tell Party from State.

use super::NumberSystem;
use crate::text::small;

/// Symbol, name of the type. Symbols that Party and State share appear once.
const TYPES: &[(&str, &str)] = &[
    ("NQ", "Nghị quyết"),
    ("CT", "Chỉ thị"),
    ("KL", "Kết luận"),
    ("QĐ", "Quyết định"),
    ("QyĐ", "Quy định"),
    ("QC", "Quy chế"),
    ("HD", "Hướng dẫn"),
    ("KH", "Kế hoạch"),
    ("CTr", "Chương trình"),
    ("CTrHĐ", "Chương trình hành động"),
    ("CTHĐ", "Chương trình hành động"),
    ("CTPH", "Chương trình phối hợp"),
    ("CTrPH", "Chương trình phối hợp"),
    ("BC", "Báo cáo"),
    ("TB", "Thông báo"),
    ("TBKL", "Thông báo kết luận"),
    ("TTr", "Tờ trình"),
    ("CV", "Công văn"),
    ("NĐ", "Nghị định"),
    ("TT", "Thông tư"),
    ("TTLT", "Thông tư liên tịch"),
    ("NQLT", "Nghị quyết liên tịch"),
    ("PL", "Pháp lệnh"),
    ("L", "Luật"),
    ("ĐA", "Đề án"),
    ("ĐL", "Điều lệ"),
    ("QT", "Quy trình"),
    ("BB", "Biên bản"),
    ("GM", "Giấy mời"),
    ("CĐ", "Công điện"),
    ("PA", "Phương án"),
    ("DA", "Dự án"),
    ("VBHN", "Văn bản hợp nhất"),
    ("QCPH", "Quy chế phối hợp"),
];

/// Names of types that carry no symbol of their own in a number.
const NAMED_ONLY: &[&str] = &[
    "Chiến lược",
    "Thông tri",
    "Bộ luật",
    "Hiến pháp",
    "Quy hoạch",
];

/// Name of the type behind a symbol, matched with its case.
pub fn type_name(symbol: &str) -> Option<&'static str> {
    TYPES
        .iter()
        .find(|(s, _)| *s == symbol)
        .map(|(_, name)| *name)
}

/// The symbol of a type by its name.
pub(super) fn symbol_of(name: &str) -> Option<&'static str> {
    let (symbol, _) = TYPES.iter().find(|(_, known)| *known == name)?;
    Some(symbol)
}

/// Every standard type name once.
pub fn type_names() -> Vec<&'static str> {
    let mut names: Vec<&'static str> = Vec::new();
    for name in TYPES
        .iter()
        .map(|(_, n)| *n)
        .chain(NAMED_ONLY.iter().copied())
    {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The standard spelling of a type symbol: as it is, or the only one that is
/// equal without regard to case.
pub(super) fn standard_type(token: &str) -> Option<&'static str> {
    if let Some((s, _)) = TYPES.iter().find(|(s, _)| *s == token) {
        return Some(s);
    }
    TYPES
        .iter()
        .map(|(s, _)| *s)
        .find(|s| s.chars().map(small).eq(token.chars().map(small)))
}

/// Party or State by the issuer symbol; `None` when the symbol does not tell.
pub(super) fn system_of(org: &str) -> Option<NumberSystem> {
    let head = org.split('-').next().unwrap_or(org);
    const STATE: &[&str] = &[
        "UBND", "HĐND", "CP", "TTg", "VPCP", "BHXH", "TANDTC", "VKSNDTC", "KTNN", "CTN",
    ];
    const PARTY_HEADS: &[&str] = &["TW", "BTG", "BDV", "UBKT", "BCĐTW", "BTCTU", "BNC"];
    const PARTY_ENDS: &[&str] = &[
        "TW", "TU", "HU", "ĐU", "QU", "ThU", "TXU", "TĐTN", "TWĐTN", "ĐUK",
    ];
    if STATE.contains(&head) || is_assembly(head) {
        return Some(NumberSystem::State);
    }
    if PARTY_ENDS.iter().any(|e| head.ends_with(e))
        || PARTY_HEADS.iter().any(|p| head.starts_with(p))
    {
        return Some(NumberSystem::Party);
    }
    let rest: Vec<char> = head.chars().collect();
    (rest.len() >= 3 && matches!(rest[0], 'S' | 'B') && rest[1..].iter().all(|c| c.is_uppercase()))
        .then_some(NumberSystem::State)
}

/// `QH15`, `UBTVQH14`: the National Assembly or its Standing Committee with the term.
pub(super) fn is_assembly(token: &str) -> bool {
    ["UBTVQH", "QH"].iter().any(|head| {
        token
            .strip_prefix(head)
            .is_some_and(|n| !n.is_empty() && n.chars().all(|c| c.is_ascii_digit()))
    })
}

/// Bytes of the capitals and digits that begin a token. The small letter of a sound
/// that two letters write stays between them or at the end ("GDTrH", "TrTHPT",
/// "QLTTr"); any more of them are a word that is glued on ("TWcủa", "TUy tế").
fn capitals_length(token: &str) -> usize {
    let mut length = 0;
    let mut chars = token.chars().peekable();
    while let Some(c) = chars.next() {
        let goes_on = c.is_uppercase() || c.is_ascii_digit() || c == '&';
        let second = length > 0
            && matches!(c, 'r' | 'h' | 'g' | 'y')
            && match chars.peek() {
                Some(next) => next.is_uppercase(),
                None => c != 'y' && length > 1,
            };
        if !goes_on && !second {
            break;
        }
        length += c.len_utf8();
    }
    length
}

/// An issuer that is typed in small letters, in its own case.
pub(super) fn issuer_of_small(symbol: &str) -> String {
    match symbol {
        "ttg" => "TTg".to_owned(),
        other => other.to_uppercase(),
    }
}

/// Type and issuer that no mark separates: `12/KHUBND`. Only those of which no other
/// issuer is made: `TTHĐND` and `CTUBND` are officers of a council and a committee.
pub(super) fn without_joint(symbol: &str) -> Option<(&'static str, &'static str)> {
    const KINDS: &[&str] = &["NQ", "KL", "QĐ", "KH", "BC", "TB", "CV", "HD", "CTr", "TTr"];
    const ISSUERS: &[&str] = &["UBND", "HĐND", "TTg", "TU", "TW"];
    let kind = KINDS.iter().find(|kind| symbol.starts_with(**kind))?;
    let issuer = ISSUERS
        .iter()
        .find(|body| symbol[kind.len()..] == ***body)?;
    Some((*kind, *issuer))
}

/// What stands before "TƯ", which offices also write for the centre ("29-NQ/TƯ",
/// "HD-BTGTƯ"); the rules have "TW" (domain facts §3.5). "ThƯ" is a city's.
pub(super) fn centre(symbol: &str) -> Option<&str> {
    symbol.strip_suffix("TƯ")
}

/// How many bytes of a token are the symbol; 0 when it is an ordinary word.
pub(super) fn symbol_length(token: &str, is_type: bool) -> usize {
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
    let upper = capitals_length(token);
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
            system_of(&issuer_of_small(t)).is_some()
        }
    };
    if token.chars().count() >= 2 && known(token) {
        token.len()
    } else {
        0
    }
}
