//! Tiers: a round goes up into the round of a higher office, and its signed
//! report is that unit's report there. Texts go up as they were frozen, figures
//! are added up along the tree and are never copied.

use super::load;
use crate::report::receive_from_below;
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::consolidation::{
    Content, TierError, TierRound, answers_for, may_unlink, place_above, report_for_above,
};
use domain::id::{ObligationId, RoundId, UnitId};
use domain::journal::Noun;
use domain::regime::Section;
use domain::report::needs_late_reason;
use domain::text::clean_text;
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::json;
use store::consolidation::{RoundLink, SentUp};
use store::round::Round;

impl From<TierError> for AppError {
    fn from(err: TierError) -> Self {
        Self::refused(err.code())
    }
}

/// Where a round stands between the tiers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TierView {
    /// Where it goes up, once that is said.
    pub above: Option<Above>,
    /// Rounds into which it could go up.
    pub candidates: Vec<(RoundId, String)>,
    /// The rounds that come up into it.
    pub below: Vec<(RoundId, String)>,
}

/// The way up of a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Above {
    /// Title of the round above.
    pub title: String,
    /// By when it is due there.
    pub due_on: Date,
    /// The report above.
    pub obligation: ObligationId,
    /// Whether who sends it now must say why it is late.
    pub needs_late_reason: bool,
    /// What was sent: snapshot, version above, when.
    pub sent: Vec<(i32, i32, Timestamp)>,
    /// Sections that the outline above does not have, each with the one in which
    /// its text stands there; none where there is no place for it.
    pub moved: Vec<(Section, Option<Section>)>,
}

fn tier(round: &Round) -> TierRound {
    TierRound {
        round: round.id,
        period: round.period,
        office: round.office,
        area: round.area,
    }
}

async fn asked(h: &impl store::Handle, round: RoundId) -> Result<Vec<UnitId>, AppError> {
    let owed = store::obligation::list_of_round(h, round).await?;
    Ok(owed.into_iter().map(|o| o.unit).collect())
}

/// Where a round stands between the tiers.
///
/// # Errors
/// As [`Ctx::require`].
pub async fn tiers(ctx: &Ctx, round: RoundId) -> Result<TierView, AppError> {
    let table = load::table(ctx, round, Right::ReadConsolidation).await?;
    let round = &table.round;
    let read = ctx.read();
    let mut view = TierView {
        above: None,
        candidates: Vec::new(),
        below: Vec::new(),
    };
    for link in store::consolidation::list_links(&read, round.id).await? {
        if let Some(lower) = store::round::find(&read, link.round).await? {
            view.below.push((lower.id, lower.title));
        }
    }
    let Some(link) = store::consolidation::find_link(&read, round.id).await? else {
        let tree = ctx.tree_at(round.period.to).await?;
        for upper in store::round::list(&read).await? {
            // Only a round of the same period can be one; the others are not asked.
            if upper.period != round.period || upper.area == round.area {
                continue;
            }
            let asked = asked(&read, upper.id).await?;
            if answers_for(&tier(round), &tier(&upper), &asked, &tree).is_ok() {
                view.candidates.push((upper.id, upper.title));
            }
        }
        return Ok(view);
    };
    let upper = store::round::find(&read, link.parent)
        .await?
        .ok_or(AppError::NotFound)?;
    let owed = store::obligation::find_of(&read, link.parent, link.unit)
        .await?
        .ok_or(AppError::NotFound)?;
    let mut sent = Vec::new();
    for up in store::consolidation::list_sent_up(&read, &[owed.id]).await? {
        let snapshot = store::consolidation::find_snapshot(&read, up.snapshot).await?;
        let number = snapshot.map_or(0, |s| s.number);
        sent.push((number, up.version_number, up.sent_at));
    }
    let regime = crate::regime::version(ctx, upper.regime_version).await?;
    view.above = Some(Above {
        moved: moved(&table.regime.body.outline, &regime.body.outline),
        title: upper.title,
        due_on: owed.extended_due_on.unwrap_or(owed.due_on),
        needs_late_reason: needs_late_reason(
            owed.due(upper.dates.due_by),
            owed.last_version,
            ctx.now(),
        ),
        obligation: owed.id,
        sent,
    });
    Ok(view)
}

/// The sections that go up under another one, or not at all.
fn moved(own: &[Section], above: &[Section]) -> Vec<(Section, Option<Section>)> {
    own.iter()
        .enumerate()
        .map(|(at, section)| (section, place_above(own, at, above)))
        .filter(|(section, place)| place.is_none_or(|p| p.code != section.code))
        .map(|(section, place)| (section.clone(), place.cloned()))
        .collect()
}

/// Says into which round of the tier above a round goes up. From then on the
/// figures of its units are in the totals above.
///
/// # Errors
/// As [`Ctx::require`] over the lower area, so either office may say it;
/// [`AppError::Invalid`] when the two do not fit together.
pub async fn link_up(ctx: &Ctx, round: RoundId, parent: RoundId) -> Result<(), AppError> {
    let table = load::table(ctx, round, Right::FreezeConsolidation).await?;
    let lower = &table.round;
    let account = ctx.account()?;
    let tree = ctx.tree_at(lower.period.to).await?;
    let w = ctx.begin().await?;
    if store::consolidation::find_link(&w, round).await?.is_some() {
        return Err(TierError::Linked.into());
    }
    let upper = store::round::find(&w, parent)
        .await?
        .ok_or(AppError::NotFound)?;
    let asked = asked(&w, parent).await?;
    let unit = answers_for(&tier(lower), &tier(&upper), &asked, &tree)?;
    let link = RoundLink {
        id: ctx.new_id(),
        round,
        parent,
        unit,
        linked_by: account,
        linked_at: ctx.now(),
    };
    match store::consolidation::insert_link(&w, &link).await {
        Err(store::StoreError::Duplicate(_)) => return Err(TierError::Linked.into()),
        other => other?,
    }
    let detail = json!({ "round": round, "parent": parent, "unit": unit });
    let entry = ctx.entry(
        "round.link_up",
        Noun::Round,
        parent.0,
        Some(lower.office),
        detail,
    );
    ctx.commit(w, entry).await
}

/// Takes a round off its way up, if it was linked to the wrong one: its figures leave
/// the totals above. What was frozen above with them stays as it was frozen.
///
/// # Errors
/// As [`link_up`]; [`AppError::Invalid`] when it goes up nowhere or when a report lies
/// above already.
pub async fn unlink_up(ctx: &Ctx, round: RoundId) -> Result<(), AppError> {
    let table = load::table(ctx, round, Right::FreezeConsolidation).await?;
    let w = ctx.begin().await?;
    let link = store::consolidation::find_link(&w, round)
        .await?
        .ok_or(TierError::NotLinked)?;
    let owed = store::obligation::find_of(&w, link.parent, link.unit)
        .await?
        .ok_or(AppError::NotFound)?;
    let sent = store::consolidation::list_sent_up(&w, &[owed.id]).await?;
    may_unlink(sent.len())?;
    store::consolidation::delete_link(&w, link.id).await?;
    let detail = json!({ "round": round, "parent": link.parent, "unit": link.unit });
    let entry = ctx.entry(
        "round.unlink_up",
        Noun::Round,
        link.parent.0,
        Some(table.round.office),
        detail,
    );
    ctx.commit(w, entry).await
}

/// Sends a signed snapshot up: it is from now on the unit's report in the round
/// above, with the receipt time of the server. Answers the version there.
///
/// # Errors
/// [`AppError::Invalid`] without a way up or a signature, when it lies above
/// already, when the round above takes no report now, and when it comes late
/// without a reason.
pub async fn send_up(
    ctx: &Ctx,
    round: RoundId,
    snapshot: i32,
    late_reason: &str,
) -> Result<i32, AppError> {
    let table = load::table(ctx, round, Right::FreezeConsolidation).await?;
    let account = ctx.account()?;
    let w = ctx.begin().await?;
    let link = store::consolidation::find_link(&w, round)
        .await?
        .ok_or(TierError::NotLinked)?;
    let report = load::report(ctx, &w, round).await?;
    let found = store::consolidation::list_snapshots(&w, report.id)
        .await?
        .into_iter()
        .find(|s| s.number == snapshot)
        .ok_or(TierError::NotSigned)?;
    let path = load::Path::of(ctx, &w, &report).await?;
    let signature = path.signatures.iter().find(|s| s.snapshot == found.id);
    let signature = signature.ok_or(TierError::NotSigned)?;
    let signed = (signature.signed_by, signature.signed_at);
    let upper = store::round::find(&w, link.parent)
        .await?
        .ok_or(AppError::NotFound)?;
    let owed = store::obligation::find_of(&w, link.parent, link.unit)
        .await?
        .ok_or(AppError::NotFound)?;
    let sent = store::consolidation::list_sent_up(&w, &[owed.id]).await?;
    if sent.iter().any(|s| s.snapshot == found.id) {
        return Err(TierError::Sent.into());
    }
    let regime = crate::regime::version(ctx, upper.regime_version).await?;
    let content: Content = serde_json::from_str(&found.body).map_err(AppError::internal)?;
    let own = crate::regime::version(ctx, content.regime_version).await?;
    let body = report_for_above(&content, &own.body.outline, &regime.body.outline);
    let late_reason = clean_text(late_reason).unwrap_or_default();
    let (number, received) =
        receive_from_below(ctx, &w, owed.id, body, signed, &late_reason).await?;
    let up = SentUp {
        id: ctx.new_id(),
        snapshot: found.id,
        obligation: owed.id,
        version_number: number,
        sent_by: account,
        sent_at: ctx.now(),
    };
    store::consolidation::insert_sent_up(&w, &up).await?;
    let detail = json!({
        "round": round, "parent": link.parent, "snapshot": snapshot, "sha256": found.sha256,
        "version": number,
    });
    let entry = ctx.entry(
        "consolidation.send_up",
        Noun::Consolidation,
        report.id.0,
        Some(table.round.office),
        detail,
    );
    let [taken, received] = received;
    ctx.commit_all(w, &[taken, received, entry]).await?;
    Ok(number)
}
