//! Where rounds and reports stood at the end of a day that is over: what came
//! and what was returned by then, and of the rest what is stored, with the later acts
//! undone as the journal tells them. Acts say the state from which they move a report,
//! so the first later one tells where it stood; what only saves a draft is too often
//! written down to be read, and is asked for as far as it decides between a report
//! that was begun and one that was not.

use super::board::{Board, Standing};
use crate::{AppError, Ctx};
use domain::calendar::{day_in_vietnam, end_of_day_in_vietnam};
use domain::id::{ObligationId, RoundId, UnitId};
use domain::journal::{Entry, Noun};
use domain::report::{Act, PaperReceipt, ReportState};
use domain::round::{RoundState, first_state};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap, HashSet};
use store::obligation::{Obligation, Returned};
use store::report_past::Came;
use store::round::Round;
use uuid::Uuid;

const ASK: &str = "extension.ask";
const DECIDE: &str = "extension.decide";
const GRANT: &str = "extension.grant";
const WITHDRAW: &str = "extension.withdraw";
const TAKE_OVER: &str = "report.take_over";
const NOTE_PAPER: &str = "report.note_paper";
const CORRECT_PAPER: &str = "report.correct_paper";
const WITHDRAW_PAPER: &str = "report.withdraw_paper";

/// Reports as they stood.
pub(crate) struct Then {
    pub(crate) board: Board,
    /// For which of them more time was being asked.
    pub(crate) asking: HashSet<Uuid>,
}

/// Whether a round was there on a day: opened by then, or by its own day of opening.
pub(crate) fn was_there(round: &Round, day: Date) -> bool {
    round.dates.opens_on <= day || day_in_vietnam(round.created_at) <= day
}

/// The rounds as they stood at the end of a day, open or closed.
///
/// # Errors
/// When the database fails.
pub(crate) async fn rounds_on(
    ctx: &Ctx,
    mut rounds: Vec<Round>,
    day: Date,
) -> Result<Vec<Round>, AppError> {
    let by = end_of_day_in_vietnam(day);
    let ids: Vec<Uuid> = rounds.iter().map(|r| r.id.0).collect();
    let none: &[&str] = &[];
    let later =
        store::journal::list_about(&ctx.read(), Noun::Round, &ids, by, (none, none)).await?;
    for round in &mut rounds {
        let mut its = later.iter().filter(|s| s.entry.subject == round.id.0);
        let before = its.find_map(|s| match s.entry.act.as_str() {
            "round.close" => Some(RoundState::Open),
            "round.reopen" => Some(RoundState::Closed),
            _ => None,
        });
        round.state = before.unwrap_or(round.state);
    }
    Ok(rounds)
}

/// The reports as they stood at the end of a day. `opens_on` has the day of opening of
/// each of their rounds. Five queries for up to 500 reports.
///
/// # Errors
/// When the database fails.
pub(crate) async fn reports_on(
    ctx: &Ctx,
    mut owed: Vec<Obligation>,
    opens_on: &HashMap<RoundId, Date>,
    day: Date,
) -> Result<Then, AppError> {
    let by = end_of_day_in_vietnam(day);
    let read = ctx.read();
    let rounds: Vec<Uuid> = opens_on.keys().map(|round| round.0).collect();
    let added = added_later(ctx, &rounds, by).await?;
    owed.retain(|o| !added.contains(&(o.round, o.unit)));
    let ids: Vec<ObligationId> = owed.iter().map(|o| o.id).collect();
    let mut told = told(ctx, &ids, by).await?;
    let mut came = store::report_past::came(&read, &ids, by).await?;
    let mut returned = store::report_past::returned(&read, &ids, by).await?;
    let is_unsure = |o: &&Obligation| match told.get(&o.id.0) {
        Some(told) => is_of_draft(told.state_before(o.state)),
        None => is_of_draft(Some(o.state)),
    };
    let unsure: Vec<Uuid> = owed.iter().filter(is_unsure).map(|o| o.id.0).collect();
    let drafts = [Act::Save.code(), "report.add_file", "report.remove_file"];
    let begun = store::journal::acted_on(&read, Noun::Report, &unsure, &drafts, by).await?;
    let mut asking = HashSet::new();
    let mut reports = BTreeMap::new();
    for o in owed {
        let (id, subject) = (o.id, o.id.0);
        let told = told.remove(&subject).unwrap_or_else(|| Told::nothing(by));
        if told
            .last(&[ASK, DECIDE, GRANT, WITHDRAW])
            .is_some_and(|e| e.act == ASK)
        {
            asking.insert(subject);
        }
        let unworked = if begun.contains(&subject) {
            ReportState::Drafting
        } else {
            let opens_on = opens_on.get(&o.round).copied();
            opens_on.map_or(ReportState::Open, |on| first_state(on, day))
        };
        let came = came.remove(&id).unwrap_or_default();
        let returned = returned.remove(&id).unwrap_or_default();
        reports.insert(id, standing(o, &told, unworked, came, returned));
    }
    Ok(Then {
        board: Board { reports },
        asking,
    })
}

/// Units that were given a report in these rounds only after an instant.
pub(super) async fn added_later(
    ctx: &Ctx,
    rounds: &[Uuid],
    by: Timestamp,
) -> Result<HashSet<(RoundId, UnitId)>, AppError> {
    let none: &[&str] = &[];
    let later =
        store::journal::list_about(&ctx.read(), Noun::Round, rounds, by, (none, none)).await?;
    let later = later.iter().map(|sealed| &sealed.entry);
    let added = later.filter(|e| e.at > by && e.act == "round.add_units");
    let each = added.flat_map(|e| {
        let listed = e.detail["listed"].as_array().into_iter().flatten();
        let units = listed.filter_map(|unit| unit.as_str()?.parse().ok());
        units.map(|unit| (RoundId(e.subject), unit))
    });
    Ok(each.collect())
}

/// What the journal tells of one report, oldest first: every later act but saves, and
/// of all times what is not kept when it changes.
struct Told {
    entries: Vec<Entry>,
    by: Timestamp,
}

async fn told(
    ctx: &Ctx,
    ids: &[ObligationId],
    by: Timestamp,
) -> Result<HashMap<Uuid, Told>, AppError> {
    let subjects: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let always = [
        Act::Exempt.code(),
        ASK,
        DECIDE,
        GRANT,
        WITHDRAW,
        NOTE_PAPER,
        CORRECT_PAPER,
        WITHDRAW_PAPER,
    ];
    let but = [Act::Save.code()];
    let acts = (always.as_slice(), but.as_slice());
    let found = store::journal::list_about(&ctx.read(), Noun::Report, &subjects, by, acts).await?;
    let mut told: HashMap<Uuid, Told> = HashMap::new();
    for sealed in found {
        let of = told.entry(sealed.entry.subject);
        let of = of.or_insert_with(|| Told::nothing(by));
        of.entries.push(sealed.entry);
    }
    Ok(told)
}

impl Told {
    fn nothing(by: Timestamp) -> Self {
        Self {
            entries: Vec::new(),
            by,
        }
    }

    /// The last of these acts by then.
    fn last(&self, acts: &[&str]) -> Option<&Entry> {
        let mut entries = self.entries.iter();
        entries.rfind(|e| e.at <= self.by && acts.contains(&e.act.as_str()))
    }

    /// The state out of which the first later act moved the report; the present one
    /// where none did, none where the act does not say (an exemption that came with a
    /// reorganisation, of a report that nobody had signed).
    fn state_before(&self, now: ReportState) -> Option<ReportState> {
        let mut later = self.entries.iter().filter(|e| e.at > self.by);
        let from = |e: &Entry| e.detail["from"].as_str().and_then(ReportState::from_code);
        let moved = later.find(|e| from(e).is_some() || e.act == Act::Exempt.code());
        moved.map_or(Some(now), from)
    }

    /// Who answered then, by the first later take-over.
    fn heir_before(&self, o: &Obligation) -> Option<UnitId> {
        let mut later = self.entries.iter().filter(|e| e.at > self.by);
        let Some(taken) = later.find(|e| e.act == TAKE_OVER) else {
            return o.heir;
        };
        let from = taken.detail["units"][0].as_str();
        let from = from.and_then(|id| id.parse::<UnitId>().ok());
        from.filter(|unit| *unit != o.unit)
    }

    /// The extended due day of then.
    fn extended(&self, now: Option<Date>) -> Option<Date> {
        let day = |e: &Entry| -> Option<Date> {
            let is_decision = e.act == DECIDE || e.act == GRANT;
            let granted = e.detail["granted_due_on"].as_str();
            granted.filter(|_| is_decision)?.parse().ok()
        };
        let granted: Vec<(Timestamp, Date)> = self
            .entries
            .iter()
            .filter_map(|e| Some((e.at, day(e)?)))
            .collect();
        if granted.is_empty() {
            return now;
        }
        let mut granted = granted.into_iter();
        granted.rfind(|(at, _)| *at <= self.by).map(|(_, day)| day)
    }

    /// The note of a paper as it was then.
    fn paper(&self, now: Option<PaperReceipt>) -> Option<PaperReceipt> {
        let acts = [NOTE_PAPER, CORRECT_PAPER, WITHDRAW_PAPER];
        let is_of_paper = |e: &Entry| acts.contains(&e.act.as_str());
        if !self.entries.iter().any(is_of_paper) {
            return now;
        }
        let noted = self.last(&acts)?;
        Some(PaperReceipt {
            on: noted.detail["paper_on"].as_str()?.parse().ok()?,
            note: noted.detail["note"].as_str().unwrap_or_default().to_owned(),
            by: noted.actor?,
            at: noted.at,
        })
    }
}

/// Whether nothing of it had reached the office, as far as one knows.
fn is_of_draft(state: Option<ReportState>) -> bool {
    use ReportState as S;
    matches!(state, None | Some(S::Scheduled | S::Open | S::Drafting))
}

fn stands_with_office(state: ReportState) -> bool {
    use ReportState as S;
    matches!(
        state,
        S::Received | S::Returned | S::Resubmitted | S::Accepted
    )
}

/// A report with what came and was returned by then; `unworked` is where it stood if
/// nothing of it had reached the office.
fn standing(
    mut o: Obligation,
    told: &Told,
    unworked: ReportState,
    came: Vec<Came>,
    mut returned: Returned,
) -> Standing {
    o.state = match told.state_before(o.state) {
        // Figures brought in from elsewhere have no journal: nothing stood with the
        // office before a version came.
        Some(state) if stands_with_office(state) && came.is_empty() => unworked,
        Some(state) if !is_of_draft(Some(state)) => state,
        _ => unworked,
    };
    o.heir = told.heir_before(&o);
    o.extended_due_on = told.extended(o.extended_due_on);
    o.paper = told.paper(o.paper.take());
    let now = o.exempt_reason.take();
    if o.state == ReportState::Exempt {
        let said = told.last(&[Act::Exempt.code()]);
        let said = said.and_then(|e| e.detail["reason"].as_str());
        o.exempt_reason = said.map(str::to_owned).or(now);
    }
    o.last_version = came.last().map_or(0, |v| v.number);
    o.first_received_at = came.first().map(|v| v.at);
    o.last_received_at = came.last().map(|v| v.at);
    o.accepted_at = o.accepted_at.filter(|at| *at <= told.by);
    if !returned.unusable.is_empty() {
        returned.receipts = came.iter().map(|v| (v.number, v.at)).collect();
    }
    Standing {
        owed: o,
        returned,
        late_reason: came.into_iter().rev().find_map(|v| v.late_reason),
    }
}
