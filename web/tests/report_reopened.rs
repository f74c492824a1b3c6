//! The page on which the office opens an accepted report again for final figures.

use crate::desk::{Browser, open_quarter};
use axum::http::StatusCode;
use testkit::TestApp;

/// Domain §6.4: the estimate is replaced, being on time stays.
#[tokio::test]
async fn r_3_5_the_office_opens_an_accepted_report_again_for_the_final_figure() {
    let test = TestApp::new().await;
    let id = open_quarter(&test).await;
    let path = |verb: &str| format!("/bao-cao/{id}{verb}");
    let head = Browser::sign_in(&test, "tt.syt").await;
    let office = Browser::sign_in(&test, "dieuphoi").await;
    let fields = |version, nature, value| {
        [
            ("version", version),
            ("s.I.1", "Đã khám bệnh cho nhân dân."),
            ("v.YT-09", value),
            ("k.YT-09", nature),
        ]
    };
    let sent = head
        .post(&path("/ky-gui"), &fields("0", "estimate", "1200"))
        .await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.html());
    let form = format!("action=\"{}\"", path("/mo-lai"));
    let before = office.get(&path("/duyet")).await;
    assert!(!before.html().contains(&form), "not accepted yet");
    assert!(!before.html().contains("value=\"estimate\""));
    office.post(&path("/chap-nhan"), &[("number", "1")]).await;
    assert!(office.get(&path("/duyet")).await.html().contains(&form));

    let short = [("number", "1"), ("reopen_reason", "Số mới")];
    let refused = office.post(&path("/mo-lai"), &short).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.html().contains("id=\"mo-lai\" open"));
    assert!(refused.html().contains(">Số mới</textarea>"));
    assert!(refused.html().contains("href=\"#f-reopen_reason\""));
    let reason = "Cục Thống kê đã công bố số chính thức.";
    let given = [("number", "1"), ("reopen_reason", reason)];
    let stranger = head.post(&path("/mo-lai"), &given).await;
    assert_eq!(stranger.status, StatusCode::FORBIDDEN);
    let opened = office.post(&path("/mo-lai"), &given).await;
    assert_eq!(
        opened.location,
        format!("{}?da=report.reopened", path("/duyet"))
    );
    let form = head.get(&path("")).await;
    assert!(form.html().contains("Mở lại để bổ sung số liệu") && form.html().contains(reason));
    // Everybody reads that it is in and what it waits for.
    let told = "Đang bổ sung số liệu";
    assert!(form.html().contains(told));
    assert!(head.get("/viec-cua-toi").await.html().contains(told));
    let round = test.coordinator().await;
    let round = app::report::view(&round, id, None).await.unwrap().round.id;
    let matrix = office.get(&format!("/ky/{round}?loc=awaits_final")).await;
    let noted = format!("Mở lại để bổ sung số liệu: {reason}");
    assert!(matrix.html().contains(told) && matrix.html().contains(&noted));
    assert!(matrix.html().contains("Sở Y tế"));
    let returned = office.get(&format!("/ky/{round}?loc=returned")).await;
    assert!(!returned.html().contains(&noted));
    let again = head
        .post(&path("/ky-gui"), &fields("2", "official", "1200"))
        .await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.html());
    let changed = office.get(&path("/duyet")).await;
    assert!(
        changed
            .html()
            .contains("<del>1.200 (ước tính)</del></td><td class=\"num\"><ins>1.200 (chính thức)")
    );
}
