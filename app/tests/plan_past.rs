//! Plans before and after acts of reorganisation: a round of a day before an act
//! is set against the plans of then.

use crate::consolidation::desk::{Desk, open, shown};
use crate::unit::made::{act, commune, confirmed, give_post, merge, split};
use app::Ctx;
use app::consolidation::{Format, Purpose, file};
use app::plan::{SetPlan, set};
use domain::account::Role;
use domain::consolidation::Content;
use domain::id::{RoundId, UnitId};
use domain::numbering::IssuerKind;
use domain::unit::Step;
use jiff::civil::{Date, date};
use testkit::TestApp;

/// After the third quarter.
const DAY: Date = date(2026, 10, 6);
const LATER: Date = date(2026, 10, 20);
const NEXT: Date = date(2026, 12, 21);

async fn plan(ctx: &Ctx, unit: UnitId, value: &str) {
    let input = SetPlan {
        unit,
        indicator: "GD-09".into(),
        year: 2026,
        value: value.into(),
        note: "12-CTr/TU".into(),
    };
    set(ctx, input).await.unwrap();
}

/// The plan beside the figure of the whole area.
async fn of_area(ctx: &Ctx, round: RoundId) -> Option<i64> {
    let (purpose, kind) = (Purpose::Live, IssuerKind::Party);
    let json = file(ctx, round, purpose, kind, Format::Json).await;
    let content: Content = serde_json::from_slice(&json.unwrap().bytes).unwrap();
    let figure = content.figures.into_iter().find(|f| f.code == "GD-09");
    figure.expect("the figure").plan
}

pub(crate) fn absorb(from: &str, into: &str) -> Vec<Step> {
    vec![Step::Merge {
        from: vec![from.into()],
        into: into.into(),
    }]
}

pub(crate) async fn order(app: &TestApp, day: Date, steps: Vec<Step>, heir: Option<(&str, &str)>) {
    let mut input = act(day, steps);
    let named = heir.map(|(of, heir)| (of.to_owned(), heir.to_owned()));
    input.heirs.general.extend(named);
    confirmed(app, &input).await;
    app.go_to(day);
    app::unit::apply_due(&app.app).await.unwrap();
}

#[tokio::test]
async fn r_1_4_the_plan_of_all_units_is_the_same_before_and_after_any_act() {
    let into_new = [vec![commune("XN")], absorb("XHS", "XN")].concat();
    let split_up = (DAY, split(), Some(("XTD", "XA")));
    let cases = [
        vec![(DAY, merge(), None)],
        vec![(DAY, absorb("XTD", "XHS"), None)],
        // The heir has no plan of its own.
        vec![(DAY, absorb("XTD", "XBC"), None)],
        vec![split_up],
        // One after the other.
        vec![(DAY, absorb("XTD", "XHS"), None), (LATER, into_new, None)],
    ];
    for (n, acts) in cases.into_iter().enumerate() {
        let desk = Desk::new().await;
        let app = &desk.app;
        if n == 2 {
            order(app, date(2026, 10, 5), vec![commune("XBC")], None).await;
        }
        let ctx = app.coordinator().await;
        for (unit, value) in [("XTD", "80"), ("XHS", "20"), ("SGDDT", "600")] {
            plan(&ctx, app.unit(unit), value).await;
        }
        for (day, steps, heir) in acts {
            order(app, day, steps, heir).await;
        }
        let ctx = app.coordinator().await;
        assert_eq!(of_area(&ctx, desk.round).await, Some(700), "before {n}");
        let text = "{{GD-09@XTD|ke-hoach}} và {{GD-09@XHS|ke-hoach}}";
        let then = shown(&ctx, desk.round, text).await;
        assert!(then.starts_with("80 và 20"), "{n}: {then}");
        app.go_to(NEXT);
        let next = open(app, 2026, 4).await;
        let ctx = app.coordinator().await;
        assert_eq!(of_area(&ctx, next).await, Some(700), "after {n}");
    }
}

#[tokio::test]
async fn r_1_4_what_an_heir_had_itself_is_its_plan_until_the_act_and_the_sum_after() {
    let desk = Desk::new().await;
    let ctx = desk.app.coordinator().await;
    plan(&ctx, desk.app.unit("XTD"), "80").await;
    plan(&ctx, desk.app.unit("XHS"), "20").await;
    order(&desk.app, DAY, absorb("XTD", "XHS"), None).await;
    let ctx = desk.app.coordinator().await;
    let text = "Kế hoạch {{GD-09@XHS|ke-hoach}}";
    let then = shown(&ctx, desk.round, text).await;
    assert!(then.starts_with("Kế hoạch 20"), "{then}");
    desk.app.go_to(NEXT);
    let next = open(&desk.app, 2026, 4).await;
    let ctx = desk.app.coordinator().await;
    let now = shown(&ctx, next, text).await;
    assert!(now.starts_with("Kế hoạch 100"), "{now}");
    // The office gives the heir another plan: it is one from the act on.
    plan(&ctx, desk.app.unit("XHS"), "130").await;
    assert_eq!(of_area(&ctx, next).await, Some(130));
    assert_eq!(of_area(&ctx, desk.round).await, Some(100));
}

#[tokio::test]
async fn r_1_4_a_round_before_provinces_merged_shows_the_surviving_ones_own_plan() {
    let desk = Desk::on(TestApp::nation().await).await;
    let app = &desk.app;
    plan(&app.coordinator().await, app.unit("TU"), "1.000").await;
    let theirs = app.foreign_coordinator().await;
    plan(&theirs, app.unit("TU2"), "500").await;
    let nation = app.unit("TW");
    give_post(app, "quantri", nation, Role::Administrator, nation).await;
    let steps = [absorb("BTGDV2", "BTGDV"), absorb("TU2", "TU")].concat();
    order(app, DAY, steps, None).await;
    let ctx = app.coordinator().await;
    assert_eq!(of_area(&ctx, desk.round).await, Some(1_000));
    app.go_to(NEXT);
    let next = open(app, 2026, 4).await;
    let ctx = app.coordinator().await;
    assert_eq!(of_area(&ctx, next).await, Some(1_500));
}
