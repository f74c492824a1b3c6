//! Signing by the head of a unit, sending what is signed, or both at once.

use super::draft::parse_id;
use crate::api::body::Body;
use crate::api::caller::Caller;
use crate::error::ApiError;
use app::report::{Receipt, SendReport, SignReport, send, sign, submit, unsign};
use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What is signed.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SubmitJson {
    /// Counter of the draft that the head has read.
    pub version: i32,
}

/// What is sent.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SendJson {
    /// Counter of the signed draft.
    pub version: i32,
    /// Why the report comes late, needed after the due day. What the draft says holds
    /// where this is left out.
    #[serde(default)]
    pub late_reason: Option<String>,
}

/// A signature.
#[derive(Debug, Serialize, ToSchema)]
pub struct SignedJson {
    /// Counter of the signed draft; sending must name it.
    pub version: i32,
    /// When it was signed, by the server's clock.
    #[schema(value_type = String, format = DateTime)]
    pub signed_at: jiff::Timestamp,
    /// SHA-256 of the signed content's canonical JSON.
    pub sha256: String,
}

/// The receipt.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReceiptJson {
    /// Number of the version.
    pub number: i32,
    /// When it reached the server, by the server's clock.
    #[schema(value_type = String, format = DateTime)]
    pub received_at: jiff::Timestamp,
    /// SHA-256 of the content's canonical JSON.
    pub sha256: String,
}

/// The draft that is signed, as the head has read it.
fn read_by_head(id: &str, new: &SubmitJson) -> Result<SignReport, ApiError> {
    Ok(SignReport {
        obligation: parse_id(id)?,
        version: new.version,
    })
}

fn receipt(sent: Receipt) -> Json<ReceiptJson> {
    Json(ReceiptJson {
        number: sent.number,
        received_at: sent.received_at,
        sha256: sent.sha256,
    })
}

/// Signs and sends the draft; after the due day its `late_reason` is needed.
#[utoipa::path(
    post,
    path = "/api/v1/reports/{id}/submit",
    params(("id" = String, Path, description = "Id of the obligation")),
    request_body = SubmitJson,
    responses(
        (status = 200, body = ReceiptJson),
        (status = 403, description = "May not sign for the unit"),
        (status = 404, description = "No such report that the caller may see"),
        (status = 409, description = "The draft changed since it was read"),
        (status = 422, description = "Something blocks signing; every remark is listed"),
    )
)]
pub async fn submit_report(
    caller: Caller,
    Path(id): Path<String>,
    Body(new): Body<SubmitJson>,
) -> Result<Json<ReceiptJson>, ApiError> {
    let input = read_by_head(&id, &new)?;
    Ok(receipt(submit(&caller, input).await?))
}

/// Signs the draft; it stays as it is until it is sent or the signature withdrawn.
#[utoipa::path(
    post,
    path = "/api/v1/reports/{id}/sign",
    params(("id" = String, Path, description = "Id of the obligation")),
    request_body = SubmitJson,
    responses(
        (status = 200, body = SignedJson),
        (status = 403, description = "May not sign for the unit"),
        (status = 404, description = "No such report that the caller may see"),
        (status = 409, description = "The draft changed since it was read"),
        (status = 422, description = "Something blocks signing; every remark is listed"),
    )
)]
pub async fn sign_report(
    caller: Caller,
    Path(id): Path<String>,
    Body(new): Body<SubmitJson>,
) -> Result<Json<SignedJson>, ApiError> {
    let signed = sign(&caller, read_by_head(&id, &new)?).await?;
    Ok(Json(SignedJson {
        version: signed.version,
        signed_at: signed.at,
        sha256: signed.sha256,
    }))
}

/// Sends a signed report: whoever writes or signs for the unit may.
#[utoipa::path(
    post,
    path = "/api/v1/reports/{id}/send",
    params(("id" = String, Path, description = "Id of the obligation")),
    request_body = SendJson,
    responses(
        (status = 200, body = ReceiptJson),
        (status = 403, description = "May neither write nor sign for the unit"),
        (status = 404, description = "No such report that the caller may see"),
        (status = 409, description = "It was signed anew since it was read"),
        (status = 422, description = "It is not signed, or no longer as it was signed"),
    )
)]
pub async fn send_report(
    caller: Caller,
    Path(id): Path<String>,
    Body(new): Body<SendJson>,
) -> Result<Json<ReceiptJson>, ApiError> {
    let input = SendReport {
        obligation: parse_id(&id)?,
        version: new.version,
        late_reason: new.late_reason,
    };
    Ok(receipt(send(&caller, input).await?))
}

/// Withdraws the signature of a report that is not sent.
#[utoipa::path(
    post,
    path = "/api/v1/reports/{id}/withdraw-signature",
    params(("id" = String, Path, description = "Id of the obligation")),
    responses(
        (status = 204, description = "The draft can be changed again"),
        (status = 403, description = "May not sign for the unit"),
        (status = 404, description = "No such report that the caller may see"),
        (status = 422, description = "It is not signed, or sent already"),
    )
)]
pub async fn withdraw_signature(
    caller: Caller,
    Path(id): Path<String>,
) -> Result<StatusCode, ApiError> {
    unsign(&caller, parse_id(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}
