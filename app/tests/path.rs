//! The path to issue: opinions, submission, signature, number, sending
//! with receipts, and any two versions side by side.

use crate::consolidation::desk::Desk;
use app::consolidation::{
    Add, AnswerOpinion, AskOpinion, Capacity, Edit, Freeze, GiveOpinion, Issue, ReturnSubmission,
    Send, Sign, Submit, VersionKey, acknowledge, add, answer_opinion, ask_opinion, awaited,
    close_opinion, compare_versions, edit, freeze, give_opinion, issue, opinion_page, overview,
    receive, return_submission, send, sign, submit,
};
use app::{AppError, Ctx};
use domain::consolidation::{OpinionAnswer, Stage};
use domain::id::OpinionRoundId;
use domain::numbering::IssuerKind;
use jiff::ToSpan;
use jiff::civil::date;
use testkit::{TestApp, TestDatabase};

/// Makes two tests out of one body, one for each database.
macro_rules! on_both {
    ($name:ident, $body:ident) => {
        mod $name {
            #[tokio::test]
            async fn on_sqlite() {
                super::$body(testkit::on_sqlite().await).await;
            }

            #[tokio::test]
            async fn on_postgres() {
                if let Some(database) = testkit::on_postgres().await {
                    super::$body(database).await;
                }
            }
        }
    };
}

pub async fn drafted(database: TestDatabase) -> (Desk, Ctx) {
    let desk = Desk::on(TestApp::on(database).await).await;
    let sections = [
        ("I.1", "Đã tham mưu 12 văn bản."),
        ("I.2", "Có dư luận về giá sách."),
    ];
    desk.send(desk.round, "SGDDT", &[("GD-09", "1200")], &sections)
        .await;
    let ctx = desk.app.coordinator().await;
    for (section, text, version) in [
        ("I.1", "Toàn tỉnh tuyển {{GD-09}} người.", 0),
        ("I.2", "Dư luận quan tâm giá sách.", 1),
    ] {
        let (section, text) = (section.to_owned(), text.to_owned());
        let round = desk.round;
        add(
            &ctx,
            Add {
                round,
                section,
                text,
                version,
            },
        )
        .await
        .unwrap();
    }
    (desk, ctx)
}

/// The same, submitted and signed by the head of the office.
pub async fn signed(database: TestDatabase) -> (Desk, Ctx) {
    let (desk, ctx) = drafted(database).await;
    let (round, head) = (desk.round, desk.app.head_of_office().await);
    submit(&ctx, submitting(&desk, 2)).await.unwrap();
    let sha256 = overview(&head, round).await.unwrap().submissions[0]
        .sha256
        .clone();
    sign(&head, Sign { round, sha256 }).await.unwrap();
    (desk, ctx)
}

/// What each of them has still to say or sign, as `kind path`.
async fn waits(ctx: &Ctx) -> Vec<String> {
    let found = awaited(ctx).await.unwrap();
    let line = |one: &app::consolidation::Awaited| format!("{} {}", one.kind.code(), one.path);
    found.iter().map(line).collect()
}

async fn what_is_waited_for(database: TestDatabase) {
    let (desk, ctx) = drafted(database).await;
    let (head, round) = (desk.app.head_of_office().await, desk.round);
    let (reporter, silent) = (desk.app.head("SGDDT").await, desk.app.head("SYT").await);
    assert!(waits(&head).await.is_empty() && waits(&reporter).await.is_empty());
    let opinions = asked(&desk, &ctx, 2).await;
    assert_eq!(
        waits(&reporter).await,
        [format!("opinion /y-kien/{opinions}")]
    );
    assert!(waits(&silent).await.is_empty(), "was not asked");
    give_opinion(&reporter, opinion(&desk, opinions, "I.1", 1))
        .await
        .unwrap();
    assert!(waits(&reporter).await.is_empty(), "has spoken");
    close_opinion(&ctx, round).await.unwrap();
    let said = overview(&ctx, round).await.unwrap().opinions[0].1[0]
        .opinion
        .clone();
    let answer = AnswerOpinion {
        opinion: said.id,
        answer: OpinionAnswer::Accepted,
        text: "Đã bổ sung.".into(),
        version: said.version,
    };
    answer_opinion(&ctx, round, answer).await.unwrap();
    submit(&ctx, submitting(&desk, 2)).await.unwrap();
    let to_sign = format!("signature /tong-hop/{round}/chot");
    assert_eq!(waits(&head).await, [to_sign]);
    assert!(waits(&ctx).await.is_empty(), "a coordinator does not sign");
    let told = app::message::mine(&head).await.unwrap();
    assert!(
        told.iter()
            .any(|m| m.subject.starts_with("Trình ký báo cáo tổng hợp"))
    );
    let sha256 = overview(&head, round).await.unwrap().submissions[0]
        .sha256
        .clone();
    sign(&head, Sign { round, sha256 }).await.unwrap();
    assert!(waits(&head).await.is_empty());
}

on_both!(
    r_4_6_opinions_and_signatures_stand_among_the_duties,
    what_is_waited_for
);

pub fn codes(err: AppError) -> Vec<&'static str> {
    let AppError::Invalid(errors) = err else {
        panic!("{err:?}")
    };
    errors.iter().map(|e| e.code).collect()
}

pub async fn asked(desk: &Desk, ctx: &Ctx, version: i32) -> OpinionRoundId {
    let input = AskOpinion {
        round: desk.round,
        version,
        units: vec![desk.app.unit("SGDDT"), desk.app.unit("TU")],
        opens_at: ctx.now(),
        closes_at: ctx.now() + 24.hours(),
    };
    ask_opinion(ctx, input).await.unwrap()
}

on_both!(
    r_4_6_who_is_asked_before_the_window_opens_is_told_from_when_on,
    asked_early
);

async fn asked_early(database: TestDatabase) {
    let (desk, ctx) = drafted(database).await;
    let (opens_at, closes_at) = (ctx.now() + 24.hours(), ctx.now() + 48.hours());
    let input = AskOpinion {
        round: desk.round,
        version: 2,
        units: vec![desk.app.unit("SGDDT")],
        opens_at,
        closes_at,
    };
    let id = ask_opinion(&ctx, input).await.unwrap();
    let reporter = desk.app.reporter("SGDDT").await;
    let letter = app::message::mine(&reporter).await.unwrap().remove(0);
    for named in [opens_at, closes_at].map(app::text::instant_vi) {
        assert!(letter.body.contains(&named), "{}", letter.body);
    }
    let page = opinion_page(&reporter, id).await.unwrap();
    assert!(!page.content.title.is_empty());
    let content = &page.content;
    assert!(content.sections.is_empty() && content.figures.is_empty());
    let early = give_opinion(&reporter, opinion(&desk, id, "", 0)).await;
    assert_eq!(
        codes(early.unwrap_err()),
        ["consolidation.opinion_not_open"]
    );
    let foreign = opinion_page(&desk.app.reporter("SYT").await, id).await;
    assert!(matches!(foreign, Err(AppError::NotFound)));
}

pub fn opinion(
    desk: &Desk,
    opinions: OpinionRoundId,
    section: &str,
    paragraph: i32,
) -> GiveOpinion {
    GiveOpinion {
        opinions,
        unit: desk.app.unit("SGDDT"),
        section: section.into(),
        paragraph,
        text: "Đề nghị ghi rõ số lớp.".into(),
    }
}

pub fn submitting(desk: &Desk, version: i32) -> Submit {
    Submit {
        round: desk.round,
        version,
        accept_stale: false,
        note: "Kính trình đồng chí.".into(),
    }
}

on_both!(
    r_4_6_units_comment_on_paragraphs_within_the_window_and_get_an_answer,
    opinions
);

async fn opinions(database: TestDatabase) {
    let (desk, ctx) = drafted(database).await;
    let opinions = asked(&desk, &ctx, 2).await;
    let reporter = desk.app.reporter("SGDDT").await;
    let page = opinion_page(&reporter, opinions).await.unwrap();
    assert_eq!(
        page.content
            .sections
            .iter()
            .find(|s| s.code == "I.1")
            .unwrap()
            .paragraphs[0]
            .text,
        "Toàn tỉnh tuyển 1.200 (mới có báo cáo của 1/2 đơn vị) người."
    );
    // Public concerns are internal: a unit does not see them, a leader does.
    let internal = |page: &app::consolidation::OpinionPage| {
        page.content.sections.iter().any(|s| s.code == "I.2")
    };
    let leader = desk.app.leader().await;
    let seen = opinion_page(&leader, opinions).await.unwrap();
    assert!(internal(&seen), "the leader sees every section");
    let foreign = opinion_page(&desk.app.reporter("SYT").await, opinions).await;
    assert!(matches!(foreign, Err(AppError::NotFound)));
    let wrong = give_opinion(&reporter, opinion(&desk, opinions, "I.1", 9)).await;
    assert_eq!(codes(wrong.unwrap_err()), ["consolidation.opinion_place"]);
    give_opinion(&reporter, opinion(&desk, opinions, "I.1", 1))
        .await
        .unwrap();
    let early = submit(&ctx, submitting(&desk, 2)).await.unwrap_err();
    assert_eq!(codes(early), ["consolidation.opinion_open"]);
    close_opinion(&ctx, desk.round).await.unwrap();
    let late = give_opinion(&reporter, opinion(&desk, opinions, "I.1", 1)).await;
    assert_eq!(codes(late.unwrap_err()), ["consolidation.opinion_closed"]);
    let open = submit(&ctx, submitting(&desk, 2)).await.unwrap_err();
    assert_eq!(codes(open), ["consolidation.opinion_unanswered"]);
    let shown = overview(&ctx, desk.round).await.unwrap();
    let said = &shown.opinions[0].1[0];
    let about = "Toàn tỉnh tuyển 1.200 (mới có báo cáo của 1/2 đơn vị) người.";
    assert_eq!(said.about.as_deref(), Some(about));
    let answer = |answer, text: &str| AnswerOpinion {
        opinion: said.opinion.id,
        answer,
        text: text.into(),
        version: said.opinion.version,
    };
    let bare = answer_opinion(&ctx, desk.round, answer(OpinionAnswer::Rejected, " ")).await;
    assert_eq!(codes(bare.unwrap_err()), ["consolidation.answer_missing"]);
    answer_opinion(
        &ctx,
        desk.round,
        answer(OpinionAnswer::Accepted, "Đã bổ sung."),
    )
    .await
    .unwrap();
    let mine = opinion_page(&reporter, opinions).await.unwrap().opinions;
    assert_eq!(
        (mine[0].answer, mine[0].answer_text.as_str()),
        (OpinionAnswer::Accepted, "Đã bổ sung.")
    );
    submit(&ctx, submitting(&desk, 2)).await.unwrap();
}

on_both!(
    r_4_6_what_lies_before_the_head_stays_and_is_signed_as_it_was_read,
    submission
);

async fn submission(database: TestDatabase) {
    let (desk, ctx) = drafted(database).await;
    let head = desk.app.head_of_office().await;
    submit(&ctx, submitting(&desk, 2)).await.unwrap();
    let change = Edit {
        round: desk.round,
        paragraph: 2,
        text: "Khác.".into(),
        version: 2,
    };
    let refused = edit(&ctx, change.clone()).await.unwrap_err();
    assert_eq!(codes(refused), ["consolidation.submitted"]);
    let round = desk.round;
    let hasty = Freeze {
        round,
        version: 2,
        accept_stale: false,
    };
    assert_eq!(
        codes(freeze(&ctx, hasty).await.unwrap_err()),
        ["consolidation.submitted"]
    );
    let by_office = sign(
        &ctx,
        Sign {
            round,
            sha256: String::new(),
        },
    )
    .await;
    assert!(matches!(by_office, Err(AppError::Forbidden)));
    let back = |reason: &str| ReturnSubmission {
        round,
        reason: reason.into(),
    };
    let bare = return_submission(&head, back(" ")).await.unwrap_err();
    assert_eq!(codes(bare), ["consolidation.reason_missing"]);
    return_submission(&head, back("Viết rõ hơn mục I.2."))
        .await
        .unwrap();
    edit(&ctx, change).await.unwrap();
    submit(&ctx, submitting(&desk, 3)).await.unwrap();
    // Data that arrive now change nothing in what lies before the head.
    desk.send(round, "CDCD", &[("GD-09", "345")], &[]).await;
    let shown = overview(&head, round).await.unwrap();
    assert_eq!(shown.stage, Stage::Submitted);
    let read = shown.submissions[0].sha256.clone();
    let other = sign(
        &head,
        Sign {
            round,
            sha256: "0".into(),
        },
    )
    .await
    .unwrap_err();
    assert!(matches!(other, AppError::Conflict));
    assert_eq!(
        sign(
            &head,
            Sign {
                round,
                sha256: read.clone()
            }
        )
        .await
        .unwrap(),
        1
    );
    let shown = overview(&ctx, round).await.unwrap();
    assert_eq!(shown.stage, Stage::Signed);
    assert_eq!(shown.snapshots[0].sha256, read);
    // First submission against second, word by word.
    let key = |code: &str| VersionKey::from_code(code).unwrap();
    let pair = Some((key("submission-1"), key("submission-2")));
    let compared = compare_versions(&ctx, round, pair).await.unwrap();
    let comparison = compared.comparison.unwrap();
    assert_eq!(comparison.sections.len(), 1);
    assert_eq!(comparison.sections[0].code, "I.2");
    let pair = Some((key("submission-2"), key("live")));
    let compared = compare_versions(&ctx, round, pair).await.unwrap();
    assert!(
        !compared.comparison.unwrap().data.is_empty(),
        "the college has arrived"
    );
}

on_both!(
    r_2_6_a_sent_report_has_one_receipt_per_unit_opened_and_acknowledged_once,
    receipts
);

async fn receipts(database: TestDatabase) {
    let (desk, ctx) = signed(database).await;
    let round = desk.round;
    let sending = || Send {
        round,
        snapshot: 1,
        also: Vec::new(),
    };
    let early = send(&ctx, sending()).await.unwrap_err();
    assert_eq!(codes(early), ["consolidation.not_issued"]);
    let version = overview(&ctx, round).await.unwrap().version;
    let paper = Issue {
        round,
        snapshot: 1,
        form: IssuerKind::Party,
        issued_on: date(2026, 10, 5),
        number: None,
        capacity: Capacity::Own,
        signs_for: String::new(),
        signer_title: "Trưởng ban".into(),
        signer_name: "Đinh Văn Rừng".into(),
        version,
    };
    // the office is reminded of its own day until its report is issued.
    let reminds = async || {
        let from = date(2026, 9, 1);
        let coming = app::message::chase_schedule(&ctx, round, from).await;
        let days = coming.unwrap().days;
        days.iter().flat_map(|d| &d.messages).any(|m| m.is_own)
    };
    assert!(reminds().await);
    let symbol = issue(&ctx, paper).await.unwrap();
    assert!(!reminds().await);
    let reporter = desk.app.reporter("SYT").await;
    assert!(matches!(
        receive(&reporter, round, 1).await,
        Err(AppError::NotFound)
    ));
    // Six units and the committee above.
    assert_eq!(send(&ctx, sending()).await.unwrap(), 7);
    assert_eq!(
        codes(send(&ctx, sending()).await.unwrap_err()),
        ["consolidation.sent_already"]
    );
    let letters = app::message::mine(&reporter).await.unwrap();
    assert_eq!(
        letters
            .iter()
            .filter(|m| m.subject.contains(&symbol))
            .count(),
        1
    );
    receive(&reporter, round, 1).await.unwrap();
    receive(&desk.app.head("SYT").await, round, 1)
        .await
        .unwrap();
    acknowledge(&desk.app.head("SYT").await, round, 1)
        .await
        .unwrap();
    let leader = desk.app.leader().await;
    receive(&leader, round, 1).await.unwrap();
    let shown = overview(&ctx, round).await.unwrap();
    assert_eq!(shown.stage, Stage::Sent);
    let receipts = &shown.snapshots[0].receipts;
    let of = |unit: &str| {
        let unit = desk.app.unit(unit);
        &receipts.iter().find(|(r, _)| r.unit == unit).unwrap().0
    };
    assert_eq!(
        of("SYT").opened.unwrap().0,
        desk.app.province.accounts["bc.syt"]
    );
    assert_eq!(
        of("SYT").acknowledged.unwrap().0,
        desk.app.province.accounts["tt.syt"]
    );
    assert!(of("TU").opened.is_some() && of("TU").acknowledged.is_none());
    assert!(of("XTD").opened.is_none());

    // Unopened after two working days: the office sees it and chases.
    let chased = async |day| {
        desk.app.go_to(day);
        let ctx = desk.app.coordinator().await;
        let scope = app::message::ChaseScope::Late;
        let plan = app::message::plan_chase(&ctx, round, scope).await.unwrap();
        plan.unopened
            .into_iter()
            .map(|p| p.unit)
            .collect::<Vec<_>>()
    };
    assert!(chased(date(2026, 10, 7)).await.is_empty());
    let late = chased(date(2026, 10, 8)).await;
    assert!(late.contains(&desk.app.unit("XTD")));
    assert!(!late.contains(&desk.app.unit("SYT")), "opened");
    let ctx = desk.app.coordinator().await;
    let scope = app::message::ChaseScope::Late;
    app::message::chase(&ctx, round, scope).await.unwrap();
    let letters = app::message::mine(&desk.app.reporter("XTD").await)
        .await
        .unwrap();
    let told = format!("Xã Thượng Điền: {symbol}, gửi ngày 05/10/2026");
    assert!(letters.iter().any(|m| m.body.contains(&told)));
    // A step of the ladder for the office's own day: nobody is told any more.
    desk.app.go_to(date(2026, 10, 13));
    app::message::chase_by_ladder(&desk.app.app).await.unwrap();
    let told = app::message::mine(&ctx).await.unwrap();
    assert!(told.iter().all(|m| !m.body.contains("hạn của cơ quan")));
}

/// who signed for the head is named on the paper with the mark for it.
#[tokio::test]
async fn r_1_6_a_report_signed_under_a_delegation_is_offered_by_authorisation_with_the_holder() {
    let (desk, ctx) = drafted(testkit::on_chosen().await).await;
    let round = desk.round;
    let head = desk.app.head_of_office().await;
    let delegation = app::account::NewDelegation {
        post: head.actor.person().unwrap().posts[0].id,
        to: "dieuphoi".into(),
        from: head.today(),
        last_day: date(2026, 10, 9),
        rights: Vec::new(),
        reason: "Đi công tác.".into(),
    };
    submit(&ctx, submitting(&desk, 2)).await.unwrap();
    app::account::delegate(&head, delegation).await.unwrap();
    let acting = desk.app.coordinator().await;
    let shown = overview(&acting, round).await.unwrap();
    let sha256 = shown.submissions[0].sha256.clone();
    assert!(shown.snapshots.is_empty());
    sign(&acting, Sign { round, sha256 }).await.unwrap();
    let shown = overview(&acting, round).await.unwrap();
    let offered = shown.snapshots[0].acting.clone().unwrap();
    assert_eq!(offered.capacity, Capacity::Authorised);
    assert_eq!(offered.days, (date(2026, 10, 5), date(2026, 10, 9)));
    assert!(!offered.holder.is_empty() && !offered.holder_title.is_empty());
    let paper = Issue {
        round,
        snapshot: 1,
        form: IssuerKind::State,
        issued_on: date(2026, 10, 5),
        number: None,
        capacity: offered.capacity,
        signs_for: "Trưởng ban".into(),
        signer_title: "Trưởng phòng".into(),
        signer_name: "Lê Mai".into(),
        version: shown.version,
    };
    issue(&acting, paper).await.unwrap();
    let purpose = app::consolidation::Purpose::Snapshot(1);
    let read = app::consolidation::read(&acting, round, purpose, IssuerKind::State).await;
    let text = format!("{:?}", read.unwrap());
    assert!(text.contains("TUQ. TRƯỞNG BAN"), "{text}");
}

#[tokio::test]
async fn r_1_6_a_head_who_signs_is_offered_no_mark() {
    let (desk, ctx) = signed(testkit::on_chosen().await).await;
    let round = desk.round;
    let shown = overview(&ctx, round).await.unwrap();
    assert_eq!(shown.snapshots[0].acting, None);
}
