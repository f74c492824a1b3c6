//! The coordinator returns a report with marks, sees only what changed, accepts (c).

use super::report::{open_duty, sign};
use crate::harness::Walk;

/// Returns the report of the health department and accepts its second version.
pub async fn return_and_accept(walk: &Walk, round: &str) {
    let review = give_back(walk, round).await;
    correct(walk).await;
    walk.sign_in("dieuphoi", round).await;
    walk.says("Nhận lại").await;
    walk.open(&review).await;
    let changed = walk.text_of("#thay-doi + p").await;
    assert!(changed.contains("Chưa khớp"), "{changed}");
    let removed = walk.text_of("section.card del").await;
    let added = walk.text_of("section.card ins").await;
    assert_eq!((removed.as_str(), added.as_str()), ("12", "13"));
    let card = walk.text_of("section.card").await;
    assert!(
        card.contains("1.915.509") && card.contains("1.915.590"),
        "{card}"
    );
    assert!(!card.contains("kế hoạch"), "nothing unchanged: {card}");
    walk.look("duyet-thay-doi").await;
    walk.press("form[action$='/chap-nhan'] button").await;
    walk.says("Chấp nhận").await;
    let report = review.replace("/duyet", "/xem");
    for (version, classes) in [(1, "12 lớp"), (2, "13 lớp")] {
        walk.open(&format!("{report}?ban={version}")).await;
        walk.says(classes).await;
    }
    walk.look("bao-cao-cac-ban").await;
    walk.open(round).await;
    walk.says("4/6").await;
    walk.look("ky-ma-tran").await;
}

async fn give_back(walk: &Walk, round: &str) -> String {
    walk.sign_in("dieuphoi", round).await;
    walk.follow("Sở Y tế").await;
    let review = walk.path().await.replace("/xem", "/duyet");
    let review = match review.strip_suffix("/duyet") {
        Some(_) => review,
        None => format!("{review}/duyet"),
    };
    walk.open(&review).await;
    walk.look("duyet").await;
    walk.tap("[name='ms.I.6.2']").await;
    walk.fill("mn.s.I.6.2", "Xem lại số lớp tập huấn.").await;
    walk.tap("[name='mc.YT-09']").await;
    walk.fill("mn.c.YT-09", "Lệch với báo cáo tháng.").await;
    walk.tap("[name='kind'][value='correction']").await;
    walk.fill("reason", "Chưa khớp với số liệu đã báo hằng tháng.")
        .await;
    walk.press("#f-kind button").await;
    walk.says("Trả lại").await;
    walk.open(round).await;
    let row = walk.text_of("nav.filters + .scroll table").await;
    assert!(row.contains("Trả lại"), "{row}");
    review
}

/// The unit sees what was marked, mends it and sends again.
async fn correct(walk: &Walk) {
    open_duty(walk, "bc.syt").await;
    walk.says("Xem lại số lớp tập huấn.").await;
    walk.says("Lệch với báo cáo tháng.").await;
    walk.says("Chưa khớp với số liệu").await;
    walk.look("bao-cao-tra-lai").await;
    let text = super::report::HEALTH.replace("12 lớp", "13 lớp");
    walk.fill("s.I.6.2", &text).await;
    walk.fill("v.YT-09", "1.915.590").await;
    walk.press("#bao-cao .actions button").await;
    sign(walk, "tt.syt").await;
    walk.says("Bản 2").await;
}
