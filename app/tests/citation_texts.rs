//! Every text of a report, a conference and a task in which a directive is named
//! stands on the directive's page.

use crate::common;
use crate::papers::enter;
use crate::reporting::{open_quarter, owed, save, words};
use app::conference::ConferenceInput;
use app::directive::{follow_mentions, rebuild_mentions};
use app::report::{SignReport, submit};
use app::task::{self, ProgressInput};
use domain::conference::{AgendaItem, AgendaKind, ConclusionDraft};
use domain::id::{ConferenceId, DirectiveId};
use jiff::civil::date;
use store::Chore;
use store::mention::{Mention, MentionNoun};
use testkit::TestApp;

/// The directive that the texts name.
async fn plan(app: &TestApp) -> DirectiveId {
    let ctx = app.coordinator().await;
    enter(&ctx, app, "85-KH/TU", "khóa XX", date(2022, 3, 4)).await
}

/// The places on its page, for the coordinator.
async fn places(app: &TestApp, id: DirectiveId) -> Vec<Mention> {
    let ctx = app.coordinator().await;
    let page = app::directive::show(&ctx, id).await.unwrap();
    page.places.into_iter().map(|p| p.mention).collect()
}

/// A conference whose title and agenda are these.
async fn conference(app: &TestApp, title: &str, item: &str) -> ConferenceId {
    let input = ConferenceInput {
        office: app.unit("BTGDV"),
        title: title.into(),
        host: "Ban Tuyên giáo và Dân vận Tỉnh ủy".into(),
        held_on: Some(date(2026, 10, 9)),
        starts_at: None,
        place: String::new(),
        chair_name: String::new(),
        chair_title: String::new(),
        agenda: vec![AgendaItem {
            title: item.into(),
            presenter: String::new(),
            minutes: 15,
            kind: AgendaKind::Open,
        }],
    };
    app::conference::create(&app.coordinator().await, None, input)
        .await
        .unwrap()
}

/// a note beside a figure is a text of the report.
#[tokio::test]
async fn r_11_3_a_note_beside_a_figure_stands_on_the_page_of_the_directive_it_names() {
    let app = TestApp::new().await;
    let round = open_quarter(&app, 2026, 3).await;
    let health = owed(&app, round, "SYT").await;
    let mut typed = testkit::saying_why_late(words("Đã triển khai các kế hoạch."));
    typed.cells.numbers.insert("YT-09".into(), "5".into());
    let note = "Số theo Kế hoạch số 85-KH/TU.";
    typed.cells.notes.insert("YT-09".into(), note.into());
    let kept = save(&app.reporter("SYT").await, health, 0, typed).await;
    let id = plan(&app).await;
    follow_mentions(&app.app).await.unwrap();
    assert_eq!(places(&app, id).await, [], "a draft is its unit's own");

    let sent = SignReport {
        obligation: health,
        version: kept.version,
    };
    submit(&app.head("SYT").await, sent).await.unwrap();
    follow_mentions(&app.app).await.unwrap();
    let found = places(&app, id).await;
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(
        (found[0].noun, found[0].subject),
        (MentionNoun::Report, health.0)
    );
    assert_eq!(found[0].quote, note);
}

/// so is what a conclusion expects.
#[tokio::test]
async fn r_11_3_the_output_of_a_conclusion_stands_on_the_page_of_the_directive_it_names() {
    let app = TestApp::new().await;
    let held = common::draft(&app).await;
    let conclusion = ConclusionDraft {
        text: "Sở Y tế tổng kết công tác y tế dự phòng.".into(),
        lead: Some(app.unit("SYT")),
        output: "Báo cáo tổng kết Kế hoạch số 85-KH/TU".into(),
        ..ConclusionDraft::default()
    };
    app::conference::add_conclusion(&app.coordinator().await, held, conclusion)
        .await
        .unwrap();
    let id = plan(&app).await;
    follow_mentions(&app.app).await.unwrap();
    let found = places(&app, id).await;
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(
        (found[0].noun, found[0].subject),
        (MentionNoun::Conference, held.0)
    );
    assert_eq!(found[0].quote, "Báo cáo tổng kết Kế hoạch số 85-KH/TU");
}

/// and the agenda of a conference.
#[tokio::test]
async fn r_11_3_an_agenda_stands_on_the_page_of_the_directive_it_names() {
    let app = TestApp::new().await;
    let item = "Báo cáo tổng kết Kế hoạch số 85-KH/TU";
    let held = conference(&app, "Hội nghị giao ban quý III năm 2026", item).await;
    let id = plan(&app).await;
    follow_mentions(&app.app).await.unwrap();
    let found = places(&app, id).await;
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].subject, found[0].quote.as_str()), (held.0, item));
}

/// and its title.
#[tokio::test]
async fn r_11_3_the_title_of_a_conference_stands_on_the_page_of_the_directive_it_names() {
    let app = TestApp::new().await;
    let title = "Hội nghị tổng kết Kế hoạch số 85-KH/TU";
    let held = conference(&app, title, "Khai mạc").await;
    let id = plan(&app).await;
    follow_mentions(&app.app).await.unwrap();
    let found = places(&app, id).await;
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].subject, found[0].title.as_str()), (held.0, title));
    // Who does not read the office's conferences does not learn of it.
    let unit = app.reporter("XTD").await;
    let page = app::directive::show(&unit, id).await.unwrap();
    assert!(page.places.is_empty(), "{:?}", page.places);
}

/// what a unit once said of its part stays in the diary, and on the page.
#[tokio::test]
async fn r_11_3_the_diary_of_a_task_stands_on_the_page_of_the_directive_it_names() {
    let app = TestApp::new().await;
    let held = common::held(&app).await;
    let task = common::issue(&app, &held).await[0];
    let reporter = app.reporter("SGDDT").await;
    for text in [
        "Đã rà soát theo Kế hoạch số 85-KH/TU.",
        "Đã xong 12 trường.",
    ] {
        let page = task::show(&reporter, task).await.unwrap();
        let part = page.parts.iter().find(|p| p.unit.unit == app.unit("SGDDT"));
        let input = ProgressInput {
            unit: app.unit("SGDDT"),
            version: part.expect("the lead").unit.version,
            percent: Some(40),
            text: text.into(),
        };
        task::progress(&reporter, task, input).await.unwrap();
    }
    let id = plan(&app).await;
    follow_mentions(&app.app).await.unwrap();
    let found = places(&app, id).await;
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(
        (found[0].noun, found[0].subject),
        (MentionNoun::Task, task.0)
    );
}

/// Invariant 4: an index that an older follower made is read again once, and becomes
/// what an index made from zero is.
#[tokio::test]
async fn an_index_of_an_older_follower_is_read_again_once() {
    let app = TestApp::new().await;
    let title = "Hội nghị tổng kết Kế hoạch số 85-KH/TU";
    let held = conference(&app, title, "Khai mạc").await;
    let id = plan(&app).await;
    // As the older follower left it: at the end of the journal, without the title.
    let w = app.app.store.begin().await.unwrap();
    let (head, _) = store::journal::head(&w).await.unwrap();
    store::journal::set_cursor(&w, "mentions.2", head)
        .await
        .unwrap();
    w.commit_chore(Chore::Cursor).await.unwrap();
    assert_eq!(places(&app, id).await, []);
    assert!(follow_mentions(&app.app).await.unwrap() > 0);
    let told = |found: Vec<Mention>| -> Vec<_> {
        found.into_iter().map(|m| (m.subject, m.quote)).collect()
    };
    let followed = told(places(&app, id).await);
    assert_eq!(followed, [(held.0, title.to_owned())]);
    assert_eq!(follow_mentions(&app.app).await.unwrap(), 0, "once");
    rebuild_mentions(&app.app).await.unwrap();
    assert_eq!(told(places(&app, id).await), followed);
}
