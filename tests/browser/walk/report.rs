//! Reporters fill, heads sign (b).

use crate::harness::Walk;

/// What the health department says of its field; half of it is taken into the
/// consolidated report.
pub const HEALTH: &str =
    "Toàn ngành khám bệnh cho 1.915.509 lượt người. Đã tổ chức 12 lớp tập huấn phòng dịch.";

/// Opens the form of the one open duty of this person.
pub async fn open_duty(walk: &Walk, login: &str) {
    walk.sign_in(login, "/viec-cua-toi").await;
    walk.press("tbody th a[href^='/bao-cao/']").await;
}

/// The health department fills sections and numbers; its head signs.
pub async fn write_and_sign(walk: &Walk) {
    walk.sign_in("bc.syt", "/viec-cua-toi").await;
    walk.look("viec-cua-toi").await;
    walk.press("tbody th a[href^='/bao-cao/']").await;
    walk.look("bao-cao").await;
    walk.fill("s.I.1", "Đã tham mưu ban hành 02 kế hoạch.")
        .await;
    walk.fill("s.I.6.2", HEALTH).await;
    walk.fill("v.YT-04_NUM", "1.234.567").await;
    walk.fill("v.YT-04_DEN", "1.300.000").await;
    walk.fill("v.YT-09", "1.915.509").await;
    walk.fill("v.YT-90", "12.345").await;
    walk.press("#bao-cao .actions button").await;
    walk.says("“12.345” đọc được hai cách").await;
    assert_eq!(walk.value("v.YT-90").await, "12.345", "as it was typed");
    walk.look("bao-cao-hai-cach").await;
    walk.tap("#cach-ghi input[value='vi']").await;
    walk.press("#bao-cao .actions button").await;
    assert!(!walk.has("#cach-ghi").await, "asked once");
    assert_eq!(walk.value("v.YT-90").await, "12.345,000");
    assert_eq!(walk.value("v.YT-09").await, "1.915.509");
    sign(walk, "tt.syt").await;
    walk.says("Bản 1").await;
    walk.says("1.915.509").await;
    walk.look("bao-cao-da-ky").await;
}

/// The head of a unit signs what stands on the form.
pub async fn sign(walk: &Walk, login: &str) {
    open_duty(walk, login).await;
    walk.press("button[formaction$='/ky-gui']").await;
    let path = walk.path().await;
    assert!(path.ends_with("/xem"), "not signed:\n{}", walk.text().await);
}

/// Education says little, two units say that nothing happened; two units send
/// nothing at all.
pub async fn others_send_less(walk: &Walk) {
    open_duty(walk, "bc.sgddt").await;
    walk.fill(
        "s.I.6.1",
        "Khai giảng năm học mới đúng lịch ở tất cả các trường.",
    )
    .await;
    walk.press("#bao-cao .actions button").await;
    sign(walk, "tt.sgddt").await;
    for head in ["tt.skhcn", "tt.xtd"] {
        open_duty(walk, head).await;
        walk.tap("#f-nil").await;
        walk.press("button[formaction$='/ky-gui']").await;
        let path = walk.path().await;
        assert!(path.ends_with("/xem"), "not signed:\n{}", walk.text().await);
    }
}
