//! A long document for reading in parts, with a table of contents; the whole on
//! one page is kept for printing. Chapters stay together where they can, and a
//! long table goes on with its head repeated. Not here: what the document says
//! (`app::consolidation`), how a block looks (`consolidation/lines.html`), how one
//! that is too large is cut (`cut`).

use super::cut::{cut, weight};
use crate::Layout;
use app::consolidation::{Block, Line, Sheet};

/// Bytes up to which a document stays in one piece, and the most of a part: the
/// frame of the page, the contents and the links need their room below 60 KB.
const WHOLE: usize = 42 * 1024;
pub(super) const PART: usize = 34 * 1024;

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

    pub(super) fn weight(&self) -> usize {
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
