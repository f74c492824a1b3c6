//! The check before writing: finds every problem of a document, not the first.

use super::{Block, DocumentKind, OfficialDocument, Table};
use crate::error::Problem;

/// Whether XML 1.0 can carry the character.
pub(crate) fn is_xml_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// All problems of the document, in reading order.
pub(crate) fn check(document: &OfficialDocument) -> Vec<Problem> {
    let mut found = Found::default();
    let header = &document.header;
    found.required(&header.issuer, "header.issuer", Problem::MissingIssuer);
    found.required(&header.symbol, "header.symbol", Problem::MissingSymbol);
    found.required(&header.place, "header.place", Problem::MissingPlace);
    if let Some(parent) = &header.parent_body {
        found.clean(parent, "header.parent_body");
    }
    if document.kind != DocumentKind::Letter {
        found.required(&document.type_name, "type_name", Problem::MissingTypeName);
    }
    found.required(&document.subject, "subject", Problem::MissingSubject);
    found.lines(&document.addressees, "addressees");
    found.lines(&document.bases, "bases");
    if document.blocks.is_empty() {
        found.problems.push(Problem::EmptyBody);
    }
    found.blocks(&document.blocks, "blocks");
    found.signature(document);
    found.lines(&document.recipients.lines, "recipients");
    for (index, appendix) in document.appendices.iter().enumerate() {
        let place = format!("appendices[{index}]");
        found.text(&appendix.label, &format!("{place}.label"));
        found.text(&appendix.title, &format!("{place}.title"));
        found.blocks(&appendix.blocks, &format!("{place}.blocks"));
    }
    found.problems
}

#[derive(Default)]
struct Found {
    problems: Vec<Problem>,
}

impl Found {
    fn clean(&mut self, text: &str, place: &str) {
        if let Some(c) = text.chars().find(|&c| !is_xml_char(c)) {
            self.problems.push(Problem::ControlCharacter {
                place: place.to_owned(),
                code_point: u32::from(c),
            });
        }
    }

    fn required(&mut self, text: &str, place: &str, missing: Problem) {
        if text.trim().is_empty() {
            self.problems.push(missing);
        }
        self.clean(text, place);
    }

    fn text(&mut self, text: &str, place: &str) {
        let place = place.to_owned();
        self.required(text, &place.clone(), Problem::EmptyText { place });
    }

    fn lines(&mut self, lines: &[String], place: &str) {
        for (index, line) in lines.iter().enumerate() {
            self.text(line, &format!("{place}[{index}]"));
        }
    }

    fn signature(&mut self, document: &OfficialDocument) {
        let Some(signature) = &document.signature else {
            self.problems.push(Problem::MissingSignature);
            return;
        };
        if signature.office_lines.is_empty() {
            self.problems.push(Problem::MissingSignature);
        }
        self.lines(&signature.office_lines, "signature.office_lines");
        self.clean(&signature.full_name, "signature.full_name");
        // A draft may wait for its signer; an issued document may not.
        if document.header.number.is_some() && signature.full_name.trim().is_empty() {
            self.problems.push(Problem::MissingSigner);
        }
    }

    fn blocks(&mut self, blocks: &[Block], place: &str) {
        for (index, block) in blocks.iter().enumerate() {
            let place = format!("{place}[{index}]");
            match block {
                Block::Heading { level, text, .. } => {
                    if !(1..=4).contains(level) {
                        let level = *level;
                        let place = place.clone();
                        self.problems.push(Problem::HeadingLevel { place, level });
                    }
                    self.text(text, &place);
                }
                Block::Paragraph { runs } => {
                    runs.iter().for_each(|run| self.clean(&run.text, &place));
                }
                Block::List { items, .. } if items.is_empty() => {
                    self.problems.push(Problem::EmptyList { place });
                }
                Block::List { items, .. } => self.lines(items, &place),
                Block::Table(table) => self.table(table, &place),
                Block::Picture(picture) => {
                    self.text(&picture.alt, &place);
                    self.table(&picture.table, &place);
                }
                Block::Note { text } => self.text(text, &place),
            }
        }
    }

    fn table(&mut self, table: &Table, place: &str) {
        let expected = table.columns.len();
        if expected == 0 {
            self.problems.push(Problem::TableWithoutColumns {
                place: place.to_owned(),
            });
        }
        for (column, _) in table
            .columns
            .iter()
            .enumerate()
            .filter(|(_, c)| c.weight == 0)
        {
            self.problems.push(Problem::ColumnWeight {
                place: place.to_owned(),
                column,
            });
        }
        for text in table.caption.iter().chain(&table.note) {
            self.clean(text, place);
        }
        for (row, cells) in table.header.iter().enumerate() {
            let found = cells.iter().map(|cell| cell.span.max(1)).sum();
            self.width(&format!("{place}.header"), row, expected, found);
            cells.iter().for_each(|cell| self.clean(&cell.text, place));
        }
        for (row, line) in table.rows.iter().enumerate() {
            self.width(&format!("{place}.rows"), row, expected, line.cells.len());
            line.cells.iter().for_each(|cell| self.clean(cell, place));
        }
    }

    fn width(&mut self, place: &str, row: usize, expected: usize, found: usize) {
        if expected != found {
            self.problems.push(Problem::RowWidth {
                place: place.to_owned(),
                row,
                expected,
                found,
            });
        }
    }
}
