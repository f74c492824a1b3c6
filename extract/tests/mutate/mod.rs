//! Damaged files made from honest ones, for the tests and for `xtask fuzz`.
//! The same seed gives the same files.

pub mod pdf;

use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use std::path::Path;

/// A small generator; good enough to choose places and bytes.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number below `most`; 0 for 0.
    pub fn below(&mut self, most: usize) -> usize {
        if most == 0 {
            0
        } else {
            (self.next() % most as u64) as usize
        }
    }
}

/// Formats a file can be made in.
pub const FORMATS: [&str; 8] = ["txt", "html", "docx", "pdf", "rtf", "tcvn3", "vni", "utf16"];

/// The texts of the labelled pages that may be read; those kept apart stay unread.
pub fn labelled_pages() -> Vec<String> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/extract");
    let mut pages: Vec<String> = ["", "second", "third", "fourth"]
        .into_iter()
        .map(|set| fixtures.join(set).join("articles"))
        .flat_map(|folder| std::fs::read_dir(folder).expect("the fixtures are there"))
        .filter_map(|entry| std::fs::read_to_string(entry.ok()?.path()).ok())
        .collect();
    pages.sort();
    pages
}

/// An honest file of the format with the words of `text`.
pub fn file_of(format: &str, text: &str) -> Vec<u8> {
    match format {
        "html" => html(text),
        "docx" => docx(&word_xml(text)),
        "pdf" => pdf(text),
        "rtf" => rtf(text),
        "tcvn3" => text
            .chars()
            .map(|c| u8::try_from(u32::from(c)).unwrap_or(0xB8))
            .collect(),
        "vni" => vni(text),
        "utf16" => [0xFF, 0xFE]
            .into_iter()
            .chain(text.encode_utf16().flat_map(u16::to_le_bytes))
            .collect(),
        _ => text.as_bytes().to_vec(),
    }
}

/// A damaged file: inside its parts for archives half of the time, else in its bytes.
pub fn damaged(format: &str, text: &str, dice: &mut Dice) -> Vec<u8> {
    if format == "docx" && dice.below(2) == 0 {
        let mut xml = word_xml(text);
        damage(&mut xml, dice);
        return docx(&xml);
    }
    if format == "pdf" && dice.below(2) == 0 {
        let mut bytes = pdf::woven(&drawn(text), dice);
        if dice.below(2) == 0 {
            damage(&mut bytes, dice);
        }
        return bytes;
    }
    let mut bytes = file_of(format, text);
    damage(&mut bytes, dice);
    bytes
}

/// One to six changes: bytes turned, cut, doubled, moved, words of the field put in.
fn damage(bytes: &mut Vec<u8>, dice: &mut Dice) {
    const WORDS: &[&str] = &[
        "Nghị quyết số 20-NQ/TW",
        "\n",
        ";",
        ":",
        "((((",
        "“",
        "<div>",
        "</p>",
        "{",
        "}",
        "\\u-1?",
        "\\'",
        "12,5%",
        "2022",
        "%PDF-",
        "endstream",
        "<w:p>",
        "&#x41;",
        "<!DOCTYPE",
        "\u{ad}",
        "\u{301}",
        "tổng kết 10 năm thực hiện ",
        "hạn chế: ",
        "yêu cầu ",
        "Số: 1-BC/TU",
        "ĐẢNG CỘNG SẢN VIỆT NAM\n",
        "năm 2021 – 2025",
        "quý I–",
        " — ",
        "ngày 1/",
        "31/12/2022 đến ngày ",
        "5 - 10%",
        "İ",
        "giai đoạn 2021–",
        "đồng chí ",
        "Ban Tuyên giáo ",
        "tại ",
        "1.000.000,5 tỷ ",
        "(gọi tắt là ",
    ];
    for _ in 0..=dice.below(6) {
        let at = dice.below(bytes.len());
        let length = dice.below(60).min(bytes.len() - at);
        match dice.below(7) {
            0 if !bytes.is_empty() => bytes[at] = dice.next() as u8,
            1 => bytes.truncate(at),
            2 => {
                bytes.drain(at..at + length);
            }
            3 => {
                let copy = bytes[at..at + length].to_vec();
                let to = dice.below(bytes.len());
                for _ in 0..=dice.below(40) {
                    bytes.splice(to..to, copy.iter().copied());
                }
            }
            4 | 5 => {
                let word = WORDS[dice.below(WORDS.len())];
                bytes.splice(at..at, word.bytes());
            }
            _ => {
                for byte in &mut bytes[at..at + length] {
                    *byte = byte.wrapping_add(dice.next() as u8 & 0x80);
                }
            }
        }
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn html(text: &str) -> Vec<u8> {
    let lines: String = text
        .lines()
        .map(|l| format!("<p>{}</p>\n", escaped(l)))
        .collect();
    format!("<!DOCTYPE html><html><head><title>x</title></head><body><div class=\"menu\">Trang chủ</div><article>{lines}</article></body></html>").into_bytes()
}

fn word_xml(text: &str) -> Vec<u8> {
    let lines: String = text
        .lines()
        .map(|l| format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", escaped(l)))
        .collect();
    document_xml(&lines)
}

/// The main part of a Word file with these paragraphs.
pub fn document_xml(body: &str) -> Vec<u8> {
    format!(r#"<?xml version="1.0"?><w:document xmlns:w="w"><w:body>{body}</w:body></w:document>"#)
        .into_bytes()
}

/// A Word file with this main part.
pub fn docx(xml: &[u8]) -> Vec<u8> {
    archive(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", xml),
    ])
}

/// An archive of parts with their names.
pub fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, content) in parts {
        if zip.start_file(*name, options).is_ok() {
            let _ = zip.write_all(content);
        }
    }
    zip.finish().map(Cursor::into_inner).unwrap_or_default()
}

fn rtf(text: &str) -> Vec<u8> {
    let mut out = String::from("{\\rtf1\\ansi{\\fonttbl{\\f0 Times;}}\n");
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\par\n"),
            '\\' | '{' | '}' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_ascii() => out.push(c),
            c => out.push_str(&format!("\\u{}?", c as u32 as i16)),
        }
    }
    out.push('}');
    out.into_bytes()
}

/// As a VNI font shows it: base letters and the signs behind them, a byte each.
fn vni(text: &str) -> Vec<u8> {
    let typed: BTreeMap<char, String> = include_str!("../../src/text/vni.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut parts = line.split(' ');
            let (base, sign, letter) = (parts.next()?, parts.next()?, parts.next()?);
            let letter = letter.chars().next()?;
            Some((letter, [base, sign.trim_matches('.')].concat()))
        })
        .collect();
    let mut out = Vec::with_capacity(text.len());
    for c in text.chars() {
        let small = c.to_lowercase().next().unwrap_or(c);
        let shown = match typed.get(&small) {
            Some(typed) if small == c => typed.clone(),
            Some(typed) => typed.to_uppercase(),
            None => c.to_string(),
        };
        out.extend(
            shown
                .chars()
                .map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')),
        );
    }
    out
}

/// Pages of lines in a standard font; letters without an ASCII form are lost.
fn pdf(text: &str) -> Vec<u8> {
    pdf::page_of(&drawn(text))
}

fn drawn(text: &str) -> String {
    let plain = |l: &str| -> String {
        l.chars()
            .map(|c| {
                if c.is_ascii() && !"()\\".contains(c) {
                    c
                } else {
                    'a'
                }
            })
            .collect()
    };
    let mut content = String::from("BT /F1 10 Tf 40 780 Td 12 TL\n");
    for line in text.lines().take(60) {
        content.push_str(&format!("({}) Tj T*\n", plain(line)));
    }
    content.push_str("ET");
    content
}
