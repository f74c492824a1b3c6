//! Acts whose number tells no type, and days of documents that are told without their
//! year.

use extract::reading::{Document, Reading, read_text};
use jiff::civil::date;

fn read(sentence: &str) -> (Reading, Vec<&'static str>) {
    let opening = "Nghệ An: Giao ban công tác khoa giáo quý I năm 2022\n\nThứ Hai, 11/04/2022\n\nNgày 8/4, Ban Tuyên giáo Tỉnh ủy tổ chức Hội nghị giao ban công tác khoa giáo quý I.\n\n";
    let read = read_text(&format!("{opening}{sentence}\n"));
    let codes = read.findings.iter().map(|f| f.code).collect();
    (read.value, codes)
}

fn document(sentence: &str) -> Document {
    let (mut reading, _) = read(sentence);
    assert_eq!(reading.documents.len(), 1, "{sentence}");
    reading.documents.remove(0)
}

/// the number of an act of the National Assembly tells no type; the word before
/// it does, else the type stays open with a finding.
#[test]
fn the_type_of_an_act_is_the_word_before_it_or_open() {
    for (sentence, kind, open) in [
        (
            "Các ngành triển khai 91/2025/QH15 về dữ liệu cá nhân.",
            "",
            true,
        ),
        (
            "Các ngành triển khai 351/2017/UBTVQH14 về ngân sách.",
            "",
            true,
        ),
        (
            "Các ngành triển khai Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15 tới cơ sở.",
            "Luật",
            false,
        ),
        (
            "Các ngành triển khai Nghị quyết của Quốc hội về giám sát số 91/2025/QH15 tới cơ sở.",
            "Nghị quyết",
            false,
        ),
        (
            "Các ngành triển khai Nghị quyết số 351/2017/UBTVQH14 về ngân sách.",
            "Nghị quyết",
            false,
        ),
        (
            "Các ngành triển khai Luật số 351/2017/UBTVQH14 về ngân sách.",
            "Luật",
            true,
        ),
    ] {
        let (reading, codes) = read(sentence);
        assert_eq!(reading.documents[0].kind, kind, "{sentence}");
        assert_eq!(codes.contains(&"kind-open"), open, "{sentence}");
    }
}

/// what one sentence leaves open another may tell.
#[test]
fn a_later_naming_tells_the_type_of_an_act() {
    let (reading, codes) = read(
        "Các ngành triển khai 91/2025/QH15 về dữ liệu cá nhân. Sở Tư pháp giới thiệu Luật số 91/2025/QH15.",
    );
    assert_eq!(reading.documents.len(), 1);
    assert_eq!(reading.documents[0].kind, "Luật");
    assert!(!codes.contains(&"kind-open"));
}

/// a type that is open is written as null and read again.
#[test]
fn an_open_type_is_null_in_json() {
    let told = document("Các ngành triển khai 91/2025/QH15 về dữ liệu cá nhân.");
    let json = serde_json::to_value(&told).expect("json");
    assert!(json["type"].is_null());
    let again: Document = serde_json::from_value(json).expect("a document");
    assert_eq!(again, told);
}

/// the year in the number, a known document of that day, or the year of the page
/// up to its day tells the year of a day.
#[test]
fn a_day_without_its_year_is_dated_where_something_tells_it() {
    for (words, day) in [
        (
            "Quyết định số 15/2020/QĐ-TTg ngày 24/4 của Thủ tướng Chính phủ",
            Some(date(2020, 4, 24)),
        ),
        (
            "Nghị quyết số 42/NQ-CP ngày 9/4 của Chính phủ",
            Some(date(2020, 4, 9)),
        ),
        (
            "Kế hoạch số 85-KH/TU ngày 12/3 của Tỉnh ủy",
            Some(date(2022, 3, 12)),
        ),
        ("Kế hoạch số 85-KH/TU ngày 12/5 của Tỉnh ủy", None),
        (
            "Kế hoạch số 85-KH/TU ngày 12/5/2021 của Tỉnh ủy",
            Some(date(2021, 5, 12)),
        ),
    ] {
        let told = document(&format!("Các ngành đã triển khai {words} tới cơ sở."));
        assert_eq!(told.date, day, "{words}");
    }
}
