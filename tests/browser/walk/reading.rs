//! A page of another year becomes a past conference and register entries (k).

use crate::harness::Walk;
use std::path::Path;

/// Takes a file in, looks at what was read, confirms it.
pub async fn take_in(walk: &Walk) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/extract/articles/001.txt");
    walk.sign_in("dieuphoi", "/nhap-van-ban").await;
    walk.look("nhap-van-ban").await;
    let field = walk.find("#f-file").await;
    field
        .send_keys(file.display().to_string())
        .await
        .expect("a file");
    walk.tap("form.card .button").await;
    walk.comes_to_say("Chờ xác nhận").await;
    walk.press("[data-files] a").await;
    walk.comes_to_say("phần 1/2").await;
    assert_eq!(walk.value("held_on").await, "2018-10-08");
    walk.look("nhap-van-ban-doc").await;
    walk.open("/van-ban").await;
    let before = walk.text().await;
    assert!(
        !before.contains("20-NQ/TW"),
        "nothing before a person says so"
    );
    walk.driver.back().await.expect("the page before");
    walk.press("form[data-guard] .actions .button").await;
    walk.says("20-NQ/TW").await;
    walk.look("nhap-van-ban-doc-phan-2").await;
    walk.press("form[data-guard] .actions .button").await;
    walk.says("Đã lưu những gì được xác nhận.").await;
    walk.open("/van-ban").await;
    walk.says("20-NQ/TW").await;
    walk.look("van-ban").await;
    walk.press("tbody th a[href^='/van-ban/']").await;
    walk.look("van-ban-mot").await;
    walk.open("/hoi-nghi").await;
    walk.says("năm 2018").await;
    walk.look("hoi-nghi").await;
}
