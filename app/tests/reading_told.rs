//! Figures of old texts beside the series of their indicator.

use crate::papers::{RICH, accepted, waiting};
use testkit::TestApp;

/// Domain facts §6.3: a confirmed figure stands beside the indicator's series with
/// its words, for those who read the office's conferences, and in no total.
#[tokio::test]
async fn a_confirmed_figure_stands_beside_the_series_of_its_indicator() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    let id = waiting(&ctx, &app, RICH).await;
    let mut wanted = accepted(&ctx, id).await;
    for figure in &mut wanted.figures {
        if figure.value.starts_with("93") {
            figure.indicator = "YT-04".into();
        }
    }
    let done = app::reading::confirm(&ctx, id, wanted).await.unwrap();
    let area = app.unit("TU");
    let told = app::reading::told(&ctx, area, "YT-04").await.unwrap();
    assert_eq!(told.len(), 1, "{told:?}");
    // At the indicator's own scale.
    assert_eq!((told[0].value, told[0].scale), (9_370, 2));
    assert!(told[0].quote.contains("93,7"));
    assert_eq!(told[0].period.as_deref(), Some("quý I năm 2024"));
    assert_eq!(
        (told[0].conference, told[0].reading),
        (done.conference, Some(id))
    );
    let other = app::reading::told(&ctx, area, "GD-09").await.unwrap();
    assert_eq!(other, []);
    // A leader reads the conference and not the texts; a stranger nothing.
    let leader = app::reading::told(&app.leader().await, area, "YT-04").await;
    let leader = leader.unwrap();
    assert_eq!((leader.len(), leader[0].reading), (1, None));
    let foreign = app.foreign_coordinator().await;
    assert_eq!(
        app::reading::told(&foreign, area, "YT-04").await.unwrap(),
        []
    );
}

/// Domain facts §6.2: a rise is kept as one and never read as a level.
#[tokio::test]
async fn a_rise_is_kept_as_a_rise() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    let text = RICH.replace(
        "tỷ lệ bao phủ bảo hiểm y tế đạt 93,7%",
        "số lượt khám bệnh tăng 7,8% so với cùng kỳ",
    );
    let id = waiting(&ctx, &app, &text).await;
    let mut wanted = accepted(&ctx, id).await;
    for figure in &mut wanted.figures {
        if figure.value == "7,8" {
            figure.indicator = "YT-04".into();
        }
    }
    app::reading::confirm(&ctx, id, wanted).await.unwrap();
    let told = app::reading::told(&ctx, app.unit("TU"), "YT-04").await;
    let told = told.unwrap();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].said.rises, Some(true), "{:?}", told[0]);
}
