//! The display-ready document that all writers share.
//!
//! Values in it are already rounded, formatted and chosen; a writer only lays
//! them out. What depends on the form (spelling of the number, date, capacity,
//! end mark) is not here but in `profile` and `compose`.

mod appendix;
mod block;
mod check;
mod header;
mod signature;
mod table;

use serde::{Deserialize, Serialize};

pub use appendix::Appendix;
pub use block::list_marker;
pub use block::{Block, Picture, Run};
pub(crate) use check::{check, is_xml_char};
pub use header::Header;
pub use signature::{Capacity, Recipients, Signature};
pub use table::{Align, Column, HeaderCell, Row, Table};

/// What sort of document it is; decides the place of the subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// Báo cáo.
    Report,
    /// Thông báo, such as the notice of a conference's conclusions.
    Notice,
    /// Công văn: no type name, the subject stands under the number.
    Letter,
    /// Giấy mời.
    Invitation,
    /// Kế hoạch, chương trình and every other type with a type name.
    Other,
}

/// The language of the text, for readers, hyphenation and speech.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// Vietnamese (`vi-VN`).
    #[default]
    Vietnamese,
    /// English (`en-GB`).
    English,
}

impl Language {
    /// The tag with region, as in `vi-VN`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Vietnamese => "vi-VN",
            Self::English => "en-GB",
        }
    }

    /// The two letters of the language alone.
    pub fn code(self) -> &'static str {
        &self.tag()[..2]
    }
}

/// One official document, ready to be laid out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficialDocument {
    pub kind: DocumentKind,
    pub header: Header,
    /// "BÁO CÁO"; empty only for a letter.
    pub type_name: String,
    /// Trích yếu, without "V/v".
    pub subject: String,
    /// Kính gửi, one body per line; may be empty.
    pub addressees: Vec<String>,
    /// Căn cứ, each without dash and without end mark; may be empty.
    pub bases: Vec<String>,
    pub blocks: Vec<Block>,
    /// `None` is a problem in every kind; it is optional so that a draft can
    /// be composed step by step and all problems be told together.
    pub signature: Option<Signature>,
    pub recipients: Recipients,
    pub appendices: Vec<Appendix>,
    /// "Dự thảo lần 2"; printed under the number.
    pub draft_mark: Option<String>,
    pub language: Language,
}
