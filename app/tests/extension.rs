//! Requests for more time that nobody needs answered, or that come too late.

use crate::reporting::{line_of, open_quarter, owed, send};
use app::extension::{AskExtension, DecideExtension, ask, decide, list_waiting, withdraw};
use app::{AppError, FieldError};
use domain::extension::Decision;
use domain::journal::Noun;
use domain::report::Timeliness;
use jiff::civil::date;
use testkit::TestApp;

/// a day that is over gives no time, unless the report had come by its end.
#[tokio::test]
async fn r_3_6_a_day_that_is_over_is_granted_only_to_who_had_sent_by_then() {
    let app = TestApp::new().await;
    let id = open_quarter(&app, 2026, 3).await;
    app.go_to(date(2026, 10, 6));
    for code in ["SYT", "XTD"] {
        let request = AskExtension {
            obligation: owed(&app, id, code).await,
            asked_due_on: date(2026, 10, 9),
            reason: "Chờ số liệu của tuyến xã".into(),
        };
        ask(&app.reporter(code).await, request).await.unwrap();
    }
    app.go_to(date(2026, 10, 7));
    send(&app, owed(&app, id, "SYT").await, 0, "Bản đầu.").await;
    app.go_to(date(2026, 10, 12));
    let office = app.coordinator().await;
    let waiting = list_waiting(&office).await.unwrap();
    let decide_on = async |code: &str, decision: Decision, reason: &str| {
        let unit = app.unit(code);
        let line = waiting.iter().find(|l| l.extension.unit == unit).unwrap();
        let input = DecideExtension {
            id: line.extension.id,
            version: line.extension.version,
            decision,
            reason: reason.into(),
        };
        match decide(&office, input).await {
            Err(AppError::Invalid(errors)) => errors,
            decided => decided.map(|()| Vec::new()).unwrap(),
        }
    };
    let to = |day: i8| Decision::Shorten {
        to: date(2026, 10, day),
    };
    let past = |field: &str| FieldError::new(field, "extension.not_later");
    assert_eq!(decide_on("XTD", Decision::Grant, "").await, [past("")]);
    assert_eq!(
        decide_on("XTD", to(8), "").await,
        [
            FieldError::new("reason", "extension.reason_missing"),
            past("granted_due_on")
        ]
    );
    assert_eq!(
        decide_on("SYT", to(6), "Hội nghị họp ngày 07/10").await,
        [past("granted_due_on")]
    );
    assert!(decide_on("SYT", Decision::Grant, "").await.is_empty());
    let row = line_of(&app, id, "SYT").await;
    assert_eq!(row.extended_due_on, Some(date(2026, 10, 9)));
    assert_eq!(row.timely.unwrap().extended, Timeliness::OnTime);
    let refused = decide_on("XTD", Decision::Refuse, "Hạn đã qua").await;
    assert!(refused.is_empty(), "{refused:?}");
}

/// nobody is asked to decide on more time for a unit that owes nothing.
#[tokio::test]
async fn r_3_6_the_request_of_an_exempt_unit_waits_for_nobody() {
    let app = TestApp::new().await;
    let id = open_quarter(&app, 2026, 3).await;
    let office = app.coordinator().await;
    let obligation = owed(&app, id, "SYT").await;
    let request = AskExtension {
        obligation,
        asked_due_on: date(2026, 10, 9),
        reason: "Chờ số liệu của tuyến xã".into(),
    };
    ask(&app.reporter("SYT").await, request).await.unwrap();
    assert_eq!(list_waiting(&office).await.unwrap().len(), 1);
    let input = app::report::ExemptUnit {
        obligation,
        reason: "Đơn vị mới thành lập trong kỳ.".into(),
    };
    app::report::exempt(&office, input).await.unwrap();
    assert!(list_waiting(&office).await.unwrap().is_empty());
    assert!(!line_of(&app, id, "SYT").await.is_asking);
}

/// a request that waits is taken back by whoever may ask for the unit, once, with
/// an entry of its own, and may then be made again with another day.
#[tokio::test]
async fn r_3_6_a_request_that_waits_is_taken_back_and_made_again_corrected() {
    let app = TestApp::new().await;
    let id = open_quarter(&app, 2026, 3).await;
    let obligation = owed(&app, id, "SYT").await;
    let request = |day: i8| AskExtension {
        obligation,
        asked_due_on: date(2026, 10, day),
        reason: "Chờ số liệu của tuyến xã".into(),
    };
    let reporter = app.reporter("SYT").await;
    let first = ask(&reporter, request(10)).await.unwrap();
    // A Saturday: the page can say which day is worked next.
    let form = app::report::open_form(&reporter, obligation).await.unwrap();
    let off = [(date(2026, 10, 10), date(2026, 10, 12))];
    assert_eq!(form.days_off.into_iter().collect::<Vec<_>>(), off);

    let decided = |e: AppError| match e {
        AppError::Invalid(errors) => errors,
        other => panic!("{other:?}"),
    };
    let told = [FieldError::new("", "extension.decided")];
    let (other, stranger) = (owed(&app, id, "XTD").await, app.reporter("XTD").await);
    let refused = withdraw(&stranger, obligation, first).await;
    assert!(refused.is_err(), "another unit's request");
    let elsewhere = withdraw(&stranger, other, first).await.unwrap_err();
    assert_eq!(decided(elsewhere), told);
    let office = app.coordinator().await;
    assert_eq!(list_waiting(&office).await.unwrap().len(), 1);

    withdraw(&reporter, obligation, first).await.unwrap();
    assert!(!line_of(&app, id, "SYT").await.is_asking);
    assert!(list_waiting(&office).await.unwrap().is_empty());
    let entries = store::journal::list_of(&office.read(), Noun::Report, obligation.0).await;
    let entries = entries.unwrap();
    let mut entries = entries.iter().map(|sealed| &sealed.entry);
    let entry = entries.find(|e| e.act == "extension.withdraw");
    let detail = &entry.expect("an entry").detail;
    assert_eq!(detail["asked_due_on"], "2026-10-10");
    let again = withdraw(&reporter, obligation, first).await.unwrap_err();
    assert_eq!(decided(again), told);

    ask(&reporter, request(12)).await.unwrap();
    let waiting = list_waiting(&office).await.unwrap();
    assert_eq!(waiting.len(), 1);
    assert_eq!(waiting[0].extension.asked_due_on, date(2026, 10, 12));
}
