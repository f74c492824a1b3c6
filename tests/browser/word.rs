//! Word files as small as the format allows, for the walks that drop them.

use std::io::Write;

/// Text for HTML and XML.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// A paragraph.
pub fn paragraph(text: &str) -> String {
    styled("", text)
}

/// A paragraph in the style of headings.
pub fn heading(text: &str) -> String {
    styled("<w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr>", text)
}

fn styled(style: &str, text: &str) -> String {
    let text = escaped(text);
    format!("<w:p>{style}<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

/// A table; each cell holds its lines.
pub fn table(rows: &[Vec<Vec<&str>>]) -> String {
    let cell = |lines: &Vec<&str>| {
        let lines: String = lines.iter().map(|line| paragraph(line)).collect();
        format!("<w:tc><w:tcPr><w:tcW w:w=\"4500\"/></w:tcPr>{lines}</w:tc>")
    };
    let row = |cells: &Vec<Vec<&str>>| {
        let cells: String = cells.iter().map(cell).collect();
        format!("<w:tr>{cells}</w:tr>")
    };
    let rows: String = rows.iter().map(row).collect();
    format!("<w:tbl><w:tblPr/>{rows}</w:tbl>")
}

/// The file of this body.
pub fn docx(body: &str) -> Vec<u8> {
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
         <w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    );
    let types = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
         <Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in [
        ("[Content_Types].xml", types),
        ("word/document.xml", document.as_str()),
    ] {
        archive
            .start_file(name, zip::write::SimpleFileOptions::default())
            .expect("a part");
        archive.write_all(content.as_bytes()).expect("its content");
    }
    archive.finish().expect("an archive").into_inner()
}
