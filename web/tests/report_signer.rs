//! The page of a report for who is only delegated to sign: it is read, signed,
//! sent or freed of the signature there, and has no input that would be refused.

use crate::desk::{Browser, open_quarter};
use axum::http::StatusCode;
use domain::account::Right;
use domain::id::ObligationId;
use jiff::civil::date;
use testkit::TestApp;

const TEXT: (&str, &str) = ("s.I.1", "Đã tổ chức 12 hội nghị.");

/// A clerk of another department signs for the head of this one.
async fn world() -> (TestApp, ObligationId) {
    let test = TestApp::new().await;
    let id = open_quarter(&test).await;
    let head = test.head("SYT").await;
    let new = app::account::NewDelegation {
        post: head.actor.person().unwrap().posts[0].id,
        to: "bc.sgddt".into(),
        from: head.today(),
        last_day: date(2026, 10, 30),
        rights: vec![Right::SignReport],
        reason: "Đi công tác.".into(),
    };
    let office = test.head_of_office().await;
    app::account::delegate(&office, new).await.unwrap();
    (test, id)
}

/// the whole way of a signature, without a right to write.
#[tokio::test]
async fn r_1_6_who_only_signs_reads_signs_withdraws_and_sends_on_the_page() {
    let (test, id) = world().await;
    let path = |verb: &str| format!("/bao-cao/{id}{verb}");
    let clerk = Browser::sign_in(&test, "bc.syt").await;
    let signer = Browser::sign_in(&test, "bc.sgddt").await;
    let duties = signer.get("/viec-cua-toi").await;
    assert!(duties.html().contains(&format!("href=\"{}\"", path(""))));
    assert!(duties.html().contains("Chờ đơn vị soạn"));
    let empty = signer.get(&path("")).await;
    assert_eq!(empty.status, StatusCode::OK);
    assert!(!empty.html().contains(&path("/ky\"")), "nothing to sign");

    let typed = [("version", "0"), TEXT, ("v.YT-09", "1200")];
    clerk.post(&path("/luu"), &typed).await;
    let page = signer.get(&path("")).await;
    let html = page.html();
    assert!(html.contains(TEXT.1) && html.contains("1.200"), "{html}");
    for action in ["/ky\"", "/ky-gui\""] {
        assert!(html.contains(&path(action)), "{action}");
    }
    for saves in ["/luu\"", "/dan\"", "/tai-len\"", "/minh-chung\""] {
        assert!(!html.contains(&path(saves)), "{saves}");
    }
    let inputs = ["<textarea", "name=\"s.", "name=\"v.", "type=\"file\""];
    for script in ["data-report=", "/assets/report.js", "id=\"quy-tac\""] {
        assert!(!html.contains(script), "nothing saves by itself: {script}");
    }
    assert!(inputs.iter().all(|input| !html.contains(input)), "{html}");
    let duties = signer.get("/viec-cua-toi").await;
    assert!(duties.html().contains("Đọc và ký gửi"));

    for save in ["/luu", "/tu-luu", "/ky", "/ky-gui"] {
        let refused = signer.post(&path(save), &typed).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{save}");
    }
    let stale = [("version", "0"), ("stored", "1")];
    let refused = signer.post(&path("/ky"), &stale).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    let read = [("version", "1"), ("stored", "1")];
    let signed = signer.post(&path("/ky"), &read).await;
    assert_eq!(
        signed.location,
        format!("{}?da=report.signed_only", path(""))
    );
    let page = signer.get(&path("")).await;
    let html = page.html();
    assert!(html.contains("Người dùng bc.sgddt ký lúc"));
    assert!(html.contains(&path("/gui\"")) && html.contains(&path("/rut-chu-ky\"")));
    assert!(!html.contains(&path("/ky\"")), "it is signed");
    let signed = html.split("id=\"da-ky\"").nth(1).unwrap();
    let signed = signed.split("</section>").next().unwrap();
    let row = signed.split("<div class=\"row\">").nth(1);
    let buttons = row.expect("a gap between the buttons").matches("<button");
    assert_eq!(buttons.count(), 2);

    let free = signer.post(&path("/rut-chu-ky"), &[]).await;
    assert_eq!(free.location, format!("{}?da=report.unsigned", path("")));
    let read = [("version", "3"), ("stored", "1")];
    let sent = signer.post(&path("/ky-gui"), &read).await;
    let done = format!("{}?da=report.signed", path("/xem"));
    assert_eq!(sent.location, done, "{}", sent.html());
    let history = signer.get(&path("/lich-su")).await;
    assert!(history.html().contains("Ký báo cáo"));
}

/// without the unit's reason a late report is signed first; who sends it then
/// says why.
#[tokio::test]
async fn r_3_5_who_only_signs_gives_the_reason_of_lateness_when_sending() {
    let (test, id) = world().await;
    let path = |verb: &str| format!("/bao-cao/{id}{verb}");
    let clerk = Browser::sign_in(&test, "bc.syt").await;
    clerk.post(&path("/luu"), &[("version", "0"), TEXT]).await;
    test.go_to(date(2026, 10, 7));
    let signer = Browser::sign_in(&test, "bc.sgddt").await;
    let page = signer.get(&path("")).await;
    assert!(page.html().contains("hãy ký trước"));
    assert!(!page.html().contains(&path("/ky-gui\"")));
    let read = [("version", "1"), ("stored", "1")];
    let early = signer.post(&path("/ky-gui"), &read).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(early.html().matches("id=\"f-late_reason\"").count(), 1);
    signer.post(&path("/ky"), &read).await;
    let page = signer.get(&path("")).await;
    assert_eq!(page.html().matches("id=\"f-late_reason\"").count(), 1);
    let said = [
        ("version", "2"),
        ("late_reason", "Chờ số liệu của ba xã vùng cao."),
    ];
    let sent = signer.post(&path("/gui"), &said).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.html());
}

/// what blocks the signature is found by its link, is shown as it was typed, and
/// is for who writes the report to mend.
#[tokio::test]
async fn r_3_7_what_blocks_the_signature_is_shown_where_its_links_lead() {
    let (test, id) = world().await;
    let path = |verb: &str| format!("/bao-cao/{id}{verb}");
    let clerk = Browser::sign_in(&test, "bc.syt").await;
    let signer = Browser::sign_in(&test, "bc.sgddt").await;
    let typed = [("version", "0"), TEXT, ("v.YT-09", "mười hai")];
    clerk.post(&path("/luu"), &typed).await;
    let read = [("version", "1"), ("stored", "1")];
    let refused = signer.post(&path("/ky"), &read).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for page in [signer.get(&path("")).await, refused] {
        let html = page.html();
        let links = html.split("href=\"#").skip(1);
        let links: Vec<&str> = links.filter_map(|rest| rest.split('"').next()).collect();
        assert!(links.contains(&"f-v.YT-09"), "{links:?}");
        for link in links {
            assert!(html.contains(&format!("id=\"{link}\"")), "{link}");
        }
        assert!(html.contains("mười hai"));
        assert!(html.contains("người lập báo cáo của đơn vị sửa, giải thích xong"));
    }
}

/// no address of the page that changes the draft takes anything from who only
/// signs, and neither does the API.
#[tokio::test]
async fn r_1_6_every_way_to_change_the_draft_is_refused_over_http() {
    let (test, id) = world().await;
    let path = |verb: &str| format!("/bao-cao/{id}{verb}");
    let clerk = Browser::sign_in(&test, "bc.syt").await;
    let signer = Browser::sign_in(&test, "bc.sgddt").await;
    clerk.post(&path("/luu"), &[("version", "0"), TEXT]).await;
    let record = "Biên bản.".as_bytes();
    let added = clerk
        .upload(&path("/minh-chung"), "bien-ban.txt", record)
        .await;
    assert_eq!(added.status, StatusCode::SEE_OTHER);
    let form = async || {
        let reporter = test.reporter("SYT").await;
        app::report::open_form(&reporter, id).await.unwrap()
    };
    let before = form().await;
    let file = path(&format!("/minh-chung/{}", before.files[0].sha256));
    assert_eq!(signer.get(&file).await.status, StatusCode::OK);

    let tag = format!("\"{}\"", before.draft_version());
    let other = serde_json::json!({ "sections": [{ "code": "I.1", "text": "Khác." }] });
    let draft = format!("/api/v1/reports/{id}/draft");
    let block = [("version", "2"), ("b.y_te", "YT-09\t5")];
    let refused = [
        signer.post(&path("/dan"), &block).await,
        signer.upload(&path("/tai-len"), "a.xlsx", record).await,
        signer.upload(&path("/minh-chung"), "b.txt", record).await,
        signer.post(&format!("{file}/bo"), &[]).await,
        signer.json("PUT", &draft, Some(&tag), other).await,
    ];
    let refused = refused.map(|answer| answer.status);
    assert_eq!(refused, [StatusCode::FORBIDDEN; 5]);
    let after = form().await;
    assert_eq!(after.draft_version(), before.draft_version());
    assert_eq!(after.files.len(), 1);
}

/// a returned report waits for the unit, and its page does not say that nothing
/// is written.
#[tokio::test]
async fn r_3_4_a_returned_report_is_not_offered_for_signing_in_the_list() {
    let (test, id) = world().await;
    let path = |verb: &str| format!("/bao-cao/{id}{verb}");
    let clerk = Browser::sign_in(&test, "bc.syt").await;
    let signer = Browser::sign_in(&test, "bc.sgddt").await;
    clerk.post(&path("/luu"), &[("version", "0"), TEXT]).await;
    let read = [("version", "1"), ("stored", "1")];
    let sent = signer.post(&path("/ky-gui"), &read).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    let back = app::report::ReturnReport {
        obligation: id,
        number: 1,
        kind: Some(domain::report::ReturnKind::Correction),
        reason: "Số liệu mục I.1 chưa khớp với quý trước.".into(),
        marks: Vec::new(),
    };
    let office = test.coordinator().await;
    app::report::return_to_unit(&office, back).await.unwrap();
    let duties = signer.get("/viec-cua-toi").await;
    assert!(duties.html().contains("Chờ đơn vị soạn, sửa"));
    assert!(!duties.html().contains("Đọc và ký gửi"));
    let page = signer.get(&path("")).await;
    assert!(page.html().contains("Số liệu mục I.1 chưa khớp"));
    assert!(page.html().contains(TEXT.1));
}
