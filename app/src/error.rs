//! The closed set of answers that an act can give instead of succeeding.

use store::StoreError;

/// One thing wrong with what was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// Name of the form field; empty for the form as a whole.
    pub field: String,
    /// Code; its text is `error.<code>` in the catalogues.
    pub code: &'static str,
    /// Values for the text's places.
    pub args: Vec<(&'static str, String)>,
}

impl FieldError {
    /// An error of one field.
    #[must_use]
    pub fn new(field: impl Into<String>, code: &'static str) -> Self {
        Self {
            field: field.into(),
            code,
            args: Vec::new(),
        }
    }

    /// An error of the form as a whole.
    #[must_use]
    pub fn form(code: &'static str) -> Self {
        Self::new("", code)
    }

    /// The same with a value for the text.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.args.push((name, value.into()));
        self
    }
}

/// Why an act did not happen.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// There is no such thing, or the actor may not know that there is.
    #[error("not found")]
    NotFound,
    /// The actor may see the thing but not do this.
    #[error("forbidden")]
    Forbidden,
    /// What was sent, or the state of the thing, does not allow it; all errors.
    #[error("invalid: {0:?}")]
    Invalid(Vec<FieldError>),
    /// Somebody else changed the thing in the meantime.
    #[error("conflict")]
    Conflict,
    /// Too many tries; wait so many seconds.
    #[error("too many tries, wait {0} s")]
    TooMany(u64),
    /// A fault of ours.
    #[error("internal: {0}")]
    Internal(String),
}

impl AppError {
    /// A refusal by a rule, said at the head of the form.
    #[must_use]
    pub fn refused(code: &'static str) -> Self {
        Self::Invalid(vec![FieldError::form(code)])
    }

    /// A fault of ours.
    pub fn internal(err: impl std::fmt::Display) -> Self {
        Self::Internal(err.to_string())
    }
}

impl From<StoreError> for AppError {
    fn from(err: StoreError) -> Self {
        match err {
            StoreError::NotFound => Self::NotFound,
            StoreError::Conflict => Self::Conflict,
            other => Self::Internal(other.to_string()),
        }
    }
}

impl From<Vec<FieldError>> for AppError {
    fn from(errors: Vec<FieldError>) -> Self {
        Self::Invalid(errors)
    }
}

/// `Ok` when there are no errors, else all of them at once.
///
/// # Errors
/// [`AppError::Invalid`] with everything collected.
pub fn all_valid(errors: Vec<FieldError>) -> Result<(), AppError> {
    if errors.is_empty() {
        Ok(())
    } else {
        Err(AppError::Invalid(errors))
    }
}
