//! What every act on a report needs first: the obligation with its round,
//! regime, unit and fields, and whether the actor may know of it.

use crate::{AppError, Ctx, Over};
use domain::account::Right;
use domain::field::Field;
use domain::id::{ObligationId, RoundId, UnitId};
use domain::indicator::IndicatorDef;
use domain::regime::{Asked, Section, UnitFacts};
use domain::report::{Act, ReportError, ReportState, next_state};
use domain::round::{check_open, state_now};
use domain::unit::{Tree, UnitVersion};
use jiff::civil::Date;
use std::sync::Arc;
use store::Handle;
use store::obligation::Obligation;
use store::regime::RegimeVersion;
use store::round::Round;

/// The round of a report: out of memory for a page, out of the transaction for
/// an act.
async fn round_of<H: Handle>(ctx: &Ctx, h: &H, id: RoundId) -> Result<Arc<Round>, AppError> {
    if H::IS_ACT {
        let found = store::round::find(h, id).await?;
        found.map(Arc::new).ok_or(AppError::NotFound)
    } else {
        ctx.app.round(id).await
    }
}

/// Over what an office must have a right to deal with a report: the unit whose
/// figures they are, and once that has left the area of the round, the whole area.
/// What was asked stays with the office that asked, and with nobody who is only in
/// the unit at the top of the area.
pub(crate) fn of_office(today: &Tree, unit: UnitId, round: &Round) -> Over {
    if today.is_within(unit, round.area) {
        Over::Unit(unit)
    } else {
        Over::Area(round.area)
    }
}

/// The day of a unit's fields of work and groups: `day`, and of a unit that had ended
/// by then the last one that it had, as it is counted in totals.
fn last_day(tree: &Tree, unit: UnitId, day: Date) -> Date {
    let ended = tree.known(unit).filter(|_| tree.get(unit).is_none());
    let end = ended.and_then(|version| version.valid_to);
    end.and_then(|end| end.yesterday().ok()).unwrap_or(day)
}

/// A report with everything around it.
#[derive(Debug, Clone)]
pub(super) struct Case {
    pub(super) obligation: Obligation,
    pub(super) round: Arc<Round>,
    pub(super) regime: Arc<RegimeVersion>,
    /// The unit as of the period's last day (invariant 9).
    pub(super) unit: UnitVersion,
    /// Its fields of work as of the same day; see [`last_day`].
    pub(super) fields: Vec<Field>,
    /// Codes of its groups likewise.
    pub(super) groups: Vec<String>,
    /// Over what the office needs its rights, see [`of_office`].
    pub(super) of_office: Over,
}

impl Case {
    /// Loads a report for an actor with `right` over its unit.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the actor may not even read it,
    /// [`AppError::Forbidden`] when it may read but not do this.
    pub(super) async fn load(
        ctx: &Ctx,
        h: &impl Handle,
        id: ObligationId,
        right: Right,
    ) -> Result<Self, AppError> {
        let obligation = store::obligation::find(h, id)
            .await?
            .ok_or(AppError::NotFound)?;
        Self::of(ctx, h, obligation, right).await
    }

    /// The same for whoever writes or signs for its unit: both read the draft, and
    /// both send what is signed.
    ///
    /// # Errors
    /// As [`Self::load`]; [`AppError::Forbidden`] for those who may do neither.
    pub(super) async fn load_own(
        ctx: &Ctx,
        h: &impl Handle,
        id: ObligationId,
    ) -> Result<Self, AppError> {
        match Self::load(ctx, h, id, Right::WriteReport).await {
            Err(AppError::Forbidden) => Self::load(ctx, h, id, Right::SignReport).await,
            other => other,
        }
    }

    /// The same, where the obligation was read with others.
    ///
    /// # Errors
    /// As [`Self::load`].
    pub(super) async fn of(
        ctx: &Ctx,
        h: &impl Handle,
        obligation: Obligation,
        right: Right,
    ) -> Result<Self, AppError> {
        let answers = obligation.answers();
        let round = round_of(ctx, h, obligation.round).await?;
        let of_office = of_office(ctx.tree().await?.as_ref(), obligation.unit, &round);
        if !ctx.can(Right::ReadReport, obligation.unit).await?
            && !ctx.can(Right::ReadReport, answers).await?
            && !ctx.can(Right::ReadReport, of_office).await?
        {
            return Err(AppError::NotFound);
        }
        // What a unit does for itself its named heir does alone; to read
        // its figures is also for whoever has the unit now.
        let may = match right {
            Right::WriteReport | Right::SignReport | Right::AskExtension => {
                ctx.may(right, answers).await?
            }
            Right::ReadReport => {
                ctx.may(right, obligation.unit).await? || ctx.may(right, of_office).await?
            }
            _ => ctx.may(right, of_office).await?,
        };
        if !may {
            return Err(AppError::Forbidden);
        }
        let regime = crate::regime::version(ctx, round.regime_version).await?;
        let day = round.period.to;
        let tree: Arc<Tree> = ctx.tree_at(day).await?;
        let unit = match tree.get(obligation.unit) {
            Some(unit) => unit.clone(),
            // The unit ended or began within the period: its present or last
            // version names it.
            None => ctx
                .tree()
                .await?
                .known(obligation.unit)
                .cloned()
                .ok_or(AppError::NotFound)?,
        };
        let day = last_day(&tree, obligation.unit, day);
        let functions = ctx.app.functions_at(day).await?;
        let fields = functions.get(&obligation.unit).cloned().unwrap_or_default();
        let groups = ctx.app.groups_at(day).await?;
        let groups = groups.get(&obligation.unit).cloned().unwrap_or_default();
        Ok(Self {
            obligation,
            round,
            regime,
            unit,
            fields,
            groups,
            of_office,
        })
    }

    /// Whether the actor writes for the unit.
    pub(super) async fn can_write(&self, ctx: &Ctx) -> Result<bool, AppError> {
        ctx.can(Right::WriteReport, self.obligation.answers()).await
    }

    /// Whether the actor writes or signs for the unit, so that its draft and its
    /// form are open to them.
    pub(super) async fn is_own(&self, ctx: &Ctx) -> Result<bool, AppError> {
        let unit = self.obligation.answers();
        Ok(self.can_write(ctx).await? || ctx.can(Right::SignReport, unit).await?)
    }

    /// The state, with the day of opening taken into account: the job that opens
    /// rounds may run some minutes after midnight.
    pub(super) fn state(&self, ctx: &Ctx) -> ReportState {
        state_now(
            self.obligation.state,
            self.round.dates.opens_on,
            ctx.today(),
        )
    }

    /// The state after an act, or why it is refused.
    pub(super) fn after(&self, ctx: &Ctx, act: Act) -> Result<ReportState, ReportError> {
        next_state(self.state(ctx), act, self.obligation.was_sent())
    }

    /// Whether the unit may write and send now.
    pub(super) fn check_open(&self, ctx: &Ctx) -> Result<(), ReportError> {
        check_open(
            self.round.state,
            self.round.dates.opens_on,
            self.obligation.extended_due_on,
            self.round.dates.due_by,
            ctx.now(),
        )
    }

    /// The sections that the unit writes.
    pub(super) fn sections(&self) -> impl Iterator<Item = &Section> {
        self.regime.body.sections_for(self.asked().unit)
    }

    /// The indicators that the unit fills in.
    pub(super) fn indicators(&self) -> impl Iterator<Item = &IndicatorDef> {
        self.regime.body.indicators_for(self.asked())
    }

    /// Who answers, and over what kind of period.
    pub(super) fn asked(&self) -> Asked<'_> {
        Asked {
            unit: UnitFacts {
                kind: self.unit.kind,
                tier: self.unit.tier,
                fields: &self.fields,
                groups: &self.groups,
            },
            period: self.round.period.kind,
        }
    }
}
