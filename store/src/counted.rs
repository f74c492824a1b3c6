//! The reports that count: of each unit of a round the last version that was
//! not returned as unusable. Totals and the workbench read these
//! and nothing else.
//!
//! Single reports with their drafts, versions and returns are not here.

use crate::entity::{obligations, report_returns, report_versions};
use crate::{Handle, StoreError};
use domain::id::{ObligationId, RoundId, UnitId};
use domain::report::{ReportBody, ReportState};
use sea_orm::sea_query::Query;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// One unit of a round with the version of its report that counts, if any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// What the unit owes.
    pub obligation: ObligationId,
    /// Who.
    pub unit: UnitId,
    /// Where the report stands.
    pub state: ReportState,
    /// The version that counts and what it says.
    pub report: Option<(i32, ReportBody)>,
}

/// The units of a round, or only some of them, in the order in which they were
/// frozen: three queries, four where a version was returned as unusable.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list(
    h: &impl Handle,
    round: RoundId,
    only: Option<&[UnitId]>,
) -> Result<Vec<Counted>, StoreError> {
    let of_round = || {
        let mut condition = Condition::all().add(obligations::Column::RoundId.eq(round.0));
        if let Some(units) = only {
            condition = condition.add(obligations::Column::UnitId.is_in(units.iter().map(|u| u.0)));
        }
        condition
    };
    let ids = || {
        Query::select()
            .column(obligations::Column::Id)
            .from(obligations::Entity)
            .cond_where(of_round())
            .to_owned()
    };
    let owed = obligations::Entity::find()
        .filter(of_round())
        .order_by_asc(obligations::Column::Id)
        .all(h.conn())
        .await?;
    let unusable = unusable(h, ids()).await?;
    let mut bodies = bodies(h, &owed, &unusable, ids()).await?;
    owed.into_iter()
        .map(|row| {
            let state = ReportState::from_code(&row.state)
                .ok_or_else(|| StoreError::corrupt("state", &row.state))?;
            let report = match bodies.remove(&row.id) {
                Some((number, body)) => Some((number, serde_json::from_str(&body)?)),
                None => None,
            };
            Ok(Counted {
                obligation: ObligationId(row.id),
                unit: UnitId(row.unit_id),
                state,
                report,
            })
        })
        .collect()
}

/// The versions that were returned as unusable, of the obligations in `ids`.
pub(crate) async fn unusable(
    h: &impl Handle,
    ids: sea_orm::sea_query::SelectStatement,
) -> Result<HashSet<(Uuid, i32)>, StoreError> {
    Ok(report_returns::Entity::find()
        .select_only()
        .column(report_returns::Column::ObligationId)
        .column(report_returns::Column::VersionNumber)
        .filter(report_returns::Column::Kind.eq("unusable"))
        .filter(report_returns::Column::ObligationId.in_subquery(ids))
        .into_tuple()
        .all(h.conn())
        .await?
        .into_iter()
        .collect())
}

/// The body of the version that counts, by obligation. Almost always it is the
/// last one, so those come by one join; only the exceptions are named.
pub(crate) async fn bodies(
    h: &impl Handle,
    owed: &[obligations::Model],
    unusable: &HashSet<(Uuid, i32)>,
    ids: sea_orm::sea_query::SelectStatement,
) -> Result<HashMap<Uuid, (i32, String)>, StoreError> {
    use report_versions::Column as C;
    let mut last: HashMap<Uuid, i32> = HashMap::new();
    let mut earlier: Vec<(Uuid, i32)> = Vec::new();
    for row in owed.iter().filter(|row| row.last_version > 0) {
        let number = (1..=row.last_version)
            .rev()
            .find(|number| !unusable.contains(&(row.id, *number)));
        match number {
            Some(number) if number == row.last_version => {
                last.insert(row.id, number);
            }
            Some(number) => earlier.push((row.id, number)),
            None => {}
        }
    }
    let is_last = Query::select()
        .column(obligations::Column::LastVersion)
        .from(obligations::Entity)
        .and_where(
            sea_orm::sea_query::Expr::col((obligations::Entity, obligations::Column::Id))
                .equals((report_versions::Entity, C::ObligationId)),
        )
        .to_owned();
    let rows: Vec<(Uuid, i32, String)> = report_versions::Entity::find()
        .select_only()
        .column(C::ObligationId)
        .column(C::Number)
        .column(C::Body)
        .filter(C::ObligationId.in_subquery(ids))
        .filter(C::Number.in_subquery(is_last))
        .into_tuple()
        .all(h.conn())
        .await?;
    let mut bodies: HashMap<Uuid, (i32, String)> = rows
        .into_iter()
        .filter(|(id, number, _)| last.get(id) == Some(number))
        .map(|(id, number, body)| (id, (number, body)))
        .collect();
    if !earlier.is_empty() {
        let mut any = Condition::any();
        for (id, number) in &earlier {
            any = any.add(
                Condition::all()
                    .add(C::ObligationId.eq(*id))
                    .add(C::Number.eq(*number)),
            );
        }
        let rows = report_versions::Entity::find()
            .filter(any)
            .all(h.conn())
            .await?;
        bodies.extend(
            rows.into_iter()
                .map(|v| (v.obligation_id, (v.number, v.body))),
        );
    }
    Ok(bodies)
}
