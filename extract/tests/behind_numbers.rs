//! What stands behind a number: subjects that a due day ends.

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
