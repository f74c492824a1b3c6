//! One round under a tree that has just changed, every step in the browser:
//! reorganise → open → fill → paste → return → extend → chase → consolidate →
//! freeze → supplement.
//!
//! Not here: what each step must refuse, and the looks of pages that other walks
//! meet first.

use crate::harness::Walk;
use crate::steps::{SAVE, SIGN, create_commune, merge_communes, open_duty, write_decision};
use jiff::civil::date;
use testkit::TestApp;

const WRITTEN: &str = "Đã tham mưu 12 văn bản.";
const LATE: &str = "Đã tuyển sinh xong, muộn một tuần do bão.";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_round_goes_from_the_reorganisation_to_the_supplement() {
    let app = TestApp::new().await;
    app.standard_regime().await;
    let walk = Walk::on(app).await;
    reorganise(&walk).await;
    let round = open(&walk).await;
    let report = fill_and_paste(&walk).await;
    explain_and_sign(&walk).await;
    return_and_accept(&walk, &report).await;
    extend(&walk).await;
    walk.app.go_to(date(2026, 10, 7));
    chase(&walk, &round).await;
    let book = round.replace("/ky/", "/tong-hop/");
    consolidate(&walk, &book).await;
    freeze_and_issue(&walk, &book).await;
    walk.app.go_to(date(2026, 10, 12));
    supplement(&walk, &book).await;
    walk.end().await;
}

/// Two communes become one before the quarter ends.
async fn reorganise(walk: &Walk) {
    walk.sign_in("quantri", "/don-vi/sap-xep").await;
    write_decision(walk, "2026-08-20", "2026-09-01").await;
    create_commune(walk).await;
    merge_communes(walk).await;
    walk.press("[value='confirm']").await;
    walk.says("Đã xác nhận và thực hiện.").await;
}

/// The new commune is asked, the former ones are not.
async fn open(walk: &Walk) -> String {
    walk.sign_in("dieuphoi", "/ky/moi").await;
    walk.set("regime", "khoa-giao").await;
    walk.set("kind", "quarter").await;
    walk.fill("year", "2026").await;
    walk.fill("index", "3").await;
    walk.press("button[value='preview']").await;
    let preview = walk.text().await;
    assert!(preview.contains("Xã Thượng Suối"), "{preview}");
    assert!(!preview.contains("Xã Hạ Suối"), "{preview}");
    walk.press("button[value='open']").await;
    walk.says("0/5").await;
    walk.path().await
}

/// Reporters of both former communes write one report; a body fills its own and
/// pastes figures into it.
async fn fill_and_paste(walk: &Walk) -> String {
    open_duty(walk, "bc.xtd").await;
    let of_both = walk.path().await;
    walk.says("Xã Thượng Suối").await;
    walk.fill("s.I.1", "Đã họp giao ban ở 6 thôn.").await;
    walk.press(SAVE).await;
    open_duty(walk, "bc.xhs").await;
    assert_eq!(walk.path().await, of_both);
    assert_eq!(walk.value("s.I.1").await, "Đã họp giao ban ở 6 thôn.");
    open_duty(walk, "bc.syt").await;
    let report = walk.path().await;
    walk.fill("s.I.1", WRITTEN).await;
    walk.paste("v.YT-09", "YT-09\tlượt\t1.000\nYT-09a\tlượt\t1.200\n")
        .await;
    walk.says("Đã dán 2 ô").await;
    walk.press(SAVE).await;
    assert_eq!(walk.value("s.I.1").await, WRITTEN);
    assert_eq!(walk.value("v.YT-09a").await, "1.200");
    report
}

/// More in-patients than examined: the remark wants a word before signing.
async fn explain_and_sign(walk: &Walk) {
    open_duty(walk, "tt.syt").await;
    walk.press(SIGN).await;
    assert!(walk.has("#loi").await, "signed without a word");
    walk.look("bao-cao-chua-giai-thich").await;
    walk.fill("x.noi-tru-kham@YT-09a", "Trạm y tế mới chỉ có nội trú.")
        .await;
    walk.press(SIGN).await;
    walk.says("Bản 1").await;
}

async fn return_and_accept(walk: &Walk, report: &str) {
    walk.sign_in("dieuphoi", &format!("{report}/duyet")).await;
    walk.tap("[name='mc.YT-09']").await;
    walk.fill("mn.c.YT-09", "Thiếu của một trạm.").await;
    walk.tap("[name='kind'][value='correction']").await;
    walk.fill("reason", "Số khám bệnh chưa cộng một trạm y tế.")
        .await;
    walk.press("#f-kind button").await;
    open_duty(walk, "bc.syt").await;
    walk.says("Thiếu của một trạm.").await;
    walk.fill("v.YT-09", "3.000").await;
    walk.press(SAVE).await;
    open_duty(walk, "tt.syt").await;
    walk.press(SIGN).await;
    walk.says("Bản 2").await;
    walk.sign_in("dieuphoi", &format!("{report}/duyet")).await;
    assert_eq!(walk.text_of("td.num ins").await, "3.000");
    walk.press("form[action$='/chap-nhan'] button").await;
    walk.says("Chấp nhận").await;
}

/// The college asks for a week; the office gives it, and both days are shown.
async fn extend(walk: &Walk) {
    open_duty(walk, "bc.cdcd").await;
    walk.unfold("[name='asked_due_on']").await;
    walk.set("asked_due_on", "2026-10-12").await;
    walk.fill("ask_reason", "Bão số 11, mất điện bốn ngày.")
        .await;
    walk.press("details[data-ask] form button").await;
    walk.sign_in("dieuphoi", "/gia-han").await;
    walk.says("Bão số 11").await;
    walk.look("gia-han").await;
    walk.tap("[name='decision'][value='grant']").await;
    walk.press("form[action^='/gia-han/'] .button").await;
    assert!(!walk.text().await.contains("Bão số 11"), "answered");
    walk.sign_in("bc.cdcd", "/viec-cua-toi").await;
    walk.says("12/10/2026").await;
    walk.says("05/10/2026").await;
}

/// Who is late is chased; who has more time is not.
async fn chase(walk: &Walk, round: &str) {
    walk.sign_in("dieuphoi", &format!("{round}/don-doc")).await;
    walk.press("form[action$='/don-doc'] .button").await;
    walk.open("/hop-thu-di").await;
    let lines = walk.text_of("tbody").await;
    assert!(lines.contains("bc.sgddt@"), "{lines}");
    // That a report came back was told; chased is who is late.
    let mut chased = lines.lines().filter(|line| line.starts_with("Đôn đốc"));
    assert!(chased.all(|line| !line.contains("bc.syt@")), "{lines}");
}

async fn consolidate(walk: &Walk, book: &str) {
    walk.open(book).await;
    let coverage = walk.text_of(".notice strong").await;
    assert!(coverage.starts_with("1/5 đơn vị; chưa có: "), "{coverage}");
    walk.says("3.000").await;
    walk.open(&format!("{book}/soan?muc=I.1")).await;
    walk.press("button[name='sentence'][value='']").await;
    walk.says(WRITTEN).await;
}

async fn freeze_and_issue(walk: &Walk, book: &str) {
    walk.open(&format!("{book}/chot")).await;
    walk.press("form[action$='/chot/trinh'] .button").await;
    walk.sign_in("truongban", &format!("{book}/chot")).await;
    walk.press("form[action$='/chot/ky'] .button").await;
    walk.says("SHA-256").await;
    walk.sign_in("dieuphoi", &format!("{book}/chot")).await;
    walk.set("snapshot", "1").await;
    walk.set("form", "dang").await;
    walk.set("capacity", "own").await;
    walk.fill("signer_title", "Trưởng ban").await;
    walk.press("form[action$='/chot/ban-hanh'] .button").await;
    walk.says("01-BC/BTGDVTU").await;
}

/// The report that had more time comes on its last day.
async fn supplement(walk: &Walk, book: &str) {
    open_duty(walk, "bc.cdcd").await;
    walk.fill("s.I.1", LATE).await;
    walk.press(SAVE).await;
    open_duty(walk, "tt.cdcd").await;
    walk.press(SIGN).await;
    walk.sign_in("dieuphoi", &format!("{book}/chot")).await;
    walk.press("form[action$='/chot/bo-sung'] .button").await;
    walk.open(&format!("{book}/xem?ban=2")).await;
    let paper = walk.text_of("#bao-cao").await;
    assert!(paper.contains("CĐ Cộng đồng"), "{paper}");
    walk.open(&format!("{book}/xem?ban=1")).await;
    let issued = walk.text_of("#bao-cao").await;
    assert!(issued.contains("1/5 đơn vị"), "{issued}");
}
