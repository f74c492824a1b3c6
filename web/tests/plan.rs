//! The page of plans of another day, and what the journal says of plans.

use crate::world::World;
use app::plan::{SetPlan, set};
use app::unit::{ActInput, Heirs, confirm};
use domain::journal::Noun;
use domain::unit::{Step, UnitAct};
use jiff::civil::date;

/// the page of a day before an act shows the plans of then (a threshold
/// in its words), says so, and leaves setting one to the page of today.
#[tokio::test]
async fn r_1_1_the_page_of_plans_of_another_day_shows_them_as_they_were_and_sets_none() {
    let world = World::new(&["dieuphoi"]).await;
    let office = world.test.coordinator().await;
    for (unit, value) in [("XTD", "từ 80 trở lên"), ("XHS", "20")] {
        let plan = SetPlan {
            unit: world.test.unit(unit),
            indicator: "GD-09".into(),
            year: 2026,
            value: value.into(),
            note: format!("12-CTr/{unit}"),
        };
        set(&office, plan).await.unwrap();
    }
    let steps = vec![Step::Merge {
        from: vec!["XHS".into()],
        into: "XTD".into(),
    }];
    let input = ActInput {
        act: UnitAct {
            decision: "93/NQ-HĐND".into(),
            decided_on: date(2026, 9, 1),
            effective_on: date(2026, 9, 15),
            steps,
        },
        heirs: Heirs::default(),
    };
    confirm(&world.test.administrator().await, &input)
        .await
        .unwrap();
    let page = async |day: &str| {
        let path = format!("/ke-hoach?nam=2026&tim=xa&ngay={day}");
        let page = world.get("dieuphoi", &path).await;
        page.text().to_owned()
    };
    let today = page("").await;
    assert!(today.contains(">từ 100 người trở lên<"), "{today}");
    assert!(today.contains("12-CTr/XTD; Xã Hạ Suối: 12-CTr/XHS"));
    assert!(today.contains("name=\"value\""));
    let then = page("2026-09-14").await;
    for said in [
        ">từ 80 người trở lên<",
        ">20 người<",
        ">12-CTr/XHS<",
        ">12-CTr/XTD<",
        "Đơn vị và kế hoạch theo ngày 14/09/2026",
        "Chỉ ghi kế hoạch cho ngày hôm nay",
        "href=\"/ke-hoach?nam=2026&#38;tim=xa\"",
    ] {
        assert!(then.contains(said), "{said}: {then}");
    }
    assert!(!then.contains("từ 100 người") && !then.contains("name=\"value\""));
}

/// §6.2: the journal says a plan with the decimals of its indicator, in Vietnamese
/// notation; an entry made before it had the scale is shown as it was written.
#[tokio::test]
async fn the_journal_says_a_plan_with_the_decimals_of_its_indicator() {
    let world = World::new(&["kiemtra"]).await;
    let office = world.test.coordinator().await;
    let unit = world.test.unit("XTD");
    for value in ["94,5", "từ 1.094,5 trở lên", ""] {
        let plan = SetPlan {
            unit,
            indicator: "GN-03".into(),
            year: 2026,
            value: value.into(),
            note: String::new(),
        };
        set(&office, plan).await.unwrap();
    }
    let old = serde_json::json!({ "indicator": "GN-03", "year": 2026, "from": null, "to": 777 });
    let subject = uuid::Uuid::from_u128(1);
    let entry = office.entry("plan.set", Noun::Plan, subject, Some(unit), old);
    let w = office.begin().await.unwrap();
    office.commit(w, entry).await.unwrap();

    let page = world.get("kiemtra", "/nhat-ky?loai=plan").await;
    let html = page.text();
    for said in ["94,5", "từ 1.094,5 trở lên", "777", "2026"] {
        assert!(html.contains(&format!(": {said}</div>")), "{said}: {html}");
    }
    // Neither the bare number nor the scale itself.
    for hidden in ["945", "10945", "từ 10945 trở lên", "1"] {
        let fact = format!(": {hidden}</div>");
        assert!(!html.contains(&fact), "{hidden}: {html}");
    }
}
