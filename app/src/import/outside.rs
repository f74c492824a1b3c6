//! Outside codes in an import of units: a row may say by which codes others know
//! the unit. A unit without one gets it, also one that is known already; another
//! code than the known one is remarked on and left.

use super::Outcome;
use super::unit_row::UnitRow;
use crate::{AppError, Ctx, unit};
use domain::id::UnitId;
use domain::journal::Entry;
use domain::unit::{CodeRefusal, CodeScheme, History, OutsideCode, Span, check_outside_code};
use jiff::civil::Date;
use store::{Handle, Write};

/// Columns of the file with their schemes.
pub(super) const SCHEMES: [CodeScheme; 2] = [CodeScheme::AdminUnit, CodeScheme::Identifier];

/// The codes that are known, and those that the file adds.
pub(super) struct Codes {
    all: Vec<OutsideCode>,
    pub(super) new: Vec<OutsideCode>,
}

impl Codes {
    pub(super) async fn read(h: &impl Handle, history: &History) -> Result<Self, AppError> {
        Ok(Self {
            all: unit::living_codes(h, history).await?,
            new: Vec::new(),
        })
    }

    /// Takes what the row says of a unit with this life; answers whether that
    /// adds something.
    pub(super) fn take(
        &mut self,
        ctx: &Ctx,
        row: &UnitRow,
        (unit, life): (UnitId, Span),
        history: &History,
        outcome: &mut Outcome,
    ) -> bool {
        let mut is_added = false;
        for (scheme, value) in &row.codes {
            let own = || {
                let all = self.all.iter();
                all.filter(|c| (c.unit, c.scheme) == (unit, *scheme))
            };
            let day = ctx.today().max(life.from);
            if own().any(|c| c.value == *value && c.holds_on(day)) {
                continue;
            }
            if let Some(other) = own().find(|c| c.holds_on(day)) {
                let column = scheme.code();
                outcome.remark(row.row, column, "differs", &**value, &*other.value);
                continue;
            }
            let new = OutsideCode {
                id: ctx.new_id(),
                unit,
                scheme: *scheme,
                value: value.clone(),
                from: begin(own(), life),
                to: None,
            };
            let against = check_outside_code(&new, life, &self.all);
            for (refusal, other) in &against {
                let code = match refusal {
                    CodeRefusal::Form => "outside_form",
                    CodeRefusal::Taken => "outside_taken",
                    _ => "outside_twice",
                };
                let other = other.and_then(|u| history.life(u).last());
                let other = other.map(|v| v.name.clone()).unwrap_or_default();
                outcome.error_with(row.row, scheme.code(), code, &**value, other);
            }
            if against.is_empty() {
                is_added = true;
                self.all.push(new.clone());
                self.new.push(new);
            }
        }
        is_added
    }

    pub(super) async fn write(&self, ctx: &Ctx, w: &Write) -> Result<Vec<Entry>, AppError> {
        let mut entries = Vec::new();
        for code in &self.new {
            let scheme = code.scheme.code();
            let (id, unit) = (code.id, code.unit);
            store::lineage::insert_code(w, id, unit, scheme, &code.value, code.from).await?;
            entries.push(unit::code_entry(ctx, "unit.code_enter", code, ""));
        }
        Ok(entries)
    }
}

/// A unit keeps its code as long as it lives; one that follows another begins
/// when that ended.
fn begin<'a>(own: impl Iterator<Item = &'a OutsideCode>, life: Span) -> Date {
    own.filter_map(|c| c.to).max().unwrap_or(life.from)
}
