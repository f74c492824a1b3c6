//! Tasks from giving to confirmation, and their way into the next report.

use crate::common::{codes, held, issue};
use app::AppError;
use app::consolidation::{Format, Purpose, file};
use app::task::{self, ProgressInput, TaskQuery, TaskView};
use domain::consolidation::{Content, TaskProgress};
use domain::extension::Decision;
use domain::id::{ObligationId, RoundId, TaskId};
use domain::numbering::IssuerKind;
use domain::period::PeriodKind;
use domain::report::TaskLine;
use domain::task::{Act, EntryKind, TaskState, Timeliness};
use jiff::civil::date;
use testkit::TestApp;

/// The first task: led by SGDDT with XTD, due 20 November 2026.
async fn given(app: &TestApp) -> TaskId {
    let held = held(app).await;
    issue(app, &held).await[0]
}

async fn progress(
    app: &TestApp,
    code: &str,
    id: TaskId,
    percent: i32,
    text: &str,
) -> Result<(), AppError> {
    let unit = app.reporter(code).await;
    let page = task::show(&unit, id).await?;
    let version = page
        .parts
        .iter()
        .find(|p| p.unit.unit == app.unit(code))
        .map_or(1, |p| p.unit.version);
    let input = ProgressInput {
        unit: app.unit(code),
        version,
        percent: Some(percent),
        text: text.into(),
    };
    task::progress(&unit, id, input).await
}

async fn state(app: &TestApp, id: TaskId) -> store::task::Task {
    task::show(&app.coordinator().await, id).await.unwrap().task
}

async fn submitted(app: &TestApp) -> TaskId {
    let id = given(app).await;
    progress(app, "SGDDT", id, 60, "Đã rà soát 12 trường")
        .await
        .unwrap();
    let version = state(app, id).await.version;
    task::submit(
        &app.reporter("SGDDT").await,
        id,
        version,
        "Báo cáo số 145/BC-SGDĐT",
    )
    .await
    .unwrap();
    id
}

#[tokio::test]
async fn a_task_of_other_units_does_not_exist() {
    let app = TestApp::new().await;
    let id = given(&app).await;
    for login in ["bc.skhcn", "tt.xhs", "dieuphoi2"] {
        let stranger = app.person(login).await;
        assert!(
            matches!(task::show(&stranger, id).await, Err(AppError::NotFound)),
            "{login}"
        );
        let list = task::list(&stranger, &TaskQuery::default()).await.unwrap();
        assert!(list.rows.is_empty() && list.tally.total() == 0, "{login}");
    }
    for login in ["bc.sgddt", "tt.xtd", "kiemtra", "lanhdao", "truongban"] {
        assert!(
            task::show(&app.person(login).await, id).await.is_ok(),
            "{login}"
        );
    }
}

#[tokio::test]
async fn each_unit_writes_its_own_part() {
    let app = TestApp::new().await;
    let id = given(&app).await;
    progress(&app, "XTD", id, 30, "Đã cử cán bộ tham gia")
        .await
        .unwrap();
    let task = state(&app, id).await;
    assert_eq!((task.state, task.percent), (TaskState::InProgress, 0));
    progress(&app, "SGDDT", id, 50, "Đã rà soát 10 trường")
        .await
        .unwrap();
    assert_eq!(state(&app, id).await.percent, 50);
    let for_other = ProgressInput {
        unit: app.unit("SGDDT"),
        version: 2,
        percent: None,
        text: "x".into(),
    };
    let err = task::progress(&app.reporter("XTD").await, id, for_other)
        .await
        .unwrap_err();
    assert!(matches!(err, AppError::Forbidden));
    let page = task::show(&app.reporter("XTD").await, id).await.unwrap();
    assert_eq!(page.parts.iter().filter(|p| p.may_write).count(), 1);
    assert_eq!(
        page.diary
            .iter()
            .filter(|(e, _)| e.kind == EntryKind::Progress)
            .count(),
        2
    );
}

#[tokio::test]
async fn a_stale_part_is_not_written_over() {
    let app = TestApp::new().await;
    let id = given(&app).await;
    progress(&app, "SGDDT", id, 10, "Bắt đầu").await.unwrap();
    let input = ProgressInput {
        unit: app.unit("SGDDT"),
        version: 1,
        percent: Some(20),
        text: "Cũ".into(),
    };
    let err = task::progress(&app.head("SGDDT").await, id, input)
        .await
        .unwrap_err();
    assert!(matches!(err, AppError::Conflict));
}

#[tokio::test]
async fn only_the_lead_submits_and_only_the_giver_confirms() {
    let app = TestApp::new().await;
    let id = given(&app).await;
    progress(&app, "SGDDT", id, 60, "Đã làm").await.unwrap();
    let version = state(&app, id).await.version;
    let err = task::submit(&app.reporter("XTD").await, id, version, "Xong")
        .await
        .unwrap_err();
    assert!(matches!(err, AppError::Forbidden));
    let err = task::submit(&app.reporter("SGDDT").await, id, version, " ")
        .await
        .unwrap_err();
    assert_eq!(codes(&err), ["task.result_missing"]);
    task::submit(&app.reporter("SGDDT").await, id, version, "Báo cáo 145")
        .await
        .unwrap();
    let err = task::confirm(&app.head("SGDDT").await, id, version + 1, "")
        .await
        .unwrap_err();
    assert!(matches!(err, AppError::Forbidden));
    task::confirm(&app.coordinator().await, id, version + 1, "")
        .await
        .unwrap();
    assert_eq!(state(&app, id).await.state, TaskState::Done);
}

#[tokio::test]
async fn a_result_sent_in_time_counts_as_in_time_however_late_it_is_confirmed() {
    let app = TestApp::new().await;
    let id = submitted(&app).await;
    app.go_to(date(2026, 12, 10));
    let office = app.coordinator().await;
    let page = task::show(&office, id).await.unwrap();
    assert_eq!(
        (page.timeliness, page.days_overdue),
        (Some(Timeliness::Overdue), 20)
    );
    assert!(page.acts.contains(&Act::Confirm) && page.acts.contains(&Act::Reject));
    task::confirm(&office, id, page.task.version, "")
        .await
        .unwrap();
    let page = task::show(&office, id).await.unwrap();
    assert_eq!(page.timeliness, Some(Timeliness::DoneOnTime));
    let list = task::list(&office, &TaskQuery::default()).await.unwrap();
    assert_eq!(
        (
            list.tally.done_on_time,
            list.tally.no_deadline,
            list.tally.total()
        ),
        (1, 1, 1)
    );
}

#[tokio::test]
async fn a_rejected_result_goes_back_and_needs_a_reason() {
    let app = TestApp::new().await;
    let id = submitted(&app).await;
    let office = app.coordinator().await;
    let version = state(&app, id).await.version;
    let err = task::reject(&office, id, version, "").await.unwrap_err();
    assert_eq!(codes(&err), ["task.reason_missing"]);
    task::reject(&office, id, version, "Thiếu số liệu mầm non")
        .await
        .unwrap();
    let task = state(&app, id).await;
    assert_eq!(
        (task.state, task.submitted_at),
        (TaskState::InProgress, None)
    );
}

#[tokio::test]
async fn reopening_keeps_what_was_done_in_the_history() {
    let app = TestApp::new().await;
    let id = submitted(&app).await;
    let office = app.coordinator().await;
    task::confirm(&office, id, state(&app, id).await.version, "")
        .await
        .unwrap();
    let version = state(&app, id).await.version;
    let err = task::reopen(&office, id, version, "Bổ sung", None)
        .await
        .unwrap_err();
    assert_eq!(codes(&err), ["task.new_due_missing"]);
    task::reopen(&office, id, version, "Bổ sung", Some(date(2026, 12, 31)))
        .await
        .unwrap();
    let page = task::show(&office, id).await.unwrap();
    assert_eq!(
        (page.task.state, page.task.due_on),
        (TaskState::InProgress, Some(date(2026, 12, 31)))
    );
    assert_eq!(page.task.first_due_on, Some(date(2026, 11, 20)));
    assert_eq!(page.history[0].entry.detail["stood"], "done_on_time");
}

#[tokio::test]
async fn a_lead_returns_a_task_before_it_begins_and_it_is_given_to_another() {
    let app = TestApp::new().await;
    let id = given(&app).await;
    task::return_to_giver(&app.head("SGDDT").await, id, 1, "Thuộc Sở Y tế")
        .await
        .unwrap();
    let office = app.coordinator().await;
    let err = task::reassign(&office, id, 2, Some(app.unit("XTD")), "Đúng")
        .await
        .unwrap_err();
    assert_eq!(codes(&err), ["conference.lead_cooperates"]);
    task::reassign(&office, id, 2, Some(app.unit("SYT")), "Đúng")
        .await
        .unwrap();
    assert_eq!(state(&app, id).await.lead, app.unit("SYT"));
    assert!(matches!(
        task::show(&app.reporter("SGDDT").await, id).await,
        Err(AppError::NotFound)
    ));
    progress(&app, "SYT", id, 5, "Bắt đầu").await.unwrap();
    let version = state(&app, id).await.version;
    let err = task::return_to_giver(&app.head("SYT").await, id, version, "Không phải")
        .await
        .unwrap_err();
    assert_eq!(codes(&err), ["task.progress_begun"]);
}

#[tokio::test]
async fn an_extension_moves_the_due_date_and_keeps_the_first_one() {
    let app = TestApp::new().await;
    let id = given(&app).await;
    let lead = app.head("SGDDT").await;
    let late = Some(date(2026, 12, 20));
    let err = task::ask_extension(&lead, id, 1, Some(date(2026, 11, 20)), "")
        .await
        .unwrap_err();
    assert_eq!(codes(&err), ["task.date_not_later", "task.reason_missing"]);
    let request = task::ask_extension(&lead, id, 1, late, "Chờ số liệu")
        .await
        .unwrap();
    assert_eq!(
        state(&app, id).await.due_on,
        Some(date(2026, 11, 20)),
        "silence does not grant"
    );
    let err = task::ask_extension(&lead, id, 1, late, "Nữa")
        .await
        .unwrap_err();
    assert_eq!(codes(&err), ["task.extension_pending"]);
    let office = app.coordinator().await;
    let to = date(2026, 12, 10);
    task::decide_extension(
        &office,
        id,
        1,
        request,
        Decision::Shorten { to },
        "Hội nghị ngày 15",
    )
    .await
    .unwrap();
    let page = task::show(&lead, id).await.unwrap();
    assert_eq!(
        (page.task.due_on, page.task.first_due_on),
        (Some(to), Some(date(2026, 11, 20)))
    );
    assert_eq!(page.granted, (1, 2));
    let again = task::decide_extension(&office, id, 2, request, Decision::Grant, "")
        .await
        .unwrap_err();
    assert_eq!(codes(&again), ["extension.decided"]);
}

#[tokio::test]
async fn a_third_extension_cannot_even_be_asked_for() {
    let app = TestApp::new().await;
    let id = given(&app).await;
    for (n, day) in [(1, date(2026, 12, 1)), (2, date(2026, 12, 10))] {
        let request =
            task::ask_extension(&app.head("SGDDT").await, id, n, Some(day), "Chờ số liệu")
                .await
                .unwrap();
        task::decide_extension(
            &app.coordinator().await,
            id,
            n,
            request,
            Decision::Grant,
            "",
        )
        .await
        .unwrap();
    }
    let page = task::show(&app.head("SGDDT").await, id).await.unwrap();
    assert!(!page.may_ask);
    let third = task::ask_extension(
        &app.head("SGDDT").await,
        id,
        3,
        Some(date(2026, 12, 20)),
        "Nữa",
    )
    .await
    .unwrap_err();
    assert_eq!(codes(&third), ["task.extension_limit"]);
}

#[tokio::test]
async fn lists_show_tasks_from_each_side_and_count_ages() {
    let app = TestApp::new().await;
    given(&app).await;
    app.go_to(date(2026, 11, 25));
    let list = |view| TaskQuery {
        view,
        ..TaskQuery::default()
    };
    let lead = task::list(&app.reporter("SGDDT").await, &list(TaskView::Lead))
        .await
        .unwrap();
    assert_eq!((lead.rows.len(), lead.rows[0].days_overdue), (1, 5));
    assert_eq!(lead.ages[0], ("1_7", 1));
    let shared = task::list(&app.reporter("XTD").await, &list(TaskView::Cooperating))
        .await
        .unwrap();
    assert_eq!(shared.rows.len(), 1);
    let none = task::list(&app.reporter("XTD").await, &list(TaskView::Lead))
        .await
        .unwrap();
    assert!(none.rows.is_empty());
    let late = TaskQuery {
        is_overdue: true,
        ..TaskQuery::default()
    };
    let late = task::list(&app.coordinator().await, &late).await.unwrap();
    assert_eq!((late.rows.len(), late.tally.open_overdue), (1, 1));
}

/// §6.1: what a signed report says of a task stands in its diary, once, and from
/// there in the appendix of tasks of the next consolidated report.
#[tokio::test]
async fn a_report_carries_the_open_tasks_and_writes_their_diary_once() {
    let app = TestApp::new().await;
    // A round after the conference is not needed: any obligation will do.
    let round = crate::common::round(&app).await;
    let id = given(&app).await;
    progress(&app, "SGDDT", id, 40, "Đã rà soát 8 trường")
        .await
        .unwrap();
    let head = app.head("SGDDT").await;
    let open = task::open_tasks_of(&head, app.unit("SGDDT"), date(2026, 12, 31))
        .await
        .unwrap();
    assert_eq!(
        (open.len(), open[0].line.percent, open[0].line.text.as_str()),
        (1, Some(40), "Đã rà soát 8 trường")
    );
    assert!(
        task::open_tasks_of(&head, app.unit("SGDDT"), date(2026, 10, 1))
            .await
            .unwrap()
            .is_empty()
    );
    assert!(
        task::open_tasks_of(&head, app.unit("SYT"), date(2026, 12, 31))
            .await
            .is_err()
    );

    let obligation = store::obligation::list_of_round(&head.read(), round)
        .await
        .unwrap();
    let obligation: ObligationId = obligation
        .iter()
        .find(|o| o.unit == app.unit("SGDDT"))
        .unwrap()
        .id;
    let line = TaskLine {
        task: id,
        percent: Some(70),
        text: "Đã rà soát 15 trường".into(),
    };
    for expected in [1, 0] {
        let w = head.begin().await.unwrap();
        let mut entries = task::record_from_report(
            &head,
            &w,
            obligation,
            app.unit("SGDDT"),
            std::slice::from_ref(&line),
        )
        .await
        .unwrap();
        assert_eq!(entries.len(), expected);
        entries.push(head.entry(
            "report.sign",
            domain::journal::Noun::Report,
            obligation.0,
            None,
            serde_json::json!({}),
        ));
        head.commit_all(w, &entries).await.unwrap();
    }
    let page = task::show(&head, id).await.unwrap();
    let from_report = page
        .diary
        .iter()
        .filter(|(e, _)| e.obligation == Some(obligation))
        .count();
    assert_eq!((from_report, page.task.percent), (1, 70));
    // Appendix 3 of the next round's consolidated report has it; this round was closed
    // before the task was given.
    assert!(appendix_tasks(&app, round).await.is_empty());
    app.go_to(date(2026, 12, 24));
    let next = app.open_round(PeriodKind::Quarter, 2026, 4).await;
    let listed = appendix_tasks(&app, next).await;
    let listed = listed.iter().find(|task| task.task == id).unwrap();
    assert_eq!((listed.percent, listed.is_overdue), (70, true));
    assert_eq!(listed.state, TaskState::InProgress.code());
}

/// Appendix 3 of a round's consolidated report, as it would be frozen now.
async fn appendix_tasks(app: &TestApp, round: RoundId) -> Vec<TaskProgress> {
    let office = app.coordinator().await;
    let (live, form) = (Purpose::Live, IssuerKind::Party);
    let json = file(&office, round, live, form, Format::Json).await;
    let content: Content = serde_json::from_slice(&json.unwrap().bytes).unwrap();
    content.tasks
}

#[tokio::test]
async fn a_line_on_a_task_of_others_is_not_written() {
    let app = TestApp::new().await;
    let round = crate::common::round(&app).await;
    let id = given(&app).await;
    let stranger = app.head("SKHCN").await;
    let obligations = store::obligation::list_of_round(&stranger.read(), round)
        .await
        .unwrap();
    let line = TaskLine {
        task: id,
        percent: Some(99),
        text: "Không phải việc của tôi".into(),
    };
    let w = stranger.begin().await.unwrap();
    let entries =
        task::record_from_report(&stranger, &w, obligations[0].id, app.unit("SKHCN"), &[line])
            .await
            .unwrap();
    assert!(entries.is_empty());
    drop(w);
    assert_eq!(state(&app, id).await.state, TaskState::Assigned);
}
