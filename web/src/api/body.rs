//! Bodies and parameters of calls; what cannot be read is answered with a
//! problem document too.

use crate::error::ApiError;
use crate::state::Web;
use app::FieldError;
use axum::Json;
use axum::extract::{FromRequest, FromRequestParts, Query, Request};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

/// A JSON body.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Web> for Body<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, web: &Web) -> Result<Self, ApiError> {
        match Json::<T>::from_request(request, web).await {
            Ok(Json(body)) => Ok(Self(body)),
            Err(err) => {
                let why = FieldError::form("api.body").with("cause", err.body_text());
                Err(ApiError::Request(err.status(), why))
            }
        }
    }
}

/// Parameters after the question mark.
pub struct Params<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<Web> for Params<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, ApiError> {
        match Query::<T>::from_request_parts(parts, web).await {
            Ok(Query(params)) => Ok(Self(params)),
            Err(err) => {
                let why = FieldError::form("api.query").with("cause", err.body_text());
                Err(ApiError::Request(err.status(), why))
            }
        }
    }
}
