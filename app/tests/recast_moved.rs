//! A commune that moved to another province: each province has rounds of its own,
//! and what the commune sent to the one counts in the other's past.

use crate::consolidation::desk::Desk;
use crate::unit::made::{act, confirmed, give_post};
use app::Ctx;
use app::regime::{NewRegime, standard_body};
use app::round::OpenRound;
use app::totals::{By, Comparability, TotalsView, Units, totals_in};
use domain::account::Role;
use domain::id::RoundId;
use domain::period::{Period, PeriodKind, Scheme};
use domain::regime::UnitRule;
use domain::round::DateChoice;
use domain::unit::{Step, UnitKind};
use jiff::civil::date;
use testkit::TestApp;

/// Visits of the commune that moves, of the one that stays, of the other
/// province's commune; at the indicator's scale.
const MOVES: i64 = 1200;
const STAYS: i64 = 345;
const OTHERS: i64 = 50;

async fn regime(app: &TestApp, code: &str, office: &str, obligated: Option<UnitRule>) {
    let mut body = standard_body(office);
    if let Some(rule) = obligated {
        body.obligated = rule;
    }
    let new = NewRegime {
        code: code.into(),
        name: "Giao ban công tác khoa giáo".into(),
        owner: app.unit(office),
        valid_from: date(2025, 7, 1),
        body,
    };
    app::regime::create(&app.system(), new).await.unwrap();
}

async fn open(ctx: &Ctx, regime: &str, year: i16, quarter: u8) -> RoundId {
    let input = OpenRound {
        regime: regime.into(),
        period: Period::new(Scheme::Lich, PeriodKind::Quarter, year, quarter).unwrap(),
        title: String::new(),
        area: None,
        dates: DateChoice::default(),
        accept_gaps: true,
    };
    app::round::open(ctx, &input).await.unwrap()
}

async fn view(ctx: &Ctx, round: RoundId, units: Units) -> TotalsView {
    totals_in(ctx, round, By::Unit, units).await.unwrap()
}

/// The visits in a view: now, in the period before, last year.
fn visits(view: &TotalsView) -> [Option<i64>; 3] {
    let found = view.indicators.iter().find(|i| i.def.code == "GN-03");
    let found = found.unwrap();
    [found.total.value, found.previous, found.last_year]
}

/// The third quarter of 2026 of both provinces, and of the centre which asks the
/// communes itself; then the first commune goes over to the other province.
async fn moved() -> (Desk, RoundId) {
    let desk = Desk::on(TestApp::nation().await).await;
    let app = &desk.app;
    regime(app, "tinh-hai", "BTGDV2", None).await;
    let communes = UnitRule {
        kinds: vec![UnitKind::Commune],
        ..UnitRule::default()
    };
    regime(app, "trung-uong", "BTGDVTW", Some(communes)).await;
    let other = open(&app.foreign_coordinator().await, "tinh-hai", 2026, 3).await;
    let centre = open(&app.person("trunguong").await, "trung-uong", 2026, 3).await;
    for (round, unit, number) in [
        (desk.round, "XTD", "120"),
        (desk.round, "XHS", "34,5"),
        (other, "XBB", "5"),
        (centre, "XTD", "120"),
        (centre, "XHS", "34,5"),
        (centre, "XBB", "5"),
    ] {
        desk.send(round, unit, &[("GN-03", number)], &[]).await;
    }
    let step = Step::Move {
        unit: "XTD".into(),
        parent: "TU2".into(),
    };
    let day = date(2026, 10, 6);
    let input = act(day, vec![step]);
    // Only an administrator of both provinces may order it.
    let nation = app.unit("TW");
    give_post(app, "quantri", nation, Role::Administrator, nation).await;
    confirmed(app, &input).await;
    app.go_to(day);
    app::unit::apply_due(&app.app).await.unwrap();
    (desk, other)
}

#[tokio::test]
async fn r_1_4_a_commune_that_moved_counts_in_the_past_of_its_new_province() {
    let (desk, other) = moved().await;
    let app = &desk.app;
    let (ours, theirs) = (app.coordinator().await, app.foreign_coordinator().await);
    // As it was, then in the units of today: nothing is lost between the two.
    let was = view(&ours, desk.round, Units::OfThePeriod).await;
    assert_eq!(visits(&was)[0], Some(MOVES + STAYS));
    let was = view(&theirs, other, Units::OfThePeriod).await;
    assert_eq!(visits(&was)[0], Some(OTHERS));
    let is = view(&ours, desk.round, Units::OfToday).await;
    assert_eq!(visits(&is)[0], Some(STAYS));
    let is = view(&theirs, other, Units::OfToday).await;
    assert_eq!(visits(&is)[0], Some(MOVES + OTHERS));
    let row = is.rows.iter().find(|r| r.unit == app.unit("XTD"));
    assert_eq!(row.unwrap().name, "Xã Thượng Điền");
    assert!(is.rows.iter().all(|r| r.unit != app.unit("XHS")));
    // The period before, and the same one last year.
    app.go_to(date(2026, 12, 21));
    let next = open(&theirs, "tinh-hai", 2026, 4).await;
    let next = view(&theirs, next, Units::OfThePeriod).await;
    assert_eq!(visits(&next)[1], Some(MOVES + OTHERS));
    app.go_to(date(2027, 10, 5));
    let later = open(&theirs, "tinh-hai", 2027, 3).await;
    let later = view(&theirs, later, Units::OfThePeriod).await;
    assert_eq!(visits(&later)[2], Some(MOVES + OTHERS));
    let visits_of = later.indicators.iter().find(|i| i.def.code == "GN-03");
    assert_eq!(visits_of.unwrap().last_year_state, Comparability::Straight);
    let standard = app::regime::STANDARD_CODE;
    let left = open(&ours, standard, 2027, 3).await;
    let left = view(&ours, left, Units::OfThePeriod).await;
    assert_eq!(visits(&left)[2], Some(STAYS));
}

/// beside its cells stands what it sent to its old province, not what it
/// sent to the centre, and in its old province nothing changes.
#[tokio::test]
async fn r_3_9_a_commune_that_moved_keeps_its_past_beside_its_cells() {
    let (desk, _) = moved().await;
    let app = &desk.app;
    app.go_to(date(2026, 12, 21));
    let next = open(&app.foreign_coordinator().await, "tinh-hai", 2026, 4).await;
    for (unit, value) in [("XTD", MOVES), ("XBB", OTHERS)] {
        let id = desk.obligation(next, unit).await;
        let form = app::report::open_form(&app.reporter(unit).await, id)
            .await
            .unwrap();
        let mut cells = form.cells.iter();
        let visits = cells.find(|c| c.def.code == "GN-03").unwrap();
        assert_eq!(visits.last.as_ref().unwrap().value, Some(value), "{unit}");
    }
}

/// what it did in the rounds of its old province goes with it into
/// the new one's table, and stays in the old one's.
#[tokio::test]
async fn r_3_5_the_heat_table_follows_a_commune_into_its_new_province() {
    let (desk, _) = moved().await;
    let app = &desk.app;
    app.go_to(date(2026, 12, 21));
    let next = open(&app.foreign_coordinator().await, "tinh-hai", 2026, 4).await;
    let theirs = app.foreign_coordinator().await;
    let table = app::picture::timeliness(&theirs, next, "", 0)
        .await
        .unwrap();
    let row = |unit: &str| {
        let mut rows = table.table.rows.iter();
        rows.find(|r| r.unit.contains(unit))
            .map(|r| r.cells.clone())
    };
    assert_eq!(table.table.periods.len(), 2);
    let came = row("Thượng Điền").expect("the commune that came");
    assert_eq!(came[0], domain::report::Punctuality::OnTime);
    let own = row("Bình Ba").or_else(|| row("XBB"));
    assert!(own.is_none_or(|cells| cells[0] == domain::report::Punctuality::OnTime));
    // Its old province keeps the line of the period in which it was there.
    let ours = app.coordinator().await;
    let kept = app::picture::timeliness(&ours, desk.round, "", 0)
        .await
        .unwrap();
    let mut rows = kept.table.rows.iter();
    let line = rows.find(|r| r.unit.contains("Thượng Điền")).unwrap();
    assert_eq!(line.cells[0], domain::report::Punctuality::OnTime);
}
