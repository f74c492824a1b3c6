//! Confirmed acts taken back before their day: everything as it was, in
//! one transaction, or every reason against.

use super::made::*;
use app::unit::{Confirmed, apply_due, load, withdraw};
use app::{AppError, FieldError};
use domain::account::{Delegation, Role};
use domain::field::Field;
use domain::id::{DelegationId, PostId};
use domain::journal::Noun;
use domain::unit::{ActState, History, Step};
use jiff::civil::{Date, date};
use serde_json::json;
use testkit::TestApp;

const DAY: Date = date(2026, 10, 20);

async fn history(app: &TestApp) -> History {
    store::unit::history(&app.app.store.read()).await.unwrap()
}

/// Everything that a confirmed act writes ahead: lives, fields, edges, posts.
async fn told(app: &TestApp) -> String {
    let h = history(app).await;
    let lives: Vec<_> = h.units().map(|(u, life)| (u, life.to_vec())).collect();
    let read = app.app.store.read();
    let mut posts = store::account::list_posts(&read).await.unwrap();
    posts.sort_by_key(|p| p.id);
    let mut acting: Vec<_> = store::delegation::list(&read).await.unwrap();
    acting.iter_mut().for_each(|(d, _)| d.version = 0);
    let delegations: Vec<_> = acting.iter().map(|(d, _)| d).collect();
    format!(
        "{lives:?}\n{:?}\n{:?}\n{posts:?}\n{delegations:?}",
        h.functions(),
        h.lineage()
    )
}

async fn take_back(app: &TestApp, done: &Confirmed) -> Result<(), AppError> {
    let who = app.administrator().await;
    let version = load(&who, done.id).await.unwrap().row.version;
    withdraw(&who, done.id, version, "Quyết định ghi nhầm ngày").await
}

async fn against(app: &TestApp, done: &Confirmed) -> Vec<FieldError> {
    match take_back(app, done).await {
        Err(AppError::Invalid(errors)) => errors,
        other => panic!("{other:?}"),
    }
}

fn named(errors: &[FieldError]) -> Vec<(&'static str, String)> {
    let what = |e: &FieldError| e.args.iter().find(|a| a.0 == "what").map(|a| a.1.clone());
    errors
        .iter()
        .map(|e| (e.code, what(e).unwrap_or_default()))
        .collect()
}

/// Somebody acts in a post up to a day.
async fn delegate(app: &TestApp, post: PostId, login: &str, until: Date) {
    let ctx = app.system();
    let w = ctx.begin().await.unwrap();
    let new = Delegation {
        id: DelegationId(ctx.new_id()),
        post,
        to: app.province.accounts[login],
        from: TODAY,
        until,
        rights: Vec::new(),
        reason: "Đi học".into(),
        given_by: None,
        version: 1,
    };
    store::delegation::insert(&w, &new, ctx.now())
        .await
        .unwrap();
    let entry = ctx.entry("account.delegate", Noun::Account, new.to.0, None, json!({}));
    ctx.commit(w, entry).await.unwrap();
}

/// The merge, and a field that goes from one department to another.
fn steps() -> Vec<Step> {
    let mut steps = merge();
    steps.push(Step::Transfer {
        field: Field::YTe,
        from: "SYT".into(),
        to: "SGDDT".into(),
    });
    steps
}

#[tokio::test]
async fn r_1_2_a_future_act_taken_back_leaves_units_posts_and_delegations_as_they_were() {
    let app = TestApp::new().await;
    // Somebody acts for the head of the first commune beyond the day.
    let head = {
        let read = app.app.store.read();
        let posts = store::account::list_posts(&read).await.unwrap();
        let is_it =
            |p: &&domain::account::Post| p.unit == app.unit("XTD") && p.role == Role::HeadOfUnit;
        posts.iter().find(is_it).unwrap().id
    };
    delegate(&app, head, "bc.xtd", date(2026, 12, 1)).await;
    let before = told(&app).await;
    let done = confirmed(&app, &act(DAY, steps())).await;
    assert!(!done.is_applied);
    assert_ne!(told(&app).await, before);
    take_back(&app, &done).await.unwrap();
    assert_eq!(told(&app).await, before);
    assert!(history(&app).await.defects(None).is_empty());
    // On record, with the reason and who said it.
    let shown = load(&app.administrator().await, done.id).await.unwrap();
    assert_eq!(shown.row.state, ActState::Withdrawn);
    assert_eq!(
        shown.row.withdrawn.unwrap().reason,
        "Quyết định ghi nhầm ngày"
    );
    assert!(!shown.withdrawn_by.is_empty() && shown.moves.is_empty());
    let read = app.app.store.read();
    let journal = store::journal::list_after(&read, 0, 1_000).await.unwrap();
    let entry = journal.iter().find(|e| e.entry.act == "unit.withdraw");
    assert_eq!(
        entry.unwrap().entry.detail["reason"],
        "Quyết định ghi nhầm ngày"
    );
    // The day passes and nothing happens.
    app.go_to(DAY);
    assert_eq!(apply_due(&app.app).await.unwrap(), 0);
    assert_eq!(told(&app).await, before);
}

#[tokio::test]
async fn r_1_2_after_it_was_taken_back_the_act_can_be_confirmed_anew_with_the_same_codes() {
    let app = TestApp::new().await;
    let done = confirmed(&app, &act(DAY, steps())).await;
    take_back(&app, &done).await.unwrap();
    let again = confirmed(&app, &act(date(2026, 11, 1), steps())).await;
    assert!(!again.is_applied);
    app.go_to(date(2026, 11, 1));
    assert_eq!(apply_due(&app.app).await.unwrap(), 1);
    let tree = app.system().tree().await.unwrap();
    assert!(tree.by_code("XM").is_some() && tree.by_code("XTD").is_none());
}

#[tokio::test]
async fn r_1_2_from_its_day_on_an_act_is_not_taken_back_nor_without_a_reason() {
    let app = TestApp::new().await;
    let done = confirmed(&app, &act(DAY, merge())).await;
    let who = app.administrator().await;
    let version = load(&who, done.id).await.unwrap().row.version;
    let silent = withdraw(&who, done.id, version, "  ").await;
    let Err(AppError::Invalid(errors)) = silent else {
        panic!("{silent:?}")
    };
    assert_eq!(
        (errors[0].field.as_str(), errors[0].code),
        ("reason", "required")
    );
    let stale = withdraw(&who, done.id, version + 1, "Nhầm").await;
    assert!(matches!(stale, Err(AppError::Conflict)));
    app.go_to(DAY);
    // Whether the job of midnight has come by or not.
    let before = told(&app).await;
    assert_eq!(
        codes(&against(&app, &done).await),
        ["unit.act.withdraw.too_late"]
    );
    apply_due(&app.app).await.unwrap();
    assert_eq!(
        codes(&against(&app, &done).await),
        ["unit.act.withdraw.too_late"]
    );
    assert_eq!(told(&app).await, before);
}

#[tokio::test]
async fn r_1_2_an_act_on_which_a_later_one_builds_is_held_by_it_by_name() {
    let app = TestApp::new().await;
    let first = confirmed(&app, &act(DAY, merge())).await;
    let mut later = act(
        date(2026, 12, 1),
        vec![Step::Rename {
            unit: "XM".into(),
            name: "Phường Mới".into(),
            short_name: String::new(),
            symbol: String::new(),
        }],
    );
    later.act.decision = "1201-QĐ/TU".into();
    let second = confirmed(&app, &later).await;
    let before = told(&app).await;
    let built_on = vec![("unit.act.withdraw.built_on", "1201-QĐ/TU".to_owned())];
    assert_eq!(named(&against(&app, &first).await), built_on);
    assert_eq!(told(&app).await, before);
    take_back(&app, &second).await.unwrap();
    take_back(&app, &first).await.unwrap();
}

#[tokio::test]
async fn r_1_2_posts_that_a_later_act_moved_on_hold_the_earlier_one() {
    let app = TestApp::new().await;
    // XTD goes into XHS, then XHS into SYT: the people of XTD are there by both.
    let into = |from: &str, into: &str| Step::Merge {
        from: vec![from.into()],
        into: into.into(),
    };
    let first = confirmed(&app, &act(DAY, vec![into("XTD", "XHS")])).await;
    let mut later = act(date(2026, 12, 1), vec![into("XHS", "SYT")]);
    later.act.decision = "1202-QĐ/TU".into();
    confirmed(&app, &later).await;
    let errors = named(&against(&app, &first).await);
    assert_eq!(
        errors,
        [("unit.act.withdraw.built_on", "1202-QĐ/TU".to_owned())]
    );
}

#[tokio::test]
async fn r_1_2_a_created_unit_in_which_somebody_was_given_a_post_holds_the_act() {
    let app = TestApp::new().await;
    let done = confirmed(&app, &act(DAY, merge())).await;
    let xm = unit(&app, "XM").await;
    give_post(&app, "bc.skhcn", xm, Role::Reporter, xm).await;
    let before = told(&app).await;
    let errors = named(&against(&app, &done).await);
    assert_eq!(
        errors,
        [("unit.act.withdraw.in_use", "Xã XM (XM)".to_owned())]
    );
    assert_eq!(told(&app).await, before, "nothing half undone");
}

#[tokio::test]
async fn who_may_not_confirm_may_not_take_back_and_drafts_are_discarded_instead() {
    let app = TestApp::new().await;
    let done = confirmed(&app, &act(DAY, merge())).await;
    for login in ["dieuphoi", "truongban", "bc.xtd"] {
        let refused = withdraw(&app.person(login).await, done.id, 2, "Nhầm").await;
        assert!(matches!(refused, Err(AppError::Forbidden)), "{login}");
    }
    let who = app.administrator().await;
    let draft = app::unit::save(&who, None, &act(DAY, merge()))
        .await
        .unwrap();
    let refused = withdraw(&who, draft, 1, "Nhầm").await;
    assert!(matches!(refused, Err(AppError::Conflict)));
    take_back(&app, &done).await.unwrap();
    let twice = take_back(&app, &done).await;
    assert!(matches!(twice, Err(AppError::Conflict)));
}
