//! Forms made as the generated template makes them, filled and read back.

use extract::form::{CellContent, read_form};
use extract::table::{Column, read_table};
use rust_xlsxwriter::{Formula, Workbook};
use std::time::Instant;

/// A small form: identity, a value, a ratio, a section, an empty cell.
fn form(value: f64) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Biểu 1").unwrap();
    sheet.write_string(0, 1, "bao-cao-quy/3").unwrap();
    sheet.write_string(1, 1, "so-y-te").unwrap();
    sheet.write_string(2, 1, "2022-Q1").unwrap();
    sheet.write_number(4, 2, value).unwrap();
    sheet.write_number(5, 2, 2590).unwrap();
    sheet.write_number(6, 2, 2974).unwrap();
    sheet.write_string(7, 2, "  1.915.509 lượt ").unwrap();
    sheet
        .write_string(9, 0, "Kết quả:\nba đợt kiểm tra")
        .unwrap();
    for (name, cell) in [
        ("GB_FORM", "$B$1"),
        ("GB_UNIT", "$B$2"),
        ("GB_PERIOD", "$B$3"),
        ("V_GD_08", "$C$5"),
        ("V_GN_01_NUM", "$C$6"),
        ("V_GN_01_DEN", "$C$7"),
        ("V_YT_09", "$C$8"),
        ("V_YT_10", "$C$9"),
        ("S_2_1", "$A$10"),
    ] {
        book.define_name(name, &format!("='Biểu 1'!{cell}"))
            .unwrap();
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn a_filled_form_is_read_by_its_names() {
    let read = read_form(&form(0.1 + 0.2));
    assert!(read.findings.is_empty(), "{:?}", read.findings);
    let form = read.value;
    assert_eq!(form.form.as_deref(), Some("bao-cao-quy/3"));
    assert_eq!(form.unit.as_deref(), Some("so-y-te"));
    assert_eq!(form.period.as_deref(), Some("2022-Q1"));
    let cells: Vec<_> = form
        .cells
        .iter()
        .map(|c| (c.key.as_str(), c.place.as_str(), &c.content))
        .collect();
    let number = |n: &str| CellContent::Number(n.into());
    assert_eq!(
        cells,
        [
            (
                "S_2_1",
                "Biểu 1!A10",
                &CellContent::Text("Kết quả:\nba đợt kiểm tra".into())
            ),
            ("V_GD_08", "Biểu 1!C5", &number("0.3")),
            ("V_GN_01_DEN", "Biểu 1!C7", &number("2974")),
            ("V_GN_01_NUM", "Biểu 1!C6", &number("2590")),
            (
                "V_YT_09",
                "Biểu 1!C8",
                &CellContent::Text("1.915.509 lượt".into())
            ),
            ("V_YT_10", "Biểu 1!C9", &CellContent::Empty),
        ]
    );
}

/// what was given out is told apart from what was filled in.
#[test]
fn r_3_14_a_cell_that_is_as_it_was_given_out_is_known() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "f").unwrap();
    let given = [("ước tính ", "ước tính"), ("sơ bộ", "ước tính")];
    for (row, (now, then)) in (1..).zip(given) {
        sheet.write_string(row, 0, now).unwrap();
        sheet.write_string(row, 1, then).unwrap();
    }
    sheet.write_number(3, 0, 0.3).unwrap();
    sheet.write_number(3, 1, 0.1 + 0.2).unwrap();
    sheet.write_string(4, 0, "mới").unwrap();
    for (name, cell) in [
        ("GB_FORM", "$A$1"),
        ("K_A", "$A$2"),
        ("G_K_A", "$B$2"),
        ("K_B", "$A$3"),
        ("G_K_B", "$B$3"),
        ("V_C", "$A$4"),
        ("G_V_C", "$B$4"),
        ("W_D", "$A$5"),
        ("G_W_D", "#REF!"),
    ] {
        book.define_name(name, &format!("=Sheet1!{cell}")).unwrap();
    }
    let read = read_form(&book.save_to_buffer().unwrap());
    assert!(read.findings.is_empty(), "{:?}", read.findings);
    let form = read.value;
    let left: Vec<_> = form
        .cells
        .iter()
        .map(|c| (c.key.as_str(), form.is_as_given(c)))
        .collect();
    assert_eq!(
        left,
        [("K_A", true), ("K_B", false), ("V_C", true), ("W_D", false)]
    );
}

#[test]
fn a_workbook_that_is_no_form_says_so() {
    let mut book = Workbook::new();
    book.add_worksheet()
        .write_string(0, 0, "không phải biểu")
        .unwrap();
    let read = read_form(&book.save_to_buffer().unwrap());
    let codes: Vec<_> = read.findings.iter().map(|f| f.code).collect();
    assert_eq!(codes, ["form-names-missing", "form-id-missing"]);
}

#[test]
fn a_name_whose_cell_was_deleted_is_reported() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "f").unwrap();
    sheet
        .write_formula(1, 0, Formula::new("=1/0").set_result("#DIV/0!"))
        .unwrap();
    book.define_name("GB_FORM", "=Sheet1!$A$1").unwrap();
    book.define_name("V_A_01", "=Sheet1!#REF!").unwrap();
    book.define_name("V_A_02", "=Missing!$A$1").unwrap();
    let read = read_form(&book.save_to_buffer().unwrap());
    let codes: Vec<_> = read.findings.iter().map(|f| f.code).collect();
    assert!(codes.contains(&"name-broken"), "{codes:?}");
    assert!(codes.contains(&"sheet-damaged"), "{codes:?}");
}

#[test]
fn a_form_with_a_secret_mark_is_refused_and_not_kept() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "TỐI MẬT").unwrap();
    sheet.write_string(1, 0, "f").unwrap();
    book.define_name("S_1", "=Sheet1!$A$1").unwrap();
    book.define_name("GB_FORM", "=Sheet1!$A$2").unwrap();
    let read = read_form(&book.save_to_buffer().unwrap());
    assert_eq!(read.findings[0].code, "state-secret");
    assert!(read.value.cells.is_empty());
}

#[test]
fn a_thousand_small_forms_are_read_quickly() {
    let bytes = form(96.5);
    let start = Instant::now();
    for _ in 0..1000 {
        assert_eq!(read_form(&bytes).value.cells.len(), 6);
    }
    // One second is the aim for the optimised build; tests run without it.
    let limit = if cfg!(debug_assertions) { 20.0 } else { 1.0 };
    let took = start.elapsed().as_secs_f64();
    println!("1000 forms in {took:.2} s");
    assert!(took < limit, "1000 forms took {took:.2} s");
}

const COLUMNS: &[Column<'static>] = &[
    Column {
        key: "code",
        titles: &["Mã đơn vị", "Unit code"],
        required: true,
    },
    Column {
        key: "name",
        titles: &["Tên đơn vị", "Name"],
        required: true,
    },
    Column {
        key: "email",
        titles: &["Thư điện tử", "Email"],
        required: false,
    },
];

#[test]
fn a_csv_is_matched_by_its_titles_in_either_language() {
    let vietnamese = "DANH SÁCH ĐƠN VỊ;;\n\nTên đơn vị (đầy đủ);MA DON VI;Ghi chú\nSở Y tế;syt;x\n;;\nSở Nội vụ;;\n";
    let read = read_table(vietnamese.as_bytes(), COLUMNS);
    let rows: Vec<_> = read
        .value
        .rows
        .iter()
        .map(|r| {
            (
                r.row,
                r.values.get("code").map(String::as_str),
                r.values["name"].as_str(),
            )
        })
        .collect();
    assert_eq!(rows, [(4, Some("syt"), "Sở Y tế"), (6, None, "Sở Nội vụ")]);
    let codes: Vec<_> = read.findings.iter().map(|f| f.code).collect();
    assert_eq!(codes, ["column-unknown", "value-missing"]);
    let headings = read.value.headings;
    let headings: Vec<_> = headings.iter().map(|(k, h)| (*k, h.as_str())).collect();
    let as_in_file = [("name", "Tên đơn vị (đầy đủ)"), ("code", "MA DON VI")];
    assert_eq!(headings, as_in_file);

    let english = "Unit code,Name,Email\nsyt,\"Sở Y tế, tỉnh\",a@b.vn\n";
    let read = read_table(english.as_bytes(), COLUMNS);
    assert!(read.findings.is_empty());
    assert_eq!(read.value.rows[0].values["name"], "Sở Y tế, tỉnh");
    assert_eq!(read.value.rows[0].row, 2);
}

#[test]
fn an_xlsx_table_keeps_the_row_numbers_of_the_sheet() {
    let mut book = Workbook::new();
    book.add_worksheet()
        .write_string(0, 0, "Hướng dẫn")
        .unwrap();
    let sheet = book.add_worksheet();
    for (column, title) in ["Mã đơn vị *", "Tên đơn vị", "Thư điện tử"]
        .iter()
        .enumerate()
    {
        sheet
            .write_string(2, u16::try_from(column).unwrap(), *title)
            .unwrap();
    }
    sheet.write_number(5, 0, 12).unwrap();
    sheet.write_string(5, 1, "Sở Y tế").unwrap();
    // A single far cell must cost nothing.
    sheet.write_string(1_048_575, 16_383, "x").unwrap();
    let read = read_table(&book.save_to_buffer().unwrap(), COLUMNS);
    assert_eq!(read.value.rows.len(), 1);
    let row = &read.value.rows[0];
    assert_eq!((row.row, row.values["code"].as_str()), (6, "12"));
}

#[test]
fn a_table_without_the_wanted_header_lists_what_was_expected() {
    let read = read_table(b"a,b\n1,2\n", COLUMNS);
    assert_eq!(read.findings[0].code, "header-missing");
    assert!(read.findings[0].hint.contains("Mã đơn vị"));
}
