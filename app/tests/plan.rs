//! Plans of a year, the year so far, and the numbers that compare (§6.2, R-4.4).

use crate::consolidation::desk::{Desk, shown};
use app::consolidation::{Format, Purpose, file, read, workbench};
use app::plan::{PlanPage, SetPlan, list, set};
use app::{AppError, Ctx, Wanted};
use domain::consolidation::{Content, Figure};
use domain::number::Threshold;
use domain::numbering::IssuerKind;

fn plan(desk: &Desk, unit: &str, indicator: &str, value: &str) -> SetPlan {
    SetPlan {
        unit: desk.app.unit(unit),
        indicator: indicator.into(),
        year: 2026,
        value: value.into(),
        note: "12-CTr/TU".into(),
    }
}

/// The first hundred plans of a year.
async fn list_all(ctx: &Ctx, year: i16) -> Result<PlanPage, AppError> {
    let wanted = Wanted {
        page: 1,
        per_page: 100,
    };
    list(ctx, year, "", ctx.today(), wanted).await
}

async fn three_quarters() -> (Desk, Ctx) {
    let desk = Desk::three_quarters("GD-09", ["100", "120", "300"]).await;
    let ctx = desk.app.coordinator().await;
    (desk, ctx)
}

/// The figure of the report's data for the indicator of [`three_quarters`].
async fn figure(desk: &Desk, ctx: &Ctx) -> Figure {
    let (purpose, kind) = (Purpose::Live, IssuerKind::Party);
    let json = file(ctx, desk.round, purpose, kind, Format::Json).await;
    let content: Content = serde_json::from_slice(&json.unwrap().bytes).unwrap();
    let found = content.figures.into_iter().find(|f| f.code == "GD-09");
    found.unwrap()
}

#[tokio::test]
async fn r_4_4_a_sentence_binds_the_change_the_year_so_far_and_the_share_of_the_plan() {
    let (desk, ctx) = three_quarters().await;
    set(&ctx, plan(&desk, "SGDDT", "GD-09", "600"))
        .await
        .unwrap();
    set(&ctx, plan(&desk, "CDCD", "GD-09", "400"))
        .await
        .unwrap();
    let text = "Tuyển {{GD-09|don-vi}}, {{GD-09|truoc|tang-giam}} so với kỳ trước; luỹ kế {{GD-09|luy-ke}}, đạt {{GD-09|dat}} kế hoạch {{GD-09|ke-hoach}}.";
    let (now, then) = (
        "(mới có báo cáo của 1/2 đơn vị)",
        "(kỳ so sánh mới có báo cáo của 1/2 đơn vị)",
    );
    let year = "(mới có báo cáo của: quý I 1/2, quý II 1/2, quý III 1/2 đơn vị)";
    assert_eq!(
        shown(&ctx, desk.round, text).await,
        format!(
            "Tuyển 300 người {now}, tăng 150% {now} {then} so với kỳ trước; luỹ kế 520 {year}, đạt 52% {year} kế hoạch 1.000."
        )
    );
    // The plan of the area goes before the sum of the units.
    set(&ctx, plan(&desk, "TU", "GD-09", "1.300"))
        .await
        .unwrap();
    let bench = workbench(&ctx, desk.round, Some("I.1")).await.unwrap();
    let stale: Vec<(Option<&str>, Option<&str>)> = bench.open.paragraphs[0]
        .stale
        .iter()
        .map(|s| (s.old.as_deref(), s.new.as_deref()))
        .collect();
    assert_eq!(stale.len(), 2);
    assert!(stale.contains(&(Some("1.000"), Some("1.300"))), "{stale:?}");
    assert!(stale.contains(&(Some("52%"), Some("40%"))), "{stale:?}");
    // a sentence says that figures are still to come only as long as they are,
    // and of which period.
    desk.send(desk.round, "CDCD", &[("GD-09", "0")], &[]).await;
    let bench = workbench(&ctx, desk.round, Some("I.1")).await.unwrap();
    let whole = &bench.open.paragraphs[0].shown;
    assert!(
        whole.contains(&format!(
            "Tuyển 300 người, tăng 150% {then} so với kỳ trước"
        )),
        "{whole}"
    );
    let year = "luỹ kế 520 (mới có báo cáo của: quý I 1/2, quý II 1/2 đơn vị), ";
    assert!(whole.contains(year), "{whole}");
}

/// the sentence says what the appendix says beside the sum.
#[tokio::test]
async fn r_4_2_a_year_so_far_with_a_gap_is_named_so_in_the_sentence_as_in_the_appendix() {
    let desk = Desk::new().await;
    let ctx = desk.app.coordinator().await;
    desk.send(desk.round, "SGDDT", &[("GD-09", "300")], &[])
        .await;
    assert_eq!(
        shown(&ctx, desk.round, "Luỹ kế {{GD-09|luy-ke}} người.").await,
        "Luỹ kế 300 (mới tính được 1/3 kỳ) (mới có báo cáo của: quý III 1/2 đơn vị) người."
    );
    let sheet = read(&ctx, desk.round, Purpose::Live, IssuerKind::Party).await;
    let page = docgen::text::sheet_text(&sheet.unwrap());
    assert!(page.contains("300 (1/3; chưa đủ: quý III 1/2)"), "{page}");
}

#[tokio::test]
async fn r_4_2_the_plan_of_some_units_is_named_so_and_gives_no_share() {
    let (desk, ctx) = three_quarters().await;
    set(&ctx, plan(&desk, "SGDDT", "GD-09", "600"))
        .await
        .unwrap();
    let text = "Đạt {{GD-09|dat}} kế hoạch {{GD-09|ke-hoach}}.";
    let said = shown(&ctx, desk.round, text).await;
    assert!(
        said.ends_with("kế hoạch 600 (mới có kế hoạch của 1/2 đơn vị).") && !said.contains('%'),
        "{said}"
    );
    let found = figure(&desk, &ctx).await;
    assert_eq!((found.plan, found.plan_units), (Some(600), (1, 2)));
    assert_eq!(found.plan_progress, None);
    let sheet = read(&ctx, desk.round, Purpose::Live, IssuerKind::Party).await;
    let page = docgen::text::sheet_text(&sheet.unwrap());
    assert!(
        page.contains("600 (1/2)") && page.contains("(n/N)"),
        "{page}"
    );
    set(&ctx, plan(&desk, "CDCD", "GD-09", "400"))
        .await
        .unwrap();
    let found = figure(&desk, &ctx).await;
    assert_eq!((found.plan_units, found.plan_gap()), ((2, 2), None));
    assert!(found.plan_progress.is_some());
}

/// §6.2, R-4.2: a sum of plans that point both ways says so in the sentence, the
/// appendix and the data, and nothing is set against it.
#[tokio::test]
async fn r_4_2_a_plan_of_thresholds_that_point_both_ways_says_so_and_gives_no_share() {
    let (desk, ctx) = three_quarters().await;
    for (unit, value) in [("SGDDT", "từ 600 trở lên"), ("CDCD", "không quá 400")] {
        set(&ctx, plan(&desk, unit, "GD-09", value)).await.unwrap();
    }
    let text = "Đạt {{GD-09|dat}} kế hoạch {{GD-09|ke-hoach}}.";
    assert_eq!(
        shown(&ctx, desk.round, text).await,
        "Đạt [không so sánh được: GD-09] kế hoạch 1.000 (tính theo con số ngưỡng)."
    );
    let found = figure(&desk, &ctx).await;
    let both = Some(Threshold::BothWays);
    assert_eq!((found.plan, found.plan_bound), (Some(1000), both));
    assert_eq!((found.plan_units, found.plan_progress), ((2, 2), None));
    let sheet = read(&ctx, desk.round, Purpose::Live, IssuerKind::Party).await;
    let page = docgen::text::sheet_text(&sheet.unwrap());
    // In the cell beside the plan and in the note below the table.
    assert!(
        page.contains("1.000 (tính theo con số ngưỡng)")
            && page.matches("không so sánh được").count() > 1
            && page.contains("cộng từ các ngưỡng theo cả hai chiều"),
        "{page}"
    );
    // Where all point the same way the sum is a threshold, and there is a share.
    set(&ctx, plan(&desk, "CDCD", "GD-09", "trên 400"))
        .await
        .unwrap();
    let found = figure(&desk, &ctx).await;
    assert_eq!(found.plan_bound, Some(Threshold::AtLeast));
    assert!(found.plan_progress.is_some());
}

#[tokio::test]
async fn a_year_with_a_gap_is_not_compared_with_its_plan() {
    let desk = Desk::new().await;
    let ctx = desk.app.coordinator().await;
    desk.send(desk.round, "SGDDT", &[("GD-09", "300")], &[("I.1", "Có.")])
        .await;
    set(&ctx, plan(&desk, "TU", "GD-09", "1000")).await.unwrap();
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
    let figure = content.figures.iter().find(|f| f.code == "GD-09").unwrap();
    assert_eq!((figure.so_far, figure.so_far_periods), (Some(300), (1, 3)));
    assert_eq!((figure.plan, figure.plan_progress), (Some(1000), None));
    let sheet = read(&ctx, desk.round, Purpose::Live, IssuerKind::Party)
        .await
        .unwrap();
    let page = docgen::text::sheet_text(&sheet);
    assert!(page.contains("300 (1/3; chưa đủ: quý III 1/2)"), "{page}");
}

#[tokio::test]
async fn plans_are_kept_by_the_office_for_its_area_and_removed_when_emptied() {
    let (desk, ctx) = three_quarters().await;
    let refused = set(&ctx, plan(&desk, "TU2", "GD-09", "5"))
        .await
        .unwrap_err();
    assert!(matches!(refused, AppError::NotFound), "{refused:?}");
    let by_unit = set(
        &desk.app.reporter("SYT").await,
        plan(&desk, "SYT", "YT-09", "5"),
    )
    .await;
    assert!(matches!(by_unit, Err(AppError::Forbidden)));
    let AppError::Invalid(errors) = set(&ctx, plan(&desk, "SYT", "XX", "năm"))
        .await
        .unwrap_err()
    else {
        panic!("an unknown indicator")
    };
    assert_eq!(errors[0].code, "plan.indicator_unknown");
    assert!(
        set(&ctx, plan(&desk, "SYT", "YT-09", "5.000"))
            .await
            .unwrap()
    );
    assert!(
        !set(&ctx, plan(&desk, "SYT", "YT-09", "5.000"))
            .await
            .unwrap(),
        "nothing new"
    );
    assert_eq!(
        list_all(&ctx, 2026).await.unwrap().lines[0].goal,
        5_000.into()
    );
    assert!(
        list_all(&desk.app.foreign_coordinator().await, 2026)
            .await
            .unwrap()
            .lines
            .is_empty()
    );
    assert!(set(&ctx, plan(&desk, "SYT", "YT-09", "")).await.unwrap());
    assert!(list_all(&ctx, 2026).await.unwrap().lines.is_empty());
}

/// §6.2: a plan for whom nobody is asked is taken, since a unit may take over the work
/// within the year, and not without a word; one of a body above those asked needs none.
#[tokio::test]
async fn a_plan_that_measures_nobody_is_taken_with_a_word() {
    let (desk, ctx) = three_quarters().await;
    let file = "unit,indicator,year,value\nSYT,GD-09,2026,5\nSGDDT,GD-09,2026,5\nTU,GD-09,2026,9\n";
    let outcome = app::import::plans(&ctx, file.as_bytes(), false)
        .await
        .unwrap();
    let said = outcome.remarks.iter();
    let said: Vec<_> = said.map(|r| (r.row, r.code, r.value.as_str())).collect();
    assert_eq!(said, [(2, "plan_not_asked", "SYT")]);
    let words = outcome.remarks[0].words(app::Locale::Vi);
    assert!(words.contains("GD-09"), "{words}");
    assert_eq!((outcome.new, outcome.is_written), (3, true));
    for (unit, is_measured) in [("SYT", false), ("SGDDT", true), ("TU", true)] {
        let unit = desk.app.unit(unit);
        let found = app::plan::measures(&ctx, unit, "GD-09").await.unwrap();
        assert_eq!(found, is_measured);
    }
}

#[tokio::test]
async fn plans_come_from_a_table_all_or_nothing_and_only_once() {
    let (_desk, ctx) = three_quarters().await;
    let good = "unit,indicator,year,value,note\nSGDDT,GD-09,2026,\"1.000\",12-CTr/TU\nSYT,YT-09,2026,50000,\n";
    let dry = app::import::plans(&ctx, good.as_bytes(), true)
        .await
        .unwrap();
    assert_eq!((dry.new, dry.is_written, dry.errors.len()), (2, false, 0));
    let wet = app::import::plans(&ctx, good.as_bytes(), false)
        .await
        .unwrap();
    assert_eq!((wet.new, wet.is_written), (2, true));
    let again = app::import::plans(&ctx, good.as_bytes(), false)
        .await
        .unwrap();
    assert_eq!((again.new, again.known, again.is_written), (0, 2, false));
    let bad = "unit,indicator,year,value\nSGDDT,GD-09,2027,7\nTU2,GD-09,2027,7\nSYT,XX-1,2027,7\nSYT,YT-09,năm,x\n";
    let refused = app::import::plans(&ctx, bad.as_bytes(), false)
        .await
        .unwrap();
    let found: Vec<(usize, &str)> = refused.errors.iter().map(|e| (e.row, e.code)).collect();
    assert_eq!(
        found,
        [
            (3, "unit_unknown"),
            (4, "indicator_unknown"),
            (5, "number"),
            (5, "number")
        ]
    );
    assert!(
        list_all(&ctx, 2027).await.unwrap().lines.is_empty(),
        "all or nothing"
    );
}
