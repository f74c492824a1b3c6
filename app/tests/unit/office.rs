//! The office that consolidates is reorganised after the period: its papers bear the
//! name that holds on their date (domain facts §5.4), and what it has not issued
//! yet is its heir's.

use super::made::*;
use crate::common::{held, issue as issue_notice};
use crate::consolidation::desk::{Desk, open};
use app::conference::{IssueNotice, NoticeFormat, notice_file};
use app::consolidation::{
    Add, Capacity, Format, Freeze, Issue, Purpose, Sign, Submit, add, file, freeze, issue,
    overview, read, sign, submit,
};
use app::unit::{Correction, correct};
use app::{AppError, Ctx};
use domain::consolidation::Content;
use domain::id::RoundId;
use domain::numbering::IssuerKind;
use domain::text::fold;
use domain::unit::{MoveKind, NewUnit, Step, Tier, UnitKind};
use jiff::civil::{Date, date};
use testkit::TestApp;

/// After the third quarter and after the day of the tests.
const DAY: Date = date(2026, 10, 6);

fn office_of(code: &str, name: &str, short_name: &str, symbol: &str) -> Step {
    Step::Create(NewUnit {
        code: code.into(),
        name: name.into(),
        short_name: short_name.into(),
        symbol: symbol.into(),
        kind: UnitKind::CoordinatingOffice,
        tier: Tier::Province,
        parent: "TU".into(),
        place: "Sông Thao Thượng".into(),
        fields: Vec::new(),
    })
}

/// The office goes over into one that is born by the same act.
fn born() -> Vec<Step> {
    vec![
        office_of("BXH", "Ban Công tác Xã hội Tỉnh ủy", "Ban CTXH", "BCTXHTU"),
        Step::Merge {
            from: vec!["BTGDV".into()],
            into: "BXH".into(),
        },
    ]
}

fn renamed(name: &str, symbol: &str) -> Vec<Step> {
    vec![Step::Rename {
        unit: "BTGDV".into(),
        name: name.into(),
        short_name: String::new(),
        symbol: symbol.into(),
    }]
}

async fn done(app: &TestApp, day: Date, steps: Vec<Step>) {
    confirmed(app, &act(day, steps)).await;
    app.go_to(day);
    app::unit::apply_due(&app.app).await.unwrap();
}

fn paper(round: RoundId, issued_on: Date, version: i32) -> Issue {
    Issue {
        round,
        snapshot: 1,
        form: IssuerKind::Party,
        issued_on,
        number: None,
        capacity: Capacity::Own,
        signs_for: String::new(),
        signer_title: "Trưởng ban".into(),
        signer_name: "Đinh Văn Rừng".into(),
        version,
    }
}

/// The words of the paper, folded: how it is set in capitals and lines is the form's.
async fn words(ctx: &Ctx, round: RoundId, purpose: Purpose) -> String {
    let sheet = read(ctx, round, purpose, IssuerKind::Party).await.unwrap();
    fold(&docgen::text::sheet_text(&sheet))
}

async fn json(ctx: &Ctx, round: RoundId, purpose: Purpose) -> Vec<u8> {
    let made = file(ctx, round, purpose, IssuerKind::Party, Format::Json).await;
    made.unwrap().bytes
}

/// from reading to the number, by an office that the round's day did
/// not know.
#[tokio::test]
async fn r_1_2_an_office_born_after_the_period_issues_the_report_that_it_took_over() {
    let desk = Desk::on(TestApp::new().await).await;
    let round = desk.round;
    desk.send(round, "SGDDT", &[("GD-09", "1200")], &[("I.1", "Có.")])
        .await;
    done(&desk.app, DAY, born()).await;
    let ctx = desk.app.coordinator().await;
    let text = Add {
        round,
        section: "I.1".into(),
        text: "Toàn tỉnh tuyển {{GD-09}} người.".into(),
        version: 0,
    };
    add(&ctx, text).await.unwrap();
    let draft = words(&ctx, round, Purpose::Live).await;
    assert!(draft.contains(&fold("Ban Công tác Xã hội")), "{draft}");
    let docx = file(&ctx, round, Purpose::Live, IssuerKind::Party, Format::Docx);
    assert!(docx.await.unwrap().bytes.starts_with(b"PK"));
    let submission = Submit {
        round,
        version: 1,
        accept_stale: false,
        note: String::new(),
    };
    submit(&ctx, submission).await.unwrap();
    let head = desk.app.head_of_office().await;
    let sha256 = overview(&head, round).await.unwrap().submissions[0]
        .sha256
        .clone();
    sign(&head, Sign { round, sha256 }).await.unwrap();
    let version = overview(&ctx, round).await.unwrap().version;
    let symbol = issue(&ctx, paper(round, DAY, version)).await.unwrap();
    assert_eq!(symbol, "01-BC/BCTXHTU");
    let issued = words(&ctx, round, Purpose::Snapshot(1)).await;
    assert!(issued.contains(&fold("Ban Công tác Xã hội")), "{issued}");
    // The figures are those of the round's day.
    assert!(issued.contains("1.200"), "{issued}");
}

/// §5.4: the date on the paper decides, not the day of freezing, and not what
/// the office is called when somebody reads.
#[tokio::test]
async fn r_4_7_an_issued_report_bears_the_name_of_its_date_and_keeps_it() {
    let (desk, _) = crate::path::signed(testkit::on_chosen().await).await;
    let round = desk.round;
    done(&desk.app, DAY, renamed("Ban Công tác Xã hội", "BCTXHTU")).await;
    let ctx = desk.app.coordinator().await;
    let frozen = json(&ctx, round, Purpose::Snapshot(1)).await;
    let version = overview(&ctx, round).await.unwrap().version;
    let symbol = issue(&ctx, paper(round, DAY, version)).await.unwrap();
    assert_eq!(symbol, "01-BC/BCTXHTU");
    let issued = words(&ctx, round, Purpose::Snapshot(1)).await;
    assert!(issued.contains(&fold("Ban Công tác Xã hội")), "{issued}");
    assert!(issued.contains("bctxhtu"), "{issued}");
    assert!(!issued.contains("btgdvtu"), "{issued}");
    let later = renamed("Ban Khoa giáo Trung du", "BKGTU");
    done(&desk.app, date(2026, 10, 20), later).await;
    let ctx = desk.app.coordinator().await;
    assert_eq!(words(&ctx, round, Purpose::Snapshot(1)).await, issued);
    // What was frozen under its hash is the same all the time.
    assert_eq!(json(&ctx, round, Purpose::Snapshot(1)).await, frozen);
}

/// §5.4: a paper with a date before the change of name bears the old name.
#[tokio::test]
async fn r_4_7_a_report_dated_before_a_change_of_name_bears_the_old_name() {
    let (desk, _) = crate::path::signed(testkit::on_chosen().await).await;
    let round = desk.round;
    done(&desk.app, DAY, renamed("Ban Công tác Xã hội", "BCTXHTU")).await;
    let ctx = desk.app.coordinator().await;
    let version = overview(&ctx, round).await.unwrap().version;
    let dated = paper(round, TODAY, version);
    assert_eq!(issue(&ctx, dated).await.unwrap(), "01-BC/BTGDVTU");
    let issued = words(&ctx, round, Purpose::Snapshot(1)).await;
    assert!(issued.contains(&fold("Ban Tuyên giáo")), "{issued}");
}

/// the appendix of tasks has those whose giver and lead are younger than the
/// round's day, and names them.
#[tokio::test]
async fn r_6_9_tasks_that_went_to_younger_units_stay_in_the_appendix_with_their_names() {
    let app = TestApp::new().await;
    let office = app.unit("BTGDV");
    app::regime::create_standard(&app.system(), office, date(2025, 7, 1))
        .await
        .unwrap();
    let held = held(&app).await;
    let task = issue_notice(&app, &held).await[0];
    app.go_to(date(2026, 12, 20));
    let round = open(&app, 2026, 4).await;
    let mut steps = born();
    steps.push(office_of("SM", "Sở Giáo dục mới", "Sở mới", "SM"));
    steps.push(Step::Merge {
        from: vec!["SGDDT".into()],
        into: "SM".into(),
    });
    done(&app, date(2027, 1, 5), steps).await;
    let ctx = app.coordinator().await;
    let content: Content = serde_json::from_slice(&json(&ctx, round, Purpose::Live).await).unwrap();
    let line = content.tasks.iter().find(|t| t.task == task);
    assert_eq!(line.map(|t| t.lead.as_str()), Some("Sở mới"));
}

/// somebody has to issue the report of a closed round.
#[tokio::test]
async fn r_1_2_a_closed_round_without_an_issued_report_goes_to_the_heir_of_its_office() {
    let desk = Desk::on(TestApp::new().await).await;
    desk.app.go_to(date(2026, 11, 20));
    desk.close(desk.round).await;
    done(&desk.app, date(2026, 11, 21), born()).await;
    let heir = unit(&desk.app, "BXH").await;
    let found = store::round::find(&desk.app.app.store.read(), desk.round).await;
    assert_eq!(found.unwrap().unwrap().office, heir);
}

/// a closed round whose report is issued is a record of its time.
#[tokio::test]
async fn r_1_2_a_closed_round_with_an_issued_report_is_not_open_any_more() {
    let (desk, ctx) = crate::path::signed(testkit::on_chosen().await).await;
    let round = desk.round;
    let version = overview(&ctx, round).await.unwrap().version;
    issue(&ctx, paper(round, TODAY, version)).await.unwrap();
    let office = [desk.app.unit("BTGDV")];
    let day = date(2026, 11, 20);
    desk.app.go_to(day);
    let read = desk.app.app.store.read();
    let is_round = |t: &store::unit::OpenRow| t.kind == MoveKind::Round;
    let before = store::unit::open_things(&read, &office, day).await;
    assert!(before.unwrap().iter().any(is_round), "it is open still");
    desk.close(round).await;
    let after = store::unit::open_things(&read, &office, day).await;
    assert!(!after.unwrap().iter().any(is_round));
}

/// The unit as it is written, but for place and symbol.
async fn write(app: &TestApp, code: &str, symbol: &str, place: &str) {
    let ctx = app.administrator().await;
    let unit = app.unit(code);
    let tree = ctx.tree().await.unwrap();
    let now = tree.get(unit).unwrap();
    let correction = Correction {
        unit,
        name: now.name.clone(),
        short_name: now.short_name.clone(),
        symbol: symbol.into(),
        place: place.into(),
        reason: "Ghi thiếu.".into(),
    };
    correct(&ctx, &correction).await.unwrap();
}

fn told<T: std::fmt::Debug>(answer: Result<T, AppError>) -> Vec<&'static str> {
    codes(&match answer {
        Err(AppError::Invalid(errors)) => errors,
        other => panic!("{other:?}"),
    })
}

/// without a place nothing is laid before anybody and nothing frozen, and
/// every refusal says where it is entered; the place of the committee above will do.
#[tokio::test]
async fn r_4_7_without_a_place_reading_submitting_and_freezing_say_where_it_is_entered() {
    let desk = Desk::on(TestApp::new().await).await;
    let (app, round) = (&desk.app, desk.round);
    desk.send(round, "SGDDT", &[("GD-09", "1200")], &[("I.1", "Có.")])
        .await;
    let ctx = app.coordinator().await;
    let text = Add {
        round,
        section: "I.1".into(),
        text: "Toàn tỉnh tuyển {{GD-09}} người.".into(),
        version: 0,
    };
    add(&ctx, text).await.unwrap();
    write(app, "BTGDV", "BTGDVTU", "").await;
    let above = words(&ctx, round, Purpose::Live).await;
    assert!(above.contains(&fold("Sông Thao Thượng, ngày")), "{above}");
    write(app, "TU", "TU", "").await;
    let missing = ["letterhead.place_missing"];
    let page = read(&ctx, round, Purpose::Live, IssuerKind::Party).await;
    let Err(AppError::Invalid(errors)) = page else {
        panic!("it was read")
    };
    assert_eq!(codes(&errors), missing);
    let unit = "Ban Tuyên giáo và Dân vận Tỉnh ủy".to_owned();
    assert_eq!(errors[0].args, [("unit", unit)]);
    let docx = file(&ctx, round, Purpose::Live, IssuerKind::Party, Format::Docx);
    assert_eq!(told(docx.await), missing);
    let submission = Submit {
        round,
        version: 1,
        accept_stale: false,
        note: String::new(),
    };
    assert_eq!(told(submit(&ctx, submission).await), missing);
    let freezing = Freeze {
        round,
        version: 1,
        accept_stale: false,
    };
    assert_eq!(told(freeze(&ctx, freezing.clone()).await), missing);
    write(app, "BTGDV", "BTGDVTU", "Sông Thao Thượng").await;
    assert_eq!(freeze(&ctx, freezing).await.unwrap().number, 1);
}

/// a number with half a symbol ("01-BC/") is never taken.
#[tokio::test]
async fn r_4_6_no_report_takes_a_number_without_a_symbol() {
    let (desk, ctx) = crate::path::signed(testkit::on_chosen().await).await;
    let (app, round) = (&desk.app, desk.round);
    write(app, "BTGDV", "", "").await;
    write(app, "TU", "TU", "").await;
    let version = overview(&ctx, round).await.unwrap().version;
    let refused = issue(&ctx, paper(round, TODAY, version)).await;
    let both = ["letterhead.place_missing", "letterhead.symbol_missing"];
    assert_eq!(told(refused), both);
    let checks = app::instance::examine(&app.system()).await.unwrap();
    let issuers = checks.iter().find(|c| c.code == "issuers").unwrap();
    assert_eq!(issuers.level, app::instance::Level::Warning);
    assert_eq!(issuers.detail, "Ban Tuyên giáo và Dân vận Tỉnh ủy");
    write(app, "BTGDV", "BTGDVTU", "Sông Thao Thượng").await;
    let symbol = issue(&ctx, paper(round, TODAY, version)).await.unwrap();
    assert_eq!(symbol, "01-BC/BTGDVTU");
}

/// a notice of conclusions is refused in words and takes no number, and its
/// draft says what is missing.
#[tokio::test]
async fn r_5_7_no_notice_takes_a_number_without_place_and_symbol() {
    let app = TestApp::new().await;
    let held = held(&app).await;
    write(&app, "BTGDV", "", "").await;
    write(&app, "TU", "TU", "").await;
    let ctx = app.coordinator().await;
    let page = app::conference::show(&ctx, held.id).await.unwrap();
    let input = IssueNotice {
        version: page.conference.version,
        kind: IssuerKind::Party,
        issued_on: None,
        number: None,
        signer_name: "Lò Thị Mây".into(),
        signer_title: "TRƯỞNG BAN".into(),
    };
    let both = ["letterhead.place_missing", "letterhead.symbol_missing"];
    let refused = app::conference::issue_notice(&ctx, held.id, input.clone()).await;
    assert_eq!(told(refused), both);
    let draft = notice_file(&ctx, held.id, NoticeFormat::Docx).await;
    assert_eq!(told(draft), both[..1]);
    write(&app, "BTGDV", "BTGDVTU", "").await;
    write(&app, "TU", "TU", "Sông Thao Thượng").await;
    let issued = app::conference::issue_notice(&ctx, held.id, input).await;
    assert_eq!(issued.unwrap().symbol, "01-TB/BTGDVTU");
    assert!(notice_file(&ctx, held.id, NoticeFormat::Docx).await.is_ok());
}
