//! The text of a document in reading order, one line per paragraph or cell:
//! the common measure of HTML, DOCX and PDF.
//!
//! Page numbers and repeated table heads are not text of the document.

use crate::compose::{Line, Sheet, compose};
use crate::error::DocError;
use crate::model::{Block, OfficialDocument, Table, list_marker};
use crate::profile::FormatProfile;

/// The text of the document in the form of the profile.
///
/// The profile is needed because number, date, capacity and end mark are read
/// differently in each form.
///
/// # Errors
/// As [`compose`].
pub fn plain_text(
    document: &OfficialDocument,
    profile: &FormatProfile,
) -> Result<String, DocError> {
    Ok(sheet_text(&compose(document, profile)?))
}

/// The text of a composed document.
pub fn sheet_text(sheet: &Sheet) -> String {
    let mut text = Text::default();
    for part in [
        &sheet.head_left,
        &sheet.head_right,
        &sheet.number,
        &sheet.date,
        &sheet.title,
        &sheet.addressees,
        &sheet.bases,
    ] {
        text.lines(part);
    }
    text.blocks(&sheet.blocks);
    text.lines(&sheet.recipients);
    text.lines(&sheet.signature);
    text.lines(sheet.signer.as_slice());
    for appendix in &sheet.appendices {
        text.lines(&appendix.title);
        text.blocks(&appendix.blocks);
    }
    text.out
}

/// Folds every run of blanks, also hard ones, into one blank.
pub fn fold_blanks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

#[derive(Default)]
struct Text {
    out: String,
}

impl Text {
    fn push(&mut self, text: &str) {
        let line = fold_blanks(text);
        if !line.is_empty() {
            self.out.push_str(&line);
            self.out.push('\n');
        }
    }

    fn lines(&mut self, lines: &[Line]) {
        for line in lines {
            self.push(&line.text);
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Heading { number, text, .. } => {
                    self.push(&heading_text(number.as_deref(), text));
                }
                Block::Paragraph { runs } => {
                    self.push(&runs.iter().map(|run| run.text.as_str()).collect::<String>());
                }
                Block::List {
                    first,
                    below,
                    items,
                } => {
                    for (index, item) in items.iter().enumerate() {
                        self.push(&format!("{} {item}", list_marker(*first, *below, index)));
                    }
                }
                Block::Table(table) => self.table(table),
                Block::Picture(picture) => self.table(&picture.table),
                Block::Note { text } => self.push(text),
            }
        }
    }

    fn table(&mut self, table: &Table) {
        self.push(table.caption.as_deref().unwrap_or_default());
        for cell in table.header.iter().flatten() {
            self.push(&cell.text);
        }
        for cell in table.rows.iter().flat_map(|row| &row.cells) {
            self.push(cell);
        }
        self.push(table.note.as_deref().unwrap_or_default());
    }
}

/// Number and text of a heading in one line.
pub(crate) fn heading_text(number: Option<&str>, text: &str) -> String {
    match number {
        Some(number) => format!("{number} {text}"),
        None => text.to_owned(),
    }
}
