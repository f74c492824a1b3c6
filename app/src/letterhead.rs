//! What stands at the head of a paper about its issuer, by the version of the unit
//! that holds on the paper's date (domain facts §5.4).

use crate::{AppError, Ctx, FieldError};
use domain::consolidation::Content;
use domain::id::UnitId;
use domain::unit::Tree;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Name, body above, symbol and place of an issuer on one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letterhead {
    /// The issuer's name.
    pub office: String,
    /// Name of the body above it.
    pub parent: Option<String>,
    /// Symbol part of its document numbers.
    pub symbol: String,
    /// Place written on its papers.
    pub place: String,
}

impl Letterhead {
    /// The letterhead of an office on the date of a paper. An office that was born
    /// after that date is called as today. One without a place has that of the
    /// nearest unit above with one; what the version of that date lacks is taken from
    /// today's, which people can complete.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn of(ctx: &Ctx, office: UnitId, on: Date) -> Result<Self, AppError> {
        let (then, today) = (ctx.tree_at(on).await?, ctx.tree().await?);
        Ok(Self::in_trees(office, &then, &today))
    }

    fn in_trees(office: UnitId, then: &Tree, today: &Tree) -> Self {
        let tree = if then.known(office).is_some() {
            then
        } else {
            today
        };
        let own = tree.known(office);
        Self {
            office: own.map(|o| o.name.clone()).unwrap_or_default(),
            parent: own
                .and_then(|o| o.parent)
                .and_then(|p| tree.known(p))
                .map(|p| p.name.clone()),
            symbol: symbol(tree, office)
                .or_else(|| symbol(today, office))
                .unwrap_or_default(),
            place: place(tree, office)
                .or_else(|| place(today, office))
                .unwrap_or_default(),
        }
    }

    /// Whether it can be printed.
    ///
    /// # Errors
    /// [`AppError::Invalid`] without a place; says where it is entered.
    pub(crate) fn check_place(&self) -> Result<(), AppError> {
        check_place(&self.office, &self.place)
    }

    /// What keeps a paper from taking its number: no place, no symbol.
    pub(crate) fn missing(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        if self.place.trim().is_empty() {
            errors.push(place_missing(&self.office));
        }
        if self.symbol.trim().is_empty() {
            let error = FieldError::form("letterhead.symbol_missing");
            errors.push(error.with("unit", self.office.clone()));
        }
        errors
    }

    /// As it is written in a content of a report.
    pub(crate) fn written_in(content: &Content) -> Self {
        Self {
            office: content.office_name.clone(),
            parent: content.parent_name.clone(),
            symbol: content.symbol.clone(),
            place: content.place.clone(),
        }
    }
}

/// Whether a paper of `office` has a place to be written on it.
///
/// # Errors
/// [`AppError::Invalid`] without one; says where it is entered.
pub(crate) fn check_place(office: &str, place: &str) -> Result<(), AppError> {
    if place.trim().is_empty() {
        return Err(AppError::Invalid(vec![place_missing(office)]));
    }
    Ok(())
}

fn place_missing(office: &str) -> FieldError {
    FieldError::form("letterhead.place_missing").with("unit", office)
}

fn symbol(tree: &Tree, office: UnitId) -> Option<String> {
    let own = tree.known(office)?;
    (!own.symbol.trim().is_empty()).then(|| own.symbol.clone())
}

/// The unit's own place, or that of the nearest unit above which has one.
fn place(tree: &Tree, office: UnitId) -> Option<String> {
    let mut at = office;
    // A ring in bad data ends the walk.
    for _ in 0..=tree.units().len() {
        let unit = tree.known(at)?;
        if !unit.place.trim().is_empty() {
            return Some(unit.place.clone());
        }
        at = unit.parent?;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Letterhead, UnitId};
    use domain::unit::{Tier, Tree, UnitKind, UnitVersion};
    use jiff::civil::date;
    use uuid::Uuid;

    const TOP: UnitId = UnitId(Uuid::from_u128(1));
    const OFFICE: UnitId = UnitId(Uuid::from_u128(2));

    fn version(unit: UnitId, parent: Option<UnitId>, symbol: &str, place: &str) -> UnitVersion {
        UnitVersion {
            unit,
            code: format!("U{}", unit.0.as_u128()),
            name: "Ban".into(),
            short_name: "Ban".into(),
            symbol: symbol.into(),
            kind: UnitKind::CoordinatingOffice,
            tier: Tier::Province,
            parent,
            place: place.into(),
            valid_from: date(2025, 7, 1),
            valid_to: None,
        }
    }

    fn tree(symbol: &str, place: &str, above: &str) -> Tree {
        Tree::new(vec![
            version(TOP, None, "TU", above),
            version(OFFICE, Some(TOP), symbol, place),
        ])
    }

    fn missing(head: &Letterhead) -> Vec<&'static str> {
        head.missing().iter().map(|e| e.code).collect()
    }

    /// an office without a place writes that of the unit above it.
    #[test]
    fn r_4_7_the_place_is_that_of_the_nearest_unit_above_with_one() {
        let of = |place, above| {
            let tree = tree("BAN", place, above);
            Letterhead::in_trees(OFFICE, &tree, &tree)
        };
        assert_eq!(of("Hạ", "Thượng").place, "Hạ");
        assert_eq!(of(" ", "Thượng").place, "Thượng");
        let none = of("", "");
        assert_eq!(missing(&none), ["letterhead.place_missing"]);
        assert!(none.check_place().is_err());
    }

    /// what a version that has ended lacks can be entered in today's only.
    #[test]
    fn r_4_7_what_the_version_of_the_date_lacks_is_taken_from_todays() {
        let (then, today) = (tree("", "", ""), tree("BAN", "Hạ", ""));
        let head = Letterhead::in_trees(OFFICE, &then, &today);
        assert_eq!((&*head.symbol, &*head.place), ("BAN", "Hạ"));
        let bare = Letterhead::in_trees(OFFICE, &then, &then);
        let both = ["letterhead.place_missing", "letterhead.symbol_missing"];
        assert_eq!(missing(&bare), both);
    }
}
