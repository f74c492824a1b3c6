//! Signing in, and the pages that everybody meets first.

use crate::harness::Walk;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_password_keeps_the_login_and_says_what_to_do() {
    let walk = Walk::start().await;
    walk.open("/dang-nhap").await;
    walk.look("dang-nhap").await;
    walk.fill("login", "dieuphoi").await;
    walk.fill("password", "sai-mat-khau").await;
    walk.press("form.card .button").await;
    walk.says("Tên đăng nhập hoặc mật khẩu không đúng.").await;
    let login = walk
        .find("[name='login']")
        .await
        .prop("value")
        .await
        .unwrap();
    assert_eq!(login.as_deref(), Some("dieuphoi"));
    let password = walk
        .find("[name='password']")
        .await
        .prop("value")
        .await
        .unwrap();
    assert_eq!(password.as_deref(), Some(""));
    walk.look("dang-nhap-sai").await;
    walk.sign_in("quantri", "/tai-khoan").await;
    walk.says("Tài khoản").await;
    walk.look("tai-khoan").await;
    walk.end().await;
}
