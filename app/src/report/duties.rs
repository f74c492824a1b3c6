//! "Việc của tôi": what the actor's units owe, the next step first.
//!
//! Tasks of the same units are another noun; the page joins both lists.

use super::paper::Paper;
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::id::{ObligationId, RoundId, UnitId};
use domain::period::Period;
use domain::report::{
    AWAITS_FINAL, BothTimely, ReportError, ReportState, both_timely, is_locked, shown_state,
};
use domain::round::check_open;
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use store::Handle;
use store::obligation::{Obligation, Returned};
use store::round::Round;

/// How many past obligations one page looks at; what is owed is never left out.
pub(super) const MOST_DONE: u64 = 60;

domain::codes! {
    /// What the person can do next about a duty.
    NextStep {
        /// Wait for the day of opening.
        Wait = "wait",
        /// Write the report.
        Write = "write",
        /// Read and sign it.
        Sign = "sign",
        /// Send what is signed.
        Send = "send",
        /// Correct it after a return.
        Correct = "correct",
        /// Ask for more time: the round is closed.
        AskExtension = "ask_extension",
        /// Nothing for who only signs: the unit writes, corrects, or asks for more time.
        AwaitUnit = "await_unit",
        /// Nothing: the office reads.
        AwaitReview = "await_review",
        /// Nothing: accepted or exempt.
        Done = "done",
    }
}

/// One report that a unit owes or owed.
#[derive(Debug, Clone)]
pub struct Duty {
    /// The obligation.
    pub id: ObligationId,
    /// Its round.
    pub round: RoundId,
    /// Title of the round.
    pub title: String,
    /// What it covers.
    pub period: Period,
    /// Who owes it.
    pub unit: UnitId,
    /// Short name of the unit.
    pub unit_name: String,
    /// Due day as set at the opening.
    pub due_on: Date,
    /// Due day by the extension, if one was granted.
    pub extended_due_on: Option<Date>,
    /// Hour of the due day, where the round has one.
    pub due_by: Option<Time>,
    /// Where it stands.
    pub state: ReportState,
    /// Accepted in a closed round.
    pub is_locked: bool,
    /// Accepted and opened again for more figures.
    pub awaits_final: bool,
    /// When it came on paper, as the office noted.
    pub paper: Option<Paper>,
    /// Number of the last version sent.
    pub last_version: i32,
    /// When the last version was received.
    pub last_received_at: Option<Timestamp>,
    /// On time or late.
    pub timely: Option<BothTimely>,
    /// What to do next.
    pub next: NextStep,
}

impl Duty {
    /// Code of the state as it is told, with *locked* and *awaits_final*.
    #[must_use]
    pub fn state_code(&self) -> &'static str {
        if self.awaits_final {
            return AWAITS_FINAL;
        }
        shown_state(self.state, self.is_locked)
    }
}

/// The list, open duties by due day, then what is done, newest first.
#[derive(Debug, Clone, Default)]
pub struct Duties {
    /// Still to be done by the unit.
    pub open: Vec<Duty>,
    /// Sent, accepted, exempt.
    pub done: Vec<Duty>,
}

impl Duties {
    pub(super) fn push(&mut self, duty: Duty) {
        match duty.next {
            NextStep::AwaitReview | NextStep::Done => self.done.push(duty),
            _ => self.open.push(duty),
        }
    }
}

/// What the actor's units owe, however old, and the last that is done: of the units
/// for which the actor writes, or only signs.
///
/// # Errors
/// When the database fails. Somebody who does neither for any unit has no duties.
pub async fn duties(ctx: &Ctx) -> Result<Duties, AppError> {
    let writes = ctx.actor.own_units(Right::WriteReport);
    let signs = ctx.actor.own_units(Right::SignReport);
    let own: BTreeSet<UnitId> = writes.iter().chain(&signs).copied().collect();
    let units: Vec<UnitId> = own.into_iter().collect();
    if units.is_empty() {
        return Ok(Duties::default());
    }
    let read = ctx.read();
    let owed = store::obligation::list_of_units(&read, &units, MOST_DONE).await?;
    let mut ids: Vec<RoundId> = owed.iter().map(|o| o.round).collect();
    ids.sort();
    ids.dedup();
    let mut rounds: HashMap<RoundId, Arc<Round>> = HashMap::new();
    for id in ids {
        rounds.insert(id, ctx.app.round(id).await?);
    }
    let owed_ids: Vec<ObligationId> = owed.iter().map(|o| o.id).collect();
    let recounted = store::report::recounted_receipts(&read, &owed_ids).await?;
    let is_back = |o: &&Obligation| o.state.unsigned(o.was_sent()) == ReportState::Returned;
    let back: Vec<ObligationId> = owed.iter().filter(is_back).map(|o| o.id).collect();
    let returned = match back.as_slice() {
        [] => HashMap::new(),
        back => store::obligation::returned_of(&read, back).await?,
    };
    let corrected = corrected(&read, &owed, &writes, &returned).await?;
    let tree = ctx.tree().await?;
    let mut list = Duties::default();
    for o in owed {
        let Some(round) = rounds.get(&o.round) else {
            continue;
        };
        let counted = recounted.get(&o.id).copied().unwrap_or(o.first_received_at);
        let name = tree
            .known(o.unit)
            .map(|u| u.short_name.clone())
            .unwrap_or_default();
        let may = May {
            write: writes.contains(&o.answers()),
            sign: signs.contains(&o.answers()),
            finds_correction: corrected.contains(&o.id),
        };
        let mut duty = duty(ctx.now(), &o, round, counted, may, name);
        let last = returned.get(&o.id);
        duty.awaits_final = last.is_some_and(|r| r.awaits_final(o.state));
        duty.paper = Paper::of(ctx, o.paper.as_ref()).await?;
        list.push(duty);
    }
    list.open
        .sort_by_key(|d| d.extended_due_on.unwrap_or(d.due_on));
    Ok(list)
}

/// Of the returned reports for which the actor does not write, those whose draft was
/// saved since the return: what is corrected waits for the signature. Nothing is
/// asked of the database for who writes for every unit of the list.
async fn corrected(
    h: &impl Handle,
    owed: &[Obligation],
    writes: &[UnitId],
    returned: &HashMap<ObligationId, Returned>,
) -> Result<BTreeSet<ObligationId>, AppError> {
    let is_asked =
        |o: &&Obligation| o.state == ReportState::Returned && !writes.contains(&o.answers());
    let asked: Vec<ObligationId> = owed.iter().filter(is_asked).map(|o| o.id).collect();
    if asked.is_empty() {
        return Ok(BTreeSet::new());
    }
    let drafts = store::report::find_drafts(h, &asked).await?;
    let is_newer = |id: &ObligationId| {
        let last = returned.get(id).and_then(|r| r.last.as_ref());
        let saved = drafts.get(id).map(|draft| draft.updated_at);
        last.zip(saved)
            .is_some_and(|(last, saved)| saved > last.returned_at)
    };
    Ok(asked.into_iter().filter(is_newer).collect())
}

/// What the actor does for the unit.
#[derive(Clone, Copy)]
pub(super) struct May {
    pub(super) write: bool,
    pub(super) sign: bool,
    /// Whether what was returned is corrected, for who does not write.
    pub(super) finds_correction: bool,
}

/// A duty as one sees it at an instant, before what its returns and papers say.
pub(super) fn duty(
    now: Timestamp,
    o: &Obligation,
    round: &Round,
    counted: Option<Timestamp>,
    may: May,
    unit_name: String,
) -> Duty {
    let open = check_open(
        round.state,
        round.dates.opens_on,
        o.extended_due_on,
        round.dates.due_by,
        now,
    );
    let timely = (o.state != ReportState::Exempt)
        .then(|| both_timely(o.due(round.dates.due_by), counted, now));
    Duty {
        id: o.id,
        round: round.id,
        title: round.title.clone(),
        period: round.period,
        unit: o.unit,
        unit_name,
        due_on: o.due_on,
        extended_due_on: o.extended_due_on,
        due_by: round.dates.due_by,
        state: o.state,
        is_locked: is_locked(o.state, round.state),
        awaits_final: false,
        paper: None,
        last_version: o.last_version,
        last_received_at: o.last_received_at,
        timely,
        next: next_step(o.state, open, may),
    }
}

fn next_step(state: ReportState, open: Result<(), ReportError>, may: May) -> NextStep {
    use ReportState as S;
    match (state, open) {
        (S::Accepted | S::Exempt, _) => NextStep::Done,
        (S::Received | S::Resubmitted, _) => NextStep::AwaitReview,
        (_, Err(ReportError::NotOpenYet)) => NextStep::Wait,
        (S::Signed, Ok(())) => NextStep::Send,
        (S::Drafting, Ok(())) if !may.write => NextStep::Sign,
        (S::Returned, Ok(())) if !may.write && may.finds_correction => NextStep::Sign,
        // What was returned waits for the unit's correction, not for the same signature.
        _ if !may.write => NextStep::AwaitUnit,
        (_, Err(_)) => NextStep::AskExtension,
        (S::Scheduled | S::Open, Ok(())) => NextStep::Write,
        (S::Returned, Ok(())) => NextStep::Correct,
        (S::Drafting, Ok(())) => {
            if may.sign {
                NextStep::Sign
            } else {
                NextStep::Write
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_has_a_next_step_and_a_closed_round_leads_to_more_time() {
        let closed = Err(ReportError::RoundClosed);
        let may = |write, sign| May {
            write,
            sign,
            finds_correction: false,
        };
        let (head, clerk, signer) = (may(true, true), may(true, false), may(false, true));
        assert_eq!(
            next_step(ReportState::Drafting, Ok(()), head),
            NextStep::Sign
        );
        assert_eq!(
            next_step(ReportState::Drafting, Ok(()), clerk),
            NextStep::Write
        );
        for may in [head, clerk, signer] {
            let signed = next_step(ReportState::Signed, Ok(()), may);
            assert_eq!(signed, NextStep::Send);
        }
        assert_eq!(
            next_step(ReportState::Signed, closed, head),
            NextStep::AskExtension
        );
        assert_eq!(
            next_step(ReportState::Returned, closed, clerk),
            NextStep::AskExtension
        );
        assert_eq!(
            next_step(ReportState::Accepted, closed, clerk),
            NextStep::Done
        );
        let early = Err(ReportError::NotOpenYet);
        assert_eq!(
            next_step(ReportState::Scheduled, early, clerk),
            NextStep::Wait
        );
    }

    #[test]
    fn who_only_signs_is_asked_to_sign_and_to_send_and_never_to_write() {
        let signer = May {
            write: false,
            sign: true,
            finds_correction: false,
        };
        let next = |state, open| next_step(state, open, signer);
        assert_eq!(next(ReportState::Open, Ok(())), NextStep::AwaitUnit);
        assert_eq!(next(ReportState::Drafting, Ok(())), NextStep::Sign);
        assert_eq!(next(ReportState::Returned, Ok(())), NextStep::AwaitUnit);
        let closed = Err(ReportError::RoundClosed);
        assert_eq!(next(ReportState::Signed, closed), NextStep::AwaitUnit);
        assert_eq!(next(ReportState::Received, closed), NextStep::AwaitReview);
        let corrected = May {
            finds_correction: true,
            ..signer
        };
        let next = |open| next_step(ReportState::Returned, open, corrected);
        assert_eq!(next(Ok(())), NextStep::Sign);
        assert_eq!(next(closed), NextStep::AwaitUnit);
    }
}
