//! What opening a round would do, before it is done.

use super::people::{Staff, staff};
use crate::{AppError, Ctx, FieldError};
use domain::account::Right;
use domain::calendar::{DueFinding, Severity, YearDoubt};
use domain::id::{RegimeId, UnitId};
use domain::period::{Period, Scheme};
use domain::regime::Known;
use domain::round::{
    DateChoice, RoundDates, RoundError, check_dates, check_links, check_period, link_days,
    plan_dates,
};
use domain::text::clean_line;
use domain::unit::{Tier, Tree, UnitKind, UnitVersion};
use jiff::civil::Date;
use std::collections::HashMap;
use store::regime::{Regime, RegimeVersion};

/// What the opening form sends. Plain, so that pages, commands and the demo
/// fill it alike.
#[derive(Debug, Clone)]
pub struct OpenRound {
    /// Code of the regime.
    pub regime: String,
    /// What the round covers.
    pub period: Period,
    /// Title; empty = name of the regime and of the period.
    pub title: String,
    /// Top of the tree whose units report; none = the unit above the office.
    pub area: Option<UnitId>,
    /// Dates set by hand.
    pub dates: DateChoice,
    /// Open although some units lack a reporter or a head. A person must
    /// say so after having seen the list.
    pub accept_gaps: bool,
}

/// One unit that would have to report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The unit.
    pub unit: UnitId,
    /// Who answers for it, if it ended after the reference date and has one heir.
    pub heir: Option<UnitId>,
    /// Its name on the reference date.
    pub name: String,
    /// What it is.
    pub kind: UnitKind,
    /// Where it stands.
    pub tier: Tier,
    /// Its due day, by its tier.
    pub due_on: Date,
    /// Whether somebody can write.
    pub has_reporter: bool,
    /// Whether somebody can sign.
    pub has_head: bool,
}

impl Target {
    /// Whether nobody writes or nobody signs.
    #[must_use]
    pub fn has_gap(&self) -> bool {
        !self.has_reporter || !self.has_head
    }
}

/// What opening would do.
#[derive(Debug, Clone, PartialEq)]
pub struct RoundPreview {
    /// Code that the round would have.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Name of the regime.
    pub regime_name: String,
    /// Version of the regime that would be frozen with it.
    pub regime_number: i32,
    /// What it covers.
    pub period: Period,
    /// The day as of which units are resolved: the period's last day.
    pub reference_on: Date,
    /// The unit that runs it.
    pub office: UnitId,
    /// The top of the tree whose units report.
    pub area: UnitId,
    /// The four dates.
    pub dates: RoundDates,
    /// What is odd or wrong with the dates.
    pub findings: Vec<DueFinding>,
    /// Years of the dates whose days off are not known or not all announced.
    pub doubts: Vec<(i16, YearDoubt)>,
    /// The units that would have to report.
    pub targets: Vec<Target>,
    /// Everything that hinders opening, also units without people until that is
    /// accepted.
    pub errors: Vec<FieldError>,
}

impl RoundPreview {
    /// Units that lack a reporter or a head.
    pub fn gaps(&self) -> impl Iterator<Item = &Target> {
        self.targets.iter().filter(|t| t.has_gap())
    }
}

/// A preview with what opening needs besides.
pub(super) struct Prepared {
    pub(super) preview: RoundPreview,
    pub(super) regime: Regime,
    pub(super) version: RegimeVersion,
}

/// What opening a round would do. Nothing is written.
///
/// # Errors
/// [`AppError::Invalid`] when there is no such regime, or none on that date;
/// as [`Ctx::require`]. Everything else that hinders is in
/// [`RoundPreview::errors`].
pub async fn preview(ctx: &Ctx, input: &OpenRound) -> Result<RoundPreview, AppError> {
    Ok(prepare(ctx, input).await?.preview)
}

/// The one living heir of a unit that ended after the period: it owes what the
/// unit would have owed. Of several heirs none is chosen here; the unit then
/// shows as one without people.
fn heir_of(today: &Tree, unit: UnitId) -> Option<UnitId> {
    match (today.get(unit), today.heirs(unit)) {
        (None, [heir]) => Some(*heir),
        _ => None,
    }
}

/// A unit as the list of a round takes it: due by its tier, with those who write
/// and sign for it today.
pub(super) fn target(
    u: &UnitVersion,
    today: &Tree,
    dates: &RoundDates,
    people: &HashMap<UnitId, Staff>,
) -> Target {
    let heir = heir_of(today, u.unit);
    let staff = people.get(&heir.unwrap_or(u.unit));
    Target {
        unit: u.unit,
        heir,
        name: u.name.clone(),
        kind: u.kind,
        tier: u.tier,
        due_on: dates.due_of(u.tier),
        has_reporter: staff.is_some_and(|s| !s.reporters.is_empty()),
        has_head: staff.is_some_and(|s| !s.heads.is_empty()),
    }
}

pub(super) async fn prepare(ctx: &Ctx, input: &OpenRound) -> Result<Prepared, AppError> {
    ctx.require_any(Right::OpenRound)?;
    let read = ctx.read();
    let unknown = || AppError::Invalid(vec![FieldError::new("regime", "regime.unknown")]);
    let regime = store::regime::find_by_code(&read, &input.regime)
        .await?
        .ok_or_else(unknown)?;
    ctx.require(Right::OpenRound, regime.owner).await?;
    let reference_on = input.period.to;
    let version = store::regime::version_at(&read, regime.id, reference_on)
        .await?
        .ok_or_else(|| AppError::Invalid(vec![FieldError::new("regime", "regime.not_yet")]))?;
    let tree = ctx.tree_at(reference_on).await?;
    let today = ctx.tree().await?;
    // A regime taken over by an office that did not exist on that day.
    let above = tree
        .get(regime.owner)
        .or_else(|| today.get(regime.owner))
        .and_then(|u| u.parent);
    let area = input.area.or(above).unwrap_or(regime.owner);
    ctx.require(Right::OpenRound, area).await?;

    let mut errors = Vec::new();
    if let Err(e) = check_period(&version.body, &input.period) {
        errors.push(FieldError::new("period", e.code()));
    }
    let calendar = ctx.calendar().await?;
    let mut dates = plan_dates(&version.body, &input.period, &input.dates, &calendar);
    if let Some(first) = after_closing_before(ctx, regime.id, area, &input.period).await? {
        dates.data_from = first;
    }
    let (mut findings, refusals) = check_dates(&dates, &input.period, &version.body, &calendar);
    // Whoever opens cannot move the days of the links: what is odd about them hinders
    // publishing, and here it is only told.
    let links = link_days(&version.body, &input.period, &dates, None, &calendar);
    let odd = check_links(&dates, &links, version.body.kind);
    findings.extend(odd.into_iter().map(|found| DueFinding {
        severity: Severity::Warning,
        ..found
    }));
    errors.extend(refusals.into_iter().map(|e| match e {
        RoundError::OpensAfterDue => FieldError::new("opens_on", e.code()),
        RoundError::ClosesBeforeData => {
            let first = dates.earliest_closing(&input.period, &version.body);
            let first = first.strftime("%d/%m/%Y").to_string();
            FieldError::new("closing_on", "round.closing_too_early").with("from", first)
        }
        _ => FieldError::new("units_due_on", e.code()),
    }));

    let people = staff(ctx).await?;
    let fields = ctx.app.functions_at(reference_on).await?;
    let groups = ctx.app.groups_at(reference_on).await?;
    let known = Known {
        fields: &fields,
        groups: &groups,
    };
    let targets: Vec<Target> = version
        .body
        .obligated
        .resolve(&tree, area, &known)
        .filter(|u| u.unit != regime.owner)
        .map(|u| target(u, &today, &dates, &people))
        .collect();
    if targets.is_empty() {
        errors.push(FieldError::form(RoundError::NoTargets.code()));
    }
    let gaps = targets.iter().filter(|t| t.has_gap()).count();
    if gaps > 0 && !input.accept_gaps {
        errors.push(FieldError::new("accept_gaps", "round.gaps").with("count", gaps.to_string()));
    }

    let code = format!("{}-{}", regime.code, input.period.code());
    if store::round::find_by_code(&read, &code).await?.is_some() {
        errors.push(FieldError::new("period", "round.opened_already"));
    }
    let title = clean_line(&input.title).unwrap_or_default();
    let title = if title.is_empty() {
        format!("{} {}", regime.name, input.period.label_vi())
    } else {
        title
    };
    let preview = RoundPreview {
        code,
        title,
        regime_name: regime.name.clone(),
        regime_number: version.number,
        period: input.period,
        reference_on,
        office: regime.owner,
        area,
        dates,
        findings,
        doubts: dates.doubts(&calendar),
        targets,
        errors,
    };
    Ok(Prepared {
        preview,
        regime,
        version,
    })
}

/// The day after the figures of the round before were closed, as it was kept with
/// that round: by another rule, or set by hand. None where no round of the
/// regime ends where this period begins.
async fn after_closing_before(
    ctx: &Ctx,
    regime: RegimeId,
    area: UnitId,
    period: &Period,
) -> Result<Option<Date>, AppError> {
    if period.scheme == Scheme::Custom {
        return Ok(None);
    }
    let eve = period.from.yesterday().ok();
    let mut closed = None;
    let all = ctx.app.round_list().await?;
    for round in all.iter() {
        let is_before = round.period.scheme == period.scheme && Some(round.period.to) == eve;
        if is_before && round.area == area {
            let version = crate::regime::version(ctx, round.regime_version).await?;
            if version.regime == regime {
                closed = closed.max(Some(round.dates.closing_on));
            }
        }
    }
    Ok(closed.and_then(|day| day.tomorrow().ok()))
}
