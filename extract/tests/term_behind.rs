//! A term that stands right behind a document's number, its date or its issuer
//! hides nothing of what follows. One habit each.

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

#[test]
fn a_term_that_says_something_else_is_left_alone() {
    let found = cited(
        "Nghị quyết số 20-NQ/TW khóa họp nào cũng được nhắc lại về phát triển khoa học và công nghệ.",
    );
    assert_eq!((found[0].date, &found[0].subject), (None, &None));
}
