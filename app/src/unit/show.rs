//! The life of a unit: its versions, whom it followed and who followed it, its
//! fields of work and its people, each with dates and decision.

use crate::{AppError, Ctx};
use domain::account::{Post, Right};
use domain::field::Field;
use domain::id::UnitId;
use domain::unit::{LineageKind, OutsideCode, Span, Tree, UnitVersion};
use jiff::civil::Date;
use std::collections::HashMap;
use store::unit::ActRow;

/// How one unit follows another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Succession {
    /// The other unit.
    pub unit: UnitId,
    /// Code of the other unit.
    pub code: String,
    /// Its name when it went over.
    pub name: String,
    /// By merge, split, dissolution or transfer of a field.
    pub kind: LineageKind,
    /// Since when.
    pub on: Date,
    /// The decision.
    pub decision: String,
    /// The weight that the decision states.
    pub weight: Option<i64>,
}

/// Everything about a unit over time.
#[derive(Debug, Clone)]
pub struct Life {
    /// The unit.
    pub id: UnitId,
    /// Its versions with the name of the unit above, oldest first.
    pub versions: Vec<(UnitVersion, String)>,
    /// Whom it follows.
    pub before: Vec<Succession>,
    /// Who follows it.
    pub after: Vec<Succession>,
    /// Fields of work: field, first day, first day after the end.
    pub fields: Vec<(Field, Date, Option<Date>)>,
    /// Codes by which others know it, oldest first, within its life.
    pub codes: Vec<OutsideCode>,
    /// Posts with the name of who holds them, the latest first.
    pub posts: Vec<(Post, String)>,
    /// The acts that changed it.
    pub acts: Vec<ActRow>,
    /// Whether it exists today.
    pub is_living: bool,
    /// Whether the actor keeps it: may correct it and see the acts.
    pub may_change: bool,
}

impl Life {
    /// The version that people know: today's, else the last one.
    #[must_use]
    pub fn present(&self, today: Date) -> Option<&UnitVersion> {
        let all = || self.versions.iter().map(|(v, _)| v);
        all()
            .find(|v| v.holds_on(today))
            .or_else(|| all().next_back())
    }
}

/// The life of the unit with this code.
///
/// # Errors
/// [`AppError::NotFound`] for a unit that the actor may not see.
pub async fn life_of_code(ctx: &Ctx, code: &str) -> Result<Life, AppError> {
    ctx.require_any(Right::ReadUnit)?;
    let unit = store::unit::find_by_code(&ctx.read(), code)
        .await?
        .ok_or(AppError::NotFound)?;
    life(ctx, unit).await
}

/// The life of a unit.
///
/// # Errors
/// [`AppError::NotFound`] for a unit that the actor may not see.
pub async fn life(ctx: &Ctx, unit: UnitId) -> Result<Life, AppError> {
    ctx.require_any(Right::ReadUnit)?;
    let read = ctx.read();
    let history = store::unit::history(&read).await?;
    let versions = history.life(unit);
    let born = versions.first().ok_or(AppError::NotFound)?.valid_from;
    let today = ctx.tree().await?;
    // A unit that only begins later is judged by the tree of its first day.
    let first = ctx.tree_at(born.max(ctx.today())).await?;
    let over = |right| {
        let on = |tree: &Tree| ctx.actor.has_over(right, unit, tree);
        on(&today) || on(&first)
    };
    if !over(Right::ReadUnit) {
        return Err(AppError::NotFound);
    }
    let on = |unit: UnitId, day: Date| {
        let life = history.life(unit);
        let then = life.iter().find(|v| v.holds_on(day));
        then.or(life.last()).cloned()
    };
    let edge = |other: UnitId, day: Date, e: &domain::unit::Lineage| {
        let known = on(other, day);
        Succession {
            unit: other,
            code: known.as_ref().map(|v| v.code.clone()).unwrap_or_default(),
            name: known.map(|v| v.name).unwrap_or_default(),
            kind: e.kind,
            on: e.effective_on,
            decision: e.legal_basis.clone(),
            weight: e.weight,
        }
    };
    let edges = store::lineage::list_of(&read, unit).await?;
    let before = edges
        .iter()
        .filter(|e| e.to == unit)
        .map(|e| {
            let eve = e.effective_on.yesterday().unwrap_or(e.effective_on);
            edge(e.from, eve, e)
        })
        .collect();
    let after = edges
        .iter()
        .filter(|e| e.from == unit)
        .map(|e| edge(e.to, e.effective_on, e))
        .collect();
    let mut posts: Vec<Post> = store::account::list_posts(&read)
        .await?
        .into_iter()
        .filter(|p| p.unit == unit && p.until.is_none_or(|until| until > p.from))
        .collect();
    posts.sort_by_key(|p| (std::cmp::Reverse(p.from), p.id));
    let ids: Vec<_> = posts.iter().map(|p| p.account).collect();
    let names: HashMap<_, _> = store::account::list_by_ids(&read, &ids)
        .await?
        .into_iter()
        .map(|a| (a.id, a.full_name))
        .collect();
    Ok(Life {
        id: unit,
        versions: versions
            .iter()
            .map(|v| {
                let above = v.parent.and_then(|p| on(p, v.valid_from));
                (v.clone(), above.map(|a| a.name).unwrap_or_default())
            })
            .collect(),
        before,
        after,
        fields: history
            .functions()
            .iter()
            .filter(|s| s.unit == unit)
            .map(|s| (s.field, s.from, s.to))
            .collect(),
        codes: {
            let own = store::unit::codes_of(&read, unit).await?;
            let span = Span::of(versions).ok_or(AppError::NotFound)?;
            own.into_iter().map(|c| c.within(span)).collect()
        },
        posts: posts
            .into_iter()
            .map(|p| {
                let name = names.get(&p.account).cloned().unwrap_or_default();
                (p, name)
            })
            .collect(),
        acts: store::unit::acts_of(&read, unit).await?,
        is_living: today.get(unit).is_some(),
        may_change: over(Right::ManageUnits),
    })
}
