//! Cutting a unit's text into sentences, so that one of them can be taken with
//! its source, and into what can be taken: a sentence, with the mark of its
//! list before it, or a table as a whole.

use crate::prose::{Part, parts};

/// What can be taken of a unit's text as one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Portion<'a> {
    /// The mark of the list that it is an item of ("- ", "3. ", "+ " below an
    /// item), or nothing.
    pub mark: &'a str,
    /// Its words: a sentence, or a table with its bars.
    pub words: &'a str,
    /// A heading stands over what can be taken; alone it says nothing.
    pub is_heading: bool,
}

impl Portion<'_> {
    /// As it goes into the draft: an item stays one.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{}{}", self.mark, self.words)
    }
}

/// The portions of a text in order, none empty. A table is one; an item of a list
/// gives its sentences with its mark, of which a number stands before the first
/// alone.
#[must_use]
pub fn portions(text: &str) -> Vec<Portion<'_>> {
    let mut found = Vec::new();
    let mut push = |mark, words, is_heading| {
        found.push(Portion {
            mark,
            words,
            is_heading,
        });
    };
    for part in parts(text) {
        match part {
            Part::Heading(words) => push("", words, true),
            Part::Paragraph(line) => of_line(line).into_iter().for_each(|s| push("", s, false)),
            Part::Table(table) => push("", table.source, false),
            Part::List(list) => {
                // What is set in by blanks stands below an item by its mark once
                // it is taken alone.
                let is_below = list.depth > 0 && list.first.is_none();
                for item in list.items {
                    let mark = if is_below { "+ " } else { item.mark };
                    for (n, sentence) in of_line(item.text).into_iter().enumerate() {
                        let has_mark = n == 0 || list.first.is_none();
                        push(if has_mark { mark } else { "" }, sentence, false);
                    }
                }
            }
        }
    }
    found
}

/// The sentences of a text, in order, trimmed, none empty, without the mark of a
/// list item before them or the bars around a table's row. A line break ends a sentence; so do `.`, `!`, `?` and `…` before a blank and a capital, unless
/// the word before is a short form ("TP.", "PGS.", "1.").
#[must_use]
pub fn sentences(text: &str) -> Vec<&str> {
    text.lines().map(unmarked).flat_map(of_line).collect()
}

/// A line without the mark of its list or table; of the line between a table's
/// head and its rows nothing is left.
fn unmarked(line: &str) -> &str {
    let line = line.trim();
    if let Some(row) = line.strip_prefix('|') {
        let is_rule = row.contains("--") && row.chars().all(|c| "|-: ".contains(c));
        let row = row.strip_suffix('|').unwrap_or(row);
        return if is_rule { "" } else { row.trim() };
    }
    let marks = ["- ", "+ ", "* ", "• ", "– "];
    let item = marks.iter().find_map(|mark| line.strip_prefix(mark));
    item.map_or(line, str::trim_start)
}

fn of_line(line: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut chars = line.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !matches!(c, '.' | '!' | '?' | '…') {
            continue;
        }
        let end = at + c.len_utf8();
        let rest = line[end..].trim_start();
        let opens = rest
            .chars()
            .next()
            .is_some_and(|n| n.is_uppercase() || matches!(n, '"' | '“' | '-'));
        let has_blank = chars.peek().is_some_and(|(_, n)| n.is_whitespace());
        if has_blank && opens && !(c == '.' && ends_with_short_form(&line[start..at])) {
            push(&mut found, &line[start..end]);
            start = end;
        }
    }
    push(&mut found, &line[start..]);
    found
}

fn push<'a>(found: &mut Vec<&'a str>, text: &'a str) {
    let text = text.trim();
    if !text.is_empty() {
        found.push(text);
    }
}

/// A short form is a number, or at most four letters that begin with a capital
/// and are not the whole sentence: "TP", "ThS", "PGS", "Q".
fn ends_with_short_form(before: &str) -> bool {
    let word = before
        .rsplit(|c: char| c.is_whitespace() || c == '.' || c == '(')
        .next()
        .unwrap_or_default();
    if word.is_empty() {
        return false;
    }
    let is_number = word.chars().all(|c| c.is_ascii_digit());
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let is_title = word.chars().count() <= 4
        && word.chars().all(char::is_alphabetic)
        && word.starts_with(char::is_uppercase)
        && (capitals > 1 || word.chars().count() <= 2);
    // "… năm 2026. Tỉnh …" ends with a number and is an end all the same: only
    // a number at the very beginning is a list mark.
    (is_number && before.trim() == word) || is_title
}

#[cfg(test)]
mod tests {
    use super::{portions, sentences};
    use proptest::prelude::*;

    #[test]
    fn sentences_end_at_their_marks_and_lines() {
        let text =
            "Đã mở 12 lớp năm 2026. Đạt 97,5% kế hoạch!\nCòn thiếu 1.234 chỗ… Tiếp tục rà soát";
        assert_eq!(
            sentences(text),
            [
                "Đã mở 12 lớp năm 2026.",
                "Đạt 97,5% kế hoạch!",
                "Còn thiếu 1.234 chỗ…",
                "Tiếp tục rà soát"
            ]
        );
    }

    #[test]
    fn short_forms_and_list_marks_do_not_end_a_sentence() {
        assert_eq!(
            sentences("1. Phối hợp với TP. Hà Nội và PGS. Trần An."),
            ["1. Phối hợp với TP. Hà Nội và PGS. Trần An."]
        );
        assert_eq!(sentences("  \n \n"), Vec::<&str>::new());
    }

    #[test]
    fn r_4_3_a_sentence_taken_alone_has_no_marks_of_a_list_or_table() {
        let text = "- Mở 12 lớp. Đạt kế hoạch.\n  + Còn thiếu phòng\n| Xã | Lớp |\n| --- | ---: |\n| An Bình | 3 |\n-5 độ";
        assert_eq!(
            sentences(text),
            [
                "Mở 12 lớp.",
                "Đạt kế hoạch.",
                "Còn thiếu phòng",
                "Xã | Lớp",
                "An Bình | 3",
                "-5 độ"
            ]
        );
    }

    #[test]
    fn r_4_3_an_item_is_taken_with_its_mark_a_table_whole_and_a_heading_not_at_all() {
        let text = "## Kết quả\n- Mở 12 lớp. Đạt kế hoạch.\n  + Còn thiếu phòng\n3. Một. Hai.\n| Xã | Lớp |\n| An Bình | 3 |\nĐã xong. Còn lại.";
        let all = portions(text);
        let taken = all.iter().filter(|p| !p.is_heading);
        assert_eq!(
            taken.map(super::Portion::text).collect::<Vec<_>>(),
            [
                "- Mở 12 lớp.",
                "- Đạt kế hoạch.",
                "+ Còn thiếu phòng",
                "3. Một.",
                "Hai.",
                "| Xã | Lớp |\n| An Bình | 3 |",
                "Đã xong.",
                "Còn lại."
            ]
        );
        assert!(all[0].is_heading && all[0].words == "Kết quả");
        // What was taken whole holds the words of each.
        assert!(all.iter().all(|p| text.contains(p.words)));
    }

    #[test]
    fn r_4_3_an_item_set_in_by_blanks_stays_below_when_it_is_taken_alone() {
        let all = portions("- Một.\n  - Hai. Ba.\n    1. Bốn.");
        let taken: Vec<String> = all.iter().map(super::Portion::text).collect();
        assert_eq!(taken, ["- Một.", "+ Hai.", "+ Ba.", "1. Bốn."]);
        let alone = crate::prose::parts(&taken[1]);
        assert!(
            matches!(&alone[..], [crate::prose::Part::List(list)] if list.depth == 1),
            "{alone:?}"
        );
    }

    proptest! {
        #[test]
        fn nothing_but_blanks_is_lost(text in "[A-Za-zĐđạ0-9.!? \n]{0,60}") {
            let bare = |t: &str| t.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(bare(&sentences(&text).concat()), bare(&text));
        }
    }
}
