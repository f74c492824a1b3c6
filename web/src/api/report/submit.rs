//! Signing and sending by the head of a unit.

use super::draft::parse_id;
use crate::api::body::Body;
use crate::api::caller::Caller;
use crate::error::ApiError;
use app::report::{SignReport, sign};
use axum::Json;
use axum::extract::Path;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What is signed.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SubmitJson {
    /// Counter of the draft that the head has read.
    pub version: i32,
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
    Body(submit): Body<SubmitJson>,
) -> Result<Json<ReceiptJson>, ApiError> {
    let input = SignReport {
        obligation: parse_id(&id)?,
        version: submit.version,
    };
    let signed = sign(&caller, input).await?;
    Ok(Json(ReceiptJson {
        number: signed.number,
        received_at: signed.received_at,
        sha256: signed.sha256,
    }))
}
