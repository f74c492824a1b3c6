//! Conferences, their conclusions, rounds and regimes go to the heirs.

use super::made::*;
use crate::common::{convened, held, issue};
use crate::reporting::open_quarter;
use app::conference::{NewDelegate, name_delegate};
use app::{round, task};
use domain::unit::Step;
use testkit::TestApp;

#[tokio::test]
async fn seats_and_delegates_of_a_coming_conference_go_to_the_heir() {
    let app = TestApp::new().await;
    let id = convened(&app).await;
    let delegate = NewDelegate {
        unit: app.unit("XTD"),
        person_name: "Hoàng Thị Suối".into(),
        person_title: "Phó Chủ tịch".into(),
    };
    name_delegate(&app.reporter("XTD").await, id, delegate)
        .await
        .unwrap();
    let into = Step::Merge {
        from: vec!["XTD".into()],
        into: "SYT".into(),
    };
    confirmed(&app, &act(TODAY, vec![into])).await;
    let read = app.app.store.read();
    let seats: Vec<_> = store::conference::list_invitations(&read, id)
        .await
        .unwrap()
        .into_iter()
        .map(|i| (i.unit, i.seats))
        .collect();
    // SYT was invited itself: it has its own seat and the one it inherited.
    assert_eq!(seats.len(), 2);
    assert!(seats.contains(&(app.unit("SYT"), 2)));
    let named = store::conference::list_attendances(&read, id)
        .await
        .unwrap();
    assert_eq!(named[0].unit, app.unit("SYT"));
}

#[tokio::test]
async fn the_office_itself_can_be_merged_with_its_regime_rounds_conferences_and_tasks() {
    let app = TestApp::new().await;
    let round_id = open_quarter(&app, 2026, 3).await;
    let conference = convened(&app).await;
    let into = Step::Merge {
        from: vec!["BTGDV".into()],
        into: "UBKT".into(),
    };
    confirmed(&app, &act(TODAY, vec![into])).await;
    let office = app.coordinator().await;
    let heir = app.unit("UBKT");
    assert_eq!(round::get(&office, round_id).await.unwrap().office, heir);
    let read = app.app.store.read();
    let regimes = store::regime::list(&read).await.unwrap();
    assert_eq!(regimes[0].owner, heir);
    let page = app::conference::show(&office, conference).await.unwrap();
    assert_eq!(page.conference.office, heir);
}

#[tokio::test]
async fn a_conclusion_without_a_notice_names_the_heir_so_that_its_task_finds_somebody() {
    let app = TestApp::new().await;
    let held = held(&app).await;
    let day = app.administrator().await.today();
    let steps = vec![Step::Merge {
        from: vec!["SGDDT".into(), "XTD".into()],
        into: "SKHCN".into(),
    }];
    confirmed(&app, &act(day, steps)).await;
    let id = issue(&app, &held).await[0];
    let page = task::show(&app.coordinator().await, id).await.unwrap();
    assert_eq!(page.task.lead, app.unit("SKHCN"));
    // Lead and cooperating unit became one: it has one part.
    assert_eq!(page.parts.len(), 1);
}
