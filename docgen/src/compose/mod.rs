//! Model and profile become a sheet: every line as it will be read.
//!
//! The only place that spells numbers, dates, capacities, bases, Nơi nhận and
//! the end mark. Not here: points, borders and pages (`docx`, `pdf`).

mod body;
mod ending;
mod head;

use serde::Serialize;

use crate::error::DocError;
use crate::model::{Block, OfficialDocument, check};
use crate::profile::{Face, FormatProfile};

/// A line of text and its face. Capitals are already in the text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Line {
    pub text: String,
    pub face: Face,
}

impl Line {
    fn new(text: &str, face: Face) -> Self {
        let text = text.trim_matches(' ');
        Self {
            text: if face.caps {
                text.to_uppercase()
            } else {
                text.to_owned()
            },
            face,
        }
    }
}

/// An appendix, ready to be laid out on a page of its own.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AppendixSheet {
    /// Label, title, reference.
    pub title: Vec<Line>,
    pub blocks: Vec<Block>,
    pub landscape: bool,
}

/// A document as it will be read, in reading order of its fields.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sheet {
    /// Title for the properties of a file.
    pub file_title: String,
    /// Author for the properties of a file: the issuing body.
    pub author: String,
    /// `vi` or `en`.
    pub language: &'static str,
    /// Left column above: parent body, issuer, sign.
    pub head_left: Vec<Line>,
    /// Right column above: Quốc hiệu and Tiêu ngữ, or the Party's heading.
    pub head_right: Vec<Line>,
    /// Left column below: number, subject of a letter, draft mark.
    pub number: Vec<Line>,
    /// Right column below: place and date.
    pub date: Vec<Line>,
    /// Type name, subject, sign; empty in a letter.
    pub title: Vec<Line>,
    pub addressees: Vec<Line>,
    pub bases: Vec<Line>,
    pub blocks: Vec<Block>,
    /// Nơi nhận.
    pub recipients: Vec<Line>,
    /// Capacity and office lines.
    pub signature: Vec<Line>,
    /// The signer's name, below the room for signing.
    pub signer: Option<Line>,
    pub appendices: Vec<AppendixSheet>,
}

/// Spells the document in the form of the profile.
///
/// # Errors
/// Every problem of the model at once, in reading order.
pub fn compose(document: &OfficialDocument, profile: &FormatProfile) -> Result<Sheet, DocError> {
    DocError::unless_empty(check(document))?;
    let mut blocks = document.blocks.clone();
    body::close_with(&mut blocks, &profile.body.end_mark);
    let (signature, signer) = ending::signature(document, profile);
    Ok(Sheet {
        file_title: head::file_title(document),
        author: document.header.issuer.clone(),
        language: document.language.code(),
        head_left: head::left(document, profile),
        head_right: head::right(profile),
        number: head::number(document, profile),
        date: head::date(document, profile),
        title: head::title(document, profile),
        addressees: head::addressees(document, profile),
        bases: body::bases(document, profile),
        blocks,
        recipients: ending::recipients(document, profile),
        signature,
        signer,
        appendices: body::appendices(document, profile),
    })
}
