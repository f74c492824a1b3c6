//! A regime version as a file, for commands: a few lines about the regime and
//! the eleven elements in `[body]`.

use super::create::{NewRegime, add_version, create};
use crate::{AppError, Ctx, FieldError};
use domain::calendar::WorkCalendar;
use domain::regime::{RegimeBody, RegimeDefect, check};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What such a file says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegimeFile {
    /// Code of the regime.
    pub code: String,
    /// Name of its rounds; used when the regime is new.
    pub name: String,
    /// Code of the unit that runs it; used when the regime is new.
    pub office: String,
    /// First day of the version.
    pub valid_from: Date,
    /// The eleven elements.
    pub body: RegimeBody,
}

impl RegimeFile {
    /// Reads a file.
    ///
    /// # Errors
    /// The parser's words, with line and column.
    pub fn read(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|e| e.to_string())
    }

    /// Writes a version as a file.
    ///
    /// # Errors
    /// When the body cannot be written as TOML.
    pub fn write(&self) -> Result<String, AppError> {
        toml::to_string_pretty(self).map_err(AppError::internal)
    }

    /// Everything that the file alone shows to be wrong, by the days that are worked.
    /// Whether its recipient is a unit then is asked when it is published.
    #[must_use]
    pub fn defects(&self, calendar: &WorkCalendar) -> Vec<RegimeDefect> {
        check(&self.body, self.valid_from, calendar)
    }
}

/// Publishes a file: as the first version of a new regime, or as the next one.
/// Answers the number of the version.
///
/// # Errors
/// [`AppError::Invalid`] with every defect; as [`Ctx::require`].
pub async fn publish_file(ctx: &Ctx, file: RegimeFile) -> Result<i32, AppError> {
    let known = store::regime::find_by_code(&ctx.read(), &file.code).await?;
    let id = match known {
        Some(regime) => {
            add_version(ctx, regime.id, file.valid_from, file.body).await?;
            regime.id
        }
        None => {
            let tree = ctx.tree().await?;
            let unknown = || AppError::Invalid(vec![FieldError::new("office", "regime.no_office")]);
            let owner = tree.by_code(&file.office).ok_or_else(unknown)?.unit;
            let new = NewRegime {
                code: file.code,
                name: file.name,
                owner,
                valid_from: file.valid_from,
                body: file.body,
            };
            create(ctx, new).await?
        }
    };
    let last = store::regime::last_version(&ctx.read(), id).await?;
    Ok(last.map_or(0, |v| v.number))
}
