//! A reader of DOCX bytes for tests: paragraphs with their styles.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// One part of the archive as text.
pub fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a readable archive");
    let mut text = String::new();
    let mut file = zip
        .by_name(name)
        .unwrap_or_else(|_| panic!("{name} is in the archive"));
    file.read_to_string(&mut text).expect("text");
    text
}

/// The paragraphs of `word/document.xml` as (style, text), empty ones left out.
pub fn paragraphs(bytes: &[u8]) -> Vec<(String, String)> {
    let xml = part(bytes, "word/document.xml");
    let mut reader = Reader::from_str(&xml);
    let (mut style, mut text, mut in_text) = (String::new(), String::new(), false);
    let mut found = Vec::new();
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(tag) if tag.name().as_ref() == b"w:p" => {
                style.clear();
                text.clear();
            }
            Event::Start(tag) if tag.name().as_ref() == b"w:t" => in_text = true,
            Event::End(tag) if tag.name().as_ref() == b"w:t" => in_text = false,
            Event::Empty(tag) => match tag.name().as_ref() {
                b"w:pStyle" => style = value(&tag),
                b"w:br" | b"w:tab" => text.push(' '),
                _ => {}
            },
            Event::Text(piece) if in_text => text.push_str(&piece.decode().expect("UTF-8")),
            Event::GeneralRef(name) if in_text => text.push_str(match &name[..] {
                b"amp" => "&",
                b"lt" => "<",
                b"gt" => ">",
                b"quot" => "\"",
                b"apos" => "'",
                other => panic!("an entity that the writer does not use: {other:?}"),
            }),
            Event::End(tag) if tag.name().as_ref() == b"w:p" => {
                let line = docgen::text::fold_blanks(&text);
                if !line.is_empty() {
                    found.push((style.clone(), line));
                }
            }
            Event::Eof => return found,
            _ => {}
        }
    }
}

/// The text of the document, one line per paragraph.
pub fn text(bytes: &[u8]) -> String {
    paragraphs(bytes)
        .into_iter()
        .map(|(_, line)| line + "\n")
        .collect()
}

fn value(tag: &BytesStart<'_>) -> String {
    let attribute = tag.try_get_attribute("w:val").expect("attributes");
    let attribute = attribute.expect("w:val");
    String::from_utf8(attribute.value.into_owned()).expect("UTF-8")
}
