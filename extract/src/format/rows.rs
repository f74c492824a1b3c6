//! Rows of tables as lines of text. A row of figures stays one line, its cells
//! apart by tabs; cells that hold lines of their own (a letterhead in two
//! columns, recipients beside a signature) are written one after the other.
//! Readers put marks into their text, `laid_out` makes lines of them. Not here:
//! how a format tells its tables.

use crate::secrecy::marks_in;
use crate::text::normalise;
use regex::Regex;
use std::sync::LazyLock;

/// Before the first cell of a row.
pub(super) const ROW: char = '\u{1D}';
/// Behind each cell.
pub(super) const CELL: char = '\u{1F}';
/// Behind the last cell of a row.
pub(super) const END: char = '\u{1E}';
/// Tables within tables that are told apart.
const MAX_DEPTH: usize = 8;

/// What stands in one cell of a letterhead and makes the row one.
static HEAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:ĐẢNG CỘNG SẢN VIỆT NAM|CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM|S[ốỐ]\s*:?\s*[0-9]*\s*[-/]\s*\p{L})")
        .expect("valid expression")
});

/// Characters of documents that are none of the marks.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c, ROW | CELL | END)
}

#[derive(Default)]
struct Row {
    cells: Vec<String>,
    open: String,
}

/// The text with its rows as lines.
pub(super) fn laid_out(text: &str) -> String {
    if !text.contains(is_mark) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rows: Vec<Row> = Vec::new();
    let mut deeper = 0_usize;
    for c in text.chars() {
        match c {
            ROW if rows.len() < MAX_DEPTH => rows.push(Row::default()),
            ROW => deeper += 1,
            END if deeper > 0 => {
                deeper -= 1;
                open(&mut rows, &mut out).push('\n');
            }
            END => close(&mut rows, &mut out),
            CELL if deeper > 0 => open(&mut rows, &mut out).push('\n'),
            CELL => match rows.last_mut() {
                Some(row) => row.cells.push(std::mem::take(&mut row.open)),
                None => out.push('\t'),
            },
            c => open(&mut rows, &mut out).push(c),
        }
    }
    // A file that is cut ends within its table.
    while !rows.is_empty() {
        close(&mut rows, &mut out);
    }
    out
}

/// Where text goes that stands here.
fn open<'a>(rows: &'a mut [Row], out: &'a mut String) -> &'a mut String {
    match rows.last_mut() {
        Some(row) => &mut row.open,
        None => out,
    }
}

fn close(rows: &mut Vec<Row>, out: &mut String) {
    let Some(mut row) = rows.pop() else {
        out.push('\n');
        return;
    };
    if !row.open.trim().is_empty() {
        row.cells.push(row.open);
    }
    let line = written(&row.cells);
    open(rows, out).push_str(&line);
}

fn written(cells: &[String]) -> String {
    if let [alone] = cells {
        return format!("{}\n", alone.trim_end());
    }
    let paragraphs: Vec<Vec<&str>> = cells
        .iter()
        .map(|c| c.split('\n').map(str::trim).filter(|p| !p.is_empty()))
        .map(Iterator::collect)
        .collect();
    let mut line = String::new();
    if has_lines(&paragraphs) {
        for paragraph in paragraphs.iter().flatten() {
            line.push_str(paragraph);
            line.push('\n');
        }
        return line;
    }
    for (index, cell) in paragraphs.iter().enumerate() {
        if index > 0 {
            line.push('\t');
        }
        line.push_str(&cell.join(" "));
    }
    line.push('\n');
    line
}

/// True for cells that are no row of a table of figures or plans.
fn has_lines(cells: &[Vec<&str>]) -> bool {
    let filled: Vec<_> = cells.iter().filter(|c| !c.is_empty()).collect();
    let figure = |c: &&Vec<&str>| {
        let mut signs = c.iter().flat_map(|p| p.chars());
        signs.all(|s| s.is_ascii_digit() || " .,%+-–/".contains(s))
    };
    let blocks =
        filled.len() == 2 && filled.iter().any(|c| c.len() > 1) && !filled.iter().any(figure);
    blocks
        || cells.iter().flatten().any(|p| {
            let p = normalise(p);
            // A mark of secrecy among other words of a row would be seen no more (R-2.7).
            HEAD.is_match(&p) || !marks_in(&p).is_empty()
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letterhead_is_read_cell_by_cell_and_figures_row_by_row() {
        let head =
            "\u{1D}TỈNH ỦY\nBAN TUYÊN GIÁO\n\u{1F}ĐẢNG CỘNG SẢN VIỆT NAM\n\u{1F}\u{1E}Sau bảng";
        assert_eq!(
            laid_out(head),
            "TỈNH ỦY\nBAN TUYÊN GIÁO\nĐẢNG CỘNG SẢN VIỆT NAM\nSau bảng"
        );
        let number = "\u{1D}Số: 12-BC/TU\n\u{1F}Hà Tĩnh, ngày 8 tháng 4 năm 2022\n\u{1F}\u{1E}";
        assert_eq!(
            laid_out(number),
            "Số: 12-BC/TU\nHà Tĩnh, ngày 8 tháng 4 năm 2022\n"
        );
        let figures = "\u{1D}Số học sinh\n(phổ thông)\n\u{1F}98.400\n\u{1F}\u{1E}";
        assert_eq!(laid_out(figures), "Số học sinh (phổ thông)\t98.400\n");
        let plan = "\u{1D}1\n\u{1F}Rà soát\nsố liệu\n\u{1F}Sở Y tế\n\u{1F}\u{1E}";
        assert_eq!(laid_out(plan), "1\tRà soát số liệu\tSở Y tế\n");
    }

    #[test]
    fn a_stamp_in_a_cell_keeps_its_line_also_in_a_table_within_a_table() {
        let row = "\u{1D}\u{1D}TỈNH ỦY\n\u{1F}MẬT\n\u{1F}\u{1E}\u{1F}\u{1D}x\u{1F}y\u{1F}\u{1E}\u{1F}\u{1E}";
        assert!(laid_out(row).lines().any(|l| l == "MẬT"));
        // R-2.7: a register of papers, and a long row, in which a mark is a few words.
        let long = "Rà soát số liệu của ngành ".repeat(12);
        for mark in ["Mật", "Tuyệt mật", "Độ mật: Tối mật"] {
            let row = format!("\u{1D}1\u{1F}15-KH/TU\u{1F}{long}\u{1F}{mark}\u{1F}\u{1E}");
            let text = laid_out(&row);
            assert!(text.lines().any(|l| l == mark), "{text}");
            assert!(!marks_in(&text).is_empty(), "{mark}");
        }
    }

    #[test]
    fn tables_cut_or_nested_without_end_lose_no_text() {
        assert_eq!(laid_out("a\u{1D}b\u{1F}c"), "ab\tc\n");
        assert_eq!(laid_out("a\u{1F}b\u{1E}c"), "a\tb\nc");
        let deep = format!("{}x", "\u{1D}".repeat(10_000));
        assert_eq!(laid_out(&deep).trim(), "x");
    }
}
