//! A reader of DOCX bytes for tests: paragraphs with their styles, and with the
//! numbers that Word puts before them.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

#[path = "numbers.rs"]
mod numbers;

use numbers::Numbers;

/// One part of the archive as text, if it is there.
fn find(bytes: &[u8], name: &str) -> Option<String> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a readable archive");
    let mut text = String::new();
    let mut file = zip.by_name(name).ok()?;
    file.read_to_string(&mut text).expect("text");
    Some(text)
}

/// One part of the archive as text.
pub fn part(bytes: &[u8], name: &str) -> String {
    find(bytes, name).unwrap_or_else(|| panic!("{name} is in the archive"))
}

/// The paragraphs of `word/document.xml` as (style, text), empty ones left out.
pub fn paragraphs(bytes: &[u8]) -> Vec<(String, String)> {
    let xml = part(bytes, "word/document.xml");
    let lists = find(bytes, "word/numbering.xml").unwrap_or_default();
    let mut numbers = Numbers::read(&lists, &part(bytes, "word/styles.xml"));
    let (mut level, mut list) = (0, None);
    let mut reader = Reader::from_str(&xml);
    let (mut style, mut text, mut in_text) = (String::new(), String::new(), false);
    let mut found = Vec::new();
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(tag) if tag.name().as_ref() == b"w:p" => {
                style.clear();
                text.clear();
                list = None;
            }
            Event::Start(tag) if tag.name().as_ref() == b"w:t" => in_text = true,
            Event::Start(tag) if tag.name().as_ref() == b"w:r" && text.is_empty() => {
                let own = list.take().map(|list| (level, list));
                text = numbers.before(&style, own);
            }
            Event::End(tag) if tag.name().as_ref() == b"w:t" => in_text = false,
            Event::Empty(tag) => match tag.name().as_ref() {
                b"w:pStyle" => style = value(&tag),
                b"w:ilvl" => level = value(&tag).parse().expect("a level"),
                b"w:numId" => list = Some(value(&tag)),
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
