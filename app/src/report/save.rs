//! Saving a draft. A save never loses anything: what cannot be read is kept as
//! typed, and of two authors both texts remain.

use super::case::Case;
use super::section_field;
use crate::{AppError, Ctx, FieldError, error::all_valid};
use domain::account::Right;
use domain::id::ObligationId;
use domain::indicator::{Cell, IndicatorDef};
use domain::journal::Noun;
use domain::report::{
    Act, CellTrouble, ReadCells, ReportBody, SectionText, TaskLine, TypedCells, next_state,
    read_cells,
};
use domain::text::clean_text;
use jiff::Timestamp;
use serde_json::json;
use store::report::{Draft, Typed};

/// A report as a person has it on the screen.
#[derive(Debug, Clone, Default)]
pub struct ReportTyped {
    /// "Không phát sinh" for the whole form.
    pub is_nil: bool,
    /// Sections.
    pub sections: Vec<SectionText>,
    /// Cells as typed.
    pub cells: TypedCells,
    /// Lines on open tasks.
    pub tasks: Vec<TaskLine>,
}

/// A draft to be saved.
#[derive(Debug, Clone)]
pub struct SaveDraft {
    /// Of which report.
    pub obligation: ObligationId,
    /// Counter of the draft that the person saw; 0 when there was none.
    pub version: i32,
    /// What is on the screen.
    pub typed: ReportTyped,
}

/// What became of a save.
#[derive(Debug, Clone)]
pub enum Saved {
    /// It is kept.
    Kept(Kept),
    /// Somebody else saved in the meantime; nothing was overwritten.
    Clash(Box<Clash>),
}

/// A kept draft.
#[derive(Debug, Clone)]
pub struct Kept {
    /// The new counter.
    pub version: i32,
    /// When, by the server's clock.
    pub at: Timestamp,
    /// Numbers that were not taken over; their texts are kept.
    pub troubles: Vec<CellTrouble>,
    /// What stands in the draft now.
    pub body: ReportBody,
    /// The cells with a number, as they were read, for showing them back.
    pub read_back: Vec<(IndicatorDef, Cell)>,
}

/// Two authors at once: the other's draft, to be shown beside one's own.
#[derive(Debug, Clone)]
pub struct Clash {
    /// What the other saved; saving over it needs its counter.
    pub theirs: Draft,
    /// Name of the other.
    pub by: String,
}

/// Cleaned sections and read cells, limited to what the unit writes.
pub(super) struct Taken {
    pub(super) body: ReportBody,
    pub(super) read: ReadCells,
}

/// Takes what is on the screen over into a body.
///
/// # Errors
/// [`AppError::Invalid`] for control characters in texts.
pub(super) fn take(
    case: &Case,
    typed: &ReportTyped,
    shown: &ReportBody,
) -> Result<Taken, AppError> {
    let mut errors = Vec::new();
    let mut clean = |field: String, text: &str| {
        clean_text(text).unwrap_or_else(|err| {
            errors.push(FieldError::new(field, err.code()));
            String::new()
        })
    };
    let mut sections = Vec::new();
    for section in case.sections() {
        let Some(said) = typed.sections.iter().find(|s| s.code == section.code) else {
            continue;
        };
        let text = clean(section_field(&section.code), &said.text);
        if said.is_nil || !text.is_empty() {
            sections.push(SectionText {
                code: section.code.clone(),
                text,
                is_nil: said.is_nil,
            });
        }
    }
    let mut cells = typed.cells.clone();
    for (code, note) in &mut cells.notes {
        *note = clean(format!("n.{code}"), note);
    }
    let mut tasks = typed.tasks.clone();
    for line in &mut tasks {
        line.text = clean(format!("t.{}", line.task), &line.text);
        line.percent = line.percent.map(|p| p.min(100));
    }
    all_valid(errors)?;
    let read = read_cells(case.indicators(), &cells, &shown.values);
    let body = ReportBody {
        is_nil: typed.is_nil,
        sections,
        values: read.values.clone(),
        tasks,
    };
    Ok(Taken { body, read })
}

/// Saves a draft.
///
/// # Errors
/// As `Case::load`; [`AppError::Invalid`] when the round is closed or not open
/// yet, or the report's state takes no draft.
pub async fn save_draft(ctx: &Ctx, input: SaveDraft) -> Result<Saved, AppError> {
    let account = ctx.account()?;
    let w = ctx.begin().await?;
    let mut case = Case::load(ctx, &w, input.obligation, Right::WriteReport).await?;
    case.check_open(ctx)?;
    let before = case.state(ctx);
    let after = next_state(before, Act::Save)?;
    let current = store::report::find_draft(&w, case.obligation.id).await?;
    if let Some(theirs) = current.as_ref().filter(|d| d.version != input.version) {
        let by = store::account::find(&w, theirs.updated_by).await?;
        let clash = Clash {
            theirs: theirs.clone(),
            by: by.map(|a| a.full_name).unwrap_or_default(),
        };
        return Ok(Saved::Clash(Box::new(clash)));
    }
    let none = ReportBody::default();
    let shown = current.as_ref().map_or(&none, |d| &d.body);
    let Taken { body, read } = take(&case, &input.typed, shown)?;
    let draft = Draft {
        obligation: case.obligation.id,
        body,
        typed: Typed {
            style: input.typed.cells.style,
            numbers: read.kept_texts(),
        },
        based_on_version: case.obligation.last_version,
        updated_by: account,
        updated_at: ctx.now(),
        version: current.as_ref().map_or(0, |d| d.version),
    };
    match current {
        Some(_) => store::report::update_draft(&w, &draft).await?,
        None => store::report::insert_draft(&w, ctx.new_id(), &draft).await?,
    }
    if before != after || case.obligation.state != after {
        case.obligation.state = after;
        store::obligation::update(&w, &case.obligation).await?;
    }
    let version = draft.version + 1;
    let detail = json!({ "draft": version, "from": before.code(), "to": after.code() });
    let (id, unit) = (case.obligation.id, case.obligation.unit);
    ctx.commit(
        w,
        ctx.entry(Act::Save.code(), Noun::Report, id.0, Some(unit), detail),
    )
    .await?;
    let read_back = case
        .indicators()
        .filter_map(|def| Some((def.clone(), draft.body.values.get(&def.code)?.clone())))
        .collect();
    let troubles = read.troubles;
    Ok(Saved::Kept(Kept {
        version,
        at: ctx.now(),
        troubles,
        body: draft.body,
        read_back,
    }))
}
