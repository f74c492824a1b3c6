//! Units that come under the rule of an open round after its list was frozen, and
//! those that leave it: named to the office, added by a person.

use crate::consolidation::desk::Desk;
use crate::path::submitting;
use crate::reporting::{line_of, open_quarter, owed};
use crate::tier::nation;
use crate::unit::made::{TODAY, act, commune, confirmed, merge, split, unit};
use app::consolidation::{Add, Freeze, add, freeze, link_up, submit};
use app::regime::{self, NewRegime};
use app::report::{ExemptUnit, exempt};
use app::round::{self, AddUnits, OpenRound, add_units, unlisted, unlisted_of_all};
use app::totals::{By, totals};
use app::unit::ActInput;
use app::{AppError, Ctx};
use domain::id::{RoundId, UnitId};
use domain::period::{Period, PeriodKind, Scheme};
use domain::report::ReportState;
use domain::round::DateChoice;
use jiff::civil::{Date, date};
use testkit::TestApp;

/// Within the third quarter, before its reference date.
const PAST: Date = date(2026, 9, 15);

fn codes(answer: Result<usize, AppError>) -> Vec<&'static str> {
    match answer {
        Err(AppError::Invalid(errors)) => errors.iter().map(|e| e.code).collect(),
        other => panic!("{other:?}"),
    }
}

fn give(round: RoundId, units: &[UnitId]) -> AddUnits {
    AddUnits {
        round,
        units: units.to_vec(),
        accept_gaps: true,
    }
}

async fn missing(ctx: &Ctx, id: RoundId) -> Vec<String> {
    let found = unlisted(ctx, id).await.unwrap();
    let found = found.map_or_else(Vec::new, |found| found.missing);
    let mut names: Vec<String> = found.into_iter().map(|m| m.target.name).collect();
    names.sort_unstable();
    names
}

/// A round with one accepted report, a unit that came since, and words in the draft of
/// the consolidated report; with the office.
async fn drafted() -> (Desk, Ctx) {
    let desk = Desk::new().await;
    desk.send_nil(desk.round, "XTD").await;
    desk.accept(desk.round, "XTD").await;
    confirmed(&desk.app, &act(PAST, vec![commune("XM")])).await;
    let office = desk.app.coordinator().await;
    let text = Add {
        round: desk.round,
        section: "II".into(),
        text: "Tình hình ổn định.".into(),
        version: 0,
    };
    add(&office, text).await.unwrap();
    (desk, office)
}

fn split_of_xtd() -> ActInput {
    let mut input = act(PAST, split());
    input.heirs.general.insert("XTD".into(), "XA".into());
    input
}

/// the list stays frozen by itself; who is added reports like the others.
#[tokio::test]
async fn r_1_7_units_that_a_split_makes_after_the_opening_are_named_and_given_reports() {
    let app = TestApp::new().await;
    let id = open_quarter(&app, 2026, 3).await;
    let office = app.coordinator().await;
    assert_eq!(unlisted(&office, id).await.unwrap(), None);
    assert!(
        confirmed(&app, &split_of_xtd()).await.is_applied,
        "its day is over"
    );
    let found = unlisted(&office, id).await.unwrap().unwrap();
    assert_eq!(missing(&office, id).await, ["Xã XA", "Xã XB"]);
    assert!(found.unnamed.is_empty(), "the ended unit has its heirs");
    assert_eq!(round::matrix(&office, id).await.unwrap().rows.len(), 6);
    // One of the heirs answers for the report of the unit that is no more.
    let (one, other) = (unit(&app, "XA").await, unit(&app, "XB").await);
    let line = |unit| {
        found
            .missing
            .iter()
            .find(|m| m.target.unit == unit)
            .unwrap()
    };
    let ended = (owed(&app, id, "XTD").await, "Xã Thượng Điền".to_owned());
    assert_eq!(line(one).answers_for, Some(ended));
    assert_eq!(line(other).answers_for, None);
    // nobody has a post in the other one yet.
    assert!(!line(one).target.has_gap() && line(other).target.has_gap());
    let mut input = give(id, &[one, other]);
    input.accept_gaps = false;
    assert_eq!(codes(add_units(&office, &input).await), ["round.add_gaps"]);
    input.accept_gaps = true;
    assert_eq!(add_units(&office, &input).await.unwrap(), 2);
    let board = round::matrix(&office, id).await.unwrap();
    let row = board.rows.iter().find(|r| r.unit == other).unwrap();
    assert_eq!(row.state, ReportState::Open);
    assert_eq!(row.due_on, line_of(&app, id, "XHS").await.due_on);
    assert_eq!(board.rows.len(), 8);
    assert_eq!(round::list(&office).await.unwrap()[0].expected, 8);
    // on the day before they had no report yet.
    let before = round::list_at(&office, TODAY.yesterday().ok()).await;
    assert_eq!(before.unwrap()[0].expected, 6);
    assert_eq!(unlisted(&office, id).await.unwrap(), None);
}

#[tokio::test]
async fn r_1_7_the_same_form_sent_twice_adds_nobody_twice_and_is_written_down_once() {
    let app = TestApp::new().await;
    let id = open_quarter(&app, 2026, 3).await;
    let office = app.coordinator().await;
    confirmed(&app, &act(PAST, vec![commune("XM")])).await;
    let input = give(id, &[unit(&app, "XM").await, app.unit("SYT")]);
    assert_eq!(add_units(&office, &input).await.unwrap(), 1);
    assert_eq!(add_units(&office, &input).await.unwrap(), 0);
    let (_, acts, _) = round::history(&office, id).await.unwrap();
    let added = acts.iter().filter(|s| s.entry.act == "round.add_units");
    assert_eq!(added.count(), 1);
}

/// the heir of all has their reports in place of its own, unless none is owed.
#[tokio::test]
async fn r_1_7_who_follows_merged_units_is_missing_only_when_their_reports_are_exempt() {
    let app = TestApp::new().await;
    let id = open_quarter(&app, 2026, 3).await;
    let office = app.coordinator().await;
    assert!(confirmed(&app, &act(PAST, merge())).await.is_applied);
    assert_eq!(unlisted(&office, id).await.unwrap(), None);
    for code in ["XTD", "XHS"] {
        let input = ExemptUnit {
            obligation: owed(&app, id, code).await,
            reason: "Đơn vị hợp nhất báo cáo chung.".into(),
        };
        exempt(&office, input).await.unwrap();
    }
    assert_eq!(missing(&office, id).await, ["Xã XM"]);
}

#[tokio::test]
async fn r_1_7_a_unit_that_joins_or_leaves_the_group_of_the_rule_is_named() {
    let app = TestApp::new().await;
    let office = app.coordinator().await;
    let group = "van-xa";
    app::group::create(&office, app.unit("BTGDV"), group, "Khối văn xã")
        .await
        .unwrap();
    app::group::join(&office, group, &[app.unit("SYT")], date(2026, 1, 1))
        .await
        .unwrap();
    let mut body = regime::standard_body("BTGDV");
    body.obligated.groups = vec![group.into()];
    let new = NewRegime {
        code: "van-xa".into(),
        name: "Báo cáo khối văn xã".into(),
        owner: app.unit("BTGDV"),
        valid_from: date(2025, 7, 1),
        body,
    };
    regime::create(&app.administrator().await, new)
        .await
        .unwrap();
    let input = OpenRound {
        regime: "van-xa".into(),
        period: Period::new(Scheme::Lich, PeriodKind::Quarter, 2026, 3).unwrap(),
        title: String::new(),
        area: None,
        dates: DateChoice::default(),
        accept_gaps: false,
    };
    let id = round::open(&office, &input).await.unwrap();
    assert_eq!(unlisted(&office, id).await.unwrap(), None);
    // From after the reference date on: a matter of the next round.
    app::group::join(&office, group, &[app.unit("XHS")], TODAY)
        .await
        .unwrap();
    assert_eq!(unlisted(&office, id).await.unwrap(), None);
    app::group::join(&office, group, &[app.unit("XTD")], PAST)
        .await
        .unwrap();
    assert_eq!(missing(&office, id).await, ["Xã Thượng Điền"]);
    app::group::leave(&office, group, app.unit("SYT"), PAST)
        .await
        .unwrap();
    let found = unlisted(&office, id).await.unwrap().unwrap();
    let [left] = found.unnamed.as_slice() else {
        panic!("{:?}", found.unnamed);
    };
    assert_eq!(left.obligation, owed(&app, id, "SYT").await);
    assert_eq!(left.name, "Sở Y tế");
    // Exempt, it is settled; the duties of the office keep what is left to do.
    let input = ExemptUnit {
        obligation: left.obligation,
        reason: "Không còn trong khối văn xã.".into(),
    };
    exempt(&office, input).await.unwrap();
    let [duty] = unlisted_of_all(&office).await.unwrap().try_into().unwrap();
    assert_eq!((duty.missing.len(), duty.unnamed.len()), (1, 0));
}

#[tokio::test]
async fn r_1_7_nobody_is_added_to_a_closed_round_and_nobody_whom_the_rule_does_not_name() {
    let app = TestApp::new().await;
    let id = open_quarter(&app, 2026, 3).await;
    let office = app.coordinator().await;
    confirmed(&app, &act(PAST, vec![commune("XM")])).await;
    let new = unit(&app, "XM").await;
    let nobody = add_units(&office, &give(id, &[])).await;
    assert_eq!(codes(nobody), ["round.add_nobody"]);
    let stranger = add_units(&office, &give(id, &[app.unit("BTGDV"), new])).await;
    assert_eq!(codes(stranger), ["round.add_not_named"]);
    assert_eq!(missing(&office, id).await, ["Xã XM"], "all or none");
    round::close(&office, id, 1).await.unwrap();
    assert_eq!(unlisted(&office, id).await.unwrap(), None);
    let closed = add_units(&office, &give(id, &[new])).await;
    assert_eq!(codes(closed), ["round.closed_already"]);
}

#[tokio::test]
async fn r_1_7_nobody_is_added_once_the_consolidated_report_is_frozen() {
    let (desk, office) = drafted().await;
    assert_eq!(unlisted_of_all(&office).await.unwrap().len(), 1);
    let input = Freeze {
        round: desk.round,
        version: 1,
        accept_stale: false,
    };
    freeze(&office, input).await.unwrap();
    let found = unlisted(&office, desk.round).await.unwrap().unwrap();
    assert!(found.is_frozen && found.missing.len() == 1);
    assert!(unlisted_of_all(&office).await.unwrap().is_empty());
    let new = unit(&desk.app, "XM").await;
    let frozen = add_units(&office, &give(desk.round, &[new])).await;
    assert_eq!(codes(frozen), ["round.add_frozen"]);
}

#[tokio::test]
async fn r_1_7_only_who_may_open_rounds_there_sees_who_is_missing_and_adds() {
    let app = TestApp::new().await;
    let id = open_quarter(&app, 2026, 3).await;
    confirmed(&app, &act(PAST, vec![commune("XM")])).await;
    let input = give(id, &[unit(&app, "XM").await]);
    let (leader, reporter) = (app.leader().await, app.reporter("SYT").await);
    for ctx in [&leader, &reporter] {
        assert_eq!(unlisted(ctx, id).await.unwrap(), None);
        let refused = add_units(ctx, &input).await;
        assert!(matches!(refused, Err(AppError::Forbidden)), "{refused:?}");
    }
    let foreign = app.foreign_coordinator().await;
    assert_eq!(unlisted(&foreign, id).await.unwrap(), None);
    assert!(unlisted_of_all(&foreign).await.unwrap().is_empty());
    let refused = add_units(&foreign, &input).await;
    assert!(matches!(refused, Err(AppError::NotFound)), "{refused:?}");
    let head = app.head_of_office().await;
    assert_eq!(missing(&head, id).await, ["Xã XM"]);
}

/// what lies before the head has its coverage already.
#[tokio::test]
async fn r_1_7_nobody_is_added_while_the_consolidated_report_lies_before_the_head() {
    let (desk, office) = drafted().await;
    submit(&office, submitting(&desk, 1)).await.unwrap();
    let new = unit(&desk.app, "XM").await;
    let submitted = add_units(&office, &give(desk.round, &[new])).await;
    assert_eq!(codes(submitted), ["round.add_frozen"]);
}

/// who was given a report later was not on the list before.
#[tokio::test]
async fn r_1_1_an_added_unit_is_on_the_board_from_its_day_on() {
    let app = TestApp::new().await;
    let id = open_quarter(&app, 2026, 3).await;
    confirmed(&app, &act(PAST, vec![commune("XM")])).await;
    app.go_to(date(2026, 10, 12));
    let office = app.coordinator().await;
    let new = unit(&app, "XM").await;
    assert_eq!(add_units(&office, &give(id, &[new])).await.unwrap(), 1);
    app.go_to(date(2026, 10, 14));
    let office = app.coordinator().await;
    for (day, rows) in [(11, 6), (12, 7), (13, 7)] {
        let then = round::matrix_at(&office, id, Some(date(2026, 10, day)));
        assert_eq!(then.await.unwrap().rows.len(), rows, "{day}/10");
    }
}

/// an act to come may still be withdrawn, so that its units wait for their day.
#[tokio::test]
async fn r_1_7_a_unit_that_is_not_born_yet_is_given_no_report() {
    let app = TestApp::new().await;
    app.go_to(date(2026, 9, 10));
    let id = open_quarter(&app, 2026, 3).await;
    let office = app.coordinator().await;
    let confirmed = confirmed(&app, &act(date(2026, 9, 20), vec![commune("XM")])).await;
    assert!(!confirmed.is_applied);
    assert!(missing(&office, id).await.is_empty());
    app.go_to(date(2026, 9, 20));
    app::unit::apply_due(&app.app).await.unwrap();
    let office = app.coordinator().await;
    assert_eq!(missing(&office, id).await, ["Xã XM"]);
}

/// Who is given a report below is expected above at once, whatever was read before.
#[tokio::test]
async fn r_1_7_a_unit_added_to_a_round_below_is_expected_above() {
    let nation = nation().await;
    let (app, centre) = (&nation.desk.app, nation.centre);
    let (above, office) = (app.person("trunguong").await, app.coordinator().await);
    let round = nation.desk.round;
    link_up(&office, round, centre).await.unwrap();
    confirmed(app, &act(date(2026, 9, 15), vec![commune("XM")])).await;
    let told = async || {
        let view = totals(&above, centre, By::Province).await.unwrap();
        view.coverage.sentence_vi()
    };
    let before = told().await;
    assert!(before.contains("cấp dưới: 1/6 đơn vị"), "{before}");
    let input = AddUnits {
        round,
        units: vec![unit(app, "XM").await],
        accept_gaps: true,
    };
    assert_eq!(add_units(&office, &input).await.unwrap(), 1);
    let after = told().await;
    assert!(after.contains("cấp dưới: 1/7 đơn vị"), "{after}");
    assert!(after.contains("Xã XM"), "{after}");
}
