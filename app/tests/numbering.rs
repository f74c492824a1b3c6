//! Numbers of documents: an office that counted elsewhere goes on.

use crate::common::held;
use app::AppError;
use app::conference::{self, IssueNotice};
use domain::numbering::IssuerKind;
use testkit::TestApp;

/// an office that has given numbers elsewhere goes on from them; a number
/// that is gone is never given twice, and nothing is left of the refusal.
#[tokio::test]
async fn r_4_6_the_series_goes_on_from_a_number_given_elsewhere() {
    let app = TestApp::new().await;
    let mut symbols = Vec::new();
    for number in [Some(41), None, Some(41), Some(100)] {
        let held = held(&app).await;
        let office = app.coordinator().await;
        let page = conference::show(&office, held.id).await.unwrap();
        let input = IssueNotice {
            version: page.conference.version,
            kind: IssuerKind::Party,
            issued_on: None,
            number,
            signer_name: "Lò Thị Mây".into(),
            signer_title: "TRƯỞNG BAN".into(),
        };
        match conference::issue_notice(&office, held.id, input).await {
            Ok(issued) => symbols.push(issued.symbol),
            Err(AppError::Invalid(errors)) => symbols.push(errors[0].code.to_owned()),
            Err(other) => panic!("{other:?}"),
        }
    }
    assert_eq!(
        symbols,
        [
            "41-TB/BTGDVTU",
            "42-TB/BTGDVTU",
            "issuing.number_taken",
            "100-TB/BTGDVTU"
        ]
    );
}
