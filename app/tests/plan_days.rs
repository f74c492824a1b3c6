//! The plans of any day, in whatever order acts of reorganisation are entered
//!

use crate::plan_past::absorb;
use crate::unit::made::{TODAY, act, commune, confirmed, unit};
use app::Wanted;
use app::plan::{SetPlan, list, set};
use domain::number::bounded;
use domain::unit::Step;
use jiff::civil::{Date, date};
use testkit::TestApp;

const ALL: Wanted = Wanted {
    page: 1,
    per_page: 100,
};
const BEFORE: Date = date(2026, 9, 9);
const FIRST: Date = date(2026, 9, 10);
const SECOND: Date = date(2026, 9, 20);
const THIRD: Date = date(2026, 10, 1);

async fn plan(app: &TestApp, code: &str, indicator: &str, value: &str) {
    let input = SetPlan {
        unit: unit(app, code).await,
        indicator: indicator.into(),
        year: 2026,
        value: value.into(),
        note: format!("{code}-CTr/TU"),
    };
    set(&app.coordinator().await, input).await.unwrap();
}

/// Four communes, each with a plan.
async fn planned() -> TestApp {
    let app = TestApp::new().await;
    let two = vec![commune("XBC"), commune("XBD")];
    confirmed(&app, &act(date(2026, 9, 2), two)).await;
    for (code, value) in [("XTD", "80"), ("XHS", "20"), ("XBC", "7"), ("XBD", "3")] {
        plan(&app, code, "GD-09", value).await;
    }
    app
}

/// What the page lists of a day: whose, how much, decided where.
async fn on(app: &TestApp, day: Date) -> Vec<(String, i64, String)> {
    let ctx = app.coordinator().await;
    let page = list(&ctx, 2026, "", day, ALL).await.unwrap();
    assert_eq!(page.count, page.lines.len());
    let lines = page.lines.into_iter();
    lines.map(|l| (l.name, l.goal.value, l.note)).collect()
}

async fn values_on(app: &TestApp, day: Date) -> Vec<i64> {
    let mut values: Vec<i64> = on(app, day).await.into_iter().map(|l| l.1).collect();
    values.sort_unstable();
    values
}

/// a page of a day before an act has the plans of the units of then,
/// each with the document that decided it.
#[tokio::test]
async fn r_1_1_the_plans_of_a_day_are_those_that_its_units_had_on_it() {
    let app = planned().await;
    confirmed(&app, &act(FIRST, absorb("XHS", "XTD"))).await;
    let then = on(&app, BEFORE).await;
    let noted: Vec<(i64, &str)> = then.iter().map(|l| (l.1, l.2.as_str())).collect();
    for line in [(80, "XTD-CTr/TU"), (20, "XHS-CTr/TU"), (7, "XBC-CTr/TU")] {
        assert!(noted.contains(&line), "{noted:?}");
    }
    assert_eq!(noted.len(), 4);
    assert_eq!(values_on(&app, FIRST).await, [3, 7, 100]);
    assert_eq!(values_on(&app, TODAY).await, [3, 7, 100]);
    // Taken away today, it was there all the same.
    plan(&app, "XTD", "GD-09", "").await;
    assert_eq!(values_on(&app, TODAY).await, [3, 7]);
    assert_eq!(values_on(&app, BEFORE).await, [3, 7, 20, 80]);
    // A search and a page of one line count what is listed of that day.
    let ctx = app.coordinator().await;
    let one = Wanted {
        page: 2,
        per_page: 1,
    };
    let page = list(&ctx, 2026, "", BEFORE, one).await.unwrap();
    assert_eq!((page.count, page.lines.len()), (4, 1));
    let found = list(&ctx, 2026, "ha suoi", BEFORE, ALL).await.unwrap();
    assert_eq!((found.count, found.lines[0].goal.value), (1, 20));
    let found = list(&ctx, 2026, "ha suoi", TODAY, ALL).await.unwrap();
    assert_eq!(found.count, 0);
}

/// domain §6.2: a plan that is a threshold moves as one, and with another plan
/// it is one still.
#[tokio::test]
async fn r_1_4_a_threshold_is_the_plan_before_an_act_and_part_of_the_heirs_after() {
    let app = planned().await;
    plan(&app, "XTD", "GD-09", "từ 80 trở lên").await;
    plan(&app, "XHS", "GD-09", "trên 20").await;
    plan(&app, "XBC", "GD-09", "không quá 7").await;
    confirmed(&app, &act(FIRST, absorb("XHS", "XTD"))).await;
    confirmed(&app, &act(SECOND, absorb("XBD", "XBC"))).await;
    let ctx = app.coordinator().await;
    let written = async |day: Date| -> Vec<String> {
        let page = list(&ctx, 2026, "", day, ALL).await.unwrap();
        let lines = page.lines.into_iter();
        let words = lines.map(|l| l.goal.written(l.def.scale, &l.def.measure, bounded));
        let mut words: Vec<String> = words.collect();
        words.sort_unstable();
        words
    };
    assert_eq!(
        written(BEFORE).await,
        [
            "3 người",
            "không quá 7 người",
            "trên 20 người",
            "từ 80 người trở lên"
        ]
    );
    assert_eq!(
        written(SECOND).await,
        ["không quá 10 người", "từ 100 người trở lên"]
    );
}

/// acts entered in any order leave every day with the same plans.
#[tokio::test]
async fn r_1_4_a_back_dated_act_leaves_each_day_with_the_plans_of_that_day() {
    let days = [BEFORE, FIRST, date(2026, 9, 19), SECOND, THIRD, TODAY];
    let acts = [
        (FIRST, absorb("XHS", "XTD")),
        (SECOND, absorb("XBC", "XTD")),
        (THIRD, absorb("XBD", "XTD")),
    ];
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0], [2, 0, 1]] {
        let app = planned().await;
        for n in order {
            let (day, steps): &(Date, Vec<Step>) = &acts[n];
            confirmed(&app, &act(*day, steps.clone())).await;
        }
        let mut found = Vec::new();
        for day in days {
            found.push(values_on(&app, day).await);
        }
        let expected: [&[i64]; 6] = [
            &[3, 7, 20, 80],
            &[3, 7, 100],
            &[3, 7, 100],
            &[3, 107],
            &[110],
            &[110],
        ];
        assert_eq!(found, expected, "{order:?}");
    }
}

/// what a unit had taken over later goes on to its own heir from that day.
#[tokio::test]
async fn r_1_4_an_act_before_one_by_which_the_former_unit_was_an_heir_moves_both_plans() {
    let app = planned().await;
    confirmed(&app, &act(THIRD, absorb("XBD", "XBC"))).await;
    confirmed(&app, &act(FIRST, absorb("XBC", "XTD"))).await;
    assert_eq!(values_on(&app, BEFORE).await, [3, 7, 20, 80]);
    assert_eq!(values_on(&app, FIRST).await, [3, 20, 87]);
    assert_eq!(values_on(&app, THIRD).await, [20, 90]);
}

/// a plan that the office took away since is still moved on the days on
/// which it held.
#[tokio::test]
async fn r_1_4_a_plan_that_held_only_before_a_later_act_goes_to_the_heir_for_these_days() {
    let app = planned().await;
    confirmed(&app, &act(THIRD, absorb("XBD", "XBC"))).await;
    plan(&app, "XBC", "GD-09", "").await;
    confirmed(&app, &act(FIRST, absorb("XBC", "XTD"))).await;
    assert_eq!(values_on(&app, BEFORE).await, [3, 7, 20, 80]);
    assert_eq!(values_on(&app, FIRST).await, [3, 20, 87]);
    assert_eq!(values_on(&app, TODAY).await, [20, 80]);
}
