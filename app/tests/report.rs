//! Reports: from the draft to the acceptance, with everything that must be refused.

use app::report::{
    AcceptReport, ExemptUnit, NextStep, ReportTyped, ReturnReport, SaveDraft, Saved, SignReport,
    accept, changes, duties, exempt, form_file, open_form, read_upload, return_to_unit, save_draft,
    sign, view,
};
use app::round::{self, OpenRound};
use app::{AppError, Ctx};
use domain::id::{ObligationId, RoundId};
use domain::indicator::Cell;
use domain::period::{Period, PeriodKind, Scheme};
use domain::report::{
    Change, Mark, NumberStyle, PlaceKind, ReportState, ReturnKind, SectionText, Timeliness,
};
use domain::round::DateChoice;
use jiff::civil::date;
use testkit::TestApp;

/// Opens the round of a quarter under the standard regime.
async fn open_quarter(app: &TestApp, year: i16, quarter: u8) -> RoundId {
    let ctx = app.coordinator().await;
    let regimes = app::regime::list(&ctx).await.unwrap();
    if regimes.is_empty() {
        let owner = app.unit("BTGDV");
        app::regime::create_standard(&app.system(), owner, date(2025, 7, 1))
            .await
            .unwrap();
    }
    let input = OpenRound {
        regime: app::regime::STANDARD_CODE.into(),
        period: Period::new(Scheme::Lich, PeriodKind::Quarter, year, quarter).unwrap(),
        title: String::new(),
        area: None,
        dates: DateChoice::default(),
        accept_gaps: true,
    };
    round::open(&ctx, &input).await.unwrap()
}

async fn owed(app: &TestApp, round: RoundId, unit: &str) -> ObligationId {
    let found = store::obligation::find_of(&app.app.store.read(), round, app.unit(unit))
        .await
        .unwrap();
    found.expect("the unit reports").id
}

fn words(text: &str) -> ReportTyped {
    let section = SectionText {
        code: "I.1".into(),
        text: text.into(),
        is_nil: false,
    };
    ReportTyped {
        sections: vec![section],
        ..ReportTyped::default()
    }
}

async fn save(ctx: &Ctx, id: ObligationId, version: i32, typed: ReportTyped) -> app::report::Kept {
    match save_draft(
        ctx,
        SaveDraft {
            obligation: id,
            version,
            typed,
        },
    )
    .await
    .unwrap()
    {
        Saved::Kept(kept) => kept,
        Saved::Clash(clash) => panic!("a clash with {}", clash.by),
    }
}

async fn send(app: &TestApp, id: ObligationId, version: i32, text: &str) -> i32 {
    let kept = save(&app.reporter("SYT").await, id, version, words(text)).await;
    let head = app.head("SYT").await;
    sign(
        &head,
        SignReport {
            obligation: id,
            version: kept.version,
        },
    )
    .await
    .unwrap()
    .number
}

fn give_back(id: ObligationId, number: i32, kind: ReturnKind) -> ReturnReport {
    ReturnReport {
        obligation: id,
        number,
        kind: Some(kind),
        reason: "Số liệu mục I.1 chưa khớp với quý trước.".into(),
        marks: vec![Mark {
            kind: PlaceKind::Section,
            code: "I.1".into(),
            note: "Xem lại số cuộc.".into(),
        }],
    }
}

fn codes(err: AppError) -> Vec<&'static str> {
    match err {
        AppError::Invalid(errors) => errors.iter().map(|e| e.code).collect(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_report_goes_from_draft_to_return_to_acceptance_and_every_version_stays() {
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

    accept(
        &office,
        AcceptReport {
            obligation: id,
            number: 2,
        },
    )
    .await
    .unwrap();
    for (number, text) in [
        (1, "Đã tổ chức 12 hội nghị."),
        (2, "Đã tổ chức 13 hội nghị."),
    ] {
        let seen = view(&office, id, Some(number)).await.unwrap();
        assert_eq!(seen.sections[0].text, text);
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
        "report.return",
        "report.save",
        "report.sign",
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
    let form = open_form(&app.reporter("SYT").await, id).await.unwrap();
    send(&app, id, form.draft_version(), "Bản sửa.").await;
    let seen = view(&app.coordinator().await, id, None).await.unwrap();
    assert_eq!(seen.obligation.first_received_at, first);
    assert_ne!(seen.obligation.last_received_at, first);
    assert_eq!(seen.timely.unwrap().original, Timeliness::OnTime);
}

#[tokio::test]
async fn a_return_for_small_corrections_never_turns_an_on_time_unit_late_but_an_unusable_one_counts_anew()
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
    assert_eq!(form.sections[0].text, "Của người thứ nhất.");
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
    let err = sign(
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
async fn a_nil_form_counts_as_sent_and_an_empty_one_cannot_be_signed() {
    let app = TestApp::new().await;
    let id = owed(&app, open_quarter(&app, 2026, 3).await, "SYT").await;
    let (reporter, head) = (app.reporter("SYT").await, app.head("SYT").await);
    let kept = save(&reporter, id, 0, ReportTyped::default()).await;
    let err = sign(
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
    sign(
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
    let id = owed(&app, open_quarter(&app, 2026, 3).await, "SYT").await;
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
    let mut typed = words("Có số liệu.");
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
    let err = sign(
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
    assert_eq!(kept.body.values[&plain], Cell::of(120));
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
    sign(
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

#[tokio::test]
async fn a_closed_round_takes_nothing_until_more_time_is_granted_and_keeps_the_draft() {
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
    let err = sign(
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
    assert_eq!(form.sections[0].text, "Chưa kịp gửi.");
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
async fn a_return_needs_a_sentence_a_kind_and_places_that_exist() {
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
    let err = sign(
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
async fn our_own_form_is_given_out_and_read_back_and_others_are_refused() {
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
    assert_eq!(read.taken, 1);
    assert!(
        read.typed
            .sections
            .iter()
            .any(|s| s.text == "Phần lời đã có.")
    );
    let foreign = form_file(&app.reporter("SGDDT").await, other)
        .await
        .unwrap();
    let refused = |bytes: Vec<u8>| {
        let reporter = reporter.clone();
        async move { codes(read_upload(&reporter, id, &bytes).await.unwrap_err()) }
    };
    assert_eq!(refused(foreign.bytes).await, ["upload.other_unit"]);
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
    assert_eq!(
        open_form(&reporter, id).await.unwrap().sections[0].text,
        "Nội dung."
    );
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
    let late = SaveDraft {
        obligation: id,
        version: 0,
        typed: words("Vẫn viết."),
    };
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
        "number.doubtful",
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
