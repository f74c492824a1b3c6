//! Blocks of a document that are too large for a page, cut without losing a word,
//! and how large a block is.

use app::consolidation::{Block, list_marker};

/// What is too large for a part in several: a table with its head repeated, a
/// list item by item, a sentence of very many names.
pub(super) fn cut(block: Block, most: usize) -> Vec<Block> {
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
        Block::List {
            first,
            below,
            items,
        } => (0..)
            .zip(items)
            .map(|(n, item)| {
                let mark = list_marker(first, below, n);
                Block::paragraph(format!("{mark} {item}"))
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
pub(super) fn weight(block: &Block) -> usize {
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
