//! Versions of regimes: designed by those who run rounds, kept by the rounds
//! that were opened with them, checked before they hold.

use crate::reporting::*;
use app::regime::{
    BeginRegime, NewRegime, RegimeFile, add_version, begin, create, openable, publish_draft,
    publish_file, save_draft, standard_body, start_draft, view,
};
use app::{AppError, Ctx};
use domain::calendar::{DueRule, RegimeKind};
use domain::chase::{ChaseRole, ChaseStep};
use domain::id::ObligationId;
use domain::period::PeriodKind;
use domain::regime::{Asking, Link, LinkDues, LinkRule, RegimeBody, TierDue, UnitRule};
use domain::unit::Tier;
use jiff::civil::date;
use testkit::TestApp;

fn codes(err: AppError) -> Vec<String> {
    match err {
        AppError::Invalid(errors) => errors
            .into_iter()
            .map(|e| format!("{} {}", e.field, e.code))
            .collect(),
        other => panic!("{other:?}"),
    }
}

/// Codes of the cells of a unit's form.
async fn cells(ctx: &Ctx, id: ObligationId) -> Vec<String> {
    let form = app::report::open_form(ctx, id).await.unwrap();
    form.cells.into_iter().map(|c| c.def.code).collect()
}

async fn made(app: &TestApp, body: RegimeBody) -> domain::id::RegimeId {
    let new = NewRegime {
        code: app::regime::STANDARD_CODE.into(),
        name: "Giao ban công tác khoa giáo".into(),
        owner: app.unit("BTGDV"),
        valid_from: date(2025, 7, 1),
        body,
    };
    create(&app.coordinator().await, new).await.unwrap()
}

#[tokio::test]
async fn r_3_1_a_round_keeps_the_form_with_which_it_was_opened() {
    let app = TestApp::new().await;
    // A version as they were before indicators said when they are asked.
    let mut old = standard_body("BTGDV");
    old.asking = Asking::Everything;
    for def in &mut old.indicators {
        def.reported_by = UnitRule::default();
    }
    let regime = made(&app, old).await;
    let round = open_quarter(&app, 2026, 2).await;
    let id = owed(&app, round, "XTD").await;
    let reporter = app.reporter("XTD").await;
    let before = cells(&reporter, id).await;
    assert!(before.contains(&"YT-01".to_owned()) && before.contains(&"YT-09".to_owned()));
    let new = standard_body("BTGDV");
    add_version(&app.coordinator().await, regime, date(2026, 7, 1), new)
        .await
        .unwrap();
    assert_eq!(cells(&reporter, id).await, before);
    let round = open_quarter(&app, 2026, 3).await;
    let id = owed(&app, round, "XTD").await;
    let after = cells(&reporter, id).await;
    assert!(after.contains(&"YT-05".to_owned()), "{after:?}");
    assert!(!after.contains(&"YT-01".to_owned()) && !after.contains(&"YT-09".to_owned()));
}

#[tokio::test]
async fn r_3_1_an_import_of_what_a_unit_is_not_asked_for_is_refused_by_row() {
    let app = TestApp::new().await;
    open_quarter(&app, 2026, 3).await;
    let file = "round,unit,indicator,value,num,den\n\
                khoa-giao-lich-Q3-2026,XTD,YT-05,,50,53\n\
                khoa-giao-lich-Q3-2026,XTD,YT-09,300,,\n\
                khoa-giao-lich-Q3-2026,XTD,YT-01,,1,2\n";
    let outcome = app::import::values(&app.reporter("XTD").await, file.as_bytes(), false)
        .await
        .unwrap();
    let found: Vec<_> = outcome.errors.iter().map(|e| (e.row, e.code)).collect();
    assert_eq!(
        found,
        [(3, "indicator_not_asked"), (4, "indicator_not_asked")]
    );
    assert!(!outcome.is_written);
}

#[tokio::test]
async fn r_3_2_each_tier_is_due_on_its_own_day() {
    let app = TestApp::new().await;
    let days = |days| DueRule::WorkingDaysAfterClosing { days };
    let body = RegimeBody {
        kind: RegimeKind::State,
        units_due: days(2),
        tier_dues: vec![TierDue {
            tier: Tier::Province,
            rule: days(4),
        }],
        office_due: days(6),
        ..standard_body("BTGDV")
    };
    made(&app, body).await;
    let round = open_quarter(&app, 2026, 3).await;
    let read = app.app.store.read();
    for (unit, due) in [("XTD", date(2026, 10, 2)), ("SYT", date(2026, 10, 6))] {
        let owed = store::obligation::find_of(&read, round, app.unit(unit))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(owed.due_on, due, "{unit}");
    }
    let kept = app::round::get(&app.coordinator().await, round)
        .await
        .unwrap();
    assert_eq!(kept.dates.due_of(Tier::Province), date(2026, 10, 6));
    assert_eq!(kept.dates.due_of(Tier::Commune), date(2026, 10, 2));
}

#[tokio::test]
async fn r_3_2_a_state_regime_with_two_tiers_on_one_day_cannot_be_published() {
    let app = TestApp::new().await;
    let same = DueRule::WorkingDaysAfterClosing { days: 3 };
    let body = RegimeBody {
        kind: RegimeKind::State,
        units_due: same,
        office_due: same,
        ..standard_body("BTGDV")
    };
    let new = NewRegime {
        code: "bao-cao".into(),
        name: "Báo cáo".into(),
        owner: app.unit("BTGDV"),
        valid_from: date(2026, 1, 1),
        body: body.clone(),
    };
    let ctx = app.coordinator().await;
    let found = codes(create(&ctx, new.clone()).await.unwrap_err());
    assert!(!found.is_empty());
    assert!(
        found
            .iter()
            .all(|c| c == "times due.tier_before_lower_tier"),
        "{found:?}"
    );
    // The decree does not bind the Party: there it is a warning.
    let party = RegimeBody {
        kind: RegimeKind::Party,
        ..body
    };
    create(&ctx, NewRegime { body: party, ..new })
        .await
        .unwrap();
}

#[tokio::test]
async fn r_1_7_the_rule_takes_groups_and_fields_as_of_the_reference_date() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    app::group::create(&ctx, app.unit("BTGDV"), "van-xa", "Khối văn xã")
        .await
        .unwrap();
    let units = [app.unit("SYT"), app.unit("XTD"), app.unit("SKHCN")];
    app::group::join(&ctx, "van-xa", &units, date(2026, 1, 1))
        .await
        .unwrap();
    app::group::leave(&ctx, "van-xa", app.unit("XTD"), date(2026, 7, 1))
        .await
        .unwrap();
    let body = RegimeBody {
        obligated: UnitRule {
            groups: vec!["van-xa".into()],
            fields: vec![domain::field::Field::YTe],
            ..UnitRule::default()
        },
        ..standard_body("BTGDV")
    };
    made(&app, body).await;
    for (period, names) in [
        ("lich-Q4-2025", &[][..]),
        ("lich-Q2-2026", &["Sở Y tế", "Xã Thượng Điền"][..]),
        ("lich-Q3-2026", &["Sở Y tế"][..]),
    ] {
        let input = app::round::OpenRound {
            regime: app::regime::STANDARD_CODE.into(),
            period: period.parse().unwrap(),
            title: String::new(),
            area: None,
            dates: domain::round::DateChoice::default(),
            accept_gaps: true,
        };
        let preview = app::round::preview(&ctx, &input).await.unwrap();
        let found: Vec<&str> = preview.targets.iter().map(|t| t.name.as_str()).collect();
        assert_eq!(found, names, "{period}");
    }
}

#[tokio::test]
async fn r_1_7_a_rule_of_fields_alone_obliges_every_unit_that_answers_for_one_of_them() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    let fields = vec![domain::field::Field::YTe];
    let body = RegimeBody {
        obligated: UnitRule {
            fields: fields.clone(),
            ..UnitRule::default()
        },
        ..standard_body("BTGDV")
    };
    made(&app, body.clone()).await;
    let day = date(2026, 9, 30);
    let named = app::regime::preview_targets(&ctx, app::regime::STANDARD_CODE, &body, day);
    let named = named.await.unwrap();
    assert!(named.contains(&"Sở Y tế".to_owned()), "{named:?}");
    let functions = app.app.functions_at(day).await.unwrap();
    let tree = ctx.tree_at(day).await.unwrap();
    let office = app.unit("BTGDV");
    let area = tree.get(office).unwrap().parent.unwrap();
    let charged = tree.within(area).filter(|u| {
        let own = functions
            .get(&u.unit)
            .is_some_and(|own| own.contains(&fields[0]));
        own && u.unit != office
    });
    let charged: Vec<String> = charged.map(|u| u.name.clone()).collect();
    assert_eq!(named, charged);
    assert!(!named.iter().any(|n| n.starts_with("Tỉnh ủy")), "{named:?}");
}

#[tokio::test]
async fn r_1_7_an_indicator_may_be_asked_of_a_group() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    app::group::create(&ctx, app.unit("BTGDV"), "diem", "Xã điểm")
        .await
        .unwrap();
    app::group::join(&ctx, "diem", &[app.unit("XTD")], date(2026, 1, 1))
        .await
        .unwrap();
    let mut body = standard_body("BTGDV");
    let vaccinated = body.indicators.iter_mut().find(|d| d.code == "YT-05");
    vaccinated.unwrap().reported_by = UnitRule {
        groups: vec!["diem".into()],
        ..UnitRule::default()
    };
    made(&app, body).await;
    let round = open_quarter(&app, 2026, 3).await;
    for (unit, asked) in [("XTD", true), ("XHS", false), ("SYT", false)] {
        let id = owed(&app, round, unit).await;
        let found = cells(&app.reporter(unit).await, id).await;
        assert_eq!(found.contains(&"YT-05".to_owned()), asked, "{unit}");
    }
    let totals = app::totals::totals(&ctx, round, app::totals::By::Unit)
        .await
        .unwrap();
    let figure = totals.indicators.iter().find(|i| i.def.code == "YT-05");
    assert_eq!(figure.unwrap().missing, ["Xã Thượng Điền"]);
}

#[tokio::test]
async fn who_may_not_run_rounds_designs_nothing_and_a_foreign_office_sees_nothing() {
    let app = TestApp::new().await;
    made(&app, standard_body("BTGDV")).await;
    let code = app::regime::STANDARD_CODE;
    let foreign = start_draft(&app.foreign_coordinator().await, code).await;
    assert!(matches!(foreign, Err(AppError::NotFound)), "{foreign:?}");
    let reporter = start_draft(&app.reporter("SYT").await, code).await;
    assert!(matches!(reporter, Err(AppError::Forbidden)), "{reporter:?}");
    let seen = view(&app.foreign_coordinator().await, code).await;
    assert!(matches!(seen, Err(AppError::NotFound)), "{seen:?}");
    let new = BeginRegime {
        code: "x".into(),
        name: "X".into(),
        owner: app.unit("BTGDV"),
        like: String::new(),
    };
    let foreign = begin(&app.foreign_coordinator().await, new).await;
    assert!(matches!(foreign, Err(AppError::NotFound)), "{foreign:?}");
}

/// what is listed at the shell is what the person may open by its code, no
/// more: who sees its rounds and who keeps the units, over the office of the regime.
#[tokio::test]
async fn r_1_6_regimes_are_listed_for_those_who_may_open_them() {
    let app = TestApp::new().await;
    made(&app, standard_body("BTGDV")).await;
    for login in ["dieuphoi", "truongban", "lanhdao", "kiemtra", "quantri"] {
        let ctx = app.person(login).await;
        let listed = openable(&ctx).await.unwrap();
        let codes: Vec<&str> = listed.iter().map(|r| r.code.as_str()).collect();
        assert_eq!(codes, [app::regime::STANDARD_CODE], "{login}");
        assert!(view(&ctx, codes[0]).await.is_ok(), "{login}");
    }
    let foreign = openable(&app.foreign_coordinator().await).await.unwrap();
    assert!(foreign.is_empty(), "{foreign:?}");
    for ctx in [app.reporter("SYT").await, app.editor().await] {
        let refused = openable(&ctx).await;
        assert!(matches!(refused, Err(AppError::Forbidden)), "{refused:?}");
    }
}

#[tokio::test]
async fn a_new_regime_begins_as_a_draft_and_holds_only_once_published() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    let new = BeginRegime {
        code: "chuyen-de".into(),
        name: "Báo cáo chuyên đề".into(),
        owner: app.unit("BTGDV"),
        like: String::new(),
    };
    begin(&ctx, new.clone()).await.unwrap();
    let again = codes(begin(&ctx, new).await.unwrap_err());
    assert_eq!(again, ["code regime.code_taken"]);
    let draft = view(&ctx, "chuyen-de").await.unwrap().draft.unwrap();
    let mut body = draft.body;
    // Decree 09/2019 art. 7, element 1: reports bear the name that was typed.
    assert_eq!(body.name, "Báo cáo chuyên đề");
    body.frequencies = vec![PeriodKind::OneOff];
    body.chase = vec![ChaseStep {
        days: -1,
        to: vec![ChaseRole::Superior],
    }];
    save_draft(&ctx, "chuyen-de", draft.version, body, "chung")
        .await
        .unwrap();
    // Who saved an older page meets a conflict.
    let stale = publish_draft(&ctx, "chuyen-de", draft.version, date(2026, 1, 1)).await;
    assert!(matches!(stale, Err(AppError::Conflict)), "{stale:?}");
    publish_draft(&ctx, "chuyen-de", draft.version + 1, date(2026, 1, 1))
        .await
        .unwrap();
    let published = view(&ctx, "chuyen-de").await.unwrap();
    assert_eq!(published.versions.len(), 1);
    assert!(published.draft.is_none());
    // Without a draft there is nothing to publish.
    let nothing = publish_draft(&ctx, "chuyen-de", 1, date(2027, 1, 1)).await;
    assert!(matches!(nothing, Err(AppError::NotFound)), "{nothing:?}");
}

/// Domain §1.1, element 4: who receives is a unit on the day the version begins.
#[tokio::test]
async fn r_3_1_a_version_whose_recipient_is_no_unit_is_not_published() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    let new = BeginRegime {
        code: "chuyen-de".into(),
        name: "Báo cáo chuyên đề".into(),
        owner: app.unit("BTGDV"),
        like: String::new(),
    };
    begin(&ctx, new).await.unwrap();
    let draft = view(&ctx, "chuyen-de").await.unwrap().draft.unwrap();
    let known = draft.body.clone();
    let mut body = known.clone();
    body.recipient_code = "KHONG-CO".into();
    let day = date(2026, 1, 1);
    let told = app::regime::defects(&ctx, &body, day).await.unwrap();
    let gravest = told.first().map(|d| (d.field, d.code, &*d.about));
    let unknown = ("recipient_code", "regime.recipient_unknown", "KHONG-CO");
    assert_eq!(gravest, Some(unknown));
    save_draft(&ctx, "chuyen-de", draft.version, body, "chung")
        .await
        .unwrap();
    let refused = publish_draft(&ctx, "chuyen-de", draft.version + 1, day).await;
    let refused = codes(refused.unwrap_err());
    assert_eq!(refused, ["recipient_code regime.recipient_unknown"]);

    // The office itself did not exist so early; then it is no recipient either.
    let early = app::regime::defects(&ctx, &known, date(2025, 6, 30)).await;
    let early = early.unwrap();
    assert!(early.iter().any(|d| d.code == "regime.recipient_unknown"));
    let named = app::regime::recipient(&ctx, &known, day).await.unwrap();
    assert!(named.ends_with("(BTGDV)") && named.len() > 10, "{named}");
}

/// Domain §1.1, element 4: so it is with what is made at once, and with a file.
#[tokio::test]
async fn r_3_1_a_regime_and_a_file_whose_recipient_is_no_unit_are_refused() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    let unknown = "recipient_code regime.recipient_unknown";
    let new = NewRegime {
        code: "chuyen-de".into(),
        name: "Báo cáo chuyên đề".into(),
        owner: app.unit("BTGDV"),
        valid_from: date(2026, 1, 1),
        body: standard_body("KHONG-CO"),
    };
    let refused = create(&ctx, new.clone()).await.unwrap_err();
    assert_eq!(codes(refused), [unknown]);
    // The office itself did not exist so early; then it is no recipient either.
    let early = NewRegime {
        valid_from: date(2025, 6, 30),
        body: standard_body("BTGDV"),
        ..new
    };
    let refused = codes(create(&ctx, early).await.unwrap_err());
    assert!(refused.contains(&unknown.to_owned()), "{refused:?}");
    let nothing = view(&ctx, "chuyen-de").await;
    assert!(matches!(nothing, Err(AppError::NotFound)), "{nothing:?}");

    made(&app, standard_body("BTGDV")).await;
    for code in [app::regime::STANDARD_CODE, "chuyen-de"] {
        let file = RegimeFile {
            code: code.into(),
            name: "Báo cáo chuyên đề".into(),
            office: "BTGDV".into(),
            valid_from: date(2026, 7, 1),
            body: standard_body("KHONG-CO"),
        };
        let refused = publish_file(&ctx, file).await.unwrap_err();
        assert_eq!(codes(refused), [unknown], "{code}");
    }
    let kept = view(&ctx, app::regime::STANDARD_CODE).await.unwrap();
    assert_eq!(kept.versions.len(), 1);
}

#[tokio::test]
async fn a_version_is_written_as_a_file_read_again_and_published() {
    let app = TestApp::new().await;
    made(&app, standard_body("BTGDV")).await;
    let mut file = RegimeFile {
        code: app::regime::STANDARD_CODE.into(),
        name: "Giao ban công tác khoa giáo".into(),
        office: "BTGDV".into(),
        valid_from: date(2026, 7, 1),
        body: standard_body("BTGDV"),
    };
    file.body.own_times = vec![domain::regime::Times {
        kinds: vec![PeriodKind::Month],
        closing: domain::regime::ClosingRule::DayOfLastMonth { day: 20 },
        units_due: DueRule::WorkingDaysAfterClosing { days: 1 },
        tier_dues: vec![],
        office_due: DueRule::WorkingDaysAfterClosing { days: 2 },
        links: LinkDues::default(),
    }];
    let text = file.write().unwrap();
    let read = RegimeFile::read(&text).unwrap();
    assert_eq!(read, file);
    assert_eq!(
        read.defects(&domain::calendar::WorkCalendar::built_in()),
        []
    );
    let number = publish_file(&app.coordinator().await, read).await.unwrap();
    assert_eq!(number, 2);
    // An unknown word is told with its place, not passed over.
    let wrong = text.replace("shift = ", "shfit = ");
    let words = RegimeFile::read(&wrong).unwrap_err();
    assert!(words.contains("shfit"), "{words}");
}

/// the links behind the office stand in the file too, and a file from before
/// there were such rules has none.
#[test]
fn r_3_2_the_rules_of_links_go_through_a_file() {
    let mut file = RegimeFile {
        code: app::regime::STANDARD_CODE.into(),
        name: "Giao ban công tác khoa giáo".into(),
        office: "BTGDV".into(),
        valid_from: date(2026, 7, 1),
        body: standard_body("BTGDV"),
    };
    let old = file.write().unwrap();
    assert!(!old.contains("[body.links"), "{old}");
    assert!(RegimeFile::read(&old).unwrap().body.links.is_empty());
    file.body.links = LinkDues {
        opinions: Some(LinkRule::WorkingDaysAfterOffice { days: 2 }),
        conference: Some(LinkRule::Day {
            due: DueRule::CalendarDaysAfterEnd { days: 20 },
        }),
        notice: Some(LinkRule::WorkingDaysAfter {
            link: Link::Conference,
            days: 5,
        }),
        ..LinkDues::default()
    };
    let text = file.write().unwrap();
    assert!(text.contains("[body.links.conference"), "{text}");
    let read = RegimeFile::read(&text).unwrap();
    assert_eq!(read, file);
    let calendar = domain::calendar::WorkCalendar::built_in();
    assert_eq!(read.defects(&calendar), []);
    // A link that counts from a later one is told.
    file.body.links.conference = Some(LinkRule::WorkingDaysAfter {
        link: Link::Notice,
        days: 1,
    });
    let found = file.defects(&calendar);
    let codes: Vec<_> = found.iter().map(|d| (d.field, d.code)).collect();
    assert_eq!(codes, [("conference", "regime.link_order")]);
}
