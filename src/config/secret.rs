//! An address that may hold a password.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Text whose password is never shown.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Secret(String);

impl Secret {
    /// Wraps a text.
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself, for connecting.
    pub(crate) fn expose(&self) -> &str {
        &self.0
    }

    /// The text with stars for the password between `:` and the last `@`.
    pub(crate) fn redacted(&self) -> String {
        let Some((scheme, rest)) = self.0.split_once("://") else {
            return self.0.clone();
        };
        match rest
            .rsplit_once('@')
            .map(|(who, place)| (who.split_once(':'), place))
        {
            Some((Some((user, _)), place)) => format!("{scheme}://{user}:***@{place}"),
            _ => self.0.clone(),
        }
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.redacted())
    }
}
