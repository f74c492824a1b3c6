//! A term that stands right behind a document's number, its date or its issuer
//! hides nothing of what follows; where an issuer ends. One habit each.

use extract::reading::{Document, read_text};
use jiff::civil::date;

fn cited(words: &str) -> Vec<Document> {
    read_text(&format!(
        "Giao ban công tác khoa giáo quý II năm 2024\nThứ Sáu, 12/07/2024, 09:15\n\nNgày 11/7, Ban Tuyên giáo Tỉnh ủy tổ chức hội nghị giao ban công tác khoa giáo quý II.\n\n{words}\n"
    ))
    .value
    .documents
}

#[test]
fn a_term_right_behind_a_number_hides_neither_date_nor_issuer_nor_subject() {
    let behind =
        "ngày 01/11/2012 của Ban Chấp hành Trung ương về phát triển khoa học và công nghệ.";
    for term in [
        "(khóa XI)",
        "(Khóa XI)",
        "(khoá XI)",
        "khóa XI",
        ", khoá XI,",
        "(Đảng khóa XI)",
        "(khóa 11)",
        "( khóa XI )",
        ", nhiệm kỳ 2020–2025,",
        "(nhiệm kỳ 2020 - 2025)",
        "nhiệm kỳ 2020-2025",
        "(khóa XI, nhiệm kỳ 2010-2015)",
        "(Khóa XI - nhiệm kỳ 2010 – 2015)",
    ] {
        let glue = if term.starts_with(',') { "" } else { " " };
        let words = format!("Toàn ngành thực hiện Nghị quyết số 20-NQ/TW{glue}{term} {behind}");
        let found = cited(&words);
        assert_eq!(found.len(), 1, "{words}");
        let one = &found[0];
        assert_eq!(one.date, Some(date(2012, 11, 1)), "{words}");
        assert_eq!(
            one.issuer.as_deref(),
            Some("Ban Chấp hành Trung ương"),
            "{words}"
        );
        assert_eq!(
            one.subject.as_deref(),
            Some("phát triển khoa học và công nghệ"),
            "{words}"
        );
    }
}

#[test]
fn a_term_behind_the_date_or_a_term_of_office_behind_the_issuer_hides_no_subject() {
    for words in [
        "Nghị quyết số 12-NQ/TU ngày 05/3/2021 (khóa XVII) của Ban Chấp hành Đảng bộ tỉnh về phát triển du lịch.",
        "Nghị quyết số 12-NQ/TU ngày 05/3/2021 của Ban Chấp hành Đảng bộ tỉnh nhiệm kỳ 2020 - 2025 về phát triển du lịch.",
        "Nghị quyết số 12-NQ/TU ngày 05/3/2021 của Ban Chấp hành Đảng bộ tỉnh (nhiệm kỳ 2020-2025) về phát triển du lịch.",
    ] {
        let found = cited(words);
        let one = &found[0];
        assert_eq!(one.date, Some(date(2021, 3, 5)), "{words}");
        assert_eq!(
            one.issuer.as_deref(),
            Some("Ban Chấp hành Đảng bộ tỉnh"),
            "{words}"
        );
        assert_eq!(
            one.subject.as_deref(),
            Some("phát triển du lịch"),
            "{words}"
        );
    }
}

/// the term tells which of two documents with this number is meant.
#[test]
fn a_term_behind_the_number_decides_between_namesakes() {
    let meant = |words: &str| {
        let found = cited(words);
        let days: Vec<_> = found[0].candidates.iter().map(|c| c.date).collect();
        days
    };
    let eleven = meant("Các đơn vị sơ kết việc thực hiện Nghị quyết số 20-NQ/TW (khóa XI).");
    assert_eq!(eleven, [date(2012, 11, 1)]);
    let twelve = meant("Các đơn vị sơ kết việc thực hiện Nghị quyết số 20-NQ/TW, Khoá XII.");
    assert_eq!(twelve, [date(2017, 10, 25)]);
    let open = meant("Các đơn vị sơ kết việc thực hiện Nghị quyết số 20-NQ/TW.");
    assert_eq!(open.len(), 2);
}

/// issuer, type, number and congress term are the identity of a document of
/// the Party; the term may stand behind the number or in the issuer.
#[test]
fn the_same_number_of_two_terms_is_two_documents() {
    for words in [
        "Toàn ngành thực hiện Nghị quyết số 20-NQ/TW (khóa XII) về công tác chăm sóc sức khỏe. Trước đó là Nghị quyết số 20-NQ/TW (khóa XI) về phát triển khoa học và công nghệ.",
        "Toàn ngành thực hiện Nghị quyết số 20-NQ/TW của Ban Chấp hành Trung ương Đảng khóa XII. Trước đó là Nghị quyết số 20-NQ/TW của Ban Chấp hành Trung ương Đảng khóa XI.",
        "Toàn ngành thực hiện Nghị quyết số 20-NQ/TW của Ban Chấp hành Trung ương Đảng khoá XII. Trước đó là Nghị quyết số 20-NQ/TW (khóa 11).",
    ] {
        let found = cited(words);
        let terms: Vec<_> = found.iter().map(|d| d.term.as_deref()).collect();
        assert_eq!(terms, [Some("XII"), Some("XI")], "{words}");
        let days: Vec<_> = found
            .iter()
            .map(|d| d.candidates.iter().map(|c| c.date).collect::<Vec<_>>())
            .collect();
        assert_eq!(days, [[date(2017, 10, 25)], [date(2012, 11, 1)]], "{words}");
    }
    // One document that is named again, with and without its term.
    let found = cited(
        "Toàn ngành thực hiện Nghị quyết số 20-NQ/TW (khóa XII). Nghị quyết 20 đi vào cuộc sống; Nghị quyết số 20-NQ/TW (khoá XII) được quán triệt.",
    );
    assert_eq!(found.len(), 1, "{found:?}");
}

/// normalised values are keys of their own beside what is written.
#[test]
fn a_number_has_its_standard_form_system_and_term_beside_it() {
    let found = cited(
        "Toàn ngành thực hiện Nghị quyết số 12/NQ-TU ngày 05/3/2021 (khóa XVII) của Ban Chấp hành Đảng bộ tỉnh về phát triển du lịch.",
    );
    let one = &found[0];
    assert_eq!(one.number.as_deref(), Some("12/NQ-TU"));
    assert_eq!(one.canonical.as_deref(), Some("12-NQ/TU"));
    assert_eq!(one.system, Some(extract::NumberSystem::Party));
    assert_eq!(one.term.as_deref(), Some("XVII"));
    // Culture is no term, a bare number has no whole form.
    let found = cited(
        "Toàn ngành thực hiện Kế hoạch số 12/KH-SVHTT của Sở Văn hóa và Thể thao và Nghị quyết 57.",
    );
    assert_eq!(found[0].term, None);
    assert_eq!((&found[1].canonical, found[1].system), (&None, None));
}

#[test]
fn a_term_that_says_something_else_is_left_alone() {
    let found = cited(
        "Nghị quyết số 20-NQ/TW khóa họp nào cũng được nhắc lại về phát triển khoa học và công nghệ.",
    );
    assert_eq!((found[0].date, &found[0].subject), (None, &None));
}

const OPENING: &str = "Giao ban công tác dân vận quý II\nThứ Sáu, 12/07/2024, 09:15\n\nNgày 10/7, Ban Dân vận Tỉnh ủy tổ chức hội nghị giao ban công tác dân vận quý II.";

/// what issued a document is no joint body with the next document.
#[test]
fn an_issuer_ends_before_a_document_that_stands_behind_and() {
    for (told, issuer) in [
        (
            "Hội nghị quán triệt Nghị quyết số 08-NQ/TW ngày 16/01/2017 của Bộ Chính trị và Chiến lược phát triển du lịch Việt Nam đến năm 2030.",
            "Bộ Chính trị",
        ),
        (
            "Các trạm thực hiện Công văn số 45/SYT-NVY của Sở Y tế và Kế hoạch số 12/KH-UBND của UBND tỉnh.",
            "Sở Y tế",
        ),
        (
            "Hội nghị nghiên cứu Hướng dẫn số 12/HD-TLĐ ngày 04/6/2020 của Tổng Liên đoàn Lao động Việt Nam và Chiến lược phát triển văn hóa đến năm 2030.",
            "Tổng Liên đoàn Lao động Việt Nam",
        ),
    ] {
        let read = read_text(&format!("{OPENING} {told}\n")).value;
        assert_eq!(read.documents[0].issuer.as_deref(), Some(issuer), "{told}");
        let joint = |name: &String| name.contains("Chiến lược") || name.contains("Kế hoạch");
        assert!(!read.organisations.iter().any(joint), "{told}");
    }
    // In the names of departments the same words stay.
    for name in [
        "Viện Chính sách và Chiến lược",
        "Phòng Tài chính và Kế hoạch",
    ] {
        let told = format!("{OPENING} Đại diện {name} huyện Bác Ái phát biểu.\n");
        let all = read_text(&told).value.organisations;
        assert!(all.iter().any(|b| b.starts_with(name)), "{name}: {all:?}");
    }
}
