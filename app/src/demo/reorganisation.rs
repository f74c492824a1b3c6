//! The reorganisation of 2025 in small: the labour department ended on 1 March
//! and its fields went over (domain facts §10.4), two former communes became a
//! present one on 1 July. The former bodies owed this round's regime nothing, so
//! no report stands under them; the present units are as in the rest of the demo.

use super::Plan;
use super::accounts::People;
use super::units::{BEGIN, Units};
use crate::unit::{ActInput, Heirs, confirm};
use crate::{AppError, Ctx};
use domain::field::Field;
use domain::id::UnitId;
use domain::journal::Noun;
use domain::unit::{Step, Tier, UnitAct, UnitKind, UnitVersion};
use jiff::civil::{Date, date};
use serde_json::json;

/// Code, name, short name, symbol, tier, fields.
type Former = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    Tier,
    &'static [Field],
);

const FORMER: [Former; 3] = [
    (
        "SLDTBXH",
        "Sở Lao động - Thương binh và Xã hội",
        "Sở LĐTBXH",
        "SLĐTBXH",
        Tier::Province,
        &[Field::DanSoGiaDinhTreEm, Field::GiamNgheoAnSinh],
    ),
    ("XC1", "Xã Đồi Cọ", "Xã Đồi Cọ", "ĐU", Tier::Commune, &[]),
    ("XC2", "Xã Bãi Nứa", "Xã Bãi Nứa", "ĐU", Tier::Commune, &[]),
];

/// Adds the former bodies and carries the two acts out. Only in a demo of one
/// province: in the national one every unit counts in a measurement.
///
/// # Errors
/// When the database fails.
pub(super) async fn build(
    ctx: &Ctx,
    plan: &Plan,
    units: &Units,
    people: &People,
) -> Result<(), AppError> {
    let Some(commune) = units.by_code("X001").filter(|_| plan.provinces <= 1) else {
        return Ok(());
    };
    former(ctx, units.root).await?;
    let keeper = people.login("quantri")?;
    let mut ctx = ctx.clone();
    ctx.actor = crate::account::actor_of(&ctx.app, keeper).await?;
    let step = |field, to: &str| Step::Transfer {
        field,
        from: "SLDTBXH".into(),
        to: to.into(),
    };
    let departments = vec![
        step(Field::DanSoGiaDinhTreEm, "SYT"),
        step(Field::GiamNgheoAnSinh, "SNNMT"),
        Step::Merge {
            from: vec!["SLDTBXH".into()],
            into: "SNV".into(),
        },
    ];
    act(
        &ctx,
        "07/NQ-HĐND",
        date(2025, 2, 20),
        date(2025, 3, 1),
        departments,
    )
    .await?;
    let communes = vec![Step::Merge {
        from: vec!["XC1".into(), "XC2".into()],
        into: commune.version.code.clone(),
    }];
    act(
        &ctx,
        "31/NQ-HĐND",
        date(2025, 6, 16),
        date(2025, 7, 1),
        communes,
    )
    .await
}

async fn former(ctx: &Ctx, root: UnitId) -> Result<(), AppError> {
    let (mut versions, mut functions, mut entries) = (Vec::new(), Vec::new(), Vec::new());
    for (code, name, short_name, symbol, tier, fields) in FORMER {
        let unit = UnitId(ctx.new_id());
        let version = UnitVersion {
            unit,
            code: code.into(),
            name: name.into(),
            short_name: short_name.into(),
            symbol: symbol.into(),
            kind: UnitKind::Former,
            tier,
            parent: Some(root),
            place: String::new(),
            valid_from: BEGIN,
            valid_to: None,
        };
        functions.extend(fields.iter().map(|f| (ctx.new_id(), unit, f.code(), BEGIN)));
        let detail = json!({ "code": code, "by": "demo" });
        entries.push(ctx.entry("unit.create", Noun::Unit, unit.0, Some(unit), detail));
        versions.push((ctx.new_id(), version));
    }
    let w = ctx.begin().await?;
    store::bulk::insert_units(&w, &versions).await?;
    store::bulk::insert_functions(&w, &functions).await?;
    ctx.commit_all(w, &entries).await
}

async fn act(
    ctx: &Ctx,
    decision: &str,
    decided_on: Date,
    effective_on: Date,
    steps: Vec<Step>,
) -> Result<(), AppError> {
    let input = ActInput {
        act: UnitAct {
            decision: decision.into(),
            decided_on,
            effective_on,
            steps,
        },
        heirs: Heirs::default(),
    };
    confirm(ctx, &input).await.map(drop)
}
