//! What the office's reports wait for from a person: an opinion of its unit, or a
//! signature. It stands on the page of duties beside the reports to write.

use crate::{AppError, Ctx};
use domain::account::Right;
use domain::consolidation::ConsolidationState;
use domain::id::{OpinionRoundId, RoundId, UnitId};
use jiff::Timestamp;
use std::collections::HashSet;

domain::codes! {
    /// What is waited for.
    AwaitedKind {
        /// An opinion on a draft.
        Opinion = "opinion",
        /// The signature under a report.
        Signature = "signature",
    }
}

/// One thing that is waited for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Awaited {
    /// What.
    pub kind: AwaitedKind,
    /// Title of the round.
    pub title: String,
    /// Page on which it is done.
    pub path: String,
    /// Until when, or since when a signature is waited for.
    pub at: Timestamp,
}

/// All that is waited for from anybody, kept until a report of an office changes.
#[derive(Debug, Default)]
pub(crate) struct AllAwaited {
    opinions: Vec<Asked>,
    signatures: Vec<Submitted>,
}

#[derive(Debug)]
struct Asked {
    id: OpinionRoundId,
    title: String,
    /// Asked units that have said nothing yet.
    silent: Vec<UnitId>,
    opens_at: Timestamp,
    closes_at: Timestamp,
}

#[derive(Debug)]
struct Submitted {
    round: RoundId,
    title: String,
    area: UnitId,
    at: Timestamp,
}

/// What is waited for from the actor, the nearest day first.
///
/// # Errors
/// When the database fails.
pub async fn awaited(ctx: &Ctx) -> Result<Vec<Awaited>, AppError> {
    let all = ctx.app.awaited.or_read((), read(ctx)).await?;
    let (tree, now) = (ctx.tree().await?, ctx.now());
    let speaks = |unit: &UnitId| ctx.actor.has_over(Right::AnswerConsolidation, *unit, &tree);
    let opinions = all
        .opinions
        .iter()
        .filter(|asked| asked.opens_at <= now && now <= asked.closes_at)
        .filter(|asked| asked.silent.iter().any(speaks))
        .map(|asked| Awaited {
            kind: AwaitedKind::Opinion,
            title: asked.title.clone(),
            path: format!("/y-kien/{}", asked.id),
            at: asked.closes_at,
        });
    let signs = |area: UnitId| ctx.actor.has_over(Right::SignConsolidation, area, &tree);
    let signatures = all
        .signatures
        .iter()
        .filter(|submitted| signs(submitted.area))
        .map(|submitted| Awaited {
            kind: AwaitedKind::Signature,
            title: submitted.title.clone(),
            path: format!("/tong-hop/{}/chot", submitted.round),
            at: submitted.at,
        });
    let mut found: Vec<Awaited> = signatures.chain(opinions).collect();
    found.sort_by_key(|one| one.at);
    Ok(found)
}

async fn read(ctx: &Ctx) -> Result<AllAwaited, AppError> {
    let h = ctx.read();
    let mut all = AllAwaited::default();
    let asking = store::consolidation::list_asking(&h, ctx.now()).await?;
    let ids: Vec<OpinionRoundId> = asking.iter().map(|asked| asked.id).collect();
    let given = store::consolidation::list_opinions(&h, &ids).await?;
    let given: HashSet<(OpinionRoundId, UnitId)> =
        given.iter().map(|o| (o.round, o.unit)).collect();
    for asked in asking {
        let Some(report) = store::consolidation::find_by_id(&h, asked.consolidation).await? else {
            continue;
        };
        // Nothing is said to the draft of what is frozen.
        if report.state != ConsolidationState::Draft {
            continue;
        }
        let is_silent = |unit: &UnitId| !given.contains(&(asked.id, *unit));
        all.opinions.push(Asked {
            title: ctx.app.round(report.round).await?.title.clone(),
            silent: asked.asked.into_iter().filter(is_silent).collect(),
            opens_at: asked.window.opens_at,
            closes_at: asked.window.closes_at,
            id: asked.id,
        });
    }
    for (report, at) in store::consolidation::list_waiting(&h).await? {
        let Some(report) = store::consolidation::find_by_id(&h, report).await? else {
            continue;
        };
        let round = ctx.app.round(report.round).await?;
        all.signatures.push(Submitted {
            round: round.id,
            title: round.title.clone(),
            area: round.area,
            at,
        });
    }
    Ok(all)
}
