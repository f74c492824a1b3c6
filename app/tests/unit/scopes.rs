//! after a merge or split every kind of scope of every user goes to the
//! heirs and to nobody else.

use super::made::*;
use app::account::{SignIn, resume, sign_in};
use domain::account::{Right, Role};
use domain::unit::MoveKind;
use jiff::civil::date;
use std::collections::BTreeSet;
use testkit::{PASSWORD, TestApp};

#[tokio::test]
async fn r_1_3_after_a_merge_every_post_of_every_user_is_the_heirs_and_nobody_elses_changes() {
    let app = TestApp::new().await;
    let (xtd, xhs) = (app.unit("XTD"), app.unit("XHS"));
    // Viewing and approving: areas of posts elsewhere.
    give_post(&app, "lanhdao", app.unit("TU"), Role::Leader, xtd).await;
    give_post(&app, "kiemtra", app.unit("UBKT"), Role::Inspector, xhs).await;
    // Entering in both communes becomes entering once.
    give_post(&app, "bc.xtd", xhs, Role::Reporter, xhs).await;
    let before = posts(&app, TODAY).await;
    confirmed(&app, &act(TODAY, merge())).await;
    let xm = unit(&app, "XM").await;
    let heir = |u| if u == xtd || u == xhs { xm } else { u };
    let expected: BTreeSet<_> = before
        .iter()
        .map(|(login, unit, role, area)| (login.clone(), heir(*unit), *role, heir(*area)))
        .collect();
    let after = posts(&app, TODAY).await;
    assert_eq!(after.iter().cloned().collect::<BTreeSet<_>>(), expected);
    assert_eq!(after.len(), expected.len(), "nobody has a post twice");
    // Up to the day before, everything is as it was.
    assert_eq!(posts(&app, date(2026, 10, 4)).await, before);
}

#[tokio::test]
async fn r_1_3_rights_follow_the_posts_and_the_past_of_the_ended_units_is_the_heirs() {
    let app = TestApp::new().await;
    let xtd = app.unit("XTD");
    confirmed(&app, &act(TODAY, merge())).await;
    let xm = unit(&app, "XM").await;
    for (login, right) in [
        ("bc.xtd", Right::WriteReport),
        ("bc.xhs", Right::WriteReport),
        ("tt.xtd", Right::SignReport),
        ("dieuphoi", Right::ReviewReport),
        ("lanhdao", Right::ReadReport),
        ("kiemtra", Right::ReadReport),
    ] {
        let who = app.person(login).await;
        assert!(who.can(right, xm).await.unwrap(), "{login} over the heir");
        assert!(who.can(right, xtd).await.unwrap(), "{login} over the past");
    }
    for (login, right) in [
        ("bc.syt", Right::WriteReport),
        ("bc.xtd", Right::SignReport),
        ("tt.sgddt", Right::SignReport),
        ("dieuphoi2", Right::ReviewReport),
        ("dieuphoi2", Right::ReadReport),
        ("quantri", Right::ReadReport),
    ] {
        let who = app.person(login).await;
        assert!(!who.can(right, xm).await.unwrap(), "{login} over the heir");
        assert!(!who.can(right, xtd).await.unwrap(), "{login} over the past");
    }
    let reporter = app.person("bc.xtd").await;
    assert!(
        !reporter
            .can(Right::WriteReport, app.unit("SYT"))
            .await
            .unwrap()
    );
}

#[tokio::test]
async fn r_1_3_in_a_split_a_person_chooses_for_every_post_and_a_scope_may_go_to_all_heirs() {
    let app = TestApp::new().await;
    let xtd = app.unit("XTD");
    give_post(&app, "lanhdao", app.unit("TU"), Role::Leader, xtd).await;
    let mut input = act(TODAY, split());
    let plan = app::unit::plan(&app.administrator().await, &input)
        .await
        .unwrap();
    assert!(
        plan.open.iter().all(|t| t.chosen.is_empty()),
        "nothing is proposed"
    );
    let errors = refused(&app, &input).await;
    assert_eq!(errors.len(), plan.open.len());
    assert!(errors.iter().all(|e| e.code == "unit.act.heir_open"));
    for thing in &plan.open {
        let heir = match (thing.row.kind, thing.row.state.as_str()) {
            (MoveKind::Scope, _) => app::unit::ALL,
            (_, "head_of_unit") => "XB",
            _ => "XA",
        };
        input.heirs.items.insert(thing.key.clone(), heir.into());
    }
    let before = posts(&app, TODAY).await;
    confirmed(&app, &input).await;
    let (xa, xb) = (unit(&app, "XA").await, unit(&app, "XB").await);
    let tu = app.unit("TU");
    let after = posts(&app, TODAY).await;
    for expected in [
        ("bc.xtd", xa, Role::Reporter, xa),
        ("tt.xtd", xb, Role::HeadOfUnit, xb),
        ("lanhdao", tu, Role::Leader, xa),
        ("lanhdao", tu, Role::Leader, xb),
    ] {
        let expected = (expected.0.to_owned(), expected.1, expected.2, expected.3);
        assert!(after.contains(&expected), "{expected:?}");
    }
    assert!(after.iter().all(|p| p.1 != xtd && p.3 != xtd));
    let others = |all: &[(String, _, _, _)]| {
        let is_other = |p: &&(String, _, _, _)| !p.0.ends_with(".xtd") && p.0 != "lanhdao";
        all.iter().filter(is_other).cloned().collect::<Vec<_>>()
    };
    assert_eq!(others(&after), others(&before));
    // Whoever went to one heir has no right over the other.
    let reporter = app.person("bc.xtd").await;
    assert!(reporter.can(Right::WriteReport, xa).await.unwrap());
    assert!(!reporter.can(Right::WriteReport, xb).await.unwrap());
}

#[tokio::test]
async fn r_1_6_an_open_session_has_the_new_rights_at_its_next_request() {
    let app = TestApp::new().await;
    let attempt = SignIn {
        login: "bc.xtd".into(),
        password: PASSWORD.into(),
        origin: "127.0.0.1".into(),
    };
    let token = sign_in(&app.anonymous(), attempt).await.unwrap().token;
    let unit_now = async || {
        let visit = resume(&app.app, &token).await.unwrap().expect("a session");
        visit
            .person
            .posts
            .iter()
            .map(|p| p.unit)
            .collect::<Vec<_>>()
    };
    assert_eq!(unit_now().await, [app.unit("XTD")]);
    confirmed(&app, &act(TODAY, merge())).await;
    assert_eq!(unit_now().await, [unit(&app, "XM").await]);
}

#[tokio::test]
async fn the_posts_of_a_future_act_change_at_midnight_in_viet_nam() {
    let app = TestApp::new().await;
    confirmed(&app, &act(date(2026, 10, 6), merge())).await;
    let xm = unit(&app, "XM").await;
    app.clock.set("2026-10-05T16:59:50Z".parse().unwrap());
    let attempt = SignIn {
        login: "bc.xtd".into(),
        password: PASSWORD.into(),
        origin: "127.0.0.1".into(),
    };
    let token = sign_in(&app.anonymous(), attempt).await.unwrap().token;
    let unit_now = async || {
        let visit = resume(&app.app, &token).await.unwrap().expect("a session");
        visit
            .person
            .posts
            .iter()
            .map(|p| p.unit)
            .collect::<Vec<_>>()
    };
    assert_eq!(unit_now().await, [app.unit("XTD")]);
    app.clock.set("2026-10-05T17:00:00Z".parse().unwrap());
    assert_eq!(unit_now().await, [xm]);
}
