//! Papers written as the files that an office keeps: pages saved from portals, a
//! page printed by the browser, notices and reports of Word, plain texts.

use super::papers::{Format, PAPERS, Paper};
use super::portal;
use crate::harness::Walk;
use crate::word::{docx, heading, paragraph, table};
use std::path::{Path, PathBuf};
use thirtyfour::common::print::{PrintMargins, PrintPage, PrintParameters};

/// Writes the whole folder. The browser prints what is kept as a PDF.
pub async fn write_all(walk: &Walk, folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for paper in &PAPERS {
        let path = folder.join(paper.file);
        let bytes = bytes(walk, folder, paper).await;
        std::fs::write(&path, bytes).expect("a file");
        files.push(path);
    }
    files
}

async fn bytes(walk: &Walk, folder: &Path, paper: &Paper) -> Vec<u8> {
    let (text, title) = (paper.text(), paper.label().title);
    match paper.format {
        Format::OldPortal => portal::old(&text, &title).into_bytes(),
        Format::Portal => portal::new(&text, &title).into_bytes(),
        Format::Word => word(&text),
        Format::Print => print(walk, folder, &portal::article(&text, &title)).await,
        Format::Utf8 => text.into_bytes(),
        Format::Utf16 => {
            let units = text.encode_utf16().flat_map(u16::to_le_bytes);
            [0xFF, 0xFE].into_iter().chain(units).collect()
        }
    }
}

/// Prints a page on A4, as the browser's own "save as PDF" does.
async fn print(walk: &Walk, folder: &Path, article: &str) -> Vec<u8> {
    let page = folder.join("trang-in.html");
    let html = format!(
        "<!DOCTYPE html><html lang=\"vi\"><head><meta charset=\"utf-8\"><title>In</title><style>\
         body {{ font: 13pt/1.3 \"Times New Roman\", \"Liberation Serif\", serif; margin: 0 }}\
         h1 {{ font-size: 14pt }} p {{ margin: 0 0 10pt }}</style></head><body>{article}</body></html>"
    );
    std::fs::write(&page, html).expect("a page");
    let address = format!("file://{}", page.display());
    walk.driver.goto(address).await.expect("a page of a file");
    let paper = PrintParameters {
        page: PrintPage {
            width: 21.0,
            height: 29.7,
        },
        margin: PrintMargins {
            top: 2.0,
            bottom: 2.0,
            left: 2.0,
            right: 2.0,
        },
        ..PrintParameters::default()
    };
    let pdf = walk.driver.print_page(paper).await.expect("a print");
    assert!(pdf.starts_with(b"%PDF-"), "the browser prints a PDF");
    pdf
}

/// A notice or a report: letterhead and end in tables, headings, and behind a
/// report its figures once more as a table.
fn word(text: &str) -> Vec<u8> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let at = |begins: &str| lines.iter().position(|line| line.starts_with(begins));
    let report = at("BÁO CÁO");
    let kind = report.or(at("THÔNG BÁO")).expect("the kind of paper");
    let state = at("ĐẢNG CỘNG SẢN").expect("a letterhead");
    let end = at("Nơi nhận").expect("recipients");
    let signed = lines[end..].iter().position(|line| line.is_empty());
    let signed = end + signed.expect("a signature");
    let mut body = side_by_side(&lines[..state], &lines[state..kind]);
    body.push_str("<w:p/>");
    for line in &lines[kind..end] {
        body.push_str(&match *line {
            "" => "<w:p/>".to_owned(),
            line if is_heading(line) => heading(line),
            line => paragraph(line),
        });
    }
    body.push_str(&side_by_side(&lines[end..signed], &lines[signed..]));
    if report.is_some() {
        body.push_str(&heading("PHỤ LỤC"));
        body.push_str(&table(&annex()));
    }
    docx(&body)
}

/// Two blocks of lines beside each other.
fn side_by_side(left: &[&str], right: &[&str]) -> String {
    table(&[vec![full(left), full(right)]])
}

/// The lines that are not empty.
fn full<'a>(lines: &[&'a str]) -> Vec<&'a str> {
    let lines = lines.iter().copied();
    lines.filter(|line| !line.is_empty()).collect()
}

/// The kind of paper, or a short numbered line that ends no sentence.
fn is_heading(line: &str) -> bool {
    let is_kind = ["THÔNG BÁO", "BÁO CÁO"].contains(&line);
    let is_numbered = line.starts_with(|c: char| c.is_ascii_digit()) && line.contains(". ");
    is_kind || (is_numbered && line.chars().count() < 60 && !line.ends_with(['.', ';']))
}

/// Figures that the report names, row by row.
fn annex() -> Vec<Vec<Vec<&'static str>>> {
    [
        ["STT", "Chỉ tiêu", "Quý I"],
        ["1", "Số trường", "69"],
        ["2", "Số học sinh", "37.840"],
        ["3", "Lượt bệnh nhân", "28.960"],
    ]
    .iter()
    .map(|row| row.iter().map(|cell| vec![*cell]).collect())
    .collect()
}
