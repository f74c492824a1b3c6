//! Who calls: a person with a session; unsafe methods prove by the form token
//! that the call does not come from another site's page.

use crate::Visitor;
use crate::error::ApiError;
use crate::state::Web;
use app::{AppError, Ctx};
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use std::ops::Deref;

/// Header that carries the session's form token.
pub(super) const TOKEN_HEADER: &str = "x-form-token";

/// A signed-in caller; anybody else gets a problem document with status 403.
pub struct Caller(pub(super) Visitor);

impl Deref for Caller {
    type Target = Ctx;

    fn deref(&self) -> &Ctx {
        &self.0.ctx
    }
}

impl FromRequestParts<Web> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, ApiError> {
        let Ok(visitor) = Visitor::from_request_parts(parts, web).await;
        if !visitor.ctx.is_signed_in() || visitor.must_choose_password() {
            return Err(AppError::Forbidden.into());
        }
        let sent = parts.headers.get(TOKEN_HEADER).map(|v| v.as_bytes());
        if !parts.method.is_safe() && sent != Some(visitor.form_token.as_bytes()) {
            return Err(ApiError::request(StatusCode::FORBIDDEN, "api.form_token"));
        }
        Ok(Self(visitor))
    }
}
