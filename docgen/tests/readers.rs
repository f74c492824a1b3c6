//! Real readers of our files: poppler and LibreOffice. Where a program is
//! missing the tests fail and say which.

#[path = "sample/forms.rs"]
mod forms;
#[allow(dead_code, reason = "the speed example uses more of the samples")]
mod sample;

use std::path::Path;
use std::process::Command;

use calamine::{Data, Reader, Xlsx, open_workbook};
use docgen::pdf::{self, Fonts};
use docgen::text::{fold_blanks, plain_text};
use docgen::xlsx::{FormIndicator, FormValue, ReportForm, form};
use docgen::{docx, model::Block};
use forms::{Case, cases};
use jiff::civil::date;

/// Runs a program and gives what it printed.
fn run(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program)
        .args(arguments)
        .output()
        .unwrap_or_else(|error| panic!("{program} is needed for this test: {error}"));
    assert!(
        output.status.success(),
        "{program} {arguments:?}: {output:?}"
    );
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn path(path: &Path) -> &str {
    path.to_str().expect("a plain path")
}

/// The text of the structure tree: what a screen reader reads. Page numbers
/// and repeated table heads are not part of it.
fn structure_text(file: &Path) -> String {
    let tree = run("pdfinfo", &["-struct-text", path(file)]);
    let quoted = |line: &str| Some(line.trim().strip_prefix('"')?.strip_suffix('"')?.to_owned());
    tree.lines().filter_map(quoted).collect()
}

fn without_blanks(text: &str) -> String {
    text.split_whitespace().collect()
}

fn pages(file: &Path) -> u32 {
    let info = run("pdfinfo", &[path(file)]);
    let line = info.lines().find_map(|line| line.strip_prefix("Pages:"));
    line.expect("a page count")
        .trim()
        .parse()
        .expect("a number")
}

fn write_pdf(case: &Case, folder: &Path) -> std::path::PathBuf {
    let bytes = pdf::write(&case.document, &case.profile, &Fonts::embedded()).expect("a document");
    let file = folder.join(format!("{}.pdf", case.name));
    std::fs::write(&file, bytes).expect("a written file");
    file
}

#[test]
fn the_tagged_text_of_a_pdf_is_the_plain_text() {
    let folder = tempfile::tempdir().expect("a folder");
    for case in cases() {
        let file = write_pdf(&case, folder.path());
        let expected = plain_text(&case.document, &case.profile).expect("a text");
        let found = structure_text(&file);
        assert_eq!(
            without_blanks(&found),
            without_blanks(&expected),
            "{}",
            case.name
        );
    }
}

#[test]
fn the_drawn_text_of_a_pdf_is_the_plain_text_and_the_page_count_is_stable() {
    let folder = tempfile::tempdir().expect("a folder");
    for (mut case, count) in cases().into_iter().zip([2, 1, 2, 2, 2]) {
        // Repeated heads of the long tables are drawn on each page.
        case.document.appendices.clear();
        let file = write_pdf(&case, folder.path());
        assert_eq!(pages(&file), count, "{}", case.name);
        // Below the top margin, where the page number stands.
        let area = ["-raw", "-x", "0", "-y", "50", "-W", "600", "-H", "792"];
        let text = run(
            "pdftotext",
            &[area.as_slice(), &[path(&file), "-"]].concat(),
        );
        let expected = plain_text(&case.document, &case.profile).expect("a text");
        assert_eq!(fold_blanks(&text), fold_blanks(&expected), "{}", case.name);
    }
}

#[test]
fn a_pdf_is_tagged_archival_and_embeds_its_fonts() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = write_pdf(&cases()[0], folder.path());
    let info = run("pdfinfo", &[path(&file)]);
    let line = |name: &'static str| {
        info.lines()
            .find(|line| line.starts_with(name))
            .unwrap_or(name)
    };
    assert!(line("Tagged:").ends_with("yes"), "{info}");
    assert!(line("Page size:").contains("A4"), "{info}");
    assert!(
        line("Title:").contains("Báo cáo: Kết quả công tác khoa giáo"),
        "{info}"
    );
    let meta = run("pdfinfo", &["-meta", path(&file)]);
    assert!(
        meta.contains("pdfaid:part") && meta.contains(">2<"),
        "{meta}"
    );
    assert!(
        meta.contains("pdfaid:conformance") && meta.contains(">B<"),
        "{meta}"
    );
    let fonts = run("pdffonts", &[path(&file)]);
    let faces: Vec<_> = fonts.lines().skip(2).collect();
    assert_eq!(faces.len(), 4, "{fonts}");
    assert!(
        faces
            .iter()
            .all(|face| face.contains("LibertinusSerif") && face.contains("yes yes yes")),
        "{fonts}"
    );
    let tags = run("pdfinfo", &["-struct", path(&file)]);
    for tag in ["H1", "H2", "H3", "Table", "THead", "TH", "L (", "LI"] {
        assert!(
            tags.lines().any(|line| line.trim_start().starts_with(tag)),
            "{tag}: {tags}"
        );
    }
}

#[test]
fn signs_of_the_typesetter_in_a_text_stay_what_they_are() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut case = cases().remove(1);
    let text = "#panic(\"x\") #import \"a.typ\" $ x^2 $ *a* _b_ `c` <d> @e // f /* g */ \\ [h] {i} ~ -- --- 'j' \"k\"";
    case.document.subject = text.into();
    case.document.blocks = vec![
        Block::heading(1, None, text),
        Block::paragraph(text),
        Block::List {
            first: None,
            below: false,
            items: vec![text.into()],
        },
        Block::note(text),
    ];
    let file = write_pdf(&case, folder.path());
    let expected = plain_text(&case.document, &case.profile).expect("a text");
    assert_eq!(
        without_blanks(&structure_text(&file)),
        without_blanks(&expected)
    );
}

#[test]
fn a_character_without_a_shape_does_not_stop_a_pdf() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut case = cases().remove(1);
    case.document.blocks = vec![Block::paragraph("Mục \u{f0b7} thứ nhất")];
    let missing =
        pdf::uncovered(&case.document, &case.profile, &Fonts::embedded()).expect("a check");
    assert_eq!(missing, ['\u{f0b7}']);
    let file = write_pdf(&case, folder.path());
    assert!(structure_text(&file).contains("Mục ? thứ nhất"));
}

#[test]
fn libreoffice_opens_every_docx_and_shows_the_same_text() {
    let folder = tempfile::tempdir().expect("a folder");
    let profile = format!(
        "-env:UserInstallation=file://{}/office",
        path(folder.path())
    );
    for mut case in cases() {
        case.document.appendices.clear();
        let bytes = docx::write(&case.document, &case.profile).expect("a document");
        let file = folder.path().join(format!("{}.docx", case.name));
        std::fs::write(&file, bytes).expect("a written file");
        let out = path(folder.path());
        run(
            "soffice",
            &[
                &profile,
                "--headless",
                "--convert-to",
                "txt:Text (encoded):UTF8",
                "--outdir",
                out,
                path(&file),
            ],
        );
        let text = std::fs::read_to_string(file.with_extension("txt")).expect("a converted file");
        let expected = plain_text(&case.document, &case.profile).expect("a text");
        // Its plain text has signs of its own for strokes; what is drawn is looked for
        // in its PDF below.
        let text = text.trim_start_matches('\u{feff}');
        let text = text.replace('•', "-").replace('◦', "+");
        assert_eq!(fold_blanks(&text), fold_blanks(&expected), "{}", case.name);
        run(
            "soffice",
            &[
                &profile,
                "--headless",
                "--convert-to",
                "pdf",
                "--outdir",
                out,
                path(&file),
            ],
        );
        let drawn = file.with_extension("pdf");
        let count = pages(&drawn);
        assert!((1..=2).contains(&count), "{}: {count} pages", case.name);
        let drawn = fold_blanks(&run("pdftotext", &["-raw", path(&drawn), "-"]));
        for (mark, item) in strokes(&case.document.blocks) {
            let words: Vec<&str> = item.split_whitespace().take(4).collect();
            let shown = format!("{mark} {}", words.join(" "));
            assert!(drawn.contains(&shown), "{}: {shown}: {drawn}", case.name);
        }
    }
}

/// The items of the lists without numbers, each with its mark.
fn strokes(blocks: &[Block]) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    for block in blocks {
        if let Block::List {
            first: None,
            below,
            items,
        } = block
        {
            let mark = if *below { "+" } else { "-" };
            found.extend(items.iter().map(|item| (mark, item.clone())));
        }
    }
    found
}

/// LibreOffice counts the headings and shows the numbers that the
/// document says, as text and on the page.
#[test]
fn r_4_7_libreoffice_shows_the_numbers_of_the_headings_as_they_are_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let home = format!(
        "-env:UserInstallation=file://{}/office",
        path(folder.path())
    );
    let document = sample::numbered_report();
    let profile = cases().remove(3).profile;
    let file = folder.path().join("numbered.docx");
    let bytes = docx::write(&document, &profile).expect("a document");
    std::fs::write(&file, bytes).expect("a written file");
    for format in ["txt:Text (encoded):UTF8", "pdf"] {
        let out = path(folder.path());
        let arguments = ["--headless", "--convert-to", format, "--outdir", out];
        let mut all = vec![home.as_str()];
        all.extend(arguments);
        all.push(path(&file));
        run("soffice", &all);
    }
    let text = std::fs::read_to_string(file.with_extension("txt")).expect("a converted file");
    let expected = plain_text(&document, &profile).expect("a text");
    assert_eq!(
        fold_blanks(text.trim_start_matches('\u{feff}')),
        fold_blanks(&expected)
    );
    // The face that LibreOffice finds may lack letters; numbers it has.
    let pdf = file.with_extension("pdf");
    let drawn = run("pdftotext", &["-raw", path(&pdf), "-"]);
    let number = |line: &str| {
        let first = line.split_whitespace().next()?.to_owned();
        first.ends_with('.').then_some(first)
    };
    let numbers: Vec<String> = drawn.lines().filter_map(number).collect();
    let said: Vec<String> = expected.lines().filter_map(number).collect();
    assert_eq!(numbers, said, "{drawn}");
}

#[test]
fn libreoffice_repeats_heads_and_numbers_pages_but_not_the_first() {
    let folder = tempfile::tempdir().expect("a folder");
    let profile = format!(
        "-env:UserInstallation=file://{}/office",
        path(folder.path())
    );
    let mut case = cases().remove(3);
    case.document.appendices.truncate(1);
    let bytes = docx::write(&case.document, &case.profile).expect("a document");
    let file = folder.path().join("report.docx");
    std::fs::write(&file, bytes).expect("a written file");
    run(
        "soffice",
        &[
            &profile,
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            path(folder.path()),
            path(&file),
        ],
    );
    let pdf = file.with_extension("pdf");
    let page = |number: &str| {
        run(
            "pdftotext",
            &["-raw", "-f", number, "-l", number, path(&pdf), "-"],
        )
    };
    // The face that LibreOffice finds may lack letters, and poppler then tears
    // words apart; so only figures and plain letters are looked at.
    let number = |text: &str| {
        text.lines()
            .next()
            .and_then(|line| line.trim().parse::<u32>().ok())
    };
    let numbers: Vec<_> = ["1", "2", "3", "4"].map(|n| number(&page(n))).into();
    // The appendix counts from 1 again and shows no number on its first page.
    assert_eq!(numbers, [None, Some(2), None, Some(2)]);
    assert_eq!(pages(&pdf), 4);
    for with_head in ["3", "4"] {
        let text = page(with_head);
        assert_eq!(text.matches("TT Nhi").count(), 1, "{text}");
    }
}

/// a unit that fills the form in with LibreOffice keeps the names of the
/// cells, what stands in them and the list of kinds.
#[test]
fn r_3_14_libreoffice_opens_the_form_of_a_unit_and_saves_it_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let made = ReportForm {
        form_id: "KG-QUY-01".into(),
        unit_code: "SYT".into(),
        unit_name: "Sở Y tế".into(),
        period_code: "2026-Q3".into(),
        period_name: "Quý III năm 2026".into(),
        title: "Biểu báo cáo quý III năm 2026".into(),
        date: date(2026, 9, 15),
        kinds: ["chính thức", "sơ bộ", "ước tính"].map(String::from).into(),
        indicators: vec![FormIndicator {
            code: "YT-09".into(),
            name: "Lượt khám".into(),
            unit_of_measure: "lượt".into(),
            value: FormValue::Number { scale: 0 },
            last: None,
            last_words: None,
            given: None,
            kind: Some("ước tính".into()),
            word: "Hai trạm y tế chưa gửi.".into(),
        }],
        sections: Vec::new(),
        guide: Vec::new(),
    };
    let file = folder.path().join("bieu-mau.xlsx");
    std::fs::write(&file, form(&made).expect("a form")).expect("a written file");
    let home = format!(
        "-env:UserInstallation=file://{}/office",
        path(folder.path())
    );
    let saved = folder.path().join("saved");
    run(
        "soffice",
        &[
            &home,
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            path(&saved),
            path(&file),
        ],
    );
    let saved = saved.join("bieu-mau.xlsx");
    let mut book: Xlsx<_> = open_workbook(&saved).expect("a readable workbook");
    let names = book.defined_names().to_vec();
    for (name, cell) in [
        ("K_YT_09", "$F$7"),
        ("V_YT_09", "$E$7"),
        ("W_YT_09", "$G$7"),
        ("G_K_YT_09", "$B$1"),
        ("G_W_YT_09", "$B$2"),
    ] {
        let found = names.iter().find(|(n, _)| n == name).expect(name);
        assert!(found.1.ends_with(cell), "{found:?}");
    }
    let sheet = book.worksheet_range("Biểu số liệu").expect("a sheet");
    let cell = |column| sheet.get_value((6, column)).cloned();
    assert_eq!(cell(5), Some(Data::String("ước tính".into())));
    assert_eq!(
        cell(6),
        Some(Data::String("Hai trạm y tế chưa gửi.".into()))
    );
    // What was given out comes back as it was, and stays hidden.
    let given = book.worksheet_range("Bản đã cấp").expect("a sheet");
    let cell = |row| given.get_value((row, 1)).cloned();
    assert_eq!(cell(0), Some(Data::String("ước tính".into())));
    assert_eq!(
        cell(1),
        Some(Data::String("Hai trạm y tế chưa gửi.".into()))
    );
    let sheets = book.sheets_metadata().iter();
    let hidden = sheets.filter(|s| s.visible == calamine::SheetVisible::Hidden);
    assert_eq!(hidden.count(), 1);
    let bytes = std::fs::read(&saved).expect("a file");
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("an archive");
    let mut part = zip.by_name("xl/worksheets/sheet1.xml").expect("a part");
    let mut text = String::new();
    std::io::Read::read_to_string(&mut part, &mut text).expect("text");
    assert!(text.contains("chính thức,sơ bộ,ước tính"), "{text}");
}
