//! The tables of places of a PDF (cross-reference streams), looked at before the
//! library loads them: it takes the widths and counts they state at their word.
//! Works on the bytes, since nothing is known of the objects yet; so fonts and
//! attachments, which have keys of the same names, are looked at too. Not here:
//! all other streams (`pdf_guard`).

use super::pdf_guard::{Checked, Refusal};
use super::pdf_streams::unpacked;
use memchr::memmem;
use pdf_extract::xref::XrefEntry;
use pdf_extract::{Document, Object, Reader};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// A field of an entry, in bytes; the first glyph of a font may be as high.
const MAX_WIDTH: u64 = 70_000;
/// Entries of all sections.
const MAX_ENTRIES: u64 = 8_000_000;

/// Bytes that all tables unpack to: two million entries.
const MAX_UNPACKED: u64 = 16 << 20;
/// Places where a table may begin; each saving of a file adds two.
const MAX_TABLES: usize = 256;

/// Unpacks, within a bound, every stream that the library may take for such a
/// table: it unpacks them through whatever filters they name.
pub(super) fn unpack_within_bounds(bytes: &[u8]) -> Checked<()> {
    let plain = plain_names(bytes);
    let last = values(&plain, b"startxref").filter_map(|v| v.first().copied());
    // "/Prev 12 0 R" is one of a list of headings.
    let before = [b"/Prev".as_slice(), b"/XRefStm"]
        .into_iter()
        .flat_map(|key| values(&plain, key))
        .filter_map(|v| if let [at] = v[..] { Some(at) } else { None });
    let starts: BTreeSet<usize> = last
        .chain(before)
        .filter_map(|at| usize::try_from(at).ok().filter(|at| *at < bytes.len()))
        .collect();
    if starts.len() > MAX_TABLES {
        return Err(Refusal::TooMuch);
    }
    let mut left = MAX_UNPACKED;
    for at in starts {
        if let Some(Object::Stream(stream)) = object_at(bytes, at) {
            left = left.saturating_sub(unpacked(&stream, left)?.len() as u64);
        }
    }
    Ok(())
}

/// The object that begins at byte `at`, as the library reads it.
fn object_at(bytes: &[u8], at: usize) -> Option<Object> {
    let [number, generation] = numbers(&bytes[at..], 2)[..] else {
        return None;
    };
    let id = (u32::try_from(number).ok()?, u16::try_from(generation).ok()?);
    let offset = u32::try_from(at).ok()?;
    let mut document = Document::new();
    let entry = XrefEntry::Normal {
        offset,
        generation: id.1,
    };
    document.reference_table.insert(id.0, entry);
    let reader = Reader {
        buffer: bytes,
        document,
    };
    reader.get_object(id, &mut Default::default()).ok()
}

/// True when such a table would fill the memory.
pub(super) fn states_too_much(bytes: &[u8]) -> bool {
    let bytes = plain_names(bytes);
    let wide = values(&bytes, b"/W").any(|w| w.iter().take(3).any(|n| *n > MAX_WIDTH));
    let long = values(&bytes, b"/Size").any(|s| s.first().is_some_and(|n| *n > MAX_ENTRIES));
    let entries = |index: &Vec<u64>| {
        let counts = index.iter().skip(1).step_by(2);
        counts.fold(0_u64, |sum, n| sum.saturating_add(*n))
    };
    wide || long || values(&bytes, b"/Index").any(|index| entries(&index) > MAX_ENTRIES)
}

/// Names without `#57` for `W`.
fn plain_names(bytes: &[u8]) -> Cow<'_, [u8]> {
    if memchr::memchr(b'#', bytes).is_none() {
        return Cow::Borrowed(bytes);
    }
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let code = bytes
            .get(at + 1..at + 3)
            .filter(|_| *byte == b'#')
            .and_then(|h| std::str::from_utf8(h).ok())
            .and_then(|h| u8::from_str_radix(h, 16).ok());
        out.push(code.unwrap_or(*byte));
        at += if code.is_some() { 3 } else { 1 };
    }
    Cow::Owned(out)
}

/// The numbers, alone or in a list, behind each use of the key.
fn values<'a>(bytes: &'a [u8], key: &'a [u8]) -> impl Iterator<Item = Vec<u64>> + 'a {
    memmem::find_iter(bytes, key).map(move |at| {
        let rest = skip_blank(&bytes[at + key.len()..]);
        match rest {
            [b'[', list @ ..] => numbers(list, usize::MAX),
            [b'0'..=b'9' | b'+', ..] => numbers(rest, 2),
            _ => Vec::new(),
        }
    })
}

/// At most `most` whole numbers up to the first thing that is none.
fn numbers(mut rest: &[u8], most: usize) -> Vec<u64> {
    let mut found = Vec::new();
    while found.len() < most {
        rest = skip_blank(rest);
        rest = rest.strip_prefix(b"+").unwrap_or(rest);
        let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
        if digits == 0 {
            break;
        }
        let number = rest[..digits].iter().fold(0_u64, |n, digit| {
            n.saturating_mul(10).saturating_add(u64::from(digit - b'0'))
        });
        found.push(number);
        rest = &rest[digits..];
    }
    found
}

/// Behind blanks and comments.
fn skip_blank(mut rest: &[u8]) -> &[u8] {
    loop {
        match rest {
            [b' ' | b'\t' | b'\r' | b'\n' | 0 | 0x0C, more @ ..] => rest = more,
            [b'%', more @ ..] => {
                let end = memchr::memchr2(b'\r', b'\n', more).unwrap_or(more.len());
                rest = &more[end..];
            }
            _ => return rest,
        }
    }
}
