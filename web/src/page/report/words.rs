//! The sentences that the scripts of the report page say, as data in the page:
//! one catalogue for both sides, and the rules that they read. Not here: texts of
//! rules (`app::report::rules`).

use super::parts::Parts;
use crate::Layout;
use app::report::ReportForm;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Under `offline.` in the catalogue, by their short name in the scripts.
const OWN: [&str; 27] = [
    "arrived",
    "away",
    "cannot_keep",
    "clash",
    "closed",
    "copy",
    "days",
    "gone",
    "hours",
    "joined_sign",
    "just_now",
    "keep_mine",
    "mine",
    "minutes",
    "not_saved",
    "other",
    "pasted",
    "pasted_line",
    "ready",
    "sign_away",
    "sign_in",
    "sign_needs",
    "signed_out",
    "take_theirs",
    "theirs",
    "undo",
    "waits",
];

/// Shared with the server's own pages: their short name, their key.
const SHARED: [(&str, &str); 23] = [
    ("doubt", "report.doubt"),
    ("number.doubtful", "error.number.doubtful"),
    ("number.malformed", "error.number.malformed"),
    ("number.no_threshold", "error.number.no_threshold"),
    ("number.other_measure", "error.number.other_measure"),
    ("number.overflow", "error.number.overflow"),
    ("number.too_precise", "error.number.too_precise"),
    ("paste-many-numbers", "upload.finding.paste-many-numbers"),
    ("paste-no-level", "upload.finding.paste-no-level"),
    ("paste-other-measure", "upload.finding.paste-other-measure"),
    (
        "paste-parts-disagree",
        "upload.finding.paste-parts-disagree",
    ),
    ("paste-ratio-parts", "upload.finding.paste-ratio-parts"),
    ("paste-row-unknown", "upload.finding.paste-row-unknown"),
    ("paste-too-many-rows", "upload.finding.paste-too-many-rows"),
    ("style-en", "report.style.en"),
    ("style-vi", "report.style.vi"),
    ("threshold-above", "threshold.above"),
    ("threshold-at_least", "threshold.at_least"),
    ("threshold-at_most", "threshold.at_most"),
    ("threshold-below", "threshold.below"),
    ("weight-info", "report.weight.info"),
    ("weight-late", "report.weight.late"),
    ("weight-warn", "report.weight.warn"),
];

/// As JSON that can stand in a page. Where the report `is_signed`, that is why nothing
/// is taken, and not that the round is closed.
pub(super) fn words(l: &Layout, is_signed: bool) -> String {
    let own = OWN.iter().map(|key| match *key {
        "closed" if is_signed => (*key, l.t("offline.signed")),
        _ => (*key, l.t(&format!("offline.{key}"))),
    });
    let shared = SHARED.iter().map(|(name, key)| (*name, l.t(key)));
    let words: BTreeMap<&str, Cow<'_, str>> = own.chain(shared).collect();
    serde_json::to_string(&words)
        .unwrap_or_default()
        .replace('<', "\\u003c")
}

/// The rules for the page's script, fit to stand in a page; a page that is only read
/// has no script.
pub(super) fn rules(l: &Layout, f: &ReportForm, parts: &Parts) -> String {
    if !f.can_write {
        return String::new();
    }
    serde_json::to_string(&f.rules(l.locale, parts.codes().as_ref()))
        .unwrap_or_default()
        .replace('<', "\\u003c")
}
