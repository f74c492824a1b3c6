//! Filling cells of several drafts at once, for imports: all or none. What it
//! replaces is remembered as for a save, so that a page opened before takes the
//! new figures over and does not undo them.

use super::case::Case;
use super::past::Earlier;
use super::save::{remember, writing_of};
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::id::ObligationId;
use domain::indicator::Cell;
use domain::journal::Noun;
use domain::report::Act;
use serde_json::json;
use std::collections::{BTreeMap, HashSet};
use store::report::{Draft, Typed};

/// What came of one report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filled {
    /// So many cells are new or changed.
    Changed(usize),
    /// The draft says it already.
    Same,
    /// The report takes no draft now; the code of the rule.
    Refused(&'static str),
}

/// What came of all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilledAll {
    /// One answer per report, in their order.
    pub reports: Vec<Filled>,
    /// Whether anything was written.
    pub is_written: bool,
}

/// Codes of the indicators that a report is asked for.
///
/// # Errors
/// As `Case::load`.
pub async fn asked_codes(ctx: &Ctx, id: ObligationId) -> Result<HashSet<String>, AppError> {
    let case = Case::load(ctx, &ctx.read(), id, Right::ReadReport).await?;
    Ok(case.indicators().map(|def| def.code.clone()).collect())
}

/// Puts cells into drafts. With a refusal, or with `is_dry`, nothing is written.
///
/// # Errors
/// As `Case::load`.
pub async fn fill_drafts(
    ctx: &Ctx,
    reports: &[(ObligationId, BTreeMap<String, Cell>)],
    is_dry: bool,
) -> Result<FilledAll, AppError> {
    let account = ctx.account()?;
    let w = ctx.begin().await?;
    let (mut answers, mut entries) = (Vec::new(), Vec::new());
    for (id, cells) in reports {
        let mut case = Case::load(ctx, &w, *id, Right::WriteReport).await?;
        let before = case.state(ctx);
        let after = match case
            .check_open(ctx)
            .and_then(|()| case.after(ctx, Act::Save))
        {
            Ok(after) => after,
            Err(refusal) => {
                answers.push(Filled::Refused(refusal.code()));
                continue;
            }
        };
        let current = store::report::find_draft(&w, *id).await?;
        let body = match &current {
            Some(draft) => draft.body.clone(),
            None => Earlier::first(ctx, &w, &case).await?,
        };
        let changed = cells
            .iter()
            .filter(|(code, cell)| body.values.get(*code) != Some(*cell))
            .count();
        if changed == 0 {
            answers.push(Filled::Same);
            continue;
        }
        let mut draft = Draft {
            obligation: *id,
            body,
            typed: current
                .as_ref()
                .map_or_else(Typed::default, |d| d.typed.clone()),
            based_on_version: case.obligation.last_version,
            updated_by: account,
            updated_at: ctx.now(),
            version: current.as_ref().map_or(0, |d| d.version),
            signature: None,
        };
        let before_it = writing_of(&draft);
        draft.body.values.extend(cells.clone());
        draft.body.is_nil = false;
        let replaced = before_it.changed_in(&writing_of(&draft));
        match current {
            Some(_) => store::report::update_draft(&w, &draft).await?,
            None => store::report::insert_draft(&w, ctx.new_id(), &draft).await?,
        }
        draft.version += 1;
        remember(ctx, &w, &draft, replaced, "").await?;
        if case.obligation.state != after {
            case.obligation.state = after;
            store::obligation::update(&w, &case.obligation).await?;
        }
        let detail =
            json!({ "from": before.code(), "to": after.code(), "cells": changed, "by": "import" });
        entries.push(ctx.entry(
            Act::Save.code(),
            Noun::Report,
            id.0,
            Some(case.obligation.unit),
            detail,
        ));
        answers.push(Filled::Changed(changed));
    }
    let is_refused = answers.iter().any(|a| matches!(a, Filled::Refused(_)));
    let is_written = !is_dry && !is_refused && !entries.is_empty();
    if is_written {
        ctx.commit_all(w, &entries).await?;
    }
    Ok(FilledAll {
        reports: answers,
        is_written,
    })
}
