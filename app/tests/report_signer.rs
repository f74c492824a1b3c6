//! Who is only delegated to sign for a unit: reads the draft, signs it, sends
//! it or withdraws the signature, and changes nothing.

use crate::reporting::*;
use app::account::{NewDelegation, delegate, end_post};
use app::report::{
    AddEvidence, NextStep, SendReport, SignReport, add_file, duties, file, open_form, place,
    preview, read_own_file, read_pasted, replace_draft, return_to_unit, save_draft,
    send as send_signed, sign, submit, unsign, view,
};
use app::{AppError, Ctx};
use domain::account::Right;
use domain::field::Field;
use domain::id::ObligationId;
use domain::report::{PlaceKind, ReportState, ReturnKind};
use jiff::civil::date;
use testkit::{LATE_REASON, TestApp};

const TEXT: &str = "Đã tổ chức 12 hội nghị.";

async fn quarter() -> (TestApp, ObligationId) {
    let app = TestApp::new().await;
    let round = open_quarter(&app, 2026, 3).await;
    let id = owed(&app, round, "SYT").await;
    (app, id)
}

/// A clerk of another department who signs for the head of this one, this month.
async fn signer(app: &TestApp) -> Ctx {
    let head = app.head("SYT").await;
    let new = NewDelegation {
        post: head.actor.person().unwrap().posts[0].id,
        to: "bc.sgddt".into(),
        from: head.today(),
        last_day: date(2026, 10, 30),
        rights: vec![Right::SignReport],
        reason: "Đi công tác.".into(),
    };
    delegate(&app.head_of_office().await, new).await.unwrap();
    app.reporter("SGDDT").await
}

async fn next(ctx: &Ctx, id: ObligationId) -> NextStep {
    let mine = duties(ctx).await.unwrap();
    let mut all = mine.open.iter().chain(&mine.done);
    all.find(|d| d.id == id).expect("a duty").next
}

fn read_at(id: ObligationId, version: i32) -> SignReport {
    SignReport {
        obligation: id,
        version,
    }
}

fn is_forbidden<T>(result: &Result<T, AppError>) -> bool {
    matches!(result, Err(AppError::Forbidden))
}

/// the duty, the form, the signature and what is sent are theirs as far as the
/// delegation goes.
#[tokio::test]
async fn r_1_6_who_is_only_delegated_to_sign_finds_reads_signs_withdraws_and_sends() {
    let (app, id) = quarter().await;
    assert!(is_hidden(&app, id).await);
    let signer = signer(&app).await;
    assert_eq!(next(&signer, id).await, NextStep::AwaitUnit);
    let own = duties(&signer).await.unwrap();
    let own = own.open.iter().find(|d| d.unit == app.unit("SGDDT"));
    assert_eq!(own.expect("their own report").next, NextStep::Write);
    let form = open_form(&signer, id).await.unwrap();
    assert!(form.can_sign && !form.can_write && form.draft.is_none());
    let nothing = sign(&signer, read_at(id, 0)).await.unwrap_err();
    assert_eq!(codes(nothing), ["report.empty"]);

    let kept = save(&app.reporter("SYT").await, id, 0, words(TEXT)).await;
    assert_eq!(next(&signer, id).await, NextStep::Sign);
    let form = open_form(&signer, id).await.unwrap();
    let said = form.sections.iter().find(|s| s.def.code == "I.1");
    assert_eq!(said.unwrap().text, TEXT);
    assert_eq!(form.draft_version(), kept.version);
    let there = place(&signer, id, PlaceKind::Section, "I.1").await.unwrap();
    assert!(there.opens_form && !there.can_say);
    assert_eq!(there.versions[0].text, TEXT, "the draft");

    let at = sign(&signer, read_at(id, kept.version)).await.unwrap();
    assert_eq!(next(&signer, id).await, NextStep::Send);
    let form = open_form(&signer, id).await.unwrap();
    assert!(form.may_send());
    assert_eq!(form.signed.unwrap().by, "Người dùng bc.sgddt");
    unsign(&signer, id).await.unwrap();
    let form = open_form(&signer, id).await.unwrap();
    assert_eq!(form.state, ReportState::Drafting);
    assert!(form.signed.is_none());

    let again = sign(&signer, read_at(id, form.draft_version()));
    let again = again.await.unwrap();
    assert_eq!(again.sha256, at.sha256);
    let input = SendReport {
        obligation: id,
        version: again.version,
        late_reason: None,
    };
    let receipt = send_signed(&signer, input).await.unwrap();
    assert_eq!(receipt.number, 1);
    assert_eq!(next(&signer, id).await, NextStep::AwaitReview);
    let seen = view(&signer, id, None).await.unwrap();
    assert!(seen.opens_form);
    assert_eq!(seen.versions[0].signed_by, "Người dùng bc.sgddt");
}

/// Before the delegation the report of another unit does not exist for them.
async fn is_hidden(app: &TestApp, id: ObligationId) -> bool {
    let stranger = app.reporter("SGDDT").await;
    let has_duty = duties(&stranger).await.unwrap();
    let has_duty = has_duty.open.iter().any(|d| d.id == id);
    let opened = open_form(&stranger, id).await;
    !has_duty && matches!(opened, Err(AppError::NotFound))
}

/// what was not delegated is refused, whichever way it is tried.
#[tokio::test]
async fn r_1_6_who_is_only_delegated_to_sign_changes_nothing() {
    let (app, id) = quarter().await;
    let (signer, reporter) = (signer(&app).await, app.reporter("SYT").await);
    let kept = save(&reporter, id, 0, words(TEXT)).await;
    let evidence = || AddEvidence {
        obligation: id,
        place: None,
        name: "bien-ban.txt".into(),
        bytes: bytes::Bytes::from_static("Biên bản.".as_bytes()),
    };
    add_file(&reporter, evidence()).await.unwrap();
    let before = open_form(&reporter, id).await.unwrap();
    let sha256 = before.files[0].sha256.clone();

    let other = || words("Chữ của người khác.");
    let version = before.draft_version();
    assert!(version > kept.version);
    assert!(is_forbidden(
        &save_draft(&signer, at(id, version, other())).await
    ));
    assert!(is_forbidden(
        &replace_draft(&signer, at(id, version, other())).await
    ));
    assert!(is_forbidden(&preview(&signer, id, &other()).await));
    let block = [(Field::YTe, "YT-10\t5".to_owned())];
    assert!(is_forbidden(
        &read_pasted(&signer, id, other(), &block).await
    ));
    let bytes = paper(&["Công tác phối hợp", "Một."]);
    assert!(is_forbidden(
        &read_own_file(&signer, id, "a.docx", &bytes).await
    ));
    assert!(is_forbidden(&add_file(&signer, evidence()).await));
    let removed = app::report::remove_file(&signer, id, &sha256).await;
    assert!(is_forbidden(&removed));

    // The file of the draft is theirs to read.
    let (found, _) = file(&signer, id, &sha256).await.unwrap();
    assert_eq!(found.name, "bien-ban.txt");
    let after = open_form(&signer, id).await.unwrap();
    assert_eq!(after.draft_version(), version);
    // Nobody signs what somebody else has just changed.
    let blind = sign(&signer, read_at(id, kept.version)).await;
    assert!(matches!(blind, Err(AppError::Conflict)), "{blind:?}");
}

/// a late report needs the unit's reason in the draft to be signed and sent at
/// once, or the reason that is given when what is signed is sent.
#[tokio::test]
async fn r_3_5_who_is_only_delegated_to_sign_says_why_it_is_late_when_sending() {
    let (app, id) = quarter().await;
    signer(&app).await;
    app.go_to(date(2026, 10, 7));
    let signer = app.reporter("SGDDT").await;
    let kept = save(&app.reporter("SYT").await, id, 0, words(TEXT)).await;
    assert!(open_form(&signer, id).await.unwrap().asks_late_reason);
    let refused = submit(&signer, read_at(id, kept.version)).await;
    assert_eq!(codes(refused.unwrap_err()), ["report.late_reason_missing"]);
    let signed = sign(&signer, read_at(id, kept.version)).await.unwrap();
    let input = SendReport {
        obligation: id,
        version: signed.version,
        late_reason: Some(LATE_REASON.into()),
    };
    send_signed(&signer, input).await.unwrap();
    let seen = view(&signer, id, None).await.unwrap();
    assert_eq!(seen.versions[0].late_reason.as_deref(), Some(LATE_REASON));
}

/// a delegation is enough, whatever else its holder does or no longer does.
#[tokio::test]
async fn r_1_6_who_has_no_post_of_their_own_signs_and_sends_by_the_delegation_alone() {
    let (app, id) = quarter().await;
    let account = app.province.accounts["bc.sgddt"];
    let post = app.reporter("SGDDT").await.actor.person().unwrap().posts[0].id;
    let today = signer(&app).await.today();
    end_post(&app.administrator().await, account, post, today)
        .await
        .unwrap();
    let signer = app.reporter("SGDDT").await;
    let mine = duties(&signer).await.unwrap();
    assert_eq!((mine.open.len(), mine.done.len()), (1, 0));
    assert_eq!(next(&signer, id).await, NextStep::AwaitUnit);
    let kept = save(&app.reporter("SYT").await, id, 0, words(TEXT)).await;
    assert_eq!(next(&signer, id).await, NextStep::Sign);
    let receipt = submit(&signer, read_at(id, kept.version)).await.unwrap();
    assert_eq!(receipt.number, 1);
    assert_eq!(next(&signer, id).await, NextStep::AwaitReview);
}

/// the day after its last one the delegation gives nothing.
#[tokio::test]
async fn r_1_6_when_the_delegation_is_over_the_report_is_not_found_again() {
    let (app, id) = quarter().await;
    let before = signer(&app).await;
    let kept = save(&app.reporter("SYT").await, id, 0, words(TEXT)).await;
    assert_eq!(next(&before, id).await, NextStep::Sign);
    app.go_to(date(2026, 10, 31));
    assert!(is_hidden(&app, id).await);
    let late = sign(&app.reporter("SGDDT").await, read_at(id, kept.version)).await;
    assert!(matches!(late, Err(AppError::NotFound)), "{late:?}");
}

/// what was returned is the unit's to correct before it is signed again.
#[tokio::test]
async fn r_3_4_who_only_signs_waits_for_the_correction_of_a_returned_report_and_signs_it() {
    let (app, id) = quarter().await;
    let signer = signer(&app).await;
    let number = send(&app, id, 0, TEXT).await;
    let back = give_back(id, number, ReturnKind::Correction);
    return_to_unit(&app.coordinator().await, back)
        .await
        .unwrap();
    assert_eq!(next(&signer, id).await, NextStep::AwaitUnit);
    let form = open_form(&signer, id).await.unwrap();
    assert_eq!(form.state, ReportState::Returned);
    let said = form.open_return.as_ref().map(|r| r.reason.as_str());
    assert_eq!(said, Some("Số liệu mục I.1 chưa khớp với quý trước."));
    let better = words("Đã tổ chức 13 hội nghị.");
    let version = form.draft_version();
    // The clock stands still in a test: nothing saved at that moment is newer.
    let next_day = signer.today().tomorrow().unwrap();
    app.go_to(next_day);
    let signer = app.reporter("SGDDT").await;
    assert_eq!(next(&signer, id).await, NextStep::AwaitUnit);
    let kept = save(&app.reporter("SYT").await, id, version, better).await;
    assert_eq!(next(&signer, id).await, NextStep::Sign);
    sign(&signer, read_at(id, kept.version)).await.unwrap();
    assert_eq!(next(&signer, id).await, NextStep::Send);
    unsign(&signer, id).await.unwrap();
    assert_eq!(next(&signer, id).await, NextStep::Sign);
}
