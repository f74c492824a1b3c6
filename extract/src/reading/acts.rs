//! Acts of the National Assembly and of its Standing Committee, whose numbers tell no
//! type: "91/2025/QH15" is a law or a resolution, "351/2017/UBTVQH14" a resolution or
//! an ordinance. Not here: documents whose number tells it (`documents`).

use super::documents::Cited;
use super::page::Page;
use super::tokens::key_at;
use super::vocabulary::any_word;
use crate::number::DocNumber;
use std::collections::HashMap;

/// Code of the finding that nothing tells the type, or that the word before the number
/// names one that the body does not issue.
pub(super) const OPEN: &str = "kind-open";

/// The number has a year and no type.
pub(super) fn is_act(number: &DocNumber) -> bool {
    number.doc_type.is_none() && number.year.is_some()
}

/// The body of the act issues documents of this type.
pub(super) fn issues(number: &DocNumber, kind: &str) -> bool {
    match kind {
        "Nghị quyết" => true,
        "Pháp lệnh" => is_committee(number),
        "Luật" | "Bộ luật" => !is_committee(number),
        _ => false,
    }
}

fn is_committee(number: &DocNumber) -> bool {
    number.org.starts_with("UBTVQH")
}

/// The type that is told between bytes `from` and `at`, where the number begins:
/// "Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15".
pub(super) fn told_before(
    page: &Page,
    from: usize,
    at: usize,
    number: &DocNumber,
) -> Option<&'static str> {
    let tokens = &page.tokens;
    let end = page.token_from(at);
    let line = page.lines.get(tokens.get(end)?.line as usize)?;
    let first = line.tokens.start.max(page.token_from(from));
    let told = |at: usize| {
        let next = key_at(tokens, at + 1);
        let kind = match tokens[at].key {
            _ if !tokens[at].capital => return None,
            key if any_word!(key, "luật") => "Luật",
            key if any_word!(key, "bộ") && any_word!(next, "luật") => "Bộ luật",
            key if any_word!(key, "nghị") && any_word!(next, "quyết") => "Nghị quyết",
            key if any_word!(key, "pháp") && any_word!(next, "lệnh") => "Pháp lệnh",
            _ => return None,
        };
        issues(number, kind).then_some(kind)
    };
    (first.max(end.saturating_sub(24))..end)
        .rev()
        .take_while(|at| !any_word!(tokens[*at].key, ";" | "."))
        .find_map(told)
}

fn is_open(c: &Cited) -> bool {
    c.document.kind.is_empty()
}

/// What one naming leaves open another may tell.
pub(super) fn settle(cited: &mut [Cited]) {
    if !cited.iter().any(is_open) {
        return;
    }
    let told: HashMap<String, String> = cited
        .iter()
        .filter(|c| !is_open(c))
        .filter_map(|c| Some((c.key.clone()?, c.document.kind.clone())))
        .collect();
    for c in cited.iter_mut().filter(|c| is_open(c)) {
        if let Some(kind) = c.key.as_ref().and_then(|key| told.get(key)) {
            c.document.kind.clone_from(kind);
            if let Some(number) = &mut c.parsed {
                number.warnings.retain(|code| *code != OPEN);
            }
        }
    }
}
