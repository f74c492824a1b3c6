//! What stands in the instance once the folder is confirmed.

use super::form::{SHARE, VENUE, bare};
use super::papers::{INSURED, PAPERS, PRINTED, Paper};
use crate::harness::Walk;
use domain::text::fold;

/// The meetings are conferences of the past with their days.
pub async fn conferences_stand_in_the_list(walk: &Walk) {
    walk.open("/hoi-nghi").await;
    walk.look("hoi-nghi-tu-trang-cu").await;
    let page = walk.text().await;
    // A report of no meeting makes no conference.
    let held = PAPERS.iter().map(Paper::label);
    for label in held.filter(|label| !label.day.is_empty()) {
        let (title, day) = (fold(&label.title), label.shown_day());
        let mut rows = page.lines().map(fold);
        let is_listed = rows.any(|row| row.contains(&title) && row.contains(&day));
        assert!(is_listed, "{title}, {day}:\n{page}");
    }
    walk.says(VENUE).await;
}

/// Draft tasks, the chair and the figure that was kept.
pub async fn tasks_and_a_figure_stand_with_their_conference(walk: &Walk) {
    for (file, said) in [
        (PRINTED, ["Cầm Bun Hặc", "trẻ em có nguy cơ tảo hôn"]),
        (
            "ket-luan-2024.docx",
            ["Đoàn Thị Như Hảo", "lớp 5, lớp 9, lớp 12"],
        ),
        (
            "binh-son-2017.html",
            ["Võ Bá Thanh Lịch", "củng cố 7 trung tâm yếu"],
        ),
        (INSURED, ["Đỗ Tâm Hữu", "luân phiên bác sĩ từ huyện về xã"]),
    ] {
        walk.open("/nhap-van-ban").await;
        walk.follow(file).await;
        walk.follow("Xem hội nghị đã lưu").await;
        for words in said {
            walk.says(words).await;
        }
    }
    // At the scale of the indicator.
    walk.says(&format!("{SHARE}0 %")).await;
    walk.says("YT-04").await;
    walk.look("hoi-nghi-tuy-an").await;
}

/// Every document that a page names by its symbol.
pub async fn documents_stand_in_the_register(walk: &Walk) {
    walk.open("/van-ban").await;
    walk.look("van-ban-tu-trang-cu").await;
    let page = walk.text().await;
    let entered: Vec<String> = page.split_whitespace().map(bare).collect();
    for symbol in PAPERS.iter().flat_map(|paper| paper.label().symbols) {
        let is_there = entered.contains(&bare(&symbol));
        assert!(is_there, "{symbol} is not in the register:\n{page}");
    }
}

/// the day is counted from the document's date, which another page may tell.
pub async fn reviews_have_their_day(walk: &Walk) {
    for (entry, review, day) in [
        ("Nghị quyết 29-NQ/TW", "Sơ kết, 5 năm", "04/11/2018"),
        ("Nghị quyết 29-NQ/TW", "Tổng kết, 10 năm", "04/11/2023"),
        ("Quyết định 290-QĐ/TW", "Tổng kết, 10 năm", "25/02/2020"),
        ("Chỉ thị 11-CT/TW", "Tổng kết, 10 năm", "13/04/2017"),
    ] {
        walk.open("/van-ban").await;
        walk.follow(entry).await;
        let page = walk.text().await;
        let mut rows = page.lines();
        let is_due = rows.any(|row| row.contains(review) && row.contains(day));
        assert!(is_due, "{entry}, {review}, {day}:\n{page}");
    }
}
