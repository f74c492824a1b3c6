//! Signing from the report page, sending what is signed, and withdrawing the
//! signature.

use super::form::Beside;
use super::parts::Asked;
use super::report_id;
use super::review::owned;
use super::save::{again, not_kept, try_keep};
use crate::page::done;
use crate::{Fields, PageError, PageResult, Staff};
use app::report::{Saved, SendReport, SignReport};
use app::{AppError, FieldError};
use axum::extract::Path;
use domain::id::ObligationId;

/// Saves what is on the screen, and signs and sends exactly that; who only signs has
/// nothing to save.
pub(super) async fn submit(staff: Staff, Path(id): Path<String>, fields: Fields) -> PageResult {
    keep_and_sign(&staff, report_id(&staff, &id)?, &fields, true).await
}

/// Saves what is on the screen and signs exactly that; somebody sends it later.
pub(super) async fn sign(staff: Staff, Path(id): Path<String>, fields: Fields) -> PageResult {
    keep_and_sign(&staff, report_id(&staff, &id)?, &fields, false).await
}

async fn keep_and_sign(
    staff: &Staff,
    report: ObligationId,
    fields: &Fields,
    is_sent: bool,
) -> PageResult {
    let version = if fields.has("stored") {
        // The page that is only read has no content to save: what is stored is
        // signed, if it still is what was read.
        if let Err(err) = owned(staff, fields) {
            return told(staff, report, fields, err).await;
        }
        fields.get("version").parse().unwrap_or(0)
    } else {
        match try_keep(staff, report, fields).await {
            // The head has not read what somebody else has just written.
            Ok(Saved::Kept(kept)) if !kept.taken.is_empty() => {
                let errors = vec![FieldError::form("report.sign_joined")];
                return told(staff, report, fields, AppError::Invalid(errors)).await;
            }
            Ok(Saved::Kept(kept)) => kept.version,
            other => return not_kept(staff, report, fields, other).await,
        }
    };
    let input = SignReport {
        obligation: report,
        version,
    };
    let result = if is_sent {
        app::report::submit(&staff.ctx, input).await.map(|_| ())
    } else {
        app::report::sign(&staff.ctx, input).await.map(|_| ())
    };
    match result {
        Ok(()) if is_sent => done(&format!("/bao-cao/{report}/xem"), "report.signed"),
        Ok(()) => done(&format!("/bao-cao/{report}"), "report.signed_only"),
        Err(err) => told(staff, report, fields, err).await,
    }
}

/// Sends what is signed.
pub(super) async fn send(staff: Staff, Path(id): Path<String>, fields: Fields) -> PageResult {
    let report = report_id(&staff, &id)?;
    let input = SendReport {
        obligation: report,
        version: fields.get("version").parse().unwrap_or(0),
        late_reason: fields
            .has("late_reason")
            .then(|| fields.get("late_reason").to_owned()),
    };
    let result = match owned(&staff, &fields) {
        Ok(()) => app::report::send(&staff.ctx, input).await.map(|_| ()),
        Err(err) => Err(err),
    };
    match result {
        Ok(()) => done(&format!("/bao-cao/{id}/xem"), "report.sent"),
        Err(err) => told(&staff, report, &fields, err).await,
    }
}

/// Withdraws the signature.
pub(super) async fn withdraw(staff: Staff, Path(id): Path<String>, fields: Fields) -> PageResult {
    let report = report_id(&staff, &id)?;
    let result = match owned(&staff, &fields) {
        Ok(()) => app::report::unsign(&staff.ctx, report).await,
        Err(err) => Err(err),
    };
    match result {
        Ok(()) => done(&format!("/bao-cao/{id}"), "report.unsigned"),
        Err(err) => told(&staff, report, &fields, err).await,
    }
}

/// The page of the report again, with what was refused; what is stored now stands
/// in it, and a reason of lateness as it was typed.
async fn told(staff: &Staff, report: ObligationId, fields: &Fields, err: AppError) -> PageResult {
    let AppError::Invalid(errors) = err else {
        return Err(PageError::new(err, staff.ctx.locale));
    };
    let reason = fields.all("late_reason").map(str::to_owned);
    let reason = reason.map(|text| ("late_reason".to_owned(), text));
    let beside = Beside {
        errors,
        part: Asked::from(fields),
        fields: Fields::from_pairs(reason.collect()),
        ..Beside::default()
    };
    again(staff, report, None, beside).await
}
