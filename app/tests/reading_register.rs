//! What a confirmed text does to entries that the register has: reviews settle the
//! suggestions of their years, and what an entry lacks is filled.

use crate::papers::{PAGE, RICH, accepted, enter, waiting};
use app::directive::EnterDirective;
use app::reading::{Accepted, Link};
use domain::directive::{ReviewKind, ReviewState};
use jiff::civil::date;
use testkit::TestApp;

/// What a person accepts who takes the review for the interim one after five years.
fn interim(mut wanted: Accepted) -> Accepted {
    wanted.reviews[0].kind = Some(ReviewKind::Interim);
    wanted.reviews[0].years = "5".into();
    wanted.reviews[0].due_on = Some(date(2018, 11, 4));
    wanted.reviews[0].state = ReviewState::Done;
    wanted
}

/// the interim review after five years is not suggested as a final one besides.
#[tokio::test]
async fn r_2_3_a_review_settles_the_suggestion_of_its_years_whatever_its_kind() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    let id = waiting(&ctx, &app, RICH).await;
    let wanted = interim(accepted(&ctx, id).await);
    let done = app::reading::confirm(&ctx, id, wanted).await.unwrap();
    let page = app::directive::show(&ctx, done.directives[0]).await;
    let page = page.unwrap();
    let after = |years: i32| -> Vec<(ReviewKind, ReviewState)> {
        let all = page.reviews.iter().map(|(r, _)| r);
        let mut found: Vec<_> = all
            .filter(|r| r.years == years)
            .map(|r| (r.kind, r.state))
            .collect();
        found.sort_by_key(|(kind, _)| kind.code());
        found
    };
    let settled = [
        (ReviewKind::Interim, ReviewState::Done),
        (ReviewKind::Final, ReviewState::Cancelled),
    ];
    assert_eq!(after(5), settled);
    assert_eq!(after(10), [(ReviewKind::Final, ReviewState::Suggested)]);
    let calendar = app::directive::calendar(&ctx, None).await.unwrap();
    let is_open = |state| state != ReviewState::Cancelled;
    assert!(calendar.iter().all(|line| is_open(line.review.state)));
}

/// nor when the day of the document becomes known later.
#[tokio::test]
async fn r_2_3_years_that_are_settled_are_not_suggested_when_the_day_becomes_known() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    let office = app.unit("BTGDV");
    let input = EnterDirective {
        symbol: "29-NQ/TW".into(),
        ..EnterDirective::default()
    };
    let entry = app::directive::enter(&ctx, office, input.clone()).await;
    let entry = entry.unwrap();
    let id = waiting(&ctx, &app, RICH).await;
    let mut wanted = interim(accepted(&ctx, id).await);
    wanted.documents[0].link = Link::To(entry);
    wanted.documents[0].directive.issued_on = None;
    app::reading::confirm(&ctx, id, wanted).await.unwrap();
    let found = app::directive::show(&ctx, entry).await.unwrap();
    assert_eq!(found.reviews.len(), 1);
    let dated = EnterDirective {
        term: "khóa XI".into(),
        issued_on: Some(date(2013, 11, 4)),
        ..input
    };
    let version = found.directive.version;
    app::directive::complete(&ctx, office, entry, version, dated)
        .await
        .unwrap();
    let found = app::directive::show(&ctx, entry).await.unwrap();
    let of = |years| {
        found
            .reviews
            .iter()
            .filter(|(r, _)| r.years == years)
            .count()
    };
    assert_eq!((of(5), of(10)), (1, 1));
}

/// a later text tells what an entry lacks; what it has is not written over.
#[tokio::test]
async fn r_2_1_a_later_text_fills_what_an_entry_lacks_and_nothing_else() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    let entry = enter(&ctx, &app, "29-NQ/TW", "khóa XI", date(2013, 11, 4)).await;
    let id = waiting(&ctx, &app, PAGE).await;
    let mut wanted = accepted(&ctx, id).await;
    let said = &mut wanted.documents[0];
    assert_eq!(said.link, Link::To(entry));
    said.directive.issuer = "Ban Chấp hành Trung ương".into();
    said.directive.subject = "về đổi mới giáo dục".into();
    said.directive.term = "khóa XII".into();
    said.directive.issued_on = Some(date(2018, 7, 25));
    let head = store::journal::head(&ctx.read()).await.unwrap().0;
    app::reading::confirm(&ctx, id, wanted).await.unwrap();
    let found = app::directive::show(&ctx, entry).await.unwrap().directive;
    assert_eq!(found.issuer, "Ban Chấp hành Trung ương");
    assert_eq!(found.subject, "về đổi mới giáo dục");
    assert_eq!(found.term.as_deref(), Some("khóa XI"));
    assert_eq!(found.issued_on, Some(date(2013, 11, 4)));
    let journal = store::journal::list_after(&ctx.read(), head, 100).await;
    let journal = journal.unwrap();
    let filled = journal.iter().find(|s| s.entry.act == "directive.complete");
    let detail = &filled.expect("an entry").entry.detail;
    assert_eq!(detail["subject"], "về đổi mới giáo dục");
    assert!(detail.get("term").is_none() && detail.get("issued_on").is_none());
}

/// two entries of one number stay two where a text would make them one.
#[tokio::test]
async fn r_2_1_what_would_make_two_entries_one_is_not_filled() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    enter(&ctx, &app, "29-NQ/TW", "khóa XI", date(2013, 11, 4)).await;
    let input = EnterDirective {
        symbol: "29-NQ/TW".into(),
        ..EnterDirective::default()
    };
    let bare = app::directive::enter(&ctx, app.unit("BTGDV"), input).await;
    let bare = bare.unwrap();
    let id = waiting(&ctx, &app, PAGE).await;
    let mut wanted = accepted(&ctx, id).await;
    wanted.documents[0].link = Link::To(bare);
    wanted.documents[0].directive.term = "khóa XI".into();
    app::reading::confirm(&ctx, id, wanted).await.unwrap();
    let found = app::directive::show(&ctx, bare).await.unwrap().directive;
    assert_eq!((found.term, found.issued_on), (None, None));
}
