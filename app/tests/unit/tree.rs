//! The tree of any day and the life of a unit, single units and
//! corrections.

use super::made::*;
use app::AppError;
use app::unit::{Correction, correct, create, life_of_code, tree_page};
use domain::field::Field;
use domain::unit::{LineageKind, NewUnit, Step, Tier, UnitKind};
use jiff::civil::date;
use testkit::TestApp;

async fn names(app: &TestApp, at: jiff::civil::Date) -> Vec<String> {
    let page = tree_page(&app.administrator().await, at, None, "")
        .await
        .unwrap();
    let top = &page.branches[0];
    top.children.iter().map(|b| b.unit.code.clone()).collect()
}

#[tokio::test]
async fn r_1_1_the_tree_shows_the_units_of_its_day_and_only_those_of_the_area() {
    let app = TestApp::new().await;
    confirmed(&app, &act(TODAY, merge())).await;
    let eve = names(&app, date(2026, 10, 4)).await;
    let day = names(&app, TODAY).await;
    assert!(eve.contains(&"XTD".to_owned()) && !eve.contains(&"XM".to_owned()));
    assert!(day.contains(&"XM".to_owned()) && !day.contains(&"XTD".to_owned()));
    assert!(!day.contains(&"BTGDV2".to_owned()));
    let admin = app.administrator().await;
    let before_all = tree_page(&admin, date(2020, 1, 1), None, "").await.unwrap();
    assert!(before_all.branches.is_empty());
    let hits = tree_page(&admin, TODAY, None, "so y te")
        .await
        .unwrap()
        .hits
        .unwrap();
    assert_eq!(hits.len(), 1);
    let foreign = tree_page(&admin, TODAY, Some("TU2"), "").await;
    assert!(matches!(foreign, Err(AppError::NotFound)));
    let reporter = tree_page(&app.reporter("SYT").await, TODAY, None, "").await;
    assert!(matches!(reporter, Err(AppError::Forbidden)));
}

#[tokio::test]
async fn r_1_1_who_reads_rounds_reads_the_tree_and_the_lives_of_the_area_and_changes_nothing() {
    let app = TestApp::new().await;
    for reader in [app.coordinator().await, app.inspector().await] {
        let page = tree_page(&reader, TODAY, None, "").await.unwrap();
        assert!(page.total > 0 && !page.may_change);
        let life = life_of_code(&reader, "SYT").await.unwrap();
        assert!(!life.may_change);
        let foreign = life_of_code(&reader, "TU2").await;
        assert!(matches!(foreign, Err(AppError::NotFound)));
        let act = act(TODAY, merge());
        let refused = app::unit::save(&reader, None, &act).await;
        assert!(matches!(refused, Err(AppError::Forbidden)));
    }
    let admin = app.administrator().await;
    let page = tree_page(&admin, TODAY, None, "").await.unwrap();
    assert!(page.may_change);
}

#[tokio::test]
async fn r_1_2_a_search_finds_an_ended_unit_by_its_code_and_every_name_and_says_who_follows_it() {
    let app = TestApp::new().await;
    let rename = Step::Rename {
        unit: "XHS".into(),
        name: "Phường Hạ Suối".into(),
        short_name: String::new(),
        symbol: String::new(),
    };
    confirmed(&app, &act(date(2026, 9, 20), vec![rename])).await;
    confirmed(&app, &act(TODAY, merge())).await;
    let admin = app.administrator().await;
    for typed in ["xhs", "xa ha suoi", "phuong ha suoi"] {
        let page = tree_page(&admin, TODAY, None, typed).await.unwrap();
        assert_eq!(page.ended.len(), 1, "{typed}");
        let ended = &page.ended[0];
        assert_eq!(
            (ended.unit.name.as_str(), ended.on),
            ("Phường Hạ Suối", TODAY)
        );
        let heir = life_of_code(&admin, "XM").await.unwrap();
        let heir = heir.present(TODAY).unwrap().name.clone();
        assert_eq!(ended.heirs, [heir], "{typed}");
        // On a day on which it lived it is no ended unit.
        let eve = tree_page(&admin, date(2026, 10, 4), None, typed)
            .await
            .unwrap();
        assert!(eve.ended.is_empty());
    }
    let foreign = tree_page(&app.foreign_coordinator().await, TODAY, None, "xhs").await;
    assert!(foreign.unwrap().ended.is_empty());
}

#[tokio::test]
async fn the_life_of_a_unit_tells_versions_lineage_both_ways_functions_and_posts() {
    let app = TestApp::new().await;
    let rename = Step::Rename {
        unit: "XHS".into(),
        name: "Phường Hạ Suối".into(),
        short_name: String::new(),
        symbol: String::new(),
    };
    confirmed(&app, &act(date(2026, 9, 20), vec![rename])).await;
    confirmed(&app, &act(TODAY, merge())).await;
    let admin = app.administrator().await;
    let old = life_of_code(&admin, "XHS").await.unwrap();
    let versions: Vec<_> = old
        .versions
        .iter()
        .map(|(v, above)| (v.name.as_str(), v.valid_to, above.as_str()))
        .collect();
    let above = "Tỉnh ủy Sông Thao Thượng";
    assert_eq!(
        versions,
        [
            ("Xã Hạ Suối", Some(date(2026, 9, 20)), above),
            ("Phường Hạ Suối", Some(TODAY), above)
        ]
    );
    assert_eq!(old.after.len(), 1);
    assert_eq!(
        (old.after[0].code.as_str(), old.after[0].kind),
        ("XM", LineageKind::Merge)
    );
    assert_eq!(old.acts.len(), 2);
    assert!(!old.is_living);
    let new = life_of_code(&admin, "XM").await.unwrap();
    let before: Vec<_> = new.before.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(before.len(), 2);
    assert!(before.contains(&"Phường Hạ Suối") && before.contains(&"Xã Thượng Điền"));
    assert!(new.fields.contains(&(Field::YTe, TODAY, None)));
    assert_eq!(new.posts.len(), 4);
    let foreign = life_of_code(&admin, "TU2").await;
    assert!(matches!(foreign, Err(AppError::NotFound)));
}

#[tokio::test]
async fn one_unit_is_added_and_corrected_with_every_defect_told_at_once() {
    let app = TestApp::new().await;
    let admin = app.administrator().await;
    let new = NewUnit {
        code: "BDPT".into(),
        name: "Báo và Phát thanh, Truyền hình".into(),
        short_name: "Báo PTTH".into(),
        symbol: String::new(),
        kind: UnitKind::Press,
        tier: Tier::Province,
        parent: "TU".into(),
        place: String::new(),
        fields: vec![Field::ThongTinTruyenThong],
    };
    let id = create(&admin, &new, TODAY).await.unwrap();
    let again = create(&admin, &new, TODAY).await.unwrap_err();
    assert_eq!(crate::common::codes(&again), ["unit.act.code_taken"]);
    let mut bad = new.clone();
    (bad.code, bad.name, bad.parent) = ("X X".into(), String::new(), "TU2".into());
    let refused = create(&admin, &bad, TODAY).await.unwrap_err();
    assert_eq!(crate::common::codes(&refused), ["unit.act.unit_unknown"]);
    let mut to = Correction {
        unit: id,
        name: String::new(),
        short_name: String::new(),
        symbol: "BPTTH".into(),
        place: String::new(),
        reason: String::new(),
    };
    let refused = correct(&admin, &to).await.unwrap_err();
    assert_eq!(crate::common::codes(&refused), ["required", "required"]);
    to.name = "Báo và Phát thanh, Truyền hình tỉnh".into();
    to.reason = "Ghi thiếu chữ".into();
    correct(&admin, &to).await.unwrap();
    let life = life_of_code(&admin, "BDPT").await.unwrap();
    // A correction makes no version: the unit was always called so.
    assert_eq!(life.versions.len(), 1);
    assert_eq!(life.versions[0].0.name, to.name);
    let same = correct(&admin, &to).await.unwrap_err();
    assert_eq!(crate::common::codes(&same), ["unit.nothing_changed"]);
    let stranger = correct(&app.coordinator().await, &to).await;
    assert!(matches!(stranger, Err(AppError::Forbidden)));
}

#[tokio::test]
async fn r_1_1_the_database_refuses_a_gap_and_the_doctor_finds_a_lost_parent() {
    let app = TestApp::new().await;
    let ctx = app.system();
    let units = async || {
        let checks = app::instance::examine(&ctx).await.unwrap();
        checks.into_iter().find(|c| c.code == "units").unwrap()
    };
    assert_eq!(units().await.level, app::instance::Level::Fine);
    let history = store::unit::history(&ctx.read()).await.unwrap();
    let mut later = history.life(app.unit("SYT"))[0].clone();
    let w = ctx.begin().await.unwrap();
    let from = later.valid_from;
    store::unit::close_version(&w, later.unit, from, date(2026, 1, 1))
        .await
        .unwrap();
    later.valid_from = date(2026, 1, 2);
    let gap = store::unit::insert_version(&w, ctx.new_id(), &later).await;
    assert!(gap.is_err());
    drop(w);
    assert_eq!(units().await.level, app::instance::Level::Fine);
    // The unit above ends and those below it go on: no version by itself shows it.
    let top = history.life(app.unit("TU"))[0].clone();
    let w = ctx.begin().await.unwrap();
    store::unit::close_version(&w, top.unit, top.valid_from, date(2026, 1, 1))
        .await
        .unwrap();
    let noun = domain::journal::Noun::Unit;
    let entry = ctx.entry("unit.create", noun, top.unit.0, None, serde_json::json!({}));
    ctx.commit(w, entry).await.unwrap();
    let found = units().await;
    assert_eq!(found.level, app::instance::Level::Failure);
    assert!(
        found.detail.contains("unit.parent_missing"),
        "{}",
        found.detail
    );
}
