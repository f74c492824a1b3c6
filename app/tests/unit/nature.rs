//! Acts that change what a unit is, and fields given or taken away: dated
//! like a new name, with everything open staying where it is.

use super::made::*;
use domain::field::Field;
use domain::unit::{Step, Tier, UnitKind};
use jiff::civil::{Date, date};
use testkit::TestApp;

const DAY: Date = date(2026, 10, 20);

fn steps() -> Vec<Step> {
    vec![
        Step::Change {
            unit: "XTD".into(),
            kind: Some(UnitKind::ServiceUnit),
            tier: Some(Tier::Province),
            place: "Phường Thượng Điền".into(),
        },
        Step::Charge {
            unit: "SGDDT".into(),
            field: Field::YTe,
        },
        Step::Discharge {
            unit: "SYT".into(),
            field: Field::YTe,
        },
    ]
}

#[tokio::test]
async fn r_1_2_what_a_unit_is_and_answers_for_changes_on_the_day_and_not_before() {
    let app = TestApp::new().await;
    let before = posts(&app, DAY).await;
    confirmed(&app, &act(DAY, steps())).await;
    let eve = DAY.yesterday().unwrap();
    let read = app.app.store.read();
    for (day, kind, tier, has, lacks) in [
        (eve, UnitKind::Commune, Tier::Commune, "SYT", "SGDDT"),
        (DAY, UnitKind::ServiceUnit, Tier::Province, "SGDDT", "SYT"),
    ] {
        let tree = app.system().tree_at(day).await.unwrap();
        let unit = tree.get(app.unit("XTD")).unwrap();
        assert_eq!((unit.kind, unit.tier), (kind, tier), "{day}");
        let fields = store::unit::functions_at(&read, day).await.unwrap();
        let holds = |code: &str| {
            let own = fields.get(&app.unit(code));
            own.is_some_and(|f| f.iter().any(|f| f == Field::YTe.code()))
        };
        assert!(holds(has) && !holds(lacks), "{day}");
    }
    // Nobody ends: people and what is owed stay.
    assert_eq!(posts(&app, DAY).await, before);
    let life = app::unit::life_of_code(&app.administrator().await, "XTD").await;
    let life = life.unwrap();
    let places: Vec<_> = life.versions.iter().map(|v| v.0.place.as_str()).collect();
    assert_eq!(places[1], "Phường Thượng Điền");
    assert_ne!(places[0], places[1]);
    assert_eq!(life.acts.len(), 1);
}

#[tokio::test]
async fn r_1_2_a_change_of_kind_and_fields_is_taken_back_like_any_other_act() {
    let app = TestApp::new().await;
    let read = app.app.store.read();
    let told = async || {
        let history = store::unit::history(&read).await.unwrap();
        let life = history.life(app.unit("XTD")).to_vec();
        (life, history.functions().to_vec())
    };
    let before = told().await;
    let done = confirmed(&app, &act(DAY, steps())).await;
    let who = app.administrator().await;
    let version = app::unit::load(&who, done.id).await.unwrap().row.version;
    app::unit::withdraw(&who, done.id, version, "Nhầm")
        .await
        .unwrap();
    assert_eq!(told().await, before);
}

#[tokio::test]
async fn bad_changes_are_refused_with_their_row() {
    let app = TestApp::new().await;
    let bad = vec![
        Step::Change {
            unit: "XTD".into(),
            kind: None,
            tier: None,
            place: String::new(),
        },
        Step::Charge {
            unit: "SYT".into(),
            field: Field::YTe,
        },
    ];
    let errors = refused(&app, &act(TODAY, bad)).await;
    let told = codes(&errors);
    assert_eq!(told, ["unit.act.change_empty", "unit.act.has_function"]);
    assert!(errors[1].args.contains(&("row", "2".into())));
}
