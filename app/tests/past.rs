//! What stands beside the cells of a form after reorganisations and in several
//! regimes: through the heirs of unit and office, by regime.

use crate::consolidation::desk::{Desk, open, open_of};
use crate::plan_past::{absorb, order};
use crate::unit::made::{act, commune, confirmed, give_post, merge, unit};
use app::Ctx;
use app::regime::{NewRegime, standard_body};
use app::report::{FormCell, ReportForm, SetLimits, open_form, set_limits};
use app::totals::{By, Units, totals_in};
use domain::account::Role;
use domain::id::{ObligationId, RoundId, UnitId};
use domain::report::Punctuality;
use domain::unit::{NewUnit, Step, Tier, UnitKind};
use jiff::civil::{Date, date};
use testkit::TestApp;

const DAY: Date = date(2026, 10, 6);
const NEXT: Date = date(2026, 12, 21);

/// Both communes have reported for the third quarter; the round is closed.
async fn desk() -> Desk {
    let desk = Desk::new().await;
    for (unit, visits, good) in [("XTD", "120", "50"), ("XHS", "34,5", "1")] {
        let numbers = [("GN-03", visits), ("YT-05_NUM", good), ("YT-05_DEN", "53")];
        desk.send(desk.round, unit, &numbers, &[]).await;
    }
    desk
}

async fn reorganise(desk: &Desk, steps: Vec<Step>) {
    confirmed(&desk.app, &act(DAY, steps)).await;
    desk.app.go_to(DAY);
    app::unit::apply_due(&desk.app.app).await.unwrap();
}

fn cell<'a>(form: &'a ReportForm, code: &str) -> &'a FormCell {
    form.cells.iter().find(|c| c.def.code == code).expect(code)
}

async fn owed(desk: &Desk, round: RoundId, unit: UnitId) -> ObligationId {
    let read = desk.app.app.store.read();
    let found = store::obligation::find_of(&read, round, unit).await;
    found.unwrap().expect("the unit reports").id
}

async fn form(ctx: &Ctx, id: ObligationId) -> ReportForm {
    open_form(ctx, id).await.unwrap()
}

fn limits(obligation: ObligationId, max: &str) -> SetLimits {
    SetLimits {
        obligation,
        code: "GN-03".into(),
        min: "1".into(),
        max: max.into(),
    }
}

/// Another regime of an office.
async fn another(app: &TestApp, code: &str, office: &str) {
    let new = NewRegime {
        code: code.into(),
        name: "Báo cáo chuyên đề".into(),
        owner: app.unit(office),
        valid_from: date(2025, 7, 1),
        body: standard_body(office),
    };
    app::regime::create(&app.system(), new).await.unwrap();
}

/// The office becomes a new one.
fn new_office() -> Vec<Step> {
    let office = NewUnit {
        code: "BTGM".into(),
        name: "Ban Tuyên giáo và Dân vận mới".into(),
        short_name: String::new(),
        symbol: "BTGDVTU".into(),
        kind: UnitKind::CoordinatingOffice,
        tier: Tier::Province,
        parent: "TU".into(),
        place: "Sông Thao Thượng".into(),
        fields: Vec::new(),
    };
    vec![
        Step::Create(office),
        Step::Merge {
            from: vec!["BTGDV".into()],
            into: "BTGM".into(),
        },
    ]
}

#[tokio::test]
async fn r_3_9_a_merged_unit_has_the_past_of_those_that_became_it_and_names_them() {
    let desk = desk().await;
    reorganise(&desk, merge()).await;
    desk.app.go_to(NEXT);
    let next = open(&desk.app, 2026, 4).await;
    let merged = unit(&desk.app, "XM").await;
    let id = owed(&desk, next, merged).await;
    let reporter = desk.app.person("bc.xtd").await;
    let shown = form(&reporter, id).await;
    let visits = cell(&shown, "GN-03");
    assert_eq!(visits.last.as_ref().unwrap().value, Some(1545));
    let ratio = cell(&shown, "YT-05").last.as_ref().unwrap().parts();
    assert_eq!(ratio, Some((51, 106)));
    assert_eq!(shown.earlier.history["GN-03"], [1545]);
    let names = ["Xã Hạ Suối", "Xã Thượng Điền"];
    assert_eq!(shown.earlier.predecessors, names);
    assert!(!visits.is_incomparable);
}

/// what a predecessor sends late enters at once, though it has ended.
#[tokio::test]
async fn r_3_9_a_predecessor_that_did_not_send_makes_the_past_incomparable_until_it_does() {
    let desk = Desk::new().await;
    desk.send(desk.round, "XTD", &[("GN-03", "120")], &[]).await;
    let open_one = owed(&desk, desk.round, desk.app.unit("XHS")).await;
    reorganise(&desk, merge()).await;
    desk.app.go_to(NEXT);
    let next = open(&desk.app, 2026, 4).await;
    let merged = unit(&desk.app, "XM").await;
    let id = owed(&desk, next, merged).await;
    let reporter = desk.app.person("bc.xtd").await;
    let shown = form(&reporter, id).await;
    let visits = cell(&shown, "GN-03");
    assert!(visits.last.is_none() && visits.is_incomparable);
    assert!(shown.earlier.predecessors.is_empty());
    assert!(
        !shown.earlier.history.contains_key("GN-03") || shown.earlier.history["GN-03"].is_empty()
    );
    let mut typed = crate::reporting::numbers(&[("GN-03", "34,5")]);
    typed.late_reason = Some("Sắp xếp đơn vị".into());
    let kept = crate::reporting::save(&reporter, open_one, 0, typed).await;
    let input = app::report::SignReport {
        obligation: open_one,
        version: kept.version,
    };
    app::report::submit(&desk.app.person("tt.xtd").await, input)
        .await
        .unwrap();
    let shown = form(&reporter, id).await;
    let visits = cell(&shown, "GN-03");
    assert_eq!(visits.last.as_ref().unwrap().value, Some(1545));
}

#[tokio::test]
async fn r_3_9_the_past_and_the_limits_go_over_to_the_office_that_the_office_became() {
    let desk = desk().await;
    let first = owed(&desk, desk.round, desk.app.unit("XTD")).await;
    let office = desk.app.coordinator().await;
    set_limits(&office, limits(first, "200")).await.unwrap();
    desk.close(desk.round).await;
    reorganise(&desk, new_office()).await;
    desk.app.go_to(NEXT);
    let next = open(&desk.app, 2026, 4).await;
    let id = owed(&desk, next, desk.app.unit("XTD")).await;
    let reporter = desk.app.reporter("XTD").await;
    let shown = form(&reporter, id).await;
    let last = cell(&shown, "GN-03").last.as_ref().expect("a value");
    assert_eq!(last.value, Some(1200));
    assert!(shown.earlier.predecessors.is_empty());
    assert_eq!(shown.earlier.limits["GN-03"], (10, 2000));
    // The new office sets its own, and takes them away.
    let office = desk.app.coordinator().await;
    set_limits(&office, limits(id, "300")).await.unwrap();
    let shown = form(&reporter, id).await;
    assert_eq!(shown.earlier.limits["GN-03"], (10, 3000));
    let mut none = limits(id, "");
    none.min = String::new();
    set_limits(&office, none).await.unwrap();
    assert!(form(&reporter, id).await.earlier.limits.is_empty());
}

/// what is usual for a commune says nothing about one twice its size; a
/// commune that only goes on under another id keeps it.
#[tokio::test]
async fn r_3_8_limits_go_over_to_a_unit_that_is_the_same_and_not_to_a_merged_one() {
    for (steps, code, is_same) in [
        (merge(), "XM", false),
        (
            vec![commune("XM"), absorb("XTD", "XM").remove(0)],
            "XM",
            true,
        ),
        (absorb("XTD", "XHS"), "XHS", false),
    ] {
        let desk = desk().await;
        let first = owed(&desk, desk.round, desk.app.unit("XTD")).await;
        let office = desk.app.coordinator().await;
        set_limits(&office, limits(first, "200")).await.unwrap();
        reorganise(&desk, steps).await;
        desk.app.go_to(NEXT);
        let next = open(&desk.app, 2026, 4).await;
        let id = owed(&desk, next, unit(&desk.app, code).await).await;
        let reporter = desk.app.person("bc.xtd").await;
        let known = form(&reporter, id)
            .await
            .earlier
            .limits
            .get("GN-03")
            .copied();
        assert_eq!(known, is_same.then_some((10, 2000)), "{code}");
        // The office sets others for the new unit, and takes them away.
        let office = desk.app.coordinator().await;
        set_limits(&office, limits(id, "300")).await.unwrap();
        let known = form(&reporter, id).await.earlier.limits["GN-03"];
        assert_eq!(known, (10, 3000));
        let mut none = limits(id, "");
        none.min = String::new();
        set_limits(&office, none).await.unwrap();
        assert!(form(&reporter, id).await.earlier.limits.is_empty());
    }
}

#[tokio::test]
async fn r_3_5_the_heat_table_goes_on_when_the_office_becomes_another() {
    let desk = desk().await;
    desk.close(desk.round).await;
    reorganise(&desk, new_office()).await;
    desk.app.go_to(NEXT);
    let next = open(&desk.app, 2026, 4).await;
    let office = desk.app.coordinator().await;
    let shown = app::picture::timeliness(&office, next, "", 1).await;
    let table = shown.unwrap().table;
    assert_eq!(table.periods.len(), 2);
    let mut rows = table.rows.iter();
    let row = rows.find(|r| r.unit.contains("Thượng Điền")).unwrap();
    assert_eq!(row.cells[0], Punctuality::OnTime);
}

#[tokio::test]
async fn r_3_9_two_regimes_of_one_office_keep_their_pasts_apart() {
    let desk = desk().await;
    let app = &desk.app;
    another(app, "chuyen-de", "BTGDV").await;
    let ctx = app.coordinator().await;
    let other = open_of(&ctx, "chuyen-de", 2026, 3).await;
    desk.send(other, "XTD", &[("GN-03", "7")], &[]).await;
    app.go_to(NEXT);
    let ours = open(app, 2026, 4).await;
    let ctx = app.coordinator().await;
    let theirs = open_of(&ctx, "chuyen-de", 2026, 4).await;
    let reporter = app.reporter("XTD").await;
    for (round, value) in [(ours, 1200), (theirs, 70)] {
        let id = owed(&desk, round, app.unit("XTD")).await;
        let shown = form(&reporter, id).await;
        let last = cell(&shown, "GN-03").last.as_ref().expect("a value");
        assert_eq!(last.value, Some(value));
    }
    // Of a unit that sent nothing in a regime the other's figure is no past.
    let id = owed(&desk, theirs, app.unit("XHS")).await;
    let shown = form(&app.reporter("XHS").await, id).await;
    assert!(cell(&shown, "GN-03").last.is_none());
}

/// each area looks back by its own regime, though the office over both
/// had one of the form's for the same period.
#[tokio::test]
async fn r_3_9_communes_of_a_province_that_was_absorbed_keep_their_past() {
    let desk = Desk::on(TestApp::nation().await).await;
    let app = &desk.app;
    another(app, "tinh-hai", "BTGDV2").await;
    let ctx = app.foreign_coordinator().await;
    let theirs = open_of(&ctx, "tinh-hai", 2026, 3).await;
    desk.send(theirs, "XBB", &[("GN-03", "70")], &[]).await;
    let nation = app.unit("TW");
    give_post(app, "quantri", nation, Role::Administrator, nation).await;
    let steps = [absorb("BTGDV2", "BTGDV"), absorb("TU2", "TU")].concat();
    order(app, DAY, steps, None).await;
    app.go_to(NEXT);
    let next = open(app, 2026, 4).await;
    let id = owed(&desk, next, app.unit("XBB")).await;
    let shown = form(&app.reporter("XBB").await, id).await;
    let last = cell(&shown, "GN-03").last.as_ref().expect("a value");
    assert_eq!(last.value, Some(700));
    // So does the total, which has both provinces in the period before.
    let ctx = app.coordinator().await;
    let view = totals_in(&ctx, next, By::Unit, Units::OfThePeriod).await;
    let figures = view.unwrap().indicators;
    let spent = figures.iter().find(|i| i.def.code == "GN-03").unwrap();
    assert_eq!(spent.previous, Some(700));
}
