//! The coordinator opens a round with preview (a) and chases the late (d).

use crate::harness::Walk;

/// Opens the round of a quarter; answers its path.
pub async fn open(walk: &Walk, year: i16, quarter: u8) -> String {
    let is_first = quarter == 3;
    walk.sign_in("dieuphoi", "/ky").await;
    if is_first {
        walk.look("ky").await;
    }
    walk.press("a[href='/ky/moi']").await;
    walk.set("regime", "khoa-giao").await;
    walk.set("kind", "quarter").await;
    walk.fill("year", &year.to_string()).await;
    walk.fill("index", &quarter.to_string()).await;
    walk.press("button[value='preview']").await;
    if is_first {
        walk.says("Giao ban công tác khoa giáo quý III năm 2026")
            .await;
        // Three working days after 30 September 2026.
        walk.says("05/10/2026").await;
        walk.says("Trường Cao đẳng Cộng đồng").await;
        walk.look("ky-xem-truoc").await;
    }
    walk.press("button[value='open']").await;
    walk.says("0/6").await;
    let path = walk.path().await;
    assert!(path.starts_with("/ky/"), "{path}");
    if is_first {
        walk.look("ky-vua-mo").await;
    }
    path
}

/// Chases the late units; the messages stand in the outbox and with the people.
pub async fn chase(walk: &Walk, round: &str) {
    walk.sign_in("dieuphoi", &format!("{round}/don-doc")).await;
    walk.says("Trường Cao đẳng Cộng đồng").await;
    walk.look("don-doc").await;
    walk.press("form[action$='/don-doc'] .button").await;
    walk.open("/hop-thu-di").await;
    let lines = walk.text_of("tbody").await;
    for login in ["bc.cdcd", "tt.cdcd", "bc.xhs", "tt.xhs"] {
        assert!(lines.contains(&format!("{login}@vi-du.vn")), "{lines}");
    }
    let mut chased = lines.lines().filter(|line| line.starts_with("Đôn đốc"));
    let is_other = |line: &str| line.contains("bc.syt@");
    assert!(!chased.any(is_other), "nobody else is chased: {lines}");
    assert!(lines.lines().any(is_other), "a return is told: {lines}");
    walk.look("hop-thu-di").await;
    walk.press("tbody a").await;
    walk.look("thu").await;
    walk.open(&format!("{round}/qua-han")).await;
    walk.says("Xã Hạ Suối").await;
    walk.look("qua-han").await;
    walk.sign_in("bc.cdcd", "/thong-bao").await;
    walk.says("quý III năm 2026").await;
    walk.look("thong-bao").await;
}
