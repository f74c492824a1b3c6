//! Workbooks of plain tables: title, note, head row, rows.

use jiff::civil::Date;
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

use super::{Figure, num_format, refused, workbook};
use crate::error::{DocError, Problem};

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing: not reported, not zero.
    Empty,
    Text(String),
    Number(Figure),
    Date(Date),
}

/// A column's head and width in characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetColumn {
    pub title: String,
    pub width: u16,
}

/// A row; groups and totals are set bold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetRow {
    pub cells: Vec<Cell>,
    pub strong: bool,
}

/// One sheet with one table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableSheet {
    /// At most 31 characters, none of `[]:*?/\`.
    pub name: String,
    pub title: String,
    /// Under the title: the coverage sentence, the source, the day.
    pub note: Option<String>,
    pub columns: Vec<SheetColumn>,
    pub rows: Vec<SheetRow>,
}

/// Writes the sheets as one workbook.
///
/// # Errors
/// All unusable or repeated sheet names, empty column lists and rows of a
/// wrong length at once.
pub fn table_workbook(title: &str, date: Date, sheets: &[TableSheet]) -> Result<Vec<u8>, DocError> {
    DocError::unless_empty(problems(sheets))?;
    let mut workbook = workbook(title, date);
    for sheet in sheets {
        write(workbook.add_worksheet(), sheet).map_err(refused)?;
    }
    workbook.save_to_buffer().map_err(refused)
}

fn problems(sheets: &[TableSheet]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (index, sheet) in sheets.iter().enumerate() {
        let name = sheet.name.as_str();
        let forbidden = |c: char| "[]:*?/\\".contains(c);
        let repeated = sheets[..index]
            .iter()
            .any(|s| s.name.to_lowercase() == name.to_lowercase());
        let length = name.chars().count();
        if name.trim().is_empty() || length > 31 || name.contains(forbidden) || repeated {
            problems.push(Problem::SheetName {
                name: name.to_owned(),
            });
        }
        let place = format!("sheets[{index}]");
        let expected = sheet.columns.len();
        if expected == 0 {
            problems.push(Problem::TableWithoutColumns {
                place: place.clone(),
            });
        }
        for (row, line) in sheet.rows.iter().enumerate() {
            let found = line.cells.len();
            if found != expected {
                let place = place.clone();
                problems.push(Problem::RowWidth {
                    place,
                    row,
                    expected,
                    found,
                });
            }
        }
    }
    problems
}

fn write(sheet: &mut Worksheet, table: &TableSheet) -> Result<(), XlsxError> {
    sheet
        .set_name(&table.name)?
        .set_paper_size(9)
        .set_print_fit_to_pages(1, 0);
    if table.columns.len() > 6 {
        sheet.set_landscape();
    }
    sheet.write_with_format(
        0,
        0,
        table.title.as_str(),
        &Format::new().set_bold().set_font_size(14),
    )?;
    let mut row = 1;
    if let Some(note) = &table.note {
        sheet.write_with_format(row, 0, note.as_str(), &Format::new().set_italic())?;
        row += 1;
    }
    row += 1;
    let head = Format::new()
        .set_bold()
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_background_color(0xE8_EEF4)
        .set_text_wrap();
    for (column, head_cell) in (0..).zip(&table.columns) {
        sheet.write_with_format(row, column, head_cell.title.as_str(), &head)?;
        sheet.set_column_width(column, f64::from(head_cell.width))?;
    }
    sheet.set_repeat_rows(row, row)?;
    sheet.set_freeze_panes(row + 1, 0)?;
    for line in &table.rows {
        row += 1;
        for (column, cell) in (0..).zip(&line.cells) {
            let mut format = Format::new()
                .set_border(FormatBorder::Thin)
                .set_align(FormatAlign::Top);
            if line.strong {
                format = format.set_bold();
            }
            write_cell(sheet, row, column, cell, format)?;
        }
    }
    Ok(())
}

fn write_cell(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    format: Format,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => sheet.write_blank(row, column, &format)?,
        Cell::Text(text) => {
            sheet.write_with_format(row, column, text.as_str(), &format.set_text_wrap())?
        }
        Cell::Number(figure) => {
            let format = format.set_num_format(num_format(figure.scale));
            sheet.write_with_format(row, column, figure.number(), &format)?
        }
        Cell::Date(date) => {
            let format = format.set_num_format("dd/mm/yyyy");
            sheet.write_with_format(row, column, date, &format)?
        }
    };
    Ok(())
}
