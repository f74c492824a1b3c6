//! Numbers of documents: how an office counts, and that one that counted
//! elsewhere goes on.

use crate::common::held;
use app::AppError;
use app::conference::{self, IssueNotice};
use app::issuing::{EnterRule, Register, enter_rule, register, withdraw_rule};
use app::{Ctx, Wanted};
use domain::id::UnitId;
use domain::numbering::{IssuerKind, TypedRule};
use testkit::TestApp;

/// Issues the notice of another conference; answers its symbol, or why not.
async fn issue(app: &TestApp, kind: IssuerKind, number: Option<i32>) -> String {
    let held = held(app).await;
    let office = app.coordinator().await;
    let page = conference::show(&office, held.id).await.unwrap();
    let input = IssueNotice {
        version: page.conference.version,
        kind,
        issued_on: None,
        number,
        signer_name: "Lò Thị Mây".into(),
        signer_title: "TRƯỞNG BAN".into(),
    };
    match conference::issue_notice(&office, held.id, input).await {
        Ok(issued) => issued.symbol,
        Err(e) => code(e),
    }
}

fn code(error: AppError) -> String {
    match error {
        AppError::Invalid(errors) => errors[0].code.to_owned(),
        other => format!("{other:?}"),
    }
}

fn by_year(app: &TestApp, from: &str) -> EnterRule {
    EnterRule {
        office: app.unit("BTGDV"),
        typed: TypedRule {
            kind: "party".into(),
            from: from.into(),
            scope: "shared".into(),
            restart: "year".into(),
            terms: String::new(),
            basis: "Quy chế văn thư của Ban".into(),
        },
    }
}

async fn seen(ctx: &Ctx, office: UnitId) -> Register {
    let wanted = Wanted {
        page: 1,
        per_page: 100,
    };
    register(ctx, office, None, wanted).await.unwrap()
}

/// an office that has given numbers elsewhere goes on from them; a number
/// that is gone is never given twice, and nothing is left of the refusal.
#[tokio::test]
async fn r_4_6_the_series_goes_on_from_a_number_given_elsewhere() {
    let app = TestApp::new().await;
    let mut symbols = Vec::new();
    for number in [Some(41), None, Some(41), Some(100)] {
        symbols.push(issue(&app, IssuerKind::Party, number).await);
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

/// the series is the office's own policy from the day it says; numbers
/// that were given stand, and what nobody used can be taken back.
#[tokio::test]
async fn r_4_6_an_office_decides_how_it_counts_from_a_day_on() {
    let app = TestApp::new().await;
    let office = app.unit("BTGDV");
    assert_eq!(
        issue(&app, IssuerKind::Party, Some(7)).await,
        "07-TB/BTGDVTU"
    );
    let ctx = app.coordinator().await;
    // Conferences of these tests are closed on 9 October.
    let refused = enter_rule(&ctx, &by_year(&app, "9/10/2026")).await;
    assert_eq!(code(refused.unwrap_err()), "numbering.from_used");
    enter_rule(&ctx, &by_year(&app, "10/10/2026"))
        .await
        .unwrap();
    let twice = enter_rule(&ctx, &by_year(&app, "10/10/2026")).await;
    assert_eq!(code(twice.unwrap_err()), "numbering.from_twice");
    enter_rule(&ctx, &by_year(&app, "1/1/2027")).await.unwrap();

    // Until that day the usual series goes on.
    assert_eq!(issue(&app, IssuerKind::Party, None).await, "08-TB/BTGDVTU");
    let before = seen(&ctx, office).await;
    assert_eq!(
        before.next[0].symbols,
        [
            Some("01-BC/BTGDVTU".to_owned()),
            Some("09-TB/BTGDVTU".to_owned())
        ]
    );
    app.go_to(jiff::civil::date(2026, 10, 12));
    let ctx = app.coordinator().await;
    let after = seen(&ctx, office).await;
    let first = Some("01-TB/BTGDVTU".to_owned());
    assert_eq!(after.next[0].symbols[1], first, "a new series begins");
    assert_eq!(
        (after.count, after.lines[0].symbol.as_str()),
        (2, "08-TB/BTGDVTU")
    );

    let unused = &after.rules[1];
    assert!(unused.may_withdraw);
    withdraw_rule(&ctx, office, unused.id).await.unwrap();
    let left = seen(&ctx, office).await.rules;
    assert_eq!(left.len(), 1);
    let gone = withdraw_rule(&ctx, office, unused.id).await;
    assert!(matches!(gone, Err(AppError::NotFound)));
}

/// Who does not issue for the office decides nothing, and whose area it is not
/// sees nothing.
#[tokio::test]
async fn only_those_who_issue_for_the_office_decide_how_it_counts() {
    let app = TestApp::new().await;
    let input = by_year(&app, "1/1/2027");
    let reporter = enter_rule(&app.reporter("SYT").await, &input).await;
    assert!(matches!(reporter, Err(AppError::Forbidden)), "{reporter:?}");
    let leader = app.leader().await;
    let read = seen(&leader, input.office).await;
    assert!(!read.may_enter && read.rules.is_empty());
    let leader = enter_rule(&leader, &input).await;
    assert!(matches!(leader, Err(AppError::Forbidden)), "{leader:?}");
}
