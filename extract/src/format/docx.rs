//! Text of a DOCX: headers, paragraphs, tables row by row, text boxes, notes,
//! footers. Deleted text of tracked changes is left out; an item numbered by
//! Word gets a dash, since its number stands nowhere in the text. Not here:
//! fonts and layout.

use super::package::open;
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
    names.extend(all("word/footer"));
    let mut text = String::new();
    let mut findings = Vec::new();
    let mut found = false;
    for name in names {
        match package.xml(&name) {
            Ok(Some(xml)) => {
                found |= name == "word/document.xml";
                if let Err(problem) = append(&xml, &mut text) {
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
        value: text,
        findings,
    }
}

/// Appends the text of one part, a line for each paragraph; cells of a table
/// row are apart by a tab so that a row stays one line.
fn append(xml: &str, out: &mut String) -> Result<(), String> {
    let mut reader = Reader::from_str(xml);
    let (mut in_text, mut deleted, mut cells) = (false, 0_u32, 0_u32);
    let (mut heading, mut numbered) = (false, false);
    loop {
        match reader.read_event().map_err(|e| e.to_string())? {
            Event::Eof => return Ok(()),
            Event::Start(e) => match local(&e).as_slice() {
                b"t" => in_text = true,
                // A text box is written twice, the second time for old readers.
                b"del" | b"moveFrom" | b"Fallback" => deleted += 1,
                b"tc" => cells += 1,
                b"p" => (heading, numbered) = (false, false),
                b"numPr" => numbered = true,
                b"r" if numbered && !heading => {
                    out.push_str("- ");
                    numbered = false;
                }
                b"txbxContent" => out.push('\n'),
                _ => {}
            },
            Event::Empty(e) => match local(&e).as_slice() {
                b"tab" => out.push('\t'),
                b"br" | b"cr" => out.push('\n'),
                b"noBreakHyphen" => out.push('-'),
                b"softHyphen" => out.push('\u{AD}'),
                b"pStyle" => heading = is_heading(&e),
                b"p" if cells == 0 => out.push('\n'),
                _ => {}
            },
            Event::End(e) => match e.local_name().as_ref() {
                b"t" => in_text = false,
                b"del" | b"moveFrom" | b"Fallback" => deleted = deleted.saturating_sub(1),
                b"tc" => {
                    cells = cells.saturating_sub(1);
                    out.push('\t');
                }
                b"p" => out.push(if cells > 0 { ' ' } else { '\n' }),
                b"tr" => out.push('\n'),
                _ => {}
            },
            Event::Text(t) if in_text && deleted == 0 => {
                out.push_str(&t.decode().map_err(|e| e.to_string())?)
            }
            Event::CData(t) if in_text && deleted == 0 => {
                out.push_str(&t.decode().map_err(|e| e.to_string())?)
            }
            Event::GeneralRef(r) if in_text && deleted == 0 => {
                if let Ok(Some(c)) = r.resolve_char_ref() {
                    out.push(c);
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

fn local(e: &BytesStart<'_>) -> Vec<u8> {
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
