//! What people write in a section, cut into its parts: headings (`## `),
//! lists (`- `, `+ `, `1. `), tables (`| A | B |`) with a note below them (`Ghi chú:`),
//! and every other line a paragraph. The one reader of it: the unit's page, the
//! workbench and the consolidated report show the same parts.
//!
//! Not here: how a part looks (`web`, `docgen`), sentences (`consolidation`).

/// A part of a text, in reading order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part<'a> {
    /// A small heading.
    Heading(&'a str),
    /// A line.
    Paragraph(&'a str),
    /// Items of one list that stand together.
    List(List<'a>),
    /// Rows between bars.
    Table(Table<'a>),
}

/// A list of one level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List<'a> {
    /// The number of its first item; none where items have strokes.
    pub first: Option<u32>,
    /// 0, or 1 for one below an item: marked `+`, or set in.
    pub depth: u8,
    /// Its items.
    pub items: Vec<Item<'a>>,
}

/// An item of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item<'a> {
    /// Its mark with the blank behind it: "- ", "3. ".
    pub mark: &'a str,
    /// Its words.
    pub text: &'a str,
}

/// A table: a head and rows, all of as many cells as there are columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table<'a> {
    /// Where in the text it begins, in bytes.
    pub start: usize,
    /// As it is written, with its bars and its note.
    pub source: &'a str,
    /// How each column stands.
    pub columns: Vec<Side>,
    /// The first row.
    pub head: Vec<&'a str>,
    /// The others.
    pub rows: Vec<Vec<&'a str>>,
    /// The line right below it that begins with [`NOTE`], with that word.
    pub note: Option<&'a str>,
}

/// With what a line begins that is the note of the table above it.
pub const NOTE: &str = "Ghi chú:";

/// Where the cells of a column stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Side {
    /// As words do.
    #[default]
    Left,
    /// `:---:`.
    Center,
    /// `---:`, or a column of figures.
    Right,
}

/// More columns are no table that a page could hold: the lines stay as they are.
const MOST_COLUMNS: usize = 30;

/// The parts of a text. No word is lost; marks, bars and the rule below a head are
/// not words.
#[must_use]
pub fn parts(text: &str) -> Vec<Part<'_>> {
    let mut found: Vec<Part<'_>> = Vec::new();
    // What stood in the line before can go on only there.
    let mut goes_on = false;
    let mut rows: Vec<Row<'_>> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start().len();
        let bare = line.trim();
        let start = at + indent;
        at += line.len();
        if bare.starts_with('|') {
            rows.push(Row { start, text: bare });
            goes_on = false;
            continue;
        }
        let above = rows.first().map(|row| row.start);
        table(text, &mut rows, &mut found);
        // Rows that are no table leave an older one at the end.
        if bare.starts_with(NOTE)
            && let Some(Part::Table(table)) = found.last_mut()
            && above == Some(table.start)
        {
            table.source = &text[table.start..start + bare.len()];
            table.note = Some(bare);
            continue;
        }
        if let Some(item) = item(bare) {
            let is_below = goes_on && (indent >= 2 || line.starts_with('\t'));
            let depth = u8::from(is_below || item.mark.starts_with('+'));
            push_item(&mut found, item, depth, goes_on);
            goes_on = true;
            continue;
        }
        goes_on = false;
        match heading(bare) {
            Some("") => {}
            Some(words) => found.push(Part::Heading(words)),
            None if bare.is_empty() => {}
            None => found.push(Part::Paragraph(bare)),
        }
    }
    table(text, &mut rows, &mut found);
    found
}

/// The words of a heading, with nothing where there are only signs.
fn heading(line: &str) -> Option<&str> {
    let words = line.trim_start_matches('#');
    let signs = line.len() - words.len();
    let is_heading = (1..=6).contains(&signs) && (words.is_empty() || words.starts_with(' '));
    is_heading.then(|| words.trim().trim_end_matches('#').trim_end())
}

/// The item that a line is.
fn item(bare: &str) -> Option<Item<'_>> {
    let digits = bare.len() - bare.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mark = if (1..=3).contains(&digits) && bare[digits..].starts_with(". ") {
        digits + 1
    } else {
        let stroke = bare.chars().next()?;
        if !"-+*•–".contains(stroke) {
            return None;
        }
        stroke.len_utf8()
    };
    let text = bare[mark..].trim_start();
    let mark = &bare[..bare.len() - text.len()];
    let is_marked = mark.ends_with(char::is_whitespace) && !text.is_empty();
    is_marked.then_some(Item { mark, text })
}

fn push_item<'a>(found: &mut Vec<Part<'a>>, item: Item<'a>, depth: u8, goes_on: bool) {
    let number: Option<u32> = item.mark.trim_end().trim_end_matches('.').parse().ok();
    if goes_on
        && let Some(Part::List(list)) = found.last_mut()
        && list.depth == depth
    {
        let next = list.first.map(|first| {
            let length = u32::try_from(list.items.len()).unwrap_or(u32::MAX);
            first.saturating_add(length)
        });
        if next == number {
            list.items.push(item);
            return;
        }
    }
    found.push(Part::List(List {
        first: number,
        depth,
        items: vec![item],
    }));
}

/// A line that begins with a bar, and where in the text it does.
struct Row<'a> {
    start: usize,
    text: &'a str,
}

/// Turns rows that stand together into a table; what has no head with something
/// below it stays lines.
fn table<'a>(text: &'a str, rows: &mut Vec<Row<'a>>, found: &mut Vec<Part<'a>>) {
    let lines = std::mem::take(rows);
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else {
        return;
    };
    let cut: Vec<Vec<&str>> = lines.iter().map(|line| cells(line.text)).collect();
    // Further down "-" is the sign for a figure of which there is none.
    let is_alone = lines.len() == 1;
    let rules: Vec<bool> = cut
        .iter()
        .enumerate()
        .map(|(at, row)| (at == 1 || is_alone) && is_rule(row))
        .collect();
    let width = cut.iter().map(Vec::len).max().unwrap_or_default();
    let mut filled: Vec<Vec<&str>> = Vec::new();
    for (row, is_rule) in cut.iter().zip(&rules) {
        if !is_rule {
            let mut row = row.clone();
            row.resize(width, "");
            filled.push(row);
        }
    }
    let is_table = width <= MOST_COLUMNS && filled.len() + usize::from(rules.contains(&true)) > 1;
    if !is_table || filled.is_empty() {
        let words = lines.into_iter().zip(rules).filter(|(_, is_rule)| !is_rule);
        found.extend(words.map(|(line, _)| Part::Paragraph(line.text)));
        return;
    }
    let rule = rules.iter().position(|is_rule| *is_rule);
    let rule = rule.and_then(|at| cut.get(at));
    let head = filled.remove(0);
    let columns = (0..width)
        .map(|column| match rule {
            Some(rule) => side(rule.get(column).copied().unwrap_or_default()),
            None => side_of_cells(&filled, column),
        })
        .collect();
    found.push(Part::Table(Table {
        start: first.start,
        source: &text[first.start..last.start + last.text.len()],
        columns,
        head,
        rows: filled,
        note: None,
    }));
}

/// The cells of a row. A bar inside a bound number (`{{GD-09|truoc}}`) ends none.
fn cells(row: &str) -> Vec<&str> {
    let row = row.strip_prefix('|').unwrap_or(row);
    let mut cells = Vec::new();
    let (mut start, mut is_bound, mut before) = (0, false, ' ');
    for (at, c) in row.char_indices() {
        match (before, c) {
            ('{', '{') => is_bound = row[at..].contains("}}"),
            ('}', '}') => is_bound = false,
            (_, '|') if !is_bound => {
                cells.push(row[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
        before = c;
    }
    if !row[start..].trim().is_empty() || cells.is_empty() {
        cells.push(row[start..].trim());
    }
    cells
}

/// The line between a head and its rows: strokes in every cell.
fn is_rule(row: &[&str]) -> bool {
    let mut cells = row.iter();
    cells.all(|cell| cell.contains('-') && cell.chars().all(|c| "-: ".contains(c)))
}

fn side(rule: &str) -> Side {
    match (rule.starts_with(':'), rule.ends_with(':')) {
        (true, true) => Side::Center,
        (false, true) => Side::Right,
        _ => Side::Left,
    }
}

/// Without a rule a column of figures stands on the right, also where a figure is
/// missing or there is none ("-").
fn side_of_cells(rows: &[Vec<&str>], column: usize) -> Side {
    let is_figure = |cell: &&str| {
        let has_digit = cell.bytes().any(|b| b.is_ascii_digit()) || cell.starts_with("{{");
        has_digit
            && (cell.starts_with("{{") || cell.chars().all(|c| "0123456789.,%+- ".contains(c)))
    };
    let is_none = |cell: &&str| matches!(*cell, "" | "-" | "–" | "—");
    let of_column = rows.iter().filter_map(|row| row.get(column));
    let mut said = of_column.filter(|cell| !is_none(cell)).peekable();
    if said.peek().is_some() && said.all(is_figure) {
        Side::Right
    } else {
        Side::Left
    }
}

#[cfg(test)]
#[path = "prose_tests.rs"]
mod tests;
