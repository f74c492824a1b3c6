//! A unit that ends while a period runs: what it sent for that period stays its
//! own and is lost nowhere.

use crate::consolidation::desk::{Desk, open};
use crate::unit::made::{act, confirmed, merge, unit};
use app::totals::{By, TotalsView, Units, coverage_by_row, totals_in};
use jiff::civil::date;
use testkit::TestApp;

/// The third quarter, opened and reported for early; two communes merge before
/// its last day.
async fn merged_within() -> (Desk, TotalsView) {
    let app = TestApp::new().await;
    app.go_to(date(2026, 9, 24));
    let office = app.unit("BTGDV");
    app::regime::create_standard(&app.system(), office, date(2025, 7, 1))
        .await
        .unwrap();
    let round = open(&app, 2026, 3).await;
    app.go_to(date(2026, 9, 26));
    let desk = Desk { app, round };
    for (unit, visits) in [("XTD", "120"), ("XHS", "34,5")] {
        desk.send(round, unit, &[("GN-03", visits)], &[]).await;
        desk.accept(round, unit).await;
    }
    let before = view(&desk, By::Unit, Units::OfThePeriod).await;
    let day = date(2026, 9, 29);
    confirmed(&desk.app, &act(day, merge())).await;
    desk.app.go_to(day);
    app::unit::apply_due(&desk.app.app).await.unwrap();
    (desk, before)
}

async fn view(desk: &Desk, by: By, units: Units) -> TotalsView {
    let ctx = desk.app.coordinator().await;
    totals_in(&ctx, desk.round, by, units).await.unwrap()
}

fn place(view: &TotalsView, code: &str) -> usize {
    let mut all = view.indicators.iter();
    all.position(|i| i.def.code == code).unwrap()
}

#[tokio::test]
async fn r_1_4_a_unit_that_ends_within_the_period_keeps_its_name_place_and_figure() {
    let (desk, before) = merged_within().await;
    let after = view(&desk, By::Unit, Units::OfThePeriod).await;
    // Who must report, who did and what they sent is as it was.
    assert_eq!(after.coverage, before.coverage);
    for (was, is) in before.indicators.iter().zip(&after.indicators) {
        assert_eq!(
            (was.total, was.expected),
            (is.total, is.expected),
            "{}",
            was.def.code
        );
    }
    let names: Vec<&str> = after.reports.iter().map(|r| r.name.as_str()).collect();
    assert!(names.contains(&"Xã Thượng Điền"), "{names:?}");
    assert!(names.contains(&"Xã Hạ Suối"), "{names:?}");
    let ctx = desk.app.coordinator().await;
    let matrix = app::round::matrix(&ctx, desk.round).await.unwrap();
    let row = matrix.rows.iter().find(|r| r.name == "Xã Thượng Điền");
    assert!(row.is_some());
}

#[tokio::test]
async fn r_1_4_re_cast_to_today_the_heir_has_what_ended_within_the_period() {
    let (desk, _) = merged_within().await;
    desk.app.go_to(date(2026, 10, 6));
    let is = view(&desk, By::Unit, Units::OfToday).await;
    let heir = unit(&desk.app, "XM").await;
    let row = is.rows.iter().find(|row| row.unit == heir).unwrap();
    assert_eq!(row.totals[place(&is, "GN-03")].value, Some(1545));
    assert_eq!(row.predecessors, ["Xã Hạ Suối", "Xã Thượng Điền"]);
    let old = desk.app.unit("XTD");
    assert!(is.rows.iter().all(|row| row.unit != old));
    let was = view(&desk, By::Unit, Units::OfThePeriod).await;
    for (was, is) in was.indicators.iter().zip(&is.indicators) {
        assert_eq!(was.total, is.total, "{}", was.def.code);
    }
}

/// the table of values has what was sent by a unit that ended within the
/// period, by its code of then.
#[tokio::test]
async fn r_1_4_the_table_of_values_has_what_a_unit_sent_that_ended_within_the_period() {
    let (desk, _) = merged_within().await;
    // On the day of the merger, and after the period.
    for day in [date(2026, 9, 29), date(2026, 10, 6)] {
        desk.app.go_to(day);
        let office = desk.app.coordinator().await;
        let csv = app::export::values(&office, None).await.unwrap();
        let csv = String::from_utf8(csv).unwrap();
        for line in [",XTD,GN-03,120,", ",XHS,GN-03,\"34,5\","] {
            assert!(csv.contains(line), "{line} on {day}: {csv}");
        }
    }
}

/// each row says who gave its figure: a unit that ended within the period for
/// itself, in the units of today for its heir; who gave none is named.
#[tokio::test]
async fn r_4_2_each_row_of_totals_says_of_whom_its_figure_is() {
    let (desk, _) = merged_within().await;
    let was = view(&desk, By::Unit, Units::OfThePeriod).await;
    let row = |view: &TotalsView, unit| {
        let mut rows = view.rows.iter();
        rows.position(|row| row.unit == unit).unwrap()
    };
    let ctx = desk.app.coordinator().await;
    let given = coverage_by_row(&ctx, &was).await.unwrap();
    let one = &given[row(&was, desk.app.unit("XTD"))][place(&was, "GN-03")];
    assert_eq!((one.with_value, one.expected), (1, 1));
    assert!(one.missing.is_empty());
    let silent = row(&was, desk.app.unit("SYT"));
    let none = &given[silent][place(&was, "YT-09")];
    assert_eq!((none.with_value, none.expected), (0, 1));
    assert_eq!(none.missing, [was.rows[silent].name.clone()]);

    desk.app.go_to(date(2026, 10, 6));
    let is = view(&desk, By::Unit, Units::OfToday).await;
    let heir = unit(&desk.app, "XM").await;
    let ctx = desk.app.coordinator().await;
    let given = coverage_by_row(&ctx, &is).await.unwrap();
    let both = &given[row(&is, heir)][place(&is, "GN-03")];
    assert_eq!((both.with_value, both.expected), (2, 2));
}

/// its report asks for what it answered for on its last day, as the totals
/// count it, so that nothing that it sent reads like a figure of others.
#[tokio::test]
async fn r_1_2_the_report_of_a_unit_that_ended_within_the_period_keeps_its_indicators() {
    let (desk, _) = merged_within().await;
    let id = desk.obligation(desk.round, "XTD").await;
    let office = desk.app.coordinator().await;
    let found = app::report::view(&office, id, None).await.unwrap();
    let sent = found.cells.iter().find(|c| c.def.code == "GN-03");
    assert!(sent.is_some_and(|c| !c.cell.is_empty()));
    let mut remarks = found.remarks.iter();
    assert!(remarks.all(|r| r.code != "check.foreign_field"));
}
