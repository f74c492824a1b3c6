//! Tables: columns with alignment and weight, head rows, rows, a note.

use serde::{Deserialize, Serialize};

/// How the cells of a column stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    #[default]
    Left,
    Center,
    Right,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    pub align: Align,
    /// Share of the width, relative to the other columns; at least 1.
    pub weight: u16,
}

/// A cell of a head row; it may lie over several columns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeaderCell {
    pub text: String,
    /// Number of columns under it; at least 1.
    pub span: usize,
}

/// A row of a table's body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// One display-ready text per column; empty stays empty, not zero.
    pub cells: Vec<String>,
    /// Group and total rows are set bold.
    pub strong: bool,
}

/// A table of figures or text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    pub caption: Option<String>,
    pub columns: Vec<Column>,
    /// Repeated at the top of every page.
    pub header: Vec<Vec<HeaderCell>>,
    pub rows: Vec<Row>,
    /// Under the table: unit of measure, source, coverage.
    pub note: Option<String>,
}

impl Table {
    /// A table with one head row, its cells paired with the columns.
    pub fn new(columns: &[(&str, Align, u16)]) -> Self {
        Self {
            caption: None,
            columns: columns
                .iter()
                .map(|&(_, align, weight)| Column { align, weight })
                .collect(),
            header: vec![
                columns
                    .iter()
                    .map(|&(text, ..)| HeaderCell {
                        text: text.to_owned(),
                        span: 1,
                    })
                    .collect(),
            ],
            rows: Vec::new(),
            note: None,
        }
    }

    /// Whether its first column counts the rows ("TT").
    pub fn is_numbered(&self) -> bool {
        let first = self.columns.first();
        first.is_some_and(|column| column.align == Align::Center)
    }

    /// Adds an ordinary row.
    pub fn push(&mut self, cells: impl IntoIterator<Item = impl Into<String>>) {
        self.rows.push(Row {
            cells: cells.into_iter().map(Into::into).collect(),
            strong: false,
        });
    }
}
