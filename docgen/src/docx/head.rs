//! The head of page 1: two columns without borders, then the title.

use super::paragraph::{gap, paragraph, points, run, run_in_face, twips};
use super::width::text_width_pt;
use super::xml::Xml;
use crate::compose::{Line, Sheet};
use crate::profile::{FormatProfile, Rule};

pub(super) fn write(xml: &mut Xml, sheet: &Sheet, profile: &FormatProfile) {
    let width = profile.page.text_width_mm();
    let left = points(width * profile.head.left_share);
    let right = points(width) - left;
    let number = number_width(sheet, points(width), left);
    let date = broken(&sheet.date, points(width) - number);
    if number < left {
        // Rows of one table with other columns: three, of which one is shared.
        open_columns(xml, &[number, left - number, right]);
        row(
            xml,
            &[(left, 2, &sheet.head_left), (right, 1, &sheet.head_right)],
        );
        let wide = points(width) - number;
        row(xml, &[(number, 1, &sheet.number), (wide, 2, &date)]);
    } else {
        open_columns(xml, &[left, right]);
        row(
            xml,
            &[(left, 1, &sheet.head_left), (right, 1, &sheet.head_right)],
        );
        row(xml, &[(left, 1, &sheet.number), (right, 1, &date)]);
    }
    xml.close();
    gap(xml, 12.0);
    for (index, line) in sheet.title.iter().enumerate() {
        let style = if index == 0 { "Title" } else { "Subtitle" };
        styled_line(xml, line, style, points(width));
    }
    if !sheet.title.is_empty() {
        gap(xml, 8.0);
    }
    for line in &sheet.addressees {
        paragraph(xml, "Addressee", |xml| run(xml, &line.text, false, false));
    }
    if !sheet.addressees.is_empty() {
        gap(xml, 6.0);
    }
    for line in &sheet.bases {
        paragraph(xml, "LegalBasis", |xml| run(xml, &line.text, false, false));
    }
}

/// How wide the number's column is: place and date beside it take what they need
/// to stay on one line, as long as the number keeps what it needs.
fn number_width(sheet: &Sheet, total: f32, left: f32) -> f32 {
    let date = total - widest(&sheet.date);
    left.min(date).max(left.min(widest(&sheet.number)))
}

fn widest(lines: &[Line]) -> f32 {
    let width = |line: &Line| text_width_pt(&line.text, line.face.size_pt);
    lines.iter().map(width).fold(0.0, f32::max)
}

/// Place and date that do not fit into `width` break behind the place, never
/// within the date.
fn broken(lines: &[Line], width: f32) -> Vec<Line> {
    let mut lines = lines.to_vec();
    for line in &mut lines {
        if text_width_pt(&line.text, line.face.size_pt) > width + 0.5 {
            line.text = line.text.replacen(", ngày", ",\nngày", 1);
        }
    }
    lines
}

/// Centred title lines of an appendix; the label is a heading, so that the
/// outline of the file shows it.
pub(super) fn write_centered(xml: &mut Xml, lines: &[Line], profile: &FormatProfile) {
    for (index, line) in lines.iter().enumerate() {
        let style = if index == 0 {
            "AppendixLabel"
        } else {
            "HeadLine"
        };
        styled_line(xml, line, style, points(profile.page.text_width_mm()));
    }
    gap(xml, 8.0);
}

/// A table without borders over the given columns; the caller closes it.
pub(super) fn open_columns(xml: &mut Xml, widths: &[f32]) {
    xml.open("w:tbl", &[]);
    xml.open("w:tblPr", &[]);
    let total = twips(widths.iter().sum());
    xml.empty("w:tblW", &[("w:w", &total), ("w:type", "dxa")]);
    xml.val("w:jc", "center");
    xml.empty("w:tblLayout", &[("w:type", "fixed")]);
    xml.open("w:tblCellMar", &[]);
    xml.empty("w:left", &[("w:w", "0"), ("w:type", "dxa")]);
    xml.empty("w:right", &[("w:w", "0"), ("w:type", "dxa")]);
    xml.close();
    xml.close();
    xml.open("w:tblGrid", &[]);
    for width in widths {
        xml.empty("w:gridCol", &[("w:w", &twips(*width))]);
    }
    xml.close();
}

/// Cells as (width, columns of the grid, lines).
fn row(xml: &mut Xml, cells: &[(f32, usize, &Vec<Line>)]) {
    xml.open("w:tr", &[]);
    for &(width, span, lines) in cells {
        open_cell(xml, width, span);
        for line in lines {
            styled_line(xml, line, "HeadLine", width);
        }
        xml.close();
    }
    xml.close();
}

/// A cell of a borderless table; the caller closes it.
pub(super) fn open_cell(xml: &mut Xml, width: f32, span: usize) {
    xml.open("w:tc", &[]);
    xml.open("w:tcPr", &[]);
    xml.empty("w:tcW", &[("w:w", &twips(width)), ("w:type", "dxa")]);
    if span > 1 {
        xml.val("w:gridSpan", &span.to_string());
    }
    xml.close();
}

/// A line and, where its face has one, the rule below it.
pub(super) fn styled_line(xml: &mut Xml, line: &Line, style: &str, width: f32) {
    paragraph(xml, style, |xml| run_in_face(xml, &line.text, &line.face));
    let text = text_width_pt(&line.text, line.face.size_pt).min(width);
    match line.face.rule {
        Rule::None => {}
        Rule::Full => rule(xml, text, width),
        Rule::Part => rule(xml, text * 0.4, width),
    }
}

/// A drawn rule: the top border of an empty low paragraph between indents.
fn rule(xml: &mut Xml, length: f32, width: f32) {
    let indent = twips(((width - length) / 2.0).max(0.0));
    xml.open("w:p", &[]);
    xml.open("w:pPr", &[]);
    xml.open("w:pBdr", &[]);
    let border = [
        ("w:val", "single"),
        ("w:sz", "6"),
        ("w:space", "1"),
        ("w:color", "000000"),
    ];
    xml.empty("w:top", &border);
    xml.close();
    let low = [
        ("w:before", "60"),
        ("w:after", "0"),
        ("w:line", "80"),
        ("w:lineRule", "exact"),
    ];
    xml.empty("w:spacing", &low);
    xml.empty("w:ind", &[("w:left", &indent), ("w:right", &indent)]);
    xml.close();
    xml.close();
}
