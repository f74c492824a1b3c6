//! The pages of a cumulative period, as a browser walks them.

use crate::desk::Browser;
use axum::http::StatusCode;
use domain::period::PeriodKind;
use testkit::TestApp;

/// the form of a longer period shows the sum of the unit's quarters, says
/// from which they come, and stays small.
#[tokio::test]
async fn r_3_1_nine_months_come_filled_with_the_sum_of_the_quarters() {
    let test = TestApp::new().await;
    test.go_to(jiff::civil::date(2026, 10, 2));
    let reporter = Browser::sign_in(&test, "bc.syt").await;
    let head = Browser::sign_in(&test, "tt.syt").await;
    test.standard_regime().await;
    let office = test.coordinator().await;
    let open = async |kind, index| {
        let round = test.open_round(kind, 2026, index).await;
        let matrix = app::round::matrix(&office, round).await.unwrap();
        let row = matrix.rows.iter().find(|r| r.unit == test.unit("SYT"));
        row.expect("the unit reports").obligation
    };
    for (quarter, value) in [(1, "1200"), (2, "1300"), (3, "1100")] {
        let id = open(PeriodKind::Quarter, quarter).await;
        let fields = [
            ("version", "0"),
            ("v.YT-09", value),
            ("late_reason", testkit::LATE_REASON),
        ];
        let signed = head.post(&format!("/bao-cao/{id}/ky-gui"), &fields).await;
        assert_eq!(signed.status, StatusCode::SEE_OTHER, "{}", signed.html());
    }
    let id = open(PeriodKind::NineMonths, 1).await;
    let page = reporter.get(&format!("/bao-cao/{id}")).await;
    assert!(page.html().contains("name=\"v.YT-09\" value=\"3.600\""));
    assert!(
        page.html()
            .contains("tổng quý I, quý II, quý III năm 2026: 3.600")
    );
    assert!(page.html().contains("đã được điền sẵn"));
    // Programs are told as well that nothing of it is saved yet.
    let api = format!("/api/v1/reports/{id}/draft");
    let read = reporter.get(&api).await;
    assert!(read.html().contains("\"version\":0"), "{}", read.html());
    assert!(read.html().contains("\"is_prefilled\":true"));
    let fields = [("version", "0"), ("v.YT-09", "3.700")];
    let refused = head.post(&format!("/bao-cao/{id}/ky-gui"), &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.html().contains("khác tổng các báo cáo trước"));
    let read = reporter.get(&api).await;
    assert!(read.html().contains("\"version\":1"), "{}", read.html());
    assert!(read.html().contains("\"is_prefilled\":false"));
    let fields = [
        ("version", "1"),
        ("v.YT-09", "3.700"),
        ("n.YT-09", "Đã rà lại."),
    ];
    let signed = head.post(&format!("/bao-cao/{id}/ky-gui"), &fields).await;
    assert_eq!(signed.status, StatusCode::SEE_OTHER, "{}", signed.html());
}
