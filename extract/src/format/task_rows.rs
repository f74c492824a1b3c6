//! Rows of tables of tasks as lines: bars between the cells, and what reaches over
//! several rows in each of them. Not here: other rows (`rows`), which names of
//! columns make such a table (`columns`).

use super::rows::Cell;
use crate::columns::{BETWEEN, Columns, MOST, told};

/// Bytes of cells that are written again in rows below, for one file: a limit
/// against hostile ones.
const MOST_AGAIN: usize = 200_000;

/// The tables that are open, one within the other.
#[derive(Default)]
pub(super) struct TaskRows {
    tables: Vec<Option<Table>>,
    again: usize,
}

/// What is known of a table behind some of its rows.
#[derive(Default)]
struct Table {
    columns: Option<Columns>,
    /// The words of the row above, column by column.
    above: Vec<String>,
}

impl TaskRows {
    /// A table begins within so many open rows.
    pub(super) fn begin(&mut self, depth: usize) {
        self.tables.truncate(depth);
        self.tables.resize_with(depth, || None);
        self.tables.push(Some(Table::default()));
    }

    /// The line of a row in the table at `depth`; `None` when that is, so far, no table
    /// of tasks, or the row has other columns.
    pub(super) fn written(
        &mut self,
        depth: usize,
        cells: &[Cell],
        paragraphs: &[Vec<&str>],
    ) -> Option<String> {
        let table = self.tables.get_mut(depth)?.as_mut()?;
        let width = cells.iter().map(|c| c.wider + 1).sum::<usize>();
        if width > MOST {
            return None;
        }
        let mut row: Vec<String> = Vec::with_capacity(width);
        let mut covered = Vec::new();
        for (cell, words) in cells.iter().zip(paragraphs) {
            if cell.covered && words.is_empty() {
                covered.extend(row.len()..=row.len() + cell.wider);
            }
            row.push(words.join(" "));
            row.resize_with(row.len() + cell.wider, String::new);
        }
        let above = &table.above;
        let same_width = above.len() == width;
        let again = covered
            .iter()
            .map(|at| above.get(*at).map_or(0, String::len));
        let again = again.sum::<usize>();
        if same_width && self.again + again <= MOST_AGAIN {
            self.again += again;
            for at in &covered {
                row[*at].clone_from(&above[*at]);
            }
        }
        let names: Vec<&str> = row.iter().map(String::as_str).collect();
        let line = if let Some(columns) = told(&names) {
            table.columns = Some(columns);
            Some(row.join(BETWEEN))
        } else if let Some(columns) = table.columns.as_ref().filter(|c| c.width == width) {
            // A task that reaches over several rows is one task.
            let task = columns.task;
            let words = if covered.contains(&task) {
                std::mem::take(&mut row[task])
            } else {
                String::new()
            };
            let line = row.join(BETWEEN);
            if !words.is_empty() {
                row[task] = words;
            }
            Some(line)
        } else {
            None
        };
        table.above = row;
        line
    }
}
