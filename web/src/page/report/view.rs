//! Words and numbers as reports show them.

use crate::Layout;
use app::report::{Paper, SignatureLine};
use app::text::t_with;
use domain::indicator::{Cell, IndicatorDef, depth_of, row_name};
use domain::period::Period;
use domain::report::{Part, Remark};
use domain::validation::Importance;
use std::collections::BTreeMap;

/// The name of an indicator in a table: a part below its whole by its category.
pub(super) fn name_in_table<'a>(
    l: &Layout,
    def: &IndicatorDef,
    all: impl Fn(&str) -> Option<&'a IndicatorDef>,
) -> String {
    row_name(indicator_name(l, def), depth_of(def, &all))
}

/// The name of a period in the reader's language.
pub(super) fn period(l: &Layout, period: &Period) -> String {
    match l.locale {
        app::Locale::Vi => period.label_vi(),
        app::Locale::En => period.label_en(),
    }
}

/// Last period's value beside a cell, or why there is none to compare with.
pub(super) fn last_value(
    l: &Layout,
    def: &IndicatorDef,
    last: Option<&Cell>,
    is_incomparable: bool,
) -> String {
    match last {
        Some(last) => value(l, def, last),
        None if is_incomparable => l.t("report.incomparable").into_owned(),
        None => "–".to_owned(),
    }
}

/// The value of a cell, a threshold in the words of the page; a dash for an empty one,
/// which is not zero.
pub(super) fn value(l: &Layout, def: &IndicatorDef, cell: &Cell) -> String {
    cell.words_by(def, |bound, number| l.bounded(bound, number))
}

/// The name of an indicator in the reader's language.
pub(super) fn indicator_name<'a>(l: &Layout, def: &'a IndicatorDef) -> &'a str {
    l.named(&def.name, &def.name_en)
}

/// What a part of a cell is called.
pub(super) fn part_label(l: &Layout, def: &IndicatorDef, part: Part) -> String {
    let (num, den) = match &def.kind {
        domain::indicator::IndicatorKind::Ratio {
            num_label,
            den_label,
            ..
        } => (num_label, den_label),
        _ => return indicator_name(l, def).to_owned(),
    };
    match part {
        Part::Value => indicator_name(l, def).to_owned(),
        Part::Num => num.clone(),
        Part::Den => den.clone(),
    }
}

/// "Received on paper on …, entered by … on …", with the note.
pub(crate) fn paper(l: &Layout, paper: &Paper) -> String {
    let said = t_with(
        l.locale,
        "report.paper_came",
        &[
            ("day", l.date(&paper.on)),
            ("name", paper.by.clone()),
            ("at", l.instant(&paper.at)),
        ],
    );
    if paper.note.is_empty() {
        said
    } else {
        format!("{said}. {}", paper.note)
    }
}

/// Who signed what is not sent, when, and the first digits of its seal.
pub(super) fn signature(l: &Layout, signed: &SignatureLine) -> String {
    t_with(
        l.locale,
        "report.signed_at",
        &[
            ("name", signed.by.clone()),
            ("at", l.instant(&signed.at)),
            ("seal", signed.sha256.chars().take(12).collect()),
        ],
    )
}

/// A remark in words, with the class that tells how grave it is.
pub(super) struct Said {
    pub(super) tag: &'static str,
    pub(super) text: String,
    pub(super) href: String,
    /// Field in which a word about it is typed; none if it needs none.
    pub(super) field: Option<String>,
    /// The word.
    pub(super) word: String,
    /// Told to readers as explained.
    pub(super) is_explained: bool,
}

/// Remarks whose text asks for a word; once it is given, readers are told that
/// instead.
const ASKING: [&str; 9] = [
    "check.cumulative_fell",
    "check.cumulative_differs",
    "check.cumulative_num_differs",
    "check.cumulative_den_differs",
    "check.large_change",
    "check.large_change_num",
    "check.large_change_den",
    "check.plan_not_result",
    "outlier.beyond_limits",
];

/// The same on the pages of those who read what was sent: a remark to which the
/// unit gave its word says so, and no more asks for it.
pub(super) fn said_to_readers(
    l: &Layout,
    remark: &Remark,
    words: &BTreeMap<String, String>,
    note: &str,
) -> Said {
    let mut said = said(l, remark, words);
    if !remark.needs_word() || !remark.is_explained {
        return said;
    }
    if ASKING.contains(&remark.code.as_str()) {
        let at = remark.place.as_ref().map_or("", |(_, code)| code.as_str());
        said.text = l.t1(&format!("report.explained.{}", remark.code), "place", at);
    }
    if said.word.is_empty() {
        said.word = note.to_owned();
    }
    said.is_explained = true;
    said
}

/// Puts a remark into words, with the word that the unit has for it.
pub(super) fn said(l: &Layout, remark: &Remark, words: &BTreeMap<String, String>) -> Said {
    let place = remark.place.as_ref();
    let at = place.map(|(_, code)| code.clone()).unwrap_or_default();
    let detail = match l.locale {
        app::Locale::En if !remark.detail_en.is_empty() => remark.detail_en.clone(),
        _ => remark.detail.clone(),
    };
    let text = t_with(
        l.locale,
        &format!("error.{}", remark.code),
        &[("place", at), ("typed", detail.clone()), ("detail", detail)],
    );
    let tag = match remark.importance {
        Importance::High => "late",
        Importance::Medium if !remark.is_explained => "warn",
        Importance::Medium | Importance::Low => "info",
    };
    let field = place.map(|(kind, code)| app::report::place_field(*kind, code));
    Said {
        tag,
        text,
        href: field.map(|f| format!("#f-{f}")).unwrap_or_default(),
        field: remark.needs_word().then(|| format!("x.{}", remark.key)),
        word: words.get(&remark.key).cloned().unwrap_or_default(),
        is_explained: false,
    }
}
