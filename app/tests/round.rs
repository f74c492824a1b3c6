//! Rounds: previewed, opened, closed; the matrix; more time.

use crate::reporting::line_of;
use app::extension::{
    AskExtension, DecideExtension, GrantToMany, ask, decide, grant_to_many, list_waiting,
};
use app::round::{MatrixFilter, OpenRound, StepState};
use app::{AppError, FieldError, regime, round};
use domain::extension::Decision;
use domain::id::RoundId;
use domain::period::{Period, PeriodKind, Scheme};
use domain::report::{ReportState, Timeliness};
use domain::round::DateChoice;
use jiff::civil::date;
use testkit::TestApp;

fn quarter() -> OpenRound {
    OpenRound {
        regime: regime::STANDARD_CODE.into(),
        period: Period::new(Scheme::Lich, PeriodKind::Quarter, 2026, 3).unwrap(),
        title: String::new(),
        area: None,
        dates: DateChoice::default(),
        accept_gaps: false,
    }
}

async fn with_regime() -> TestApp {
    let app = TestApp::new().await;
    let ctx = app.administrator().await;
    regime::create_standard(&ctx, app.unit("BTGDV"), date(2025, 7, 1))
        .await
        .unwrap();
    app
}

async fn with_round() -> (TestApp, RoundId) {
    let app = with_regime().await;
    let id = round::open(&app.coordinator().await, &quarter())
        .await
        .unwrap();
    (app, id)
}

fn codes(err: AppError) -> Vec<&'static str> {
    match err {
        AppError::Invalid(errors) => errors.iter().map(|e: &FieldError| e.code).collect(),
        other => panic!("{other:?}"),
    }
}

async fn close_account(app: &TestApp, login: &str) {
    let w = app.app.store.begin().await.unwrap();
    let mut account = store::account::find_by_login(&w, login)
        .await
        .unwrap()
        .unwrap();
    account.is_active = false;
    store::account::update(&w, &account).await.unwrap();
    w.commit(&app.system().entry(
        "account.close",
        domain::journal::Noun::Account,
        account.id.0,
        None,
        serde_json::json!({}),
    ))
    .await
    .unwrap();
}

#[tokio::test]
async fn the_preview_shows_units_and_dates_and_writes_nothing() {
    let app = with_regime().await;
    let ctx = app.coordinator().await;
    let preview = round::preview(&ctx, &quarter()).await.unwrap();
    assert_eq!(
        preview.title,
        "Giao ban công tác khoa giáo quý III năm 2026"
    );
    assert_eq!(preview.code, "khoa-giao-lich-Q3-2026");
    assert_eq!(preview.dates.units_due_on, date(2026, 10, 5));
    let names: Vec<&str> = preview.targets.iter().map(|t| t.name.as_str()).collect();
    assert_eq!(names.len(), 6, "{names:?}");
    assert!(!names.iter().any(|n| n.starts_with("Ban Tuyên giáo")));
    assert!(preview.errors.is_empty(), "{:?}", preview.errors);
    assert!(round::list(&ctx).await.unwrap().is_empty());
}

#[tokio::test]
async fn r_3_2_the_preview_says_which_years_have_no_sure_days_off() {
    use domain::calendar::YearDoubt::{Expected, Unknown};
    let app = with_regime().await;
    let ctx = app.coordinator().await;
    let doubts = async |period: &str| {
        let input = OpenRound {
            period: period.parse().unwrap(),
            ..quarter()
        };
        round::preview(&ctx, &input).await.unwrap().doubts
    };
    assert_eq!(doubts("lich-Q3-2026").await, [(2026, Expected)]);
    assert_eq!(doubts("lich-Q3-2025").await, []);
    // Closed in one year, due in the next.
    assert_eq!(
        doubts("lich-Y-2027").await,
        [(2027, Expected), (2028, Unknown)]
    );
}

#[test]
fn r_3_1_every_refusal_of_a_period_or_of_an_act_has_its_words_in_both_languages() {
    use domain::period::PeriodError as E;
    let periods = [E::NotInScheme, E::Index, E::Year, E::Reversed, E::Code];
    let mut codes: Vec<&str> = periods.iter().map(|e| e.code()).collect();
    let places = [Some(0), None];
    let places = places.map(|step| [(step, None), (step, Some(domain::field::Field::YTe))]);
    for refusal in domain::unit::ActRefusal::ALL {
        for (step, field) in places.concat() {
            let error = domain::unit::ActError {
                step,
                refusal: *refusal,
                what: String::new(),
                field,
            };
            codes.push(error.code());
        }
    }
    for locale in app::text::Locale::ALL {
        for code in &codes {
            let key = format!("error.{code}");
            assert!(app::text::has(locale, &key), "{key}");
            if code.starts_with("unit.act.whole.") {
                assert!(!app::text::t(locale, &key).contains("%{row}"), "{key}");
            }
        }
    }
}

#[tokio::test]
async fn r_1_7_opening_freezes_the_list_although_units_change_later() {
    let (app, id) = with_round().await;
    let ctx = app.coordinator().await;
    let before = round::matrix(&ctx, id).await.unwrap();
    let w = ctx.begin().await.unwrap();
    let new = domain::unit::UnitVersion {
        unit: domain::id::UnitId(ctx.new_id()),
        code: "XMOI".into(),
        name: "Xã Mới".into(),
        short_name: "Xã Mới".into(),
        symbol: "ĐU".into(),
        kind: domain::unit::UnitKind::Commune,
        tier: domain::unit::Tier::Commune,
        parent: Some(app.unit("TU")),
        place: "Sông Thao Thượng".into(),
        valid_from: date(2026, 1, 1),
        valid_to: None,
    };
    store::unit::insert(&w, ctx.new_id(), &new).await.unwrap();
    let entry = ctx.entry(
        "unit.create",
        domain::journal::Noun::Unit,
        new.unit.0,
        None,
        serde_json::json!({}),
    );
    ctx.commit(w, entry).await.unwrap();
    let after = round::matrix(&ctx, id).await.unwrap();
    assert_eq!(before.rows.len(), after.rows.len());
    assert!(!after.rows.iter().any(|r| r.name == "Xã Mới"));
}

#[tokio::test]
async fn a_second_opening_of_the_same_period_is_refused() {
    let (app, _) = with_round().await;
    let err = round::open(&app.coordinator().await, &quarter())
        .await
        .unwrap_err();
    assert_eq!(codes(err), ["round.opened_already"]);
}

#[tokio::test]
async fn r_1_8_a_unit_without_a_head_hinders_opening_until_it_is_accepted() {
    let app = with_regime().await;
    close_account(&app, "tt.syt").await;
    let ctx = app.coordinator().await;
    let err = round::open(&ctx, &quarter()).await.unwrap_err();
    assert_eq!(codes(err), ["round.gaps"]);
    let preview = round::preview(&ctx, &quarter()).await.unwrap();
    assert_eq!(
        preview.gaps().map(|t| t.name.as_str()).collect::<Vec<_>>(),
        ["Sở Y tế"]
    );
    let id = round::open(
        &ctx,
        &OpenRound {
            accept_gaps: true,
            ..quarter()
        },
    )
    .await
    .unwrap();
    let matrix = round::matrix(&ctx, id).await.unwrap();
    assert_eq!(matrix.count(MatrixFilter::Gap), 1);
}

/// who must sign may leave after the opening; the open round says so.
#[tokio::test]
async fn r_1_8_a_head_who_leaves_after_the_opening_is_missed_on_the_board() {
    let (app, id) = with_round().await;
    let before = line_of(&app, id, "SYT").await;
    assert!(before.has_reporter && before.has_head);
    let admin = app.administrator().await;
    let account = app.province.accounts["tt.syt"];
    let posts = app::account::show(&admin, account).await.unwrap().posts;
    assert_eq!(posts.len(), 1);
    app::account::end_post(&admin, account, posts[0].id, date(2026, 10, 5))
        .await
        .unwrap();
    let row = line_of(&app, id, "SYT").await;
    assert!(row.has_reporter && !row.has_head);
    let board = round::matrix(&app.coordinator().await, id).await.unwrap();
    assert_eq!(board.count(MatrixFilter::Gap), 1);
}

#[tokio::test]
async fn a_foreign_coordinator_sees_nothing_and_a_reporter_may_not_open() {
    let (app, id) = with_round().await;
    let foreign = app.foreign_coordinator().await;
    assert!(round::list(&foreign).await.unwrap().is_empty());
    assert!(matches!(
        round::matrix(&foreign, id).await,
        Err(AppError::NotFound)
    ));
    assert!(matches!(
        round::preview(&foreign, &quarter()).await,
        Err(AppError::NotFound)
    ));
    let reporter = app.reporter("SYT").await;
    assert!(matches!(
        round::open(&reporter, &quarter()).await,
        Err(AppError::Forbidden)
    ));
}

#[tokio::test]
async fn late_is_derived_from_the_day_and_never_stored() {
    let (app, id) = with_round().await;
    let on_the_day = round::matrix(&app.coordinator().await, id).await.unwrap();
    assert!(
        on_the_day
            .rows
            .iter()
            .all(|r| r.timely.unwrap().original == Timeliness::DueSoon)
    );
    app.go_to(date(2026, 10, 6));
    let after = round::matrix(&app.coordinator().await, id).await.unwrap();
    assert_eq!(after.count(MatrixFilter::Late), 6);
    assert!(after.rows.iter().all(|r| r.state == ReportState::Open));
}

#[tokio::test]
async fn scheduled_reports_open_on_their_day_and_only_once() {
    let app = with_regime().await;
    app.go_to(date(2026, 8, 1));
    let id = round::open(&app.coordinator().await, &quarter())
        .await
        .unwrap();
    let matrix = round::matrix(&app.coordinator().await, id).await.unwrap();
    assert!(
        matrix
            .rows
            .iter()
            .all(|r| r.state == ReportState::Scheduled)
    );
    assert_eq!(round::open_due(&app.app).await.unwrap(), 0);
    app.go_to(date(2026, 9, 10));
    assert_eq!(round::open_due(&app.app).await.unwrap(), 6);
    assert_eq!(round::open_due(&app.app).await.unwrap(), 0);
    let matrix = round::matrix(&app.coordinator().await, id).await.unwrap();
    assert!(matrix.rows.iter().all(|r| r.state == ReportState::Open));
}

#[tokio::test]
async fn the_chain_names_the_one_next_thing_for_those_who_run_the_round() {
    let (app, id) = with_round().await;
    let chain = round::chain(&app.coordinator().await, id).await.unwrap();
    let codes: Vec<&str> = chain.steps.iter().map(|s| s.code).collect();
    assert_eq!(
        codes,
        [
            "assign",
            "collect",
            "consolidate",
            "confer",
            "conclude",
            "task",
            "publish"
        ]
    );
    assert_eq!((chain.steps[1].done, chain.steps[1].total), (0, 6));
    assert_eq!(chain.steps[1].state, StepState::Active);
    assert_eq!(chain.next, "wait_for_reports");
    assert_eq!(
        round::chain(&app.leader().await, id).await.unwrap().next,
        "read"
    );
    app.go_to(date(2026, 10, 6));
    assert_eq!(
        round::chain(&app.coordinator().await, id)
            .await
            .unwrap()
            .next,
        "chase"
    );
}

#[tokio::test]
async fn a_round_is_closed_once_and_by_the_one_who_saw_its_last_state() {
    let (app, id) = with_round().await;
    let ctx = app.coordinator().await;
    assert!(matches!(
        round::close(&ctx, id, 99).await,
        Err(AppError::Conflict)
    ));
    round::close(&ctx, id, 1).await.unwrap();
    assert_eq!(
        codes(round::close(&ctx, id, 2).await.unwrap_err()),
        ["round.closed_already"]
    );
}

#[tokio::test]
async fn r_3_6_an_extension_keeps_the_original_day_beside_the_new_one() {
    let (app, id) = with_round().await;
    app.go_to(date(2026, 10, 6));
    let office = app.coordinator().await;
    let syt = app.unit("SYT");
    let find = |m: round::Matrix| m.rows.into_iter().find(|r| r.unit == syt).unwrap();
    let row = find(round::matrix(&office, id).await.unwrap());
    let request = AskExtension {
        obligation: row.obligation,
        asked_due_on: date(2026, 10, 9),
        reason: "Chờ số liệu của tuyến xã".into(),
    };
    // Asked after the due day, which is allowed.
    ask(&app.reporter("SYT").await, request.clone())
        .await
        .unwrap();
    assert_eq!(
        codes(ask(&app.reporter("SYT").await, request).await.unwrap_err()),
        ["extension.waiting"]
    );
    assert!(find(round::matrix(&office, id).await.unwrap()).is_asking);
    let waiting = list_waiting(&office).await.unwrap();
    assert_eq!(waiting[0].unit_name, "Sở Y tế");
    // Silence does not grant.
    assert_eq!(
        find(round::matrix(&office, id).await.unwrap()).extended_due_on,
        None
    );
    let decision = DecideExtension {
        id: waiting[0].extension.id,
        version: waiting[0].extension.version,
        decision: Decision::Shorten {
            to: date(2026, 10, 8),
        },
        reason: "Hội nghị họp ngày 09/10".into(),
    };
    decide(&office, decision.clone()).await.unwrap();
    let row = find(round::matrix(&office, id).await.unwrap());
    assert_eq!(
        (row.due_on, row.extended_due_on),
        (date(2026, 10, 5), Some(date(2026, 10, 8)))
    );
    let timely = row.timely.unwrap();
    assert_eq!(
        (timely.original, timely.extended),
        (Timeliness::Overdue, Timeliness::DueSoon)
    );
    assert_eq!(
        codes(decide(&office, decision).await.unwrap_err()),
        ["extension.decided"]
    );
    let told = app::message::mine(&app.head("SYT").await).await.unwrap();
    assert_eq!(told[0].subject, "Gia hạn báo cáo đến ngày 08/10/2026");
}

#[tokio::test]
async fn a_request_of_another_unit_is_not_found() {
    let (app, id) = with_round().await;
    let row = round::matrix(&app.coordinator().await, id)
        .await
        .unwrap()
        .rows
        .remove(0);
    let stranger = if row.unit == app.unit("SYT") {
        "SKHCN"
    } else {
        "SYT"
    };
    let request = AskExtension {
        obligation: row.obligation,
        asked_due_on: date(2026, 10, 9),
        reason: "x".into(),
    };
    assert!(matches!(
        ask(&app.reporter(stranger).await, request).await,
        Err(AppError::NotFound)
    ));
}

#[tokio::test]
async fn r_3_6_a_group_is_granted_more_time_at_once_with_one_entry_each() {
    let (app, id) = with_round().await;
    let office = app.coordinator().await;
    let units = vec![app.unit("XTD"), app.unit("XHS")];
    let grant = GrantToMany {
        round: id,
        units,
        to: date(2026, 10, 9),
        reason: "Mưa lũ".into(),
    };
    assert_eq!(grant_to_many(&office, grant.clone()).await.unwrap(), 2);
    let matrix = round::matrix(&office, id).await.unwrap();
    assert_eq!(
        matrix
            .rows
            .iter()
            .filter(|r| r.extended_due_on == Some(date(2026, 10, 9)))
            .count(),
        2
    );
    assert_eq!(
        codes(grant_to_many(&office, grant).await.unwrap_err()),
        ["extension.nothing_due"]
    );
}

/// The chain asks five tables at once; both databases must understand it.
async fn the_chain_counts_the_conference(app: &TestApp) {
    let admin = app.administrator().await;
    regime::create_standard(&admin, app.unit("BTGDV"), date(2025, 7, 1))
        .await
        .unwrap();
    let ctx = app.coordinator().await;
    let id = round::open(&ctx, &quarter()).await.unwrap();
    let mut input = app::conference::prefill(&ctx, id).await.unwrap();
    input.held_on = Some(date(2026, 10, 9));
    input.place = "Hội trường A".into();
    input.chair_name = "Nguyễn Văn An".into();
    input.chair_title = "Trưởng ban".into();
    let conference = app::conference::create(&ctx, Some(id), input)
        .await
        .unwrap();
    let chain = round::chain(&ctx, id).await.unwrap();
    assert_eq!(chain.conference, Some(conference));
    assert_eq!(
        (chain.steps[3].total, chain.steps[3].on),
        (1, Some(date(2026, 10, 9)))
    );
    assert_eq!(chain.steps[4].total, 0);
}

#[tokio::test]
async fn the_chain_counts_the_conference_on_sqlite() {
    the_chain_counts_the_conference(&TestApp::new().await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_chain_counts_the_conference_on_postgres() {
    if let Some(database) = testkit::on_postgres().await {
        the_chain_counts_the_conference(&TestApp::on(database).await).await;
    }
}

#[tokio::test]
async fn r_3_2_the_days_that_the_figures_cover_are_kept_with_the_round() {
    let app = TestApp::new().await;
    let mut body = regime::standard_body("BTGDV");
    body.closing = domain::regime::ClosingRule::DaysBeforeEnd { days: 10 };
    let new = regime::NewRegime {
        code: "chot-som".into(),
        name: "Báo cáo chốt sớm".into(),
        owner: app.unit("BTGDV"),
        valid_from: date(2025, 7, 1),
        body,
    };
    regime::create(&app.administrator().await, new)
        .await
        .unwrap();
    let ctx = app.coordinator().await;
    let nine_months = Period::new(Scheme::Lich, PeriodKind::NineMonths, 2026, 1).unwrap();
    for (period, from) in [
        (quarter().period, date(2026, 6, 21)),
        (nine_months, date(2025, 12, 22)),
    ] {
        let input = OpenRound {
            regime: "chot-som".into(),
            period,
            ..quarter()
        };
        let preview = round::preview(&ctx, &input).await.unwrap();
        assert_eq!(preview.dates.data_from, from);
        let id = round::open(&ctx, &input).await.unwrap();
        let opened = store::round::find(&app.app.store.read(), id).await.unwrap();
        let dates = opened.unwrap().dates;
        assert_eq!(
            (dates.data_from, dates.closing_on),
            (from, date(2026, 9, 20))
        );
    }
}
