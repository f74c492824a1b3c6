//! Files to text. The type is told by the content, never by the name alone;
//! dangerous files are refused with a code. Not here: what the text means.

mod columns;
mod docx;
mod html;
mod html_depth;
mod html_kinds;
mod html_tags;
mod numbering;
mod numeral;
mod package;
mod pdf;
mod pdf_fonts;
mod pdf_guard;
mod pdf_streams;
mod pdf_tables;
mod pdf_widths;
mod rows;
mod rtf;
mod rtf_letters;
mod sniff;
mod workbook;

pub(crate) use package::open as open_package;
pub use sniff::{FileKind, sniff};
pub(crate) use workbook::for_each_cell;

use crate::finding::{Extracted, Finding, Severity};
use crate::reading::ReadOptions;
use crate::text::{decode, join_broken_lines, join_wrapped};

/// The text of a file, paragraphs as lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceText {
    pub kind: FileKind,
    pub text: String,
}

/// Reads any supported file. Codes that refuse: `oversize`, `empty`,
/// `type-unknown`, `type-unsupported`, `old-word`, `encrypted`, `macro`,
/// `archive-bomb`, `archive-damaged`, `xml-entities`, `pdf-damaged`,
/// `pdf-nested`, `scan-without-text`. `type-differs-from-name`, `html-nested`, `pdf-cut`,
/// `encoding-tcvn3` and `encoding-vni` only warn.
pub fn read_source(name: &str, bytes: &[u8], options: &ReadOptions) -> Extracted<SourceText> {
    let refuse = |kind, code, hint: &str| Extracted {
        value: SourceText {
            kind,
            text: String::new(),
        },
        findings: vec![Finding::document(code, Severity::Refused, hint)],
    };
    if bytes.len() > options.max_bytes {
        return refuse(
            FileKind::Unknown,
            "oversize",
            "the file is larger than allowed",
        );
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return refuse(FileKind::Unknown, "empty", "the file holds nothing");
    }
    let kind = sniff(bytes);
    let mut read = match kind {
        FileKind::Text => decode(bytes).map(paragraphs),
        FileKind::Html => {
            let mut decoded = decode(bytes);
            if html_depth::is_too_deep(&decoded.value) {
                decoded.findings.push(Finding::document(
                    "html-nested",
                    Severity::Warning,
                    "elements nest deeper than in any page; read without its build",
                ));
                decoded.map(|page| html::flat_text(&page))
            } else {
                decoded.map(|page| html::main_text(&page))
            }
        }
        FileKind::Docx => docx::read(bytes, options),
        FileKind::Pdf => {
            let read = pdf::read(bytes);
            read.map(|t| join_broken_lines(&t))
        }
        FileKind::Xlsx => {
            return refuse(
                kind,
                "type-unsupported",
                "a workbook is read as a form or a table",
            );
        }
        FileKind::Rtf => rtf::read(bytes),
        FileKind::OldWord => {
            return refuse(
                kind,
                "old-word",
                "a Word file of before 2007; save it as docx",
            );
        }
        FileKind::OldOffice => {
            return refuse(
                kind,
                "encrypted",
                "an old or encrypted Office file; save it as docx or xlsx without a password",
            );
        }
        FileKind::Zip | FileKind::Unknown => {
            return refuse(kind, "type-unknown", "no txt, html, docx, rtf, pdf or xlsx");
        }
    };
    if let Some(expected) = sniff::kind_of_name(name)
        && expected != kind
        && !(expected == FileKind::Text && kind == FileKind::Html)
    {
        read.findings.push(Finding::document(
            "type-differs-from-name",
            Severity::Warning,
            "the content is of another type than the name says",
        ));
    }
    // Unicode outside, a legacy font inside: seen in docx, html and pdf.
    if !read
        .findings
        .iter()
        .any(|f| f.code.starts_with("encoding-"))
        && let Some((text, font)) = crate::text::read_legacy(&read.value)
    {
        read.value = text;
        read.findings.push(Finding::document(
            font.code(),
            Severity::Warning,
            "typed for a legacy font; the letters were turned into Unicode",
        ));
    }
    read.map(|text| SourceText { kind, text })
}

/// Plain text with a paragraph a line, whatever ends its lines and wherever they
/// were broken.
fn paragraphs(text: String) -> String {
    let text = if text.contains('\r') {
        let text = text.replace("\r\r\n", "\n").replace("\r\n", "\n");
        text.replace('\r', "\n")
    } else {
        text
    };
    join_wrapped(&text).unwrap_or(text)
}
