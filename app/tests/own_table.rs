//! What a unit says about a figure in its own .xlsx: the kind of the
//! figure and the word to a remark.

use crate::reporting::*;
use app::report::{ReadUpload, ReportForm, form_file, open_form, read_upload};
use docgen::xlsx::{self, FormIndicator, FormValue};
use domain::indicator::{Cell, Nature};
use domain::number::Bound;
use jiff::civil::date;
use std::io::{Cursor, Read, Write};
use testkit::TestApp;
use zip::write::SimpleFileOptions;

const CODE: &str = "YT-09";

/// A filled form of the report: one number, its kind and its word.
fn filled(form: &ReportForm, value: Option<i64>, kind: &str, word: &str) -> Vec<u8> {
    filled_with(form, value, None, kind, word)
}

/// The same with a threshold.
fn filled_with(
    form: &ReportForm,
    value: Option<i64>,
    words: Option<&str>,
    kind: &str,
    word: &str,
) -> Vec<u8> {
    let given = value.map(|value| xlsx::Given {
        value: Some(value),
        words: words.map(str::to_owned),
        numerator: None,
        denominator: None,
        source: "Nhập số.".into(),
    });
    let said = xlsx::ReportForm {
        form_id: form.regime.id.to_string(),
        unit_code: form.unit.code.clone(),
        unit_name: form.unit.name.clone(),
        period_code: form.round.period.code(),
        period_name: form.round.period.label_vi(),
        title: form.round.title.clone(),
        date: date(2026, 10, 2),
        kinds: vec!["chính thức".into(), "ước tính".into()],
        indicators: vec![FormIndicator {
            code: CODE.into(),
            name: "Lượt khám".into(),
            unit_of_measure: "lượt".into(),
            value: FormValue::Number { scale: 0 },
            last: None,
            last_words: None,
            given,
            kind: (!kind.is_empty()).then(|| kind.to_owned()),
            word: word.to_owned(),
        }],
        sections: Vec::new(),
        guide: Vec::new(),
    };
    xlsx::form(&said).unwrap()
}

fn said(read: &ReadUpload) -> (Option<Nature>, Option<&str>) {
    let cells = &read.typed.cells;
    (
        cells.natures.get(CODE).copied(),
        cells.notes.get(CODE).map(String::as_str),
    )
}

#[tokio::test]
async fn r_3_14_the_kind_of_a_figure_and_its_word_come_with_the_file_and_are_kept() {
    let app = TestApp::new().await;
    let id = owed(&app, open_quarter(&app, 2026, 3).await, "SYT").await;
    let reporter = app.reporter("SYT").await;
    let form = open_form(&reporter, id).await.unwrap();
    // However the person writes it.
    let bytes = filled(&form, Some(1_200), "  ƯỚC tính", "Hai trạm chưa gửi.");
    let read = read_upload(&reporter, id, &bytes).await.unwrap();
    assert_eq!((read.taken, read.refused), (3, 0), "{:?}", read.findings);
    assert_eq!(
        said(&read),
        (Some(Nature::Estimate), Some("Hai trạm chưa gửi."))
    );
    let kept = save(&reporter, id, 0, read.typed).await;
    let cell = &kept.draft.body.values[CODE];
    assert_eq!((cell.value, cell.nature), (Some(1_200), Nature::Estimate));
    assert_eq!(cell.note.as_deref(), Some("Hai trạm chưa gửi."));

    // The form given out next carries both and says nothing new when it returns.
    let file = form_file(&reporter, id).await.unwrap();
    let again = read_upload(&reporter, id, &file.bytes).await.unwrap();
    assert_eq!((again.taken, again.refused), (0, 0), "{:?}", again.findings);
    assert_eq!(
        said(&again),
        (Some(Nature::Estimate), Some("Hai trạm chưa gửi."))
    );

    // Empty cells take nothing back; the list's first kind does.
    let form = open_form(&reporter, id).await.unwrap();
    let bytes = filled(&form, None, "", "");
    let read = read_upload(&reporter, id, &bytes).await.unwrap();
    assert_eq!(read.taken, 0);
    assert_eq!(said(&read).0, Some(Nature::Estimate));
    let bytes = filled(&form, None, "chính thức", "");
    let read = read_upload(&reporter, id, &bytes).await.unwrap();
    assert_eq!((read.taken, said(&read).0), (1, Some(Nature::Official)));
}

/// domain §6.2: a threshold stands in the cell in words.
#[tokio::test]
async fn r_3_14_a_threshold_comes_with_the_file_as_operator_and_value() {
    let app = TestApp::new().await;
    let id = owed(&app, open_quarter(&app, 2026, 3).await, "SYT").await;
    let reporter = app.reporter("SYT").await;
    let form = open_form(&reporter, id).await.unwrap();
    let bytes = filled_with(&form, Some(1_200), Some("Từ 1.200 lượt trở lên"), "", "");
    let read = read_upload(&reporter, id, &bytes).await.unwrap();
    assert_eq!((read.taken, read.refused), (1, 0), "{:?}", read.findings);
    assert_eq!(read.typed.cells.numbers[CODE], "Từ 1.200 lượt trở lên");
    let kept = save(&reporter, id, 0, read.typed).await;
    let cell = Cell::of(1_200).with_bound(Bound::AtLeast);
    assert_eq!(kept.draft.body.values[CODE], cell);
}

#[tokio::test]
async fn r_3_14_an_unknown_kind_is_told_with_its_cell_and_changes_nothing() {
    let app = TestApp::new().await;
    let id = owed(&app, open_quarter(&app, 2026, 3).await, "SYT").await;
    let reporter = app.reporter("SYT").await;
    let form = open_form(&reporter, id).await.unwrap();
    // A plan has its own page and is no kind to choose here.
    for kind in ["dự đoán", "kế hoạch", "7"] {
        let bytes = filled(&form, Some(1_200), kind, "");
        let read = read_upload(&reporter, id, &bytes).await.unwrap();
        assert_eq!((read.taken, read.refused), (1, 1), "{kind}");
        let told: Vec<_> = read
            .findings
            .iter()
            .map(|f| (f.code.as_str(), f.place.as_str(), f.quote.as_str()))
            .collect();
        assert_eq!(told, [("kind-unknown", "Biểu số liệu!F7", kind)]);
        assert_eq!(said(&read).0, Some(Nature::Official));
    }
}

/// The workbook with a name given to another cell.
fn renamed(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    let mut old = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..old.len() {
        let mut part = old.by_index(at).unwrap();
        let mut text = Vec::new();
        part.read_to_end(&mut text).unwrap();
        if part.name() == "xl/workbook.xml" {
            text = String::from_utf8(text).unwrap().replace(from, to).into();
        }
        new.start_file(part.name(), SimpleFileOptions::default())
            .unwrap();
        new.write_all(&text).unwrap();
    }
    new.finish().unwrap().into_inner()
}

#[tokio::test]
async fn r_3_11_nothing_arose_and_the_word_to_it_are_both_kept() {
    let app = TestApp::new().await;
    let id = owed(&app, open_quarter(&app, 2026, 3).await, "SYT").await;
    let reporter = app.reporter("SYT").await;
    let form = open_form(&reporter, id).await.unwrap();
    // The answer stands in the cell of the value, which the writer of forms
    // fills with numbers only.
    let bytes = filled(&form, None, "Không phát sinh", "Phòng khám đóng cửa.");
    let bytes = renamed(&bytes, "\"V_YT_09\"", "\"V_CU\"");
    let bytes = renamed(&bytes, "\"K_YT_09\"", "\"V_YT_09\"");
    let read = read_upload(&reporter, id, &bytes).await.unwrap();
    assert_eq!(said(&read).1, Some("Không phát sinh. Phòng khám đóng cửa."));
}
