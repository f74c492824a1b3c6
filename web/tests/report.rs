//! The pages of reports, as a browser walks them: written, signed, returned,
//! corrected, accepted; and everything that must be refused.

use crate::desk::{Browser, open_period, open_quarter};
use axum::http::StatusCode;
use domain::period::PeriodKind;
use testkit::TestApp;

#[tokio::test]
async fn a_report_is_written_signed_returned_corrected_and_accepted_in_the_browser() {
    let test = TestApp::new().await;
    let id = open_quarter(&test).await;
    let path = |verb: &str| format!("/bao-cao/{id}{verb}");
    let reporter = Browser::sign_in(&test, "bc.syt").await;
    let head = Browser::sign_in(&test, "tt.syt").await;
    let office = Browser::sign_in(&test, "dieuphoi").await;

    let duties = reporter.get("/viec-cua-toi").await;
    assert_eq!(duties.status, StatusCode::OK);
    assert!(duties.html().contains(&path("")));
    let page = reporter.get(&path("")).await;
    assert!(page.html().contains("name=\"s.I.1\"") && page.html().contains("name=\"s.I.6.2\""));
    assert!(
        !page.html().contains("name=\"s.I.6.1\""),
        "education is no matter of the health department"
    );
    // §6.1: the report opens with its context; what communes write is theirs.
    assert!(page.html().contains("name=\"s.0\""));
    assert!(!page.html().contains("name=\"s.I.6.7\"") && !page.html().contains("name=\"s.I.6.8\""));
    assert!(!page.html().contains("/ky-gui"), "a reporter does not sign");

    let saved = reporter
        .post(
            &path("/luu"),
            &[("version", "0"), ("s.I.1", "Đã tổ chức 12 hội nghị.")],
        )
        .await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.html());
    let signed = head
        .post(
            &path("/ky-gui"),
            &[("version", "1"), ("s.I.1", "Đã tổ chức 12 hội nghị.")],
        )
        .await;
    assert_eq!(
        signed.location,
        format!("{}?da=report.signed", path("/xem"))
    );
    assert!(
        head.get(&signed.location)
            .await
            .html()
            .contains("Đã tổ chức 12 hội nghị.")
    );

    let review = office.get(&path("/duyet")).await;
    assert!(review.html().contains("Đã tổ chức 12 hội nghị."));
    let short = office
        .post(
            &path("/duyet"),
            &[("number", "1"), ("reason", "Sai"), ("mn.s.I.1", "Xem lại")],
        )
        .await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        short.html().contains("value=\"Xem lại\""),
        "what was typed stays"
    );
    let fields = [
        ("number", "1"),
        ("kind", "correction"),
        ("reason", "Số hội nghị chưa khớp với sổ theo dõi."),
        ("ms.I.1", "1"),
        ("mn.s.I.1", "Xem lại số hội nghị"),
    ];
    assert_eq!(
        office.post(&path("/duyet"), &fields).await.status,
        StatusCode::SEE_OTHER
    );
    let marked = reporter.get(&path("")).await;
    assert!(marked.html().contains("Xem lại số hội nghị"));
    assert!(
        marked
            .html()
            .contains("Số hội nghị chưa khớp với sổ theo dõi.")
    );

    let again = head
        .post(
            &path("/ky-gui"),
            &[("version", "3"), ("s.I.1", "Đã tổ chức 13 hội nghị.")],
        )
        .await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.html());
    let changed = office.get(&path("/duyet")).await;
    assert!(changed.html().contains("<del>12</del>") && changed.html().contains("<ins>13</ins>"));
    let accepted = office.post(&path("/chap-nhan"), &[("number", "2")]).await;
    assert_eq!(accepted.status, StatusCode::SEE_OTHER);
    let first = office.get(&path("/xem?ban=1")).await;
    assert!(first.html().contains("Đã tổ chức 12 hội nghị."));
    assert_eq!(
        office.get(&path("/xem?ban=9")).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn what_is_refused_comes_back_with_everything_typed() {
    let test = TestApp::new().await;
    // A year asks for plain figures with decimals too.
    let id = open_period(&test, PeriodKind::Year, 2025, 1).await;
    let path = |verb: &str| format!("/bao-cao/{id}{verb}");
    let reporter = Browser::sign_in(&test, "bc.syt").await;
    let form = app::report::open_form(&test.reporter("SYT").await, id)
        .await
        .unwrap();
    let plain = form
        .cells
        .iter()
        .find(|c| c.parts.len() == 1 && c.def.scale == 2)
        .unwrap();
    let input = format!("v.{}", plain.def.code);
    let bad = reporter
        .post(
            &path("/luu"),
            &[("version", "0"), ("s.I.1", "Giữ lại."), (&input, "chừng 5")],
        )
        .await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad.html().contains("value=\"chừng 5\"") && bad.html().contains("Giữ lại."));
    assert!(bad.html().contains(&format!("href=\"#f-{input}\"")));
    let doubtful = reporter
        .post(
            &path("/luu"),
            &[("version", "1"), ("s.I.1", "Giữ lại."), (&input, "1,200")],
        )
        .await;
    assert!(
        doubtful.html().contains("id=\"cach-ghi\""),
        "both readings are offered"
    );
    let asked = doubtful.html().split("id=\"cach-ghi\"").nth(1).unwrap();
    let asked = asked.split("</fieldset>").next().unwrap();
    assert!(
        asked.contains("name=\"style\"") && !asked.contains("checked"),
        "a save by itself must not answer for the person (R-3.9): {asked}"
    );
    let clear = reporter
        .post(
            &path("/luu"),
            &[
                ("version", "2"),
                ("s.I.1", "Giữ lại."),
                (&input, "1,200"),
                ("style", "vi"),
            ],
        )
        .await;
    assert_eq!(clear.status, StatusCode::SEE_OTHER);
    assert!(
        reporter
            .get(&path(""))
            .await
            .html()
            .contains("value=\"1,20\"")
    );

    let stale = reporter
        .post(
            &path("/luu"),
            &[("version", "1"), ("s.I.1", "Của người thứ hai.")],
        )
        .await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.html().contains("Của người thứ hai.") && stale.html().contains("Giữ lại."));

    let quiet = reporter
        .post(
            &path("/tu-luu"),
            &[("version", "3"), ("s.I.1", "Tự lưu."), (&input, "99,5")],
        )
        .await;
    assert_eq!(quiet.status, StatusCode::OK);
    assert_eq!(quiet.json()["readings"][&input], "99,50");
    assert_eq!(quiet.json()["version"], 4);
    let foreign = reporter.post("/bao-cao/khong-co/luu", &[]).await;
    assert_eq!(foreign.status, StatusCode::NOT_FOUND);
    let other = Browser::sign_in(&test, "bc.sgddt").await;
    assert_eq!(other.get(&path("")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(other.get(&path("/xem")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_units_own_file_is_previewed_before_it_is_kept() {
    let test = TestApp::new().await;
    let id = open_quarter(&test).await;
    let path = |verb: &str| format!("/bao-cao/{id}{verb}");
    let reporter = Browser::sign_in(&test, "bc.syt").await;
    reporter
        .post(
            &path("/luu"),
            &[("version", "0"), ("s.I.1", "Phần lời đã có.")],
        )
        .await;
    let blank = reporter.get(&path("/bieu-mau.xlsx")).await;
    assert!(blank.media.ends_with("spreadsheetml.sheet"));
    let read = reporter
        .upload(&path("/tai-len"), "bieu.xlsx", &blank.bytes)
        .await;
    assert_eq!(read.status, StatusCode::OK, "{}", read.html());
    assert!(read.html().contains("Phần lời đã có."));
    let wrong = reporter
        .upload(&path("/tai-len"), "bieu.xlsx", b"khong phai bang tinh")
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.html().contains("id=\"e-file\""));
}

#[tokio::test]
async fn a_closed_round_keeps_the_text_and_shows_the_way_to_more_time() {
    let test = TestApp::new().await;
    let id = open_quarter(&test).await;
    let path = |verb: &str| format!("/bao-cao/{id}{verb}");
    let reporter = Browser::sign_in(&test, "bc.syt").await;
    reporter
        .post(
            &path("/luu"),
            &[("version", "0"), ("s.I.1", "Chưa kịp gửi.")],
        )
        .await;
    let office = test.coordinator().await;
    let round = app::report::view(&office, id, None)
        .await
        .unwrap()
        .obligation
        .round;
    let version = app::round::view(&office, round)
        .await
        .unwrap()
        .round
        .version;
    app::round::close(&office, round, version).await.unwrap();
    let refused = reporter
        .post(&path("/luu"), &[("version", "1"), ("s.I.1", "Viết thêm.")])
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.html().contains("Viết thêm.") && refused.html().contains(&path("/gia-han")));
    let asked = [
        ("asked_due_on", "2026-10-15"),
        ("ask_reason", "Chờ số liệu của bệnh viện."),
    ];
    assert_eq!(
        reporter.post(&path("/gia-han"), &asked).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        reporter.post(&path("/gia-han"), &asked).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}

/// the page of an exempt unit says that its request waits for no answer, and
/// takes none.
#[tokio::test]
async fn r_3_6_an_exempt_unit_sees_that_its_request_is_not_needed_any_more() {
    let test = TestApp::new().await;
    let id = open_quarter(&test).await;
    let path = |verb: &str| format!("/bao-cao/{id}{verb}");
    let reporter = Browser::sign_in(&test, "bc.syt").await;
    let asked = [
        ("asked_due_on", "2026-10-09"),
        ("ask_reason", "Chờ số liệu của bệnh viện."),
    ];
    let sent = reporter.post(&path("/gia-han"), &asked).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    let form = format!("action=\"{}\"", path("/gia-han"));
    let (waits, over) = (
        "đang chờ quyết định",
        "không còn cần: đơn vị được miễn báo cáo",
    );
    let page = reporter.get(&path("")).await;
    assert!(page.html().contains(waits) && page.html().contains(&form));
    let input = app::report::ExemptUnit {
        obligation: id,
        reason: "Đơn vị mới thành lập trong kỳ.".into(),
    };
    app::report::exempt(&test.coordinator().await, input)
        .await
        .unwrap();
    let page = reporter.get(&path("")).await;
    let html = page.html();
    assert!(html.contains(over), "{html}");
    assert!(!html.contains(waits) && !html.contains(&form));
}

#[tokio::test]
async fn programs_of_units_report_by_the_api_under_the_same_rules() {
    let test = TestApp::new().await;
    let id = open_quarter(&test).await;
    let head = Browser::sign_in(&test, "tt.syt").await;
    let owed = head.get("/api/v1/obligations").await.json();
    assert_eq!(owed[0]["id"], id.to_string());
    let draft = format!("/api/v1/reports/{id}/draft");
    let body = serde_json::json!({ "sections": [{ "code": "I.1", "text": "Qua API." }] });
    let blind = head.json("PUT", &draft, None, body.clone()).await;
    assert_eq!(
        (blind.status, blind.media.as_str()),
        (
            StatusCode::PRECONDITION_REQUIRED,
            "application/problem+json"
        )
    );
    let kept = head.json("PUT", &draft, Some("\"0\""), body.clone()).await;
    assert_eq!(
        (kept.status, kept.json()["version"].as_i64()),
        (StatusCode::OK, Some(1))
    );
    assert_eq!(
        head.json("PUT", &draft, Some("\"0\""), body).await.status,
        StatusCode::PRECONDITION_FAILED
    );
    let submit = format!("/api/v1/reports/{id}/submit");
    let receipt = head
        .json("POST", &submit, None, serde_json::json!({ "version": 1 }))
        .await;
    assert_eq!(
        (receipt.status, receipt.json()["number"].as_i64()),
        (StatusCode::OK, Some(1))
    );
    let twice = head
        .json("POST", &submit, None, serde_json::json!({ "version": 2 }))
        .await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(twice.json()["errors"][0]["code"], "report.wrong_state");
    let other = Browser::sign_in(&test, "bc.sgddt").await;
    assert_eq!(other.get(&draft).await.status, StatusCode::NOT_FOUND);
}
