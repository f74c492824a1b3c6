//! Many rows in one statement, for acts on whole histories: the demo data and
//! imports. The caller has checked what it hands over with the rules of
//! `domain`, and commits with journal entries like every other act. Single
//! rows and updates are in the files of their nouns.

use crate::entity::{
    accounts, function_assignments, obligations, posts, report_drafts, report_returns,
    report_versions, unit_versions, units,
};
use crate::time::{day, instant};
use crate::{StoreError, Write};
use domain::account::Post;
use domain::id::{AccountId, ObligationId, ReportVersionId, ReturnId, RoundId, UnitId};
use domain::report::ReportState;
use domain::text;
use domain::unit::UnitVersion;
use jiff::Timestamp;
use jiff::civil::Date;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use uuid::Uuid;

use crate::account::Account;
use crate::report::Signature;

/// Rows per statement: SQLite binds at most 32,766 values at once.
const CHUNK: usize = 400;

async fn insert<E, A>(w: &Write, rows: Vec<A>) -> Result<(), StoreError>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<A>,
    A: ActiveModelTrait<Entity = E> + Send,
{
    use crate::Handle;
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let chunk: Vec<A> = rows.by_ref().take(CHUNK).collect();
        E::insert_many(chunk)
            .exec_without_returning(w.conn())
            .await?;
    }
    Ok(())
}

/// Adds units with their first versions and the fields they answer for.
/// Parents come before their children.
///
/// # Errors
/// [`StoreError::Duplicate`] when a code is taken.
pub async fn insert_units(w: &Write, new: &[(Uuid, UnitVersion)]) -> Result<(), StoreError> {
    let rows = new.iter().map(|(_, u)| units::ActiveModel {
        id: Set(u.unit.0),
        code: Set(u.code.clone()),
        created_on: Set(day(u.valid_from)),
    });
    insert::<units::Entity, _>(w, rows.collect()).await?;
    let versions = new.iter().map(|(id, u)| unit_versions::ActiveModel {
        id: Set(*id),
        unit_id: Set(u.unit.0),
        name: Set(u.name.clone()),
        short_name: Set(u.short_name.clone()),
        symbol: Set(u.symbol.clone()),
        kind: Set(u.kind.code().into()),
        tier: Set(u.tier.code().into()),
        parent_id: Set(u.parent.map(|p| p.0)),
        place: Set(u.place.clone()),
        valid_from: Set(day(u.valid_from)),
        valid_to: Set(u.valid_to.map(day)),
        name_sort: Set(text::sort_key(&u.name)),
        name_fold: Set(text::fold(&u.name)),
        version: Set(1),
        act_id: Set(None),
    });
    insert::<unit_versions::Entity, _>(w, versions.collect()).await
}

/// Charges units with fields of work from a day on.
///
/// # Errors
/// When the database fails.
pub async fn insert_functions(
    w: &Write,
    new: &[(Uuid, UnitId, &str, Date)],
) -> Result<(), StoreError> {
    let rows = new.iter().map(
        |(id, unit, field, from)| function_assignments::ActiveModel {
            id: Set(*id),
            unit_id: Set(unit.0),
            field: Set((*field).into()),
            valid_from: Set(day(*from)),
            valid_to: Set(None),
            act_id: Set(None),
        },
    );
    insert::<function_assignments::Entity, _>(w, rows.collect()).await
}

/// Adds accounts, each with one post.
///
/// # Errors
/// [`StoreError::Duplicate`] when a login is taken.
pub async fn insert_accounts(
    w: &Write,
    new: &[(Account, Post)],
    at: Timestamp,
) -> Result<(), StoreError> {
    let rows = new.iter().map(|(a, _)| accounts::ActiveModel {
        id: Set(a.id.0),
        login: Set(text::fold(&a.login)),
        full_name: Set(a.full_name.clone()),
        work_email: Set(a.work_email.clone()),
        password_hash: Set(a.password_hash.clone()),
        is_active: Set(a.is_active),
        is_password_temporary: Set(a.is_password_temporary),
        locale: Set(a.locale.clone()),
        created_at: Set(instant(at)),
        version: Set(1),
    });
    insert::<accounts::Entity, _>(w, rows.collect()).await?;
    let held = new.iter().map(|(_, p)| posts::ActiveModel {
        id: Set(p.id.0),
        account_id: Set(p.account.0),
        unit_id: Set(p.unit.0),
        area_id: Set(p.area.0),
        role: Set(p.role.code().into()),
        title: Set(p.title.clone()),
        is_voting: Set(p.is_voting),
        on_behalf_of_id: Set(p.on_behalf_of.map(|u| u.0)),
        valid_from: Set(day(p.from)),
        valid_to: Set(p.until.map(day)),
        version: Set(1),
    });
    insert::<posts::Entity, _>(w, held.collect()).await
}

/// An obligation with all that happened to it.
#[derive(Debug, Clone)]
pub struct PastObligation {
    /// Its id.
    pub id: ObligationId,
    /// In which round.
    pub round: RoundId,
    /// Whose.
    pub unit: UnitId,
    /// Due day.
    pub due_on: Date,
    /// State at the end.
    pub state: ReportState,
    /// Versions sent, oldest first.
    pub versions: Vec<PastVersion>,
    /// Returns, oldest first.
    pub returns: Vec<PastReturn>,
    /// When it was accepted.
    pub accepted_at: Option<Timestamp>,
    /// What is being written.
    pub draft: Option<PastDraft>,
}

/// A draft as it was left.
#[derive(Debug, Clone)]
pub struct PastDraft {
    /// Its id.
    pub id: Uuid,
    /// The body as stored text.
    pub body: String,
    /// Who saved it last.
    pub updated_by: AccountId,
    /// When.
    pub updated_at: Timestamp,
    /// The head's signature, where it is signed and not sent.
    pub signature: Option<Signature>,
}

/// A version sent in the past.
#[derive(Debug, Clone)]
pub struct PastVersion {
    /// Its id.
    pub id: ReportVersionId,
    /// The body as stored text.
    pub body: String,
    /// SHA-256 of that text, hexadecimal.
    pub sha256: String,
    /// Who signed.
    pub signed_by: AccountId,
    /// When it was received.
    pub received_at: Timestamp,
    /// Why it came late.
    pub late_reason: Option<String>,
}

/// A return in the past.
#[derive(Debug, Clone)]
pub struct PastReturn {
    /// Its id.
    pub id: ReturnId,
    /// Which version was returned.
    pub version_number: i32,
    /// Why.
    pub reason: String,
    /// Marked places, as stored text.
    pub marks: String,
    /// Who returned it.
    pub returned_by: AccountId,
    /// When.
    pub returned_at: Timestamp,
}

/// Adds obligations with their versions and returns.
///
/// # Errors
/// [`StoreError::Duplicate`] when a unit has two obligations in a round.
pub async fn insert_obligations(w: &Write, new: &[PastObligation]) -> Result<(), StoreError> {
    let rows = new.iter().map(|o| obligations::ActiveModel {
        id: Set(o.id.0),
        round_id: Set(o.round.0),
        unit_id: Set(o.unit.0),
        due_on: Set(day(o.due_on)),
        extended_due_on: Set(None),
        state: Set(o.state.code().into()),
        last_version: Set(i32::try_from(o.versions.len()).unwrap_or(i32::MAX)),
        first_received_at: Set(o.versions.first().map(|v| instant(v.received_at))),
        last_received_at: Set(o.versions.last().map(|v| instant(v.received_at))),
        accepted_at: Set(o.accepted_at.map(instant)),
        exempt_reason: Set(None),
        version: Set(1),
        heir_id: Set(None),
        paper_on: Set(None),
        paper_note: Set(None),
        paper_by: Set(None),
        paper_at: Set(None),
    });
    insert::<obligations::Entity, _>(w, rows.collect()).await?;
    let versions = new.iter().flat_map(|o| {
        (1..)
            .zip(&o.versions)
            .map(|(number, v)| report_versions::ActiveModel {
                id: Set(v.id.0),
                obligation_id: Set(o.id.0),
                number: Set(number),
                body: Set(v.body.clone()),
                signed_by: Set(v.signed_by.0),
                signed_at: Set(instant(v.received_at)),
                received_at: Set(instant(v.received_at)),
                sha256: Set(v.sha256.clone()),
                late_reason: Set(v.late_reason.clone()),
                sent_by: Set(None),
            })
    });
    insert::<report_versions::Entity, _>(w, versions.collect()).await?;
    let returns = new.iter().flat_map(|o| {
        o.returns.iter().map(|r| report_returns::ActiveModel {
            id: Set(r.id.0),
            obligation_id: Set(o.id.0),
            version_number: Set(r.version_number),
            kind: Set("correction".into()),
            reason: Set(r.reason.clone()),
            marks: Set(r.marks.clone()),
            returned_by: Set(r.returned_by.0),
            returned_at: Set(instant(r.returned_at)),
        })
    });
    insert::<report_returns::Entity, _>(w, returns.collect()).await?;
    let drafts = new.iter().filter_map(|o| {
        o.draft.as_ref().map(|d| report_drafts::ActiveModel {
            id: Set(d.id),
            obligation_id: Set(o.id.0),
            body: Set(d.body.clone()),
            typed: Set("{}".into()),
            based_on_version: Set(i32::try_from(o.versions.len()).unwrap_or(i32::MAX)),
            updated_by: Set(d.updated_by.0),
            updated_at: Set(instant(d.updated_at)),
            version: Set(1),
            signed_by: Set(d.signature.as_ref().map(|s| s.by.0)),
            signed_at: Set(d.signature.as_ref().map(|s| instant(s.at))),
            signed_sha256: Set(d.signature.as_ref().map(|s| s.sha256.clone())),
        })
    });
    insert::<report_drafts::Entity, _>(w, drafts.collect()).await
}
