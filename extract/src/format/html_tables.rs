//! Tables of a web page that hold data: plans, figures, lists of documents. Those
//! that lay a page out, of which one holds the other, and menus are none. Not here:
//! how a row becomes lines (`rows`), the text of a cell (`html`).

use super::html::is_furniture;
use crate::columns;
use scraper::ElementRef;

/// Elements that no cell of a table of data holds.
const LAYS_OUT: &[&str] = &[
    "table", "h1", "h2", "h3", "h4", "h5", "h6", "article", "section", "main", "aside", "nav",
    "header", "footer", "form", "select", "textarea", "button", "iframe",
];
/// Bytes of a cell, some two hundred words; what is longer is a page.
const MOST_WORDS: usize = 2_000;
/// Columns that cells may be spread over, a limit against hostile pages.
const MOST_COLUMNS: usize = 32;

/// A row of a table of data.
pub(super) type Row<'a> = Vec<Cell<'a>>;

/// A cell of a table of data.
pub(super) enum Cell<'a> {
    /// With the columns that it reaches over.
    Own(ElementRef<'a>, usize),
    /// One of a row above reaches down to here.
    Covered,
}

/// The rows of a table of data; `None` for every other table.
pub(super) fn rows<'a>(table: &ElementRef<'a>) -> Option<Vec<Row<'a>>> {
    let role = table.value().attr("role");
    if matches!(role, Some("presentation" | "none")) {
        return None;
    }
    let (mut links, mut lists, mut pictures) = (0_usize, 0_usize, 0_usize);
    let mut rows: Vec<Vec<ElementRef<'a>>> = Vec::new();
    // Stops at a table within, so that tables in tables are walked once.
    for element in table.descendants().skip(1).filter_map(ElementRef::wrap) {
        match element.value().name() {
            name if LAYS_OUT.contains(&name) => return None,
            "a" => links += 1,
            "li" => lists += 1,
            "img" => pictures += 1,
            "tr" => rows.push(Vec::new()),
            "td" | "th" => rows.last_mut()?.push(element),
            _ => {}
        }
    }
    rows.retain(|row| !row.first().is_some_and(in_furniture));
    if links > 0 && lists > 0 || !rows.iter().flatten().all(is_short) {
        return None;
    }
    let wide: Vec<&Vec<ElementRef<'a>>> = rows.iter().filter(|r| r.len() > 1).collect();
    let head = wide.first().filter(|_| wide.len() > 1)?;
    let plain = links == 0 && pictures == 0;
    (is_head(head) || plain && holds_figures(&wide)).then(|| spread(&rows))
}

/// The row of the cell is no part of the text.
fn in_furniture(cell: &ElementRef<'_>) -> bool {
    let row = cell.parent().and_then(ElementRef::wrap);
    row.is_some_and(|row| is_furniture(&row))
}

fn is_short(cell: &ElementRef<'_>) -> bool {
    cell.text().map(str::len).sum::<usize>() <= MOST_WORDS
}

/// Cells that name their columns: all of them of a head row, "TT" or "STT" the first,
/// or the names those of a table of tasks or a list of documents.
fn is_head(cells: &[ElementRef<'_>]) -> bool {
    if cells.iter().all(|c| c.value().name() == "th") {
        return true;
    }
    let names: Vec<String> = cells.iter().map(|c| c.text().collect()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    names.first().is_some_and(|name| counts_rows(name))
        || columns::told(&names).is_some()
        || columns::lists_documents(&names)
}

/// "TT", "STT", "Số TT".
fn counts_rows(name: &str) -> bool {
    let mut words = name.split_whitespace().map(str::to_lowercase);
    let first = words.next();
    let last = if first.as_deref() == Some("số") {
        words.next()
    } else {
        first
    };
    matches!(last.as_deref(), Some("tt" | "stt")) && words.next().is_none()
}

/// Rows of one width, of which half and more have a cell with a figure alone.
fn holds_figures(rows: &[&Vec<ElementRef<'_>>]) -> bool {
    let width = |row: &Vec<ElementRef<'_>>| row.iter().map(|c| span(c, "colspan")).sum::<usize>();
    let first = rows.first().map_or(0, |row| width(row));
    let told = rows.iter().filter(|row| row.iter().any(is_figure)).count();
    told * 2 >= rows.len() && rows.iter().all(|row| width(row) == first)
}

/// "98.400", "92,5 %".
fn is_figure(cell: &ElementRef<'_>) -> bool {
    let mut digits = false;
    let known = cell.text().flat_map(str::chars).all(|c| {
        digits |= c.is_ascii_digit();
        c.is_ascii_digit() || c.is_whitespace() || ".,%+-–/".contains(c)
    });
    known && digits
}

/// How many columns, or rows, a cell reaches over.
fn span(cell: &ElementRef<'_>, name: &str) -> usize {
    let told = cell.value().attr(name).and_then(|n| n.trim().parse().ok());
    told.unwrap_or(1).clamp(1, MOST_COLUMNS)
}

/// The rows with what reaches down to them from above.
fn spread<'a>(rows: &[Vec<ElementRef<'a>>]) -> Vec<Row<'a>> {
    // How many rows further each column is covered.
    let mut covered = [0_usize; MOST_COLUMNS];
    let mut out = Vec::with_capacity(rows.len());
    for own in rows {
        let mut row = Vec::with_capacity(own.len());
        let mut column = 0;
        for cell in own {
            while column < MOST_COLUMNS && covered[column] > 0 {
                covered[column] -= 1;
                column += 1;
                row.push(Cell::Covered);
            }
            let columns = span(cell, "colspan");
            row.push(Cell::Own(*cell, columns));
            let end = (column + columns).min(MOST_COLUMNS);
            let below = span(cell, "rowspan") - 1;
            for place in covered.iter_mut().take(end).skip(column) {
                *place = below;
            }
            column = end;
        }
        for place in covered.iter_mut().skip(column).filter(|n| **n > 0) {
            *place -= 1;
            row.push(Cell::Covered);
        }
        out.push(row);
    }
    out
}
