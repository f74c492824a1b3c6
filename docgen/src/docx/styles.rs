//! `word/styles.xml`: the profile's faces as named styles, so that the file
//! can be worked on in Word as a well-made document.

use super::W;
use super::numbering::{self, Numbering};
use super::paragraph::{face_children, half_points, points, twips};
use super::xml::Xml;
use crate::model::Language;
use crate::profile::{Face, FormatProfile, LineSpacing};

/// The names that Word knows beside its headings; every other style is our own.
const BUILT_IN: [&str; 7] = [
    "Body Text",
    "List Paragraph",
    "Title",
    "Subtitle",
    "caption",
    "Signature",
    "header",
];

/// One paragraph style. `None` leaves a property to `Normal`.
#[derive(Default)]
struct Style<'a> {
    id: &'a str,
    name: &'a str,
    face: Option<Face>,
    jc: &'a str,
    before_pt: f32,
    after_pt: f32,
    line: Option<LineSpacing>,
    first_line_mm: f32,
    outline: Option<&'a str>,
    /// Its level in the list of headings, from 0, where that numbers it.
    list_level: Option<usize>,
    keep_next: bool,
}

pub(super) fn part(profile: &FormatProfile, language: Language, numbering: &Numbering) -> String {
    let mut xml = Xml::part("w:styles", &[("xmlns:w", W)]);
    defaults(&mut xml, profile, language);
    normal(&mut xml);
    for style in styles(profile, numbering) {
        write(&mut xml, &style);
    }
    tables(&mut xml);
    xml.finish()
}

fn styles<'a>(profile: &'a FormatProfile, numbering: &Numbering) -> Vec<Style<'a>> {
    let body = &profile.body;
    let plain = Face {
        size_pt: body.size_pt,
        ..Face::default()
    };
    let table = Face {
        size_pt: profile.table.size_pt,
        ..Face::default()
    };
    let running = |id: &'static str, name: &'static str, face| Style {
        id,
        name,
        face: Some(face),
        jc: "both",
        after_pt: body.gap_pt,
        line: Some(body.line),
        first_line_mm: body.indent_mm,
        ..Style::default()
    };
    let lone = |id: &'static str, name: &'static str, face, jc: &'static str| Style {
        id,
        name,
        face: Some(face),
        jc,
        ..Style::default()
    };
    let head = &profile.title_block;
    let mut styles = vec![
        running("BodyText", "Body Text", plain),
        Style {
            keep_next: true,
            ..running("ClosingText", "Closing Text", plain)
        },
        running("ListParagraph", "List Paragraph", plain),
        running("LegalBasis", "Legal Basis", body.basis),
        running("Note", "Coverage Note", body.note),
        lone("HeadLine", "Head Line", plain, "center"),
        Style {
            keep_next: true,
            ..lone("Title", "Title", head.type_name, "center")
        },
        lone("Subtitle", "Subtitle", head.subject, "center"),
        lone("Addressee", "Addressee", head.addressee, "center"),
        Style {
            outline: Some("0"),
            keep_next: true,
            ..lone(
                "AppendixLabel",
                "Appendix Label",
                body.appendix_label,
                "center",
            )
        },
        Style {
            before_pt: 6.0,
            after_pt: 4.0,
            keep_next: true,
            ..lone("Caption", "caption", profile.table.caption, "center")
        },
        Style {
            before_pt: 2.0,
            after_pt: 2.0,
            ..lone("TableText", "Table Text", table, "left")
        },
        Style {
            before_pt: 2.0,
            after_pt: 2.0,
            ..lone("TableFigure", "Table Figure", table, "right")
        },
        Style {
            before_pt: 2.0,
            after_pt: 2.0,
            ..lone("TableCentered", "Table Centered", table, "center")
        },
        Style {
            before_pt: 2.0,
            after_pt: 2.0,
            ..lone(
                "TableHead",
                "Table Head",
                Face {
                    bold: true,
                    ..table
                },
                "center",
            )
        },
        Style {
            before_pt: 3.0,
            after_pt: body.gap_pt,
            ..lone("TableNote", "Table Note", profile.table.note, "left")
        },
        lone(
            "Recipients",
            "Recipients",
            profile.recipients.item_face,
            "left",
        ),
        lone("Signature", "Signature", profile.signature.office, "center"),
        lone(
            "Header",
            "header",
            Face {
                size_pt: profile.page.number_pt,
                ..Face::default()
            },
            "center",
        ),
    ];
    let levels = [
        ("Heading1", "heading 1", "0"),
        ("Heading2", "heading 2", "1"),
        ("Heading3", "heading 3", "2"),
        ("Heading4", "heading 4", "3"),
    ];
    let below = body.below_headings();
    let headings = body.headings.iter().chain(&below);
    let levels = levels.into_iter().enumerate().zip(headings);
    for ((level, (id, name, outline)), heading) in levels {
        styles.push(Style {
            id,
            name,
            face: Some(heading.face),
            jc: if heading.centered { "center" } else { "both" },
            before_pt: body.gap_pt / 2.0,
            after_pt: body.gap_pt,
            line: Some(body.line),
            first_line_mm: if heading.centered {
                0.0
            } else {
                body.indent_mm
            },
            outline: Some(outline),
            list_level: numbering.is_numbered(level).then_some(level),
            keep_next: true,
        });
    }
    styles
}

fn defaults(xml: &mut Xml, profile: &FormatProfile, language: Language) {
    let font = profile.font.as_str();
    let size = half_points(profile.body.size_pt);
    let tag = language.tag();
    xml.open("w:docDefaults", &[]);
    xml.open("w:rPrDefault", &[]);
    xml.open("w:rPr", &[]);
    xml.empty(
        "w:rFonts",
        &[
            ("w:ascii", font),
            ("w:hAnsi", font),
            ("w:eastAsia", font),
            ("w:cs", font),
        ],
    );
    xml.val("w:sz", &size);
    xml.val("w:szCs", &size);
    xml.empty(
        "w:lang",
        &[("w:val", tag), ("w:eastAsia", tag), ("w:bidi", "ar-SA")],
    );
    xml.close();
    xml.close();
    xml.open("w:pPrDefault", &[]);
    xml.open("w:pPr", &[]);
    xml.empty(
        "w:spacing",
        &[
            ("w:before", "0"),
            ("w:after", "0"),
            ("w:line", "240"),
            ("w:lineRule", "auto"),
        ],
    );
    xml.close();
    xml.close();
    xml.close();
}

fn normal(xml: &mut Xml) {
    xml.open(
        "w:style",
        &[
            ("w:type", "paragraph"),
            ("w:default", "1"),
            ("w:styleId", "Normal"),
        ],
    );
    xml.val("w:name", "Normal");
    xml.empty("w:qFormat", &[]);
    xml.close();
}

fn write(xml: &mut Xml, style: &Style<'_>) {
    let mut attributes = vec![("w:type", "paragraph"), ("w:styleId", style.id)];
    if !BUILT_IN.contains(&style.name) && !style.name.starts_with("heading ") {
        attributes.push(("w:customStyle", "1"));
    }
    xml.open("w:style", &attributes);
    xml.val("w:name", style.name);
    xml.val("w:basedOn", "Normal");
    if style.outline.is_some() {
        xml.val("w:next", "BodyText");
    }
    xml.empty("w:qFormat", &[]);
    xml.open("w:pPr", &[]);
    if style.keep_next {
        xml.empty("w:keepNext", &[]);
    }
    if let Some(level) = style.list_level {
        numbering::put(xml, level, Some(0));
    }
    spacing(xml, style);
    if style.first_line_mm > 0.0 {
        xml.empty(
            "w:ind",
            &[("w:firstLine", &twips(points(style.first_line_mm)))],
        );
    }
    xml.val("w:jc", style.jc);
    if let Some(level) = style.outline {
        xml.val("w:outlineLvl", level);
    }
    xml.close();
    if let Some(face) = &style.face {
        xml.open("w:rPr", &[]);
        face_children(xml, face);
        xml.close();
    }
    xml.close();
}

fn spacing(xml: &mut Xml, style: &Style<'_>) {
    let (line, rule) = match style.line {
        Some(LineSpacing::Exact(points)) => (twips(points), "exact"),
        Some(LineSpacing::Multiple(times)) => (twips(times * 12.0), "auto"),
        None => (twips(12.0), "auto"),
    };
    xml.empty(
        "w:spacing",
        &[
            ("w:before", &twips(style.before_pt)),
            ("w:after", &twips(style.after_pt)),
            ("w:line", &line),
            ("w:lineRule", rule),
        ],
    );
}

fn tables(xml: &mut Xml) {
    let cell = |xml: &mut Xml| {
        xml.open("w:tblCellMar", &[]);
        xml.empty("w:left", &[("w:w", "85"), ("w:type", "dxa")]);
        xml.empty("w:right", &[("w:w", "85"), ("w:type", "dxa")]);
        xml.close();
    };
    xml.open(
        "w:style",
        &[
            ("w:type", "table"),
            ("w:default", "1"),
            ("w:styleId", "TableNormal"),
        ],
    );
    xml.val("w:name", "Normal Table");
    xml.open("w:tblPr", &[]);
    xml.empty("w:tblInd", &[("w:w", "0"), ("w:type", "dxa")]);
    cell(xml);
    xml.close();
    xml.close();
    xml.open(
        "w:style",
        &[("w:type", "table"), ("w:styleId", "TableGrid")],
    );
    xml.val("w:name", "Table Grid");
    xml.val("w:basedOn", "TableNormal");
    xml.open("w:tblPr", &[]);
    xml.open("w:tblBorders", &[]);
    for side in [
        "w:top",
        "w:left",
        "w:bottom",
        "w:right",
        "w:insideH",
        "w:insideV",
    ] {
        let border = [
            ("w:val", "single"),
            ("w:sz", "4"),
            ("w:space", "0"),
            ("w:color", "000000"),
        ];
        xml.empty(side, &border);
    }
    xml.close();
    cell(xml);
    xml.close();
    xml.close();
}
