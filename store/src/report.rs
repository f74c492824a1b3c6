//! Drafts, sent versions and returns of reports.
//!
//! Where a report stands (its state and receipts) is kept by `obligation`. A
//! version is written once and never changed; there is no update of it here.

use crate::entity::{obligations, report_drafts, report_returns, report_versions};
use crate::only::only;
use crate::time::{instant, timestamp};
use crate::{Handle, StoreError, Write};
use domain::id::{AccountId, ObligationId, ReportVersionId, ReturnId, RoundId, UnitId};
use domain::report::{Mark, NumberStyle, ReportBody, ReturnKind, counted_receipt};
use jiff::Timestamp;
use sea_orm::entity::prelude::DateTimeUtc;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder,
    QuerySelect, UpdateMany,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// Ids in one query.
const CHUNK: usize = 500;
/// Versions in one query: each is a condition of its own, and SQLite nests them.
const PAIRS: usize = 100;

/// What of a draft is no content yet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typed {
    /// The answer about doubtful numbers, once given.
    #[serde(default)]
    pub style: Option<NumberStyle>,
    /// Numbers that could not be read, as typed, by input name.
    #[serde(default)]
    pub numbers: BTreeMap<String, String>,
    /// Why the report comes late, until it is signed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub late_reason: String,
}

/// The head's signature under a draft that is not sent yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// Who signed.
    pub by: AccountId,
    /// When, by the server's clock.
    pub at: Timestamp,
    /// Seal of what was signed, with its quoted figures written out.
    pub sha256: String,
}

/// What a unit is writing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Of which report.
    pub obligation: ObligationId,
    /// What is written.
    pub body: ReportBody,
    /// What could not be taken over.
    pub typed: Typed,
    /// The sent version from which it was begun; 0 = none.
    pub based_on_version: i32,
    /// Who saved it last.
    pub updated_by: AccountId,
    /// When.
    pub updated_at: Timestamp,
    /// Counter of changes; two authors are told apart by it.
    pub version: i32,
    /// The signature, from signing until sending or withdrawing.
    pub signature: Option<Signature>,
}

/// A sent version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Its id.
    pub id: ReportVersionId,
    /// Of which report.
    pub obligation: ObligationId,
    /// 1, 2, …
    pub number: i32,
    /// What it says.
    pub body: ReportBody,
    /// Who signed.
    pub signed_by: AccountId,
    /// When it was signed.
    pub signed_at: Timestamp,
    /// When it reached the server, by the server's clock.
    pub received_at: Timestamp,
    /// Seal of the body.
    pub sha256: String,
    /// Why it came late, as the unit says.
    pub late_reason: Option<String>,
    /// Who sent it, where that was not who signed.
    pub sent_by: Option<AccountId>,
}

/// A sent version without its body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionHead {
    /// 1, 2, …
    pub number: i32,
    /// Who signed.
    pub signed_by: AccountId,
    /// When it was signed.
    pub signed_at: Timestamp,
    /// Who sent it, where that was not who signed.
    pub sent_by: Option<AccountId>,
    /// When it reached the server, by the server's clock.
    pub received_at: Timestamp,
    /// Seal of the body.
    pub sha256: String,
    /// Why it came late, as the unit says.
    pub late_reason: Option<String>,
}

/// A return with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Return {
    /// Its id.
    pub id: ReturnId,
    /// Of which report.
    pub obligation: ObligationId,
    /// Which version was returned.
    pub version_number: i32,
    /// For correction, or unusable.
    pub kind: ReturnKind,
    /// Why.
    pub reason: String,
    /// Sections and cells at which it points.
    pub marks: Vec<Mark>,
    /// Who returned it.
    pub returned_by: AccountId,
    /// When.
    pub returned_at: Timestamp,
}

/// The draft of a report.
///
/// # Errors
/// When the database fails or the row cannot be read.
pub async fn find_draft(
    h: &impl Handle,
    obligation: ObligationId,
) -> Result<Option<Draft>, StoreError> {
    let of_report =
        report_drafts::Entity::find().filter(report_drafts::Column::ObligationId.eq(obligation.0));
    only(of_report, h.conn()).await?.map(draft).transpose()
}

/// The drafts of several reports, where there are any.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn find_drafts(
    h: &impl Handle,
    obligations: &[ObligationId],
) -> Result<HashMap<ObligationId, Draft>, StoreError> {
    let mut found = HashMap::new();
    for chunk in obligations.chunks(CHUNK) {
        let ids = chunk.iter().map(|id| id.0);
        let rows = report_drafts::Entity::find()
            .filter(report_drafts::Column::ObligationId.is_in(ids))
            .all(h.conn())
            .await?;
        for row in rows {
            let draft = draft(row)?;
            found.insert(draft.obligation, draft);
        }
    }
    Ok(found)
}

/// Begins a draft.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody began it in the meantime.
pub async fn insert_draft(w: &Write, id: Uuid, draft: &Draft) -> Result<(), StoreError> {
    let row = report_drafts::ActiveModel {
        id: Set(id),
        obligation_id: Set(draft.obligation.0),
        body: Set(serde_json::to_string(&draft.body)?),
        typed: Set(serde_json::to_string(&draft.typed)?),
        based_on_version: Set(draft.based_on_version),
        updated_by: Set(draft.updated_by.0),
        updated_at: Set(instant(draft.updated_at)),
        version: Set(1),
        signed_by: Set(draft.signature.as_ref().map(|s| s.by.0)),
        signed_at: Set(draft.signature.as_ref().map(|s| instant(s.at))),
        signed_sha256: Set(draft.signature.as_ref().map(|s| s.sha256.clone())),
    };
    let inserted = report_drafts::Entity::insert(row)
        .exec_without_returning(w.conn())
        .await;
    match inserted.map_err(StoreError::from) {
        Err(StoreError::Duplicate(_)) => Err(StoreError::Conflict),
        other => other.map(|_| ()),
    }
}

/// Changes a draft, if nobody changed it since `draft.version` was read, and nobody
/// signed it: where transactions run beside each other a head may have signed after
/// the state of the report was read.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody did.
pub async fn update_draft(w: &Write, draft: &Draft) -> Result<(), StoreError> {
    use report_drafts::Column as C;
    let content = report_drafts::Entity::update_many()
        .col_expr(C::Body, Expr::value(serde_json::to_string(&draft.body)?))
        .col_expr(C::Typed, Expr::value(serde_json::to_string(&draft.typed)?))
        .col_expr(C::UpdatedBy, Expr::value(draft.updated_by.0))
        .col_expr(C::UpdatedAt, Expr::value(instant(draft.updated_at)))
        .filter(C::SignedBy.is_null());
    change_draft(w, draft, content).await
}

/// Notes on which version a draft is based from now on, and its signature, if nobody
/// changed it since `draft.version` was read. Its content is not written again.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody did.
pub async fn rebase_draft(w: &Write, draft: &Draft) -> Result<(), StoreError> {
    change_draft(w, draft, report_drafts::Entity::update_many()).await
}

/// Takes the signature off the draft of a report that will not be sent.
///
/// # Errors
/// When the database fails.
pub async fn drop_signature(w: &Write, obligation: ObligationId) -> Result<(), StoreError> {
    if let Some(mut draft) = find_draft(w, obligation).await? {
        draft.signature = None;
        rebase_draft(w, &draft).await?;
    }
    Ok(())
}

async fn change_draft(
    w: &Write,
    draft: &Draft,
    change: UpdateMany<report_drafts::Entity>,
) -> Result<(), StoreError> {
    use report_drafts::Column as C;
    let signature = draft.signature.as_ref();
    let changed = change
        .col_expr(C::BasedOnVersion, Expr::value(draft.based_on_version))
        .col_expr(C::SignedBy, Expr::value(signature.map(|s| s.by.0)))
        .col_expr(C::SignedAt, Expr::value(signature.map(|s| instant(s.at))))
        .col_expr(
            C::SignedSha256,
            Expr::value(signature.map(|s| s.sha256.clone())),
        )
        .col_expr(C::Version, Expr::col(C::Version).add(1))
        .filter(C::ObligationId.eq(draft.obligation.0))
        .filter(C::Version.eq(draft.version))
        .exec(w.conn())
        .await?;
    if changed.rows_affected == 0 {
        Err(StoreError::Conflict)
    } else {
        Ok(())
    }
}

/// Freezes a version.
///
/// # Errors
/// [`StoreError::Conflict`] when the number is taken: two people signed at once.
pub async fn insert_version(w: &Write, version: &Version) -> Result<(), StoreError> {
    let row = report_versions::ActiveModel {
        id: Set(version.id.0),
        obligation_id: Set(version.obligation.0),
        number: Set(version.number),
        body: Set(serde_json::to_string(&version.body)?),
        signed_by: Set(version.signed_by.0),
        signed_at: Set(instant(version.signed_at)),
        received_at: Set(instant(version.received_at)),
        sha256: Set(version.sha256.clone()),
        late_reason: Set(version.late_reason.clone()),
        sent_by: Set(version.sent_by.map(|a| a.0)),
    };
    let inserted = report_versions::Entity::insert(row)
        .exec_without_returning(w.conn())
        .await;
    match inserted.map_err(StoreError::from) {
        Err(StoreError::Duplicate(_)) => Err(StoreError::Conflict),
        other => other.map(|_| ()),
    }
}

/// A version by its number.
///
/// # Errors
/// When the database fails or the row cannot be read.
pub async fn find_version(
    h: &impl Handle,
    obligation: ObligationId,
    number: i32,
) -> Result<Option<Version>, StoreError> {
    let of_number = report_versions::Entity::find()
        .filter(report_versions::Column::ObligationId.eq(obligation.0))
        .filter(report_versions::Column::Number.eq(number));
    only(of_number, h.conn()).await?.map(version).transpose()
}

/// What versions of several reports say, by report and number.
///
/// # Errors
/// When the database fails or a body cannot be read.
pub async fn find_bodies(
    h: &impl Handle,
    wanted: &[(ObligationId, i32)],
) -> Result<HashMap<(ObligationId, i32), ReportBody>, StoreError> {
    use report_versions::Column as C;
    let mut found = HashMap::new();
    for chunk in wanted.chunks(PAIRS) {
        let mut any = Condition::any();
        for (obligation, number) in chunk {
            any = any.add(
                Condition::all()
                    .add(C::ObligationId.eq(obligation.0))
                    .add(C::Number.eq(*number)),
            );
        }
        let rows: Vec<(Uuid, i32, String)> = report_versions::Entity::find()
            .select_only()
            .columns([C::ObligationId, C::Number, C::Body])
            .filter(any)
            .into_tuple()
            .all(h.conn())
            .await?;
        for (obligation, number, body) in rows {
            let key = (ObligationId(obligation), number);
            found.insert(key, serde_json::from_str(&body)?);
        }
    }
    Ok(found)
}

/// All versions without their bodies, oldest first.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_versions(
    h: &impl Handle,
    obligation: ObligationId,
) -> Result<Vec<VersionHead>, StoreError> {
    use report_versions::Column as C;
    type Row = (
        i32,
        Uuid,
        DateTimeUtc,
        Option<Uuid>,
        DateTimeUtc,
        String,
        Option<String>,
    );
    let rows: Vec<Row> = report_versions::Entity::find()
        .select_only()
        .columns([
            C::Number,
            C::SignedBy,
            C::SignedAt,
            C::SentBy,
            C::ReceivedAt,
            C::Sha256,
            C::LateReason,
        ])
        .filter(C::ObligationId.eq(obligation.0))
        .order_by_asc(C::Number)
        .into_tuple()
        .all(h.conn())
        .await?;
    let head = |(number, signed_by, signed_at, sent_by, at, sha256, late_reason): Row| {
        Ok(VersionHead {
            number,
            signed_by: AccountId(signed_by),
            signed_at: timestamp(signed_at)?,
            sent_by: sent_by.map(AccountId),
            received_at: timestamp(at)?,
            sha256,
            late_reason,
        })
    };
    rows.into_iter().map(head).collect()
}

/// Why reports came late, by obligation, of those that say so.
///
/// # Errors
/// When the database fails.
pub async fn late_reasons(
    h: &impl Handle,
    ids: &[ObligationId],
) -> Result<HashMap<ObligationId, String>, StoreError> {
    use report_versions::Column as C;
    let mut reasons = HashMap::new();
    for chunk in ids.chunks(CHUNK) {
        let rows: Vec<(Uuid, Option<String>)> = report_versions::Entity::find()
            .select_only()
            .columns([C::ObligationId, C::LateReason])
            .filter(C::ObligationId.is_in(chunk.iter().map(|id| id.0)))
            .filter(C::LateReason.is_not_null())
            .into_tuple()
            .all(h.conn())
            .await?;
        let said = |(id, reason): (Uuid, Option<String>)| Some((ObligationId(id), reason?));
        reasons.extend(rows.into_iter().filter_map(said));
    }
    Ok(reasons)
}

/// Of these reports, those of which a version was returned as unusable, with
/// the receipt that counts instead. One query where there is none.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn recounted_receipts(
    h: &impl Handle,
    ids: &[ObligationId],
) -> Result<HashMap<ObligationId, Option<Timestamp>>, StoreError> {
    let unusable: Vec<(Uuid, i32)> = report_returns::Entity::find()
        .select_only()
        .columns([
            report_returns::Column::ObligationId,
            report_returns::Column::VersionNumber,
        ])
        .filter(report_returns::Column::ObligationId.is_in(ids.iter().map(|id| id.0)))
        .filter(report_returns::Column::Kind.eq(ReturnKind::Unusable.code()))
        .into_tuple()
        .all(h.conn())
        .await?;
    if unusable.is_empty() {
        return Ok(HashMap::new());
    }
    let receipts: Vec<(Uuid, i32, DateTimeUtc)> = report_versions::Entity::find()
        .select_only()
        .columns([
            report_versions::Column::ObligationId,
            report_versions::Column::Number,
            report_versions::Column::ReceivedAt,
        ])
        .filter(report_versions::Column::ObligationId.is_in(unusable.iter().map(|(id, _)| *id)))
        .into_tuple()
        .all(h.conn())
        .await?;
    let mut counted = HashMap::new();
    for (id, _) in &unusable {
        let of = |(from, number, at): &(Uuid, i32, DateTimeUtc)| {
            (from == id).then(|| timestamp(*at).map(|at| (*number, at)))
        };
        let sent: Vec<(i32, Timestamp)> =
            receipts.iter().filter_map(of).collect::<Result<_, _>>()?;
        let spoilt: Vec<i32> = unusable
            .iter()
            .filter(|(of, _)| of == id)
            .map(|(_, n)| *n)
            .collect();
        counted.insert(ObligationId(*id), counted_receipt(&sent, &spoilt));
    }
    Ok(counted)
}

/// Writes a return down.
///
/// # Errors
/// When the database fails.
pub async fn insert_return(w: &Write, new: &Return) -> Result<(), StoreError> {
    let row = report_returns::ActiveModel {
        id: Set(new.id.0),
        obligation_id: Set(new.obligation.0),
        version_number: Set(new.version_number),
        kind: Set(new.kind.code().into()),
        reason: Set(new.reason.clone()),
        marks: Set(serde_json::to_string(&new.marks)?),
        returned_by: Set(new.returned_by.0),
        returned_at: Set(instant(new.returned_at)),
    };
    report_returns::Entity::insert(row)
        .exec_without_returning(w.conn())
        .await?;
    Ok(())
}

/// All returns of a report, oldest first.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_returns(
    h: &impl Handle,
    obligation: ObligationId,
) -> Result<Vec<Return>, StoreError> {
    let rows = report_returns::Entity::find()
        .filter(report_returns::Column::ObligationId.eq(obligation.0))
        .order_by_asc(report_returns::Column::VersionNumber)
        .all(h.conn())
        .await?;
    rows.into_iter().map(returned).collect()
}

fn draft(row: report_drafts::Model) -> Result<Draft, StoreError> {
    let signature = match (row.signed_by, row.signed_at, row.signed_sha256) {
        (Some(by), Some(at), Some(sha256)) => Some(Signature {
            by: AccountId(by),
            at: timestamp(at)?,
            sha256,
        }),
        _ => None,
    };
    Ok(Draft {
        signature,
        obligation: ObligationId(row.obligation_id),
        body: serde_json::from_str(&row.body)?,
        typed: serde_json::from_str(&row.typed)?,
        based_on_version: row.based_on_version,
        updated_by: AccountId(row.updated_by),
        updated_at: timestamp(row.updated_at)?,
        version: row.version,
    })
}

fn version(row: report_versions::Model) -> Result<Version, StoreError> {
    Ok(Version {
        id: ReportVersionId(row.id),
        obligation: ObligationId(row.obligation_id),
        number: row.number,
        body: serde_json::from_str(&row.body)?,
        signed_by: AccountId(row.signed_by),
        signed_at: timestamp(row.signed_at)?,
        received_at: timestamp(row.received_at)?,
        sha256: row.sha256,
        late_reason: row.late_reason,
        sent_by: row.sent_by.map(AccountId),
    })
}
/// The last sent versions of a round: obligation, unit and body, by obligation,
/// after `after`.
///
/// # Errors
/// When the database fails or a body cannot be read.
pub async fn list_last_of_round(
    h: &impl Handle,
    round: RoundId,
    after: Option<ObligationId>,
    limit: u64,
) -> Result<Vec<(ObligationId, UnitId, ReportBody)>, StoreError> {
    let mut query = obligations::Entity::find()
        .filter(obligations::Column::RoundId.eq(round.0))
        .filter(obligations::Column::LastVersion.gt(0))
        .order_by_asc(obligations::Column::Id)
        .limit(limit);
    if let Some(after) = after {
        query = query.filter(obligations::Column::Id.gt(after.0));
    }
    let owed = query.all(h.conn()).await?;
    let versions = report_versions::Entity::find()
        .filter(report_versions::Column::ObligationId.is_in(owed.iter().map(|o| o.id)))
        .all(h.conn())
        .await?;
    let bodies: HashMap<(Uuid, i32), String> = versions
        .into_iter()
        .map(|v| ((v.obligation_id, v.number), v.body))
        .collect();
    owed.into_iter()
        .map(|o| {
            let body = bodies
                .get(&(o.id, o.last_version))
                .ok_or(StoreError::NotFound)?;
            Ok((
                ObligationId(o.id),
                UnitId(o.unit_id),
                serde_json::from_str(body)?,
            ))
        })
        .collect()
}

fn returned(row: report_returns::Model) -> Result<Return, StoreError> {
    Ok(Return {
        id: ReturnId(row.id),
        obligation: ObligationId(row.obligation_id),
        version_number: row.version_number,
        kind: ReturnKind::from_code(&row.kind)
            .ok_or_else(|| StoreError::corrupt("kind", &row.kind))?,
        reason: row.reason,
        marks: serde_json::from_str(&row.marks)?,
        returned_by: AccountId(row.returned_by),
        returned_at: timestamp(row.returned_at)?,
    })
}
