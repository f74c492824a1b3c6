//! Cells of a worksheet one by one. A dense range would let one far cell of a
//! tiny file ask for all the memory there is.

use calamine::{Data, Xlsx};
use std::io::{Read, Seek};

/// Calls `take` with zero-based row, column and content of every used cell.
pub(crate) fn for_each_cell<R: Read + Seek>(
    book: &mut Xlsx<R>,
    sheet: &str,
    mut take: impl FnMut(u32, u32, Data),
) -> Result<(), String> {
    let mut reader = book
        .worksheet_cells_reader(sheet)
        .map_err(|e| e.to_string())?;
    while let Some(cell) = reader.next_cell().map_err(|e| e.to_string())? {
        let (row, column) = cell.get_position();
        take(row, column, Data::from(cell.get_value().clone()));
    }
    Ok(())
}
