//! What was asked about a draft is settled before its words are fixed.

use crate::path::{asked, codes, drafted, opinion};
use app::consolidation::{
    AnswerOpinion, Freeze, Supplement, answer_opinion, close_opinion, freeze, give_opinion,
    opinion_page, overview, supplement,
};
use domain::consolidation::OpinionAnswer;

/// freezing asks what submission asks; after it no opinion is taken, and
/// a supplement still follows.
#[tokio::test]
async fn r_4_6_nothing_is_frozen_while_opinions_are_asked_for_or_unanswered() {
    let (desk, ctx) = drafted(testkit::on_chosen().await).await;
    let round = desk.round;
    let freezing = || Freeze {
        round,
        version: 2,
        accept_stale: false,
    };
    let opinions = asked(&desk, &ctx, 2).await;
    let reporter = desk.app.reporter("SGDDT").await;
    let open = freeze(&ctx, freezing()).await.unwrap_err();
    assert_eq!(codes(open), ["consolidation.opinion_open"]);
    give_opinion(&reporter, opinion(&desk, opinions, "I.1", 1))
        .await
        .unwrap();
    close_opinion(&ctx, round).await.unwrap();
    let unanswered = freeze(&ctx, freezing()).await.unwrap_err();
    assert_eq!(codes(unanswered), ["consolidation.opinion_unanswered"]);
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
    let page = opinion_page(&reporter, opinions).await.unwrap();
    assert!(!page.is_frozen);
    freeze(&ctx, freezing()).await.unwrap();
    let late = give_opinion(&reporter, opinion(&desk, opinions, "I.1", 1)).await;
    assert_eq!(codes(late.unwrap_err()), ["consolidation.opinion_frozen"]);
    let page = opinion_page(&reporter, opinions).await.unwrap();
    assert!(page.is_frozen);
    desk.send(round, "CDCD", &[("GD-09", "345")], &[]).await;
    let further = Supplement {
        round,
        version: 3,
        accept_stale: false,
    };
    assert_eq!(supplement(&ctx, further).await.unwrap().number, 2);
}
