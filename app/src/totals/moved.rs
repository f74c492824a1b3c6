//! Figures that units sent to the rounds of another area before they came into
//! this one: a province has rounds of its own, a commune that moved has a past
//! elsewhere. Which rounds are the area's own is in [`super::beside`].

use super::cache;
use super::table::{Table, UnitReport};
use crate::{AppError, Ctx};
use domain::consolidation::ChartCoverage;
use domain::id::UnitId;
use domain::indicator::TableUnits;
use domain::unit::{Mapping, Tree};
use std::cmp::Reverse;
use std::collections::HashSet;
use std::sync::Arc;
use store::regime::RegimeVersion;
use store::round::Round;

/// A table with the units whose rows count; all where it is the area's own.
pub(super) struct Source {
    pub(super) table: Arc<Table>,
    only: Option<HashSet<UnitId>>,
}

impl Source {
    pub(super) fn own(table: Arc<Table>) -> Self {
        Self { table, only: None }
    }

    /// What of it decides how it goes over, for knowing it again.
    pub(super) fn seen(&self) -> (u64, Option<HashSet<UnitId>>) {
        (self.table.stamps().units, self.only.clone())
    }

    /// How complete an indicator was, among the units whose rows count.
    pub(super) fn given(&self, code: &str) -> Option<ChartCoverage> {
        let column = self.table.column(code)?;
        let def = self.table.defs.get(column)?;
        let counts = |r: &UnitReport| self.only.as_ref().is_none_or(|only| only.contains(&r.unit));
        Some(self.table.given(def, column, counts).coverage())
    }

    pub(super) fn units(&self) -> TableUnits<'_> {
        TableUnits {
            only: self.only.as_ref(),
            ..self.table.table_units()
        }
    }
}

/// Where units stood and stand.
pub(super) struct Moving<'a> {
    pub(super) mapping: &'a Mapping,
    /// The units of the earlier day, and those of the later one.
    pub(super) then: &'a Tree,
    pub(super) now: &'a Tree,
    /// The area on the later day.
    pub(super) area: UnitId,
    pub(super) regime: &'a RegimeVersion,
}

impl Moving<'_> {
    /// The units that stood outside of the area's own rounds and whose figures
    /// belong below the area now.
    fn newcomers(&self, own: &[Source]) -> Vec<UnitId> {
        let here = self.now.within(self.area).map(|u| u.unit);
        let mut found: Vec<UnitId> = here.chain(self.mapping.concerned()).collect();
        found.sort_unstable();
        found.dedup();
        found.retain(|unit| {
            let was_here = |s: &Source| {
                self.then.is_within(*unit, s.table.round.area) || s.table.has_report(*unit)
            };
            let comes = |end: &UnitId| self.now.is_within(*end, self.area);
            self.then.get(*unit).is_some()
                && !own.iter().any(was_here)
                && self.mapping.route(*unit, None).ends().iter().any(comes)
        });
        found
    }

    /// Whether a round is that of another area beside this one: not of a part of
    /// it, nor of one above, which has the same reports once more.
    fn is_beside(&self, other: &Round, own: &[Source]) -> bool {
        let overlaps = |s: &Source| {
            let area = s.table.round.area;
            self.then.is_within(area, other.area) || self.then.is_within(other.area, area)
        };
        !own.iter().any(overlaps) && !self.now.is_within(self.area, other.area)
    }

    /// What the newcomers sent to the rounds of others in the period, each unit
    /// once: in the regime that is this one, or has most indicators of it.
    pub(super) async fn sources(
        &self,
        ctx: &Ctx,
        own: &[Source],
        mut others: Vec<Round>,
    ) -> Result<Vec<Source>, AppError> {
        others.retain(|other| self.is_beside(other, own));
        // An area that was there and had no round has nothing to compare with.
        let was_idle = own.is_empty() && self.then.get(self.area).is_some();
        if others.is_empty() || was_idle {
            return Ok(Vec::new());
        }
        let newcomers = self.newcomers(own);
        let rounds: Vec<_> = others.iter().map(|round| round.id).collect();
        let owed = store::obligation::list_of_rounds(&ctx.read(), &rounds, &newcomers).await?;
        let codes: HashSet<&str> = codes(self.regime).collect();
        let mut ranked = Vec::new();
        for other in others {
            let regime = crate::regime::version(ctx, other.regime_version).await?;
            let is_other = regime.regime != self.regime.regime;
            let shared = self::codes(&regime).filter(|c| codes.contains(c)).count();
            ranked.push((is_other, Reverse(shared), other));
        }
        ranked.sort_by_key(|(is_other, shared, _)| (*is_other, *shared));
        let (mut sources, mut seen) = (Vec::new(), HashSet::new());
        for (_, _, other) in ranked {
            let of_round = owed.iter().filter(|o| o.round == other.id);
            let only: HashSet<UnitId> = of_round
                .map(|o| o.unit)
                .filter(|u| seen.insert(*u))
                .collect();
            if !only.is_empty() {
                sources.push(Source {
                    table: cache::table(&ctx.app, other.id).await?,
                    only: Some(only),
                });
            }
        }
        Ok(sources)
    }
}

fn codes(regime: &RegimeVersion) -> impl Iterator<Item = &str> {
    regime.body.indicators.iter().map(|def| def.code.as_str())
}
