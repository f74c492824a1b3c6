//! Texts for people, one catalogue for both languages under `locales/`.
//!
//! A key that is missing comes back as itself, which a test over all keys that
//! the code uses would show; nothing ever fails for want of a text.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Hash)]
pub enum Locale {
    /// Vietnamese, first everywhere.
    #[default]
    #[serde(rename = "vi")]
    Vi,
    /// English.
    #[serde(rename = "en")]
    En,
}

impl Locale {
    /// Both, Vietnamese first.
    pub const ALL: [Self; 2] = [Self::Vi, Self::En];

    /// The BCP 47 tag.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }

    /// From a tag; anything unknown is Vietnamese.
    #[must_use]
    pub fn from_code(code: &str) -> Self {
        if code.starts_with("en") {
            Self::En
        } else {
            Self::Vi
        }
    }
}

/// The text of a key.
#[must_use]
pub fn t(locale: Locale, key: &str) -> Cow<'static, str> {
    match crate::_rust_i18n_try_translate(locale.code(), key) {
        Some(text) => text,
        None => Cow::Owned(key.to_owned()),
    }
}

/// Whether the catalogue has this key in this language.
#[must_use]
pub fn has(locale: Locale, key: &str) -> bool {
    crate::_rust_i18n_try_translate(locale.code(), key).is_some()
}

/// The text of a key with `%{name}` places filled.
#[must_use]
pub fn t_with(locale: Locale, key: &str, args: &[(&str, String)]) -> String {
    let mut text = t(locale, key).into_owned();
    for (name, value) in args {
        text = text.replace(&format!("%{{{name}}}"), value);
    }
    text
}

/// A day as people write it in Viet Nam: dd/MM/yyyy.
#[must_use]
pub fn day_vi(day: jiff::civil::Date) -> String {
    day.strftime("%d/%m/%Y").to_string()
}

/// An instant in Viet Nam as people write it: HH:mm dd/MM/yyyy.
#[must_use]
pub fn instant_vi(at: jiff::Timestamp) -> String {
    domain::calendar::VIETNAM
        .to_datetime(at)
        .strftime("%H:%M %d/%m/%Y")
        .to_string()
}
