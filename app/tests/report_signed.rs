//! A report that is signed and not sent: still owed, changed by nobody, sent
//! by whoever writes for the unit, or free again once the head withdraws the
//! signature.

use crate::reporting::*;
use app::account::{NewDelegation, delegate};
use app::message::{ChaseScope, chase, mine, plan_chase};
use app::report::{
    AddEvidence, ExemptUnit, NextStep, SendReport, SignReport, Signed, add_file, duties, exempt,
    history, open_form, read_own_file, read_pasted, replace_draft, return_to_unit, save_draft,
    send as send_signed, sign, submit, unsign, view,
};
use app::round::{MatrixFilter, close, matrix};
use app::{AppError, Ctx};
use domain::account::Right;
use domain::field::Field;
use domain::id::{ObligationId, RoundId};
use domain::report::{Arrival, LATE_PLACE, ReportState, ReturnKind, Timeliness};
use jiff::civil::date;
use testkit::{LATE_REASON, TestApp};

async fn quarter() -> (TestApp, RoundId, ObligationId) {
    let app = TestApp::new().await;
    let round = open_quarter(&app, 2026, 3).await;
    let id = owed(&app, round, "SYT").await;
    (app, round, id)
}

async fn signed(app: &TestApp, id: ObligationId, version: i32, text: &str) -> Signed {
    let kept = save(&app.reporter("SYT").await, id, version, words(text)).await;
    let input = SignReport {
        obligation: id,
        version: kept.version,
    };
    sign(&app.head("SYT").await, input).await.unwrap()
}

fn going(id: ObligationId, version: i32) -> SendReport {
    SendReport {
        obligation: id,
        version,
        late_reason: None,
    }
}

async fn state(ctx: &Ctx, id: ObligationId) -> ReportState {
    view(ctx, id, None).await.unwrap().state
}

/// Act, state before and after, and who did it, in the order of the journal.
async fn acts(ctx: &Ctx, id: ObligationId) -> Vec<(String, String, String, String)> {
    let all = history(ctx, id).await.unwrap();
    let acts = all.acts.iter().rev().map(|s| {
        let of = |key: &str| s.entry.detail[key].as_str().unwrap_or_default().to_owned();
        let who = s.entry.actor.and_then(|a| all.names.get(&a.0)).cloned();
        (
            s.entry.act.clone(),
            of("from"),
            of("to"),
            who.unwrap_or_default(),
        )
    });
    acts.collect()
}

/// who signed and when, who sent and when, and no state between them left out.
#[tokio::test]
async fn r_3_3_the_head_signs_and_somebody_else_of_the_unit_sends() {
    let (app, round, id) = quarter().await;
    let (reporter, office) = (app.reporter("SYT").await, app.coordinator().await);
    let at = signed(&app, id, 0, "Đã tổ chức 12 hội nghị.").await;
    assert_eq!(state(&office, id).await, ReportState::Signed);
    let seen = view(&office, id, None).await.unwrap();
    assert_eq!((seen.number, seen.awaits_review), (0, false));
    let line = seen.signed.expect("a signature");
    assert_eq!((line.at, &line.sha256), (at.at, &at.sha256));
    let board = matrix(&office, round).await.unwrap();
    assert_eq!(
        board.count(MatrixFilter::State(ReportState::Signed)),
        1,
        "it is owed"
    );
    assert_eq!(board.received(), 0);
    let row = board.rows.iter().find(|r| r.obligation == id).unwrap();
    assert!(row.owes());
    let todo = duties(&reporter).await.unwrap().open.remove(0);
    assert_eq!((todo.id, todo.next), (id, NextStep::Send));

    // What a unit leaves open when it ends has it too.
    let (units, today) = ([app.unit("SYT")], office.today());
    let open = store::unit::open_things(&office.read(), &units, today).await;
    let open = open.unwrap();
    assert!(
        open.iter()
            .any(|o| o.subject == id.0 && o.state == "signed")
    );

    let stranger = app.reporter("SGDDT").await;
    let refused = send_signed(&stranger, going(id, at.version)).await;
    assert!(matches!(refused, Err(AppError::NotFound)), "{refused:?}");
    let refused = send_signed(&office, going(id, at.version)).await;
    assert!(matches!(refused, Err(AppError::Forbidden)), "{refused:?}");
    let blind = send_signed(&reporter, going(id, at.version - 1)).await;
    assert!(matches!(blind, Err(AppError::Conflict)), "{blind:?}");

    let receipt = send_signed(&reporter, going(id, at.version)).await.unwrap();
    assert_eq!((receipt.number, &receipt.sha256), (1, &at.sha256));
    let seen = view(&office, id, None).await.unwrap();
    assert_eq!(seen.state, ReportState::Received);
    assert!(seen.signed.is_none());
    let version = &seen.versions[0];
    assert_eq!(version.signed_by, "Người dùng tt.syt");
    assert_eq!(version.sent_by.as_deref(), Some("Người dùng bc.syt"));
    let said = seen.sections.iter().find(|s| s.def.code == "I.1");
    assert_eq!(said.unwrap().text, "Đã tổ chức 12 hội nghị.");
    let expected = [
        ("report.save", "open", "drafting", "Người dùng bc.syt"),
        ("report.sign", "drafting", "signed", "Người dùng tt.syt"),
        ("report.send", "signed", "received", "Người dùng bc.syt"),
    ];
    let expected = expected.map(|(a, b, c, d)| (a.into(), b.into(), c.into(), d.into()));
    assert_eq!(acts(&office, id).await, expected);
    let twice = send_signed(&reporter, going(id, at.version + 1)).await;
    assert_eq!(codes(twice.unwrap_err()), ["report.wrong_state"]);
}

/// one click, and still no state is skipped.
#[tokio::test]
async fn r_3_3_signing_and_sending_at_once_leaves_both_acts_in_the_journal() {
    let (app, _, id) = quarter().await;
    send(&app, id, 0, "Bản đầu.").await;
    let office = app.coordinator().await;
    let found = acts(&office, id).await;
    let steps: Vec<_> = found
        .iter()
        .map(|(act, from, to, _)| (act.as_str(), from.as_str(), to.as_str()))
        .collect();
    let expected = [
        ("report.save", "open", "drafting"),
        ("report.sign", "drafting", "signed"),
        ("report.send", "signed", "received"),
    ];
    assert_eq!(steps, expected);
    let seen = view(&office, id, None).await.unwrap();
    let version = &seen.versions[0];
    assert_eq!((&version.sent_by, version.signed_at), (&None, office.now()));
    let draft = store::report::find_draft(&office.read(), id).await.unwrap();
    assert_eq!(draft.unwrap().signature, None);
}

/// on time or late goes by the receipt, whenever it was signed.
#[tokio::test]
async fn r_3_5_a_report_signed_in_time_and_sent_late_is_late_and_says_why() {
    let (app, round, id) = quarter().await;
    let at = signed(&app, id, 0, "Ký trước hạn.").await;
    app.go_to(date(2026, 10, 7));
    let (reporter, office) = (app.reporter("SYT").await, app.coordinator().await);
    let rows = matrix(&office, round).await.unwrap();
    let row = rows.rows.iter().find(|r| r.obligation == id).unwrap();
    assert!(row.is_overdue());
    let form = open_form(&reporter, id).await.unwrap();
    assert!(form.asks_late_reason && form.may_send());
    let refused = send_signed(&reporter, going(id, at.version)).await;
    let Err(AppError::Invalid(errors)) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(
        (errors[0].field.as_str(), errors[0].code),
        (LATE_PLACE, "report.late_reason_missing")
    );
    let input = SendReport {
        late_reason: Some(LATE_REASON.into()),
        ..going(id, at.version)
    };
    send_signed(&reporter, input).await.unwrap();
    let seen = view(&office, id, None).await.unwrap();
    assert_eq!(seen.timely.unwrap().original, Timeliness::Late);
    assert_eq!(seen.obligation.first_received_at, Some(office.now()));
    let version = &seen.versions[0];
    assert_eq!(version.signed_at, at.at);
    assert!(version.signed_at < version.received_at);
    assert_eq!(version.late_reason.as_deref(), Some(LATE_REASON));
}

/// whichever way a draft is changed, what is signed is not.
#[tokio::test]
async fn r_3_3_nothing_changes_a_signed_draft_until_the_signature_is_withdrawn() {
    let (app, _, id) = quarter().await;
    let (reporter, head) = (app.reporter("SYT").await, app.head("SYT").await);
    let page = save(&reporter, id, 0, both("Mục một.", "Mục hai.")).await;
    let file = || AddEvidence {
        obligation: id,
        place: None,
        name: "bien-ban.txt".into(),
        bytes: bytes::Bytes::from_static("Biên bản.".as_bytes()),
    };
    add_file(&reporter, file()).await.unwrap();
    let draft = open_form(&reporter, id).await.unwrap();
    let sha256 = draft.files[0].sha256.clone();
    let input = SignReport {
        obligation: id,
        version: draft.draft_version(),
    };
    let at = sign(&head, input).await.unwrap();
    let read = head.read();
    let before = store::report::find_draft(&read, id).await.unwrap().unwrap();
    assert_eq!(before.version, at.version);

    let changed = || both("Mục một, sửa.", "Mục hai.");
    let refused = |what: &str, err: Option<AppError>| {
        let found = err.map(codes);
        assert_eq!(found, Some(vec!["report.is_signed"]), "{what}");
    };
    let input = self::at(id, page.version, changed());
    refused("save", save_draft(&reporter, input).await.err());
    let input = self::at(id, at.version, changed());
    refused("replace", replace_draft(&reporter, input).await.err());
    refused("file", add_file(&reporter, file()).await.err());
    let gone = app::report::remove_file(&reporter, id, &sha256).await;
    refused("no file", gone.err());
    let block = [(Field::YTe, "YT-10\t5".to_owned())];
    let pasted = read_pasted(&reporter, id, changed(), &block).await;
    refused("paste", pasted.err());
    let bytes = paper(&["Công tác phối hợp", "Một."]);
    let read_in = read_own_file(&reporter, id, "a.docx", &bytes).await;
    refused("upload", read_in.err());
    let table = "round,unit,indicator,value\nkhoa-giao-lich-Q3-2026,SYT,YT-10,5\n";
    for is_dry in [true, false] {
        let outcome = app::import::values(&reporter, table.as_bytes(), is_dry).await;
        let found = outcome.unwrap().errors.remove(0);
        let why = app::text::t(app::Locale::Vi, "error.report.is_signed");
        assert_eq!((found.code, &found.value[..]), ("report_refused", "SYT"));
        assert!(found.words(app::Locale::Vi).ends_with(&*why), "{found:?}");
    }
    let again = SignReport {
        obligation: id,
        version: at.version,
    };
    refused("sign", sign(&head, again).await.err());
    refused("submit", submit(&head, again).await.err());
    let after = store::report::find_draft(&read, id).await.unwrap().unwrap();
    assert_eq!(after, before);

    let refused = unsign(&reporter, id).await;
    assert!(matches!(refused, Err(AppError::Forbidden)), "{refused:?}");
    unsign(&head, id).await.unwrap();
    assert_eq!(state(&head, id).await, ReportState::Drafting);
    let twice = unsign(&head, id).await.unwrap_err();
    assert_eq!(codes(twice), ["report.wrong_state"]);
    let send = send_signed(&head, going(id, at.version + 1)).await;
    assert_eq!(codes(send.unwrap_err()), ["report.wrong_state"]);
    // A page that was open all the time is joined with what is there, as ever.
    let kept = save(&reporter, id, page.version, changed()).await;
    assert_eq!(kept.draft.body.sections[0].text, "Mục một, sửa.");
    assert_eq!(kept.draft.body.files.len(), 1);
    let last = acts(&head, id).await;
    let mut steps = last.iter().map(|(a, f, t, _)| (&a[..], &f[..], &t[..]));
    let withdrawn = ("report.unsign", "signed", "drafting");
    assert!(steps.any(|step| step == withdrawn), "{last:?}");
}

/// what is sent is what the head has read; a quoted figure that is another by
/// now is not sent under the old signature.
#[tokio::test]
async fn r_3_3_what_no_longer_reads_as_it_was_signed_is_not_sent() {
    let (app, _, id) = quarter().await;
    let (reporter, head) = (app.reporter("SYT").await, app.head("SYT").await);
    let before = owed(&app, open_quarter(&app, 2026, 2).await, "SYT").await;
    let figure = |text: &str| testkit::saying_why_late(numbers(&[("YT-10", text)]));
    let kept = save(&reporter, before, 0, figure("1000")).await;
    let input = |id, version| SignReport {
        obligation: id,
        version,
    };
    submit(&head, input(before, kept.version)).await.unwrap();
    let text = "Quý trước có {{YT-10|truoc}} ca mắc.";
    let kept = save(&reporter, id, 0, section("I.6.2", text)).await;
    let at = sign(&head, input(id, kept.version)).await.unwrap();

    let office = app.coordinator().await;
    return_to_unit(&office, give_back(before, 1, ReturnKind::Correction))
        .await
        .unwrap();
    let version = open_form(&reporter, before).await.unwrap().draft_version();
    let kept = save(&reporter, before, version, figure("1100")).await;
    submit(&head, input(before, kept.version)).await.unwrap();

    let stale = send_signed(&reporter, going(id, at.version)).await;
    assert_eq!(codes(stale.unwrap_err()), ["report.signature_stale"]);
    assert_eq!(state(&office, id).await, ReportState::Signed);
    unsign(&head, id).await.unwrap();
    let again = sign(&head, input(id, at.version + 1)).await.unwrap();
    assert_ne!(again.sha256, at.sha256);
    send_signed(&reporter, going(id, again.version))
        .await
        .unwrap();
    let seen = view(&office, id, None).await.unwrap();
    let said = seen.sections.iter().find(|s| s.def.code == "I.6.2");
    assert_eq!(said.unwrap().text, "Quý trước có 1.100 ca mắc.");
}

/// a returned report that is signed again is back with its unit until it is sent.
#[tokio::test]
async fn r_3_4_a_returned_report_is_signed_and_counts_as_returned_until_it_is_sent_again() {
    let (app, round, id) = quarter().await;
    send(&app, id, 0, "Bản đầu.").await;
    let (office, head) = (app.coordinator().await, app.head("SYT").await);
    return_to_unit(&office, give_back(id, 1, ReturnKind::Correction))
        .await
        .unwrap();
    let version = open_form(&head, id).await.unwrap().draft_version();
    let at = signed(&app, id, version, "Bản sửa.").await;
    let form = open_form(&head, id).await.unwrap();
    assert_eq!(form.state, ReportState::Signed);
    assert!(form.open_return.is_some(), "the reason stays in sight");
    assert_eq!(form.signed.unwrap().sha256, at.sha256);
    let board = matrix(&office, round).await.unwrap();
    assert_eq!(board.arrivals.whole().of(Arrival::Returned), 1);
    assert_eq!(board.on_time().0, 1, "its first receipt still counts");
    let plan = plan_chase(&office, round, ChaseScope::Owing).await.unwrap();
    let unit = app.unit("SYT");
    let mut asked = plan.people.iter().flat_map(|p| &p.units);
    assert!(asked.all(|u| u.unit != unit));
    let counted = store::counted::list(&office.read(), round, Some(&[unit])).await;
    assert_eq!(counted.unwrap()[0].report.as_ref().unwrap().0, 1);
    let out = ExemptUnit {
        obligation: id,
        reason: "Đơn vị mới thành lập trong kỳ.".into(),
    };
    let refused = exempt(&office, out).await.unwrap_err();
    assert_eq!(codes(refused), ["report.wrong_state"]);

    unsign(&head, id).await.unwrap();
    assert_eq!(state(&office, id).await, ReportState::Returned);
    let again = SignReport {
        obligation: id,
        version: at.version + 1,
    };
    let at = sign(&head, again).await.unwrap();
    let receipt = send_signed(&head, going(id, at.version)).await.unwrap();
    assert_eq!(receipt.number, 2);
    assert_eq!(state(&office, id).await, ReportState::Resubmitted);
    let seen = view(&office, id, None).await.unwrap();
    assert_eq!(seen.versions[1].sent_by, None, "the head sent it himself");
}

/// a unit that is exempt owes nothing, so that its signature goes away.
#[tokio::test]
async fn r_3_3_a_signed_report_can_be_exempt_and_loses_its_signature() {
    let (app, _, id) = quarter().await;
    let at = signed(&app, id, 0, "Bản đầu.").await;
    let office = app.coordinator().await;
    let out = ExemptUnit {
        obligation: id,
        reason: "Đơn vị mới thành lập trong kỳ.".into(),
    };
    exempt(&office, out).await.unwrap();
    assert_eq!(state(&office, id).await, ReportState::Exempt);
    let draft = store::report::find_draft(&office.read(), id).await.unwrap();
    assert_eq!(draft.unwrap().signature, None);
    let late = send_signed(&app.head("SYT").await, going(id, at.version + 1)).await;
    assert_eq!(codes(late.unwrap_err()), ["report.wrong_state"]);
}

/// closing a round does not send what lies signed with a unit.
#[tokio::test]
async fn r_3_3_a_signed_report_is_not_sent_into_a_closed_round_and_its_signature_can_be_withdrawn()
{
    let (app, round, id) = quarter().await;
    let at = signed(&app, id, 0, "Bản đầu.").await;
    let (office, head) = (app.coordinator().await, app.head("SYT").await);
    let version = app::round::get(&office, round).await.unwrap().version;
    close(&office, round, version).await.unwrap();
    let last = app::journal::list(&app.system(), None, None, 1).await;
    let closed = last.unwrap().remove(0);
    assert_eq!(closed.entry.act, "round.close");
    let all = matrix(&office, round).await.unwrap().rows.len();
    assert_eq!(closed.entry.detail["units_not_sent"], all);
    let refused = send_signed(&head, going(id, at.version)).await;
    assert_eq!(codes(refused.unwrap_err()), ["report.round_closed"]);
    let todo = duties(&head).await.unwrap().open.remove(0);
    assert_eq!(todo.next, NextStep::AskExtension);
    unsign(&head, id).await.unwrap();
    assert_eq!(state(&office, id).await, ReportState::Drafting);
}

/// who has only to press "Gửi" is told just that.
#[tokio::test]
async fn r_3_12_a_reminder_says_that_the_report_is_signed_and_not_sent() {
    let (app, round, id) = quarter().await;
    signed(&app, id, 0, "Bản đầu.").await;
    app.go_to(date(2026, 10, 7));
    let office = app.coordinator().await;
    chase(&office, round, ChaseScope::Late).await.unwrap();
    let letter = mine(&app.reporter("SYT").await).await.unwrap().remove(0);
    assert!(
        letter.body.contains("đã ký nhưng chưa gửi"),
        "{}",
        letter.body
    );
    let other = mine(&app.reporter("SGDDT").await).await.unwrap().remove(0);
    assert!(!other.body.contains("đã ký"), "{}", other.body);
}

/// who signs for the head does so under both names, and so does who sends.
#[tokio::test]
async fn r_1_6_a_signature_given_for_the_head_carries_both_names() {
    let (app, _, id) = quarter().await;
    let head = app.head("SYT").await;
    let new = NewDelegation {
        post: head.actor.person().unwrap().posts[0].id,
        to: "bc.syt".into(),
        from: head.today(),
        last_day: date(2026, 10, 9),
        rights: vec![Right::SignReport],
        reason: "Đi công tác.".into(),
    };
    delegate(&head, new).await.unwrap();
    let deputy = app.reporter("SYT").await;
    let kept = save(&deputy, id, 0, words("Bản đầu.")).await;
    let input = SignReport {
        obligation: id,
        version: kept.version,
    };
    let at = sign(&deputy, input).await.unwrap();
    send_signed(&app.reporter("SYT").await, going(id, at.version))
        .await
        .unwrap();
    let all = history(&app.coordinator().await, id).await.unwrap();
    let behalf = |act: &str| {
        let entry = all.acts.iter().find(|s| s.entry.act == act).unwrap();
        (entry.entry.actor, entry.entry.on_behalf_of)
    };
    let (deputy, holder) = (deputy.actor.account(), head.actor.account());
    assert_eq!(behalf("report.sign"), (deputy, holder));
    assert_eq!(behalf("report.send"), (deputy, None), "writing is enough");
}
