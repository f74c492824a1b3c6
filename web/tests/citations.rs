//! The page of a directive leads to the words in which it is named, and leads nobody to
//! words that are not theirs.

use crate::desk::{Browser, open_quarter};
use app::directive::{EnterDirective, follow_mentions};
use app::extension::{AskExtension, ask};
use jiff::civil::date;
use testkit::TestApp;

/// why a unit asked for more time is read in the history of its report.
#[tokio::test]
async fn r_11_3_the_page_of_a_directive_leads_to_the_request_that_names_it() {
    let test = TestApp::new().await;
    let report = open_quarter(&test).await;
    let plan = EnterDirective {
        symbol: "85-KH/TU".into(),
        term: "khóa XX".into(),
        issued_on: Some(date(2022, 3, 4)),
        ..EnterDirective::default()
    };
    let office = test.coordinator().await;
    let plan = app::directive::enter(&office, test.unit("BTGDV"), plan)
        .await
        .unwrap();
    let reason = "Chờ số liệu tổng kết Kế hoạch số 85-KH/TU";
    let request = AskExtension {
        obligation: report,
        asked_due_on: date(2026, 10, 9),
        reason: reason.into(),
    };
    ask(&test.reporter("SYT").await, request).await.unwrap();
    follow_mentions(&test.app).await.unwrap();

    let path = format!("/bao-cao/{report}/lich-su");
    let page = format!("/van-ban/{plan}");
    for login in ["dieuphoi", "bc.syt"] {
        let reader = Browser::sign_in(&test, login).await;
        let shown = reader.get(&page).await;
        assert!(shown.html().contains(&format!("href=\"{path}\"")));
        assert!(shown.html().contains("Đề nghị gia hạn"));
        assert!(reader.get(&path).await.html().contains(reason));
    }
    let other = Browser::sign_in(&test, "bc.sgddt").await;
    let shown = other.get(&page).await;
    assert!(!shown.html().contains(&path) && !shown.html().contains(reason));
}
