//! A threshold typed on the report page, read back and seen in the totals.

use crate::desk::{Browser, open_quarter};
use axum::http::StatusCode;
use testkit::TestApp;

fn fields<'a>(version: &'a str, value: &'a str) -> [(&'a str, &'a str); 2] {
    [("version", version), ("v.YT-09", value)]
}

/// domain §6.2: what was read is shown back; a page with a script gets the same
/// words, and the total names who gave a threshold.
#[tokio::test]
async fn r_3_9_a_threshold_is_typed_read_back_and_marked_in_the_totals() {
    let test = TestApp::new().await;
    let id = open_quarter(&test).await;
    let path = |verb: &str| format!("/bao-cao/{id}{verb}");
    let reporter = Browser::sign_in(&test, "bc.syt").await;
    let version = async || {
        let page = reporter.get(&path("")).await;
        let after = page.html().split("name=\"version\" value=\"").nth(1);
        let number = after.and_then(|rest| rest.split('"').next());
        number.unwrap().to_owned()
    };
    let told = reporter
        .post(&path("/tu-luu"), &fields("0", ">= 1200"))
        .await
        .json();
    assert_eq!(told["readings"]["v.YT-09"], "từ 1.200 trở lên");
    let page = reporter.get(&path("")).await;
    assert!(page.html().contains("value=\"từ 1.200 trở lên\""));
    // What the page showed is read as it was.
    let kept = reporter
        .post(&path("/luu"), &fields(&version().await, "từ 1.200 trở lên"))
        .await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.html());
    let wrong = reporter
        .post(&path("/luu"), &fields(&version().await, "cơ bản"))
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.html().contains("“cơ bản” không phải là số."));

    let head = Browser::sign_in(&test, "tt.syt").await;
    let now = version().await;
    let sent = [
        ("version", now.as_str()),
        ("s.I.1", "Đã khám bệnh cho nhân dân."),
        ("v.YT-09", "trên 1.200"),
    ];
    let signed = head.post(&path("/ky-gui"), &sent).await;
    assert_eq!(
        signed.location,
        format!("{}?da=report.signed", path("/xem")),
        "{}",
        signed.html()
    );
    let read = head.get(&path("/xem")).await;
    assert!(read.html().contains("<td class=\"num\">trên 1.200</td>"));

    let ctx = test.coordinator().await;
    let round = app::round::list(&ctx).await.unwrap().remove(0).round.id;
    let office = Browser::sign_in(&test, "dieuphoi").await;
    let totals = office.get(&format!("/tong-hop/{round}")).await;
    assert!(totals.html().contains("từ 1.200 trở lên"));
    assert!(totals.html().contains("Báo số ngưỡng"));
    let units = office
        .get(&format!("/tong-hop/{round}/chi-tieu/YT-09"))
        .await;
    assert!(units.html().contains("trên 1.200"));
}
