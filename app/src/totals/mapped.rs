//! Which unit of a round is which unit of today: the mapping behind the re-cast view
//! with the acts that ordered it and the shares that they state.

use super::beside::{Beside, beside};
use super::cache;
use crate::unit::NewName;
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::field::Field;
use domain::id::{RoundId, UnitId};
use domain::unit::{LineageKind, Route, UnitVersion};
use jiff::civil::Date;
use std::collections::HashMap;
use store::round::Round;

/// How much of a unit's figures another one has now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// All of them.
    Whole,
    /// `part` of `of` by the weights that the decision states: an estimate.
    Stated {
        /// Its weight.
        part: u128,
        /// The sum of the weights.
        of: u128,
    },
    /// Some part that nobody stated: *không so sánh được*.
    Unstated,
}

impl Share {
    /// Of a stated share the tenths of a percent, rounded half up.
    #[must_use]
    pub fn tenths(self) -> Option<i64> {
        match self {
            Self::Stated { part, of } if of > 0 => {
                i64::try_from((part.saturating_mul(1000) + of / 2) / of).ok()
            }
            _ => None,
        }
    }
}

/// A unit whose figures are in another's now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Before {
    /// Its short name of then.
    pub name: String,
    /// How much of them.
    pub share: Share,
}

/// A unit of today that has figures of a former one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linked {
    /// Its name.
    pub name: String,
    /// Its code.
    pub code: String,
    /// How much of them.
    pub share: Share,
}

/// An act by which figures came to another unit, or a unit to another name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkAct {
    /// What it did.
    pub kind: LineageKind,
    /// Number and symbol of the decision; empty where none is written down.
    pub decision: String,
    /// The day from which it holds.
    pub day: Date,
}

/// One line of the mapping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Name of the former unit on the last day of the period.
    pub name: String,
    /// Its code.
    pub code: String,
    /// The fields of work that went another way than the rest; empty of the rest.
    pub fields: Vec<Field>,
    /// The units of today; none where nobody came after it.
    pub heirs: Vec<Linked>,
    /// The acts on the way, oldest first.
    pub acts: Vec<LinkAct>,
}

/// The mapping of a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapped {
    /// The round.
    pub round: Round,
    /// The day that is today.
    pub day: Date,
    /// Every unit that is not what it was, in the order of the alphabet.
    pub links: Vec<Link>,
}

/// Which units of a round are others today, and by which acts.
///
/// # Errors
/// As [`super::totals`].
pub async fn mapped(ctx: &Ctx, round: RoundId) -> Result<Mapped, AppError> {
    let table = cache::table(&ctx.app, round).await?;
    ctx.require(Right::ReadRound, table.round.area).await?;
    let then = table.round.period.to;
    let day = ctx.today().max(then);
    let found = beside(ctx, &table.round, Some(table.round.period), day)
        .await?
        .ok_or(AppError::NotFound)?;
    let names = crate::unit::renames(ctx, then, day).await?;
    Ok(Mapped {
        round: table.round.clone(),
        day,
        links: found.links(&names),
    })
}

impl Beside {
    /// The units whose figures are added up here, by the tables that have them.
    fn counted(&self) -> Vec<UnitId> {
        let mut found: Vec<UnitId> = Vec::new();
        for source in &self.sources {
            let of_table = source.units();
            let area = source.table.round.area;
            let counts = |unit: &UnitId| match of_table.only {
                Some(only) => only.contains(unit),
                None => self.then.is_within(*unit, area),
            };
            found.extend(of_table.units.iter().copied().filter(counts));
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Of each unit of today, whose figures in a field are in its own, or are not
    /// because no share is stated; in the order of the alphabet.
    pub(super) fn before(&self, field: Option<Field>) -> HashMap<UnitId, Vec<Before>> {
        let mut found: HashMap<UnitId, Vec<Before>> = HashMap::new();
        for unit in self.counted() {
            for (heir, share) in shares(&self.mapping.route(unit, field)) {
                let known = self.then.known(unit).filter(|_| heir != unit);
                if let Some(version) = known {
                    let name = version.short_name.clone();
                    found.entry(heir).or_default().push(Before { name, share });
                }
            }
        }
        for units in found.values_mut() {
            units.sort_by_cached_key(|before| domain::text::sort_key(&before.name));
        }
        found
    }

    fn links(&self, names: &[NewName]) -> Vec<Link> {
        let mut links: Vec<Link> = Vec::new();
        for unit in self.counted() {
            let Some(was) = self.then.known(unit) else {
                continue;
            };
            let general = self.mapping.route(unit, None);
            if general == Route::Whole(unit) {
                links.extend(self.renamed(was, names));
            } else {
                links.push(self.link(was, None, &general));
            }
            let first = links.len();
            for field in self.mapping.transferred(unit) {
                let route = self.mapping.route(unit, Some(field));
                if route == general {
                    continue;
                }
                let link = self.link(was, Some(field), &route);
                let is_same = |l: &&mut Link| l.heirs == link.heirs && l.acts == link.acts;
                match links[first..].iter_mut().find(is_same) {
                    Some(known) => known.fields.push(field),
                    None => links.push(link),
                }
            }
        }
        links.sort_by_cached_key(|link| domain::text::sort_key(&link.name));
        links
    }

    fn link(&self, was: &UnitVersion, field: Option<Field>, route: &Route) -> Link {
        let heir = |(unit, share): (UnitId, Share)| {
            let version = self.tree.known(unit)?;
            Some(Linked {
                name: version.name.clone(),
                code: version.code.clone(),
                share,
            })
        };
        let acts = self.mapping.way(was.unit, field).into_iter();
        let mut acts: Vec<LinkAct> = acts
            .map(|act| LinkAct {
                kind: act.edge.kind,
                decision: act.edge.legal_basis.clone(),
                day: act.edge.effective_on,
            })
            .collect();
        acts.dedup();
        Link {
            name: was.name.clone(),
            code: was.code.clone(),
            fields: field.into_iter().collect(),
            heirs: shares(route).into_iter().filter_map(heir).collect(),
            acts,
        }
    }

    /// A unit that only bears another name now.
    fn renamed(&self, was: &UnitVersion, names: &[NewName]) -> Option<Link> {
        let is = self.tree.get(was.unit)?;
        if was.name == is.name {
            return None;
        }
        let kind = LineageKind::Rename;
        let of_unit = names.iter().filter(|name| name.unit == is.code);
        let mut acts: Vec<LinkAct> = of_unit
            .map(|name| LinkAct {
                kind,
                decision: name.decision.clone(),
                day: name.day,
            })
            .collect();
        if acts.is_empty() {
            // Named so by hand or by an import, under no decision.
            acts.push(LinkAct {
                kind,
                decision: String::new(),
                day: is.valid_from,
            });
        }
        Some(Link {
            name: was.name.clone(),
            code: was.code.clone(),
            fields: Vec::new(),
            heirs: vec![Linked {
                name: is.name.clone(),
                code: is.code.clone(),
                share: Share::Whole,
            }],
            acts,
        })
    }
}

/// Who has a unit's figures now, and how much of them; each unit once.
fn shares(route: &Route) -> Vec<(UnitId, Share)> {
    let mut found = Vec::new();
    spread(route, None, &mut found);
    found
}

/// `of_whole` is the share that comes this way; none where all do.
fn spread(route: &Route, of_whole: Option<(u128, u128)>, found: &mut Vec<(UnitId, Share)>) {
    match route {
        Route::Whole(unit) => {
            let Some((part, of)) = of_whole else {
                found.push((*unit, Share::Whole));
                return;
            };
            let known = found.iter_mut().find(|(known, _)| known == unit);
            match known {
                // Two shares of one figure that came together again.
                Some((
                    _,
                    Share::Stated {
                        part: other,
                        of: whole,
                    },
                )) if *whole == of => {
                    *other = other.saturating_add(part);
                }
                _ => found.push((*unit, Share::Stated { part, of })),
            }
        }
        Route::Shared(parts) => {
            let (part, of) = of_whole.unwrap_or((1, 1));
            let sum: u128 = parts.iter().map(|(weight, _)| u128::from(*weight)).sum();
            for (weight, rest) in parts {
                let own = part.saturating_mul(u128::from(*weight));
                spread(rest, Some((own, of.saturating_mul(sum))), found);
            }
        }
        Route::Stays { heirs, .. } => {
            for heir in heirs {
                if found.iter().all(|(known, _)| known != heir) {
                    found.push((*heir, Share::Unstated));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// of shares of shares each is a part of the whole, two that come together
    /// are one, and an unstated one has no number.
    #[test]
    fn shares_are_parts_of_the_whole_figure() {
        let unit = |n: u128| UnitId(uuid::Uuid::from_u128(n));
        let whole = |n| Route::Whole(unit(n));
        assert_eq!(shares(&whole(1)), [(unit(1), Share::Whole)]);
        let below = Route::Shared(vec![(1, whole(2)), (3, whole(3))]);
        let route = Route::Shared(vec![(1, whole(1)), (1, below)]);
        let found = shares(&route);
        let tenths: Vec<_> = found.iter().map(|(_, share)| share.tenths()).collect();
        assert_eq!(tenths, [Some(500), Some(125), Some(375)]);
        let again = Route::Shared(vec![(1, whole(1)), (6, whole(1))]);
        let all = Share::Stated { part: 7, of: 7 };
        assert_eq!(shares(&again), [(unit(1), all)]);
        let stays = Route::Stays {
            source: unit(1),
            heirs: vec![unit(2), unit(3)],
        };
        let unstated = [(unit(2), Share::Unstated), (unit(3), Share::Unstated)];
        assert_eq!(shares(&stays), unstated);
        assert_eq!(Share::Unstated.tenths(), None);
    }
}
