//! What is a heading, a list, a table, and what only looks like one.

use super::*;
use proptest::prelude::*;

/// A part in one line, to be compared.
fn told(text: &str) -> Vec<String> {
    let of_list = |list: &List<'_>| {
        let items: Vec<&str> = list.items.iter().map(|i| i.text).collect();
        let first = list.first.map_or("-".to_owned(), |n| n.to_string());
        format!("L{}{first} {}", list.depth, items.join(" ¦ "))
    };
    parts(text)
        .iter()
        .map(|part| match part {
            Part::Heading(words) => format!("H {words}"),
            Part::Paragraph(words) => format!("P {words}"),
            Part::List(list) => of_list(list),
            Part::Table(table) => {
                let rows = std::iter::once(&table.head).chain(&table.rows);
                let rows: Vec<String> = rows.map(|row| row.join(",")).collect();
                let note = table.note.map(|note| format!(" / {note}"));
                format!("T {}{}", rows.join(" ¦ "), note.unwrap_or_default())
            }
        })
        .collect()
}

#[test]
fn r_3_10_lines_are_paragraphs_headings_items_and_rows() {
    let text = "Mở đầu.\n## Kết quả ##\n- Một. Hai.\n- Ba\n  + Bốn\n+ Năm\n1. a\n2. b\n5. c\n\n| A | B |\n| --- | ---: |\n| x | 1 |\nHết.";
    let expected = [
        "P Mở đầu.",
        "H Kết quả",
        "L0- Một. Hai. ¦ Ba",
        "L1- Bốn ¦ Năm",
        "L01 a ¦ b",
        "L05 c",
        "T A,B ¦ x,1",
        "P Hết.",
    ];
    assert_eq!(told(text), expected);
}

#[test]
fn r_3_10_numbers_stay_as_they_are_written_also_around_other_lines() {
    assert_eq!(told("1. a\nLời.\n2. b"), ["L01 a", "P Lời.", "L02 b"]);
    assert_eq!(told("1. a\n1. b"), ["L01 a", "L01 b"]);
    assert_eq!(told("1. a\n  - x\n2. b"), ["L01 a", "L1- x", "L02 b"]);
}

#[test]
fn what_only_looks_like_a_mark_is_a_paragraph() {
    for line in [
        "-5 độ",
        "1.234 người",
        "2026. Năm",
        "#1",
        "-",
        "A | B",
        "####### x",
    ] {
        assert_eq!(told(line), [format!("P {line}")]);
    }
    assert!(told("##\n \n").is_empty());
}

#[test]
fn r_3_10_a_table_needs_no_rule_and_short_rows_are_filled() {
    assert_eq!(
        told("|Xã|Lớp|Trò|\n|An Bình|3|\n| Ba Đèo | 12 | 1.240 |"),
        ["T Xã,Lớp,Trò ¦ An Bình,3, ¦ Ba Đèo,12,1.240"]
    );
    assert_eq!(told("| một dòng | thôi |"), ["P | một dòng | thôi |"]);
    assert_eq!(told("| --- |"), Vec::<String>::new());
    // A blank line ends a table.
    let two = "| A |\n| 1 |\n\n| B |\n| 2 |";
    assert_eq!(told(two), ["T A ¦ 1", "T B ¦ 2"]);
}

#[test]
fn r_3_10_a_column_of_figures_stands_on_the_right_unless_a_rule_says_otherwise() {
    let sides = |text: &str| match parts(text).remove(0) {
        Part::Table(table) => table.columns,
        other => panic!("{other:?}"),
    };
    use Side::{Center, Left, Right};
    assert_eq!(sides("| A | B |\n| x | 97,5% |\n| y | -3 |"), [Left, Right]);
    assert_eq!(sides("| A | B |\n| x | {{GD-09|don-vi}} |"), [Left, Right]);
    // A short row, and the sign for none, say nothing about a column.
    let none = "| A | B | C |\n| x | 1 | – |\n| y |\n| z | - | 2 |";
    assert_eq!(sides(none), [Left, Right, Right]);
    assert_eq!(sides("| A | B |\n| x | - |\n| y |  |"), [Left, Left]);
    let ruled = "| A | B | C |\n| :-: | --- | --: |\n| 1 | 2 | 3 |";
    assert_eq!(sides(ruled), [Center, Left, Right]);
}

#[test]
fn r_3_10_only_the_second_line_is_a_rule_and_a_row_of_dashes_stays() {
    let row = "|  | - | - |";
    assert_eq!(
        told(&format!("| A | B | C |\n| --- | --- | --- |\n{row}")),
        ["T A,B,C ¦ ,-,-"]
    );
    assert_eq!(
        told("| A | B | C |\n| x | 1 | 2 |\n| - | - | - |"),
        ["T A,B,C ¦ x,1,2 ¦ -,-,-"]
    );
    assert_eq!(told(&format!("| A | B | C |\n{row}")), ["T A,B,C ¦ ,-,-"]);
}

#[test]
fn r_4_4_the_bar_inside_a_bound_number_ends_no_cell() {
    assert_eq!(
        told("| Chỉ tiêu | Số |\n| Tuyển | {{GD-09|truoc}} |\n| a | {{ x |"),
        ["T Chỉ tiêu,Số ¦ Tuyển,{{GD-09|truoc}} ¦ a,{{ x"]
    );
}

#[test]
fn r_4_3_a_table_keeps_its_own_words_so_that_it_is_taken_whole() {
    let text = "Trước\n  | A | B |\n| 1 | 2 |  \nSau";
    match &parts(text)[1] {
        Part::Table(table) => assert_eq!(table.source, "| A | B |\n| 1 | 2 |"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn r_3_10_the_line_right_below_a_table_that_says_so_is_its_note_and_goes_with_it() {
    let text = "Trước\n| A | B |\n| 1 | 2 |\n  Ghi chú: của sở.\nSau";
    assert_eq!(
        told(text),
        ["P Trước", "T A,B ¦ 1,2 / Ghi chú: của sở.", "P Sau"]
    );
    match &parts(text)[1] {
        Part::Table(table) => {
            let source = "| A | B |\n| 1 | 2 |\n  Ghi chú: của sở.";
            assert_eq!((table.source, &text[..table.start]), (source, "Trước\n"));
        }
        other => panic!("{other:?}"),
    }
    // Below words, a lone row, a blank line or a lone rule it is a line as any other.
    let older = "| A |\n| 1 |\n\n|---|";
    for above in ["Lời.", "| một dòng |", "| A |\n| 1 |\n", older] {
        let last = told(&format!("{above}\nGhi chú: x")).pop();
        assert_eq!(last.as_deref(), Some("P Ghi chú: x"), "{above}");
    }
}

proptest! {
    #[test]
    fn no_letter_is_lost(text in "[A-Za-z0-9đạ|#+*. \n-]{0,80}") {
        let letters = |t: &str| t.chars().filter(|c| c.is_alphabetic()).collect::<String>();
        prop_assert_eq!(letters(&told_plain(&text)), letters(&text));
    }

    #[test]
    fn no_row_below_the_head_is_lost(
        is_ruled in any::<bool>(),
        rows in prop::collection::vec(prop::collection::vec("(-|--|–|:-|An|3)?", 3), 0..5),
    ) {
        let first = vec!["An".to_owned(), "1".to_owned(), "-".to_owned()];
        let rows: Vec<Vec<String>> = std::iter::once(first).chain(rows).collect();
        let mut text = "| A | B | C |\n".to_owned();
        if is_ruled {
            text.push_str("| --- | --- | ---: |\n");
        }
        for row in &rows {
            text.push_str(&format!("| {} |\n", row.join(" | ")));
        }
        let Part::Table(table) = parts(&text).remove(0) else {
            panic!("{text}");
        };
        prop_assert_eq!(table.rows, rows);
    }
}

/// All words of the parts, nothing else.
fn told_plain(text: &str) -> String {
    let mut out = String::new();
    for part in parts(text) {
        match part {
            Part::Heading(words) | Part::Paragraph(words) => out.push_str(words),
            Part::List(list) => list.items.iter().for_each(|i| out.push_str(i.text)),
            Part::Table(table) => {
                let rows = std::iter::once(table.head).chain(table.rows);
                let words = rows.flatten().chain(table.note);
                words.for_each(|words| out.push_str(words));
            }
        }
    }
    out
}
