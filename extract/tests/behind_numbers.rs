//! What stands behind a number: issuers in short, subjects that a due day ends.

use extract::reading::{Document, read_text};

fn document(words: &str) -> Document {
    let opening = "Nghệ An: Giao ban công tác khoa giáo quý I năm 2022\n\nThứ Hai, 11/04/2022\n\nNgày 8/4, Ban Tuyên giáo Tỉnh ủy tổ chức Hội nghị giao ban công tác khoa giáo quý I.\n\n";
    let read = read_text(&format!("{opening}Các ngành đã triển khai {words}.\n"));
    let mut documents = read.value.documents;
    assert_eq!(documents.len(), 1, "{words}");
    documents.remove(0)
}

/// a bracket with a due day sets a task and is none of the subject.
#[test]
fn a_subject_ends_before_a_bracket_with_a_due_day() {
    for (words, subject) in [
        (
            "Kế hoạch số 85-KH/TU về y tế cơ sở (hoàn thành trước 30/9)",
            "y tế cơ sở",
        ),
        (
            "Kế hoạch số 85-KH/TU về y tế cơ sở (trước ngày 30/9/2022) trên địa bàn",
            "y tế cơ sở",
        ),
        (
            "Kế hoạch số 85-KH/TU về y tế cơ sở (giai đoạn 2021-2025)",
            "y tế cơ sở (giai đoạn 2021-2025)",
        ),
        (
            "Kế hoạch số 85-KH/TU về y tế cơ sở (trước hết là trạm y tế)",
            "y tế cơ sở (trước hết là trạm y tế)",
        ),
    ] {
        assert_eq!(document(words).subject.as_deref(), Some(subject), "{words}");
    }
}

/// issuers are written short behind a number, and told in full.
#[test]
fn an_issuer_in_short_is_told_in_full() {
    for (words, issuer) in [
        (
            "Nghị quyết số 27-NQ/TW ngày 6-8-2008 của BCHTW Đảng (khóa X) về trí thức",
            "Ban Chấp hành Trung ương Đảng",
        ),
        (
            "Quyết định số 1373/QĐ-TTg ngày 30/7/2021 của TTg về xã hội học tập",
            "Thủ tướng Chính phủ",
        ),
        (
            "Kết luận số 51-KL/TW ngày 30/5/2019 của BBT về đổi mới giáo dục",
            "Ban Bí thư",
        ),
        (
            "Kế hoạch số 85-KH/TU của BTV Tỉnh ủy về y tế cơ sở",
            "Ban Thường vụ Tỉnh ủy",
        ),
    ] {
        let told = document(words);
        assert_eq!(told.issuer.as_deref(), Some(issuer), "{words}");
        assert!(told.subject.is_some(), "{words}");
    }
    let unknown = document("Kế hoạch số 85-KH/TU của BBTC về y tế cơ sở");
    assert_ne!(unknown.issuer.as_deref(), Some("Ban Bí thư"));
}
