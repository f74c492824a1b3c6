//! Reports: from the draft to the acceptance, with everything that must be refused.

use crate::reporting::*;
use app::AppError;
use app::report::{
    AcceptReport, NextStep, ReportTyped, SaveDraft, Saved, SignReport, accept, changes, duties,
    open_form, return_to_unit, save_draft, submit, view,
};
use domain::indicator::Cell;
use domain::period::PeriodKind;
use domain::report::{Change, NumberStyle, ReportState, ReturnKind, Timeliness};
use jiff::civil::date;
use testkit::TestApp;

#[tokio::test]
async fn r_3_3_a_report_goes_from_draft_to_return_to_acceptance_and_every_version_stays() {
    let app = TestApp::new().await;
    let id = owed(&app, open_quarter(&app, 2026, 3).await, "SYT").await;
    let mine = duties(&app.reporter("SYT").await).await.unwrap();
    assert_eq!(mine.open.len(), 1);
    assert_eq!(mine.open[0].next, NextStep::Write);
    assert_eq!(send(&app, id, 0, "Đã tổ chức 12 hội nghị.").await, 1);

    let office = app.coordinator().await;
    return_to_unit(&office, give_back(id, 1, ReturnKind::Correction))
        .await
        .unwrap();
    let form = open_form(&app.reporter("SYT").await, id).await.unwrap();
    assert_eq!(form.state, ReportState::Returned);
    let marked = form.sections.iter().find(|s| s.def.code == "I.1").unwrap();
    assert_eq!(marked.mark.as_deref(), Some("Xem lại số cuộc."));
    assert_eq!(marked.text, "Đã tổ chức 12 hội nghị.");

    assert_eq!(
        send(&app, id, form.draft_version(), "Đã tổ chức 13 hội nghị.").await,
        2
    );
    let found = changes(&office, id)
        .await
        .unwrap()
        .expect("an answered return");
    assert_eq!((found.old, found.new), (1, 2));
    assert_eq!(found.changes.sections.len(), 1);
    let pieces = &found.changes.sections[0].lines[0].pieces;
    let changed: Vec<_> = pieces
        .iter()
        .filter(|p| p.change != Change::Kept)
        .map(|p| p.text.as_str())
        .collect();
    assert_eq!(changed, ["12", "13"]);
    assert!(found.changes.cells.is_empty());

    let second = AcceptReport {
        obligation: id,
        number: 2,
    };
    accept(&office, second).await.unwrap();
    for (number, text) in [
        (1, "Đã tổ chức 12 hội nghị."),
        (2, "Đã tổ chức 13 hội nghị."),
    ] {
        let seen = view(&office, id, Some(number)).await.unwrap();
        let said = seen.sections.iter().find(|s| s.def.code == "I.1");
        assert_eq!(said.unwrap().text, text);
        assert_eq!(seen.versions.len(), 2);
        assert_eq!(seen.versions[0].sha256.len(), 64);
    }
    let history = store::journal::list_of(&office.read(), domain::journal::Noun::Report, id.0)
        .await
        .unwrap();
    let acts: Vec<&str> = history.iter().rev().map(|s| s.entry.act.as_str()).collect();
    let expected = [
        "report.save",
        "report.sign",
        "report.send",
        "report.return",
        "report.save",
        "report.sign",
        "report.send",
        "report.accept",
    ];
    assert_eq!(acts, expected);
}

#[tokio::test]
async fn a_returned_report_keeps_its_first_receipt_time() {
    let app = TestApp::new().await;
    let id = owed(&app, open_quarter(&app, 2026, 3).await, "SYT").await;
    send(&app, id, 0, "Bản đầu.").await;
    let office = app.coordinator().await;
    let first = view(&office, id, None)
        .await
        .unwrap()
        .obligation
        .first_received_at;
    return_to_unit(&office, give_back(id, 1, ReturnKind::Correction))
        .await
        .unwrap();
    app.go_to(date(2026, 10, 20));
    // both who write and who sign are told, with the reason.
    for person in [app.reporter("SYT").await, app.head("SYT").await] {
        let told = app::message::mine(&person).await.unwrap();
        let letter = told
            .iter()
            .find(|m| m.subject.contains("trả lại để chỉnh sửa"));
        let letter = letter.expect("a message");
        assert!(
            letter.body.contains("chưa khớp với quý trước"),
            "{}",
            letter.body
        );
        assert!(
            letter.body.contains(&format!("/bao-cao/{id}")),
            "{}",
            letter.body
        );
    }
    let form = open_form(&app.reporter("SYT").await, id).await.unwrap();
    send(&app, id, form.draft_version(), "Bản sửa.").await;
    let seen = view(&app.coordinator().await, id, None).await.unwrap();
    assert_eq!(seen.obligation.first_received_at, first);
    assert_ne!(seen.obligation.last_received_at, first);
    assert_eq!(seen.timely.unwrap().original, Timeliness::OnTime);
}

#[tokio::test]
async fn r_3_5_a_return_for_small_corrections_never_turns_an_on_time_unit_late_but_an_unusable_one_counts_anew()
 {
    for (kind, expected) in [
        (ReturnKind::Correction, Timeliness::OnTime),
        (ReturnKind::Unusable, Timeliness::Late),
    ] {
        let app = TestApp::new().await;
        let id = owed(&app, open_quarter(&app, 2026, 3).await, "SYT").await;
        send(&app, id, 0, "Bản đầu.").await;
        return_to_unit(&app.coordinator().await, give_back(id, 1, kind))
            .await
            .unwrap();
        app.go_to(date(2026, 10, 20));
        let form = open_form(&app.reporter("SYT").await, id).await.unwrap();
        send(&app, id, form.draft_version(), "Bản sửa.").await;
        let seen = view(&app.coordinator().await, id, None).await.unwrap();
        assert_eq!(seen.timely.unwrap().original, expected, "{kind:?}");
        let mine = duties(&app.reporter("SYT").await).await.unwrap();
        assert_eq!(mine.done[0].timely.unwrap().original, expected, "{kind:?}");
    }
}

#[tokio::test]
async fn the_second_of_two_authors_sees_the_first_ones_text_and_nothing_is_overwritten() {
    let app = TestApp::new().await;
    let id = owed(&app, open_quarter(&app, 2026, 3).await, "SYT").await;
    let (one, two) = (app.reporter("SYT").await, app.head("SYT").await);
    save(&one, id, 0, words("Của người thứ nhất.")).await;
    let second = SaveDraft {
        obligation: id,
        version: 0,
        typed: words("Của người thứ hai."),
    };
    let Saved::Clash(clash) = save_draft(&two, second).await.unwrap() else {
        panic!("no clash")
    };
    assert_eq!(clash.theirs.body.sections[0].text, "Của người thứ nhất.");
    assert!(!clash.by.is_empty());
    let form = open_form(&one, id).await.unwrap();
    assert_eq!(text_of(&form, "I.1"), "Của người thứ nhất.");
    let kept = save(&two, id, clash.theirs.version, words("Của cả hai.")).await;
    assert_eq!(kept.version, 2);
}

#[tokio::test]
async fn nobody_signs_what_somebody_else_has_just_changed() {
    let app = TestApp::new().await;
    let id = owed(&app, open_quarter(&app, 2026, 3).await, "SYT").await;
    let reporter = app.reporter("SYT").await;
    save(&reporter, id, 0, words("Một.")).await;
    save(&reporter, id, 1, words("Hai.")).await;
    let err = submit(
        &app.head("SYT").await,
        SignReport {
            obligation: id,
            version: 1,
        },
    )
    .await
    .unwrap_err();
    assert!(matches!(err, AppError::Conflict), "{err:?}");
}

#[tokio::test]
async fn r_3_11_a_nil_form_counts_as_sent_and_an_empty_one_cannot_be_signed() {
    let app = TestApp::new().await;
    let id = owed(&app, open_quarter(&app, 2026, 3).await, "SYT").await;
    let (reporter, head) = (app.reporter("SYT").await, app.head("SYT").await);
    let kept = save(&reporter, id, 0, ReportTyped::default()).await;
    let err = submit(
        &head,
        SignReport {
            obligation: id,
            version: kept.version,
        },
    )
    .await
    .unwrap_err();
    assert_eq!(codes(err), ["report.empty"]);
    let nil = ReportTyped {
        is_nil: true,
        ..ReportTyped::default()
    };
    let kept = save(&reporter, id, kept.version, nil).await;
    submit(
        &head,
        SignReport {
            obligation: id,
            version: kept.version,
        },
    )
    .await
    .unwrap();
    let seen = view(&app.coordinator().await, id, None).await.unwrap();
    assert!(seen.is_nil);
    assert_eq!(seen.state, ReportState::Received);
    assert!(seen.cells.iter().all(|c| c.cell.is_empty()));
}

#[tokio::test]
async fn what_cannot_be_read_is_kept_as_typed_and_blocks_signing_until_corrected() {
    let app = TestApp::new().await;
    // A year asks for plain figures with decimals too.
    let round = open_period(&app, PeriodKind::Year, 2025, 1).await;
    let id = owed(&app, round, "SYT").await;
    let reporter = app.reporter("SYT").await;
    let form = open_form(&reporter, id).await.unwrap();
    let plain = form
        .cells
        .iter()
        .find(|c| c.parts.len() == 1 && c.def.scale == 2)
        .expect("a plain cell")
        .def
        .code
        .clone();
    // The year is over: with the reason only the numbers are left to be said.
    let mut typed = testkit::saying_why_late(words("Có số liệu."));
    typed
        .cells
        .numbers
        .insert(plain.clone(), "khoảng 12".into());
    let kept = save(&reporter, id, 0, typed.clone()).await;
    assert_eq!(kept.troubles[0].trouble.code(), "number.malformed");
    let form = open_form(&reporter, id).await.unwrap();
    let cell = form.cells.iter().find(|c| c.def.code == plain).unwrap();
    assert_eq!(cell.parts[0].shown, "khoảng 12");
    assert!(cell.cell.is_empty());
    let err = submit(
        &app.head("SYT").await,
        SignReport {
            obligation: id,
            version: 1,
        },
    )
    .await
    .unwrap_err();
    assert_eq!(codes(err), ["number.malformed"]);

    // A doubtful number is asked about once; the answer stays with the form.
    typed.cells.numbers.insert(plain.clone(), "1,200".into());
    let kept = save(&reporter, id, 1, typed.clone()).await;
    assert_eq!(kept.troubles[0].trouble.code(), "number.doubtful");
    assert!(open_form(&reporter, id).await.unwrap().doubtful.is_some());
    typed.cells.style = Some(NumberStyle::Vietnamese);
    let kept = save(&reporter, id, 2, typed).await;
    assert_eq!(kept.draft.body.values[&plain], Cell::of(120));
    let form = open_form(&reporter, id).await.unwrap();
    assert_eq!(
        (form.doubtful.is_none(), form.style),
        (true, Some(NumberStyle::Vietnamese))
    );
}

#[tokio::test]
async fn last_periods_value_stands_beside_the_cell() {
    let app = TestApp::new().await;
    app.go_to(date(2026, 7, 2));
    let before = owed(&app, open_quarter(&app, 2026, 2).await, "SYT").await;
    let reporter = app.reporter("SYT").await;
    let code = open_form(&reporter, before)
        .await
        .unwrap()
        .cells
        .iter()
        .find(|c| c.parts.len() == 1)
        .unwrap()
        .def
        .code
        .clone();
    let mut typed = words("Quý II.");
    typed.cells.numbers.insert(code.clone(), "12".into());
    let kept = save(&reporter, before, 0, typed).await;
    submit(
        &app.head("SYT").await,
        SignReport {
            obligation: before,
            version: kept.version,
        },
    )
    .await
    .unwrap();
    app.go_to(date(2026, 10, 2));
    let now = owed(&app, open_quarter(&app, 2026, 3).await, "SYT").await;
    let form = open_form(&app.reporter("SYT").await, now).await.unwrap();
    let cell = form.cells.iter().find(|c| c.def.code == code).unwrap();
    assert!(cell.parts[0].last.as_deref().unwrap().starts_with("12"));
    assert_eq!(form.last_period.unwrap().index, 2);
    assert!(cell.cell.is_empty());
}

/// who asked for more time and then sent in time waits for no answer;
/// given back as unusable, the report needs the time again.
#[tokio::test]
async fn r_3_6_a_request_for_more_time_is_needless_once_the_report_came_in_time() {
    let app = TestApp::new().await;
    let round = open_quarter(&app, 2026, 3).await;
    let id = owed(&app, round, "SYT").await;
    let request = app::extension::AskExtension {
        obligation: id,
        asked_due_on: date(2026, 10, 9),
        reason: "Chờ số liệu của tuyến xã".into(),
    };
    app::extension::ask(&app.reporter("SYT").await, request)
        .await
        .unwrap();
    let waits = async || {
        let office = app.coordinator().await;
        let list = app::extension::list_waiting(&office).await.unwrap();
        let matrix = app::round::matrix(&office, round).await.unwrap();
        let row = matrix.rows.into_iter().find(|r| r.obligation == id);
        (list.len(), row.unwrap().is_asking)
    };
    assert_eq!(waits().await, (1, true));
    send(&app, id, 0, "Bản đầu.").await;
    assert_eq!(waits().await, (0, false));
    return_to_unit(
        &app.coordinator().await,
        give_back(id, 1, ReturnKind::Unusable),
    )
    .await
    .unwrap();
    assert_eq!(waits().await, (1, true));
}
