//! A locked report: accepted in a closed round, which no act alters until
//! the round is opened again.

use crate::reporting::*;
use app::report::{
    AcceptReport, AddEvidence, ExemptUnit, NotePaper, SignReport, accept, add_file, duties, exempt,
    note_paper, open_form, remove_file, return_to_unit, save_draft, submit, view, withdraw_paper,
};
use app::round::{MatrixFilter, close, matrix, reopen};
use app::{AppError, Ctx};
use domain::id::{ObligationId, RoundId};
use domain::report::{LOCKED, ReturnKind};
use jiff::civil::date;
use testkit::TestApp;

async fn version_of(office: &Ctx, round: RoundId) -> i32 {
    app::round::get(office, round).await.unwrap().version
}

async fn accepted() -> (TestApp, RoundId, ObligationId) {
    let app = TestApp::new().await;
    let round = open_quarter(&app, 2026, 3).await;
    let id = owed(&app, round, "SYT").await;
    send(&app, id, 0, "Bản đầu.").await;
    let input = AcceptReport {
        obligation: id,
        number: 1,
    };
    accept(&app.coordinator().await, input).await.unwrap();
    (app, round, id)
}

/// A day of the round that has come.
fn paper(id: ObligationId) -> NotePaper {
    NotePaper {
        obligation: id,
        on: Some(date(2026, 9, 30)),
        note: String::new(),
        reason: "Bổ sung ngày nhận bản giấy.".into(),
    }
}

#[tokio::test]
async fn r_3_3_an_accepted_report_of_a_closed_round_is_locked_and_opening_again_unlocks_it() {
    let (app, round, id) = accepted().await;
    let office = app.coordinator().await;
    let told = async || {
        let seen = view(&office, id, None).await.unwrap();
        let rows = matrix(&office, round).await.unwrap();
        let row = rows.rows.iter().find(|r| r.obligation == id).unwrap();
        let mine = duties(&app.reporter("SYT").await).await.unwrap();
        let codes = [
            seen.state_code(),
            row.state_code(),
            mine.done[0].state_code(),
        ];
        assert!(codes.iter().all(|code| *code == codes[0]), "{codes:?}");
        (codes[0], rows.count(MatrixFilter::Locked), seen.takes_paper)
    };
    assert_eq!(told().await, ("accepted", 0, true));
    let version = version_of(&office, round).await;
    close(&office, round, version).await.unwrap();
    assert_eq!(told().await, (LOCKED, 1, false));
    // A report that was not accepted is not locked by the closing.
    let other = owed(&app, round, "SGDDT").await;
    assert_eq!(
        view(&office, other, None).await.unwrap().state_code(),
        "open"
    );
    let version = version_of(&office, round).await;
    reopen(&office, round, version, "Bổ sung báo cáo còn thiếu.")
        .await
        .unwrap();
    assert_eq!(told().await, ("accepted", 0, true));
    note_paper(&office, paper(id)).await.unwrap();
}

#[tokio::test]
async fn r_3_3_no_act_alters_a_locked_report() {
    let (app, round, id) = accepted().await;
    let office = app.coordinator().await;
    note_paper(&office, paper(id)).await.unwrap();
    let version = version_of(&office, round).await;
    close(&office, round, version).await.unwrap();
    let read = office.read();
    let kept = async || {
        let owed = store::obligation::find(&read, id).await.unwrap();
        let sent = store::report::find_version(&read, id, 1).await.unwrap();
        let draft = store::report::find_draft(&read, id).await.unwrap();
        (owed, sent, draft)
    };
    let before = kept().await;
    let (reporter, head) = (app.reporter("SYT").await, app.head("SYT").await);
    let form = open_form(&reporter, id).await.unwrap();
    assert!(form.refusal.is_some());
    assert_eq!(form.state_code(), LOCKED);
    let draft = form.draft_version();

    let refused = |what: &str, result: Result<(), AppError>| {
        assert!(
            matches!(result, Err(AppError::Invalid(_))),
            "{what}: {result:?}"
        );
    };
    let typed = at(id, draft, words("Sửa sau khi khoá."));
    refused("save", save_draft(&reporter, typed).await.map(|_| ()));
    let input = SignReport {
        obligation: id,
        version: draft,
    };
    refused("sign", submit(&head, input).await.map(|_| ()));
    let file = AddEvidence {
        obligation: id,
        place: None,
        name: "bien-ban.txt".into(),
        bytes: bytes::Bytes::from_static("Biên bản.".as_bytes()),
    };
    refused("file", add_file(&reporter, file).await.map(|_| ()));
    let gone = remove_file(&reporter, id, &"0".repeat(64)).await;
    refused("no file", gone.map(|_| ()));
    let input = AcceptReport {
        obligation: id,
        number: 1,
    };
    refused("accept", accept(&office, input).await);
    let back = give_back(id, 1, ReturnKind::Correction);
    refused("return", return_to_unit(&office, back).await);
    let again = app::report::ReopenReport {
        obligation: id,
        number: 1,
        reason: "Đã có số chính thức của quý.".into(),
    };
    let opened = app::report::reopen(&office, again).await.unwrap_err();
    assert_eq!(codes(opened), ["report.locked"]);
    let out = ExemptUnit {
        obligation: id,
        reason: "Đơn vị mới thành lập trong kỳ.".into(),
    };
    refused("exempt", exempt(&office, out).await);
    let noted = note_paper(&office, paper(id)).await.unwrap_err();
    assert_eq!(codes(noted), ["report.locked"]);
    let taken = withdraw_paper(&office, id, "Ghi nhầm cho đơn vị khác.").await;
    assert_eq!(codes(taken.unwrap_err()), ["report.locked"]);
    let more = app::extension::GrantToMany {
        round,
        units: vec![app.unit("SYT")],
        to: date(2026, 10, 14),
        reason: "Đơn vị mất điện hai ngày.".into(),
    };
    let granted = app::extension::grant_to_many(&office, more).await;
    assert!(granted.is_err(), "{granted:?}");
    assert_eq!(kept().await, before);
}
