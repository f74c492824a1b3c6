//! Who the caller is.

use super::caller::Caller;
use crate::error::ApiError;
use app::AppError;
use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

/// The caller.
#[derive(Debug, Serialize, ToSchema)]
pub struct MeJson {
    /// Id of the account.
    pub id: String,
    /// Name of the person.
    pub full_name: String,
    /// "vi" or "en".
    pub language: &'static str,
    /// To be sent as `X-Form-Token` with every call that changes something.
    pub form_token: String,
    /// Posts that hold today.
    pub posts: Vec<PostJson>,
}

/// A post.
#[derive(Debug, Serialize, ToSchema)]
pub struct PostJson {
    /// Id of the unit.
    pub unit: String,
    /// Name of the unit.
    pub unit_name: String,
    /// Code of the role.
    pub role: &'static str,
    /// Id of the unit at the top of the area.
    pub area: String,
    /// Title as written on papers.
    pub title: String,
}

/// The caller with posts and form token.
#[utoipa::path(
    get,
    path = "/api/v1/me",
    responses((status = 200, description = "The caller", body = MeJson))
)]
pub async fn get_me(caller: Caller) -> Result<Json<MeJson>, ApiError> {
    let person = caller.actor.person().ok_or(AppError::Forbidden)?;
    let tree = caller.tree().await?;
    let posts = person.posts.iter().map(|post| PostJson {
        unit: post.unit.to_string(),
        unit_name: tree
            .get(post.unit)
            .map(|u| u.name.clone())
            .unwrap_or_default(),
        role: post.role.code(),
        area: post.area.to_string(),
        title: post.title.clone(),
    });
    Ok(Json(MeJson {
        id: person.account.to_string(),
        full_name: person.full_name.clone(),
        language: person.locale.code(),
        form_token: caller.0.form_token.clone(),
        posts: posts.collect(),
    }))
}
