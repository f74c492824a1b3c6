//! Pictures in documents: each reader draws them, each says what they show, and
//! the table stays beside them.

#[path = "sample/drawn.rs"]
mod drawn;
#[allow(dead_code, reason = "other tests use more of the samples")]
mod sample;

use std::io::{Cursor, Read};
use std::path::Path;
use std::process::Command;

use docgen::pdf::{self, Fonts};
use docgen::profile::{choose_profile, embedded_profiles};
use docgen::{FormatProfile, IssuerKind, docx};
use drawn::drawn_report;
use zip::ZipArchive;

fn profile() -> FormatProfile {
    let profiles = embedded_profiles().expect("embedded profiles parse");
    let date = drawn_report().header.date;
    let chosen = choose_profile(&profiles, IssuerKind::Party, date);
    chosen.expect("a profile for the date").clone()
}

fn run(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program)
        .args(arguments)
        .output()
        .unwrap_or_else(|error| panic!("{program} is needed for this test: {error}"));
    assert!(output.status.success(), "{program}: {output:?}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn path(path: &Path) -> &str {
    path.to_str().expect("a plain path")
}

/// Pictures that a PDF shows, counted by poppler.
fn images(file: &Path) -> usize {
    let list = run("pdfimages", &["-list", path(file)]);
    // Each has a mask beside it, which is a line of its own.
    let kind = |line: &&str| line.split_whitespace().nth(2) == Some("image");
    list.lines().filter(kind).count()
}

#[test]
fn a_docx_carries_each_picture_with_its_words_and_the_same_bytes_each_time() {
    let bytes = docx::write(&drawn_report(), &profile()).expect("a document");
    assert_eq!(
        bytes,
        docx::write(&drawn_report(), &profile()).expect("again")
    );
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut text = String::new();
    let mut body = archive.by_name("word/document.xml").expect("a body");
    body.read_to_string(&mut text).expect("text");
    drop(body);
    assert_eq!(text.matches("<w:drawing>").count(), 5);
    assert!(text.contains("descr=\"Bản đồ; số liệu ở bảng bên dưới\""));
    assert!(text.matches("Sở Y tế").count() >= 4, "the tables stay");
    for n in 1..=5 {
        let name = format!("word/media/image{n}.png");
        let mut image = archive.by_name(&name).expect("a picture");
        let mut first = [0; 4];
        image.read_exact(&mut first).expect("bytes");
        assert_eq!(&first, b"\x89PNG");
        drop(image);
        let name = format!("word/media/image{n}.svg");
        let mut shapes = String::new();
        let mut image = archive.by_name(&name).expect("the same as shapes");
        image.read_to_string(&mut shapes).expect("text");
        assert!(shapes.starts_with("<svg") && !shapes.contains("<text"));
    }
}

#[test]
fn libreoffice_draws_the_pictures_of_a_docx() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("drawn.docx");
    let bytes = docx::write(&drawn_report(), &profile()).expect("a document");
    std::fs::write(&file, bytes).expect("a written file");
    let home = format!("-env:UserInstallation=file://{}/home", path(folder.path()));
    let out = path(folder.path());
    let format = ["--headless", "--convert-to", "pdf", "--outdir", out];
    let mut arguments = vec![home.as_str()];
    arguments.extend(format);
    arguments.push(path(&file));
    run("soffice", &arguments);
    assert_eq!(images(&folder.path().join("drawn.pdf")), 5);
}

#[test]
fn a_pdf_draws_the_pictures_as_lines_and_reads_them_aloud() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("drawn.pdf");
    let bytes = pdf::write(&drawn_report(), &profile(), &Fonts::embedded()).expect("a document");
    std::fs::write(&file, bytes).expect("a written file");
    assert_eq!(images(&file), 0, "lines stay lines");
    let text = run("pdftotext", &["-layout", path(&file), "-"]);
    assert!(!text.contains("từ 1.000 đến 2.000"), "letters are shapes");
    assert!(text.contains("Bản đồ"), "the tables are there: {text}");
    let tree = run("pdfinfo", &["-struct", path(&file)]);
    assert_eq!(tree.matches("Figure").count(), 5, "{tree}");
}
