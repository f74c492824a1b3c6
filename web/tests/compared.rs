//! How complete the figures beside those of a period are, on the page of totals.

use crate::crowd::texts_of;
use crate::desk::Browser;
use axum::http::StatusCode;
use domain::id::RoundId;
use domain::period::PeriodKind;
use testkit::TestApp;

/// the period before says of how many units it is as long as some are missing.
#[tokio::test]
async fn r_4_2_the_period_before_says_of_how_many_units_it_is_as_long_as_some_are_missing() {
    let test = TestApp::new().await;
    test.standard_regime().await;
    let before = test.open_round(PeriodKind::Quarter, 2026, 2).await;
    let round = test.open_round(PeriodKind::Quarter, 2026, 3).await;
    send(&test, before, "SGDDT", "1000").await;
    send(&test, round, "SGDDT", "1200").await;
    let path = format!("/tong-hop/{round}");
    let office = Browser::sign_in(&test, "dieuphoi").await;
    let english = Browser::sign_in(&test, "dieuphoi").await.in_english();
    let page = office.get(&path).await;
    assert!(
        page.html().contains("1.000 (1/2 đơn vị)"),
        "{}",
        page.html()
    );
    let page = english.get(&path).await;
    assert!(page.html().contains("1.000 (1/2 units)"), "{}", page.html());

    send(&test, before, "CDCD", "0").await;
    let page = office.get(&path).await;
    let html = page.html();
    assert!(
        html.contains(">1.000</td>") && !html.contains("(1/2 đơn vị)"),
        "{html}"
    );
}

/// "không phát sinh" is an answer, in the column of the units as in the
/// period before.
#[tokio::test]
async fn r_4_2_a_unit_without_anything_to_report_counts_among_those_that_answered() {
    let test = TestApp::new().await;
    let round = test.quarter().await;
    send(&test, round, "SGDDT", "1200").await;
    let office = Browser::sign_in(&test, "dieuphoi").await;
    let units = async || {
        let page = office.get(&format!("/tong-hop/{round}")).await;
        let lines = texts_of(&page, "tbody tr");
        let line = lines.iter().find(|line| line.contains("1.200"));
        line.unwrap_or_else(|| panic!("{lines:?}")).clone()
    };
    let before = units().await;
    assert!(before.contains("1/2 (1)"), "{before}");
    sign(&test, round, "CDCD", ("nil", "on")).await;
    let after = units().await;
    assert!(after.ends_with("2/2"), "{after}");
}

/// The head of the unit sends the one figure.
async fn send(test: &TestApp, round: RoundId, unit: &str, enrolled: &str) {
    sign(test, round, unit, ("v.GD-09", enrolled)).await;
}

/// The head of the unit sends a report with this one field.
async fn sign(test: &TestApp, round: RoundId, unit: &str, field: (&str, &str)) {
    let matrix = app::round::matrix(&test.coordinator().await, round).await;
    let matrix = matrix.unwrap();
    let row = matrix.rows.iter().find(|r| r.unit == test.unit(unit));
    let id = row.expect("the unit reports").obligation;
    let head = Browser::sign_in(test, &format!("tt.{}", unit.to_lowercase())).await;
    let fields = [
        ("version", "0"),
        field,
        ("late_reason", testkit::LATE_REASON),
    ];
    let signed = head.post(&format!("/bao-cao/{id}/ky-gui"), &fields).await;
    assert_eq!(signed.status, StatusCode::SEE_OTHER, "{}", signed.html());
}
