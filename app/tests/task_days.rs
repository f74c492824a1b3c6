//! Tasks of another day: listed and counted as they stood at its end, whatever
//! was done since.

use crate::common::{held, issue};
use app::task::{self, ProgressInput, TaskQuery, TaskView};
use domain::id::TaskId;
use domain::task::TaskState;
use jiff::civil::{Date, date};
use testkit::TestApp;

fn october(day: i8) -> Date {
    date(2026, 10, day)
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
