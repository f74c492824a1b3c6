//! Days off as data of the office, and the hour of the due day.

use crate::reporting::*;
use app::AppError;
use app::calendar::{EnterYear, enter_year, year};
use app::extension::{AskExtension, GrantToMany, ask, grant_to_many};
use app::instance::{Check, Level, examine};
use app::regime::{NewRegime, STANDARD_CODE, create, standard_body};
use app::report::view;
use domain::calendar::{DayStatus, TypedYear, YearDoubt};
use domain::regime::RegimeBody;
use domain::report::Timeliness;
use jiff::civil::{date, time};
use testkit::TestApp;

fn typed(year: i16, holidays: &str) -> TypedYear {
    TypedYear {
        year,
        status: DayStatus::Official,
        source: "Thông báo số 7/TB-BNV".into(),
        holidays: holidays.into(),
        swaps: String::new(),
    }
}

/// the holiday table is data; the next round counts with it, an open one
/// keeps its days and is told of.
#[tokio::test]
async fn r_3_2_an_entered_year_moves_due_days_of_later_rounds_and_none_of_open_ones() {
    let app = TestApp::new().await;
    let open = open_quarter(&app, 2026, 3).await;
    let office = app.coordinator().await;
    let before = app::round::get(&office, open).await.unwrap().dates;
    let keeper = app.administrator().await;
    let seen = year(&keeper, 2026).await.unwrap();
    assert!(seen.may_enter && seen.entered.is_none());
    let due = before.units_due_on;
    let mut days = seen.year.unwrap().write();
    days.status = DayStatus::Official;
    days.holidays
        .push_str(&format!("{} Ngày nghỉ thêm\n", due.strftime("%d/%m/%Y")));
    let entered = EnterYear {
        typed: days,
        version: 0,
    };
    enter_year(&keeper, &entered).await.unwrap();

    let kept = app::round::get(&office, open).await.unwrap().dates;
    assert_eq!(kept, before);
    let now = year(&app.coordinator().await, 2026).await.unwrap();
    let told: Vec<_> = now.on_days_off.iter().map(|r| (r.round, r.day)).collect();
    assert!(told.contains(&(open, due)), "{told:?}");
    assert_eq!((now.doubt, now.version, now.may_enter), (None, 1, false));

    // The same quarter opened under another regime counts with the new day.
    let other = NewRegime {
        code: "khac".into(),
        name: "Kỳ khác".into(),
        owner: app.unit("BTGDV"),
        valid_from: date(2025, 7, 1),
        body: standard_body("BTGDV"),
    };
    create(&app.coordinator().await, other).await.unwrap();
    let input = app::round::OpenRound {
        regime: "khac".into(),
        period: domain::period::Period::new(
            domain::period::Scheme::Lich,
            domain::period::PeriodKind::Quarter,
            2026,
            3,
        )
        .unwrap(),
        title: String::new(),
        area: None,
        dates: domain::round::DateChoice::default(),
        accept_gaps: true,
    };
    let preview = app::round::preview(&app.coordinator().await, &input)
        .await
        .unwrap();
    assert!(preview.dates.units_due_on > due);
}

#[tokio::test]
async fn r_3_2_who_does_not_keep_all_units_cannot_enter_a_year_and_nobody_overwrites_unseen() {
    let app = TestApp::new().await;
    let good = EnterYear {
        typed: typed(2028, "01/01/2028 Tết Dương lịch"),
        version: 0,
    };
    for ctx in [app.coordinator().await, app.reporter("SYT").await] {
        let refused = enter_year(&ctx, &good).await;
        assert!(matches!(refused, Err(AppError::Forbidden)), "{refused:?}");
    }
    let keeper = app.administrator().await;
    let unknown = year(&keeper, 2028).await.unwrap();
    assert_eq!(
        (unknown.year, unknown.doubt),
        (None, Some(YearDoubt::Unknown))
    );
    let bad = EnterYear {
        typed: typed(2028, "Tết\n01/01/2029 Tết"),
        version: 0,
    };
    let Err(AppError::Invalid(errors)) = enter_year(&keeper, &bad).await else {
        panic!("taken")
    };
    let told: Vec<_> = errors.iter().map(|e| (e.field.as_str(), e.code)).collect();
    assert_eq!(
        told,
        [
            ("holidays", "calendar.year.day"),
            ("holidays", "calendar.year.other_year")
        ]
    );
    enter_year(&keeper, &good).await.unwrap();
    let again = enter_year(&keeper, &good).await;
    assert!(matches!(again, Err(AppError::Conflict)), "{again:?}");
    let next = EnterYear { version: 1, ..good };
    enter_year(&keeper, &next).await.unwrap();
    let seen = year(&app.reporter("SYT").await, 2028).await.unwrap();
    assert_eq!((seen.version, seen.doubt), (2, None));
}

/// due days are reckoned with days that are only expected, so who looks the
/// instance over is told of the year until it was compared and entered.
#[tokio::test]
async fn r_3_2_a_year_whose_days_off_are_only_expected_is_a_warning_until_it_is_entered() {
    let app = TestApp::new().await;
    let keeper = app.administrator().await;
    let found = async || {
        let checks = examine(&app.system()).await.unwrap();
        let of_year = |c: &Check| c.code.starts_with("holidays");
        let check = checks.into_iter().find(of_year).unwrap();
        (check.code, check.level, check.detail)
    };
    let expected = ("holidays_expected", Level::Warning, "2026".to_owned());
    assert_eq!(found().await, expected);
    for (locale, page) in [
        (app::Locale::Vi, "Ngày nghỉ và ngày làm bù"),
        (app::Locale::En, "Days off and swapped days"),
    ] {
        let hint = app::text::t(locale, "doctor.holidays_expected.hint");
        assert!(hint.contains(page) && hint.contains("/ngay-nghi"), "{hint}");
    }
    let mut days = year(&keeper, 2026).await.unwrap().year.unwrap().write();
    days.status = DayStatus::Official;
    let entered = EnterYear {
        typed: days,
        version: 0,
    };
    enter_year(&keeper, &entered).await.unwrap();
    let announced = ("holidays", Level::Fine, "2026".to_owned());
    assert_eq!(found().await, announced);
    app.go_to(date(2028, 1, 3));
    let unknown = ("holidays", Level::Warning, "2028".to_owned());
    assert_eq!(found().await, unknown);
}

/// A province whose reports are due by 11:30 of the due day.
async fn by_half_past_eleven() -> TestApp {
    let app = TestApp::new().await;
    let new = NewRegime {
        code: STANDARD_CODE.into(),
        name: "Giao ban công tác khoa giáo".into(),
        owner: app.unit("BTGDV"),
        valid_from: date(2025, 7, 1),
        body: RegimeBody {
            due_by: Some(time(11, 30, 0, 0)),
            ..standard_body("BTGDV")
        },
    };
    create(&app.coordinator().await, new).await.unwrap();
    app
}

/// the due moment is the end of the day unless the regime states an hour.
#[tokio::test]
async fn r_3_5_a_regime_with_an_hour_makes_a_report_late_on_the_due_day_itself() {
    for (minute, expected) in [(0, Timeliness::OnTime), (1, Timeliness::Late)] {
        let app = by_half_past_eleven().await;
        let round = open_quarter(&app, 2026, 3).await;
        let id = owed(&app, round, "SYT").await;
        let office = app.coordinator().await;
        let dates = app::round::get(&office, round).await.unwrap().dates;
        assert_eq!(dates.due_by, Some(time(11, 30, 0, 0)));
        let sent = dates.units_due_on.at(11, 30 + minute, 0, 0);
        app.clock
            .set(domain::calendar::VIETNAM.to_timestamp(sent).unwrap());
        send(&app, id, 0, "Bản đầu.").await;
        let seen = view(&app.coordinator().await, id, None).await.unwrap();
        assert_eq!(seen.timely.unwrap().original, expected, "{minute}");
        let matrix = app::round::matrix(&app.coordinator().await, round)
            .await
            .unwrap();
        let row = matrix.rows.iter().find(|r| r.obligation == id).unwrap();
        assert_eq!(row.timely.unwrap().extended, expected, "{minute}");
    }
}

#[tokio::test]
async fn r_3_6_after_the_hour_of_the_day_nobody_asks_for_or_grants_that_day() {
    let app = by_half_past_eleven().await;
    let round = open_quarter(&app, 2026, 3).await;
    let id = owed(&app, round, "SYT").await;
    let due = app::round::get(&app.coordinator().await, round).await;
    let day = due.unwrap().dates.units_due_on.tomorrow().unwrap();
    let at = |hour, minute| {
        let at = day.at(hour, minute, 0, 0);
        let at = domain::calendar::VIETNAM.to_timestamp(at).unwrap();
        app.clock.set(at);
    };
    let asked = AskExtension {
        obligation: id,
        asked_due_on: day,
        reason: "Mất điện.".into(),
    };
    let granted = GrantToMany {
        round,
        units: vec![app.unit("SYT")],
        to: day,
        reason: "Mất điện.".into(),
    };
    at(11, 31);
    let err = ask(&app.reporter("SYT").await, asked.clone()).await;
    assert_eq!(codes(err.unwrap_err()), ["extension.not_later"]);
    let err = grant_to_many(&app.coordinator().await, granted.clone()).await;
    assert_eq!(codes(err.unwrap_err()), ["extension.not_later"]);
    at(11, 29);
    ask(&app.reporter("SYT").await, asked).await.unwrap();
    let granted = grant_to_many(&app.coordinator().await, granted).await;
    assert_eq!(granted.unwrap(), 1);
}
