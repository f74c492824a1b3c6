//! Units that only move, or become something else: the dry run names what they
//! have open and who keeps the right over it.

use super::made::*;
use crate::consolidation::desk::Desk;
use app::extension::{AskExtension, ask};
use app::unit::{Staying, plan};
use domain::account::Role;
use domain::unit::{Step, UnitKind};
use jiff::civil::date;
use testkit::TestApp;

async fn told(app: &TestApp, steps: Vec<Step>) -> Vec<Staying> {
    let found = plan(&app.administrator().await, &act(TODAY, steps)).await;
    let found = found.unwrap();
    assert!(found.errors.is_empty(), "{:?}", found.errors);
    found.staying
}

#[tokio::test]
async fn r_1_2_the_dry_run_names_open_reports_of_units_that_move_and_who_keeps_them() {
    let desk = Desk::on(TestApp::nation().await).await;
    let app = &desk.app;
    let nation = app.unit("TW");
    give_post(app, "quantri", nation, Role::Administrator, nation).await;
    let request = AskExtension {
        obligation: desk.obligation(desk.round, "XTD").await,
        asked_due_on: date(2026, 10, 20),
        reason: "Chờ số liệu của thôn".into(),
    };
    ask(&app.reporter("XTD").await, request).await.unwrap();
    let round = store::round::find(&app.app.store.read(), desk.round).await;
    let round = round.unwrap().unwrap().title;
    let to_other = |unit: &str| {
        vec![Step::Move {
            unit: unit.into(),
            parent: "TU2".into(),
        }]
    };
    let [moves] = told(app, to_other("XTD")).await.try_into().unwrap();
    assert!(moves.office.starts_with("Ban Tuyên giáo và Dân vận"));
    let own = |unit: &str, asks_time| Staying {
        unit: unit.into(),
        round: round.clone(),
        office: moves.office.clone(),
        asks_time,
    };
    assert_eq!(moves, own("Xã Thượng Điền", true));
    // One that becomes something else.
    let change = vec![Step::Change {
        unit: "XHS".into(),
        kind: Some(UnitKind::ServiceUnit),
        tier: None,
        place: String::new(),
    }];
    assert_eq!(told(app, change).await, [own("Xã Hạ Suối", false)]);
    // A new name changes nothing about it, and of units that end heirs are asked for.
    let rename = vec![Step::Rename {
        unit: "XTD".into(),
        name: "Phường Thượng Điền".into(),
        short_name: String::new(),
        symbol: String::new(),
    }];
    assert!(told(app, rename).await.is_empty());
    assert!(told(app, merge()).await.is_empty());
    // What was accepted is open no more.
    desk.send_nil(desk.round, "XHS").await;
    desk.accept(desk.round, "XHS").await;
    assert!(told(app, to_other("XHS")).await.is_empty());
}
