//! The body: face, spacing, indents, bases, headings, tables, end mark.

use serde::{Deserialize, Serialize};

use super::Face;

/// The distance of lines.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineSpacing {
    /// Exactly so many points from line to line.
    Exact(f32),
    /// So many times the natural height of the face.
    Multiple(f32),
}

/// How headings of one level look.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeadingStyle {
    pub face: Face,
    pub centered: bool,
}

/// Running text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BodyStyle {
    pub size_pt: f32,
    pub line: LineSpacing,
    /// Space between paragraphs, in points.
    pub gap_pt: f32,
    /// First-line indent, in millimetres.
    pub indent_mm: f32,
    /// Levels 1 to 3.
    pub headings: Vec<HeadingStyle>,
    pub note: Face,
    pub basis: Face,
    /// In front of every basis ("- " or nothing).
    pub basis_prefix: String,
    pub basis_end: String,
    pub last_basis_end: String,
    /// Closes the last sentence: "./." or ".".
    pub end_mark: String,
    pub appendix_label: Face,
    pub appendix_title: Face,
    pub appendix_reference: Face,
}

impl BodyStyle {
    /// How a heading below the outline looks: as the last level, in italics. No
    /// rule of form speaks of it.
    pub(crate) fn below_headings(&self) -> Option<HeadingStyle> {
        let last = self.headings.last()?;
        let face = Face {
            italic: true,
            bold: false,
            ..last.face
        };
        Some(HeadingStyle {
            face,
            centered: false,
        })
    }
}

/// Tables.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableStyle {
    pub size_pt: f32,
    pub caption: Face,
    pub note: Face,
}
