//! Text of a DOCX: headers, paragraphs, tables, text boxes, notes,
//! footers. Deleted text of tracked changes is left out; what Word numbers itself
//! gets its number (`numbering`), an item with a bullet a dash. Not here: fonts and
//! layout, rows of tables as lines (`rows`).

use super::numbering::{Asked, Label, Numbering};
use super::package::open;
use super::rows::{CELL, END, ROW, is_mark, laid_out};
use crate::finding::{Extracted, Finding, Severity};
use crate::reading::ReadOptions;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

pub(super) fn read(bytes: &[u8], options: &ReadOptions) -> Extracted<String> {
    let refused = |f: Finding| Extracted {
        value: String::new(),
        findings: vec![f],
    };
    let mut package = match open(bytes, options) {
        Ok(p) => p,
        Err(f) => return refused(f),
    };
    // Stamps of secrecy often sit in the header, so headers are read too.
    let parts = package.names();
    let all = |head: &str| {
        let mut names: Vec<String> = parts
            .iter()
            .filter(|n| n.starts_with(head) && n.ends_with(".xml"))
            .cloned()
            .collect();
        names.sort();
        names
    };
    let mut names = all("word/header");
    names.push("word/document.xml".into());
    names.extend(all("word/footnotes"));
    names.extend(all("word/endnotes"));
    names.extend(all("word/footer"));
    let mut lists = Vec::new();
    for name in ["word/numbering.xml", "word/styles.xml"] {
        match package.xml(name) {
            Ok(xml) => lists.push(xml),
            Err(f) => return refused(f),
        }
    }
    let mut numbering = Numbering::read(lists[0].as_deref(), lists[1].as_deref());
    let mut text = String::new();
    let mut findings = Vec::new();
    let mut found = false;
    for name in names {
        match package.xml(&name) {
            Ok(Some(xml)) => {
                found |= name == "word/document.xml";
                if let Err(problem) = append(&xml, &mut numbering, &mut text) {
                    findings.push(Finding::document("docx-damaged", Severity::Error, problem));
                }
            }
            Ok(None) => {}
            Err(f) => return refused(f),
        }
    }
    match package.xml("docProps/custom.xml") {
        Ok(Some(xml)) => properties(&xml, &mut text),
        Ok(None) => {}
        Err(f) => return refused(f),
    }
    if !found {
        return refused(Finding::document(
            "docx-damaged",
            Severity::Refused,
            "the document part is missing",
        ));
    }
    Extracted {
        value: laid_out(&text),
        findings,
    }
}

/// Appends the text of one part, a line for each paragraph, with marks where
/// rows and cells of tables begin and end.
fn append(xml: &str, numbering: &mut Numbering, out: &mut String) -> Result<(), String> {
    let mut reader = Reader::from_str(xml);
    let (mut in_text, mut deleted) = (false, 0_u32);
    // A paragraph may stand in another one's text box; what it was before a
    // tracked change of its form is left out.
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut former = 0_u32;
    loop {
        match reader.read_event().map_err(|e| e.to_string())? {
            Event::Eof => return Ok(()),
            Event::Start(e) => match local(&e).as_slice() {
                b"t" => in_text = true,
                // A text box is written twice, the second time for old readers.
                b"del" | b"moveFrom" | b"Fallback" => deleted += 1,
                b"tr" => out.push(ROW),
                b"p" => paragraphs.push(Paragraph::default()),
                b"pPrChange" => former += 1,
                b"r" if deleted == 0 => {
                    if let Some(paragraph) = paragraphs.last_mut() {
                        paragraph.begin(numbering, out);
                    }
                }
                b"txbxContent" => out.push('\n'),
                _ => {}
            },
            Event::Empty(e) => match local(&e).as_slice() {
                b"tab" => out.push('\t'),
                b"br" | b"cr" => out.push('\n'),
                b"noBreakHyphen" => out.push('-'),
                b"softHyphen" => out.push('\u{AD}'),
                name @ (b"pStyle" | b"numId" | b"ilvl") if former == 0 => {
                    if let Some(paragraph) = paragraphs.last_mut() {
                        paragraph.asks(name, &e);
                    }
                }
                b"p" => out.push('\n'),
                _ => {}
            },
            Event::End(e) => match e.local_name().as_ref() {
                b"t" => in_text = false,
                b"del" | b"moveFrom" | b"Fallback" => deleted = deleted.saturating_sub(1),
                b"tc" => out.push(CELL),
                b"pPrChange" => former = former.saturating_sub(1),
                b"p" => {
                    // An empty one is counted, and shows nothing.
                    if let Some(mut paragraph) = paragraphs.pop().filter(|_| deleted == 0) {
                        paragraph.begin(numbering, &mut String::new());
                    }
                    out.push('\n');
                }
                b"tr" => out.push(END),
                _ => {}
            },
            Event::Text(t) if in_text && deleted == 0 => {
                words(&t.decode().map_err(|e| e.to_string())?, out)
            }
            Event::CData(t) if in_text && deleted == 0 => {
                words(&t.decode().map_err(|e| e.to_string())?, out)
            }
            Event::GeneralRef(r) if in_text && deleted == 0 => {
                if let Ok(Some(c)) = r.resolve_char_ref() {
                    words(c.encode_utf8(&mut [0; 4]), out);
                } else {
                    let name: &[u8] = r.as_ref();
                    out.push_str(match name {
                        b"amp" => "&",
                        b"lt" => "<",
                        b"gt" => ">",
                        b"quot" => "\"",
                        b"apos" => "'",
                        _ => "",
                    });
                }
            }
            _ => {}
        }
    }
}

/// Appends words of the document, in which no mark can stand.
fn words(text: &str, out: &mut String) {
    if text.contains(is_mark) {
        out.extend(text.chars().filter(|c| !is_mark(*c)));
    } else {
        out.push_str(text);
    }
}

/// What is known of a paragraph before its text.
#[derive(Default)]
struct Paragraph {
    asked: Asked,
    is_heading: bool,
    is_begun: bool,
}

impl Paragraph {
    fn asks(&mut self, name: &[u8], e: &BytesStart<'_>) {
        let said = value(e, b"val");
        match name {
            b"pStyle" => {
                self.is_heading = is_heading(e);
                self.asked.style = said;
            }
            b"numId" => self.asked.list = said,
            _ => self.asked.level = said.and_then(|text| text.parse().ok()),
        }
    }

    /// Writes what stands before the text, once.
    fn begin(&mut self, numbering: &mut Numbering, out: &mut String) {
        if std::mem::replace(&mut self.is_begun, true) {
            return;
        }
        match numbering.label(&self.asked) {
            Some(Label::Number(text)) => words(&text, out),
            Some(Label::Bullet) if !self.is_heading => out.push_str("- "),
            Some(Label::Bullet) | None => {}
        }
    }
}

/// A style of headings, in English or Vietnamese Word ("Heading1", "u1").
fn is_heading(e: &BytesStart<'_>) -> bool {
    e.attributes().flatten().any(|a| {
        let name = a.value.to_ascii_lowercase();
        a.key.local_name().as_ref() == b"val"
            && (name.starts_with(b"heading")
                || name.starts_with(b"title")
                || name.starts_with(b"tiu"))
    })
}

/// An attribute without its prefix.
pub(super) fn value(e: &BytesStart<'_>, name: &[u8]) -> Option<String> {
    let mut all = e.attributes().flatten();
    let found = all.find(|a| a.key.local_name().as_ref() == name)?;
    Some(found.unescape_value().ok()?.into_owned())
}

pub(super) fn local(e: &BytesStart<'_>) -> Vec<u8> {
    e.local_name().as_ref().to_vec()
}

/// Custom properties as lines "name: value", so that a secrecy field is seen.
fn properties(xml: &str, out: &mut String) {
    let mut reader = Reader::from_str(xml);
    let mut name = String::new();
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Eof => return,
            Event::Start(e) if e.local_name().as_ref() == b"property" => {
                name = e
                    .try_get_attribute("name")
                    .ok()
                    .flatten()
                    .and_then(|a| a.unescape_value().ok().map(|v| v.into_owned()))
                    .unwrap_or_default();
            }
            Event::Text(t) if !name.is_empty() && name.to_lowercase().contains("mật") => {
                if let Ok(value) = t.decode() {
                    out.push_str(&format!("\n{name}: {value}\n"));
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LISTS: &str = r#"<w:numbering xmlns:w="w">
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num></w:numbering>"#;
    const STYLES: &str = r#"<w:styles xmlns:w="w"><w:style w:styleId="Heading1"><w:numPr><w:numId w:val="1"/></w:numPr></w:style></w:styles>"#;

    fn text(body: &str) -> String {
        let mut numbering = Numbering::read(Some(LISTS), Some(STYLES));
        let mut out = String::new();
        let xml = format!("<w:body xmlns:w=\"w\">{body}</w:body>");
        append(&xml, &mut numbering, &mut out).unwrap();
        out
    }

    fn paragraph(form: &str, words: &str) -> String {
        format!("<w:p><w:pPr>{form}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>")
    }

    const HEADING: &str = r#"<w:pStyle w:val="Heading1"/>"#;
    const BULLET: &str = r#"<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>"#;

    #[test]
    fn headings_have_the_numbers_that_word_shows_and_items_with_bullets_a_dash() {
        let taken_away = format!("{HEADING}<w:numPr><w:numId w:val=\"0\"/></w:numPr>");
        let body = [
            paragraph(HEADING, "Kết quả"),
            paragraph(BULLET, "Một"),
            paragraph(&taken_away, "Không số"),
            format!("<w:p><w:pPr>{HEADING}</w:pPr></w:p>"),
            paragraph(HEADING, "Tồn tại"),
        ];
        let expected = "I. Kết quả\n- Một\nKhông số\n\nIII. Tồn tại\n";
        assert_eq!(text(&body.concat()), expected, "the empty one is counted");
    }

    #[test]
    fn what_a_paragraph_was_before_a_tracked_change_and_what_was_deleted_is_not_counted() {
        let former = format!("<w:pPrChange><w:pPr>{HEADING}{BULLET}</w:pPr></w:pPrChange>");
        let body = [
            paragraph(&former, "Lời"),
            format!("<w:del>{}</w:del>", paragraph(HEADING, "Đã xóa")),
            paragraph(HEADING, "Kết quả"),
        ];
        assert_eq!(text(&body.concat()), "Lời\n\nI. Kết quả\n");
    }
}
