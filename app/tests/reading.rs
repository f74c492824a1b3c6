//! Reading documents in and the register of directives.

use app::directive::EnterDirective;
use app::reading::{Accepted, AcceptedDocument, Taken};
use app::{AppError, Ctx};
use domain::directive::DirectiveState;
use domain::id::ReadingId;
use jiff::civil::date;
use testkit::TestApp;

/// A page written for this test, with the furniture that portals put around.
const PAGE: &str = "Giao ban công tác khoa giáo quý I năm 2024\n\nThứ tư, 10/04/2024 - 08:30\n\n\
Ngày 9/4, tại hội trường Tỉnh ủy, Ban Tuyên giáo Tỉnh ủy tổ chức Hội nghị giao ban công tác khoa giáo quý I năm 2024. \
Đồng chí Đặng Văn Thử, Trưởng Ban Tuyên giáo Tỉnh ủy chủ trì hội nghị.\n\n\
Hội nghị nghe tình hình thực hiện Nghị quyết số 29-NQ/TW ngày 04/11/2013 của Ban Chấp hành Trung ương Đảng khóa XI \
và Kế hoạch số 85-KH/TU ngày 04/3/2022 của Ban Thường vụ Tỉnh ủy.\n\nLượt xem: 120\n";

async fn taken(ctx: &Ctx, app: &TestApp, name: &str, text: &str) -> Taken {
    app::reading::take_in(
        ctx,
        app.unit("BTGDV"),
        name.into(),
        text.as_bytes().to_vec(),
    )
    .await
    .unwrap()
}

async fn waiting(ctx: &Ctx, app: &TestApp) -> ReadingId {
    match taken(ctx, app, "trang.txt", PAGE).await {
        Taken::Waiting(id) => id,
        Taken::Known(_) => panic!("a new file"),
    }
}

async fn accepted(ctx: &Ctx, id: ReadingId) -> Accepted {
    let found = app::reading::show(ctx, id).await.unwrap();
    let documents = found
        .facts
        .documents
        .iter()
        .map(|d| AcceptedDocument {
            directive: EnterDirective {
                doc_type: d.kind.clone(),
                symbol: d.number.clone().unwrap_or_default(),
                issuer: d.issuer.clone().unwrap_or_default(),
                issued_on: d.date,
                ..EnterDirective::default()
            },
            quote: d.kind.clone(),
        })
        .collect();
    Accepted {
        version: found.reading.version,
        with_conference: true,
        title: found.facts.title.clone().unwrap_or_default(),
        held_on: found.facts.event_date,
        host: found.facts.host.clone().unwrap_or_default(),
        place: found.facts.place.clone().unwrap_or_default(),
        chair_name: found.facts.chairs[0].name.clone(),
        chair_title: found.facts.chairs[0].role.clone().unwrap_or_default(),
        documents,
    }
}

#[tokio::test]
async fn a_page_becomes_a_past_conference_and_register_entries_only_when_confirmed() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    let id = waiting(&ctx, &app).await;
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
    assert_eq!(page.citations[0].subject, conference.id.0);
    assert!(
        page.reviews
            .iter()
            .any(|(r, _)| r.due_on == date(2027, 3, 4) && r.years == 5)
    );
}

#[tokio::test]
async fn the_same_file_is_recognised_and_the_same_document_is_entered_once() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    let id = waiting(&ctx, &app).await;
    assert_eq!(
        taken(&ctx, &app, "ten-khac.txt", PAGE).await,
        Taken::Known(id)
    );
    app::reading::confirm(&ctx, id, accepted(&ctx, id).await)
        .await
        .unwrap();
    let Taken::Waiting(other) = taken(
        &ctx,
        &app,
        "trang-2.txt",
        &PAGE.replace("quý I ", "quý một "),
    )
    .await
    else {
        panic!("another file")
    };
    let again = app::reading::confirm(&ctx, other, accepted(&ctx, other).await)
        .await
        .unwrap();
    assert_eq!((again.directives.len(), again.new_directives), (2, 0));
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
    let AppError::Invalid(errors) = err else {
        panic!("{err:?}")
    };
    assert_eq!(errors[0].code, "reading.secret");
    assert!(app::reading::list(&ctx).await.unwrap().is_empty());
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
