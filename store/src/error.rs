//! What can go wrong in storage; one function sorts the databases' errors.

use sea_orm::{DbErr, SqlErr};

/// A failure of storage.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No such row.
    #[error("not found")]
    NotFound,
    /// A unique rule was violated.
    #[error("duplicate: {0}")]
    Duplicate(String),
    /// A row is still referenced, or refers to nothing.
    #[error("referenced: {0}")]
    Referenced(String),
    /// Somebody else changed the row in the meantime.
    #[error("conflict")]
    Conflict,
    /// The database cannot be reached or is too busy.
    #[error("unavailable: {0}")]
    Unavailable(String),
    /// What is stored cannot be understood.
    #[error("corrupt: {0}")]
    Corrupt(String),
    /// Anything else.
    #[error("{0}")]
    Other(String),
}

impl StoreError {
    /// A stored value that does not have the expected form.
    pub(crate) fn corrupt(what: &str, value: impl std::fmt::Display) -> Self {
        Self::Corrupt(format!("{what}: {value}"))
    }
}

impl From<DbErr> for StoreError {
    fn from(err: DbErr) -> Self {
        match err.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(what)) => return Self::Duplicate(what),
            Some(SqlErr::ForeignKeyConstraintViolation(what)) => return Self::Referenced(what),
            _ => {}
        }
        match err {
            DbErr::RecordNotFound(_) => Self::NotFound,
            DbErr::RecordNotUpdated => Self::Conflict,
            DbErr::ConnectionAcquire(e) => Self::Unavailable(e.to_string()),
            DbErr::Conn(e) => Self::Unavailable(e.to_string()),
            other => {
                let text = other.to_string();
                // SQLite reports a RESTRICT by the code of a trigger.
                if text.contains("FOREIGN KEY constraint failed") {
                    Self::Referenced(text)
                } else if text.contains("database is locked")
                    || text.contains("could not serialize")
                {
                    Self::Unavailable(text)
                } else {
                    Self::Other(text)
                }
            }
        }
    }
}

impl From<serde_json::Error> for StoreError {
    fn from(err: serde_json::Error) -> Self {
        Self::Corrupt(err.to_string())
    }
}
