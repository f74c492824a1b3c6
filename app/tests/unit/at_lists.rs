//! Every list is of a day: units as they were, and what there was by then.

use super::made::{TODAY, act, confirmed};
use crate::common::{draft, held, issue};
use crate::reporting::{open_quarter, owed};
use app::Wanted;
use app::account::{end_post, list_page};
use app::extension::{AskExtension, ask, list_waiting_at};
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
    rename_the_commune(&app).await;
    app
}

async fn rename_the_commune(app: &TestApp) {
    let rename = Step::Rename {
        unit: "XTD".into(),
        name: "Phường Thượng Điền".into(),
        short_name: NEW_NAME.into(),
        symbol: "ĐU".into(),
    };
    confirmed(app, &act(RENAMED, vec![rename])).await;
    app.go_to(AFTER);
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

#[tokio::test]
async fn r_1_1_conferences_of_a_day_are_those_of_then_and_name_their_office_as_it_was() {
    let app = TestApp::new().await;
    draft(&app).await;
    let new_name = "Ban TGDV mới";
    let rename = Step::Rename {
        unit: "BTGDV".into(),
        name: "Ban Tuyên giáo và Dân vận mới".into(),
        short_name: new_name.into(),
        symbol: "BTGDVTU".into(),
    };
    confirmed(&app, &act(RENAMED, vec![rename])).await;
    app.go_to(AFTER);
    let office = app.coordinator().await;
    let offices = async |at: Option<Date>| {
        let listed = app::conference::list_at(&office, None, at, 0).await;
        let rows = listed.unwrap().0.into_iter();
        rows.map(|row| row.office).collect::<Vec<_>>()
    };
    assert_eq!(offices(None).await, [new_name]);
    assert_eq!(offices(Some(BEFORE)).await, ["Ban TGDV"]);
    // It was entered on this day, for the ninth.
    assert_eq!(offices(Some(TODAY)).await.len(), 1);
    assert!(offices(Some(TODAY.yesterday().unwrap())).await.is_empty());
}

#[tokio::test]
async fn r_1_1_requests_of_a_day_had_been_made_by_then_and_name_their_unit_as_it_was() {
    let app = TestApp::new().await;
    let round = open_quarter(&app, 2026, 3).await;
    let asked_on = date(2026, 10, 6);
    app.go_to(asked_on);
    let request = AskExtension {
        obligation: owed(&app, round, "XTD").await,
        asked_due_on: date(2026, 10, 9),
        reason: "Chờ số liệu của các thôn".into(),
    };
    ask(&app.reporter("XTD").await, request).await.unwrap();
    rename_the_commune(&app).await;
    let office = app.coordinator().await;
    let names = async |at: Option<Date>| {
        let waiting = list_waiting_at(&office, at).await.unwrap();
        let names = waiting.into_iter().map(|line| line.unit_name);
        names.collect::<Vec<_>>()
    };
    assert_eq!(names(None).await, ["Phường Thượng Điền"]);
    assert_eq!(names(Some(BEFORE)).await, ["Xã Thượng Điền"]);
    assert_eq!(names(Some(asked_on)).await.len(), 1);
    assert!(names(Some(TODAY)).await.is_empty());
}

#[tokio::test]
async fn r_1_1_members_of_a_group_are_named_as_on_the_day_asked_for() {
    let app = TestApp::new().await;
    let office = app.coordinator().await;
    let group = "mien-nui";
    app::group::create(&office, app.unit("BTGDV"), group, "Khối xã miền núi")
        .await
        .unwrap();
    for (unit, from) in [("XTD", TODAY), ("XHS", RENAMED)] {
        app::group::join(&office, group, &[app.unit(unit)], from)
            .await
            .unwrap();
    }
    rename_the_commune(&app).await;
    let office = app.coordinator().await;
    let names = async |at: Option<Date>| {
        let groups = app::group::list_at(&office, at).await.unwrap();
        let members = groups[0].on(at.unwrap_or(AFTER));
        let mut names: Vec<String> = members.map(|m| m.name.clone()).collect();
        names.sort();
        names
    };
    assert_eq!(names(None).await, ["Phường Thượng Điền", "Xã Hạ Suối"]);
    assert_eq!(names(Some(BEFORE)).await, ["Xã Thượng Điền"]);
    assert!(names(Some(TODAY.yesterday().unwrap())).await.is_empty());
}
