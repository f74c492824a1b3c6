//! Whom a step of the ladder tells for a unit.

use crate::consolidation::living;
use crate::round::{Staff, staff};
use crate::{AppError, Ctx};
use domain::account::Role;
use domain::chase::{ChaseRole, ChaseStep, office_roles};
use domain::id::{AccountId, UnitId};
use domain::unit::Tree;
use std::collections::HashMap;
use std::sync::Arc;
use store::round::Round;

/// The people of all units and of the office that runs a round, as of today.
pub(super) struct Whom {
    people: Arc<HashMap<UnitId, Staff>>,
    office: Vec<(Role, AccountId)>,
    tree: Arc<Tree>,
}

impl Whom {
    pub(super) async fn load(ctx: &Ctx, round: &Round) -> Result<Self, AppError> {
        let roles = [Role::Coordinator, Role::HeadOfOffice];
        let posts = store::account::list_active_posts(&ctx.read(), &roles, ctx.today()).await?;
        let of_office = posts.iter().filter(|p| p.unit == round.office);
        Ok(Self {
            people: staff(ctx).await?,
            office: of_office.map(|p| (p.role, p.account)).collect(),
            tree: ctx.tree().await?,
        })
    }

    /// Everybody to be told for a unit, each once.
    pub(super) fn of(&self, unit: UnitId, to: &[ChaseRole]) -> Vec<AccountId> {
        let own = self.people.get(&unit);
        let mut all: Vec<AccountId> = Vec::new();
        for role in to {
            match role {
                ChaseRole::Reporter => all.extend(own.iter().flat_map(|s| &s.reporters)),
                ChaseRole::Head => all.extend(own.iter().flat_map(|s| &s.heads)),
                ChaseRole::Superior => all.extend(self.above(unit)),
            }
        }
        all.sort();
        all.dedup();
        all
    }

    /// Whom a step tells of the office's own day, each once.
    pub(super) fn of_office(&self, step: &ChaseStep) -> Vec<AccountId> {
        let roles = office_roles(step);
        let told = self.office.iter().filter(|(role, _)| roles.contains(role));
        let mut all: Vec<AccountId> = told.map(|(_, account)| *account).collect();
        all.sort();
        all.dedup();
        all
    }

    /// The same of the units that stand today for one that may have ended.
    pub(super) fn standing_for(&self, unit: UnitId, to: &[ChaseRole]) -> Vec<AccountId> {
        let units = living(&self.tree, unit, unit).into_iter();
        let mut all: Vec<AccountId> = units.flat_map(|unit| self.of(unit, to)).collect();
        all.sort();
        all.dedup();
        all
    }

    /// The people of the unit above; where it has none, those of the office.
    fn above(&self, unit: UnitId) -> Vec<AccountId> {
        let above = self.tree.get(unit).and_then(|u| u.parent);
        let staff = above.and_then(|above| self.people.get(&above));
        match staff.map(Staff::everybody) {
            Some(people) if !people.is_empty() => people,
            _ => self.office.iter().map(|(_, account)| *account).collect(),
        }
    }
}
