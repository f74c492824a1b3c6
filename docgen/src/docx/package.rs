//! The parts around the document and the archive with fixed times.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::numbering::Numbering;
use super::picture::{png_part, svg_part};
use super::xml::Xml;
use super::{R, W, styles};
use crate::compose::Sheet;
use crate::error::DocError;
use crate::model::OfficialDocument;
use crate::picture::Drawn;
use crate::profile::FormatProfile;

const CONTENT: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

pub(super) fn pack(
    document: &OfficialDocument,
    profile: &FormatProfile,
    sheet: &Sheet,
    body: &str,
    (pictures, numbering): (&[Drawn], &Numbering),
) -> Result<Vec<u8>, DocError> {
    let has_numbers = numbering.is_needed();
    let numbers = numbering.part(profile);
    let parts: [(&str, &str); 11] = [
        (
            "[Content_Types].xml",
            &content_types(!pictures.is_empty(), has_numbers),
        ),
        ("_rels/.rels", &package_relations()),
        ("docProps/core.xml", &core(document, sheet)),
        ("docProps/app.xml", &app()),
        ("word/document.xml", body),
        (
            "word/_rels/document.xml.rels",
            &document_relations(pictures.len(), has_numbers),
        ),
        (
            "word/styles.xml",
            &styles::part(profile, document.language, numbering),
        ),
        ("word/settings.xml", &settings(document)),
        ("word/fontTable.xml", &fonts(profile)),
        ("word/header1.xml", &page_number()),
        ("word/header2.xml", &no_page_number()),
    ];
    let numbers = has_numbers.then_some(("word/numbering.xml", numbers.as_str()));
    let media: Vec<(String, &[u8])> = (1..)
        .zip(pictures)
        .flat_map(|(n, drawn)| {
            let forms = [
                (png_part(n).0, drawn.png.bytes.as_slice()),
                (svg_part(n).0, drawn.shapes.as_bytes()),
            ];
            forms.map(|(part, bytes)| (format!("word/{part}"), bytes))
        })
        .collect();
    let parts = parts.iter().chain(&numbers);
    let parts = parts.map(|(name, text)| (*name, text.as_bytes()));
    let media = media.iter().map(|(name, bytes)| (name.as_str(), *bytes));
    archive(parts.chain(media)).map_err(|error| DocError::writer("docx", error))
}

fn archive<'a>(
    parts: impl Iterator<Item = (&'a str, &'a [u8])>,
) -> zip::result::ZipResult<Vec<u8>> {
    // The epoch of the format, said aloud: the crate's own default is the
    // present time as soon as any other crate switches its clock on.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(name, options)?;
        zip.write_all(content)?;
    }
    Ok(zip.finish()?.into_inner())
}

fn content_types(has_pictures: bool, has_numbers: bool) -> String {
    let mut xml = Xml::part("Types", &[("xmlns", &format!("{PACKAGE}/content-types"))]);
    let rels = "application/vnd.openxmlformats-package.relationships+xml";
    xml.empty("Default", &[("Extension", "rels"), ("ContentType", rels)]);
    xml.empty(
        "Default",
        &[("Extension", "xml"), ("ContentType", "application/xml")],
    );
    if has_pictures {
        let png = [("Extension", "png"), ("ContentType", "image/png")];
        xml.empty("Default", &png);
        let svg = [("Extension", "svg"), ("ContentType", "image/svg+xml")];
        xml.empty("Default", &svg);
    }
    let core = "application/vnd.openxmlformats-package.core-properties+xml".to_owned();
    let app = "application/vnd.openxmlformats-officedocument.extended-properties+xml".to_owned();
    for (part, content) in [
        ("/docProps/core.xml", core),
        ("/docProps/app.xml", app),
        ("/word/document.xml", format!("{CONTENT}.document.main+xml")),
        ("/word/styles.xml", format!("{CONTENT}.styles+xml")),
        ("/word/settings.xml", format!("{CONTENT}.settings+xml")),
        ("/word/fontTable.xml", format!("{CONTENT}.fontTable+xml")),
        ("/word/header1.xml", format!("{CONTENT}.header+xml")),
        ("/word/header2.xml", format!("{CONTENT}.header+xml")),
    ] {
        xml.empty("Override", &[("PartName", part), ("ContentType", &content)]);
    }
    if has_numbers {
        let content = format!("{CONTENT}.numbering+xml");
        let part = ("PartName", "/word/numbering.xml");
        xml.empty("Override", &[part, ("ContentType", &content)]);
    }
    xml.finish()
}

fn relations(list: &[(&str, String, &str)]) -> String {
    let mut xml = Xml::part(
        "Relationships",
        &[("xmlns", &format!("{PACKAGE}/relationships"))],
    );
    for (id, kind, target) in list {
        xml.empty(
            "Relationship",
            &[("Id", id), ("Type", kind), ("Target", target)],
        );
    }
    xml.finish()
}

fn package_relations() -> String {
    let core = format!("{PACKAGE}/relationships/metadata/core-properties");
    relations(&[
        ("rId1", format!("{R}/officeDocument"), "word/document.xml"),
        ("rId2", core, "docProps/core.xml"),
        (
            "rId3",
            format!("{R}/extended-properties"),
            "docProps/app.xml",
        ),
    ])
}

fn document_relations(pictures: usize, has_numbers: bool) -> String {
    let images: Vec<(String, String)> = (1..=pictures)
        .flat_map(|n| [png_part(n), svg_part(n)])
        .collect();
    let mut list = vec![
        ("rIdStyles", format!("{R}/styles"), "styles.xml"),
        ("rIdSettings", format!("{R}/settings"), "settings.xml"),
        ("rIdFonts", format!("{R}/fontTable"), "fontTable.xml"),
        ("rIdHeader", format!("{R}/header"), "header1.xml"),
        ("rIdHeaderFirst", format!("{R}/header"), "header2.xml"),
    ];
    if has_numbers {
        list.push(("rIdNumbers", format!("{R}/numbering"), "numbering.xml"));
    }
    for (part, id) in &images {
        list.push((id, format!("{R}/image"), part));
    }
    relations(&list)
}

fn core(document: &OfficialDocument, sheet: &Sheet) -> String {
    let mut xml = Xml::part(
        "cp:coreProperties",
        &[
            ("xmlns:cp", &format!("{PACKAGE}/metadata/core-properties")),
            ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
            ("xmlns:dcterms", "http://purl.org/dc/terms/"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        ],
    );
    let at = format!("{}T00:00:00Z", document.header.date);
    let w3c = [("xsi:type", "dcterms:W3CDTF")];
    xml.leaf("dc:title", &[], &sheet.file_title);
    xml.leaf("dc:creator", &[], &sheet.author);
    xml.leaf("dc:language", &[], document.language.tag());
    xml.leaf("cp:lastModifiedBy", &[], &sheet.author);
    xml.leaf("dcterms:created", &w3c, &at);
    xml.leaf("dcterms:modified", &w3c, &at);
    xml.finish()
}

fn app() -> String {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
    let mut xml = Xml::part("Properties", &[("xmlns", office)]);
    xml.leaf("Application", &[], "Giao Ban");
    xml.finish()
}

fn settings(document: &OfficialDocument) -> String {
    let mut xml = Xml::part("w:settings", &[("xmlns:w", W)]);
    xml.empty("w:zoom", &[("w:percent", "100")]);
    xml.val("w:defaultTabStop", "720");
    xml.val("w:characterSpacingControl", "doNotCompress");
    xml.open("w:compat", &[]);
    xml.empty(
        "w:compatSetting",
        &[
            ("w:name", "compatibilityMode"),
            ("w:uri", "http://schemas.microsoft.com/office/word"),
            ("w:val", "15"),
        ],
    );
    xml.close();
    xml.val("w:themeFontLang", document.language.tag());
    xml.val("w:decimalSymbol", ",");
    xml.val("w:listSeparator", ";");
    xml.finish()
}

fn fonts(profile: &FormatProfile) -> String {
    let mut xml = Xml::part("w:fonts", &[("xmlns:w", W)]);
    xml.open("w:font", &[("w:name", &profile.font)]);
    // What a machine without the face should take: equal in its widths.
    xml.val("w:altName", "Liberation Serif");
    xml.val("w:charset", "00");
    xml.val("w:family", "roman");
    xml.val("w:pitch", "variable");
    xml.finish()
}

fn page_number() -> String {
    let mut xml = header();
    for kind in ["begin", "instruction", "separate", "result", "end"] {
        xml.open("w:r", &[]);
        match kind {
            "instruction" => xml.leaf("w:instrText", &[("xml:space", "preserve")], " PAGE "),
            "result" => xml.leaf("w:t", &[], "2"),
            mark => xml.empty("w:fldChar", &[("w:fldCharType", mark)]),
        }
        xml.close();
    }
    xml.finish()
}

fn no_page_number() -> String {
    header().finish()
}

fn header() -> Xml {
    let mut xml = Xml::part("w:hdr", &[("xmlns:w", W), ("xmlns:r", R)]);
    xml.open("w:p", &[]);
    xml.open("w:pPr", &[]);
    xml.val("w:pStyle", "Header");
    xml.close();
    xml
}
