//! From a folder of old pages to a filled register: a text, a page and a Word
//! file are dropped at once, read by the job, looked at with the keyboard,
//! corrected and confirmed; then a number typed elsewhere leads to its entry.

use crate::harness::Walk;
use crate::word;
use std::path::{Path, PathBuf};
use thirtyfour::prelude::*;

const HTML: &str = "<!doctype html><html lang=vi><head><meta charset=utf-8><title>Tin</title></head><body>\
<nav><a href=/>Trang chủ</a></nav><article><h1>Giao ban công tác khoa giáo quý I năm 2024</h1>\
<p>Thứ tư, 10/04/2024 - 08:30</p>\
<p>Ngày 9/4, tại hội trường Tỉnh ủy, Ban Tuyên giáo Tỉnh ủy tổ chức Hội nghị giao ban công tác khoa giáo quý I năm 2024. \
Đồng chí Đặng Văn Thử, Trưởng Ban Tuyên giáo Tỉnh ủy chủ trì hội nghị.</p>\
<p>Hội nghị nghe tình hình thực hiện Kế hoạch số 85-KH/TU ngày 04/3/2022 của Ban Thường vụ Tỉnh ủy.</p>\
<p>Phát biểu kết luận hội nghị, đồng chí Đặng Văn Thử đề nghị trong quý II năm 2024 các ngành tập trung thực hiện một số nhiệm vụ: \
Sở Y tế chủ trì, tham mưu tổng kết công tác y tế dự phòng trước ngày 15/6/2024; rà soát mạng lưới trường, lớp học.</p>\
</article><footer>Lượt xem: 120</footer></body></html>";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_folder_of_old_pages_becomes_a_filled_register() {
    let walk = Walk::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let files = folder_of(folder.path());
    walk.sign_in("dieuphoi", "/nhap-van-ban").await;
    let names: Vec<String> = files.iter().map(|f| f.display().to_string()).collect();
    let field = walk.find("#f-file").await;
    field.send_keys(names.join("\n")).await.expect("files");
    walk.tap("form.card .button").await;
    walk.comes_to_say("Đã gửi 4/4 tệp").await;
    walk.comes_to_say("Văn bản có dấu mật").await;
    walk.comes_to_say("Đã đọc 3/3 văn bản.").await;
    walk.look("hang-cho").await;
    // The text of 2018: confirmed as it stands.
    walk.follow("tin-2018.txt").await;
    walk.comes_to_say("phần 1/2").await;
    walk.look("van-ban-doc-phan-1").await;
    walk.press("form[data-guard] .actions .button").await;
    walk.says("20-NQ/TW").await;
    walk.press("form[data-guard] .actions .button").await;
    walk.says("Đã lưu những gì được xác nhận.").await;
    // The page of 2024: from a fact to its place and back with the keyboard.
    walk.open("/nhap-van-ban").await;
    walk.follow("tin-2024.html").await;
    walk.look("van-ban-doc-2024").await;
    let there = walk.find("#k-documents-0 .to-place").await;
    there.send_keys(Key::Enter + "").await.expect("a key");
    let url = walk.driver.current_url().await.expect("an address");
    assert_eq!(url.fragment(), Some("p-documents-0"));
    let back = walk.find("#p-documents-0").await;
    back.send_keys(Key::Enter + "").await.expect("a key");
    let url = walk.driver.current_url().await.expect("an address");
    assert_eq!(url.fragment(), Some("k-documents-0"));
    assert_eq!(walk.value("tasks.0.lead").await, "Sở Y tế");
    assert_eq!(walk.value("tasks.0.due_on").await, "2024-06-15");
    // A wrong entry comes back with everything typed.
    walk.fill("title", "Giao ban quý I năm 2024").await;
    walk.fill("tasks.0.lead", "Sở không có thật").await;
    walk.press("form[data-guard] .actions .button").await;
    assert_eq!(walk.value("title").await, "Giao ban quý I năm 2024");
    assert_eq!(walk.value("tasks.0.lead").await, "Sở không có thật");
    walk.look("van-ban-doc-sai").await;
    walk.fill("tasks.0.lead", "Sở Y tế").await;
    walk.press("form[data-guard] .actions .button").await;
    walk.says("Đã lưu những gì được xác nhận.").await;
    walk.follow("Xem hội nghị đã lưu").await;
    walk.says("tổng kết công tác y tế dự phòng").await;
    walk.look("hoi-nghi-da-qua").await;
    // The Word file names the plan again: it leads to the entry that is there.
    walk.open("/nhap-van-ban").await;
    walk.follow("bao-cao.docx").await;
    walk.says("85-KH/TU").await;
    let link = walk.value("documents.0.link").await;
    assert_eq!(link.len(), 36, "the register's entry is proposed: {link}");
    walk.press("form[data-guard] .actions .button").await;
    // A number typed anywhere leads to its entry; a missing one can be entered.
    walk.open("/van-ban").await;
    walk.says("85-KH/TU").await;
    walk.says("20-NQ/TW").await;
    typed_numbers_become_links(&walk).await;
    walk.end().await;
}

/// Types into the text of a new conclusion.
async fn typed_numbers_become_links(walk: &Walk) {
    walk.open("/hoi-nghi").await;
    walk.follow("Giao ban quý I năm 2024").await;
    walk.press("a[href$='/ket-luan/them']").await;
    walk.fill(
        "text",
        "Tiếp tục Kế hoạch số 85-KH/TU và Kế hoạch số 99-KH/TU",
    )
    .await;
    walk.comes_to_say("Ghi 99-KH/TU vào sổ").await;
    assert_eq!(walk.text_of(".cites a").await, "85-KH/TU");
    walk.look("so-nhan-ra").await;
    walk.press("form.card .button").await;
    // On display the number is a link, made by the server.
    assert!(walk.has(".keep a[href^='/van-ban/']").await);
}

fn folder_of(folder: &Path) -> Vec<PathBuf> {
    let text = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/extract/articles/001.txt");
    let copy = folder.join("tin-2018.txt");
    std::fs::copy(text, &copy).expect("a text");
    let page = folder.join("tin-2024.html");
    std::fs::write(&page, HTML).expect("a page");
    let word = folder.join("bao-cao.docx");
    std::fs::write(&word, docx()).expect("a Word file");
    let secret = folder.join("mat.txt");
    std::fs::write(&secret, "TỈNH ỦY\nTỐI MẬT\nBáo cáo").expect("a paper");
    vec![copy, page, word, secret]
}

/// A Word file of three paragraphs.
fn docx() -> Vec<u8> {
    let paragraphs = [
        "TỈNH ỦY",
        "Báo cáo kết quả công tác khoa giáo quý II năm 2024",
        "Các đơn vị tiếp tục thực hiện Kế hoạch số 85-KH/TU ngày 04/3/2022 của Ban Thường vụ Tỉnh ủy.",
    ];
    word::docx(&paragraphs.map(word::paragraph).concat())
}
