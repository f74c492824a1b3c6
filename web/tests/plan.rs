//! The page of plans of another day.

use crate::world::World;
use app::plan::{SetPlan, set};
use app::unit::{ActInput, Heirs, confirm};
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
