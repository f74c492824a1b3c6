//! Rows of a table of tasks: "1 | Rà soát số liệu | Sở Y tế | Sở Nội vụ | Quý II/2022"
//! under the head row that names the columns. Not here: tables of results (`planned`),
//! how a row of a file becomes such a line (`format`).

use super::Due;
use super::duties::{day_on, is_before, last_day};
use super::leads::{leads_in, office};
use super::organisations::Mention;
use super::page::{Line, Page, Part};
use super::pieces::{at_semicolons, opens_task, trim};
use crate::columns::{Columns, Lead, told};
use crate::date::{find_dates, find_periods};
use crate::text::begins_with;
use jiff::civil::Date;
use std::ops::Range;

/// A row with the places of its cells.
#[derive(Debug)]
pub(super) struct Row {
    task: Range<usize>,
    lead: Option<Range<usize>>,
    /// Those who join in are named in the same column.
    shared: bool,
    due: Option<Range<usize>>,
}

/// The rows of all tables of tasks, in order. Their lines, and those of the heads, are
/// no running text.
pub(super) fn read(text: &str, lines: &mut [Line]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut columns: Option<Columns> = None;
    // Nearly no text has a bar.
    let mut next = memchr::memchr(b'|', text.as_bytes()).unwrap_or(usize::MAX);
    let from = lines.partition_point(|l| l.span.end <= next);
    for line in lines.iter_mut().skip(from) {
        if line.span.start > next {
            let found = memchr::memchr(b'|', &text.as_bytes()[line.span.start..]);
            next = found.map_or(usize::MAX, |at| line.span.start + at);
        }
        if line.span.end <= next {
            // Between rows stand their groups, which are no sentences.
            if text[line.span.clone()]
                .trim_end()
                .ends_with(['.', ':', ';'])
            {
                columns = None;
            }
            if next == usize::MAX {
                break;
            }
            continue;
        }
        let cells = cells(text, line);
        let words: Vec<&str> = cells.iter().map(|c| &text[c.clone()]).collect();
        if let Some(head) = told(&words) {
            columns = Some(head);
            line.part = Part::Caption;
        } else if let Some(columns) = columns.as_ref().filter(|c| c.width == cells.len()) {
            line.part = Part::Caption;
            rows.push(row(text, &cells, columns, rows.last()));
        }
    }
    rows
}

/// The cells of a line: what stands between bars with blanks on both sides.
fn cells(text: &str, line: &Line) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let (start, end) = (line.span.start, line.span.end);
    let mut out = Vec::new();
    let mut from = start;
    for bar in memchr::memchr_iter(b'|', &bytes[start..end]).map(|at| start + at) {
        let before = bar == start || bytes[bar - 1] == b' ';
        let behind = bar + 1 == end || bytes[bar + 1] == b' ';
        if before && behind {
            out.push(bare(text, from..bar));
            from = bar + 1;
        }
    }
    out.push(bare(text, from..end));
    out
}

/// The range without blanks around.
fn bare(text: &str, span: Range<usize>) -> Range<usize> {
    let words = &text[span.clone()];
    let start = span.start + words.len() - words.trim_start().len();
    start..(start + words.trim().len()).max(start)
}

fn row(text: &str, cells: &[Range<usize>], columns: &Columns, above: Option<&Row>) -> Row {
    let filled = |at: usize, above: Option<&Range<usize>>| {
        let cell = cells[at].clone();
        let words = &text[cell.clone()];
        if is_same(words) {
            return above.cloned();
        }
        Some(cell).filter(|_| !words.is_empty())
    };
    Row {
        task: cells[columns.task].clone(),
        lead: columns
            .lead
            .and_then(|lead| filled(lead.at, above.and_then(|r| r.lead.as_ref()))),
        shared: columns.lead.is_some_and(|Lead { shared, .. }| shared),
        due: columns
            .due
            .and_then(|due| filled(due, above.and_then(|r| r.due.as_ref()))),
    }
}

/// "nt", "Như trên", "″": what the row above has.
fn is_same(words: &str) -> bool {
    let bare = words.trim_matches(['-', '.', ' ']);
    let named = ["nt", "như trên"]
        .iter()
        .any(|w| begins_with(bare, w).is_some_and(|length| length == bare.len()));
    named || matches!(words, "\"" | "″" | "”" | "“" | "''")
}

/// The tasks of the rows. A row that names neither lead nor day is one only when it
/// opens as a task does; it is the title of a group otherwise.
pub(super) fn tasks(page: &Page, found: &mut Vec<Range<usize>>) {
    for row in &page.plan_rows {
        let piece = trim(page, row.task.clone());
        let told = row.lead.is_some() || row.due.is_some();
        let verb = || opens_task(page, &piece, true) || opens_task(page, &piece, false);
        if told || verb() {
            found.extend(at_semicolons(page, piece.clone()));
        }
    }
}

/// The row in whose cell of tasks `span` stands.
pub(super) fn of<'a>(page: &'a Page, span: &Range<usize>) -> Option<&'a Row> {
    let next = page
        .plan_rows
        .partition_point(|r| r.task.start <= span.start);
    let row = page.plan_rows.get(next.checked_sub(1)?)?;
    (span.end <= row.task.end).then_some(row)
}

impl Row {
    /// The body that the column of the lead names: the one said to lead, else the first,
    /// behind offices ("Giám đốc Sở Y tế"); one that no pattern knows as it is written.
    pub(super) fn lead(&self, page: &Page, mentions: &[Mention]) -> Option<Range<usize>> {
        /// Who is meant is open, or nobody is named.
        const MANY: &[&str] = &["các ", "những ", "mọi ", "tất cả", "toàn ", "cả ", "không "];
        const LONGEST: usize = 60;
        let cell = self.lead.clone()?;
        let words = page.str(&cell);
        let from = mentions.partition_point(|m| m.span.start < cell.start);
        let inside = || {
            let behind = mentions[from..].iter().map(|m| &m.span);
            behind.take_while(|m| m.end <= cell.end)
        };
        let said = |m: &&Range<usize>| {
            let before = page.text[cell.start..m.start].trim_end();
            leads_in(page, m, cell.end)
                || before.ends_with("hủ trì:")
                || before.ends_with("hủ trì :")
        };
        if let Some(led) = inside().find(said) {
            return Some(led.clone());
        }
        if self.shared {
            return None;
        }
        let head = cell.start + words.len() - words.trim_start_matches(['-', '+', ' ']).len();
        let head = head + office(&page.text[head..cell.end]);
        if let Some(first) = inside().next() {
            return (first.start == head).then(|| first.clone());
        }
        let open = MANY.iter().any(|w| begins_with(words, w).is_some());
        let named = words.chars().any(char::is_alphabetic)
            && !words.contains([',', ';', ':', '/', '.'])
            && words.chars().count() <= LONGEST;
        (named && !open).then_some(cell)
    }

    /// The day that the column of due days names. Words without a day or period are
    /// none; of several days the last counts only where they are the ends of one time.
    pub(super) fn due(&self, page: &Page, today: Option<Date>) -> Option<(Due, Range<usize>)> {
        let mut cell = self.due.clone()?;
        let words = page.str(&cell).trim_end_matches([' ', '.', ';', ',']);
        cell.end = cell.start + words.len();
        let date = match page.dates_in(&cell) {
            [] => return Some((period(words, today)?, cell)),
            [day] => day_on(day, today),
            [first, last] => {
                let between = page.text[first.span.end..last.span.start].trim();
                let one = matches!(between, "-" | "–") || between.starts_with("đến");
                day_on(last, today).filter(|_| one)
            }
            _ => None,
        };
        let text = words.to_owned();
        Some((Due { text, date }, cell))
    }
}

/// "Quý II/2022", "trước tháng 9"; also, as the column says what it is, "6/2022" and
/// "Trước 20/5".
fn period(words: &str, today: Option<Date>) -> Option<Due> {
    let due = |date| {
        let text = words.to_owned();
        Some(Due { text, date })
    };
    let periods = find_periods(words);
    if let Some(first) = periods.first() {
        let before = is_before(&words[..first.span.start]);
        let alone = periods.len() == 1 && words[first.span.end..].trim_end().is_empty();
        return due(last_day(first, today, before).filter(|_| alone));
    }
    let by = ["trước ", "đến ", "hết ", "xong trước "]
        .iter()
        .find_map(|w| begins_with(words, w));
    let number = &words[by.unwrap_or(0)..];
    let figures = number.bytes().all(|b| b.is_ascii_digit() || b == b'/');
    if !figures || !number.contains('/') {
        return None;
    }
    let month = format!("tháng {number}");
    if let [month] = find_periods(&month).as_slice()
        && month.year.is_some()
    {
        return due(last_day(
            month,
            today,
            is_before(&words[..words.len() - number.len()]),
        ));
    }
    let day = format!("ngày {number}");
    match find_dates(&day).as_slice() {
        [found] if found.span.end == day.len() => due(day_on(found, today)),
        _ => None,
    }
}
