//! Blocks of the body as paragraphs of their styles.

use super::numbering::{self, Mark};
use super::paragraph::{paragraph, run};
use super::xml::Xml;
use super::{picture, table};
use crate::model::Block;
use crate::text::heading_text;

/// `closing`: a signature follows, and the last paragraph stays with it, so
/// that no page carries a signature alone.
pub(super) fn write_all(xml: &mut Xml, blocks: &[Block], width_mm: f32, closing: bool) {
    for (index, block) in blocks.iter().enumerate() {
        write(xml, block, width_mm, closing && index + 1 == blocks.len());
    }
}

fn write(xml: &mut Xml, block: &Block, width_mm: f32, closing: bool) {
    let body = if closing { "ClosingText" } else { "BodyText" };
    match block {
        Block::Heading {
            level,
            number,
            text,
        } => {
            let style = match level {
                1 => "Heading1",
                2 => "Heading2",
                3 => "Heading3",
                _ => "Heading4",
            };
            let mark = xml.next_heading();
            let number = match mark {
                Mark::OfStyle | Mark::OfList(_) => None,
                Mark::Typed(_) | Mark::Plain => number.as_deref(),
            };
            heading(xml, style, (*level, mark), &heading_text(number, text));
        }
        Block::Paragraph { runs } => paragraph(xml, body, |xml| {
            for piece in runs {
                run(xml, &piece.text, piece.bold, piece.italic);
            }
        }),
        Block::List { below, items, .. } => {
            let list = xml.next_list();
            for item in items {
                xml.open("w:p", &[]);
                xml.open("w:pPr", &[]);
                xml.val("w:pStyle", "ListParagraph");
                numbering::put(xml, usize::from(*below), Some(list));
                xml.close();
                run(xml, item, false, false);
                xml.close();
            }
        }
        Block::Table(table) => table::write(xml, table, width_mm),
        Block::Picture(drawn) => {
            picture::write(xml, drawn, width_mm);
            table::write(xml, &drawn.table, width_mm);
        }
        Block::Note { text } => paragraph(xml, "Note", |xml| run(xml, text, false, false)),
    }
}

/// A heading; its number is in its style, in a list that began anew, or text.
fn heading(xml: &mut Xml, style: &str, (level, mark): (u8, Mark), text: &str) {
    let level = usize::from(level.saturating_sub(1));
    xml.open("w:p", &[]);
    xml.open("w:pPr", &[]);
    xml.val("w:pStyle", style);
    match mark {
        Mark::OfStyle | Mark::Plain => {}
        Mark::OfList(list) => numbering::put(xml, level, Some(list)),
        Mark::Typed(indent) => numbering::take_away(xml, level, indent),
    }
    xml.close();
    run(xml, text, false, false);
    xml.close();
}
