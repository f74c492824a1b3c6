//! Supplements on their way to issue: numbers that changed in what was taken are
//! seen first; each is signed and gets its number, also where the next one
//! was made before.

use crate::supplement::{bytes_of, codes, correct, frozen, made, taking};
use app::AppError;
use app::consolidation::{
    Capacity, Edit, Issue, Sign, Supplement, edit, issue, overview, sign, supplement, take,
};
use domain::numbering::IssuerKind;
use jiff::civil::date;

#[tokio::test]
async fn r_4_5_two_supplements_made_before_the_first_is_signed_are_both_signed_and_issued() {
    let (desk, ctx) = frozen().await;
    let round = desk.round;
    let late = [("I.1", "Đã tuyển sinh hai đợt.")];
    desk.send(round, "SYT", &[], &late).await;
    take(&ctx, taking(&desk, ("SYT", 1), "I.1", None, 2))
        .await
        .unwrap();
    made(&desk, &ctx, 3).await.unwrap();
    let later = [("I.1", "Ban hành 3 kế hoạch.")];
    desk.send(round, "XTD", &[], &later).await;
    made(&desk, &ctx, 4).await.unwrap();

    let head = desk.app.head_of_office().await;
    let shown = overview(&head, round).await.unwrap();
    let hashes: Vec<String> = shown.snapshots.into_iter().map(|s| s.sha256).collect();
    assert_eq!(hashes.len(), 3);
    let of = |sha256: &String| Sign {
        round,
        sha256: sha256.clone(),
    };
    // Nobody signs past what waits before it.
    let past = sign(&head, of(&hashes[2])).await.unwrap_err();
    assert!(matches!(past, AppError::Conflict), "{past:?}");
    for (number, sha256) in (1..).zip(&hashes) {
        assert_eq!(sign(&head, of(sha256)).await.unwrap(), number);
    }
    let again = sign(&head, of(&hashes[2])).await.unwrap_err();
    assert_eq!(codes(again), ["consolidation.signed_already"]);

    for snapshot in 1..=3 {
        let paper = Issue {
            round,
            snapshot,
            form: IssuerKind::Party,
            issued_on: date(2026, 10, 5),
            number: None,
            capacity: Capacity::Own,
            signs_for: String::new(),
            signer_title: "Trưởng ban".into(),
            signer_name: "Đinh Văn Rừng".into(),
            version: overview(&ctx, round).await.unwrap().version,
        };
        let symbol = issue(&ctx, paper).await.unwrap();
        assert_eq!(symbol, format!("0{snapshot}-BC/BTGDVTU"));
    }
}

/// 1.200 + 345 when the sentence was written, 1.300 + 345 by now.
#[tokio::test]
async fn r_4_4_a_number_that_changed_in_late_words_goes_into_the_supplement_only_when_seen() {
    let (desk, ctx) = frozen().await;
    let round = desk.round;
    let late = [("I.1", "Đã tuyển sinh hai đợt.")];
    desk.send(round, "SYT", &[], &late).await;
    let taken = take(&ctx, taking(&desk, ("SYT", 1), "I.1", None, 2)).await;
    let words = Edit {
        round,
        paragraph: taken.unwrap(),
        text: "Toàn tỉnh đã tuyển {{GD-09}} người.".into(),
        version: 3,
    };
    edit(&ctx, words).await.unwrap();
    let own = [("I.1", "Đã tham mưu 12 văn bản.")];
    correct(&desk, "SGDDT", &[("GD-09", "1300")], &own).await;

    let unseen = made(&desk, &ctx, 4).await.unwrap_err();
    assert_eq!(codes(unseen), ["consolidation.number_stale"]);
    assert_eq!(overview(&ctx, round).await.unwrap().snapshots.len(), 1);
    let seen = Supplement {
        round,
        version: 4,
        accept_stale: true,
    };
    assert_eq!(supplement(&ctx, seen).await.unwrap().number, 2);
    let said = String::from_utf8(bytes_of(&desk, &ctx, 2).await).unwrap();
    assert!(said.contains("Toàn tỉnh đã tuyển 1.645 người."), "{said}");
}
