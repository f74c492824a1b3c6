//! A long document for reading in parts, with a table of contents; the whole on
//! one page is kept for printing. Chapters stay together where they can, and a
//! long table goes on with its head repeated. Not here: what the document says
//! (`app::consolidation`), nor how a block looks (`consolidation/lines.html`).

use crate::Layout;
use app::consolidation::{Block, Line, Sheet};

/// Bytes up to which a document stays in one piece, and the most of a part: the
/// frame of the page, the contents and the links need their room below 60 KB.
const WHOLE: usize = 42 * 1024;
const PART: usize = 34 * 1024;

/// One piece of a document, ready to be shown.
pub(super) struct Piece {
    /// Heading of a chapter or label of an appendix that begins here.
    entry: Option<String>,
    /// Place of its entry in the table of contents, for the address.
    pub(super) id: Option<usize>,
    /// The head of the document: issuer, number, title.
    pub(super) is_front: bool,
    /// Recipients and signature.
    pub(super) is_back: bool,
    /// The title of an appendix.
    pub(super) title: Vec<Line>,
    /// Tells the tables of one document apart: 1 is the body.
    pub(super) part: usize,
    pub(super) blocks: Vec<Block>,
}

/// An entry of the table of contents.
pub(super) struct Entry {
    pub(super) href: String,
    pub(super) text: String,
    pub(super) is_here: bool,
}

/// What of a document stands on the page.
pub(super) struct Parts {
    pub(super) pieces: Vec<Piece>,
    /// Empty when everything is on the page.
    pub(super) contents: Vec<Entry>,
    pub(super) place: String,
    pub(super) before: Option<String>,
    pub(super) after: Option<String>,
    /// The address of the whole on one page.
    pub(super) whole: String,
}

/// Which part of a document is asked for.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Asked {
    pub(super) part: Option<usize>,
    pub(super) is_whole: bool,
}

impl Parts {
    /// Takes body and appendices out of a document and cuts them; head and ending
    /// stay in it. `base` is the page's address with the beginning of its query
    /// ("…?ban=1&").
    pub(super) fn of(l: &Layout, sheet: &mut Sheet, asked: Asked, base: &str) -> Self {
        let appendices = sheet.appendices.iter().flat_map(|a| &a.blocks);
        let total: usize = sheet.blocks.iter().chain(appendices).map(weight).sum();
        let mut parts = if asked.is_whole || total <= WHOLE {
            vec![pieces(sheet, usize::MAX)]
        } else {
            packed(pieces(sheet, PART))
        };
        let last = parts.len();
        let number = asked.part.unwrap_or(1).clamp(1, last);
        let href = |n: usize| format!("{base}phan={n}#bao-cao");
        let mut contents = Vec::new();
        let mut id = 0;
        for (at, part) in (1..).zip(&mut parts) {
            for piece in part {
                let Some(text) = &piece.entry else { continue };
                id += 1;
                piece.id = Some(id);
                contents.push(Entry {
                    href: format!("{base}phan={at}#m-{id}"),
                    text: text.clone(),
                    is_here: at == number,
                });
            }
        }
        if last == 1 {
            contents.clear();
        }
        Self {
            pieces: parts.swap_remove(number - 1),
            contents,
            place: l.t2("pager.part", ("page", number), ("pages", last)),
            before: (number > 1).then(|| href(number - 1)),
            after: (number < last).then(|| href(number + 1)),
            whole: format!("{base}ca=1"),
        }
    }

    /// The texts of the page in which document numbers are looked for.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        let blocks = self.pieces.iter().flat_map(|piece| &piece.blocks);
        blocks.flat_map(|block| match block {
            Block::Paragraph { runs } => runs.iter().map(|r| r.text.as_str()).collect(),
            Block::List { items, .. } => items.iter().map(String::as_str).collect(),
            _ => Vec::new(),
        })
    }
}

impl Piece {
    fn new(part: usize) -> Self {
        Self {
            entry: None,
            id: None,
            is_front: false,
            is_back: false,
            title: Vec::new(),
            part,
            blocks: Vec::new(),
        }
    }

    fn weight(&self) -> usize {
        let blocks: usize = self.blocks.iter().map(weight).sum();
        blocks
            + if self.is_front || self.is_back {
                2_048
            } else {
                256
            }
    }
}

/// The document in pieces none of which is larger than `most`, unless a single
/// paragraph or picture is.
fn pieces(sheet: &mut Sheet, most: usize) -> Vec<Piece> {
    let mut pieces = vec![Piece {
        is_front: true,
        ..Piece::new(1)
    }];
    let blocks = std::mem::take(&mut sheet.blocks);
    chapters(blocks, most, Piece::new(1), &mut pieces);
    pieces.push(Piece {
        is_back: true,
        ..Piece::new(1)
    });
    for (part, appendix) in (2..).zip(std::mem::take(&mut sheet.appendices)) {
        let words: Vec<&str> = appendix.title.iter().map(|l| l.text.as_str()).collect();
        let words = words.join(" – ");
        let first = Piece {
            entry: Some(words),
            title: appendix.title,
            ..Piece::new(part)
        };
        let from = pieces.len();
        chapters(appendix.blocks, most, first, &mut pieces);
        // Chapters of an appendix are not chapters of the document.
        for piece in pieces.iter_mut().skip(from + 1) {
            piece.entry = None;
        }
    }
    pieces
}

/// Cuts blocks into pieces: at chapters, and where one grows too large.
fn chapters(blocks: Vec<Block>, most: usize, first: Piece, pieces: &mut Vec<Piece>) {
    let part = first.part;
    let mut open = first;
    let mut size = 0;
    for block in blocks.into_iter().flat_map(|block| cut(block, most)) {
        let chapter = match &block {
            Block::Heading {
                level: 1,
                number,
                text,
            } => Some(match number {
                Some(number) => format!("{number} {text}"),
                None => text.clone(),
            }),
            _ => None,
        };
        let is_new = chapter.is_some() && (!open.blocks.is_empty() || open.entry.is_none());
        if is_new || (size > 0 && size + weight(&block) > most) {
            // A heading goes with what follows it.
            let ends_in_heading = matches!(open.blocks.last(), Some(Block::Heading { .. }));
            let heading = if ends_in_heading && chapter.is_none() && open.blocks.len() > 1 {
                open.blocks.pop()
            } else {
                None
            };
            let next = Piece {
                entry: chapter,
                ..Piece::new(part)
            };
            let full = std::mem::replace(&mut open, next);
            if !full.blocks.is_empty() || full.entry.is_some() {
                pieces.push(full);
            }
            size = heading.as_ref().map_or(0, weight);
            open.blocks.extend(heading);
        }
        size += weight(&block);
        open.blocks.push(block);
    }
    if !open.blocks.is_empty() || open.entry.is_some() {
        pieces.push(open);
    }
}

/// Pieces together as long as they fit on a page.
fn packed(pieces: Vec<Piece>) -> Vec<Vec<Piece>> {
    let mut parts: Vec<Vec<Piece>> = Vec::new();
    let mut size = 0;
    for piece in pieces {
        let weight = piece.weight();
        match parts.last_mut() {
            Some(part) if size + weight <= PART => {
                size += weight;
                part.push(piece);
            }
            _ => {
                size = weight;
                parts.push(vec![piece]);
            }
        }
    }
    parts
}

/// What is too large for a part in several: a table with its head repeated, a
/// list item by item, a sentence of very many names.
fn cut(block: Block, most: usize) -> Vec<Block> {
    if weight(&block) <= most {
        return vec![block];
    }
    match block {
        Block::Table(mut table) => {
            let rows = std::mem::take(&mut table.rows);
            let note = table.note.take();
            let head = weight(&Block::Table(table.clone()));
            let mut cuts = Vec::new();
            let mut some = table.clone();
            let mut size = head;
            for row in rows {
                let row_size = 12 + row.cells.iter().map(|c| 12 + c.len()).sum::<usize>();
                if size + row_size > most && !some.rows.is_empty() {
                    cuts.push(Block::Table(std::mem::replace(&mut some, table.clone())));
                    size = head;
                }
                size += row_size;
                some.rows.push(row);
            }
            some.note = note;
            cuts.push(Block::Table(some));
            cuts
        }
        Block::Picture(mut picture) => {
            let table = picture.table.clone();
            picture.table.rows.clear();
            picture.table.note = None;
            let mut cuts = vec![Block::Picture(picture)];
            cuts.extend(cut(Block::Table(table), most));
            cuts
        }
        Block::List { ordered, items } => (1..)
            .zip(items)
            .map(|(n, item): (usize, String)| match ordered {
                true => Block::paragraph(format!("{n}. {item}")),
                false => Block::paragraph(format!("- {item}")),
            })
            .collect(),
        // The sentence of coverage names every unit that is missing.
        Block::Note { text } => {
            let mut notes = vec![String::new()];
            for words in text.split_inclusive(", ") {
                match notes.last_mut() {
                    Some(note) if note.len() + words.len() <= most / 4 => note.push_str(words),
                    _ => notes.push(words.to_owned()),
                }
            }
            notes.into_iter().map(Block::note).collect()
        }
        other => vec![other],
    }
}

/// About how many bytes a block has on the page.
fn weight(block: &Block) -> usize {
    match block {
        Block::Heading { text, .. } | Block::Note { text } => text.len() + 40,
        Block::Paragraph { runs } => 16 + runs.iter().map(|r| r.text.len()).sum::<usize>(),
        Block::List { items, .. } => items.iter().map(|i| i.len() + 16).sum(),
        Block::Table(table) => {
            let head = table.header.iter().flatten().map(|c| c.text.len() + 44);
            let rows = table
                .rows
                .iter()
                .map(|row| 12 + row.cells.iter().map(|c| 12 + c.len()).sum::<usize>());
            400 + head.sum::<usize>() + rows.sum::<usize>()
        }
        Block::Picture(picture) => {
            picture.svg.len() + 200 + weight(&Block::Table(picture.table.clone()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(blocks: Vec<Block>) -> Sheet {
        Sheet {
            file_title: String::new(),
            author: String::new(),
            language: "vi",
            head_left: Vec::new(),
            head_right: Vec::new(),
            number: Vec::new(),
            date: Vec::new(),
            title: Vec::new(),
            addressees: Vec::new(),
            bases: Vec::new(),
            blocks,
            recipients: Vec::new(),
            signature: Vec::new(),
            signer: None,
            appendices: Vec::new(),
        }
    }

    fn of(blocks: &[Block], asked: Asked) -> Parts {
        let l = Layout::for_readers(app::Locale::Vi, String::new(), String::new());
        Parts::of(&l, &mut sheet(blocks.to_vec()), asked, "/xem?")
    }

    /// Ten chapters of some 12 KB.
    fn long() -> Vec<Block> {
        let mut blocks = Vec::new();
        for chapter in 1..=10 {
            blocks.push(Block::heading(1, Some("I."), format!("Chương {chapter}")));
            for n in 0..12 {
                let text = format!("Đoạn {chapter}.{n} ").repeat(70);
                blocks.push(Block::paragraph(text));
            }
        }
        blocks
    }

    fn part(part: usize) -> Asked {
        Asked {
            part: Some(part),
            is_whole: false,
        }
    }

    #[test]
    fn every_block_is_in_one_part_in_order_and_the_whole_has_them_all() {
        let blocks = long();
        let mut read = Vec::new();
        let mut number = 1;
        loop {
            let here = of(&blocks, part(number));
            let size: usize = here.pieces.iter().map(Piece::weight).sum();
            assert!(size <= PART, "{size}");
            assert_eq!(here.contents.len(), 10);
            let is_last = here.after.is_none();
            read.extend(here.pieces.into_iter().flat_map(|p| p.blocks));
            if is_last {
                break;
            }
            number += 1;
        }
        assert!(number > 3 && number < 10, "{number}");
        assert_eq!(read, blocks);
        let whole = Asked {
            part: None,
            is_whole: true,
        };
        let whole = of(&blocks, whole);
        assert!(whole.contents.is_empty() && whole.after.is_none());
        let all: Vec<Block> = whole.pieces.into_iter().flat_map(|p| p.blocks).collect();
        assert_eq!(all, blocks);
    }

    #[test]
    fn a_list_a_table_and_a_sentence_of_thousands_are_cut_and_lose_nothing() {
        let names: Vec<String> = (0..3_000).map(|n| format!("Xã Số {n:04}")).collect();
        let rows: Vec<_> = names
            .iter()
            .map(|n| serde_json::json!({ "cells": [n], "strong": false }))
            .collect();
        let table = serde_json::from_value(serde_json::json!({
            "type": "table", "caption": null, "columns": [], "rows": rows,
            "header": [[{ "text": "Đơn vị", "span": 1 }]], "note": "Nguồn: báo cáo.",
        }));
        let list = Block::List {
            ordered: true,
            items: names.clone(),
        };
        let blocks = [Block::note(names.join(", ")), list, table.unwrap()];
        let mut text = String::new();
        let mut number = 1;
        loop {
            let here = of(&blocks, part(number));
            let size: usize = here.pieces.iter().map(Piece::weight).sum();
            assert!(size <= PART + 1_024, "{size}");
            for block in here.pieces.iter().flat_map(|p| &p.blocks) {
                match block {
                    Block::Note { text: words } => text.push_str(words),
                    Block::Paragraph { runs } => text.push_str(&runs[0].text),
                    Block::Table(t) => {
                        assert_eq!(t.header.len(), 1, "the head stands over every part");
                        text.extend(t.rows.iter().flat_map(|r| r.cells.clone()));
                    }
                    other => panic!("{other:?}"),
                }
            }
            if here.after.is_none() {
                break;
            }
            number += 1;
        }
        for name in &names {
            assert_eq!(text.matches(name.as_str()).count(), 3, "{name}");
        }
    }

    #[test]
    fn a_short_document_stays_in_one_piece_and_a_part_beyond_the_end_is_the_last() {
        let short = of(&long()[..13], Asked::default());
        assert!(short.contents.is_empty() && short.before.is_none());
        let last = of(&long(), part(99));
        assert!(last.after.is_none() && last.before.is_some());
    }
}
