//! The DOCX writer: WordprocessingML with real styles, headings and lists numbered by
//! Word, repeated table heads, page numbers, language and sections (R-4.7), with fixed
//! bytes (R-4.8).
//!
//! The XML is written here and not by a DOCX crate; docs/adr/0003-docx-writer.md
//! says why. Not here: any wording (`compose`).

mod block;
mod ending;
mod head;
mod listing;
mod numbering;
mod numeral;
mod package;
mod paragraph;
mod picture;
mod section;
mod styles;
mod table;
mod width;
mod xml;

use crate::compose::{Sheet, compose};
use crate::error::DocError;
use crate::model::OfficialDocument;
use crate::picture::Drawn;
use crate::profile::FormatProfile;

use self::numbering::Numbering;
use self::xml::Xml;

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Writes the document as a DOCX file.
///
/// # Errors
/// Every problem of the model at once, or [`crate::Problem::Writer`] when the
/// archive cannot be written.
pub fn write(document: &OfficialDocument, profile: &FormatProfile) -> Result<Vec<u8>, DocError> {
    let sheet = compose(document, profile)?;
    let pictures = picture::drawings(&sheet)?;
    let numbering = numbering::plan(&sheet, profile);
    let body = body(&sheet, profile, &pictures, &numbering);
    package::pack(document, profile, &sheet, &body, (&pictures, &numbering))
}

/// `word/document.xml`.
fn body(
    sheet: &Sheet,
    profile: &FormatProfile,
    pictures: &[Drawn],
    numbering: &Numbering,
) -> String {
    let mut xml = Xml::part("w:document", &[("xmlns:w", W), ("xmlns:r", R)]);
    xml.expect_pictures(
        pictures
            .iter()
            .map(|p| (p.png.width, p.png.height))
            .collect(),
    );
    xml.expect_headings(numbering.marks.clone());
    xml.expect_lists(numbering.listing.lists.clone());
    xml.open("w:body", &[]);
    head::write(&mut xml, sheet, profile);
    block::write_all(&mut xml, &sheet.blocks, profile.page.text_width_mm(), true);
    ending::write(&mut xml, sheet, profile);
    for (index, appendix) in sheet.appendices.iter().enumerate() {
        let landscape = index > 0 && sheet.appendices[index - 1].landscape;
        section::end(&mut xml, profile, landscape, index > 0);
        head::write_centered(&mut xml, &appendix.title, profile);
        let width = section::text_width_mm(profile, appendix.landscape);
        block::write_all(&mut xml, &appendix.blocks, width, false);
    }
    let last = sheet.appendices.last();
    let landscape = last.is_some_and(|appendix| appendix.landscape);
    section::properties(&mut xml, profile, landscape, last.is_some());
    xml.finish()
}
