//! Writing a report together and from the unit's own papers: two authors, blocks
//! from a spreadsheet, a .docx, quoted figures, files of evidence, comments.

use crate::reporting::*;
use app::AppError;
use app::report::{
    AddEvidence, ReportTyped, Saved, SayAtPlace, SetLimits, SignReport, add_file, changes, file,
    open_form, place, read_own_file, read_pasted, remove_file, return_to_unit, save_draft, say,
    set_limits, submit, view,
};
use domain::field::Field;
use domain::id::ObligationId;
use domain::report::{CommentKind, PlaceKind, ReturnKind};
use testkit::TestApp;

async fn report(app: &TestApp) -> ObligationId {
    owed(app, open_quarter(app, 2026, 3).await, "SYT").await
}

#[tokio::test]
async fn r_3_10_two_authors_of_different_sections_are_joined_without_a_question() {
    let app = TestApp::new().await;
    let id = report(&app).await;
    let (one, two) = (app.reporter("SYT").await, app.head("SYT").await);
    save(&one, id, 0, both("Mục một.", "Mục hai.")).await;
    save(
        &one,
        id,
        1,
        both("Mục một, người thứ nhất sửa.", "Mục hai."),
    )
    .await;
    // The second still has the page of the first save.
    let kept = save(&two, id, 1, both("Mục một.", "Mục hai, người thứ hai sửa.")).await;
    assert_eq!(kept.taken, ["s.I.1"]);
    let form = open_form(&one, id).await.unwrap();
    assert_eq!(text_of(&form, "I.1"), "Mục một, người thứ nhất sửa.");
    assert_eq!(text_of(&form, "I.2"), "Mục hai, người thứ hai sửa.");
}

#[tokio::test]
async fn r_3_10_figures_imported_while_a_page_is_open_are_not_undone_by_its_save() {
    let app = TestApp::new().await;
    let id = report(&app).await;
    let reporter = app.reporter("SYT").await;
    save(&reporter, id, 0, numbers(&[("YT-09", "5"), ("YT-10", "6")])).await;
    let page = open_form(&reporter, id).await.unwrap();
    let file = "round,unit,indicator,value\nkhoa-giao-lich-Q3-2026,SYT,YT-09,900\n";
    let outcome = app::import::values(&reporter, file.as_bytes(), false)
        .await
        .unwrap();
    assert!(outcome.is_written, "{outcome:?}");
    let mut typed = page.as_typed();
    typed.cells.numbers.insert("YT-10".into(), "8".into());
    let kept = save(&reporter, id, page.draft_version(), typed).await;
    assert_eq!(kept.taken, ["v.YT-09"]);
    let value = |code: &str| kept.draft.body.values[code].value;
    assert_eq!((value("YT-09"), value("YT-10")), (Some(900), Some(8)));
    // Who changed the imported figure on that page is asked.
    let mut typed = page.as_typed();
    typed.cells.numbers.insert("YT-09".into(), "77".into());
    let saved = save_draft(&reporter, at(id, page.draft_version(), typed))
        .await
        .unwrap();
    assert!(matches!(saved, Saved::Clash(_)), "{saved:?}");
}

#[tokio::test]
async fn two_authors_of_one_section_are_shown_both_texts_with_the_other_ones_name() {
    let app = TestApp::new().await;
    let id = report(&app).await;
    let (one, two) = (app.reporter("SYT").await, app.head("SYT").await);
    save(&one, id, 0, both("Cũ.", "Cũ.")).await;
    save(&one, id, 1, both("Của người thứ nhất.", "Mới.")).await;
    let saved = save_draft(&two, at(id, 1, both("Của người thứ hai.", "Cũ.")))
        .await
        .unwrap();
    let Saved::Clash(clash) = saved else {
        panic!("both wrote I.1")
    };
    let places: Vec<&str> = clash.places.iter().map(|p| p.place.as_str()).collect();
    assert_eq!(places, ["s.I.1"]);
    assert!(!clash.places[0].by.is_empty());
    assert_eq!(
        clash.theirs.body.section("I.1").unwrap().text,
        "Của người thứ nhất."
    );
    assert_eq!(
        clash.mine.body.section("I.1").unwrap().text,
        "Của người thứ hai."
    );
    assert_eq!(clash.mine.body.section("I.2").unwrap().text, "Mới.");
    let form = open_form(&one, id).await.unwrap();
    assert_eq!(text_of(&form, "I.1"), "Của người thứ nhất.");
}

#[tokio::test]
async fn a_page_that_saves_by_itself_does_not_clash_with_its_own_save() {
    let app = TestApp::new().await;
    let id = report(&app).await;
    let reporter = app.reporter("SYT").await;
    let page = |text: &str| ReportTyped {
        page: "trang-1".into(),
        ..section("I.1", text)
    };
    save(&reporter, id, 0, page("Viết dở")).await;
    // The button was pressed before the answer of the first save arrived.
    let kept = save(&reporter, id, 0, page("Viết xong.")).await;
    assert!(kept.taken.is_empty());
    let other = ReportTyped {
        page: "trang-2".into(),
        ..section("I.1", "Ở máy khác.")
    };
    let saved = save_draft(&reporter, at(id, 0, other)).await.unwrap();
    assert!(
        matches!(saved, Saved::Clash(_)),
        "another page of the same person is another author"
    );
}

#[tokio::test]
async fn r_3_7_a_medium_remark_is_signed_with_a_word_that_the_office_reads() {
    let app = TestApp::new().await;
    let id = report(&app).await;
    let (reporter, head) = (app.reporter("SYT").await, app.head("SYT").await);
    let cells = [("YT-09", "10"), ("YT-09a", "20")];
    let kept = save(&reporter, id, 0, numbers(&cells)).await;
    let input = |version| SignReport {
        obligation: id,
        version,
    };
    assert_eq!(
        codes(submit(&head, input(kept.version)).await.unwrap_err()),
        ["check.own"]
    );
    let form = open_form(&reporter, id).await.unwrap();
    let key = form
        .remarks
        .iter()
        .find(|r| r.needs_word())
        .unwrap()
        .key
        .clone();
    let mut typed = numbers(&cells);
    typed
        .explanations
        .insert(key.clone(), "Chỉ có nội trú mới.".into());
    typed
        .explanations
        .insert("check.gone@YT-10".into(), "Thừa.".into());
    let kept = save(&reporter, id, kept.version, typed).await;
    submit(&head, input(kept.version)).await.unwrap();
    let seen = view(&app.coordinator().await, id, None).await.unwrap();
    assert_eq!(
        seen.explanations.len(),
        1,
        "words about nothing are not kept"
    );
    assert_eq!(seen.explanations[&key], "Chỉ có nội trú mới.");
    assert!(seen.remarks.iter().any(|r| r.key == key && r.is_explained));
}

#[tokio::test]
async fn a_cited_directive_that_the_register_does_not_have_is_told_and_a_known_one_is_not() {
    let app = TestApp::new().await;
    let id = report(&app).await;
    let reporter = app.reporter("SYT").await;
    let told = async |version: i32, text: &str| {
        let kept = save(&reporter, id, version, section("I.1", text)).await;
        let form = open_form(&reporter, id).await.unwrap();
        let found = form
            .remarks
            .iter()
            .filter(|r| r.code.starts_with("text.directive"));
        let found: Vec<_> = found.map(|r| (r.code.clone(), r.detail.clone())).collect();
        (kept.version, found)
    };
    let (version, found) = told(0, "Thực hiện Kế hoạch số 85-KH/TU, ngày 04/3/2022.").await;
    assert_eq!(
        found,
        [("text.directive_unknown".to_owned(), "85-KH/TU".to_owned())]
    );
    let input = app::directive::EnterDirective {
        symbol: "85-KH/TU".into(),
        doc_type: "KH".into(),
        issuer: "Tỉnh ủy".into(),
        issued_on: Some(jiff::civil::date(2022, 3, 4)),
        subject: "Tổng kết mười năm thực hiện nghị quyết".into(),
        ..Default::default()
    };
    let office = app.coordinator().await;
    app::directive::enter(&office, app.unit("BTGDV"), input)
        .await
        .unwrap();
    let (_, found) = told(version, "Thực hiện Kế hoạch số 85-KH/TU, ngày 04/3/2022.").await;
    assert_eq!(found, []);
}

#[tokio::test]
async fn r_3_10_a_quoted_figure_is_written_out_at_signing_and_one_that_is_missing_blocks() {
    let app = TestApp::new().await;
    let id = report(&app).await;
    let (reporter, head) = (app.reporter("SYT").await, app.head("SYT").await);
    let text = "Đã có {{YT-10}} ca mắc.";
    let kept = save(&reporter, id, 0, section("I.6.2", text)).await;
    let input = |version| SignReport {
        obligation: id,
        version,
    };
    let err = submit(&head, input(kept.version)).await.unwrap_err();
    assert_eq!(codes(err), ["report.reference_empty"]);
    let mut typed = section("I.6.2", text);
    typed.cells.numbers.insert("YT-10".into(), "1.250".into());
    let kept = save(&reporter, id, kept.version, typed).await;
    let form = open_form(&reporter, id).await.unwrap();
    assert_eq!(form.quoted["I.6.2"], "Đã có 1.250 ca mắc.");
    submit(&head, input(kept.version)).await.unwrap();
    let seen = view(&app.coordinator().await, id, None).await.unwrap();
    let said = seen
        .sections
        .iter()
        .find(|s| s.def.code == "I.6.2")
        .unwrap();
    assert_eq!(said.text, "Đã có 1.250 ca mắc.");
}

#[tokio::test]
async fn a_pasted_block_is_read_back_with_its_refused_rows_and_nothing_is_stored() {
    let app = TestApp::new().await;
    let id = report(&app).await;
    let reporter = app.reporter("SYT").await;
    let block = "YT-09\tlượt\t1.915.509\nYT-10\tlượt\t5\nGD-09\tngười\t7".to_owned();
    let typed = section("I.1", "Đang viết.");
    let read = read_pasted(&reporter, id, typed, &[(Field::YTe, block)])
        .await
        .unwrap();
    assert_eq!(read.taken, 1);
    assert_eq!(read.typed.cells.numbers["YT-09"], "1.915.509");
    assert_eq!(read.typed.sections[0].text, "Đang viết.");
    let refused: Vec<&str> = read.findings.iter().map(|f| f.code.as_str()).collect();
    assert_eq!(refused, ["paste-other-measure", "paste-row-unknown"]);
    assert!(open_form(&reporter, id).await.unwrap().draft.is_none());
}

#[tokio::test]
async fn r_3_14_a_paper_is_cut_at_the_outlines_headings_and_shown_before_it_is_kept() {
    let app = TestApp::new().await;
    let id = report(&app).await;
    let reporter = app.reporter("SYT").await;
    let bytes = paper(&[
        "BÁO CÁO QUÝ III",
        "1. Công tác tham mưu, lãnh đạo, chỉ đạo",
        "Đã ban hành 12 văn bản.",
        "2. Công tác hậu cần",
        "Đã mua xe.",
        "Kiến nghị, đề xuất",
        "Không phát sinh",
    ]);
    let read = read_own_file(&reporter, id, "bao-cao.docx", &bytes)
        .await
        .unwrap();
    let of = |code: &str| read.typed.sections.iter().find(|s| s.code == code).unwrap();
    assert_eq!(
        of("I.1").text,
        "Đã ban hành 12 văn bản.\n2. Công tác hậu cần\nĐã mua xe."
    );
    assert!(of("IV").is_nil && of("IV").text.is_empty());
    let unknown: Vec<&str> = read
        .findings
        .iter()
        .filter(|f| f.code == "heading-unknown")
        .map(|f| f.quote.as_str())
        .collect();
    assert_eq!(unknown, ["BÁO CÁO QUÝ III", "2. Công tác hậu cần"]);
    assert!(open_form(&reporter, id).await.unwrap().draft.is_none());
}

#[tokio::test]
async fn a_paper_that_is_damaged_secret_or_without_headings_is_refused_with_its_reason() {
    let app = TestApp::new().await;
    let id = report(&app).await;
    let reporter = app.reporter("SYT").await;
    let whole = paper(&["Công tác phối hợp", "Một."]);
    let cases = [
        (
            paper(&["Tối mật", "Công tác phối hợp", "Một."]),
            "upload.secret",
        ),
        (paper(&["Một đoạn không có tiêu đề."]), "upload.no_heading"),
        (whole[..whole.len() / 2].to_vec(), "upload.damaged"),
        (vec![0xD0, 0xCF, 0x11, 0xE0, 0, 0], "upload.encrypted"),
    ];
    for (bytes, code) in cases {
        let err = read_own_file(&reporter, id, "a.docx", &bytes)
            .await
            .unwrap_err();
        assert_eq!(codes(err), [code]);
    }
}

fn evidence(id: ObligationId, name: &str, bytes: &'static [u8]) -> AddEvidence {
    AddEvidence {
        obligation: id,
        place: Some((PlaceKind::Section, "I.1".into())),
        name: name.into(),
        bytes: bytes::Bytes::from_static(bytes),
    }
}

#[tokio::test]
async fn evidence_is_frozen_with_the_version_and_only_readers_of_the_report_get_it() {
    let app = TestApp::new().await;
    let id = report(&app).await;
    let (reporter, head) = (app.reporter("SYT").await, app.head("SYT").await);
    let office = app.coordinator().await;
    add_file(
        &reporter,
        evidence(id, "bien-ban.txt", "Biên bản kiểm tra.".as_bytes()),
    )
    .await
    .unwrap();
    let form = open_form(&reporter, id).await.unwrap();
    let sha256 = form.files[0].sha256.clone();
    assert!(
        matches!(file(&office, id, &sha256).await, Err(AppError::NotFound)),
        "a draft is private"
    );
    let kept = save(
        &head,
        id,
        form.draft_version(),
        words("Có biên bản kèm theo."),
    )
    .await;
    assert_eq!(kept.draft.body.files.len(), 1, "a save keeps the files");
    let version = kept.version;
    let signed = submit(
        &head,
        SignReport {
            obligation: id,
            version,
        },
    )
    .await
    .unwrap();
    let (got, bytes) = file(&office, id, &sha256).await.unwrap();
    assert_eq!(
        (got.name.as_str(), &bytes[..]),
        ("bien-ban.txt", "Biên bản kiểm tra.".as_bytes())
    );
    let refused = file(&app.reporter("SGDDT").await, id, &sha256).await;
    assert!(matches!(refused, Err(AppError::NotFound)));
    let err = remove_file(&reporter, id, &sha256).await.unwrap_err();
    assert_eq!(codes(err), ["report.wrong_state"]);
    return_to_unit(&office, give_back(id, 1, ReturnKind::Correction))
        .await
        .unwrap();
    remove_file(&reporter, id, &sha256).await.unwrap();
    let seen = view(&office, id, Some(1)).await.unwrap();
    assert_eq!(seen.files.len(), 1, "what was sent stays");
    let without = domain::report::ReportBody {
        files: Vec::new(),
        ..store::report::find_version(&office.read(), id, 1)
            .await
            .unwrap()
            .unwrap()
            .body
    };
    assert_ne!(
        without.sha256(),
        signed.sha256,
        "the file is part of the seal"
    );
}

#[tokio::test]
async fn evidence_that_is_secret_of_a_wrong_type_or_at_an_unknown_place_is_not_stored() {
    let app = TestApp::new().await;
    let id = report(&app).await;
    let reporter = app.reporter("SYT").await;
    let cases: [(&'static [u8], &str); 4] = [
        ("TUYỆT MẬT\nDanh sách.".as_bytes(), "upload.secret"),
        (
            b"<html><body onload=x></body></html>",
            "upload.evidence_type",
        ),
        (b"\xD0\xCF\x11\xE0 macro", "upload.old_office"),
        (b"", "upload.no_file"),
    ];
    for (bytes, code) in cases {
        let err = add_file(&reporter, evidence(id, "a.pdf", bytes))
            .await
            .unwrap_err();
        assert_eq!(codes(err), [code]);
    }
    let mut nowhere = evidence(id, "a.txt", "Một.".as_bytes());
    nowhere.place = Some((PlaceKind::Section, "IX".into()));
    assert_eq!(
        codes(add_file(&reporter, nowhere).await.unwrap_err()),
        ["report.mark_unknown"]
    );
    assert!(open_form(&reporter, id).await.unwrap().draft.is_none());
    let stranger = add_file(&app.reporter("SGDDT").await, evidence(id, "a.txt", b"x")).await;
    assert!(matches!(stranger, Err(AppError::NotFound)));
}

fn remark(id: ObligationId, kind: CommentKind, text: &str) -> SayAtPlace {
    SayAtPlace {
        obligation: id,
        place: PlaceKind::Cell,
        code: "YT-09".into(),
        kind,
        text: text.into(),
    }
}

#[tokio::test]
async fn unit_and_office_talk_at_a_cell_which_shows_who_sent_what_in_which_version() {
    let app = TestApp::new().await;
    let id = report(&app).await;
    let (reporter, office) = (app.reporter("SYT").await, app.coordinator().await);
    for (version, value) in [(0, "100"), (3, "120")] {
        let kept = save(
            &reporter,
            id,
            version,
            numbers(&[("YT-09", value), ("YT-09a", "1")]),
        )
        .await;
        let input = SignReport {
            obligation: id,
            version: kept.version,
        };
        submit(&app.head("SYT").await, input).await.unwrap();
        if version == 0 {
            return_to_unit(&office, give_back(id, 1, ReturnKind::Correction))
                .await
                .unwrap();
            let form = open_form(&reporter, id).await.unwrap();
            save(
                &reporter,
                id,
                form.draft_version(),
                numbers(&[("YT-09", "110")]),
            )
            .await;
        }
    }
    say(
        &office,
        remark(id, CommentKind::Flag, "Xem lại với bệnh viện tỉnh."),
    )
    .await
    .unwrap();
    // What is said within one moment has no order.
    app.go_to(office.today().tomorrow().unwrap());
    let (reporter, office) = (app.reporter("SYT").await, app.coordinator().await);
    say(&reporter, remark(id, CommentKind::Comment, "Đã đối chiếu."))
        .await
        .unwrap();
    let seen = place(&office, id, PlaceKind::Cell, "YT-09").await.unwrap();
    let sent: Vec<_> = seen
        .versions
        .iter()
        .map(|v| (v.number, v.cell.value))
        .collect();
    assert_eq!(
        sent,
        [(Some(2), Some(120)), (Some(1), Some(100))],
        "the office sees no draft"
    );
    assert!(seen.is_flagged && seen.can_say);
    assert_eq!(seen.values.len(), 13, "twelve periods and this one");
    let said: Vec<_> = seen.thread.iter().map(|s| (s.kind, s.version)).collect();
    assert_eq!(said, [(CommentKind::Flag, 2), (CommentKind::Comment, 2)]);
    let form = view(&office, id, None).await.unwrap();
    assert_eq!(form.threads.at(PlaceKind::Cell, "YT-09"), (2, true));
    say(&office, remark(id, CommentKind::Unflag, ""))
        .await
        .unwrap();
    assert!(
        !place(&reporter, id, PlaceKind::Cell, "YT-09")
            .await
            .unwrap()
            .is_flagged
    );
    let acts = app::report::history(&office, id).await.unwrap().acts;
    assert_eq!(acts[0].entry.act, "report.unflag");
    assert!(changes(&office, id).await.unwrap().is_some());
    let empty = say(&reporter, remark(id, CommentKind::Comment, "  "))
        .await
        .unwrap_err();
    assert_eq!(codes(empty), ["required"]);
    let reader = say(
        &app.inspector().await,
        remark(id, CommentKind::Comment, "x"),
    )
    .await;
    assert!(matches!(reader, Err(AppError::Forbidden)), "{reader:?}");
    let stranger = place(&app.reporter("SGDDT").await, id, PlaceKind::Cell, "YT-09").await;
    assert!(matches!(stranger, Err(AppError::NotFound)));
}

#[tokio::test]
async fn r_3_8_a_figure_beyond_the_limits_that_the_office_set_for_the_unit_needs_a_word() {
    let app = TestApp::new().await;
    let id = report(&app).await;
    let (reporter, office) = (app.reporter("SYT").await, app.coordinator().await);
    save(&reporter, id, 0, numbers(&[("YT-10", "900")])).await;
    let limits = |min: &str, max: &str| SetLimits {
        obligation: id,
        code: "YT-10".into(),
        min: min.into(),
        max: max.into(),
    };
    let needs_word = async || {
        let form = open_form(&reporter, id).await.unwrap();
        form.remarks
            .iter()
            .any(|r| r.code == "outlier.beyond_limits" && r.blocks())
    };
    assert!(!needs_word().await);
    set_limits(&office, limits("0", "500")).await.unwrap();
    assert!(needs_word().await);
    set_limits(&office, limits("", "")).await.unwrap();
    assert!(!needs_word().await);
    let err = set_limits(&office, limits("9", "5")).await.unwrap_err();
    assert_eq!(codes(err), ["report.limits_order"]);
    let unit = set_limits(&reporter, limits("0", "9")).await;
    assert!(matches!(unit, Err(AppError::Forbidden)));
}

#[tokio::test]
async fn with_a_short_past_the_page_says_that_there_is_not_enough_history() {
    let app = TestApp::new().await;
    let id = report(&app).await;
    let reporter = app.reporter("SYT").await;
    save(&reporter, id, 0, numbers(&[("YT-10", "5")])).await;
    let form = open_form(&reporter, id).await.unwrap();
    let code = "outlier.not_enough_history";
    let said = form.remarks.iter().find(|r| r.code == code).unwrap();
    assert_eq!(said.detail, "1");
    let seen = place(&reporter, id, PlaceKind::Cell, "YT-10")
        .await
        .unwrap();
    assert!(
        seen.outliers
            .iter()
            .all(|(_, answer)| answer.code() == code)
    );
}
