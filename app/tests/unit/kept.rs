//! Groups, plans, requests for opinions and receipts go to the heirs;
//! what is a record of its time stays.

use super::made::*;
use crate::consolidation::desk::Desk;
use app::consolidation::{
    Add, AskOpinion, Capacity, Issue, Send, Sign, Submit, acknowledge, add, ask_opinion, issue,
    opinion_page, overview, receive, send, sign, submit,
};
use app::plan::SetPlan;
use app::unit::{ActInput, plan};
use domain::id::OpinionRoundId;
use domain::numbering::IssuerKind;
use domain::unit::{MoveKind, Step};
use jiff::ToSpan;
use jiff::civil::date;
use std::collections::BTreeSet;
use testkit::TestApp;

async fn listed(app: &TestApp, input: &ActInput) -> Vec<(MoveKind, String)> {
    let admin = app.administrator().await;
    let open = plan(&admin, input).await.unwrap().open;
    open.into_iter()
        .map(|t| (t.row.kind, t.row.title))
        .collect()
}

async fn acts_of(app: &TestApp, act: &str) -> usize {
    let page = app::journal::list(&app.system(), None, None, 300)
        .await
        .unwrap();
    page.iter().filter(|s| s.entry.act == act).count()
}

async fn set_plan(app: &TestApp, unit: &str, year: i16, indicator: &str, value: &str) {
    let input = SetPlan {
        unit: app.unit(unit),
        indicator: indicator.into(),
        year,
        value: value.into(),
        note: "12-CTr/TU".into(),
    };
    app::plan::set(&app.coordinator().await, input)
        .await
        .unwrap();
}

#[tokio::test]
async fn the_heir_takes_the_place_of_its_predecessors_in_a_group_once() {
    let app = TestApp::new().await;
    let office = app.coordinator().await;
    app::group::create(&office, app.unit("BTGDV"), "mien-nui", "Khối xã miền núi")
        .await
        .unwrap();
    let both = [app.unit("XTD"), app.unit("XHS")];
    app::group::join(&office, "mien-nui", &both, date(2026, 1, 1))
        .await
        .unwrap();
    let input = act(TODAY, merge());
    let members = (MoveKind::Member, "Khối xã miền núi".to_owned());
    let found = listed(&app, &input).await;
    assert_eq!(found.iter().filter(|row| **row == members).count(), 2);
    confirmed(&app, &input).await;
    let heir = unit(&app, "XM").await;
    let groups = app::group::list(&app.coordinator().await).await.unwrap();
    let on = |day| -> BTreeSet<_> { groups[0].on(day).map(|m| m.membership.unit).collect() };
    assert_eq!(on(TODAY), BTreeSet::from([heir]));
    let before = TODAY.yesterday().unwrap();
    assert_eq!(on(before), BTreeSet::from(both), "the past stays");
    // one that ended has its last name, its day and its heir.
    for (code, name) in [("XTD", "Xã Thượng Điền"), ("XHS", "Xã Hạ Suối")] {
        let unit = app.unit(code);
        let is_it = |m: &&app::group::Member| m.membership.unit == unit;
        let member = groups[0].members.iter().find(is_it).unwrap();
        assert_eq!(member.name, name);
        assert_eq!(member.ended, Some((TODAY, vec!["Xã XM".to_owned()])));
    }
    let heir = groups[0].on(TODAY).next().unwrap();
    assert_eq!((heir.name.as_str(), &heir.ended), ("Xã XM", &None));
    assert_eq!(acts_of(&app, "group.member_moved").await, 2);
}

#[tokio::test]
async fn a_group_and_a_regime_go_to_the_heir_of_the_office_that_keeps_them() {
    let app = TestApp::new().await;
    let office = app.coordinator().await;
    app::group::create(&office, app.unit("BTGDV"), "mien-nui", "Khối xã miền núi")
        .await
        .unwrap();
    app::regime::create_standard(&app.system(), app.unit("BTGDV"), date(2025, 7, 1))
        .await
        .unwrap();
    let steps = vec![Step::Merge {
        from: vec!["BTGDV".into()],
        into: "UBKT".into(),
    }];
    let input = act(TODAY, steps);
    let kinds: BTreeSet<_> = listed(&app, &input)
        .await
        .into_iter()
        .map(|r| r.0)
        .collect();
    assert!(kinds.contains(&MoveKind::Group) && kinds.contains(&MoveKind::Regime));
    confirmed(&app, &input).await;
    let read = app.app.store.read();
    let group = store::group::find_by_code(&read, "mien-nui").await.unwrap();
    assert_eq!(group.unwrap().owner, app.unit("UBKT"));
    let regimes = store::regime::list(&read).await.unwrap();
    assert!(regimes.iter().all(|r| r.owner == app.unit("UBKT")));
}

#[tokio::test]
async fn the_plans_of_the_year_add_up_at_the_heir_and_those_of_the_past_stay() {
    let app = TestApp::new().await;
    app::regime::create_standard(&app.system(), app.unit("BTGDV"), date(2025, 7, 1))
        .await
        .unwrap();
    set_plan(&app, "XTD", 2025, "GD-09", "70").await;
    set_plan(&app, "XTD", 2026, "GD-09", "80").await;
    set_plan(&app, "XHS", 2026, "GD-09", "20").await;
    set_plan(&app, "XHS", 2027, "GD-09", "30").await;
    let input = act(TODAY, merge());
    let found = listed(&app, &input).await;
    assert!(found.contains(&(MoveKind::Plan, "2026: 1".into())));
    assert!(found.contains(&(MoveKind::Plan, "2026: 1; 2027: 1".into())));
    confirmed(&app, &input).await;
    let heir = unit(&app, "XM").await;
    let read = app.app.store.read();
    let of = async |unit, year| -> Vec<i64> {
        let plans = store::plan::list(&read, year).await.unwrap();
        plans
            .into_iter()
            .filter(|p| p.unit == unit)
            .map(|p| p.goal.value)
            .collect()
    };
    assert_eq!(of(heir, 2026).await, [100]);
    assert_eq!(of(heir, 2027).await, [30]);
    assert_eq!(of(app.unit("XTD"), 2025).await, [70]);
    assert_eq!(of(app.unit("XTD"), 2026).await, [] as [i64; 0]);
    assert_eq!(acts_of(&app, "plan.take_over").await, 2);
}

/// §6.2: the journal says of plans that were added up on which side they lie, and
/// with how many decimals their numbers are.
#[tokio::test]
async fn r_1_2_the_journal_of_plans_that_were_taken_over_names_their_thresholds() {
    let app = TestApp::new().await;
    app::regime::create_standard(&app.system(), app.unit("BTGDV"), date(2025, 7, 1))
        .await
        .unwrap();
    set_plan(&app, "XTD", 2026, "GD-09", "từ 80 trở lên").await;
    set_plan(&app, "XHS", 2026, "GD-09", "20").await;
    set_plan(&app, "XTD", 2026, "GN-03", "12,5").await;
    set_plan(&app, "XHS", 2026, "GN-03", "7,5").await;
    let steps = vec![Step::Merge {
        from: vec!["XTD".into()],
        into: "XHS".into(),
    }];
    confirmed(&app, &act(TODAY, steps)).await;
    let page = app::journal::list(&app.system(), None, None, 300).await;
    let page = page.unwrap();
    let found = page.iter().find(|s| s.entry.act == "plan.take_over");
    let told = &found.expect("an entry").entry.detail["joined"];
    let expected = serde_json::json!([
        {
            "indicator": "GD-09", "year": 2026, "scale": 0,
            "of_heir": 20,
            "of_former": 80, "of_former_bound": "at_least",
            "to": 100, "to_bound": "at_least",
        },
        {
            "indicator": "GN-03", "year": 2026, "scale": 1,
            "of_heir": 75, "of_former": 125, "to": 200,
        },
    ]);
    assert_eq!(*told, expected);
}

#[tokio::test]
async fn of_a_ratio_the_heirs_own_plan_stays_and_nothing_is_guessed() {
    let app = TestApp::new().await;
    let catalogue = domain::indicator::catalogue();
    let ratio = catalogue
        .iter()
        .find(|d| d.over_units != domain::indicator::Aggregation::Sum)
        .unwrap();
    set_plan(&app, "XTD", 2026, &ratio.code, "80").await;
    set_plan(&app, "XHS", 2026, &ratio.code, "60").await;
    let steps = vec![Step::Merge {
        from: vec!["XTD".into()],
        into: "XHS".into(),
    }];
    let before = store::plan::list(&app.app.store.read(), 2026)
        .await
        .unwrap();
    confirmed(&app, &act(TODAY, steps)).await;
    let after = store::plan::list(&app.app.store.read(), 2026)
        .await
        .unwrap();
    assert_eq!(before, after);
    assert_eq!(acts_of(&app, "plan.take_over").await, 0);
}

async fn asked(desk: &Desk) -> OpinionRoundId {
    let ctx = desk.app.coordinator().await;
    let input = AskOpinion {
        round: desk.round,
        version: overview(&ctx, desk.round).await.unwrap().version,
        units: vec![desk.app.unit("XTD"), desk.app.unit("SYT")],
        opens_at: ctx.now(),
        closes_at: ctx.now() + 24.hours(),
    };
    ask_opinion(&ctx, input).await.unwrap()
}

/// A draft with a paragraph, in a round with one report.
async fn drafted() -> Desk {
    let desk = Desk::new().await;
    let sections = [("I.1", "Đã tham mưu 12 văn bản.")];
    desk.send(desk.round, "SGDDT", &[("GD-09", "1200")], &sections)
        .await;
    let paragraph = Add {
        round: desk.round,
        section: "I.1".into(),
        text: "Toàn tỉnh tuyển {{GD-09}} người.".into(),
        version: 0,
    };
    add(&desk.app.coordinator().await, paragraph).await.unwrap();
    desk
}

/// How many things of a kind the act moves, once it is confirmed.
async fn moved(desk: &Desk, kind: MoveKind) -> usize {
    let input = act(TODAY, merge());
    let listed = listed(&desk.app, &input).await;
    confirmed(&desk.app, &input).await;
    listed.iter().filter(|(k, _)| *k == kind).count()
}

#[tokio::test]
async fn the_heir_is_asked_for_the_opinion() {
    let desk = drafted().await;
    let opinions = asked(&desk).await;
    assert_eq!(moved(&desk, MoveKind::Opinion).await, 1);
    let heir = unit(&desk.app, "XM").await;
    let reporter = desk.app.person("bc.xhs").await;
    let page = opinion_page(&reporter, opinions).await.unwrap();
    let units: Vec<_> = page.mine.iter().map(|(unit, _)| *unit).collect();
    assert_eq!(units, [heir]);
}

#[tokio::test]
async fn the_heir_receives_what_nobody_acknowledged() {
    let desk = drafted().await;
    let (ctx, head) = (
        desk.app.coordinator().await,
        desk.app.head_of_office().await,
    );
    let round = desk.round;
    let version = overview(&ctx, round).await.unwrap().version;
    let submitting = Submit {
        round,
        version,
        accept_stale: false,
        note: "Kính trình đồng chí.".into(),
    };
    submit(&ctx, submitting).await.unwrap();
    let sha256 = overview(&head, round).await.unwrap().submissions[0]
        .sha256
        .clone();
    sign(&head, Sign { round, sha256 }).await.unwrap();
    let paper = Issue {
        round,
        snapshot: 1,
        form: IssuerKind::Party,
        issued_on: TODAY,
        number: None,
        capacity: Capacity::Own,
        signs_for: String::new(),
        signer_title: "Trưởng ban".into(),
        signer_name: "Đinh Văn Rừng".into(),
        version: overview(&ctx, round).await.unwrap().version,
    };
    issue(&ctx, paper).await.unwrap();
    let also = Vec::new();
    let sending = Send {
        round,
        snapshot: 1,
        also,
    };
    send(&ctx, sending).await.unwrap();

    assert_eq!(moved(&desk, MoveKind::Receipt).await, 2);
    let heir = unit(&desk.app, "XM").await;
    let reporter = desk.app.person("bc.xhs").await;
    receive(&reporter, round, 1).await.unwrap();
    acknowledge(&reporter, round, 1).await.unwrap();
    let shown = overview(&ctx, round).await.unwrap();
    let receipts = &shown.snapshots[0].receipts;
    let own = receipts.iter().find(|(r, _)| r.unit == heir).unwrap();
    assert!(own.0.acknowledged.is_some());
    // Both received it: the heir answers by one, the other stays as it was sent.
    let former = [desk.app.unit("XTD"), desk.app.unit("XHS")];
    let left = receipts.iter().filter(|(r, _)| former.contains(&r.unit));
    assert_eq!(left.count(), 1);
}

#[tokio::test]
async fn articles_and_texts_of_an_ended_office_stay_its_own_and_the_heir_works_on_them() {
    let app = TestApp::new().await;
    let editor = app.editor().await;
    let office = app.unit("BTGDV");
    let article = app::article::create_blank(&editor, office, "Giao ban quý III")
        .await
        .unwrap();
    let steps = vec![Step::Merge {
        from: vec!["BTGDV".into()],
        into: "UBKT".into(),
    }];
    let input = act(TODAY, steps);
    confirmed(&app, &input).await;
    let editor = app.editor().await;
    let post = &editor.actor.person().unwrap().posts[0];
    assert_eq!(post.unit, app.unit("UBKT"), "the editor is the heir's now");
    let page = app::article::show(&editor, article).await.unwrap();
    assert_eq!(page.article.office, office);
}
