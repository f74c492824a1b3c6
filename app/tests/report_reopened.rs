//! An accepted report that is opened again so that the final figure replaces the
//! estimate (domain §6.4).

use crate::reporting::*;
use app::AppError;
use app::message::{ChaseScope, chase_by_ladder, chase_schedule, mine, plan_chase};
use app::report::{
    AcceptReport, NextStep, ReopenReport, ReportTyped, SendReport, SignReport, accept, duties,
    open_form, reopen, send as send_signed, sign, submit, view,
};
use app::round::{MatrixFilter, close};
use domain::id::ObligationId;
use domain::indicator::Nature;
use domain::report::{AWAITS_FINAL, Arrival, PlaceKind, ReportState, ReturnKind, Timeliness};
use jiff::civil::date;
use testkit::TestApp;

const CODE: &str = "YT-09";
const REASON: &str = "Cục Thống kê đã công bố số chính thức.";

fn typed(value: &str, nature: Nature) -> ReportTyped {
    let mut typed = words("Đã khám bệnh cho nhân dân.");
    typed.cells.numbers.insert(CODE.into(), value.into());
    typed.cells.natures.insert(CODE.into(), nature);
    testkit::saying_why_late(typed)
}

async fn sent(app: &TestApp, id: ObligationId, version: i32, typed: ReportTyped) -> i32 {
    let kept = save(&app.reporter("SYT").await, id, version, typed).await;
    let input = SignReport {
        obligation: id,
        version: kept.version,
    };
    submit(&app.head("SYT").await, input).await.unwrap().number
}

async fn accepted(app: &TestApp, nature: Nature) -> ObligationId {
    let round = open_quarter(app, 2026, 3).await;
    let id = owed(app, round, "SYT").await;
    assert_eq!(sent(app, id, 0, typed("1200", nature)).await, 1);
    let input = AcceptReport {
        obligation: id,
        number: 1,
    };
    accept(&app.coordinator().await, input).await.unwrap();
    id
}

fn again(id: ObligationId) -> ReopenReport {
    ReopenReport {
        obligation: id,
        number: 1,
        reason: REASON.into(),
    }
}

#[tokio::test]
async fn r_3_5_an_accepted_report_is_opened_again_for_the_final_figure_and_stays_on_time() {
    let app = TestApp::new().await;
    let id = accepted(&app, Nature::Estimate).await;
    let office = app.coordinator().await;
    assert!(view(&office, id, None).await.unwrap().may_reopen);
    app.go_to(date(2026, 11, 20));
    reopen(&office, again(id)).await.unwrap();

    let seen = view(&office, id, None).await.unwrap();
    assert_eq!(seen.state, ReportState::Returned);
    assert!(!seen.may_reopen);
    let returned = seen.versions[0].returned.as_ref().unwrap();
    assert_eq!(
        (returned.kind, returned.reason.as_str()),
        (ReturnKind::Estimate, REASON)
    );
    assert_eq!(returned.marks.len(), 1);
    assert_eq!(
        (returned.marks[0].kind, returned.marks[0].code.as_str()),
        (PlaceKind::Cell, CODE)
    );
    // The version counts until the next one comes.
    let round = seen.obligation.round;
    let counted = store::counted::list(&office.read(), round, Some(&[app.unit("SYT")])).await;
    let report = counted.unwrap().remove(0).report.unwrap();
    assert_eq!(
        (report.0, report.1.values[CODE].value),
        (1, Some(1200)),
        "the estimate stands until it is replaced"
    );
    assert_eq!(seen.timely.unwrap().original, Timeliness::OnTime);

    let reporter = app.reporter("SYT").await;
    let told = mine(&reporter).await.unwrap();
    let letter = told.iter().find(|m| m.subject.contains("bổ sung số liệu"));
    assert!(letter.expect("a message").body.contains(REASON));
    let form = open_form(&reporter, id).await.unwrap();
    let version = form.draft_version();
    let number = sent(&app, id, version, typed("1234", Nature::Official)).await;
    assert_eq!(number, 2);
    let seen = view(&office, id, None).await.unwrap();
    assert_eq!(seen.state, ReportState::Resubmitted);
    assert_eq!(seen.timely.unwrap().original, Timeliness::OnTime);
    let cell = seen.cells.iter().find(|c| c.def.code == CODE).unwrap();
    assert_eq!(
        (cell.cell.value, cell.cell.nature),
        (Some(1234), Nature::Official)
    );
    let read = office.read();
    let history = store::journal::list_of(&read, domain::journal::Noun::Report, id.0);
    let history = history.await.unwrap();
    let entry = history.iter().find(|s| s.entry.act == "report.reopen");
    let detail = entry.expect("an entry").entry.detail.to_string();
    assert!(
        detail.contains(REASON) && detail.contains("\"accepted\""),
        "{detail}"
    );
}

#[tokio::test]
async fn r_3_3_a_report_is_not_opened_again_without_estimate_or_reason_in_a_closed_round_or_by_others()
 {
    let app = TestApp::new().await;
    let id = accepted(&app, Nature::Preliminary).await;
    let office = app.coordinator().await;
    let short = ReopenReport {
        reason: "Số mới".into(),
        ..again(id)
    };
    let refused = reopen(&office, short).await.unwrap_err();
    assert_eq!(codes(refused), ["report.reason_missing"]);
    let other = ReopenReport {
        number: 2,
        ..again(id)
    };
    let newer = reopen(&office, other).await.unwrap_err();
    assert!(matches!(newer, AppError::Conflict), "{newer:?}");
    for (ctx, is_seen) in [
        (app.inspector().await, true),
        (app.reporter("SYT").await, true),
        (app.foreign_coordinator().await, false),
    ] {
        let err = reopen(&ctx, again(id)).await.unwrap_err();
        let is_right = match err {
            AppError::Forbidden => is_seen,
            AppError::NotFound => !is_seen,
            _ => false,
        };
        assert!(is_right, "{err:?}");
    }
    // Who may choose a kind of return does not get this one by the way.
    let back = give_back(id, 1, ReturnKind::Estimate);
    let by_the_way = app::report::return_to_unit(&office, back).await;
    assert_eq!(codes(by_the_way.unwrap_err()), ["report.wrong_state"]);

    let round = view(&office, id, None).await.unwrap().round.id;
    let version = app::round::get(&office, round).await.unwrap().version;
    close(&office, round, version).await.unwrap();
    assert!(!view(&office, id, None).await.unwrap().may_reopen);
    let locked = reopen(&office, again(id)).await.unwrap_err();
    assert_eq!(codes(locked), ["report.locked"]);
    let version = app::round::get(&office, round).await.unwrap().version;
    app::round::reopen(&office, round, version, "Thay số ước bằng số chính thức.")
        .await
        .unwrap();
    reopen(&office, again(id)).await.unwrap();

    let app = TestApp::new().await;
    let id = accepted(&app, Nature::Official).await;
    let office = app.coordinator().await;
    assert!(!view(&office, id, None).await.unwrap().may_reopen);
    let nothing = reopen(&office, again(id)).await.unwrap_err();
    assert_eq!(codes(nothing), ["report.no_estimate"]);
}

#[tokio::test]
async fn r_3_5_the_office_cannot_choose_the_kind_of_an_estimate_when_it_returns() {
    let app = TestApp::new().await;
    let round = open_quarter(&app, 2026, 3).await;
    let id = owed(&app, round, "SYT").await;
    sent(&app, id, 0, typed("1200", Nature::Estimate)).await;
    let office = app.coordinator().await;
    let early = reopen(&office, again(id)).await.unwrap_err();
    assert_eq!(codes(early), ["report.wrong_state"]);
    let back = give_back(id, 1, ReturnKind::Estimate);
    let refused = app::report::return_to_unit(&office, back).await;
    assert_eq!(codes(refused.unwrap_err()), ["report.return_kind"]);
}

/// its last version counts until the next one comes, wherever reports
/// are counted; the unit still owes the final figures.
#[tokio::test]
async fn r_3_3_a_report_that_was_opened_again_counts_as_received_until_the_next_version_comes() {
    let app = TestApp::new().await;
    let id = accepted(&app, Nature::Estimate).await;
    let office = app.coordinator().await;
    let round = view(&office, id, None).await.unwrap().round.id;
    app.go_to(date(2026, 11, 20));
    let counted = async || {
        let office = app.coordinator().await;
        let matrix = app::round::matrix(&office, round).await.unwrap();
        let lines = app::round::list(&office).await.unwrap();
        let line = lines.into_iter().find(|l| l.round.id == round).unwrap();
        let whole = matrix.arrivals.whole();
        assert_eq!(whole.received(), matrix.received());
        assert_eq!(line.received, i64::try_from(matrix.received()).unwrap());
        assert_eq!(
            matrix.count(MatrixFilter::Owing),
            matrix.expected() - matrix.received()
        );
        let arrivals = (whole.of(Arrival::OnTime), whole.of(Arrival::Returned));
        (matrix, arrivals)
    };
    let (before, arrivals) = counted().await;
    assert_eq!((before.received(), arrivals), (1, (1, 0)));

    reopen(&office, again(id)).await.unwrap();
    let (matrix, arrivals) = counted().await;
    assert_eq!((matrix.received(), arrivals), (1, (1, 0)));
    assert_eq!(
        (matrix.sent_back(), matrix.on_time()),
        (0, before.on_time())
    );
    assert_eq!(matrix.count(MatrixFilter::AwaitsFinal), 1);
    let row = matrix.rows.iter().find(|r| r.obligation == id).unwrap();
    assert!(row.owes() && row.is_in());
    let reporter = app.reporter("SYT").await;
    let mine = duties(&reporter).await.unwrap();
    let mine = mine.open.iter().find(|d| d.id == id).expect("still owed");
    let told = [
        row.state_code(),
        mine.state_code(),
        view(&office, id, None).await.unwrap().state_code(),
        open_form(&reporter, id).await.unwrap().state_code(),
    ];
    assert_eq!(told, [AWAITS_FINAL; 4]);

    // The next version comes, and is returned for corrections as any other.
    let form = open_form(&reporter, id).await.unwrap();
    sent(
        &app,
        id,
        form.draft_version(),
        typed("1234", Nature::Official),
    )
    .await;
    let (matrix, arrivals) = counted().await;
    assert_eq!((matrix.received(), arrivals), (1, (1, 0)));
    assert_eq!(matrix.count(MatrixFilter::AwaitsFinal), 0);
    let back = give_back(id, 2, ReturnKind::Correction);
    app::report::return_to_unit(&office, back).await.unwrap();
    let (matrix, arrivals) = counted().await;
    assert_eq!((matrix.received(), arrivals), (0, (0, 1)));
    assert_eq!(
        (matrix.sent_back(), matrix.count(MatrixFilter::AwaitsFinal)),
        (1, 0)
    );
}

/// signed and not sent it is with the office by the version before it, and
/// list, matrix, duties and both pages say the same of it.
#[tokio::test]
async fn r_3_3_a_report_that_was_opened_again_and_signed_counts_as_received_until_it_is_sent() {
    let app = TestApp::new().await;
    let id = accepted(&app, Nature::Estimate).await;
    let (office, head) = (app.coordinator().await, app.head("SYT").await);
    let round = view(&office, id, None).await.unwrap().round.id;
    reopen(&office, again(id)).await.unwrap();
    let version = open_form(&head, id).await.unwrap().draft_version();
    let kept = save(&head, id, version, typed("1234", Nature::Official)).await;
    let input = SignReport {
        obligation: id,
        version: kept.version,
    };
    let signed = sign(&head, input).await.unwrap();

    let matrix = app::round::matrix(&office, round).await.unwrap();
    let lines = app::round::list(&office).await.unwrap();
    let line = lines.iter().find(|l| l.round.id == round).unwrap();
    let whole = matrix.arrivals.whole();
    let received = (line.received, matrix.received(), whole.received());
    assert_eq!(received, (1, 1, 1));
    let arrivals = [Arrival::OnTime, Arrival::Returned].map(|a| whole.of(a));
    assert_eq!(arrivals, [1, 0]);
    let unsent = [ReportState::Signed, ReportState::Returned].map(MatrixFilter::State);
    assert_eq!(unsent.map(|filter| matrix.count(filter)), [0, 0]);
    let awaiting = matrix.count(MatrixFilter::AwaitsFinal);
    assert_eq!((matrix.sent_back(), awaiting), (0, 1));
    let row = matrix.rows.iter().find(|r| r.obligation == id).unwrap();
    assert!(row.owes() && row.is_in() && !row.is_missing());
    let mine = duties(&head).await.unwrap();
    let mine = mine.open.iter().find(|d| d.id == id).expect("still owed");
    assert_eq!(mine.next, NextStep::Send);
    let (seen, form) = (view(&office, id, None).await, open_form(&head, id).await);
    let (seen, form) = (seen.unwrap(), form.unwrap());
    let told = [
        row.state_code(),
        mine.state_code(),
        seen.state_code(),
        form.state_code(),
    ];
    assert_eq!(told, [AWAITS_FINAL; 4]);
    let seals = [seen.signed, form.signed].map(|line| line.unwrap().sha256);
    assert_eq!(seals, [signed.sha256.clone(), signed.sha256.clone()]);
    let counted = store::counted::list(&office.read(), round, Some(&[app.unit("SYT")])).await;
    let figure = counted.unwrap().remove(0).report.unwrap().1.values[CODE].value;
    assert_eq!(figure, Some(1200), "the estimate stands until it is sent");

    let going = SendReport {
        obligation: id,
        version: signed.version,
        late_reason: None,
    };
    assert_eq!(send_signed(&head, going).await.unwrap().number, 2);
    let matrix = app::round::matrix(&office, round).await.unwrap();
    let sent = MatrixFilter::State(ReportState::Resubmitted);
    assert_eq!((matrix.received(), matrix.count(sent)), (1, 1));
    assert_eq!(matrix.count(MatrixFilter::AwaitsFinal), 0);
}

#[tokio::test]
async fn r_3_12_a_unit_whose_report_was_opened_again_is_not_told_that_it_has_sent_nothing() {
    let app = TestApp::new().await;
    let id = accepted(&app, Nature::Estimate).await;
    let office = app.coordinator().await;
    reopen(&office, again(id)).await.unwrap();
    let round = view(&office, id, None).await.unwrap().round.id;
    let plan = plan_chase(&office, round, ChaseScope::Owing).await.unwrap();
    let chased = plan.people.iter().flat_map(|p| &p.units);
    let mut chased: Vec<&str> = chased.map(|u| u.name.as_str()).collect();
    let coming = chase_schedule(&office, round, office.today())
        .await
        .unwrap();
    let messages = coming.days.iter().flat_map(|d| &d.messages);
    let shown: Vec<&str> = messages
        .flat_map(|m| m.units.iter().map(|(name, _)| name.as_str()))
        .collect();
    assert!(!chased.is_empty() && !shown.is_empty());
    chased.extend(shown);
    assert!(!chased.contains(&"Sở Y tế"), "{chased:?}");

    // The first working day after the due day, on which the ladder tells everybody.
    app.go_to(date(2026, 10, 6));
    chase_by_ladder(&app.app).await.unwrap();
    for (unit, is_told) in [("SGDDT", true), ("SYT", false)] {
        let letters = mine(&app.reporter(unit).await).await.unwrap();
        let is_reminder = |subject: &str| subject.starts_with("Đôn đốc báo cáo");
        let told = letters.iter().any(|m| is_reminder(&m.subject));
        assert_eq!(told, is_told, "{unit}: {letters:?}");
    }
}
