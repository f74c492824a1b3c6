//! A threshold typed on the report page, read back and seen in the totals.

use crate::desk::{Browser, open_quarter};
use axum::http::StatusCode;
use domain::period::PeriodKind;
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

/// §6.2: a program reads on which side the figure of the period before lies, and
/// nothing of that where the figure is exact.
#[tokio::test]
async fn a_program_reads_on_which_side_the_figure_of_the_period_before_lies() {
    let test = TestApp::new().await;
    let reporter = Browser::sign_in(&test, "bc.syt").await;
    let head = Browser::sign_in(&test, "tt.syt").await;
    test.standard_regime().await;
    let office = test.coordinator().await;
    let open = async |quarter| {
        let round = test.open_round(PeriodKind::Quarter, 2026, quarter).await;
        let matrix = app::round::matrix(&office, round).await.unwrap();
        let row = matrix.rows.iter().find(|r| r.unit == test.unit("SYT"));
        row.expect("the unit reports").obligation
    };
    let id = open(2).await;
    let fields = [
        ("version", "0"),
        ("v.YT-09", "trên 1.200"),
        ("v.YT-10", "6"),
        ("late_reason", testkit::LATE_REASON),
    ];
    let signed = head.post(&format!("/bao-cao/{id}/ky-gui"), &fields).await;
    assert_eq!(signed.status, StatusCode::SEE_OTHER, "{}", signed.html());
    let id = open(3).await;
    let read = reporter.get(&format!("/api/v1/reports/{id}/draft")).await;
    let draft = read.json();
    let cells = draft["cells"].as_array().unwrap();
    let cell = |code: &str| cells.iter().find(|c| c["code"] == code).unwrap();
    let threshold = cell("YT-09");
    assert_eq!(threshold["last"], 1_200);
    assert_eq!(threshold["last_bound"], "above");
    let exact = cell("YT-10");
    assert_eq!(exact["last"], 6);
    assert!(exact.get("last_bound").is_none(), "{exact}");
}
