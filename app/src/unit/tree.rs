//! The tree of units on any day, for pages and commands: nested as far as a page
//! can show, and searchable by name and code.

use crate::{AppError, Ctx};
use domain::account::Right;
use domain::id::UnitId;
use domain::text::fold;
use domain::unit::{OutsideCode, Tree, UnitVersion};
use jiff::civil::Date;
use std::collections::{HashMap, HashSet};

/// A unit with more below it than this is a page of its own.
const MOST_BELOW: usize = 100;

/// A unit with what is below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    /// The unit.
    pub unit: UnitVersion,
    /// Units below it, at any depth.
    pub below: usize,
    /// Those directly below; empty when they have a page of their own.
    pub children: Vec<Branch>,
    /// Whether there is more below than this page shows.
    pub is_cut: bool,
}

/// The tree of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TreePage {
    /// The day.
    pub at: Date,
    /// Units above the one that is shown, the top first.
    pub above: Vec<UnitVersion>,
    /// What is shown.
    pub branches: Vec<Branch>,
    /// All units that exist on the day and that the actor may see.
    pub total: usize,
    /// Whether the actor keeps units, beyond seeing them.
    pub may_change: bool,
    /// By which outside code a hit was found, if by one.
    pub codes: HashMap<UnitId, OutsideCode>,
    /// Hits of the search, if something was searched.
    pub hits: Option<Vec<UnitVersion>>,
    /// Units that the search finds by a code or name of theirs and that ended by
    /// that day.
    pub ended: Vec<EndedHit>,
}

/// A unit that is no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndedHit {
    /// Its last version.
    pub unit: UnitVersion,
    /// The first day without it.
    pub on: Date,
    /// Names of the living units that follow it.
    pub heirs: Vec<String>,
}

/// The tree of `at`, or the part below `root`, or what a search finds.
///
/// # Errors
/// [`AppError::NotFound`] for a root that does not exist on that day or that
/// the actor may not see; [`AppError::Forbidden`] without the right.
pub async fn tree_page(
    ctx: &Ctx,
    at: Date,
    root: Option<&str>,
    search: &str,
) -> Result<TreePage, AppError> {
    ctx.require_any(Right::ReadUnit)?;
    let today = ctx.tree().await?;
    let tree = ctx.tree_at(at).await?;
    let keeps = |unit: UnitId, tree: &Tree| ctx.actor.has_over(Right::ReadUnit, unit, tree);
    let shown = shown(ctx, &tree, &today);
    let mut children: HashMap<Option<UnitId>, Vec<&UnitVersion>> = HashMap::new();
    for unit in tree.units().iter().filter(|u| shown.contains(&u.unit)) {
        let parent = unit.parent.filter(|p| shown.contains(p));
        children.entry(parent).or_default().push(unit);
    }
    let root = match root {
        None => None,
        Some(code) => Some(
            tree.by_code(code)
                .filter(|u| shown.contains(&u.unit))
                .ok_or(AppError::NotFound)?,
        ),
    };
    let branches = match root {
        Some(root) => vec![branch(root, &children, true)],
        None => {
            let tops = children.get(&None).map_or(&[][..], Vec::as_slice);
            tops.iter().map(|u| branch(u, &children, true)).collect()
        }
    };
    let mut above = Vec::new();
    let mut up = root.and_then(|u| u.parent);
    while let Some(unit) = up.filter(|u| shown.contains(u)).and_then(|u| tree.get(u)) {
        above.insert(0, unit.clone());
        up = unit.parent;
    }
    let key = fold(search);
    let codes = match key.is_empty() {
        true => HashMap::new(),
        false => by_outside_code(ctx, &key, at).await?,
    };
    let hits = (!key.is_empty()).then(|| {
        let is_found = |u: &UnitVersion| u.is_found(&key) || codes.contains_key(&u.unit);
        tree.units()
            .iter()
            .filter(|u| shown.contains(&u.unit) && is_found(u))
            .cloned()
            .collect()
    });
    let ended = match key.is_empty() {
        true => Vec::new(),
        false => {
            ended(ctx, &tree, (&key, &codes), |unit| {
                keeps(unit, &tree) || keeps(unit, &today)
            })
            .await?
        }
    };
    Ok(TreePage {
        ended,
        codes,
        may_change: ctx.actor.has(Right::ManageUnits),
        at,
        above,
        branches,
        total: shown.len(),
        hits,
    })
}

/// The units of a day's tree that the actor may see. By today's tree too: before
/// a reorganisation the area itself may not have existed, and its predecessors
/// are the actor's past.
pub(super) fn shown(ctx: &Ctx, tree: &Tree, today: &Tree) -> HashSet<UnitId> {
    let keeps = |unit: UnitId, tree: &Tree| ctx.actor.has_over(Right::ReadUnit, unit, tree);
    tree.units()
        .iter()
        .map(|u| u.unit)
        .filter(|u| keeps(*u, tree) || keeps(*u, today))
        .collect()
}

/// Units with an outside code that begins so: one that holds on `at`, or one of
/// the past, since old papers have old codes.
async fn by_outside_code(
    ctx: &Ctx,
    key: &str,
    at: Date,
) -> Result<HashMap<UnitId, OutsideCode>, AppError> {
    let mut found: HashMap<UnitId, OutsideCode> = HashMap::new();
    for code in store::unit::list_codes(&ctx.read()).await? {
        let is_hit = code.from <= at && fold(&code.value).starts_with(key);
        let has_present = found.get(&code.unit).is_some_and(|c| c.holds_on(at));
        if is_hit && !has_present {
            found.insert(code.unit, code);
        }
    }
    Ok(found)
}

/// The units that ended by the tree's day and were ever called so.
async fn ended(
    ctx: &Ctx,
    tree: &Tree,
    (key, codes): (&str, &HashMap<UnitId, OutsideCode>),
    keeps: impl Fn(UnitId) -> bool,
) -> Result<Vec<EndedHit>, AppError> {
    let history = store::unit::history(&ctx.read()).await?;
    let mut found = Vec::new();
    for (unit, life) in history.units() {
        let Some(last) = tree.known(unit).filter(|_| tree.get(unit).is_none()) else {
            continue;
        };
        let Some(on) = last.valid_to else { continue };
        let is_found = life.iter().any(|v| v.is_found(key)) || codes.contains_key(&unit);
        if !is_found || !keeps(unit) {
            continue;
        }
        let heirs = tree.heirs(unit).iter();
        found.push(EndedHit {
            unit: last.clone(),
            on,
            heirs: heirs
                .filter_map(|heir| Some(tree.get(*heir)?.name.clone()))
                .collect(),
        });
    }
    found.sort_by(|a, b| (b.on, &a.unit.code).cmp(&(a.on, &b.unit.code)));
    Ok(found)
}

fn branch(
    unit: &UnitVersion,
    children: &HashMap<Option<UnitId>, Vec<&UnitVersion>>,
    is_top: bool,
) -> Branch {
    let below = count(unit.unit, children);
    let is_cut = !is_top && below > MOST_BELOW;
    let own = children
        .get(&Some(unit.unit))
        .map_or(&[][..], Vec::as_slice);
    Branch {
        unit: unit.clone(),
        below,
        children: if is_cut {
            Vec::new()
        } else {
            own.iter().map(|u| branch(u, children, false)).collect()
        },
        is_cut,
    }
}

fn count(unit: UnitId, children: &HashMap<Option<UnitId>, Vec<&UnitVersion>>) -> usize {
    let own = children.get(&Some(unit)).map_or(&[][..], Vec::as_slice);
    own.iter().map(|u| 1 + count(u.unit, children)).sum()
}
