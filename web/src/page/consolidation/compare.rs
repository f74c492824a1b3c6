//! Any two versions of a report side by side.

use super::round_id;
use crate::page::page;
use crate::{Layout, PageError, PageResult, Staff};
use app::AppError;
use app::consolidation::{VersionKey, VersionLine, compare_versions, difference_words};
use axum::extract::{Path, Query};
use domain::report::Change;
use serde::Deserialize;

#[derive(askama::Template)]
#[template(path = "consolidation/compare.html")]
struct ComparePage {
    l: Layout,
    id: String,
    versions: Vec<(String, String)>,
    old: String,
    new: String,
    is_same: bool,
    sections: Vec<Section>,
    data: Vec<String>,
}

struct Section {
    heading: String,
    lines: Vec<Vec<(&'static str, String)>>,
}

#[derive(Deserialize)]
pub(super) struct Choice {
    tu: Option<String>,
    den: Option<String>,
}

pub(super) async fn show(
    staff: Staff,
    Path(id): Path<String>,
    Query(choice): Query<Choice>,
) -> PageResult {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let id = round_id(&id).map_err(fail)?;
    let key = |text: &str| VersionKey::from_code(text).ok_or(AppError::NotFound);
    let named = match (choice.tu.as_deref(), choice.den.as_deref()) {
        (Some(old), Some(new)) => Some((key(old).map_err(fail)?, key(new).map_err(fail)?)),
        _ => None,
    };
    let found = compare_versions(&staff.ctx, id, named)
        .await
        .map_err(fail)?;
    let mut l = staff.layout("");
    l.title = l.t1("consolidation.compare.title", "title", &found.title);
    let code = |key: Option<VersionKey>| key.map(VersionKey::code).unwrap_or_default();
    let comparison = found.comparison;
    page(&ComparePage {
        id: id.to_string(),
        versions: found
            .versions
            .iter()
            .map(|v| named_version(&l, v))
            .collect(),
        old: code(found.pair.map(|p| p.0)),
        new: code(found.pair.map(|p| p.1)),
        is_same: comparison.as_ref().is_some_and(|c| c.is_same()),
        sections: comparison
            .iter()
            .flat_map(|c| &c.sections)
            .map(|s| Section {
                heading: format!("{} {}", s.code, s.title),
                lines: s
                    .lines
                    .iter()
                    .map(|line| {
                        let piece = |p: &domain::report::Piece| (element(p.change), p.text.clone());
                        line.pieces.iter().map(piece).collect()
                    })
                    .collect(),
            })
            .collect(),
        data: comparison
            .iter()
            .flat_map(|c| &c.data)
            .map(|d| difference_words(l.locale, d))
            .collect(),
        l,
    })
}

fn element(change: Change) -> &'static str {
    match change {
        Change::Kept => "",
        Change::Removed => "del",
        Change::Added => "ins",
    }
}

fn named_version(l: &Layout, version: &VersionLine) -> (String, String) {
    let kind = l.code_text("consolidation.version_kind", version.key.kind.code());
    let number = match version.key.number {
        0 => String::new(),
        n => format!(" {n}"),
    };
    let at = version.at.as_ref().map(|at| format!(", {}", l.instant(at)));
    let name = format!("{kind}{number}{}", at.unwrap_or_default());
    (version.key.code(), name)
}
