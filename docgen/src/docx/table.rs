//! Tables with borders, a head repeated on every page, and their note.

use super::paragraph::{gap, paragraph, points, run, twips};
use super::xml::Xml;
use crate::model::{Align, Table};

pub(super) fn write(xml: &mut Xml, table: &Table, width_mm: f32) {
    if let Some(caption) = &table.caption {
        paragraph(xml, "Caption", |xml| run(xml, caption, false, false));
    }
    let widths = column_widths(table, points(width_mm));
    xml.open("w:tbl", &[]);
    xml.open("w:tblPr", &[]);
    xml.val("w:tblStyle", "TableGrid");
    let total = twips(widths.iter().sum());
    xml.empty("w:tblW", &[("w:w", &total), ("w:type", "dxa")]);
    xml.val("w:jc", "center");
    xml.empty("w:tblLayout", &[("w:type", "fixed")]);
    xml.empty("w:tblLook", &[("w:val", "0020"), ("w:firstRow", "1")]);
    if let Some(caption) = &table.caption {
        // The name by which a screen reader announces the table.
        xml.val("w:tblCaption", caption);
    }
    xml.close();
    xml.open("w:tblGrid", &[]);
    for width in &widths {
        xml.empty("w:gridCol", &[("w:w", &twips(*width))]);
    }
    xml.close();
    for cells in &table.header {
        xml.open("w:tr", &[]);
        xml.open("w:trPr", &[]);
        xml.empty("w:cantSplit", &[]);
        xml.empty("w:tblHeader", &[]);
        xml.close();
        let mut column = 0;
        for cell in cells {
            let span = cell.span.max(1);
            let width = widths[column..column + span].iter().sum();
            open_cell(xml, width, span);
            paragraph(xml, "TableHead", |xml| run(xml, &cell.text, false, false));
            xml.close();
            column += span;
        }
        xml.close();
    }
    for row in &table.rows {
        xml.open("w:tr", &[]);
        xml.open("w:trPr", &[]);
        xml.empty("w:cantSplit", &[]);
        xml.close();
        for ((text, column), width) in row.cells.iter().zip(&table.columns).zip(&widths) {
            open_cell(xml, *width, 1);
            paragraph(xml, cell_style(column.align), |xml| {
                run(xml, text, row.strong, false)
            });
            xml.close();
        }
        xml.close();
    }
    xml.close();
    match &table.note {
        Some(note) => paragraph(xml, "TableNote", |xml| run(xml, note, false, false)),
        // Without a paragraph between them Word joins two tables into one.
        None => gap(xml, 8.0),
    }
}

fn cell_style(align: Align) -> &'static str {
    match align {
        Align::Left => "TableText",
        Align::Center => "TableCentered",
        Align::Right => "TableFigure",
    }
}

fn open_cell(xml: &mut Xml, width: f32, span: usize) {
    xml.open("w:tc", &[]);
    xml.open("w:tcPr", &[]);
    xml.empty("w:tcW", &[("w:w", &twips(width)), ("w:type", "dxa")]);
    if span > 1 {
        xml.val("w:gridSpan", &span.to_string());
    }
    xml.val("w:vAlign", "center");
    xml.close();
}

fn column_widths(table: &Table, width: f32) -> Vec<f32> {
    let total: u32 = table.columns.iter().map(|c| u32::from(c.weight)).sum();
    let share = |weight: u16| width * f32::from(weight) / total.max(1) as f32;
    table.columns.iter().map(|c| share(c.weight)).collect()
}
