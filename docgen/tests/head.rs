//! Place and date in the head of page 1, as real readers draw them: on one
//! line where the names are as usual, else broken behind the place.

#[path = "sample/forms.rs"]
mod forms;
#[allow(dead_code, reason = "other tests use more of the samples")]
mod sample;

use docgen::docx;
use docgen::pdf::{self, Fonts};
use docgen::text::fold_blanks;
use forms::{Case, cases};
use std::path::Path;
use std::process::Command;

const USUAL: [&str; 5] = [
    "Cần Thơ",
    "Thái Nguyên",
    "Tuyên Quang",
    "Sông Lam Thượng",
    "Thành phố Hồ Chí Minh",
];
const LONG: &str = "Phường Tân Thới Hiệp Đông Hưng Thuận Bắc";

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

/// The lines of page 1 as they are drawn, column beside column.
fn drawn(file: &Path) -> Vec<String> {
    let text = run("pdftotext", &["-layout", "-l", "1", path(file), "-"]);
    text.lines().map(fold_blanks).collect()
}

/// A long number of a party body and of a State body, issued in each place.
fn documents() -> Vec<(String, String, Case)> {
    let mut documents = Vec::new();
    for place in USUAL.into_iter().chain([LONG]) {
        for mut case in cases() {
            if case.name.contains("letter") {
                continue;
            }
            case.document.header.place = place.into();
            case.document.header.number = Some(123);
            case.document.appendices.clear();
            let name = format!("{}-{}", case.name, documents.len());
            documents.push((name, place.to_owned(), case));
        }
    }
    documents
}

fn check(name: &str, place: &str, case: &Case, lines: &[String]) {
    let date = case.document.header.date;
    // From March on the month has no zero in front.
    let month = if date.month() <= 2 { "0" } else { "" };
    let on = format!(
        "ngày {:02} tháng {month}{} năm {}",
        date.day(),
        date.month(),
        date.year()
    );
    let at = lines.iter().position(|line| line.ends_with(&on));
    let line = at.map_or_else(
        || panic!("{name}: {on} is torn: {lines:?}"),
        |at| &lines[at],
    );
    if USUAL.contains(&place) {
        assert!(
            line.ends_with(&format!("{place}, {on}")),
            "{name}: {lines:?}"
        );
        let number = format!(
            "123{}{}",
            case.profile.number.separator, case.document.header.symbol
        );
        assert!(
            line.contains(&number),
            "{name}: the number is whole beside it: {line}"
        );
    } else {
        assert!(!line.contains(place), "{name}: {line}");
        assert!(
            lines.iter().any(|l| l.ends_with(&format!("{place},"))),
            "{name}: {lines:?}"
        );
    }
}

#[test]
fn r_4_7_place_and_date_stay_on_one_line_of_a_pdf_and_break_behind_a_long_place() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, place, case) in documents() {
        let bytes = pdf::write(&case.document, &case.profile, &Fonts::embedded());
        let file = folder.path().join(format!("{name}.pdf"));
        std::fs::write(&file, bytes.expect("a document")).expect("a written file");
        check(&name, &place, &case, &drawn(&file));
    }
}

#[test]
fn r_4_7_place_and_date_stay_on_one_line_of_a_docx_and_break_behind_a_long_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut files = Vec::new();
    for (name, _, case) in documents() {
        let file = folder.path().join(format!("{name}.docx"));
        let bytes = docx::write(&case.document, &case.profile).expect("a document");
        std::fs::write(&file, bytes).expect("a written file");
        files.push(path(&file).to_owned());
    }
    let home = format!("-env:UserInstallation=file://{}/home", path(folder.path()));
    let out = path(folder.path());
    let mut arguments = vec![
        home.as_str(),
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        out,
    ];
    arguments.extend(files.iter().map(String::as_str));
    run("soffice", &arguments);
    for (name, place, case) in documents() {
        let file = folder.path().join(format!("{name}.pdf"));
        check(&name, &place, &case, &drawn(&file));
    }
}
