//! What people write in a section with headings, lists and tables, from the unit's
//! report through the workbench into every file of the consolidated report (R-3.10,
//!

use crate::consolidation::desk::Desk;
use app::consolidation::{
    Add, Format, Freeze, Purpose, Take, add, file, freeze, read, take, workbench,
};
use app::{AppError, Ctx};
use docgen::model::{Align, Block};
use domain::consolidation::Content;
use domain::numbering::IssuerKind;

const TEXT: &str = "Mở đầu.\n## Lớp học\n- Mở 12 lớp. Đạt kế hoạch.\n- Còn thiếu phòng.\n  + Ở hai xã.\n| Xã | Số lớp |\n| --- | ---: |\n| Thượng Điền | 7 |\n| Hạ Suối | 5 |\n1. Rà soát.\n2. Bổ sung.";

async fn with_report() -> (Desk, Ctx) {
    let desk = Desk::new().await;
    desk.send(desk.round, "SGDDT", &[("GD-09", "1200")], &[("I.1", TEXT)])
        .await;
    let ctx = desk.app.coordinator().await;
    (desk, ctx)
}

async fn take_one(
    desk: &Desk,
    ctx: &Ctx,
    sentence: Option<usize>,
    version: i32,
) -> Result<u32, AppError> {
    let input = Take {
        round: desk.round,
        section: "I.1".into(),
        unit: desk.app.unit("SGDDT"),
        sentence,
        report_version: 1,
        version,
    };
    take(ctx, input).await
}

#[tokio::test]
async fn r_4_3_a_table_is_taken_whole_an_item_with_its_mark_and_a_heading_not_alone() {
    let (desk, ctx) = with_report().await;
    let bench = workbench(&ctx, desk.round, Some("I.1")).await.unwrap();
    let unit = &bench.open.units[0];
    let table = "| Xã | Số lớp |\n| --- | ---: |\n| Thượng Điền | 7 |\n| Hạ Suối | 5 |";
    let texts: Vec<&str> = unit.sentences.iter().map(|s| s.text.as_str()).collect();
    let expected = [
        "Mở đầu.",
        "Lớp học",
        "- Mở 12 lớp.",
        "- Đạt kế hoạch.",
        "- Còn thiếu phòng.",
        "+ Ở hai xã.",
        table,
        "1. Rà soát.",
        "2. Bổ sung.",
    ];
    assert_eq!(texts, expected);
    let heading = take_one(&desk, &ctx, Some(1), 0).await.unwrap_err();
    assert!(matches!(heading, AppError::Invalid(_)), "{heading:?}");
    take_one(&desk, &ctx, Some(6), 0).await.unwrap();
    take_one(&desk, &ctx, Some(3), 1).await.unwrap();
    let bench = workbench(&ctx, desk.round, Some("I.1")).await.unwrap();
    let draft: Vec<&str> = bench
        .open
        .paragraphs
        .iter()
        .map(|p| p.text.as_str())
        .collect();
    assert_eq!(draft, [table, "- Đạt kế hoạch."]);
    // Of eight, two are taken; the heading is none of them.
    let line = bench.sections.iter().find(|s| s.code == "I.1").unwrap();
    assert_eq!(line.left, 6);
    let used = bench.open.units[0].sentences.iter().filter(|s| s.is_used);
    assert_eq!(used.count(), 2);
    let again = take_one(&desk, &ctx, Some(6), 2).await.unwrap_err();
    assert!(matches!(again, AppError::Invalid(_)), "{again:?}");
}

#[tokio::test]
async fn r_4_7_headings_lists_and_tables_are_themselves_in_every_file_and_say_the_same() {
    let (desk, ctx) = with_report().await;
    let before = crate::consolidation::desk::open(&desk.app, 2026, 2).await;
    desk.send(
        before,
        "SGDDT",
        &[("GD-09", "1000")],
        &[("I.1", "Như thường kỳ.")],
    )
    .await;
    take_one(&desk, &ctx, None, 0).await.unwrap();
    // The office's own table, with bound numbers in its cells.
    let own = "| Chỉ tiêu | Kỳ này | Kỳ trước |\n| Tuyển sinh | {{GD-09}} | {{GD-09|truoc}} |";
    let input = Add {
        round: desk.round,
        section: "I.6.1".into(),
        text: own.into(),
        version: 1,
    };
    add(&ctx, input).await.unwrap();
    let bench = workbench(&ctx, desk.round, Some("I.6.1")).await.unwrap();
    let shown = &bench.open.paragraphs[0].shown;
    // A cell holds the figure; of how many units it is, is told below the table.
    let of = "(mới có báo cáo của 1/2 đơn vị)";
    let name = "Số người được đào tạo nghề";
    let note = format!("Ghi chú: {name} {of}; {name}, kỳ trước {of}.");
    let rows = format!("\n| Tuyển sinh | 1.200 | 1.000 |\n{note}");
    assert!(shown.ends_with(&rows), "{shown}");
    let input = Freeze {
        round: desk.round,
        version: 2,
        accept_stale: false,
    };
    freeze(&ctx, input).await.unwrap();
    let sheet = read(&ctx, desk.round, Purpose::Last, IssuerKind::Party)
        .await
        .unwrap();
    let tables: Vec<_> = sheet
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
        .collect();
    assert_eq!(tables.len(), 2);
    assert_eq!(tables[0].header[0][1].text, "Số lớp");
    assert_eq!(tables[0].rows[1].cells, ["Hạ Suối", "5"]);
    assert_eq!(tables[1].rows[0].cells, ["Tuyển sinh", "1.200", "1.000"]);
    let sides: Vec<Align> = tables[1].columns.iter().map(|c| c.align).collect();
    assert_eq!(sides, [Align::Left, Align::Right, Align::Right]);
    assert_eq!(tables[1].note.as_ref(), Some(&note));
    // Below the heading "1." of the section.
    assert!(sheet.blocks.contains(&Block::heading(3, None, "Lớp học")));
    let page = docgen::text::sheet_text(&sheet);
    assert!(!page.contains('|') && !page.contains('#'), "{page}");
    let get = |format| file(&ctx, desk.round, Purpose::Last, IssuerKind::Party, format);
    let docx = get(Format::Docx).await.unwrap();
    let options = extract::reading::ReadOptions::default();
    let read_in = extract::format::read_source("bao-cao.docx", &docx.bytes, &options);
    let words: Vec<&str> = read_in.value.text.split_whitespace().collect();
    // The page number of the header stands first.
    let expected: Vec<&str> = page.split_whitespace().collect();
    assert_eq!(words[1..], expected);
    let pdf = get(Format::Pdf).await.unwrap();
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    let told = crate::consolidation::pdf_text(&pdf.bytes);
    assert_eq!(squeezed(&told), squeezed(&page));
}

/// A snapshot made before keeps its bytes: only how its lines are laid out is new.
#[tokio::test]
async fn r_4_5_a_frozen_text_is_kept_as_it_was_written() {
    let (desk, ctx) = with_report().await;
    take_one(&desk, &ctx, None, 0).await.unwrap();
    let input = Freeze {
        round: desk.round,
        version: 1,
        accept_stale: false,
    };
    freeze(&ctx, input).await.unwrap();
    let json = file(
        &ctx,
        desk.round,
        Purpose::Snapshot(1),
        IssuerKind::Party,
        Format::Json,
    );
    let content: Content = serde_json::from_slice(&json.await.unwrap().bytes).unwrap();
    let section = content.sections.iter().find(|s| s.code == "I.1").unwrap();
    assert_eq!(section.paragraphs[0].text, TEXT);
}
