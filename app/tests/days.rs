//! Boards, duties and tasks of another day: as they stood at its end, whatever
//! was done since.

use crate::common::{held, issue};
use crate::reporting::{give_back, open_quarter, owed, save, send, words};
use app::AppError;
use app::extension::{AskExtension, DecideExtension, ask, decide, list_waiting, withdraw};
use app::report::{
    AcceptReport, Duty, ExemptUnit, NotePaper, TakeExemptionBack, accept, duties_on, exempt,
    note_paper, open_form, return_to_unit, unexempt,
};
use app::round::{self, MatrixRow};
use app::task::{self, ProgressInput, TaskQuery, TaskView};
use domain::extension::Decision;
use domain::id::{RoundId, TaskId};
use domain::report::{ReportState, ReturnKind, Timeliness};
use domain::round::RoundState;
use domain::task::TaskState;
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

/// A task given on 9 October, begun on the 12th, submitted on the 15th and confirmed on
/// the 20th.
async fn done(app: &TestApp) -> TaskId {
    let id = followed(app, [october(12), october(15), october(20)]).await;
    app.go_to(october(22));
    id
}

/// A task given on 9 October to be done by 20 November, begun, submitted and confirmed on
/// these days; beside it one without a day that nobody touches.
async fn followed(app: &TestApp, [begun, submitted, confirmed]: [Date; 3]) -> TaskId {
    let held = held(app).await;
    let id = issue(app, &held).await[0];
    app.go_to(begun);
    let input = ProgressInput {
        unit: app.unit("SGDDT"),
        version: 1,
        percent: Some(40),
        text: "Đã rà soát 10 trường".into(),
    };
    let unit = app.reporter("SGDDT").await;
    task::progress(&unit, id, input).await.unwrap();
    app.go_to(submitted);
    let unit = app.reporter("SGDDT").await;
    let version = task::show(&unit, id).await.unwrap().task.version;
    task::submit(&unit, id, version, "Báo cáo số 145/BC-SGDĐT")
        .await
        .unwrap();
    app.go_to(confirmed);
    let office = app.coordinator().await;
    let version = task::show(&office, id).await.unwrap().task.version;
    task::confirm(&office, id, version, "").await.unwrap();
    id
}

/// tasks given by the end of the day, as they stood then.
#[tokio::test]
async fn r_1_1_tasks_of_a_day_stand_as_they_stood_then() {
    let app = TestApp::new().await;
    let id = done(&app).await;
    let office = app.coordinator().await;
    let of = async |day: i8, state: Option<TaskState>| {
        let found = task::walk_on(&office, october(day), state, None, 10).await;
        let (rows, _) = found.unwrap();
        let its = rows.iter().find(|row| row.task.id == id);
        let stood = its.map(|row| (row.task.state, row.task.percent));
        (rows.len(), stood)
    };
    assert_eq!(of(8, None).await, (0, None));
    // The other task stays as it was given.
    for (day, state, percent, alike) in [
        (9, TaskState::Assigned, 0, 2),
        (12, TaskState::InProgress, 40, 1),
        (15, TaskState::AwaitingConfirmation, 40, 1),
        (20, TaskState::Done, 100, 1),
        (22, TaskState::Done, 100, 1),
    ] {
        let stood = Some((state, percent));
        assert_eq!(of(day, None).await, (2, stood), "{day}");
        assert_eq!(of(day, Some(state)).await, (alike, stood), "{day}");
    }
    assert_eq!(of(12, Some(TaskState::Done)).await, (0, None));
    let step = async |after: Option<TaskId>| {
        let found = task::walk_on(&office, october(12), None, after, 1).await;
        let (rows, has_more) = found.unwrap();
        (rows[0].task.id, has_more)
    };
    let (first, has_more) = step(None).await;
    assert!(has_more);
    let (second, has_more) = step(Some(first)).await;
    assert!(!has_more && second != first);
}

/// the list of tasks, what of it is overdue and its counts are of the day.
#[tokio::test]
async fn r_1_1_the_list_of_tasks_counts_how_they_stood_on_the_day() {
    let app = TestApp::new().await;
    let november = |day| date(2026, 11, day);
    let (confirmed, today) = (date(2026, 12, 1), date(2026, 12, 10));
    let id = followed(&app, [november(10), november(25), confirmed]).await;
    app.go_to(today);
    let office = app.coordinator().await;
    let list = async |day: Date, is_overdue: bool| {
        let query = TaskQuery {
            at: Some(day),
            is_overdue,
            ..TaskQuery::default()
        };
        task::list(&office, &query).await.unwrap()
    };
    for (day, given, counts) in [
        (october(8), 0, [0, 0, 0, 0]),
        (october(9), 2, [1, 0, 0, 0]),
        (november(18), 2, [1, 1, 0, 0]),
        (november(23), 2, [0, 0, 1, 0]),
        (confirmed, 2, [0, 0, 0, 1]),
        (today, 2, [0, 0, 0, 1]),
    ] {
        let found = list(day, false).await;
        let t = found.tally;
        let counted = [t.open_in_time, t.due_soon, t.open_overdue, t.done_late];
        assert_eq!((found.rows.len(), counted), (given, counts), "{day}");
        let overdue = list(day, true).await.rows.len();
        assert_eq!(Ok(overdue), usize::try_from(t.open_overdue), "{day}");
    }
    let late = list(november(23), true).await;
    assert_eq!(late.ages[0], ("1_7", 1));
    let row = &late.rows[0];
    assert_eq!((row.task.id, row.days_overdue), (id, 3));
    assert_eq!(
        (row.task.state, row.task.percent),
        (TaskState::InProgress, 40)
    );
    for (code, led) in [("SGDDT", 1), ("XTD", 0)] {
        let query = TaskQuery {
            at: Some(november(23)),
            view: TaskView::Lead,
            ..TaskQuery::default()
        };
        let unit = app.reporter(code).await;
        let found = task::list(&unit, &query).await.unwrap();
        assert_eq!(found.rows.len(), led, "{code}");
    }
}
