//! Every list is of a day: units as they were, and what there was by then.

use super::made::{act, confirmed};
use crate::common::{held, issue};
use crate::reporting::open_quarter;
use app::Wanted;
use app::account::{end_post, list_page};
use app::plan::SetPlan;
use app::task::TaskQuery;
use domain::unit::Step;
use jiff::civil::{Date, date};
use testkit::TestApp;

const ALL: Wanted = Wanted {
    page: 1,
    per_page: 1000,
};
/// The commune of these tests gets another name.
const RENAMED: Date = date(2026, 10, 21);
const BEFORE: Date = date(2026, 10, 12);
const AFTER: Date = date(2026, 10, 22);
const NEW_NAME: &str = "P. Thượng Điền";

/// Tasks given on 9 October with the commune cooperating, a plan of the commune,
/// and its new name.
async fn renamed() -> TestApp {
    let app = TestApp::new().await;
    let held = held(&app).await;
    issue(&app, &held).await;
    let office = app.coordinator().await;
    let plan = SetPlan {
        unit: app.unit("XTD"),
        indicator: "GD-09".into(),
        year: 2026,
        value: "600".into(),
        note: "12-CTr/TU".into(),
    };
    app::plan::set(&office, plan).await.unwrap();
    let rename = Step::Rename {
        unit: "XTD".into(),
        name: "Phường Thượng Điền".into(),
        short_name: NEW_NAME.into(),
        symbol: "ĐU".into(),
    };
    confirmed(&app, &act(RENAMED, vec![rename])).await;
    app.go_to(AFTER);
    app
}

#[tokio::test]
async fn r_1_1_tasks_name_their_units_as_on_the_day_asked_for() {
    let app = renamed().await;
    let office = app.coordinator().await;
    let names = async |at| {
        let query = TaskQuery {
            at,
            ..TaskQuery::default()
        };
        let list = app::task::list(&office, &query).await.unwrap();
        let mut names: Vec<String> = list
            .rows
            .iter()
            .flat_map(|row| row.cooperating_names.clone())
            .collect();
        names.sort();
        (
            list.rows.len(),
            list.tally.total() + list.tally.no_deadline,
            names,
        )
    };
    let (now, counted, named) = names(None).await;
    assert_eq!((now, counted, named), (2, 2, vec![NEW_NAME.to_owned()]));
    let (then, _, named) = names(Some(BEFORE)).await;
    assert_eq!(then, 2);
    assert!(named.len() == 1 && named[0] != NEW_NAME, "{named:?}");
    // Before the notice no task had been given.
    let (none, counted, _) = names(Some(date(2026, 10, 8))).await;
    assert_eq!((none, counted), (0, 0));
}

#[tokio::test]
async fn r_1_1_plans_and_rounds_are_listed_by_the_units_of_the_day() {
    let app = renamed().await;
    let office = app.coordinator().await;
    let plans = async |at| {
        let page = app::plan::list(&office, 2026, "", at, ALL).await.unwrap();
        page.lines.into_iter().map(|l| l.name).collect::<Vec<_>>()
    };
    assert_eq!(plans(AFTER).await, [NEW_NAME]);
    let then = plans(BEFORE).await;
    assert!(then.len() == 1 && then[0] != NEW_NAME, "{then:?}");

    open_quarter(&app, 2026, 3).await;
    let rounds = app::round::list(&office).await.unwrap();
    let opens_on = rounds.iter().map(|l| l.round.dates.opens_on).min().unwrap();
    let listed = async |at| app::round::list_at(&office, Some(at)).await.unwrap().len();
    assert_eq!(listed(AFTER).await, rounds.len());
    assert!(listed(opens_on).await > 0);
    assert_eq!(listed(opens_on.yesterday().unwrap()).await, 0);
}

#[tokio::test]
async fn r_1_1_accounts_of_a_day_are_those_who_held_a_post_on_it() {
    let app = renamed().await;
    let admin = app.administrator().await;
    let account = app.province.accounts["bc.xtd"];
    let post = app::account::show(&admin, account).await.unwrap().posts[0].id;
    end_post(&admin, account, post, AFTER).await.unwrap();
    let found = async |search: &str, at| {
        let page = list_page(&admin, search, at, ALL).await.unwrap();
        let lines = page.lines.into_iter();
        lines
            .filter(|(a, _)| a.id == account)
            .map(|(_, posts)| posts.len())
            .next()
    };
    assert_eq!(found("", Some(BEFORE)).await, Some(1));
    assert_eq!(found("", Some(AFTER)).await, None, "the post has ended");
    assert_eq!(found("", None).await, Some(1), "the account is still kept");
    // A search goes by the names of that day.
    assert_eq!(found("phuong thuong dien", Some(BEFORE)).await, None);
    assert_eq!(found("bc.xtd", Some(BEFORE)).await, Some(1));
    assert_eq!(found("bc.xtd", Some(date(2020, 1, 1))).await, None);
}
