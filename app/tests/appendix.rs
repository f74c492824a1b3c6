//! The appendices of the consolidated report (§6.1): figures with what they are
//! compared with, documents, tasks, reviews; in every form of the report.

use crate::consolidation::desk::Desk;
use app::Ctx;
use app::consolidation::{Add, Format, Purpose, add, file, read};
use app::directive::EnterDirective;
use docgen::model::Block;
use domain::consolidation::Content;
use domain::numbering::IssuerKind;
use jiff::civil::{Date, date};
use std::io::Write as _;
use std::process::Command;

async fn enter(desk: &Desk, symbol: &str, issued_on: Date, subject: &str) {
    let input = EnterDirective {
        symbol: symbol.into(),
        issuer: "Ban Bí thư".into(),
        issued_on: Some(issued_on),
        subject: subject.into(),
        term: "khóa XIII".into(),
        ..EnterDirective::default()
    };
    app::directive::enter(&desk.app.coordinator().await, desk.app.unit("BTGDV"), input)
        .await
        .unwrap();
}

async fn with_register() -> (Desk, Ctx) {
    let desk = Desk::new().await;
    desk.send(desk.round, "SGDDT", &[("GD-09", "1200")], &[("I.1", "Có.")])
        .await;
    enter(&desk, "52-CT/TW", date(2026, 8, 3), "Về y tế học đường").await;
    enter(
        &desk,
        "49-KL/TW",
        date(2023, 2, 23),
        "Về khoa học và công nghệ",
    )
    .await;
    enter(
        &desk,
        "20-NQ/TW",
        date(2016, 10, 25),
        "Về bảo vệ sức khỏe nhân dân",
    )
    .await;
    enter(&desk, "11-CT/TW", date(2007, 4, 13), "Về khuyến học").await;
    let ctx = desk.app.coordinator().await;
    let cited = Add {
        round: desk.round,
        section: "I.1".into(),
        text: "Quán triệt Kết luận số 49 -KL/TW tới các đơn vị.".into(),
        version: 0,
    };
    add(&ctx, cited).await.unwrap();
    (desk, ctx)
}

#[tokio::test]
async fn the_documents_of_the_period_and_those_named_are_listed_from_the_register() {
    let (desk, ctx) = with_register().await;
    let json = file(
        &ctx,
        desk.round,
        Purpose::Live,
        IssuerKind::Party,
        Format::Json,
    )
    .await
    .unwrap();
    let content: Content = serde_json::from_slice(&json.bytes).unwrap();
    let listed: Vec<(&str, bool, Vec<&str>)> = content
        .documents
        .iter()
        .map(|d| {
            let sections = d.cited_in.iter().map(String::as_str).collect();
            (d.symbol.as_str(), d.is_of_period, sections)
        })
        .collect();
    assert_eq!(
        listed,
        [("49-KL/TW", false, vec!["I.1"]), ("52-CT/TW", true, vec![])]
    );
    let reviews: Vec<(&str, &str, i32)> = content
        .reviews
        .iter()
        .map(|r| (r.symbol.as_str(), r.kind.as_str(), r.years))
        .collect();
    assert_eq!(
        reviews,
        [
            ("20-NQ/TW", "tong_ket", 10),
            ("11-CT/TW", "tong_ket", 20),
            ("52-CT/TW", "so_ket", 1)
        ]
    );
}

#[tokio::test]
async fn every_form_of_the_report_carries_all_appendices() {
    let (desk, ctx) = with_register().await;
    let sheet = read(&ctx, desk.round, Purpose::Live, IssuerKind::Party)
        .await
        .unwrap();
    let appendices = sheet.appendices.iter();
    let titles: Vec<String> = appendices.map(|a| a.title[1].text.to_lowercase()).collect();
    assert_eq!(
        titles,
        [
            "số liệu tổng hợp",
            "danh mục văn bản",
            "tiến độ nhiệm vụ kỳ trước",
            "theo dõi sơ kết, tổng kết",
            "tiến độ nộp báo cáo"
        ]
    );
    let page = docgen::text::sheet_text(&sheet);
    for said in [
        "dẫn tại mục I.1",
        "ban hành trong kỳ",
        "Tổng kết 10 năm",
        "25/10/2026",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let book = file(
        &ctx,
        desk.round,
        Purpose::Live,
        IssuerKind::Party,
        Format::Xlsx,
    )
    .await
    .unwrap();
    let mut kept = tempfile::NamedTempFile::new().unwrap();
    kept.write_all(&book.bytes).unwrap();
    let part = |name: &str| {
        let done = Command::new("unzip")
            .arg("-p")
            .arg(kept.path())
            .arg(name)
            .output();
        String::from_utf8(done.expect("unzip is needed").stdout).unwrap()
    };
    let sheets = part("xl/workbook.xml");
    for name in [
        "PL1 Số liệu",
        "PL2 Văn bản",
        "PL3 Nhiệm vụ",
        "PL4 Sơ kết, tổng kết",
        "PL5 Tiến độ nộp",
    ] {
        assert!(sheets.contains(name), "{name}: {sheets}");
    }
    let strings = part("xl/sharedStrings.xml");
    for said in [
        "Phụ lục 3. Tiến độ nhiệm vụ kỳ trước",
        "Không có nhiệm vụ nào của kỳ trước",
    ] {
        assert!(strings.contains(said), "{said}: {strings}");
    }
    assert!(
        strings.contains("chưa có: "),
        "coverage with names: {strings}"
    );
}

/// People know the appendices by their numbers (§6.1): one with nothing to show says
/// so in its place, and the others keep theirs.
#[tokio::test]
async fn r_4_2_an_appendix_with_nothing_to_show_says_so_and_the_others_keep_their_numbers() {
    let desk = Desk::new().await;
    desk.send(desk.round, "SGDDT", &[("GD-09", "1200")], &[("I.1", "Có.")])
        .await;
    enter(&desk, "11-CT/TW", date(2007, 4, 13), "Về khuyến học").await;
    let ctx = desk.app.coordinator().await;
    let sheet = read(&ctx, desk.round, Purpose::Live, IssuerKind::State)
        .await
        .unwrap();
    let labels: Vec<&str> = sheet
        .appendices
        .iter()
        .map(|a| a.title[0].text.as_str())
        .collect();
    let expected = [1, 2, 3, 4, 5].map(|n| format!("Phụ lục {n}"));
    assert_eq!(labels, expected);
    let words = |n: usize| match sheet.appendices[n].blocks.as_slice() {
        [Block::Paragraph { runs }] => runs[0].text.clone(),
        other => panic!("{other:?}"),
    };
    assert!(words(1).contains("không có văn bản nào"), "{}", words(1));
    assert!(words(2).contains("Không có nhiệm vụ nào"), "{}", words(2));
    assert!(!sheet.appendices[1].landscape);
    assert!(matches!(&sheet.appendices[3].blocks[0], Block::Table(t) if t.rows.len() == 1));
}

/// Nothing is silently zero: each line says how many units are in it and
/// which note names the others; the note stands once.
#[tokio::test]
async fn r_4_2_units_missing_from_many_indicators_are_named_in_one_note() {
    let desk = Desk::new().await;
    desk.send(desk.round, "SGDDT", &[("GD-09", "1200")], &[("I.1", "Có.")])
        .await;
    desk.send_nil(desk.round, "SYT").await;
    let ctx = desk.app.coordinator().await;
    let sheet = read(&ctx, desk.round, Purpose::Live, IssuerKind::Party)
        .await
        .unwrap();
    let blocks = &sheet.appendices[0].blocks;
    let Block::Table(table) = &blocks[0] else {
        panic!("{blocks:?}")
    };
    let notes: Vec<&str> = blocks[1..]
        .iter()
        .map(|block| match block {
            Block::Note { text } => text.as_str(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert!(notes.len() < table.rows.len() / 2, "{notes:?}");
    for (n, note) in (1..).zip(&notes) {
        assert!(
            note.starts_with(&format!("({n}) Chưa có số liệu của: ")),
            "{note}"
        );
        assert_eq!(
            notes.iter().filter(|other| other[4..] == note[4..]).count(),
            1
        );
    }
    for row in &table.rows {
        let units = row.cells.last().unwrap();
        let (count, note) = units.split_once(' ').unwrap_or((units, ""));
        let (with, of) = count.split_once('/').unwrap();
        let (with, of): (usize, usize) = (with.parse().unwrap(), of.parse().unwrap());
        if note.is_empty() {
            // Whole, or what is not there was said to be nothing.
            assert!(with == of || row.cells[3].is_empty(), "{row:?}");
            continue;
        }
        let number: usize = note.trim_matches(['(', ')']).parse().unwrap();
        let named = notes[number - 1].split(", ").count();
        assert!(
            named <= of - with && !notes[number - 1].contains("Sở Y tế"),
            "{row:?}"
        );
    }
    let trained = table
        .rows
        .iter()
        .find(|r| r.cells[1].contains("đào tạo nghề"));
    let cells = &trained.unwrap().cells;
    assert_eq!((cells[3].as_str(), cells[9].as_str()), ("1.200", "1/2 (1)"));
}

/// no appendix ends in the middle of its list.
#[tokio::test]
async fn r_4_2_the_appendices_list_every_task_and_document_however_many_there_are() {
    let (desk, ctx) = with_register().await;
    let office = desk.app.unit("BTGDV");
    let task = |n: u128| store::task::Task {
        id: domain::id::TaskId(uuid::Uuid::from_u128(n)),
        code: format!("NV-{n}"),
        title: "Rà soát mạng lưới cơ sở".into(),
        giver: office,
        lead: desk.app.unit("SYT"),
        conference: None,
        conclusion: None,
        notice: None,
        state: domain::task::TaskState::Assigned,
        previous_state: None,
        first_due_on: Some(date(2026, 12, 1)),
        due_on: Some(date(2026, 12, 1)),
        output: String::new(),
        percent: 0,
        assigned_at: "2026-08-01T02:00:00Z".parse().unwrap(),
        submitted_at: None,
        confirmed_at: None,
        result: None,
        version: 1,
    };
    let w = ctx.begin().await.unwrap();
    let tasks: Vec<_> = (1..=2_010).map(task).collect();
    store::task::insert(&w, &tasks).await.unwrap();
    // A register that went on: more new entries than anybody reads at once.
    for n in 0..5_010_u128 {
        let later = store::directive::Directive {
            id: domain::id::DirectiveId(uuid::Uuid::from_u128(n + 1)),
            doc_type: "Công văn".into(),
            number: n.to_string(),
            symbol: format!("{n}-CV/VP"),
            symbol_as_typed: String::new(),
            issuer: "Văn phòng".into(),
            year: None,
            term: None,
            issued_on: Some(date(2026, 11, 2)),
            subject: "Về việc khác".into(),
            state: domain::directive::DirectiveState::InForce,
            identity_key: format!("{n}"),
            version: 1,
        };
        let fold = format!("{n}-cv-vp");
        store::directive::insert(&w, &later, &fold, ctx.now())
            .await
            .unwrap();
    }
    let noun = domain::journal::Noun::Task;
    let entry = ctx.entry(
        "task.issue",
        noun,
        uuid::Uuid::from_u128(1),
        Some(office),
        serde_json::json!({}),
    );
    ctx.commit(w, entry).await.unwrap();
    let json = file(
        &ctx,
        desk.round,
        Purpose::Live,
        IssuerKind::Party,
        Format::Json,
    )
    .await
    .unwrap();
    let content: Content = serde_json::from_slice(&json.bytes).unwrap();
    assert_eq!(content.tasks.len(), 2_010);
    let listed: Vec<_> = content
        .documents
        .iter()
        .map(|d| d.symbol.as_str())
        .collect();
    assert_eq!(listed, ["49-KL/TW", "52-CT/TW"]);
}
