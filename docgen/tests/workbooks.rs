//! Workbooks, read back with another crate.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use docgen::Problem;
use docgen::xlsx::{
    Cell, Figure, FormIndicator, FormSection, FormValue, Given, ReportForm, SheetColumn, SheetRow,
    TableSheet, TotalsBook, form, table_workbook, totals,
};
use jiff::civil::date;

fn open(bytes: Vec<u8>) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes)).expect("a readable workbook")
}

fn sample() -> ReportForm {
    ReportForm {
        form_id: "KG-QUY-01".into(),
        unit_code: "SGDDT".into(),
        unit_name: "Sở Giáo dục và Đào tạo".into(),
        period_code: "2026-Q3".into(),
        period_name: "Quý III năm 2026".into(),
        title: "Biểu báo cáo quý III năm 2026".into(),
        date: date(2026, 9, 15),
        kinds: ["chính thức", "sơ bộ", "ước tính"].map(String::from).into(),
        indicators: vec![
            FormIndicator {
                code: "EDU-01".into(),
                name: "Số học sinh".into(),
                unit_of_measure: "người".into(),
                value: FormValue::Number { scale: 0 },
                last: Some(Figure::whole(16_051)),
                last_words: None,
                given: None,
                kind: None,
                word: String::new(),
            },
            FormIndicator {
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
                kind: None,
                word: String::new(),
            },
            FormIndicator {
                code: "HEA-01".into(),
                name: "Số ca sốt xuất huyết".into(),
                unit_of_measure: "ca".into(),
                value: FormValue::Number { scale: 0 },
                last: None,
                last_words: None,
                given: None,
                kind: None,
                word: String::new(),
            },
        ],
        sections: vec![FormSection {
            code: "1.2".into(),
            title: "Giáo dục".into(),
            text: "Đang soạn".into(),
        }],
        guide: vec!["Chỉ nhập vào ô màu vàng.".into()],
    }
}

#[test]
fn defined_names_bind_the_cells_of_a_form() {
    let book = open(form(&sample()).expect("a form"));
    let mut names: Vec<_> = book.defined_names().to_vec();
    names.sort();
    let expected = [
        ("GB_FORM", "'Biểu số liệu'!$C$4"),
        ("GB_PERIOD", "'Biểu số liệu'!$C$3"),
        ("GB_UNIT", "'Biểu số liệu'!$C$2"),
        ("G_S_1_2", "'Bản đã cấp'!$B$1"),
        ("K_EDU_01", "'Biểu số liệu'!$F$7"),
        ("K_EDU_02", "'Biểu số liệu'!$F$8"),
        ("K_HEA_01", "'Biểu số liệu'!$F$11"),
        ("S_1_2", "'Phần lời'!$C$2"),
        ("V_EDU_01", "'Biểu số liệu'!$E$7"),
        ("V_EDU_02", "'Biểu số liệu'!$E$8"),
        ("V_EDU_02_DEN", "'Biểu số liệu'!$E$10"),
        ("V_EDU_02_NUM", "'Biểu số liệu'!$E$9"),
        ("V_HEA_01", "'Biểu số liệu'!$E$11"),
        ("W_EDU_01", "'Biểu số liệu'!$G$7"),
        ("W_EDU_02", "'Biểu số liệu'!$G$8"),
        ("W_HEA_01", "'Biểu số liệu'!$G$11"),
    ];
    // Excel's own names (print titles) are not ours.
    let ours: Vec<_> = names
        .iter()
        .filter(|(name, _)| !name.starts_with("_xlnm"))
        .map(|(name, cell)| (name.as_str(), cell.as_str()))
        .collect();
    assert_eq!(ours, expected);
}

fn given(value: Option<i64>, numerator: Option<i64>, denominator: Option<i64>) -> Option<Given> {
    Some(Given {
        value,
        words: None,
        numerator,
        denominator,
        source: "Điền sẵn: tổng quý I, quý II, quý III năm 2026.".into(),
    })
}

/// sums of earlier reports stand in the cells, of a ratio in its parts.
#[test]
fn r_3_1_a_form_begins_with_the_numbers_that_are_given() {
    let mut made = sample();
    made.indicators[0].given = given(Some(833), None, None);
    made.indicators[0].last_words = Some("từ 16.051 trở lên".into());
    made.indicators[1].given = given(None, Some(51), Some(55));
    let mut book = open(form(&made).expect("a form"));
    let sheet = book.worksheet_range("Biểu số liệu").expect("a sheet");
    let cell = |row| sheet.get_value((row, 4)).cloned().unwrap_or(Data::Empty);
    assert_eq!(cell(6), Data::Float(833.0));
    let last = Data::String("từ 16.051 trở lên".into());
    assert_eq!(sheet.get_value((6, 3)), Some(&last));
    assert_eq!((cell(8), cell(9)), (Data::Float(51.0), Data::Float(55.0)));
    assert_eq!(cell(10), Data::Empty);
}

/// whatever stands in a cell for input stands on the hidden sheet too.
#[test]
fn r_3_14_a_form_carries_what_was_given_out_on_a_hidden_sheet() {
    let mut made = sample();
    made.sections[0].text.clear();
    let book = open(form(&made).expect("a form"));
    assert_eq!(book.sheet_names().len(), 3, "nothing was given");
    made.indicators[0].kind = Some("ước tính".into());
    made.indicators[0].word = "Hai trường chưa gửi.".into();
    made.indicators[0].given = given(Some(833), None, None);
    made.indicators[1].given = given(None, Some(51), None);
    made.indicators[2].given = given(Some(5), None, None).map(|given| Given {
        words: Some("từ 5 trở lên".into()),
        ..given
    });
    let mut book = open(form(&made).expect("a form"));
    let visible = &book.sheets_metadata()[3].visible;
    assert_eq!(*visible, calamine::SheetVisible::Hidden);
    let sheet = book.worksheet_range("Bản đã cấp").expect("a sheet");
    let rows: Vec<(String, String)> = sheet
        .rows()
        .map(|row| (row[0].to_string(), row[1].to_string()))
        .collect();
    let expected = [
        ("V_EDU_01", "833"),
        ("K_EDU_01", "ước tính"),
        ("W_EDU_01", "Hai trường chưa gửi."),
        ("V_EDU_02_NUM", "51"),
        ("V_HEA_01", "từ 5 trở lên"),
    ];
    let expected = expected.map(|(name, text)| (name.to_owned(), text.to_owned()));
    assert_eq!(rows, expected);
    for (row, (name, _)) in (1..).zip(&expected) {
        let bound = (
            docgen::xlsx::given_name(name),
            format!("'Bản đã cấp'!$B${row}"),
        );
        assert!(book.defined_names().contains(&bound), "{bound:?}");
    }
}

#[test]
fn a_form_shows_last_periods_values_as_numbers_and_leaves_unknown_ones_empty() {
    let mut book = open(form(&sample()).expect("a form"));
    assert_eq!(
        book.sheet_names(),
        ["Biểu số liệu", "Phần lời", "Hướng dẫn", "Bản đã cấp"]
    );
    let sheet = book
        .worksheet_range("Biểu số liệu")
        .expect("the first sheet");
    let cell = |row, column| {
        sheet
            .get_value((row, column))
            .cloned()
            .unwrap_or(Data::Empty)
    };
    assert_eq!(cell(1, 2), Data::String("SGDDT".into()));
    assert_eq!(cell(6, 3), Data::Float(16_051.0));
    assert_eq!(cell(7, 3), Data::Float(87.09));
    assert_eq!(cell(10, 3), Data::Empty);
    assert_eq!(cell(6, 4), Data::Empty);
    assert_eq!(cell(8, 1), Data::String("Số trường đạt chuẩn".into()));
    let texts = book.worksheet_range("Phần lời").expect("the second sheet");
    assert_eq!(
        texts.get_value((1, 2)),
        Some(&Data::String("Đang soạn".into()))
    );
}

#[test]
fn a_form_is_protected_except_for_its_input_cells() {
    let bytes = form(&sample()).expect("a form");
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut part = |name: &str| {
        let mut file = zip.by_name(name).expect("a part");
        let mut text = String::new();
        std::io::Read::read_to_string(&mut file, &mut text).expect("text");
        text
    };
    let sheet = part("xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<sheetProtection sheet=\"1\""), "{sheet}");
    assert!(!sheet.contains("password"), "{sheet}");
    // One number, two parts of a ratio, one number; a kind and a word for each
    // of the three indicators.
    assert_eq!(sheet.matches("<dataValidation ").count(), 4 + 2 * 3);
    assert!(part("xl/styles.xml").contains("<protection locked=\"0\"/>"));
    assert!(part("docProps/core.xml").contains("2026-09-15T00:00:00Z"));
}

/// the kind of a figure is chosen from the list, the word is free.
#[test]
fn r_3_14_a_form_has_a_list_of_kinds_and_room_for_a_word_beside_each_figure() {
    let mut made = sample();
    made.indicators[0].kind = Some("ước tính".into());
    made.indicators[0].word = "Sáu trường chưa gửi.".into();
    // Not offered any more, and not taken away either.
    made.indicators[2].kind = Some("kế hoạch".into());
    let bytes = form(&made).expect("a form");
    let mut zip = zip::ZipArchive::new(Cursor::new(&bytes)).expect("an archive");
    let mut file = zip.by_name("xl/worksheets/sheet1.xml").expect("a part");
    let mut sheet = String::new();
    std::io::Read::read_to_string(&mut file, &mut sheet).expect("text");
    drop(file);
    let offered = "\"chính thức,sơ bộ,ước tính\"";
    assert_eq!(sheet.matches(offered).count(), 2, "{sheet}");
    assert!(sheet.contains("\"chính thức,sơ bộ,ước tính,kế hoạch\""));
    let mut book = open(bytes);
    let sheet = book.worksheet_range("Biểu số liệu").expect("a sheet");
    let cell = |row, column| sheet.get_value((row, column)).cloned();
    let text = |said: &str| Some(Data::String(said.into()));
    assert_eq!(cell(5, 5), text("Tính chất số liệu"));
    assert_eq!(cell(5, 6), text("Giải thích"));
    assert_eq!(cell(6, 5), text("ước tính"));
    assert_eq!(cell(6, 6), text("Sáu trường chưa gửi."));
    assert_eq!(cell(7, 5).unwrap_or(Data::Empty), Data::Empty);
}

#[test]
fn codes_that_share_a_name_or_give_none_are_all_told() {
    let mut bad = sample();
    bad.indicators[1].code = "EDU.01".into();
    bad.indicators[2].code = "HEA 01".into();
    bad.sections[0].code = String::new();
    let error = form(&bad).expect_err("problems");
    let code = |code: &str| Problem::FormCode { code: code.into() };
    assert_eq!(error.problems(), [code("EDU.01"), code("HEA 01"), code("")]);
}

fn table() -> TableSheet {
    let column = |title: &str, width| SheetColumn {
        title: title.into(),
        width,
    };
    TableSheet {
        name: "Toàn tỉnh".into(),
        title: "Tổng hợp quý III năm 2026".into(),
        note: None,
        columns: vec![
            column("Chỉ tiêu", 40),
            column("Giá trị", 14),
            column("Ngày", 12),
        ],
        rows: vec![
            SheetRow {
                cells: vec![
                    Cell::Text("Học sinh".into()),
                    Cell::Number(Figure {
                        value: 1_605_125,
                        scale: 2,
                    }),
                    Cell::Date(date(2026, 9, 30)),
                ],
                strong: false,
            },
            SheetRow {
                cells: vec![Cell::Text("Chưa báo cáo".into()), Cell::Empty, Cell::Empty],
                strong: true,
            },
        ],
    }
}

#[test]
fn totals_carry_the_sentence_of_coverage_and_numbers_stay_numbers() {
    let book = TotalsBook {
        title: "Tổng hợp".into(),
        coverage: "38/41 đơn vị; chưa có: xã Ba Đèo.".into(),
        date: date(2026, 10, 9),
        sheets: vec![table()],
    };
    let mut book = open(totals(&book).expect("totals"));
    let sheet = book.worksheet_range("Toàn tỉnh").expect("the sheet");
    let cell = |row, column| {
        sheet
            .get_value((row, column))
            .cloned()
            .unwrap_or(Data::Empty)
    };
    assert_eq!(
        cell(1, 0),
        Data::String("38/41 đơn vị; chưa có: xã Ba Đèo.".into())
    );
    assert_eq!(cell(4, 1), Data::Float(16_051.25));
    assert!(matches!(cell(4, 2), Data::DateTime(_)));
    assert_eq!(cell(5, 1), Data::Empty);
}

#[test]
fn two_runs_give_equal_workbooks() {
    let first = form(&sample()).expect("a form");
    assert!(first == form(&sample()).expect("a form"));
    let table = || table_workbook("Bảng", date(2026, 10, 9), &[table()]).expect("a workbook");
    assert!(table() == table());
}

#[test]
fn unusable_sheets_are_all_told() {
    let mut bad = table();
    bad.name = "Quý III/2026".into();
    bad.rows[0].cells.pop();
    let error =
        table_workbook("Bảng", date(2026, 10, 9), &[table(), bad, table()]).expect_err("problems");
    let codes: Vec<_> = error.problems().iter().map(Problem::code).collect();
    assert_eq!(codes, ["doc.sheet_name", "doc.row_width", "doc.sheet_name"]);
}
