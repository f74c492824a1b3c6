//! Pictures, each in a paragraph of its own: a PNG that every reader draws, and
//! the same as SVG for those that draw that.

use super::paragraph::paragraph;
use super::xml::Xml;
use crate::compose::Sheet;
use crate::error::DocError;
use crate::model::{Block, Picture};
use crate::picture::{Drawn, drawn};

const WP: &str = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";
const A: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
const SVG: &str = "http://schemas.microsoft.com/office/drawing/2016/SVG/main";
/// The extension of a picture that names its SVG.
const SVG_OF_BLIP: &str = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}";
const PIC: &str = "http://schemas.openxmlformats.org/drawingml/2006/picture";

/// The unit of lengths in drawings: 36,000 to the millimetre.
const EMU: u64 = 36_000;

/// All pictures of the sheet, in reading order.
pub(super) fn drawings(sheet: &Sheet) -> Result<Vec<Drawn>, DocError> {
    let appendices = sheet.appendices.iter().flat_map(|a| &a.blocks);
    let pictures = sheet.blocks.iter().chain(appendices);
    pictures
        .filter_map(|block| match block {
            Block::Picture(picture) => Some(drawn(&picture.svg)),
            _ => None,
        })
        .collect()
}

/// One form of the `n`-th picture, from 1: the name of its part below `word/`,
/// and its relationship.
pub(super) fn png_part(n: usize) -> (String, String) {
    (format!("media/image{n}.png"), format!("rIdImage{n}"))
}

/// The other form.
pub(super) fn svg_part(n: usize) -> (String, String) {
    (format!("media/image{n}.svg"), format!("rIdShapes{n}"))
}

/// Writes the next picture; its table is written by the caller.
pub(super) fn write(xml: &mut Xml, picture: &Picture, width_mm: f32) {
    let Some((n, png)) = xml.next_picture() else {
        return;
    };
    let room = if width_mm > 1.0 { width_mm as u64 } else { 1 };
    let width = u64::from(picture.width_mm).min(room) * EMU;
    let height = width * u64::from(png.1) / u64::from(png.0.max(1));
    let (cx, cy, id) = (width.to_string(), height.to_string(), n.to_string());
    let name = format!("Picture {n}");
    paragraph(xml, "TableCentered", |xml| {
        xml.open("w:r", &[]);
        xml.open("w:drawing", &[]);
        let none = [
            ("distT", "0"),
            ("distB", "0"),
            ("distL", "0"),
            ("distR", "0"),
        ];
        let mut inline = vec![("xmlns:wp", WP)];
        inline.extend(none);
        xml.open("wp:inline", &inline);
        xml.empty("wp:extent", &[("cx", &cx), ("cy", &cy)]);
        xml.empty(
            "wp:docPr",
            &[("id", &id), ("name", &name), ("descr", &picture.alt)],
        );
        xml.open("a:graphic", &[("xmlns:a", A)]);
        xml.open("a:graphicData", &[("uri", PIC)]);
        xml.open("pic:pic", &[("xmlns:pic", PIC)]);
        xml.open("pic:nvPicPr", &[]);
        xml.empty("pic:cNvPr", &[("id", &id), ("name", &name)]);
        xml.empty("pic:cNvPicPr", &[]);
        xml.close();
        xml.open("pic:blipFill", &[]);
        xml.open("a:blip", &[("r:embed", &png_part(n).1)]);
        xml.open("a:extLst", &[]);
        xml.open("a:ext", &[("uri", SVG_OF_BLIP)]);
        xml.empty(
            "asvg:svgBlip",
            &[("xmlns:asvg", SVG), ("r:embed", &svg_part(n).1)],
        );
        for _ in ["a:ext", "a:extLst", "a:blip"] {
            xml.close();
        }
        xml.open("a:stretch", &[]);
        xml.empty("a:fillRect", &[]);
        xml.close();
        xml.close();
        xml.open("pic:spPr", &[]);
        xml.open("a:xfrm", &[]);
        xml.empty("a:off", &[("x", "0"), ("y", "0")]);
        xml.empty("a:ext", &[("cx", &cx), ("cy", &cy)]);
        xml.close();
        xml.open("a:prstGeom", &[("prst", "rect")]);
        xml.empty("a:avLst", &[]);
        xml.close();
        xml.close();
        for _ in [
            "pic:pic",
            "a:graphicData",
            "a:graphic",
            "wp:inline",
            "w:drawing",
            "w:r",
        ] {
            xml.close();
        }
    });
}
