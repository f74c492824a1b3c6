//! An act whose day lies in the past: the dry run tells what the units it
//! changes have sent since, and what was frozen with it. It stays and hinders
//! nothing.

use super::made::*;
use crate::consolidation::desk::Desk;
use app::consolidation::{Add, Freeze, add, freeze};
use app::unit::plan;
use domain::unit::Step;
use jiff::civil::{Date, date};

const PAST: Date = date(2026, 9, 15);

fn rename(code: &str, name: &str) -> Vec<Step> {
    vec![Step::Rename {
        unit: code.into(),
        name: name.into(),
        short_name: String::new(),
        symbol: String::new(),
    }]
}

#[tokio::test]
async fn r_1_2_a_back_dated_act_names_what_its_units_have_sent_since_its_day() {
    let desk = Desk::new().await;
    for unit in ["XTD", "SYT"] {
        desk.send_nil(desk.round, unit).await;
    }
    let who = desk.app.administrator().await;
    let told = async |day: Date, steps| {
        let found = plan(&who, &act(day, steps)).await.unwrap();
        assert!(found.errors.is_empty(), "{:?}", found.errors);
        let names = found
            .sent
            .into_iter()
            .map(|s| (s.unit, s.on, s.is_consolidated));
        names.collect::<Vec<_>>()
    };
    let today = desk.app.system().today();
    let own = vec![("Xã Thượng Điền".to_owned(), today, false)];
    // Of the unit that changes, under the name that it had when it sent.
    assert_eq!(told(PAST, rename("XTD", "Phường Thượng Điền")).await, own);
    assert_eq!(told(PAST, merge()).await, own);
    assert_eq!(told(PAST, rename("XHS", "Phường Hạ Suối")).await, []);
    // An act of today or later is no back-dated one.
    assert_eq!(told(today, rename("XTD", "Phường Thượng Điền")).await, []);
    // The day itself counts: what came in on it came after 00:00.
    desk.app.go_to(today.tomorrow().unwrap());
    let who = desk.app.administrator().await;
    let input = act(today, rename("XTD", "Phường Thượng Điền"));
    assert_eq!(plan(&who, &input).await.unwrap().sent.len(), 1);
    let late = desk.app.system().today();
    desk.app.go_to(late.tomorrow().unwrap());
    let who = desk.app.administrator().await;
    let input = act(late, rename("XTD", "Phường Thượng Điền"));
    assert_eq!(
        plan(&who, &input).await.unwrap().sent.len(),
        0,
        "sent on the eve"
    );
}

#[tokio::test]
async fn r_1_2_a_consolidated_report_frozen_since_is_named_too_and_the_act_goes_through() {
    let desk = Desk::new().await;
    desk.send_nil(desk.round, "XTD").await;
    desk.accept(desk.round, "XTD").await;
    let office = desk.app.coordinator().await;
    let text = Add {
        round: desk.round,
        section: "II".into(),
        text: "Tình hình ổn định.".into(),
        version: 0,
    };
    add(&office, text).await.unwrap();
    let input = Freeze {
        round: desk.round,
        version: 1,
        accept_stale: false,
    };
    freeze(&office, input).await.unwrap();
    desk.app.go_to(date(2026, 10, 8));
    let who = desk.app.administrator().await;
    let input = act(PAST, rename("XTD", "Phường Thượng Điền"));
    let found = plan(&who, &input).await.unwrap();
    let kinds: Vec<bool> = found.sent.iter().map(|s| s.is_consolidated).collect();
    assert_eq!(kinds, [true, false], "the latest first");
    assert!(confirmed(&desk.app, &input).await.is_applied);
}
