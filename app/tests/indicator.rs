//! Kinds of indicators through the same acts as in life: means by weight, live
//! figures, breakdowns, levels and ranks.

use crate::common::{held, issue};
use crate::consolidation::desk::{Desk, open};
use app::regime::{NewRegime, STANDARD_CODE, standard_body};
use app::totals::{By, Explanation, IndicatorTotal, PartState, explain, totals};
use domain::id::TaskId;
use domain::indicator::{Aggregation, IndicatorDef};
use domain::regime::RegimeBody;
use jiff::civil::date;
use testkit::TestApp;

/// A round of the third quarter under the standard regime with other indicators.
pub async fn desk(change: impl FnOnce(&mut RegimeBody)) -> Desk {
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

/// The figures of CT-05 in the round of a quarter, with who gave one.
async fn tasks(desk: &Desk) -> [Option<i64>; 6] {
    let mut found = [None; 6];
    let codes = ["CT-05", "CT-05a", "CT-05b", "CT-05c", "CT-05d", "CT-05e"];
    for (place, code) in found.iter_mut().zip(codes) {
        let line = total(desk, code).await;
        assert_eq!(line.with_value, line.expected, "{code}");
        *place = line.total.value;
    }
    found
}

async fn version(desk: &Desk, task: TaskId) -> i32 {
    let office = desk.app.coordinator().await;
    app::task::show(&office, task).await.unwrap().task.version
}

async fn shown(desk: &Desk, unit: &str) -> Vec<i64> {
    let id = desk.obligation(desk.round, unit).await;
    let reporter = desk.app.reporter(unit).await;
    let form = app::report::open_form(&reporter, id).await.unwrap();
    assert!(form.cells.iter().all(|c| c.def.live.is_none()));
    form.live.lines.iter().map(|(_, value)| *value).collect()
}

/// Domain facts §2.2 and §6.3: counted from the tasks, as they stand.
#[tokio::test]
async fn ct_05_shows_how_the_tasks_stand_today_and_after_the_period_how_they_stood_at_its_end() {
    let app = TestApp::new().await;
    let owner = app.unit("BTGDV");
    app::regime::create_standard(&app.system(), owner, date(2025, 7, 1))
        .await
        .unwrap();
    let round = open(&app, 2026, 3).await;
    let meeting = held(&app).await;
    let given = issue(&app, &meeting).await;
    let mut desk = Desk { app, round };
    // Given after the end of the third quarter: nothing of it stood then.
    assert_eq!(tasks(&desk).await, [Some(0); 6]);
    desk.round = open(&desk.app, 2026, 4).await;
    let [none, one] = [Some(0), Some(1)];
    // One of the two has no deadline and is in neither column.
    assert_eq!(tasks(&desk).await, [one, none, none, one, none, none]);
    desk.app.go_to(date(2026, 11, 14));
    assert_eq!(tasks(&desk).await, [one, none, none, one, one, none]);
    assert_eq!(shown(&desk, "SGDDT").await, [1, 0, 0, 1, 1, 0]);
    assert_eq!(shown(&desk, "SYT").await, [0; 6]);
    desk.app.go_to(date(2026, 11, 21));
    assert_eq!(tasks(&desk).await, [one, none, none, none, none, one]);

    let lead = desk.app.reporter("SGDDT").await;
    let input = app::task::ProgressInput {
        unit: desk.app.unit("SGDDT"),
        version: 1,
        percent: Some(100),
        text: "Đã rà soát xong.".into(),
    };
    app::task::progress(&lead, given[0], input).await.unwrap();
    let now = version(&desk, given[0]).await;
    app::task::submit(&lead, given[0], now, "Báo cáo số 145/BC-SGDĐT")
        .await
        .unwrap();
    assert_eq!(tasks(&desk).await, [one, none, none, none, none, one]);
    desk.app.go_to(date(2027, 1, 5));
    let office = desk.app.coordinator().await;
    let now = version(&desk, given[0]).await;
    app::task::confirm(&office, given[0], now, "")
        .await
        .unwrap();
    // Confirmed after the end of the quarter: at its end it was still overdue.
    assert_eq!(tasks(&desk).await, [one, none, none, none, none, one]);
    desk.round = open(&desk.app, 2027, 1).await;
    assert_eq!(tasks(&desk).await, [one, none, one, none, none, none]);
}

#[tokio::test]
async fn a_live_figure_stays_when_its_unit_sends_and_withdraws_a_report() {
    let app = TestApp::new().await;
    let desk = Desk::on(app).await;
    desk.send(desk.round, "SGDDT", &[], &[("I.1", "Đã làm.")])
        .await;
    assert_eq!(tasks(&desk).await, [Some(0); 6]);
    desk.return_unusable("SGDDT", 1).await;
    assert_eq!(tasks(&desk).await, [Some(0); 6]);
}

/// Domain facts §6.3 (YT-10 by disease) and §6.4 (sum of parts ≠ total).
#[tokio::test]
async fn cases_by_disease_are_entered_added_up_and_held_against_their_whole() {
    let app = TestApp::new().await;
    let desk = Desk::on(app).await;
    let id = desk.obligation(desk.round, "SYT").await;
    let typed = |numbers: &[(&str, &str)]| app::report::ReportTyped {
        sections: vec![domain::report::SectionText {
            code: "I.1".into(),
            text: "Đã làm.".into(),
            is_nil: false,
        }],
        cells: domain::report::TypedCells {
            numbers: numbers
                .iter()
                .map(|(code, number)| ((*code).into(), (*number).into()))
                .collect(),
            ..Default::default()
        },
        ..Default::default()
    };
    let reporter = desk.app.reporter("SYT").await;
    let wrong = [("YT-10", "100"), ("YT-10.sxh", "80"), ("YT-10.tcm", "30")];
    let form = app::report::preview(&reporter, id, &typed(&wrong)).await;
    let said: Vec<&str> = form
        .as_ref()
        .unwrap()
        .remarks
        .iter()
        .map(|r| r.code.as_str())
        .collect();
    assert!(said.contains(&"check.parts_over_total"), "{said:?}");
    assert!(form.unwrap().is_blocked());
    let right = [("YT-10", "110"), ("YT-10.sxh", "80"), ("YT-10.tcm", "30")];
    desk.send(desk.round, "SYT", &right, &[("I.1", "Đã làm.")])
        .await;
    for (code, value) in [("YT-10", 110), ("YT-10.sxh", 80), ("YT-10.tcm", 30)] {
        assert_eq!(total(&desk, code).await.total.value, Some(value), "{code}");
    }
    let view = totals(&desk.app.coordinator().await, desk.round, By::Unit)
        .await
        .unwrap();
    let depth = |code: &str| {
        let line = view.indicators.iter().find(|i| i.def.code == code);
        view.depth_of(&line.unwrap().def)
    };
    assert_eq!(
        (depth("YT-10"), depth("YT-10.sxh"), depth("CT-05d")),
        (0, 1, 2)
    );
    assert_eq!(opened(&desk, "YT-10.sxh").await.total.value, Some(80));
}

/// GD-05 every quarter, of those that train.
fn quarterly_levels(body: &mut RegimeBody) {
    let like = body.indicator("GD-09").unwrap().clone();
    let defs = body.indicators.iter_mut();
    for def in defs.filter(|d| ["GD-05", "GD-07h"].contains(&d.code.as_str())) {
        def.field = like.field;
        def.frequency.clone_from(&like.frequency);
        def.reported_by = like.reported_by.clone();
    }
}

/// Domain facts §6.2: levels are named, never added, and counted.
#[tokio::test]
async fn levels_are_entered_by_name_or_number_and_counted_in_the_totals() {
    let desk = desk(quarterly_levels).await;
    let words = [("I.1", "Đã làm.")];
    let numbers = [("GD-05", "Mức độ 2"), ("GD-07h", "5")];
    desk.send(desk.round, "SGDDT", &numbers, &words).await;
    let one = total(&desk, "GD-05").await;
    assert_eq!(one.total.value, None);
    let counts = |line: &IndicatorTotal| domain::indicator::levels_sentence(&line.levels);
    assert_eq!(counts(&one), "mức độ 2: 1");
    desk.send(desk.round, "CDCD", &[("GD-05", "3")], &[]).await;
    let both = total(&desk, "GD-05").await;
    assert_eq!(counts(&both), "mức độ 2: 1; mức độ 3: 1");
    assert_eq!((both.with_value, both.expected), (2, 2));
    let rank = total(&desk, "GD-07h").await;
    assert_eq!((rank.total.value, rank.levels.len()), (None, 0));
    let found = opened(&desk, "GD-07h").await;
    assert!(found.parts.iter().any(|part| part.own.value == Some(5)));
}

/// Domain facts §6.2: a level is a name in pictures too, a rank a number.
#[tokio::test]
async fn pictures_show_a_level_by_its_name() {
    let desk = desk(quarterly_levels).await;
    let numbers = [("GD-05", "Mức độ 2"), ("GD-07h", "5")];
    desk.send(desk.round, "SGDDT", &numbers, &[]).await;
    let ctx = desk.app.coordinator().await;
    let levels = app::picture::indicator(&ctx, desk.round, "GD-05").await;
    let levels = levels.unwrap();
    let row = levels.chart.rows.iter().find(|row| row.value == Some(2));
    let row = row.expect("the unit's level");
    let shown = app::picture::shown_of(app::Locale::Vi, &levels.chart, row);
    assert_eq!(shown, "mức độ 2");
    assert!(
        levels.ranking.contains(">mức độ 2</text>"),
        "{}",
        levels.ranking
    );
    let ranks = app::picture::indicator(&ctx, desk.round, "GD-07h").await;
    let ranks = ranks.unwrap();
    assert!(ranks.ranking.contains(">5</text>"), "{}", ranks.ranking);
}

#[tokio::test]
async fn what_is_no_level_and_a_rank_below_one_are_refused_where_they_stand() {
    let desk = desk(quarterly_levels).await;
    let id = desk.obligation(desk.round, "SGDDT").await;
    let numbers = [("GD-05", "mức độ 9"), ("GD-07h", "0")];
    let typed = app::report::ReportTyped {
        cells: domain::report::TypedCells {
            numbers: numbers
                .map(|(code, number)| (String::from(code), String::from(number)))
                .into(),
            ..Default::default()
        },
        ..Default::default()
    };
    let reporter = desk.app.reporter("SGDDT").await;
    let form = app::report::preview(&reporter, id, &typed).await.unwrap();
    let said: Vec<&str> = form.remarks.iter().map(|r| r.code.as_str()).collect();
    assert!(
        said.contains(&"number.no_level") && said.contains(&"check.rank_below_1"),
        "{said:?}"
    );
}
