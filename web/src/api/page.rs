//! Pages of long lists: a cursor names the last row that was read, so that rows
//! which come or go meanwhile neither repeat nor hide others.

use crate::error::ApiError;
use app::{AppError, FieldError};
use serde::{Deserialize, Serialize};
use std::str::FromStr;
use utoipa::{IntoParams, ToSchema};

/// Rows on one page unless fewer are asked for.
const MOST: u64 = 100;

/// One page.
#[derive(Debug, Serialize, ToSchema)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Cursor of the next page; null on the last.
    pub next: Option<String>,
}

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PageParams {
    /// `next` of the page before; none for the first page.
    pub cursor: Option<String>,
    /// Rows on the page, 1–100.
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u64>,
}

impl PageParams {
    /// The row after which the page begins.
    ///
    /// # Errors
    /// 422 for a text that is no cursor.
    pub(super) fn after<I: FromStr>(&self) -> Result<Option<I>, ApiError> {
        self.cursor
            .as_deref()
            .map(|c| c.parse().map_err(|_| wrong_cursor()))
            .transpose()
    }

    /// How many rows.
    pub(super) fn limit(&self) -> u64 {
        self.limit.unwrap_or(MOST).clamp(1, MOST)
    }
}

/// A cursor that names no row.
pub(super) fn wrong_cursor() -> ApiError {
    AppError::Invalid(vec![FieldError::new("cursor", "api.cursor")]).into()
}

/// A parameter that is no code of its list.
pub(super) fn wrong_code(field: &str, typed: &str) -> ApiError {
    AppError::Invalid(vec![
        FieldError::new(field, "api.code").with("typed", typed),
    ])
    .into()
}
