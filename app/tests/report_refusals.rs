//! What a report refuses: closed rounds, strangers, wrong files; and exemption.

use crate::reporting::*;
use app::AppError;
use app::report::{
    AcceptReport, ExemptUnit, NextStep, ReturnReport, SaveDraft, SignReport, accept, duties,
    exempt, form_file, open_form, read_upload, return_to_unit, save_draft, submit, view,
};
use app::round::{self};
use domain::report::{Mark, NumberStyle, PlaceKind, ReturnKind};
use jiff::civil::date;
use testkit::TestApp;

#[tokio::test]
async fn r_3_6_a_closed_round_takes_nothing_until_more_time_is_granted_and_keeps_the_draft() {
    let app = TestApp::new().await;
    let round = open_quarter(&app, 2026, 3).await;
    let id = owed(&app, round, "SYT").await;
    let reporter = app.reporter("SYT").await;
    save(&reporter, id, 0, words("Chưa kịp gửi.")).await;
    app.go_to(date(2026, 10, 12));
    let office = app.coordinator().await;
    let version = store::round::find(&office.read(), round)
        .await
        .unwrap()
        .unwrap()
        .version;
    round::close(&office, round, version).await.unwrap();
    let reporter = app.reporter("SYT").await;
    let late = SaveDraft {
        obligation: id,
        version: 1,
        typed: words("Muộn."),
    };
    assert_eq!(
        codes(save_draft(&reporter, late).await.unwrap_err()),
        ["report.round_closed"]
    );
    let err = submit(
        &app.head("SYT").await,
        SignReport {
            obligation: id,
            version: 1,
        },
    )
    .await
    .unwrap_err();
    assert_eq!(codes(err), ["report.round_closed"]);
    let form = open_form(&reporter, id).await.unwrap();
    assert_eq!(text_of(&form, "I.1"), "Chưa kịp gửi.");
    assert!(form.can_ask && form.refusal.is_some());
    assert_eq!(
        duties(&reporter).await.unwrap().open[0].next,
        NextStep::AskExtension
    );
    let grant = app::extension::GrantToMany {
        round,
        units: vec![app.unit("SYT")],
        to: date(2026, 10, 14),
        reason: "Đơn vị mất điện hai ngày.".into(),
    };
    app::extension::grant_to_many(&office, grant).await.unwrap();
    save(&reporter, id, 1, words("Được gia hạn.")).await;
}

#[tokio::test]
async fn r_3_4_a_return_needs_a_sentence_a_kind_and_places_that_exist() {
    let app = TestApp::new().await;
    let id = owed(&app, open_quarter(&app, 2026, 3).await, "SYT").await;
    send(&app, id, 0, "Bản đầu.").await;
    let mark = Mark {
        kind: PlaceKind::Cell,
        code: "KHONG-CO".into(),
        note: String::new(),
    };
    let bad = ReturnReport {
        obligation: id,
        number: 1,
        kind: None,
        reason: "Sai".into(),
        marks: vec![mark],
    };
    let office = app.coordinator().await;
    let err = return_to_unit(&office, bad).await.unwrap_err();
    assert_eq!(
        codes(err),
        [
            "report.reason_missing",
            "report.return_kind",
            "report.mark_unknown"
        ]
    );
    let stale = return_to_unit(&office, give_back(id, 0, ReturnKind::Correction))
        .await
        .unwrap_err();
    assert!(matches!(stale, AppError::Conflict), "{stale:?}");
}

#[tokio::test]
async fn a_report_of_another_unit_does_not_exist_and_readers_do_not_write() {
    let app = TestApp::new().await;
    let id = owed(&app, open_quarter(&app, 2026, 3).await, "SYT").await;
    send(&app, id, 0, "Bản đầu.").await;
    for ctx in [
        app.reporter("SGDDT").await,
        app.foreign_coordinator().await,
        app.administrator().await,
        app.anonymous(),
    ] {
        let err = view(&ctx, id, None).await.unwrap_err();
        assert!(matches!(err, AppError::NotFound), "{err:?}");
        let err = open_form(&ctx, id).await.unwrap_err();
        assert!(matches!(err, AppError::NotFound), "{err:?}");
    }
    for ctx in [
        app.coordinator().await,
        app.inspector().await,
        app.leader().await,
    ] {
        assert_eq!(view(&ctx, id, None).await.unwrap().number, 1);
        let err = open_form(&ctx, id).await.unwrap_err();
        assert!(matches!(err, AppError::Forbidden), "{err:?}");
    }
    let err = accept(
        &app.inspector().await,
        AcceptReport {
            obligation: id,
            number: 1,
        },
    )
    .await
    .unwrap_err();
    assert!(matches!(err, AppError::Forbidden), "{err:?}");
    let err = submit(
        &app.reporter("SYT").await,
        SignReport {
            obligation: id,
            version: 2,
        },
    )
    .await
    .unwrap_err();
    assert!(matches!(err, AppError::Forbidden), "{err:?}");
}

#[tokio::test]
async fn r_3_14_our_own_form_is_given_out_and_read_back_and_others_are_refused() {
    let app = TestApp::new().await;
    let round = open_quarter(&app, 2026, 3).await;
    let (id, other) = (
        owed(&app, round, "SYT").await,
        owed(&app, round, "SGDDT").await,
    );
    let reporter = app.reporter("SYT").await;
    save(&reporter, id, 0, words("Phần lời đã có.")).await;
    let file = form_file(&reporter, id).await.unwrap();
    assert!(file.name.ends_with(".xlsx"));
    let read = read_upload(&reporter, id, &file.bytes).await.unwrap();
    assert_eq!(read.taken, 0, "nothing was filled in");
    assert!(
        read.typed
            .sections
            .iter()
            .any(|s| s.text == "Phần lời đã có.")
    );
    let foreign = form_file(&app.reporter("SGDDT").await, other)
        .await
        .unwrap();
    let refused = async |bytes: Vec<u8>| {
        let read = read_upload(&reporter, id, &bytes).await;
        codes(read.unwrap_err())
    };
    assert_eq!(refused(foreign.bytes).await, ["upload.other_unit"]);
    let second = owed(&app, open_quarter(&app, 2026, 2).await, "SYT").await;
    let second = form_file(&reporter, second).await.unwrap();
    assert_eq!(refused(second.bytes).await, ["upload.other_period"]);
    assert_eq!(refused(Vec::new()).await, ["upload.empty"]);
    assert_eq!(
        refused(b"khong phai bang tinh".to_vec()).await,
        ["upload.type"]
    );
    let mut damaged = file.bytes.clone();
    damaged.truncate(damaged.len() / 2);
    assert_eq!(refused(damaged).await, ["upload.damaged"]);
    let huge = vec![0; usize::try_from(app.app.options.upload_limit).unwrap() + 1];
    assert_eq!(refused(huge).await, ["upload.too_large"]);
    let form = open_form(&reporter, id).await.unwrap();
    assert_eq!(form.draft_version(), 1);
}

#[tokio::test]
async fn a_form_with_a_secrecy_mark_is_refused_and_nothing_of_it_is_kept() {
    let app = TestApp::new().await;
    let id = owed(&app, open_quarter(&app, 2026, 3).await, "SYT").await;
    let reporter = app.reporter("SYT").await;
    save(&reporter, id, 0, words("TỐI MẬT\nNội dung.")).await;
    let marked = form_file(&reporter, id).await.unwrap().bytes;
    save(&reporter, id, 1, words("Nội dung.")).await;
    let err = read_upload(&reporter, id, &marked).await.unwrap_err();
    assert_eq!(codes(err), ["upload.secret"]);
    let form = open_form(&reporter, id).await.unwrap();
    assert_eq!(text_of(&form, "I.1"), "Nội dung.");
}

#[tokio::test]
async fn an_exempt_unit_owes_nothing_and_the_reason_stays() {
    let app = TestApp::new().await;
    let id = owed(&app, open_quarter(&app, 2026, 3).await, "SYT").await;
    let office = app.coordinator().await;
    let short = ExemptUnit {
        obligation: id,
        reason: "Mới".into(),
    };
    assert_eq!(
        codes(exempt(&office, short).await.unwrap_err()),
        ["report.reason_missing"]
    );
    let reason = "Đơn vị mới thành lập trong kỳ.";
    exempt(
        &office,
        ExemptUnit {
            obligation: id,
            reason: reason.into(),
        },
    )
    .await
    .unwrap();
    let mine = duties(&app.reporter("SYT").await).await.unwrap();
    assert_eq!(
        (mine.done[0].next, mine.done[0].timely),
        (NextStep::Done, None)
    );
    let late = at(id, 0, words("Vẫn viết."));
    assert_eq!(
        codes(
            save_draft(&app.reporter("SYT").await, late)
                .await
                .unwrap_err()
        ),
        ["report.wrong_state"]
    );
    assert_eq!(
        view(&office, id, None)
            .await
            .unwrap()
            .obligation
            .exempt_reason
            .as_deref(),
        Some(reason)
    );
}

#[test]
fn every_code_of_reports_has_a_text_in_both_languages() {
    let mut keys: Vec<String> = Vec::new();
    let mut add = |prefix: &str, code: &str| keys.push(format!("{prefix}.{code}"));
    for act in domain::report::Act::ALL {
        add("act", act.code());
    }
    for step in NextStep::ALL {
        add("report.next", step.code());
    }
    for kind in ReturnKind::ALL {
        add("report.return_kind", kind.code());
    }
    for nature in domain::indicator::Nature::ALL {
        add("report.nature", nature.code());
    }
    for state in domain::extension::ExtensionState::ALL {
        add("report.extension", state.code());
    }
    for style in NumberStyle::ALL {
        add("report.style", style.code());
    }
    let definitions = domain::indicator::catalogue();
    for rule in domain::validation::starter_rules(&definitions, Default::default()) {
        add("error", &rule.code);
    }
    for code in [
        "report.wrong_state",
        "report.round_closed",
        "report.not_open_yet",
        "report.empty",
        "report.reason_missing",
        "report.return_kind",
        "report.mark_unknown",
        "report.nil_with_content",
        "report.nil_with_text",
        "report.too_long",
        "report.section_missing",
        "report.check_failed",
        "number.empty",
        "number.malformed",
        "number.too_precise",
        "number.overflow",
        "number.other_measure",
        "number.no_threshold",
        "number.doubtful",
        "check.own",
        "check.foreign_field",
        "check.num_missing",
        "check.den_missing",
        "check.plan_not_result",
        "check.estimate_open",
        "outlier.unusual",
        "outlier.beyond_limits",
        "outlier.not_enough_history",
        "text.trend",
        "text.number",
        "text.directive_unknown",
        "text.directive_form",
        "report.reference_empty",
        "report.sign_joined",
        "text.control_character",
        "upload.too_large",
        "upload.empty",
        "upload.type",
        "upload.damaged",
        "upload.encrypted",
        "upload.macro",
        "upload.secret",
        "upload.other_form",
        "upload.other_unit",
        "upload.other_period",
    ] {
        add("error", code);
    }
    for locale in app::Locale::ALL {
        for key in &keys {
            assert!(app::text::has(locale, key), "{key}");
        }
    }
}

#[tokio::test]
async fn r_3_1_what_a_unit_still_owes_is_listed_however_much_it_did_since() {
    let app = TestApp::new().await;
    let old = owed(&app, open_quarter(&app, 2026, 2).await, "SYT").await;
    let sent = owed(&app, open_quarter(&app, 2026, 3).await, "SYT").await;
    send(&app, sent, 0, "Đã gửi.").await;
    let (read, unit) = (app.app.store.read(), [app.unit("SYT")]);
    for (done, listed) in [(0, vec![old]), (1, vec![old, sent])] {
        let found = store::obligation::list_of_units(&read, &unit, done).await;
        let found: Vec<_> = found.unwrap().iter().map(|o| o.id).collect();
        assert_eq!(found, listed);
    }
}
