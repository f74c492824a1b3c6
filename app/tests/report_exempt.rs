//! An exemption that is taken back, and that of a unit whose report was unusable
//!

use crate::reporting::*;
use app::message::mine;
use app::report::{
    ExemptUnit, TakeExemptionBack, duties, exempt, open_form, return_to_unit, unexempt, view,
};
use app::{AppError, Ctx};
use domain::id::ObligationId;
use domain::report::{ReportState, ReturnKind, Timeliness};
use jiff::civil::date;
use testkit::TestApp;

fn out(id: ObligationId) -> ExemptUnit {
    ExemptUnit {
        obligation: id,
        reason: "Đơn vị mới thành lập trong kỳ.".into(),
    }
}

fn back(id: ObligationId) -> TakeExemptionBack {
    TakeExemptionBack {
        obligation: id,
        reason: "Bấm miễn nhầm cho đơn vị khác.".into(),
    }
}

async fn state(ctx: &Ctx, id: ObligationId) -> ReportState {
    view(ctx, id, None).await.unwrap().state
}

/// nothing of what the unit wrote is lost, its due days hold, and it is told.
#[tokio::test]
async fn r_3_3_an_exemption_taken_back_is_owed_again_with_its_draft_and_its_due_day() {
    let app = TestApp::new().await;
    let id = owed(&app, open_quarter(&app, 2026, 3).await, "SYT").await;
    let office = app.coordinator().await;
    let reporter = app.reporter("SYT").await;
    save(&reporter, id, 0, words("Đang viết dở.")).await;
    let before = view(&office, id, None).await.unwrap().obligation;
    exempt(&office, out(id)).await.unwrap();
    unexempt(&office, back(id)).await.unwrap();

    let seen = view(&office, id, None).await.unwrap();
    assert_eq!(seen.state, ReportState::Drafting);
    let owed = seen.obligation;
    assert_eq!((owed.due_on, owed.extended_due_on), (before.due_on, None));
    assert_eq!((owed.exempt_reason, owed.first_received_at), (None, None));
    let form = open_form(&reporter, id).await.unwrap();
    assert_eq!(text_of(&form, "I.1"), "Đang viết dở.");
    let told = mine(&reporter).await.unwrap();
    let is_told = |m: &&store::message::Message| m.body.contains("Bấm miễn nhầm");
    assert_eq!(told.iter().filter(is_told).count(), 1);
    let history = store::journal::list_of(&office.read(), domain::journal::Noun::Report, id.0)
        .await
        .unwrap();
    let entry = history.iter().find(|s| s.entry.act == "report.unexempt");
    let detail = &entry.expect("an entry").entry.detail;
    assert_eq!(detail["from"], "exempt");
    assert_eq!(detail["to"], "drafting");
    assert_eq!(detail["reason"], "Bấm miễn nhầm cho đơn vị khác.");

    // Sent after the due day it is late, as if nobody had exempted it.
    app.go_to(date(2026, 10, 12));
    send(&app, id, form.draft_version(), "Bản đầu.").await;
    let sent = view(&app.coordinator().await, id, None).await.unwrap();
    assert_eq!(sent.timely.unwrap().extended, Timeliness::Late);
}

/// without a draft it is open again, and a second time it is told again.
#[tokio::test]
async fn r_3_3_an_exemption_is_given_and_taken_back_as_often_as_needed() {
    let app = TestApp::new().await;
    let id = owed(&app, open_quarter(&app, 2026, 3).await, "SYT").await;
    let office = app.coordinator().await;
    for _ in 0..2 {
        exempt(&office, out(id)).await.unwrap();
        unexempt(&office, back(id)).await.unwrap();
        assert_eq!(state(&office, id).await, ReportState::Open);
    }
    let reporter = app.reporter("SYT").await;
    let told = mine(&reporter).await.unwrap();
    let told = told.iter().filter(|m| m.body.contains("Bấm miễn nhầm"));
    assert_eq!(told.count(), 2);
    assert_eq!(duties(&reporter).await.unwrap().open.len(), 1);
}

/// a reason of a sentence, an exempt unit, and whoever may exempt.
#[tokio::test]
async fn r_3_3_only_the_office_takes_an_exemption_back_and_says_why() {
    let app = TestApp::new().await;
    let id = owed(&app, open_quarter(&app, 2026, 3).await, "SYT").await;
    let office = app.coordinator().await;
    let early = unexempt(&office, back(id)).await.unwrap_err();
    assert_eq!(codes(early), ["report.wrong_state"]);
    exempt(&office, out(id)).await.unwrap();
    let short = TakeExemptionBack {
        reason: "Nhầm".into(),
        ..back(id)
    };
    let short = unexempt(&office, short).await.unwrap_err();
    assert_eq!(codes(short), ["report.reason_missing"]);
    for person in [app.reporter("SYT").await, app.head("SYT").await] {
        let err = unexempt(&person, back(id)).await.unwrap_err();
        assert!(matches!(err, AppError::Forbidden), "{err:?}");
    }
    let stranger = app.foreign_coordinator().await;
    let err = unexempt(&stranger, back(id)).await.unwrap_err();
    assert!(matches!(err, AppError::NotFound), "{err:?}");
    assert_eq!(state(&office, id).await, ReportState::Exempt);
}

/// what was returned as unusable does not count, so that its unit can
/// be exempted; what was returned for corrections counts.
#[tokio::test]
async fn r_3_3_a_unit_whose_report_was_unusable_can_be_exempted_and_owe_again() {
    let app = TestApp::new().await;
    let round = open_quarter(&app, 2026, 3).await;
    let id = owed(&app, round, "SYT").await;
    send(&app, id, 0, "Bản đầu.").await;
    let office = app.coordinator().await;
    let waiting = exempt(&office, out(id)).await.unwrap_err();
    assert_eq!(codes(waiting), ["report.wrong_state"]);
    assert!(!view(&office, id, None).await.unwrap().may_exempt);
    return_to_unit(&office, give_back(id, 1, ReturnKind::Unusable))
        .await
        .unwrap();
    assert!(view(&office, id, None).await.unwrap().may_exempt);
    exempt(&office, out(id)).await.unwrap();
    let line = line_of(&app, round, "SYT").await;
    assert_eq!((line.state, line.timely), (ReportState::Exempt, None));
    assert!(!line.is_missing());
    let unit = app.unit("SYT");
    let counted = store::counted::list(&office.read(), round, Some(&[unit])).await;
    assert_eq!(counted.unwrap()[0].report, None);

    unexempt(&office, back(id)).await.unwrap();
    assert_eq!(state(&office, id).await, ReportState::Returned);
    let head = app.head("SYT").await;
    let version = open_form(&head, id).await.unwrap().draft_version();
    send(&app, id, version, "Bản sửa.").await;
    return_to_unit(&office, give_back(id, 2, ReturnKind::Correction))
        .await
        .unwrap();
    let counts = exempt(&office, out(id)).await.unwrap_err();
    assert_eq!(codes(counts), ["report.wrong_state"]);
}
