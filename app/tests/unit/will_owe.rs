//! Who comes under the rule of an open round by an act: its list is frozen, so the
//! dry run says whom the office is to add.

use super::made::*;
use crate::reporting::open_quarter;
use app::unit::{ActInput, plan, will_owe};
use jiff::civil::{Date, date};
use testkit::TestApp;

/// Within the third quarter, before its reference date.
const PAST: Date = date(2026, 9, 15);

#[tokio::test]
async fn r_1_7_the_dry_run_names_who_would_come_under_the_rule_of_an_open_round() {
    let app = TestApp::new().await;
    let id = open_quarter(&app, 2026, 3).await;
    let office = app.coordinator().await;
    let title = app::round::get(&office, id).await.unwrap().title;
    let admin = app.administrator().await;
    let told = async |input: &ActInput| {
        let found = plan(&admin, input).await.unwrap();
        assert!(found.errors.is_empty(), "{:?}", found.errors);
        will_owe(&admin, &found).await.unwrap()
    };
    let mut parted = act(PAST, split());
    parted.heirs.general.insert("XTD".into(), "XA".into());
    let [line] = told(&parted).await.try_into().unwrap();
    assert_eq!(line.round, title);
    assert_eq!(line.units, ["Xã XA", "Xã XB"]);
    let words = line.words(app::Locale::Vi);
    assert!(
        words.contains("Xã XA, Xã XB (giao ở trang của kỳ)"),
        "{words}"
    );
    // The one heir of all has their reports.
    assert!(told(&act(PAST, merge())).await.is_empty());
    // After the reference date it is a matter of the next round.
    assert!(told(&act(TODAY, vec![commune("XM")])).await.is_empty());
    // A closed round asks nobody any more.
    app::round::close(&office, id, 1).await.unwrap();
    assert!(told(&parted).await.is_empty());
}
