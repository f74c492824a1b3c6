//! The page of a directive, as who keeps the register sees it.

use crate::desk::Browser;
use axum::http::StatusCode;
use testkit::TestApp;

/// the page says how a number was typed only where that is not its standard form.
#[tokio::test]
async fn r_2_1_the_page_of_a_directive_says_how_its_number_was_typed() {
    let test = TestApp::new().await;
    let office = Browser::sign_in(&test, "dieuphoi").await;
    for (typed, symbol, said) in [
        ("20 – NQ/TW", "20-NQ/TW", Some("ghi là “20 – NQ/TW”")),
        ("29-NQ/TW", "29-NQ/TW", None),
    ] {
        let fields = [("symbol", typed), ("issued_on", "2017-10-25")];
        let entered = office.post("/van-ban", &fields).await;
        assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.html());
        let page = office.get(&entered.location).await;
        let html = page.html();
        assert!(html.contains(symbol), "{html}");
        match said {
            Some(said) => assert!(html.contains(said), "{html}"),
            None => assert!(!html.contains("ghi là"), "{html}"),
        }
    }
    let listed = office.get("/api/v1/directives?q=20-nq/tw").await.json();
    assert_eq!(listed["items"][0]["symbol"], "20-NQ/TW");
    assert_eq!(listed["items"][0]["symbol_as_typed"], "20 – NQ/TW");
}
