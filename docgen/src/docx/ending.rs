//! Nơi nhận on the left, the signature on the right; never torn apart.

use super::head::{open_cell, open_columns};
use super::paragraph::{gap, paragraph, points, run_in_face, twips};
use super::xml::Xml;
use crate::compose::{Line, Sheet};
use crate::profile::FormatProfile;

pub(super) fn write(xml: &mut Xml, sheet: &Sheet, profile: &FormatProfile) {
    let half = points(profile.page.text_width_mm()) / 2.0;
    gap(xml, 10.0);
    open_columns(xml, &[half, half]);
    xml.open("w:tr", &[]);
    xml.open("w:trPr", &[]);
    xml.empty("w:cantSplit", &[]);
    xml.close();
    open_cell(xml, half, 1);
    lines(xml, &sheet.recipients, "Recipients");
    xml.close();
    open_cell(xml, half, 1);
    lines(xml, &sheet.signature, "Signature");
    // The room for signing; it also closes the cell, as the schema demands.
    xml.open("w:p", &[]);
    xml.open("w:pPr", &[]);
    xml.val("w:pStyle", "Signature");
    xml.empty(
        "w:spacing",
        &[("w:before", &twips(profile.signature.room_pt))],
    );
    xml.close();
    if let Some(signer) = &sheet.signer {
        run_in_face(xml, &signer.text, &signer.face);
    }
    xml.close();
    xml.close();
    xml.close();
    xml.close();
}

fn lines(xml: &mut Xml, lines: &[Line], style: &str) {
    for line in lines {
        paragraph(xml, style, |xml| run_in_face(xml, &line.text, &line.face));
    }
}
