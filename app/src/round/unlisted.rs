//! Units that a round's rule names but its frozen list lacks, and those on the list
//! that it names no more: a unit created, split off, moved into the area or
//! taken into a group after the opening. Nothing is added by itself.

use super::people::staff;
use super::preview::{Target, target};
use super::unlisted_kept::differing;
use crate::text::t_with;
use crate::{AppError, Ctx, Locale};
use domain::account::Right;
use domain::consolidation::ConsolidationState;
use domain::id::{ObligationId, RoundId, UnitId};
use domain::report::{ReportState, exempted};
use domain::round::RoundState;
use jiff::civil::Date;
use store::round::Round;

/// A unit that should report and was given no report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// The unit, as an opening today would list it.
    pub target: Target,
    /// The report of an ended unit that it answers for as one of several heirs, and
    /// the last name of that unit: its own report comes beside that one unless the
    /// office exempts it.
    pub answers_for: Option<(ObligationId, String)>,
}

/// A unit that has a report to write and is not named any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unnamed {
    /// Its report, which can still be exempted.
    pub obligation: ObligationId,
    /// The unit.
    pub unit: UnitId,
    /// Its name on the reference date.
    pub name: String,
}

/// How the list of an open round differs from its rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unlisted {
    /// The round.
    pub round: RoundId,
    /// Its title.
    pub title: String,
    /// The day as of which units are resolved.
    pub reference_on: Date,
    /// Who is missing, in the order of the tree.
    pub missing: Vec<Missing>,
    /// Who is named no more.
    pub unnamed: Vec<Unnamed>,
    /// Whether the consolidated report is frozen: then nobody is added.
    pub is_frozen: bool,
}

impl Unlisted {
    /// A sentence about those missing, where there are some.
    #[must_use]
    pub fn missing_words(&self, locale: Locale) -> Option<String> {
        self.said(locale, "round.unlisted.missing", self.missing.len())
    }

    /// A sentence about those named no more, where there are some.
    #[must_use]
    pub fn unnamed_words(&self, locale: Locale) -> Option<String> {
        self.said(locale, "round.unlisted.unnamed", self.unnamed.len())
    }

    /// Both sentences, where they have something to say.
    #[must_use]
    pub fn words(&self, locale: Locale) -> Vec<String> {
        let both = [self.missing_words(locale), self.unnamed_words(locale)];
        both.into_iter().flatten().collect()
    }

    fn said(&self, locale: Locale, key: &str, count: usize) -> Option<String> {
        let day = self.reference_on.strftime("%d/%m/%Y").to_string();
        let values = [("count", count.to_string()), ("day", day)];
        (count > 0).then(|| t_with(locale, key, &values))
    }
}

/// The difference of an open round, for who may open rounds there; none where there
/// is none, for anybody else, and when the round is closed.
///
/// # Errors
/// [`AppError::NotFound`] when there is no such round.
pub async fn unlisted(ctx: &Ctx, id: RoundId) -> Result<Option<Unlisted>, AppError> {
    let round = ctx.app.round(id).await?;
    told(ctx, &round).await
}

/// The differences of all open rounds that the actor may add to, newest period
/// first: a thing to do for the office.
///
/// # Errors
/// When the database fails. Who opens no rounds has none.
pub async fn unlisted_of_all(ctx: &Ctx) -> Result<Vec<Unlisted>, AppError> {
    if !ctx.actor.has(Right::OpenRound) {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    let rounds = ctx.app.round_list().await?;
    for round in rounds.iter() {
        let one = told(ctx, round).await?;
        found.extend(one.filter(|one| !one.is_frozen));
    }
    Ok(found)
}

async fn told(ctx: &Ctx, round: &Round) -> Result<Option<Unlisted>, AppError> {
    if round.state != RoundState::Open
        || !ctx.can(Right::OpenRound, round.area).await?
        || !ctx.can(Right::OpenRound, round.office).await?
    {
        return Ok(None);
    }
    let differing = differing(ctx, round.id).await?;
    // Nearly always: nothing else is looked at then.
    if differing.is_empty() {
        return Ok(None);
    }
    let missing = missing(ctx, round).await?;
    let is_frozen = is_frozen(ctx, round.id).await?;
    let board = ctx.app.boards.of(ctx, round.id).await?;
    let (tree, today) = (ctx.tree_at(round.period.to).await?, ctx.tree().await?);
    let name = |unit: UnitId| {
        let version = tree.known(unit).or_else(|| today.known(unit));
        version.map(|u| u.name.clone()).unwrap_or_default()
    };
    let may_end = |id: &ObligationId| {
        board.reports.get(id).is_some_and(|s| {
            let (state, was_sent) = (s.owed.state, s.owed.was_sent());
            let counts = was_sent && s.returned.counts(s.owed.last_version);
            exempted(state, was_sent, counts).is_ok()
        })
    };
    let unnamed = differing.unnamed.iter();
    let unnamed = unnamed.filter(|(id, _)| may_end(id));
    let unnamed = unnamed.map(|(id, unit)| Unnamed {
        obligation: *id,
        unit: *unit,
        name: name(*unit),
    });
    let unlisted = Unlisted {
        round: round.id,
        title: round.title.clone(),
        reference_on: round.period.to,
        missing,
        unnamed: unnamed.collect(),
        is_frozen,
    };
    let is_any = !unlisted.missing.is_empty() || !unlisted.unnamed.is_empty();
    Ok(is_any.then_some(unlisted))
}

/// Who should report in a round and was given no report, without asking for a right.
pub(super) async fn missing(ctx: &Ctx, round: &Round) -> Result<Vec<Missing>, AppError> {
    let differing = differing(ctx, round.id).await?;
    let board = ctx.app.boards.of(ctx, round.id).await?;
    let (tree, today) = (ctx.tree_at(round.period.to).await?, ctx.tree().await?);
    let people = staff(ctx).await?;
    let standing = |id: ObligationId| {
        let owed = board.reports.get(&id).map(|s| &s.owed);
        owed.filter(|o| o.state != ReportState::Exempt)
    };
    let answered = |id: ObligationId| {
        let ended = tree.known(standing(id)?.unit)?;
        Some((id, ended.name.clone()))
    };
    // An act to come may still be withdrawn, and a report is not: who is not born yet
    // is given one on the day.
    let lacking = differing.missing(|id| standing(id).is_some());
    let lacking = lacking.filter(|unit| today.known(unit.unit).is_some());
    let found = lacking.filter_map(|unit| {
        Some(Missing {
            target: target(tree.get(unit.unit)?, &today, &round.dates, &people),
            answers_for: unit.answers_for.and_then(answered),
        })
    });
    Ok(found.collect())
}

/// Whether the consolidated report is more than a draft.
async fn is_frozen(ctx: &Ctx, id: RoundId) -> Result<bool, AppError> {
    let read = async { Ok(store::chain::of_round(&ctx.read(), id).await?) };
    let followed = ctx.app.followed.or_read(id, read).await?;
    let state = followed.consolidation.as_deref();
    Ok(state.is_some_and(|state| state != ConsolidationState::Draft.code()))
}
