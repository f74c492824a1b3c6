//! The consolidated report: workbench, bound numbers, freezing, supplement,
//! issue and documents.

pub mod desk;

use app::consolidation::{
    Add, Ask, Capacity, Edit, Format, Freeze, Issue, Purpose, Remove, Shown, Sign, Supplement,
    Take, Workbench, add, bench, edit, file, freeze, issue, overview, read, remove, sign,
    supplement, take, workbench,
};
use app::{AppError, Ctx};
use desk::Desk;
use domain::consolidation::{ConsolidationState, Content, Difference, Usage, sha256_of};
use domain::numbering::IssuerKind;
use jiff::civil::date;
use std::io::Write as _;
use std::process::Command;

const TEXT: &str = "Đã tham mưu 12 văn bản. Đã mở 5 hội nghị quán triệt.";

async fn with_reports() -> (Desk, Ctx) {
    let desk = Desk::new().await;
    let sections = [("I.1", TEXT), ("I.4", ""), ("II", "Còn thiếu giáo viên.")];
    desk.send(desk.round, "SGDDT", &[("GD-09", "1200")], &sections)
        .await;
    desk.send(desk.round, "XTD", &[], &[("I.1", "Ban hành 3 kế hoạch.")])
        .await;
    let ctx = desk.app.coordinator().await;
    (desk, ctx)
}

fn taking(desk: &Desk, unit: &str, section: &str, sentence: Option<usize>, version: i32) -> Take {
    let (unit, section) = (desk.app.unit(unit), section.to_owned());
    Take {
        round: desk.round,
        section,
        unit,
        sentence,
        report_version: 1,
        version,
    }
}

fn codes(err: AppError) -> Vec<&'static str> {
    let AppError::Invalid(errors) = err else {
        panic!("{err:?}")
    };
    errors.iter().map(|e| e.code).collect()
}

#[tokio::test]
async fn r_4_3_a_taken_text_keeps_its_source_and_the_rest_is_shown_as_not_used_yet() {
    let (desk, ctx) = with_reports().await;
    let line = |bench: &Workbench| {
        let line = bench.sections.iter().find(|s| s.code == "I.1").unwrap();
        (line.written_by, line.not_used, line.left)
    };
    let before = workbench(&ctx, desk.round, Some("I.1")).await.unwrap();
    assert_eq!(line(&before), (2, 2, 0));
    let id = take(&ctx, taking(&desk, "SGDDT", "I.1", Some(1), 0))
        .await
        .unwrap();
    let after = workbench(&ctx, desk.round, Some("I.1")).await.unwrap();
    assert_eq!(
        after.open.paragraphs[0].shown,
        "Đã mở 5 hội nghị quán triệt."
    );
    assert_eq!(
        after.open.paragraphs[0].source_name.as_deref(),
        Some("Sở GD&ĐT")
    );
    // The sentence that was not taken is not forgotten with the one that was.
    assert_eq!(line(&after), (2, 1, 1));
    assert_eq!(after.open.partly, [("Sở GD&ĐT".to_owned(), 1)]);
    let ask = Ask {
        section: Some("I.1"),
        shown: Shown::NotUsed,
        page: 0,
    };
    let waiting = bench(&ctx, desk.round, ask).await.unwrap();
    assert_eq!(waiting.open.units.len(), 2);
    let unit = after
        .open
        .units
        .iter()
        .find(|u| u.name == "Sở GD&ĐT")
        .unwrap();
    assert_eq!(unit.usage, Usage::Taken);
    assert_eq!(
        unit.sentences.iter().map(|s| s.is_used).collect::<Vec<_>>(),
        [false, true]
    );
    let again = take(&ctx, taking(&desk, "SGDDT", "I.1", Some(1), after.version))
        .await
        .unwrap_err();
    assert_eq!(codes(again), ["consolidation.taken_already"]);
    let text = "Đã mở 5 hội nghị.".to_owned();
    edit(
        &ctx,
        Edit {
            round: desk.round,
            paragraph: id,
            text,
            version: after.version,
        },
    )
    .await
    .unwrap();
    let edited = workbench(&ctx, desk.round, Some("I.1")).await.unwrap();
    assert!(edited.open.paragraphs[0].is_edited);
    let gone = Remove {
        round: desk.round,
        paragraph: id,
        version: edited.version,
    };
    remove(&ctx, gone).await.unwrap();
    assert!(
        workbench(&ctx, desk.round, Some("I.1"))
            .await
            .unwrap()
            .open
            .paragraphs
            .is_empty()
    );
}

#[tokio::test]
async fn the_second_of_two_who_write_at_once_is_told() {
    let (desk, ctx) = with_reports().await;
    take(&ctx, taking(&desk, "SGDDT", "I.1", None, 0))
        .await
        .unwrap();
    let late = take(&ctx, taking(&desk, "XTD", "I.1", None, 0))
        .await
        .unwrap_err();
    assert!(matches!(late, AppError::Conflict), "{late:?}");
}

#[tokio::test]
async fn r_4_4_a_bound_number_is_written_out_and_flagged_when_its_data_change() {
    let (desk, ctx) = with_reports().await;
    let text = "Toàn tỉnh tuyển {{GD-09}} người.".to_owned();
    let new = Add {
        round: desk.round,
        section: "I.6.1".into(),
        text,
        version: 0,
    };
    add(&ctx, new).await.unwrap();
    let bench = workbench(&ctx, desk.round, Some("I.6.1")).await.unwrap();
    assert_eq!(
        bench.open.paragraphs[0].shown,
        "Toàn tỉnh tuyển 1.200 (mới có báo cáo của 1/2 đơn vị) người."
    );
    assert!(bench.open.paragraphs[0].stale.is_empty());
    desk.send(desk.round, "CDCD", &[("GD-09", "345")], &[])
        .await;
    let bench = workbench(&ctx, desk.round, Some("I.6.1")).await.unwrap();
    let stale = &bench.open.paragraphs[0].stale;
    assert_eq!(
        (stale[0].old.as_deref(), stale[0].new.as_deref()),
        (Some("1.200"), Some("1.545"))
    );
    let hasty = Freeze {
        round: desk.round,
        version: bench.version,
        accept_stale: false,
    };
    assert_eq!(
        codes(freeze(&ctx, hasty.clone()).await.unwrap_err()),
        ["consolidation.number_stale"]
    );
    freeze(
        &ctx,
        Freeze {
            accept_stale: true,
            ..hasty
        },
    )
    .await
    .unwrap();
}

#[tokio::test]
async fn a_reference_to_nothing_is_refused_and_a_number_without_value_is_not_frozen() {
    let (desk, ctx) = with_reports().await;
    let new = |text: &str| Add {
        round: desk.round,
        section: "II".into(),
        text: text.into(),
        version: 0,
    };
    let unknown = add(&ctx, new("{{XX-99}} và {{GD-09@KHONG}} và {{ }}"))
        .await
        .unwrap_err();
    assert_eq!(codes(unknown), ["consolidation.reference_unknown"; 3]);
    add(&ctx, new("Khám {{YT-09}} lượt.")).await.unwrap();
    let input = Freeze {
        round: desk.round,
        version: 1,
        accept_stale: false,
    };
    assert_eq!(
        codes(freeze(&ctx, input).await.unwrap_err()),
        ["consolidation.number_missing"]
    );
}

async fn frozen(desk: &Desk, ctx: &Ctx) -> String {
    take(ctx, taking(desk, "SGDDT", "I.1", None, 0))
        .await
        .unwrap();
    let text = "Toàn tỉnh tuyển {{GD-09}} người.".to_owned();
    add(
        ctx,
        Add {
            round: desk.round,
            section: "I.6.1".into(),
            text,
            version: 1,
        },
    )
    .await
    .unwrap();
    let input = Freeze {
        round: desk.round,
        version: 2,
        accept_stale: false,
    };
    freeze(ctx, input).await.unwrap().sha256
}

#[tokio::test]
async fn r_4_5_a_snapshot_keeps_its_words_numbers_and_hash_when_data_change() {
    let (desk, ctx) = with_reports().await;
    let hash = frozen(&desk, &ctx).await;
    let json = |purpose| file(&ctx, desk.round, purpose, IssuerKind::Party, Format::Json);
    let before = json(Purpose::Snapshot(1)).await.unwrap().bytes;
    assert_eq!(sha256_of(std::str::from_utf8(&before).unwrap()), hash);
    desk.send(desk.round, "CDCD", &[("GD-09", "345")], &[])
        .await;
    let after = json(Purpose::Snapshot(1)).await.unwrap().bytes;
    assert_eq!(before, after);
    let content: Content = serde_json::from_slice(&after).unwrap();
    let education = content.sections.iter().find(|s| s.code == "I.6.1").unwrap();
    assert_eq!(
        education.paragraphs[0].text,
        "Toàn tỉnh tuyển 1.200 (mới có báo cáo của 1/2 đơn vị) người."
    );
    assert!(
        content
            .coverage
            .missing
            .contains(&"CĐ Cộng đồng".to_owned())
    );
    let late = Add {
        round: desk.round,
        section: "II".into(),
        text: "Thêm.".into(),
        version: 3,
    };
    assert_eq!(
        codes(add(&ctx, late).await.unwrap_err()),
        ["consolidation.frozen"]
    );
}

#[tokio::test]
async fn r_4_5_a_supplement_lists_what_late_data_changed() {
    let (desk, ctx) = with_reports().await;
    frozen(&desk, &ctx).await;
    let input = |version| Supplement {
        round: desk.round,
        version,
        accept_stale: false,
    };
    assert_eq!(
        codes(supplement(&ctx, input(3)).await.unwrap_err()),
        ["consolidation.nothing_new"]
    );
    desk.send(desk.round, "CDCD", &[("GD-09", "345")], &[])
        .await;
    let made = supplement(&ctx, input(3)).await.unwrap();
    assert_eq!((made.number, made.differences), (2, 2));
    // Type and subject read on: "Báo cáo" "Bổ sung lần 1 kết quả …".
    let paper = read(&ctx, desk.round, Purpose::Last, IssuerKind::Party).await;
    let page = docgen::text::sheet_text(&paper.unwrap());
    assert!(
        page.contains("Bổ sung lần 1 kết quả công tác khoa giáo"),
        "{page}"
    );
    let shown = overview(&ctx, desk.round).await.unwrap();
    assert_eq!(shown.state, ConsolidationState::Frozen);
    let found = &shown.snapshots[1].differences;
    assert_eq!(
        found[0],
        Difference::Arrived {
            unit: "CĐ Cộng đồng".into()
        }
    );
    assert!(
        matches!(&found[1], Difference::Figure { code, old: Some(1200), new: Some(1545), .. } if code == "GD-09")
    );
    // and of how many units the total was and is.
    assert!(
        page.contains("từ 1.200 (1/2 đơn vị) thành 1.545 (2/2 đơn vị)"),
        "{page}"
    );
}

fn issuing(desk: &Desk, version: i32, form: IssuerKind) -> Issue {
    Issue {
        round: desk.round,
        snapshot: 1,
        form,
        issued_on: date(2026, 10, 5),
        number: None,
        capacity: Capacity::Deputy,
        signs_for: "Trưởng ban".into(),
        signer_title: "Phó Trưởng ban".into(),
        signer_name: "Lê Thị Mai".into(),
        version,
    }
}

/// The head signs the last snapshot.
async fn signed(desk: &Desk) {
    let head = desk.app.head_of_office().await;
    let shown = overview(&head, desk.round).await.unwrap();
    let sha256 = shown.snapshots.last().unwrap().sha256.clone();
    let round = desk.round;
    sign(&head, Sign { round, sha256 }).await.unwrap();
}

#[tokio::test]
async fn an_issued_report_has_its_number_once() {
    let (desk, ctx) = with_reports().await;
    let early = issue(&ctx, issuing(&desk, 0, IssuerKind::Party))
        .await
        .unwrap_err();
    assert_eq!(codes(early), ["consolidation.not_frozen"]);
    frozen(&desk, &ctx).await;
    let bare = Issue {
        signer_name: " ".into(),
        issued_on: date(2027, 1, 1),
        ..issuing(&desk, 3, IssuerKind::Party)
    };
    assert_eq!(
        codes(issue(&ctx, bare).await.unwrap_err()),
        ["required", "consolidation.date_ahead"]
    );
    let unsigned = issue(&ctx, issuing(&desk, 3, IssuerKind::Party))
        .await
        .unwrap_err();
    assert_eq!(codes(unsigned), ["consolidation.not_signed"]);
    signed(&desk).await;
    let symbol = issue(&ctx, issuing(&desk, 3, IssuerKind::Party))
        .await
        .unwrap();
    assert_eq!(symbol, "01-BC/BTGDVTU");
    let again = issue(&ctx, issuing(&desk, 4, IssuerKind::Party))
        .await
        .unwrap_err();
    assert_eq!(codes(again), ["consolidation.issued_already"]);
    let shown = overview(&ctx, desk.round).await.unwrap();
    assert_eq!(shown.state, ConsolidationState::Issued);
    assert_eq!(
        shown.snapshots[0].issued,
        Some((symbol, IssuerKind::Party, date(2026, 10, 5)))
    );
}

#[tokio::test]
async fn leaders_read_and_only_the_office_writes() {
    let (desk, _) = with_reports().await;
    let leader = desk.app.leader().await;
    assert!(
        !workbench(&leader, desk.round, None)
            .await
            .unwrap()
            .may_write
    );
    let refused = take(&leader, taking(&desk, "SGDDT", "I.1", None, 0))
        .await
        .unwrap_err();
    assert!(matches!(refused, AppError::Forbidden), "{refused:?}");
    let foreign = workbench(&desk.app.foreign_coordinator().await, desk.round, None)
        .await
        .unwrap_err();
    assert!(matches!(foreign, AppError::NotFound), "{foreign:?}");
    let reporter = overview(&desk.app.reporter("SYT").await, desk.round)
        .await
        .unwrap_err();
    assert!(matches!(reporter, AppError::Forbidden), "{reporter:?}");
}

/// The words in their order; where lines end and cells begin does not matter.
fn in_order(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

/// The text of the tags of a tagged PDF: what a screen reader reads.
pub fn pdf_text(bytes: &[u8]) -> String {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(bytes).unwrap();
    let output = Command::new("pdfinfo")
        .arg("-struct-text")
        .arg(file.path())
        .output()
        .expect("pdfinfo is needed");
    let tree = String::from_utf8_lossy(&output.stdout).into_owned();
    tree.lines()
        .filter_map(|l| {
            l.trim()
                .strip_prefix('"')?
                .strip_suffix('"')
                .map(str::to_owned)
        })
        .collect()
}

#[tokio::test]
async fn r_4_8_the_words_on_the_page_are_those_of_the_word_file_and_of_the_pdf_in_order() {
    let (desk, ctx) = with_reports().await;
    desk.send_nil(desk.round, "XHS").await;
    frozen(&desk, &ctx).await;
    signed(&desk).await;
    issue(&ctx, issuing(&desk, 3, IssuerKind::Party))
        .await
        .unwrap();
    for form in [IssuerKind::Party, IssuerKind::State] {
        let sheet = read(&ctx, desk.round, Purpose::Last, form).await.unwrap();
        let page = docgen::text::sheet_text(&sheet);
        for wanted in [
            "Tổng hợp từ 3/6 đơn vị; chưa có: ",
            "Xã Hạ Suối báo cáo không phát sinh trong kỳ.",
            "Sở GD&ĐT báo cáo không phát sinh trong kỳ.",
            "Không có đơn vị nào báo cáo nội dung này.",
            "Toàn tỉnh tuyển 1.200 (mới có báo cáo của 1/2 đơn vị) người.",
            TEXT,
        ] {
            assert!(page.contains(wanted), "{wanted}\n{page}");
        }
        assert_eq!(
            page.contains("01-BC/BTGDVTU"),
            form == IssuerKind::Party,
            "{page}"
        );
        let docx = file(&ctx, desk.round, Purpose::Last, form, Format::Docx)
            .await
            .unwrap();
        // As a text is read in: with the numbers that Word counts itself. The page
        // number of the header stands first.
        let options = extract::reading::ReadOptions::default();
        let read_in = extract::format::read_source("bao-cao.docx", &docx.bytes, &options);
        let words = in_order(&read_in.value.text);
        assert_eq!(words[0], "2");
        assert_eq!(words[1..], in_order(&page));
        let pdf = file(&ctx, desk.round, Purpose::Last, form, Format::Pdf)
            .await
            .unwrap();
        let squeezed = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(squeezed(&pdf_text(&pdf.bytes)), squeezed(&page));
        let book = file(&ctx, desk.round, Purpose::Last, form, Format::Xlsx)
            .await
            .unwrap();
        assert!(book.bytes.starts_with(b"PK"), "a workbook");
        assert!(book.name.ends_with(".xlsx"), "{}", book.name);
    }
}

/// §6.1: the opening stands before the parts and is not counted with them.
#[tokio::test]
async fn the_opening_of_a_report_has_no_number_and_stands_before_its_parts() {
    let (desk, ctx) = with_reports().await;
    let sheet = read(&ctx, desk.round, Purpose::Live, IssuerKind::Party).await;
    let page = docgen::text::sheet_text(&sheet.unwrap());
    let at = |words: &str| page.lines().position(|line| line.starts_with(words));
    let (opening, first) = (at("Mở đầu (bối cảnh"), at("I. Kết quả thực hiện"));
    assert!(opening.is_some() && opening < first, "{page}");
}

/// who had nothing to report does not hide what others wrote.
#[tokio::test]
async fn r_4_3_a_section_with_a_nil_answer_still_says_that_texts_were_not_taken() {
    let (desk, ctx) = with_reports().await;
    desk.send(desk.round, "XHS", &[], &[("I.1", "")]).await;
    let live = || read(&ctx, desk.round, Purpose::Live, IssuerKind::Party);
    let page = docgen::text::sheet_text(&live().await.unwrap());
    let nil = "Xã Hạ Suối báo cáo không phát sinh trong kỳ.";
    let others = "Nội dung của 2 đơn vị khác ở mục này chưa được tổng hợp.";
    assert!(page.contains(nil) && page.contains(others), "{page}");
    let warned = overview(&ctx, desk.round).await.unwrap().untaken;
    let of = |code: &str| warned.iter().find(|s| s.code == code).map(|s| s.units);
    assert_eq!((of("I.1"), of("II"), of("I.4")), (Some(2), Some(1), None));
    take(&ctx, taking(&desk, "SGDDT", "I.1", None, 0))
        .await
        .unwrap();
    let page = docgen::text::sheet_text(&live().await.unwrap());
    assert!(page.contains(nil) && !page.contains(others), "{page}");
    let warned = overview(&ctx, desk.round).await.unwrap().untaken;
    assert!(warned.iter().all(|s| s.code != "I.1"), "{warned:?}");
}
