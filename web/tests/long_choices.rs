//! Choosing among hundreds of units over many pages of at most 60 KB: nothing
//! chosen is lost by turning a page, by a search or by a mistake.

use crate::crowd::*;
use crate::desk::{Answer, Browser};
use axum::http::StatusCode;
use domain::id::RoundId;
use scraper::Html;
use std::collections::BTreeSet;
use testkit::TestApp;

/// The units that the last round of opinions asked.
async fn asked(test: &TestApp, round: RoundId) -> BTreeSet<domain::id::UnitId> {
    let ctx = test.coordinator().await;
    let overview = app::consolidation::overview(&ctx, round).await.unwrap();
    overview.opinions[0].0.asked.iter().copied().collect()
}

async fn unit(test: &TestApp, code: &str) -> domain::id::UnitId {
    let tree = test.coordinator().await.tree().await.unwrap();
    tree.by_code(code).expect("a unit").unit
}

#[tokio::test]
async fn r_4_6_units_chosen_on_any_page_are_asked_and_no_turn_or_mistake_loses_one() {
    let test = crowd().await;
    let round = crowded_round(&test, 0).await;
    let office = Browser::sign_in(&test, "dieuphoi").await;
    let form = "form[action$='/y-kien/hoi']";
    let to = format!("/tong-hop/{round}/y-kien/hoi");
    let first = office.get(&format!("/tong-hop/{round}/y-kien")).await;
    let tick = |code: &'static str| ("unit", code);
    let at = |page| (page, form, to.as_str());
    let here = |page: &Answer, code: &str| page.html().contains(&format!("id=\"u-{code}\""));
    assert!(here(&first, "X0003") && !here(&first, "X0222"));
    let second = press(&office, at(&first), &[("den", "3")], &[tick("X0003")]).await;
    assert_eq!(second.status, StatusCode::OK);
    assert!(here(&second, "X0222") && !here(&second, "X0003"));
    let searched = press(
        &office,
        at(&second),
        &[("viec", "tim"), ("tim", "dong lam 33")],
        &[tick("X0222")],
    )
    .await;
    assert!(here(&searched, "X0333") && !here(&searched, "X0222"));
    // A mistake in a date: the page is refused with everything chosen.
    let wrong = press(
        &office,
        at(&searched),
        &[("viec", "gui"), ("opens_on", "hôm qua")],
        &[tick("X0333")],
    )
    .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.html().contains("Đã chọn 3/"), "{}", wrong.html());
    let only = press(
        &office,
        at(&wrong),
        &[("viec", "tim"), ("tim", ""), ("only", "1")],
        &[],
    )
    .await;
    assert_eq!(texts(&[only], "#f-unit label").len(), 3);
    let written = [("viec", "gui"), ("opens_on", "05/10/2026")];
    let sent = press(&office, at(&wrong), &written, &[]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.html());
    let mut expected = BTreeSet::new();
    for code in ["X0003", "X0222", "X0333"] {
        expected.insert(unit(&test, code).await);
    }
    assert_eq!(asked(&test, round).await, expected);
}

#[tokio::test]
async fn r_4_6_all_of_a_kind_are_asked_by_one_box_and_each_by_hundreds_of_ticks() {
    let test = crowd().await;
    let round = crowded_round(&test, 0).await;
    let office = Browser::sign_in(&test, "dieuphoi").await;
    let form = "form[action$='/y-kien/hoi']";
    let to = format!("/tong-hop/{round}/y-kien/hoi");
    let first = office.get(&format!("/tong-hop/{round}/y-kien")).await;
    // Every unit ticked on its page: the largest choice there is.
    let mut page = press(&office, (&first, form, &to), &[("den", "1")], &[]).await;
    for number in 2..=5 {
        let html = Html::parse_document(page.html());
        let boxes = select(&html, "#f-unit input");
        let codes: Vec<String> = boxes
            .iter()
            .map(|b| b.attr("value").unwrap().to_owned())
            .collect();
        let ticked: Vec<(&str, &str)> = codes.iter().map(|c| ("unit", c.as_str())).collect();
        let next = number.to_string();
        page = press(&office, (&page, form, &to), &[("den", &next)], &ticked).await;
        assert_eq!(page.status, StatusCode::OK);
    }
    let all = MANY + 7;
    assert!(page.html().contains(&format!("Đã chọn {all}/{all}")));
    let gone = press(
        &office,
        (&first, form, &to),
        &[("viec", "gui")],
        &[("unit", "X9999")],
    )
    .await;
    assert_eq!(gone.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(gone.html().contains("X9999"), "said, not left out");
    let sent = press(
        &office,
        (&first, form, &to),
        &[("viec", "gui")],
        &[("kind", "commune")],
    )
    .await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.html());
    let asked = asked(&test, round).await;
    assert_eq!(asked.len(), MANY + 2);
    assert!(asked.contains(&unit(&test, "X0340").await));
    assert!(!asked.contains(&unit(&test, "SYT").await));
}

#[tokio::test]
async fn r_1_7_units_chosen_on_several_pages_join_a_group_and_all_members_can_be_read() {
    let test = crowd().await;
    test.standard_regime().await;
    let office = Browser::sign_in(&test, "dieuphoi").await;
    let group = [("code", "vung-cao"), ("name", "Xã vùng cao")];
    let made = office.post("/khoi", &group).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.html());
    let form = "form[action='/khoi/vung-cao/vao']";
    let to = "/khoi/vung-cao/vao";
    let mut page = office.get("/khoi/vung-cao").await;
    for number in 2..=4 {
        let html = Html::parse_document(page.html());
        let boxes = select(&html, "#f-units input");
        let codes: Vec<String> = boxes
            .iter()
            .map(|b| b.attr("value").unwrap().to_owned())
            .collect();
        let ticked: Vec<(&str, &str)> = codes.iter().map(|c| ("units", c.as_str())).collect();
        let next = number.to_string();
        page = press(&office, (&page, form, to), &[("den", &next)], &ticked).await;
        assert_eq!(page.status, StatusCode::OK);
    }
    let wrong = [("viec", "vao"), ("from", "mai")];
    let refused = press(&office, (&page, form, to), &wrong, &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let right = [("viec", "vao"), ("from", "2026-01-01")];
    let joined = press(&office, (&refused, form, to), &right, &[]).await;
    assert_eq!(joined.status, StatusCode::SEE_OTHER, "{}", joined.html());
    let members = texts(&turned(&office, "/khoi/vung-cao").await, "tbody th");
    assert_eq!(members.len(), 300);
    assert_eq!(members.iter().collect::<BTreeSet<_>>().len(), 300);
}
