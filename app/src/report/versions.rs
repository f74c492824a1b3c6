//! Reading what was sent: versions 1..n stay readable for good.

use super::case::Case;
use super::form::{RoundLine, timely};
use super::given_since::given_since;
use super::live::{LiveLines, live_lines};
use super::paper::Paper;
use super::past::Earlier;
use super::place::Threads;
use super::remarks::all_remarks;
use super::sign::SignatureLine;
use crate::unit::TakenOver;
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::id::ObligationId;
use domain::indicator::{Cell, IndicatorDef};
use domain::period::Period;
use domain::regime::Section;
use domain::report::{
    AWAITS_FINAL, Act, BothTimely, EvidenceFile, Mark, PlaceKind, Remark, ReportState, ReturnKind,
    TaskLine, awaits_final, exempted, is_locked, may_note_paper, reopened, shown_state,
};
use domain::round::RoundState;
use domain::unit::UnitVersion;
use jiff::Timestamp;
use std::collections::BTreeMap;
use store::obligation::Obligation;
use store::report::Return;

/// One version in the list.
#[derive(Debug, Clone)]
pub struct VersionLine {
    /// 1, 2, …
    pub number: i32,
    /// Name of who signed.
    pub signed_by: String,
    /// When it was signed.
    pub signed_at: Timestamp,
    /// Name of who sent it, where that was somebody else.
    pub sent_by: Option<String>,
    /// When it reached the server.
    pub received_at: Timestamp,
    /// Seal of its content.
    pub sha256: String,
    /// Why it came late, as the unit says.
    pub late_reason: Option<String>,
    /// The return it got, if it was returned.
    pub returned: Option<Return>,
    /// Name of who returned it.
    pub returned_by: String,
}

/// A section as sent.
#[derive(Debug, Clone)]
pub struct SectionView {
    /// Its definition.
    pub def: Section,
    /// Its text.
    pub text: String,
    /// "Không phát sinh".
    pub is_nil: bool,
    /// The mark it got in the return of this version.
    pub mark: Option<String>,
}

/// A cell as sent.
#[derive(Debug, Clone)]
pub struct CellView {
    /// Its definition.
    pub def: IndicatorDef,
    /// What was sent; empty is not zero.
    pub cell: Cell,
    /// Last period's cell.
    pub last: Option<Cell>,
    /// Whether the figures of last period are no past of this unit.
    pub is_incomparable: bool,
    /// The mark it got in the return of this version.
    pub mark: Option<String>,
    /// What the checks say about it, for the office's eyes too.
    pub remarks: Vec<Remark>,
}

/// A version, to be read.
#[derive(Debug, Clone)]
pub struct ReportView {
    /// What is owed.
    pub obligation: Obligation,
    /// Its round.
    pub round: RoundLine,
    /// The unit as of the period.
    pub unit: UnitVersion,
    /// Where the report stands.
    pub state: ReportState,
    /// The head's signature, while it is signed and not sent.
    pub signed: Option<SignatureLine>,
    /// On time or late.
    pub timely: Option<BothTimely>,
    /// All versions, oldest first.
    pub versions: Vec<VersionLine>,
    /// The version shown; 0 when nothing was sent.
    pub number: i32,
    /// "Không phát sinh" for the whole form.
    pub is_nil: bool,
    /// Sections of this version, those of the unit's outline.
    pub sections: Vec<SectionView>,
    /// Cells.
    pub cells: Vec<CellView>,
    /// What comes from other parts of the platform, as it stands (CT-05).
    pub live: LiveLines,
    /// Lines on tasks.
    pub tasks: Vec<TaskLine>,
    /// How it came from a unit that ended.
    pub taken_over: Vec<TakenOver>,
    /// What the checks say about this version, gravest first.
    pub remarks: Vec<Remark>,
    /// What the unit says to those that need a word, by key.
    pub explanations: BTreeMap<String, String>,
    /// Files of evidence, frozen with this version.
    pub files: Vec<EvidenceFile>,
    /// What was said at its places.
    pub threads: Threads,
    /// The period before, if the unit reported.
    pub last_period: Option<Period>,
    /// Whether the actor writes or signs for the unit, and so opens its form.
    pub opens_form: bool,
    /// Whether the actor may return, accept or exempt.
    pub can_review: bool,
    /// Whether the last version waits for the office.
    pub awaits_review: bool,
    /// Whether it is accepted and may be opened again for more figures.
    pub may_reopen: bool,
    /// Whether the unit may be exempted: nothing that it sent counts.
    pub may_exempt: bool,
    /// When it came on paper, as the office noted.
    pub paper: Option<Paper>,
    /// Whether a paper may be noted now.
    pub takes_paper: bool,
    /// Accepted in a closed round.
    pub is_locked: bool,
    /// Accepted and opened again for more figures.
    pub awaits_final: bool,
}

impl ReportView {
    /// Code of the state as it is told, with *locked* and *awaits_final*.
    #[must_use]
    pub fn state_code(&self) -> &'static str {
        if self.awaits_final {
            return AWAITS_FINAL;
        }
        shown_state(self.state, self.is_locked)
    }
}

/// Shows version `number` of a report, or the last one.
///
/// # Errors
/// [`AppError::NotFound`] for a report of a unit that the actor may not read,
/// or a version that does not exist.
pub async fn view(
    ctx: &Ctx,
    id: ObligationId,
    number: Option<i32>,
) -> Result<ReportView, AppError> {
    let read = ctx.read();
    let case = Case::load(ctx, &read, id, Right::ReadReport).await?;
    let heads = store::report::list_versions(&read, id).await?;
    let returns = store::report::list_returns(&read, id).await?;
    let number = number.unwrap_or(case.obligation.last_version);
    let (body, signed_at) = match number {
        0 => Default::default(),
        n => {
            let found = store::report::find_version(&read, id, n).await?;
            let sent = found.ok_or(AppError::NotFound)?;
            (sent.body, Some(sent.signed_at))
        }
    };
    let earlier = Earlier::of(ctx, &read, &case).await?;
    let people = heads
        .iter()
        .flat_map(|v| std::iter::once(v.signed_by).chain(v.sent_by))
        .chain(returns.iter().map(|r| r.returned_by));
    let people = store::account::list_by_ids(&read, &people.collect::<Vec<_>>()).await?;
    let name = |id| {
        people
            .iter()
            .find(|a| a.id == id)
            .map(|a| a.full_name.clone())
            .unwrap_or_default()
    };
    let timely = timely(ctx, &case, &heads, &returns);
    let versions: Vec<VersionLine> = heads
        .into_iter()
        .map(|v| {
            let returned = returns
                .iter()
                .find(|r| r.version_number == v.number)
                .cloned();
            VersionLine {
                number: v.number,
                signed_by: name(v.signed_by),
                signed_at: v.signed_at,
                sent_by: v.sent_by.map(name),
                received_at: v.received_at,
                sha256: v.sha256,
                late_reason: v.late_reason,
                returned_by: returned
                    .as_ref()
                    .map(|r| name(r.returned_by))
                    .unwrap_or_default(),
                returned,
            }
        })
        .collect();
    let marks: &[Mark] = returns
        .iter()
        .find(|r| r.version_number == number)
        .map_or(&[], |r| &r.marks);
    let mark = |kind, code: &str| {
        marks
            .iter()
            .find(|m| m.kind == kind && m.code == code)
            .map(|m| m.note.clone())
    };
    let found = all_remarks(ctx, &read, &case, &body, &[], &earlier).await?;
    let here = |code: &str| {
        let is_here = |r: &&Remark| {
            r.place
                .as_ref()
                .is_some_and(|(k, c)| *k == PlaceKind::Cell && c == code)
        };
        found.iter().filter(is_here).cloned().collect()
    };
    // A report from the tier below speaks of fields that its unit does not have.
    let own: Vec<&str> = case.sections().map(|s| s.code.as_str()).collect();
    let is_said = |code: &str| {
        let said = body.section(code);
        said.is_some_and(|s| s.is_nil || !s.text.trim().is_empty())
    };
    let outline = case.regime.body.outline.iter();
    let sections = outline
        .filter(|def| own.contains(&def.code.as_str()) || is_said(&def.code))
        .map(|def| {
            let said = body.section(&def.code);
            SectionView {
                text: said.map(|s| s.text.clone()).unwrap_or_default(),
                is_nil: said.is_some_and(|s| s.is_nil),
                mark: mark(PlaceKind::Section, &def.code),
                def: def.clone(),
            }
        })
        .collect();
    let cells = case
        .indicators()
        .map(|def| CellView {
            cell: body.values.get(&def.code).cloned().unwrap_or_default(),
            last: earlier.last_cell(&def.code).cloned(),
            is_incomparable: earlier.incomparable.contains(&def.code),
            mark: mark(PlaceKind::Cell, &def.code),
            remarks: here(&def.code),
            def: def.clone(),
        })
        .collect();
    let state = case.state(ctx);
    let draft = match state {
        ReportState::Signed => store::report::find_draft(&read, id).await?,
        _ => None,
    };
    let is_last = number == case.obligation.last_version;
    let last_return = versions.last().and_then(|v| v.returned.as_ref());
    let last_return = last_return.map(|r| r.kind);
    let is_unusable = |v: &VersionLine| {
        let kind = v.returned.as_ref().map(|r| r.kind);
        kind == Some(ReturnKind::Unusable)
    };
    let counts = !versions.iter().all(is_unusable);
    let may_exempt = exempted(state, case.obligation.was_sent(), counts).is_ok();
    let given = match signed_at {
        Some(at) if is_last && state == ReportState::Accepted => {
            given_since(&read, &case, at, &body).await?
        }
        _ => Vec::new(),
    };
    let may_reopen = is_last && reopened(state, case.round.state, &body, !given.is_empty()).is_ok();
    Ok(ReportView {
        paper: Paper::of(ctx, case.obligation.paper.as_ref()).await?,
        takes_paper: may_note_paper(state, case.round.state).is_ok(),
        is_locked: is_locked(state, case.round.state),
        awaits_final: awaits_final(state, last_return),
        taken_over: crate::unit::taken_over(ctx, case.obligation.id.0).await?,
        state,
        signed: SignatureLine::of(ctx, draft.as_ref()).await?,
        timely,
        versions,
        number,
        is_nil: body.is_nil,
        sections,
        cells,
        live: live_lines(ctx, &case).await?,
        tasks: body.tasks,
        explanations: body.explanations,
        files: body.files,
        remarks: found,
        threads: Threads::load(&read, id).await?,
        last_period: earlier.previous.as_ref().map(|(period, _)| *period),
        opens_form: case.is_own(ctx).await?,
        can_review: ctx.can(Right::ReviewReport, case.of_office).await?,
        awaits_review: case.obligation.after(Act::Accept).is_ok(),
        may_reopen,
        may_exempt,
        round: RoundLine {
            id: case.round.id,
            title: case.round.title.clone(),
            period: case.round.period,
            dates: case.round.dates,
            is_closed: case.round.state == RoundState::Closed,
        },
        unit: case.unit,
        obligation: case.obligation,
    })
}
