//! Words that stand beside reports, consolidated reports and conferences: who may read
//! them finds on a directive's page where it is named in them, and nobody else.

use crate::consolidation::desk::Desk;
use crate::papers::{PAGE, accepted, enter, waiting};
use crate::reporting::{give_back, numbers, open_quarter, owed, save, send, words};
use app::Ctx;
use app::consolidation::{
    Add, AnswerOpinion, AskOpinion, GiveOpinion, add, answer_opinion, ask_opinion, give_opinion,
    overview,
};
use app::directive::{Place, PlaceAt, follow_mentions, rebuild_mentions};
use app::extension::{AskExtension, DecideExtension, ask, decide, list_waiting};
use app::report::{ReportTyped, SignReport, open_form, return_to_unit, submit};
use domain::consolidation::OpinionAnswer;
use domain::extension::Decision;
use domain::id::{DirectiveId, OpinionRoundId};
use domain::report::ReturnKind;
use jiff::ToSpan;
use jiff::civil::date;
use store::mention::MentionNoun;
use testkit::TestApp;
use uuid::Uuid;

/// The directive that the words name.
async fn plan(app: &TestApp) -> DirectiveId {
    let ctx = app.coordinator().await;
    enter(&ctx, app, "85-KH/TU", "khóa XX", date(2022, 3, 4)).await
}

/// The places on its page, for this reader, with the journal followed.
async fn places(ctx: &Ctx, id: DirectiveId) -> Vec<Place> {
    follow_mentions(&ctx.app).await.unwrap();
    app::directive::show(ctx, id).await.unwrap().places
}

/// What they are, and of what.
fn told(places: &[Place]) -> Vec<(MentionNoun, Uuid)> {
    let told = places.iter().map(|p| (p.mention.noun, p.mention.subject));
    told.collect()
}

/// the word that a unit gives for a doubtful figure is a text of its report.
#[tokio::test]
async fn r_11_3_a_word_to_a_remark_is_a_text_of_the_report() {
    let app = TestApp::new().await;
    let round = open_quarter(&app, 2026, 3).await;
    let health = owed(&app, round, "SYT").await;
    let (reporter, id) = (app.reporter("SYT").await, plan(&app).await);
    let cells = [("YT-09", "10"), ("YT-09a", "20")];
    let kept = save(&reporter, health, 0, numbers(&cells)).await;
    let form = open_form(&reporter, health).await.unwrap();
    let asks = form.remarks.iter().find(|r| r.needs_word());
    let key = asks.expect("a remark").key.clone();
    let mut typed = numbers(&cells);
    let word = "Chỉ tính nội trú theo Kế hoạch số 85-KH/TU.";
    typed.explanations.insert(key, word.into());
    let kept = save(&reporter, health, kept.version, typed).await;
    assert_eq!(places(&reporter, id).await, [], "a draft is its unit's own");

    let sent = SignReport {
        obligation: health,
        version: kept.version,
    };
    submit(&app.head("SYT").await, sent).await.unwrap();
    let found = places(&app.coordinator().await, id).await;
    assert_eq!(told(&found), [(MentionNoun::Report, health.0)]);
    assert_eq!(found[0].mention.quote, word);
    assert_eq!(places(&reporter, id).await.len(), 1);
    assert_eq!(places(&app.reporter("SGDDT").await, id).await, []);
}

/// so is why its first version was late, also when another was sent since.
#[tokio::test]
async fn r_11_3_the_reason_of_lateness_is_a_text_of_the_report_and_of_those_sent_after() {
    let app = TestApp::new().await;
    let round = open_quarter(&app, 2026, 3).await;
    let health = owed(&app, round, "SYT").await;
    let (ctx, id) = (app.coordinator().await, plan(&app).await);
    app.go_to(date(2026, 10, 7));
    let late = "Chờ số liệu tổng kết Kế hoạch số 85-KH/TU.";
    let typed = ReportTyped {
        late_reason: Some(late.into()),
        ..words("Bản đầu.")
    };
    let kept = save(&app.reporter("SYT").await, health, 0, typed).await;
    assert_eq!(places(&ctx, id).await, []);
    let sent = SignReport {
        obligation: health,
        version: kept.version,
    };
    let sent = submit(&app.head("SYT").await, sent).await.unwrap();
    let found = places(&ctx, id).await;
    assert_eq!(told(&found), [(MentionNoun::Report, health.0)]);
    assert_eq!(found[0].mention.quote, late);

    return_to_unit(&ctx, give_back(health, sent.number, ReturnKind::Correction))
        .await
        .unwrap();
    let draft = store::report::find_draft(&ctx.read(), health).await;
    let version = draft.unwrap().expect("a draft").version;
    send(&app, health, version, "Bản hai.").await;
    assert_eq!(places(&ctx, id).await.len(), 1, "the page still tells why");
    assert_eq!(places(&app.reporter("SGDDT").await, id).await, []);
}

/// the minutes of a past conference are the text that was read in, and are
/// for those who may open it; conclusions are for more people.
#[tokio::test]
async fn r_11_3_minutes_stand_on_the_page_for_those_who_may_open_the_text() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    let text = waiting(&ctx, &app, PAGE).await;
    let mut wanted = accepted(&ctx, text).await;
    wanted.documents.clear();
    wanted.reviews.clear();
    let done = app::reading::confirm(&ctx, text, wanted).await.unwrap();
    let held = done.conference.expect("a conference");
    let id = plan(&app).await;
    let found = places(&ctx, id).await;
    assert_eq!(told(&found), [(MentionNoun::Minutes, held.0)]);
    assert_eq!(found[0].at, PlaceAt::Reading(text));
    app::reading::show(&ctx, text).await.unwrap();

    let leader = app.leader().await;
    app::conference::show(&leader, held).await.unwrap();
    assert!(app::reading::show(&leader, text).await.is_err());
    assert_eq!(places(&leader, id).await, []);
    assert_eq!(places(&app.reporter("SGDDT").await, id).await, []);
}

/// what a person confirmed that a text cites is told once.
#[tokio::test]
async fn r_2_1_a_confirmed_citation_is_not_told_again_for_the_minutes() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    let text = waiting(&ctx, &app, PAGE).await;
    let wanted = accepted(&ctx, text).await;
    let done = app::reading::confirm(&ctx, text, wanted).await.unwrap();
    let entered = app::directive::list(&ctx, "85 KH TU").await.unwrap();
    follow_mentions(&app.app).await.unwrap();
    let page = app::directive::show(&ctx, entered[0].id).await.unwrap();
    let held = done.conference.expect("a conference");
    assert!(page.citations.iter().any(|c| c.citation.subject == held.0));
    let of_minutes = |p: &Place| p.mention.noun == MentionNoun::Minutes;
    assert!(!page.places.iter().any(of_minutes), "{:?}", page.places);
}

/// A draft of the office on which two departments are asked for their opinions.
async fn asked() -> (Desk, Ctx, OpinionRoundId) {
    let desk = Desk::new().await;
    let sections = [("I.1", "Đã tham mưu 12 văn bản.")];
    desk.send(desk.round, "SGDDT", &[("GD-09", "1200")], &sections)
        .await;
    let ctx = desk.app.coordinator().await;
    let paragraph = Add {
        round: desk.round,
        section: "I.1".into(),
        text: "Toàn tỉnh tuyển 1.200 người.".into(),
        version: 0,
    };
    add(&ctx, paragraph).await.unwrap();
    let input = AskOpinion {
        round: desk.round,
        version: 1,
        units: vec![desk.app.unit("SGDDT"), desk.app.unit("SYT")],
        opens_at: ctx.now(),
        closes_at: ctx.now() + 24.hours(),
    };
    let opinions = ask_opinion(&ctx, input).await.unwrap();
    (desk, ctx, opinions)
}

fn opinion(desk: &Desk, opinions: OpinionRoundId, text: &str) -> GiveOpinion {
    GiveOpinion {
        opinions,
        unit: desk.app.unit("SGDDT"),
        section: "I.1".into(),
        paragraph: 1,
        text: text.into(),
    }
}

/// an opinion is read by the office and by the unit that gave it; who was
/// asked beside it does not learn of it.
#[tokio::test]
async fn r_11_3_an_opinion_stands_on_the_page_for_the_office_and_for_its_unit() {
    let (desk, ctx, opinions) = asked().await;
    let (reporter, id) = (desk.app.reporter("SGDDT").await, plan(&desk.app).await);
    let said = "Đề nghị bổ sung kết quả Kế hoạch số 85-KH/TU.";
    let given = give_opinion(&reporter, opinion(&desk, opinions, said)).await;
    let given = given.unwrap();
    let found = places(&ctx, id).await;
    assert_eq!(told(&found), [(MentionNoun::Opinion, given.0)]);
    assert_eq!(found[0].at, PlaceAt::Opinions(desk.round));
    assert_eq!(found[0].mention.quote, said);
    let own = places(&reporter, id).await;
    assert_eq!(told(&own), [(MentionNoun::Opinion, given.0)]);
    assert_eq!(own[0].at, PlaceAt::Asked(opinions));
    let beside = desk.app.reporter("SYT").await;
    app::consolidation::opinion_page(&beside, opinions)
        .await
        .unwrap();
    assert_eq!(places(&beside, id).await, []);
    assert_eq!(places(&desk.app.reporter("XTD").await, id).await, []);
    // Another follower, from zero, finds the same (invariant 4).
    rebuild_mentions(&desk.app.app).await.unwrap();
    assert_eq!(told(&places(&ctx, id).await), told(&found));
}

/// so is the answer of the office.
#[tokio::test]
async fn r_11_3_the_answer_to_an_opinion_stands_on_the_page_as_the_opinion_does() {
    let (desk, ctx, opinions) = asked().await;
    let (reporter, id) = (desk.app.reporter("SGDDT").await, plan(&desk.app).await);
    let said = opinion(&desk, opinions, "Đề nghị ghi rõ số lớp.");
    let given = give_opinion(&reporter, said).await.unwrap();
    assert_eq!(places(&ctx, id).await, []);
    let shown = overview(&ctx, desk.round).await.unwrap();
    let answer = AnswerOpinion {
        opinion: given,
        answer: OpinionAnswer::Accepted,
        text: "Đã ghi theo Kế hoạch số 85-KH/TU.".into(),
        version: shown.opinions[0].1[0].opinion.version,
    };
    answer_opinion(&ctx, desk.round, answer).await.unwrap();
    for reader in [&ctx, &reporter] {
        let found = places(reader, id).await;
        assert_eq!(told(&found), [(MentionNoun::Opinion, given.0)]);
        assert_eq!(found[0].mention.quote, "Đã ghi theo Kế hoạch số 85-KH/TU.");
    }
    assert_eq!(places(&desk.app.reporter("SYT").await, id).await, []);
}

/// a request for more time and the decision on it stand on the page for
/// those who read the report, before anything of this was sent.
#[tokio::test]
async fn r_11_3_requests_for_more_time_and_decisions_stand_on_the_page() {
    let app = TestApp::new().await;
    let round = open_quarter(&app, 2026, 3).await;
    let (office, id) = (app.coordinator().await, plan(&app).await);
    let (health, commune) = (
        owed(&app, round, "SYT").await,
        owed(&app, round, "XTD").await,
    );
    let named = "Chờ số liệu tổng kết Kế hoạch số 85-KH/TU";
    for (unit, obligation, reason) in [
        ("SYT", health, named),
        ("XTD", commune, "Chờ số liệu của các thôn"),
    ] {
        let request = AskExtension {
            obligation,
            asked_due_on: date(2026, 10, 9),
            reason: reason.into(),
        };
        ask(&app.reporter(unit).await, request).await.unwrap();
    }
    let found = places(&office, id).await;
    assert_eq!(told(&found), [(MentionNoun::Extension, health.0)]);
    assert_eq!(found[0].mention.quote, named);
    assert_eq!(found[0].at, PlaceAt::Subject);

    let waiting = list_waiting(&office).await.unwrap();
    let of_commune = waiting.iter().find(|l| l.extension.subject == commune.0);
    let asked = &of_commune.expect("a request").extension;
    let refusal = DecideExtension {
        id: asked.id,
        version: asked.version,
        decision: Decision::Refuse,
        reason: "Kế hoạch số 85-KH/TU đã ấn định ngày nộp".into(),
    };
    decide(&office, refusal).await.unwrap();
    assert_eq!(places(&office, id).await.len(), 2);
    let read = async |unit: &str| told(&places(&app.reporter(unit).await, id).await);
    assert_eq!(read("SYT").await, [(MentionNoun::Extension, health.0)]);
    assert_eq!(read("XTD").await, [(MentionNoun::Extension, commune.0)]);
    assert!(read("SGDDT").await.is_empty());
}
