//! As of which day a program asks.

use crate::error::ApiError;
use app::{AppError, FieldError};
use jiff::civil::Date;
use serde::Deserialize;
use utoipa::IntoParams;

/// As of which day.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DayParams {
    /// The day, year-month-day; today in Viet Nam unless given.
    #[param(format = Date)]
    pub at: Option<String>,
}

impl DayParams {
    /// The day, if one is asked for.
    ///
    /// # Errors
    /// 422 for what is no day.
    pub(super) fn day(&self) -> Result<Option<Date>, ApiError> {
        let read = |typed: &String| typed.parse::<Date>().map_err(|_| wrong_day(typed));
        self.at.as_ref().map(read).transpose()
    }
}

fn wrong_day(typed: &str) -> ApiError {
    let error = FieldError::new("at", "api.day").with("typed", typed);
    AppError::Invalid(vec![error]).into()
}
