//! What units sent for earlier periods: figures without texts, which stand beside
//! the cells of a next report. Which of them count is decided in
//! `app`.

use crate::entity::{obligations, report_versions, rounds};
use crate::{Handle, StoreError};
use domain::id::{ObligationId, RoundId, UnitId};
use domain::report::ReportState;
use domain::validation::Figures;
use sea_orm::sea_query::{Cond, Expr, Query};
use sea_orm::{ConnectionTrait, ExprTrait};
use serde::Deserialize;
use std::collections::HashMap;
use uuid::Uuid;

/// A body of which only the figures are read.
#[derive(Deserialize)]
struct OnlyValues {
    #[serde(default, deserialize_with = "in_order")]
    values: Figures,
}

/// Figures come in the order in which they are kept: put together at once, not
/// sought a place for one by one.
fn in_order<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Figures, D::Error> {
    struct InOrder;
    impl<'de> serde::de::Visitor<'de> for InOrder {
        type Value = Figures;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("cells by indicator")
        }

        fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Figures, A::Error> {
            let mut cells = Vec::with_capacity(256);
            while let Some(cell) = map.next_entry()? {
                cells.push(cell);
            }
            Ok(cells.into_iter().collect())
        }
    }
    from.deserialize_map(InOrder)
}

/// A report of an earlier period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EarlierReport {
    /// The report.
    pub obligation: ObligationId,
    /// Whose.
    pub unit: UnitId,
    /// In which round.
    pub round: RoundId,
    /// Whether a version was sent.
    pub was_sent: bool,
    /// Whether the unit was freed from it.
    pub is_exempt: bool,
}

/// What units owed for several periods, to whichever office, and what they sent
/// last to these rounds. One query; the texts are not read.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_earlier(
    h: &impl Handle,
    units: &[UnitId],
    period_codes: &[String],
    with_figures: &[RoundId],
) -> Result<Vec<(EarlierReport, Option<Figures>)>, StoreError> {
    use obligations::Column as O;
    use report_versions::Column as V;
    use rounds::Column as R;
    let owed = |column: O| Expr::col((obligations::Entity, column));
    let sent = |column: V| Expr::col((report_versions::Entity, column));
    let is_last = Cond::all()
        .add(sent(V::ObligationId).equals((obligations::Entity, O::Id)))
        .add(sent(V::Number).equals((obligations::Entity, O::LastVersion)))
        .add(owed(O::RoundId).is_in(with_figures.iter().map(|r| r.0)));
    let query = Query::select()
        .column((obligations::Entity, O::Id))
        .column((obligations::Entity, O::UnitId))
        .column((obligations::Entity, O::RoundId))
        .column((obligations::Entity, O::State))
        .column((obligations::Entity, O::LastVersion))
        .column((report_versions::Entity, V::Body))
        .from(obligations::Entity)
        .inner_join(
            rounds::Entity,
            Expr::col((rounds::Entity, R::Id)).equals((obligations::Entity, O::RoundId)),
        )
        .left_join(report_versions::Entity, is_last)
        .and_where(owed(O::UnitId).is_in(units.iter().map(|u| u.0)))
        .and_where(Expr::col((rounds::Entity, R::PeriodCode)).is_in(period_codes))
        .to_owned();
    let mut found = Vec::new();
    for row in h.conn().query_all(&query).await? {
        let (state, last): (String, i32) =
            (row.try_get("", "state")?, row.try_get("", "last_version")?);
        let body: Option<String> = row.try_get("", "body")?;
        let figures = body.map(|body| serde_json::from_str(&body)).transpose()?;
        let report = EarlierReport {
            obligation: ObligationId(row.try_get("", "id")?),
            unit: UnitId(row.try_get("", "unit_id")?),
            round: RoundId(row.try_get("", "round_id")?),
            was_sent: last > 0,
            is_exempt: state == ReportState::Exempt.code(),
        };
        found.push((report, figures.map(|OnlyValues { values }| values)));
    }
    Ok(found)
}

/// The figures of the last versions of these reports: what stands beside the
/// cells of a next one. One query; the texts are not read.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn last_values(
    h: &impl Handle,
    reports: &[ObligationId],
) -> Result<HashMap<ObligationId, Figures>, StoreError> {
    use obligations::Column as O;
    use report_versions::Column as V;
    if reports.is_empty() {
        return Ok(HashMap::new());
    }
    let query = Query::select()
        .column((report_versions::Entity, V::ObligationId))
        .column((report_versions::Entity, V::Body))
        .from(obligations::Entity)
        .inner_join(
            report_versions::Entity,
            Expr::col((report_versions::Entity, V::ObligationId))
                .equals((obligations::Entity, O::Id))
                .and(
                    Expr::col((report_versions::Entity, V::Number))
                        .equals((obligations::Entity, O::LastVersion)),
                ),
        )
        .and_where(Expr::col((obligations::Entity, O::Id)).is_in(reports.iter().map(|id| id.0)))
        .to_owned();
    let mut bodies = HashMap::new();
    for row in h.conn().query_all(&query).await? {
        let (id, body): (Uuid, String) =
            (row.try_get("", "obligation_id")?, row.try_get("", "body")?);
        let OnlyValues { values } = serde_json::from_str(&body)?;
        bodies.insert(ObligationId(id), values);
    }
    Ok(bodies)
}
