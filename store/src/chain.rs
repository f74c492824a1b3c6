//! How far a round has come, counted over the tables of all nouns that follow
//! it: three queries, whatever the size. Nothing is written here.

use crate::entity::{
    articles, conclusions, conferences, consolidations, issued_documents, opinion_rounds, tasks,
};
use crate::time::{civil, opt_timestamp, timestamp};
use crate::{Handle, StoreError};
use domain::consolidation::Window;
use domain::id::{ConferenceId, RoundId};
use jiff::civil::Date;
use sea_orm::entity::prelude::DateTimeUtc;
use sea_orm::sea_query::{Expr, ExprTrait, Func, Query, SelectStatement, UnionType};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// What followed from a round.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Followed {
    /// State of the consolidated report, if it was begun.
    pub consolidation: Option<String>,
    /// How often it was issued, a supplement on its own counted too.
    pub issued: i64,
    /// In which times opinions on its draft were asked, first one first.
    pub opinions: Vec<Window>,
    /// The conference, if there is one, with state and day.
    pub conference: Option<(ConferenceId, String, Date)>,
    /// Conclusions of the conference.
    pub conclusions: i64,
    /// Notices of conclusions issued.
    pub notices: i64,
    /// Tasks that came of it, by state.
    pub tasks: Vec<(String, i64)>,
    /// Articles about the conference, by state.
    pub articles: Vec<(String, i64)>,
}

/// What followed from `round`.
///
/// # Errors
/// When the database fails.
pub async fn of_round(h: &impl Handle, round: RoundId) -> Result<Followed, StoreError> {
    let conference = conferences::Entity::find()
        .filter(conferences::Column::RoundId.eq(round.0))
        .order_by_desc(conferences::Column::HeldOn)
        .one(h.conn())
        .await?;
    let held = || {
        Query::select()
            .column(conferences::Column::Id)
            .from(conferences::Entity)
            .and_where(Expr::col(conferences::Column::RoundId).eq(round.0))
            .to_owned()
    };
    let mut query = counts(
        "consolidation",
        consolidations::Entity,
        Expr::col(consolidations::Column::State),
    )
    .and_where(Expr::col(consolidations::Column::RoundId).eq(round.0))
    .to_owned();
    let issued = counts(
        "issued",
        issued_documents::Entity,
        Expr::col(issued_documents::Column::Noun),
    )
    .and_where(Expr::col(issued_documents::Column::Noun).eq("consolidation"))
    .and_where(Expr::col(issued_documents::Column::SubjectId).in_subquery(report_of(round)))
    .to_owned();
    query.union(UnionType::All, issued);
    if conference.is_some() {
        let parts = [
            counts("conclusion", conclusions::Entity, Expr::value(""))
                .and_where(Expr::col(conclusions::Column::ConferenceId).in_subquery(held()))
                .to_owned(),
            counts(
                "notice",
                issued_documents::Entity,
                Expr::col(issued_documents::Column::Noun),
            )
            .and_where(Expr::col(issued_documents::Column::Noun).eq("conference"))
            .and_where(Expr::col(issued_documents::Column::SubjectId).in_subquery(held()))
            .to_owned(),
            counts("task", tasks::Entity, Expr::col(tasks::Column::State))
                .and_where(Expr::col(tasks::Column::ConferenceId).in_subquery(held()))
                .to_owned(),
            counts(
                "article",
                articles::Entity,
                Expr::col(articles::Column::State),
            )
            .and_where(Expr::col(articles::Column::ConferenceId).in_subquery(held()))
            .to_owned(),
        ];
        for part in parts {
            query.union(UnionType::All, part);
        }
    }
    let mut followed = Followed::default();
    for row in h.conn().query_all(&query).await? {
        let (what, state, n): (String, String, i64) = (
            row.try_get("", "what")?,
            row.try_get("", "state")?,
            row.try_get("", "n")?,
        );
        match what.as_str() {
            "consolidation" => followed.consolidation = Some(state),
            "issued" => followed.issued += n,
            "conclusion" => followed.conclusions += n,
            "notice" => followed.notices += n,
            "task" => followed.tasks.push((state, n)),
            _ => followed.articles.push((state, n)),
        }
    }
    if followed.consolidation.is_some() {
        followed.opinions = windows(h, round).await?;
    }
    followed.conference = conference
        .map(|c| Ok::<_, StoreError>((ConferenceId(c.id), c.state, civil(c.held_on)?)))
        .transpose()?;
    Ok(followed)
}

/// The windows of the rounds of opinions on the report of `round`.
async fn windows(h: &impl Handle, round: RoundId) -> Result<Vec<Window>, StoreError> {
    use opinion_rounds::Column as C;
    let rows: Vec<(DateTimeUtc, DateTimeUtc, Option<DateTimeUtc>)> = opinion_rounds::Entity::find()
        .select_only()
        .column(C::OpensAt)
        .column(C::ClosesAt)
        .column(C::ClosedAt)
        .filter(C::ConsolidationId.in_subquery(report_of(round)))
        .order_by_asc(C::Number)
        .into_tuple()
        .all(h.conn())
        .await?;
    rows.into_iter()
        .map(|(opens_at, closes_at, closed_at)| {
            Ok(Window {
                opens_at: timestamp(opens_at)?,
                closes_at: timestamp(closes_at)?,
                closed_at: opt_timestamp(closed_at)?,
            })
        })
        .collect()
}

/// The id of the consolidated report of a round.
fn report_of(round: RoundId) -> SelectStatement {
    Query::select()
        .column(consolidations::Column::Id)
        .from(consolidations::Entity)
        .and_where(Expr::col(consolidations::Column::RoundId).eq(round.0))
        .to_owned()
}

/// `SELECT what, state, count(*) … GROUP BY state`.
fn counts<E: EntityTrait>(what: &'static str, table: E, state: Expr) -> SelectStatement {
    Query::select()
        .expr_as(Expr::value(what), "what")
        .expr_as(state, "state")
        .expr_as(Func::count(Expr::col(sea_orm::sea_query::Asterisk)), "n")
        .from(table)
        .add_group_by([Expr::cust("2")])
        .to_owned()
}
