//! The pages on the way to issue: opinions, submission, comparing, plans.

use crate::browser_of_pages::{Browser, round};
use axum::http::StatusCode;

#[tokio::test]
async fn r_4_6_the_draft_is_asked_about_commented_answered_and_submitted_on_pages() {
    let (test, round) = round().await;
    let office = Browser::sign_in(&test, "dieuphoi").await;
    let bench = office.get(&format!("/tong-hop/{round}/soan?muc=I.1")).await;
    let token = bench.hidden("_token");
    let text = format!("_token={token}&section=I.1&version=0&text=Chung.");
    office
        .post(&format!("/tong-hop/{round}/soan/them"), &text)
        .await;
    let page = format!("/tong-hop/{round}/y-kien");
    let wrong = format!(
        "_token={token}&version=1&opens_on=x&opens_time=8h&closes_on=06%2F10%2F2026&closes_time=17%3A00"
    );
    let refused = office.post(&format!("{page}/hoi"), &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.html.contains("06/10/2026"), "what was typed stays");
    let unit = test.unit("SGDDT");
    let ask = format!(
        "_token={token}&version=1&opens_on=05%2F10%2F2026&opens_time=08%3A00&closes_on=06%2F10%2F2026&closes_time=17%3A00&unit={unit}"
    );
    let asked = office.post(&format!("{page}/hoi"), &ask).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.html);
    // The page of freezing says what is in the way, and freezing is refused for it.
    let chot = format!("/tong-hop/{round}/chot");
    let hindered = office.get(&chot).await.html;
    assert!(hindered.contains("Đang có đợt lấy ý kiến:"), "{hindered}");
    let freeze = format!("_token={token}&version=1");
    let refused = office.post(&format!("{chot}/chot"), &freeze).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let waiting = office.get(&page).await.html;
    assert!(
        waiting.contains("Đã hỏi 1 đơn vị; chưa có ý kiến: 1")
            && waiting.contains(">chưa có ý kiến<"),
        "{waiting}"
    );
    let reporter = Browser::sign_in(&test, "bc.sgddt").await;
    let letters = app::message::mine(&test.reporter("SGDDT").await)
        .await
        .unwrap();
    let link = letters
        .iter()
        .find_map(|m| m.body.split("/y-kien/").nth(1))
        .expect("a link");
    let id: String = link.chars().take(36).collect();
    let draft = reporter.get(&format!("/y-kien/{id}")).await;
    assert!(draft.html.contains("Chung."), "{}", draft.html);
    let mine = draft.hidden("_token");
    let empty = format!("_token={mine}&unit={unit}&place=I.1%231&text=");
    let refused = reporter.post(&format!("/y-kien/{id}"), &empty).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let say = format!("_token={mine}&unit={unit}&place=I.1%231&text=Ghi+s%E1%BB%91+l%E1%BB%9Bp.");
    let said = reporter.post(&format!("/y-kien/{id}"), &say).await;
    assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.html);
    let shown = office.get(&page).await;
    assert!(shown.html.contains("Mục I.1, đoạn 1") && shown.html.contains("Ghi số lớp."));
    // Who was asked, and who has answered.
    assert!(
        shown.html.contains("Đã hỏi 1 đơn vị; chưa có ý kiến: 0"),
        "{}",
        shown.html
    );
    assert!(shown.html.contains("đã có ý kiến"), "{}", shown.html);
    let opinion = shown.hidden("opinion");
    let bare = format!("_token={token}&opinion={opinion}&version=1&answer=rejected&text=");
    let refused = office.post(&format!("{page}/tra-loi"), &bare).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let answer = format!("_token={token}&opinion={opinion}&version=1&answer=accepted&text=Xong");
    let answered = office.post(&format!("{page}/tra-loi"), &answer).await;
    assert_eq!(answered.status, StatusCode::SEE_OTHER, "{}", answered.html);
    office
        .post(&format!("{page}/dong"), &format!("_token={token}"))
        .await;
    let submit = format!("_token={token}&version=1&note=");
    let submitted = office.post(&format!("{chot}/trinh"), &submit).await;
    assert_eq!(
        submitted.status,
        StatusCode::SEE_OTHER,
        "{}",
        submitted.html
    );
    let head = Browser::sign_in(&test, "truongban").await;
    let before_signature = head.get(&chot).await;
    // the unit's text of the section is not in the report.
    assert!(
        before_signature.html.contains("Mục I.1")
            && before_signature
                .html
                .contains("1 đơn vị có nội dung chưa dùng"),
        "{}",
        before_signature.html
    );
    let bench = office.get(&format!("/tong-hop/{round}/soan")).await.html;
    assert!(bench.contains("Báo cáo đang trình ký"), "{bench}");
    let head_token = before_signature.hidden("_token");
    let bare = format!("_token={head_token}&version=1&reason=");
    let refused = head.post(&format!("{chot}/tra-lai"), &bare).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let back = format!("_token={head_token}&version=1&reason=Vi%E1%BA%BFt+l%E1%BA%A1i.");
    let returned = head.post(&format!("{chot}/tra-lai"), &back).await;
    assert_eq!(returned.status, StatusCode::SEE_OTHER, "{}", returned.html);
    let compared = office
        .get(&format!(
            "/tong-hop/{round}/so-sanh?tu=opinion-1&den=submission-1"
        ))
        .await;
    assert!(
        compared.html.contains("Hai bản giống nhau"),
        "{}",
        compared.html
    );
    let unknown = office
        .get(&format!("/tong-hop/{round}/so-sanh?tu=live-1&den=x"))
        .await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn plans_are_kept_on_a_page_of_the_office() {
    let (test, _) = round().await;
    let office = Browser::sign_in(&test, "dieuphoi").await;
    let page = office.get("/ke-hoach?nam=2026").await;
    let token = page.hidden("_token");
    let unit = test.unit("SGDDT");
    let bad = format!("_token={token}&year=2026&unit={unit}&indicator=GD-09&value=m%E1%BB%99t");
    let refused = office.post("/ke-hoach", &bad).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.html.contains("value=\"một\""), "{}", refused.html);
    let good = format!(
        "_token={token}&year=2026&unit={unit}&indicator=GD-09&value=2.400&note=12-CTr%2FTU"
    );
    let set = office.post("/ke-hoach", &good).await;
    assert_eq!(set.status, StatusCode::SEE_OTHER, "{}", set.html);
    assert!(
        office
            .get("/ke-hoach?nam=2026")
            .await
            .html
            .contains("2.400 người")
    );
    let unit = Browser::sign_in(&test, "bc.syt").await;
    assert_eq!(unit.get("/ke-hoach").await.status, StatusCode::FORBIDDEN);
}
