//! The page on which the office takes an exemption back.

use crate::desk::{Browser, open_quarter};
use axum::http::StatusCode;
use testkit::TestApp;

/// a click on the wrong unit is not final.
#[tokio::test]
async fn r_3_3_the_office_takes_an_exemption_back_on_the_page_of_the_report() {
    let test = TestApp::new().await;
    let id = open_quarter(&test).await;
    let path = |verb: &str| format!("/bao-cao/{id}{verb}");
    let office = Browser::sign_in(&test, "dieuphoi").await;
    let head = Browser::sign_in(&test, "tt.syt").await;
    let (give, take) = (
        format!("action=\"{}\"", path("/mien")),
        format!("action=\"{}\"", path("/bo-mien")),
    );
    let before = office.get(&path("/duyet")).await;
    assert!(before.html().contains(&give) && !before.html().contains(&take));
    let reason = [("exempt_reason", "Đơn vị mới thành lập trong kỳ.")];
    office.post(&path("/mien"), &reason).await;
    let exempt = office.get(&path("/duyet")).await;
    assert!(!exempt.html().contains(&give) && exempt.html().contains(&take));

    let short = [("unexempt_reason", "Nhầm")];
    let refused = office.post(&path("/bo-mien"), &short).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.html().contains("id=\"bo-mien\" open"));
    assert!(refused.html().contains(">Nhầm</textarea>"));
    assert!(refused.html().contains("href=\"#f-unexempt_reason\""));
    let given = [("unexempt_reason", "Bấm miễn nhầm cho đơn vị khác.")];
    let stranger = head.post(&path("/bo-mien"), &given).await;
    assert_eq!(stranger.status, StatusCode::FORBIDDEN);
    let taken = office.post(&path("/bo-mien"), &given).await;
    assert_eq!(
        taken.location,
        format!("{}?da=report.unexempted", path("/duyet"))
    );
    let after = office.get(&path("/duyet")).await;
    assert!(after.html().contains(&give) && !after.html().contains(&take));
    assert!(!after.html().contains("Đơn vị mới thành lập trong kỳ."));
}
