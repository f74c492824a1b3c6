//! A photo of an article and the words it needs. The bytes are files
//! named by their SHA-256; cleaning them is in `app`.

use serde::{Deserialize, Serialize};

/// A photo as an article shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Photo {
    /// SHA-256 of the cleaned file, lower-case hexadecimal.
    pub sha256: String,
    /// Media type of the cleaned file.
    pub media_type: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// What it shows, below the photo.
    pub caption: String,
    /// Who took it.
    pub credit: String,
    /// The same for those who do not see it.
    pub alt: String,
}

/// What a photo lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PhotoError {
    /// Caption.
    #[error("photo.caption_missing")]
    CaptionMissing,
    /// Credit.
    #[error("photo.credit_missing")]
    CreditMissing,
    /// Alternative text.
    #[error("photo.alt_missing")]
    AltMissing,
}

impl PhotoError {
    /// The code under which texts are found.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::CaptionMissing => "photo.caption_missing",
            Self::CreditMissing => "photo.credit_missing",
            Self::AltMissing => "photo.alt_missing",
        }
    }

    /// The form field it belongs to.
    #[must_use]
    pub fn field(self) -> &'static str {
        match self {
            Self::CaptionMissing => "caption",
            Self::CreditMissing => "credit",
            Self::AltMissing => "alt",
        }
    }
}

impl Photo {
    /// Everything the photo lacks; empty when it may be shown.
    #[must_use]
    pub fn check(&self) -> Vec<PhotoError> {
        [
            (&self.caption, PhotoError::CaptionMissing),
            (&self.credit, PhotoError::CreditMissing),
            (&self.alt, PhotoError::AltMissing),
        ]
        .into_iter()
        .filter(|(text, _)| text.trim().is_empty())
        .map(|(_, error)| error)
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_photo_without_words_says_all_that_is_missing() {
        let photo = Photo {
            sha256: String::new(),
            media_type: "image/png".into(),
            width: 1,
            height: 1,
            caption: "Quang cảnh hội nghị".into(),
            credit: String::new(),
            alt: "  ".into(),
        };
        assert_eq!(
            photo.check(),
            [PhotoError::CreditMissing, PhotoError::AltMissing]
        );
    }
}
