//! What people write in a section as blocks of a document: headings below
//! that of the section, lists, tables with a head. Which line is what is
//! `domain::prose`.

use docgen::model::{Align, Block, Column, HeaderCell, Row, Table};
use domain::prose::{self, Part, Side, parts};

/// The deepest heading that a document has.
const DEEPEST: usize = 4;

/// The blocks of a text in a section whose heading has this level.
pub(super) fn blocks(text: &str, level: usize) -> Vec<Block> {
    let below = u8::try_from((level + 1).min(DEEPEST)).unwrap_or(4);
    let block = |part| match part {
        Part::Heading(words) => Block::heading(below, None, words),
        Part::Paragraph(words) => Block::paragraph(words),
        Part::List(list) => Block::List {
            first: list.first,
            below: list.depth > 0,
            items: list.items.iter().map(|i| i.text.to_owned()).collect(),
        },
        Part::Table(found) => Block::Table(table(&found)),
    };
    parts(text).into_iter().map(block).collect()
}

fn table(found: &prose::Table<'_>) -> Table {
    let rows = || std::iter::once(&found.head).chain(&found.rows);
    // Room by the longest cell; a column of many words breaks its lines.
    let weight = |column: usize| {
        let cells = rows().filter_map(|row| row.get(column));
        let longest = cells.map(|cell| cell.chars().count()).max();
        u16::try_from(longest.unwrap_or_default().clamp(6, 40)).unwrap_or(6)
    };
    let align = |side: &Side| match side {
        Side::Left => Align::Left,
        Side::Center => Align::Center,
        Side::Right => Align::Right,
    };
    let columns = found.columns.iter().enumerate();
    let row = |cells: &Vec<&str>| Row {
        cells: cells.iter().map(|cell| (*cell).to_owned()).collect(),
        strong: false,
    };
    let head = found.head.iter().map(|cell| HeaderCell {
        text: (*cell).to_owned(),
        span: 1,
    });
    Table {
        caption: None,
        columns: columns
            .map(|(n, side)| Column {
                align: align(side),
                weight: weight(n),
            })
            .collect(),
        header: vec![head.collect()],
        rows: found.rows.iter().map(row).collect(),
        note: found.note.map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r_3_10_headings_lists_and_tables_of_a_section_live_on_in_the_document() {
        let text = "Mở đầu.\n## Kết quả\n- a\n  + b\n2. c\n| Xã | Lớp |\n| An Bình | 3 |\nHết.";
        let list = |first, below, item: &str| Block::List {
            first,
            below,
            items: vec![item.to_owned()],
        };
        let found = blocks(text, 2);
        let expected = [
            Block::paragraph("Mở đầu."),
            Block::heading(3, None, "Kết quả"),
            list(None, false, "a"),
            list(None, true, "b"),
            list(Some(2), false, "c"),
        ];
        assert_eq!(found[..5], expected);
        let Block::Table(table) = &found[5] else {
            panic!("{found:?}")
        };
        assert_eq!(table.header[0][1].text, "Lớp");
        assert_eq!(table.rows[0].cells, ["An Bình", "3"]);
        assert_eq!(table.columns[1].align, Align::Right);
        assert!(table.columns[0].weight > table.columns[1].weight);
        assert_eq!(found[6], Block::paragraph("Hết."));
        let noted = blocks("| Xã | Lớp |\n| An Bình | 3 |\nGhi chú: của xã.", 2);
        let [Block::Table(table)] = &noted[..] else {
            panic!("{noted:?}")
        };
        assert_eq!(table.note.as_deref(), Some("Ghi chú: của xã."));
        // Below the last level of the outline there is one more, and no other.
        assert_eq!(blocks("# x", 3), [Block::heading(4, None, "x")]);
        assert_eq!(blocks("# x", 5), [Block::heading(4, None, "x")]);
    }
}
