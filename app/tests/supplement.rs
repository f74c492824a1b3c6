//! Supplements of a frozen report: what single units corrected, and the words of
//! late units with their source.

use crate::consolidation::desk::Desk;
use app::consolidation::{
    Add, Edit, Format, Freeze, Purpose, Remove, Supplement, Take, add, edit, file, freeze, move_up,
    overview, read, remove, supplement, take, workbench,
};
use app::report::{ReturnReport, return_to_unit};
use app::{AppError, Ctx};
use docgen::model::Block;
use domain::consolidation::{Content, Difference};
use domain::numbering::IssuerKind;
use domain::report::ReturnKind;

const TEXT: &str = "Đã tham mưu 12 văn bản.";
const LATE: &str = "Đã tuyển sinh hai đợt. Còn thiếu xưởng thực hành.";

pub fn codes(err: AppError) -> Vec<&'static str> {
    let AppError::Invalid(errors) = err else {
        panic!("{err:?}")
    };
    errors.iter().map(|e| e.code).collect()
}

/// Two reports are in and one of them is in the frozen report.
pub async fn frozen() -> (Desk, Ctx) {
    let desk = Desk::new().await;
    let own = [("I.1", TEXT)];
    desk.send(desk.round, "SGDDT", &[("GD-09", "1200")], &own)
        .await;
    desk.send(desk.round, "CDCD", &[("GD-09", "345")], &[("II", "Ổn.")])
        .await;
    let ctx = desk.app.coordinator().await;
    take(&ctx, taking(&desk, ("SGDDT", 1), "I.1", None, 0))
        .await
        .unwrap();
    let input = Freeze {
        round: desk.round,
        version: 1,
        accept_stale: false,
    };
    freeze(&ctx, input).await.unwrap();
    (desk, ctx)
}

pub fn taking(
    desk: &Desk,
    (unit, report_version): (&str, i32),
    section: &str,
    sentence: Option<usize>,
    version: i32,
) -> Take {
    Take {
        round: desk.round,
        section: section.into(),
        unit: desk.app.unit(unit),
        sentence,
        report_version,
        version,
    }
}

pub async fn correct(desk: &Desk, unit: &str, numbers: &[(&str, &str)], sections: &[(&str, &str)]) {
    let input = ReturnReport {
        obligation: desk.obligation(desk.round, unit).await,
        number: 1,
        kind: Some(ReturnKind::Correction),
        reason: "Số liệu của trường chưa khớp với sổ.".into(),
        marks: Vec::new(),
    };
    let office = desk.app.coordinator().await;
    return_to_unit(&office, input).await.unwrap();
    desk.send(desk.round, unit, numbers, sections).await;
}

pub async fn made(desk: &Desk, ctx: &Ctx, version: i32) -> Result<usize, AppError> {
    let input = Supplement {
        round: desk.round,
        version,
        accept_stale: false,
    };
    Ok(supplement(ctx, input).await?.differences)
}

pub async fn bytes_of(desk: &Desk, ctx: &Ctx, snapshot: i32) -> Vec<u8> {
    let purpose = Purpose::Snapshot(snapshot);
    let json = file(ctx, desk.round, purpose, IssuerKind::Party, Format::Json);
    json.await.unwrap().bytes
}

#[tokio::test]
async fn r_4_5_a_supplement_lists_corrected_texts_and_figures_also_when_the_total_is_the_same() {
    let (desk, ctx) = frozen().await;
    let refused = made(&desk, &ctx, 2).await.unwrap_err();
    assert_eq!(codes(refused), ["consolidation.nothing_new"]);
    // 1.200 + 345 = 1.245 + 300.
    correct(
        &desk,
        "SGDDT",
        &[("GD-09", "1245")],
        &[("I.1", "Đã tham mưu 13 văn bản.")],
    )
    .await;
    correct(&desk, "CDCD", &[("GD-09", "300")], &[("II", "Ổn.")]).await;
    assert_eq!(made(&desk, &ctx, 2).await.unwrap(), 3);
    let shown = overview(&ctx, desk.round).await.unwrap();
    let figure = |unit: &str, old: &str, new: &str| Difference::UnitFigure {
        unit: unit.into(),
        code: "GD-09".into(),
        name: shown_name(&shown.snapshots[1].differences),
        measure: "người".into(),
        old: Some(old.into()),
        new: Some(new.into()),
        natures: None,
    };
    let found = &shown.snapshots[1].differences;
    assert!(
        found.contains(&figure("CĐ Cộng đồng", "345", "300")),
        "{found:?}"
    );
    assert!(
        found.contains(&figure("Sở GD&ĐT", "1.200", "1.245")),
        "{found:?}"
    );
    assert!(
        found.iter().any(|d| matches!(d, Difference::Text { unit, section, .. } if unit == "Sở GD&ĐT" && section == "I.1")),
        "{found:?}"
    );
    let paper = read(&ctx, desk.round, Purpose::Last, IssuerKind::Party).await;
    let page = docgen::text::sheet_text(&paper.unwrap());
    assert!(page.contains("từ 1.200 thành 1.245"), "{page}");
    assert!(page.contains("Sở GD&ĐT sửa nội dung mục I.1"), "{page}");
    // Nothing has happened since: the next one would be empty.
    let again = made(&desk, &ctx, 3).await.unwrap_err();
    assert_eq!(codes(again), ["consolidation.nothing_new"]);
}

fn shown_name(found: &[Difference]) -> String {
    let name = found.iter().find_map(|d| match d {
        Difference::UnitFigure { name, .. } => Some(name.clone()),
        _ => None,
    });
    name.expect("a figure of a unit")
}

#[tokio::test]
async fn r_4_5_a_late_units_words_go_into_the_supplement_with_their_source_and_the_report_stays() {
    let (desk, ctx) = frozen().await;
    let before = bytes_of(&desk, &ctx, 1).await;
    desk.send(desk.round, "SYT", &[], &[("I.1", LATE)]).await;
    let bench = workbench(&ctx, desk.round, Some("I.1")).await.unwrap();
    assert!(!bench.may_write, "the report itself is closed");
    let flags: Vec<_> = bench
        .open
        .units
        .iter()
        .map(|u| (u.name.as_str(), u.is_late, u.may_take, u.may_take_all))
        .collect();
    assert_eq!(
        flags,
        [
            ("Sở Y tế", true, true, true),
            ("Sở GD&ĐT", false, false, false)
        ]
    );
    let closed = take(&ctx, taking(&desk, ("CDCD", 1), "II", None, 2)).await;
    assert_eq!(codes(closed.unwrap_err()), ["consolidation.frozen"]);
    let leader = desk.app.leader().await;
    let late = || taking(&desk, ("SYT", 1), "I.1", Some(1), 2);
    let foreign = take(&leader, late()).await.unwrap_err();
    assert!(matches!(foreign, AppError::Forbidden), "{foreign:?}");
    let id = take(&ctx, late()).await.unwrap();
    let gone = take(&ctx, taking(&desk, ("SYT", 1), "I.1", Some(0), 3));
    let gone = gone.await.unwrap();
    let twice = take(&ctx, taking(&desk, ("SYT", 1), "I.1", Some(1), 4)).await;
    assert_eq!(codes(twice.unwrap_err()), ["consolidation.taken_already"]);

    let (round, version) = (desk.round, 4);
    let place = |paragraph, version| Remove {
        round,
        paragraph,
        version,
    };
    remove(&ctx, place(gone, version)).await.unwrap();
    let input = Edit {
        round,
        paragraph: id,
        text: "Còn thiếu xưởng thực hành, trang thiết bị.".into(),
        version: 5,
    };
    edit(&ctx, input).await.unwrap();
    // What is in the report stays, and the office writes nothing of its own.
    let bench = workbench(&ctx, desk.round, Some("I.1")).await.unwrap();
    let may: Vec<_> = bench
        .open
        .paragraphs
        .iter()
        .map(|p| (p.supplement, p.may_change))
        .collect();
    assert_eq!(may, [(0, false), (1, true)]);
    let first = bench.open.paragraphs[0].id;
    for refused in [
        remove(&ctx, place(first, 6)).await,
        move_up(&ctx, place(id, 6)).await,
        add(
            &ctx,
            Add {
                round,
                section: "II".into(),
                text: "Thêm.".into(),
                version: 6,
            },
        )
        .await
        .map(|_| ()),
    ] {
        assert_eq!(codes(refused.unwrap_err()), ["consolidation.frozen"]);
    }
    assert_eq!(overview(&ctx, round).await.unwrap().late_words, 1);

    made(&desk, &ctx, 6).await.unwrap();
    assert_eq!(bytes_of(&desk, &ctx, 1).await, before);
    let content: Content = serde_json::from_slice(&bytes_of(&desk, &ctx, 2).await).unwrap();
    let section = content.sections.iter().find(|s| s.code == "I.1").unwrap();
    let told: Vec<_> = section
        .paragraphs
        .iter()
        .map(|p| (p.supplement, p.source_name.as_deref().unwrap()))
        .collect();
    assert_eq!(told, [(0, "Sở GD&ĐT"), (1, "Sở Y tế")]);
    let source = section.paragraphs[1].source.as_ref().unwrap();
    assert_eq!((source.version, source.section.as_str()), (1, "I.1"));

    let sheet = read(&ctx, round, Purpose::Last, IssuerKind::Party)
        .await
        .unwrap();
    let added = Block::heading(1, None, "Nội dung bổ sung");
    assert!(sheet.blocks.contains(&added), "{:?}", sheet.blocks);
    let page = docgen::text::sheet_text(&sheet);
    assert!(page.contains("Còn thiếu xưởng thực hành, trang thiết bị."));
    assert!(page.contains("Theo báo cáo của Sở Y tế."), "{page}");
    assert!(
        !page.contains(TEXT),
        "what the report said is not said again"
    );
    // the same in every file.
    let get = |format| file(&ctx, round, Purpose::Last, IssuerKind::Party, format);
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    let pdf = get(Format::Pdf).await.unwrap();
    let said = crate::consolidation::pdf_text(&pdf.bytes);
    assert_eq!(squeezed(&said), squeezed(&page));
    let docx = get(Format::Docx).await.unwrap();
    let options = extract::reading::ReadOptions::default();
    let read_in = extract::format::read_source("bao-cao.docx", &docx.bytes, &options);
    let words: Vec<&str> = read_in.value.text.split_whitespace().collect();
    let expected: Vec<&str> = page.split_whitespace().collect();
    assert_eq!(words[1..], expected);
    // It is fixed now; the next supplement begins with nothing.
    let fixed = remove(&ctx, place(id, 7)).await.unwrap_err();
    assert_eq!(codes(fixed), ["consolidation.frozen"]);
    assert_eq!(overview(&ctx, round).await.unwrap().late_words, 0);
}

#[tokio::test]
async fn r_4_5_a_supplement_may_hold_words_alone_and_no_gap() {
    let (desk, ctx) = frozen().await;
    desk.send(desk.round, "SYT", &[], &[("I.1", LATE)]).await;
    made(&desk, &ctx, 2).await.unwrap();
    // The first one has the figures; the words are still to be had.
    let late = || taking(&desk, ("SYT", 1), "I.1", None, 3);
    let id = take(&ctx, late()).await.unwrap();
    let words = |text: &str, version| Edit {
        round: desk.round,
        paragraph: id,
        text: text.into(),
        version,
    };
    edit(&ctx, words("Đã tuyển {{GD-09|truoc}} người.", 4))
        .await
        .unwrap();
    let gap = made(&desk, &ctx, 5).await.unwrap_err();
    assert_eq!(codes(gap), ["consolidation.number_missing"]);
    edit(&ctx, words(LATE, 5)).await.unwrap();
    assert_eq!(made(&desk, &ctx, 6).await.unwrap(), 0);
    let twice = take(
        &ctx,
        Take {
            version: 7,
            ..late()
        },
    );
    let twice = twice.await.unwrap_err();
    assert_eq!(codes(twice), ["consolidation.taken_already"]);
    // A corrected text is another one.
    correct(&desk, "SYT", &[], &[("I.1", "Đã tuyển sinh ba đợt.")]).await;
    take(&ctx, taking(&desk, ("SYT", 2), "I.1", None, 7))
        .await
        .unwrap();
}
