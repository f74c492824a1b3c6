//! A long document in parts: nothing is lost, nothing is too large.

use super::parts::*;
use crate::Layout;
use app::consolidation::{Block, Sheet};

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
        first: Some(1),
        below: false,
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
