//! Paragraphs and runs, in the order of children that the schema demands.

use super::xml::Xml;
use crate::profile::Face;

/// Twentieths of a point.
pub(super) fn twips(points: f32) -> String {
    format!("{}", (points * 20.0).round() as i32)
}

/// Millimetres as points.
pub(super) fn points(millimetres: f32) -> f32 {
    millimetres * 72.0 / 25.4
}

/// Half points, the unit of font sizes.
pub(super) fn half_points(points: f32) -> String {
    format!("{}", (points * 2.0).round() as i32)
}

/// A paragraph of one style with runs that `runs` writes.
pub(super) fn paragraph(xml: &mut Xml, style: &str, runs: impl FnOnce(&mut Xml)) {
    xml.open("w:p", &[]);
    xml.open("w:pPr", &[]);
    xml.val("w:pStyle", style);
    xml.close();
    runs(xml);
    xml.close();
}

/// Properties of a run that differ from its style; nothing when they agree.
pub(super) fn run_properties(xml: &mut Xml, face: &Face) {
    xml.open("w:rPr", &[]);
    face_children(xml, face);
    xml.close();
}

/// The children of `w:rPr` for a face, in schema order.
pub(super) fn face_children(xml: &mut Xml, face: &Face) {
    if face.bold {
        xml.empty("w:b", &[]);
        xml.empty("w:bCs", &[]);
    }
    if face.italic {
        xml.empty("w:i", &[]);
        xml.empty("w:iCs", &[]);
    }
    let size = half_points(face.size_pt);
    xml.val("w:sz", &size);
    xml.val("w:szCs", &size);
    if face.underline {
        xml.val("w:u", "single");
    }
}

/// A run in a face of its own.
pub(super) fn run_in_face(xml: &mut Xml, text: &str, face: &Face) {
    xml.open("w:r", &[]);
    run_properties(xml, face);
    content(xml, text);
    xml.close();
}

/// A run in the paragraph's face, bold or italic where the text says so.
pub(super) fn run(xml: &mut Xml, text: &str, bold: bool, italic: bool) {
    if text.is_empty() {
        return;
    }
    xml.open("w:r", &[]);
    if bold || italic {
        xml.open("w:rPr", &[]);
        if bold {
            xml.empty("w:b", &[]);
            xml.empty("w:bCs", &[]);
        }
        if italic {
            xml.empty("w:i", &[]);
            xml.empty("w:iCs", &[]);
        }
        xml.close();
    }
    content(xml, text);
    xml.close();
}

/// Text with line breaks and tabs as their own elements.
fn content(xml: &mut Xml, text: &str) {
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            xml.empty("w:br", &[]);
        }
        for (index, piece) in line.split('\t').enumerate() {
            if index > 0 {
                xml.empty("w:tab", &[]);
            }
            if !piece.is_empty() {
                xml.leaf("w:t", &[("xml:space", "preserve")], piece);
            }
        }
    }
}

/// An empty paragraph of a fixed small height that stays with what follows.
pub(super) fn gap(xml: &mut Xml, height_pt: f32) {
    xml.open("w:p", &[]);
    xml.open("w:pPr", &[]);
    xml.empty("w:keepNext", &[]);
    spacing_exact(xml, height_pt);
    xml.close();
    xml.close();
}

/// Line spacing of exactly so many points.
pub(super) fn spacing_exact(xml: &mut Xml, height_pt: f32) {
    xml.empty(
        "w:spacing",
        &[
            ("w:before", "0"),
            ("w:after", "0"),
            ("w:line", &twips(height_pt)),
            ("w:lineRule", "exact"),
        ],
    );
}
