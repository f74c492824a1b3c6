//! The report page of a unit: what is asked, what is written, what it sent last
//! time, what the office marked, and what may be done now.

use super::around::Around;
use super::case::Case;
use super::form_rows::{cells, quoted, sections};
use super::live::{LiveLines, live_lines};
use super::paper::Paper;
use super::past::Earlier;
use super::place::Threads;
use super::remarks::all_remarks;
use super::save::ReportTyped;
use super::saved::Kept;
use super::set_aside::{SetAside, asked_part};
use super::sign::{SignatureLine, troubles_in, troubles_of};
use super::take::{Taken, take};
use crate::task::{OpenTask, open_tasks_of};
use crate::unit::TakenOver;
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::field::Field;
use domain::id::{ObligationId, RoundId};
use domain::indicator::{Cell, IndicatorDef};
use domain::period::Period;
use domain::regime::Section;
use domain::report::{
    AWAITS_FINAL, Act, BothTimely, CellTrouble, EvidenceFile, NumberStyle, Part, Progress, Remark,
    ReportBody, ReportError, ReportState, Writing, awaits_final, both_timely, is_locked,
    needs_late_reason, progress, shown_state,
};
use domain::round::{RoundDates, RoundState};
use domain::unit::UnitVersion;
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::extension::Extension;
use store::obligation::Obligation;
use store::regime::RegimeVersion;
use store::report::{Draft, Return, VersionHead};

/// The round of a report.
#[derive(Debug, Clone)]
pub struct RoundLine {
    /// Its id.
    pub id: RoundId,
    /// Title.
    pub title: String,
    /// What it covers.
    pub period: Period,
    /// Its dates.
    pub dates: RoundDates,
    /// Whether it is closed.
    pub is_closed: bool,
}

impl RoundLine {
    /// Whether it still takes reports from every unit.
    #[must_use]
    pub fn state(&self) -> RoundState {
        if self.is_closed {
            RoundState::Closed
        } else {
            RoundState::Open
        }
    }
}

/// The present draft, apart from its content.
#[derive(Debug, Clone)]
pub struct DraftHead {
    /// Counter; a save must name it.
    pub version: i32,
    /// When it was saved.
    pub updated_at: Timestamp,
    /// Who saved it.
    pub updated_by: String,
}

/// A section of the form.
#[derive(Debug, Clone)]
pub struct FormSection {
    /// Its definition.
    pub def: Section,
    /// What is written.
    pub text: String,
    /// "Không phát sinh".
    pub is_nil: bool,
    /// Words written.
    pub words: usize,
    /// What the office noted at it in the open return.
    pub mark: Option<String>,
    /// Remarks about it.
    pub remarks: Vec<Remark>,
}

/// One number of a cell.
#[derive(Debug, Clone)]
pub struct FormPart {
    /// Which.
    pub part: Part,
    /// Name by which it is entered.
    pub key: String,
    /// What the input shows: as typed if it could not be read.
    pub shown: String,
    /// Last period's number, written out.
    pub last: Option<String>,
    /// Why it was not taken over.
    pub trouble: Option<CellTrouble>,
}

/// An indicator of the form.
#[derive(Debug, Clone)]
pub struct FormCell {
    /// Its definition.
    pub def: IndicatorDef,
    /// What is stored.
    pub cell: Cell,
    /// Its numbers.
    pub parts: Vec<FormPart>,
    /// Last period's cell of the same unit.
    pub last: Option<Cell>,
    /// Whether the figures of last period are no past of this unit.
    pub is_incomparable: bool,
    /// Same period last year.
    pub last_year: Option<Cell>,
    /// What the parts of a longer period add up to, and which these are.
    pub sum: Option<(Cell, Vec<Period>)>,
    /// What the office noted at it in the open return.
    pub mark: Option<String>,
    /// Remarks about it.
    pub remarks: Vec<Remark>,
}

/// The whole page.
#[derive(Debug, Clone)]
pub struct ReportForm {
    /// What is owed.
    pub obligation: Obligation,
    /// Its round.
    pub round: RoundLine,
    /// The regime.
    pub regime: Arc<RegimeVersion>,
    /// The unit as of the period.
    pub unit: UnitVersion,
    /// Where it stands today.
    pub state: ReportState,
    /// On time or late; none for an exempt unit.
    pub timely: Option<BothTimely>,
    /// Whether the cells were filled with the sums of the unit's earlier reports:
    /// nothing was written yet.
    pub is_prefilled: bool,
    /// "Không phát sinh" for the whole form.
    pub is_nil: bool,
    /// Sections.
    pub sections: Vec<FormSection>,
    /// Indicators.
    pub cells: Vec<FormCell>,
    /// How it came from a unit that ended.
    pub taken_over: Vec<TakenOver>,
    /// Open tasks of the unit with the line of this report, or the one carried
    /// over from their diary.
    pub tasks: Vec<OpenTask>,
    /// The draft, if one was begun.
    pub draft: Option<DraftHead>,
    /// The form's answer about doubtful numbers.
    pub style: Option<NumberStyle>,
    /// The first doubtful number, to be asked about.
    pub doubtful: Option<CellTrouble>,
    /// The return that waits for an answer.
    pub open_return: Option<Return>,
    /// Versions sent.
    pub versions: Vec<VersionHead>,
    /// Requests for more time, newest first.
    pub extensions: Vec<Extension>,
    /// Of their days those on which nobody works, each with the next working day.
    pub days_off: BTreeMap<Date, Date>,
    /// All remarks, gravest first.
    pub remarks: Vec<Remark>,
    /// What the unit says to those that need a word, by key.
    pub explanations: BTreeMap<String, String>,
    /// What stands in the draft or was sent and is not asked of the unit any more.
    pub set_aside: SetAside,
    /// Files of evidence.
    pub files: Vec<EvidenceFile>,
    /// What comes from other parts of the platform (CT-05).
    pub live: LiveLines,
    /// What was said at its places.
    pub threads: Threads,
    /// Texts with quoted figures, as they will read, by section.
    pub quoted: BTreeMap<String, String>,
    /// What the unit reported before.
    pub earlier: Arc<Earlier>,
    /// How much is answered.
    pub progress: Progress,
    /// The period before, if the unit reported.
    pub last_period: Option<Period>,
    /// Why nothing can be written now.
    pub refusal: Option<ReportError>,
    /// Whether the actor writes for the unit; who only signs reads the draft.
    pub can_write: bool,
    /// Whether the actor may sign.
    pub can_sign: bool,
    /// The head's signature, while it is signed and not sent.
    pub signed: Option<SignatureLine>,
    /// Whether the actor may ask for more time.
    pub can_ask: bool,
    /// Whether who sends now must say why the report is late.
    pub asks_late_reason: bool,
    /// What is said so far.
    pub late_reason: String,
    /// When it came on paper, as the office noted.
    pub paper: Option<Paper>,
}

/// Opens the report page for someone who writes or signs for the unit.
///
/// # Errors
/// [`AppError::NotFound`] for a report of another unit; [`AppError::Forbidden`]
/// for those who may neither write nor sign.
pub async fn open_form(ctx: &Ctx, id: ObligationId) -> Result<ReportForm, AppError> {
    build(ctx, id, Source::Stored).await
}

/// The same page right after a save, without reading again what was just written.
///
/// # Errors
/// As [`open_form`].
pub async fn open_saved(ctx: &Ctx, kept: Kept) -> Result<ReportForm, AppError> {
    put_together(ctx, kept.case, Some(kept.draft), Source::Stored).await
}

/// The same page with content that is not stored: what was typed and refused,
/// or what was read from a file and waits for a person's word.
///
/// # Errors
/// As [`open_form`], with the right to write; [`AppError::Invalid`] for texts with
/// control characters.
pub async fn preview(
    ctx: &Ctx,
    id: ObligationId,
    typed: &ReportTyped,
) -> Result<ReportForm, AppError> {
    build(ctx, id, Source::Typed(typed)).await
}

/// The same page with two authors' texts joined as far as they can be.
///
/// # Errors
/// As [`open_form`], with the right to write.
pub async fn preview_joined(
    ctx: &Ctx,
    id: ObligationId,
    writing: &Writing,
    style: Option<NumberStyle>,
) -> Result<ReportForm, AppError> {
    build(ctx, id, Source::Joined(writing, style)).await
}

/// Where the content of the page comes from.
enum Source<'a> {
    Stored,
    Typed(&'a ReportTyped),
    Joined(&'a Writing, Option<NumberStyle>),
}

/// Content of the page and what could not be read in it.
struct Content {
    body: ReportBody,
    troubles: Vec<CellTrouble>,
    style: Option<NumberStyle>,
    late_reason: String,
}

async fn build(ctx: &Ctx, id: ObligationId, source: Source<'_>) -> Result<ReportForm, AppError> {
    let read = ctx.read();
    let case = match source {
        Source::Stored => Case::load_own(ctx, &read, id).await?,
        Source::Typed(_) | Source::Joined(..) => {
            Case::load(ctx, &read, id, Right::WriteReport).await?
        }
    };
    let draft = store::report::find_draft(&read, id).await?;
    put_together(ctx, case, draft, source).await
}

async fn put_together(
    ctx: &Ctx,
    case: Case,
    draft: Option<Draft>,
    source: Source<'_>,
) -> Result<ReportForm, AppError> {
    let (read, id) = (ctx.read(), case.obligation.id);
    let was_sent = case.obligation.last_version > 0;
    let around = Around::of(ctx, id, was_sent).await?;
    let Around {
        versions,
        returns,
        extensions,
        threads,
    } = Around::clone(&around);
    let earlier = Earlier::of(ctx, &read, &case).await?;
    let state = case.state(ctx);
    let refusal = case
        .check_open(ctx)
        .and_then(|()| case.after(ctx, Act::Save))
        .err();
    let is_begun = was_sent || draft.is_some();
    let can_write = case.can_write(ctx).await?;
    // Who only signs reads what is stored.
    let is_prefilled = matches!(source, Source::Stored)
        && can_write
        && !is_begun
        && refusal.is_none()
        && !earlier.parts.is_empty();
    let mut content = match (source, &draft) {
        (Source::Joined(writing, style), _) => Content {
            body: writing.body.clone(),
            troubles: troubles_in(&case, &writing.numbers, style),
            style,
            late_reason: writing.late_reason.clone(),
        },
        (Source::Typed(typed), _) => {
            let begun = earlier.begun();
            let shown = draft.as_ref().map_or(&begun, |d| &d.body);
            let kept = draft.as_ref().map(|d| d.typed.late_reason.clone());
            let Taken {
                body,
                read,
                late_reason,
            } = take(&case, typed, shown)?;
            Content {
                body,
                troubles: read.troubles,
                style: typed.cells.style,
                late_reason: late_reason.or(kept).unwrap_or_default(),
            }
        }
        (Source::Stored, Some(draft)) => Content {
            body: draft.body.clone(),
            troubles: troubles_of(&case, draft),
            style: draft.typed.style,
            late_reason: draft.typed.late_reason.clone(),
        },
        (Source::Stored, None) if was_sent => {
            let last = store::report::find_version(&read, id, case.obligation.last_version).await?;
            let body = last.map(|v| v.body).unwrap_or_default();
            Content {
                body,
                troubles: Vec::new(),
                style: None,
                late_reason: String::new(),
            }
        }
        (Source::Stored, None) => Content {
            body: if is_prefilled {
                earlier.begun()
            } else {
                ReportBody::default()
            },
            troubles: Vec::new(),
            style: None,
            late_reason: String::new(),
        },
    };
    let mut set_aside = SetAside::of(&case, &content.body)
        .with_sent(&read, &case, &content.body)
        .await?;
    if draft.is_none() {
        // What came up from the tier below speaks of fields that its unit does not have.
        set_aside.sections.clear();
    }
    if let Some(own) = asked_part(&case, &content.body) {
        content.body = own;
    }
    let signed = SignatureLine::of(ctx, draft.as_ref()).await?;
    let draft = match draft {
        Some(draft) => {
            let updated_by = ctx.account_name(draft.updated_by).await?;
            Some(DraftHead {
                version: draft.version,
                updated_at: draft.updated_at,
                updated_by,
            })
        }
        None => None,
    };
    let unit = case.obligation.unit;
    let mut tasks = if ctx.can(Right::ReadTask, unit).await? {
        open_tasks_of(ctx, unit, case.round.dates.closing_on).await?
    } else {
        Vec::new()
    };
    for task in &mut tasks {
        if let Some(line) = content.body.tasks.iter().find(|line| line.task == task.id) {
            task.line = line.clone();
        }
    }
    let found = all_remarks(
        ctx,
        &read,
        &case,
        &content.body,
        &content.troubles,
        &earlier,
    )
    .await?;
    let live = live_lines(ctx, &case).await?;
    let due = case.obligation.due(case.round.dates.due_by);
    let is_late = needs_late_reason(due, case.obligation.last_version, ctx.now());
    Ok(ReportForm {
        live,
        set_aside,
        asks_late_reason: is_late && refusal.is_none_or(|r| r == ReportError::Signed),
        signed,
        paper: Paper::of(ctx, case.obligation.paper.as_ref()).await?,
        taken_over: crate::unit::taken_over(ctx, case.obligation.id.0).await?,
        tasks,
        threads,
        timely: timely(ctx, &case, &versions, &returns),
        can_write,
        can_sign: ctx
            .can(Right::SignReport, case.obligation.answers())
            .await?,
        can_ask: ctx
            .can(Right::AskExtension, case.obligation.answers())
            .await?,
        draft,
        days_off: days_off(ctx, &extensions).await?,
        extensions,
        refusal,
        state,
        is_prefilled,
        ..assemble(case, content, &earlier, found, versions, returns)
    })
}

/// The days of requests on which nobody works: more time is counted to the very day, it
/// does not move as due days of the regime do.
async fn days_off(ctx: &Ctx, of: &[Extension]) -> Result<BTreeMap<Date, Date>, AppError> {
    let calendar = ctx.calendar().await?;
    let days = of.iter().map(|e| e.asked_due_on);
    let off = days.filter(|day| !calendar.is_working_day(*day));
    Ok(off
        .map(|day| (day, calendar.next_working_day(day)))
        .collect())
}

/// On time or late by the receipt that counts.
pub(super) fn timely(
    ctx: &Ctx,
    case: &Case,
    versions: &[VersionHead],
    returns: &[Return],
) -> Option<BothTimely> {
    let o = &case.obligation;
    let receipts: Vec<_> = versions.iter().map(|v| (v.number, v.received_at)).collect();
    let unusable: Vec<i32> = returns
        .iter()
        .filter(|r| r.kind == domain::report::ReturnKind::Unusable)
        .map(|r| r.version_number)
        .collect();
    let counted = domain::report::counted_receipt(&receipts, &unusable);
    (o.state != ReportState::Exempt)
        .then(|| both_timely(o.due(case.round.dates.due_by), counted, ctx.now()))
}

fn assemble(
    case: Case,
    content: Content,
    earlier: &Arc<Earlier>,
    found: Vec<Remark>,
    versions: Vec<VersionHead>,
    mut returns: Vec<Return>,
) -> ReportForm {
    let Content {
        body,
        troubles,
        style,
        late_reason,
    } = content;
    let standing = case.obligation.state.unsigned(case.obligation.was_sent());
    let is_returned = standing == ReportState::Returned;
    let open_return = returns.pop().filter(|_| is_returned);
    let quoted = quoted(&case, &body, earlier);
    let marks = open_return.as_ref().map_or(&[][..], |r| &r.marks);
    let sections = sections(&case, &body, marks, &found);
    let cells = cells(&case, &body, &troubles, marks, &found, earlier);
    let doubtful = troubles
        .into_iter()
        .find(|t| t.trouble.code() == "number.doubtful");
    ReportForm {
        round: RoundLine {
            id: case.round.id,
            title: case.round.title.clone(),
            period: case.round.period,
            dates: case.round.dates,
            is_closed: case.round.state == RoundState::Closed,
        },
        progress: progress(&case.regime.body, case.asked(), &body),
        is_nil: body.is_nil,
        is_prefilled: false,
        taken_over: Vec::new(),
        tasks: Vec::new(),
        last_period: earlier.previous.as_ref().map(|(period, _)| *period),
        state: case.obligation.state,
        obligation: case.obligation,
        regime: case.regime,
        unit: case.unit,
        remarks: found,
        explanations: body.explanations.clone(),
        set_aside: SetAside::default(),
        files: body.files.clone(),
        earlier: Arc::clone(earlier),
        live: LiveLines::default(),
        threads: Threads::default(),
        quoted,
        timely: None,
        sections,
        cells,
        draft: None,
        style,
        doubtful,
        open_return,
        versions,
        extensions: Vec::new(),
        days_off: BTreeMap::new(),
        refusal: None,
        can_write: false,
        can_sign: false,
        signed: None,
        can_ask: false,
        asks_late_reason: false,
        late_reason,
        paper: None,
    }
}

impl ReportForm {
    /// Fields of work that have indicators in this form.
    #[must_use]
    pub fn fields(&self) -> Vec<Field> {
        let is_here = |field: &Field| self.cells.iter().any(|c| c.def.field == *field);
        Field::ALL.into_iter().filter(is_here).collect()
    }

    /// Counter of the draft, 0 when there is none yet.
    #[must_use]
    pub fn draft_version(&self) -> i32 {
        self.draft.as_ref().map_or(0, |d| d.version)
    }

    /// Code of the state as it is told, with *locked* and *awaits_final*.
    #[must_use]
    pub fn state_code(&self) -> &'static str {
        if awaits_final(self.state, self.open_return.as_ref().map(|r| r.kind)) {
            return AWAITS_FINAL;
        }
        shown_state(self.state, is_locked(self.state, self.round.state()))
    }

    /// Whether the actor may ask for more time now.
    #[must_use]
    pub fn may_ask(&self) -> bool {
        use ReportState::{Accepted, Exempt, Scheduled};
        let is_needed = !matches!(self.state, Accepted | Exempt | Scheduled);
        let (closed, signed) = (ReportError::RoundClosed, ReportError::Signed);
        let is_owed = self.refusal.is_none_or(|r| r == closed || r == signed);
        self.can_ask && is_needed && is_owed
    }

    /// Goes on only where the actor may change the draft now.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] for who only signs; [`AppError::Invalid`] with why
    /// nothing can be written.
    pub(super) fn check_writing(&self) -> Result<(), AppError> {
        if !self.can_write {
            return Err(AppError::Forbidden);
        }
        self.refusal.map_or(Ok(()), |refusal| Err(refusal.into()))
    }

    /// Whether it is signed and can be sent now.
    #[must_use]
    pub fn may_send(&self) -> bool {
        self.refusal == Some(ReportError::Signed)
    }

    /// Whether something still blocks signing.
    #[must_use]
    pub fn is_blocked(&self) -> bool {
        self.remarks.iter().any(Remark::blocks)
    }
}
