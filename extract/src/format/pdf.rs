//! The text layer of a PDF, page by page. Pages without text are said to be
//! scans. Not here: recognition of scanned text, joining of broken lines, order
//! of columns (`columns`).

use super::columns::PageText;
use crate::finding::{Extracted, Finding, Severity};
use pdf_extract::{Document, output_doc_page};
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Pages that are read; an official paper has fewer.
const MAX_PAGES: usize = 200;
/// Bytes of text that are read.
const MAX_TEXT: usize = 2_000_000;
/// Bytes that all streams may unpack to.
const MAX_UNPACKED: u64 = 150 << 20;

/// Text with `\u{C}` between pages.
pub(super) fn read(bytes: &[u8]) -> Extracted<String> {
    let refused = |code, hint: &str| Extracted {
        value: String::new(),
        findings: vec![Finding::document(code, Severity::Refused, hint)],
    };
    if has(bytes, b"/Encrypt") {
        return refused("encrypted", "remove the password");
    }
    if unpacks_to_too_much(bytes) {
        return refused("archive-bomb", "unpacks to far more than a document needs");
    }
    // The library panics on some damaged files.
    let read = catch_unwind(AssertUnwindSafe(|| pages(bytes)));
    let (text, cut) = match read {
        Ok(Ok(read)) => read,
        Ok(Err(problem)) => return refused("pdf-damaged", &problem),
        Err(_) => return refused("pdf-damaged", "the file cannot be read"),
    };
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if letters < 20 && (has(bytes, b"/Image") || letters == 0) {
        return refused(
            "scan-without-text",
            "the pages are pictures; send the file with its text",
        );
    }
    let mut read = Extracted::clean(text);
    if cut {
        read.findings.push(Finding::document(
            "pdf-cut",
            Severity::Warning,
            "only the first pages were read",
        ));
    }
    read
}

/// The text of the pages, and whether some were left out.
fn pages(bytes: &[u8]) -> Result<(String, bool), String> {
    let document = Document::load_mem(bytes).map_err(|e| e.to_string())?;
    let count = document.get_pages().len();
    let mut text = String::new();
    for number in 1..=count.min(MAX_PAGES) {
        if number > 1 {
            text.push('\u{C}');
        }
        let mut page = String::new();
        let mut output = PageText::new(&mut page);
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        // A page that cannot be read leaves the others readable.
        let done = catch_unwind(AssertUnwindSafe(|| {
            output_doc_page(&document, &mut output, number).is_ok()
        }));
        let columns = output.in_columns();
        if count == 1 && !matches!(done, Ok(true)) {
            return Err("the page cannot be read".to_owned());
        }
        text.push_str(&columns.unwrap_or(page));
        if text.len() > MAX_TEXT {
            return Ok((text, true));
        }
    }
    Ok((text, count > MAX_PAGES))
}

/// Unpacks every Flate stream into nothing, counting.
fn unpacks_to_too_much(bytes: &[u8]) -> bool {
    let mut left = MAX_UNPACKED;
    let mut at = 0;
    while let Some(start) = find(&bytes[at..], b"stream").map(|i| at + i) {
        at = start + b"stream".len();
        if bytes[..start].ends_with(b"end") {
            continue;
        }
        let mut data = &bytes[at..];
        while let [b'\r' | b'\n', rest @ ..] = data {
            data = rest;
        }
        // Other filters do not multiply; zlib streams start with this byte.
        if data.first() != Some(&0x78) {
            continue;
        }
        let mut unpacked = flate2::read::ZlibDecoder::new(data).take(left + 1);
        let size = std::io::copy(&mut unpacked, &mut std::io::sink()).unwrap_or(0);
        if size > left {
            return true;
        }
        left -= size;
    }
    false
}

fn has(bytes: &[u8], mark: &[u8]) -> bool {
    find(bytes, mark).is_some()
}

fn find(bytes: &[u8], mark: &[u8]) -> Option<usize> {
    let first = mark[0];
    let mut at = 0;
    while let Some(i) = bytes[at..].iter().position(|b| *b == first) {
        if bytes[at + i..].starts_with(mark) {
            return Some(at + i);
        }
        at += i + 1;
    }
    None
}
