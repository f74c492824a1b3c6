//! Signing, sending and withdrawing a signature on the page of a report.

use crate::desk::{Browser, open_quarter};
use axum::http::StatusCode;
use jiff::civil::date;
use testkit::TestApp;

const TEXT: (&str, &str) = ("s.I.1", "Đã tổ chức 12 hội nghị.");

/// the head signs, the clerk sends; both stand on the page and in the history.
#[tokio::test]
async fn r_3_3_the_head_signs_and_the_clerk_sends_on_the_page() {
    let test = TestApp::new().await;
    let id = open_quarter(&test).await;
    let path = |verb: &str| format!("/bao-cao/{id}{verb}");
    let clerk = Browser::sign_in(&test, "bc.syt").await;
    let head = Browser::sign_in(&test, "tt.syt").await;
    let page = head.get(&path("")).await;
    for action in ["/ky-gui\"", "/ky\""] {
        assert!(page.html().contains(&path(action)), "{action}");
    }
    assert!(!clerk.get(&path("")).await.html().contains(&path("/ky\"")));
    let signed = head.post(&path("/ky"), &[("version", "0"), TEXT]).await;
    assert_eq!(
        signed.location,
        format!("{}?da=report.signed_only", path(""))
    );

    let page = clerk.get(&path("")).await;
    let html = page.html();
    assert!(html.contains("Đã ký, chưa gửi") && html.contains("Người dùng tt.syt ký lúc"));
    assert!(html.contains(&path("/gui\"")), "who writes sends");
    assert!(
        !html.contains(&path("/rut-chu-ky\"")),
        "who signed withdraws"
    );
    assert!(html.contains("<fieldset disabled>"), "{html}");
    let duties = clerk.get("/viec-cua-toi").await;
    assert!(duties.html().contains("Đã ký: gửi đi"));
    let office = Browser::sign_in(&test, "dieuphoi").await;
    let seen = office.get(&path("/duyet")).await;
    assert!(seen.html().contains("Người dùng tt.syt ký lúc"));
    assert!(!seen.html().contains("12 hội nghị"), "not sent, not shown");

    let sent = clerk.post(&path("/gui"), &[("version", "2")]).await;
    assert_eq!(sent.location, format!("{}?da=report.sent", path("/xem")));
    let seen = office.get(&path("/xem")).await;
    assert!(seen.html().contains("12 hội nghị"));
    assert!(seen.html().contains("Người gửi: Người dùng bc.syt"));
    let history = office.get(&path("/lich-su")).await;
    for act in ["Ký báo cáo", "Gửi báo cáo, hệ thống nhận"] {
        assert!(history.html().contains(act), "{act}");
    }
}

/// a save that comes after the signature is refused, with what was typed.
#[tokio::test]
async fn r_3_3_a_save_after_the_signature_comes_back_with_everything_typed() {
    let test = TestApp::new().await;
    let id = open_quarter(&test).await;
    let path = |verb: &str| format!("/bao-cao/{id}{verb}");
    let clerk = Browser::sign_in(&test, "bc.syt").await;
    let head = Browser::sign_in(&test, "tt.syt").await;
    head.post(&path("/ky"), &[("version", "0"), TEXT]).await;
    let typed = [("version", "1"), ("s.I.1", "Viết thêm sau khi ký.")];
    let refused = clerk.post(&path("/luu"), &typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.html().contains("rút chữ ký để sửa"));
    assert!(refused.html().contains("Viết thêm sau khi ký."));
    let quiet = clerk.post(&path("/tu-luu"), &typed).await;
    assert_eq!(quiet.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(quiet.json()["errors"][0]["code"], "report.is_signed");

    let other = clerk.post(&path("/rut-chu-ky"), &[]).await;
    assert_eq!(other.status, StatusCode::FORBIDDEN);
    let free = head.post(&path("/rut-chu-ky"), &[]).await;
    assert_eq!(free.location, format!("{}?da=report.unsigned", path("")));
    let unsigned = clerk.post(&path("/gui"), &[("version", "3")]).await;
    assert_eq!(unsigned.status, StatusCode::UNPROCESSABLE_ENTITY);
    let saved = clerk.post(&path("/luu"), &typed).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.html());
}

/// who sends what was signed in time and is late by now is asked why.
#[tokio::test]
async fn r_3_5_who_sends_late_is_asked_why_beside_the_button() {
    let test = TestApp::new().await;
    let id = open_quarter(&test).await;
    let path = |verb: &str| format!("/bao-cao/{id}{verb}");
    let head = Browser::sign_in(&test, "tt.syt").await;
    head.post(&path("/ky"), &[("version", "0"), TEXT]).await;
    test.go_to(date(2026, 10, 7));
    let clerk = Browser::sign_in(&test, "bc.syt").await;
    let page = clerk.get(&path("")).await;
    assert_eq!(page.html().matches("id=\"f-late_reason\"").count(), 1);
    let label = [("version", "2"), ("late_reason", "Bận họp")];
    let refused = clerk.post(&path("/gui"), &label).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.html().contains(">Bận họp</textarea>"));
    let said = [
        ("version", "2"),
        ("late_reason", "Chờ số liệu của ba xã vùng cao."),
    ];
    let sent = clerk.post(&path("/gui"), &said).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.html());
}

/// programs sign, send and withdraw by the same acts as people.
#[tokio::test]
async fn r_3_3_programs_sign_withdraw_and_send_too() {
    let test = TestApp::new().await;
    let id = open_quarter(&test).await;
    let path = |verb: &str| format!("/api/v1/reports/{id}/{verb}");
    let head = Browser::sign_in(&test, "tt.syt").await;
    let clerk = Browser::sign_in(&test, "bc.syt").await;
    let version = |n: i64| serde_json::json!({ "version": n });
    let body = serde_json::json!({ "sections": [{ "code": "I.1", "text": "Qua API." }] });
    head.json("PUT", &path("draft"), Some("\"0\""), body.clone())
        .await;
    let refused = clerk.json("POST", &path("sign"), None, version(1)).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let signed = head.json("POST", &path("sign"), None, version(1)).await;
    assert_eq!(signed.status, StatusCode::OK, "{}", signed.html());
    assert_eq!(signed.json()["version"], 2);
    let draft = clerk.get(&path("draft")).await.json();
    assert_eq!(draft["state"], "signed");
    assert_eq!(draft["refusal"], "report.is_signed");
    assert_eq!(draft["signed_by"], "Người dùng tt.syt");
    let stuck = clerk.json("PUT", &path("draft"), Some("\"2\""), body).await;
    assert_eq!(stuck.json()["errors"][0]["code"], "report.is_signed");
    let nothing = serde_json::json!({});
    let free = path("withdraw-signature");
    let freed = head.json("POST", &free, None, nothing).await;
    assert_eq!(freed.status, StatusCode::NO_CONTENT);
    let signed = head.json("POST", &path("sign"), None, version(3)).await;
    let sealed = signed.json()["sha256"].clone();
    let sent = clerk.json("POST", &path("send"), None, version(4)).await;
    assert_eq!(sent.status, StatusCode::OK, "{}", sent.html());
    assert_eq!(
        (&sent.json()["number"], &sent.json()["sha256"]),
        (&serde_json::json!(1), &sealed)
    );
}
