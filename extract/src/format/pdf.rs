//! The text layer of a PDF, page by page. Pages without text are said to be
//! scans. Not here: recognition of scanned text, joining of broken lines, order
//! of columns (`columns`), what a file may cost (`pdf_guard`).

use super::columns::PageText;
use super::pdf_guard::{Refusal, hold, make_safe};
use super::pdf_streams::{flate_size, nests_too_deep};
use super::pdf_tables::{states_too_much, unpack_within_bounds};
use crate::finding::{Extracted, Finding, Severity};
use pdf_extract::{Document, Reader, output_doc_page};
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Pages that are read; an official paper has fewer.
const MAX_PAGES: usize = 200;
/// Bytes of text that are read.
const MAX_TEXT: usize = 2_000_000;
/// Bytes that all streams may unpack to.
const MAX_UNPACKED: u64 = 150 << 20;
/// Stack of the thread that reads: the library goes one step deeper for each
/// array within an array, and an overflow would end the whole program.
const STACK: usize = 512 << 20;

/// Text with `\u{C}` between pages.
pub(super) fn read(bytes: &[u8]) -> Extracted<String> {
    let refused = |code, hint: &str| Extracted {
        value: String::new(),
        findings: vec![Finding::document(code, Severity::Refused, hint)],
    };
    if has(bytes, b"/Encrypt") {
        return refused("encrypted", "remove the password");
    }
    if unpacks_to_too_much(bytes) || states_too_much(bytes) {
        return refused("archive-bomb", "unpacks to far more than a document needs");
    }
    let nested = || {
        refused(
            "pdf-nested",
            "drawings or lists within one another without end",
        )
    };
    if nests_too_deep(bytes) {
        return nested();
    }
    let (text, cut) = match on_deep_stack(bytes) {
        Ok(read) => read,
        Err(Problem::Refused(Refusal::Nested)) => return nested(),
        Err(Problem::Refused(Refusal::TooMuch)) => {
            return refused("archive-bomb", "unpacks to far more than a document needs");
        }
        Err(Problem::Damaged(hint)) => return refused("pdf-damaged", &hint),
    };
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if letters < 20 && (has(bytes, b"/Image") || letters == 0) {
        return refused(
            "scan-without-text",
            "the pages are pictures; send the file with its text",
        );
    }
    let mut read = Extracted::clean(text);
    if let Some((pages, all)) = cut {
        read.findings.push(Finding::document(
            "pdf-cut",
            Severity::Warning,
            format!("pages: {pages}/{all}"),
        ));
    }
    read
}

/// Why there is no text.
enum Problem {
    Damaged(String),
    Refused(Refusal),
}

/// The text, and when pages were left out, how many of how many were read.
type Pages = (String, Option<(usize, usize)>);

/// Reads in a thread of its own, in which the library's own threads are kept too.
fn on_deep_stack(bytes: &[u8]) -> Result<Pages, Problem> {
    let damaged = |hint: &str| Problem::Damaged(hint.to_owned());
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .stack_size(STACK)
        .build()
        .map_err(|e| damaged(&e.to_string()))?;
    // The library panics on some damaged files.
    pool.install(|| catch_unwind(AssertUnwindSafe(|| pages(bytes))))
        .unwrap_or_else(|_| Err(damaged("the file cannot be read")))
}

/// The first pages; all of them when they are few.
fn pages(bytes: &[u8]) -> Result<Pages, Problem> {
    unpack_within_bounds(bytes).map_err(Problem::Refused)?;
    let reader = Reader {
        buffer: bytes,
        document: Document::new(),
    };
    let mut document = reader
        .read(Some(hold))
        .map_err(|e| Problem::Damaged(e.to_string()))?;
    make_safe(&mut document, MAX_PAGES).map_err(Problem::Refused)?;
    let count = document.get_pages().len();
    let mut text = String::new();
    let mut so_far = 0;
    for number in 1..=count.min(MAX_PAGES) {
        if number > 1 {
            text.push('\u{C}');
        }
        so_far = number;
        let mut page = String::new();
        let mut output = PageText::new(&mut page);
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        // A page that cannot be read leaves the others readable.
        let done = catch_unwind(AssertUnwindSafe(|| {
            output_doc_page(&document, &mut output, number).is_ok()
        }));
        let columns = output.in_columns();
        if count == 1 && !matches!(done, Ok(true)) {
            return Err(Problem::Damaged("the page cannot be read".to_owned()));
        }
        text.push_str(&columns.unwrap_or(page));
        if text.len() > MAX_TEXT {
            break;
        }
    }
    let cut = (so_far < count).then_some((so_far, count));
    Ok((text, cut))
}

/// Unpacks whatever may be a Flate stream into nothing, counting; twice when what
/// comes out is one again. Filters are not asked for: loading unpacks before
/// anything is known about a stream.
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
        if !data.get(..2).is_some_and(is_zlib) {
            continue;
        }
        let (size, first) = flate_size(data, left);
        if size > left {
            return true;
        }
        left -= size;
        if is_zlib(&first) {
            let inner = flate2::read::ZlibDecoder::new(data);
            let mut inner = flate2::read::ZlibDecoder::new(inner);
            let mut buffer = vec![0_u8; 64 << 10];
            while let Ok(n @ 1..) = inner.read(&mut buffer) {
                let Some(rest) = left.checked_sub(n as u64) else {
                    return true;
                };
                left = rest;
            }
        }
    }
    false
}

/// The two bytes with which such a stream begins, whatever its window and level.
fn is_zlib(head: &[u8]) -> bool {
    matches!(head, [method, flags, ..]
        if method & 0x0F == 8 && u16::from_be_bytes([*method, *flags]).is_multiple_of(31))
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
