//! Reviews in other words than "tổng kết 10 năm thực hiện".

use extract::reading::{EventKind, Review, read_text};

fn reviews(sentence: &str) -> Vec<Review> {
    let opening = "Nghệ An: Giao ban công tác khoa giáo quý I năm 2022\n\nThứ Hai, 11/04/2022\n\nNgày 8/4, Ban Tuyên giáo Tỉnh ủy tổ chức Hội nghị giao ban công tác khoa giáo quý I.\n\n";
    read_text(&format!("{opening}{sentence}\n")).value.reviews
}

fn review(kind: EventKind, years: Option<u8>, number: Option<&str>) -> Review {
    Review {
        kind,
        years,
        document_number: number.map(str::to_owned),
    }
}

/// the years may stand behind "việc thực hiện"; an assessment after some years is
/// interim; a review at half a term has no years.
#[test]
fn reviews_are_told_in_several_ways() {
    for (sentence, expected) in [
        (
            "Các ngành tổng kết việc thực hiện 15 năm Chỉ thị số 11-CT/TW của Bộ Chính trị.",
            vec![review(EventKind::TongKet, Some(15), Some("11-CT/TW"))],
        ),
        (
            "Các ngành đánh giá 2 năm thực hiện Nghị quyết số 05-NQ/TU của Tỉnh ủy.",
            vec![review(EventKind::SoKet, Some(2), Some("05-NQ/TU"))],
        ),
        (
            "Các ngành sơ kết giữa nhiệm kỳ thực hiện Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XIX.",
            vec![review(EventKind::SoKet, None, None)],
        ),
        (
            "Các ngành tổng kết, đánh giá 5 năm thực hiện Chỉ thị số 11-CT/TW của Bộ Chính trị.",
            vec![review(EventKind::TongKet, Some(5), Some("11-CT/TW"))],
        ),
        (
            "Các trường đánh giá 2 năm thực hiện đổi mới phương pháp dạy học.",
            vec![],
        ),
        (
            "Các trường tổng kết việc thực hiện 2 năm học gần đây.",
            vec![],
        ),
    ] {
        assert_eq!(reviews(sentence), expected, "{sentence}");
    }
}
