//! Fields of work that go from unit to unit within the period of an open round (R-1.2,
//! what counts, what stays in a draft, and what the dry run names.

use super::made::*;
use crate::consolidation::desk::Desk;
use crate::reporting::{numbers, owed, save, words};
use app::Locale;
use app::plan::{SetPlan, set};
use app::report::{ReopenReport, SignReport, not_asked, open_form, reopen, submit, view};
use app::round::OpenRound;
use app::totals::{By, Part, PartState, explain, totals};
use app::unit::{ActInput, Asks, Confirmed, FieldMoves, load, plan, withdraw};
use domain::field::Field;
use domain::id::RoundId;
use domain::period::{Period, PeriodKind, Scheme};
use domain::report::ReportState;
use domain::round::DateChoice;
use domain::unit::Step;
use jiff::civil::{Date, date};
use testkit::TestApp;

/// A day within the third quarter, and one within the fourth that is still to come.
const DAY: Date = date(2026, 9, 15);
const LATER: Date = date(2026, 10, 20);

const CODE: &str = "GD-09";

/// Vocational training goes from one department to another.
fn transfer(effective_on: Date) -> ActInput {
    let step = Step::Transfer {
        field: Field::GiaoDucNgheNghiep,
        from: "SGDDT".into(),
        to: "SKHCN".into(),
    };
    act(effective_on, vec![step])
}

/// The round of the quarter that runs, open already.
async fn fourth_quarter(app: &TestApp) -> RoundId {
    let input = OpenRound {
        regime: app::regime::STANDARD_CODE.into(),
        period: Period::new(Scheme::Lich, PeriodKind::Quarter, 2026, 4).unwrap(),
        title: String::new(),
        area: None,
        dates: DateChoice {
            opens_on: Some(TODAY),
            ..DateChoice::default()
        },
        accept_gaps: true,
    };
    app::round::open(&app.coordinator().await, &input)
        .await
        .unwrap()
}

async fn take_back(app: &TestApp, done: &Confirmed) {
    let who = app.administrator().await;
    let version = load(&who, done.id).await.unwrap().row.version;
    withdraw(&who, done.id, version, "Quyết định ghi nhầm ngày")
        .await
        .unwrap();
}

/// The total, how many gave a figure of how many that must, and the same as it is
/// counted where the figures are added up.
async fn counted(app: &TestApp, round: RoundId) -> (Option<i64>, [usize; 2], [u32; 2]) {
    let view = totals(&app.coordinator().await, round, By::Unit).await;
    let view = view.unwrap();
    let found = view.indicators.iter().find(|i| i.def.code == CODE);
    let found = found.unwrap();
    (
        found.total.value,
        [found.with_value, found.expected],
        [found.total.units_with_value, found.total.units_expected],
    )
}

async fn part(app: &TestApp, round: RoundId, name: &str) -> Part {
    let shown = explain(&app.leader().await, round, CODE).await.unwrap();
    let found = shown.parts.into_iter().find(|p| p.name == name);
    found.expect("the unit stands behind the total")
}

/// what the former unit sent is not added to the heir's; sum and coverage
/// speak of the same units, and the opened total says why.
#[tokio::test]
async fn r_1_7_what_the_former_unit_of_a_field_sent_does_not_count_beside_the_heirs() {
    let desk = Desk::new().await;
    let (app, round) = (&desk.app, desk.round);
    desk.send(round, "SGDDT", &[(CODE, "10")], &[]).await;
    assert_eq!(counted(app, round).await, (Some(10), [1, 2], [1, 2]));
    confirmed(app, &transfer(DAY)).await;
    assert_eq!(counted(app, round).await, (None, [0, 2], [0, 2]));
    desk.send(round, "SKHCN", &[(CODE, "7")], &[]).await;
    assert_eq!(counted(app, round).await, (Some(7), [1, 2], [1, 2]));
    let former = part(app, round, "Sở GD&ĐT").await;
    assert_eq!(former.state, PartState::NotCharged);
    assert_eq!(former.uncounted.and_then(|cell| cell.value), Some(10));
    assert_eq!(former.went_to, Some(("Sở KH&CN".to_owned(), DAY)));
    let heir = part(app, round, "Sở KH&CN").await;
    assert_eq!((heir.state, heir.uncounted), (PartState::Counted, None));
}

/// an act that is taken back before its day never had an effect.
#[tokio::test]
async fn r_1_2_a_figure_counts_again_once_the_transfer_of_its_field_is_withdrawn() {
    let desk = Desk::new().await;
    let app = &desk.app;
    let round = fourth_quarter(app).await;
    desk.send(round, "SGDDT", &[(CODE, "10")], &[]).await;
    let done = confirmed(app, &transfer(LATER)).await;
    assert_eq!(counted(app, round).await, (None, [0, 2], [0, 2]));
    take_back(app, &done).await;
    assert_eq!(counted(app, round).await, (Some(10), [1, 2], [1, 2]));
}

/// nothing of a draft is lost by a save from a page that does not show it,
/// and nothing that is not asked for is signed.
#[tokio::test]
async fn r_3_9_figures_that_left_the_unit_stay_in_its_draft_are_told_and_are_not_sent() {
    let desk = Desk::new().await;
    let app = &desk.app;
    let round = fourth_quarter(app).await;
    let id = owed(app, round, "SGDDT").await;
    let reporter = app.reporter("SGDDT").await;
    let mut typed = words("Đã làm.");
    typed.cells = numbers(&[(CODE, "10")]).cells;
    save(&reporter, id, 0, typed).await;
    let done = confirmed(app, &transfer(LATER)).await;

    let form = open_form(&reporter, id).await.unwrap();
    assert!(form.cells.iter().all(|c| c.def.code != CODE));
    let told = form.set_aside.figures.iter();
    let told: Vec<_> = told.map(|f| (f.code.as_str(), f.cell.value)).collect();
    assert_eq!(told, [(CODE, Some(10))]);
    assert!(!form.is_blocked(), "{:?}", form.remarks);
    let kept = save(&reporter, id, form.draft_version(), words("Đã làm thêm.")).await;
    assert_eq!(kept.draft.body.values[CODE].value, Some(10));
    // A program that names it anew is refused.
    let anew = numbers(&[(CODE, "12")]);
    let refused = not_asked(&reporter, id, &anew).await.unwrap();
    assert_eq!(codes(&refused), ["api.not_asked"]);

    let input = SignReport {
        obligation: id,
        version: kept.version,
    };
    submit(&app.head("SGDDT").await, input).await.unwrap();
    let sent = store::report::find_version(&app.app.store.read(), id, 1).await;
    let sent = sent.unwrap().unwrap().body;
    assert!(sent.section("I.1").is_some() && !sent.values.contains_key(CODE));

    take_back(app, &done).await;
    let form = open_form(&reporter, id).await.unwrap();
    let cell = form.cells.iter().find(|c| c.def.code == CODE).unwrap();
    assert_eq!(cell.cell.value, Some(10));
    assert!(form.set_aside.is_empty());
}

/// an accepted report could not speak of a field that came to its unit
/// later: it is opened again for that, once, with what is new marked.
#[tokio::test]
async fn r_1_7_an_accepted_report_is_opened_again_for_a_field_that_came_to_its_unit_later() {
    let desk = Desk::new().await;
    let (app, round) = (&desk.app, desk.round);
    desk.send_nil(round, "SKHCN").await;
    desk.accept(round, "SKHCN").await;
    let id = desk.obligation(round, "SKHCN").await;
    let again = || ReopenReport {
        obligation: id,
        number: 1,
        reason: "Sở được giao lĩnh vực giáo dục nghề nghiệp.".into(),
    };
    app.go_to(date(2026, 10, 6));
    let office = app.coordinator().await;
    assert!(!view(&office, id, None).await.unwrap().may_reopen);
    let refused = reopen(&office, again()).await.unwrap_err();
    assert_eq!(crate::reporting::codes(refused), ["report.no_estimate"]);

    let found = told(app, &transfer(DAY)).await.reports;
    let heir = found.iter().find(|m| !m.taken.indicators.is_empty());
    let mut taken = heir.expect("the heir's report").taken.clone();
    taken.indicators.append(&mut taken.sections);
    confirmed(app, &transfer(DAY)).await;
    assert!(view(&office, id, None).await.unwrap().may_reopen);
    reopen(&office, again()).await.unwrap();
    let seen = view(&office, id, None).await.unwrap();
    assert_eq!(
        (seen.state, seen.awaits_final),
        (ReportState::Returned, true)
    );
    let marks = &seen.versions[0].returned.as_ref().unwrap().marks;
    let marked: Vec<&str> = marks.iter().map(|m| m.code.as_str()).collect();
    assert_eq!(marked, taken.indicators, "what the dry run named");
    assert!(marked.contains(&CODE));

    desk.send(round, "SKHCN", &[(CODE, "7")], &[]).await;
    assert_eq!(counted(app, round).await, (Some(7), [1, 2], [1, 2]));
    desk.accept(round, "SKHCN").await;
    assert!(!view(&office, id, None).await.unwrap().may_reopen);
}

async fn told(app: &TestApp, input: &ActInput) -> FieldMoves {
    let found = plan(&app.administrator().await, input).await.unwrap();
    assert!(found.errors.is_empty(), "{:?}", found.errors);
    found.fields
}

/// of open rounds whose period ends on the effective day or later.
#[tokio::test]
async fn r_1_2_the_dry_run_names_what_both_units_of_a_field_report_and_what_stays() {
    let desk = Desk::new().await;
    let app = &desk.app;
    desk.send(desk.round, "SGDDT", &[(CODE, "10")], &[]).await;
    desk.send_nil(desk.round, "SKHCN").await;
    desk.accept(desk.round, "SKHCN").await;
    let planned = SetPlan {
        unit: app.unit("SGDDT"),
        indicator: CODE.into(),
        year: 2026,
        value: "600".into(),
        note: "12-CTr/TU".into(),
    };
    set(&app.coordinator().await, planned).await.unwrap();

    let found = told(app, &transfer(DAY)).await;
    let of = |unit: &str| {
        let found = found.reports.iter().find(|m| m.unit == unit);
        found.expect("a report of the unit")
    };
    assert_eq!(found.reports.len(), 2);
    let (former, heir) = (of("Sở Giáo dục và Đào tạo"), of("Sở Khoa học và Công nghệ"));
    assert!(former.left.indicators.contains(&CODE.to_owned()));
    assert_eq!(former.taken, Asks::default());
    assert_eq!(former.in_draft, [CODE]);
    assert_eq!(former.sent, [CODE]);
    assert!(former.unowed.is_empty());
    assert_eq!(heir.taken.indicators, former.left.indicators);
    assert_eq!(
        (heir.state, &heir.left),
        (ReportState::Accepted, &Asks::default())
    );
    let plans: Vec<_> = found
        .plans
        .iter()
        .map(|p| (p.unit.as_str(), p.year))
        .collect();
    assert_eq!(plans, [("Sở Giáo dục và Đào tạo", 2026)]);
    assert!(
        found.plans[0].goal.starts_with("600"),
        "{}",
        found.plans[0].goal
    );
    let lines = found.lines(Locale::Vi).join("\n");
    for said in [
        "không còn báo cáo chỉ tiêu",
        "số đã gửi của GD-09 không còn được cộng",
        "bản đã tiếp nhận phải mở lại để ghi thêm",
        "vẫn ở Sở Giáo dục và Đào tạo; đơn vị nhận lập kế hoạch của mình",
    ] {
        assert!(lines.contains(said), "{said}: {lines}");
    }
    // The quarter ended before: it stays as it was asked.
    let after = told(app, &transfer(TODAY)).await;
    assert!(after.reports.is_empty(), "{:?}", after.reports);
    assert_eq!(after.plans.len(), 1);
    // A field that is only taken away changes nothing for anybody else.
    let step = Step::Discharge {
        unit: "SGDDT".into(),
        field: Field::GiaoDucNgheNghiep,
    };
    let taken_away = told(app, &act(DAY, vec![step])).await;
    let units: Vec<_> = taken_away.reports.iter().map(|m| m.unit.as_str()).collect();
    assert_eq!(units, ["Sở Giáo dục và Đào tạo"]);
}
