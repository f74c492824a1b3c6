//! Why a report comes late: asked of who signs after the moment that
//! counts, kept with the version, shown to the office.

use crate::reporting::*;
use app::report::{
    ReportTyped, Saved, SignReport, open_form, return_to_unit, save_draft, submit, view,
};
use app::round::matrix;
use domain::id::{ObligationId, RoundId};
use domain::report::{LATE_PLACE, ReturnKind, Timeliness};
use jiff::civil::date;
use testkit::{LATE_REASON, TestApp, saying_why_late};

async fn quarter() -> (TestApp, RoundId, ObligationId) {
    let app = TestApp::new().await;
    let round = open_quarter(&app, 2026, 3).await;
    let id = owed(&app, round, "SYT").await;
    (app, round, id)
}

fn input(obligation: ObligationId, version: i32) -> SignReport {
    SignReport {
        obligation,
        version,
    }
}

#[tokio::test]
async fn r_3_5_who_signs_late_says_why_and_the_reason_is_kept_with_the_version() {
    let (app, round, id) = quarter().await;
    app.go_to(date(2026, 10, 7));
    let (reporter, head) = (app.reporter("SYT").await, app.head("SYT").await);
    let kept = save(&reporter, id, 0, words("Bản đầu.")).await;
    assert!(open_form(&head, id).await.unwrap().asks_late_reason);
    let refused = submit(&head, input(id, kept.version)).await.unwrap_err();
    let app::AppError::Invalid(errors) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(
        (errors[0].field.as_str(), errors[0].code),
        (LATE_PLACE, "report.late_reason_missing")
    );
    // A label is no reason, and what was said stays in the draft.
    let label = ReportTyped {
        late_reason: Some("Bận họp".into()),
        ..words("Bản đầu.")
    };
    let kept = save(&reporter, id, kept.version, label).await;
    let refused = submit(&head, input(id, kept.version)).await.unwrap_err();
    assert_eq!(codes(refused), ["report.late_reason_missing"]);
    assert_eq!(open_form(&head, id).await.unwrap().late_reason, "Bận họp");

    let said = saying_why_late(words("Bản đầu."));
    let kept = save(&reporter, id, kept.version, said).await;
    // A page that does not ask takes nothing away.
    let kept = save(&reporter, id, kept.version, words("Bản đầu.")).await;
    submit(&head, input(id, kept.version)).await.unwrap();

    let office = app.coordinator().await;
    let seen = view(&office, id, None).await.unwrap();
    assert_eq!(seen.versions[0].late_reason.as_deref(), Some(LATE_REASON));
    assert_eq!(seen.timely.unwrap().extended, Timeliness::Late);
    let rows = matrix(&office, round).await.unwrap().rows;
    let row = rows.iter().find(|r| r.obligation == id).unwrap();
    assert!(row.came_late());
    assert_eq!(row.late_reason.as_deref(), Some(LATE_REASON));
    assert_eq!(row.counted_at, Some(office.now()));
    assert!(
        rows.iter()
            .filter(|r| r.obligation != id)
            .all(|r| r.late_reason.is_none())
    );
    let history = store::journal::list_of(&office.read(), domain::journal::Noun::Report, id.0)
        .await
        .unwrap();
    assert_eq!(history[0].entry.detail["late_reason"], LATE_REASON);
}

#[tokio::test]
async fn r_3_5_within_the_due_day_or_its_extension_nobody_is_asked_and_nothing_is_kept() {
    let (app, round, id) = quarter().await;
    assert!(
        !open_form(&app.head("SYT").await, id)
            .await
            .unwrap()
            .asks_late_reason
    );
    let grant = app::extension::GrantToMany {
        round,
        units: vec![app.unit("SYT")],
        to: date(2026, 10, 9),
        reason: "Đơn vị mất điện hai ngày.".into(),
    };
    app::extension::grant_to_many(&app.coordinator().await, grant)
        .await
        .unwrap();
    app.go_to(date(2026, 10, 7));
    assert!(
        !open_form(&app.head("SYT").await, id)
            .await
            .unwrap()
            .asks_late_reason
    );
    // `send` says why all the same.
    send(&app, id, 0, "Bản đầu.").await;
    let office = app.coordinator().await;
    let seen = view(&office, id, None).await.unwrap();
    assert_eq!(seen.versions[0].late_reason, None);

    let other = owed(&app, round, "SGDDT").await;
    app.go_to(date(2026, 10, 12));
    assert!(
        open_form(&app.head("SGDDT").await, other)
            .await
            .unwrap()
            .asks_late_reason
    );
}

#[tokio::test]
async fn r_3_5_what_is_sent_again_after_a_return_needs_no_reason_again() {
    let (app, _, id) = quarter().await;
    app.go_to(date(2026, 10, 7));
    send(&app, id, 0, "Bản đầu.").await;
    let office = app.coordinator().await;
    return_to_unit(&office, give_back(id, 1, ReturnKind::Correction))
        .await
        .unwrap();
    let head = app.head("SYT").await;
    let form = open_form(&head, id).await.unwrap();
    assert!(!form.asks_late_reason);
    let kept = save(&head, id, form.draft_version(), words("Bản sửa.")).await;
    submit(&head, input(id, kept.version)).await.unwrap();
    let seen = view(&office, id, None).await.unwrap();
    let said: Vec<_> = seen
        .versions
        .iter()
        .map(|v| v.late_reason.as_deref())
        .collect();
    assert_eq!(said, [Some(LATE_REASON), None]);
}

#[tokio::test]
async fn r_3_10_two_authors_of_the_reason_are_joined_as_those_of_a_section_are() {
    let (app, _, id) = quarter().await;
    app.go_to(date(2026, 10, 7));
    let (one, two) = (app.reporter("SYT").await, app.head("SYT").await);
    let with = |reason: &str, text: &str| ReportTyped {
        late_reason: Some(reason.into()),
        ..words(text)
    };
    let first = save(&one, id, 0, with("", "A0")).await;
    save(&one, id, first.version, with("Chờ số liệu của xã.", "A0")).await;
    // The other changed the text on a page from before: both stay.
    let joined = save(&two, id, first.version, with("", "A0 của thủ trưởng")).await;
    assert_eq!(joined.taken, [LATE_PLACE]);
    assert_eq!(joined.draft.typed.late_reason, "Chờ số liệu của xã.");
    let clash = save_draft(&two, at(id, first.version, with("Máy chủ hỏng.", "A0"))).await;
    let Saved::Clash(clash) = clash.unwrap() else {
        panic!("both gave a reason")
    };
    let places: Vec<&str> = clash.places.iter().map(|p| p.place.as_str()).collect();
    assert!(places.contains(&LATE_PLACE), "{places:?}");
    assert_eq!(clash.mine.late_reason, "Máy chủ hỏng.");
    assert_eq!(clash.theirs.typed.late_reason, "Chờ số liệu của xã.");
}
