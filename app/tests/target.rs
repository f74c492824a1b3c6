//! Invitations and tasks addressed to groups, kinds and levels: kept as said, and
//! turned into units on the day on which they are sent.

use crate::common::{Held, draft, held, issue};
use app::conference::{self, invite_list, uninvite_list};
use app::{AppError, read_target};
use domain::conference::{ConclusionDraft, InvitedList, Target};
use domain::id::{ConferenceId, UnitId};
use domain::unit::UnitKind;
use testkit::TestApp;

/// A group of the office with one commune in it.
async fn group(app: &TestApp) {
    let office = app.coordinator().await;
    app::group::create(&office, app.unit("BTGDV"), "van-xa", "Khối văn xã")
        .await
        .unwrap();
    join(app, "XTD").await;
}

async fn join(app: &TestApp, unit: &str) {
    let from = app.coordinator().await.today();
    app::group::join(&app.coordinator().await, "van-xa", &[app.unit(unit)], from)
        .await
        .unwrap();
}

async fn invited(app: &TestApp, id: ConferenceId) -> Vec<(UnitId, i32)> {
    let page = conference::show(&app.coordinator().await, id)
        .await
        .unwrap();
    let lines = page.invitations.iter();
    lines
        .map(|line| (line.invitation.unit, line.invitation.seats))
        .collect()
}

fn list(code: &str) -> InvitedList {
    InvitedList {
        to: Target::Group(code.into()),
        seats: 2,
    }
}

#[tokio::test]
async fn r_1_7_a_group_is_invited_as_it_is_on_the_day_of_convening() {
    let app = TestApp::new().await;
    group(&app).await;
    let office = app.coordinator().await;
    let id = draft(&app).await;
    invite_list(&office, id, list("van-xa")).await.unwrap();
    assert_eq!(invited(&app, id).await, []);
    let page = conference::show(&office, id).await.unwrap();
    assert_eq!(page.lists, [("Khối văn xã".to_owned(), 1, 2)]);
    // Who joins before it is sent is invited too; who joins later is not.
    join(&app, "SYT").await;
    let version = page.conference.version;
    conference::convene(&app.coordinator().await, id, version)
        .await
        .unwrap();
    join(&app, "SGDDT").await;
    let mut found = invited(&app, id).await;
    found.sort();
    let mut wanted = [(app.unit("XTD"), 2), (app.unit("SYT"), 2)];
    wanted.sort();
    assert_eq!(found, wanted);
    let late = uninvite_list(&office, id, &list("van-xa").to).await;
    assert!(matches!(late, Err(AppError::Invalid(_))), "{late:?}");
}

#[tokio::test]
async fn r_1_7_a_list_is_taken_back_before_and_an_unknown_one_never_taken() {
    let app = TestApp::new().await;
    group(&app).await;
    let office = app.coordinator().await;
    let id = draft(&app).await;
    let unknown = invite_list(&office, id, list("khong-co")).await;
    assert!(matches!(unknown, Err(AppError::Invalid(_))), "{unknown:?}");
    let stranger = invite_list(&app.reporter("SYT").await, id, list("van-xa")).await;
    assert!(stranger.is_err());
    invite_list(&office, id, list("van-xa")).await.unwrap();
    uninvite_list(&office, id, &list("van-xa").to)
        .await
        .unwrap();
    let page = conference::show(&office, id).await.unwrap();
    assert_eq!(page.lists, []);
    let again = uninvite_list(&office, id, &list("van-xa").to).await;
    assert!(matches!(again, Err(AppError::NotFound)), "{again:?}");
}

#[tokio::test]
async fn r_1_7_a_task_goes_to_the_members_of_the_day_on_which_it_is_given() {
    let app = TestApp::new().await;
    group(&app).await;
    let Held { id } = held(&app).await;
    let conclusion = ConclusionDraft {
        text: "Phối hợp tuyên truyền.".into(),
        lead: Some(app.unit("SGDDT")),
        cooperating: vec![app.unit("XTD")],
        also: vec![Target::Group("van-xa".into())],
        ..ConclusionDraft::default()
    };
    conference::add_conclusion(&app.coordinator().await, id, conclusion)
        .await
        .unwrap();
    for unit in ["SYT", "SGDDT"] {
        join(&app, unit).await;
    }
    let tasks = issue(&app, &Held { id }).await;
    let given = tasks.last().unwrap();
    let page = conference::show(&app.coordinator().await, id)
        .await
        .unwrap();
    let line = page.conclusions.last().unwrap();
    // The paper says the group, the task names its units, the lead only once.
    assert_eq!(line.cooperating_names.last().unwrap(), "Khối văn xã");
    let units = store::task::units_of(&app.app.store.read(), &[*given])
        .await
        .unwrap();
    let mut all: Vec<UnitId> = units.iter().map(|u| u.unit).collect();
    all.sort();
    let mut wanted = ["SGDDT", "XTD", "SYT"].map(|code| app.unit(code));
    wanted.sort();
    assert_eq!(all, wanted);
}

#[tokio::test]
async fn r_1_7_lists_are_read_in_the_words_of_officials() {
    let app = TestApp::new().await;
    group(&app).await;
    let ctx = app.coordinator().await;
    let tree = ctx.tree().await.unwrap();
    let commune = Some(Target::Kind(UnitKind::Commune));
    let van_xa = Some(Target::Group("van-xa".into()));
    for (text, wanted) in [
        ("Khối văn xã", van_xa.clone()),
        ("khoi van xa", van_xa.clone()),
        ("văn xã", van_xa),
        ("Các xã, phường, đặc khu", commune.clone()),
        ("tất cả xã, phường, đặc khu", commune),
        ("Trực thuộc Tỉnh ủy", Some(Target::Below(app.unit("TU")))),
        ("các đơn vị nào đó", None),
        ("", None),
    ] {
        let found = read_target(&ctx, &tree, text).await.unwrap();
        assert_eq!(found, wanted, "{text}");
        let Some(target) = found else { continue };
        let words = app::target_words(&ctx.read(), &tree, ctx.locale, &target)
            .await
            .unwrap();
        let again = read_target(&ctx, &tree, &words).await.unwrap();
        assert_eq!(again, Some(target), "{words}");
    }
}
