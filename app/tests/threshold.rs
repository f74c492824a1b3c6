//! Thresholds ("từ 300 trở lên") on their way from the cell to the total, the sentence
//! and the table of values (domain facts §6.2).

use crate::consolidation::desk::{Desk, open, shown};
use crate::reporting::{numbers, owed, save};
use app::consolidation::{Format, Purpose, file, read, workbench};
use app::picture::{indicator, shown_of};
use app::plan::{SetPlan, set};
use app::report::{SignReport, open_form, submit};
use app::totals::{By, totals};
use app::{AppError, Locale};
use domain::consolidation::Content;
use domain::indicator::Cell;
use domain::number::{Bound, Threshold};
use domain::numbering::IssuerKind;

const CODE: &str = "GD-09";

/// R-4.1: the number of a threshold is added, and the total is one itself; who gave it
/// is named. What does not follow from it cannot be compared in a sentence (R-1.4), and
/// a sum of thresholds that point both ways says there what the note below the table says.
#[tokio::test]
async fn r_4_1_a_threshold_is_added_and_the_total_says_so() {
    let desk = Desk::new().await;
    let before = open(&desk.app, 2026, 2).await;
    desk.send(before, "SGDDT", &[(CODE, "100")], &[]).await;
    let typed = [(CODE, "từ 300 người trở lên")];
    desk.send(desk.round, "SGDDT", &typed, &[]).await;
    desk.send(desk.round, "CDCD", &[(CODE, "200")], &[]).await;
    let ctx = desk.app.coordinator().await;
    let view = totals(&ctx, desk.round, By::Unit).await.unwrap();
    let line = view.indicators.iter().find(|i| i.def.code == CODE).unwrap();
    assert_eq!((line.total.value, line.total.thresholds), (Some(500), 1));
    assert_eq!(line.total.written(0).as_deref(), Some("từ 500 trở lên"));
    assert_eq!(line.threshold_names().len(), 1);
    let place = view.indicators.iter().position(|i| i.def.code == CODE);
    let unit = desk.app.unit("SGDDT");
    let row = view.rows.iter().find(|row| row.unit == unit).unwrap();
    assert_eq!(row.totals[place.unwrap()].bound, Some(Bound::AtLeast));

    let text = "Tuyển {{GD-09|don-vi}}, {{GD-09|truoc|tang-giam}} so với kỳ trước.";
    assert_eq!(
        shown(&ctx, desk.round, text).await,
        "Tuyển từ 500 người trở lên, [không so sánh được: GD-09] so với kỳ trước."
    );

    // A threshold on the other side leaves open where the sum lies.
    desk.return_unusable("CDCD", 1).await;
    desk.send(desk.round, "CDCD", &[(CODE, "dưới 200")], &[])
        .await;
    let view = totals(&ctx, desk.round, By::Unit).await.unwrap();
    let line = view.indicators.iter().find(|i| i.def.code == CODE).unwrap();
    assert_eq!((line.total.value, line.total.thresholds), (Some(500), 2));
    assert_eq!(line.total.written(0).as_deref(), Some("500"));
    assert_eq!(
        shown(&ctx, desk.round, "Tuyển {{GD-09|don-vi}}.").await,
        "Tuyển 500 người (tính theo con số ngưỡng)."
    );
    // The number is the same, and the sentence written before says another thing now.
    let bench = workbench(&ctx, desk.round, Some("I.1")).await.unwrap();
    let changes = bench.open.paragraphs.iter().map(|p| {
        let changes = p.stale.iter();
        changes.map(|s| (s.old.clone(), s.new.clone())).collect()
    });
    let changes: Vec<Vec<(Option<String>, Option<String>)>> = changes.collect();
    let written = |words: &str| Some(format!("“{words}”"));
    let changed = (
        written("từ 500 người trở lên"),
        written("500 người (tính theo con số ngưỡng)"),
    );
    assert_eq!(changes, [vec![changed], vec![]]);
}

/// R-4.1, §6.2: the period before stands beside a total with its words, on the page of
/// totals, in the report and in its data.
#[tokio::test]
async fn r_4_1_the_period_before_stands_beside_a_total_with_its_words() {
    let desk = Desk::new().await;
    let before = open(&desk.app, 2026, 2).await;
    let typed = [(CODE, "từ 100 trở lên")];
    desk.send(before, "SGDDT", &typed, &[]).await;
    desk.send(desk.round, "SGDDT", &[(CODE, "300")], &[]).await;
    let ctx = desk.app.coordinator().await;
    let beside = async || {
        let view = totals(&ctx, desk.round, By::Unit).await.unwrap();
        let line = view.indicators.iter().find(|i| i.def.code == CODE).unwrap();
        let frozen = file(
            &ctx,
            desk.round,
            Purpose::Live,
            IssuerKind::Party,
            Format::Json,
        );
        let content: Content = serde_json::from_slice(&frozen.await.unwrap().bytes).unwrap();
        let figure = content.figures.iter().find(|f| f.code == CODE).unwrap();
        let of_frozen = (figure.previous, figure.previous_bound);
        let shown = line.previous_figure();
        assert_eq!((shown.value, shown.bound), of_frozen);
        let sheet = read(&ctx, desk.round, Purpose::Live, IssuerKind::Party).await;
        let words = shown.written(0).unwrap();
        let page = docgen::text::sheet_text(&sheet.unwrap());
        assert!(page.contains(&words), "{words}: {page}");
        words
    };
    assert_eq!(beside().await, "từ 100 trở lên");
    desk.send(before, "CDCD", &[(CODE, "dưới 50")], &[]).await;
    assert_eq!(beside().await, "150 (tính theo con số ngưỡng)");
}

/// §6.2: a picture has no room for words: there a threshold stands with its sign, and
/// with its words in the table and where somebody points at it.
#[tokio::test]
async fn a_threshold_stands_in_a_picture_with_its_sign_and_beside_it_with_its_words() {
    let desk = Desk::new().await;
    let typed = [(CODE, "từ 300 trở lên")];
    desk.send(desk.round, "SGDDT", &typed, &[]).await;
    desk.send(desk.round, "CDCD", &[(CODE, "200")], &[]).await;
    let ctx = desk.app.coordinator().await;
    let found = indicator(&ctx, desk.round, CODE).await.unwrap();
    let last = found.chart.points.last().unwrap();
    let expected = (Some(500), Some(Threshold::AtLeast));
    assert_eq!((last.value, last.bound), expected);
    let title = "<title>QIII/26: từ 500 trở lên (2/2)</title>";
    let trend = &found.trend;
    assert!(trend.contains(title), "{trend}");
    assert!(trend.contains(">≥ 500</text>"), "{trend}");
    let ranking = &found.ranking;
    assert!(ranking.contains(">≥ 300</text>"), "{ranking}");
    assert!(ranking.contains(">200</text>"), "{ranking}");
    assert!(
        ranking.contains(">≥, "),
        "the signs are explained: {ranking}"
    );
    let told = |row| shown_of(Locale::Vi, &found.chart, row);
    let rows: Vec<String> = found.chart.rows.iter().map(told).collect();
    assert_eq!(rows, ["từ 300 trở lên", "200"]);
}

/// §6.2: the share of a plan that a threshold reaches is a threshold.
#[tokio::test]
async fn a_threshold_reaches_a_share_of_its_plan_from_below() {
    let desk = Desk::three_quarters(CODE, ["100", "100", "hơn 300"]).await;
    let ctx = desk.app.coordinator().await;
    let plan = SetPlan {
        unit: desk.app.unit("TU"),
        indicator: CODE.into(),
        year: 2026,
        value: "từ 1.000 trở lên".into(),
        note: "12-CTr/TU".into(),
    };
    set(&ctx, plan).await.unwrap();
    let text = "Luỹ kế {{GD-09|luy-ke}}, đạt {{GD-09|dat}} kế hoạch ({{GD-09|ke-hoach}}).";
    let of = "(mới có báo cáo của: quý I 1/2, quý II 1/2, quý III 1/2 đơn vị)";
    assert_eq!(
        shown(&ctx, desk.round, text).await,
        format!("Luỹ kế từ 500 trở lên {of}, đạt từ 50% trở lên {of} kế hoạch (từ 1.000 trở lên).")
    );
    let page = app::plan::list(
        &ctx,
        2026,
        "",
        ctx.today(),
        app::Wanted {
            page: 1,
            per_page: 10,
        },
    );
    let goal = page.await.unwrap().lines[0].goal;
    assert_eq!((goal.value, goal.bound), (1_000, Some(Bound::AtLeast)));
}

/// R-3.4, R-3.9: the version keeps operator and value, and a report without a threshold
/// is sealed as before.
#[tokio::test]
async fn a_sent_threshold_stays_in_the_version_and_its_form_shows_it_again() {
    let desk = Desk::new().await;
    let id = owed(&desk.app, desk.round, "SYT").await;
    let reporter = desk.app.reporter("SYT").await;
    let typed = numbers(&[("YT-09", "> 1.200"), ("YT-10", "6")]);
    let typed = testkit::saying_why_late(typed);
    let kept = save(&reporter, id, 0, typed).await;
    assert!(kept.troubles.is_empty(), "{:?}", kept.troubles);
    let form = open_form(&reporter, id).await.unwrap();
    let written = |code: &str| {
        let cell = form.cells.iter().find(|c| c.def.code == code).unwrap();
        cell.parts[0].shown.clone()
    };
    assert_eq!(
        (written("YT-09"), written("YT-10")),
        ("trên 1.200".into(), "6".into())
    );
    let input = SignReport {
        obligation: id,
        version: kept.version,
    };
    submit(&desk.app.head("SYT").await, input).await.unwrap();
    let found = store::report::find_version(&desk.app.app.store.read(), id, 1).await;
    let body = found.unwrap().expect("a version").body;
    assert_eq!(
        body.values["YT-09"],
        Cell::of(1_200).with_bound(Bound::Above)
    );
    let json = serde_json::to_string(&body.values["YT-10"]).unwrap();
    assert_eq!(json, r#"{"value":6,"nature":"official"}"#);
}

/// R-3.9: a part of a ratio takes no threshold and says why.
#[tokio::test]
async fn a_part_of_a_ratio_takes_no_threshold() {
    let desk = Desk::new().await;
    let id = owed(&desk.app, desk.round, "XTD").await;
    let reporter = desk.app.reporter("XTD").await;
    let kept = save(&reporter, id, 0, numbers(&[("YT-05_NUM", "trên 50")])).await;
    let codes: Vec<_> = kept.troubles.iter().map(|t| t.trouble.code()).collect();
    assert_eq!(codes, ["number.no_threshold"]);
}

/// R-13.5: values go out as a table and come in again as they were.
#[tokio::test]
async fn a_threshold_goes_out_as_csv_and_comes_in_again() -> Result<(), AppError> {
    let desk = Desk::new().await;
    let typed = [("YT-09", "không quá 900")];
    desk.send(desk.round, "SYT", &typed, &[("I.1", "Đã làm.")])
        .await;
    let office = desk.app.coordinator().await;
    let csv = app::export::values(&office, None).await?;
    let csv = String::from_utf8(csv).unwrap();
    assert!(csv.contains(",SYT,YT-09,không quá 900,"), "{csv}");
    let changed = csv.replace("không quá 900", "từ 900 trở lên");
    // Where nothing is sent yet.
    let other = Desk::new().await;
    let reporter = other.app.reporter("SYT").await;
    let outcome = app::import::values(&reporter, changed.as_bytes(), false).await?;
    assert!(outcome.is_written, "{outcome:?}");
    let id = owed(&other.app, other.round, "SYT").await;
    let draft = store::report::find_draft(&other.app.app.store.read(), id).await?;
    assert_eq!(
        draft.unwrap().body.values["YT-09"],
        Cell::of(900).with_bound(Bound::AtLeast)
    );
    Ok(())
}
