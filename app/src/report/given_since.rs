//! What a unit reports on by a field of work that came to it after it had signed, and
//! what its report therefore cannot say.

use super::case::Case;
use crate::AppError;
use domain::field::Field;
use domain::regime::{Asked, UnitFacts};
use domain::report::{Mark, PlaceKind, ReportBody};
use jiff::Timestamp;
use std::collections::HashSet;
use store::Handle;

/// The cells and sections that acts confirmed after `signed_at` brought to the unit of
/// a report, as far as `body`, which was signed then, says nothing there.
///
/// # Errors
/// When the database fails.
pub(super) async fn given_since(
    h: &impl Handle,
    case: &Case,
    signed_at: Timestamp,
    body: &ReportBody,
) -> Result<Vec<Mark>, AppError> {
    let (unit, by) = (case.obligation.unit, case.round.period.to);
    let given = store::unit::fields_given_since(h, unit, signed_at, by).await?;
    if given.is_empty() {
        return Ok(Vec::new());
    }
    let own = case.fields.iter().copied();
    let before: Vec<Field> = own
        .filter(|field| !given.iter().any(|code| code == field.code()))
        .collect();
    let asked = case.asked();
    let was = Asked {
        unit: UnitFacts {
            fields: &before,
            ..asked.unit
        },
        ..asked
    };
    let regime = &case.regime.body;
    let cells: HashSet<&str> = regime
        .indicators_for(was)
        .map(|def| def.code.as_str())
        .collect();
    let sections: HashSet<&str> = regime
        .sections_for(was.unit)
        .map(|section| section.code.as_str())
        .collect();
    let is_said = |code: &str| body.values.get(code).is_some_and(|cell| !cell.is_empty());
    let mark = |kind, code: &str| Mark {
        kind,
        code: code.to_owned(),
        note: String::new(),
    };
    let new_cells = case
        .indicators()
        .map(|def| def.code.as_str())
        .filter(|code| !cells.contains(code) && !is_said(code))
        .map(|code| mark(PlaceKind::Cell, code));
    let new_sections = case
        .sections()
        .map(|section| section.code.as_str())
        .filter(|code| !sections.contains(code) && body.section(code).is_none())
        .map(|code| mark(PlaceKind::Section, code));
    Ok(new_cells.chain(new_sections).collect())
}
