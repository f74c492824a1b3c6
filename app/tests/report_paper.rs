//! A report that came on paper: noted beside the receipt time of the
//! server, never in its place, and told to whoever is chased.

use crate::reporting::*;
use app::AppError;
use app::message::{ChaseScope, chase, chase_schedule, mine, plan_chase};
use app::report::{ExemptUnit, NotePaper, duties, exempt, note_paper, view, withdraw_paper};
use domain::id::{ObligationId, RoundId};
use domain::report::{ReportState, Timeliness};
use jiff::civil::{Date, date};
use testkit::TestApp;

const CAME: Date = date(2026, 10, 5);

/// Two days after the due day, with nothing sent.
async fn overdue() -> (TestApp, RoundId, ObligationId) {
    let app = TestApp::new().await;
    let round = open_quarter(&app, 2026, 3).await;
    let id = owed(&app, round, "SYT").await;
    app.go_to(date(2026, 10, 7));
    (app, round, id)
}

fn paper(id: ObligationId, on: Date) -> NotePaper {
    NotePaper {
        obligation: id,
        on: Some(on),
        note: "Nhận tại văn thư.".into(),
        reason: String::new(),
    }
}

#[tokio::test]
async fn r_3_3_a_paper_stands_beside_the_receipt_time_and_never_makes_a_unit_on_time() {
    let (app, round, id) = overdue().await;
    let office = app.coordinator().await;
    let before = view(&office, id, None).await.unwrap();
    note_paper(&office, paper(id, CAME)).await.unwrap();

    let seen = view(&office, id, None).await.unwrap();
    let noted = seen.paper.clone().expect("a paper");
    assert_eq!((noted.on, noted.note.as_str()), (CAME, "Nhận tại văn thư."));
    assert_eq!(noted.at, office.now());
    let name = seen.obligation.paper.as_ref().unwrap().by;
    assert_eq!(Some(name), office.account().ok());
    assert!(!noted.by.is_empty());
    assert_eq!(seen.state, before.state);
    assert_eq!(seen.timely, before.timely);
    assert_eq!(seen.timely.unwrap().extended, Timeliness::Overdue);
    assert_eq!(seen.obligation.first_received_at, None);

    let row = app::round::matrix(&office, round).await.unwrap().rows;
    let row = row.into_iter().find(|r| r.obligation == id).unwrap();
    assert!(row.owes() && row.is_overdue());
    assert_eq!(row.paper.as_ref(), Some(&noted));
    let mine = duties(&app.reporter("SYT").await).await.unwrap();
    assert_eq!(mine.open[0].paper.as_ref(), Some(&noted));

    // Sent at last: the server's time counts, and the paper still stands there.
    send(&app, id, 0, "Bản đầu.").await;
    let sent = view(&office, id, None).await.unwrap();
    assert_eq!(sent.obligation.first_received_at, Some(office.now()));
    assert_eq!(sent.timely.unwrap().extended, Timeliness::Late);
    assert_eq!(sent.paper, Some(noted));
}

#[tokio::test]
async fn r_3_3_what_is_wrong_with_a_paper_is_told_at_once_and_only_the_office_notes_it() {
    let (app, _, id) = overdue().await;
    let office = app.coordinator().await;
    let wrong = NotePaper {
        on: Some(date(2026, 10, 8)),
        note: "ộ".repeat(501),
        ..paper(id, CAME)
    };
    assert_eq!(
        codes(note_paper(&office, wrong).await.unwrap_err()),
        ["report.paper_note_long", "report.paper_future"]
    );
    let none = NotePaper {
        on: None,
        ..paper(id, CAME)
    };
    assert_eq!(
        codes(note_paper(&office, none).await.unwrap_err()),
        ["required"]
    );
    // Before the figures of the quarter begin.
    let early = note_paper(&office, paper(id, date(2026, 6, 30))).await;
    assert_eq!(codes(early.unwrap_err()), ["report.paper_early"]);
    for person in [app.reporter("SYT").await, app.head("SYT").await] {
        let err = note_paper(&person, paper(id, CAME)).await.unwrap_err();
        assert!(matches!(err, AppError::Forbidden), "{err:?}");
    }
    for stranger in [app.reporter("SGDDT").await, app.foreign_coordinator().await] {
        let err = note_paper(&stranger, paper(id, CAME)).await.unwrap_err();
        assert!(matches!(err, AppError::NotFound), "{err:?}");
        let err = withdraw_paper(&stranger, id, "Ghi nhầm đơn vị khác.").await;
        assert!(matches!(err, Err(AppError::NotFound)), "{err:?}");
    }
    let nothing = withdraw_paper(&office, id, "Ghi nhầm đơn vị khác.").await;
    assert_eq!(codes(nothing.unwrap_err()), ["report.paper_none"]);
    let out = ExemptUnit {
        obligation: id,
        reason: "Đơn vị mới thành lập trong kỳ.".into(),
    };
    exempt(&office, out).await.unwrap();
    let refused = note_paper(&office, paper(id, CAME)).await.unwrap_err();
    assert_eq!(codes(refused), ["report.paper_not_asked"]);
    let seen = view(&office, id, None).await.unwrap();
    assert_eq!((seen.state, seen.paper), (ReportState::Exempt, None));
}

#[tokio::test]
async fn r_3_3_a_paper_is_corrected_and_taken_back_with_a_reason_and_the_journal_keeps_each() {
    let (app, _, id) = overdue().await;
    let office = app.coordinator().await;
    note_paper(&office, paper(id, CAME)).await.unwrap();
    let again = note_paper(&office, paper(id, date(2026, 10, 6))).await;
    assert_eq!(codes(again.unwrap_err()), ["report.reason_missing"]);
    let corrected = NotePaper {
        reason: "Dấu công văn đến ghi ngày khác.".into(),
        ..paper(id, date(2026, 10, 6))
    };
    note_paper(&office, corrected).await.unwrap();
    let seen = view(&office, id, None).await.unwrap();
    assert_eq!(seen.paper.map(|p| p.on), Some(date(2026, 10, 6)));
    let label = withdraw_paper(&office, id, "Nhầm").await;
    assert_eq!(codes(label.unwrap_err()), ["report.reason_missing"]);
    withdraw_paper(&office, id, "Ghi nhầm cho đơn vị khác.")
        .await
        .unwrap();
    assert_eq!(view(&office, id, None).await.unwrap().paper, None);

    let history = store::journal::list_of(&office.read(), domain::journal::Noun::Report, id.0)
        .await
        .unwrap();
    let told: Vec<(&str, &str)> = history
        .iter()
        .rev()
        .map(|s| {
            let reason = s.entry.detail["reason"].as_str().unwrap_or_default();
            (s.entry.act.as_str(), reason)
        })
        .collect();
    assert_eq!(
        told,
        [
            ("report.note_paper", ""),
            ("report.correct_paper", "Dấu công văn đến ghi ngày khác."),
            ("report.withdraw_paper", "Ghi nhầm cho đơn vị khác."),
        ]
    );
    let corrected = &history[1].entry.detail;
    assert_eq!(corrected["paper_on_before"], "2026-10-05");
    assert_eq!(corrected["paper_on"], "2026-10-06");
}

#[tokio::test]
async fn r_3_12_a_unit_whose_paper_came_is_asked_for_its_figures_and_not_for_the_report_again() {
    let (app, round, id) = overdue().await;
    let office = app.coordinator().await;
    note_paper(&office, paper(id, CAME)).await.unwrap();
    let plan = plan_chase(&office, round, ChaseScope::Late).await.unwrap();
    let unit = app.unit("SYT");
    let named = plan.people.iter().flat_map(|p| &p.units);
    for late in named {
        assert_eq!(late.paper_on, (late.unit == unit).then_some(CAME));
    }
    let coming = chase_schedule(&office, round, office.today())
        .await
        .unwrap();
    let papers = coming.days.iter().flat_map(|d| &d.messages);
    let papers: Vec<Date> = papers
        .flat_map(|m| m.units.iter().filter_map(|(_, on)| *on))
        .collect();
    assert!(!papers.is_empty() && papers.iter().all(|on| *on == CAME));

    chase(&office, round, ChaseScope::Late).await.unwrap();
    let said = "đã nhận bản giấy ngày 05/10/2026; đề nghị nhập số liệu";
    let letter = mine(&app.reporter("SYT").await).await.unwrap().remove(0);
    assert!(letter.body.contains(said), "{}", letter.body);
    let other = mine(&app.reporter("SGDDT").await).await.unwrap().remove(0);
    assert!(!other.body.contains("bản giấy"), "{}", other.body);
}
