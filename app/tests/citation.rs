//! Numbers named in texts: recognised when shown, and listed on
//! the directive's page by a follower of the journal, inside the reader's rights.

use crate::common;

use crate::papers::enter;
use crate::reporting::{give_back, open_quarter, owed, save, send, words};
use app::directive::{cite, follow_mentions, rebuild_mentions};
use domain::conference::ConclusionDraft;
use domain::id::ReportVersionId;
use domain::journal::Noun;
use domain::report::{ReportState, ReturnKind};
use jiff::civil::date;
use serde_json::json;
use store::mention::MentionNoun;
use store::report::Version;
use testkit::TestApp;

#[tokio::test]
async fn numbers_of_a_text_lead_to_the_entries_that_they_may_mean() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    let one = enter(&ctx, &app, "20-NQ/TW", "khóa XII", date(2017, 10, 25)).await;
    enter(&ctx, &app, "68/NQ-CP", "", date(2021, 7, 1)).await;
    enter(&ctx, &app, "68-NQ/TW", "khóa XIII", date(2025, 5, 4)).await;
    let text = "Thực hiện Nghị quyết số 20 - NQ/TW và Nghị quyết 68; Kế hoạch số 05-KH/TU.";
    let found = cite(&ctx, &[text]).await.unwrap().remove(0);
    let told: Vec<(&str, usize)> = found
        .iter()
        .map(|c| (c.symbol.as_str(), c.entries.len()))
        .collect();
    assert_eq!(told, [("20-NQ/TW", 1), ("68", 2), ("05-KH/TU", 0)]);
    assert_eq!(found[0].entries[0].id, one);
    assert_eq!(&text[found[0].range.clone()], "20 - NQ/TW");
    assert_eq!(found[2].doc_type, "Kế hoạch");
    // Who may not see the register sees no links.
    let nobody = cite(&app.anonymous(), &[text]).await.unwrap();
    assert!(nobody[0].is_empty());
}

#[tokio::test]
async fn the_page_of_a_directive_lists_the_reports_that_name_it_inside_the_rights() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    let round = open_quarter(&app, 2026, 3).await;
    let health = owed(&app, round, "SYT").await;
    send(&app, health, 0, "Đã triển khai Nghị quyết số 20-NQ/TW.").await;
    follow_mentions(&app.app).await.unwrap();
    // The entry is made after the report: it is found all the same.
    let id = enter(&ctx, &app, "20-NQ/TW", "khóa XII", date(2017, 10, 25)).await;
    let page = app::directive::show(&ctx, id).await.unwrap();
    assert_eq!(page.places.len(), 1);
    let place = &page.places[0].mention;
    assert_eq!((place.noun, place.subject), (MentionNoun::Report, health.0));
    assert!(place.quote.contains("20-NQ/TW"));
    assert!(place.title.starts_with("Sở Y tế"));
    let own = app::directive::show(&app.reporter("SYT").await, id)
        .await
        .unwrap();
    assert_eq!(own.places.len(), 1);
    let other = app::directive::show(&app.reporter("SGDDT").await, id)
        .await
        .unwrap();
    assert!(other.places.is_empty(), "another unit's report");
}

#[tokio::test]
async fn a_text_that_no_longer_names_a_document_is_dropped_from_its_page() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    let round = open_quarter(&app, 2026, 3).await;
    let health = owed(&app, round, "SYT").await;
    let number = send(&app, health, 0, "Đã triển khai Nghị quyết số 20-NQ/TW.").await;
    follow_mentions(&app.app).await.unwrap();
    let id = enter(&ctx, &app, "20-NQ/TW", "khóa XII", date(2017, 10, 25)).await;
    app::report::return_to_unit(&ctx, give_back(health, number, ReturnKind::Correction))
        .await
        .unwrap();
    let draft = store::report::find_draft(&ctx.read(), health)
        .await
        .unwrap()
        .unwrap();
    send(&app, health, draft.version, "Đã triển khai các nghị quyết.").await;
    follow_mentions(&app.app).await.unwrap();
    let page = app::directive::show(&ctx, id).await.unwrap();
    assert!(page.places.is_empty(), "{:?}", page.places);
}

#[tokio::test]
async fn conclusions_are_followed_and_the_index_can_be_rebuilt_from_zero() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    let id = enter(&ctx, &app, "85-KH/TU", "khóa XX", date(2022, 3, 4)).await;
    let conference = common::draft(&app).await;
    let conclusion = ConclusionDraft {
        text: "Sở Y tế tổng kết Kế hoạch số 85-KH/TU của Tỉnh ủy.".into(),
        lead: Some(app.unit("SYT")),
        ..ConclusionDraft::default()
    };
    app::conference::add_conclusion(&ctx, conference, conclusion)
        .await
        .unwrap();
    assert!(follow_mentions(&app.app).await.unwrap() > 0);
    assert_eq!(
        follow_mentions(&app.app).await.unwrap(),
        0,
        "nothing new to follow"
    );
    let places = |page: app::directive::DirectivePage| -> Vec<_> {
        page.places
            .into_iter()
            .map(|p| (p.mention.noun, p.mention.subject, p.mention.quote))
            .collect()
    };
    let before = places(app::directive::show(&ctx, id).await.unwrap());
    assert_eq!(before.len(), 1);
    assert_eq!(before[0].1, conference.0);
    rebuild_mentions(&app.app).await.unwrap();
    let after = places(app::directive::show(&ctx, id).await.unwrap());
    assert_eq!(before, after);
}

/// a journal from before signing and sending were two acts has one entry for
/// both, `report.sign` with the number of the version.
#[tokio::test]
async fn r_2_1_a_rebuilt_index_finds_a_report_that_was_signed_and_received_in_one_act() {
    let app = TestApp::new().await;
    let (ctx, head) = (app.coordinator().await, app.head("SYT").await);
    let round = open_quarter(&app, 2026, 3).await;
    let health = owed(&app, round, "SYT").await;
    let text = words("Đã triển khai Nghị quyết số 20-NQ/TW.");
    let kept = save(&app.reporter("SYT").await, health, 0, text).await;
    let id = enter(&ctx, &app, "20-NQ/TW", "khóa XII", date(2017, 10, 25)).await;
    rebuild_mentions(&app.app).await.unwrap();
    let page = app::directive::show(&ctx, id).await.unwrap();
    assert!(page.places.is_empty(), "a draft is its unit's own");

    let w = head.begin().await.unwrap();
    let body = kept.draft.body.clone();
    let version = Version {
        id: ReportVersionId(head.new_id()),
        obligation: health,
        number: 1,
        sha256: body.sha256(),
        body,
        signed_by: head.account().unwrap(),
        signed_at: head.now(),
        sent_by: None,
        received_at: head.now(),
        late_reason: None,
    };
    store::report::insert_version(&w, &version).await.unwrap();
    let report = store::obligation::find(&w, health).await.unwrap();
    let mut report = report.unwrap();
    report.state = ReportState::Received;
    report.last_version = 1;
    report.first_received_at = Some(head.now());
    report.last_received_at = Some(head.now());
    store::obligation::update(&w, &report).await.unwrap();
    let detail = json!({
        "version": 1,
        "from": "drafting",
        "to": "received",
        "sha256": version.sha256,
        "late_reason": null,
    });
    let entry = head.entry(
        "report.sign",
        Noun::Report,
        health.0,
        Some(report.unit),
        detail,
    );
    head.commit(w, entry).await.unwrap();
    rebuild_mentions(&app.app).await.unwrap();
    let page = app::directive::show(&ctx, id).await.unwrap();
    let found: Vec<_> = page.places.iter().map(|p| p.mention.subject).collect();
    assert_eq!(found, [health.0]);
}

#[tokio::test]
async fn a_text_older_than_the_document_means_another() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    let round = open_quarter(&app, 2026, 3).await;
    let health = owed(&app, round, "SYT").await;
    send(&app, health, 0, "Đã triển khai Nghị quyết số 20-NQ/TW.").await;
    follow_mentions(&app.app).await.unwrap();
    let later = enter(&ctx, &app, "20-NQ/TW", "khóa XIV", date(2027, 2, 1)).await;
    let page = app::directive::show(&ctx, later).await.unwrap();
    assert!(page.places.is_empty());
}

#[tokio::test]
async fn a_task_that_names_a_document_stands_on_its_page_for_those_who_carry_it_out() {
    let app = TestApp::new().await;
    let held = common::held(&app).await;
    let ctx = app.coordinator().await;
    let conclusion = ConclusionDraft {
        text: "Sở Y tế tổng kết Kế hoạch số 85-KH/TU của Tỉnh ủy.".into(),
        lead: Some(app.unit("SYT")),
        ..ConclusionDraft::default()
    };
    app::conference::add_conclusion(&ctx, held.id, conclusion)
        .await
        .unwrap();
    let tasks = common::issue(&app, &held).await;
    follow_mentions(&app.app).await.unwrap();
    let id = enter(&ctx, &app, "85-KH/TU", "khóa XX", date(2022, 3, 4)).await;
    let seen = async |who: app::Ctx| -> Vec<_> {
        let page = app::directive::show(&who, id).await.unwrap();
        let of_tasks = page.places.into_iter().map(|p| p.mention);
        let of_tasks = of_tasks.filter(|m| m.noun == MentionNoun::Task);
        of_tasks.map(|m| m.subject).collect()
    };
    let task = tasks.last().unwrap().0;
    assert_eq!(seen(app.coordinator().await).await, [task]);
    assert_eq!(seen(app.reporter("SYT").await).await, [task], "the lead");
    assert!(seen(app.reporter("XTD").await).await.is_empty());
}

#[tokio::test]
async fn a_bare_number_stands_on_the_pages_of_its_type_and_says_that_it_is_bare() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    let round = open_quarter(&app, 2026, 3).await;
    let health = owed(&app, round, "SYT").await;
    send(
        &app,
        health,
        0,
        "Đã triển khai Nghị quyết 68 và Kết luận 68.",
    )
    .await;
    follow_mentions(&app.app).await.unwrap();
    let party = enter(&ctx, &app, "68-NQ/TW", "khóa XIII", date(2025, 5, 4)).await;
    let other = enter(&ctx, &app, "69-NQ/TW", "khóa XIII", date(2025, 6, 4)).await;
    let bare = async |id| -> Vec<bool> {
        let page = app::directive::show(&ctx, id).await.unwrap();
        page.places.iter().map(|p| p.is_bare).collect()
    };
    assert_eq!(bare(party).await, [true]);
    assert!(bare(other).await.is_empty());
}
