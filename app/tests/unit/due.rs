//! Future acts: confirmed now, carried out by themselves at 00:00 in Viet Nam on
//! their day, once.

use super::made::*;
use crate::common::{held, issue};
use app::task;
use app::unit::apply_due;
use domain::journal::Noun;
use domain::unit::ActState;
use jiff::civil::date;
use testkit::TestApp;

async fn acts(app: &TestApp) -> Vec<String> {
    let read = app.app.store.read();
    let entries = store::journal::list_after(&read, 0, 1_000).await.unwrap();
    entries.into_iter().map(|e| e.entry.act).collect()
}

#[tokio::test]
async fn r_1_2_a_future_act_moves_what_is_open_on_its_day_and_what_arose_until_then() {
    let app = TestApp::new().await;
    let day = date(2026, 10, 20);
    let done = confirmed(&app, &act(day, merge())).await;
    assert!(!done.is_applied);
    let xm = unit(&app, "XM").await;
    // The tasks come after the act was confirmed: nobody named their heir.
    let held = held(&app).await;
    let id = issue(&app, &held).await[0];
    assert_eq!(apply_due(&app.app).await.unwrap(), 0);
    let parts = async || {
        let page = task::show(&app.coordinator().await, id).await.unwrap();
        page.parts.iter().map(|p| p.unit.unit).collect::<Vec<_>>()
    };
    assert_eq!(parts().await, [app.unit("SGDDT"), app.unit("XTD")]);
    app.clock.set("2026-10-19T16:59:59Z".parse().unwrap());
    assert_eq!(apply_due(&app.app).await.unwrap(), 0);
    app.clock.set("2026-10-19T17:00:00Z".parse().unwrap());
    assert_eq!(apply_due(&app.app).await.unwrap(), 1);
    assert_eq!(parts().await, [app.unit("SGDDT"), xm]);
    let row = store::unit::find_act(&app.app.store.read(), done.id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(row.state, ActState::Applied);
    // Idempotent: the second run finds nothing and writes nothing.
    let told = acts(&app).await;
    assert_eq!(apply_due(&app.app).await.unwrap(), 0);
    assert_eq!(acts(&app).await, told);
    assert_eq!(told.iter().filter(|a| *a == "unit.reorganise").count(), 1);
    assert_eq!(told.iter().filter(|a| *a == "unit.apply").count(), 1);
    assert_eq!(told.iter().filter(|a| *a == "task.transfer").count(), 1);
}

#[tokio::test]
async fn a_post_given_in_a_unit_that_is_about_to_end_goes_to_the_heir_on_the_day() {
    let app = TestApp::new().await;
    let day = date(2026, 10, 20);
    confirmed(&app, &act(day, merge())).await;
    let xm = unit(&app, "XM").await;
    let xtd = app.unit("XTD");
    give_post(&app, "bc.skhcn", xtd, domain::account::Role::Reporter, xtd).await;
    app.go_to(day);
    assert_eq!(apply_due(&app.app).await.unwrap(), 1);
    let now = posts(&app, day).await;
    let own: Vec<_> = now
        .iter()
        .filter(|p| p.0 == "bc.skhcn")
        .map(|p| p.1)
        .collect();
    assert!(own.contains(&xm) && own.contains(&app.unit("SKHCN")) && own.len() == 2);
}

#[tokio::test]
async fn two_acts_due_on_one_day_are_carried_out_in_their_order_each_with_its_entry() {
    let app = TestApp::new().await;
    confirmed(&app, &act(date(2026, 10, 20), merge())).await;
    let rename = domain::unit::Step::Rename {
        unit: "SYT".into(),
        name: "Sở Y tế và Dân số".into(),
        short_name: String::new(),
        symbol: String::new(),
    };
    confirmed(&app, &act(date(2026, 10, 21), vec![rename])).await;
    app.go_to(date(2026, 10, 25));
    assert_eq!(apply_due(&app.app).await.unwrap(), 2);
    let read = app.app.store.read();
    let units: Vec<_> = store::journal::list_after(&read, 0, 1_000)
        .await
        .unwrap()
        .into_iter()
        .filter(|e| e.entry.noun == Noun::Unit && e.entry.act == "unit.apply")
        .collect();
    assert_eq!(units.len(), 2);
    assert!(
        units.iter().all(|e| e.entry.actor.is_none()),
        "nobody did it"
    );
    let tree = app.system().tree().await.unwrap();
    assert_eq!(tree.get(app.unit("SYT")).unwrap().name, "Sở Y tế và Dân số");
}
