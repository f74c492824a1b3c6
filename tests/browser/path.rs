//! The consolidated report from the draft to the units and, with late data, to
//! its supplement: opinion → submission → signature → number →
//! sending → a late report → supplement with its differences.

use crate::harness::Walk;
use app::report::{ReportTyped, SaveDraft, Saved, SignReport, save_draft, submit};
use domain::id::RoundId;
use domain::report::{SectionText, TypedCells};
use testkit::TestApp;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_report_goes_by_opinion_signature_and_number_to_the_units_and_gets_a_supplement() {
    let app = TestApp::new().await;
    let round = app.quarter().await;
    send(&app, round, "SGDDT", "1200", "Đã mở 12 lớp.").await;
    let walk = Walk::on(app).await;
    let path = format!("/tong-hop/{round}");
    plan(&walk).await;
    draft(&walk, &path).await;
    opinion(&walk, &path).await;
    submit_and_sign(&walk, &path).await;
    issue_and_send(&walk, &path).await;
    send(&walk.app, round, "CDCD", "345", "Đã tuyển sinh xong.").await;
    supplement(&walk, &path).await;
    walk.end().await;
}

/// A unit's report, through the same acts as in life.
async fn send(app: &TestApp, round: RoundId, unit: &str, enrolled: &str, text: &str) {
    let read = app.app.store.read();
    let owed = store::obligation::find_of(&read, round, app.unit(unit)).await;
    let obligation = owed.expect("a query").expect("an obligation").id;
    let typed = ReportTyped {
        is_nil: false,
        sections: vec![SectionText {
            code: "I.6.1".into(),
            text: text.into(),
            is_nil: false,
        }],
        cells: TypedCells {
            numbers: [("GD-09".into(), enrolled.into())].into(),
            ..TypedCells::default()
        },
        ..ReportTyped::default()
    };
    let input = SaveDraft {
        obligation,
        version: 0,
        typed,
    };
    let saved = save_draft(&app.reporter(unit).await, input).await;
    let Saved::Kept(kept) = saved.expect("a draft") else {
        panic!("nobody else writes")
    };
    let input = SignReport {
        obligation,
        version: kept.version,
    };
    submit(&app.head(unit).await, input)
        .await
        .expect("a report");
}

async fn plan(walk: &Walk) {
    walk.sign_in("dieuphoi", "/ke-hoach?nam=2026").await;
    walk.look("ke-hoach").await;
    walk.set("unit", "TU").await;
    walk.set("indicator", "GD-09").await;
    walk.fill("value", "2.400").await;
    walk.fill("note", "12-CTr/TU").await;
    walk.press("form[method='post'][action='/ke-hoach'] .button")
        .await;
    walk.says("2.400 người").await;
}

/// Writes a sentence with bound numbers and takes the unit's text below it.
async fn draft(walk: &Walk, path: &str) {
    walk.open(&format!("{path}/soan?muc=I.6.1")).await;
    assert_eq!(walk.text_of("#chua-dung").await, "Sở GD&ĐT");
    walk.fill(
        "text",
        "Toàn tỉnh tuyển {{GD-09|don-vi}} trên kế hoạch {{GD-09|ke-hoach}}.",
    )
    .await;
    walk.press("form[action$='/soan/them'] .button").await;
    walk.says("Toàn tỉnh tuyển 1.200 người (mới có báo cáo của 1/2 đơn vị) trên kế hoạch 2.400.")
        .await;
    walk.press("button[name='sentence'][value='']").await;
    assert_eq!(walk.text_of("#da-dong-gop").await, "Sở GD&ĐT");
    walk.look("tong-hop-muc").await;
}

async fn opinion(walk: &Walk, path: &str) {
    walk.open(&format!("{path}/y-kien")).await;
    walk.look("y-kien").await;
    walk.tap("#u-SGDDT").await;
    walk.press("button[name='viec'][value='gui']").await;
    walk.says("đang lấy ý kiến").await;
    walk.sign_in("bc.sgddt", "/thong-bao").await;
    walk.press("main a[href^='/thong-bao/']").await;
    walk.says("Đề nghị góp ý dự thảo").await;
    let letter = walk.text().await;
    let link = letter
        .split("/y-kien/")
        .nth(1)
        .expect("a link in the letter");
    let id: String = link.chars().take(36).collect();
    walk.open(&format!("/y-kien/{id}")).await;
    walk.look("gop-y").await;
    walk.set("place", "I.6.1#2").await;
    walk.fill("text", "Đề nghị nêu cả số lớp.").await;
    walk.press("form[action^='/y-kien/'] .button").await;
    walk.says("chưa trả lời").await;
    walk.sign_in("dieuphoi", &format!("{path}/y-kien")).await;
    walk.says("Mục I.6.1, đoạn 2").await;
    walk.unfold("article textarea").await;
    walk.fill("text", "Số lớp ở đoạn trên.").await;
    walk.press("article button[value='accepted']").await;
    walk.says("đã tiếp thu").await;
    walk.look("y-kien-da-tra-loi").await;
    walk.press("form[action$='/y-kien/dong'] .button").await;
}

async fn submit_and_sign(walk: &Walk, path: &str) {
    walk.open(&format!("{path}/chot")).await;
    walk.press("form[action$='/chot/trinh'] .button").await;
    assert_eq!(walk.text_of("#chang").await, "Đã trình, chờ ký");
    walk.open(&format!("{path}/soan?muc=I.6.1")).await;
    assert!(
        !walk.has("form[action$='/soan/them']").await,
        "it stays as it is"
    );
    walk.sign_in("truongban", &format!("{path}/chot")).await;
    walk.look("trinh-ky").await;
    walk.press("form[action$='/chot/ky'] .button").await;
    assert_eq!(walk.text_of("#chang").await, "Đã ký, chờ cấp số");
}

async fn issue_and_send(walk: &Walk, path: &str) {
    walk.sign_in("dieuphoi", &format!("{path}/chot")).await;
    assert_eq!(walk.value("signer_name").await, "Người dùng truongban");
    walk.set("snapshot", "1").await;
    walk.set("form", "dang").await;
    walk.set("capacity", "own").await;
    walk.fill("signer_title", "Trưởng ban").await;
    walk.press("form[action$='/chot/ban-hanh'] .button").await;
    walk.says("01-BC/BTGDVTU").await;
    walk.press("form[action$='/chot/gui'] .button").await;
    walk.says("Đã gửi 7 đơn vị; 0 đã mở; 0 đã xác nhận").await;
    walk.sign_in("bc.syt", &format!("{path}/nhan?ban=1")).await;
    walk.says("1.200 người (mới có báo cáo của 1/2 đơn vị) trên kế hoạch 2.400")
        .await;
    walk.look("nhan-bao-cao").await;
    walk.press("form[action$='/nhan'] .button").await;
    walk.sign_in("dieuphoi", &format!("{path}/chot")).await;
    walk.says("Đã gửi 7 đơn vị; 1 đã mở; 1 đã xác nhận").await;
    walk.look("da-gui").await;
}

/// A late report makes a supplement that lists who came and what changed; the
/// issued report stays as it was.
async fn supplement(walk: &Walk, path: &str) {
    walk.open(&format!("{path}/chot")).await;
    walk.press("form[action$='/chot/bo-sung'] .button").await;
    walk.open(&format!("{path}/xem?ban=2")).await;
    let paper = walk.text_of("#bao-cao").await;
    for said in ["CĐ Cộng đồng", "1.200", "1.545"] {
        assert!(paper.contains(said), "{said}: {paper}");
    }
    walk.look("bo-sung").await;
    walk.open(&format!("{path}/xem?ban=1")).await;
    let issued = walk.text_of("#bao-cao").await;
    assert!(
        issued.contains("1.200 người") && !issued.contains("1.545"),
        "{issued}"
    );
    walk.open(&format!("{path}/so-sanh?tu=snapshot-1&den=snapshot-2"))
        .await;
    walk.says("1.545").await;
    walk.look("so-sanh").await;
}
