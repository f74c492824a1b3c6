//! The queue before reading: taken in at the door, read by a job.

use crate::papers::{PAGE, defects, taken, waiting};
use app::clock::SeededEntropy;
use app::reading::{Preview, Standing, Taken};
use app::{App, Options};
use std::sync::Arc;
use testkit::TestApp;

#[tokio::test]
async fn a_bad_file_in_a_batch_does_not_hinder_the_others() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    let office = app.unit("BTGDV");
    let files: [(&str, Vec<u8>); 4] = [
        ("mot.txt", PAGE.into()),
        ("hong.docx", b"PK\x03\x04 nothing of a package".to_vec()),
        ("trong.txt", b"  \n ".to_vec()),
        ("hai.txt", PAGE.replace("quý I ", "quý một ").into()),
    ];
    let mut refused = 0;
    for (name, bytes) in files {
        match app::reading::take_in(&ctx, office, name.into(), bytes).await {
            Ok(taken) => assert!(matches!(taken, Taken::Queued(_)), "{name}"),
            Err(err) => {
                refused += 1;
                assert!(defects(err)[0].1.starts_with("reading."), "{name}");
            }
        }
    }
    assert_eq!(refused, 2);
    let queue = app::reading::list(&ctx, None, 10).await.unwrap();
    assert_eq!(queue.count(Standing::Queued), 2);
    assert_eq!(queue.count(Standing::Refused), 2);
    assert_eq!(app::reading::read_queued(&app.app).await.unwrap(), 2);
    let queue = app::reading::list(&ctx, None, 10).await.unwrap();
    assert_eq!(queue.count(Standing::Waiting), 2);
    assert_eq!(queue.count(Standing::Queued), 0);
    // What was refused says why.
    let refused = app::reading::list(&ctx, Some(Standing::Refused), 10)
        .await
        .unwrap();
    assert_eq!(refused.lines.len(), 2);
    assert!(refused.lines.iter().all(|l| !l.refusals.is_empty()));
    // Nothing waits any more: the next run has nothing to do.
    assert_eq!(app::reading::read_queued(&app.app).await.unwrap(), 0);
}

#[tokio::test]
async fn the_same_file_is_recognised_wherever_the_first_one_stands() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    let Taken::Queued(id) = taken(&ctx, &app, "trang.txt", PAGE).await else {
        panic!("a new file")
    };
    assert_eq!(
        taken(&ctx, &app, "ten-khac.txt", PAGE).await,
        Taken::Known(id),
        "while it waits to be read"
    );
    app::reading::read_queued(&app.app).await.unwrap();
    assert_eq!(
        taken(&ctx, &app, "trang.txt", PAGE).await,
        Taken::Known(id),
        "while it waits for a person"
    );
    app::reading::drop_reading(&ctx, id, 1).await.unwrap();
    let again = taken(&ctx, &app, "trang.txt", PAGE).await;
    assert!(
        matches!(again, Taken::Queued(new) if new != id),
        "a dropped text may come again"
    );
}

#[tokio::test]
async fn a_file_refused_before_may_come_again_and_stands_once() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    let office = app.unit("BTGDV");
    for _ in 0..2 {
        let empty = app::reading::take_in(&ctx, office, "trong.txt".into(), b" ".to_vec()).await;
        assert_eq!(
            defects(empty.unwrap_err()),
            [("file".to_owned(), "reading.nothing")]
        );
    }
    let queue = app::reading::list(&ctx, None, 10).await.unwrap();
    assert_eq!(queue.lines.len(), 1);
}

#[tokio::test]
async fn a_restart_in_the_middle_of_the_queue_loses_nothing() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    let Taken::Queued(first) = taken(&ctx, &app, "mot.txt", PAGE).await else {
        panic!("a new file")
    };
    taken(&ctx, &app, "hai.txt", &PAGE.replace("quý I ", "quý một ")).await;
    // The process dies while it reads the first: its claim stays behind.
    let mut cut_off = store::reading::find_intake(&ctx.read(), first)
        .await
        .unwrap()
        .unwrap();
    cut_off.state = store::reading::IntakeState::Reading;
    cut_off.attempts = 1;
    cut_off.claimed_at = Some(ctx.now());
    let w = ctx.begin().await.unwrap();
    store::reading::update_intake(&w, &cut_off).await.unwrap();
    w.commit_chore(store::Chore::Reading).await.unwrap();
    // Another process on the same database reads what is free at once …
    let other = App::new(
        app.app.store.clone(),
        app.clock.clone(),
        Arc::new(SeededEntropy::new(2)),
        Options::default(),
    );
    assert_eq!(app::reading::read_queued(&other).await.unwrap(), 1);
    let queue = app::reading::list(&ctx, None, 10).await.unwrap();
    assert_eq!(queue.count(Standing::Reading), 1);
    // … and the other when its claim has run out.
    app.clock
        .set(ctx.now() + jiff::SignedDuration::from_mins(6));
    assert_eq!(app::reading::read_queued(&other).await.unwrap(), 1);
    let queue = app::reading::list(&ctx, None, 10).await.unwrap();
    assert_eq!(queue.count(Standing::Waiting), 2);
    assert!(
        !app::reading::show(&ctx, first)
            .await
            .unwrap()
            .facts
            .documents
            .is_empty()
    );
}

#[tokio::test]
async fn a_text_at_which_the_program_dies_again_and_again_is_refused() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    let Taken::Queued(id) = taken(&ctx, &app, "doc-hai.txt", PAGE).await else {
        panic!("a new file")
    };
    let mut tried = store::reading::find_intake(&ctx.read(), id)
        .await
        .unwrap()
        .unwrap();
    tried.attempts = 3;
    let w = ctx.begin().await.unwrap();
    store::reading::update_intake(&w, &tried).await.unwrap();
    w.commit_chore(store::Chore::Reading).await.unwrap();
    app::reading::read_queued(&app.app).await.unwrap();
    let line = app::reading::find_line(&ctx, id).await.unwrap();
    assert_eq!(line.standing, Standing::Refused);
    assert_eq!(line.refusals[0].code, "reading.failed");
}

#[tokio::test]
async fn a_file_over_the_limit_is_refused_and_a_preview_writes_nothing() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    let office = app.unit("BTGDV");
    let huge = vec![b'a'; usize::try_from(app.app.options.upload_limit).unwrap() + 1];
    let err = app::reading::take_in(&ctx, office, "lon.txt".into(), huge)
        .await
        .unwrap_err();
    assert_eq!(defects(err), [("file".to_owned(), "reading.too_large")]);
    let before = store::journal::head(&ctx.read()).await.unwrap();
    let new = app::reading::preview(&ctx, office, "trang.txt", PAGE.into())
        .await
        .unwrap();
    assert!(matches!(new, Preview::New(facts) if facts.documents.len() == 2));
    let secret = app::reading::preview(&ctx, office, "mat.txt", "MẬT\nbáo cáo".into())
        .await
        .unwrap();
    assert!(matches!(secret, Preview::Refused(_)));
    assert_eq!(store::journal::head(&ctx.read()).await.unwrap(), before);
    let id = waiting(&ctx, &app, PAGE).await;
    let known = app::reading::preview(&ctx, office, "trang.txt", PAGE.into())
        .await
        .unwrap();
    assert_eq!(known, Preview::Known(id));
}

#[tokio::test]
async fn a_queued_text_is_stored_once_whatever_its_state() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    let id = waiting(&ctx, &app, PAGE).await;
    let left = store::reading::find_text(&ctx.read(), id)
        .await
        .unwrap()
        .unwrap();
    assert!(left.text.is_empty(), "the reading has the text");
    let read = app::reading::show(&ctx, id).await.unwrap();
    assert!(read.reading.source_text.contains("29-NQ/TW"));
    // Every span lies in the text that is kept.
    for (path, spans) in &read.facts.spans {
        for (from, to) in spans {
            assert!(
                read.reading.source_text.get(*from..*to).is_some(),
                "{path}: {from}..{to}"
            );
        }
    }
}
