//! The page of a directive, as who keeps the register sees it.

use crate::crowd::fields_of;
use crate::desk::Browser;
use axum::http::StatusCode;
use testkit::TestApp;

/// the page says how a number was typed only where that is not its standard form.
#[tokio::test]
async fn r_2_1_the_page_of_a_directive_says_how_its_number_was_typed() {
    let test = TestApp::new().await;
    let office = Browser::sign_in(&test, "dieuphoi").await;
    for (typed, symbol, said) in [
        ("20 – NQ/TW", "20-NQ/TW", Some("ghi là “20 – NQ/TW”")),
        ("29-NQ/TW", "29-NQ/TW", None),
    ] {
        let fields = [("symbol", typed), ("issued_on", "2017-10-25")];
        let entered = office.post("/van-ban", &fields).await;
        assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.html());
        let page = office.get(&entered.location).await;
        let html = page.html();
        assert!(html.contains(symbol), "{html}");
        match said {
            Some(said) => assert!(html.contains(said), "{html}"),
            None => assert!(!html.contains("ghi là"), "{html}"),
        }
    }
    let listed = office.get("/api/v1/directives?q=20-nq/tw").await.json();
    assert_eq!(listed["items"][0]["symbol"], "20-NQ/TW");
    assert_eq!(listed["items"][0]["symbol_as_typed"], "20 – NQ/TW");
}

/// what is entered from the offer below a text field keeps the form in which it
/// stands in the text.
#[tokio::test]
async fn r_2_1_a_number_offered_while_typing_is_entered_as_it_was_typed() {
    let test = TestApp::new().await;
    let office = Browser::sign_in(&test, "dieuphoi").await;
    let text = "Tiếp tục thực hiện Nghị quyết số 20 – NQ/TW";
    let told = office.post("/van-ban/nhan-so", &[("text", text)]).await;
    let create = told.json()[0]["create"].as_str().unwrap().to_owned();
    let form = office.get(create.split('#').next().unwrap()).await;
    let mut sent = fields_of(&form, "form[action='/van-ban'][method='post']");
    let symbol = sent.iter().find(|(name, _)| name == "symbol");
    assert_eq!(symbol.unwrap().1, "20 – NQ/TW");
    sent.retain(|(name, _)| name != "issued_on");
    sent.push(("issued_on".into(), "2017-10-25".into()));
    let sent: Vec<(&str, &str)> = sent.iter().map(|(n, v)| (&n[..], &v[..])).collect();
    let entered = office.post("/van-ban", &sent).await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.html());
    let page = office.get(&entered.location).await;
    let said = "ghi là “20 – NQ/TW”";
    assert!(page.html().contains(said), "{}", page.html());
}
