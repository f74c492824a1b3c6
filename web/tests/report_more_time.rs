//! Asking for more time on the page of a report.

use crate::desk::{Browser, open_quarter};
use axum::http::StatusCode;
use jiff::civil::date;
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

/// where a colleague asked first, what was typed meanwhile is still on the page
/// of the refusal, below the request that waits.
#[tokio::test]
async fn r_3_6_what_was_typed_into_a_refused_request_stays_beside_the_one_that_waits() {
    let test = TestApp::new().await;
    let id = open_quarter(&test).await;
    let to = format!("/bao-cao/{id}/gia-han");
    let reporter = Browser::sign_in(&test, "bc.syt").await;
    let asked = |day, reason| [("asked_due_on", day), ("ask_reason", reason)];
    let first = asked("2026-10-09", "Chờ số liệu của bệnh viện.");
    let sent = reporter.post(&to, &first).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    let second = asked("2026-10-12", "Chờ số liệu của các trạm y tế.");
    let refused = reporter.post(&to, &second).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let html = refused.html();
    for kept in [
        "Đã có một đề nghị đang chờ quyết định.",
        "Rút đề nghị",
        "name=\"asked_due_on\" type=\"date\" value=\"2026-10-12\"",
        "Chờ số liệu của các trạm y tế.</textarea>",
    ] {
        assert!(html.contains(kept), "{kept}: {html}");
    }
}

/// of a request that needs no decision any more the page does not say that it
/// waits for one.
#[tokio::test]
async fn r_3_6_a_needless_request_is_not_said_to_wait_for_a_decision() {
    let test = TestApp::new().await;
    let id = open_quarter(&test).await;
    let path = |verb: &str| format!("/bao-cao/{id}{verb}");
    let reporter = Browser::sign_in(&test, "bc.syt").await;
    let asked = [
        ("asked_due_on", "2026-10-09"),
        ("ask_reason", "Chờ số liệu của bệnh viện."),
    ];
    reporter.post(&path("/gia-han"), &asked).await;
    let one_waits = "Mỗi lúc chỉ một đề nghị chờ quyết định";
    let page = reporter.get(&path("")).await;
    assert!(page.html().contains(one_waits), "{}", page.html());
    let text = ("s.I.1", "Đã tổ chức 12 hội nghị.");
    reporter
        .post(&path("/luu"), &[("version", "0"), text])
        .await;
    let head = Browser::sign_in(&test, "tt.syt").await;
    let sent = head.post(&path("/ky-gui"), &[("version", "1"), text]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.html());
    let office = test.coordinator().await;
    let round = app::round::list(&office).await.unwrap().remove(0).round;
    app::round::close(&office, round.id, round.version)
        .await
        .unwrap();
    let page = reporter.get(&path("")).await;
    let html = page.html();
    assert!(
        html.contains("không còn cần: báo cáo đã đến trong hạn"),
        "{html}"
    );
    assert!(!html.contains(one_waits), "{html}");
}

/// on a past day a request that was taken back since is shown as it waited, with
/// what became of it and nothing to decide.
#[tokio::test]
async fn r_1_1_a_request_that_waited_on_a_past_day_says_what_became_of_it() {
    let test = TestApp::new().await;
    let id = open_quarter(&test).await;
    let path = |verb: &str| format!("/bao-cao/{id}{verb}");
    let reporter = Browser::sign_in(&test, "bc.syt").await;
    let asked = [
        ("asked_due_on", "2026-10-12"),
        ("ask_reason", "Chờ số liệu của bệnh viện."),
    ];
    reporter.post(&path("/gia-han"), &asked).await;
    test.go_to(date(2026, 10, 6));
    let office = Browser::sign_in(&test, "dieuphoi").await;
    let then = "/gia-han?ngay=2026-10-05";
    let form = "name=\"decision\"";
    let page = office.get(then).await;
    assert!(page.html().contains(form), "it waits still");
    let reporter = Browser::sign_in(&test, "bc.syt").await;
    let page = reporter.get(&path("")).await;
    let (_, rest) = page
        .html()
        .split_once("name=\"withdraw\" value=\"")
        .unwrap();
    let request = rest.split('"').next().unwrap();
    reporter
        .post(&path("/gia-han"), &[("withdraw", request)])
        .await;
    let page = office.get(then).await;
    let html = page.html();
    for said in ["Chờ số liệu của bệnh viện.", "đơn vị đã rút lại"] {
        assert!(html.contains(said), "{said}: {html}");
    }
    assert!(!html.contains(form), "{html}");
    let page = office.get("/gia-han").await;
    assert!(!page.html().contains("bệnh viện"), "{}", page.html());
}
