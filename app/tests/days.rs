//! Boards, lists of rounds, requests and duties of another day: as they stood at
//! its end, whatever was done since. Tasks are in `task_days`.

use crate::reporting::{give_back, open_quarter, owed, save, send, words};
use app::AppError;
use app::extension::{
    AskExtension, DecideExtension, Since, ask, decide, list_waiting, list_waiting_at, withdraw,
};
use app::report::{
    AcceptReport, Duty, ExemptUnit, NotePaper, TakeExemptionBack, accept, duties_on, exempt,
    note_paper, open_form, return_to_unit, unexempt,
};
use app::round::{self, MatrixRow};
use domain::extension::{Decision, ExtensionState};
use domain::id::RoundId;
use domain::report::{ReportState, ReturnKind, Timeliness};
use domain::round::RoundState;
use jiff::civil::{Date, date};
use testkit::TestApp;

const WHY: &str = "Đơn vị mới thành lập trong kỳ.";

fn october(day: i8) -> Date {
    date(2026, 10, day)
}

/// A round in which on each day something is done: SYT writes on 6 October, sends late on
/// the 7th, has it back on the 8th, sends again on the 9th and is accepted on the 12th;
/// XTD asks for more time on the 6th and is given it on the 8th, its paper is noted on
/// the 9th; XHS asks on the 6th and takes that back on the 7th, and is exempt from the
/// 12th to the 13th, when the round is closed too.
async fn lived(app: &TestApp) -> RoundId {
    let round = open_quarter(app, 2026, 3).await;
    let (health, commune) = (owed(app, round, "SYT").await, owed(app, round, "XTD").await);
    let far = owed(app, round, "XHS").await;
    app.go_to(october(6));
    save(&app.reporter("SYT").await, health, 0, words("Bản nháp.")).await;
    let request = |obligation| AskExtension {
        obligation,
        asked_due_on: october(9),
        reason: "Chờ số liệu của các thôn".into(),
    };
    let near = app.reporter("XTD").await;
    ask(&near, request(commune)).await.unwrap();
    let asked = ask(&app.reporter("XHS").await, request(far)).await.unwrap();
    app.go_to(october(7));
    let reporter = app.reporter("XHS").await;
    withdraw(&reporter, far, asked).await.unwrap();
    send(app, health, 1, "Bản đầu.").await;
    app.go_to(october(8));
    let office = app.coordinator().await;
    let back = give_back(health, 1, ReturnKind::Correction);
    return_to_unit(&office, back).await.unwrap();
    let waiting = list_waiting(&office).await.unwrap().remove(0).extension;
    let granted = DecideExtension {
        id: waiting.id,
        version: waiting.version,
        decision: Decision::Grant,
        reason: String::new(),
    };
    decide(&office, granted).await.unwrap();
    app.go_to(october(9));
    let form = open_form(&app.reporter("SYT").await, health).await.unwrap();
    send(app, health, form.draft_version(), "Bản sửa.").await;
    let paper = NotePaper {
        obligation: commune,
        on: Some(october(9)),
        note: String::new(),
        reason: String::new(),
    };
    let office = app.coordinator().await;
    note_paper(&office, paper).await.unwrap();
    app.go_to(october(12));
    let office = app.coordinator().await;
    let second = AcceptReport {
        obligation: health,
        number: 2,
    };
    accept(&office, second).await.unwrap();
    let exempted = ExemptUnit {
        obligation: far,
        reason: WHY.into(),
    };
    exempt(&office, exempted).await.unwrap();
    app.go_to(october(13));
    let office = app.coordinator().await;
    let again = TakeExemptionBack {
        obligation: far,
        reason: "Đơn vị đã có số liệu của kỳ này.".into(),
    };
    unexempt(&office, again).await.unwrap();
    round::close(&office, round, 1).await.unwrap();
    app.go_to(october(20));
    round
}

async fn row(app: &TestApp, round: RoundId, unit: &str, day: i8) -> MatrixRow {
    let office = app.coordinator().await;
    let board = round::matrix_at(&office, round, Some(october(day))).await;
    let unit = app.unit(unit);
    let mut rows = board.unwrap().rows.into_iter();
    rows.find(|r| r.unit == unit).expect("the unit reports")
}

/// what came, what was returned and what was accepted by the end of the day.
#[tokio::test]
async fn r_1_1_a_report_stands_in_the_matrix_of_a_day_as_it_stood_then() {
    let app = TestApp::new().await;
    let round = lived(&app).await;
    let days = [
        (5, "open", 0, Timeliness::DueSoon),
        (6, "drafting", 0, Timeliness::Overdue),
        (7, "received", 1, Timeliness::Late),
        (8, "returned", 1, Timeliness::Late),
        (9, "resubmitted", 2, Timeliness::Late),
        (12, "accepted", 2, Timeliness::Late),
        (13, "locked", 2, Timeliness::Late),
        (20, "locked", 2, Timeliness::Late),
    ];
    for (day, state, version, timely) in days {
        let row = row(&app, round, "SYT", day).await;
        assert_eq!(
            (row.state_code(), row.last_version),
            (state, version),
            "{day}"
        );
        assert_eq!(row.timely.unwrap().original, timely, "{day}");
        assert_eq!(row.returned.is_some(), day >= 8, "{day}");
        assert_eq!(row.late_reason.is_some(), day >= 7, "{day}");
    }
    let office = app.coordinator().await;
    let now = round::matrix(&office, round).await.unwrap();
    let yesterday = round::matrix_at(&office, round, Some(october(19))).await;
    let yesterday = yesterday.unwrap();
    assert_eq!(yesterday.rows, now.rows, "nothing was done since");
}

/// more time, its request, a paper and an exemption are those of the day.
#[tokio::test]
async fn r_1_1_what_stands_beside_a_report_is_of_the_day_too() {
    let app = TestApp::new().await;
    let round = lived(&app).await;
    for (day, is_asking, extended, has_paper) in [
        (5, false, None, false),
        (7, true, None, false),
        (8, false, Some(october(9)), false),
        (9, false, Some(october(9)), true),
    ] {
        let row = row(&app, round, "XTD", day).await;
        assert_eq!(row.is_asking, is_asking, "{day}");
        assert_eq!(row.extended_due_on, extended, "{day}");
        assert_eq!(row.paper.is_some(), has_paper, "{day}");
    }
    for (day, is_asking) in [(5, false), (6, true), (7, false), (9, false), (20, false)] {
        let row = row(&app, round, "XHS", day).await;
        assert_eq!(row.is_asking, is_asking, "a request taken back, {day}");
    }
    for (day, state, reason) in [
        (9, ReportState::Open, None),
        (12, ReportState::Exempt, Some(WHY)),
        (13, ReportState::Open, None),
    ] {
        let row = row(&app, round, "XHS", day).await;
        assert_eq!(
            (row.state, row.exempt_reason.as_deref()),
            (state, reason),
            "{day}"
        );
    }
}

/// a round is open or closed as at the end of the day, and is not there before.
#[tokio::test]
async fn r_1_1_a_round_of_a_day_is_open_or_closed_as_it_was_and_not_there_before_it_was() {
    let app = TestApp::new().await;
    let round = lived(&app).await;
    let office = app.coordinator().await;
    for (day, state) in [(12, RoundState::Open), (13, RoundState::Closed)] {
        let at = Some(october(day));
        let view = round::view_at(&office, round, at).await.unwrap();
        assert_eq!(view.round.state, state, "{day}");
        assert!(!view.may_chase && !view.may_close && !view.may_grant);
        let steps: Vec<&str> = view.chain.steps.iter().map(|s| s.code).collect();
        assert_eq!(steps, ["assign", "collect"]);
        let line = round::list_at(&office, at).await.unwrap().remove(0);
        assert_eq!(line.round.state, state, "{day}");
    }
    let before = round::matrix_at(&office, round, Some(date(2026, 1, 1))).await;
    assert!(matches!(before, Err(AppError::NotFound)), "{before:?}");
    let foreign = app.foreign_coordinator().await;
    let hidden = round::matrix_at(&foreign, round, Some(october(9))).await;
    assert!(matches!(hidden, Err(AppError::NotFound)), "{hidden:?}");
}

/// how far a round of the list had come by the end of the day, as its board says.
#[tokio::test]
async fn r_1_1_the_list_of_rounds_counts_what_had_come_by_the_day() {
    let app = TestApp::new().await;
    let round = lived(&app).await;
    let office = app.coordinator().await;
    let now = round::list(&office).await.unwrap().remove(0);
    assert_eq!((now.received, now.accepted), (1, 1));
    for (day, exempt, received, accepted) in [
        (6, 0, 0, 0),
        (7, 0, 1, 0),
        (8, 0, 0, 0),
        (9, 0, 1, 0),
        (12, 1, 1, 1),
        (13, 0, 1, 1),
        (19, 0, 1, 1),
        (20, 0, 1, 1),
    ] {
        let at = Some(october(day));
        let line = round::list_at(&office, at).await.unwrap().remove(0);
        assert_eq!(
            (line.expected, line.received, line.accepted),
            (now.expected - exempt, received, accepted),
            "{day}"
        );
        let board = round::matrix_at(&office, round, at).await.unwrap();
        for (listed, counted) in [
            (line.expected, board.expected()),
            (line.received, board.received()),
        ] {
            assert_eq!(usize::try_from(listed), Ok(counted), "{day}");
        }
    }
}

/// the requests of a day are those that waited at its end, with what became of
/// them since.
#[tokio::test]
async fn r_1_1_the_requests_of_a_day_are_those_that_waited_then() {
    let app = TestApp::new().await;
    lived(&app).await;
    let office = app.coordinator().await;
    let granted = Since::Decided(ExtensionState::Granted);
    let near = (app.unit("XTD"), granted);
    let far = (app.unit("XHS"), Since::TakenBack);
    for (day, waiting) in [
        (5, vec![]),
        (6, vec![near, far]),
        (7, vec![near]),
        (8, vec![]),
        (20, vec![]),
    ] {
        let found = list_waiting_at(&office, Some(october(day))).await;
        let found = found.unwrap();
        let units: Vec<_> = found.iter().map(|l| (l.extension.unit, l.since)).collect();
        assert_eq!(units, waiting, "{day}");
        for line in found {
            assert_eq!(line.extension.asked_due_on, october(9), "{day}");
            assert_eq!(line.extension.reason, "Chờ số liệu của các thôn", "{day}");
            assert!(!line.asked_by.is_empty() && !line.unit_name.is_empty());
        }
    }
}

/// a request that became needless since waited all the same, until then.
#[tokio::test]
async fn r_1_1_a_request_that_became_needless_since_waited_then() {
    let app = TestApp::new().await;
    let round = open_quarter(&app, 2026, 3).await;
    let obligation = owed(&app, round, "XTD").await;
    let request = AskExtension {
        obligation,
        asked_due_on: october(9),
        reason: "Chờ số liệu của các thôn".into(),
    };
    ask(&app.reporter("XTD").await, request).await.unwrap();
    app.go_to(october(6));
    let exempted = ExemptUnit {
        obligation,
        reason: WHY.into(),
    };
    exempt(&app.coordinator().await, exempted).await.unwrap();
    app.go_to(october(7));
    let office = app.coordinator().await;
    for (day, since) in [(5, vec![Since::Needless]), (6, vec![])] {
        let found = list_waiting_at(&office, Some(october(day))).await;
        let found: Vec<Since> = found.unwrap().iter().map(|l| l.since).collect();
        assert_eq!(found, since, "{day}");
    }
}

/// what a unit owed at the end of the day.
#[tokio::test]
async fn r_1_1_the_duties_of_a_day_are_those_of_then() {
    let app = TestApp::new().await;
    lived(&app).await;
    let reporter = app.reporter("SYT").await;
    let codes = |list: &[Duty]| list.iter().map(Duty::state_code).collect::<Vec<_>>();
    for (day, open, done) in [
        (6, vec!["drafting"], vec![]),
        (7, vec![], vec!["received"]),
        (8, vec!["returned"], vec![]),
        (13, vec![], vec!["locked"]),
        (20, vec![], vec!["locked"]),
    ] {
        let duties = duties_on(&reporter, october(day)).await.unwrap();
        assert_eq!(
            (codes(&duties.open), codes(&duties.done)),
            (open, done),
            "{day}"
        );
    }
    let before = duties_on(&reporter, date(2026, 1, 1)).await.unwrap();
    assert!(before.open.is_empty() && before.done.is_empty());
}
