//! The demo country before the reorganisation of 1 July 2025 (domain facts §5):
//! more provinces, more communes, and what became of them. Only a demo of
//! several provinces has it; all of it is fictional.

use super::bodies::BODIES;
use super::chance::Chance;
use super::units::{Maker, Units};
use super::{Plan, names};
use crate::{AppError, Ctx};
use domain::field::Field;
use domain::id::UnitId;
use domain::journal::Noun;
use domain::unit::{Lineage, LineageKind, Tier, UnitKind, UnitVersion};
use jiff::civil::{Date, date};
use serde_json::json;

/// The day of the reorganisation.
pub(super) const DAY: Date = date(2025, 7, 1);

/// The paper that orders it.
const BASIS: &str = "Nghị quyết về sắp xếp đơn vị hành chính (dữ liệu mẫu)";

/// Of 34 provinces, this many took in another: 63 became 34.
const MERGED_OF_34: usize = 29;
/// One commune in so many took in another.
const EVERY: usize = 6;

/// An earlier unit, who came after it, and how.
pub(super) struct Step {
    from: UnitId,
    to: UnitId,
    kind: LineageKind,
}

/// Adds the units that ended on the day, and moves communes that stood under
/// another province before. Nothing for demos that begin later.
pub(super) fn add(maker: &mut Maker<'_>, plan: &Plan, centre: UnitId) -> Vec<Step> {
    let begins = super::quarters::quarters(plan.today, plan.quarters);
    let is_before = begins.is_ok_and(|q| q.first().is_some_and(|q| q.to < DAY));
    let mut steps = Vec::new();
    if !is_before {
        return steps;
    }
    let provinces: Vec<UnitId> = maker
        .all
        .iter()
        .filter(|u| u.version.kind == UnitKind::PartyCommittee)
        .map(|u| u.version.unit)
        .collect();
    for (n, heir) in provinces.iter().enumerate() {
        if n * MERGED_OF_34 % 34 < MERGED_OF_34 {
            province(maker, n, plan.provinces + n, centre, *heir, &mut steps);
        }
    }
    communes(maker, plan, &mut steps);
    steps
}

/// A province that went into `heir`, with its bodies and every third commune of
/// what is one province now.
fn province(
    maker: &mut Maker<'_>,
    n: usize,
    number: usize,
    centre: UnitId,
    heir: UnitId,
    steps: &mut Vec<Step>,
) {
    let name = names::province(number);
    let prefix = format!("C{:02}-", n + 1);
    let heirs: Vec<(String, UnitId)> = maker
        .all
        .iter()
        .filter(|u| u.version.parent == Some(heir))
        .map(|u| (u.version.code.clone(), u.version.unit))
        .collect();
    let top = maker.add(
        format!("{prefix}TU"),
        &format!("Tỉnh ủy {name}"),
        &format!("Tỉnh ủy {name}"),
        "TU",
        UnitKind::PartyCommittee,
        Tier::Province,
        Some(centre),
        &name,
    );
    end(maker, top, heir, LineageKind::Merge, steps);
    for body in &BODIES {
        let id = maker.add(
            format!("{prefix}{}", body.code),
            &body.name.replace("{province}", &name),
            body.short,
            body.symbol,
            body.kind,
            Tier::Province,
            Some(top),
            &name,
        );
        maker.charge(body.fields, 600_000);
        let is_same = |code: &str| code.rsplit('-').next() == Some(body.code);
        if let Some((_, to)) = heirs.iter().find(|(code, _)| is_same(code)) {
            end(maker, id, *to, LineageKind::Merge, steps);
        }
    }
    let moved = maker
        .all
        .iter_mut()
        .filter(|u| u.version.kind == UnitKind::Commune && u.version.parent == Some(heir))
        .skip(1)
        .step_by(3);
    for commune in moved {
        commune.parent_before = Some(top);
        commune.version.valid_from = DAY;
    }
}

/// Communes that went into a neighbour, and two that were divided: one without
/// a word on the shares.
fn communes(maker: &mut Maker<'_>, plan: &Plan, steps: &mut Vec<Step>) {
    let living: Vec<(UnitId, Option<UnitId>)> = maker
        .all
        .iter()
        .filter(|u| u.version.kind == UnitKind::Commune)
        .map(|u| (u.version.unit, u.parent_before.or(u.version.parent)))
        .collect();
    for (k, (heir, parent)) in living.iter().enumerate().step_by(EVERY) {
        let name = names::commune(plan.communes.next_multiple_of(3_584) + k);
        let full = format!("Xã {name}");
        let mut chance = Chance::of(plan.seed, &["former", &k.to_string()]);
        let id = maker.add(
            format!("CX{:04}", k + 1),
            &full,
            &full,
            "ĐU",
            UnitKind::Commune,
            Tier::Commune,
            *parent,
            &name,
        );
        maker.charge(&Field::ALL, chance.between(4_000, 18_000));
        let neighbour = living.get(k + 1).filter(|n| n.1 == *parent);
        match neighbour {
            Some((other, _)) if k == 2 * EVERY => {
                end(maker, id, *heir, LineageKind::Split, steps);
                end(maker, id, *other, LineageKind::Split, steps);
            }
            _ => end(maker, id, *heir, LineageKind::Merge, steps),
        }
    }
}

fn end(maker: &mut Maker<'_>, from: UnitId, to: UnitId, kind: LineageKind, steps: &mut Vec<Step>) {
    if let Some(unit) = maker.all.iter_mut().find(|u| u.version.unit == from) {
        unit.version.valid_to = Some(DAY);
    }
    steps.push(Step { from, to, kind });
}

/// Stores the second versions of those that moved, and who followed whom.
///
/// # Errors
/// When the database fails.
pub(super) async fn write(ctx: &Ctx, units: &Units, steps: &[Step]) -> Result<(), AppError> {
    if steps.is_empty() {
        return Ok(());
    }
    let w = ctx.begin().await?;
    let moved: Vec<(uuid::Uuid, UnitVersion)> = units
        .all
        .iter()
        .filter(|u| u.parent_before.is_some())
        .map(|u| (ctx.new_id(), u.version.clone()))
        .collect();
    for (id, version) in &moved {
        store::unit::insert_version(&w, *id, version).await?;
    }
    for step in steps {
        let edge = Lineage {
            from: step.from,
            to: step.to,
            kind: step.kind,
            effective_on: DAY,
            legal_basis: BASIS.into(),
            weight: None,
        };
        store::lineage::insert(&w, ctx.new_id(), &edge, None).await?;
    }
    let facts = json!({ "units": steps.len() + moved.len() });
    let (root, act) = (units.root, "demo.reorganise");
    let entry = ctx.entry(act, Noun::Unit, root.0, Some(root), facts);
    ctx.commit(w, entry).await
}
