//! Messages: chased once a day, delivered at most once, never lost.

use crate::smtp_sink::SmtpSink;
use app::message::{
    ChaseScope, Mail, MailError, Mailer, NewMessage, Sending, chase, chase_by_ladder, deliver_due,
    deliver_with, get, mark_read, mine, outbox, plan_chase, queue, resend, unread,
};
use app::round::OpenRound;
use app::{App, AppError, Ctx, Options, regime, round};
use domain::id::{MessageId, RoundId};
use domain::journal::Noun;
use domain::message::{MessageClass, MessageState};
use domain::period::{Period, PeriodKind, Scheme};
use domain::round::DateChoice;
use jiff::civil::date;
use std::sync::{Arc, Mutex};
use testkit::TestApp;

/// Answers as it is told and remembers what it was given.
#[derive(Default)]
struct ToldMailer {
    answers: Mutex<Vec<Result<(), MailError>>>,
    given: Mutex<Vec<Mail>>,
}

impl ToldMailer {
    fn answering(answers: Vec<Result<(), MailError>>) -> Self {
        Self {
            answers: Mutex::new(answers),
            given: Mutex::default(),
        }
    }

    fn count(&self) -> usize {
        self.given.lock().unwrap().len()
    }
}

impl Mailer for ToldMailer {
    fn send<'a>(&'a self, mail: &'a Mail) -> Sending<'a> {
        self.given.lock().unwrap().push(mail.clone());
        let mut answers = self.answers.lock().unwrap();
        let answer = if answers.is_empty() {
            Ok(())
        } else {
            answers.remove(0)
        };
        Box::pin(async move { answer })
    }
}

async fn late_round() -> (TestApp, RoundId) {
    let app = TestApp::new().await;
    regime::create_standard(
        &app.administrator().await,
        app.unit("BTGDV"),
        date(2025, 7, 1),
    )
    .await
    .unwrap();
    let input = OpenRound {
        regime: regime::STANDARD_CODE.into(),
        period: Period::new(Scheme::Lich, PeriodKind::Quarter, 2026, 3).unwrap(),
        title: String::new(),
        area: None,
        dates: DateChoice::default(),
        accept_gaps: false,
    };
    let id = round::open(&app.coordinator().await, &input).await.unwrap();
    app.go_to(date(2026, 10, 7));
    (app, id)
}

async fn one_message(app: &TestApp, key: &str) -> Option<MessageId> {
    let ctx = app.coordinator().await;
    let new = NewMessage {
        account: app.province.accounts["bc.syt"],
        class: MessageClass::Information,
        noun: Noun::Report,
        subject_id: uuid::Uuid::nil(),
        subject: "Báo cáo được tiếp nhận".into(),
        body: "Báo cáo quý III đã được tiếp nhận.\n".into(),
        key: key.into(),
    };
    let w = ctx.begin().await.unwrap();
    let id = queue(&ctx, &w, new).await.unwrap();
    w.commit(&ctx.entry(
        "report.accept",
        Noun::Report,
        uuid::Uuid::nil(),
        None,
        serde_json::json!({}),
    ))
    .await
    .unwrap();
    id
}

async fn state(ctx: &Ctx, id: MessageId) -> MessageState {
    get(ctx, id).await.unwrap().message.state
}

#[tokio::test]
async fn r_3_12_chasing_twice_a_day_tells_each_person_once() {
    let (app, id) = late_round().await;
    let ctx = app.coordinator().await;
    let plan = plan_chase(&ctx, id, ChaseScope::Late).await.unwrap();
    assert_eq!(plan.people.len(), 12);
    let first = chase(&ctx, id, ChaseScope::Late).await.unwrap();
    assert_eq!((first.written, first.left_out), (12, 0));
    let second = chase(&ctx, id, ChaseScope::Late).await.unwrap();
    assert_eq!((second.written, second.left_out), (0, 12));
    assert!(
        plan_chase(&ctx, id, ChaseScope::Late)
            .await
            .unwrap()
            .people
            .iter()
            .all(|p| p.is_told_today)
    );
    app.go_to(date(2026, 10, 8));
    // The ladder and the button share the one message of the day; on the third
    // working day the office above is told too: two more people.
    assert_eq!(chase_by_ladder(&app.app).await.unwrap(), 14);
    assert_eq!(
        chase(&app.coordinator().await, id, ChaseScope::Late)
            .await
            .unwrap()
            .written,
        0
    );
}

#[tokio::test]
async fn r_3_12_a_step_that_fell_on_a_day_without_server_is_made_up_once() {
    let (app, id) = late_round().await;
    // It ran on the due day, and then not before the second working day after it.
    app.go_to(date(2026, 10, 5));
    chase_by_ladder(&app.app).await.unwrap();
    app.go_to(date(2026, 10, 7));
    // Twelve people of units, and the coordinator of the office's own day.
    assert_eq!(chase_by_ladder(&app.app).await.unwrap(), 13);
    assert_eq!(chase_by_ladder(&app.app).await.unwrap(), 0);
    let office = app.coordinator().await;
    let again = chase(&office, id, ChaseScope::Owing).await.unwrap();
    assert_eq!(again.written, 0, "the button knows of it");
    // On a Saturday nobody is told; what is missed waits for the Monday.
    app.go_to(date(2026, 10, 10));
    assert_eq!(chase_by_ladder(&app.app).await.unwrap(), 0);
    app.go_to(date(2026, 10, 12));
    assert_eq!(chase_by_ladder(&app.app).await.unwrap(), 14);
    // The third day of the office's own report; the units are told no more.
    app.go_to(date(2026, 10, 13));
    assert_eq!(chase_by_ladder(&app.app).await.unwrap(), 2);
}

#[tokio::test]
async fn a_reminder_names_the_unit_the_day_and_the_way_to_more_time() {
    let (app, id) = late_round().await;
    chase(&app.coordinator().await, id, ChaseScope::Late)
        .await
        .unwrap();
    let reporter = app.reporter("SYT").await;
    let message = mine(&reporter).await.unwrap().remove(0);
    assert_eq!(
        message.subject,
        "Đôn đốc báo cáo: Giao ban công tác khoa giáo quý III năm 2026"
    );
    assert!(
        message
            .body
            .contains("Sở Y tế: hạn 05/10/2026, đã quá 2 ngày"),
        "{}",
        message.body
    );
    assert!(message.body.contains("gia hạn"));
    assert!(message.body.contains("http://127.0.0.1:8080/viec-cua-toi"));
    assert_eq!(unread(&reporter).await.unwrap(), 1);
    mark_read(&reporter, message.id).await.unwrap();
    assert_eq!(unread(&reporter).await.unwrap(), 0);
}

#[tokio::test]
async fn nobody_is_chased_on_the_due_day_and_readers_may_not_chase() {
    let (app, id) = late_round().await;
    app.go_to(date(2026, 10, 5));
    let err = chase(&app.coordinator().await, id, ChaseScope::Late)
        .await
        .unwrap_err();
    assert!(matches!(err, AppError::Invalid(_)), "{err:?}");
    assert!(
        chase(&app.inspector().await, id, ChaseScope::Late)
            .await
            .is_err()
    );
}

#[tokio::test]
async fn without_a_mail_server_messages_stay_readable_in_the_outbox() {
    let (app, id) = late_round().await;
    let ctx = app.coordinator().await;
    chase(&ctx, id, ChaseScope::Late).await.unwrap();
    deliver_due(&app.app).await.unwrap();
    let page = outbox(&ctx, Some(MessageState::Queued), 0).await.unwrap();
    assert_eq!(page.lines.len(), 12);
    assert!(!page.is_mail_on);
    let foreign = app.foreign_coordinator().await;
    let theirs = outbox(&foreign, None, 0).await.unwrap();
    assert!(theirs.lines.is_empty());
    assert!(theirs.counts.is_empty(), "counts are of one's own area too");
    assert_eq!(page.counts[&MessageState::Queued], 12);
    assert!(matches!(
        get(&foreign, page.lines[0].message.id).await,
        Err(AppError::NotFound)
    ));
}

#[tokio::test]
async fn the_same_key_is_written_once() {
    let app = TestApp::new().await;
    assert!(one_message(&app, "a").await.is_some());
    assert!(one_message(&app, "a").await.is_none());
    assert_eq!(mine(&app.reporter("SYT").await).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_refusal_for_now_is_tried_again_after_growing_waits_and_then_given_up() {
    let app = TestApp::new().await;
    let id = one_message(&app, "a").await.unwrap();
    let ctx = app.coordinator().await;
    let later = || Err(MailError::Later("451 try later".into()));
    let mailer = ToldMailer::answering((0..6).map(|_| later()).collect());
    for tries in 1..=6 {
        deliver_with(&app.app, &mailer).await.unwrap();
        // Before the wait is over nothing is tried.
        deliver_with(&app.app, &mailer).await.unwrap();
        assert_eq!(mailer.count(), tries);
        app.clock.advance_seconds(4 * 3600);
    }
    assert_eq!(state(&ctx, id).await, MessageState::Failed);
    resend(&ctx, id).await.unwrap();
    deliver_with(&app.app, &mailer).await.unwrap();
    assert_eq!(state(&ctx, id).await, MessageState::Sent);
    let ids: Vec<String> = mailer
        .given
        .lock()
        .unwrap()
        .iter()
        .map(|m| m.id.clone())
        .collect();
    assert!(
        ids.iter().all(|i| *i == ids[0]),
        "a repetition keeps its id"
    );
}

#[tokio::test]
async fn a_delivery_cut_off_by_a_crash_is_shown_and_not_sent_again() {
    /// Dies in the middle of handing over, as a killed process does.
    struct Dying;
    impl Mailer for Dying {
        fn send<'a>(&'a self, _: &'a Mail) -> Sending<'a> {
            Box::pin(std::future::pending())
        }
    }
    let app = TestApp::new().await;
    let id = one_message(&app, "a").await.unwrap();
    let ctx = app.coordinator().await;
    {
        let run = deliver_with(&app.app, &Dying);
        // The run is dropped while it waits for the server.
        let cut = tokio::time::timeout(std::time::Duration::from_millis(500), run).await;
        assert!(cut.is_err());
    }
    assert_eq!(state(&ctx, id).await, MessageState::Sending);
    let mailer = ToldMailer::default();
    deliver_with(&app.app, &mailer).await.unwrap();
    assert_eq!(mailer.count(), 0);
    app.clock.advance_seconds(11 * 60);
    deliver_with(&app.app, &mailer).await.unwrap();
    assert_eq!(mailer.count(), 0);
    assert_eq!(
        state(&app.coordinator().await, id).await,
        MessageState::Failed
    );
}

#[tokio::test]
async fn two_servers_deliver_one_message_once() {
    let app = TestApp::new().await;
    one_message(&app, "a").await.unwrap();
    let mailer = ToldMailer::default();
    let (a, b) = tokio::join!(
        deliver_with(&app.app, &mailer),
        deliver_with(&app.app, &mailer)
    );
    assert_eq!(a.unwrap().sent + b.unwrap().sent, 1);
    assert_eq!(mailer.count(), 1);
}

#[tokio::test]
async fn a_mail_server_gets_headers_and_vietnamese_whole() {
    let sink = SmtpSink::start().await;
    let test = TestApp::new().await;
    let id = one_message(&test, "a").await.unwrap();
    let options = Options {
        smtp_url: Some(sink.url()),
        mail_from: "Giao Ban <giaoban@vi-du.vn>".into(),
        ..Options::default()
    };
    let app = App::new(
        test.app.store.clone(),
        test.clock.clone(),
        Arc::clone(&test.app.entropy),
        options,
    );
    let done = deliver_due(&app).await.unwrap();
    assert_eq!(done.sent, 1, "{done:?}");
    let mails = sink.received();
    assert_eq!(mails.len(), 1);
    let mail = &mails[0];
    assert_eq!(mail.from, "giaoban@vi-du.vn");
    assert_eq!(mail.to, ["bc.syt@vi-du.vn"]);
    assert_eq!(
        mail.header("Message-ID").unwrap(),
        format!("<{id}@vi-du.vn>")
    );
    assert!(
        mail.header("Subject").unwrap().is_ascii(),
        "an encoded word on the wire"
    );
    assert_eq!(mail.subject(), "Báo cáo được tiếp nhận");
    assert_eq!(
        mail.header("Content-Type").unwrap(),
        "text/plain; charset=utf-8"
    );
    assert_eq!(mail.body().trim_end(), "Báo cáo quý III đã được tiếp nhận.");
    assert_eq!(deliver_due(&app).await.unwrap().sent, 0);
    assert_eq!(sink.received().len(), 1);
}

#[tokio::test]
async fn a_mail_server_that_refuses_an_address_fails_it_at_once() {
    let sink = SmtpSink::refusing("550 no such user").await;
    let test = TestApp::new().await;
    let id = one_message(&test, "a").await.unwrap();
    let options = Options {
        smtp_url: Some(sink.url()),
        ..Options::default()
    };
    let app = App::new(
        test.app.store.clone(),
        test.clock.clone(),
        Arc::clone(&test.app.entropy),
        options,
    );
    assert_eq!(deliver_due(&app).await.unwrap().failed, 1);
    let line = get(&test.coordinator().await, id).await.unwrap();
    assert_eq!(line.message.state, MessageState::Failed);
    assert!(line.message.last_error.unwrap().contains("no such user"));
}

#[tokio::test]
async fn a_mail_server_that_is_away_is_asked_again_later() {
    let test = TestApp::new().await;
    let id = one_message(&test, "a").await.unwrap();
    // A port that was just given back: nobody listens there.
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let options = Options {
        smtp_url: Some(format!("smtp://127.0.0.1:{port}")),
        ..Options::default()
    };
    let app = App::new(
        test.app.store.clone(),
        test.clock.clone(),
        Arc::clone(&test.app.entropy),
        options,
    );
    assert_eq!(deliver_due(&app).await.unwrap().waiting, 1);
    assert_eq!(
        state(&test.coordinator().await, id).await,
        MessageState::Queued
    );
}

#[tokio::test]
async fn r_3_12_a_person_who_reports_in_two_rounds_gets_one_reminder_a_day() {
    let (app, quarter) = late_round().await;
    app.go_to(date(2026, 10, 5));
    // The month ended on the same day, so both rounds are due on one day.
    let input = OpenRound {
        regime: regime::STANDARD_CODE.into(),
        period: Period::new(Scheme::Lich, PeriodKind::Month, 2026, 9).unwrap(),
        title: "Giao ban tháng 9".into(),
        area: None,
        dates: DateChoice::default(),
        accept_gaps: true,
    };
    let office = app.coordinator().await;
    let month = round::open(&office, &input).await.unwrap();
    let due = |rows: Vec<app::round::MatrixRow>, app: &TestApp| {
        let unit = app.unit("SYT");
        rows.into_iter().find(|r| r.unit == unit).unwrap().due_on
    };
    let both = [
        due(round::matrix(&office, quarter).await.unwrap().rows, &app),
        due(round::matrix(&office, month).await.unwrap().rows, &app),
    ];
    assert_eq!(both[0], both[1], "both rounds are due on one day");
    app.go_to(both[0]);
    let written = chase_by_ladder(&app.app).await.unwrap();
    let reporter = app.reporter("SYT").await;
    let letters = mine(&reporter).await.unwrap();
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].subject, "Đôn đốc báo cáo: 2 kỳ");
    for title in ["quý III năm 2026", "Giao ban tháng 9"] {
        assert!(letters[0].body.contains(title), "{}", letters[0].body);
    }
    assert_eq!(chase_by_ladder(&app.app).await.unwrap(), 0);
    // Both rounds know of it: the button tells nobody again, and the page of the
    // ladder shows the letters of the day.
    let office = app.coordinator().await;
    for id in [quarter, month] {
        let again = chase(&office, id, ChaseScope::Owing).await.unwrap();
        assert_eq!(again.written, 0);
        let shown = app::message::chase_schedule(&office, id, both[0])
            .await
            .unwrap();
        assert_eq!(shown.sent[0].1.written, written);
    }
}

/// Who is told by the ladder on a day: logins, of the office's own report.
async fn told_of_own(app: &TestApp, day: jiff::civil::Date) -> Vec<&'static str> {
    app.go_to(day);
    chase_by_ladder(&app.app).await.unwrap();
    let mut told = Vec::new();
    for login in ["dieuphoi", "truongban", "lanhdao", "bc.syt", "tt.syt"] {
        let letters = mine(&app.person(login).await).await.unwrap();
        let today =
            |m: &&store::message::Message| domain::calendar::day_in_vietnam(m.created_at) == day;
        let today: Vec<_> = letters.iter().filter(today).collect();
        assert!(today.len() <= 1, "one message per person: {today:?}");
        if today.iter().any(|m| m.body.contains("hạn của cơ quan")) {
            told.push(login);
        }
    }
    told
}

#[tokio::test]
async fn r_3_12_the_office_is_reminded_of_its_own_day_by_the_steps_of_the_ladder() {
    let (app, id) = late_round().await;
    let office = app.coordinator().await;
    let due = round::get(&office, id).await.unwrap().dates.office_due_on;
    assert_eq!(
        due,
        date(2026, 10, 8),
        "the third working day after the units'"
    );
    let coming = app::message::chase_schedule(&office, id, date(2026, 9, 28))
        .await
        .unwrap();
    let shown = |on| {
        let day = coming.days.iter().find(|d| d.on == on);
        let messages = day.map_or(&[][..], |d| &d.messages);
        messages.iter().filter(|m| m.is_own).count()
    };
    for (day, told) in [
        (date(2026, 10, 1), &["dieuphoi"][..]),
        (date(2026, 10, 5), &[]),
        (date(2026, 10, 6), &["dieuphoi"]),
        (date(2026, 10, 8), &["dieuphoi", "truongban"]),
        (date(2026, 10, 9), &["dieuphoi", "truongban"]),
        (date(2026, 10, 12), &[]),
        (date(2026, 10, 13), &["dieuphoi", "truongban"]),
    ] {
        assert_eq!(told_of_own(&app, day).await, told, "{day}");
        assert_eq!(
            shown(day),
            told.len(),
            "{day}: what is shown is what is sent"
        );
    }
    let letter = mine(&app.coordinator().await).await.unwrap().remove(0);
    assert!(
        letter
            .body
            .contains("hạn của cơ quan 08/10/2026, đã quá 5 ngày"),
        "{}",
        letter.body
    );
    assert!(
        letter.subject.starts_with("Nhắc hạn báo cáo tổng hợp"),
        "{}",
        letter.subject
    );
    assert!(
        letter.body.contains(&format!("/ky/{id}")),
        "{}",
        letter.body
    );
    assert_eq!(
        chase_by_ladder(&app.app).await.unwrap(),
        0,
        "told once a day"
    );
}

#[tokio::test]
async fn r_3_12_closing_the_round_does_not_end_the_reminder_of_the_offices_own_day() {
    let (app, id) = late_round().await;
    let office = app.coordinator().await;
    let version = round::get(&office, id).await.unwrap().version;
    round::close(&office, id, version).await.unwrap();
    app.go_to(date(2026, 10, 8));
    // The units of a closed round are asked no more.
    assert_eq!(chase_by_ladder(&app.app).await.unwrap(), 2);
    assert!(mine(&app.reporter("SYT").await).await.unwrap().is_empty());
    let coming = app::message::chase_schedule(&app.coordinator().await, id, date(2026, 10, 9))
        .await
        .unwrap();
    assert_eq!(coming.next_run(), Some(date(2026, 10, 9)));
}
