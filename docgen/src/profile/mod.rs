//! Format profiles: the form of official documents as data with validity
//! dates (domain reference §3.1 to §3.3), chosen by issuer kind and date.
//!
//! The profiles that come with the program lie in `data/profiles/*.toml`; an
//! office may change a copy and give its text to [`FormatProfile::parse`].
//! Not here: laying out (`docx`, `pdf`) and spelling (`compose`).
//!
//! The text of a profile is frozen with the documents laid out by it, so every
//! profile that was ever valid must stay readable: a new entry needs a default.

mod body;
mod choose;
mod cite;
mod ending;
mod head;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use body::{BodyStyle, HeadingStyle, LineSpacing, TableStyle};
pub use choose::{choose_profile, embedded_profiles, embedded_texts};
pub use cite::{Citation, CitationStyle};
pub use ending::{CapacityMarks, RecipientStyle, SignatureStyle};
pub use head::{
    DateStyle, Face, FixedLine, HeadStyle, NumberStyle, Rule, SubjectStyle, TitleStyle,
};

use crate::error::{DocError, Problem};

/// Whose rules a document follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IssuerKind {
    /// An administrative body: Decree 30/2020/NĐ-CP.
    State,
    /// A Party body: the Party's own rules.
    Party,
}

/// Paper and margins, in millimetres.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageStyle {
    pub width_mm: f32,
    pub height_mm: f32,
    pub top_mm: f32,
    pub bottom_mm: f32,
    pub left_mm: f32,
    pub right_mm: f32,
    /// Size of the page number, centred in the top margin, never on page 1.
    pub number_pt: f32,
    /// Whether every appendix counts its pages from 1.
    pub appendix_restarts: bool,
}

impl PageStyle {
    /// Width between the margins, in millimetres.
    pub fn text_width_mm(&self) -> f32 {
        self.width_mm - self.left_mm - self.right_mm
    }
}

/// The form of official documents of one issuer kind in one span of time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormatProfile {
    /// Stable name, as in `ND30-2020`.
    pub id: String,
    /// What people read in a choice.
    pub title: String,
    /// The rule of law or office it follows.
    pub basis: String,
    /// What is not certain about it; shown beside the choice.
    pub remark: String,
    pub issuer_kind: IssuerKind,
    /// First document date for which it holds.
    pub valid_from: Date,
    /// Last document date for which it holds; open when absent.
    #[serde(default)]
    pub valid_to: Option<Date>,
    pub font: String,
    pub page: PageStyle,
    pub head: HeadStyle,
    pub number: NumberStyle,
    pub date: DateStyle,
    pub title_block: TitleStyle,
    pub subject: SubjectStyle,
    pub body: BodyStyle,
    pub table: TableStyle,
    pub signature: SignatureStyle,
    pub capacity: CapacityMarks,
    pub recipients: RecipientStyle,
    pub citation: CitationStyle,
}

impl FormatProfile {
    /// Reads a profile from TOML.
    ///
    /// # Errors
    /// [`Problem::Profile`] with the reader's explanation and line, or with
    /// every size and span that cannot be laid out.
    pub fn parse(text: &str) -> Result<Self, DocError> {
        let profile: Self = toml::from_str(text).map_err(|error| Problem::Profile {
            id: String::new(),
            detail: error.to_string(),
        })?;
        DocError::unless_empty(profile.problems())?;
        Ok(profile)
    }

    fn problems(&self) -> Vec<Problem> {
        let mut details = Vec::new();
        if self.valid_to.is_some_and(|to| to < self.valid_from) {
            details.push("valid_to lies before valid_from");
        }
        if self.page.text_width_mm() < 50.0 {
            details.push("the margins leave less than 50 mm of text width");
        }
        if !(0.2..=0.8).contains(&self.head.left_share) {
            details.push("head.left_share lies outside 0.2 to 0.8");
        }
        if !(6.0..=72.0).contains(&self.body.size_pt) {
            details.push("body.size_pt lies outside 6 to 72");
        }
        if self.body.headings.len() != 3 {
            details.push("body.headings needs exactly three levels");
        }
        details
            .into_iter()
            .map(|detail| Problem::Profile {
                id: self.id.clone(),
                detail: detail.to_owned(),
            })
            .collect()
    }
}
