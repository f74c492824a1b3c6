//! What follows the office's own day: opinions, final report, conference, notice and
//! publication, each on its day by the rules of the regime.

use crate::consolidation::desk::{Desk, open};
use app::Ctx;
use app::conference::prefill;
use app::consolidation::{
    Add, AskOpinion, Capacity, Freeze, Issue, Sign, Supplement, add, ask_opinion, freeze, issue,
    opinions_due, overview, sign, supplement,
};
use app::regime::{NewRegime, STANDARD_CODE, create, standard_body};
use app::round::{LinkDay, Step, chain};
use domain::calendar::DueRule;
use domain::id::RoundId;
use domain::numbering::IssuerKind;
use domain::regime::{Link, LinkDues, LinkRule};
use jiff::ToSpan;
use jiff::civil::date;
use testkit::TestApp;

/// A round of the third quarter of 2026 whose regime has a rule for every link; the
/// office is due on 8/10.
async fn with_links(app: &TestApp) -> RoundId {
    let after = |link, days| Some(LinkRule::WorkingDaysAfter { link, days });
    let mut body = standard_body("BTGDV");
    body.links = LinkDues {
        opinions: Some(LinkRule::WorkingDaysAfterOffice { days: 2 }),
        final_report: after(Link::Opinions, 1),
        conference: Some(LinkRule::Day {
            due: DueRule::CalendarDaysAfterEnd { days: 17 },
        }),
        notice: after(Link::Conference, 3),
        publication: after(Link::Notice, 1),
    };
    let new = NewRegime {
        code: STANDARD_CODE.into(),
        name: "Giao ban công tác khoa giáo".into(),
        owner: app.unit("BTGDV"),
        valid_from: date(2025, 7, 1),
        body,
    };
    create(&app.administrator().await, new).await.unwrap();
    open(app, 2026, 3).await
}

async fn step(app: &TestApp, round: RoundId, code: &str) -> Step {
    let found = chain(&app.coordinator().await, round).await.unwrap();
    let mut steps = found.steps.into_iter();
    steps.find(|step| step.code == code).unwrap()
}

/// The office begins its report.
async fn begin(ctx: &Ctx, round: RoundId) {
    let text = Add {
        round,
        section: "I.1".into(),
        text: "Chung.".into(),
        version: 0,
    };
    add(ctx, text).await.unwrap();
}

/// A link in October 2026.
fn line(link: Link, day: i8, is_overdue: bool) -> LinkDay {
    LinkDay {
        link,
        due_on: date(2026, 10, day),
        is_overdue,
    }
}

/// derived from the rules, with "quá hạn" once the day is over.
#[tokio::test]
async fn r_3_2_each_step_has_the_days_of_its_links_and_says_which_are_over() {
    let app = TestApp::new().await;
    let round = with_links(&app).await;
    let consolidate = step(&app, round, "consolidate").await;
    assert_eq!(consolidate.on, Some(date(2026, 10, 8)));
    assert!(!consolidate.is_overdue);
    assert_eq!(
        consolidate.links,
        [
            line(Link::Opinions, 12, false),
            line(Link::Final, 13, false)
        ]
    );
    for (code, expected) in [
        ("confer", line(Link::Conference, 19, false)),
        ("conclude", line(Link::Notice, 22, false)),
        ("publish", line(Link::Publication, 23, false)),
    ] {
        assert_eq!(step(&app, round, code).await.links, [expected]);
    }
    assert!(!step(&app, round, "collect").await.is_overdue);

    // No report has come, and the day of the final report is not over.
    app.go_to(date(2026, 10, 13));
    assert!(step(&app, round, "collect").await.is_overdue);
    let consolidate = step(&app, round, "consolidate").await;
    assert!(consolidate.is_overdue);
    assert_eq!(
        consolidate.links,
        [line(Link::Opinions, 12, true), line(Link::Final, 13, false)]
    );
}

/// the form proposes the day of the rule, and what follows the conference is
/// counted from the day for which it is convened.
#[tokio::test]
async fn r_3_2_the_conference_begins_with_the_day_of_the_rule_and_moves_what_follows() {
    let app = TestApp::new().await;
    let round = with_links(&app).await;
    let ctx = app.coordinator().await;
    let mut input = prefill(&ctx, round).await.unwrap();
    assert_eq!(input.held_on, Some(date(2026, 10, 19)));
    input.held_on = Some(date(2026, 10, 23));
    input.place = "Hội trường A".into();
    input.chair_name = "Nguyễn Văn An".into();
    input.chair_title = "Trưởng ban".into();
    app::conference::create(&ctx, Some(round), input)
        .await
        .unwrap();
    let notice = step(&app, round, "conclude").await;
    assert_eq!(notice.links, [line(Link::Notice, 28, false)]);
    app.go_to(date(2026, 10, 20));
    let confer = step(&app, round, "confer").await;
    assert_eq!(confer.on, Some(date(2026, 10, 23)));
    assert_eq!(confer.links, [line(Link::Conference, 19, true)]);
    // A day that is over is not proposed.
    let again = prefill(&app.coordinator().await, round).await.unwrap();
    assert_eq!(again.held_on, None);
}

/// what is frozen can lack signature and number: the final report is
/// there when it is issued, and stays so under a supplement.
#[tokio::test]
async fn r_3_2_the_final_report_is_there_when_it_is_issued_and_not_when_it_is_frozen() {
    let app = TestApp::new().await;
    let round = with_links(&app).await;
    let desk = Desk { app, round };
    let day = date(2026, 10, 14);
    desk.app.go_to(day);
    let ctx = desk.app.coordinator().await;
    begin(&ctx, round).await;
    let freezing = Freeze {
        round,
        version: 1,
        accept_stale: false,
    };
    let sha256 = freeze(&ctx, freezing).await.unwrap().sha256;
    let lines = async || step(&desk.app, round, "consolidate").await.links;
    let opinions = line(Link::Opinions, 12, false);
    assert_eq!(lines().await, [opinions, line(Link::Final, 13, true)]);
    let head = desk.app.head_of_office().await;
    sign(&head, Sign { round, sha256 }).await.unwrap();
    assert_eq!(lines().await, [opinions, line(Link::Final, 13, true)]);
    let paper = Issue {
        round,
        snapshot: 1,
        form: IssuerKind::Party,
        issued_on: day,
        number: None,
        capacity: Capacity::Own,
        signs_for: String::new(),
        signer_title: "Trưởng ban".into(),
        signer_name: "Đinh Văn Rừng".into(),
        version: overview(&ctx, round).await.unwrap().version,
    };
    issue(&ctx, paper).await.unwrap();
    assert_eq!(lines().await, [opinions, line(Link::Final, 13, false)]);
    desk.send(round, "SGDDT", &[("GD-09", "1200")], &[]).await;
    let further = Supplement {
        round,
        version: overview(&ctx, round).await.unwrap().version,
        accept_stale: false,
    };
    supplement(&ctx, further).await.unwrap();
    assert_eq!(lines().await, [opinions, line(Link::Final, 13, false)]);
}

/// The windows of opinions are a query of their own, for both databases.
async fn opinions_are_in_when_their_window_is_over(app: &TestApp) {
    let round = with_links(app).await;
    let ctx = app.coordinator().await;
    let due = opinions_due(&ctx, round).await.unwrap();
    assert_eq!(due, Some(date(2026, 10, 12)));
    begin(&ctx, round).await;
    // Until 9:00 on 14/10.
    let asked = AskOpinion {
        round,
        version: 1,
        units: vec![app.unit("SGDDT")],
        opens_at: ctx.now(),
        closes_at: ctx.now() + (9 * 24).hours(),
    };
    ask_opinion(&ctx, asked).await.unwrap();
    app.go_to(date(2026, 10, 13));
    let consolidate = step(app, round, "consolidate").await;
    assert!(
        !consolidate.is_overdue,
        "a draft was there to be asked about"
    );
    assert_eq!(consolidate.links[0], line(Link::Opinions, 12, true));
    let ctx = app.coordinator().await;
    assert_eq!(opinions_due(&ctx, round).await.unwrap(), None);
    app.go_to(date(2026, 10, 15));
    assert_eq!(
        step(app, round, "consolidate").await.links,
        [line(Link::Opinions, 12, false), line(Link::Final, 13, true)]
    );
}

///
#[tokio::test]
async fn r_3_2_opinions_are_in_when_their_window_is_over_on_sqlite() {
    opinions_are_in_when_their_window_is_over(&TestApp::new().await).await;
}

///
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r_3_2_opinions_are_in_when_their_window_is_over_on_postgres() {
    if let Some(database) = testkit::on_postgres().await {
        opinions_are_in_when_their_window_is_over(&TestApp::on(database).await).await;
    }
}
