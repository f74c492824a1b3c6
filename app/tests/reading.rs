//! Confirming what was read: a past conference, entries of the register with
//! reviews, draft tasks, observations, in one act; nothing before.

use crate::papers::{PAGE, RICH, accepted, defects, enter, taken, waiting};
use app::AppError;
use app::directive::EnterDirective;
use app::reading::{Link, Taken};
use domain::conference::Origin;
use domain::directive::{DirectiveState, ReviewState};
use jiff::civil::date;
use testkit::TestApp;

#[tokio::test]
async fn a_page_becomes_a_past_conference_and_register_entries_only_when_confirmed() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    let id = waiting(&ctx, &app, PAGE).await;
    assert!(app::directive::list(&ctx, "").await.unwrap().is_empty());
    let confirmed = app::reading::confirm(&ctx, id, accepted(&ctx, id).await)
        .await
        .unwrap();
    assert_eq!(confirmed.new_directives, 2);
    let conference = store::conference::find(&ctx.read(), confirmed.conference.unwrap())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(conference.held_on, date(2024, 4, 9));
    assert_eq!(conference.chair_name, "Đặng Văn Thử");
    let found = app::directive::list(&ctx, "85 KH TU").await.unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].symbol, "85-KH/TU");
    let page = app::directive::show(&ctx, found[0].id).await.unwrap();
    assert_eq!(page.citations[0].citation.subject, conference.id.0);
    assert_eq!(page.citations[0].title, conference.title);
    assert!(
        page.reviews
            .iter()
            .any(|(r, _)| r.due_on == date(2027, 3, 4) && r.years == 5)
    );
}

#[tokio::test]
async fn everything_accepted_is_stored_in_one_act_and_tasks_stay_drafts() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    let id = waiting(&ctx, &app, RICH).await;
    let wanted = accepted(&ctx, id).await;
    assert!(wanted.tasks.len() >= 2, "{:?}", wanted.tasks);
    assert!(!wanted.figures.is_empty() && !wanted.limitations.is_empty());
    let before = store::journal::head(&ctx.read()).await.unwrap().0;
    let done = app::reading::confirm(&ctx, id, wanted.clone())
        .await
        .unwrap();
    // tasks are draft conclusions until a notice is issued.
    let conference = app::conference::show(&ctx, done.conference.unwrap())
        .await
        .unwrap();
    assert_eq!(conference.conference.origin, Origin::Read);
    assert_eq!(conference.conclusions.len(), wanted.tasks.len());
    assert!(conference.conclusions.iter().all(|c| c.task.is_none()));
    let health = conference
        .conclusions
        .iter()
        .find(|c| c.conclusion.draft.lead == Some(app.unit("SYT")))
        .expect("the unit that the words name");
    assert_eq!(health.conclusion.draft.due_on, Some(date(2024, 6, 15)));
    // Domain facts §6.3: figures keep source, words and who confirmed.
    let stored = app::reading::stored(&ctx, id).await.unwrap().unwrap();
    assert_eq!(stored.observations.len(), wanted.figures.len());
    let insured = stored
        .observations
        .iter()
        .find(|o| o.value == 937 && o.scale == 1)
        .expect("93,7 %");
    assert_eq!(Some(insured.confirmed_by), ctx.actor.account());
    assert!(insured.quote.contains("93,7"));
    assert_eq!(insured.period.as_ref().unwrap().kind, "quarter");
    assert_eq!(stored.record.limitations.len(), wanted.limitations.len());
    assert_eq!(stored.record.chairs[0].name, "Đặng Văn Thử");
    // The chair is not named twice, and the fields are those of the text.
    assert!(
        stored.record.people.is_empty(),
        "{:?}",
        stored.record.people
    );
    let facts = app::reading::show(&ctx, id).await.unwrap().facts;
    assert!(!facts.fields.is_empty());
    assert_eq!(stored.record.fields, facts.fields);
    // One act: one entry for each object, the text's own last.
    let acts: Vec<String> = store::journal::list_after(&ctx.read(), before, 100)
        .await
        .unwrap()
        .into_iter()
        .map(|s| s.entry.act)
        .collect();
    assert_eq!(acts.first().unwrap(), "conference.read_in");
    assert_eq!(acts.last().unwrap(), "reading.confirm");
    assert!(acts.contains(&"directive.enter".into()), "{acts:?}");
}

#[tokio::test]
async fn a_review_named_in_the_text_stands_on_the_directive() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    let id = waiting(&ctx, &app, RICH).await;
    let wanted = accepted(&ctx, id).await;
    assert_eq!(wanted.reviews.len(), 1, "{:?}", wanted.reviews);
    let done = app::reading::confirm(&ctx, id, wanted).await.unwrap();
    let page = app::directive::show(&ctx, done.directives[0])
        .await
        .unwrap();
    let review = page
        .reviews
        .iter()
        .map(|(r, _)| r)
        .find(|r| r.years == 10)
        .expect("ten years of 29-NQ/TW");
    assert_eq!(review.due_on, date(2023, 11, 4));
    assert_eq!(review.state, ReviewState::Planned);
}

#[tokio::test]
async fn every_wrong_entry_is_told_at_once_and_nothing_is_stored() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    let id = waiting(&ctx, &app, RICH).await;
    let mut wanted = accepted(&ctx, id).await;
    wanted.title = " ".into();
    wanted.period_index = "5".into();
    wanted.documents[0].directive.symbol = "không phải số".into();
    wanted.figures[0].value = "nhiều".into();
    wanted.tasks[0].text = String::new();
    wanted.tasks[1].due_on = Some(date(2024, 1, 1));
    wanted.reviews[0].years = "0".into();
    wanted.limitations[0].text = " ".into();
    let found = defects(
        app::reading::confirm(&ctx, id, wanted.clone())
            .await
            .unwrap_err(),
    );
    let fields: Vec<&str> = found.iter().map(|(field, _)| field.as_str()).collect();
    for expected in [
        "title",
        "period_index",
        "documents.0.symbol",
        "figures.0.value",
        "tasks.0.text",
        "tasks.1.due_on",
        "reviews.0.years",
        "limitations.0.text",
    ] {
        assert!(fields.contains(&expected), "{expected} is not in {found:?}");
    }
    assert!(app::directive::list(&ctx, "").await.unwrap().is_empty());
    // Tasks and persons without a conference have no place.
    for (code, is_task) in [
        ("reading.tasks_need_conference", true),
        ("reading.people_need_conference", false),
    ] {
        let mut alone = accepted(&ctx, id).await;
        assert!(!alone.tasks.is_empty() && !alone.people.is_empty());
        alone.with_conference = false;
        if is_task {
            alone.people.clear();
        } else {
            alone.tasks.clear();
        }
        let found = defects(app::reading::confirm(&ctx, id, alone).await.unwrap_err());
        assert_eq!(found, [("with_conference".to_owned(), code)]);
    }
}

#[tokio::test]
async fn a_number_of_several_documents_is_told_apart_by_date_or_by_a_person() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    // Party numbers run through a term; the same digits come again.
    let eleventh = enter(&ctx, &app, "29-NQ/TW", "khóa XI", date(2013, 11, 4)).await;
    let twelfth = enter(&ctx, &app, "29-NQ/TW", "khóa XII", date(2018, 7, 25)).await;
    let id = waiting(&ctx, &app, PAGE).await;
    let found = app::reading::show(&ctx, id).await.unwrap();
    let proposed = app::reading::suggest(&ctx, &found).await.unwrap();
    assert_eq!(proposed.documents[0].candidates.len(), 2);
    assert_eq!(
        proposed.documents[0].link,
        Link::To(eleventh),
        "by its date"
    );
    // Without the date the term tells; without both a person must say.
    let undated = PAGE.replace("ngày 04/11/2013 ", "");
    let by_term = waiting(&ctx, &app, &undated).await;
    let by_term = accepted(&ctx, by_term).await;
    assert_eq!(by_term.documents[0].link, Link::To(eleventh), "by its term");
    let undated = undated.replace(" khóa XI", "");
    let other = waiting(&ctx, &app, &undated).await;
    let mut wanted = accepted(&ctx, other).await;
    assert_eq!(wanted.documents[0].link, Link::Open);
    let errors = defects(
        app::reading::confirm(&ctx, other, wanted.clone())
            .await
            .unwrap_err(),
    );
    assert_eq!(
        errors,
        [("documents.0.link".to_owned(), "reading.choose_link")]
    );
    wanted.documents[0].link = Link::To(twelfth);
    let done = app::reading::confirm(&ctx, other, wanted).await.unwrap();
    assert!(done.directives.contains(&twelfth) && !done.directives.contains(&eleventh));
    assert_eq!(done.new_directives, 1, "85-KH/TU alone is new");
}

#[tokio::test]
async fn what_was_issued_after_the_meeting_is_no_candidate() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    enter(&ctx, &app, "85-KH/TU", "khóa XX", date(2026, 3, 4)).await;
    let id = waiting(&ctx, &app, PAGE).await;
    let found = app::reading::show(&ctx, id).await.unwrap();
    let proposed = app::reading::suggest(&ctx, &found).await.unwrap();
    assert!(
        proposed
            .documents
            .iter()
            .all(|d| d.candidates.is_empty() && d.link == Link::New)
    );
}

#[tokio::test]
async fn the_same_document_of_two_texts_is_entered_once() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    let id = waiting(&ctx, &app, PAGE).await;
    app::reading::confirm(&ctx, id, accepted(&ctx, id).await)
        .await
        .unwrap();
    let other = waiting(&ctx, &app, &PAGE.replace("quý I ", "quý một ")).await;
    let again = app::reading::confirm(&ctx, other, accepted(&ctx, other).await)
        .await
        .unwrap();
    assert_eq!((again.directives.len(), again.new_directives), (2, 0));
    // Who decides second is told.
    let late = app::reading::confirm(&ctx, id, accepted(&ctx, id).await)
        .await
        .unwrap_err();
    assert_eq!(defects(late)[0].1, "reading.decided");
}

#[tokio::test]
async fn a_secret_paper_is_refused_and_nothing_of_it_is_kept() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    let secret = format!("TỈNH ỦY\nTỐI MẬT\nSố 01-BC/TU\n\n{PAGE}");
    let office = app.unit("BTGDV");
    let err = app::reading::take_in(&ctx, office, "bao-cao.txt".into(), secret.into_bytes())
        .await
        .unwrap_err();
    assert_eq!(defects(err), [("file".to_owned(), "reading.secret")]);
    let queue = app::reading::list(&ctx, None, 10).await.unwrap();
    assert!(queue.lines.is_empty() && queue.counts.is_empty());
    let journal = store::journal::list_after(&ctx.read(), 0, 100)
        .await
        .unwrap();
    let refusal = journal
        .iter()
        .find(|s| s.entry.act == "reading.refuse")
        .unwrap();
    assert!(!refusal.entry.detail.to_string().contains("bao-cao"));
}

#[tokio::test]
async fn a_number_without_date_or_term_stays_unresolved_until_completed() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    let office = app.unit("BTGDV");
    let input = EnterDirective {
        symbol: "20 - NQ/TW".into(),
        ..EnterDirective::default()
    };
    let id = app::directive::enter(&ctx, office, input.clone())
        .await
        .unwrap();
    let found = app::directive::show(&ctx, id).await.unwrap().directive;
    assert_eq!(
        (found.symbol.as_str(), found.doc_type.as_str()),
        ("20-NQ/TW", "Nghị quyết")
    );
    assert_eq!(found.state, DirectiveState::Unresolved);
    let term = EnterDirective {
        term: "khóa XI".into(),
        issued_on: Some(date(2012, 11, 1)),
        ..input.clone()
    };
    app::directive::complete(&ctx, office, id, found.version, term.clone())
        .await
        .unwrap();
    let stale = app::directive::complete(&ctx, office, id, found.version, term.clone())
        .await
        .unwrap_err();
    assert!(matches!(stale, AppError::Conflict), "{stale:?}");
    // The namesake of another term is another document; the same one is refused.
    let other = EnterDirective {
        term: "khóa XII".into(),
        issued_on: Some(date(2017, 10, 25)),
        ..input
    };
    app::directive::enter(&ctx, office, other).await.unwrap();
    let twin = app::directive::enter(&ctx, office, term).await.unwrap_err();
    assert!(matches!(twin, AppError::Invalid(_)), "{twin:?}");
}

#[tokio::test]
async fn a_unit_cannot_read_documents_in() {
    let app = TestApp::new().await;
    let ctx = app.reporter("SYT").await;
    let err = app::reading::take_in(&ctx, app.unit("BTGDV"), "a.txt".into(), PAGE.into())
        .await
        .unwrap_err();
    assert!(matches!(err, AppError::Forbidden), "{err:?}");
}

#[tokio::test]
async fn another_province_sees_neither_queue_nor_text() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    let Taken::Queued(id) = taken(&ctx, &app, "trang.txt", PAGE).await else {
        panic!("a new file")
    };
    app::reading::read_queued(&app.app).await.unwrap();
    let other = app.foreign_coordinator().await;
    let queue = app::reading::list(&other, None, 10).await.unwrap();
    assert!(queue.lines.is_empty() && queue.counts.is_empty());
    for err in [
        app::reading::find_line(&other, id).await.unwrap_err(),
        app::reading::show(&other, id).await.unwrap_err(),
        app::reading::confirm(&other, id, accepted(&ctx, id).await)
            .await
            .unwrap_err(),
    ] {
        assert!(matches!(err, AppError::NotFound), "{err:?}");
    }
}
