//! Telling file types by their first bytes and, for archives, by their parts.

use std::io::Cursor;

/// Types that matter here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FileKind {
    Text,
    Html,
    Docx,
    Xlsx,
    Pdf,
    /// Rich text format.
    Rtf,
    /// Compound file of Word before 2007.
    OldWord,
    /// Compound file: xls, or an Office file with a password.
    OldOffice,
    Zip,
    Unknown,
}

/// The type of `bytes` by content.
pub fn sniff(bytes: &[u8]) -> FileKind {
    let head = &bytes[..bytes.len().min(1024)];
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return archive(bytes);
    }
    if head.windows(5).any(|w| w == b"%PDF-") {
        return FileKind::Pdf;
    }
    if head.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return compound(bytes);
    }
    if head.starts_with(b"{\\rtf") {
        return FileKind::Rtf;
    }
    if looks_binary(bytes) {
        return FileKind::Unknown;
    }
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_lowercase();
    let text = text.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    let tag = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<div",
        "<article",
        "<meta",
        "<p>",
        "<main",
        "<section",
    ];
    if tag.iter().any(|t| text.starts_with(t))
        || (text.starts_with('<') && (text.contains("<html") || text.contains("<body")))
    {
        return FileKind::Html;
    }
    FileKind::Text
}

/// What a file name promises, if anything.
pub(super) fn kind_of_name(name: &str) -> Option<FileKind> {
    let (_, ending) = name.rsplit_once('.')?;
    match ending.to_ascii_lowercase().as_str() {
        "txt" | "md" => Some(FileKind::Text),
        "html" | "htm" => Some(FileKind::Html),
        "docx" => Some(FileKind::Docx),
        "xlsx" => Some(FileKind::Xlsx),
        "pdf" => Some(FileKind::Pdf),
        "rtf" => Some(FileKind::Rtf),
        "doc" => Some(FileKind::OldWord),
        _ => None,
    }
}

/// The directory of a compound file names its streams in UTF-16.
fn compound(bytes: &[u8]) -> FileKind {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|w| w == wide)
    };
    if has("EncryptedPackage") {
        FileKind::OldOffice
    } else if has("WordDocument") {
        FileKind::OldWord
    } else {
        FileKind::OldOffice
    }
}

fn archive(bytes: &[u8]) -> FileKind {
    let Ok(zip) = zip::ZipArchive::new(Cursor::new(bytes)) else {
        // A damaged archive still shows the names of its parts.
        let has = |name: &[u8]| bytes.windows(name.len()).any(|w| w == name);
        return if has(b"word/document.xml") {
            FileKind::Docx
        } else if has(b"xl/workbook.xml") {
            FileKind::Xlsx
        } else {
            FileKind::Zip
        };
    };
    let has = |prefix: &str| zip.file_names().any(|n| n.starts_with(prefix));
    if has("word/") {
        FileKind::Docx
    } else if has("xl/") {
        FileKind::Xlsx
    } else {
        FileKind::Zip
    }
}

/// Many control bytes that no text encoding explains.
fn looks_binary(bytes: &[u8]) -> bool {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return false;
    }
    let sample = &bytes[..bytes.len().min(8192)];
    let zeros = sample.iter().filter(|b| **b == 0).count();
    let controls = sample
        .iter()
        .filter(|b| **b < 9 || (14..32).contains(*b))
        .count()
        - zeros;
    let utf16 = zeros * 5 > sample.len()
        && (sample.iter().step_by(2).all(|b| *b != 0)
            || sample.iter().skip(1).step_by(2).all(|b| *b != 0));
    !utf16 && (zeros > 0 && zeros * 50 > sample.len() || controls * 20 > sample.len())
}
