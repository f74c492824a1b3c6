//! Live totals: coverage, ratios from their parts, following the journal.

use crate::consolidation::desk::Desk;
use app::AppError;
use app::totals::{By, PartState, TotalsView, explain, totals};
use std::collections::HashMap;
use testkit::TestApp;

async fn view(desk: &Desk) -> TotalsView {
    totals(&desk.app.coordinator().await, desk.round, By::Unit)
        .await
        .unwrap()
}

fn value(view: &TotalsView, code: &str) -> Option<i64> {
    view.indicators
        .iter()
        .find(|i| i.def.code == code)
        .expect(code)
        .total
        .value
}

#[tokio::test]
async fn r_4_2_coverage_names_the_units_that_have_not_reported() {
    let desk = Desk::new().await;
    desk.send(
        desk.round,
        "SGDDT",
        &[("GD-09", "1200")],
        &[("I.1", "Đã làm.")],
    )
    .await;
    desk.send_nil(desk.round, "XTD").await;
    let view = view(&desk).await;
    assert_eq!((view.coverage.received, view.coverage.expected), (2, 6));
    assert_eq!(view.coverage.nil, ["Xã Thượng Điền"]);
    let sentence = view.coverage.sentence_vi();
    assert!(sentence.starts_with("2/6 đơn vị; chưa có: "), "{sentence}");
    for name in ["Sở Y tế", "Sở KH&CN", "CĐ Cộng đồng", "Xã Hạ Suối"] {
        assert!(sentence.contains(name), "{sentence}");
    }
    assert!(!sentence.contains("Xã Thượng Điền"), "{sentence}");
}

#[tokio::test]
async fn a_report_shows_in_the_total_right_after_it_was_sent_and_empty_is_not_zero() {
    let desk = Desk::new().await;
    assert_eq!(value(&view(&desk).await, "GD-09"), None);
    desk.send(desk.round, "SGDDT", &[("GD-09", "1200")], &[])
        .await;
    assert_eq!(value(&view(&desk).await, "GD-09"), Some(1200));
    desk.send(desk.round, "CDCD", &[("GD-09", "345")], &[])
        .await;
    assert_eq!(value(&view(&desk).await, "GD-09"), Some(1545));
    desk.return_unusable("SGDDT", 1).await;
    let after = view(&desk).await;
    assert_eq!(value(&after, "GD-09"), Some(345));
    assert!(after.coverage.missing.contains(&"Sở GD&ĐT".to_owned()));
    desk.send(desk.round, "SGDDT", &[("GD-09", "1300")], &[])
        .await;
    assert_eq!(value(&view(&desk).await, "GD-09"), Some(1645));
}

#[tokio::test]
async fn r_4_1_a_ratio_is_recomputed_from_the_parts_of_all_units() {
    let desk = Desk::new().await;
    desk.send(
        desk.round,
        "XTD",
        &[("YT-05_NUM", "50"), ("YT-05_DEN", "53")],
        &[],
    )
    .await;
    desk.send(
        desk.round,
        "XHS",
        &[("YT-05_NUM", "1"), ("YT-05_DEN", "2")],
        &[],
    )
    .await;
    let view = view(&desk).await;
    let ratio = view
        .indicators
        .iter()
        .find(|i| i.def.code == "YT-05")
        .unwrap();
    assert_eq!((ratio.total.num, ratio.total.den), (Some(51), Some(55)));
    assert_eq!(ratio.total.value, Some(9273));
}

#[tokio::test]
async fn r_3_1_what_another_kind_of_unit_reports_is_not_counted_twice() {
    let desk = Desk::new().await;
    // The department is asked for examinations, the communes for vaccinations.
    let numbers = [
        ("YT-09", "70000"),
        ("YT-05_NUM", "900"),
        ("YT-05_DEN", "1000"),
    ];
    desk.send(desk.round, "SYT", &numbers, &[("I.1", "Đã làm.")])
        .await;
    let numbers = [("YT-09", "300"), ("YT-05_NUM", "50"), ("YT-05_DEN", "53")];
    desk.send(desk.round, "XTD", &numbers, &[]).await;
    let view = view(&desk).await;
    assert_eq!(value(&view, "YT-09"), Some(70_000));
    let of = |code: &str| view.indicators.iter().find(|i| i.def.code == code).unwrap();
    let vaccinated = of("YT-05");
    assert_eq!(
        (vaccinated.total.num, vaccinated.total.den),
        (Some(50), Some(53))
    );
    assert_eq!(vaccinated.expected, 2);
    assert_eq!(vaccinated.missing, ["Xã Hạ Suối"]);
    assert_eq!((of("YT-09").expected, of("YT-09").with_value), (1, 1));
}

#[tokio::test]
async fn r_3_1_a_quarter_neither_asks_for_yearly_indicators_nor_totals_them() {
    let desk = Desk::new().await;
    let view = view(&desk).await;
    assert!(view.indicators.iter().any(|i| i.def.code == "YT-09"));
    assert!(!view.indicators.iter().any(|i| i.def.code == "YT-01"));
    let unknown = explain(&desk.app.leader().await, desk.round, "YT-01")
        .await
        .unwrap_err();
    assert!(matches!(unknown, AppError::NotFound), "{unknown:?}");
    let owed =
        store::obligation::find_of(&desk.app.app.store.read(), desk.round, desk.app.unit("SYT"))
            .await
            .unwrap()
            .unwrap();
    let form = app::report::open_form(&desk.app.reporter("SYT").await, owed.id)
        .await
        .unwrap();
    let codes: Vec<&str> = form.cells.iter().map(|c| c.def.code.as_str()).collect();
    assert!(
        codes.contains(&"YT-09") && !codes.contains(&"YT-01"),
        "{codes:?}"
    );
    assert_eq!(form.progress.cells, codes.len());
}

#[tokio::test]
async fn following_the_journal_gives_what_filling_from_zero_gives() {
    let desk = Desk::new().await;
    // The table is in memory from here on and follows every act.
    view(&desk).await;
    desk.send(desk.round, "SGDDT", &[("GD-09", "1200")], &[])
        .await;
    view(&desk).await;
    desk.send(desk.round, "SYT", &[("YT-09", "70000")], &[])
        .await;
    desk.send_nil(desk.round, "XHS").await;
    desk.return_unusable("SYT", 1).await;
    let followed = view(&desk).await;
    let fresh = app::App::new(
        desk.app.app.store.clone(),
        desk.app.app.clock.clone(),
        desk.app.app.entropy.clone(),
        desk.app.app.options.clone(),
    );
    let actor = app::account::actor_of_login(&fresh, "dieuphoi")
        .await
        .unwrap();
    let ctx = app::Ctx::new(fresh, actor, app::Locale::Vi);
    let rebuilt = totals(&ctx, desk.round, By::Unit).await.unwrap();
    assert_eq!(followed, rebuilt);
}

#[tokio::test]
async fn a_total_opens_to_the_units_behind_it() {
    let desk = Desk::new().await;
    desk.send(
        desk.round,
        "SGDDT",
        &[("GD-09", "1200")],
        &[("I.1", "Đã làm.")],
    )
    .await;
    desk.send_nil(desk.round, "CDCD").await;
    let shown = explain(&desk.app.leader().await, desk.round, "GD-09")
        .await
        .unwrap();
    assert_eq!(shown.total.value, Some(1200));
    let state = |name: &str| shown.parts.iter().find(|p| p.name == name).map(|p| p.state);
    assert_eq!(state("Sở GD&ĐT"), Some(PartState::Counted));
    assert_eq!(state("CĐ Cộng đồng"), Some(PartState::Nil));
    // A body of another field of work owes no such figure.
    assert_eq!(state("Sở Y tế"), None);
    let unknown = explain(&desk.app.leader().await, desk.round, "XX-99")
        .await
        .unwrap_err();
    assert!(matches!(unknown, AppError::NotFound), "{unknown:?}");
}

#[tokio::test]
async fn the_period_before_stands_beside_the_total() {
    let desk = Desk::new().await;
    let before = crate::consolidation::desk::open(&desk.app, 2026, 2).await;
    desk.send(before, "SGDDT", &[("GD-09", "1000")], &[]).await;
    desk.send(desk.round, "SGDDT", &[("GD-09", "1200")], &[])
        .await;
    let view = view(&desk).await;
    let figure = view
        .indicators
        .iter()
        .find(|i| i.def.code == "GD-09")
        .unwrap();
    assert_eq!((figure.previous, figure.last_year), (Some(1000), None));
    // one of two units sent it then.
    let given = figure.previous_figure().given.map(|given| given.shown());
    assert_eq!(given.as_deref(), Some("1/2"));
    assert_eq!(figure.last_year_figure().given, None);
    assert_eq!(
        view.previous.map(|p| p.label_vi()).as_deref(),
        Some("quý II năm 2026")
    );
}

#[tokio::test]
async fn totals_are_only_for_those_who_may_see_the_round() {
    let desk = Desk::new().await;
    let foreign = totals(&desk.app.foreign_coordinator().await, desk.round, By::Unit)
        .await
        .unwrap_err();
    assert!(matches!(foreign, AppError::NotFound), "{foreign:?}");
    let reporter = totals(&desk.app.reporter("SYT").await, desk.round, By::Unit)
        .await
        .unwrap_err();
    assert!(matches!(reporter, AppError::Forbidden), "{reporter:?}");
}

/// who is waited for is who is asked. What nobody answers for is missing
/// from nobody.
#[tokio::test]
async fn r_4_2_a_unit_is_waited_for_only_where_its_form_asks() {
    let desk = Desk::new().await;
    let mut asked: HashMap<String, usize> = HashMap::new();
    for unit in ["SGDDT", "SYT", "SKHCN", "CDCD", "XTD", "XHS"] {
        let owed = desk.obligation(desk.round, unit).await;
        let form = app::report::open_form(&desk.app.reporter(unit).await, owed)
            .await
            .unwrap();
        for cell in form.cells {
            *asked.entry(cell.def.code).or_default() += 1;
        }
    }
    // The other fields of work (CT-01) have nobody in this province.
    assert!(asked["GD-09"] == 2 && !asked.contains_key("CT-01"));
    let view = view(&desk).await;
    assert_eq!(view.coverage.expected, 6);
    let typed = view.indicators.iter().filter(|i| i.def.live.is_none());
    let mut codes = Vec::new();
    for line in typed {
        let forms = asked.get(&line.def.code).copied().unwrap_or_default();
        let found = (line.expected, line.missing.len());
        assert_eq!(found, (forms, forms), "{}", line.def.code);
        codes.push(line.def.code.as_str());
    }
    assert!(codes.contains(&"CT-01"), "{codes:?}");
    let opened = explain(&desk.app.leader().await, desk.round, "CT-01").await;
    assert!(opened.unwrap().parts.is_empty());
}

/// a field of work that some answer for is waited for from them alone; a
/// live figure of the same field is of every unit.
#[tokio::test]
async fn r_1_7_a_field_is_waited_for_from_those_who_answer_for_it_and_live_figures_from_all() {
    let app = TestApp::new().await;
    app.add_communes(2).await;
    app.charge_communes("khac").await;
    let desk = Desk::on(app).await;
    let view = view(&desk).await;
    let of = |code: &str| view.indicators.iter().find(|i| i.def.code == code).unwrap();
    assert_eq!(of("CT-01").missing, ["Xã Đồng Lâm 1", "Xã Đồng Lâm 2"]);
    assert_eq!((of("CT-01").expected, of("CT-01").with_value), (2, 0));
    assert_eq!((of("CT-05").expected, of("CT-05").with_value), (8, 8));
}
