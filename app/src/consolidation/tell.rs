//! One message per person of the units concerned: those who report or head a
//! unit, and its leaders; or the heads of the office.

use crate::message::{UnitMessage, queue_for_people};
use crate::{AppError, Ctx};
use domain::account::Role;
use domain::id::{AccountId, ConsolidationId, UnitId};
use domain::journal::Noun;
use domain::message::MessageClass;
use store::Write;

#[allow(
    clippy::too_many_arguments,
    reason = "one sentence of who is told what"
)]
pub(super) async fn tell(
    ctx: &Ctx,
    w: &Write,
    units: &[UnitId],
    text: &'static str,
    args: Vec<(&'static str, String)>,
    path: &str,
    report: ConsolidationId,
    key: &str,
) -> Result<(), AppError> {
    let roles = [Role::Reporter, Role::HeadOfUnit, Role::Leader];
    tell_roles(ctx, w, &roles, units, (text, args), path, report, key).await
}

/// The same for those who head an office.
pub(super) async fn tell_heads(
    ctx: &Ctx,
    w: &Write,
    office: UnitId,
    text: (&'static str, Vec<(&'static str, String)>),
    path: &str,
    report: ConsolidationId,
    key: &str,
) -> Result<(), AppError> {
    tell_roles(
        ctx,
        w,
        &[Role::HeadOfOffice],
        &[office],
        text,
        path,
        report,
        key,
    )
    .await
}

#[allow(
    clippy::too_many_arguments,
    reason = "one sentence of who is told what"
)]
async fn tell_roles(
    ctx: &Ctx,
    w: &Write,
    roles: &[Role],
    units: &[UnitId],
    (text, args): (&'static str, Vec<(&'static str, String)>),
    path: &str,
    report: ConsolidationId,
    key: &str,
) -> Result<(), AppError> {
    let mut people: Vec<AccountId> = store::account::list_active_posts(w, roles, ctx.today())
        .await?
        .into_iter()
        .filter(|post| units.contains(&post.unit))
        .map(|post| post.account)
        .collect();
    people.sort();
    people.dedup();
    let message = UnitMessage {
        class: MessageClass::Duty,
        noun: Noun::Consolidation,
        subject_id: report.0,
        text,
        args,
        path: path.to_owned(),
        key: key.to_owned(),
    };
    queue_for_people(ctx, w, &people, message).await
}
