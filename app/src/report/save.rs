//! Saving a draft. A save never loses anything: what cannot be read is kept as
//! typed, what two authors changed at different places is joined, and where both
//! changed the same place both texts remain for a person to join.
//!
//! How drafts are joined is in `domain::report::merge`.

use super::ahead::Ahead;
use super::asked::not_asked_in;
use super::case::Case;
use super::past::Earlier;
use super::saved::{Clash, ClashPlace, Kept, Saved};
use super::set_aside::keep_texts_aside;
use super::sign::troubles_of;
use super::take::{Taken, take};
use crate::{AppError, Ctx, error::all_valid};
use domain::account::Right;
use domain::id::{ObligationId, UnitId};
use domain::journal::Noun;
use domain::report::{Act, Joined, ReportState, SectionText, TaskLine, TypedCells, Writing, join};
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::draft_change::{self, DraftChange};
use store::report::{Draft, Typed};
use store::{Handle, Write};

/// For so many saves back it is known what they replaced.
const REMEMBERED: i32 = 500;

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
    /// Words to remarks that need one, by the remark's key.
    pub explanations: BTreeMap<String, String>,
    /// Why the report comes late; none where the page did not ask.
    pub late_reason: Option<String>,
    /// The open page on which it stands, so that a page that saves by itself
    /// does not clash with itself; empty when not known.
    pub page: String,
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

/// Saves a draft, joined with what others saved since `input.version` was read.
///
/// # Errors
/// As `Case::load`; [`AppError::Invalid`] when the round is closed or not open
/// yet, or the report's state takes no draft.
pub async fn save_draft(ctx: &Ctx, input: SaveDraft) -> Result<Saved, AppError> {
    save(ctx, input, true).await
}

/// Saves a draft only if it still is the one that was read: for programs, which
/// cannot be asked. What it names must be in the form.
///
/// # Errors
/// As [`save_draft`]; [`AppError::Invalid`] with everything of it that the form does
/// not have.
pub async fn replace_draft(ctx: &Ctx, input: SaveDraft) -> Result<Saved, AppError> {
    save(ctx, input, false).await
}

async fn save(ctx: &Ctx, input: SaveDraft, may_join: bool) -> Result<Saved, AppError> {
    let ahead = Ahead::mark(ctx);
    let early = work_out(ctx, &ctx.read(), &input, may_join).await;
    let w = ctx.begin().await?;
    let worked = match early {
        Ok(worked) if ahead.stands(&w, &[worked.unit()]).await? => worked,
        _ => work_out(ctx, &w, &input, may_join).await?,
    };
    match worked.write(ctx, w).await {
        // Where transactions run beside each other somebody else may have saved
        // since: joined with that one, as if we had come later.
        Err(AppError::Conflict) => {
            let w = ctx.begin().await?;
            let worked = work_out(ctx, &w, &input, may_join).await?;
            worked.write(ctx, w).await
        }
        saved => saved,
    }
}

/// What a save will do, with nothing written yet.
enum WorkedOut {
    /// Nothing: two authors clash, in the report of this unit.
    Clash(Box<Clash>, UnitId),
    /// Write this draft.
    Draft(Box<NewDraft>),
}

impl WorkedOut {
    fn unit(&self) -> UnitId {
        match self {
            Self::Clash(_, unit) => *unit,
            Self::Draft(new) => new.case.obligation.unit,
        }
    }

    async fn write(self, ctx: &Ctx, w: Write) -> Result<Saved, AppError> {
        match self {
            Self::Clash(clash, _) => Ok(Saved::Clash(clash)),
            Self::Draft(new) => new.write(ctx, w).await,
        }
    }
}

/// A draft to be written.
struct NewDraft {
    case: Case,
    before: ReportState,
    after: ReportState,
    /// Whether the draft was begun before.
    is_begun: bool,
    draft: Draft,
    /// What it replaces, place by place.
    replaced: Vec<(String, String)>,
    page: String,
    joined: Joined,
}

async fn work_out(
    ctx: &Ctx,
    h: &impl Handle,
    input: &SaveDraft,
    may_join: bool,
) -> Result<WorkedOut, AppError> {
    let account = ctx.account()?;
    let case = Case::load(ctx, h, input.obligation, Right::WriteReport).await?;
    case.check_open(ctx)?;
    let before = case.state(ctx);
    let after = case.after(ctx, Act::Save)?;
    let current = store::report::find_draft(h, case.obligation.id).await?;
    if !may_join {
        all_valid(not_asked_in(ctx, &case, current.as_ref(), &input.typed).await?)?;
    }
    let theirs = current.as_ref().map(writing_of).unwrap_or_default();
    let seen = current.as_ref().map_or(0, |d| d.version);
    let changes = if seen == input.version {
        Vec::new()
    } else {
        draft_change::list_after(h, case.obligation.id, input.version).await?
    };
    let replaced = changes.iter().map(|c| (c.place.as_str(), c.old.as_str()));
    let mut base = theirs.before(replaced);
    let shown = Earlier::shown(ctx, h, &case, input.version, &base.body).await?;
    // A sum that was taken out of the page was changed, and stays out.
    base.body.values.clone_from(&shown.values);
    let Taken {
        body,
        read,
        late_reason,
    } = take(&case, &input.typed, &shown)?;
    let mut mine = Writing {
        numbers: read.kept_texts(),
        body,
        late_reason: late_reason.unwrap_or_else(|| base.late_reason.clone()),
    };
    mine.body.files.clone_from(&theirs.body.files);
    keep_texts_aside(&case, &base.numbers, &mut mine.numbers);
    let page = input.typed.page.as_str();
    let is_mine = |place: &str| {
        !page.is_empty()
            && changes
                .iter()
                .filter(|c| c.place == place)
                .all(|c| c.changed_by == account && c.page == page)
    };
    let mut joined = if seen == input.version {
        Joined {
            writing: mine.clone(),
            ..Joined::default()
        }
    } else {
        join(&base, &theirs, &mine, is_mine)
    };
    let is_known = input.version <= seen && input.version + REMEMBERED > seen;
    if !is_known || (!may_join && seen != input.version) {
        // Nobody can tell who changed what: a person compares all of it.
        let differs = theirs.changed_in(&mine).into_iter();
        joined = Joined {
            writing: mine,
            taken: Vec::new(),
            clashes: differs.map(|(place, _)| place).collect(),
        };
    }
    if let Some(theirs) = current
        .as_ref()
        .filter(|_| !joined.clashes.is_empty() || (!may_join && seen != input.version))
    {
        let clash = clash(h, &case, theirs.clone(), joined, &changes).await?;
        return Ok(WorkedOut::Clash(Box::new(clash), case.obligation.unit));
    }
    let draft = Draft {
        obligation: case.obligation.id,
        body: joined.writing.body.clone(),
        typed: Typed {
            style: input.typed.cells.style,
            numbers: joined.writing.numbers.clone(),
            late_reason: joined.writing.late_reason.clone(),
        },
        based_on_version: case.obligation.last_version,
        updated_by: account,
        updated_at: ctx.now(),
        version: seen,
        signature: None,
    };
    Ok(WorkedOut::Draft(Box::new(NewDraft {
        is_begun: current.is_some(),
        replaced: theirs.changed_in(&joined.writing),
        page: input.typed.page.clone(),
        case,
        before,
        after,
        draft,
        joined,
    })))
}

impl NewDraft {
    async fn write(self, ctx: &Ctx, w: Write) -> Result<Saved, AppError> {
        let Self {
            mut case,
            before,
            after,
            is_begun,
            mut draft,
            replaced,
            page,
            joined,
        } = self;
        if is_begun {
            store::report::update_draft(&w, &draft).await?;
        } else {
            store::report::insert_draft(&w, ctx.new_id(), &draft).await?;
        }
        draft.version += 1;
        let version = draft.version;
        remember(ctx, &w, &draft, replaced, &page).await?;
        if before != after || case.obligation.state != after {
            case.obligation.state = after;
            store::obligation::update(&w, &case.obligation).await?;
            case.obligation.version += 1;
        }
        let detail = json!({ "draft": version, "from": before.code(), "to": after.code() });
        let (id, unit) = (case.obligation.id, case.obligation.unit);
        let entry = ctx.entry(Act::Save.code(), Noun::Report, id.0, Some(unit), detail);
        ctx.commit(w, entry).await?;
        Ok(Saved::Kept(Box::new(Kept {
            version,
            at: ctx.now(),
            troubles: troubles_of(&case, &draft),
            draft,
            taken: joined.taken,
            writing: joined.writing,
            regime: Arc::clone(&case.regime),
            case,
        })))
    }
}

/// Writes down what the save that made `draft` replaced, place by place.
pub(super) async fn remember(
    ctx: &Ctx,
    w: &Write,
    draft: &Draft,
    replaced: Vec<(String, String)>,
    page: &str,
) -> Result<(), AppError> {
    let log = replaced.into_iter().map(|(place, old)| {
        let change = DraftChange {
            draft_version: draft.version,
            place,
            old,
            changed_by: draft.updated_by,
            page: page.to_owned(),
            changed_at: ctx.now(),
        };
        (ctx.new_id(), change)
    });
    draft_change::insert(w, draft.obligation, log.collect()).await?;
    if draft.version > REMEMBERED {
        draft_change::forget(w, draft.obligation, draft.version - REMEMBERED).await?;
    }
    Ok(())
}

pub(super) fn writing_of(draft: &Draft) -> Writing {
    Writing {
        body: draft.body.clone(),
        numbers: draft.typed.numbers.clone(),
        late_reason: draft.typed.late_reason.clone(),
    }
}

/// Both texts with the names of those who wrote the other one.
async fn clash(
    h: &impl Handle,
    case: &Case,
    theirs: Draft,
    joined: Joined,
    changes: &[DraftChange],
) -> Result<Clash, AppError> {
    let mut people: Vec<_> = changes.iter().map(|c| c.changed_by).collect();
    people.push(theirs.updated_by);
    let people = store::account::list_by_ids(h, &people).await?;
    let name = |id| {
        let known = people.iter().find(|a| a.id == id);
        known.map(|a| a.full_name.clone()).unwrap_or_default()
    };
    let place = |place: String| {
        let last = changes.iter().rev().find(|c| c.place == place);
        ClashPlace {
            by: name(last.map_or(theirs.updated_by, |c| c.changed_by)),
            at: last.map_or(theirs.updated_at, |c| c.changed_at),
            place,
        }
    };
    Ok(Clash {
        by: name(theirs.updated_by),
        places: joined.clashes.into_iter().map(place).collect(),
        mine: joined.writing,
        regime: Arc::clone(&case.regime),
        theirs,
    })
}
