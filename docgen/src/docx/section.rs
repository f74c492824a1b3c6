//! Sections: paper, margins, page numbers that skip the first page, and the
//! own counting of appendices.

use super::paragraph::{points, spacing_exact, twips};
use super::xml::Xml;
use crate::profile::FormatProfile;

/// The width of text in a section, in millimetres.
pub(super) fn text_width_mm(profile: &FormatProfile, landscape: bool) -> f32 {
    let page = &profile.page;
    if landscape {
        page.height_mm - page.left_mm - page.right_mm
    } else {
        page.text_width_mm()
    }
}

/// Closes the section so far with a paragraph that carries its properties.
pub(super) fn end(xml: &mut Xml, profile: &FormatProfile, landscape: bool, appendix: bool) {
    xml.open("w:p", &[]);
    xml.open("w:pPr", &[]);
    spacing_exact(xml, 1.0);
    properties(xml, profile, landscape, appendix);
    xml.close();
    xml.close();
}

/// `w:sectPr`, in the order of children that the schema demands.
pub(super) fn properties(xml: &mut Xml, profile: &FormatProfile, landscape: bool, appendix: bool) {
    let page = &profile.page;
    let size = |millimetres: f32| twips(points(millimetres));
    xml.open("w:sectPr", &[]);
    xml.empty(
        "w:headerReference",
        &[("w:type", "default"), ("r:id", "rIdHeader")],
    );
    xml.empty(
        "w:headerReference",
        &[("w:type", "first"), ("r:id", "rIdHeaderFirst")],
    );
    xml.val("w:type", "nextPage");
    if landscape {
        let (wide, high) = (size(page.height_mm), size(page.width_mm));
        xml.empty(
            "w:pgSz",
            &[("w:w", &wide), ("w:h", &high), ("w:orient", "landscape")],
        );
    } else {
        let (wide, high) = (size(page.width_mm), size(page.height_mm));
        xml.empty("w:pgSz", &[("w:w", &wide), ("w:h", &high)]);
    }
    xml.empty(
        "w:pgMar",
        &[
            ("w:top", &size(page.top_mm)),
            ("w:right", &size(page.right_mm)),
            ("w:bottom", &size(page.bottom_mm)),
            ("w:left", &size(page.left_mm)),
            ("w:header", &size(page.top_mm / 2.0)),
            ("w:footer", &size(page.bottom_mm / 2.0)),
            ("w:gutter", "0"),
        ],
    );
    if appendix && page.appendix_restarts {
        xml.empty("w:pgNumType", &[("w:start", "1")]);
    }
    // Page 1 carries no number; an appendix that goes on counting does.
    if !appendix || page.appendix_restarts {
        xml.empty("w:titlePg", &[]);
    }
    xml.close();
}
