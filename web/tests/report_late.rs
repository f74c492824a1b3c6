//! The pages of a report that comes late or on paper, and of one that is locked
//! without JavaScript.

use crate::desk::{Browser, open_quarter};
use axum::http::StatusCode;
use domain::id::ObligationId;
use jiff::civil::date;
use testkit::TestApp;

/// Two days after the due day, with nothing sent.
async fn overdue() -> (TestApp, ObligationId, String) {
    let test = TestApp::new().await;
    let id = open_quarter(&test).await;
    let found = store_round(&test, id).await;
    test.go_to(date(2026, 10, 7));
    (test, id, format!("/ky/{found}"))
}

async fn store_round(test: &TestApp, id: ObligationId) -> String {
    let office = test.coordinator().await;
    let seen = app::report::view(&office, id, None).await.unwrap();
    seen.round.id.to_string()
}

#[tokio::test]
async fn r_3_5_who_signs_late_is_asked_why_and_nothing_typed_is_lost() {
    let (test, id, round) = overdue().await;
    let path = |verb: &str| format!("/bao-cao/{id}{verb}");
    let head = Browser::sign_in(&test, "tt.syt").await;
    let page = head.get(&path("")).await;
    assert!(
        page.html()
            .contains("for=\"f-late_reason\">Lý do nộp muộn<")
    );

    let text = ("s.I.1", "Đã tổ chức 12 hội nghị.");
    let label = [("version", "0"), text, ("late_reason", "Bận họp")];
    let refused = head.post(&path("/ky-gui"), &label).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let html = refused.html();
    assert!(html.contains("href=\"#f-late_reason\""), "said above");
    assert!(html.contains("aria-invalid=\"true\">Bận họp</textarea>"));
    assert!(html.contains("Đã tổ chức 12 hội nghị."));

    // Kept with the draft, as everything else on the form.
    let reason = "Chờ số liệu của ba xã <vùng cao>.";
    let fields = [("version", "1"), text, ("late_reason", reason)];
    let saved = head.post(&path("/luu"), &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    let shown = "Chờ số liệu của ba xã &#60;vùng cao&#62;.";
    assert!(head.get(&path("")).await.html().contains(shown));

    // A page that was opened before the due moment does not ask: what is kept counts.
    let signed = head.post(&path("/ky-gui"), &[("version", "2"), text]).await;
    assert_eq!(signed.status, StatusCode::SEE_OTHER, "{}", signed.html());
    let office = Browser::sign_in(&test, "dieuphoi").await;
    for page in [
        path("/duyet"),
        path("/xem"),
        path("/lich-su"),
        format!("{round}?loc=late"),
        format!("{round}/qua-han"),
    ] {
        let html = office.get(&page).await;
        assert!(html.html().contains(shown), "{page}: {}", html.html());
    }
    let late = office.get(&format!("{round}/qua-han")).await;
    let (_, sent) = late.html().split_once("id=\"nop-muon\"").unwrap();
    assert!(sent.contains("<td>2</td>"), "days late: {sent}");
}

#[tokio::test]
async fn r_3_5_a_page_from_before_the_due_moment_comes_back_with_the_question() {
    let test = TestApp::new().await;
    let id = open_quarter(&test).await;
    let path = |verb: &str| format!("/bao-cao/{id}{verb}");
    let head = Browser::sign_in(&test, "tt.syt").await;
    let page = head.get(&path("")).await;
    assert!(
        !page.html().contains("late_reason"),
        "in time nobody is asked"
    );
    test.go_to(date(2026, 10, 6));
    let head = Browser::sign_in(&test, "tt.syt").await;
    let fields = [("version", "0"), ("s.I.1", "Viết trước hạn.")];
    let refused = head.post(&path("/ky-gui"), &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.html().contains("id=\"f-late_reason\""));
    assert!(refused.html().contains("Viết trước hạn."));
}

#[tokio::test]
async fn r_3_3_the_office_notes_a_paper_corrects_it_and_takes_it_back_on_the_page_of_the_report() {
    let (test, id, round) = overdue().await;
    let path = |verb: &str| format!("/bao-cao/{id}{verb}");
    let office = Browser::sign_in(&test, "dieuphoi").await;
    let page = office.get(&path("/duyet")).await;
    assert!(page.html().contains("name=\"paper_on\""));
    assert!(
        !page.html().contains("name=\"paper_reason\""),
        "nothing to correct"
    );

    let wrong = [
        ("paper_on", "2026-10-08"),
        ("paper_note", "Nhận tại văn thư"),
    ];
    let refused = office.post(&path("/ban-giay"), &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let html = refused.html();
    assert!(html.contains("value=\"2026-10-08\"") && html.contains("Nhận tại văn thư"));
    assert!(html.contains("<details class=\"card\" id=\"ban-giay\" open>"));

    let right = [
        ("paper_on", "2026-10-05"),
        ("paper_note", "Nhận tại văn thư"),
    ];
    let noted = office.post(&path("/ban-giay"), &right).await;
    assert_eq!(
        noted.location,
        format!("{}?da=report.paper_noted", path("/duyet"))
    );
    let said = "Đã nhận bản giấy ngày 05/10/2026, ";
    let reporter = Browser::sign_in(&test, "bc.syt").await;
    for (who, at) in [
        (&office, path("/duyet")),
        (&office, round.clone()),
        (&office, format!("{round}/qua-han")),
        (&reporter, path("")),
        (&reporter, "/viec-cua-toi".to_owned()),
    ] {
        assert!(who.get(&at).await.html().contains(said), "{at}");
    }
    let chase = office.get(&format!("{round}/don-doc")).await;
    assert!(chase.html().contains("đã nhận bản giấy ngày 05/10/2026"));
    let ladder = office.get(&format!("{round}/lich-nhac")).await;
    assert!(ladder.html().contains("đã nhận bản giấy ngày 05/10/2026"));
    assert!(
        ladder
            .html()
            .contains("Báo cáo tổng hợp của cơ quan, hạn 08/10/2026")
    );
    let api = office
        .get(&format!("/api/v1/rounds{}/matrix", &round[3..]))
        .await;
    let rows = api.json()["rows"].clone();
    let noted: Vec<_> = rows.as_array().unwrap().iter().collect();
    let noted = noted
        .iter()
        .filter(|r| r["paper_received_on"] == "2026-10-05");
    assert_eq!(noted.count(), 1);

    let stranger = reporter.post(&path("/ban-giay"), &right).await;
    assert_eq!(stranger.status, StatusCode::FORBIDDEN);
    let without = office.post(&path("/ban-giay"), &right).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    let reason = [("paper_reason", "Ghi nhầm cho đơn vị khác.")];
    let gone = office.post(&path("/ban-giay/bo"), &reason).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.html());
    assert!(!office.get(&round).await.html().contains(said));
    let history = office.get(&path("/lich-su")).await;
    assert!(history.html().contains("Bỏ ghi nhận bản giấy của báo cáo"));
    assert!(history.html().contains("Ghi nhầm cho đơn vị khác."));
}

#[tokio::test]
async fn r_3_3_an_accepted_report_of_a_closed_round_is_called_locked_everywhere() {
    let test = TestApp::new().await;
    let id = open_quarter(&test).await;
    let path = |verb: &str| format!("/bao-cao/{id}{verb}");
    let head = Browser::sign_in(&test, "tt.syt").await;
    let nil = [("version", "0"), ("nil", "on")];
    let signed = head.post(&path("/ky-gui"), &nil).await;
    assert_eq!(signed.status, StatusCode::SEE_OTHER, "{}", signed.html());
    let office = Browser::sign_in(&test, "dieuphoi").await;
    office.post(&path("/chap-nhan"), &[("number", "1")]).await;
    let round = format!("/ky/{}", store_round(&test, id).await);
    let close = office
        .post(&format!("{round}/dong"), &[("version", "1")])
        .await;
    assert_eq!(close.status, StatusCode::SEE_OTHER);
    for (who, at) in [
        (&office, path("/duyet")),
        (&office, round.clone()),
        (&office, format!("{round}?loc=locked")),
        (&head, path("/xem")),
        (&head, path("")),
        (&head, "/viec-cua-toi".to_owned()),
    ] {
        assert!(who.get(&at).await.html().contains("Đã khoá"), "{at}");
    }
    let page = office.get(&path("/duyet")).await;
    assert!(!page.html().contains("paper_on"), "nothing more is noted");
    let api = head.get("/api/v1/obligations").await.json();
    assert_eq!(api[0]["state"], "locked");
    let form = [("version", "2"), ("reason", "Bổ sung báo cáo còn thiếu.")];
    let again = office.post(&format!("{round}/mo-lai"), &form).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.html());
    assert!(!office.get(&round).await.html().contains("Đã khoá"));
}
