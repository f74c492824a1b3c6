//! The head of a page 1: heading lines, number, date, title, subject.

use serde::{Deserialize, Serialize};

/// The rule under a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    #[default]
    None,
    /// As long as the line.
    Full,
    /// Between a third and a half of the line.
    Part,
}

/// How a piece of text looks.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Face {
    pub size_pt: f32,
    #[serde(default)]
    pub bold: bool,
    #[serde(default)]
    pub italic: bool,
    #[serde(default)]
    pub underline: bool,
    /// Written in capitals whatever the model holds.
    #[serde(default)]
    pub caps: bool,
    #[serde(default)]
    pub rule: Rule,
}

/// A line whose words belong to the form, such as the Quốc hiệu.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FixedLine {
    pub text: String,
    pub face: Face,
}

/// The two columns above the title.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeadStyle {
    /// Share of the text width that the issuer's column takes.
    pub left_share: f32,
    pub parent: Face,
    pub issuer: Face,
    /// The sign under the issuer (`*` in Party documents), if any.
    #[serde(default)]
    pub sign: Option<String>,
    /// Quốc hiệu and Tiêu ngữ, or the Party's heading.
    pub right: Vec<FixedLine>,
    pub draft_mark: Face,
}

/// The number line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberStyle {
    /// "Số: " or "Số ".
    pub prefix: String,
    /// Between number and symbol: `/` or `-`.
    pub separator: String,
    /// Numbers are filled with zeros up to so many digits.
    pub min_digits: usize,
    /// Blanks where the number of a draft will stand.
    pub blank_width: usize,
    pub face: Face,
}

/// Place and date.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DateStyle {
    /// Digits of the day.
    pub day_min_digits: usize,
    /// Months up to this one get a leading zero (2: January and February).
    pub months_padded_to: i8,
    /// A document without number has no day either: it gets both together.
    pub draft_leaves_day_blank: bool,
    pub face: Face,
}

/// Type name, subject and the rule below.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TitleStyle {
    pub type_name: Face,
    pub subject: Face,
    /// Signs under the subject ("-----"), if any; a drawn rule belongs to
    /// `subject.rule`.
    #[serde(default)]
    pub sign: Option<String>,
    pub addressee_label: String,
    pub addressee: Face,
}

/// How the trích yếu is worded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubjectStyle {
    /// Phrases that lose their capital at the beginning of a subject; a list,
    /// because a proper name must keep it.
    #[serde(default)]
    pub lower_openers: Vec<String>,
    /// "V/v " in front of a letter's subject.
    pub letter_prefix: String,
    pub letter: Face,
}
