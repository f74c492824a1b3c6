//! Filling cells of several drafts at once, for imports: all or none. What it
//! replaces is remembered as for a save, so that a page opened before takes the
//! new figures over and does not undo them.

use super::case::Case;
use super::past::Earlier;
use super::remarks::checking;
use super::save::{remember, writing_of};
use crate::text::t_with;
use crate::{AppError, Ctx, Locale};
use domain::account::Right;
use domain::id::ObligationId;
use domain::indicator::{Cell, IndicatorDef};
use domain::journal::{Entry, Noun};
use domain::report::{Act, Checking, Part, ReportBody, ReportError, ReportState};
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::obligation::Obligation;
use store::report::{Draft, Typed};
use store::{Read, Write};

/// Drafts that are held in memory at once to see what would change.
const AT_ONCE: usize = 100;

/// What came of one report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Filled {
    /// So many cells are new or changed.
    Changed(usize),
    /// The draft says it already.
    Same,
    /// The report takes no draft now; the code of the rule.
    Refused(&'static str),
}

/// What came of all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FilledAll {
    /// One answer per report, in their order.
    pub(crate) reports: Vec<Filled>,
    /// Whether anything was written.
    pub(crate) is_written: bool,
}

/// A report that the actor writes.
pub(crate) struct Fillable(Case, Arc<Checking>);

impl Fillable {
    /// A report with everything around it.
    ///
    /// # Errors
    /// As `Case::load`.
    pub(crate) async fn of(
        ctx: &Ctx,
        read: &Read<'_>,
        obligation: Obligation,
    ) -> Result<Self, AppError> {
        let case = Case::of(ctx, read, obligation, Right::WriteReport).await?;
        let checking = checking(ctx, &case).await?;
        Ok(Self(case, checking))
    }

    /// Why it takes no draft now, if it takes none: the code of the rule.
    pub(crate) fn refusal(&self, ctx: &Ctx) -> Option<&'static str> {
        states(ctx, &self.0).err().map(ReportError::code)
    }

    /// What would block its signing by this cell alone, in words.
    pub(crate) fn blocked_by(&self, code: &str, cell: &Cell, locale: Locale) -> Vec<String> {
        let findings = self.1.blocked_by(code, cell).into_iter();
        let words = findings.map(|finding| {
            let (vi, en) = finding.says;
            let own = if locale == Locale::En && !en.is_empty() {
                en
            } else {
                vi
            };
            let text = match own.is_empty() {
                true => format!("error.{}", finding.code),
                false => "error.check.own".to_owned(),
            };
            t_with(
                locale,
                &text,
                &[("place", code.to_owned()), ("detail", own)],
            )
        });
        words.collect()
    }

    /// The indicators that it is asked for.
    pub(crate) fn asked(&self) -> impl Iterator<Item = &IndicatorDef> {
        self.0.indicators()
    }

    /// Whether its regime has this indicator, though others are asked for it.
    pub(crate) fn knows(&self, code: &str) -> bool {
        self.0.regime.body.indicators.iter().any(|d| d.code == code)
    }
}

/// A report with the cells that go into its draft, by code.
pub(crate) struct ToFill<'a> {
    pub(crate) report: Fillable,
    pub(crate) cells: BTreeMap<&'a str, Cell>,
}

/// Puts cells into drafts. With a refusal nothing is written.
///
/// # Errors
/// As `Case::load`.
pub(crate) async fn fill_drafts(ctx: &Ctx, all: &[ToFill<'_>]) -> Result<FilledAll, AppError> {
    let w = ctx.begin().await?;
    let (mut reports, mut entries) = (Vec::new(), Vec::new());
    for it in all {
        let (filled, entry) = fill(ctx, &w, it.report.0.obligation.id, &it.cells).await?;
        reports.push(filled);
        entries.extend(entry);
    }
    let is_refused = reports.iter().any(|a| matches!(a, Filled::Refused(_)));
    let is_written = !is_refused && !entries.is_empty();
    if is_written {
        ctx.commit_all(w, &entries).await?;
    }
    Ok(FilledAll {
        reports,
        is_written,
    })
}

/// What [`fill_drafts`] would answer. Others write meanwhile: it takes no turn of
/// theirs.
///
/// # Errors
/// As `Case::load`.
pub(crate) async fn would_fill(ctx: &Ctx, all: &[ToFill<'_>]) -> Result<FilledAll, AppError> {
    let read = ctx.read();
    let mut reports = Vec::with_capacity(all.len());
    for part in all.chunks(AT_ONCE) {
        let ids: Vec<_> = part.iter().map(|it| it.report.0.obligation.id).collect();
        let mut drafts = store::report::find_drafts(&read, &ids).await?;
        for it in part {
            let case = &it.report.0;
            if let Err(refusal) = states(ctx, case) {
                reports.push(Filled::Refused(refusal.code()));
                continue;
            }
            let body = match drafts.remove(&case.obligation.id) {
                Some(draft) => draft.body,
                None => Earlier::first(ctx, &read, case).await?,
            };
            reports.push(match changed(&body, &it.cells) {
                0 => Filled::Same,
                cells => Filled::Changed(cells),
            });
        }
    }
    Ok(FilledAll {
        reports,
        is_written: false,
    })
}

/// The state before and after a draft is written, if the report takes one now.
fn states(ctx: &Ctx, case: &Case) -> Result<(ReportState, ReportState), ReportError> {
    case.check_open(ctx)?;
    let before = case.state(ctx);
    Ok((before, case.after(ctx, Act::Save)?))
}

/// How many cells are new to a draft.
fn changed(body: &ReportBody, cells: &BTreeMap<&str, Cell>) -> usize {
    let is_new = |(code, cell): &(&&str, &Cell)| {
        body.values.get(**code) != Some(&laid_over(body, code, cell))
    };
    cells.iter().filter(is_new).count()
}

/// What a cell of a draft is with an imported one in its place: a note alone leaves
/// the figure that stands there, a figure alone the note.
fn laid_over(body: &ReportBody, code: &str, cell: &Cell) -> Cell {
    match body.values.get(code) {
        Some(stands) if cell.is_empty() => Cell {
            note: cell.note.clone(),
            ..stands.clone()
        },
        Some(stands) => Cell {
            note: cell.note.clone().or_else(|| stands.note.clone()),
            ..cell.clone()
        },
        None => cell.clone(),
    }
}

/// Puts cells into one draft.
async fn fill(
    ctx: &Ctx,
    w: &Write,
    id: ObligationId,
    cells: &BTreeMap<&str, Cell>,
) -> Result<(Filled, Option<Entry>), AppError> {
    let account = ctx.account()?;
    let mut case = Case::load(ctx, w, id, Right::WriteReport).await?;
    let (before, after) = match states(ctx, &case) {
        Ok(states) => states,
        Err(refusal) => return Ok((Filled::Refused(refusal.code()), None)),
    };
    let current = store::report::find_draft(w, id).await?;
    let body = match &current {
        Some(draft) => draft.body.clone(),
        None => Earlier::first(ctx, w, &case).await?,
    };
    let changed = changed(&body, cells);
    if changed == 0 {
        return Ok((Filled::Same, None));
    }
    let mut draft = Draft {
        obligation: id,
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
    for (code, cell) in cells {
        let laid = laid_over(&draft.body, code, cell);
        draft.body.values.insert((*code).to_owned(), laid);
        if cell.is_empty() {
            continue;
        }
        // What was typed there and could not be read is replaced with it.
        for part in Part::ALL {
            draft.typed.numbers.remove(&part.key(code));
        }
    }
    draft.body.is_nil &= cells.values().all(Cell::is_empty);
    let replaced = before_it.changed_in(&writing_of(&draft));
    match current {
        Some(_) => store::report::update_draft(w, &draft).await?,
        None => store::report::insert_draft(w, ctx.new_id(), &draft).await?,
    }
    draft.version += 1;
    remember(ctx, w, &draft, replaced, "").await?;
    if case.obligation.state != after {
        case.obligation.state = after;
        store::obligation::update(w, &case.obligation).await?;
    }
    let detail =
        json!({ "from": before.code(), "to": after.code(), "cells": changed, "by": "import" });
    let unit = Some(case.obligation.unit);
    let entry = ctx.entry(Act::Save.code(), Noun::Report, id.0, unit, detail);
    Ok((Filled::Changed(changed), Some(entry)))
}
