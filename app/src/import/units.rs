//! Import of units. New codes are added; a known code must say what is known,
//! since changes of units are acts of reorganisation with a decision.
//! What single rows say is in `unit_row`.

use super::outside::Codes;
use super::ring::{rings, written};
use super::table::{column, get, read};
use super::template::EXAMPLE_CODE;
use super::unit_row::{Dictionary, UnitRow, read_row};
use super::{Outcome, day_vi, taken};
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::field::Field;
use domain::id::UnitId;
use domain::journal::Noun;
use domain::text::clean_line;
use domain::unit::{History, Span, Tree, UnitVersion};
use extract::table::{Column, TableRow};
use jiff::civil::Date;
use serde_json::json;
use std::collections::{HashMap, HashSet};
use store::Write;

pub(super) const COLUMNS: [Column<'_>; 12] = [
    column("code", &["mã đơn vị", "mã", "code"], true),
    column("name", &["tên đơn vị", "tên", "tên đầy đủ", "name"], true),
    column(
        "short_name",
        &["tên ngắn", "tên viết tắt", "tên gọi tắt", "short_name"],
        false,
    ),
    column("symbol", &["ký hiệu", "ký hiệu văn bản", "symbol"], false),
    column("kind", &["loại đơn vị", "loại", "kind"], true),
    column("tier", &["cấp", "cấp hành chính", "tier"], true),
    column(
        "parent",
        &[
            "mã cấp trên",
            "cấp trên",
            "đơn vị cấp trên",
            "mã đơn vị cấp trên",
            "parent",
        ],
        true,
    ),
    column("place", &["địa danh", "place"], false),
    column(
        "from",
        &["từ ngày", "có từ ngày", "from", "valid_from"],
        false,
    ),
    column(
        "fields",
        &["lĩnh vực", "lĩnh vực phụ trách", "fields"],
        false,
    ),
    column("dvhc", &["mã đơn vị hành chính", "mã đvhc", "dvhc"], false),
    column(
        "dinh_danh",
        &["mã định danh", "mã định danh điện tử", "dinh_danh"],
        false,
    ),
];

/// Levels of units that are all still to come.
const DEEPEST: usize = 20;

/// The units that the file meets.
struct Known<'a> {
    ctx: &'a Ctx,
    history: History,
    today: Tree,
}

impl Known<'_> {
    /// Whether the actor keeps the unit; one that is still to come is kept by
    /// whoever keeps the unit above it.
    fn is_kept(&self, unit: UnitId) -> bool {
        let mut at = Some(unit);
        // A ring in bad data ends the walk.
        for _ in 0..DEEPEST {
            let Some(unit) = at else {
                return false;
            };
            if self
                .ctx
                .actor
                .has_over(Right::ManageUnits, unit, &self.today)
            {
                return true;
            }
            let first = self.history.life(unit).first();
            let coming = first.filter(|v| v.valid_from > self.ctx.today());
            at = coming.and_then(|v| v.parent);
        }
        false
    }

    /// A unit that something can stand below, with its life; units that the
    /// actor does not keep do not exist for them.
    fn parent(&self, code: &str) -> Option<(UnitId, Span)> {
        let unit = self.history.by_code(code).filter(|u| self.is_kept(*u))?;
        Some((unit, Span::of(self.history.life(unit))?))
    }

    /// A row whose code is or was in use; answers whether it means that unit.
    fn compare(&self, row: &UnitRow, unit: UnitId, outcome: &mut Outcome) -> bool {
        let today = self.ctx.today();
        let life = self.history.life(unit);
        let coming = life.first().filter(|v| v.valid_from > today);
        let version = life.iter().find(|v| v.holds_on(today)).or(coming);
        if !self.is_kept(unit) {
            row.error(outcome, "code", "code_taken", "");
            false
        } else if let Some(version) = version {
            let above = version.parent.filter(|p| self.is_kept(*p));
            let above = above.and_then(|p| self.history.life(p).last());
            let above = above.map_or("", |v| v.code.as_str());
            let on = today.max(version.valid_from);
            row.compare(
                version,
                above,
                (&self.history, on),
                self.ctx.locale,
                outcome,
            )
        } else {
            let last = Span::of(life).and_then(Span::last_day);
            let last = last.map(day_vi).unwrap_or_default();
            row.error(outcome, "code", "code_ended", last);
            false
        }
    }
}

/// Imports units; with `is_dry` only says what it would do.
///
/// # Errors
/// [`AppError::Forbidden`] without the right to keep units. Defects of the file
/// are in the outcome.
pub async fn units(ctx: &Ctx, bytes: &[u8], is_dry: bool) -> Result<Outcome, AppError> {
    ctx.require_any(Right::ManageUnits)?;
    let mut outcome = Outcome::default();
    let rows = read(bytes, &COLUMNS, &mut outcome);
    let w = if is_dry {
        None
    } else {
        Some(ctx.begin().await?)
    };
    let history = match &w {
        Some(w) => store::unit::history(w).await?,
        None => store::unit::history(&ctx.read()).await?,
    };
    let known = Known {
        ctx,
        today: history.tree_at(ctx.today()),
        history,
    };
    let mut codes = match &w {
        Some(w) => Codes::read(w, &known.history).await?,
        None => Codes::read(&ctx.read(), &known.history).await?,
    };
    let new = examine(&known, &rows, &mut codes, &mut outcome);
    outcome.new += new.len();
    if let Some(w) = w
        && outcome.is_ready(is_dry)
    {
        for (unit, _) in &new {
            // Known to lie in the actor's area; this notes for whom it is done.
            if let Some(parent) = unit.parent.filter(|p| known.today.get(*p).is_some()) {
                ctx.may(Right::ManageUnits, parent).await?;
            }
        }
        for code in codes.new.iter().filter(|c| known.is_kept(c.unit)) {
            ctx.may(Right::ManageUnits, code.unit).await?;
        }
        write(ctx, w, &new, &codes).await?;
        outcome.is_written = true;
    }
    Ok(outcome.told())
}

/// The units that the rows add, parents first; what is against them is in the
/// outcome.
fn examine(
    known: &Known<'_>,
    rows: &[TableRow<'_>],
    codes: &mut Codes,
    outcome: &mut Outcome,
) -> Vec<(UnitVersion, Vec<Field>)> {
    let words = Dictionary::new();
    let mut seen = HashSet::new();
    // Codes of refused rows: what stands below them is not told once more.
    let mut refused: HashSet<String> = HashSet::new();
    let (mut waiting, mut unread) = (Vec::new(), Vec::new());
    for row in rows {
        let code = get(row, "code");
        if code == EXAMPLE_CODE {
            outcome.error(row.row, "code", "example", code);
            refused.insert(code.to_owned());
            continue;
        }
        let is_twice = !code.is_empty() && !seen.insert(code);
        if is_twice {
            outcome.error(row.row, "code", "twice", code);
        }
        let read = read_row(row, &words, outcome).filter(|_| !is_twice);
        let Some(row) = read else {
            if !is_twice {
                refused.insert(code.to_owned());
            }
            unread.push(row);
            continue;
        };
        match known.history.by_code(&row.code) {
            Some(unit) => {
                let life = Span::of(known.history.life(unit));
                let is_it = known.compare(&row, unit, outcome);
                if let Some(life) = life.filter(|_| is_it)
                    && codes.take(known.ctx, &row, (unit, life), &known.history, outcome)
                {
                    outcome.known -= 1;
                    outcome.new += 1;
                }
            }
            None => waiting.push(row),
        }
    }
    for row in unread {
        // What is wrong beside it does not make a unit above known.
        let above = clean_line(get(row, "parent")).unwrap_or_default();
        if !above.is_empty() && !seen.contains(&*above) && known.parent(&above).is_none() {
            outcome.error(row.row, "parent", "unit_unknown", above);
        }
    }
    let mut placed: HashMap<String, (UnitId, Span)> = HashMap::new();
    let mut new = Vec::new();
    // A parent may stand below its child in the file: go round until nothing moves.
    loop {
        let before = waiting.len();
        let mut later = Vec::new();
        for row in waiting {
            let parent = placed.get(&row.parent).copied();
            let parent = parent.or_else(|| known.parent(&row.parent));
            let Some(parent) = parent else {
                if refused.contains(&row.parent) {
                    refused.insert(row.code);
                } else {
                    later.push(row);
                }
                continue;
            };
            match row.version(known.ctx, parent, outcome) {
                Some(unit) => {
                    let from = unit.0.valid_from;
                    let place = (unit.0.unit, Span { from, to: None });
                    codes.take(known.ctx, &row, place, &known.history, outcome);
                    placed.insert(row.code, place);
                    new.push(unit);
                }
                None => {
                    refused.insert(row.code);
                }
            }
        }
        waiting = later;
        if waiting.is_empty() || waiting.len() == before {
            break;
        }
    }
    tell_unplaced(&waiting, outcome);
    new
}

/// Says of rows that found no place why: they stand in a ring, or below nothing known.
/// What stands below such a row is not told once more.
fn tell_unplaced(rows: &[UnitRow], outcome: &mut Outcome) {
    let pairs = rows.iter().map(|r| (r.code.as_str(), r.parent.as_str()));
    let pairs: Vec<(&str, &str)> = pairs.collect();
    let codes: HashSet<&str> = pairs.iter().map(|(code, _)| *code).collect();
    for row in rows.iter().filter(|r| !codes.contains(r.parent.as_str())) {
        row.error(outcome, "parent", "unit_unknown", "");
    }
    for ring in rings(&pairs) {
        for (place, row) in ring.iter().enumerate() {
            let said = written(&ring, place, &pairs);
            rows[*row].error(outcome, "parent", "parent_ring", said);
        }
    }
}

async fn write(
    ctx: &Ctx,
    w: Write,
    new: &[(UnitVersion, Vec<Field>)],
    codes: &Codes,
) -> Result<(), AppError> {
    let rows: Vec<_> = new.iter().map(|(u, _)| (ctx.new_id(), u.clone())).collect();
    let functions: Vec<(_, UnitId, _, Date)> = new
        .iter()
        .flat_map(|(u, fields)| {
            fields
                .iter()
                .map(|f| (ctx.new_id(), u.unit, f.code(), u.valid_from))
        })
        .collect();
    let mut entries: Vec<_> = new
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
    store::bulk::insert_units(&w, &rows).await.map_err(taken)?;
    store::bulk::insert_functions(&w, &functions).await?;
    entries.extend(codes.write(ctx, &w).await?);
    ctx.commit_all(w, &entries).await
}
