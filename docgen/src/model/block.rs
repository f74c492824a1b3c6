//! The pieces of a body: headings, paragraphs, lists, tables, notes.

use serde::{Deserialize, Serialize};

use super::Table;

/// A stretch of text in one face.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    pub text: String,
    #[serde(default)]
    pub bold: bool,
    #[serde(default)]
    pub italic: bool,
}

/// A picture. Every writer carries its table, which is the text of the picture;
/// one that can draw shows the picture above it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// Plain SVG without script, style sheet or outside reference.
    pub svg: String,
    /// What it shows, in a sentence, for those who do not see it.
    pub alt: String,
    /// How wide it is on paper, at most as the text.
    pub width_mm: u16,
    /// The same in figures; its caption names both.
    pub table: Table,
}

/// One piece of a body, in reading order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Block {
    /// A heading of level 1 to 3, or of 4 below the outline, with its number ("I.",
    /// "1.", "a)") as the outline gives it: it is cited, so every reader shows
    /// exactly it. In a Word file it is Word's own number wherever Word counts the
    /// same.
    Heading {
        level: u8,
        number: Option<String>,
        text: String,
    },
    /// A paragraph of the body.
    Paragraph { runs: Vec<Run> },
    /// A list of one level: it counts from `first`, or each item gets a stroke, a
    /// plus where the list is `below` an item of another.
    List {
        first: Option<u32>,
        below: bool,
        items: Vec<String>,
    },
    /// A table of figures or text.
    Table(Table),
    /// A picture with the table that it is drawn from.
    Picture(Picture),
    /// A sentence about the text, above all the coverage sentence.
    Note { text: String },
}

impl Block {
    /// A heading.
    pub fn heading(level: u8, number: Option<&str>, text: impl Into<String>) -> Self {
        Self::Heading {
            level,
            number: number.map(str::to_owned),
            text: text.into(),
        }
    }

    /// A paragraph in the plain face.
    pub fn paragraph(text: impl Into<String>) -> Self {
        Self::Paragraph {
            runs: vec![Run {
                text: text.into(),
                bold: false,
                italic: false,
            }],
        }
    }

    /// A note.
    pub fn note(text: impl Into<String>) -> Self {
        Self::Note { text: text.into() }
    }
}

/// The mark in front of item `index` (from 0) of a list.
pub fn list_marker(first: Option<u32>, below: bool, index: usize) -> String {
    match first {
        Some(first) => {
            let index = u32::try_from(index).unwrap_or(u32::MAX);
            format!("{}.", first.saturating_add(index))
        }
        None if below => "+".to_owned(),
        None => "-".to_owned(),
    }
}
