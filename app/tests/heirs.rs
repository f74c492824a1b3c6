//! What is left to do in a round after its units were merged or moved: papers
//! reach the heirs, and each report stays with the office that asked
//! for it and the unit that answers for it.

use crate::consolidation::desk::{Desk, open};
use crate::unit::made::{act, confirmed, give_post, merge, unit};
use app::AppError;
use app::consolidation::{Capacity, Issue, Send, askables, issue, overview, receive, send};
use app::extension::{AskExtension, DecideExtension, ask, decide, list_waiting};
use app::message::{ChaseScope, plan_chase};
use app::report::{AcceptReport, accept, view};
use domain::account::Role;
use domain::extension::Decision;
use domain::numbering::IssuerKind;
use domain::report::ReportState;
use domain::unit::Step;
use jiff::civil::{Date, date};
use testkit::TestApp;

const DAY: Date = date(2026, 10, 6);

async fn merged(desk: &Desk) {
    confirmed(&desk.app, &act(DAY, merge())).await;
    desk.app.go_to(DAY);
    app::unit::apply_due(&desk.app.app).await.unwrap();
}

fn paper(version: i32) -> impl Fn(domain::id::RoundId) -> Issue {
    move |round| Issue {
        round,
        snapshot: 1,
        form: IssuerKind::Party,
        issued_on: DAY,
        number: None,
        capacity: Capacity::Own,
        signs_for: String::new(),
        signer_title: "Trưởng ban".into(),
        signer_name: "Đinh Văn Rừng".into(),
        version,
    }
}

#[tokio::test]
async fn r_4_6_a_report_is_sent_to_the_heirs_of_its_units_and_they_are_told() {
    let (desk, _) = crate::path::signed(testkit::on_chosen().await).await;
    merged(&desk).await;
    let (ctx, round) = (desk.app.coordinator().await, desk.round);
    let version = overview(&ctx, round).await.unwrap().version;
    let symbol = issue(&ctx, paper(version)(round)).await.unwrap();
    let heir = unit(&desk.app, "XM").await;
    let can_be_asked = askables(&ctx, round).await.unwrap().units;
    assert!(can_be_asked.iter().any(|u| u.unit == heir));
    let sending = Send {
        round,
        snapshot: 1,
        also: Vec::new(),
    };
    // Six units of which two are one now, and the committee above.
    assert_eq!(send(&ctx, sending).await.unwrap(), 6);
    let reporter = desk.app.person("bc.xtd").await;
    let letters = app::message::mine(&reporter).await.unwrap();
    assert!(letters.iter().any(|m| m.subject.contains(&symbol)));
    // Nobody opens it: the heir's people are chased.
    desk.app.go_to(date(2026, 10, 12));
    let ctx = desk.app.coordinator().await;
    let plan = plan_chase(&ctx, round, ChaseScope::Late).await.unwrap();
    let person = desk.app.province.accounts["bc.xtd"];
    let told = plan.people.iter().find(|p| p.account == person).unwrap();
    assert!(told.papers.iter().any(|p| p.unit == heir));
    let reporter = desk.app.person("bc.xtd").await;
    let got = receive(&reporter, round, 1).await.unwrap();
    assert_eq!(got.receipts.len(), 1);
    assert_eq!(got.receipts[0].0.unit, heir);
    assert!(!got.receipts[0].1.is_empty());
}

#[tokio::test]
async fn r_2_6_a_paper_of_a_unit_that_ended_later_keeps_its_name_and_finds_the_heirs_people() {
    let (desk, ctx) = crate::path::signed(testkit::on_chosen().await).await;
    let round = desk.round;
    let version = overview(&ctx, round).await.unwrap().version;
    let mut first = paper(version)(round);
    first.issued_on = date(2026, 10, 5);
    issue(&ctx, first).await.unwrap();
    let sending = Send {
        round,
        snapshot: 1,
        also: Vec::new(),
    };
    assert_eq!(send(&ctx, sending).await.unwrap(), 7);
    merged(&desk).await;
    desk.app.go_to(date(2026, 10, 12));
    let ctx = desk.app.coordinator().await;
    let plan = plan_chase(&ctx, round, ChaseScope::Late).await.unwrap();
    let person = desk.app.province.accounts["bc.xtd"];
    let told = plan.people.iter().find(|p| p.account == person).unwrap();
    let old = desk.app.unit("XTD");
    assert!(told.papers.iter().any(|p| p.unit == old));
    let reporter = desk.app.person("bc.xtd").await;
    let got = receive(&reporter, round, 1).await.unwrap();
    assert_eq!(got.receipts.len(), 2);
    assert!(got.receipts.iter().all(|(_, name)| !name.is_empty()));
}

#[tokio::test]
async fn r_3_6_a_request_of_a_unit_that_ended_names_it_and_its_heir() {
    let desk = Desk::new().await;
    let request = AskExtension {
        obligation: desk.obligation(desk.round, "XTD").await,
        asked_due_on: date(2026, 10, 20),
        reason: "Chờ số liệu của thôn".into(),
    };
    ask(&desk.app.reporter("XTD").await, request).await.unwrap();
    merged(&desk).await;
    let waiting = list_waiting(&desk.app.coordinator().await).await.unwrap();
    assert_eq!(waiting[0].unit_name, "Xã Thượng Điền");
    assert_eq!(waiting[0].now, ["Xã XM"]);
}

#[tokio::test]
async fn r_1_2_an_heir_imports_values_into_the_report_it_answers_for() {
    let desk = Desk::new().await;
    let id = desk.obligation(desk.round, "XTD").await;
    merged(&desk).await;
    let file = "round,unit,indicator,value\nkhoa-giao-lich-Q3-2026,XTD,GN-03,12\n";
    let heir = desk.app.person("bc.xtd").await;
    let outcome = app::import::values(&heir, file.as_bytes(), false)
        .await
        .unwrap();
    assert!(outcome.errors.is_empty() && outcome.is_written);
    let draft = store::report::find_draft(&desk.app.app.store.read(), id).await;
    let body = draft.unwrap().unwrap().body;
    assert_eq!(body.values["GN-03"].value, Some(120));
    // Nobody else does.
    let other = desk.app.reporter("SYT").await;
    let outcome = app::import::values(&other, file.as_bytes(), true)
        .await
        .unwrap();
    assert_eq!(outcome.errors[0].code, "unit_unknown");
}

/// what is read of a unit that left goes to whoever has it now, and stays with
/// those over the whole area of the round; a post in the committee at its top, which
/// is one unit of the area, is no such.
#[tokio::test]
async fn r_1_3_a_post_in_the_unit_at_the_top_of_the_area_reads_no_report_of_a_unit_that_left() {
    let desk = Desk::on(TestApp::nation().await).await;
    let app = &desk.app;
    desk.send(desk.round, "XTD", &[("GN-03", "120")], &[]).await;
    let id = desk.obligation(desk.round, "XTD").await;
    let (top, nation) = (app.unit("TU"), app.unit("TW"));
    // One writes for the committee, one runs the rounds of a single department.
    give_post(app, "bc.sgddt", top, Role::Reporter, top).await;
    give_post(app, "bc.syt", top, Role::Coordinator, app.unit("SYT")).await;
    give_post(app, "quantri", nation, Role::Administrator, nation).await;
    let input = AcceptReport {
        obligation: id,
        number: 1,
    };
    let nobody = async || {
        for unit in ["SGDDT", "SYT"] {
            let ctx = app.reporter(unit).await;
            let unseen = view(&ctx, id, Some(1)).await.map(|_| ()).unwrap_err();
            assert!(matches!(unseen, AppError::NotFound), "{unit}: {unseen:?}");
            let refused = accept(&ctx, input).await.unwrap_err();
            assert!(matches!(refused, AppError::NotFound), "{unit}: {refused:?}");
            let asked = app::extension::of_report(&ctx, id).await.unwrap_err();
            assert!(matches!(asked, AppError::NotFound), "{unit}: {asked:?}");
        }
    };
    nobody().await;
    let day = date(2026, 12, 22);
    let step = Step::Move {
        unit: "XTD".into(),
        parent: "TU2".into(),
    };
    confirmed(app, &act(day, vec![step])).await;
    app.go_to(day);
    app::unit::apply_due(&app.app).await.unwrap();
    nobody().await;
    for ctx in [
        app.reporter("XTD").await,
        app.coordinator().await,
        app.head_of_office().await,
        app.leader().await,
        app.inspector().await,
        app.foreign_coordinator().await,
        app.person("trunguong").await,
    ] {
        let seen = view(&ctx, id, Some(1)).await;
        assert!(seen.is_ok(), "{:?}: {:?}", ctx.actor, seen.err());
    }
    accept(&app.coordinator().await, input).await.unwrap();
}

/// A commune has reported, and asked for more time in the next round; then it
/// goes over to the other province.
#[tokio::test]
async fn r_1_3_the_report_of_a_unit_that_moved_stays_with_the_office_that_asked_for_it() {
    let desk = Desk::on(TestApp::nation().await).await;
    let app = &desk.app;
    desk.send(desk.round, "XTD", &[("GN-03", "120")], &[]).await;
    let id = desk.obligation(desk.round, "XTD").await;
    app.go_to(date(2026, 12, 21));
    let next = open(app, 2026, 4).await;
    let request = AskExtension {
        obligation: desk.obligation(next, "XTD").await,
        asked_due_on: date(2027, 1, 20),
        reason: "Chờ số liệu của thôn".into(),
    };
    ask(&app.reporter("XTD").await, request).await.unwrap();
    let day = date(2026, 12, 22);
    let step = Step::Move {
        unit: "XTD".into(),
        parent: "TU2".into(),
    };
    let nation = app.unit("TW");
    give_post(app, "quantri", nation, Role::Administrator, nation).await;
    confirmed(app, &act(day, vec![step])).await;
    app.go_to(day);
    app::unit::apply_due(&app.app).await.unwrap();

    let (ours, theirs) = (app.coordinator().await, app.foreign_coordinator().await);
    let input = AcceptReport {
        obligation: id,
        number: 1,
    };
    let refused = accept(&theirs, input).await.unwrap_err();
    assert!(matches!(refused, AppError::Forbidden), "{refused:?}");
    accept(&ours, input).await.unwrap();
    let read = app.app.store.read();
    let accepted = store::obligation::find(&read, id).await.unwrap().unwrap();
    assert_eq!(accepted.state, ReportState::Accepted);
    // Whoever has the commune now may read what it sent.
    assert!(view(&ours, id, Some(1)).await.is_ok());
    assert!(view(&theirs, id, Some(1)).await.is_ok());

    assert!(list_waiting(&theirs).await.unwrap().is_empty());
    let waiting = list_waiting(&ours).await.unwrap();
    assert_eq!(waiting.len(), 1);
    let decision = || DecideExtension {
        id: waiting[0].extension.id,
        version: waiting[0].extension.version,
        decision: Decision::Grant,
        reason: String::new(),
    };
    let refused = decide(&theirs, decision()).await.unwrap_err();
    assert!(matches!(refused, AppError::NotFound | AppError::Forbidden));
    decide(&ours, decision()).await.unwrap();
}
