//! The office is told of units that came under the rule of an open round after its
//! list was frozen, and gives them a report from the page of the round.

use crate::pages::{faults, prefixes};
use crate::walker::{Browser, QUARTER, province};
use app::unit::{ActInput, Heirs, confirm};
use axum::http::StatusCode;
use domain::unit::{NewUnit, Step, Tier, UnitAct, UnitKind};
use jiff::civil::{Date, date};
use testkit::TestApp;

const TOLD: &str = "1 đơn vị thuộc đối tượng báo cáo vào ngày 30/09/2026";

/// A commune that a decision makes on a day of the quarter.
fn made(effective_on: Date) -> ActInput {
    let step = Step::Create(NewUnit {
        code: "XM".into(),
        name: "Xã Mường Mới".into(),
        short_name: String::new(),
        symbol: "ĐU".into(),
        kind: UnitKind::Commune,
        tier: Tier::Commune,
        parent: "TU".into(),
        place: "Mường Mới".into(),
        fields: Vec::new(),
    });
    ActInput {
        act: UnitAct {
            decision: "15-QĐ/TU".into(),
            decided_on: date(2026, 9, 1),
            effective_on,
            steps: vec![step],
        },
        heirs: Heirs::default(),
    }
}

/// The page of an open round whose list lacks that commune.
async fn lacking() -> (TestApp, Browser, String) {
    let (test, browser) = province().await;
    let opened = browser.post("/ky/moi", QUARTER).await;
    let round = opened.location.split('?').next().unwrap().to_owned();
    assert!(!browser.get(&round).await.html.contains("con-thieu"));
    let admin = test.administrator().await;
    confirm(&admin, &made(date(2026, 9, 15))).await.unwrap();
    (test, browser, round)
}

#[tokio::test]
async fn r_1_7_the_page_of_the_round_names_a_missing_unit_and_gives_it_a_report() {
    let (test, browser, round) = lacking().await;
    let page = browser.get(&round).await;
    assert!(page.html.contains(TOLD), "{}", page.html);
    assert!(page.html.contains("không được tính vào mức độ đầy đủ"));
    let tree = test.coordinator().await.tree().await.unwrap();
    let unit = tree.by_code("XM").unwrap().unit;
    let ticked = format!("name=\"units\" value=\"{unit}\" checked");
    assert!(page.html.contains(&ticked), "all are ticked");
    assert!(page.html.contains("Xã Mường Mới (hạn 05/10/2026)"));
    // nobody writes and nobody signs there yet.
    assert!(page.html.contains("Chưa có thủ trưởng ký"));
    let add = format!("{round}/giao-them");
    let refused = browser
        .post_from(&round, &add, &format!("units={unit}"))
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.html.contains("Có 1 đơn vị thiếu người lập"));
    assert!(refused.html.contains(&ticked), "what was ticked stays");
    for page in [&page, &refused] {
        let wrong = faults(&round, "vi", &page.html, &prefixes());
        assert!(wrong.is_empty(), "{wrong:?}");
    }
    let none = browser.post_from(&round, &add, "accept_gaps=1").await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.html.contains("Chọn ít nhất một đơn vị"));
    assert!(!none.html.contains(&ticked), "nor is anything ticked anew");
    let form = format!("units={unit}&accept_gaps=1");
    let added = browser.post_from(&round, &add, &form).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.html);
    assert_eq!(added.location, format!("{round}?da=round.units_added"));
    let after = browser.get(&round).await.html;
    assert!(!after.contains("con-thieu") && after.contains("Đã nộp 0/7 đơn vị"));
    let history = browser.get(&format!("{round}/lich-su")).await.html;
    assert!(history.contains("Giao báo cáo thêm cho đơn vị"));
}

#[tokio::test]
async fn r_1_7_freezing_and_the_duties_of_the_office_say_that_a_unit_is_missing() {
    let (test, browser, round) = lacking().await;
    let link = format!("href=\"{round}#con-thieu\"");
    let freezing = format!("{}/chot", round.replace("/ky/", "/tong-hop/"));
    for path in ["/viec-cua-toi", freezing.as_str()] {
        let page = browser.get(path).await.html;
        assert!(page.contains(TOLD) && page.contains(&link), "{path}");
    }
    // It is no matter of a unit or a reader.
    for (login, path) in [("bc.syt", "/viec-cua-toi"), ("lanhdao", round.as_str())] {
        let other = Browser::sign_in(&test, login).await;
        let page = other.get(path).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(!page.html.contains("con-thieu"), "{login}");
    }
}
