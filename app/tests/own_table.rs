//! What a unit says about a figure in its own .xlsx: the kind of the
//! figure and the word to a remark.

use crate::reporting::*;
use app::report::{ReadUpload, ReportForm, form_file, open_form, read_upload};
use docgen::xlsx::{self, FormIndicator, FormValue};
use domain::indicator::{Cell, Nature};
use domain::number::Bound;
use domain::report::SectionText;
use jiff::civil::date;
use std::io::{Cursor, Read, Write};
use testkit::TestApp;
use zip::write::SimpleFileOptions;

const CODE: &str = "YT-09";

/// The workbook with one of its parts changed.
fn edited(bytes: &[u8], name: &str, edit: impl Fn(&str) -> String) -> Vec<u8> {
    let mut old = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..old.len() {
        let mut part = old.by_index(at).unwrap();
        let mut text = Vec::new();
        part.read_to_end(&mut text).unwrap();
        if part.name() == name {
            text = edit(&String::from_utf8(text).unwrap()).into();
        }
        new.start_file(part.name(), SimpleFileOptions::default())
            .unwrap();
        new.write_all(&text).unwrap();
    }
    new.finish().unwrap().into_inner()
}

const BOOK: &str = "xl/workbook.xml";

/// The workbook with a name given to another cell.
fn renamed(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    edited(bytes, BOOK, |text| text.replace(from, to))
}

/// The form as it is when somebody types into the cell of a name.
fn filled_in(bytes: &[u8], name: &str, typed: &str) -> Vec<u8> {
    let mut book = String::new();
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut part = zip.by_name(BOOK).unwrap();
    part.read_to_string(&mut book).unwrap();
    let bound = book.split(&format!("name=\"{name}\">")).nth(1).expect(name);
    let bound = bound.split('<').next().unwrap();
    let cell = bound.split('!').nth(1).unwrap().replace('$', "");
    edited(bytes, "xl/worksheets/sheet1.xml", |text| {
        let (before, rest) = text
            .split_once(&format!("<c r=\"{cell}\""))
            .expect("a cell");
        let (attributes, after) = rest.split_once('>').unwrap();
        let after = match attributes.strip_suffix('/') {
            Some(_) => after,
            None => after.split_once("</c>").unwrap().1,
        };
        let style = attributes.split("s=\"").nth(1).unwrap();
        let style = style.split('"').next().unwrap();
        format!(
            "{before}<c r=\"{cell}\" s=\"{style}\" t=\"inlineStr\"><is><t>{typed}</t></is></c>{after}"
        )
    })
}

/// A form that was given out empty and filled in: one number, its kind and its word.
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
    // The writer fills cells only with what is given out.
    renamed(&xlsx::form(&said).unwrap(), "\"G_", "\"X_")
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

/// a form lies with somebody for days while others write on the page.
#[tokio::test]
async fn r_3_14_a_form_takes_nothing_back_that_was_changed_on_the_page_since_it_was_given_out() {
    let app = TestApp::new().await;
    let id = owed(&app, open_quarter(&app, 2026, 3).await, "SYT").await;
    let reporter = app.reporter("SYT").await;
    let mut typed = numbers(&[(CODE, "1200"), ("YT-10", "7")]);
    for code in [CODE, "YT-10"] {
        typed.cells.natures.insert(code.into(), Nature::Estimate);
        typed
            .cells
            .notes
            .insert(code.into(), "Hai trạm chưa gửi.".into());
    }
    let told = |text: &str| SectionText {
        code: "I.1".into(),
        text: text.into(),
        is_nil: false,
    };
    typed.sections = vec![told("Bản thảo.")];
    save(&reporter, id, 0, typed).await;
    let file = form_file(&reporter, id).await.unwrap().bytes;

    // The next day everything of the first is changed on the page.
    let mut typed = open_form(&reporter, id).await.unwrap().as_typed();
    typed.cells.natures.insert(CODE.into(), Nature::Official);
    typed.cells.notes.insert(CODE.into(), "Đã đủ.".into());
    typed.sections = vec![told("Bản cuối.")];
    save(&reporter, id, 1, typed).await;

    // The file comes back with another kind of the second and a number of the first.
    let back = filled_in(&file, "K_YT_10", "sơ bộ");
    let back = filled_in(&back, "V_YT_09", "1300");
    let read = read_upload(&reporter, id, &back).await.unwrap();
    assert_eq!((read.taken, read.refused), (2, 0), "{:?}", read.findings);
    let cells = &read.typed.cells;
    assert_eq!(said(&read), (Some(Nature::Official), Some("Đã đủ.")));
    assert_eq!(cells.numbers[CODE], "1300");
    assert_eq!(cells.natures["YT-10"], Nature::Preliminary);
    assert_eq!(cells.notes["YT-10"], "Hai trạm chưa gửi.");
    let section = read.typed.sections.iter().find(|s| s.code == "I.1");
    assert_eq!(section.unwrap().text, "Bản cuối.");

    // What is typed into a cell counts, also over what was changed meanwhile.
    let back = filled_in(&file, "W_YT_09", "Còn một trạm.");
    let back = filled_in(&back, "V_YT_10", "Không phát sinh");
    let read = read_upload(&reporter, id, &back).await.unwrap();
    assert_eq!((read.taken, said(&read).1), (2, Some("Còn một trạm.")));
    let both = "Không phát sinh. Hai trạm chưa gửi.";
    assert_eq!(
        read.typed.cells.notes["YT-10"], both,
        "the word stays beside it"
    );

    // A form of before there was a copy of what was given out is taken as it is.
    let old = renamed(&file, "\"G_", "\"X_");
    let read = read_upload(&reporter, id, &old).await.unwrap();
    assert_eq!(
        said(&read),
        (Some(Nature::Estimate), Some("Hai trạm chưa gửi."))
    );
}

/// domain §6.2: a threshold stands in the cell in words.
#[tokio::test]
async fn r_3_14_a_threshold_comes_with_the_file_as_operator_and_value() {
    let app = TestApp::new().await;
    let id = owed(&app, open_quarter(&app, 2026, 3).await, "SYT").await;
    let reporter = app.reporter("SYT").await;
    let form = open_form(&reporter, id).await.unwrap();
    // A sign that is glued to its number, and the narrow blanks of word processors.
    for words in ["≥1.200lượt", "≥\u{a0}1\u{202f}200\u{a0}lượt"] {
        let bytes = filled_with(&form, Some(1_200), Some(words), "", "");
        let read = read_upload(&reporter, id, &bytes).await.unwrap();
        assert_eq!((read.taken, read.refused), (1, 0), "{words}");
    }
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
