//! A regime version is designed page by page, published, and a round is opened
//! with it; more time is granted to a group; the schedule
//! of reminders is looked at.

use crate::harness::Walk;
use jiff::civil::date;
use testkit::TestApp;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_regime_version_is_designed_and_a_round_opened_with_it() {
    let app = TestApp::new().await;
    app::regime::create_standard(&app.system(), app.unit("BTGDV"), date(2025, 7, 1))
        .await
        .expect("a regime");
    let walk = Walk::on(app).await;
    walk.sign_in("dieuphoi", "/khoi").await;
    group(&walk).await;
    design(&walk).await;
    open_and_grant(&walk).await;
    walk.end().await;
}

/// A group of two units.
async fn group(walk: &Walk) {
    walk.fill("code", "van-xa").await;
    walk.fill("name", "Khối văn xã").await;
    walk.press("form.card .button").await;
    for unit in ["SYT", "XTD"] {
        walk.tap(&format!("[name='units'][value='{unit}']")).await;
    }
    walk.set("from", "2026-01-01").await;
    walk.press("form.card .button").await;
    walk.says("Sở Y tế").await;
    walk.look("khoi").await;
}

async fn design(walk: &Walk) {
    walk.open("/che-do").await;
    walk.look("che-do").await;
    walk.follow("Giao ban công tác khoa giáo").await;
    walk.press("form[action$='/soan'] .button").await;
    walk.look("che-do-chung").await;
    walk.tap("[name='frequencies'][value='week']").await;
    walk.press("form.card .button").await;

    walk.follow("Đối tượng báo cáo").await;
    walk.tap("[name='groups'][value='van-xa']").await;
    walk.press("button[value='preview']").await;
    walk.says("2 đơn vị").await;
    walk.look("che-do-doi-tuong").await;
    walk.press("button[value='save']").await;

    walk.follow("Thời hạn").await;
    walk.set("province", "working_days_after_closing").await;
    walk.fill("province_n", "4").await;
    walk.press("button[value='preview']").await;
    // Week 41 closes on Sunday 11 October.
    walk.says("cấp tỉnh: 15/10/2026").await;
    walk.look("che-do-thoi-han").await;
    walk.press("button[value='save']").await;

    walk.follow("Đề cương").await;
    walk.fill("code", "V").await;
    walk.fill("title", "Phụ lục").await;
    walk.press("button[value='save']").await;
    walk.press("button[value='up:V']").await;
    walk.press("button[value='in:V']").await;
    walk.look("che-do-de-cuong").await;

    walk.follow("Biểu số liệu").await;
    walk.look("che-do-chi-tieu").await;
    walk.follow("YT-09").await;
    walk.tap("[name='frequency'][value='week']").await;
    walk.look("che-do-mot-chi-tieu").await;
    walk.press("button[value='save']").await;

    walk.follow("Nhắc hạn").await;
    walk.fill("days_0", "-4").await;
    walk.press("form.card .button").await;
    walk.look("che-do-nhac-hen").await;

    walk.follow("Kiểm tra và ban hành").await;
    walk.says("Bản thảo không có lỗi.").await;
    walk.set("valid_from", "2026-09-01").await;
    walk.look("che-do-ban-hanh").await;
    walk.press("button[value='publish']").await;
    walk.says("Đã ban hành").await;
    walk.look("che-do-mot").await;
}

async fn open_and_grant(walk: &Walk) {
    walk.open("/ky/moi").await;
    walk.set("regime", "khoa-giao").await;
    walk.set("kind", "week").await;
    walk.fill("year", "2026").await;
    walk.fill("index", "40").await;
    walk.press("button[value='preview']").await;
    walk.says("tuần 40 năm 2026").await;
    walk.says("bản số 2").await;
    walk.press("button[value='open']").await;
    walk.says("0/2").await;
    let round = walk.path().await;
    walk.open(&format!("{round}/lich-nhac?tu=2026-09-28")).await;
    walk.says("Sẽ gửi").await;
    walk.look("lich-nhac").await;
    walk.open(&format!("{round}/gia-han")).await;
    walk.tap("[name='groups'][value='van-xa']").await;
    walk.set("to", "2026-10-20").await;
    walk.fill("reason", "Bão số 11").await;
    walk.look("gia-han-nhieu").await;
    walk.press("form.card .button").await;
    walk.says("20/10/2026").await;
    walk.press("form[action$='/dong'] .button").await;
    walk.fill("reason", "Bổ sung báo cáo của hai đơn vị").await;
    walk.look("ky-da-dong").await;
    walk.press("form[action$='/mo-lai'] .button").await;
    walk.says("Đã mở lại kỳ giao ban.").await;
}
