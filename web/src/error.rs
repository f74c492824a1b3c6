//! From the answers of `app` to pages and problem documents: one place each.

use app::text::{t, t_with};
use app::{AppError, FieldError, Locale};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use serde_json::json;

/// A failed page.
#[derive(Debug)]
pub struct PageError {
    err: AppError,
    locale: Locale,
}

impl PageError {
    /// With the reader's language.
    #[must_use]
    pub fn new(err: AppError, locale: Locale) -> Self {
        Self { err, locale }
    }
}

impl From<AppError> for PageError {
    fn from(err: AppError) -> Self {
        Self {
            err,
            locale: Locale::Vi,
        }
    }
}

impl From<askama::Error> for PageError {
    fn from(err: askama::Error) -> Self {
        Self {
            err: AppError::internal(err),
            locale: Locale::Vi,
        }
    }
}

/// Status, text key and places of an error.
fn describe(err: &AppError, locale: Locale) -> (StatusCode, String) {
    match err {
        AppError::NotFound => (
            StatusCode::NOT_FOUND,
            t(locale, "error.not_found").into_owned(),
        ),
        AppError::Forbidden => (
            StatusCode::FORBIDDEN,
            t(locale, "error.forbidden").into_owned(),
        ),
        AppError::Conflict => (
            StatusCode::CONFLICT,
            t(locale, "error.conflict").into_owned(),
        ),
        AppError::Invalid(errors) => {
            let texts: Vec<String> = errors
                .iter()
                .map(|e| t_with(locale, &format!("error.{}", e.code), &e.args))
                .collect();
            (StatusCode::UNPROCESSABLE_ENTITY, texts.join(" "))
        }
        AppError::TooMany(seconds) => {
            let minutes = seconds.div_ceil(60).to_string();
            (
                StatusCode::TOO_MANY_REQUESTS,
                t_with(locale, "error.too_many", &[("minutes", minutes)]),
            )
        }
        AppError::Internal(cause) => {
            // Logged once, here at the edge; the reader sees the incident only.
            let incident = uuid::Uuid::now_v7().simple().to_string()[20..].to_owned();
            tracing::error!(%incident, %cause, "internal error");
            (
                StatusCode::INTERNAL_SERVER_ERROR,
                t_with(locale, "error.internal", &[("incident", incident)]),
            )
        }
    }
}

#[derive(askama::Template)]
#[template(path = "layout/error.html")]
struct ErrorPage {
    lang: &'static str,
    heading: String,
    text: String,
    home: String,
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let (status, text) = describe(&self.err, self.locale);
        let key = format!("page.status_{}", status.as_u16());
        let page = ErrorPage {
            lang: self.locale.code(),
            heading: t(self.locale, &key).into_owned(),
            text,
            home: t(self.locale, "page.home").into_owned(),
        };
        match askama::Template::render(&page) {
            Ok(html) => (status, Html(html)).into_response(),
            Err(_) => status.into_response(),
        }
    }
}

/// A failed API call, as a problem document (RFC 9457).
#[derive(Debug)]
pub enum ApiError {
    /// An act did not happen.
    Act(AppError),
    /// The request itself is wrong: the status and what is wrong with it.
    Request(StatusCode, FieldError),
}

impl ApiError {
    /// A wrong request; the code's text is in the catalogue.
    #[must_use]
    pub fn request(status: StatusCode, code: &'static str) -> Self {
        Self::Request(status, FieldError::form(code))
    }
}

impl From<AppError> for ApiError {
    fn from(err: AppError) -> Self {
        Self::Act(err)
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let say = |e: &FieldError| t_with(Locale::Vi, &format!("error.{}", e.code), &e.args);
        let (status, detail, wrong) = match &self {
            Self::Act(err) => {
                let (status, detail) = describe(err, Locale::Vi);
                let wrong = if let AppError::Invalid(errors) = err {
                    errors.as_slice()
                } else {
                    &[]
                };
                (status, detail, wrong)
            }
            Self::Request(status, err) => (*status, say(err), std::slice::from_ref(err)),
        };
        let errors: Vec<_> = wrong
            .iter()
            .map(|e| json!({ "field": e.field, "code": e.code, "detail": say(e) }))
            .collect();
        let body = json!({
            "type": "about:blank",
            "title": status.canonical_reason().unwrap_or_default(),
            "status": status.as_u16(),
            "detail": detail,
            "errors": errors,
        });
        let media = [(header::CONTENT_TYPE, "application/problem+json")];
        (status, media, body.to_string()).into_response()
    }
}
