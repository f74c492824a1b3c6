//! Asking for more time on the page of a report.

use crate::desk::{Browser, open_quarter};
use axum::http::StatusCode;
use testkit::TestApp;

/// while a request waits its page shows it with the way to take it back and no
/// second form; a day off is named as such to the unit and to the office.
#[tokio::test]
async fn r_3_6_a_request_that_waits_hides_the_form_and_can_be_taken_back() {
    let test = TestApp::new().await;
    let id = open_quarter(&test).await;
    let path = |verb: &str| format!("/bao-cao/{id}{verb}");
    let reporter = Browser::sign_in(&test, "bc.syt").await;
    let field = "name=\"asked_due_on\"";
    assert!(reporter.get(&path("")).await.html().contains(field));
    // A Saturday.
    let asked = [
        ("asked_due_on", "2026-10-10"),
        ("ask_reason", "Chờ số liệu của bệnh viện."),
    ];
    let sent = reporter.post(&path("/gia-han"), &asked).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    let page = reporter.get(&path("")).await;
    let html = page.html();
    assert!(!html.contains(field), "{html}");
    for said in [
        "đang chờ quyết định",
        "10/10/2026 là ngày nghỉ",
        "ngày làm việc gần nhất sau đó là 12/10/2026",
        "Rút đề nghị",
    ] {
        assert!(html.contains(said), "{said}: {html}");
    }
    let office = Browser::sign_in(&test, "dieuphoi").await;
    let waiting = office.get("/gia-han").await;
    assert!(waiting.html().contains("10/10/2026 (ngày nghỉ"));

    let (_, rest) = html.split_once("name=\"withdraw\" value=\"").unwrap();
    let request = rest.split('"').next().unwrap();
    let withdraw = [("withdraw", request)];
    let back = reporter.post(&path("/gia-han"), &withdraw).await;
    assert_eq!(
        back.location,
        format!("{}?da=report.ask_withdrawn", path(""))
    );
    let page = reporter.get(&path("")).await;
    let html = page.html();
    assert!(html.contains(field) && !html.contains("đang chờ quyết định"));
    let twice = reporter.post(&path("/gia-han"), &withdraw).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    let again = [
        ("asked_due_on", "2026-10-12"),
        ("ask_reason", "Chờ số liệu của bệnh viện."),
    ];
    let sent = reporter.post(&path("/gia-han"), &again).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
}
