//! Import of units. New codes are added; a known code must say what is known,
//! since changes of units are acts of reorganisation with a decision.

use super::table::{column, get, read};
use super::{Outcome, taken};
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::field::Field;
use domain::id::UnitId;
use domain::journal::Noun;
use domain::text::clean_line;
use domain::unit::{Tier, UnitKind, UnitVersion};
use extract::table::{Column, TableRow};
use jiff::civil::Date;
use serde_json::json;
use std::collections::HashMap;

const COLUMNS: [Column<'_>; 10] = [
    column("code", &["code", "mã", "mã đơn vị"], true),
    column("name", &["name", "tên", "tên đơn vị"], true),
    column(
        "short_name",
        &["short_name", "tên ngắn", "tên viết tắt"],
        false,
    ),
    column("symbol", &["symbol", "ký hiệu"], false),
    column("kind", &["kind", "loại"], true),
    column("tier", &["tier", "cấp"], true),
    column("parent", &["parent", "mã cấp trên", "cấp trên"], true),
    column("place", &["place", "địa danh"], false),
    column("from", &["from", "valid_from", "từ ngày"], false),
    column("fields", &["fields", "lĩnh vực"], false),
];

/// Imports units; with `is_dry` only says what it would do.
///
/// # Errors
/// [`AppError::Forbidden`] without the right to keep units. Defects of the file
/// are in the outcome.
pub async fn units(ctx: &Ctx, bytes: &[u8], is_dry: bool) -> Result<Outcome, AppError> {
    ctx.require_any(Right::ManageUnits)?;
    let mut outcome = Outcome::default();
    let rows = read(bytes, &COLUMNS, &mut outcome);
    let tree = ctx.tree().await?;
    let mut known: HashMap<String, (UnitId, Date)> = tree
        .units()
        .iter()
        .map(|u| (u.code.clone(), (u.unit, u.valid_from)))
        .collect();
    let mut new: Vec<(UnitVersion, Vec<Field>)> = Vec::new();
    // A parent may stand below its child in the file: go round until nothing moves.
    let mut waiting: Vec<&TableRow> = rows.iter().collect();
    loop {
        let before = waiting.len();
        let mut later = Vec::new();
        for row in waiting {
            let code = get(row, "code");
            if let Some(unit) = tree.by_code(code) {
                match clean_line(get(row, "name")).is_ok_and(|n| n == unit.name) {
                    true => outcome.known += 1,
                    false => outcome.error(row.row, "name", "unit_differs", get(row, "name")),
                }
            } else if known.contains_key(code) {
                outcome.error(row.row, "code", "twice", code);
            } else if let Some(parent) = known.get(get(row, "parent")).copied() {
                if let Some(unit) = unit_of(ctx, row, parent, &mut outcome) {
                    known.insert(code.to_owned(), (unit.0.unit, unit.0.valid_from));
                    new.push(unit);
                }
            } else {
                later.push(row);
            }
        }
        waiting = later;
        if waiting.is_empty() || waiting.len() == before {
            break;
        }
    }
    for row in waiting {
        outcome.error(row.row, "parent", "unit_unknown", get(row, "parent"));
    }
    outcome.new = new.len();
    for (unit, _) in &new {
        // The top of what is new must lie in the actor's area.
        if let Some(parent) = unit.parent.filter(|p| tree.get(*p).is_some()) {
            ctx.require(Right::ManageUnits, parent).await?;
        }
    }
    if outcome.is_ready(is_dry) {
        write(ctx, &new).await?;
        outcome.is_written = true;
    }
    Ok(outcome)
}

fn unit_of(
    ctx: &Ctx,
    row: &TableRow,
    (parent, parent_from): (UnitId, Date),
    outcome: &mut Outcome,
) -> Option<(UnitVersion, Vec<Field>)> {
    let before = outcome.errors.len();
    let mut line = |key: &str| {
        let clean = clean_line(get(row, key));
        if clean.is_err() {
            outcome.error(row.row, key, "text", get(row, key));
        }
        clean.unwrap_or_default()
    };
    let (code, name, symbol, place) = (line("code"), line("name"), line("symbol"), line("place"));
    let short_name = Some(line("short_name"))
        .filter(|s| !s.is_empty())
        .unwrap_or_else(|| name.clone());
    let kind = UnitKind::from_code(get(row, "kind"));
    if kind.is_none() {
        outcome.error(row.row, "kind", "kind", get(row, "kind"));
    }
    let tier = Tier::from_code(get(row, "tier"));
    if tier.is_none() {
        outcome.error(row.row, "tier", "tier", get(row, "tier"));
    }
    let from = match get(row, "from") {
        // Without a day of its own it is as old as the unit above; a younger
        // parent would leave it hanging in the air.
        "" => Some(parent_from),
        text => text.parse::<Date>().ok().filter(|d| *d >= parent_from),
    };
    if from.is_none() {
        outcome.error(row.row, "from", "date", get(row, "from"));
    }
    let mut fields = Vec::new();
    for code in get(row, "fields")
        .split([';', ','])
        .map(str::trim)
        .filter(|c| !c.is_empty())
    {
        match Field::from_code(code) {
            Some(field) => fields.push(field),
            None => outcome.error(row.row, "fields", "field", code),
        }
    }
    if outcome.errors.len() > before {
        return None;
    }
    let unit = UnitId(ctx.new_id());
    let version = UnitVersion {
        unit,
        code,
        name,
        short_name,
        symbol,
        kind: kind?,
        tier: tier?,
        parent: Some(parent),
        place,
        valid_from: from?,
        valid_to: None,
    };
    Some((version, fields))
}

async fn write(ctx: &Ctx, new: &[(UnitVersion, Vec<Field>)]) -> Result<(), AppError> {
    let rows: Vec<_> = new.iter().map(|(u, _)| (ctx.new_id(), u.clone())).collect();
    let functions: Vec<_> = new
        .iter()
        .flat_map(|(u, fields)| {
            fields
                .iter()
                .map(|f| (ctx.new_id(), u.unit, f.code(), u.valid_from))
        })
        .collect();
    let entries: Vec<_> = new
        .iter()
        .map(|(u, _)| {
            ctx.entry(
                "unit.create",
                Noun::Unit,
                u.unit.0,
                Some(u.unit),
                json!({ "code": u.code, "by": "import" }),
            )
        })
        .collect();
    let w = ctx.begin().await?;
    store::bulk::insert_units(&w, &rows).await.map_err(taken)?;
    store::bulk::insert_functions(&w, &functions).await?;
    ctx.commit_all(w, &entries).await
}
