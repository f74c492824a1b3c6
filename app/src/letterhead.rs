//! What stands at the head of a paper about its issuer, by the version of the unit
//! that holds on the paper's date (domain facts §5.4).

use crate::{AppError, Ctx};
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
    /// after that date is called as today.
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
            symbol: own.map(|o| o.symbol.clone()).unwrap_or_default(),
            place: own.map(|o| o.place.clone()).unwrap_or_default(),
        }
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
