//! Of how many units the figures are that stand beside those of the period, and what a
//! supplement says of it.

use crate::consolidation::desk::{Desk, open, shown};
use crate::supplement::{frozen, made};
use app::Ctx;
use app::consolidation::{Format, Purpose, file, overview, read, workbench};
use app::plan::{SetPlan, set};
use app::totals::{By, totals};
use docgen::model::Block;
use domain::consolidation::{Content, Difference, Figure, PartCoverage};
use domain::id::RoundId;
use domain::numbering::IssuerKind;
use domain::regime::UnitRule;

const CODE: &str = "GD-09";

/// Three quarters of an indicator that two units must give: both gave the first, one
/// the second and the third. With the round of the second.
async fn quarters() -> (Desk, Ctx, RoundId) {
    let desk = Desk::new().await;
    let first = open(&desk.app, 2026, 1).await;
    let second = open(&desk.app, 2026, 2).await;
    for (round, unit) in [(first, "SGDDT"), (first, "CDCD"), (second, "SGDDT")] {
        desk.send(round, unit, &[(CODE, "100")], &[]).await;
    }
    desk.send(desk.round, "SGDDT", &[(CODE, "300")], &[]).await;
    let ctx = desk.app.coordinator().await;
    (desk, ctx, second)
}

/// The figure in the report's data, and the whole report as it is read.
async fn told(desk: &Desk, ctx: &Ctx) -> (Figure, String) {
    let (purpose, kind) = (Purpose::Live, IssuerKind::Party);
    let json = file(ctx, desk.round, purpose, kind, Format::Json).await;
    let content: Content = serde_json::from_slice(&json.unwrap().bytes).unwrap();
    let found = content.figures.into_iter().find(|f| f.code == CODE);
    let sheet = read(ctx, desk.round, purpose, kind).await.unwrap();
    (found.unwrap(), docgen::text::sheet_text(&sheet))
}

fn parts(figure: &Figure) -> Vec<String> {
    let parts = figure.so_far_partial.iter();
    parts.map(PartCoverage::shown).collect()
}

/// each part of the year so far from which a unit is missing is named, and the
/// period before says of how many units it is; "không phát sinh" is an answer, and what
/// is whole says nothing.
#[tokio::test]
async fn r_4_2_the_appendix_names_each_incomplete_part_of_the_year_and_of_how_many_units_it_is() {
    let (desk, ctx, second) = quarters().await;
    let (figure, page) = told(&desk, &ctx).await;
    assert_eq!((figure.so_far, figure.so_far_periods), (Some(600), (3, 3)));
    assert_eq!(parts(&figure), ["quý II 1/2", "quý III 1/2"]);
    let before = (figure.previous, figure.previous_units);
    assert_eq!(before, (Some(100), (1, 2)));
    assert_eq!(figure.last_year_units, (0, 0));
    for said in [
        "600 (chưa đủ: quý II 1/2, quý III 1/2)",
        "100 (1/2)",
        "ghi chưa đủ: kỳ nêu tên mới tính theo báo cáo của n trong N đơn vị",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }

    desk.send_nil(desk.round, "CDCD").await;
    let (figure, page) = told(&desk, &ctx).await;
    assert_eq!(parts(&figure), ["quý II 1/2"]);
    assert!(page.contains("600 (chưa đủ: quý II 1/2)"), "{page}");

    desk.send(second, "CDCD", &[(CODE, "50")], &[]).await;
    let (figure, page) = told(&desk, &ctx).await;
    assert_eq!((figure.so_far, parts(&figure).len()), (Some(650), 0));
    let before = (figure.previous, figure.previous_units);
    assert_eq!(before, (Some(150), (0, 0)));
    assert!(
        page.contains("650") && !page.contains("650 ("),
        "what is whole stands alone: {page}"
    );
    assert!(!page.contains("chưa đủ:"), "{page}");
}

/// a quoted figure says of how many units it is, the figure of one unit
/// does not; the words follow the reports, and the sentence is stale by its number only.
#[tokio::test]
async fn r_4_2_a_quoted_figure_says_of_how_many_units_it_is_and_is_not_stale_by_these_words() {
    let (desk, ctx, _) = quarters().await;
    let text = "{{GD-09}}; {{GD-09@SGDDT}}; {{GD-09|truoc}}; {{GD-09|luy-ke}}.";
    assert_eq!(
        shown(&ctx, desk.round, text).await,
        "300 (mới có báo cáo của 1/2 đơn vị); 300; 100 (mới có báo cáo của 1/2 đơn vị); 600 (mới có báo cáo của: quý II 1/2, quý III 1/2 đơn vị)."
    );
    desk.send_nil(desk.round, "CDCD").await;
    let bench = workbench(&ctx, desk.round, Some("I.1")).await.unwrap();
    let paragraph = &bench.open.paragraphs[0];
    assert_eq!(
        paragraph.shown,
        "300; 300; 100 (mới có báo cáo của 1/2 đơn vị); 600 (mới có báo cáo của: quý II 1/2 đơn vị)."
    );
    assert!(paragraph.stale.is_empty(), "{:?}", paragraph.stale);
}

/// of three units one gives the figure, one says "không phát sinh" and one
/// sends nothing: sentence, appendix, data and totals have one count.
#[tokio::test]
async fn r_4_2_sentence_appendix_and_totals_count_the_same_units() {
    const VISITS: &str = "YT-09";
    let desk = crate::indicator::desk(|body| {
        let mut defs = body.indicators.iter_mut();
        let def = defs.find(|def| def.code == VISITS).unwrap();
        // The department and both communes answer for the field.
        def.reported_by = UnitRule::default();
    })
    .await;
    desk.send(desk.round, "SYT", &[(VISITS, "70000")], &[])
        .await;
    desk.send_nil(desk.round, "XTD").await;
    let ctx = desk.app.coordinator().await;
    let said = shown(&ctx, desk.round, "{{YT-09}}").await;
    assert_eq!(said, "70.000 (mới có báo cáo của 2/3 đơn vị)");

    let view = totals(&ctx, desk.round, By::Unit).await.unwrap();
    let line = view.indicators.iter().find(|i| i.def.code == VISITS);
    let line = line.unwrap();
    assert_eq!((line.answered, line.expected), (2, 3));
    assert_eq!(
        (line.with_value, &line.missing[..]),
        (1, &["Xã Hạ Suối".to_owned()][..])
    );

    let (purpose, kind) = (Purpose::Live, IssuerKind::Party);
    let json = file(&ctx, desk.round, purpose, kind, Format::Json).await;
    let content: Content = serde_json::from_slice(&json.unwrap().bytes).unwrap();
    let figure = content.figures.iter().find(|f| f.code == VISITS).unwrap();
    assert_eq!(figure.units(), (2, 3));
    let sheet = read(&ctx, desk.round, purpose, kind).await.unwrap();
    let Block::Table(table) = &sheet.appendices[0].blocks[0] else {
        panic!("{:?}", sheet.appendices[0].blocks)
    };
    let row = table.rows.iter().find(|row| row.cells[3] == "70.000");
    let units = row.unwrap().cells.last().unwrap();
    assert!(units.starts_with("2/3 ("), "{units}");
}

/// a plan that changed after freezing is named with old and new, and of how many
/// units it is.
#[tokio::test]
async fn r_4_5_a_supplement_names_a_plan_that_changed_and_of_how_many_units_it_is() {
    let (desk, ctx) = frozen().await;
    let plan = SetPlan {
        unit: desk.app.unit("SGDDT"),
        indicator: CODE.into(),
        year: 2026,
        value: "600".into(),
        note: "12-CTr/TU".into(),
    };
    set(&ctx, plan).await.unwrap();
    assert_eq!(made(&desk, &ctx, 2).await.unwrap(), 1);
    let found = overview(&ctx, desk.round).await.unwrap();
    let found = &found.snapshots[1].differences;
    assert!(
        matches!(
            &found[..],
            [Difference::Plan {
                code,
                old: None,
                new: Some(600),
                old_units: None,
                new_units: Some((1, 2)),
                ..
            }] if code == CODE
        ),
        "{found:?}"
    );
    let sheet = read(&ctx, desk.round, Purpose::Last, IssuerKind::Party).await;
    let page = docgen::text::sheet_text(&sheet.unwrap());
    let said = "kế hoạch năm: từ chưa có số liệu thành 600 (1/2 đơn vị)";
    assert!(page.contains(said), "{page}");
}
