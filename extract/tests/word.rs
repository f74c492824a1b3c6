//! Word and RTF papers as offices write them: letterhead in a table without
//! borders, stamps in cells and boxes, notes, numbered paragraphs. The files are
//! made here.

// What other tests need is there too.
#[allow(dead_code)]
mod mutate;

use extract::{ReadOptions, Reading, read_document};
use mutate::{archive, document_xml};

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn cell(paragraphs: &[&str]) -> String {
    let inside: String = paragraphs.iter().map(|t| p(t)).collect();
    format!("<w:tc><w:tcPr><w:tcW w:w=\"5000\"/></w:tcPr>{inside}</w:tc>")
}

fn table(rows: &[&[&[&str]]]) -> String {
    let rows: String = rows
        .iter()
        .map(|cells| {
            let cells: String = cells.iter().map(|c| cell(c)).collect();
            format!("<w:tr>{cells}</w:tr>")
        })
        .collect();
    format!("<w:tbl><w:tblPr/>{rows}</w:tbl>")
}

fn docx(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let main = document_xml(body);
    let wrapped: Vec<(&str, Vec<u8>)> = parts.iter().map(|(n, x)| (*n, document_xml(x))).collect();
    let mut all: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", &main),
    ];
    all.extend(wrapped.iter().map(|(n, x)| (*n, x.as_slice())));
    archive(&all)
}

fn text_of(name: &str, bytes: &[u8]) -> String {
    let read = extract::format::read_source(name, bytes, &ReadOptions::default());
    assert!(!read.is_refused(), "{:?}", read.findings);
    read.value.text
}

/// The code that refuses, with nothing kept.
fn refusal(name: &str, bytes: &[u8]) -> &'static str {
    let read = read_document(name, bytes, &ReadOptions::default());
    assert_eq!(read.value, Reading::default(), "nothing is kept");
    read.findings.first().map_or("accepted", |f| f.code)
}

const BODY: &[&str] = &[
    "THÔNG BÁO KẾT LUẬN",
    "của đồng chí Trưởng Ban tại hội nghị giao ban công tác khoa giáo quý I năm 2022",
    "-----",
    "Ngày 8/4/2022, Ban Tuyên giáo Tỉnh ủy tổ chức hội nghị giao ban công tác khoa giáo quý I năm 2022 tại Hội trường Tỉnh ủy. Đồng chí Trần Văn Nam, Trưởng Ban Tuyên giáo Tỉnh ủy chủ trì hội nghị.",
    "I. NHIỆM VỤ TRỌNG TÂM",
    "1. Sở Y tế rà soát tình hình dịch bệnh, báo cáo trước ngày 20/5/2022.",
    "2. Sở Giáo dục và Đào tạo triển khai Kế hoạch số 15-KH/TU.",
];
const LEFT: &[&str] = &["TỈNH ỦY HÀ TĨNH", "BAN TUYÊN GIÁO"];
const NUMBER: &str = "Số: 12-TB/BTGTU";
const RIGHT: &str = "ĐẢNG CỘNG SẢN VIỆT NAM";
const DATE: &str = "Hà Tĩnh, ngày 12 tháng 4 năm 2022";

fn facts(read: extract::Extracted<Reading>) -> serde_json::Value {
    assert!(!read.is_refused(), "{:?}", read.findings);
    let mut facts = serde_json::to_value(read.value).expect("plain data");
    facts["spans"] = serde_json::Value::Null;
    facts
}

#[test]
fn a_notice_of_conclusions_as_word_file_gives_the_facts_of_its_plain_text() {
    let rest: String = BODY.iter().map(|t| p(t)).collect();
    let plain = [LEFT, &[NUMBER, RIGHT, DATE], BODY].concat().join("\n");
    let read =
        |name: &str, bytes: &[u8]| facts(read_document(name, bytes, &ReadOptions::default()));
    let expected = read("a.txt", plain.as_bytes());
    assert_eq!(expected["documents"][0]["number"], "12-TB/BTGTU");
    assert!(expected["tasks"].as_array().is_some_and(|t| t.len() >= 2));
    // One row with all of it, as old habits have it.
    let left = [LEFT, &[NUMBER]].concat();
    let one = table(&[&[&left, &[RIGHT, DATE]]]);
    assert_eq!(
        read("a.docx", &docx(&format!("{one}{rest}"), &[])),
        expected
    );
    // Two rows, as our own exports are laid out.
    let two = table(&[&[LEFT, &[RIGHT]], &[&[NUMBER], &[DATE]]]);
    let plain = [LEFT, &[RIGHT, NUMBER, DATE], BODY].concat().join("\n");
    assert_eq!(
        read("a.docx", &docx(&format!("{two}{rest}"), &[])),
        read("a.txt", plain.as_bytes())
    );
}

#[test]
fn stamps_in_the_letterhead_table_are_seen() {
    // has no exception.
    let rest = p("Nội dung");
    for mark in ["MẬT", "TỐI MẬT", "TUYỆT MẬT"] {
        let left = [LEFT, &[NUMBER, mark]].concat();
        let body = table(&[&[&left, &[RIGHT, DATE]]]);
        assert_eq!(
            refusal("a.docx", &docx(&format!("{body}{rest}"), &[])),
            "state-secret"
        );
        let body = table(&[&[LEFT, &[mark], &[RIGHT]]]);
        assert_eq!(
            refusal("a.docx", &docx(&format!("{body}{rest}"), &[])),
            "state-secret"
        );
        let single = table(&[&[&[mark], &[RIGHT]]]);
        assert_eq!(
            refusal("a.docx", &docx(&format!("{single}{rest}"), &[])),
            "state-secret"
        );
    }
}

#[test]
fn stamps_in_text_boxes_headers_and_endnotes_are_seen() {
    let boxed = "<w:p><w:r><w:t>TỈNH ỦY</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent><w:p><w:r><w:t>TỐI MẬT</w:t></w:r></w:p></w:txbxContent></wps:txbx></mc:Choice></mc:AlternateContent></w:r></w:p>";
    assert_eq!(refusal("a.docx", &docx(boxed, &[])), "state-secret");
    let in_cell = format!(
        "<w:tbl><w:tr><w:tc>{boxed}</w:tc>{}</w:tr></w:tbl>",
        cell(&[RIGHT])
    );
    assert_eq!(refusal("a.docx", &docx(&in_cell, &[])), "state-secret");
    for part in [
        "word/header1.xml",
        "word/endnotes.xml",
        "word/footnotes.xml",
        "word/footer2.xml",
    ] {
        let bytes = docx(&p("Nội dung"), &[(part, &p("MẬT"))]);
        assert_eq!(refusal("a.docx", &bytes), "state-secret", "{part}");
    }
}

#[test]
fn rows_of_figures_stay_on_their_lines_and_endnotes_follow() {
    let body = table(&[
        &[&["STT"], &["Chỉ tiêu"], &["Quý I"]],
        &[&["1"], &["Số trường", "(phổ thông)"], &["412"]],
        &[&["Số học sinh", "(cả tỉnh)"], &["98.400"]],
    ]);
    let notes = [("word/endnotes.xml", p("Ghi chú cuối"))];
    let notes: Vec<(&str, &str)> = notes.iter().map(|(n, x)| (*n, x.as_str())).collect();
    let text = text_of("a.docx", &docx(&body, &notes));
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(
        lines,
        [
            "STT\tChỉ tiêu\tQuý I",
            "1\tSố trường (phổ thông)\t412",
            "Số học sinh (cả tỉnh)\t98.400",
            "Ghi chú cuối"
        ]
    );
}

/// Characters as Word writes them into RTF.
fn rtf(source: &str) -> Vec<u8> {
    let mut out = String::from("{\\rtf1\\ansi ");
    for c in source.chars() {
        if c.is_ascii() {
            out.push(c);
        } else {
            out.push_str(&format!("\\u{}?", c as u32 as i16));
        }
    }
    out.push('}');
    out.into_bytes()
}

#[test]
fn an_rtf_letterhead_is_read_cell_by_cell_and_its_stamp_is_seen() {
    let row = "\\trowd\\cellx5000\\cellx9000\\pard\\intbl TỈNH ỦY HÀ TĨNH\\par BAN TUYÊN GIÁO\\cell ĐẢNG CỘNG SẢN VIỆT NAM\\cell\\trowd\\cellx5000\\row\\pard Nội dung\\par";
    let text = text_of("a.rtf", &rtf(row));
    assert_eq!(
        text.lines().collect::<Vec<_>>(),
        ["TỈNH ỦY HÀ TĨNH", "BAN TUYÊN GIÁO", RIGHT, "Nội dung"]
    );
    let figures = "\\trowd\\pard\\intbl Số trường\\cell 412\\cell\\row\\trowd\\intbl Số lớp\\cell 98\\cell\\row\\pard Hết\\par";
    assert_eq!(
        text_of("a.rtf", &rtf(figures)),
        "Số trường\t412\nSố lớp\t98\nHết\n"
    );
    for marked in [
        "\\trowd\\pard\\intbl MẬT\\cell ĐẢNG CỘNG SẢN VIỆT NAM\\cell\\row\\pard x\\par",
        "MẬT\\cell ĐẢNG CỘNG SẢN VIỆT NAM\\cell\\row x\\par",
        "\\trowd\\pard\\intbl TỈNH ỦY\\par Số 5-BC/TU\\par TỐI MẬT\\cell ĐẢNG CỘNG SẢN VIỆT NAM\\cell\\row x\\par",
        "{\\shp{\\*\\shpinst\\shpleft0{\\shptxt\\pard TUYỆT MẬT\\par}}}Nội dung\\par",
    ] {
        assert_eq!(refusal("a.rtf", &rtf(marked)), "state-secret", "{marked}");
    }
}
