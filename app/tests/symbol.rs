//! The number of a directive in the register: its standard form, by which it is known,
//! and the form in which it was typed or printed.

use crate::papers::{PAGE, accepted, defects, waiting};
use app::directive::EnterDirective;
use domain::id::DirectiveId;
use jiff::civil::date;
use store::directive::Directive;
use testkit::TestApp;

async fn entry(app: &TestApp, id: DirectiveId) -> Directive {
    let page = app::directive::show(&app.coordinator().await, id).await;
    page.unwrap().directive
}

/// the standard form identifies, the typed form is kept beside it, also when the
/// entry is completed.
#[tokio::test]
async fn r_2_1_a_number_is_kept_as_it_was_typed_beside_its_standard_form() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    let office = app.unit("BTGDV");
    for (typed, symbol, other) in [
        ("20 – NQ/TW", "20-NQ/TW", Some("20 – NQ/TW")),
        ("593 - QĐ-TU", "593-QĐ/TU", Some("593 - QĐ-TU")),
        (" 29-NQ/TW ", "29-NQ/TW", None),
    ] {
        let input = EnterDirective {
            symbol: typed.into(),
            issued_on: Some(date(2017, 10, 25)),
            ..EnterDirective::default()
        };
        let id = app::directive::enter(&ctx, office, input).await.unwrap();
        let entered = entry(&app, id).await;
        assert_eq!(entered.symbol, symbol);
        assert_eq!(entered.symbol_as_typed, typed.trim());
        assert_eq!(entered.typed_otherwise(), other);

        let more = EnterDirective {
            issued_on: Some(date(2017, 10, 25)),
            subject: "Công tác y tế".into(),
            ..EnterDirective::default()
        };
        app::directive::complete(&ctx, office, id, entered.version, more)
            .await
            .unwrap();
        let completed = entry(&app, id).await;
        assert_eq!(completed.subject, "Công tác y tế");
        assert_eq!(completed.symbol_as_typed, typed.trim());
    }
    // However it is typed, it is the same document.
    let twin = EnterDirective {
        symbol: "số 20-NQ/TW".into(),
        issued_on: Some(date(2017, 10, 25)),
        ..EnterDirective::default()
    };
    let refused = app::directive::enter(&ctx, office, twin).await.unwrap_err();
    assert_eq!(defects(refused), [("symbol".to_owned(), "directive.known")]);
}

/// a document without a number has no form of one.
#[tokio::test]
async fn r_2_1_a_document_without_a_number_has_no_typed_form() {
    let app = TestApp::new().await;
    let law = EnterDirective {
        doc_type: "Luật".into(),
        subject: "Giáo dục 2019".into(),
        ..EnterDirective::default()
    };
    let ctx = app.coordinator().await;
    let id = app::directive::enter(&ctx, app.unit("BTGDV"), law)
        .await
        .unwrap();
    let entered = entry(&app, id).await;
    assert_eq!(entered.symbol_as_typed, "");
    assert_eq!(entered.typed_otherwise(), None);
}

/// of a document that a text names the printed form is kept.
#[tokio::test]
async fn r_2_1_a_number_that_was_read_is_kept_as_it_is_printed() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    let page = PAGE.replace("85-KH/TU", "85 - KH/TU");
    let id = waiting(&ctx, &app, &page).await;
    let wanted = accepted(&ctx, id).await;
    app::reading::confirm(&ctx, id, wanted).await.unwrap();
    let found = app::directive::list(&ctx, "85-KH/TU").await.unwrap();
    let forms: Vec<_> = found
        .iter()
        .map(|d| (d.symbol.as_str(), d.symbol_as_typed.as_str()))
        .collect();
    assert_eq!(forms, [("85-KH/TU", "85 - KH/TU")]);
}
