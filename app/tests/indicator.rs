//! Kinds of indicators through the same acts as in life: means by weight.

use crate::consolidation::desk::{Desk, open};
use app::regime::{NewRegime, STANDARD_CODE, standard_body};
use app::totals::{By, Explanation, IndicatorTotal, PartState, explain, totals};
use domain::indicator::{Aggregation, IndicatorDef};
use domain::regime::RegimeBody;
use jiff::civil::date;
use testkit::TestApp;

/// A round of the third quarter under the standard regime with other indicators.
async fn desk(change: impl FnOnce(&mut RegimeBody)) -> Desk {
    let app = TestApp::new().await;
    let mut body = standard_body("BTGDV");
    change(&mut body);
    let regime = NewRegime {
        code: STANDARD_CODE.into(),
        name: "Giao ban công tác khoa giáo".into(),
        owner: app.unit("BTGDV"),
        valid_from: date(2025, 7, 1),
        body,
    };
    app::regime::create(&app.administrator().await, regime)
        .await
        .expect("a regime");
    let round = open(&app, 2026, 3).await;
    Desk { app, round }
}

async fn total(desk: &Desk, code: &str) -> IndicatorTotal {
    let view = totals(&desk.app.coordinator().await, desk.round, By::Unit)
        .await
        .unwrap();
    let mut all = view.indicators.into_iter();
    all.find(|i| i.def.code == code).expect(code)
}

async fn opened(desk: &Desk, code: &str) -> Explanation {
    explain(&desk.app.coordinator().await, desk.round, code)
        .await
        .unwrap()
}

/// A mean mark of those trained, weighted by how many there were.
fn mean(body: &mut RegimeBody) {
    let weight = body.indicator("GD-09").unwrap().clone();
    body.indicators.push(IndicatorDef {
        code: "GD-M".into(),
        name: "Điểm bình quân cuối khóa".into(),
        measure: "điểm".into(),
        scale: 2,
        over_units: Aggregation::WeightedMean,
        over_time: Aggregation::WeightedMean,
        weight: Some("GD-09".into()),
        ..weight
    });
}

#[tokio::test]
async fn r_4_1_a_mean_is_weighted_by_the_named_indicator_and_names_who_gave_no_weight() {
    let desk = desk(mean).await;
    let words = [("I.1", "Đã làm.")];
    desk.send(
        desk.round,
        "SGDDT",
        &[("GD-M", "7,5"), ("GD-09", "300")],
        &words,
    )
    .await;
    let one = total(&desk, "GD-M").await;
    assert_eq!((one.total.value, one.total.den), (Some(750), Some(300)));
    assert_eq!((one.with_value, one.expected), (1, 2));
    assert_eq!(one.missing, ["CĐ Cộng đồng"]);

    desk.send(
        desk.round,
        "CDCD",
        &[("GD-M", "5,5"), ("GD-09", "100")],
        &[],
    )
    .await;
    let both = total(&desk, "GD-M").await;
    assert_eq!(both.total.value, Some(700));
    assert_eq!((both.with_value, both.missing.len()), (2, 0));
    let found = opened(&desk, "GD-M").await;
    assert_eq!(found.weight.unwrap().code, "GD-09");
    let of = |name: &str| found.parts.iter().find(|p| p.name == name).unwrap().own.den;
    assert_eq!((of("CĐ Cộng đồng"), of("Sở GD&ĐT")), (Some(100), Some(300)));
}

#[tokio::test]
async fn r_4_2_a_value_whose_weight_is_zero_is_shown_with_its_unit_and_counted_nowhere() {
    let desk = desk(mean).await;
    let words = [("I.1", "Đã làm.")];
    desk.send(
        desk.round,
        "SGDDT",
        &[("GD-M", "7,5"), ("GD-09", "0")],
        &words,
    )
    .await;
    let line = total(&desk, "GD-M").await;
    assert_eq!((line.total.value, line.with_value), (None, 0));
    assert_eq!(line.missing, ["Sở GD&ĐT", "CĐ Cộng đồng"]);
    let found = opened(&desk, "GD-M").await;
    let part = found.parts.iter().find(|p| p.name == "Sở GD&ĐT").unwrap();
    assert_eq!(part.state, PartState::NoWeight);
    assert_eq!(part.own.value, Some(750));
}
