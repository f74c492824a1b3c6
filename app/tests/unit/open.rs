//! What is open moves to the heirs; what was sent stays where it
//! was sent from.

use super::made::*;
use crate::common::{convened, held, issue};
use crate::reporting::{give_back, open_quarter, owed, save, words};
use app::report::{SignReport, duties, return_to_unit, submit};
use app::unit::{EXEMPT, plan, taken_over};
use app::{AppError, round, task};
use domain::id::ObligationId;
use domain::report::{ReportState, ReturnKind};
use domain::task::EntryKind;
use domain::unit::{MoveKind, Step};
use jiff::civil::date;
use std::collections::BTreeSet;
use testkit::TestApp;

/// Sends the report of a commune; its number.
async fn sent(app: &TestApp, id: ObligationId, login: &str, version: i32, text: &str) -> i32 {
    let reporter = app.person(&format!("bc.{login}")).await;
    let kept = save(&reporter, id, version, words(text)).await;
    let input = SignReport {
        obligation: id,
        version: kept.version,
    };
    let head = app.person(&format!("tt.{login}")).await;
    submit(&head, input).await.unwrap().number
}

#[tokio::test]
async fn r_1_2_the_dry_run_lists_everything_open_with_the_successor_as_heir() {
    let app = TestApp::new().await;
    let round = open_quarter(&app, 2026, 3).await;
    let returned = owed(&app, round, "XHS").await;
    sent(&app, returned, "xhs", 0, "Đã mở 4 lớp.").await;
    let office = app.coordinator().await;
    return_to_unit(&office, give_back(returned, 1, ReturnKind::Correction))
        .await
        .unwrap();
    convened(&app).await;
    give_post(
        &app,
        "lanhdao",
        app.unit("TU"),
        domain::account::Role::Leader,
        app.unit("XTD"),
    )
    .await;
    let admin = app.administrator().await;
    let head = store::journal::head(&app.app.store.read()).await.unwrap();
    let plan = plan(&admin, &act(TODAY, merge())).await.unwrap();
    let kinds: BTreeSet<_> = plan.open.iter().map(|t| t.row.kind).collect();
    let expected = [
        MoveKind::Obligation,
        MoveKind::Post,
        MoveKind::Scope,
        MoveKind::Invitation,
    ];
    assert_eq!(kinds, BTreeSet::from(expected));
    assert!(plan.open.iter().any(|t| t.row.state == "returned"));
    assert!(plan.open.iter().all(|t| t.chosen == "XM"));
    assert!(plan.errors.is_empty());
    // Looking changes nothing.
    assert_eq!(
        store::journal::head(&app.app.store.read()).await.unwrap(),
        head
    );
}

#[tokio::test]
async fn an_open_task_says_from_whom_and_by_which_decision_it_was_taken_over() {
    let app = TestApp::new().await;
    let held = held(&app).await;
    let id = issue(&app, &held).await[0];
    // SGDDT leads with XTD; both XTD and SGDDT end.
    let steps = vec![
        Step::Merge {
            from: vec!["SGDDT".into()],
            into: "SKHCN".into(),
        },
        Step::Merge {
            from: vec!["XTD".into()],
            into: "XHS".into(),
        },
    ];
    confirmed(&app, &act(app.administrator().await.today(), steps)).await;
    let page = task::show(&app.person("bc.skhcn").await, id).await.unwrap();
    assert_eq!(page.task.lead, app.unit("SKHCN"));
    let parts: Vec<_> = page.parts.iter().map(|p| p.unit.unit).collect();
    assert_eq!(parts, [app.unit("SKHCN"), app.unit("XHS")]);
    let line = page
        .diary
        .iter()
        .find(|(e, _)| e.kind == EntryKind::Transferred && e.unit == app.unit("SKHCN"))
        .expect("the diary tells it");
    assert_eq!(
        line.0.text,
        "Tiếp nhận từ Sở Giáo dục và Đào tạo theo 983-QĐ/TU, 01/09/2026."
    );
    assert!(page.history.iter().any(|e| e.entry.act == "task.transfer"));
    let told = taken_over(&app.coordinator().await, id.0).await.unwrap();
    let lead = told.iter().find(|t| t.kind == MoveKind::TaskLead).unwrap();
    assert_eq!(lead.from, "Sở Giáo dục và Đào tạo");
    assert_eq!(lead.decision, "983-QĐ/TU, 01/09/2026");
    // The heir's people work on it, and the former's people as the heir's.
    let part = page
        .parts
        .iter()
        .find(|p| p.unit.unit == app.unit("SKHCN"))
        .unwrap();
    let input = task::ProgressInput {
        unit: app.unit("SKHCN"),
        version: part.unit.version,
        percent: Some(30),
        text: "Đã nhận bàn giao".into(),
    };
    task::progress(&app.person("bc.sgddt").await, id, input)
        .await
        .unwrap();
    let stranger = task::show(&app.person("bc.syt").await, id).await;
    assert!(matches!(stranger, Err(AppError::NotFound)));
}

#[tokio::test]
async fn a_lead_that_inherits_the_cooperating_part_keeps_one_part_and_what_it_said() {
    let app = TestApp::new().await;
    let held = held(&app).await;
    let id = issue(&app, &held).await[0];
    let unit = app.reporter("XTD").await;
    let input = task::ProgressInput {
        unit: app.unit("XTD"),
        version: 1,
        percent: Some(40),
        text: "Đã rà soát ba điểm trường".into(),
    };
    task::progress(&unit, id, input).await.unwrap();
    let step = Step::Abolish {
        unit: "XTD".into(),
        heir: "SGDDT".into(),
    };
    confirmed(&app, &act(unit.today(), vec![step])).await;
    let page = task::show(&app.coordinator().await, id).await.unwrap();
    assert_eq!(page.parts.len(), 1);
    let told = page
        .diary
        .iter()
        .find(|(e, _)| e.kind == EntryKind::Transferred);
    assert!(
        told.unwrap()
            .0
            .text
            .ends_with("40 % – Đã rà soát ba điểm trường")
    );
}

#[tokio::test]
async fn the_heir_answers_for_the_report_and_what_was_sent_stays_the_former_units() {
    let app = TestApp::new().await;
    let round_id = open_quarter(&app, 2026, 3).await;
    let (open, returned) = (
        owed(&app, round_id, "XTD").await,
        owed(&app, round_id, "XHS").await,
    );
    sent(&app, returned, "xhs", 0, "Đã mở 4 lớp.").await;
    let office = app.coordinator().await;
    return_to_unit(&office, give_back(returned, 1, ReturnKind::Correction))
        .await
        .unwrap();
    let read = app.app.store.read();
    let seal = async || {
        let kind = store::integrity::SealedKind::ReportVersion;
        store::integrity::list_after(&read, kind, None, 100)
            .await
            .unwrap()
    };
    let before = seal().await;
    confirmed(&app, &act(TODAY, merge())).await;
    assert_eq!(seal().await, before, "no sent version is touched");
    let xm = unit(&app, "XM").await;
    for (id, code) in [(open, "XTD"), (returned, "XHS")] {
        let o = store::obligation::find(&read, id).await.unwrap().unwrap();
        assert_eq!((o.unit, o.heir), (app.unit(code), Some(xm)));
    }
    // Everybody of the heir sees both in "việc của tôi", and can send them.
    let reporter = app.person("bc.xtd").await;
    let list = duties(&reporter).await.unwrap();
    let ids: BTreeSet<_> = list.open.iter().map(|d| d.id).collect();
    assert_eq!(ids, BTreeSet::from([open, returned]));
    assert!(list.open.iter().any(|d| d.unit_name == "Xã Thượng Điền"));
    assert_eq!(sent(&app, open, "xhs", 0, "Đã mở 2 lớp.").await, 1);
    let office = app.coordinator().await;
    let rows = round::matrix(&office, round_id).await.unwrap().rows;
    let row = rows.iter().find(|r| r.obligation == open).unwrap();
    assert_eq!(
        (row.unit, row.answers, row.state),
        (app.unit("XTD"), xm, ReportState::Received)
    );
    assert_eq!(row.heir_name.as_deref(), Some("Xã XM"));
    // the heir's people count as the unit's.
    assert!(!row.has_gap());
    let stranger = save_draft_of(&app, "bc.syt", returned).await;
    assert!(matches!(stranger, Err(AppError::NotFound)), "{stranger:?}");
}

async fn save_draft_of(app: &TestApp, login: &str, id: ObligationId) -> Result<(), AppError> {
    let input = app::report::SaveDraft {
        obligation: id,
        version: 0,
        typed: words("Không phải của tôi"),
    };
    app::report::save_draft(&app.person(login).await, input)
        .await
        .map(drop)
}

#[tokio::test]
async fn in_a_split_only_the_named_heir_writes_the_former_units_report() {
    let app = TestApp::new().await;
    let round_id = open_quarter(&app, 2026, 3).await;
    let open = owed(&app, round_id, "XTD").await;
    let mut input = act(TODAY, split());
    input.heirs.general.insert("XTD".into(), "XA".into());
    let admin = app.administrator().await;
    for thing in plan(&admin, &input).await.unwrap().open {
        if thing.row.state == "head_of_unit" {
            input.heirs.items.insert(thing.key, "XB".into());
        }
    }
    confirmed(&app, &input).await;
    assert!(save_draft_of(&app, "bc.xtd", open).await.is_ok());
    // The head went to the other heir: it may read the past, not write it.
    let other = save_draft_of(&app, "tt.xtd", open).await;
    assert!(matches!(other, Err(AppError::Forbidden)), "{other:?}");
}

#[tokio::test]
async fn a_report_ends_with_its_unit_only_if_the_heir_owes_one_and_a_person_says_so() {
    let app = TestApp::new().await;
    let round_id = open_quarter(&app, 2026, 3).await;
    let open = owed(&app, round_id, "XTD").await;
    let into_existing = vec![Step::Merge {
        from: vec!["XTD".into()],
        into: "XHS".into(),
    }];
    let mut input = act(TODAY, into_existing);
    let admin = app.administrator().await;
    let planned = plan(&admin, &input).await.unwrap();
    let thing = planned
        .open
        .iter()
        .find(|t| t.row.kind == MoveKind::Obligation)
        .unwrap();
    assert!(thing.choices.iter().any(|c| c.value == EXEMPT));
    assert_eq!(thing.chosen, "XHS", "by default nothing is lost");
    // A new unit owes nothing itself, so there the report must be taken over.
    let fresh = plan(&admin, &act(TODAY, merge())).await.unwrap();
    let is_offered = |t: &app::unit::OpenThing| t.choices.iter().any(|c| c.value == EXEMPT);
    assert!(!fresh.open.iter().any(is_offered));
    input.heirs.items.insert(thing.key.clone(), EXEMPT.into());
    confirmed(&app, &input).await;
    let o = store::obligation::find(&app.app.store.read(), open)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(o.state, ReportState::Exempt);
    assert!(o.exempt_reason.unwrap().contains("983-QĐ/TU"));
}

#[tokio::test]
async fn a_round_opened_after_the_merger_for_the_time_before_is_the_heirs_to_answer() {
    let app = TestApp::new().await;
    confirmed(&app, &act(TODAY, merge())).await;
    // The third quarter ended before the merger: its units are those of its
    // last day, and the heir answers for them.
    let round_id = open_quarter(&app, 2026, 3).await;
    let open = owed(&app, round_id, "XTD").await;
    let o = store::obligation::find(&app.app.store.read(), open)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(o.heir, Some(unit(&app, "XM").await));
    let office = app.coordinator().await;
    let matrix = round::matrix(&office, round_id).await.unwrap();
    let row = matrix.rows.iter().find(|r| r.obligation == open).unwrap();
    assert_eq!(row.name, "Xã Thượng Điền");
    assert!(!row.has_gap());
}

/// A closed round can be opened for one unit again, so its missing reports are
/// open too; what was sent for it is not.
#[tokio::test]
async fn r_1_2_missing_reports_of_closed_rounds_go_to_the_heir_and_sent_ones_stay() {
    let app = TestApp::new().await;
    app.go_to(date(2026, 10, 5));
    let office = app.unit("BTGDV");
    app::regime::create_standard(&app.system(), office, date(2025, 7, 1))
        .await
        .unwrap();
    let round = crate::consolidation::desk::open(&app, 2026, 3).await;
    let desk = crate::consolidation::desk::Desk { app, round };
    desk.send(round, "XHS", &[("GN-03", "34,5")], &[]).await;
    desk.app.go_to(date(2026, 11, 20));
    desk.close(round).await;
    let (missing, sent) = (
        desk.obligation(round, "XTD").await,
        desk.obligation(round, "XHS").await,
    );
    let input = act(date(2026, 11, 21), merge());
    confirmed(&desk.app, &input).await;
    desk.app.go_to(date(2026, 11, 21));
    app::unit::apply_due(&desk.app.app).await.unwrap();
    let heir = unit(&desk.app, "XM").await;
    let read = desk.app.system();
    let of = async |id| {
        store::obligation::find(&read.read(), id)
            .await
            .unwrap()
            .unwrap()
    };
    assert_eq!(of(missing).await.heir, Some(heir));
    assert_eq!(of(sent).await.heir, None);
}
