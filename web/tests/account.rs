//! One's own account, accounts and delegation in a browser without script.

use crate::walker::Browser;
use axum::http::StatusCode;
use testkit::TestApp;

#[tokio::test]
async fn the_administrator_gives_and_ends_posts_and_locks_on_the_page() {
    let test = TestApp::new().await;
    let admin = Browser::sign_in(&test, "quantri").await;
    let account = test.province.accounts["bc.syt"];
    let page = format!("/tai-khoan/{account}");
    let list = admin.get("/tai-khoan").await;
    assert!(list.html.contains(&page));
    let to = format!("{page}/chuc-danh");
    let form =
        "unit=SKHCN&role=head_of_unit&title=Ph%C3%B3&voting=1&from=2026-11-01&last_day=2026-10-31";
    let refused = admin.post_from(&page, &to, form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.html.contains("value=\"2026-10-31\""));
    assert!(refused.html.contains("name=\"voting\" value=\"1\" checked"));
    let form =
        "unit=SKHCN&role=head_of_unit&voting=1&behalf=SYT&from=2026-11-01&last_day=2026-12-31";
    let given = admin.post_from(&page, &to, form).await;
    assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.html);
    let shown = admin.get(&page).await;
    assert!(shown.html.contains("31/12/2026") && shown.html.contains("chưa bắt đầu"));
    // the vote stands beside the role, and only of that post.
    let votes = "Thủ trưởng đơn vị, có quyền biểu quyết";
    assert_eq!(shown.html.matches(votes).count(), 1, "{}", shown.html);
    let end = shown.html.split("/chuc-danh/").nth(1).unwrap();
    let end = format!("{page}/chuc-danh/{}", end.split('"').next().unwrap());
    let ended = admin.post_from(&page, &end, "on=2026-10-05").await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER, "{}", ended.html);

    let reporter = Browser::sign_in(&test, "bc.syt").await;
    let locked = admin.post_from(&page, &format!("{page}/khoa"), "").await;
    assert_eq!(locked.status, StatusCode::SEE_OTHER, "{}", locked.html);
    let away = reporter.get("/viec-cua-toi").await;
    assert!(away.location.starts_with("/dang-nhap"), "{}", away.location);
    assert!(admin.get(&page).await.html.contains("Đã khóa"));
}

#[tokio::test]
async fn a_password_that_serves_once_opens_nothing_but_the_own_account() {
    let test = TestApp::new().await;
    let admin = Browser::sign_in(&test, "quantri").await;
    let page = format!("/tai-khoan/{}", test.province.accounts["bc.syt"]);
    let to = format!("{page}/mat-khau");
    let short = admin.post_from(&page, &to, "password=ng%E1%BA%AFn").await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!short.html.contains("ngắn"));
    // The password of the tests, so that the browser can sign in with it.
    let form = format!("password={}", testkit::PASSWORD);
    admin.post_from(&page, &to, &form).await;
    let reporter = Browser::sign_in(&test, "bc.syt").await;
    assert_eq!(reporter.get("/viec-cua-toi").await.location, "/ca-nhan");
    let own = reporter.get("/ca-nhan").await;
    assert!(own.html.contains("chỉ dùng một lần"));
    let to = "/ca-nhan/mat-khau";
    let form = format!(
        "old={}&password=khac-han-cu&again=khac-han",
        testkit::PASSWORD
    );
    let refused = reporter.post_from("/ca-nhan", to, &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!refused.html.contains("khac-han"));
    let form = format!(
        "old={}&password=khac-han-cu&again=khac-han-cu",
        testkit::PASSWORD
    );
    let done = reporter.post_from("/ca-nhan", to, &form).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
    assert_eq!(reporter.get("/viec-cua-toi").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_head_delegates_in_two_steps_and_the_journal_names_both() {
    let test = TestApp::new().await;
    let head = Browser::sign_in(&test, "tt.syt").await;
    let own = head.get("/uy-quyen").await;
    let post = own.html.split("<option value=\"").nth(1).unwrap();
    let post = post.split('"').next().unwrap().to_owned();
    let second = head.get(&format!("/uy-quyen?chuc={post}")).await;
    assert!(second.html.contains("<option value=\"bc.syt\">"));
    assert!(second.html.contains("value=\"report.sign\""));
    let form = format!("post={post}&to=bc.syt&from=2026-10-05&last_day=&reason=");
    let refused = head.post_from("/uy-quyen", "/uy-quyen", &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.html.contains("value=\"bc.syt\""));
    let form =
        format!("post={post}&to=bc.syt&from=2026-10-05&last_day=2026-10-09&reason=Ngh%E1%BB%89");
    let done = head.post_from("/uy-quyen", "/uy-quyen", &form).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);

    let reporter = Browser::sign_in(&test, "bc.syt").await;
    let own = reporter.get("/ca-nhan").await;
    assert!(
        own.html
            .contains("Thay Người dùng tt.syt đến hết ngày 09/10/2026")
    );

    // An act that needs the delegated right carries both names.
    let ctx = test.reporter("SYT").await;
    ctx.require(domain::account::Right::SignReport, test.unit("SYT"))
        .await
        .unwrap();
    let entry = ctx.entry(
        "report.sign",
        domain::journal::Noun::Report,
        ctx.new_id(),
        Some(test.unit("SYT")),
        serde_json::json!({}),
    );
    ctx.commit(ctx.begin().await.unwrap(), entry).await.unwrap();
    let inspector = Browser::sign_in(&test, "kiemtra").await;
    let journal = inspector.get("/nhat-ky").await;
    assert!(
        journal
            .html
            .contains("Người dùng bc.syt thay Người dùng tt.syt")
    );
    let id = head.get("/uy-quyen").await.html;
    let id = id.split("/uy-quyen/").nth(1).unwrap();
    let id = id.split('/').next().unwrap().to_owned();
    let stranger = Browser::sign_in(&test, "bc.sgddt").await;
    let to = format!("/uy-quyen/{id}/thu-hoi");
    let refused = stranger.post_from("/uy-quyen", &to, "").await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    let gone = head.post_from("/uy-quyen", &to, "").await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.html);
}
