//! A unit works a task to its confirmation; another asks for more time (g).

use crate::harness::Walk;

/// Progress, result and confirmation.
pub async fn finish(walk: &Walk, task: &str) {
    walk.sign_in("bc.syt", "/nhiem-vu").await;
    walk.says("NV-2026-001").await;
    walk.look("nhiem-vu").await;
    walk.open(task).await;
    progress(walk, "60", "Đã phát thanh ở 30 xã.").await;
    walk.says("60").await;
    walk.sign_in("tt.syt", task).await;
    let form = "form[action$='/ket-qua']";
    walk.unfold(form).await;
    walk.fill("ket-qua_text", "Đã truyền thông ở toàn bộ các xã.")
        .await;
    walk.look("nhiem-vu-ket-qua").await;
    walk.press(&format!("{form} .button")).await;
    walk.says("Đã truyền thông ở toàn bộ các xã.").await;
    walk.sign_in("dieuphoi", task).await;
    let form = "form[action$='/xac-nhan']";
    walk.unfold(form).await;
    walk.fill("xac-nhan_text", "Đạt yêu cầu.").await;
    walk.press(&format!("{form} .button")).await;
    // Derived from the dates, never typed.
    walk.says("Hoàn thành đúng hạn").await;
    walk.look("nhiem-vu-xong").await;
}

/// Some progress, a request for more time and its decision.
pub async fn ask_for_time(walk: &Walk, task: &str) {
    walk.sign_in("tt.sgddt", task).await;
    progress(walk, "40", "Đã rà soát 12 trường.").await;
    let form = "form[action$='/xin-gia-han']";
    walk.unfold(form).await;
    walk.set("xin-gia-han_due_on", "2027-01-15").await;
    walk.fill("xin-gia-han_text", "Chờ số liệu của các xã vùng cao.")
        .await;
    walk.press(&format!("{form} .button")).await;
    walk.sign_in("dieuphoi", task).await;
    let form = "form[action$='/quyet-dinh-gia-han']";
    walk.unfold(form).await;
    walk.set("quyet-dinh-gia-han_decision", "grant").await;
    walk.fill("quyet-dinh-gia-han_text", "Lý do chính đáng.")
        .await;
    walk.look("nhiem-vu-gia-han").await;
    walk.press(&format!("{form} .button")).await;
    walk.says("15/01/2027").await;
}

async fn progress(walk: &Walk, percent: &str, text: &str) {
    let form = "form[action$='/tien-do']";
    walk.unfold(form).await;
    let own = walk
        .find("[name='tien-do_unit'] option[value]:not([value=''])")
        .await;
    let own = own.attr("value").await.expect("a value").expect("a value");
    walk.set("tien-do_unit", &own).await;
    walk.fill("tien-do_percent", percent).await;
    walk.fill("tien-do_text", text).await;
    walk.press(&format!("{form} .button")).await;
    walk.says(text).await;
}
