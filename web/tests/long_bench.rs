//! The workbench over a long draft and hundreds of indicators, and the choice of a
//! post among hundreds. No page is over 60 KB, which [`crate::desk`] holds.

use crate::crowd::*;
use crate::desk::Browser;
use axum::http::StatusCode;
use domain::id::RoundId;
use scraper::Html;
use std::collections::BTreeSet;
use testkit::TestApp;

const PARAGRAPHS: usize = 60;

/// A round with further indicators and a draft of many paragraphs.
async fn long_draft(test: &TestApp, more_indicators: usize) -> RoundId {
    let round = crowded_round(test, more_indicators).await;
    let office = test.coordinator().await;
    for number in 1..PARAGRAPHS {
        let add = app::consolidation::Add {
            round,
            section: "I.1".into(),
            text: format!("Đoạn thứ {number}: {}", "đã mở lớp. ".repeat(40)),
            version: i32::try_from(number).unwrap(),
        };
        app::consolidation::add(&office, add).await.unwrap();
    }
    round
}

#[tokio::test]
async fn r_4_3_a_long_draft_is_turned_and_an_act_comes_back_to_its_page() {
    let test = TestApp::new().await;
    let round = long_draft(&test, 200).await;
    let browser = Browser::sign_in(&test, "dieuphoi").await;
    let at = format!("/tong-hop/{round}/soan?muc=I.1");
    let pages = turned(&browser, &at).await;
    let words: BTreeSet<String> = texts(&pages, "article.card > p:first-child")
        .into_iter()
        .collect();
    assert_eq!(words.len(), PARAGRAPHS);
    let tokens: BTreeSet<String> = texts(&pages, "#so-lieu dt").into_iter().collect();
    assert!(tokens.len() > 200, "{}", tokens.len());
    assert!(texts_of(&pages[0], "#so-lieu dt").len() <= 50);

    // An edit stays where it was made; what is added is shown, at the end.
    let second = browser.get(&format!("{at}&doan=2")).await;
    let form = "article:nth-of-type(2) form";
    let edit = format!("/tong-hop/{round}/soan/sua");
    let edited = press(
        &browser,
        (&second, form, &edit),
        &[("text", "Sửa lại.")],
        &[],
    )
    .await;
    assert_eq!(edited.status, StatusCode::SEE_OTHER, "{}", edited.html());
    assert!(
        browser
            .get(&edited.location)
            .await
            .html()
            .contains("<p>Sửa lại.</p>")
    );
    let wrong = [("text", "Xem {{XX-99}}")];
    let second = browser.get(&format!("{at}&doan=2")).await;
    let refused = press(&browser, (&second, form, &edit), &wrong, &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.html().contains("Xem {{XX-99}}"),
        "what was typed stays"
    );
    let add = format!("/tong-hop/{round}/soan/them");
    let written = [("text", "Câu cuối cùng.")];
    let added = press(
        &browser,
        (&second, "form[action$='/them']", &add),
        &written,
        &[],
    )
    .await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.html());
    assert!(
        browser
            .get(&added.location)
            .await
            .html()
            .contains("<p>Câu cuối cùng.</p>")
    );
}

/// What was typed may be so long that the draft is cut elsewhere: the form that is
/// refused is shown all the same, open and with every word.
#[tokio::test]
async fn r_3_10_a_refused_edit_of_a_long_draft_is_shown_on_the_page_of_its_paragraph() {
    let test = TestApp::new().await;
    let round = long_draft(&test, 1).await;
    let browser = Browser::sign_in(&test, "dieuphoi").await;
    let second = browser
        .get(&format!("/tong-hop/{round}/soan?muc=I.1&doan=2"))
        .await;
    let drafts = "section[aria-labelledby='ban-thao'] article";
    let last = texts_of(&second, drafts).len();
    assert!(last > 1, "{last}");
    let form = format!("{drafts}:nth-of-type({last}) form");
    let typed = format!(
        "Xem {{{{XX-99}}}} {}",
        "dài thêm nhiều chữ nữa. ".repeat(600)
    );
    let edit = format!("/tong-hop/{round}/soan/sua");
    let pressed = (&second, form.as_str(), edit.as_str());
    let refused = press(&browser, pressed, &[("text", typed.as_str())], &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let html = Html::parse_document(refused.html());
    let open = select(&html, "article details[open] textarea");
    assert_eq!(open.len(), 1, "{}", refused.html());
    assert_eq!(open[0].text().collect::<String>().trim(), typed.trim());
    // The forms beside it come from the page that is shown.
    let pages: BTreeSet<String> = refused
        .html()
        .split("name=\"doan\" value=\"")
        .skip(1)
        .filter_map(|rest| Some(rest.split('"').next()?.to_owned()))
        .collect();
    assert_eq!(pages.len(), 1, "{pages:?}");
    assert!(!pages.contains("1"), "{pages:?}");
}

#[tokio::test]
async fn r_1_6_a_post_among_hundreds_is_sought_before_it_is_delegated() {
    let test = crowd().await;
    let head = Browser::sign_in(&test, "truongban").await;
    let options = "#f-chuc option";
    let first = head.get("/uy-quyen").await;
    assert_eq!(texts_of(&first, options).len(), 50);
    assert!(first.html().contains("chức vụ nữa; hãy tìm để thu hẹp"));
    let found = head.get("/uy-quyen?tim=dong+lam+321").await;
    let named = texts_of(&found, options);
    assert_eq!(named.len(), 1, "{named:?}");
    let nobody = head.get("/uy-quyen?tim=khong+co+ai").await;
    assert!(nobody.html().contains("Không tìm thấy chức vụ nào như vậy"));
}
